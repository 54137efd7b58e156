"""Triples back to the nouns: the inverse of `kg.rdf.encode`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import rdflib

from kg.ids import FOLDERS
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
from kg.rdf import iris, vocabulary
from kg.rdf.known import Known
from kg.rdf.written import Terms, Values
from kg.statements import order

KG, NIF, SEM = map(Terms, (vocabulary.KG, vocabulary.NIF, vocabulary.SEM))
DC, DCTERMS, RDF, RDFS, SKOS = map(Terms, (rdflib.DC, rdflib.DCTERMS, rdflib.RDF, rdflib.RDFS, rdflib.SKOS))
_KINDS = {str(iri): kind for kind, iri in vocabulary.CLASSES.items()}
_PARTICIPANTS = {role: tuple(map(str, pair)) for role, pair in vocabulary.PARTICIPANTS.items()}
_SIDES = {"holder": (KG.holder, KG.holderSpan, KG.holderLabel), "target": (KG.target, KG.targetSpan, KG.targetLabel)}
_CERTAINTIES = {str(vocabulary.KG[it]): it for it in Certainty}
_TEMPORALITIES = {str(vocabulary.KG[it]): it for it in Temporality}
_FOLDERS = {folder: kind for kind, folder in reversed(FOLDERS.items())}
_STATEMENT_KINDS = {str(iri): kind for kind, iri in vocabulary.STATEMENT_CLASSES.items()}
Place = tuple[int, int]


def decode(triples: Iterable[Values], entities: Mapping[str, Entity]) -> Reading:
    """The reading of one document's graph; ``entities`` by id gives who is mentioned there. Of somebody who is missing
    in it no more is known than the identifier.

    A graph holds sets: entities come back sorted by id, statements by place, skips by place and reason.
    """
    graph = _Graph(triples)
    (node,) = graph.subjects(NIF.Context)
    document = _document(graph, node)
    mentioned = sorted(iris.thing_id(iri) for iri in graph.all(node, KG.mentions))
    given = {id: entities[id] for id in mentioned if id in entities}
    reader = _Reader(graph, document, _known(graph, given, mentioned, node))
    statements = (reader.statement(s) for s in graph.subjects(KG.Statement))
    skips = (Skip(str(reason), reader.span(place)) for place, reason in graph.pairs(KG.skipped))
    return Reading(
        document=document,
        entities=tuple(given.values()),
        statements=tuple(sorted(statements, key=order)),
        skips=tuple(sorted(skips, key=lambda skip: (skip.span.start, skip.span.end, skip.reason))),
        words=int(graph.one(node, KG.words)),
        reader=graph.text(node, KG.readBy),
    )


def decode_entities(triples: Iterable[Values]) -> tuple[Entity, ...]:
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
        for kind, type in vocabulary.CLASSES.items()
        for node in graph.subjects(str(type))
    )  # fmt: skip
    return tuple(sorted(found, key=lambda entity: entity.id))


def decode_given(record: Mapping[str, Any]) -> Entity:
    """The entity of a record made by `dataclasses.asdict`."""
    names = {name: tuple(record[name]) for name in ("aliases", "same_as")}
    return Entity(**{**record, **names, "kind": Kind(record["kind"])})


def decode_document(triples: Iterable[Values]) -> Document:
    """The document of one document's graph."""
    graph = _Graph(triples)
    (node,) = graph.subjects(NIF.Context)
    return _document(graph, node)


