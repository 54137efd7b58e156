"""``kg query``: a named question or SPARQL, answered as a table, CSV or JSON."""

import sys
from itertools import groupby
from typing import Annotated

import typer
from rich.table import Table

from kg.cells import text
from kg.cli.console import Place, honest, out_, plain
from kg.errors import ConfigError, QueryError

WIDE = {"quote": 6, "title": 3}  # shares of the terminal's width; other columns 2
NARROW = frozenset(("date", "confidence", "relation"))


@honest
def query(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="A question's name, a .rq file, or SPARQL.", show_default=False)] = "",
    folder: Place = "graph",
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
    list_: Annotated[bool, typer.Option("--list", help="List the named questions with their values.")] = False,
) -> None:
    """Ask a graph a named question, or in SPARQL.

    \b
      kg query --list
      kg query who-opposes affair --target "European Union"
      kg query "SELECT * { ?s rel:opposes ?o }" affair --format csv

    Values of a named question are options of their own; --list shows them.
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
        out_.print(_table(found))


def _table(found) -> Table:
    """An answer for the eye: sentences wide, dates whole; the statement's address is for CSV and JSON."""
    shown = [i for i, name in enumerate(found.columns) if name != "statement"]
    table = Table(expand=bool(WIDE.keys() & set(found.columns)))
    for i in shown:
        name = found.columns[i]
        table.add_column(
            name,
            ratio=WIDE.get(name, 2) if table.expand and name not in NARROW else None,
            no_wrap=name in NARROW,
            overflow="fold",
        )
    for row in found.rows:
        table.add_row(*(plain(text(row[i])) for i in shown))
    return table


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
