"""Adding documents to a store, and taking them away, without building it anew: only what they touch is touched."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.lexicon import Lexicon
from kg.model import Entity, Reading, Statement
from kg.rdf import Run
from kg.resolve import Correction, Known, Merge, renamed, resolve
from kg.store import lookup
from kg.store.store import Store

_AT_ONCE = 100  # documents in one transaction


@dataclass(frozen=True, slots=True)
class Change:
    """What was done: ``readings`` are the graphs that were written, ``removed`` the documents that were dropped.
    ``appeared`` and ``vanished`` are statements of documents that were there before; see `kg.rdf.Run`."""

    readings: tuple[Reading, ...]
    removed: tuple[str, ...]
    merges: tuple[Merge, ...] = ()
    appeared: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()

    def run(self, run: Run) -> Run:
        """``run``, having done this."""
        documents = tuple(reading.document.id for reading in self.readings)
        return replace(run, documents=documents, removed=self.removed, appeared=self.appeared, vanished=self.vanished)


def add(
    store: Store,
    readings: Iterable[Reading],
    corrections: Iterable[Correction] = (),
    *,
    gone: Iterable[str] = (),
    lexicon: Lexicon | None = None,
) -> Change:
    """Put ``readings`` in place of what their documents had, drop the documents ``gone``, and join who is one with whom
    the store knows. Where a document shows that two known ones are one, all that mention them are written anew."""
    readings, gone, corrections = list(readings), sorted(set(gone)), list(corrections)
    named = {end for correction in corrections for end in (correction.one, correction.other)}
    near = lookup.near(store, (entity for reading in readings for entity in reading.entities), named)
    found, entities, merges = resolve(readings, corrections, lexicon=lexicon, near=near)
    fresh = _fresh(merges, near)
    ids = {reading.document.id for reading in found}
    found += _rewritten(store, fresh, entities, ids.union(gone))
    before = [old for id in sorted(ids | set(gone)) if (old := store.reading(id))]
    appeared, vanished = _compared(before, found)
    known = set(near.entities)
    forgotten = {merge.old for merge in fresh} | lookup.lonely(store, [old.document.id for old in before])
    forgotten -= {entity.id for reading in found for entity in reading.entities}
    changed = [entity for entity in entities if entity not in known]
    for begin in range(0, max(len(found), 1), _AT_ONCE):
        first = begin == 0
        store.put(
            found[begin : begin + _AT_ONCE],
            gone=gone if first else (),
            entities=changed if first else (),
            forgotten=sorted(forgotten) if first else (),
            merges=fresh if first else (),
        )
    return Change(tuple(found), tuple(gone), tuple(fresh), appeared, vanished)


def _fresh(merges: Collection[Merge], near: Known) -> list[Merge]:
    """The merges that the store does not have, and those it has whose end was joined to somebody else."""
    new = {merge.old: merge.new for merge in merges}
    later = (replace(merge, new=new[merge.new]) for merge in near.merges if merge.new in new)
    return sorted({*merges, *later} - set(near.merges), key=lambda merge: merge.old)


def _rewritten(
    store: Store, merges: Iterable[Merge], entities: Iterable[Entity], but: Collection[str]
) -> list[Reading]:
    """The documents, ``but`` for some, that mention whoever is somebody else now, said of those."""
    known = {entity.id: entity for entity in entities}
    new = {merge.old: known[merge.new] for merge in merges if merge.new in known}
    ids = (id for id in lookup.mentioning(store, new) if id not in but) if new else ()
    return [renamed(reading, new, known) for id in ids if (reading := store.reading(id))]


def _compared(before: Iterable[Reading], after: Iterable[Reading]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that documents have now and had not, and the statements that they have no more or with another sign."""
    documents = {reading.document.id for reading in before}
    old = {(s.key, s.polarity): s for reading in before for s in reading.statements}
    new = {(s.key, s.polarity) for r in after if r.document.id in documents for s in r.statements}
    vanished = (as_json(old[it]) for it in sorted(old.keys() - new))
    return tuple(sorted({key for key, _ in new - old.keys()})), tuple(vanished)


class Replaced:
    """What a store ``old`` has and another, made of readings in its stead, has not: told as the readings pass."""

    def __init__(self, old: Store | None):
        self.old, self.left = old, set(old.document_ids()) if old else set()
        self.appeared: list[str] = []
        self.vanished: list[str] = []

    def by(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        for reading in readings:
            if reading.document.id in self.left:
                self.left.remove(reading.document.id)
                self._tell([self.old.reading(reading.document.id)], [reading])
            yield reading

    def run(self, run: Run) -> Run:
        """``run``, having done this; to be asked after all readings."""
        for id in sorted(self.left):
            self._tell([self.old.reading(id)], [])
        told = {"appeared": tuple(sorted(self.appeared)), "vanished": tuple(self.vanished)}
        return replace(run, removed=tuple(sorted(self.left)), **told)

    def _tell(self, before: list[Reading], after: list[Reading]) -> None:
        appeared, vanished = _compared(before, after)
        self.appeared += appeared
        self.vanished += vanished


def as_json(statement: Statement) -> str:
    return json.dumps(statement.to_dict(), ensure_ascii=False, sort_keys=True)
