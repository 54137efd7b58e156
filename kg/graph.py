"""`Graph`: a store with everything that one wants from Python in a notebook or script."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.errors import StoreError
from kg.model import Document, Entity, Statement
from kg.resolve import Precision, precision
from kg.store import Store, is_address, lookup

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.network import Discourse, Stats
    from kg.query.table import Table
    from kg.view import Display, Drawing


class Graph:
    """Statements, entities and documents, and what can be asked of them.

    ``graph.query("who-opposes", name="European Union")``, ``graph.network()``, ``graph.show()``.
    """

    def __init__(self, store: Store, *, title: str = ""):
        self.store, self.title = store, title

    @classmethod
    def open(cls, place: str | Path, *, title: str = "") -> Self:
        """The graph in a folder that `kg build` wrote, in its ``store`` folder, or at the address of a SPARQL endpoint
        (see `kg.store.address`), to be read."""
        if not is_address(place):
            inner = Path(place) / "store"
            place = inner if inner.is_dir() else place
        return cls(Store.read(place), title=title)

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

    @cached_property
    def discourse(self) -> "Discourse":
        """The statements as a table, from which discourse networks are made; see `kg.network.discourse`."""
        from kg.network import discourse_of

        return discourse_of(self.statements, self.entities, self.documents)

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
        """The network as a drawing: plain data with positions, and the camps where there are any."""
        from kg.view import draw
        from kg.view.sides import camps_in

        return draw(self.network(), self.statements, self.documents, title=self.title or "Who stands where",
                    camps=camps_in(self.discourse))  # fmt: skip

    def show(self) -> "Display":
        """The interactive page, in a notebook."""
        from kg.view import show

        return show(self.draw())

    def __repr__(self) -> str:
        documents, statements = len(self.documents), len(self.statements)
        return f"<Graph: {documents} documents, {statements} statements, {len(self.entities)} entities>"


@contextmanager
def opened(place: str | Path) -> Iterator[Graph]:
    """The graph at ``place``, closed at the end; a folder that holds none is a `StoreError`."""
    if not is_address(place) and not Path(place).exists():
        raise StoreError(f"{place}: no such folder; build one with 'kg build SOURCE --out {place}'")
    with Graph.open(place) as graph:
        yield graph
