"""Triples back to the nouns: the inverse of `kg.rdf.encode`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rdflib import DC, DCTERMS, RDF, RDFS, SKOS, URIRef
from rdflib.term import Node

from kg.model import (
    Attribution,
    Certainty,
    Document,
    Entity,
    Kind,
    Participant,
    Party,
    Reading,
    Skip,
    Span,
    Statement,
    Temporality,
)
from kg.rdf import iris
from kg.rdf.encode import Triple
from kg.rdf.vocabulary import CLASSES, KG, NIF, SEM, STATEMENT_CLASSES
from kg.statements import order

_KINDS = {iri: kind for kind, iri in CLASSES.items()}
_STATEMENT_KINDS = {iri: kind for kind, iri in STATEMENT_CLASSES.items()}


def decode(triples: Iterable[Triple], entities: Mapping[str, Entity]) -> Reading:
    """The reading of one document's graph; ``entities`` by id gives who is mentioned there.

    A graph holds sets: entities come back sorted by id, statements by place, skips by place and reason.
    """
    graph = _Graph(triples)
    (node,) = graph.subjects(NIF.Context)
    document = _document(graph, node)
    mentioned = sorted(iris.thing_id(iri) for iri in graph.all(node, KG.mentions))
    statements = (_statement(graph, s, document) for s in graph.subjects(KG.Statement))
    skips = (
        Skip(str(reason), _span(graph, span))
        for span in graph.subjects(NIF.OffsetBasedString)
        for reason in graph.all(span, KG.skipped)
    )
    return Reading(
        document=document,
        entities=tuple(entities[id] for id in mentioned if id in entities),
        statements=tuple(sorted(statements, key=order)),
        skips=tuple(sorted(skips, key=lambda skip: (skip.span.start, skip.span.end, skip.reason))),
        words=int(graph.one(node, KG.words)),
        reader=graph.text(node, KG.readBy, ""),
    )


def decode_entities(triples: Iterable[Triple]) -> tuple[Entity, ...]:
    """The entities of ``triples``, sorted by id; ``aliases`` and ``same_as`` are sets and come back sorted."""
    graph = _Graph(triples)
    found = (
        Entity(
            id=iris.thing_id(node),
            label=str(graph.one(node, SKOS.prefLabel)),
            kind=kind,
            aliases=tuple(sorted(map(str, graph.all(node, SKOS.altLabel)))),
            acts_for=iris.thing_id(graph.one(node, KG.actsFor)) if graph.all(node, KG.actsFor) else None,
            same_as=tuple(sorted(
                [iris.elsewhere_id(iri) for term in (SKOS.exactMatch, KG.mayBe) for iri in graph.all(node, term)]
                + [str(identifier) for identifier in graph.all(node, DCTERMS.identifier)]
            )),
        )
        for kind, type in CLASSES.items()
        for node in graph.subjects(type)
    )  # fmt: skip
    return tuple(sorted(found, key=lambda entity: entity.id))


def decode_given(record: Mapping[str, Any]) -> Entity:
    """The entity of a record made by `dataclasses.asdict`."""
    names = {name: tuple(record[name]) for name in ("aliases", "same_as")}
    return Entity(**record | names | {"kind": Kind(record["kind"])})


def decode_document(triples: Iterable[Triple]) -> Document:
    """The document of one document's graph."""
    graph = _Graph(triples)
    (node,) = graph.subjects(NIF.Context)
    return _document(graph, node)


class _Graph:
    """Triples by subject and property: all that decoding asks, at a fraction of what rdflib's own graph costs."""

    def __init__(self, triples: Iterable[Triple]):
        self._values: dict[Node, dict[Node, list[Node]]] = defaultdict(dict)
        self._subjects: dict[Node, list[Node]] = defaultdict(list)
        for subject, property, value in triples:
            self._values[subject].setdefault(property, []).append(value)
            if property == RDF.type:
                self._subjects[value].append(subject)

    def subjects(self, type: URIRef) -> list[Node]:
        return self._subjects.get(type, [])

    def all(self, node: Node, property: URIRef) -> list[Node]:
        return self._values[node].get(property, [])

    def one(self, node: Node, property: URIRef) -> Node:
        return self._values[node][property][0]

    def text(self, node: Node, property: URIRef, default: str | None = None) -> str | None:
        found = self.all(node, property)
        return str(found[0]) if found else default

    def ordered(self, node: URIRef, property: URIRef) -> list[Node]:
        sequence = iris.part(node, property.fragment)
        if sequence not in self.all(node, KG.sequence):
            return self.all(node, property)
        members = len(self._values[sequence]) - 1  # all but its type
        return [self.one(sequence, RDF[f"_{position}"]) for position in range(1, members + 1)]


