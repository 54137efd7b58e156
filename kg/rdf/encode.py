"""A reading as triples: the n-ary statements of one document with everything needed to check them.

There are no blank nodes: every node is named by its place or its content, so the same reading gives the same triples.
Nothing is said twice: a place is its address, its words are the document's, and who somebody is the entities say.
`kg.rdf.decode` is the inverse.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict

import rdflib

from kg.ids import exact, left_open
from kg.lexicon import Lexicon
from kg.model import ACTORS, Attribution, Document, Entity, Kind, Participant, Party, Reading, Span, Statement
from kg.rdf import iris, vocabulary, written
from kg.rdf.known import Known, known
from kg.rdf.literals import boolean, day, decimal, integer, text
from kg.rdf.written import Terms, Triple, address
from kg.resolve import keys

_SPACES = (vocabulary.KG, vocabulary.NIF, vocabulary.SEM, rdflib.DC, rdflib.DCTERMS, rdflib.ORG, rdflib.PROV)
KG, NIF, SEM, DC, DCTERMS, ORG, PROV = (Terms(space, "<{}>") for space in _SPACES)
RDF, RDFS, SKOS, TIME = (Terms(space, "<{}>") for space in (rdflib.RDF, rdflib.RDFS, rdflib.SKOS, rdflib.TIME))
_TYPE, _LABEL = RDF.type, RDFS.label
_CLASSES = {kind: address(iri) for kind, iri in vocabulary.CLASSES.items()}
_STATEMENT_CLASSES = {kind: address(iri) for kind, iri in vocabulary.STATEMENT_CLASSES.items()}
_PARTICIPANTS = {role: tuple(map(address, pair)) for role, pair in vocabulary.PARTICIPANTS.items()}
_ALPHA3 = re.compile(r"state/([a-z]{3})", re.ASCII)
_INSTANTS = {4: TIME.inXSDgYear, 7: TIME.inXSDgYearMonth}
_SIDES = {"holder": (KG.holder, KG.holderSpan, KG.holderLabel), "target": (KG.target, KG.targetSpan, KG.targetLabel)}


def encode(reading: Reading) -> list[Triple]:
    """The triples of one document's graph, without duplicates.

    Of ``reading.entities`` only who is mentioned is written here; who they are is `encode_entities`'. Parties that are
    no listed entity (events, propositions, topics) are described here. Confidences are rounded to four places.
    """
    document = reading.document
    found = list(_document(document))
    node = written.document(document.id)
    found.append((node, KG.words, integer(reading.words)))
    if reading.reader:
        found.append((node, KG.readBy, text(reading.reader)))
    found.extend((node, KG.mentions, written.thing(entity.id)) for entity in reading.entities)
    found.extend((_place(skip.span), KG.skipped, text(skip.reason)) for skip in reading.skips)
    told = known(reading.entities, reading.statements)
    for statement in reading.statements:
        found.extend(_statement(statement, document, told))
    found.extend(_told(told, document))
    return list(dict.fromkeys(found))


def encode_entities(entities: Iterable[Entity]) -> list[Triple]:
    """The triples that say who and what ``entities`` are.

    A Wikidata item (``Q30``) or an address in ``same_as`` becomes a ``skos:exactMatch``, or a ``:mayBe`` where there
    are several of its register; any other identifier a literal.
    """
    found: list[Triple] = []
    for entity in entities:
        node = written.thing(entity.id)
        found += _described(node, entity.kind, entity.label)
        found += ((node, SKOS.altLabel, text(alias)) for alias in entity.aliases)
        if entity.acts_for is not None:
            found.append((node, KG.actsFor, written.thing(entity.acts_for)))
        for property, same_as in ((SKOS.exactMatch, exact(entity.same_as)), (KG.mayBe, left_open(entity.same_as))):
            for same in same_as:
                other = iris.elsewhere(same)
                found.append((node, property, address(other)) if other else (node, DCTERMS.identifier, text(same)))
    return list(dict.fromkeys(found))


def encode_keys(entities: Iterable[Entity], lexicon: Lexicon) -> Iterator[Triple]:
    """The keys under which entities that may be one are found, see `kg.resolve.keys`, and what they were before they
    were corrected."""
    for entity in entities:
        given, node = entity.uncorrected or entity, written.thing(entity.id)
        for key in sorted(keys(entity, lexicon) | keys(given, lexicon)):
            yield node, KG.nameKey, text(key)
        if given != entity:
            yield node, KG.asGiven, text(json.dumps(asdict(given), ensure_ascii=False, sort_keys=True))


def _document(document: Document) -> Iterator[Triple]:
    node = written.document(document.id)
    yield node, _TYPE, NIF.Context
    yield node, _TYPE, PROV.Entity
    yield node, NIF.isString, text(document.text)
    yield node, KG.textSha256, text(document.id)
    yield node, DC.language, text(document.language)
    for property, value in ((DC.title, document.title), (DC.source, document.uri)):
        if value:
            yield node, property, text(value)
    for property, name in ((DC.publisher, document.publisher), (DC.creator, document.author)):
        if name is not None:
            yield node, property, text(name)
    if document.published is not None:
        yield node, DCTERMS.issued, day(document.published)
    furniture = [written.span(document.id, *ends) for ends in document.furniture]
    in_order = list(document.furniture) == sorted(set(document.furniture))
    yield from _ordered(node, "furniture", furniture, in_order=in_order)
    metadata = [written.part(node, "metadata", key, value) for key, value in document.metadata]
    for datum, (key, value) in zip(metadata, document.metadata, strict=True):
        yield datum, _LABEL, text(key)
        yield datum, RDF.value, text(value)
    yield from _ordered(node, "metadata", metadata, in_order=len(metadata) < 2)


def _statement(statement: Statement, document: Document, told: Known) -> Iterator[Triple]:
    node = written.statement(statement.key)
    yield node, _TYPE, KG.Statement
    yield node, _TYPE, _STATEMENT_CLASSES[statement.kind]
    if statement.holder:
        yield from _side(node, "holder", statement.holder, document, told)
        if statement.drawn:
            yield node, KG.dyad, written.dyad(statement.holder.id, statement.target.id)
    yield node, KG.relation, written.relation(statement.relation)
    yield from _side(node, "target", statement.target, document, told)
    yield node, KG.polarity, integer(statement.polarity)
    yield node, KG.negated, boolean(statement.negated)
    yield node, KG.certainty, getattr(KG, statement.certainty)
    yield node, KG.temporality, getattr(KG, statement.temporality)
    yield node, KG.confidence, decimal(statement.confidence)
    yield node, KG.rule, text(statement.rule)
    yield from _optional(node, statement)
    if statement.uri != document.uri:
        yield node, DC.source, text(statement.uri)
    yield from _sources(node, statement, document, told)
    yield from _places(node, statement)
    if statement.holder and is_membership(statement):
        yield from _membership(node, statement, statement.holder)


def _optional(node: str, statement: Statement) -> Iterator[Triple]:
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
        yield node, KG.readAs, written.relation(statement.read_as)
    if statement.ended:
        yield node, KG.ended, boolean(True)


def _side(node: str, role: str, party: Party, document: Document, told: Known) -> Iterator[Triple]:
    """Holder or target. Its label is said where it is not that of an entity: documents may label other things each in
    its own way."""
    thing, place, label = _SIDES[role]
    yield node, thing, written.thing(party.id)
    yield node, place, written.span(document.id, party.start, party.end)
    entity = told.entities.get(party.id)
    if entity is None or entity.label != party.label:
        yield node, label, text(party.label)
    if party != told.party(party.id, party.start, party.end, party.label):
        yield from _mention(node, role, party, document, told)


def _sources(node: str, statement: Statement, document: Document, told: Known) -> Iterator[Triple]:
    """The chain of sources: one by one where there are several or one is called otherwise than elsewhere."""
    sources, holder = statement.attributed_to, statement.holder
    yield from ((node, KG.attributedTo, written.thing(source.id)) for source in sources)
    if len(sources) == 1 and sources[0] == told.party(sources[0].id, sources[0].start, sources[0].end):
        (source,) = sources
        if not holder or (holder.id, holder.start, holder.end) != (source.id, source.start, source.end):
            yield node, KG.sourceSpan, written.span(document.id, source.start, source.end)
        return
    for position, source in enumerate(sources, start=1):
        yield from _mention(node, "source", source, document, told, position)


def _places(node: str, statement: Statement) -> Iterator[Triple]:
    evidence = _place(statement.evidence)
    yield node, KG.evidence, evidence
    yield evidence, NIF.referenceContext, written.document(statement.evidence.document)
    yield evidence, NIF.beginIndex, integer(statement.evidence.start)
    yield evidence, NIF.anchorOf, text(statement.evidence.text)
    ends = [(cue.start, cue.end) for cue in statement.cues]
    in_order = ends == sorted(set(ends))
    yield from _ordered(node, "cue", [_place(cue) for cue in statement.cues], in_order=in_order)
    yield from ((node, KG.cueText, text(cue.text)) for cue in statement.cues)
    if statement.attribution:
        yield from ((node, property, _place(span)) for property, span in _report(statement.attribution))


def _report(attribution: Attribution) -> Iterator[tuple[str, Span]]:
    if attribution.source:
        yield KG.reportSource, attribution.source
    yield KG.reportCue, attribution.cue
    yield KG.reportContent, attribution.content


def is_membership(statement: Statement) -> bool:
    """Whether it has W3C ORG's form as well: an affiliation that the document asserts of two agents."""
    if statement.kind != "relation" or statement.relation not in vocabulary.AFFILIATIONS or not statement.holder:
        return False
    return statement.drawn and {statement.holder.kind, statement.target.kind} <= ACTORS


