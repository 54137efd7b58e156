"""The store: one named graph for each document, on disk or in memory, and what is derived from them.

The one place where rdflib's terms and Oxigraph's meet.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox
from rdflib import RDF, XSD, Dataset, Literal, URIRef

from kg import rdf
from kg.errors import KgError, QueryError, StoreError
from kg.model import Document, Entity, Reading, Statement
from kg.rdf import Run, iris
from kg.rdf.encode import Triple
from kg.rdf.sparql import names_dataset
from kg.resolve import Correction, Merge
from kg.statements import order

_STRING = str(XSD.string)
_SHARED = frozenset(map(str, (iris.ENTITIES, iris.DERIVED, iris.RUNS, iris.CORRECTIONS)))  # no document's own

Answer = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]


class Store:
    """Use it as a context manager, or `close` it: a store on disk is held by one writer at a time.

    >>> with Store.open() as store:
    ...     store.documents()
    ()
    """

    def __init__(self, inner: ox.Store):
        self._inner: ox.Store | None = inner

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """A store to read and write, made when there is none at ``path``; in memory when ``path`` is ``None``.

        Raises `StoreError` when it is in use, broken, or no store.
        """
        if path is None:
            return cls(ox.Store())
        _recover(path)
        if path.is_dir() and any(path.iterdir()) and not (path / "CURRENT").exists():
            raise StoreError(f"{path}: holds files, but no store; name a folder that is empty or yet to be made")
        return cls(_opened(path, ox.Store))

    @classmethod
    def read(cls, path: Path) -> Self:
        """The store at ``path``, only to be read, by any number of readers at a time while nobody writes.

        Raises `StoreError` when there is none or it is broken.
        """
        _recover(path)
        if not (path / "CURRENT").exists():
            raise StoreError(f"{path}: no store here; build one first, or name its folder")
        return cls(_opened(path, ox.Store.read_only))

    @staticmethod
    def stamp(path: Path) -> Any:
        """A cheap value that is another one whenever the store at ``path`` was changed; `None` where there is none."""
        try:
            with os.scandir(path) as files:
                parts = [(f.name, f.stat()) for f in files if f.name == "CURRENT" or f.name.endswith((".log", ".sst"))]
        except OSError:
            return None
        return tuple(sorted((name, s.st_ino, s.st_mtime_ns, s.st_size) for name, s in parts)) or None

    def close(self) -> None:
        """Write what is pending and let others in; closing twice does no harm."""
        self._inner = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- writing ---

    def replace(self, reading: Reading) -> None:
        """Put the graph of ``reading`` in place of what its document had: all of it or, when killed, nothing."""
        self._put(iris.graph(reading.document.id), rdf.encode(reading))

    def remove(self, document_id: str) -> None:
        """Drop the graph of a document; unknown ones are none already."""
        self._put(iris.graph(document_id), [])

    def set_entities(self, entities: Iterable[Entity], merges: Iterable[Merge] = ()) -> None:
        """Replace who and what is known, and which names were joined to them."""
        self._put(iris.ENTITIES, [*rdf.encode_entities(entities), *rdf.encode_merges(merges)])

    def derive(self) -> None:
        """Rebuild the derived layer from the statements as they are now."""
        self._update(resources.files("kg.rdf").joinpath("derive.ru").read_text(encoding="utf-8"))

    def record_run(self, run: Run) -> None:
        """Add ``run`` to the graph of runs, which is no part of `trig` and `turtle`."""
        self._ox.extend(_quads(rdf.encode_run(run), iris.RUNS))

    def update(self, update: str) -> None:
        """Do what a SPARQL update says, whole or not at all; `QueryError` where it is malformed."""
        with answering("a SPARQL update"):
            self._ox.update(update, prefixes=iris.PREFIXES)

    def add(self, triples: Iterable[ox.Triple], graph: str | None) -> None:
        """Add ``triples`` to the graph of that address, or to the one without."""
        name = _graph(graph)
        with answering():
            self._ox.extend(ox.Quad(*triple, name) for triple in triples)

    def drop(self, graph: str | None) -> None:
        """Take away the graph of that address, or what is in the one without."""
        with answering():
            self._ox.remove_graph(_graph(graph))

    def _put(self, graph: URIRef, triples: Iterable[Triple]) -> None:
        # one update is one transaction
        data = "".join(f"{ox.Triple(*map(_to_ox, triple))} .\n" for triple in triples)
        self._update(f"DROP SILENT GRAPH <{graph}> ;\nINSERT DATA {{ GRAPH <{graph}> {{\n{data}}} }}")

    def _update(self, update: str) -> None:
        try:
            self._ox.update(update)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the store cannot be written, {_line(error)}; open it to write") from error

    # --- reading ---

    def documents(self) -> tuple[Document, ...]:
        """All documents, sorted by id."""
        return tuple(rdf.decode_document(self._triples(graph)) for graph in self._documents())

    def entities(self) -> tuple[Entity, ...]:
        """All entities, sorted by id."""
        return rdf.decode_entities(self._triples(iris.ENTITIES))

    def merges(self) -> tuple[Merge, ...]:
        """Which identifiers became others and why, sorted."""
        return rdf.decode_merges(self._triples(iris.ENTITIES))

    def readings(self) -> Iterator[Reading]:
        """What each document gave, sorted by document id, one at a time."""
        entities = {entity.id: entity for entity in self.entities()}
        return (rdf.decode(self._triples(graph), entities) for graph in self._documents())

    def statements(self) -> tuple[Statement, ...]:
        """All statements, sorted by document and place."""
        return tuple(sorted((s for reading in self.readings() for s in reading.statements), key=order))

    def query(self, query: str, bindings: Mapping[str, Any] | None = None) -> Answer:
        """The columns and rows that SPARQL gives over all graphs as one; `kg.rdf.iris.PREFIXES` need not be declared.

        Values are plain: addresses and texts as `str`, numbers and truth values as such, ``None`` for unbound.
        ``bindings`` give variables of the projection their values; what they bind is left out of the columns.
        Raises `QueryError` when the query is malformed or lacks a variable that is bound.
        """
        bindings = bindings or {}
        with answering():
            return _rows(self.ask(query, bindings=bindings), bindings)

    def ask(
        self, query: str, *, bindings: Mapping[str, Any] | None = None,
        default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = (),
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:  # fmt: skip
        """What Oxigraph answers to SPARQL, row by row as it is read; read it within `answering`.

        Graphs given, by their addresses, are all that there are (SPARQL 1.1 Protocol, section 2.1.4); with none, the
        query's own ``FROM`` holds, and without one all graphs are the default graph. ``bindings`` are as in `query`.
        """
        chosen = bool(default_graphs or named_graphs)
        with answering():
            return self._ox.query(
                query,
                prefixes=iris.PREFIXES,
                use_default_graph_as_union=not chosen and not names_dataset(query),
                default_graph=[ox.NamedNode(iri) for iri in default_graphs] if chosen else None,
                named_graphs=[ox.NamedNode(iri) for iri in named_graphs] if chosen else None,
                substitutions={ox.Variable(name): _literal(value) for name, value in (bindings or {}).items()},
            )

    def dataset(self) -> Dataset:
        """The same store as an rdflib `Dataset`, for tools that want one; all graphs are its default graph too."""
        from oxrdflib import OxigraphStore

        return Dataset(store=OxigraphStore(store=self._ox), default_union=True)

    def violations(self) -> list[str]:
        """One line for each breach of the shapes, document by document."""
        entities = {entity.id: entity for entity in self.entities()}
        found: list[str] = []
        for graph in self._documents():
            triples = list(self._triples(graph))
            ids = {iris.thing_id(term) for _, _, term in triples if isinstance(term, URIRef)} & entities.keys()
            ids |= {entities[id].acts_for for id in ids} & entities.keys()
            found += rdf.validate(triples + rdf.encode_entities(entities[id] for id in sorted(ids)))
        return found

    def trig(self) -> str:
        """Every graph but that of runs as TriG: the same store, the same bytes."""
        graphs = sorted({quad.value for quad in self._ox.named_graphs()} - {str(iris.RUNS)})
        return _prefixes(iris.PREFIXES) + "".join(map(self._trig, graphs))

    def turtle(self) -> str:
        """The derived layer and the entities as Turtle, for an editor."""
        triples = {quad.triple for graph in (iris.ENTITIES, iris.DERIVED) for quad in self._quads(graph)}
        return _prefixes(iris.PREFIXES) + "\n" + _serialized(triples, ox.RdfFormat.TURTLE, iris.PREFIXES)

    def _trig(self, graph: str) -> str:
        prefixes, declared = iris.PREFIXES, "\n"
        if graph not in _SHARED:  # a document's spans are many and long: give them a prefix of their own
            span = {"span": iris.document(iris.graph_document(graph)) + "#"}
            prefixes, declared = prefixes | span, "\n" + _prefixes(span)
        return declared + _serialized(self._quads(graph), ox.RdfFormat.TRIG, prefixes)

    def _documents(self) -> list[str]:
        return sorted(graph.value for graph in self._ox.named_graphs() if graph.value not in _SHARED)

    def _quads(self, graph: str) -> Iterator[ox.Quad]:
        return self._ox.quads_for_pattern(None, None, None, ox.NamedNode(graph))

    def _triples(self, graph: str) -> Iterator[Triple]:
        return (tuple(map(_from_ox, quad.triple)) for quad in self._quads(graph))

    @property
    def _ox(self) -> ox.Store:
        if self._inner is None:
            raise StoreError("the store is closed: it answers only while open; open it again")
        return self._inner


@contextmanager
def answering(what: str = "a SPARQL query") -> Iterator[None]:
    """Makes Oxigraph's errors about ``what`` is asked, while it is read and while its answer is, `QueryError`s."""
    try:
        yield
    except KgError:
        raise
    except SyntaxError as error:
        raise QueryError(f"not {what}, {_line(error)}; correct it there (line:column)") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"no answer to the query, {_line(error)}; correct it or its values") from error


