"""Graphs as text: the same graphs, the same bytes."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import pyoxigraph as ox
from rdflib import RDF

from kg.rdf import iris
from kg.store.terms import bare

_Said = TypeVar("_Said", ox.Quad, ox.Triple)


def trig(graph: str, quads: Iterable[ox.Quad], *, shared: bool) -> str:
    """One graph as TriG, its prefixes declared before it (but `iris.PREFIXES`, see `prefixes`)."""
    known, declared = iris.PREFIXES, "\n"
    if not shared:  # a document's places are many and long: give them a prefix of their own
        span = {"span": iris.document(iris.graph_document(graph)) + iris.PLACE}
        known, declared = known | span, "\n" + prefixes(span)
    return declared + serialized(quads, ox.RdfFormat.TRIG, known)


def serialized(data: Iterable[_Said], format: ox.RdfFormat, known: Mapping[str, str]) -> str:
    """``data``, sorted, without the declarations of prefixes, whose order Oxigraph leaves to chance."""
    written = encoded(sorted(data, key=_place), format, known).decode("utf-8")
    return written.split("\n", len(known))[-1]


def encoded(data: Iterable[_Said], format: ox.RdfFormat, known: Mapping[str, str] | None = None) -> bytes:
    """``data`` as Oxigraph writes it; ``known`` are prefixes."""
    return (
        ox.serialize(data, format=format, prefixes=dict(known) if known else None) or b""
    )  # None only where it writes a file


def _place(statement: ox.Quad | ox.Triple) -> tuple[bool, str, bool, str, str]:
    # for the eye: who and what before the counts between them, types before what else is said
    subject, predicate = bare(statement.subject), statement.predicate.value
    return "/id/dyad/" in subject, subject, predicate != str(RDF.type), predicate, str(statement.object)


def prefixes(known: Mapping[str, str]) -> str:
    return "".join(f"@prefix {name}: <{known[name]}> .\n" for name in sorted(known))