def _membership(node: str, statement: Statement, holder: Party) -> Iterator[Triple]:
    """W3C ORG's form of an affiliation, for other tools."""
    membership = address(iris.membership(statement.key))
    yield membership, _TYPE, ORG.Membership
    yield membership, ORG.member, written.thing(holder.id)
    yield membership, ORG.organization, written.thing(statement.target.id)
    yield membership, PROV.wasDerivedFrom, node
    if statement.role:
        role = written.role(statement.role)
        yield membership, ORG.role, role
        yield role, _TYPE, ORG.Role
        yield role, SKOS.prefLabel, text(statement.role)
    if statement.since or statement.until:
        interval = written.part(membership, "interval")
        yield membership, ORG.memberDuring, interval
        yield interval, _TYPE, TIME.Interval
        for name, value in (("hasBeginning", statement.since), ("hasEnd", statement.until)):
            if value is not None:
                property, instant = getattr(TIME, name), written.part(membership, name)
                yield interval, property, instant
                yield instant, _TYPE, TIME.Instant
                yield instant, _INSTANTS.get(len(value), TIME.inXSDDate), day(value)


def _mention(
    of: str, role: str, mention: Party | Participant, document: Document, told: Known, position: int | None = None
) -> Iterator[Triple]:
    """A party of ``of`` by itself, with all that is said of it there."""
    node = address(iris.mention(document.id, role, position, *_content(mention)))
    yield of, KG.party, node
    yield node, _TYPE, KG.Mention
    yield node, KG.partyRole, text(role)
    if position is not None:
        yield node, KG.position, integer(position)
    yield node, KG.refersTo, written.thing(mention.id)
    yield node, _LABEL, text(mention.label)
    if mention.kind != told.named(mention.id)[1]:
        yield node, KG.kind, _CLASSES[mention.kind]
    if mention.start is not None and mention.end is not None:
        yield node, KG.span, written.span(document.id, mention.start, mention.end)
    if isinstance(mention, Participant):
        return
    if mention.event_type is not None:
        yield node, SEM.eventType, written.event_type(mention.event_type)
    for nth, participant in enumerate(mention.participants, start=1):
        yield from _mention(node, participant.role, participant, document, told, nth)


