"""Ask a store."""

from collections import defaultdict
from dataclasses import replace
from difflib import get_close_matches
from itertools import product
from pathlib import Path
from typing import Any

from rdflib import URIRef

from kg.errors import QueryError
from kg.ids import is_id
from kg.model import Tie
from kg.query.questions import Question, known, questions
from kg.query.table import Table
from kg.rdf import iris
from kg.rdf.sparql import is_query
from kg.store import Store


def run(store: Store, query: str | Path, /, **values: Any) -> Table:
    """The answer to a question's name, to the SPARQL in a file (a `Path`, or a name ending in ``.rq``), or to SPARQL
    (which is what has a brace, or begins as a query does). The triples of ``CONSTRUCT`` and ``DESCRIBE`` are rows of
    ``subject``, ``predicate`` and ``object``; the answer to ``ASK`` is one row, ``True`` or ``False``.

    ``values`` are bound to the variables of their names. Raises `QueryError`, which names the line and column where
    the query is malformed, or the name that nobody has.

    >>> run(store, "who-opposes", target="European Union").columns  # doctest: +SKIP
    ('holder', 'relation', 'whom', 'date', 'quote', 'title', 'confidence', 'statement')
    """
    question = _question(query)
    bindings = question.bindings(values)
    names = [parameter.name for parameter in question.parameters if parameter.type == "name"]
    rows: dict[tuple[Any, ...], None] = {}
    for addresses in product(*(called(store, bindings[name]) for name in names)):
        columns, found = store.query(question.sparql, bindings | dict(zip(names, addresses, strict=True)))
        rows |= dict.fromkeys(found)
    return Table(columns, tuple(rows))


def called(store: Store, name: str) -> list[URIRef]:
    """The addresses of who or what has ``name``; raises `QueryError` where nobody has it.

    The usual spellings come first: an engine looks them up, where it has to read every name for the unusual ones.
    """
    spellings = dict.fromkeys((name, name.lower(), name.upper(), name.title(), name[:1].upper() + name[1:]))
    found = {row for spelling in spellings for row in run(store, "called", name=spelling).rows}
    found = found or set(run(store, "called-in-any-case", name=name).rows)
    if not found:
        names = [label for (label,) in run(store, "names").rows]
        near = get_close_matches(name, names, n=3)
        meant = f"did you mean {' or '.join(near)}?" if near else "ask statements-about for a part of a name"
        raise QueryError(f"{name[:80]!r}: nobody and nothing is called so; {meant}")
    return [URIRef(entity) for (entity,) in sorted(found)]


def labelled(store: Store, table: Table) -> Table:
    """``table`` with the names of the entities, topics and events whose addresses are in it."""
    values = {value for row in table.rows for value in row if isinstance(value, str)}
    found = sorted(value for value in values if (id := iris.thing_id(value)) != value and is_id(id))
    asked = "SELECT ?thing ?label { %s ?thing skos:prefLabel|rdfs:label ?label }"
    return replace(table, labels=dict(store.query_of(asked, "thing", map(URIRef, found)) if found else ()))


def ties(store: Store) -> list[Tie]:
    """The edges for a network: statements that are drawn (`kg.model.Statement.drawn`), one `Tie` for each holder,
    target, relation and polarity, sorted. Where the document itself speaks there is no holder, and no tie."""
    found = defaultdict(list)
    for holder, target, relation, polarity, statement in run(store, "ties").rows:
        edge = iris.thing_id(holder), iris.thing_id(target), iris.relation_name(relation), polarity
        found[edge].append(iris.thing_id(statement).removeprefix("stance/"))
    return [Tie(*edge, len(keys), tuple(sorted(keys))) for edge, keys in sorted(found.items())]


def signed(store: Store) -> list[tuple[str, str, int, int]]:
    """Holder, target, sign and in how many statements, of what is drawn (`kg.model.Statement.drawn`) and for or
    against, sorted."""
    rows = run(store, "signed").rows
    return sorted((iris.thing_id(holder), iris.thing_id(target), *told) for holder, target, *told in rows)


def uses(store: Store) -> dict[str, int]:
    """In how many statements each entity stands, by identifier, most first; who is in none is left out."""
    return {iris.thing_id(entity): count for entity, count in run(store, "uses").rows}


def sentence(store: Store, entity: str) -> str:
    """The sentence of the surest statement that an entity stands in, by its identifier; empty where there is none."""
    found = run(store, "sentence", entity=iris.thing(entity)).rows
    return found[0][0] if found else ""


def _question(query: str | Path) -> Question:
    if isinstance(query, str):
        if question := known(query):
            return question
        if is_query(query):
            return Question.parse("query", query)
        if not query.endswith(".rq"):
            near = get_close_matches(query, questions(), n=1)
            meant = f"did you mean {near[0]}?" if near else f"use one of {', '.join(questions())}"
            raise QueryError(f"{query[:80]!r}: neither a question's name, nor a file *.rq, nor SPARQL; {meant}")
    path = Path(query)
    try:
        return Question.parse(path.stem, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read as a query ({error}); name a text file in UTF-8") from error
