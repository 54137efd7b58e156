"""Entities of many documents: which are one. Cautious: what fits two is left alone.

Equal names of one kind have equal identifiers already. What is left are other spellings and short forms, and what a
person decided.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg import lexicon as tables
from kg.ids import folded, is_state
from kg.lexicon import Lexicon
from kg.model import Entity, Kind, Participant, Party, Reading, Skip, Statement
from kg.resolve.corrections import DIFFERENT, RENAME, RETYPE, SAME, VERDICTS, Correction
from kg.resolve.identities import Identities, Merge
from kg.resolve.reasons import Reasons
from kg.resolve.verdicts import judged

SLIP = re.compile(r"\b[A-Z]{2,}[a-z]")  # "HIllary"


@dataclass(frozen=True, slots=True)
class Known:
    """What a store knows that is near to readings yet to come: entities that share a key with one of theirs (see
    `kg.resolve.keys`), what was joined to whom, and in how many documents each entity is mentioned. Entities are as
    they were before they were corrected, ``called`` as they are now."""

    entities: tuple[Entity, ...] = ()
    merges: tuple[Merge, ...] = ()
    mentioned: Mapping[str, int] = field(default_factory=dict)
    called: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whom one document mentions, before anybody is joined to anybody: all that joining asks of a reading. ``used``
    says in how many places each is a holder, a target or takes part in one; ``parties`` are the identifiers of all
    that its statements name."""

    document: str
    entities: tuple[Entity, ...]
    used: Mapping[str, int]
    parties: frozenset[str]

    @classmethod
    def of(cls, reading: Reading) -> "Mentions":
        """Those of ``reading``."""
        used, parties = Counter[str](), set[str]()
        for s in reading.statements:
            used.update(p.id for p in (s.holder, s.target) if p)
            used.update(p.id for p in s.target.participants)
            sides = (p for p in (s.holder, s.target, *s.attributed_to) if p)
            parties.update(id for side in sides for id in (side.id, *(p.id for p in side.participants)))
        return cls(reading.document.id, reading.entities, used, frozenset(parties))


@dataclass(frozen=True, slots=True)
class Joined:
    """Who is one, of many documents: all ``entities``, sorted by identifier, and the ``merges`` that were made."""

    entities: tuple[Entity, ...]
    merges: tuple[Merge, ...]
    verdicts: tuple[Correction, ...]
    lexicon: Lexicon
    known: Mapping[str, Entity]
    new: Mapping[str, Entity]

    def applied(self, reading: Reading) -> Reading:
        """``reading`` with one identifier an entity, and without what a person rejected."""
        return judged(renamed(reading, self.new, self.known), self.verdicts, self.lexicon)


def resolve(
    readings: Iterable[Reading],
    corrections: Iterable[Correction] = (),
    *,
    lexicon: Lexicon | None = None,
    near: Known | None = None,
) -> tuple[list[Reading], list[Entity], list[Merge]]:
    """The readings, sorted by document, as `join` finds who is one; all entities, and the merges that were made."""
    readings = sorted(readings, key=lambda r: r.document.id)
    joined = join(map(Mentions.of, readings), corrections, lexicon=lexicon, near=near)
    return [joined.applied(reading) for reading in readings], list(joined.entities), list(joined.merges)


def join(
    mentions: Iterable[Mentions],
    corrections: Iterable[Correction] = (),
    *,
    lexicon: Lexicon | None = None,
    near: Known | None = None,
) -> Joined:
    """Who is one of whom documents mention, whatever the order of the documents.

    A person's word comes first: what ``corrections`` call different is never joined, whatever else speaks for it; what
    they rename and retype is called so after the joining; statements that they reject or flip leave or turn.
    Entities that are ``near`` come back too, with what was learned of them, and so do their merges; their labels stay.
    """
    near, lexicon, corrections = near or Known(), lexicon or tables.load(), sorted(corrections)
    seen = _Seen(near)
    for one in mentions:
        seen.add(one)
    known = seen.known()
    called = _called(known, near)
    found = _merges(known, called, seen, corrections, lexicon, near)
    merges = [replace(m, label=known[m.old].label) for m in found]
    for merge in merges:
        old, kept = known.pop(merge.old), known[merge.new]
        known[merge.new] = _joined(old, kept)
    now = {m.old: m.new for m in (*near.merges, *merges)}
    for correction in corrections:
        if correction.action in (RENAME, RETYPE):
            for id in _meant(correction.one, called, known.keys() | now.keys()):
                _corrected(known, now.get(now.get(id, id), now.get(id, id)), correction)
    verdicts = tuple(correction for correction in corrections if correction.action in VERDICTS)
    new = {m.old: known[m.new] for m in merges}
    entities = tuple(sorted(known.values(), key=lambda e: e.id))
    return Joined(entities, tuple(merges), verdicts, lexicon, known, new)


class _Seen:
    """What documents say of each entity, added up: the ways in which it is called, how often it is a party, in how many
    documents it stands. Nothing of it depends on their order."""

    def __init__(self, near: Known):
        self.entities: dict[str, set[Entity]] = defaultdict(set)
        self.used, self.documents = Counter(near.mentioned), Counter(near.mentioned)
        self.fresh: set[str] = set()
        for entity in near.entities:
            self.entities[entity.id].add(entity)

    def add(self, one: Mentions) -> None:
        self.used.update(one.used)
        self.documents.update(entity.id for entity in one.entities)
        self.fresh.update(entity.id for entity in one.entities)
        for entity in one.entities:
            self.entities[entity.id].add(entity)

    def known(self) -> dict[str, Entity]:
        """One entity an identifier: the aliases of all documents, and the best of the ways in which its name is
        written."""
        return {id: _best(id, self.entities[id]) for id in sorted(self.entities)}


