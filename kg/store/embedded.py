"""Oxigraph in this process, in memory or on disk."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.errors import KgError, QueryError, StoreError
from kg.rdf import iris
from kg.rdf.sparql import names_dataset
from kg.rdf.written import Triple
from kg.store.terms import bound, lines

_AT_ONCE = 1 << 25  # letters loaded at once


class Embedded:
    """An engine, see `kg.store.engine.Engine`."""

    def __init__(self, inner: ox.Store):
        self.inner = inner

    @classmethod
    def open(cls, path: Path | None = None, *, write: bool = True) -> Self:
        """Oxigraph's own folder at ``path``, or in memory. Raises `StoreError` when it is broken or in use."""
        try:
            if path is None or not write:
                return cls(ox.Store() if path is None else ox.Store.read_only(str(path)))
            with writing():
                return cls(ox.Store(str(path)))
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"{path}: cannot be opened as a store, {line(error)}; build it again elsewhere") from error

    def query(self, query: str, bindings: Mapping[str, Any], default: list[str] | None, named: list[str] | None) -> Any:
        chosen = default is not None or named is not None
        with answering():
            return self.inner.query(
                query,
                prefixes=iris.PREFIXES,
                use_default_graph_as_union=not chosen and not names_dataset(query),
                default_graph=[ox.NamedNode(name) for name in default] if default is not None else None,
                named_graphs=[ox.NamedNode(name) for name in named] if named is not None else None,
                substitutions={ox.Variable(name): bound(value) for name, value in bindings.items()},
            )

    def update(self, *operations: str) -> None:
        try:
            with writing():
                self.inner.update(" ;\n".join(operations), prefixes=iris.PREFIXES)
        except SyntaxError as error:
            raise QueryError(f"not a SPARQL update, {line(error)}; correct it there (line:column)") from error
        except (RuntimeError, ValueError) as error:
            raise StoreError(f"the store cannot be written, {line(error)}; open it to write") from error

    def fill(self, graphs: Iterable[tuple[str, Iterable[Triple]]]) -> None:
        parts, size = [], 0
        for graph, triples in graphs:
            parts.append(lines(triples, graph))
            size += len(parts[-1])
            if size > _AT_ONCE:
                self._load(parts)
                parts, size = [], 0
        self._load(parts)

    def _load(self, parts: list[str]) -> None:
        with writing():
            # lenient: our addresses are checked where they are made
            self.inner.bulk_load("".join(parts).encode(), ox.RdfFormat.N_QUADS, lenient=True)

    def load(self, path: Path) -> None:
        """Add what the TriG file at ``path`` says."""
        try:
            self.inner.bulk_load(path=str(path), format=ox.RdfFormat.TRIG)
        except (OSError, SyntaxError, ValueError) as error:
            raise StoreError(f"{path}: cannot be read as TriG, {line(error)}; name a graph.trig of ours") from error

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        return self.inner.quads_for_pattern(None, None, None, ox.NamedNode(graph))

    def graphs(self) -> list[str]:
        return sorted(graph.value for graph in self.inner.named_graphs())

    def dataset(self) -> Dataset:
        return Dataset(store=OxigraphStore(store=self.inner), default_union=True)

    def compact(self) -> None:
        """Put what was filled in bulk in order; queries on a big store are many times faster for it."""
        with writing():
            self.inner.optimize()

    def flush(self) -> None:
        with writing():
            self.inner.flush()


@contextmanager
def answering(what: str = "a SPARQL query") -> Iterator[None]:
    """Makes Oxigraph's errors about ``what`` is asked, while it is read and while its answer is, `QueryError`s."""
    try:
        yield
    except KgError:
        raise
    except SyntaxError as error:
        raise QueryError(f"not {what}, {line(error)}; correct it there (line:column)") from error
    except OSError as error:
        raise StoreError(f"the store cannot be read, {line(error)}; build it again elsewhere") from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"no answer to the query, {line(error)}; correct it or its values") from error


@contextmanager
def writing() -> Iterator[None]:
    """Makes what the disk refuses Oxigraph a `StoreError`."""
    try:
        yield
    except OSError as error:
        said = f"the store cannot be written, {line(error)}"
        raise StoreError(f"{said}; free some space, or see that it may be written") from error


def line(error: Exception) -> str:
    """A foreign message on one line, without the long list of characters that a parser would have taken."""
    return re.sub(r",? \[.*", "", " ".join(str(error).split()))
