"""The two sides of a comparison. Each tells its documents, and of a document its statements."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kg.diff.lines import Line, Trace, line_of, trace_of
from kg.errors import SourceError
from kg.model import Statement
from kg.rdf import Run, iris
from kg.rdf.vocabulary import STATEMENT_CLASSES
from kg.statements import loads
from kg.store import Store

_T = TypeVar("_T")
_STANCE = str(iris.statement(""))
_NS = iris.PREFIXES[""]
_KINDS = {str(iri): kind for kind, iri in STATEMENT_CLASSES.items()}


class Side(Protocol):
    """``name`` is what a person calls it."""

    name: str

    def documents(self) -> Collection[str]:
        """The ids of the documents that have statements here, or may have."""

    def content(self, document: str) -> object:
        """What is equal on two sides that cannot differ in ``document``; ``None`` where that is not known."""

    def traces(self, document: str) -> Mapping[str, Trace]:
        """The statements of a document by key; empty where it is not here."""

    def lines(self, document: str, keys: Collection[str]) -> dict[str, Line]:
        """What is shown of some of its statements, by key."""


class Kept(Side):
    """The store ``store``."""

    def __init__(self, store: Store, name: str):
        self.store, self.name = store, name

    def documents(self) -> Collection[str]:
        return self.store.document_ids()

    def content(self, document: str) -> object:
        return self.store

    def traces(self, document: str) -> Mapping[str, Trace]:
        return {iri.removeprefix(_STANCE): tuple(trace) for iri, *trace in self._rows("traces", document)}

    def lines(self, document: str, keys: Collection[str]) -> dict[str, Line]:
        cues = defaultdict(list)
        for iri, *cue in self._rows("cues", document):
            cues[iri].append(cue)
        found = {}
        for iri, *row in self._rows("lines", document):
            if (key := iri.removeprefix(_STANCE)) in keys:
                found[key] = _line(key, document, row, sorted(cues[iri]))
        return found

    def _rows(self, question: str, document: str) -> tuple[tuple[Any, ...], ...]:
        return self.store.query(_question(question), {"graph": iris.graph(document)})[1]


class File(Side):
    """The ``statements.jsonl`` at ``path``. Raises `SourceError` where it cannot be read or is none."""

    def __init__(self, path: Path):
        self.name = str(path)
        self._records: dict[str, list[tuple[str, int]]] = defaultdict(list)  # with the number of the line
        try:
            with open(path, encoding="utf-8") as file:
                for number, record in enumerate(file, start=1):
                    if record.strip():
                        document = self._read(record, number, lambda found: str(found["evidence"]["document"]))
                        self._records[document].append((record, number))
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{path}: cannot be read ({error}); name a statements.jsonl of ours") from error

    def documents(self) -> Collection[str]:
        return self._records.keys()

    def content(self, document: str) -> object:
        return sorted(record for record, _ in self._records.get(document, ()))

    def traces(self, document: str) -> Mapping[str, Trace]:
        return {statement.key: trace_of(statement) for statement in self._statements(document)}

    def lines(self, document: str, keys: Collection[str]) -> dict[str, Line]:
        return {s.key: line_of(s) for s in self._statements(document) if s.key in keys}

    def _statements(self, document: str) -> Iterator[Statement]:
        for record, number in self._records.get(document, ()):
            yield self._read(record, number, Statement.from_dict)

    def _read(self, record: str, number: int, read: Callable[[dict[str, Any]], _T]) -> _T:
        try:
            return read(json.loads(record))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            place = f"{self.name}, line {number}"
            raise SourceError(f"{place}: no statement of ours ({error!r}); name a statements.jsonl") from error


class Past(Side):
    """A store as it was after its first ``number`` runs, found by taking back the later ones. What is still there is
    shown as it is now: a run records which statements it brought, took and turned, no more."""

    def __init__(self, now: Kept, number: int, name: str):
        self.now, self.name = now, name
        runs = now.store.runs()
        self._new: set[str] = set()  # documents that came later
        self._gone: dict[str, Statement] = {}  # statements that went, or turned, later
        self._later: set[str] = set()  # keys of statements that came later
        new = _new_documents(runs)
        for run, documents in reversed(list(zip(runs, new, strict=True))[number:]):
            self._take_back(run, documents)
        self._by_document: dict[str, list[Statement]] = defaultdict(list)
        for statement in self._gone.values():
            self._by_document[statement.evidence.document].append(statement)
        self._touched = self._new | self._by_document.keys() | self._documents_of(self._later)

    def _take_back(self, run: Run, new: set[str]) -> None:
        self._new |= new
        appeared = set(run.appeared)
        self._later |= appeared
        self._gone = {
            key: statement
            for key, statement in self._gone.items()
            if statement.evidence.document not in new and key not in appeared
        } | {statement.key: statement for statement in loads("\n".join(run.vanished))}

    def _documents_of(self, keys: Collection[str]) -> set[str]:
        asked = "SELECT DISTINCT ?graph { %s GRAPH ?graph { ?statement :polarity ?polarity } }"
        rows = self.now.store.query_of(asked, "statement", map(iris.statement, keys)) if keys else ()
        return {iris.graph_document(graph) for (graph,) in rows}

    def documents(self) -> Collection[str]:
        return (set(self.now.documents()) - self._new) | self._by_document.keys()

    def content(self, document: str) -> object:
        return None if document in self._touched else self.now.content(document)

    def traces(self, document: str) -> Mapping[str, Trace]:
        kept = {} if document in self._new else self.now.traces(document)
        kept = {key: trace for key, trace in kept.items() if key not in self._later}
        return kept | {s.key: trace_of(s) for s in self._by_document.get(document, ())}

    def lines(self, document: str, keys: Collection[str]) -> dict[str, Line]:
        gone = {s.key: line_of(s) for s in self._by_document.get(document, ()) if s.key in keys}
        rest = set(keys) - gone.keys()
        return (self.now.lines(document, rest) if rest else {}) | gone


def _new_documents(runs: tuple[Run, ...]) -> list[set[str]]:
    """For each run the documents that were not there before it."""
    there: set[str] = set()
    new = []
    for run in runs:
        new.append(set(run.documents) - there)
        there = (there | set(run.documents)) - set(run.removed)
    return new


@cache
def _question(name: str) -> str:
    return resources.files("kg.diff").joinpath("sparql", f"{name}.rq").read_text(encoding="utf-8")


def _line(key: str, document: str, row: list[Any], cues: list[Any]) -> Line:
    (
        kind,
        holder,
        label,
        relation,
        target,
        named,
        polarity,
        certainty,
        confidence,
        rule,
        date,
        begin,
        sentence,
        *about,
    ) = row
    return Line(
        key=key,
        document=document,
        kind=str(_KINDS[kind]),
        holder_id=iris.thing_id(holder) if holder else "",
        holder=label or "",
        relation=iris.relation_name(relation),
        target_id=iris.thing_id(target),
        target=named or iris.thing_id(target),
        polarity=polarity,
        certainty=certainty.removeprefix(_NS),
        confidence=confidence,
        rule=rule,
        date=date or "",
        begin=begin,
        sentence=sentence,
        cues=tuple((start - begin, end - begin) for start, end, _ in cues),
        words=tuple(words for *_, words in cues),
        **dict(zip(("source", "title", "publisher"), (value or "" for value in about), strict=True)),
    )
