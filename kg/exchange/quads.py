"""N-Quads, and RDF 1.2, in which a statement reifies the triple it stands for (https://www.w3.org/TR/rdf12-concepts/)."""

from collections.abc import Iterator
from importlib import resources

import pyoxigraph as ox
from rdflib import RDF

from kg.graph import Graph
from kg.store.text import encoded

NQUADS, TRIG = ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG
REIFIES = ox.NamedNode(str(RDF) + "reifies")  # of RDF 1.2, and therefore not in rdflib's list


def quads(graph: Graph) -> Iterator[ox.Quad]:
    """Every quad but those of runs, sorted by graph and place: the same store, the same order."""
    return ox.parse(graph.store.trig(), TRIG)


def nquads(graph: Graph) -> str:
    """Every graph but that of runs, one quad a line."""
    return encoded(quads(graph), NQUADS).decode("utf-8")


def reified(graph: Graph, *, lines: bool = False) -> str:
    """Every graph but that of runs as TriG 1.2, or as N-Quads 1.2 with ``lines``; at the end, in its document's graph,
    each asserted statement ``rdf:reifies <<( holder relation target )>>``."""
    said, format = (nquads(graph), NQUADS) if lines else (graph.store.trig(), TRIG)
    return said + encoded(_reifications(graph), format).decode("utf-8")


def _reifications(graph: Graph) -> Iterator[ox.Quad]:
    query = resources.files("kg.exchange").joinpath("reified.rq").read_text(encoding="utf-8")
    for name, statement, *triple in graph.store.query(query)[1]:
        asserted = ox.Triple(*map(ox.NamedNode, triple))
        yield ox.Quad(ox.NamedNode(statement), REIFIES, asserted, ox.NamedNode(name))
