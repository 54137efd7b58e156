"""The nouns of the project: frozen, hashable, made of plain values, so that they pickle, travel and become JSON.

Offsets are characters in ``Document.text``, half-open: ``text[start:end]``.
"""

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kg.display import InCell
from kg.errors import SpanError


class Kind(StrEnum):
    """What a party is."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    GOVERNMENT_BODY = "GovernmentBody"
    STATE = "State"
    GROUP = "Group"
    PLACE = "Place"
    EVENT = "Event"
    TOPIC = "Topic"
    PROPOSITION = "Proposition"
    STATEMENT = "Statement"


DRAWN = 0.55  # confidence from which a statement is drawn unless another is asked for: 80 in 100 of those are right
ACTORS = frozenset((Kind.PERSON, Kind.ORGANIZATION, Kind.GOVERNMENT_BODY, Kind.STATE, Kind.GROUP))


class StatementKind(StrEnum):
    """``stance``: for, against or neutral; ``action``: done to or with someone; ``relation``: member of, heads …;
    ``assertion``: said, no side taken."""

    STANCE = "stance"
    ACTION = "action"
    RELATION = "relation"
    ASSERTION = "assertion"


class Certainty(StrEnum):
    """How sure the text is that it is so (FactBank's scale; Saurí and Pustejovsky, LRE 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


class Temporality(StrEnum):
    FUTURE = "future"
    NON_FUTURE = "nonFuture"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text; refuses a ``text`` whose length does not fit its offsets."""

    document: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise SpanError(self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """One article. ``furniture`` are ranges of ``text`` that are not prose: repeated titles, bylines, "3 min read"."""

    id: str
    text: str
    title: str = ""
    uri: str = ""
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str = "en"
    furniture: tuple[tuple[int, int], ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str, **fields: Any) -> "Document":
        """A document whose ``id`` is the SHA-256 of its text."""
        return cls(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), text, **fields)

    def span(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return Span(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A source that could not be read, and why, in one line: value, rule, remedy."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that mentions stand for. ``acts_for`` is the id of the state that a metonym speaks for
    (the White House → ``state/usa``); ``same_as`` are identifiers elsewhere (Wikidata); several of one register leave
    open which it is, see `kg.ids.exact`. ``uncorrected`` is what it was before a person renamed or retyped it; a store
    does not give that back."""

    id: str
    label: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    acts_for: str | None = None
    same_as: tuple[str, ...] = ()
    uncorrected: "Entity | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to an event or proposition. ``role`` is ``actor`` or ``object``; offsets may be ``None`` when the text
    names the participant elsewhere only."""

    role: str
    id: str
    label: str
    kind: Kind
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a statement: an entity, event, proposition, topic or another statement, with the mention nearest the
    cue. ``label`` of a proposition is its text. ``event_type`` names an event's class ("Withdrawal")."""

    id: str
    label: str
    kind: Kind
    start: int
    end: int
    participants: tuple[Participant, ...] = ()
    event_type: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """The innermost report that a statement is or lies in: who says (``None``: unnamed), by which words, what."""

    source: Span | None
    cue: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Statement(InCell):
    """One holder's stance, action, relation or assertion, with everything needed to check it.

    ``holder`` is ``None`` where the document itself speaks. ``attributed_to`` is the chain of sources, outermost
    last. ``polarity`` is −1, 0 or +1 as it stands (negation applied); ``negated`` says that a negation was applied.
    ``cues`` are the very words; ``rule`` says which rule or head spoke. ``role`` is the office in a relation.
    ``date`` is when it was said, done or so: an ISO day, month or year, the document's where the text does not say.
    ``since`` and ``until`` are the same for the beginning and end of a relation, ``ended`` says that it is no more.
    ``plover`` and ``cameo`` are event codes. ``read_as`` is the relation that was read, of a statement whose sign a
    person turned; the ``key`` is still that of what was read.
    """

    kind: StatementKind
    holder: Party | None
    relation: str
    target: Party
    polarity: int
    evidence: Span
    cues: tuple[Span, ...]
    rule: str
    confidence: float
    certainty: Certainty = Certainty.CERTAIN
    negated: bool = False
    temporality: Temporality = Temporality.NON_FUTURE
    speech_act: str | None = None
    attributed_to: tuple[Party, ...] = ()
    attribution: Attribution | None = None
    role: str | None = None
    plover: str | None = None
    cameo: str | None = None
    date: str | None = None
    since: str | None = None
    until: str | None = None
    ended: bool = False
    uri: str = ""
    read_as: str | None = None
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self._digest())

    def _digest(self) -> str:
        # place and content; never confidence, rule or label, so that a better model and a merge leave it as it is
        holder = (self.holder.start, self.holder.end) if self.holder else None
        evidence, cues = self.evidence, tuple((c.start, c.end) for c in self.cues)
        place = (evidence.document, evidence.start, evidence.end, holder, self.target.start, self.target.end)
        sources = tuple((p.start, p.end) for p in self.attributed_to)
        return digest(*place, self.read_as or self.relation, self.role, self.negated, cues, sources, length=20)

    @property
    def asserted(self) -> bool:
        """Whether it is told as a fact: not negated away, certain or probable."""
        return not self.negated and self.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)

    @property
    def drawn(self) -> bool:
        """Whether it is an edge where no other confidence is asked for: asserted, and at least as sure as `DRAWN`."""
        return self.asserted and self.confidence >= DRAWN

    def to_dict(self) -> dict[str, Any]:
        """The record of ``statements.jsonl``: plain values, ready for JSON; `from_dict` is its inverse."""
        return {
            "id": self.key,
            "kind": str(self.kind),
            "holder": _party(self.holder) if self.holder else None,
            "relation": self.relation,
            "target": _party(self.target),
            "polarity": self.polarity,
            "certainty": str(self.certainty),
            "negated": self.negated,
            "temporality": str(self.temporality),
            "speech_act": self.speech_act,
            "role": self.role,
            "plover": self.plover,
            "cameo": self.cameo,
            "attributed_to": [_party(p) for p in self.attributed_to],
            "evidence": {"document": self.evidence.document, "uri": self.uri, **_span(self.evidence)},
            "cues": [_span(c) for c in self.cues],
            "attribution": _attribution(self.attribution) if self.attribution else None,
            "date": self.date,
            "since": self.since,
            "until": self.until,
            "ended": self.ended,
            "confidence": self.confidence,
            "rule": self.rule,
            "read_as": self.read_as,
        }

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Statement":
        """The statement of a `to_dict` record."""
        document = record["evidence"]["document"]
        attribution, holder = record.get("attribution"), record["holder"]
        return cls(
            kind=StatementKind(record["kind"]),
            holder=_read_party(holder) if holder else None,
            relation=record["relation"],
            target=_read_party(record["target"]),
            polarity=record["polarity"],
            evidence=_read_span(document, record["evidence"]),
            cues=tuple(_read_span(document, c) for c in record["cues"]),
            rule=record["rule"],
            confidence=record["confidence"],
            certainty=Certainty(record["certainty"]),
            negated=record["negated"],
            temporality=Temporality(record["temporality"]),
            speech_act=record.get("speech_act"),
            attributed_to=tuple(_read_party(p) for p in record.get("attributed_to", ())),
            attribution=_read_attribution(document, attribution) if attribution else None,
            ended=record.get("ended", False),
            uri=record["evidence"].get("uri", ""),
            **{name: record.get(name) for name in ("role", "plover", "cameo", "date", "since", "until", "read_as")},
        )


