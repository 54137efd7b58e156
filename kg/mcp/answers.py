"""What workers do for an assistant: each a plain function of a store, which gives data that JSON can hold.

Every answer says how much of the whole it is (``shown``), and leads to the sentences that it rests on (``evidence``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from math import isfinite
from typing import Any

from kg.errors import QueryError
from kg.query import Table, called, labelled, questions, run
from kg.rdf import iris
from kg.rdf.sparql import calls_out
from kg.serve.answers import table
from kg.serve.protocol import Query
from kg.serve.things import Card, asked, card, kind
from kg.store import Store
from kg.store.binding import form

BEHIND = 2  # sentences behind a claim, the surest; how many there are is told
LONG = 4000  # characters of a value; how many it has is told
NAMES = 100  # that are found at most, see `kg/serve/sparql/find.rq`
COUNTED = (
    "no row is a single statement; under 'evidence' are the surest statements in which two of those named here stand "
    "together, if there are any; the tool 'statements' gives those of a name, or of two"
)
UNNAMED = "no column holds statements; project their variable to get their sentences"
BETWEEN = 10  # statements between those whom a counting answer names
_CALLED = "SELECT DISTINCT ?entity { %s ?entity skos:prefLabel|skos:altLabel ?name }"
_BETWEEN = """SELECT ?statement {
  { SELECT ?statement {
      { SELECT ?statement ?one { %s ?statement :holder|:target|:attributedTo ?one } LIMIT 50000 } }
    GROUP BY ?statement HAVING(COUNT(DISTINCT ?one) > 1) }
  ?statement :confidence ?confidence
} ORDER BY DESC(?confidence) ?statement"""
_STATEMENT = str(iris.statement(""))

Data = dict[str, Any]


def ask(store: Store, name: str, values: Mapping[str, Any], first: int, most: int) -> Data:
    """The answer to the named question, ``values`` bound to its parameters."""
    known = questions()
    if name not in known:  # nor a file or SPARQL, which `run` would take
        near = get_close_matches(name, known, n=3)
        meant = f"did you mean {' or '.join(near)}?" if near else "the tool 'questions' lists them"
        raise QueryError(f"{name[:80]!r}: no such question; {meant}")
    found = _rows(store, run(store, name, **values), first, most, COUNTED)
    if "note" in found:
        found["evidence"] = _cards(store, _between(store, found["rows"], map(str, values.values())))
    return {"question": known[name].asks} | found


def _between(store: Store, rows: Iterable[Iterable[Any]], given: Iterable[str]) -> list[str]:
    """The surest statements in which two stand together who are named in ``rows`` or ``given``."""
    names = {value for row in (*rows, given) for value in row if isinstance(value, str)}
    entities = store.query_of(_CALLED, "name", names) if names else ()
    ends = [iris.thing(iris.thing_id(entity)) for (entity,) in entities]
    return [statement for (statement,) in store.query_of(_BETWEEN, "one", ends)[:BETWEEN]] if ends else []


def sparql(store: Store, text: str, limit: int, first: int, most: int) -> Data:
    """The answer to SPARQL that only reads and asks no other server; `QueryError` for more than ``limit`` rows."""
    form(text)
    if calls_out(text):
        raise QueryError("SERVICE asks other servers, which is refused here; ask this graph alone")
    return _rows(store, Table(*table(store, Query(text, (), ()), limit, calls=False)), first, most, UNNAMED)


def find(store: Store, text: str, first: int, most: int) -> Data:
    """Who and what has ``text`` in a name, with all its names."""
    if not text.strip():
        raise QueryError("text: empty; give a part of a name, such as 'commission'")
    found = asked(store, "find", words=text)
    rows = found[first : first + most]
    aliases = {e.id: e.aliases for e in store.described(iris.thing(iris.thing_id(entity)) for entity, *_ in rows)}
    named = [_named(store, it, name, type, aliases.get(iris.thing_id(it), ())) for it, name, type in rows]
    note = {"note": f"these are the {NAMES} shortest; give more letters for others"} if len(found) == NAMES else {}
    return {"shown": shown(first, len(rows), len(found))} | note | {"names": named}


def _named(store: Store, address: str, name: str, type: str, aliases: tuple[str, ...]) -> Data:
    statements = tuple(dict.fromkeys(one for one, *_ in _parts(store, address)))
    known = {"name": name, "aliases": list(aliases), "kind": kind([type]), "address": address}
    return known | _behind(store, statements, 1)


def statements(store: Store, name: str, role: str, beside: str, first: int, most: int) -> Data:
    """The statements in which whoever is called ``name`` (or has that address) stands, newest first. ``role``:
    ``holder``, ``target``, ``source`` (is quoted), ``part`` (of what is spoken of) or ``any``. With ``beside``, another
    name or address, only those in which that one stands, too."""
    roles = _roles(store, name)
    others = {statement for _, statement in _roles(store, beside)} if beside else set()
    wanted = sorted(
        (one for one, parts in roles.items() if role in ("any", *parts) and (not beside or one[1] in others)),
        reverse=True,
    )
    rows = wanted[first : first + most]
    cards = ((found, roles[one]) for one in rows if (found := card(store, one[1])))
    told = [_told(found) | {"roles": sorted(parts)} for found, parts in cards]
    return {"shown": shown(first, len(rows), len(wanted)), "evidence": told}


def _roles(store: Store, name: str) -> dict[tuple[str, str], set[str]]:
    """Day and address of the statements in which whoever is called so stands, with the roles there."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for address in (name,) if name.startswith(iris.BASE) else called(store, name):
        for statement, role, date in _parts(store, address):
            found[date or "", statement].add(role)
    if not found and name.startswith(iris.BASE):
        raise QueryError(f"{name[:200]}: stands in no statement; the tool 'names' gives addresses")
    return found


