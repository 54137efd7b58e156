"""The tables of version 3 of the Discourse Network Analyzer, as its own program makes them in an SQLite file.

Names, types, defaults and rules are those that DNA 3.0.8 (2022) writes; whether later versions open them was not
tried, and tables of an older version differ.
"""

from collections.abc import Iterator

VERSION = ("3.0.8", "2022-06-16")  # what DNA calls "version" and "date"
MOST = 190  # characters of a short text

_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_DATA_ID = "ID INTEGER PRIMARY KEY NOT NULL"
_MAY = ("AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
        "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
        "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements")  # fmt: skip


def _short(name: str, default: str = "") -> str:
    return f"{name} TEXT NOT NULL{default} CHECK (LENGTH({name}) <= {MOST})"


def _number(name: str, least: int, most: int, default: int, null: str = " NOT NULL") -> str:
    return f"{name} INTEGER{null} DEFAULT {default} CHECK ({name} BETWEEN {least} AND {most})"


def _flag(name: str, default: int = 1) -> str:
    return _number(name, 0, 1, default)


def _colour() -> tuple[str, ...]:
    return tuple(_number(name, 0, 255, 0) for name in ("Red", "Green", "Blue"))


def _of(column: str, table: str) -> str:
    return f"FOREIGN KEY ({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(value: str, *rules: str) -> tuple[str, ...]:
    return (_DATA_ID, "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", value,
            _of("StatementId", "STATEMENTS"), _of("VariableId", "VARIABLES"), *rules,
            "UNIQUE (StatementId, VariableId)")  # fmt: skip


_EMPTY = " DEFAULT ''"
_TABLES: dict[str, tuple[str, ...]] = {
    "SETTINGS": ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
    "CODERS": (
        _ID, _short("Name"), *_colour(), _number("Refresh", 0, 9999, 0), _number("FontSize", 1, 99, 14),
        _short("Password"), _number("PopupWidth", 100, 9999, 300, null=""), _flag("ColorByCoder", 0),
        _flag("PopupDecoration", 0), _flag("PopupAutoComplete"), *(_flag(f"Permission{what}") for what in _MAY),
    ),
    "DOCUMENTS": (
        _ID, _short("Title"), "Text TEXT NOT NULL", "Coder INTEGER", _short("Author", _EMPTY),
        _short("Source", _EMPTY), _short("Section", _EMPTY), "Notes TEXT NOT NULL DEFAULT ''", _short("Type", _EMPTY),
        "Date INTEGER NOT NULL", _of("Coder", "CODERS"),
    ),
    "STATEMENTTYPES": (_ID, _short("Label"), *_colour()),
    "VARIABLES": (
        _ID, _short("Variable"),
        "DataType TEXT NOT NULL DEFAULT 'short text' "
        "CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text'))",
        "StatementTypeId INTEGER", _of("StatementTypeId", "STATEMENTTYPES"), "UNIQUE (Variable, StatementTypeId)",
    ),
    "VARIABLELINKS": (
        _ID, "SourceVariableId INTEGER", "TargetVariableId INTEGER", "CHECK (TargetVariableId != SourceVariableId)",
        _of("SourceVariableId", "VARIABLES"), _of("TargetVariableId", "VARIABLES"),
    ),
    "REGEXES": (f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) <= {MOST})", *_colour()),
    "CODERRELATIONS": (
        _ID, "Coder INTEGER CHECK (Coder > 0)", "OtherCoder INTEGER CHECK (OtherCoder > 0)", _flag("viewStatements"),
        _flag("editStatements"), _flag("viewDocuments"), _flag("editDocuments"), "CHECK (Coder != OtherCoder)",
        _of("Coder", "CODERS"), _of("OtherCoder", "CODERS"),
    ),
    "STATEMENTS": (
        _ID, "StatementTypeId INTEGER", "DocumentId INTEGER", "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop >= 0)", "Coder INTEGER", "CHECK (Start < Stop)",
        _of("StatementTypeId", "STATEMENTTYPES"), _of("Coder", "CODERS"), _of("DocumentId", "DOCUMENTS"),
    ),
    "DATABOOLEAN": _data("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _data("Value INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": (
        _DATA_ID, "VariableId INTEGER NOT NULL", _short("Value", _EMPTY),
        *(f"{name} INTEGER CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue")),
        "ChildOf INTEGER CHECK (ChildOf > 0)", "UNIQUE (VariableId, Value)", _of("ChildOf", "ENTITIES"),
        _of("VariableId", "VARIABLES"),
    ),
    "DATASHORTTEXT": _data("Entity INTEGER NOT NULL", _of("Entity", "ENTITIES")),
    "DATALONGTEXT": _data("Value TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": (
        _DATA_ID, "VariableId INTEGER NOT NULL", _short("AttributeVariable"), "UNIQUE (VariableId, AttributeVariable)",
        _of("VariableId", "VARIABLES"),
    ),
    "ATTRIBUTEVALUES": (
        _DATA_ID, "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL",
        _short("AttributeValue", _EMPTY), "UNIQUE (EntityId, AttributeVariableId)", _of("EntityId", "ENTITIES"),
        _of("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ),
}  # fmt: skip


def schema() -> Iterator[str]:
    """A statement of SQL for each table, in an order in which each finds those that it refers to."""
    return (f"CREATE TABLE {name} ({', '.join(rules)})" for name, rules in _TABLES.items())