@dataclass(frozen=True, slots=True)
class Skip:
    """What extraction declined to say: a short machine-readable ``reason`` and where."""

    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document gave. ``reader`` is a digest of what read it: software, model, options; empty: a person."""

    document: Document
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    skips: tuple[Skip, ...]
    words: int = 0
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One edge handed to a network: all statements of one relation and polarity from one party to another."""

    source: str
    target: str
    relation: str
    polarity: int
    weight: int
    statements: tuple[str, ...]


def digest(*parts: Any, length: int = 8) -> str:
    """``length`` lower-case base32 characters of the SHA-256 of ``parts``."""
    raw = hashlib.sha256("\x1f".join(map(repr, parts)).encode("utf-8", "surrogatepass")).digest()
    return b32encode(raw[: -(-length // 8) * 5]).decode().lower()[:length]  # five bytes are eight characters


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.text}


def _read_span(document: str, record: dict[str, Any]) -> Span:
    return Span(document, record["start"], record["end"], record["quote"])


def _party(party: Party) -> dict[str, Any]:
    record = _named(party)
    if party.event_type:
        record["event_type"] = party.event_type
    if party.participants:
        record["participants"] = [{"role": p.role} | _named(p) for p in party.participants]
    return record


def _named(one: Party | Participant) -> dict[str, Any]:
    return {"id": one.id, "label": one.label, "type": str(one.kind), "start": one.start, "end": one.end}


def _read_party(record: dict[str, Any]) -> Party:
    place = record["id"], record["label"], Kind(record["type"]), record["start"], record["end"]
    inner = (Participant(p["role"], p["id"], p["label"], Kind(p["type"]), p["start"], p["end"])
             for p in record.get("participants", ()))  # fmt: skip
    return Party(*place, tuple(inner), record.get("event_type"))


def _attribution(attribution: Attribution) -> dict[str, Any]:
    source = _span(attribution.source) if attribution.source else None
    return {"source": source, "cue": _span(attribution.cue), "content": _span(attribution.content)}


def _read_attribution(document: str, record: dict[str, Any]) -> Attribution:
    source = _read_span(document, record["source"]) if record["source"] else None
    return Attribution(source, _read_span(document, record["cue"]), _read_span(document, record["content"]))
