"""Requests of the SPARQL 1.1 Protocol (W3C Recommendation, 21 March 2013, section 2) as plain data.

The texts of queries and updates are not looked into here: that takes time, which only a task of a worker may.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.errors import ServeError
from kg.rdf.sparql import calls_out

LONGEST = 1 << 20  # bytes of a query; of an update or a graph, `LARGEST`
LARGEST = 1 << 28
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_ADDRESS = re.compile(r'[A-Za-z][\w+.-]*:[^<>"{}|^`\\\x00-\x20]*')

Parameters = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Update:
    text: str
    using_graphs: tuple[str, ...]
    using_named_graphs: tuple[str, ...]


def operation(method: str, query_string: bytes, content_type: str, body: bytes) -> Query | Update | None:
    """The query or update that a request is; ``None`` for a GET without any, which asks for the description.

    Raises `ServeError` (400, 405, 415) for a request that the protocol does not know.
    """
    parameters = read(query_string)
    if method in ("GET", "HEAD"):
        if "update" in parameters:
            raise ServeError(400, "update: not by GET; POST it")
        return _query(one(parameters, "query"), parameters) if "query" in parameters else None
    if method != "POST":
        raise ServeError(405, f"{method}: not a method of this address; GET or POST a query")
    media = media_type(content_type)
    if media == FORM:
        form = read(body)
        if ("query" in form) == ("update" in form):
            raise ServeError(400, "the form needs either a query or an update; give one of them")
        return _query(one(form, "query"), form) if "query" in form else _update(one(form, "update"), form)
    if media == QUERY:
        return _query(decoded(body), parameters)
    if media == UPDATE:
        return _update(decoded(body), parameters)
    raise ServeError(415, f"Content-Type {media or 'missing'}: use {FORM}, {QUERY} or {UPDATE}")


def media_type(content_type: str) -> str:
    """The bare type of a header; raises `ServeError` (400) where its charset is not UTF-8."""
    media, _, parameters = content_type.partition(";")
    charset = re.search(r"charset\s*=\s*\"?([^\s;\"]+)", parameters, re.IGNORECASE)
    if charset and charset[1].casefold() not in ("utf-8", "utf8", "us-ascii"):
        raise ServeError(400, f"charset {charset[1]}: send UTF-8")
    return media.strip().casefold()


def read(form: bytes) -> Parameters:
    """The values of each name in a query string or form, strictly in UTF-8."""
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(form.decode("ascii"), keep_blank_values=True, errors="strict"):
            found.setdefault(name, []).append(value)
    except ValueError as error:
        raise ServeError(400, "the request's parameters are not UTF-8; encode them so") from error
    return found


def one(parameters: Parameters, name: str) -> str:
    """The value of ``name``; raises `ServeError` (400) unless there is exactly one."""
    values = parameters.get(name, [])
    if len(values) != 1:
        raise ServeError(400, f"{name}: given {len(values)} times; give it once")
    return values[0]


def decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ServeError(400, "the request's text is not UTF-8; encode it so") from error


def address(iri: str) -> str:
    """``iri``, or `ServeError` (400) where it is no absolute one."""
    if not _ADDRESS.fullmatch(iri):
        raise ServeError(400, f"{iri[:200]!r}: not an absolute IRI; write it like https://example.org/graph")
    return iri


def refuse_calls(text: str, *, update: bool) -> None:
    """Raises `ServeError` (403) where ``text`` would ask another server."""
    if calls_out(text, update=update):
        words = "SERVICE and LOAD ask" if update else "SERVICE asks"
        raise ServeError(403, f"{words} other servers, which is off; begin the server with --allow-service")


def _query(text: str, parameters: Parameters) -> Query:
    if "using-graph-uri" in parameters or "using-named-graph-uri" in parameters:
        raise ServeError(400, "using-graph-uri: for updates; a query takes default-graph-uri")
    return Query(text, _graphs(parameters, "default-graph-uri"), _graphs(parameters, "named-graph-uri"))


def _update(text: str, parameters: Parameters) -> Update:
    return Update(text, _graphs(parameters, "using-graph-uri"), _graphs(parameters, "using-named-graph-uri"))


def _graphs(parameters: Parameters, name: str) -> tuple[str, ...]:
    return tuple(address(iri) for iri in parameters.get(name, []))
