"""`Graph`: a store with everything that one wants from Python in a notebook or script."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.errors import StoreError
from kg.model import Document, Entity, Statement
from kg.resolve import Precision, precision
from kg.store import Store, lookup

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.network.stats import Stats
    from kg.query.table import Table
    from kg.view import Display, Drawing


class Graph:
    """Statements, entities and documents, and what can be asked of them.

    ``graph.query("who-opposes", name="European Union")``, ``graph.network()``, ``graph.show()``.
    """

    def __init__(self, store: Store, *, title: str = ""):
        self.store, self.title = store, title

    @classmethod
    def open(cls, path: str | Path, *, title: str = "") -> Self:
        """The graph in a folder that `kg build` wrote, or in its ``store`` folder, to be read."""
        path = Path(path)
        inner = path / "store"
        return cls(Store.read(inner if inner.is_dir() else path), title=title)

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, by document and place."""
        return self.store.statements()

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        return self.store.entities()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return self.store.documents()

    def query(self, query: str | Path, **values: Any) -> "Table":
        """The answer to a named question, a ``.rq`` file or SPARQL; see `kg.query.run`."""
        from kg.query import run

        return run(self.store, query, **values)

    def rdf(self) -> "Dataset":
        """The graph as an rdflib `Dataset`; see `kg.store.Store.dataset`."""
        return self.store.dataset()

    def network(self) -> "nx.MultiDiGraph":
        """What is asserted, as a directed networkx graph; see `kg.network.network_of`."""
        from kg.network import network_of
        from kg.query import ties

        return network_of(ties(self.store), self.entities, self.statements)

    def totals(self) -> dict[str, int]:
        """How many documents, words, statements, entities and joined names there are."""
        from kg.query import run

        found = run(self.store, "totals")
        return dict(zip(found.columns, found.rows[0], strict=True))

    @cached_property
    def precision(self) -> Precision:
        """How many of the statements that a person looked at were right."""
        return precision(lookup.corrections(self.store))

    def stats(self) -> "Stats":
        """The network's measures."""
        from kg.network import stats

        return stats(self.network())

    def draw(self) -> "Drawing":
        """The network as a drawing: plain data with positions."""
        from kg.view import draw

        return draw(self.network(), self.statements, self.documents, title=self.title or "Who stands where")

    def show(self) -> "Display":
        """The interactive page, in a notebook."""
        from kg.view import show

        return show(self.draw())

    def __repr__(self) -> str:
        documents, statements = len(self.documents), len(self.statements)
        return f"<Graph: {documents} documents, {statements} statements, {len(self.entities)} entities>"


@contextmanager
def opened(path: str | Path) -> Iterator[Graph]:
    """The graph at ``path``, closed at the end; a path that holds none is a `StoreError`."""
    if not Path(path).exists():
        raise StoreError(f"{path}: no such folder; build one with 'kg build SOURCE --out {path}'")
    with Graph.open(path) as graph:
        yield graph
