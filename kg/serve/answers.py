"""What workers do for the endpoint: each a plain function of a store, which gives bytes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS, URIRef

from kg.errors import QueryError, ServeError
from kg.lexicon import load
from kg.rdf import iris
from kg.rdf.sparql import with_dataset
from kg.rdf.vocabulary import KG
from kg.serve.formats import GRAPHS, RESULTS, choose
from kg.serve.protocol import Query, Update, refuse_calls
from kg.serve.things import question, words
from kg.store import Store, answering, change
from kg.store.terms import Answer, plain
from kg.store.text import encoded

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ANYTHING = "ASK { ?s ?p ?o }"

Body = tuple[str, bytes]
_Row = TypeVar("_Row")


def answer(store: Store, query: Query, accept: str, limit: int, calls: bool) -> Body:
    """The media type and the text of the answer to ``query``; ``calls`` lets it ask other servers.

    Raises `QueryError` for a malformed query and for an answer of more than ``limit`` rows or triples: a part of an
    answer would be taken for the whole. Raises `ServeError` (406) where ``accept`` takes no form of it.
    """
    with answering():
        found = _found(store, query, calls)
        if isinstance(found, ox.QueryTriples):
            return graph(_limited(found, limit), choose(accept, GRAPHS))
        if isinstance(found, ox.QueryBoolean):  # CSV and TSV, for which no standard is, have the one word
            media = choose(accept, RESULTS)
            return media, _written(found, media)
        return _table(found, choose(accept, RESULTS), limit)


def _found(store: Store, query: Query, calls: bool) -> Any:
    if not calls:
        refuse_calls(query.text, update=False)
    return store.ask(query.text, default_graphs=query.default_graphs, named_graphs=query.named_graphs)


def _table(found: ox.QuerySolutions, media: str, limit: int) -> Body:
    """The rows in the form ``media``; they are counted on the way, which Oxigraph's own writer does not do."""
    rows = ("\t".join("" if term is None else str(term) for term in row) for row in _limited(found, limit))
    head = "\t".join(f"?{variable.value}" for variable in found.variables)
    table = "\n".join((head, *rows, "")).encode("utf-8")
    if media != "text/tab-separated-values":
        table = _written(ox.parse_query_results(table, format=ox.QueryResultsFormat.TSV), media)
    return media, table


def _written(found: ox.QuerySolutions | ox.QueryBoolean, media: str) -> bytes:
    return found.serialize(format=ox.QueryResultsFormat.from_media_type(media)) or b""


def table(store: Store, query: Query, limit: int, calls: bool) -> Answer:
    """The columns and plain rows of the answer to ``query``, for programs that want no text; otherwise as `answer`."""
    with answering():
        found = _found(store, query, calls)
        if isinstance(found, ox.QueryBoolean):
            return ("answer",), ((bool(found),),)
        triples = isinstance(found, ox.QueryTriples)
        columns = ("subject", "predicate", "object") if triples else tuple(name.value for name in found.variables)
        return columns, tuple(tuple(map(plain, row)) for row in _limited(found, limit))


def _limited(found: Iterable[_Row], limit: int) -> list[_Row]:
    rows = list(islice(found, limit + 1))
    if len(rows) > limit:
        raise QueryError(f"more than {limit} rows; add LIMIT, or begin the server with a higher --limit")
    return rows


def graph(triples: Iterable[ox.Triple], media: str) -> Body:
    """Triples in the form ``media``."""
    format = _format(media)
    if media != "text/turtle":
        return media, encoded(triples, format)
    lines = encoded(triples, format, iris.PREFIXES).split(b"\n", len(iris.PREFIXES))
    return media, b"\n".join((*sorted(lines[:-1]), lines[-1]))  # Oxigraph leaves the order of prefixes to chance


def _format(media: str) -> ox.RdfFormat:
    format = ox.RdfFormat.from_media_type(media)
    if format is None:
        raise ServeError(415, f"{media}: no form of RDF; use {', '.join(GRAPHS)}")
    return format


def graph_of(store: Store, name: str | None, media: str) -> Body | None:
    """The graph of that address, or with ``None`` all graphs as one; ``None`` where nothing is in it."""
    chosen = (name,) if name else ()
    if name and not _exists(store, name):
        return None
    with answering():
        return graph(store.ask(EVERYTHING, default_graphs=chosen), media)


def describe(store: Store, iri: str, media: str) -> Body | None:
    """What is said of the thing with that address; ``None`` where it is unknown."""
    if iri.startswith(iris.BASE + "graph/"):
        return graph_of(store, iri, media)
    if iri.startswith((iris.BASE + "ns", iris.relation(""))):
        found = set(_defined(iri))
    else:
        found = _constructed(store, "described", iri)
        if iri.startswith(iris.document("")):
            found |= _constructed(store, "places", iri)
    found = found or _constructed(store, "links", iri)
    return graph(sorted(found, key=str), media) if found else None


def _constructed(store: Store, name: str, iri: str) -> set[ox.Triple]:
    with answering():
        return set(store.ask(question(name), bindings={"thing": URIRef(iri)}))


def _defined(iri: str) -> Iterator[ox.Triple]:
    """A relation as the lexicon has it, or the project's own terms."""
    if iri.startswith(iris.relation("")):
        known = load().relations.get(iris.relation_name(iri))
        told = [(iri, RDFS.label, known.label), (iri, SKOS.definition, known.definition)] if known else []
        told += [(iri, RDF.type, RDF.Property)] * bool(known)
    else:
        terms = ((KG[name], RDFS.Class if name[0].isupper() else RDF.Property) for name in KG.__annotations__)
        told = [triple for term, kind in terms for triple in ((term, RDF.type, kind), (term, RDFS.label, words(term)))]
    for subject, property, value in told:
        object = ox.NamedNode(value) if isinstance(value, URIRef) else ox.Literal(value)
        yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(property), object)


def update(_: Store, path: Path, asked: Update, calls: bool) -> None:
    """Do what a SPARQL update says; ``calls`` lets it ask other servers."""
    if not calls:
        refuse_calls(asked.text, update=True)
    chosen = asked.using_graphs or asked.using_named_graphs
    text = with_dataset(asked.text, asked.using_graphs, asked.using_named_graphs) if chosen else asked.text
    with change(path) as store:
        store.update(text)


def put(_: Store, path: Path, name: str | None, data: bytes, media: str, replace: bool) -> bool:
    """Add RDF to a graph, or make it the whole of the graph; whether the graph is new."""
    format = _format(media)
    with answering(format.name):
        triples = [quad.triple for quad in ox.parse(data, format=format, rename_blank_nodes=True)]
    with change(path) as store:
        new = not _exists(store, name) if name else False
        if replace:
            store.drop(name)
        store.extend(triples, name)
        return new


def remove(_: Store, path: Path, name: str | None) -> None:
    """Take a graph away; `ServeError` (404) where there is none."""
    with change(path) as store:
        if name and not _exists(store, name):
            raise ServeError(404, f"{name}: no such graph")
        store.drop(name)


def _exists(store: Store, name: str) -> bool:
    return bool(store.ask(ANYTHING, default_graphs=[name]))
