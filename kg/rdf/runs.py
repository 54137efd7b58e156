"""A run as PROV: what changed which documents, and how. Runs are the one thing here that knows the time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self

from rdflib import PROV, RDF, RDFS, XSD, Literal

from kg.rdf import iris
from kg.rdf.encode import Triple
from kg.rdf.literals import text
from kg.rdf.vocabulary import KG


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
    node = iris.run(
        run.version, run.model, run.options, run.documents, run.started, run.ended, run.removed, run.vanished
    )
    yield node, RDF.type, PROV.Activity
    yield node, KG.softwareVersion, text(run.version)
    software = iris.software(run.version)
    yield node, PROV.wasAssociatedWith, software
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, RDFS.label, text(f"stancegraph {run.version}")
    if run.model:
        yield node, KG.modelDigest, text(run.model)
    for name, value in run.options:
        yield node, KG.option, text(f"{name}={value}")
    for document in run.documents:
        yield node, PROV.used, iris.document(document)
        yield node, PROV.generated, iris.graph(document)
    for document in run.removed:
        yield node, PROV.invalidated, iris.graph(document)
    for key in run.appeared:
        yield node, KG.appeared, iris.statement(key)
    for statement in run.vanished:
        yield node, KG.vanished, text(statement)
    for property, moment in ((PROV.startedAtTime, run.started), (PROV.endedAtTime, run.ended)):
        if moment:
            yield node, property, Literal(moment, datatype=XSD.dateTime, normalize=False)


def decode_runs(triples: Iterable[Triple]) -> tuple[Run, ...]:
    """The runs in ``triples``, the first one first. What each did are sets, and come back sorted."""
    values = defaultdict(lambda: defaultdict(list))
    for node, property, value in triples:
        values[node][property].append(str(value))
    runs = [_run(found) for found in values.values() if str(PROV.Activity) in found[RDF.type]]
    return tuple(sorted(runs, key=lambda run: (_moment(run.started), _moment(run.ended), run.documents, run.removed)))


def _run(found: dict) -> Run:
    def one(property) -> str:
        return next(iter(found[property]), "")

    return Run(
        version=one(KG.softwareVersion),
        model=one(KG.modelDigest),
        options=tuple(tuple(option.split("=", 1)) for option in sorted(found[KG.option])),
        documents=tuple(sorted(map(iris.graph_document, found[PROV.generated]))),
        started=one(PROV.startedAtTime),
        ended=one(PROV.endedAtTime),
        removed=tuple(sorted(map(iris.graph_document, found[PROV.invalidated]))),
        appeared=tuple(sorted(iris.thing_id(node).removeprefix("stance/") for node in found[KG.appeared])),
        vanished=tuple(sorted(found[KG.vanished])),
    )


def _moment(text: str) -> datetime:
    """When; an unknown time is before all others, one without an offset is in UTC."""
    moment = datetime.fromisoformat(text) if text else datetime.min
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
