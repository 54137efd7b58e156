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


def resolve(
    readings: Iterable[Reading],
    corrections: Iterable[Correction] = (),
    *,
    lexicon: Lexicon | None = None,
    near: Known | None = None,
) -> tuple[list[Reading], list[Entity], list[Merge]]:
    """The readings with one identifier an entity, all entities sorted by it, and the merges that were made.

    A person's word comes first: what ``corrections`` call different is never joined, whatever else speaks for it; what
    they rename and retype is called so after the joining; statements that they reject or flip leave or turn.
    Entities that are ``near`` come back too, with what was learned of them, and so do their merges; their labels stay.
    """
    readings, near, lexicon = sorted(readings, key=lambda r: r.document.id), near or Known(), lexicon or tables.load()
    corrections = sorted(corrections)
    known = _known(readings, near)
    called = _called(known, near)
    found = _merges(known, called, readings, corrections, lexicon, near)
    merges = [replace(m, label=known[m.old].label) for m in found]
    for merge in merges:
        old, kept = known.pop(merge.old), known[merge.new]
        known[merge.new] = _joined(old, kept)
    new = {m.old: m.new for m in (*near.merges, *merges)}
    for correction in corrections:
        if correction.action in (RENAME, RETYPE):
            for id in _meant(correction.one, called, known.keys() | new.keys()):
                _corrected(known, new.get(new.get(id, id), new.get(id, id)), correction)
    verdicts = [correction for correction in corrections if correction.action in VERDICTS]
    new = {m.old: known[m.new] for m in merges}
    found = [judged(renamed(r, new, known), verdicts, lexicon) for r in readings]
    return found, sorted(known.values(), key=lambda e: e.id), merges


def _known(readings: list[Reading], near: Known) -> dict[str, Entity]:
    """One entity an identifier: the aliases of all documents, and the best of the ways in which its name is written.
    Nothing depends on how often or in what order documents tell it."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity in (*near.entities, *(entity for reading in readings for entity in reading.entities)):
        found[entity.id].append(entity)
    known = {}
    for identifier, entities in found.items():
        kind = min(entity.kind for entity in entities)  # a government's body before any organization
        names = {a for e in entities for a in (*e.aliases, e.label)}
        label = min((n for n in names if folded(n) == folded(entities[0].label)), key=lambda n: _written(n, kind))
        acts_for = min((e.acts_for for e in entities if e.acts_for), default=None)
        same = {item for e in entities for item in e.same_as}
        known[identifier] = Entity(
            identifier, label, kind, tuple(sorted(names - {label})), acts_for, tuple(sorted(same))
        )
    return known


def _written(name: str, kind: Kind) -> tuple:
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
    readings: list[Reading],
    corrections: list[Correction],
    lexicon: Lexicon,
    near: Known,
) -> list[Merge]:
    def pairs(action: str) -> list[tuple[str, str]]:
        ends = ((c.one, c.other) for c in corrections if c.action == action)
        who = ([_meant(end, called, known) for end in both] for both in ends)
        return sorted((min(a, b), max(a, b)) for ones, others in who for a in ones for b in others if a != b)

    identities = Identities(known, apart=pairs(DIFFERENT))
    mentioned = Counter(near.mentioned)
    documents = mentioned + Counter(entity.id for reading in readings for entity in reading.entities)
    reasons = Reasons(known, _used(readings) + mentioned, documents, identities, lexicon)
    for merge in near.merges:
        if merge.old in known and merge.new in known:
            identities.join(merge.old, merge.new, merge.reason)
    fresh = {identities.of(entity.id) for reading in readings for entity in reading.entities}
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


def _used(readings: list[Reading]) -> Counter[str]:
    """In how many places each entity is a party."""
    parties = (p for r in readings for s in r.statements for p in (s.holder, s.target, *s.target.participants) if p)
    return Counter(p.id for p in parties)


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


def _statement(statement: Statement, new: dict[str, Entity], known: dict[str, Entity]) -> Statement:
    def party(old: Party | None) -> Party | None:
        if old is None:
            return None
        entity = new.get(old.id) or known.get(old.id)
        participants = tuple(_participant(p, new, known) for p in old.participants)
        if entity is None:
            return replace(old, participants=participants)
        return replace(old, id=entity.id, label=entity.label, kind=entity.kind, participants=participants)

    fields = {"holder": party(statement.holder), "target": party(statement.target)}
    fields["attributed_to"] = tuple(party(p) for p in statement.attributed_to)
    return Statement(**{n: getattr(statement, n) for n in statement.__slots__ if n != "key"} | fields)


def _participant(old: Participant, new: dict[str, Entity], known: dict[str, Entity]) -> Participant:
    entity = new.get(old.id) or known.get(old.id)
    return replace(old, id=entity.id, label=entity.label, kind=entity.kind) if entity else old