def evidenced(store: Store, data: Any) -> Any:
    """``data`` with sentences in the place of the keys under each ``statements``."""
    if isinstance(data, dict):
        behind = _behind(store, tuple(map(iris.statement, data["statements"]))) if "statements" in data else {}
        return {name: evidenced(store, value) for name, value in data.items() if name != "statements"} | behind
    return [evidenced(store, one) for one in data] if isinstance(data, list) else data


def shown(first: int, rows: int, all: int) -> str:
    """How much of the whole there is.

    >>> shown(0, 20, 341), shown(20, 20, 341)
    ('20 of 341', '21 to 40 of 341')
    """
    return f"{first + 1} to {first + rows} of {all}" if first and rows else f"{rows} of {all}"


def _rows(store: Store, answer: Table, first: int, most: int, note: str) -> Data:
    """A part of ``answer``, with the sentences of the statements in it; ``note`` is told where there are none."""
    rows = answer.rows[first : first + most]
    part = labelled(store, Table(answer.columns, rows))
    named = sorted({value for row in rows for value in row if isinstance(value, str) and value.startswith(_STATEMENT)})
    found: Data = {"shown": shown(first, len(rows), len(answer.rows)), "columns": list(answer.columns)}
    found |= {"rows": [list(map(_value, row)) for row in rows], "labels": dict(part.labels)}
    if rows and not named:
        found["note"] = note
    return found | {"evidence": _cards(store, named)}


def _value(value: Any) -> Any:
    """``value`` as JSON has it: which knows no infinite number, and in which a whole article would be in the way."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return f"{value[:LONG]}… ({len(value)} characters)" if isinstance(value, str) and len(value) > LONG else value


def _behind(store: Store, statements: tuple[str, ...], most: int = BEHIND) -> Data:
    found = _cards(store, statements[:most])
    return {"statements": shown(0, len(found), len(statements)), "evidence": found}


def _parts(store: Store, address: str) -> tuple[tuple[Any, ...], ...]:
    return asked(store, "parts", entity=iris.thing(iris.thing_id(address)))


def _cards(store: Store, statements: Iterable[str]) -> list[Data]:
    return [_told(found) for one in statements if (found := card(store, one))]


def _told(one: Card) -> Data:
    """A statement with all that is needed to check it. ``polarity``: 1 for, −1 against, 0 neither."""
    return {
        "id": one.key,
        "holder": one.holder.label if one.holder else None,
        "relation": one.relation.label,
        "target": one.target.label,
        "polarity": one.polarity,
        "sentence": "".join(text for text, _ in one.parts),
        "title": one.document.label,
        "publisher": one.publisher,
        "source": one.source.label,
        "date": one.date,
        "happened": one.event,
        "confidence": one.confidence,
        "denied": one.negated,
        "certainty": one.certainty,
        "temporality": one.temporality,
        "according_to": [source.label for source in one.sources],
    }
