"""Oxigraph's terms and rdflib's, for what comes from elsewhere and goes there."""

from functools import lru_cache

import pyoxigraph as ox
from rdflib import XSD, Literal, URIRef

from kg.rdf.encode import Triple

_STRING = str(XSD.string)


def quad(triple: Triple, graph: str) -> ox.Quad:
    """``triple`` in ``graph``."""
    return ox.Quad(*map(_to_ox, triple), ox.NamedNode(graph))


def _to_ox(term: URIRef | Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    return ox.Literal(term, datatype=ox.NamedNode(term.datatype) if term.datatype else None)


def triple(quad: ox.Quad) -> Triple:
    """The triple of ``quad``; `ValueError` where it is none of ours."""
    return tuple(map(_from_ox, (quad.subject, quad.predicate, quad.object)))


def _from_ox(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> URIRef | Literal:
    if isinstance(term, ox.NamedNode):
        return _address(term.value)
    if not isinstance(term, ox.Literal):
        raise ValueError(f"{term}: a node without a name; every node of ours has its own address, so give it one")
    if term.language:
        return Literal(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return Literal(term.value)
    return _typed(term.value, term.datatype.value)


# rdflib's terms are dear to make, and few make up most of a file
@lru_cache(maxsize=1 << 16)
def _address(value: str) -> URIRef:
    return URIRef(value)


@lru_cache(maxsize=1 << 14)
def _typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=_address(datatype), normalize=False)
