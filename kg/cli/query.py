"""``kg query``: a named question or SPARQL, answered as a table, CSV or JSON."""

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from kg.cells import text
from kg.cli.console import Place, Short, handles_errors, out_
from kg.errors import ConfigError, QueryError

if TYPE_CHECKING:
    from kg.query import Table as Answer

LEAST = {"quote": 30, "title": 18}  # characters that a column wants; others as many as they hold, up to NAME
NAME = 16
WHOLE = frozenset(("date", "confidence", "relation"))  # columns that are never broken
SPARED = ("title", "confidence", "date")  # what is left out first where the terminal is narrow
BESIDE = 3  # characters of a column's border and padding


@handles_errors
def query(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="A question by name, a .rq file, or SPARQL.", show_default=False)] = "",
    folder: Place = "graph",
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
    list_: Annotated[bool, typer.Option("--list", help="List the named questions with their values.")] = False,
) -> None:
    """Ask a graph a named question, or in SPARQL.

    \b
      kg query --list
      kg query who-opposes affair --target "European Union"
      kg query "SELECT * { ?s rel:opposes ?o }" affair --format csv

    A named question takes its values as options; --list shows them.
    """
    from kg.graph import opened

    if list_ or not query:
        return _questions()
    if format not in ("table", "csv", "json"):
        raise ConfigError(f"format {format!r}: unknown; use table, csv or json")
    with opened(folder) as graph:
        found = graph.query(query, **_values(context.args))
    if format == "csv":
        sys.stdout.write(found.to_csv())
    elif format == "json":
        sys.stdout.write(found.to_json() + "\n")
    else:
        out_.print(table_of(found, out_.width))


def table_of(found: "Answer", width: int) -> Table:
    """An answer in a terminal of ``width`` characters: each cell in two lines at most, names and dates with room; the
    statement's address, and columns for which there is no room, are for CSV and JSON."""
    cells = {
        name: [_shown(row[i]) for row in found.rows] for i, name in enumerate(found.columns) if name != "statement"
    }
    wide = bool(LEAST.keys() & cells.keys())
    least = {name: _least(name, column) for name, column in cells.items()} if wide else {}
    left_out = []
    for name in SPARED:
        if name in least and sum(least.values()) + BESIDE * len(least) >= width:
            left_out.append(name)
            del cells[name], least[name]
    note = f"without room here: {', '.join(left_out)}; --format csv has all" if left_out else None
    table = Table(expand=wide, caption=note, caption_justify="left")
    for name in cells:
        ratio = least[name] if wide and name not in WHOLE else None
        table.add_column(name, ratio=ratio, no_wrap=name in WHOLE, overflow="fold")
    for row in zip(*cells.values(), strict=True):
        table.add_row(*map(Short, row))
    return table


def _shown(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else text(value)


def _least(name: str, column: list[str]) -> int:
    longest = max(map(len, (name, *column)))
    return longest if name in WHOLE else min(longest, LEAST.get(name, NAME))


def _questions() -> None:
    from kg.query import questions

    table = Table("question", "asks", "values")
    found = sorted(questions().values(), key=lambda question: (question.group, question.name))
    for group, asked in groupby(found, key=lambda question: question.group):
        table.add_row(f"[bold]{group}[/bold]")
        for question in asked:
            table.add_row(question.name, question.asks, " ".join(f"--{p.name}" for p in question.parameters))
        table.add_section()
    out_.print(table)


def _values(arguments: list[str]) -> dict[str, str]:
    """``--name value`` and ``--name=value`` pairs."""
    values: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name = rest.pop(0)
        if not name.startswith("--"):
            raise QueryError(f'{name!r}: not an option; give values as --name "value"')
        name, equals, value = name[2:].partition("=")
        if not equals and not rest:
            raise QueryError(f'--{name}: lacks its value; write --{name} "value"')
        values[name.replace("-", "_")] = value if equals else rest.pop(0)
    return values
