"""A graph as a database of the Discourse Network Analyzer 3, in which people look at its statements and correct them.

What is asserted of a side, with a holder, is a "DNA Statement"; all else (no side taken, uncertain, denied, without a
speaker) is an "Other statement", so that DNA's networks count what is asserted alone. What DNA has no place for is kept
by `kg.exchange.dna_kept`.
"""

import hashlib
import re
import sqlite3
from base64 import b64encode
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from typing import Any

from kg.errors import OutputError
from kg.exchange.coded import names, one_line
from kg.exchange.dna_kept import CODER, RECORD, document_setting, entity_setting, selection, statement_record, units
from kg.exchange.dna_tables import VERSION, schema
from kg.graph import Graph
from kg.model import Document, Entity, Kind, Party, Reading, Statement

PASSWORD = "stancegraph"  # of both coders; no secret, DNA asks for one
_ROUNDS = 100_000  # of SHA-256, as DNA's password library has it
_LIBRARY = 96  # where SQLite's own version stands in a file, which is to depend on the graph alone

_SHORT, _LONG, _YES, _WHOLE = "short text", "long text", "boolean", "integer"
_TABLE_OF = {_SHORT: "DATASHORTTEXT", _LONG: "DATALONGTEXT", _YES: "DATABOOLEAN", _WHOLE: "DATAINTEGER"}
_STANCE = {"person": _SHORT, "organization": _SHORT, "concept": _SHORT, "agreement": _YES, "relation": _SHORT,
           "confidence": _WHOLE, RECORD: _LONG}  # fmt: skip
_OTHER = {"person": _SHORT, "organization": _SHORT, "concept": _SHORT, "relation": _SHORT, "certainty": _SHORT,
          "denied": _YES, "confidence": _WHOLE, RECORD: _LONG}  # fmt: skip
_TYPES = {  # each with its colour
    1: ("DNA Statement", (239, 208, 51), _STANCE),
    2: ("Other statement", (211, 211, 211), _OTHER),
}
_ATTRIBUTES = ("Type", "Alias", "Notes")  # the last is the identifier
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)", re.ASCII)


