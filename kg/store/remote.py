"""Any SPARQL 1.1 endpoint: queries and updates by the SPARQL Protocol, many quads by the Graph Store Protocol.

Nothing here is locked on the far side: see ``docs/remote-stores.md`` for what that means.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Self

import httpx
import pyoxigraph as ox
from rdflib import XSD, Dataset

from kg.errors import StoreError
from kg.rdf import iris
from kg.rdf.sparql import names_dataset
from kg.rdf.written import Triple
from kg.store import address, binding
from kg.store.address import Address
from kg.store.embedded import Embedded, line
from kg.store.terms import lines, written
from kg.store.wire import Wire

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
# how engines are told that the default graph is all graphs as one: by default, Oxigraph, Jena
_UNIONS: tuple[dict[str, str], ...] = (
    {},
    {"union-default-graph": ""},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)
_ANSWERS = (b'{"head":{},"boolean":false}', b'{"head":{},"boolean":true}')
_BOOLEAN = ox.NamedNode(XSD.boolean)
_TRUTH = {ox.Literal(digit, datatype=_BOOLEAN): ox.Literal(truth) for digit, truth in (("0", False), ("1", True))}
_AT_ONCE = 5_000  # triples in one request


class Remote:
    """An engine that is elsewhere."""

    def __init__(self, wire: Wire, address: Address, server: str = ""):
        self._wire, self._address = wire, address
        # Virtuoso commits each operation by itself and cannot read many at once
        self._together = not server.startswith("Virtuoso")
        self._union: dict[str, str] | None = None  # not known yet

    @classmethod
    def open(cls, place: str) -> Self:
        """The endpoint at ``place`` (see `kg.store.address`). Raises `StoreError` when none answers there."""
        known = address.read(place)
        wire = Wire(known)
        return cls(wire, *_answering(wire, known.candidates))

    def query(self, query: str, bindings: Mapping[str, Any], default: list[str] | None, named: list[str] | None) -> Any:
        graphs: Mapping[str, Any] = {"default-graph-uri": default or [], "named-graph-uri": named or []}
        if default is None and named is None and not names_dataset(query):
            graphs = self._all_as_one()
        return self._asked(binding.substituted(query, bindings), graphs)

    def update(self, *operations: str) -> None:
        if self._together:
            operations = (" ;\n".join(operations),)
        for update in filter(None, operations):
            headers = {"content-type": "application/sparql-update"}
            body = binding.declared(update).encode()
            self._wire.done(self._wire.post(self._address.update, content=body, headers=headers))

    def fill(self, graphs: Iterable[tuple[str, Iterable[Triple]]]) -> None:
        for graph, triples in graphs:
            triples = iter(triples)
            while some := list(islice(triples, _AT_ONCE)):
                self._add(graph, lines(some))

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        name = ox.NamedNode(graph)
        # rows and no CONSTRUCT, which Virtuoso cuts without a word
        found = self._asked(f"SELECT ?s ?p ?o WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}", {})
        return (ox.Quad(row["s"], row["p"], _TRUTH.get(row["o"], row["o"]), name) for row in found)

    def graphs(self) -> list[str]:
        """Ours alone: an endpoint may hold other people's."""
        # grouped: Virtuoso takes minutes to find what is DISTINCT
        found = self._asked("SELECT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph", {})
        return sorted(iri for row in found if (iri := row["graph"].value).startswith(iris.PREFIXES["graph"]))

    def dataset(self) -> Dataset:
        """A copy of our graphs in memory, to be read."""
        here = Embedded.open()
        for graph in self.graphs():
            here.fill([(graph, written(self.quads(graph)))])
        return here.dataset()

    def compact(self) -> None:
        """That is the server's own affair."""

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        self._wire.close()

    def _asked(self, query: str, graphs: Mapping[str, Any]) -> Any:
        asked = binding.form(query)
        form = {"query": binding.declared(query), **graphs}
        accept = _ROWS if asked in ("SELECT", "ASK") else _TRIPLES
        response = self._wire.done(self._wire.post(self._address.query, data=form, headers={"accept": accept}))
        if (most := response.headers.get("x-sparql-maxrows")) is not None:  # Virtuoso's word for "and more"
            said = f"gives no more than {most} rows of an answer"
            raise StoreError(f"{self._wire.shown}: {said}; raise ResultSetMaxRows in its settings")
        try:
            return _read(asked, response)
        except (SyntaxError, ValueError, KeyError) as error:
            said = f"what it answers is no {accept} ({line(error)[:200]})"
            raise StoreError(f"{self._wire.shown}: {said}; give the address of a SPARQL endpoint") from error

    def _all_as_one(self) -> dict[str, str]:
        """What a request says to have all graphs as its default graph. Found out on a triple that is there."""
        if self._union is None:
            query = "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?s) && isIRI(?o)) } LIMIT 1"
            one = next(iter(self._asked(query, {})), None)
            if one is None:
                return {}  # nothing there: nothing to find out
            query = f"ASK {{ {one['s']} {one['p']} {one['o']} }}"
            self._union = next((union for union in _UNIONS if self._asked(query, union)), None)
            if self._union is None:
                said = "its default graph is not all graphs as one; have it so (Oxigraph: --union-default-graph)"
                raise StoreError(f"{self._wire.shown}: {said}")
        return self._union

    def _add(self, graph: str, triples: str) -> None:
        if self._address.data:
            headers = {"content-type": _TRIPLES}
            response = self._wire.post(
                self._address.data, params={"graph": graph}, content=triples.encode(), headers=headers
            )
            if response.status_code not in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
                self._wire.done(response)
                return
            self._address = Address(self._address.query, self._address.update)
        self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples}}} }}")


def _answering(wire: Wire, candidates: Iterable[Address]) -> tuple[Address, str]:
    """The first of ``candidates`` that answers a query, and the server's name; raises `StoreError` where none does."""
    first: httpx.Response | None = None
    for candidate in candidates:
        response = wire.post(candidate.query, data={"query": "ASK {}"}, headers={"accept": _ROWS})
        if response.is_success and "sparql-results" in response.headers.get("content-type", ""):
            return candidate, response.headers.get("server", "")
        if first is None or response.status_code in (401, 403):
            first = response
        if response.status_code in (401, 403):
            break
    if first:
        wire.done(first)
    raise StoreError(
        f"{wire.shown}: no SPARQL endpoint answers there; correct the address, or give query=URL update=URL"
    )


def _read(form: str, response: httpx.Response) -> Any:
    if form in ("SELECT", "ASK"):
        found = ox.parse_query_results(response.content, ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean) and form == "SELECT":
            raise ValueError("a truth value for rows")
        if form == "SELECT" or isinstance(found, ox.QueryBoolean):
            return found
        truth = any(row[0].value != "0" for row in found)  # Virtuoso 7.2's: a row with 0 or 1, or none
        return ox.parse_query_results(_ANSWERS[truth], ox.QueryResultsFormat.JSON)
    here = ox.Store()
    here.bulk_load(response.content, ox.RdfFormat.N_TRIPLES)
    return here.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
