"""`Graph`: a store with everything that one wants from Python in a notebook or script."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.collection import Collection
from kg.errors import StoreError
from kg.model import DRAWN, Document, Reading, Statement
from kg.resolve import Precision, precision
from kg.statements import in_order
from kg.store import Store, is_address, lookup
from kg.tabular import Entities, Skips, Statements

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.builder import Outcome
    from kg.query.table import Table


class Graph(Collection):
    """Statements, entities and documents, and what can be asked of them; where `kg.build` made it, ``outcome`` says
    what was read and what could not be.

    ``graph.query("who-opposes", target="European Union")``, ``graph.network()``, ``graph.show()``; of some statements
    alone: ``graph.where(polarity=-1).between("2025-01", "2025-06").show()``. It is as long as it has statements.
    """

    def __init__(self, store: Store, *, title: str = "", readings: Sequence[Reading] | None = None):
        """``readings``, where they are at hand, are all that the store holds, so that nothing is read back."""
        self.store, self._heading = store, title
        self.outcome: Outcome | None = None
        self._given = readings

    @classmethod
    def open(cls, place: str | Path, *, title: str = "") -> Self:
        """The graph in a folder that `kg build` wrote, in its ``store`` folder, or at the address of a SPARQL endpoint
        (see `kg.store.address`), to be read."""
        if not is_address(place):
            inner = Path(place) / "store"
            place = inner if inner.is_dir() else place
        return cls(Store.read(place), title=title)

    @property
    def title(self) -> str:
        """The heading of its pages: the one it was opened with, else the last that a build was given."""
        return self._heading or self._built_with

    @title.setter
    def title(self, title: str) -> None:
        self._heading = title

    @cached_property
    def _built_with(self) -> str:
        from kg.query import run

        return next((heading for (heading,) in run(self.store, "heading").rows), "")

    def close(self) -> None:
        """Let go of the store; others may then write it. A ``with`` block does the same."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def statements(self) -> Statements:
        """All statements, by document and place; ``graph.statements()`` is their DataFrame."""
        return Statements(self._said, self.entities, self.documents)

    @cached_property
    def entities(self) -> Entities:
        """All entities, by identifier; ``graph.entities()`` is their DataFrame."""
        return Entities(self.store.entities(), self._said)

    @cached_property
    def _said(self) -> tuple[Statement, ...]:
        given = self._given
        return self.store.statements() if given is None else in_order(s for r in given for s in r.statements)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """What was read, with its whole text."""
        return self.store.documents() if self._given is None else tuple(r.document for r in self._given)

    @cached_property
    def skips(self) -> Skips:
        """What was skipped, by document and place; ``graph.skips()`` is its DataFrame."""
        readings = self.store.readings() if self._given is None else self._given
        return Skips(skip for reading in readings for skip in reading.skips)

    def query(self, query: str | Path, /, **values: Any) -> "Table":
        """The answer to a named question, a ``.rq`` file or SPARQL, with names for addresses; see `kg.query.run`."""
        from kg.query import labelled, run

        return labelled(self.store, run(self.store, query, **values))

    def rdf(self) -> "Dataset":
        """The graph as an rdflib `Dataset`; see `kg.store.Store.dataset`."""
        return self.store.dataset()

    def network(self, least: float = DRAWN) -> "nx.MultiDiGraph[str]":
        """What is asserted and at least as sure as ``least``, as a directed networkx graph; see
        `kg.network.network_of`."""
        from kg.network import network_of, ties_of
        from kg.query import ties

        found = ties(self.store) if least == DRAWN else ties_of(self.statements, least)
        return network_of(found, self.entities, self.statements)

    def totals(self) -> dict[str, int]:
        """How many documents, words, statements, entities and joined names there are."""
        from kg.query import run

        found = run(self.store, "totals")
        return dict(zip(found.columns, found.rows[0], strict=True))

    @cached_property
    def precision(self) -> Precision:
        """How many of the statements that a person looked at were right."""
        return precision(lookup.corrections(self.store))


@contextmanager
def opened(place: str | Path) -> Iterator[Graph]:
    """The graph at ``place``, closed at the end; a folder that holds none is a `StoreError`."""
    if not is_address(place) and not Path(place).exists():
        raise StoreError(f"{place}: no such folder; build one with 'kg build SOURCE --out {place}'")
    try:
        graph = Graph.open(place)
    except StoreError as error:
        if is_address(place) or not any(Path(place).glob("statements*.parquet")):
            raise
        ways = "'kg import' makes a graph of them, 'kg stats' and kg.tables.open ask them as they are"
        raise StoreError(f"{place}: Parquet tables, and no graph; {ways}") from error
    with graph:
        yield graph
