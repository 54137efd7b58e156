"""Who writes at a place: one at a time, a whole change or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

from kg.lexicon import Lexicon
from kg.model import Entity, Reading
from kg.rdf import Run, iris
from kg.resolve import Correction, Merge
from kg.store import folder
from kg.store.adding import Replaced
from kg.store.address import is_address
from kg.store.embedded import Embedded
from kg.store.spool import Spool
from kg.store.store import FORMAT, Store
from kg.store.terms import written


class Writer:
    """The one who may write at a store's folder; see `writer`."""

    def __init__(self, path: Path):
        self.path = path

    @property
    def is_new(self) -> bool:
        """Whether there is no store yet."""
        return not folder.is_store(self.path)

    def spool(self) -> Spool:
        """The readings that the store was made of."""
        return Spool.open(self.path)

    def read(self, *, older: bool = False, lexicon: Lexicon | None = None) -> Store:
        """The store as it is now; see `Store.read`."""
        return Store.read(self.path, older=older, lexicon=lexicon)

    @contextmanager
    def change(self, lexicon: Lexicon | None = None) -> Iterator[Store]:
        """The store to be changed, empty where there is none yet. What is done in the block is there when it ends well,
        and nothing of it when it does not."""
        with folder.version(self.path) as fresh:
            folder.copied(self.path, fresh)
            with _written(fresh, lexicon) as store:
                store.check(self.path)
                yield store

    def build(
        self, readings: Iterable[Reading], entities: Iterable[Entity], run: Run | None = None, *,
        merges: Iterable[Merge] = (), corrections: Iterable[Correction] = (), coded: Mapping[str, str] | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:  # fmt: skip
        """Make the store anew, from ``readings`` one at a time; only its runs are kept. ``run`` is recorded with what
        was there and is no more, unless an older version wrote that in a form of its own."""
        old = nullcontext() if self.is_new else self.read(older=True)
        with folder.version(self.path) as fresh, _written(fresh, lexicon) as store, old as before:
            if before:
                store._engine.fill([(iris.RUNS, written(before._engine.quads(iris.RUNS)))])
            replaced = Replaced(before if run and before and before.format == FORMAT else None)
            store.fill(replaced.by(readings), entities, merges, corrections, coded)
            if run:
                store.record_run(replaced.run(run))
            store._engine.compact()


class RemoteWriter:
    """Whoever writes to an endpoint, with the methods of `Writer`. Nobody else is kept from writing there, and what is
    done is there at once."""

    def __init__(self, place: str):
        self.place = place

    @property
    def is_new(self) -> bool:
        """Whether there is neither a document nor a correction of ours yet."""
        ours = "{ GRAPH ?graph { ?it a nif:Context } } UNION { GRAPH graph:corrections { ?it :action ?action } }"
        with self.read(older=True) as store:
            return not store.query(f"ASK {{ {ours} }}")[1][0][0]

    def spool(self) -> Spool:
        """None: readings are kept beside a store in a folder alone."""
        return Spool.open()

    def read(self, *, older: bool = False, lexicon: Lexicon | None = None) -> Store:
        """The store as it is whenever it is asked; see `Store.read`."""
        return Store.read(self.place, older=older, lexicon=lexicon)

    @contextmanager
    def change(self, lexicon: Lexicon | None = None) -> Iterator[Store]:
        """The store to be changed, each `Store.put` by itself: what is done before an error stays."""
        with self.read(lexicon=lexicon) as store:
            yield store

    def build(
        self, readings: Iterable[Reading], entities: Iterable[Entity], run: Run | None = None, *,
        merges: Iterable[Merge] = (), corrections: Iterable[Correction] = (), coded: Mapping[str, str] | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:  # fmt: skip
        """Make the store anew; only its runs, and what is not ours, are kept. Killed in between it is there in part."""
        with self.read(older=True, lexicon=lexicon) as store:
            for graph in store._engine.graphs():
                if graph != str(iris.RUNS):
                    store._engine.update(f"DROP SILENT GRAPH <{graph}>")
            store.fill(readings, entities, merges, corrections, coded)
            if run:
                store.record_run(run)


@contextmanager
def writer(place: str | Path) -> Iterator[Writer | RemoteWriter]:
    """Be the one who writes in a folder, or one of those who write to an endpoint. Raises `StoreError` where it cannot
    be written, or somebody else writes in the folder."""
    if is_address(place):
        yield RemoteWriter(str(place))
    else:
        with folder.lock(Path(place)):
            yield Writer(Path(place))


@contextmanager
def change(place: str | Path) -> Iterator[Store]:
    """The store at ``place`` to be changed; see `Writer.change`."""
    with writer(place) as held, held.change() as store:
        yield store


@contextmanager
def _written(path: Path, lexicon: Lexicon | None) -> Iterator[Store]:
    with Store(Embedded.open(path), lexicon=lexicon) as store:
        yield store
        store._engine.flush()
