"""Statements as a table for people and spreadsheets, and its description for machines.

The description is W3C's Tabular Metadata (https://www.w3.org/TR/tabular-metadata/): a converter makes of the table
triples that the store has too. Labels are left out there, because a cell that a spreadsheet would take for a formula
begins with an apostrophe.
"""

import json
from typing import Any

from kg.cells import harmless, table
from kg.graph import Graph
from kg.model import Statement
from kg.rdf import iris

ENDING = "-metadata.json"
_NS, _THING = iris.BASE + "ns#", iris.BASE + "id/"

# each column: what it holds, and how it is a property of the statement; without the latter it is for the eye alone
_COLUMNS: dict[str, tuple[str, dict[str, Any]]] = {
    "date": ("When it was said, done or so: a day, month or year.", {}),
    "holder": ("Whose it is; empty where the document itself speaks.", {}),
    "relation": ("What the holder is to the target.",
                 {"propertyUrl": _NS + "relation", "valueUrl": iris.BASE + "rel/{relation}"}),
    "target": ("Whom or what it is about.", {}),
    "polarity": ("1 for, -1 against, 0 neither.", {
        "propertyUrl": _NS + "polarity", "datatype": {"base": "integer", "minimum": -1, "maximum": 1}}),
    "certainty": ("How sure the text is that it is so.",
                  {"propertyUrl": _NS + "certainty", "valueUrl": _NS + "{certainty}"}),
    "negated": ("Whether a negation was applied.",
                {"propertyUrl": _NS + "negated", "datatype": {"base": "boolean", "format": "true|false"}}),
    "kind": ("stance, action, relation or assertion.", {}),
    "attributed_to": ("The chain of sources, outermost last.", {}),
    "quote": ("The sentence.", {}),
    "cue": ("The very words.", {}),
    "document": ("The title of the document, or its address.", {}),
    "confidence": ("How sure the reader was, from 0 to 1.", {
        "propertyUrl": _NS + "confidence", "datatype": {"base": "decimal", "minimum": 0, "maximum": 1}}),
    "rule": ("Which rule or person said so.", {}),
    "id": ("The statement's key.", {}),
    "holder_id": ("The identifier of the holder.",
                  {"propertyUrl": _NS + "holder", "valueUrl": _THING + "{+holder_id}"}),
    "target_id": ("The identifier of the target.",
                  {"propertyUrl": _NS + "target", "valueUrl": _THING + "{+target_id}"}),
}  # fmt: skip
COLUMNS = tuple(_COLUMNS)


def csv_table(graph: Graph) -> str:
    """A row for each statement, by document and place; empty cells where there is nothing to say."""
    titles = {d.id: d.title or d.uri or d.id for d in graph.documents}
    rows = ([harmless(str(value)) for value in _row(statement, titles)] for statement in graph.statements)
    return table([COLUMNS, *rows])


def csvw(name: str) -> str:
    """The description of `csv_table`, to lie beside it as ``name``: ``statements.csv-metadata.json``."""
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name.removesuffix(ENDING) if name.endswith(ENDING) else "statements.csv",
        "dc:title": "Statements",
        "dialect": {"lineTerminators": ["\n"]},
        "tableSchema": {
            "primaryKey": "id",
            "aboutUrl": iris.statement("{id}").replace("%7B", "{").replace("%7D", "}"),
            "columns": [
                _column(name, what, property) for name, (what, property) in _COLUMNS.items()
            ] + [{"name": "type", "virtual": True, "propertyUrl": "rdf:type", "valueUrl": _NS + "Statement"}],
        },
    }  # fmt: skip
    return json.dumps(described, indent=2) + "\n"


def _column(name: str, what: str, property: dict[str, Any]) -> dict[str, Any]:
    shared = {"name": name, "titles": name, "dc:description": what, "required": name in ("id", "target_id")}
    return shared | ({"datatype": "string"} | property if property else {"datatype": "string", "suppressOutput": True})


def _row(s: Statement, titles: dict[str, str]) -> tuple[str | int | float, ...]:
    return (
        s.date or "",
        s.holder.label if s.holder else "",
        s.relation,
        s.target.label,
        s.polarity,
        s.certainty,
        str(s.negated).lower(),
        s.kind,
        "; ".join(p.label for p in s.attributed_to),
        s.evidence.text,
        s.cues[0].text,
        titles[s.evidence.document],
        s.confidence,
        s.rule,
        s.key,
        s.holder.id if s.holder else "",
        s.target.id,
    )
