"""Any graph that the types allow, by Hypothesis: few people who speak much, so that they meet, agree and contradict.

Persons stand for organizations and these for states; targets are persons, bodies, topics, events with an object,
propositions, and statements, some of which nobody made; labels are weird; some is denied, hedged, undated, told twice.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from hypothesis import strategies as st

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
    Statement,
    StatementKind,
)
from kg.network import Discourse, discourse_of
from kg.statements import order

LABELS = ("A", "Ann", "ann", " ", "\t\n", "\x00\x07", "</script><b>&amp;", "=1+1", '"; DROP', "| a | b |", "\u202eAnn",
          "e\u0301" * 40, "word " * 80, "→ road", "\ufffe", "🙂", "100 %", "{{ x }}")  # fmt: skip
PERSONS, BODIES = [f"person/{n}" for n in "abcdef"], [f"org/{n}" for n in "pqr"]
STATES = ["state/usa", "state/fra"]
TOPICS = ["concept/law", "concept/road"]
KINDS = {"person": Kind.PERSON, "org": Kind.ORGANIZATION, "state": Kind.STATE, "concept": Kind.TOPIC,
         "event": Kind.EVENT, "proposition": Kind.PROPOSITION, "stance": Kind.STATEMENT}  # fmt: skip
RELATIONS = (("supports", 1), ("opposes", -1), ("praises", 1), ("criticizes", -1), ("asserts", 0))
WORDS = 60  # of a document

_labels = st.sampled_from(LABELS)
_places = st.integers(0, WORDS - 1).map(lambda n: (2 * n, 2 * n + 1))
_dates = st.none() | st.sampled_from(("2024", "2024-02", "2024-02-29", "2025-01-15", "2025-06-30", "1999-12"))


@dataclass(frozen=True, repr=False)
class Told:
    """Statements in any order, some of them twice, with their entities and documents."""

    statements: list[Statement]
    entities: list[Entity]
    documents: list[Document]

    @property
    def keys(self) -> set[str]:
        return {statement.key for statement in self.statements}

    @cached_property
    def discourse(self) -> Discourse:
        return discourse_of(self.statements, self.entities, self.documents)

    def __repr__(self) -> str:
        """A line for each statement: all of it would be pages."""
        return "\n".join(f"{s.holder and s.holder.id} {s.relation} {s.target.id} {s.date}" for s in self.statements)


@st.composite
def graphs(draw, most: int = 14) -> list[Reading]:
    """The readings of up to three documents of one another; there may be nothing at all in them."""
    found, said = [], []
    entities = {id: _entity(draw, id) for id in draw(st.sets(st.sampled_from([*PERSONS, *BODIES, *STATES])))}
    for number in range(draw(st.integers(0, 3))):
        document = Document.of(
            "x " * (WORDS - 1) + f"{number} ", title=draw(_labels), uri=draw(st.just("") | _labels),
            published=draw(_dates | st.just("soon")), publisher=draw(st.none() | _labels),
        )  # fmt: skip
        here = []
        for _ in range(draw(st.integers(0, most))):
            here.append(_statement(draw, document, [*said, *here]))
        said += here
        skips = tuple(Skip("no-target", document.span(*place)) for place in sorted(draw(st.sets(_places, max_size=1))))
        # a store has each statement once
        once = {statement.key: statement for statement in here}
        known = tuple(entities[id] for id in sorted(entities))
        found.append(Reading(document, known, tuple(sorted(once.values(), key=order)), skips, WORDS))
    return found


@st.composite
def told(draw) -> Told:
    """What `graphs` tell, in any order, some of it twice."""
    readings = draw(graphs())
    statements = [statement for reading in readings for statement in reading.statements]
    again = [replace(one, confidence=0.5) for one in statements if draw(st.integers(0, 9)) == 0]
    entities = {entity.id: entity for reading in readings for entity in reading.entities}
    every = draw(st.permutations([*statements, *again]))
    return Told(every, list(entities.values()), [reading.document for reading in readings])


def _entity(draw, id: str) -> Entity:
    folder = id.partition("/")[0]
    # whom a body acts for need not be known itself
    acts_for = draw(st.none() | st.sampled_from(STATES)) if folder == "org" else None
    return Entity(id, draw(_labels), KINDS[folder], (), acts_for)


def _party(draw, id: str, parts: tuple[Participant, ...] = (), event: str | None = None) -> Party:
    return Party(id, draw(_labels), KINDS[id.partition("/")[0]], *draw(_places), parts, event)


def _target(draw, said: list[Statement]) -> Party:
    sort = draw(st.sampled_from(("actor", "topic", "topic", "event", "proposition", "statement")))
    if sort == "actor":
        return _party(draw, draw(st.sampled_from([*PERSONS, *BODIES, *STATES])))
    if sort == "topic":
        return _party(draw, draw(st.sampled_from(TOPICS)))
    if sort == "statement":
        keys = [statement.key for statement in said] + ["nobodymadethis"]
        return _party(draw, f"stance/{draw(st.sampled_from(keys))}")
    things = [*PERSONS, *TOPICS, "event/vote", "event/talk"]
    parts = tuple(
        Participant(role, id, draw(_labels), KINDS[id.partition("/")[0]])
        for role, id in draw(st.lists(st.tuples(st.sampled_from(("actor", "object")), st.sampled_from(things)),
                                      max_size=2, unique=True))
    )  # fmt: skip
    if sort == "event":
        type = draw(st.sampled_from(("Criticism", "Support", "Withdrawal", None)))
        return _party(draw, draw(st.sampled_from(("event/vote", "event/talk"))), parts, type)
    return _party(draw, "proposition/it", parts)


def _statement(draw, document: Document, said: list[Statement]) -> Statement:
    kind = draw(st.sampled_from((*StatementKind, StatementKind.STANCE, StatementKind.STANCE)))
    relation, polarity = draw(st.sampled_from(RELATIONS))
    holder = _party(draw, draw(st.sampled_from([*PERSONS, *BODIES]))) if draw(st.integers(0, 9)) else None
    target = _target(draw, said)
    if kind == StatementKind.RELATION:
        relation, polarity = "memberOf", 0
    elif kind == StatementKind.ASSERTION:
        relation, polarity = "asserts", 0
    sources = tuple(_party(draw, id) for id in draw(st.lists(st.sampled_from(PERSONS), max_size=2))) if holder else ()
    span = document.span(*draw(_places))
    return Statement(
        kind=kind, holder=holder, relation=relation, target=target, polarity=polarity, evidence=span, cues=(span,),
        rule="verb/test", confidence=draw(st.sampled_from((0.0, 0.3, 0.69, 0.7, 0.9, 1.0))),
        certainty=draw(st.sampled_from((Certainty.CERTAIN, Certainty.CERTAIN, Certainty.POSSIBLE))),
        negated=draw(st.integers(0, 9)) == 0, date=draw(_dates), attributed_to=sources,
        attribution=Attribution(None, span, span) if sources else None, uri=document.uri,
    )  # fmt: skip
