"""The relations' part of ``ontologies/kg.ttl``: one property for each row of the lexicon's table.

The rest of that file is written by hand. After a change of the table::

    path.write_text(with_relations(path.read_text("utf-8"), kg.lexicon.load().relations.values()), "utf-8")
"""

from collections.abc import Iterable

from rdflib import Literal

from kg.lexicon import Relation
from kg.rdf.vocabulary import STATEMENT_CLASSES

HEADING = "# === Relations, one for each row of the lexicon's table ".ljust(119, "=") + "\n\n"


def with_relations(ontology: str, relations: Iterable[Relation]) -> str:
    """The Turtle text ``ontology`` with everything from `HEADING` on replaced by ``relations``, sorted by name."""
    terms = ontology.partition(HEADING)[0]
    return terms + HEADING + "\n".join(map(_turtle, sorted(relations, key=lambda relation: relation.name)))


def _turtle(relation: Relation) -> str:
    kind = STATEMENT_CLASSES[relation.kind].fragment
    codes = "".join(
        f" ; :{scheme} {Literal(code).n3()}"
        for scheme, code in (("plover", relation.plover), ("cameo", relation.cameo))
        if code is not None
    )
    return (
        f"rel:{relation.name} a owl:ObjectProperty ; rdfs:label {_english(relation.label)} ;"
        f" :polarity {relation.polarity}{codes} ;\n"
        f"    skos:definition {_english(relation.definition)} ;\n"
        f'    skos:scopeNote "Of a :{kind}; a plain triple in the derived graph only."@en .\n'
    )


def _english(text: str) -> str:
    return Literal(text, lang="en").n3()