def _document(graph: _Graph, node: URIRef) -> Document:
    return Document(
        id=iris.document_id(node),
        text=graph.text(node, NIF.isString, ""),
        title=graph.text(node, DC.title, ""),
        uri=graph.text(node, DC.source, ""),
        published=graph.text(node, DCTERMS.issued),
        publisher=graph.text(node, DC.publisher),
        author=graph.text(node, DC.creator),
        language=graph.text(node, DC.language, ""),
        furniture=tuple(_range(graph, span) for span in graph.ordered(node, KG.furniture)),
        metadata=tuple(
            (str(graph.one(datum, RDFS.label)), str(graph.one(datum, RDF.value)))
            for datum in graph.ordered(node, KG.metadata)
        ),
    )


def _statement(graph: _Graph, node: URIRef, document: Document) -> Statement:
    (kind,) = (_STATEMENT_KINDS[type] for type in graph.all(node, RDF.type) if type in _STATEMENT_KINDS)
    holder, read_as = graph.all(node, KG.holderMention), graph.all(node, KG.readAs)
    return Statement(
        kind=kind,
        holder=_party(graph, holder[0]) if holder else None,
        relation=iris.relation_name(graph.one(node, KG.relation)),
        target=_party(graph, graph.one(node, KG.targetMention)),
        polarity=int(graph.one(node, KG.polarity)),
        evidence=_span(graph, graph.one(node, KG.evidence)),
        cues=tuple(_span(graph, cue) for cue in graph.ordered(node, KG.cue)),
        rule=graph.text(node, KG.rule, ""),
        confidence=float(graph.one(node, KG.confidence)),
        certainty=Certainty(graph.one(node, KG.certainty).fragment),
        negated=graph.text(node, KG.negated) == "true",
        temporality=Temporality(graph.one(node, KG.temporality).fragment),
        speech_act=graph.text(node, KG.speechAct),
        attributed_to=tuple(_party(graph, source) for source in graph.ordered(node, KG.sourceMention)),
        attribution=_attribution(graph, node),
        role=graph.text(node, KG.role),
        plover=graph.text(node, KG.plover),
        cameo=graph.text(node, KG.cameo),
        date=graph.text(node, KG.statedOn),
        since=graph.text(node, KG.since),
        until=graph.text(node, KG.until),
        ended=graph.text(node, KG.ended) == "true",
        uri=graph.text(node, DC.source, document.uri),
        read_as=iris.relation_name(read_as[0]) if read_as else None,
    )


def _attribution(graph: _Graph, node: URIRef) -> Attribution | None:
    if not graph.all(node, KG.reportCue):
        return None
    source = graph.all(node, KG.reportSource)
    return Attribution(
        source=_span(graph, source[0]) if source else None,
        cue=_span(graph, graph.one(node, KG.reportCue)),
        content=_span(graph, graph.one(node, KG.reportContent)),
    )


def _party(graph: _Graph, node: URIRef) -> Party:
    event_type = graph.text(node, SEM.eventType)
    return Party(
        id=iris.thing_id(graph.one(node, KG.refersTo)),
        label=str(graph.one(node, RDFS.label)),
        kind=_KINDS[graph.one(node, KG.kind)],
        start=int(graph.one(node, NIF.beginIndex)),
        end=int(graph.one(node, NIF.endIndex)),
        participants=tuple(_participant(graph, p) for p in graph.ordered(node, KG.participant)),
        event_type=iris.event_type_name(event_type) if event_type is not None else None,
    )


def _participant(graph: _Graph, node: URIRef) -> Participant:
    placed = bool(graph.all(node, NIF.beginIndex))
    return Participant(
        role=graph.text(node, KG.participantRole, ""),
        id=iris.thing_id(graph.one(node, KG.refersTo)),
        label=str(graph.one(node, RDFS.label)),
        kind=_KINDS[graph.one(node, KG.kind)],
        start=int(graph.one(node, NIF.beginIndex)) if placed else None,
        end=int(graph.one(node, NIF.endIndex)) if placed else None,
    )


def _span(graph: _Graph, node: URIRef) -> Span:
    document = iris.document_id(graph.one(node, NIF.referenceContext))
    return Span(document, *_range(graph, node), str(graph.one(node, NIF.anchorOf)))


def _range(graph: _Graph, node: URIRef) -> tuple[int, int]:
    return int(graph.one(node, NIF.beginIndex)), int(graph.one(node, NIF.endIndex))
