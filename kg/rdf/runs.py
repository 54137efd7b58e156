"""A run as PROV: what changed which documents, and how. Runs are the one thing here that knows the time."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import PROV, RDF, XSD, Literal

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
    model: str
    options: tuple[tuple[str, str], ...] = ()
    documents: tuple[str, ...] = ()
    started: str = ""
    ended: str = ""
    removed: tuple[str, ...] = ()
    appeared: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()


def encode_run(run: Run) -> Iterator[Triple]:
    node = iris.run(
        run.version, run.model, run.options, run.documents, run.started, run.ended, run.removed, run.vanished
    )
    yield node, RDF.type, PROV.Activity
    yield node, KG.softwareVersion, text(run.version)
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
