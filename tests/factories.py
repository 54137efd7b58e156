"""Small documents, entities, statements and readings for every room's tests: by hand, and by Hypothesis.

`reading` and `affair` are by hand, true to their text and keep the shapes. The strategies make anything the types
allow, placed in a document's text.
"""

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kg.ids import content_id, entity_id, state_id
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
    StatementKind,
    Temporality,
)
from kg.statements import order

JANE = Entity(entity_id(Kind.PERSON, "Jane Doe"), "Jane Doe", Kind.PERSON, ("Doe",))
NET = Entity(entity_id(Kind.ORGANIZATION, "Open Net Institute"), "Open Net Institute", Kind.ORGANIZATION, ("ONI",))
FORUM = Entity(entity_id(Kind.ORGANIZATION, "Global Cyber Forum"), "Global Cyber Forum", Kind.ORGANIZATION)
USA = Entity(state_id("USA"), "United States", Kind.STATE, ("America", "US"), same_as=("Q30",))
HOUSE = Entity(entity_id(Kind.GOVERNMENT_BODY, "White House"), "White House", Kind.GOVERNMENT_BODY, acts_for=USA.id)
ENTITIES = tuple(sorted((JANE, NET, FORUM, USA, HOUSE), key=lambda entity: entity.id))

TEXT = (
    "Jane Doe of the Open Net Institute warned that the US withdrawal from the Global Cyber Forum would weaken "
    "cooperation. The White House rejected the criticism. The US left the forum."
)


def document(text: str = TEXT, **fields: Any) -> Document:
    """A dated document of an outlet."""
    default = {
        "title": "Forum",
        "uri": "https://news.example/1",
        "published": "2025-01-15",
        "publisher": "Example News",
    }
    return Document.of(text, **default | fields)


def span(document: Document, quote: str, nth: int = 0) -> Span:
    """The ``nth`` place of ``quote`` in the text; `ValueError` where there is none."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    return document.span(start, start + len(quote))


def party(document: Document, entity: Entity, quote: str, nth: int = 0, **fields: Any) -> Party:
    """``entity`` where the document calls it ``quote``."""
    place = span(document, quote, nth)
    return Party(entity.id, entity.label, entity.kind, place.start, place.end, **fields)


def statement(
    document: Document, holder: Party | None, relation: str, target: Party, cue: str, **fields: Any
) -> Statement:
    """A stance found by a rule, whose evidence is the sentence around the cue; ``fields`` say what is otherwise."""
    place = span(document, cue)
    start = document.text.rfind(". ", 0, place.start) + 2 if ". " in document.text[: place.start] else 0
    end = document.text.find(".", place.end) + 1 or len(document.text)
    default = {
        "kind": StatementKind.STANCE,
        "polarity": -1,
        "evidence": document.span(start, end),
        "cues": (place,),
        "rule": "verb/test",
        "confidence": 0.86,
        "date": document.published,
        "uri": document.uri,
    }
    return Statement(holder=holder, relation=relation, target=target, **default | fields)


def reading(**fields: Any) -> Reading:
    """Two sentences about a withdrawal, read as a person would: seven statements of every kind, one of them hedged,
    one about another; ``fields`` are the document's."""
    it = document(**fields)
    jane, net, house = (party(it, entity, entity.label) for entity in (JANE, NET, HOUSE))
    label = "US withdrawal from the Global Cyber Forum"
    place = span(it, label)
    participants = (
        Participant("actor", USA.id, USA.label, USA.kind, place.start, place.start + 2),
        Participant("object", FORUM.id, FORUM.label, FORUM.kind, *_ends(span(it, "Global Cyber Forum"))),
    )
    withdrawal = Party(content_id(Kind.EVENT, label), label, Kind.EVENT, *_ends(place), participants, "Withdrawal")
    topic = Party(entity_id(Kind.TOPIC, "cooperation"), "cooperation", Kind.TOPIC, *_ends(span(it, "cooperation")))
    content = span(it, "the US withdrawal from the Global Cyber Forum would weaken cooperation")
    parts = (
        Participant("actor", withdrawal.id, label, Kind.EVENT),
        Participant("object", topic.id, topic.label, Kind.TOPIC),
    )
    said = Party(content_id(Kind.PROPOSITION, content.text), content.text, Kind.PROPOSITION, *_ends(content), parts)
    report = Attribution(span(it, "Jane Doe of the Open Net Institute"), span(it, "warned"), content)
    spoken = {"speech_act": "warn", "attributed_to": (jane,), "attribution": report}
    opposes = statement(it, jane, "opposes", withdrawal, "warned", cameo="012", **spoken)
    criticism = Party(f"stance/{opposes.key}", "the criticism", Kind.STATEMENT, *_ends(span(it, "the criticism")))
    action = {"kind": StatementKind.ACTION, "plover": "SANCTION", "cameo": "16"}
    left = party(it, USA, "US", 1), party(it, FORUM, "the forum")
    found = (
        opposes,
        statement(it, jane, "asserts", said, "warned", kind=StatementKind.ASSERTION, polarity=0, **spoken,
                  certainty=Certainty.PROBABLE, temporality=Temporality.FUTURE, confidence=0.81),
        statement(it, jane, "memberOf", net, "of", kind=StatementKind.RELATION, polarity=0, role="director",
                  confidence=1.0, since="2019", until="2024-12", ended=True),
        statement(it, withdrawal_as_actor(withdrawal), "opposes", topic, "weaken", certainty=Certainty.POSSIBLE,
                  attributed_to=(jane,), confidence=0.3),
        statement(it, house, "rejects", criticism, "rejected", speech_act="reject", confidence=0.78),
        statement(it, left[0], "withdrawsFrom", left[1], "left", **action),
        statement(it, None, "asserts", topic, "cooperation", kind=StatementKind.ASSERTION, polarity=0),
    )  # fmt: skip
    skips = (Skip("no-target", span(it, "The White House rejected the criticism.")),)
    return Reading(it, ENTITIES, tuple(sorted(found, key=order)), skips, words=28)


