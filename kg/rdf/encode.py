"""A reading as triples: the n-ary statements of one document with everything needed to check them.

There are no blank nodes: every node is named by its place or its content, so the same reading gives the same triples.
`kg.rdf.decode` is the inverse.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from rdflib import DC, DCTERMS, ORG, PROV, RDF, RDFS, SKOS, TIME, URIRef
from rdflib.term import Node

from kg.ids import exact, left_open
from kg.lexicon import Lexicon
from kg.model import ACTORS, Attribution, Document, Entity, Kind, Participant, Party, Reading, Skip, Span, Statement
from kg.rdf import iris
from kg.rdf.literals import boolean, day, decimal, integer, text
from kg.rdf.vocabulary import AFFILIATIONS, CLASSES, KG, NIF, SEM, STATEMENT_CLASSES
from kg.resolve import keys

Triple = tuple[URIRef, URIRef, Node]

_TYPE, _LABEL = RDF.type, RDFS.label
_ALPHA3 = re.compile(r"state/([a-z]{3})", re.ASCII)
_INSTANTS = {4: TIME.inXSDgYear, 7: TIME.inXSDgYearMonth}
_PARTICIPANTS = {
    (Kind.EVENT, "actor"): SEM.hasActor,
    (Kind.EVENT, "object"): KG.eventObject,
    (Kind.PROPOSITION, "actor"): RDF.subject,
    (Kind.PROPOSITION, "object"): RDF.object,
}


def encode(reading: Reading) -> list[Triple]:
    """The triples of one document's graph, without duplicates.

    Of ``reading.entities`` only who is mentioned is written here; who they are is `encode_entities`'. Parties that are
    no listed entity (events, propositions, topics) are described here. Confidences are rounded to four places.
    """
    document, found = reading.document, []
    found.extend(_document(document))
    node = iris.document(document.id)
    found.append((node, KG.words, integer(reading.words)))
    if reading.reader:
        found.append((node, KG.readBy, text(reading.reader)))
    found.extend((node, KG.mentions, iris.thing(entity.id)) for entity in reading.entities)
    for skip in reading.skips:
        found.extend(_skip(skip))
    for statement in reading.statements:
        found.extend(_statement(statement, document))
    found.extend(_contents(reading))
    return list(dict.fromkeys(found))


def encode_entities(entities: Iterable[Entity]) -> list[Triple]:
    """The triples that say who and what ``entities`` are.

    A Wikidata item (``Q30``) or an address in ``same_as`` becomes a ``skos:exactMatch``, or a ``:mayBe`` where there
    are several of its register; any other identifier a literal.
    """
    found: list[Triple] = []
    for entity in entities:
        node = iris.thing(entity.id)
        found += _described(node, entity.kind, entity.label)
        found += ((node, SKOS.altLabel, text(alias)) for alias in entity.aliases)
        if entity.acts_for is not None:
            found.append((node, KG.actsFor, iris.thing(entity.acts_for)))
        for property, same_as in ((SKOS.exactMatch, exact(entity.same_as)), (KG.mayBe, left_open(entity.same_as))):
            for same in same_as:
                other = iris.elsewhere(same)
                found.append((node, property, other) if other else (node, DCTERMS.identifier, text(same)))
    return list(dict.fromkeys(found))


def encode_keys(entities: Iterable[Entity], lexicon: Lexicon) -> Iterator[Triple]:
    """The keys under which entities that may be one are found, see `kg.resolve.keys`, and what they were before they
    were corrected."""
    for entity in entities:
        given, node = entity.uncorrected or entity, iris.thing(entity.id)
        for key in sorted(keys(entity, lexicon) | keys(given, lexicon)):
            yield node, KG.nameKey, text(key)
        if given != entity:
            yield node, KG.asGiven, text(json.dumps(asdict(given), ensure_ascii=False, sort_keys=True))


def _document(document: Document) -> Iterator[Triple]:
    node = iris.document(document.id)
    yield node, _TYPE, NIF.Context
    yield node, _TYPE, PROV.Entity
    yield node, NIF.isString, text(document.text)
    yield node, KG.textSha256, text(document.id)
    yield node, DC.language, text(document.language)
    for property, value in ((DC.title, document.title), (DC.source, document.uri)):
        if value:
            yield node, property, text(value)
    for property, value in ((DC.publisher, document.publisher), (DC.creator, document.author)):
        if value is not None:
            yield node, property, text(value)
    if document.published is not None:
        yield node, DCTERMS.issued, day(document.published)
    furniture = [document.span(start, end) for start, end in document.furniture]
    for span in furniture:
        yield from _span(span)
    yield from _ordered(node, KG.furniture, [_span_iri(span) for span in furniture])
    metadata = [iris.part(node, "metadata", key, value) for key, value in document.metadata]
    for datum, (key, value) in zip(metadata, document.metadata, strict=True):
        yield datum, _LABEL, text(key)
        yield datum, RDF.value, text(value)
    yield from _ordered(node, KG.metadata, metadata)


def _skip(skip: Skip) -> Iterator[Triple]:
    yield from _span(skip.span)
    yield _span_iri(skip.span), KG.skipped, text(skip.reason)


def _statement(statement: Statement, document: Document) -> Iterator[Triple]:
    node = iris.statement(statement.key)
    yield node, _TYPE, KG.Statement
    yield node, _TYPE, STATEMENT_CLASSES[statement.kind]
    if statement.holder:
        yield node, KG.holder, iris.thing(statement.holder.id)
        yield node, KG.holderMention, _mention_iri(statement.holder, document)
        yield from _mention(statement.holder, document)
        if statement.drawn:
            yield node, KG.dyad, iris.dyad(statement.holder.id, statement.target.id)
    yield node, KG.relation, iris.relation(statement.relation)
    yield node, KG.target, iris.thing(statement.target.id)
    yield node, KG.targetMention, _mention_iri(statement.target, document)
    yield from _mention(statement.target, document)
    yield node, KG.polarity, integer(statement.polarity)
    yield node, KG.negated, boolean(statement.negated)
    yield node, KG.certainty, KG[statement.certainty]
    yield node, KG.temporality, KG[statement.temporality]
    yield node, KG.confidence, decimal(statement.confidence)
    yield node, KG.rule, text(statement.rule)
    yield from _optional(node, statement)
    if statement.uri != document.uri:
        yield node, DC.source, text(statement.uri)
    yield from _sources(node, statement, document)
    yield from _places(node, statement)
    if statement.kind == "relation" and statement.relation in AFFILIATIONS:
        yield from _membership(node, statement)


def _optional(node: URIRef, statement: Statement) -> Iterator[Triple]:
    for property, value in (
        (KG.speechAct, statement.speech_act),
        (KG.role, statement.role),
        (KG.plover, statement.plover),
        (KG.cameo, statement.cameo),
    ):
        if value is not None:
            yield node, property, text(value)
    for property, value in (
        (KG.statedOn, statement.date),
        (KG.since, statement.since),
        (KG.until, statement.until),
    ):
        if value is not None:
            yield node, property, day(value)
    if statement.read_as is not None:
        yield node, KG.readAs, iris.relation(statement.read_as)
    if statement.ended:
        yield node, KG.ended, boolean(True)


def _sources(node: URIRef, statement: Statement, document: Document) -> Iterator[Triple]:
    for source in statement.attributed_to:
        yield node, KG.attributedTo, iris.thing(source.id)
        yield from _mention(source, document)
    yield from _ordered(node, KG.sourceMention, [_mention_iri(s, document) for s in statement.attributed_to])


def _places(node: URIRef, statement: Statement) -> Iterator[Triple]:
    yield node, KG.evidence, _span_iri(statement.evidence)
    yield from _span(statement.evidence)
    yield from _ordered(node, KG.cue, [_span_iri(cue) for cue in statement.cues])
    for cue in statement.cues:
        yield from _span(cue)
    if statement.attribution:
        for property, span in _report(statement.attribution):
            yield node, property, _span_iri(span)
            yield from _span(span)


def _report(attribution: Attribution) -> Iterator[tuple[URIRef, Span]]:
    if attribution.source:
        yield KG.reportSource, attribution.source
    yield KG.reportCue, attribution.cue
    yield KG.reportContent, attribution.content


def _membership(node: URIRef, statement: Statement) -> Iterator[Triple]:
    """W3C ORG's form of an affiliation, for other tools; only what the document asserts of two agents."""
    if not statement.drawn or not statement.holder or not {statement.holder.kind, statement.target.kind} <= ACTORS:
        return
    membership = iris.membership(statement.key)
    yield membership, _TYPE, ORG.Membership
    yield membership, ORG.member, iris.thing(statement.holder.id)
    yield membership, ORG.organization, iris.thing(statement.target.id)
    yield membership, PROV.wasDerivedFrom, node
    if statement.role:
        role = iris.role(statement.role)
        yield membership, ORG.role, role
        yield role, _TYPE, ORG.Role
        yield role, SKOS.prefLabel, text(statement.role)
    if statement.since or statement.until:
        interval = iris.part(membership, "interval")
        yield membership, ORG.memberDuring, interval
        yield interval, _TYPE, TIME.Interval
        for property, value in ((TIME.hasBeginning, statement.since), (TIME.hasEnd, statement.until)):
            if value is not None:
                instant = iris.part(membership, property.fragment)
                yield interval, property, instant
                yield instant, _TYPE, TIME.Instant
                yield instant, _INSTANTS.get(len(value), TIME.inXSDDate), day(value)


