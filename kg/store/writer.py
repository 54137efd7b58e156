"""Who writes at a place: one at a time, a whole change or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

from kg.model import Entity, Reading
from kg.rdf import Run, iris
from kg.resolve import Correction, Merge
from kg.store import folder
from kg.store.adding import Replaced
from kg.store.address import is_address
from kg.store.embedded import Embedded
from kg.store.spool import Spool
from kg.store.store import Store


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

    def read(self) -> Store:
        """The store as it is now."""
        return Store.read(self.path)

    @contextmanager
    def change(self) -> Iterator[Store]:
        """The store to be changed, empty where there is none yet. What is done in the block is there when it ends well,
        and nothing of it when it does not."""
        with folder.version(self.path) as fresh:
            folder.copied(self.path, fresh)
            with _written(fresh) as store:
                yield store

    def build(
        self, readings: Iterable[Reading], entities: Iterable[Entity], run: Run | None = None, *,
        merges: Iterable[Merge] = (), corrections: Iterable[Correction] = (), coded: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Make the store anew, from ``readings`` one at a time; only its runs are kept. ``run`` is recorded with what
        was there and is no more."""
        old = nullcontext() if self.is_new else self.read()
        with folder.version(self.path) as fresh, _written(fresh) as store, old as before:
            store._engine.fill(before._engine.quads(iris.RUNS) if before else ())
            replaced = Replaced(before if run else None)
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
        with self.read() as store:
            return not store.query(f"ASK {{ {ours} }}")[1][0][0]

    def spool(self) -> Spool:
        """None: readings are kept beside a store in a folder alone."""
        return Spool.open()

    def read(self) -> Store:
        """The store as it is whenever it is asked."""
        return Store.read(self.place)

    @contextmanager
    def change(self) -> Iterator[Store]:
        """The store to be changed, each `Store.put` by itself: what is done before an error stays."""
        with self.read() as store:
            yield store

    def build(
        self, readings: Iterable[Reading], entities: Iterable[Entity], run: Run | None = None, *,
        merges: Iterable[Merge] = (), corrections: Iterable[Correction] = (), coded: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Make the store anew; only its runs, and what is not ours, are kept. Killed in between it is there in part."""
        with self.read() as store:
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
def _written(path: Path) -> Iterator[Store]:
    with Store(Embedded.open(path)) as store:
        yield store
        store._engine.flush()
