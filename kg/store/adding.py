"""Adding documents to a store, and taking them away, without building it anew: only what they touch is touched."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.lexicon import Lexicon
from kg.model import Document, Entity, Reading, Statement
from kg.rdf import Run
from kg.resolve import Correction, Known, Merge, renamed, resolve
from kg.store import coding, deciding, lookup
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
    corrections: Iterable[Correction] | None = None,
    *,
    gone: Iterable[str] = (),
    lexicon: Lexicon | None = None,
) -> Change:
    """Put ``readings`` in place of what their documents had, drop the documents ``gone``, and join who is one with whom
    the store knows. Where a document shows that two known ones are one, all that mention them are written anew.

    ``corrections``, if given, stand in place of the store's own. What they change is changed; the documents that must
    be read again for that (`again`) are to be among ``readings``.
    """
    noted, gone = lookup.corrections(store), sorted(set(gone))
    corrections = noted if corrections is None else list(corrections)
    touched = deciding.touched(store, corrections)
    given = {reading.document.id: reading for reading in readings}
    for id in sorted((touched.again | touched.here).difference(given, gone)):
        given[id] = coding.source(store, id)
    named = {end for correction in corrections for end in correction.entities}
    ids = set(given)
    before = [old for id in sorted(ids | set(gone)) if (old := store.reading(id))]
    alone = lookup.lonely(store, [old.document.id for old in before])
    # what only these documents said of somebody, they say anew
    anew = touched.parted | alone
    near = lookup.near(store, (e for reading in given.values() for e in reading.entities), named, anew)
    found, entities, merges = resolve(given.values(), corrections, lexicon=lexicon, near=near)
    fresh, known = _fresh(merges, near), set(near.called)
    changed = [entity for entity in entities if entity not in known]
    found += _rewritten(store, fresh, changed, near, entities, ids.union(gone))
    appeared, vanished = _compared(before, found)
    rewritten = (r.document.id for r in found if not r.reader and r.document.id not in given)
    coded = coding.changed(given | {id: coding.source(store, id) for id in rewritten}, found)
    forgotten = touched.parted | alone
    forgotten -= {entity.id for reading in found for entity in reading.entities}
    forgotten -= {merge.old for merge in near.merges if merge.new not in forgotten}
    forgotten |= {merge.old for merge in fresh}
    if set(corrections) != set(noted):
        store.set_corrections(corrections)
    for begin in range(0, max(len(found), 1), _AT_ONCE):
        first, some = begin == 0, found[begin : begin + _AT_ONCE]
        store.put(
            some,
            gone=gone if first else (),
            entities=changed if first else (),
            forgotten=sorted(forgotten) if first else (),
            merges=fresh if first else (),
            coded={r.document.id: coded[r.document.id] for r in some if r.document.id in coded},
        )
    return Change(tuple(found), tuple(gone), tuple(fresh), appeared, vanished)


def again(store: Store, corrections: Iterable[Correction]) -> list[Document]:
    """The documents that a program has read and must read again, so that ``corrections`` can stand in place of the
    store's own: something is undone, or who is who is to be found out anew."""
    ids = sorted(deciding.touched(store, corrections).again)
    return [reading.document for id in ids if (reading := store.reading(id)) and reading.reader]


def _fresh(merges: Collection[Merge], near: Known) -> list[Merge]:
    """The merges that the store does not have, and those it has whose end was joined to somebody else."""
    new = {merge.old: merge.new for merge in merges}
    later = (replace(merge, new=new[merge.new]) for merge in near.merges if merge.new in new)
    return sorted({*merges, *later} - set(near.merges), key=lambda merge: merge.old)


def _rewritten(
    store: Store,
    merges: Iterable[Merge],
    changed: Iterable[Entity],
    near: Known,
    entities: Iterable[Entity],
    but: Collection[str],
) -> list[Reading]:
    """The documents, ``but`` for some, that mention whoever is somebody else now, or is called otherwise, said so."""
    known, called = {e.id: e for e in entities}, {e.id: (e.label, e.kind) for e in near.called}
    new = {merge.old: known[merge.new] for merge in merges if merge.new in known}
    other = {e.id for e in changed if called.get(e.id, (e.label, e.kind)) != (e.label, e.kind)}
    ids = (id for id in lookup.mentioning(store, other.union(new)) if id not in but) if new or other else ()
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
