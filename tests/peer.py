"""rdflib's memory store in the place of ours: the same questions, for the same answers."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef

from kg.rdf import iris
from kg.store import Store


class Peer:
    """What `kg.query.run` wants of a store, answered by rdflib over a copy of ``store`` in memory."""

    def __init__(self, store: Store, scratch: Path):
        store._engine.inner.dump(str(scratch), ox.RdfFormat.N_QUADS)
        self.graph = Dataset(default_union=True)
        self.graph.parse(scratch, format="nquads")

    def query(self, query: str, bindings: Mapping[str, Any] | None = None) -> tuple[tuple, tuple]:
        terms = {name: v if isinstance(v, URIRef) else Literal(v) for name, v in (bindings or {}).items()}
        found = self.graph.query(query, initBindings=terms, initNs=iris.PREFIXES)
        columns = [str(variable) for variable in found.vars if str(variable) not in terms]
        return tuple(columns), tuple(tuple(_plain(row[name]) for name in columns) for row in found)


def _plain(term: Any) -> Any:
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    value = term.value
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) else str(term).replace("+00:00", "Z")  # as rdflib rewrites moments