def _mention(mention: Party | Participant, document: Document) -> Iterator[Triple]:
    node = _mention_iri(mention, document)
    yield node, _TYPE, KG.Mention
    yield node, KG.refersTo, iris.thing(mention.id)
    yield node, _LABEL, text(mention.label)
    yield node, KG.kind, CLASSES[mention.kind]
    if mention.start is not None and mention.end is not None:
        yield node, NIF.referenceContext, iris.document(document.id)
        yield node, NIF.beginIndex, integer(mention.start)
        yield node, NIF.endIndex, integer(mention.end)
        yield node, NIF.anchorOf, text(document.text[mention.start : mention.end])
    if isinstance(mention, Participant):
        yield node, KG.participantRole, text(mention.role)
        return
    if mention.event_type is not None:
        yield node, SEM.eventType, iris.event_type(mention.event_type)
    for participant in mention.participants:
        yield from _mention(participant, document)
    yield from _ordered(node, KG.participant, [_mention_iri(p, document) for p in mention.participants])


def _mention_iri(mention: Party | Participant, document: Document) -> URIRef:
    return mention_iri(mention, document.id)


def mention_iri(mention: Party | Participant, document_id: str) -> URIRef:
    """One node for each way in which one document mentions one thing at one place."""
    return iris.mention(document_id, *_content(mention))