def build_at(
    path: Path, readings: Iterable[Reading], entities: Iterable[Entity], run: Run | None = None, *,
    merges: Iterable[Merge] = (), corrections: Iterable[Correction] = (),
) -> None:  # fmt: skip
    """Make the store at ``path`` anew, from ``readings`` one at a time, and put it there when it is whole.

    Of readings of one document the first is taken. Killed at any moment, it leaves the old store or the new one. The
    old store's runs are kept.
    Raises `StoreError` when the place cannot be written or the old store is in use.
    """
    _recover(path)
    fresh = path.with_name(f".{path.name}.new")
    with Store.open(path if path.exists() else None) as old, Store.open(fresh) as new:  # both held: no other builder
        new._ox.clear()  # what a killed build left
        new._ox.extend(old._quads(iris.RUNS))
        new._ox.extend(_quads(rdf.encode_corrections(corrections), iris.CORRECTIONS))
        new._ox.bulk_extend(_once(readings))
        new.set_entities(entities, merges)
        new.derive()
        if run:
            new.record_run(run)
    aside = _aside(path)
    shutil.rmtree(aside, ignore_errors=True)
    try:
        if path.exists():
            path.rename(aside)  # killed after this, `_recover` puts it back
        fresh.rename(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be replaced, {_line(error)}; the new store is {fresh}") from error
    shutil.rmtree(aside, ignore_errors=True)


def _once(readings: Iterable[Reading]) -> Iterator[ox.Quad]:
    seen = set()
    for reading in readings:
        if reading.document.id not in seen:
            seen.add(reading.document.id)
            yield from _quads(rdf.encode(reading), iris.graph(reading.document.id))


def _recover(path: Path) -> None:
    """Put back an old store whose successor never came."""
    if not path.exists() and _aside(path).exists():
        _aside(path).rename(path)


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


def _opened(path: Path, how) -> ox.Store:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return how(str(path))
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).casefold():
            raise StoreError(f"{path}: in use, and has one writer at a time; close the other program") from error
        said = f"cannot be opened as a store, {_line(error)}"
        raise StoreError(f"{path}: {said}; wait for its writer, or build it anew elsewhere") from error


