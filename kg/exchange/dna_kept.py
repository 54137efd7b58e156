"""What a database for the Discourse Network Analyzer keeps of a graph besides what DNA knows, so that it is read back
as it was.

A statement keeps itself, as JSON, in a variable of its own; documents and entities are kept in SETTINGS, of which DNA
reads its own rows only. Each record has, as ``shown``, what DNA was given of the thing: where DNA now has something
else, a coder has changed it, and the coder is right.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from kg.model import Document, Entity, Party, Reading, Span, Statement
from kg.statements import checked, fitting, well_typed
from kg.tables.columns import document_of, document_row, entity_of, entity_row

RECORD = "record"  # the variable
CODER = "stancegraph"  # whose statements these are
_DOCUMENT, _ENTITY = "stancegraph document ", "stancegraph entity "
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
_CELLS = ("title", "author", "publisher", "section", "notes", "type", "published")


def units(text: str) -> list[int]:
    """Where each character begins, and the last ends, as DNA counts: in UTF-16 units, a line end being one."""
    pairs = zip(text, text[1:] + " ", strict=True)
    return list(accumulate((0 if c + after == "\r\n" else 1 + (c > "\uffff") for c, after in pairs), initial=0))


def selection(ends: Sequence[int], span: Span) -> tuple[int, int]:
    """Start and stop of ``span`` in DNA, ``ends`` being the text's `units`; never empty, which DNA refuses."""
    start = ends[span.start]
    return start, max(ends[span.end], start + 1)


def statement_record(statement: Statement, shown: Mapping[str, Any]) -> str:
    """The record of a statement of which DNA is given ``shown``: each variable's value."""
    return _dumps({"shown": dict(shown), "statement": statement.to_dict()})


def document_setting(reading: Reading, shown: Sequence[Any]) -> tuple[str, str]:
    """The row of SETTINGS of a document of which DNA is given ``shown``: title, author, source, section, notes, type
    and date."""
    record = document_row(reading)
    del record["text"], record["day"]
    return _DOCUMENT + reading.document.id, _dumps({"shown": list(shown), "document": record})


def entity_setting(entity: Entity) -> tuple[str, str]:
    """The row of SETTINGS of an entity."""
    return _ENTITY + entity.id, _dumps(entity_row(entity))


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A statement, and each variable's value that DNA was given of it."""

    shown: Mapping[str, Any]
    statement: Statement

    @classmethod
    def of(cls, record: Any) -> "KeptStatement | None":
        """That of a `statement_record`; ``None`` where it is none."""
        try:
            found = _loads(record)
            return cls(dict(found["shown"]), checked(found["statement"]))
        except _FAULTS:
            return None

    def fits(self, document: Document) -> bool:
        """Whether it is a statement of ``document``, with its very words."""
        try:
            return self.statement.evidence.document == document.id and bool(fitting(self.statement, document.text))
        except ValueError:
            return False


def named(kept: Iterable[KeptStatement]) -> dict[tuple[str, Any], Party]:
    """Whom the names that DNA was given mean, by variable and name, so that a coder may choose them again."""
    found: dict[tuple[str, Any], Party] = {}
    for one in kept:
        for variable in ("person", "organization", "concept"):
            party = one.statement.target if variable == "concept" else one.statement.holder
            if party and one.shown.get(variable):
                found.setdefault((variable, str(one.shown[variable])), party)
    return found


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document with all that was found in it besides statements, and what DNA was given of it."""

    shown: tuple[Any, ...]
    reading: Reading

    def now(self, row: Sequence[Any], plain: Document | None) -> Document:
        """The document where DNA has ``row`` of it today, and ``plain`` is what that alone would say."""
        document = self.reading.document
        changed = {n for n, now, was in zip(_CELLS, row, self.shown, strict=True) if now != was}
        if not changed or plain is None:
            return document
        told = {name: getattr(plain, name) for name in ("title", "author", "publisher", "published") if name in changed}
        new = tuple(pair for pair in plain.metadata if pair[0] in changed)
        kept = tuple(pair for pair in document.metadata if pair[0] not in {"section", "notes", "type"} & changed)
        return replace(document, **told, metadata=kept + new)


@dataclass(slots=True)
class Kept:
    """The documents and entities that SETTINGS keep, by identifier."""

    documents: dict[str, Any] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    unmentioned: set[str] = field(default_factory=set)  # for whom somebody acts, and whom no document names

    @classmethod
    def of(cls, settings: Iterable[tuple[Any, Any]]) -> "Kept":
        """What there is; a row that cannot be understood is as if it were not there."""
        found = cls()
        for name, value in settings:
            try:
                if str(name).startswith(_DOCUMENT):
                    found.documents[name.removeprefix(_DOCUMENT)] = _loads(value)
                elif str(name).startswith(_ENTITY):
                    entity = entity_of(_loads(value))
                    if well_typed(entity):
                        found.entities[entity.id] = entity
            except _FAULTS:
                continue
        acted_for = {e.acts_for for e in found.entities.values()}
        found.unmentioned = (found.entities.keys() - found._mentioned()) & acted_for
        return found

    def _mentioned(self) -> set[str]:
        ids: set[str] = set()
        for record in self.documents.values():
            with suppress(*_FAULTS):
                ids.update(record["document"]["entities"])
        return ids

    def document(self, text: str) -> KeptDocument | None:
        """The document of this text, where there is one."""
        if not self.documents:
            return None
        try:
            record = self.documents[Document.of(text).id]
            row, shown = record["document"], tuple(record["shown"])
            document, skips = document_of(row | {"text": text})
            ids = [id for id in row["entities"] if id in self.entities]
            ids += sorted(self.unmentioned.intersection(self.entities[id].acts_for for id in ids))
            entities = tuple(self.entities[id] for id in dict.fromkeys(ids))
            reading = Reading(document, entities, (), skips, row["words"], row["reader"])
        except _FAULTS:
            return None
        return KeptDocument(shown, reading) if well_typed(reading) and len(shown) == len(_CELLS) else None


def _dumps(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _loads(text: Any) -> Any:
    found = json.loads(text)
    json.dumps(found, ensure_ascii=False).encode()  # no halves of surrogate pairs
    return found
