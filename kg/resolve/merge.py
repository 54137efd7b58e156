"""Entities of many documents: which are one. Cautious: what fits two is left alone.

Equal names of one kind have equal identifiers already. What is left are short forms whose long form stands in another
document: an acronym, a surname, a name without its article.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.ids import folded
from kg.model import Entity, Kind, Participant, Party, Reading, Statement

BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))
NAMED = BODIES | {Kind.PERSON, Kind.GROUP}


@dataclass(frozen=True, slots=True)
class Merge:
    """``old`` is taken for ``new``, because of ``reason``: ``acronym``, ``alias``, ``surname``, or ``kind`` (one name
    taken for a person here and a body there)."""

    old: str
    new: str
    reason: str


def resolve(readings: Iterable[Reading]) -> tuple[list[Reading], list[Entity], list[Merge]]:
    """The readings with one identifier an entity, all entities sorted by it, and the merges that were made."""
    readings = sorted(readings, key=lambda r: r.document.id)
    known = _known(readings)
    merges = sorted(_merges(known, _used(readings)), key=lambda m: m.old)
    onward = {m.old: m.new for m in merges}
    merges = [replace(m, new=_last(m.new, onward)) for m in merges]
    for merge in merges:
        old, kept = known.pop(merge.old), known[merge.new]
        aliases = {*kept.aliases, *old.aliases, old.label} - {kept.label}
        known[merge.new] = replace(kept, aliases=tuple(sorted(aliases)))
    new = {m.old: known[m.new] for m in merges}
    renamed = [_renamed(r, new, known) for r in readings]
    return renamed, sorted(known.values(), key=lambda e: e.id), merges


def _last(identifier: str, onward: dict[str, str]) -> str:
    """Where a chain of merges ends: a name of the wrong kind may stand for a short form of a longer one."""
    while identifier in onward:
        identifier = onward[identifier]
    return identifier


def _known(readings: list[Reading]) -> dict[str, Entity]:
    """One entity an identifier: aliases of all documents, the label that most of them use."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for reading in readings:
        for entity in reading.entities:
            found[entity.id].append(entity)
    known = {}
    for identifier, entities in found.items():
        labels = [e.label for e in entities]
        label = min(set(labels), key=lambda name: (-labels.count(name), name))
        kinds = [e.kind for e in entities]
        kind = min(set(kinds), key=lambda k: (-kinds.count(k), k))
        names = {a for e in entities for a in (*e.aliases, e.label)} - {label}
        acts_for = next((e.acts_for for e in entities if e.acts_for), None)
        known[identifier] = Entity(identifier, label, kind, tuple(sorted(names)), acts_for)
    return known


def _used(readings: list[Reading]) -> Counter[str]:
    """In how many places each entity is a party."""
    parties = (p for r in readings for s in r.statements for p in (s.holder, s.target, *s.target.participants) if p)
    return Counter(p.id for p in parties)


def _merges(known: dict[str, Entity], used: Counter[str]) -> Iterable[Merge]:
    """Kinds first; what that takes away cannot be merged again."""
    kinds = list(_kinds(known, used))
    yield from kinds
    yield from _short_forms({i: e for i, e in known.items() if i not in {m.old for m in kinds}})


def _kinds(known: dict[str, Entity], used: Counter[str]) -> Iterable[Merge]:
    """One name, two kinds: the model was wrong somewhere. The kind that is used most stays, a body among equals."""
    same: dict[str, list[Entity]] = defaultdict(list)
    for entity in known.values():
        if entity.kind in NAMED and entity.label[0].isupper():
            same[folded(entity.label)].append(entity)
    for entities in same.values():
        folders = {e.id.partition("/")[0] for e in entities}
        if len(folders) == len(entities) > 1:
            best = min(entities, key=lambda e: (-used[e.id], e.kind not in BODIES, e.id))
            yield from (Merge(e.id, best.id, "kind") for e in entities if e is not best)


def _short_forms(known: dict[str, Entity]) -> Iterable[Merge]:
    by_alias, by_surname = defaultdict(set), defaultdict(set)
    for entity in known.values():
        if entity.kind in BODIES:
            for alias in entity.aliases:
                by_alias[folded(alias)].add(entity.id)
        elif entity.kind == Kind.PERSON and " " in entity.label:
            by_surname[folded(entity.label.split()[-1])].add(entity.id)
    for entity in known.values():
        name = folded(entity.label)
        if entity.kind in BODIES or entity.label.isupper():
            fits, reason = by_alias[name] - {entity.id}, "acronym" if entity.label.isupper() else "alias"
        elif entity.kind == Kind.PERSON and " " not in entity.label:
            fits, reason = by_surname[name], "surname"
        else:
            continue
        if len(fits) == 1:
            longer = known[next(iter(fits))]
            if len(longer.label) > len(entity.label):  # towards the longer name only, so that no two merge crosswise
                yield Merge(entity.id, longer.id, reason)


def _renamed(reading: Reading, new: dict[str, Entity], known: dict[str, Entity]) -> Reading:
    if not new and not reading.entities:
        return reading
    statements = tuple(_statement(s, new, known) for s in reading.statements)
    statements = tuple(s for s in statements if s.holder is None or s.holder.id != s.target.id)
    ids = sorted({(new[e.id].id if e.id in new else e.id) for e in reading.entities})
    return replace(reading, statements=statements, entities=tuple(known[i] for i in ids))


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