def _quads(triples: Iterable[Triple], graph: URIRef) -> Iterator[ox.Quad]:
    name = ox.NamedNode(graph)
    return (ox.Quad(*map(_to_ox, triple), name) for triple in triples)


def _to_ox(term: URIRef | Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    if isinstance(term, Literal):
        return ox.Literal(term, datatype=ox.NamedNode(term.datatype) if term.datatype else None)
    raise TypeError(f"{term!r}: a graph of ours holds addresses and literals only; name the node")


def _from_ox(term: ox.NamedNode | ox.Literal) -> URIRef | Literal:
    if isinstance(term, ox.NamedNode):
        return _address(term.value)
    if term.datatype.value == _STRING:
        return Literal(term.value)
    return _typed(term.value, term.datatype.value)


# rdflib's terms are dear to make, and few make up most of a graph
@lru_cache(maxsize=1 << 16)
def _address(value: str) -> URIRef:
    return URIRef(value)


@lru_cache(maxsize=1 << 14)
def _typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=_address(datatype), normalize=False)


def _graph(iri: str | None) -> ox.NamedNode | ox.DefaultGraph:
    return ox.DefaultGraph() if iri is None else ox.NamedNode(iri)


def _literal(value: Any) -> ox.NamedNode | ox.Literal:
    """A bound value: an `URIRef` is an address, `str` a text, a day or a number a typed literal."""
    if isinstance(value, URIRef):
        return ox.NamedNode(value)
    if isinstance(value, Decimal):
        return ox.Literal(str(value), datatype=ox.NamedNode(XSD.decimal))
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD.date))
    return ox.Literal(value)


