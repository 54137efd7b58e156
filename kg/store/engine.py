"""What a store stands on: here (`kg.store.embedded.Embedded`) or elsewhere (`kg.store.remote.Remote`)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import pyoxigraph as ox
from rdflib import Dataset

from kg.rdf.written import Triple


class Engine(Protocol):
    """It answers, changes and hands out quads."""

    def query(self, query: str, bindings: Mapping[str, Any], default: list[str] | None, named: list[str] | None) -> Any:
        """Oxigraph's result. ``default`` and ``named`` are the graphs that are asked; ``None``: all as one. Raises
        `QueryError` when the query is malformed or lacks a variable that is bound."""

    def update(self, *operations: str) -> None:
        """SPARQL updates, all of them or, where the engine has transactions, nothing. Raises `QueryError` when one is
        malformed."""

    def fill(self, graphs: Iterable[tuple[str, Iterable[Triple]]]) -> None:
        """Add many written triples fast, each to the graph of that name; killed in between it leaves some of them."""

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """All that one graph holds."""

    def graphs(self) -> list[str]:
        """The names of the graphs, sorted."""

    def dataset(self) -> Dataset:
        """All as rdflib's, all graphs its default graph too."""

    def compact(self) -> None:
        """Put what was filled in bulk in order, where the engine leaves that to us."""

    def flush(self) -> None:
        """Have everything written that is pending."""