def withdrawal_as_actor(event: Party) -> Party:
    """The state that does ``event``, where the event is named."""
    actor = event.participants[0]
    return Party(actor.id, actor.label, actor.kind, actor.start, actor.end)


def affair() -> list[Reading]:
    """Three documents in which Jane Doe is against the forum, then for it, the White House for it, then against,
    and the Open Net Institute for it."""
    speakers = ((JANE, "Jane Doe"), (HOUSE, "The White House"), (NET, "The Open Net Institute"))
    told = (
        ("2025-01-15", (-1, 1, 1)),
        ("2025-03", (-1, -1)),
        ("2025-06-01", (1,)),
    )
    found = []
    for published, sides in told:
        said = [(*who, "supports" if side > 0 else "opposes", side) for who, side in zip(speakers, sides, strict=False)]
        text = " ".join(f"{name} {relation} the {FORUM.label}." for _, name, relation, _ in said)
        it = document(text, published=published, title=f"News of {published}")
        statements = []
        for nth, (who, name, relation, side) in enumerate(said):
            holder, target = party(it, who, name), party(it, FORUM, FORUM.label, nth)
            cue, evidence = span(it, relation, sides[:nth].count(side)), it.span(holder.start, target.end + 1)
            places = {"cues": (cue,), "evidence": evidence}
            statements.append(statement(it, holder, relation, target, relation, polarity=side, **places))
        entities = tuple(e for e in ENTITIES if e == FORUM or e in [who for who, *_ in said])
        found.append(Reading(it, entities, tuple(sorted(statements, key=order)), (), words=len(text.split())))
    return found


# --- anything the types allow ---

# a law tried on a few cases, on a machine that may be busy
quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
words = st.from_regex(r"[a-z][A-Za-z]{0,11}", fullmatch=True)
dates = st.none() | st.dates().map(lambda d: d.isoformat()) | st.sampled_from(("2025", "2025-03", "1999-12"))
confidences = st.integers(0, 10_000).map(lambda n: n / 10_000)
optional = st.none() | texts