def _best(identifier: str, entities: Collection[Entity]) -> Entity:
    kind = min(entity.kind for entity in entities)  # a government's body before any organization
    names = {a for e in entities for a in (*e.aliases, e.label)}
    own = {folded(e.label) for e in entities}
    label = min((n for n in names if folded(n) in own), key=lambda n: _written(n, kind))
    acts_for = min((e.acts_for for e in entities if e.acts_for), default=None)
    same = {item for e in entities for item in e.same_as}
    return Entity(identifier, label, kind, tuple(sorted(names - {label})), acts_for, tuple(sorted(same)))


def _written(name: str, kind: Kind) -> tuple[bool, int, bool, str]:
    """An order of the ways in which one name is written, the best first: "PolitiFact" before "Politifact", "drugs"
    before "Drugs", "Clinton campaign" before "Clinton Campaign"; nothing in capitals alone, nor "HIllary"."""
    capitals = sum(c.isupper() for c in name[1:])
    shouted = (
        (name.isupper() or SLIP.search(name) is not None) if kind == Kind.PERSON else name.isupper() and " " in name
    )
    common = kind == Kind.GROUP or kind == Kind.TOPIC and not capitals
    return shouted, capitals if kind == Kind.GROUP else -capitals, name[:1].isupper() == common, name


def _called(known: Mapping[str, Entity], near: Known) -> dict[str, list[str]]:
    """Who is called what in the documents, before and after the joining."""
    called: dict[str, list[str]] = defaultdict(list)
    for id, label in ((e.id, e.label) for e in known.values()):
        called[folded(label)].append(id)
    for merge in near.merges:
        if merge.old not in known:
            called[folded(merge.label)].append(merge.old)
    return called


def _meant(name: str, called: Mapping[str, list[str]], ids: Collection[str]) -> list[str]:
    """Whom a correction is about, of those with ``ids``: the one with that identifier, or all who are called so."""
    return [name] if name in ids else [id for id in called.get(folded(name), ()) if id in ids]


def _merges(
    known: dict[str, Entity],
    called: Mapping[str, list[str]],
    seen: _Seen,
    corrections: list[Correction],
    lexicon: Lexicon,
    near: Known,
) -> list[Merge]:
    def pairs(action: str) -> list[tuple[str, str]]:
        ends = ((c.one, c.other) for c in corrections if c.action == action)
        who = ([_meant(end, called, known) for end in both] for both in ends)
        return sorted((min(a, b), max(a, b)) for ones, others in who for a in ones for b in others if a != b)

    identities = Identities(known, apart=pairs(DIFFERENT))
    reasons = Reasons(known, seen.used, seen.documents, identities, lexicon)
    for merge in near.merges:
        if merge.old in known and merge.new in known:
            identities.join(merge.old, merge.new, merge.reason)
    fresh = set(map(identities.of, seen.fresh))
    identities.settle(id for id in known if identities.of(id) not in fresh)
    for one, other in pairs(SAME):
        reasons.join(one, other, "decision")
    reasons.apply()
    return identities.merges()


def _corrected(known: dict[str, Entity], id: str, correction: Correction) -> None:
    """Call an entity otherwise, or make it of another kind; a state by its code stays one."""
    entity = known.get(id)
    if entity and correction.action == RENAME:
        other = _joined(entity, replace(entity, label=correction.other))
    elif entity and not is_state(id):
        other = replace(entity, kind=Kind(correction.other))
    else:
        return
    known[id] = replace(other, uncorrected=entity.uncorrected or entity)


def _joined(old: Entity, kept: Entity) -> Entity:
    """``kept`` with the names and items of ``old`` and, where it has none, the state that it acts for."""
    aliases = {*kept.aliases, *old.aliases, old.label} - {kept.label}
    acts_for = kept.acts_for or old.acts_for
    same = tuple(sorted({*kept.same_as, *old.same_as}))
    acts_for = acts_for if acts_for != kept.id else None
    return replace(kept, aliases=tuple(sorted(aliases)), acts_for=acts_for, same_as=same)


def renamed(reading: Reading, new: Mapping[str, Entity], known: Mapping[str, Entity]) -> Reading:
    """``reading`` with ``new`` entities in place of the identifiers that became them, and all as they are ``known``."""
    if not new and not reading.entities:
        return reading
    statements, skips = [], list(reading.skips)
    for statement in (_statement(s, new, known) for s in reading.statements):
        if statement.holder and statement.holder.id == statement.target.id:
            skips.append(Skip("holder-is-target", statement.evidence))
        else:
            statements.append(statement)
    skips.sort(key=lambda s: (s.span.start, s.span.end, s.reason))
    mentioned = {e.id: e for e in (new.get(e.id) or known.get(e.id) or e for e in reading.entities)}
    entities = tuple(mentioned[i] for i in sorted(mentioned))
    return replace(reading, statements=tuple(statements), entities=entities, skips=tuple(skips))


def _statement(statement: Statement, new: Mapping[str, Entity], known: Mapping[str, Entity]) -> Statement:
    def party(old: Party) -> Party:
        entity = new.get(old.id) or known.get(old.id)
        participants = tuple(_participant(p, new, known) for p in old.participants)
        if entity is None:
            return replace(old, participants=participants)
        return replace(old, id=entity.id, label=entity.label, kind=entity.kind, participants=participants)

    holder = statement.holder and party(statement.holder)
    sources = tuple(map(party, statement.attributed_to))
    return replace(statement, holder=holder, target=party(statement.target), attributed_to=sources)


def _participant(old: Participant, new: Mapping[str, Entity], known: Mapping[str, Entity]) -> Participant:
    entity = new.get(old.id) or known.get(old.id)
    return replace(old, id=entity.id, label=entity.label, kind=entity.kind) if entity else old
