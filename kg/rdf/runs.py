"""A run as PROV: what changed which documents, and how. Runs are the one thing here that knows the time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self

import rdflib

from kg.rdf import iris, vocabulary, written
from kg.rdf.encode import KG, PROV, RDF, RDFS
from kg.rdf.literals import moment, text
from kg.rdf.written import Terms, Triple, Values, address

_KG, _PROV, _RDF = map(Terms, (vocabulary.KG, rdflib.PROV, rdflib.RDF))
_Said = defaultdict[str, list[str]]  # the values of one node, by property


@dataclass(frozen=True, slots=True)
class Run:
    """What read which documents: the software's version, the model's digest, the options that differ from the
    defaults, and when (ISO 8601, given by whoever looks at a clock).

    ``documents`` were written, ``removed`` are there no more. Of a document that was there before, ``appeared`` are the
    keys of statements that it had not, ``vanished`` the statements (as JSON) that it has no more."""

    version: str
    model: str = ""
    options: tuple[tuple[str, str], ...] = ()
    documents: tuple[str, ...] = ()
    started: str = ""
    ended: str = ""
    removed: tuple[str, ...] = ()
    appeared: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()

    def after(self, *before: Self) -> Self:
        """This run, moved to the end of those ``before`` where a clock that was set back has it begin earlier: their
        order is what 'after run 2' means."""
        if not (before and self.started):
            return self
        last = max(_moment(run.ended or run.started) for run in before)
        if _moment(self.started) >= last:
            return self
        moved = last + timedelta(microseconds=1)
        ended = max(moved, _moment(self.ended)).isoformat() if self.ended else ""
        return replace(self, started=moved.isoformat(), ended=ended)


def encode_run(run: Run) -> Iterator[Triple]:
    """The triples that say what a run did, as a ``prov:Activity``."""
    content = run.version, run.model, run.options, run.documents, run.started, run.ended, run.removed, run.vanished
    node = address(iris.run(*content))
    yield node, RDF.type, PROV.Activity
    yield node, KG.softwareVersion, text(run.version)
    software = written.software(run.version)
    yield node, PROV.wasAssociatedWith, software
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, RDFS.label, text(f"stancegraph {run.version}")
    if run.model:
        yield node, KG.modelDigest, text(run.model)
    for name, value in run.options:
        yield node, KG.option, text(f"{name}={value}")
    for document in run.documents:
        yield node, PROV.used, written.document(document)
        yield node, PROV.generated, written.graph(document)
    for document in run.removed:
        yield node, PROV.invalidated, written.graph(document)
    for key in run.appeared:
        yield node, KG.appeared, written.statement(key)
    for statement in run.vanished:
        yield node, KG.vanished, text(statement)
    for property, when in ((PROV.startedAtTime, run.started), (PROV.endedAtTime, run.ended)):
        if when:
            yield node, property, moment(when)


def decode_runs(triples: Iterable[Values]) -> tuple[Run, ...]:
    """The runs in ``triples``, the first one first. What each did are sets, and come back sorted."""
    values: defaultdict[str, _Said] = defaultdict(lambda: defaultdict(list))
    for node, property, value in triples:
        values[str(node)][str(property)].append(str(value))
    runs = [_run(found) for found in values.values() if _PROV.Activity in found[_RDF.type]]
    return tuple(sorted(runs, key=lambda run: (_moment(run.started), _moment(run.ended), run.documents, run.removed)))


def _run(found: _Said) -> Run:
    def one(property: str) -> str:
        return next(iter(found[property]), "")

    return Run(
        version=one(_KG.softwareVersion),
        model=one(_KG.modelDigest),
        options=tuple((name, value) for name, _, value in (it.partition("=") for it in sorted(found[_KG.option]))),
        documents=tuple(sorted(map(iris.graph_document, found[_PROV.generated]))),
        started=one(_PROV.startedAtTime),
        ended=one(_PROV.endedAtTime),
        removed=tuple(sorted(map(iris.graph_document, found[_PROV.invalidated]))),
        appeared=tuple(sorted(iris.thing_id(node).removeprefix("stance/") for node in found[_KG.appeared])),
        vanished=tuple(sorted(found[_KG.vanished])),
    )


def _moment(text: str) -> datetime:
    """When; an unknown time is before all others, one without an offset is in UTC."""
    moment = datetime.fromisoformat(text) if text else datetime.min
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