@st.composite
def documents(draw) -> Document:
    text = draw(texts)
    places = st.lists(_offsets(len(text)), max_size=3).map(tuple)
    return Document.of(
        text,
        title=draw(st.just("") | texts),
        uri=draw(st.just("") | texts),
        published=draw(dates | texts),
        publisher=draw(optional),
        author=draw(optional),
        language=draw(st.sampled_from(("en", "de", ""))),
        furniture=draw(places),
        metadata=draw(st.lists(st.tuples(texts, texts), max_size=3).map(tuple)),
    )


@st.composite
def entities(draw) -> Entity:
    kind, label = draw(st.sampled_from(Kind)), draw(texts)
    names = st.lists(texts, max_size=3, unique=True).map(sorted).map(tuple)
    same = st.lists(st.from_regex(r"Q[1-9][0-9]{0,5}", fullmatch=True) | texts, max_size=3, unique=True)
    return Entity(entity_id(kind, label), label, kind, draw(names), draw(st.none() | st.just("state/usa")),
                  draw(same.map(sorted).map(tuple)))  # fmt: skip


@st.composite
def statements(draw, document: Document) -> Statement:
    """Any statement whose places lie in ``document``."""
    place = _offsets(len(document.text))
    spans = place.map(lambda ends: document.span(*ends))
    parties = _parties(place)
    return Statement(
        kind=draw(st.sampled_from(StatementKind)),
        holder=draw(st.none() | parties),
        relation=draw(words),
        target=draw(parties),
        polarity=draw(st.sampled_from((-1, 0, 1))),
        evidence=draw(spans),
        cues=tuple(draw(st.lists(spans, min_size=1, max_size=3))),
        rule=draw(texts),
        confidence=draw(confidences),
        certainty=draw(st.sampled_from(Certainty)),
        negated=draw(st.booleans()),
        temporality=draw(st.sampled_from(Temporality)),
        speech_act=draw(optional),
        attributed_to=tuple(draw(st.lists(parties, max_size=3))),
        attribution=draw(st.none() | st.builds(Attribution, st.none() | spans, spans, spans)),
        role=draw(optional),
        plover=draw(optional),
        cameo=draw(optional),
        date=draw(dates),
        uri=draw(st.just("") | st.just(document.uri) | texts),
        read_as=draw(st.none() | words),
    )


@st.composite
def readings(draw) -> Reading:
    """Any reading in the order that a store gives back: sorted, each thing once."""
    document = draw(documents())
    found = {s.key: s for s in draw(st.lists(statements(document), max_size=2))}
    spans = _offsets(len(document.text)).map(lambda ends: document.span(*ends))
    skips = draw(st.sets(st.builds(Skip, texts, spans), max_size=2))
    known = {entity.id: entity for entity in draw(st.lists(entities(), max_size=3))}
    return Reading(
        document,
        tuple(known[id] for id in sorted(known)),
        tuple(sorted(found.values(), key=order)),
        tuple(sorted(skips, key=lambda skip: (skip.span.start, skip.span.end, skip.reason))),
        draw(st.integers(0, 10_000)),
    )


def _offsets(length: int) -> st.SearchStrategy[tuple[int, int]]:
    ends = st.lists(st.integers(0, length), min_size=2, max_size=2, unique=True)
    return ends.map(sorted).map(tuple)


def _parties(place: st.SearchStrategy[tuple[int, int]]) -> st.SearchStrategy[Party]:
    kinds, ids = st.sampled_from(Kind), texts.map(lambda name: f"person/{name}")
    participants = st.builds(
        lambda role, id, label, kind, ends: Participant(role, id, label, kind, *ends),
        st.sampled_from(("actor", "object")), ids, texts, kinds, place | st.just((None, None)),
    )  # fmt: skip
    return st.builds(
        lambda id, label, kind, ends, parts, type: Party(id, label, kind, *ends, tuple(parts), type),
        ids, texts, kinds, place, st.lists(participants, max_size=3), optional,
    )  # fmt: skip


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def flat(found: Sequence[Reading]) -> list[Statement]:
    """All statements of ``found`` in the one order."""
    return sorted((s for one in found for s in one.statements), key=order)
