"""The store: one named graph for each document, and what is derived from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeVar

import pyoxigraph as ox
from rdflib import Dataset, URIRef

from kg import lexicon as tables
from kg import rdf
from kg.errors import StoreError
from kg.lexicon import Lexicon
from kg.model import Document, Entity, Reading, Statement
from kg.rdf import Run, iris
from kg.rdf.vocabulary import KG
from kg.rdf.written import Triple, Values
from kg.resolve import Correction, Merge
from kg.statements import order
from kg.store import derive, folder, terms, text
from kg.store.address import is_address, shown
from kg.store.embedded import Embedded, answering
from kg.store.engine import Engine
from kg.store.remote import Remote
from kg.store.terms import Answer, answer, content, lines, values, written

_Noun = TypeVar("_Noun")
_Graph = tuple[str, Iterable[Triple]]
_MENTIONS = str(KG.mentions)
# no document's own graphs
_SHARED = frozenset(map(str, (iris.ENTITIES, iris.KEYS, iris.DERIVED, iris.RUNS, iris.CORRECTIONS)))
_UNWRITTEN = frozenset(map(str, (iris.KEYS, iris.RUNS)))
FORMAT = 2  # of what is written here: another number where another version cannot read it
_FORMAT = f"GRAPH <{iris.RUNS}> {{ <{iris.RUNS}> :storeFormat %s }}"
_FORMATTED = (f"DELETE WHERE {{ {_FORMAT % '?format'} }}", f"INSERT DATA {{ {_FORMAT % FORMAT} }}")
_IN_ONE = 1_000  # triples in one operation of an update


class Store:
    """Use it as a context manager, or `close` it. ``version`` is the folder of the version that is read; ``None`` in
    memory, at an endpoint, and while it is written.

    >>> with Store.open() as store:
    ...     store.documents()
    ()
    """

    def __init__(
        self, engine: Engine, held: ExitStack | None = None, version: Path | None = None, *,
        lexicon: Lexicon | None = None,
    ):  # fmt: skip
        self._lexicon = lexicon
        self._inner: Engine | None = engine
        self._held = held or ExitStack()
        self.version = version

    @classmethod
    def open(cls, lexicon: Lexicon | None = None) -> Self:
        """An empty store in memory."""
        return cls(Embedded.open(), lexicon=lexicon)

    @classmethod
    def of(cls, path: Path) -> Self:
        """What the TriG file at ``path`` holds, in memory. Raises `StoreError` where it is none of this version's."""
        engine = Embedded.open()
        engine.load(path)
        store = cls(engine)
        if store.query("ASK { ?statement <https://w3id.org/stancegraph/ns#targetMention> ?mention }")[1][0][0]:
            raise StoreError(f"{path}: written by an older version; build its documents again and export them again")
        return store

    @classmethod
    def read(cls, place: str | Path, *, older: bool = False, lexicon: Lexicon | None = None) -> Self:
        """The store in a folder as it is now, only to be read, and whoever writes meanwhile does not disturb it; or
        the one at the address of an endpoint, as it is whenever it is asked.

        Raises `StoreError` when there is none, it is broken or, but for ``older``, another version wrote it otherwise.
        """
        with ExitStack() as held:
            inner: Engine
            version: Path | None = None
            if is_address(place):
                inner = remote = Remote.open(str(place))
                held.callback(remote.close)
            else:
                version = held.enter_context(folder.leased(Path(place)))
                inner = Embedded.open(version, write=False)
            if not older:
                cls(inner).check(place)
            return cls(inner, held.pop_all(), version, lexicon=lexicon)

    @property
    def lexicon(self) -> Lexicon:
        """The words by which it is found out who is one: those of whoever builds it, else those that ship."""
        return self._lexicon or tables.load()

    @property
    def format(self) -> int | None:
        """The format that it is written in; ``None`` where it has neither a document nor a format."""
        found = self.query(f"SELECT ?format {{ {_FORMAT % '?format'} }}")[1]
        numbers: list[int] = [number for (number,) in found]
        if numbers:
            return max(numbers)
        has_some = self.query("ASK { GRAPH ?graph { ?document a nif:Context ; :words ?words } }")[1][0][0]
        return 1 if has_some else None

    def check(self, place: str | Path) -> None:
        """Raises `StoreError` where the store, which is at ``place``, is not written as this version writes."""
        found = self.format
        if found is not None and found != FORMAT:
            age = "an older" if found < FORMAT else "a newer"
            where = f"--out {Path(place).parent}" if Path(place).name == "store" else f"--store {shown(place)}"
            said = f"{shown(place)}: written by {age} version (format {found}, this one reads {FORMAT})"
            raise StoreError(f"{said}; build it again with 'kg build SOURCES {where} --anew'")

    def close(self) -> None:
        """Write what is pending and let others in; closing twice does no harm."""
        self._inner = None
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- writing ---

    def put(
        self, readings: Iterable[Reading] = (), *, gone: Iterable[str] = (), entities: Iterable[Entity] = (),
        forgotten: Iterable[str] = (), merges: Iterable[Merge] = (), coded: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Put the graphs of ``readings`` in place of what their documents had, drop the documents ``gone``, say anew
        who and what ``entities`` are, forget others, and note ``merges``; rebuild what is derived of what these touch.
        ``coded`` keeps, by document, what `kg.store.coding` needs. All of it or, when killed, nothing."""
        readings = list(readings)
        documents = [iris.graph(id) for id in (*gone, *(reading.document.id for reading in readings))]
        dyads = self._dyads(documents).union(*map(derive.touched, readings))
        parts = [f"DROP SILENT GRAPH <{graph}>" for graph in documents]
        parts.append(_uncoded(iris.document(iris.graph_document(graph)) for graph in documents))
        entities = list(entities)
        again = (*forgotten, *(entity.id for entity in entities))
        parts += (f"DELETE WHERE {{ GRAPH <{graph}> {{ <{iris.thing(id)}> ?property ?value }} }}"
                  for id in again for graph in (iris.ENTITIES, iris.KEYS))  # fmt: skip
        graphs: list[_Graph] = [(iris.graph(reading.document.id), rdf.encode(reading)) for reading in readings]
        graphs += [*self._described(entities, merges), (iris.KEYS, rdf.encode_coded(coded or {}))]
        parts += (part for graph, triples in graphs for part in _insertions(graph, triples))
        self._engine.update(*parts, *_FORMATTED, *derive.updates(dyads))

    def replace(self, reading: Reading) -> None:
        """Put the graph of ``reading`` in place of what its document had; see `put`."""
        self.put([reading])

    def _described(self, entities: list[Entity], merges: Iterable[Merge]) -> list[_Graph]:
        known = [*rdf.encode_entities(entities), *rdf.encode_merges(merges)]
        return [(iris.ENTITIES, known), (iris.KEYS, list(rdf.encode_keys(entities, self.lexicon)))]

    def fill(
        self, readings: Iterable[Reading], entities: Iterable[Entity], merges: Iterable[Merge] = (),
        corrections: Iterable[Correction] = (), coded: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Put many readings into a store that has no document yet, fast. Of readings of one document the first is
        taken."""
        derived = rdf.Derived()
        self._engine.fill(_once(readings, derived))
        shared = [*self._described(list(entities), merges), (iris.CORRECTIONS, rdf.encode_corrections(corrections)),
                  (iris.KEYS, rdf.encode_coded(coded or {})), (iris.DERIVED, derived.triples())]  # fmt: skip
        self._engine.fill(shared)
        self._engine.update(*_FORMATTED)

    def record_run(self, run: Run) -> None:
        """Add ``run`` to the graph of runs, which is no part of `trig` and `turtle`. It is the last one: where the
        clock was set back meanwhile it begins as the one before ended."""
        run = run.after(*self.runs()[-1:])
        self._engine.update(*_insertions(iris.RUNS, rdf.encode_run(run)))

    def runs(self) -> tuple[Run, ...]:
        """What was done to the store, the first run first."""
        return rdf.decode_runs(self._triples(iris.RUNS))

    def set_corrections(self, corrections: Iterable[Correction]) -> None:
        """Replace what a person decided."""
        graph = iris.CORRECTIONS
        self._engine.update(f"DROP SILENT GRAPH <{graph}>", *_insertions(graph, rdf.encode_corrections(corrections)))

    def update(self, update: str) -> None:
        """Carry out anybody's SPARQL update, whole or not at all. Raises `QueryError` when it is malformed."""
        self._engine.update(update)

    def extend(self, triples: Iterable[ox.Triple], graph: str | None) -> None:
        """Add anybody's triples to the graph of that address, or to the one without."""
        self._engine.update(*_insertions(graph, written(triples)))

    def drop(self, graph: str | None) -> None:
        """Take away the graph of that address, or what is in the one without."""
        self._engine.update(f"DROP SILENT GRAPH {ox.NamedNode(graph)}" if graph else "CLEAR SILENT DEFAULT")

    # --- reading ---

    def documents(self) -> tuple[Document, ...]:
        """All documents, sorted by id."""
        return tuple(_decoded(graph, rdf.decode_document, self._triples(graph)) for graph in self._documents())

    def document_ids(self) -> list[str]:
        """The ids of all documents, sorted."""
        return sorted(map(iris.graph_document, self._documents()))

    def reading(self, document_id: str) -> Reading | None:
        """What one document gave; ``None`` where it is not here."""
        triples = list(self._triples(iris.graph(document_id)))
        if not triples:
            return None
        entities = self.described(URIRef(value) for _, property, value in triples if property == _MENTIONS)
        return _decoded(iris.graph(document_id), rdf.decode, triples, {entity.id: entity for entity in entities})

    def described(self, addresses: Iterable[URIRef]) -> tuple[Entity, ...]:
        """The entities at ``addresses``, sorted by id; unknown ones are left out."""
        pattern = "GRAPH graph:entities { ?entity ?property ?value }"
        found = self.ask(f"SELECT ?entity ?property ?value {{ {values('entity', addresses)} {pattern} }}")
        return rdf.decode_entities(tuple(term.value for term in triple) for triple in found)

    def entities(self) -> tuple[Entity, ...]:
        """All entities, sorted by id."""
        return rdf.decode_entities(self._triples(iris.ENTITIES))

    def merges(self) -> tuple[Merge, ...]:
        """Which identifiers became others and why, sorted."""
        asked = (
            "SELECT ?old ?new ?reason ?label { ?old dct:isReplacedBy ?new ; :mergeReason ?reason ; rdfs:label ?label }"
        )
        rows = self.query(asked)[1]
        return tuple(sorted((Merge(*map(iris.thing_id, row[:2]), *row[2:]) for row in rows), key=lambda m: m.old))

    def readings(self) -> Iterator[Reading]:
        """What each document gave, sorted by document id, one at a time."""
        entities = {entity.id: entity for entity in self.entities()}
        return (_decoded(graph, rdf.decode, self._triples(graph), entities) for graph in self._documents())

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
            return answer(self.ask(query, bindings=bindings), bindings)

    def query_of(self, query: str, name: str, wanted: Iterable[URIRef | str]) -> tuple[tuple[Any, ...], ...]:
        """The rows of a query of ours for many values of one variable: ``%s`` stands for them in it."""
        return self.query(query.replace("%s", values(name, wanted)))[1]

    def ask(
        self, query: str, *, bindings: Mapping[str, Any] | None = None,
        default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = (),
    ) -> Any:  # fmt: skip
        """Oxigraph's own result, row by row as it is read; read it within `answering`.

        Graphs given, by their addresses, are all that there are (SPARQL 1.1 Protocol, section 2.1.4); with none, the
        query's own ``FROM`` holds, and without one all graphs are the default graph. ``bindings`` are as in `query`.
        """
        chosen = bool(default_graphs or named_graphs)
        graphs = (list(default_graphs), list(named_graphs)) if chosen else (None, None)
        return self._engine.query(query, bindings or {}, *graphs)

    def dataset(self) -> Dataset:
        """The same store as an rdflib `Dataset`, for tools that want one; all graphs are its default graph too."""
        return self._engine.dataset()

    def violations(self) -> list[str]:
        """One line for each breach of the shapes, document by document."""
        entities = {entity.id: entity for entity in self.entities()}
        found: list[str] = []
        for graph in (name for name in self._engine.graphs() if name not in _SHARED):
            triples = list(terms.triples(self._engine.quads(graph)))
            ids = {iris.thing_id(term) for _, _, term in triples if isinstance(term, URIRef)} & entities.keys()
            ids |= entities.keys() & {entities[id].acts_for for id in ids}
            described = rdf.encode_entities(entities[id] for id in sorted(ids))
            found += rdf.validate(triples + rdf.terms(described))
        return found

    def trig(self) -> str:
        """Every graph but those of runs and keys as TriG: the same store, the same bytes."""
        graphs = (graph for graph in self._engine.graphs() if graph not in _UNWRITTEN)
        parts = (text.trig(graph, self._engine.quads(graph), shared=graph in _SHARED) for graph in graphs)
        return text.prefixes(iris.PREFIXES) + "".join(parts)

    def turtle(self) -> str:
        """The derived layer and the entities as Turtle, for an editor."""
        triples = {quad.triple for graph in (iris.ENTITIES, iris.DERIVED) for quad in self._engine.quads(graph)}
        return text.prefixes(iris.PREFIXES) + "\n" + text.serialized(triples, ox.RdfFormat.TURTLE, iris.PREFIXES)

    def _documents(self) -> list[str]:
        """The graphs of documents, sorted; those of anybody's own triples are none."""
        asked = "SELECT DISTINCT ?graph ?document { GRAPH ?graph { ?document a nif:Context ; :words ?words } }"
        found = self.query(asked)[1]
        return sorted(graph for graph, document in found if str(iris.graph(iris.document_id(document))) == graph)

    def _triples(self, graph: str) -> Iterator[Values]:
        return content(self._engine.quads(graph))

    def _dyads(self, graphs: Iterable[URIRef]) -> set[str]:
        """The dyads that count a statement in ``graphs``."""
        asked = "SELECT DISTINCT ?dyad { %s GRAPH ?graph { ?statement :dyad ?dyad } }"
        return {dyad for (dyad,) in self.query_of(asked, "graph", graphs)}

    @property
    def _engine(self) -> Engine:
        if self._inner is None:
            raise StoreError("the store is closed: it answers only while open; open it again")
        return self._inner


def _decoded(graph: str, decode: Callable[..., _Noun], *args: Any) -> _Noun:
    """What ``decode`` makes of a graph, in which anybody may have written."""
    try:
        return decode(*args)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise StoreError(f"{graph}: not as a document's graph is written ({type(error).__name__}: {error}); "
                         "build that document again, or take the graph away") from error  # fmt: skip


def _once(readings: Iterable[Reading], derived: rdf.Derived) -> Iterator[tuple[str, list[Triple]]]:
    seen: set[str] = set()
    for reading in readings:
        if reading.document.id not in seen:
            seen.add(reading.document.id)
            derived.see(reading)
            yield iris.graph(reading.document.id), rdf.encode(reading)


def _uncoded(documents: Iterable[URIRef]) -> str:
    where = f"GRAPH <{iris.KEYS}> {{ ?document :asGiven ?was }}"
    return f"DELETE {{ {where} }} WHERE {{ {values('document', documents)} {where} }}"


def _insertions(graph: str | None, triples: Iterable[Triple]) -> Iterator[str]:
    triples = iter(triples)
    while some := list(islice(triples, _IN_ONE)):
        data = lines(some)
        yield f"INSERT DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{data}}} }}" if graph else f"INSERT DATA {{\n{data}}}"
