"""Graphs as text: the same graphs, the same bytes."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from rdflib import RDF

from kg.rdf import iris


def trig(graph: str, quads: Iterable[ox.Quad], *, shared: bool) -> str:
    """One graph as TriG, its prefixes declared before it (but `iris.PREFIXES`, see `prefixes`)."""
    known, declared = iris.PREFIXES, "\n"
    if not shared:  # a document's places are many and long: give them a prefix of their own
        span = {"span": iris.document(iris.graph_document(graph)) + iris.PLACE}
        known, declared = known | span, "\n" + prefixes(span)
    return declared + serialized(quads, ox.RdfFormat.TRIG, known)


def serialized(data: Iterable[ox.Quad | ox.Triple], format: ox.RdfFormat, known: Mapping[str, str]) -> str:
    """``data``, sorted, without the declarations of prefixes, whose order Oxigraph leaves to chance."""
    written = ox.serialize(sorted(data, key=_place), format=format, prefixes=known).decode("utf-8")
    return written.split("\n", len(known))[-1]


def _place(statement: ox.Quad | ox.Triple) -> tuple[bool, str, bool, str, str]:
    # for the eye: who and what before the counts between them, types before what else is said
    subject, predicate = statement.subject.value, statement.predicate.value
    return "/id/dyad/" in subject, subject, predicate != str(RDF.type), predicate, str(statement.object)


def prefixes(known: Mapping[str, str]) -> str:
    return "".join(f"@prefix {name}: <{known[name]}> .\n" for name in sorted(known))
