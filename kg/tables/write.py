"""Readings → a folder of Parquet files."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import OutputError
from kg.model import DRAWN, Entity, Reading
from kg.tables.columns import DOCUMENTS, ENTITIES, STATEMENTS, TABLES, document_row, entity_row, statement_row
from kg.tables.files import ENDING, NAMES, engine, shards

if TYPE_CHECKING:
    import duckdb

BATCH = 2_000  # rows that are handed over at once

TIES = """
    CREATE TABLE ties AS
    SELECT holder_id, target_id, relation, polarity, CAST(count(*) AS INTEGER) AS weight, arg_min(kind, id) AS kind,
           list(id ORDER BY id) AS statements
    FROM statements WHERE holder_id IS NOT NULL AND asserted AND confidence >= ?
    GROUP BY holder_id, target_id, relation, polarity ORDER BY holder_id, target_id, relation, polarity
"""


def write(readings: Iterable[Reading], entities: Iterable[Entity], folder: Path) -> tuple[Path, ...]:
    """Write ``statements``, ``entities``, ``ties`` and ``documents`` as Parquet files into ``folder``; returns their
    paths. Readings are taken one at a time, so that there may be more than memory holds.

    The same readings give the same rows in the same order. Each file is whole or as it was; `OutputError` where that
    cannot be, and where there are other shards, which would be read with these.
    """
    if others := [path for name in NAMES for path in shards(folder, name) if path.name != name + ENDING]:
        raise OutputError(f"{folder}: holds other tables ({others[0].name}); name a new folder, or remove them")
    unfinished = folder / ".new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(unfinished, ignore_errors=True)  # of one that was killed
        unfinished.mkdir()
        try:
            _write(readings, entities, unfinished)
            for name in NAMES:
                os.replace(unfinished / (name + ENDING), folder / (name + ENDING))
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}); name another place") from error
    return tuple(folder / (name + ENDING) for name in NAMES)


def _write(readings: Iterable[Reading], entities: Iterable[Entity], folder: Path) -> None:
    with engine() as connection:
        for name, columns in TABLES.items():
            told = ", ".join(f'"{column}" {type}' for column, type in columns.items())
            connection.execute(f"CREATE TABLE {name} ({told})")
        waiting = iter(readings)
        while some := list(islice(waiting, BATCH // 40)):
            _insert(connection, "documents", DOCUMENTS, map(document_row, some))
            rows = (statement_row(s, reading.document) for reading in some for s in reading.statements)
            _insert(connection, "statements", STATEMENTS, rows)
        _insert(connection, "entities", ENTITIES, map(entity_row, sorted(entities, key=lambda entity: entity.id)))
        connection.execute(TIES, [DRAWN])
        for name in NAMES:
            connection.table(name).write_parquet(str(folder / (name + ENDING)), compression="zstd")


def _insert(
    connection: "duckdb.DuckDBPyConnection", name: str, columns: Mapping[str, str], rows: Iterator[dict[str, Any]]
) -> None:
    """The rows travel as one JSON value, a parameter: nothing of a document is ever part of a command."""
    shape = "[" + json.dumps(dict(columns)) + "]"
    wanted = ", ".join(f'one."{column}"' for column in columns)
    while batch := list(islice(rows, BATCH)):
        told = json.dumps(batch, ensure_ascii=False)
        connection.execute(
            f"INSERT INTO {name} SELECT {wanted} FROM (SELECT unnest(from_json(?::JSON, ?)) AS one)", [told, shape]
        )
