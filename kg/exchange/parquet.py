"""A folder of Parquet files, for DuckDB and whatever else reads tables; see `kg.tables`."""

from pathlib import Path

from kg import tables
from kg.graph import Graph


def parquet(graph: Graph, folder: Path) -> tuple[Path, ...]:
    """The tables of ``graph`` in ``folder``, written a document at a time; returns their paths."""
    return tables.write(graph.store.readings(), graph.store.entities(), folder)