def _rows(found: Any, bound: Iterable[str]) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return ("answer",), ((bool(found),),)
    if isinstance(found, ox.QueryTriples):
        return ("subject", "predicate", "object"), tuple(tuple(map(_plain, triple)) for triple in found)
    columns = [variable.value for variable in found.variables if variable.value not in bound]
    return tuple(columns), tuple(tuple(_plain(solution[name]) for name in columns) for solution in found)


def _plain(term: Any) -> Any:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return str(term.value)
    if term.datatype.value == str(XSD.boolean):
        return term.value == "true"
    if term.datatype.value == str(XSD.integer):
        return int(term.value)
    if term.datatype.value in (str(XSD.decimal), str(XSD.double)):
        return float(term.value)
    return term.value


def _serialized(data: Iterable[ox.Quad | ox.Triple], format: ox.RdfFormat, prefixes: Mapping[str, str]) -> str:
    """``data``, sorted, without the declarations of ``prefixes``, whose order Oxigraph leaves to chance."""
    written = ox.serialize(sorted(data, key=_place), format=format, prefixes=prefixes).decode("utf-8")
    return written.split("\n", len(prefixes))[-1]


def _place(statement: ox.Quad | ox.Triple) -> tuple[bool, str, bool, str, str]:
    # for the eye: who and what before the counts between them, types before what else is said
    subject, predicate = statement.subject.value, statement.predicate.value
    return "/id/dyad/" in subject, subject, predicate != str(RDF.type), predicate, str(statement.object)


def _prefixes(prefixes: Mapping[str, str]) -> str:
    return "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes))


def _line(error: Exception) -> str:
    """A foreign message on one line, without the long list of characters that a parser would have taken."""
    return re.sub(r",? \[.*", "", " ".join(str(error).split()))
