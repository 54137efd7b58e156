"""Where written terms, Oxigraph's and rdflib's meet, and all with plain values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from rdflib import XSD, Literal, URIRef

from kg.rdf.written import Triple, Values

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Plain = URIRef | Literal
Answer = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]

_STRING = str(XSD.string)
_READ: dict[str, Callable[[str], Any]] = {
    str(XSD.boolean): ("true", "1").__contains__,
    str(XSD.integer): int,
    str(XSD.decimal): float,
    str(XSD.double): float,
}


def written(triples: Iterable[ox.Triple | ox.Quad]) -> Iterator[Triple]:
    """Oxigraph's triples as N-Triples writes them."""
    return ((str(triple.subject), str(triple.predicate), str(triple.object)) for triple in triples)


def lines(triples: Iterable[Triple], graph: str | None = None) -> str:
    """Written triples as N-Triples or, of a ``graph``, N-Quads."""
    end = f" <{graph}> .\n" if graph else " .\n"
    return "".join([f"{subject} {property} {value}{end}" for subject, property, value in triples])


def quads(triples: Iterable[Triple], graph: str) -> list[ox.Quad]:
    """Written triples as Oxigraph's."""
    return list(ox.parse(lines(triples, graph), ox.RdfFormat.N_QUADS))


def content(triples: Iterable[ox.Triple | ox.Quad]) -> Iterator[Values]:
    """The bare addresses and texts of Oxigraph's triples: what is decoded."""
    return ((bare(triple.subject), triple.predicate.value, bare(triple.object)) for triple in triples)


def bare(term: Term) -> str:
    """The address or text of a term. Raises `ValueError` for a triple, which has none."""
    if isinstance(term, ox.Triple):
        raise ValueError(f"{term}: a triple as a term; every term of ours is an address or a value, so give it one")
    return term.value


def triples(quads: Iterable[ox.Quad]) -> Iterator[tuple[Plain, Plain, Plain]]:
    """Oxigraph's quads as rdflib's triples."""
    return ((from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object)) for quad in quads)


def from_ox(term: Term) -> Plain:
    if isinstance(term, ox.NamedNode):
        return _address(term.value)
    if not isinstance(term, ox.Literal):
        raise ValueError(f"{term}: a node without a name; every node of ours has its own address, so give it one")
    if term.language:
        return Literal(term.value, lang=term.language)
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


def bound(value: Any) -> ox.NamedNode | ox.Literal:
    """A bound value: an `URIRef` is an address, `str` a text, a day or a number a typed literal."""
    if isinstance(value, URIRef):
        return ox.NamedNode(value)
    if isinstance(value, Decimal):
        return ox.Literal(str(value), datatype=ox.NamedNode(XSD.decimal))
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(XSD.date))
    return ox.Literal(value)


def values(name: str, terms: Iterable[URIRef | str]) -> str:
    """``terms``, addresses or texts, as SPARQL's ``VALUES`` for one variable, sorted and each once."""
    return f"VALUES ?{name} {{ {' '.join(sorted({str(bound(term)) for term in terms}))} }}"


def answer(found: Any, bound: Mapping[str, Any]) -> Answer:
    """Columns and plain rows of a query's result; what is ``bound`` is left out of the columns."""
    if isinstance(found, ox.QueryBoolean):
        return ("answer",), ((bool(found),),)
    if isinstance(found, ox.QueryTriples):
        return ("subject", "predicate", "object"), tuple(tuple(map(plain, triple)) for triple in found)
    columns = [variable.value for variable in found.variables if variable.value not in bound]
    return tuple(columns), tuple(tuple(plain(solution[name]) for name in columns) for solution in found)


def plain(term: Any) -> Any:
    """A term as a plain value: addresses and texts as `str`, numbers and truth values as such, ``None`` for none."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):  # a node without a name, or a triple: as SPARQL writes them
        return str(term)
    return _READ.get(term.datatype.value, str)(term.value)