class _Graph:
    """Triples by subject and property: all that decoding asks, at a fraction of what rdflib's own graph costs."""

    def __init__(self, triples: Iterable[Values]):
        self._values: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._subjects: dict[str, list[str]] = defaultdict(list)
        values, type = self._values, RDF.type
        for term, named, object in triples:
            # rdflib's terms are texts, too, but not equal to them
            subject, property, value = str(term), str(named), str(object)
            values[subject].setdefault(property, []).append(value)
            if property == type:
                self._subjects[value].append(subject)

    def subjects(self, type: str) -> list[str]:
        return self._subjects.get(type, [])

    def all(self, node: str, property: str) -> list[str]:
        return self._values[node].get(property, [])

    def pairs(self, property: str) -> Iterator[tuple[str, str]]:
        return ((node, value) for node, found in self._values.items() for value in found.get(property, ()))

    def one(self, node: str, property: str) -> str:
        return self._values[node][property][0]

    def maybe(self, node: str, property: str) -> str | None:
        found = self.all(node, property)
        return found[0] if found else None

    def text(self, node: str, property: str, default: str = "") -> str:
        found = self.all(node, property)
        return found[0] if found else default

    def ordered(self, node: str, name: str) -> list[str] | None:
        """The values of the property of that name in their order; ``None`` where that is not said."""
        sequence = iris.part(node, name)
        if sequence not in self.all(node, KG.sequence):
            return None
        members = len(self._values[sequence]) - 1  # all but its type
        return [self.one(sequence, getattr(RDF, f"_{position}")) for position in range(1, members + 1)]


def _document(graph: _Graph, node: str) -> Document:
    metadata = graph.ordered(node, "metadata") or graph.all(node, KG.metadata)
    return Document(
        id=iris.document_id(node),
        text=graph.text(node, NIF.isString),
        title=graph.text(node, DC.title),
        uri=graph.text(node, DC.source),
        published=graph.maybe(node, DCTERMS.issued),
        publisher=graph.maybe(node, DC.publisher),
        author=graph.maybe(node, DC.creator),
        language=graph.text(node, DC.language),
        furniture=tuple(_in_order(graph, node, "furniture")),
        metadata=tuple((str(graph.one(it, RDFS.label)), str(graph.one(it, RDF.value))) for it in metadata),
    )


def _in_order(graph: _Graph, node: str, name: str) -> list[Place]:
    """Places as they are ordered or, where that is not said, as they stand in the text."""
    ordered = graph.ordered(node, name)
    if ordered is None:
        return sorted(map(iris.offsets, graph.all(node, getattr(KG, name))))
    return list(map(iris.offsets, ordered))


def _known(graph: _Graph, entities: Mapping[str, Entity], mentioned: Iterable[str], context: str) -> Known:
    """What the document's graph says of the things in it; that of a file without graphs has other documents too."""
    here = f"{context}{iris.PLACE}"
    known = Known(entities)
    for id in mentioned:
        if id not in entities:
            known.described[id] = id, _FOLDERS.get(id.partition("/")[0], Kind.TOPIC)
    for type, kind in _KINDS.items():
        for node in graph.subjects(type):
            if label := graph.text(node, SKOS.prefLabel):
                known.described[iris.thing_id(node)] = label, kind
    for node, type in graph.pairs(SEM.eventType):
        known.types[iris.thing_id(node)].add(iris.event_type_name(type))
    for (kind, role), (property, place) in _PARTICIPANTS.items():
        for node, one in graph.pairs(property):
            id = iris.thing_id(node)
            known.parts[id, kind, role].add(iris.thing_id(one))
            for found in graph.all(node, place):
                if found.startswith(here):
                    known.places[id, role] = iris.offsets(found)
    return known


