"""Adding documents to a store, and taking them away, without building it anew: only what they touch is touched."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.model import Document, Entity, Kind, Reading, Statement
from kg.rdf import Run
from kg.resolve import Correction, Known, Merge, join, renamed, resolve
from kg.store import coding, deciding, lookup
from kg.store.spool import Spool
from kg.store.store import Store

_AT_ONCE = 100  # documents in one transaction
WHOLE = 1_000  # documents of which it is found out anew who is one whenever some are added: seconds


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
    spool: Spool | None = None,
    gone: Iterable[str] = (),
) -> Change:
    """Put ``readings`` in place of what their documents had, drop the documents ``gone``, and find out who is one. What
    is otherwise by it in other documents is written anew. ``spool`` has what the documents gave, the given ones among
    them; without it, and of a large store, only what is near to the readings is looked at.

    ``corrections``, if given, stand in place of the store's own. What they change is changed; the documents that must
    be read again for that (`again`) are to be among ``readings``.
    """
    given = {reading.document.id: reading for reading in readings}
    noted, gone = lookup.corrections(store), sorted(set(gone))
    corrections = noted if corrections is None else list(corrections)
    touched = deciding.touched(store, corrections)
    if spool is not None and _is_whole(store, spool, gone):
        what = _from_all(store, spool, given, corrections, gone, touched)
    else:
        what = _from_near(store, given, corrections, gone, touched)
    if set(corrections) != set(noted):
        store.set_corrections(corrections)
    for begin in range(0, max(len(what.readings), 1), _AT_ONCE):
        first, some = begin == 0, what.readings[begin : begin + _AT_ONCE]
        store.put(
            some,
            gone=gone if first else (),
            entities=what.entities if first else (),
            forgotten=sorted(what.forgotten) if first else (),
            merges=what.merges if first else (),
            coded={r.document.id: what.coded[r.document.id] for r in some if r.document.id in what.coded},
        )
    appeared, vanished = _compared(what.before, what.readings)
    return Change(tuple(what.readings), tuple(gone), tuple(what.merges), appeared, vanished)


@dataclass(frozen=True, slots=True)
class _Difference:
    """What is to be written: ``before`` are the readings as the store had them of the documents that were given."""

    before: list[Reading]
    readings: list[Reading]
    entities: list[Entity]
    merges: list[Merge]
    forgotten: set[str]
    coded: dict[str, str]


def _is_whole(store: Store, spool: Spool, gone: Collection[str] = ()) -> bool:
    """Whether all that the store holds is at hand as it was read, and is little enough to be joined anew."""
    if spool.count() > 2 * WHOLE:  # without asking a large store
        return False
    there = set(store.document_ids())
    return len(there) <= WHOLE and spool.readers().keys() >= there.difference(gone)


def _from_all(
    store: Store, spool: Spool, documents: Collection[str], corrections: Collection[Correction], gone: list[str],
    touched: deciding.Touched,
) -> _Difference:  # fmt: skip
    """Who is one is found out from all documents, as if they had come at once."""
    now = {*store.document_ids(), *documents}.difference(gone)
    mentions = list(spool.mentions(now))
    joined = join(mentions, corrections, lexicon=store.lexicon)
    entities, merges = {e.id: e for e in store.entities()}, store.merges()
    old = {m.old: entities[m.new] for m in merges if m.new in entities} | entities
    new = {m.old: joined.known[m.new] for m in joined.merges} | dict(joined.known)
    other = {id for id in old.keys() | new.keys() if _named(old.get(id)) != _named(new.get(id))}
    others = {one.document for one in mentions if other.intersection(one.parties.union(e.id for e in one.entities))}
    written = {*documents, *others, *touched.again, *touched.here} & now
    given = {reading.document.id: reading for reading in spool.readings(written)}
    found = [joined.applied(reading) for reading in given.values()]
    changed = [e for e in joined.entities if entities.get(e.id) != e or e.id in other]
    vanished = {merge.old for merge in set(merges).difference(joined.merges)}
    return _Difference(
        before=[had for id in sorted(written.union(gone)) if (had := store.reading(id))],
        readings=found,
        entities=changed,
        merges=sorted(set(joined.merges).difference(merges), key=lambda merge: merge.old),
        forgotten=(entities.keys() - joined.known.keys()) | vanished,
        coded=coding.changed(given, found),
    )


def _named(entity: Entity | None) -> tuple[str, str, Kind] | None:
    return (entity.id, entity.label, entity.kind) if entity else None


def _from_near(
    store: Store, given: dict[str, Reading], corrections: Collection[Correction], gone: list[str],
    touched: deciding.Touched,
) -> _Difference:  # fmt: skip
    """What is given is joined with whom the store knows near it. Where a document shows that two known ones are one,
    all that mention them are written anew."""
    given |= _sources(store, sorted((touched.again | touched.here).difference(given, gone)))
    named = {end for correction in corrections for end in correction.entities}
    ids = set(given)
    before = [old for id in sorted(ids | set(gone)) if (old := store.reading(id))]
    alone = lookup.unshared(store, [old.document.id for old in before])
    # what only these documents said of somebody, they say anew
    anew = touched.parted | alone
    near = lookup.near(store, (e for reading in given.values() for e in reading.entities), named, anew)
    found, entities, merges = resolve(given.values(), corrections, lexicon=store.lexicon, near=near)
    fresh, known = _fresh(merges, near), set(near.called)
    changed = [entity for entity in entities if entity not in known]
    found += _rewritten(store, fresh, changed, near, entities, ids.union(gone))
    rewritten = (r.document.id for r in found if not r.reader and r.document.id not in given)
    coded = coding.changed(given | _sources(store, rewritten), found)
    forgotten = alone | touched.parted
    forgotten -= {entity.id for reading in found for entity in reading.entities}
    forgotten -= {merge.old for merge in near.merges if merge.new not in forgotten}
    forgotten |= {merge.old for merge in fresh}
    return _Difference(before, found, changed, fresh, forgotten, coded)


def _sources(store: Store, ids: Iterable[str]) -> dict[str, Reading]:
    return {id: reading for id in ids if (reading := coding.source(store, id))}


def again(store: Store, corrections: Iterable[Correction], spool: Spool | None = None) -> list[Document]:
    """The documents that a program has read and whose readings must be given again, so that ``corrections`` can stand
    in place of the store's own: something is undone, or who is who is to be found out anew."""
    if spool is not None and _is_whole(store, spool):
        return []
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
                self._tell(self._had(reading.document.id), [reading])
            yield reading

    def run(self, run: Run) -> Run:
        """``run``, having done this; to be asked after all readings."""
        for id in sorted(self.left):
            self._tell(self._had(id), [])
        appeared, vanished = tuple(sorted(self.appeared)), tuple(self.vanished)
        return replace(run, removed=tuple(sorted(self.left)), appeared=appeared, vanished=vanished)

    def _had(self, id: str) -> list[Reading]:
        reading = self.old.reading(id) if self.old else None
        return [reading] if reading else []

    def _tell(self, before: list[Reading], after: list[Reading]) -> None:
        appeared, vanished = _compared(before, after)
        self.appeared += appeared
        self.vanished += vanished


def as_json(statement: Statement) -> str:
    return json.dumps(statement.to_dict(), ensure_ascii=False, sort_keys=True)
