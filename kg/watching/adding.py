"""Sources → the graph in a folder, with its files renewed, and what is to be told of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kg.builder import build
from kg.config import Config
from kg.documents import Notice, Source
from kg.errors import NothingRead
from kg.model import Unreadable
from kg.outputs import write_all
from kg.store import Store, is_store, lookup
from kg.versions import renewal


@dataclass(frozen=True, slots=True)
class Added:
    """A document that is in the graph now, and in how many statements it told something."""

    title: str
    source: str
    statements: int


Told = Added | Unreadable | Notice


class Graphed:
    """The graph in folder ``out``: what it has, and how more comes in. ``dropped``: whether the last that came in took
    the place of others."""

    def __init__(self, out: Path, config: Config):
        self.out, self.config = out, config
        self.dropped = False
        self._ids: set[str] = set()
        self.sources: set[str] = set()
        if is_store(out / "store"):
            with Store.read(out / "store") as store:
                self._note(store)

    def add(self, sources: Iterable[Source]) -> Iterator[Told]:
        """Build with ``sources`` besides; tells of each document that was not there, and of what could not be read."""
        before, self.dropped = frozenset(self._ids), False
        try:
            graph, outcome = build(sources, self.out, config=self.config)
        except NothingRead as error:
            yield from error.unreadable
            return
        self.dropped = outcome.removed > 0
        with graph:
            self._note(graph.store)
            for id in sorted(self._ids - before):
                if reading := graph.store.reading(id):
                    yield Added(reading.document.title, _source(reading.document.uri), len(reading.statements))
            yield from outcome.remarks
            if outcome.read or outcome.removed or renewal(self.out):
                written = write_all(graph, self.out, outcome.remarks or None)
                if written.lacking:
                    yield Unreadable(str(self.out), written.lacking.removeprefix(f"{self.out}: "))

    def _note(self, store: Store) -> None:
        known = lookup.readers(store)
        self._ids = set(known)
        self.sources = {source for _, source in known.values()}


def _source(uri: str) -> str:
    """A document's source as it was named: a file by its path in the folder."""
    return unquote(uri.removeprefix("file:")) if uri.startswith("file:") else uri