class _Reader:
    """Reads the statements of one document."""

    def __init__(self, graph: _Graph, document: Document, known: Known):
        self.graph, self.document, self.known = graph, document, known

    def statement(self, node: str) -> Statement:
        graph = self.graph
        (kind,) = (_STATEMENT_KINDS[type] for type in graph.all(node, RDF.type) if type in _STATEMENT_KINDS)
        read_as = graph.all(node, KG.readAs)
        single = self._mentions(node)
        holder = self._side(node, "holder", single) if graph.all(node, KG.holder) else None
        return Statement(
            kind=kind,
            holder=holder,
            relation=iris.relation_name(graph.one(node, KG.relation)),
            target=self._side(node, "target", single),
            polarity=int(graph.one(node, KG.polarity)),
            evidence=self.span(graph.one(node, KG.evidence)),
            cues=tuple(self.document.span(*ends) for ends in _in_order(graph, node, "cue")),
            rule=graph.text(node, KG.rule),
            confidence=float(graph.one(node, KG.confidence)),
            certainty=_CERTAINTIES[graph.one(node, KG.certainty)],
            negated=graph.text(node, KG.negated) == "true",
            temporality=_TEMPORALITIES[graph.one(node, KG.temporality)],
            speech_act=graph.maybe(node, KG.speechAct),
            attributed_to=self._sources(node, holder, single),
            attribution=self._attribution(node),
            role=graph.maybe(node, KG.role),
            plover=graph.maybe(node, KG.plover),
            cameo=graph.maybe(node, KG.cameo),
            date=graph.maybe(node, KG.statedOn),
            since=graph.maybe(node, KG.since),
            until=graph.maybe(node, KG.until),
            ended=graph.text(node, KG.ended) == "true",
            uri=graph.text(node, DC.source, self.document.uri),
            read_as=iris.relation_name(read_as[0]) if read_as else None,
        )

    def span(self, place: str) -> Span:
        return self.document.span(*iris.offsets(place))

    def _side(self, node: str, role: str, single: dict[str, list[str]]) -> Party:
        if role in single:
            return self._party(single[role][0])
        thing, place, label = _SIDES[role]
        graph = self.graph
        ends = iris.offsets(graph.one(node, place))
        return self._told(iris.thing_id(graph.one(node, thing)), ends, graph.maybe(node, label))

    def _sources(self, node: str, holder: Party | None, single: dict[str, list[str]]) -> tuple[Party, ...]:
        if "source" in single:
            return tuple(map(self._party, single["source"]))
        sources, place = self.graph.all(node, KG.attributedTo), self.graph.all(node, KG.sourceSpan)
        if not sources:
            return ()
        (id,) = map(iris.thing_id, sources)
        if holder and not place:
            return (self._told(id, (holder.start, holder.end)),)
        return (self._told(id, iris.offsets(place[0])),)

    def _told(self, id: str, place: Place, label: str | None = None) -> Party:
        party = self.known.party(id, *place, label)
        if party is None:
            raise LookupError(f"it does not say what {id} is, or who takes part in it")
        return party

    def _mentions(self, node: str) -> dict[str, list[str]]:
        """The parties that are told one by one, by role and in their order."""
        found: dict[str, list[str]] = {}
        graph = self.graph
        for mention in sorted(graph.all(node, KG.party), key=lambda it: int(graph.text(it, KG.position, "0"))):
            found.setdefault(str(graph.one(mention, KG.partyRole)), []).append(mention)
        return found

    def _attribution(self, node: str) -> Attribution | None:
        graph = self.graph
        if not graph.all(node, KG.reportCue):
            return None
        source = graph.all(node, KG.reportSource)
        return Attribution(
            source=self.span(source[0]) if source else None,
            cue=self.span(graph.one(node, KG.reportCue)),
            content=self.span(graph.one(node, KG.reportContent)),
        )

    def _party(self, node: str) -> Party:
        graph = self.graph
        event_type = graph.maybe(node, SEM.eventType)
        parts = sorted(graph.all(node, KG.party), key=lambda it: int(graph.one(it, KG.position)))
        return Party(
            *self._named(node),
            *iris.offsets(graph.one(node, KG.span)),
            participants=tuple(map(self._participant, parts)),
            event_type=iris.event_type_name(event_type) if event_type is not None else None,
        )

    def _participant(self, node: str) -> Participant:
        place = self.graph.maybe(node, KG.span)
        ends = iris.offsets(place) if place is not None else (None, None)
        return Participant(self.graph.one(node, KG.partyRole), *self._named(node), *ends)

    def _named(self, node: str) -> tuple[str, str, Kind]:
        id, said = iris.thing_id(self.graph.one(node, KG.refersTo)), self.graph.maybe(node, KG.kind)
        kind = self.known.named(id)[1] if said is None else _KINDS[said]
        if kind is None:
            raise LookupError(f"it does not say what {id} is")
        return id, self.graph.one(node, RDFS.label), kind