def dna_database(graph: Graph) -> bytes:
    """The database, whole; raises `OutputError` for a text that no database holds."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("PRAGMA page_size = 4096")
        base.execute("PRAGMA foreign_keys = ON")
        try:
            with base:
                _Writer(base).fill(graph.store.readings(), graph.store.entities())
        except (sqlite3.Error, UnicodeEncodeError) as error:
            reason = " ".join(str(error).split())
            raise OutputError(f"a text of this graph fits no database ({reason}); export jsonl instead") from error
        data = base.serialize()
    return data[:_LIBRARY] + bytes(4) + data[_LIBRARY + 4 :]


class _Writer:
    """Fills an empty database; each row has the number that its order gives it."""

    def __init__(self, base: sqlite3.Connection):
        self._base = base
        self._rows: dict[str, int] = {}
        self._variables: dict[tuple[int, str], int] = {}
        self._attributes: dict[tuple[int, str], int] = {}
        self._named: dict[tuple[int, str], tuple[int, str]] = {}  # of a variable and identifier
        self._taken: set[tuple[int, str]] = set()
        self._known: dict[str, Entity] = {}

    def fill(self, readings: Iterable[Reading], entities: Iterable[Entity]) -> None:
        for table in schema():
            self._base.execute(table)
        self._known = {entity.id: entity for entity in entities}
        self._frame()
        for reading in readings:
            document = self._document(reading)
            ends = units(reading.document.text)
            for statement in reading.statements:
                self._statement(statement, document, ends)
        self._insert_all("SETTINGS", map(entity_setting, self._known.values()))

    def _frame(self) -> None:
        """What DNA itself puts into a new database, and the coder whose statements these are."""
        self._insert_all("SETTINGS", zip(("version", "date"), VERSION, strict=True))
        columns = "ID, Name, Red, Green, Blue, Password"
        for id, name, colour in ((1, "Admin", (255, 255, 0)), (2, CODER, (160, 200, 255))):
            self._insert(f"CODERS ({columns})", id, name, *colour, _encrypted(PASSWORD))
        for pair in ((1, 2), (2, 1)):  # DNA looks for both
            self._add("CODERRELATIONS", Coder=pair[0], OtherCoder=pair[1])
        for type, (label, colour, variables) in _TYPES.items():
            self._insert("STATEMENTTYPES", type, label, *colour)
            for name, kind in variables.items():
                variable = self._add("VARIABLES", Variable=name, DataType=kind, StatementTypeId=type)
                self._variables[type, name] = variable
                if kind == _SHORT:
                    for attribute in _ATTRIBUTES:
                        made = self._add("ATTRIBUTEVARIABLES", VariableId=variable, AttributeVariable=attribute)
                        self._attributes[variable, attribute] = made
                    self._entity(variable, "", "", {})

    def _document(self, reading: Reading) -> int:
        it = reading.document
        said = dict(it.metadata)
        cells = (
            one_line(it.title or it.uri or it.id), one_line(it.author or ""), one_line(it.publisher or ""),
            one_line(said.get("section", "")), said.get("notes", ""), one_line(said.get("type", "")), _seconds(it),
        )  # fmt: skip
        names = ("Title", "Author", "Source", "Section", "Notes", "Type", "Date")
        number = self._add("DOCUMENTS", **dict(zip(names, cells, strict=True)), Text=it.text, Coder=2)
        self._insert("SETTINGS", *document_setting(reading, cells))
        return number

    def _statement(self, statement: Statement, document: int, ends: list[int]) -> None:
        type = 1 if statement.asserted and statement.polarity and statement.holder else 2
        start, stop = selection(ends, statement.evidence)
        number = self._add("STATEMENTS", StatementTypeId=type, DocumentId=document, Start=start, Stop=stop, Coder=2)
        holder = statement.holder
        shown: dict[str, Any] = {}
        slots: dict[str, Party | None] = {"person": None, "organization": None, "concept": statement.target}
        if holder:
            slots["person" if holder.kind == Kind.PERSON else "organization"] = holder
        for name, party in slots.items():
            entity, shown[name] = self._entity_of(self._variables[type, name], party)
            self._value(number, type, name, entity)
        if type == 1:
            shown["agreement"] = int(statement.polarity > 0)
            self._value(number, type, "agreement", shown["agreement"])
        else:
            self._word(number, type, "certainty", statement.certainty)
            self._value(number, type, "denied", int(statement.negated))
        self._word(number, type, "relation", statement.relation)
        self._value(number, type, "confidence", round(100 * statement.confidence))
        self._value(number, type, RECORD, statement_record(statement, shown))

    def _word(self, statement: int, type: int, name: str, word: str) -> None:
        """``word`` as the value of a variable whose entities are words."""
        variable = self._variables[type, name]
        if (variable, word) not in self._named:
            self._named[variable, word] = self._entity(variable, word, one_line(word), {})
        self._value(statement, type, name, self._named[variable, word][0])

    def _entity_of(self, variable: int, party: Party | None) -> tuple[int, str]:
        """The number and name of ``party`` among a variable's entities; what is called alike has a mark behind it."""
        if party is None:
            return self._named[variable, ""]
        if (variable, party.id) not in self._named:
            known = self._known.get(party.id)
            values = {"Type": str(party.kind), "Notes": party.id, "Alias": "; ".join(known.aliases) if known else ""}
            label = known.label if known else party.label
            name = next(name for name in names(label, party.id) if (variable, name) not in self._taken)
            self._entity(variable, party.id, name, values)
        return self._named[variable, party.id]

    def _entity(self, variable: int, id: str, name: str, values: Mapping[str, str]) -> tuple[int, str]:
        number = self._add("ENTITIES", VariableId=variable, Value=name, Red=0, Green=0, Blue=0)
        for attribute in _ATTRIBUTES:
            value = one_line(values.get(attribute, ""))
            place = self._attributes[variable, attribute]
            self._add("ATTRIBUTEVALUES", EntityId=number, AttributeVariableId=place, AttributeValue=value)
        self._taken.add((variable, name))
        self._named[variable, id] = number, name
        return number, name

    def _value(self, statement: int, type: int, name: str, value: Any) -> None:
        kind = _TYPES[type][2][name]
        column = {"Entity" if kind == _SHORT else "Value": value}
        self._add(_TABLE_OF[kind], StatementId=statement, VariableId=self._variables[type, name], **column)

    def _add(self, table: str, **values: Any) -> int:
        """The number of a new row; tables and columns are named by this module alone."""
        self._rows[table] = number = self._rows.get(table, 0) + 1
        self._insert(f"{table} (ID, {', '.join(values)})", number, *values.values())
        return number

    def _insert(self, into: str, *values: Any) -> None:
        self._base.execute(f"INSERT INTO {into} VALUES ({', '.join('?' * len(values))})", values)

    def _insert_all(self, into: str, rows: Iterable[tuple[Any, ...]]) -> None:
        for row in rows:
            self._insert(into, *row)


def _seconds(document: Document) -> int:
    """Midnight of the day of ``document``, in seconds since 1970; of a month or year its first; 0 where none is known,
    because DNA wants one."""
    try:
        parts = _DAY.match(document.published or "")
        year, month, day = (int(part or 1) for part in parts.groups()) if parts else (1970, 1, 1)
        return int(datetime(year, month, day, tzinfo=UTC).timestamp())
    except ValueError:
        return 0


@cache
def _encrypted(password: str) -> str:
    """``password`` as DNA has it: salt and digest of Jasypt's StrongPasswordEncryptor, whose salt is fixed here so that
    the same graph is the same bytes."""
    salt = hashlib.sha256(password.encode()).digest()[:16]
    found = salt + password.encode()
    for _ in range(_ROUNDS):
        found = hashlib.sha256(found).digest()
    return b64encode(salt + found).decode()
