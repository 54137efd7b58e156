"""Readings as they were made, before anybody was joined to anybody. A build that was stopped goes on from them, and
who is one is found out from all of them whenever a store changes, so that the order in which documents came counts for
nothing.

They lie in the store's folder, in the SQLite file ``readings``, a row a document; each is there for good once put.
"""

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, NamedTuple, Self

from kg.errors import StoreError
from kg.model import Document, Reading, Skip, Statement
from kg.rdf import decode_given
from kg.resolve import Mentions

FILE = "readings"
_TABLE = """CREATE TABLE IF NOT EXISTS reading (document TEXT PRIMARY KEY, reader TEXT NOT NULL, words INTEGER NOT NULL,
    mentions BLOB NOT NULL, rest BLOB NOT NULL) WITHOUT ROWID"""
_AT_ONCE = 500  # documents that are asked for in one query


class Row(NamedTuple):
    """A reading as it is kept: ``mentions`` is what joining asks of it, ``rest`` all else."""

    document: str
    reader: str
    words: int
    mentions: bytes
    rest: bytes

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """The row of ``reading``."""
        mentions = Mentions.of(reading)
        head = {"entities": list(map(asdict, reading.entities)), "used": mentions.used,
                "parties": sorted(mentions.parties)}  # fmt: skip
        rest = {"document": asdict(reading.document)} | told(reading)
        return cls(reading.document.id, reading.reader, reading.words, _packed(head), _packed(rest))

    def reading(self) -> Reading:
        """The reading that it was made of."""
        rest = _unpacked(self.rest)
        document = _document(rest["document"])
        entities = tuple(map(decode_given, _unpacked(self.mentions)["entities"]))
        return Reading(document, entities, **untold(rest, document), words=self.words, reader=self.reader)


def told(reading: Reading) -> dict[str, Any]:
    """The statements and skips of ``reading`` as plain values, ready for JSON."""
    return {
        "statements": [statement.to_dict() for statement in reading.statements],
        "skips": [(skip.reason, skip.span.start, skip.span.end) for skip in reading.skips],
    }


def untold(record: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """The inverse of `told`: the fields of a `Reading` of ``document``."""
    return {
        "statements": tuple(map(Statement.from_dict, record["statements"])),
        "skips": tuple(Skip(reason, document.span(*ends)) for reason, *ends in record["skips"]),
    }


class Spool:
    """The readings at one place; use it as a context manager, or `close` it.

    >>> with Spool.open() as spool:
    ...     spool.readers()
    {}
    """

    def __init__(self, path: Path | None):
        self._path, self._shown = path, str(path or "readings")
        self._inner = _connected(path if path and path.exists() else None)

    @classmethod
    def open(cls, folder: Path | None = None) -> Self:
        """The readings in the store's ``folder``, which is made when the first is put there; without, in memory, for
        one build."""
        return cls(folder / FILE if folder else None)

    def close(self) -> None:
        """Let go of the file."""
        self._inner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def put(self, rows: Iterable[Row]) -> None:
        """Keep ``rows``, each in place of what there was of its document; all are there for good afterwards."""
        if self._path and not self._path.exists():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._inner = _connected(self._path)
        with _told(self._shown), self._change():
            self._inner.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?)", rows)

    def drop(self, documents: Iterable[str]) -> None:
        """Forget what ``documents`` gave."""
        with _told(self._shown), self._change():
            self._inner.executemany("DELETE FROM reading WHERE document = ?", ((id,) for id in documents))

    def readers(self) -> dict[str, str]:
        """What read each document, see `kg.model.Reading`, by the document's id."""
        with _told(self._shown):
            return dict(self._inner.execute("SELECT document, reader FROM reading ORDER BY document"))

    def count(self) -> int:
        """How many documents there are."""
        with _told(self._shown):
            count: int = self._inner.execute("SELECT count(*) FROM reading").fetchone()[0]
            return count

    def words(self, documents: Collection[str]) -> int:
        """How many words ``documents`` have."""
        return sum(words for (words,) in self._rows("words", documents))

    def mentions(self, documents: Collection[str]) -> Iterator[Mentions]:
        """Whom each of ``documents`` mentions, sorted by document; those that are not here are left out."""
        for document, packed in self._rows("document, mentions", documents):
            head = _unpacked(packed)
            entities = tuple(map(decode_given, head["entities"]))
            yield Mentions(document, entities, head["used"], frozenset(head["parties"]))

    def readings(self, documents: Collection[str]) -> Iterator[Reading]:
        """What each of ``documents`` gave, sorted by document, one at a time; those that are not here are left out."""
        return (Row(*row).reading() for row in self._rows("*", documents))

    def _rows(self, columns: str, documents: Collection[str]) -> Iterator[tuple[Any, ...]]:
        wanted = sorted(documents)
        for begin in range(0, len(wanted), _AT_ONCE):
            some = wanted[begin : begin + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            with _told(self._shown):
                yield from self._inner.execute(
                    f"SELECT {columns} FROM reading WHERE document IN ({marks}) ORDER BY document", some
                )

    @contextmanager
    def _change(self) -> Iterator[None]:
        self._inner.execute("BEGIN")
        with self._inner:  # commits, or takes all back
            yield


def _connected(path: Path | None) -> sqlite3.Connection:
    with _told(str(path)):
        inner = sqlite3.connect(path or ":memory:", isolation_level=None)
        inner.execute(_TABLE)
        return inner


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Makes SQLite's errors `StoreError`s."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise StoreError(
            f"{place}: cannot be written or read ({error}); free some space, or see that it may be written"
        ) from error
    except (sqlite3.DatabaseError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{place}: holds no readings of ours ({error}); remove it and build again") from error


def _packed(record: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(record, separators=(",", ":")).encode("ascii"), 1)


def _unpacked(packed: bytes) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(zlib.decompress(packed))
    return record


def _document(record: Mapping[str, Any]) -> Document:
    pairs = {field.name: tuple(map(tuple, record[field.name])) for field in fields(Document)
             if field.name in ("furniture", "metadata")}  # fmt: skip
    return Document(**{**record, **pairs})
