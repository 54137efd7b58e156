"""Who writes at a place: one at a time, a whole change or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.model import Entity, Reading
from kg.rdf import Run, iris
from kg.resolve import Correction, Merge
from kg.store import folder
from kg.store.embedded import Embedded
from kg.store.store import Store


class Writer:
    """The one who may write at a store's folder; see `writer`."""

    def __init__(self, path: Path):
        self.path = path

    @property
    def is_new(self) -> bool:
        """Whether there is no store yet."""
        return not folder.is_store(self.path)

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
        """Make the store anew, from ``readings`` one at a time; only its runs are kept."""
        runs = []
        if not self.is_new:
            with self.read() as old:
                runs = list(old._engine.quads(iris.RUNS))
        with folder.version(self.path) as fresh, _written(fresh) as store:
            store._engine.fill(runs)
            store.fill(readings, entities, merges, corrections, coded)
            if run:
                store.record_run(run)


@contextmanager
def writer(path: Path) -> Iterator[Writer]:
    """Be the one who writes at ``path``. Raises `StoreError` where it cannot be written or somebody else does."""
    with folder.lock(path):
        yield Writer(path)


@contextmanager
def change(path: Path) -> Iterator[Store]:
    """The store at ``path`` to be changed; see `Writer.change`."""
    with writer(path) as held, held.change() as store:
        yield store


@contextmanager
def _written(path: Path) -> Iterator[Store]:
    with Store(Embedded.open(path)) as store:
        yield store
        store._engine.flush()
