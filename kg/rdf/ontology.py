"""What of ``ontologies/`` the lexicon's table of relations gives: a part of ``kg.ttl``, and all of ``stances.ttl``.

``make ontology`` writes both.
"""

from collections.abc import Iterable, Iterator

from rdflib import Literal

from kg.lexicon import Relation
from kg.model import StatementKind
from kg.rdf.iris import BASE
from kg.rdf.vocabulary import STATEMENT_CLASSES

HEADING = "# === Relations, one for each row of the lexicon's table ".ljust(119, "=") + "\n\n"
_SIDES = {1: "For", 0: "Neither", -1: "Against"}
_SCHEMES = {"stances": "The relations of a holder to a target, by kind of statement and by side",
            "plover": "PLOVER's event types that relations come near to",
            "cameo": "CAMEO's codes that relations come near to"}  # fmt: skip
_PREFIXES = f"""\
@prefix : <{BASE}ns#> .
@prefix rel: <{BASE}rel/> .
@prefix stances: <{BASE}stances#> .
@prefix plover: <{BASE}plover#> .
@prefix cameo: <{BASE}cameo#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

# Written from the lexicon's table of relations: change that, then `make ontology`.

<{BASE}stances> a owl:Ontology ;
    rdfs:comment "Each relation is a concept here and a property in kg.ttl; event codes are near to it, no more."@en ;
    dct:license <https://creativecommons.org/publicdomain/zero/1.0/> .
:Relation a owl:Class . skos:Concept a owl:Class . skos:ConceptScheme a owl:Class .
:polarity a owl:DatatypeProperty . skos:notation a owl:DatatypeProperty .
skos:broader a owl:ObjectProperty . skos:inScheme a owl:ObjectProperty . skos:topConceptOf a owl:ObjectProperty .
skos:closeMatch a owl:ObjectProperty . skos:prefLabel a owl:AnnotationProperty .
skos:definition a owl:AnnotationProperty . skos:example a owl:AnnotationProperty .
dct:title a owl:AnnotationProperty . dct:license a owl:AnnotationProperty .
"""


def with_relations(ontology: str, relations: Iterable[Relation]) -> str:
    """The Turtle text ``ontology`` with everything from `HEADING` on replaced by ``relations``, sorted by name."""
    terms = ontology.partition(HEADING)[0]
    return terms + HEADING + "\n".join(map(_property, _sorted(relations)))


def stances(relations: Iterable[Relation]) -> str:
    """The scheme of ``relations`` as SKOS, in Turtle: under a concept for each kind of statement one for each side, and
    under that the relations, with the event codes they come near to."""
    rows = _sorted(relations)
    parts = [
        _PREFIXES,
        *(f"<{BASE}{name}> a skos:ConceptScheme ; dct:title {_english(title)} .\n" for name, title in _SCHEMES.items()),
        *_groups(rows),
        *map(_concept, rows),
        *_codes("plover", {r.plover for r in rows if r.plover}),
        *_codes("cameo", {r.cameo[:n] for r in rows if r.cameo for n in range(2, len(r.cameo) + 1)}),
    ]
    return "\n".join(parts)


def _sorted(relations: Iterable[Relation]) -> list[Relation]:
    return sorted(relations, key=lambda relation: relation.name)


def _property(relation: Relation) -> str:
    kind = STATEMENT_CLASSES[relation.kind].fragment
    codes = "".join(f" ; :{scheme} {Literal(code).n3()}" for scheme, code in _near(relation))
    return (
        f"rel:{relation.name} a owl:ObjectProperty , :Relation ; rdfs:label {_english(relation.label)} ;"
        f" :polarity {relation.polarity}{codes} ;\n"
        f"    skos:definition {_english(relation.definition)} ;\n"
        f'    skos:scopeNote "Of a :{kind}; a plain triple in the derived graph only."@en{_example(relation)} .\n'
    )


def _groups(relations: list[Relation]) -> Iterator[str]:
    for kind in StatementKind:
        sides = sorted({r.polarity for r in relations if r.kind == kind}, reverse=True)
        name = STATEMENT_CLASSES[kind].fragment.lower()
        yield (
            f"stances:{name} a skos:Concept ; skos:topConceptOf <{BASE}stances> ; skos:inScheme <{BASE}stances> ;\n"
            f"    skos:prefLabel {_english(name)} ; skos:definition {_english(f'Relations of {name}s.')} ;"
            f" rdfs:seeAlso :{name.capitalize()} .\n"
        )
        for side in sides:
            yield (
                f"stances:{name}{_SIDES[side]} a skos:Concept ; skos:inScheme <{BASE}stances> ;"
                f" skos:broader stances:{name} ;\n"
                f"    skos:prefLabel {_english(f'{name}, {_SIDES[side].lower()}')} ;\n    skos:definition"
                f" {_english(f'Relations of {name}s whose polarity is {side} when not negated.')} .\n"
            )


def _concept(relation: Relation) -> str:
    group = STATEMENT_CLASSES[relation.kind].fragment.lower() + _SIDES[relation.polarity]
    near = " , ".join(f"{scheme}:{code}" for scheme, code in _near(relation))
    return (
        f"rel:{relation.name} a skos:Concept , :Relation ; skos:inScheme <{BASE}stances> ;"
        f" skos:broader stances:{group} ; :polarity {relation.polarity} ;\n"
        f"    skos:prefLabel {_english(relation.label)} ; skos:definition {_english(relation.definition)}"
        f"{_example(relation)}{f' ;{chr(10)}    skos:closeMatch {near}' if near else ''} .\n"
    )


def _codes(scheme: str, codes: set[str]) -> Iterator[str]:
    """The codes as concepts; one that begins with another is narrower."""
    for code in sorted(codes):
        place = f"skos:broader {scheme}:{code[:-1]}" if code[:-1] in codes else f"skos:topConceptOf <{BASE}{scheme}>"
        yield (
            f"{scheme}:{code} a skos:Concept ; skos:inScheme <{BASE}{scheme}> ; {place} ;"
            f" skos:notation {Literal(code).n3()} ; skos:prefLabel {_english(f'{scheme.upper()} {code}')} .\n"
        )


def _near(relation: Relation) -> list[tuple[str, str]]:
    pairs = (("plover", relation.plover), ("cameo", relation.cameo))
    return [(scheme, code) for scheme, code in pairs if code is not None]


def _example(relation: Relation) -> str:
    return f" ;\n    skos:example {_english(relation.example)}" if relation.example else ""


def _english(text: str) -> str:
    return Literal(text, lang="en").n3()