def _content(mention: Party | Participant) -> tuple:
    shared = (mention.id, mention.label, str(mention.kind), mention.start, mention.end)
    if isinstance(mention, Participant):
        return *shared, mention.role
    return *shared, mention.event_type, tuple(_content(p) for p in mention.participants)


def _contents(reading: Reading) -> Iterator[Triple]:
    """What parties are that no entity describes, and who takes part in events and propositions."""
    listed, labels = {entity.id for entity in reading.entities}, {}
    for party in _parties(reading.statements):
        node = iris.thing(party.id)
        for mention in (party, *party.participants):
            if mention.kind != Kind.STATEMENT and mention.id not in listed:
                label = labels.get(mention.id, (mention.label,))[0]
                labels[mention.id] = min(label, mention.label), mention.kind
        for participant in party.participants:
            if (party.kind, participant.role) in _PARTICIPANTS:
                yield node, _PARTICIPANTS[party.kind, participant.role], iris.thing(participant.id)
        if party.kind == Kind.EVENT and party.event_type is not None:
            yield node, SEM.eventType, iris.event_type(party.event_type)
    for id, (label, kind) in labels.items():
        yield from _described(iris.thing(id), kind, label)


def _parties(statements: Iterable[Statement]) -> Iterator[Party]:
    for statement in statements:
        if statement.holder:
            yield statement.holder
        yield statement.target
        yield from statement.attributed_to


def _described(node: URIRef, kind: Kind, label: str) -> Iterator[Triple]:
    yield node, _TYPE, CLASSES[kind]
    yield node, SKOS.prefLabel, text(label)
    if state := _ALPHA3.fullmatch(iris.thing_id(node)):
        yield node, KG.iso3166alpha3, text(state[1].upper())


def _span(span: Span) -> Iterator[Triple]:
    node = _span_iri(span)
    yield node, _TYPE, NIF.OffsetBasedString
    yield node, NIF.referenceContext, iris.document(span.document)
    yield node, NIF.beginIndex, integer(span.start)
    yield node, NIF.endIndex, integer(span.end)
    yield node, NIF.anchorOf, text(span.text)


def _span_iri(span: Span) -> URIRef:
    return iris.span(span.document, span.start, span.end)


def _ordered(node: URIRef, property: URIRef, values: list[URIRef]) -> Iterator[Triple]:
    """``values`` as plain triples, which queries read, and beside them their order, where there is one to tell."""
    for value in values:
        yield node, property, value
    if len(values) > 1:
        sequence = iris.part(node, property.fragment)
        yield node, KG.sequence, sequence
        yield sequence, _TYPE, RDF.Seq
        for position, value in enumerate(values, start=1):
            yield sequence, RDF[f"_{position}"], value
