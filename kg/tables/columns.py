"""The columns of the tables, their types in DuckDB, and how a row of each is made and understood.

What is a thing by itself (the holder, the target, the sentence) has columns of its own, as in ``statements.csv``; of
what there may be several (sources, cues, participants) there is a list.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kg.model import Document, Entity, Kind, Reading, Skip, Statement
from kg.network.days import UNDATED, middle
from kg.statements import checked, fitting

_SPAN = 'STRUCT("start" INTEGER, "end" INTEGER, quote VARCHAR)'
_PARTICIPANTS = 'STRUCT("role" VARCHAR, id VARCHAR, "label" VARCHAR, "type" VARCHAR, "start" INTEGER, "end" INTEGER)[]'
_PARTY = (
    f'STRUCT(id VARCHAR, "label" VARCHAR, "type" VARCHAR, "start" INTEGER, "end" INTEGER, event_type VARCHAR, '
    f"participants {_PARTICIPANTS})"
)


def _ends(name: str) -> dict[str, str]:
    return {f"{name}_id": "VARCHAR", name: "VARCHAR", f"{name}_type": "VARCHAR", f"{name}_start": "INTEGER",
            f"{name}_end": "INTEGER", f"{name}_event_type": "VARCHAR",
            f"{name}_participants": _PARTICIPANTS}  # fmt: skip


STATEMENTS: Mapping[str, str] = {
    "id": "VARCHAR", "kind": "VARCHAR", **_ends("holder"), "relation": "VARCHAR", **_ends("target"),
    "polarity": "TINYINT", "certainty": "VARCHAR", "negated": "BOOLEAN", "asserted": "BOOLEAN",
    "temporality": "VARCHAR", "speech_act": "VARCHAR", "role": "VARCHAR", "plover": "VARCHAR", "cameo": "VARCHAR",
    "attributed_to": f"{_PARTY}[]", "quote": "VARCHAR", "quote_start": "INTEGER", "quote_end": "INTEGER",
    "cues": f"{_SPAN}[]", "attribution": f"STRUCT(source {_SPAN}, cue {_SPAN}, content {_SPAN})", "date": "VARCHAR",
    "day": "DATE", "since": "VARCHAR", "until": "VARCHAR", "ended": "BOOLEAN", "confidence": "DOUBLE",
    "rule": "VARCHAR", "read_as": "VARCHAR", "document": "VARCHAR", "uri": "VARCHAR", "title": "VARCHAR",
    "published": "VARCHAR", "publisher": "VARCHAR",
}  # fmt: skip
ENTITIES: Mapping[str, str] = {
    "id": "VARCHAR", "label": "VARCHAR", "kind": "VARCHAR", "aliases": "VARCHAR[]", "acts_for": "VARCHAR",
    "same_as": "VARCHAR[]",
}  # fmt: skip
DOCUMENTS: Mapping[str, str] = {
    "id": "VARCHAR", "title": "VARCHAR", "uri": "VARCHAR", "published": "VARCHAR", "day": "DATE",
    "publisher": "VARCHAR", "author": "VARCHAR", "language": "VARCHAR", "words": "INTEGER", "reader": "VARCHAR",
    "text": "VARCHAR", "furniture": 'STRUCT("start" INTEGER, "end" INTEGER)[]',
    "metadata": "STRUCT(name VARCHAR, value VARCHAR)[]", "entities": "VARCHAR[]",
    "skips": f'STRUCT(reason VARCHAR, {_SPAN.removeprefix("STRUCT(")}[]',
}  # fmt: skip
TABLES: Mapping[str, Mapping[str, str]] = {"statements": STATEMENTS, "entities": ENTITIES, "documents": DOCUMENTS}
MADE = {  # for the eye and for questions, from other columns; not read back
    "statements": ("asserted", "day", "title", "published", "publisher"), "entities": (), "documents": ("day",),
}  # fmt: skip

_SAME = ("id", "kind", "relation", "polarity", "certainty", "negated", "temporality", "speech_act", "role", "plover",
         "cameo", "attributed_to", "cues", "attribution", "date", "since", "until", "ended", "confidence", "rule",
         "read_as")  # fmt: skip


def statement_row(statement: Statement, document: Document) -> dict[str, Any]:
    """The row of a statement that stands in ``document``."""
    record = statement.to_dict()
    row = {name: record[name] for name in _SAME}
    for name in ("holder", "target"):
        party = record[name] or {}
        row |= {f"{name}_{key}": party.get(key) for key in ("id", "type", "start", "end", "event_type", "participants")}
        row[name] = party.get("label")
    span = statement.evidence
    return row | {
        "quote": span.text, "quote_start": span.start, "quote_end": span.end, "document": span.document,
        "uri": statement.uri, "title": document.title, "published": document.published,
        "publisher": document.publisher, "asserted": statement.asserted,
        "day": _day(statement.date or document.published),
    }  # fmt: skip


def statement_of(row: Mapping[str, Any], text: str) -> Statement:
    """The statement of a row whose document has this ``text``; a `ValueError` says what is wrong with it."""
    record = {name: row[name] for name in _SAME} | {"attributed_to": row["attributed_to"] or []}
    for name in ("holder", "target"):
        keys = ("id", "type", "start", "end", "event_type", "participants")
        party = {key: row[f"{name}_{key}"] for key in keys} | {"label": row[name]}
        record[name] = _party(party) if party["id"] is not None else None
    record["attributed_to"] = [_party(one) for one in record["attributed_to"]]
    record["evidence"] = {"document": row["document"], "uri": row["uri"] or "", "quote": row["quote"],
                          "start": row["quote_start"], "end": row["quote_end"]}  # fmt: skip
    statement = checked(record)
    if statement.key != row["id"]:
        raise ValueError(f"id {row['id']!r} is not that of its content, {statement.key}")
    return fitting(statement, text)


def entity_row(entity: Entity) -> dict[str, Any]:
    """The row of an entity."""
    return {"id": entity.id, "label": entity.label, "kind": str(entity.kind), "aliases": entity.aliases,
            "acts_for": entity.acts_for, "same_as": entity.same_as}  # fmt: skip


def entity_of(row: Mapping[str, Any]) -> Entity:
    """The entity of a row."""
    names, same = (tuple(row[name] or ()) for name in ("aliases", "same_as"))
    if not (row["id"] and row["label"]):
        raise ValueError(f"an entity has neither id nor label empty, here {row['id']!r}, {row['label']!r}")
    return Entity(row["id"], row["label"], Kind(row["kind"]), names, row["acts_for"], same)


def document_row(reading: Reading) -> dict[str, Any]:
    """The row of a document with all that its reading has beside statements."""
    document = reading.document
    plain = ("id", "title", "uri", "published", "publisher", "author", "language", "text")
    return {name: getattr(document, name) for name in plain} | {
        "day": _day(document.published), "words": reading.words, "reader": reading.reader,
        "furniture": [{"start": start, "end": end} for start, end in document.furniture],
        "metadata": [{"name": name, "value": value} for name, value in document.metadata],
        "entities": [entity.id for entity in reading.entities],
        "skips": [{"reason": skip.reason, "start": skip.span.start, "end": skip.span.end, "quote": skip.span.text}
                  for skip in reading.skips],
    }  # fmt: skip


def document_of(row: Mapping[str, Any]) -> tuple[Document, tuple[Skip, ...]]:
    """The document of a row, and what was skipped in it; a `ValueError` says what is wrong with it."""
    document = Document.of(
        row["text"] or "", title=row["title"] or "", uri=row["uri"] or "", published=row["published"],
        publisher=row["publisher"], author=row["author"], language=row["language"] or "",
        furniture=tuple((one["start"], one["end"]) for one in row["furniture"] or ()),
        metadata=tuple((one["name"], one["value"]) for one in row["metadata"] or ()),
    )  # fmt: skip
    if document.id != row["id"]:
        raise ValueError(f"it is not named by its text, whose SHA-256 is {document.id}")
    skips = tuple(Skip(one["reason"], document.span(one["start"], one["end"])) for one in row["skips"] or ())
    return document, skips


def _party(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"participants": record["participants"] or []}


def _day(when: str | None) -> str | None:
    """The day as networks have it: of a month or year the middle one."""
    day = middle(when)
    return None if day == UNDATED else date.fromordinal(day).isoformat()
