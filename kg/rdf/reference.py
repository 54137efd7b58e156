"""The ontology as plain data, for a page that people read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.lexicon import Relation
from kg.rdf.iris import PREFIXES
from kg.rdf.ontology import HEADING

_OWN = PREFIXES[""]
_HEADING = re.compile(r"# === (.+?) =+")
_TERM = re.compile(r":(\w+) a ")
_KINDS = {OWL.Class: "class", OWL.ObjectProperty: "object property", OWL.DatatypeProperty: "data property",
          OWL.AnnotationProperty: "annotation property", OWL.NamedIndividual: "value"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One term, ours or another's; names are as in Turtle (``:holder``).

    ``rules`` is what the shapes ask of it; ``carries`` are the properties that a class is the domain of; ``turtle`` are
    examples in Turtle, ``said`` those in English; ``near`` is what it is aligned with.
    """

    name: str
    kind: str
    label: str
    definition: str
    notes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    turtle: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """``sections`` are the headings of the file with their terms, as they stand there; ``foreign`` the terms of others
    with what they are used for; ``links`` where each name leads: to an anchor of the page, or to another's term."""

    title: str
    description: str
    version: str
    prefixes: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[Term, ...]], ...]
    foreign: tuple[Term, ...]
    relations: tuple[Relation, ...]
    links: dict[str, str]


def reference(ontology: str, shapes: str, relations: Iterable[Relation]) -> Reference:
    """What ``ontology`` (the text of ``kg.ttl``), ``shapes`` (``shapes.ttl``) and the lexicon's table say.

    Headings and the order of terms are read from the text: a term stands at the start of a line.
    """
    rows = sorted(relations, key=lambda relation: relation.name)
    hand = ontology.partition(HEADING)[0]
    graph = Graph(bind_namespaces="none").parse(data=hand, format="turtle")
    reader = _Reader(graph, _rules(shapes))
    sections: list[tuple[str, list[Term]]] = []
    for line in hand.splitlines():
        if heading := _HEADING.match(line):
            sections.append((heading[1], []))
        elif term := _TERM.match(line):
            sections[-1][1].append(reader.term(URIRef(_OWN + term[1])))
    foreign = sorted(set(graph.subjects(RDFS.isDefinedBy)), key=str)
    (itself,) = graph.subjects(RDF.type, OWL.Ontology)
    title, about, version = (str(graph.value(itself, p)) for p in (DCTERMS.title, DCTERMS.description, OWL.versionInfo))
    return Reference(
        title, about, version,
        prefixes=tuple(sorted((prefix, str(namespace)) for prefix, namespace in graph.namespaces())),
        sections=tuple((heading, tuple(terms)) for heading, terms in sections if terms),
        foreign=tuple(map(reader.term, foreign)),
        relations=tuple(rows),
        links=reader.links() | {f"rel:{row.name}": f"#rel-{row.name}" for row in rows},
    )  # fmt: skip


class _Reader:
    """Reads terms out of a graph; ``rules`` are the messages of shapes, by term."""

    def __init__(self, graph: Graph, rules: dict[Node, set[str]]):
        self.graph, self.rules = graph, rules
        self.prefixes = sorted(((str(n), p) for p, n in graph.namespaces()), key=lambda pair: -len(pair[0]))

    def term(self, node: Node) -> Term:
        kind = next((name for type, name in _KINDS.items() if (node, RDF.type, type) in self.graph), "class")
        label, definition = (str(self.graph.value(node, p) or "") for p in (RDFS.label, SKOS.definition))
        examples = [e for e in self.graph.objects(node, SKOS.example) if isinstance(e, Literal)]
        return Term(
            self.name(node), kind, label, definition,
            notes=self._texts(node, SKOS.scopeNote),
            parents=self._names(node, RDFS.subClassOf) + self._of_class(node),
            domain=self._names(node, RDFS.domain),
            range=self._names(node, RDFS.range),
            carries=tuple(sorted(map(self.name, self._properties_of(node)))),
            rules=tuple(sorted(self.rules.get(node, ()))),
            turtle=tuple(sorted(str(e) for e in examples if not e.language)),
            said=tuple(sorted(str(e) for e in examples if e.language)),
            near=self._names(node, SKOS.closeMatch),
        )  # fmt: skip

    def name(self, node: Node) -> str:
        """As in Turtle: ``:holder``, ``foaf:Agent``."""
        iri = str(node)
        base, prefix = next((base, prefix) for base, prefix in self.prefixes if iri.startswith(base))
        return f"{prefix}:{iri.removeprefix(base)}"

    def links(self) -> dict[str, str]:
        """Anchors of what the graph describes, and the addresses of what it compares that with."""
        near = {self.name(node): str(node) for node in self.graph.objects(None, SKOS.closeMatch)}
        used = {name: "#" + name.replace(":", "-") for name in map(self.name, self.graph.subjects(RDFS.isDefinedBy))}
        own = {node for node in self.graph.subjects(RDF.type) if isinstance(node, URIRef) and node.startswith(_OWN)}
        return near | used | {f":{node.removeprefix(_OWN)}": f"#{node.removeprefix(_OWN)}" for node in own}

    def _texts(self, node: Node, property: URIRef) -> tuple[str, ...]:
        return tuple(sorted(map(str, self.graph.objects(node, property))))

    def _names(self, node: Node, property: URIRef) -> tuple[str, ...]:
        """The names of the values; of a union those of its members, in their order."""
        found: list[str] = []
        for value in sorted(self.graph.objects(node, property), key=str):
            found += map(self.name, self._members(value))
        return tuple(found)

    def _members(self, value: Node) -> list[Node]:
        union = self.graph.value(value, OWL.unionOf)
        return [value] if union is None else list(Collection(self.graph, union))

    def _of_class(self, node: Node) -> tuple[str, ...]:
        """The class of a value."""
        types = (type for type in self.graph.objects(node, RDF.type) if str(type).startswith(_OWN))
        return tuple(sorted(map(self.name, types)))

    def _properties_of(self, node: Node) -> Iterator[Node]:
        domains = self.graph.subject_objects(RDFS.domain)
        return (property for property, domain in domains if node in self._members(domain))


def _rules(shapes: str) -> dict[Node, set[str]]:
    """The messages of the shapes by the property or the class that they are about."""
    graph = Graph().parse(data=shapes, format="turtle")
    found: dict[Node, set[str]] = {}
    for shape, message in graph.subject_objects(SH.message):
        about = set(graph.objects(shape, SH.path)) or {
            target for owner in graph.subjects(SH.sparql, shape) for target in graph.objects(owner, SH.targetClass)
        }
        for term in about:
            found.setdefault(term, set()).add(str(message))
    return found