def _content(mention: Party | Participant) -> tuple[object, ...]:
    shared = (mention.id, mention.label, str(mention.kind), mention.start, mention.end)
    if isinstance(mention, Participant):
        return *shared, mention.role
    return *shared, mention.event_type, tuple(_content(p) for p in mention.participants)


def _told(told: Known, document: Document) -> Iterator[Triple]:
    """What parties are that no entity describes, and who takes part in events and propositions."""
    for id, (label, kind) in told.described.items():
        yield from _described(written.thing(id), kind, label)
    for id, types in told.types.items():
        yield from ((written.thing(id), SEM.eventType, written.event_type(type)) for type in sorted(types))
    for (id, kind, role), ids in told.parts.items():
        property, place = _PARTICIPANTS[kind, role]
        yield from ((written.thing(id), property, written.thing(one)) for one in sorted(ids))
        if (id, role) in told.places:
            yield written.thing(id), place, written.span(document.id, *told.places[id, role])


def _described(node: str, kind: Kind, label: str) -> Iterator[Triple]:
    yield node, _TYPE, _CLASSES[kind]
    yield node, SKOS.prefLabel, text(label)
    if state := _ALPHA3.fullmatch(iris.thing_id(node[1:-1])):
        yield node, KG.iso3166alpha3, text(state[1].upper())


def _place(span: Span) -> str:
    return written.span(span.document, span.start, span.end)


def _ordered(node: str, name: str, values: list[str], *, in_order: bool) -> Iterator[Triple]:
    """The ``values`` of the property of that name as plain triples, which queries read, and beside them their order,
    where it is not that of the text anyway (``in_order``)."""
    for value in values:
        yield node, getattr(KG, name), value
    if not in_order:
        sequence = written.part(node, name)
        yield node, KG.sequence, sequence
        yield sequence, _TYPE, RDF.Seq
        for position, value in enumerate(values, start=1):
            yield sequence, getattr(RDF, f"_{position}"), value
