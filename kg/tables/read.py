"""A folder of Parquet files → readings, a document at a time."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import Entity, Reading, Unreadable
from kg.statements import order
from kg.tables.columns import MADE, TABLES, document_of, entity_of, statement_of
from kg.tables.files import ENDING, engine, opened, shards

if TYPE_CHECKING:
    import duckdb

ORDER = {"statements": "document, quote_start, id", "entities": "id", "documents": "id"}
FETCHED = 1_000  # rows at once

Row = Mapping[str, Any]


def readings(folder: Path) -> Iterator[Reading | Unreadable]:
    """What the tables in ``folder`` give, sorted by document; each table may be in several shards. A document of which
    anything is not as it should be is left out, and what is wrong with it is told.

    Entities for whom somebody acts, and whom no document mentions, come with the first document in which that is so.
    """
    with engine() as connection:
        for name in TABLES:
            if fault := _view(connection, folder, name):
                yield Unreadable(str(folder), fault)
                return
        import duckdb

        try:
            yield from _readings(connection, str(folder))
        except duckdb.Error as error:
            yield Unreadable(str(folder), f"cannot be read ({_line(error)}); export it again")


def _view(connection: "duckdb.DuckDBPyConnection", folder: Path, name: str) -> str:
    """Makes a view of one table; returns what is wrong with it."""
    import duckdb

    paths = shards(folder, name)
    if not paths:
        why = ", without which no statement can be shown in its text" if name == "documents" else ""
        return f"no file {name}{ENDING} or {name}-*{ENDING} in it{why}; export the graph again"
    wanted = {column: type for column, type in TABLES[name].items() if column not in MADE[name]}
    try:
        table = opened(connection, paths)
        if missing := [column for column in wanted if column not in table.columns]:
            return f"{paths[0].name} has no column {missing[0]}; export the graph again"
        told = ", ".join(f'CAST("{column}" AS {type}) AS "{column}"' for column, type in wanted.items())
        table.project(told).create_view(name)
    except duckdb.Error as error:
        return f"{paths[0].name} cannot be read ({_line(error)}); export the graph again"
    return ""


def _readings(connection: "duckdb.DuckDBPyConnection", folder: str) -> Iterator[Reading | Unreadable]:
    known: dict[str, Entity] = {}
    for row in _rows(connection, "entities"):
        try:
            known.setdefault(row["id"], entity_of(row))
        except (ValueError, TypeError) as error:
            yield Unreadable(folder, f"entity {str(row['id'])[:40]!r}: {_line(error)}; export the graph again")
    mentioned = {id for (id,) in connection.execute("SELECT DISTINCT unnest(entities) FROM documents").fetchall()}
    unmentioned = (known.keys() - mentioned).intersection(entity.acts_for for entity in known.values())
    statements = groupby(_rows(connection, "statements"), key=lambda row: row["document"])
    waiting = next(statements, None)
    for id, several in groupby(_rows(connection, "documents"), key=lambda row: row["id"]):
        while waiting and (waiting[0] is None or (id is not None and waiting[0] < id)):
            yield _without(folder, *waiting)
            waiting = next(statements, None)
        row, *again = several
        own: list[Row] = []
        if waiting and waiting[0] == id:
            own, waiting = list(waiting[1]), next(statements, None)
        yield _reading(folder, row, own, known, unmentioned)
        if again:
            reason = "is in several shards, and is read once; keep one of them"
            yield Unreadable(f"{folder}: {row['title'] or id}", reason)
    while waiting:
        yield _without(folder, *waiting)
        waiting = next(statements, None)


def _reading(
    folder: str, row: Row, rows: list[Row], known: Mapping[str, Entity], unmentioned: set[str]
) -> Reading | Unreadable:
    try:
        document, skips = document_of(row)
        found = {row["id"]: statement_of(row, document.text) for row in rows}
        ids = row["entities"] or []
        if unknown := [id for id in ids if id not in known]:
            raise ValueError(f"it mentions {unknown[0]!r}, who is not among the entities")
        ids += sorted(unmentioned.intersection(known[id].acts_for for id in ids))
        entities = tuple(known[id] for id in dict.fromkeys(ids))
    except (ValueError, TypeError, LookupError) as error:
        source = f"{folder}: {row['title'] or row['id']}"
        return Unreadable(source, f"{_line(error)}; compare it with what 'kg export' writes")
    said = sorted(found.values(), key=order)
    return Reading(document, entities, tuple(said), skips, row["words"] or 0, row["reader"] or "")


def _without(folder: str, document: str | None, rows: Iterator[Row]) -> Unreadable:
    count = sum(1 for _ in rows)
    return Unreadable(f"{folder}: {document}", f"{count} statements of a document that is not there; add its table")


def _rows(connection: "duckdb.DuckDBPyConnection", name: str) -> Iterator[Row]:
    cursor = connection.cursor()
    cursor.execute(f"SELECT * FROM {name} ORDER BY {ORDER[name]}")
    columns = [column for column, *_ in cursor.description]
    while some := cursor.fetchmany(FETCHED):
        for row in some:
            yield dict(zip(columns, row, strict=True))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
