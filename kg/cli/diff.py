"""``kg diff``: what changed between two graphs, or two states of one."""

import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Column, Table

from kg.cli.console import err, handles_errors, out_, plain
from kg.errors import ConfigError, KgError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.diff.compare import Difference

DIFFERENT, TROUBLE = 1, 2  # exit status, as of diff(1)
_SIGNS = {1: "+", 0: "○", -1: "−"}
_FORMATS = ("table", "csv", "json")


@handles_errors
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="A graph, or a graph after a run.", show_default=False)],
    after: Annotated[
        str | None, typer.Argument(metavar="[B]", help="Another one; if left out, A as it is now.", show_default=False)
    ] = None,
    runs: Annotated[bool, typer.Option("--runs", help="List the runs of A instead.")] = False,
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
    html: Annotated[Path | None, typer.Option(help="Also write a page.", show_default=False)] = None,
    most: Annotated[int, typer.Option(help="Rows of the table.", min=1)] = 50,
) -> None:
    """Show which statements changed sign, were added or removed.

    \b
      kg diff affair --html changes.html
      kg diff affair@1 affair@last --format csv

    A and B are folders, stores, statements.jsonl or graph.trig. affair@2 is a folder after its second run,
    affair@last after its last, affair@-1 before that one, affair@2025-03-31 at the end of that day. One graph alone
    is compared with what it was before its last run.

    The exit status is 0 if nothing differs, 1 if something does, 2 on an error.
    """
    try:
        found = _runs(before) if runs else _diff(before, after, format, html, most)
        sys.stdout.flush()  # what cannot be told is trouble, too
    except (KgError, OSError) as error:
        failed: Any = error
        failed.exit_code = TROUBLE
        raise
    if found:
        raise typer.Exit(DIFFERENT)


def _diff(before: str, after: str | None, format: str, html: Path | None, most: int) -> int:
    """How many differences there are."""
    from kg.cells import harmless
    from kg.diff import compare, opened, table
    from kg.outputs import put
    from kg.query import Table as Answer

    if format not in _FORMATS:
        raise ConfigError(f"format {format!r}: unknown; use {', '.join(_FORMATS)}")
    with ExitStack() as held:
        a, b = opened(before, after, held)
        found = compare(a, b)
    if html is not None:
        from kg.view.changes import page

        put(html, page(found, a.name, b.name))
        err.print(f"Open {html} in a browser.", highlight=False, markup=False, soft_wrap=True)
    rows = table(found)
    if format == "json":
        sys.stdout.write(rows.to_json() + "\n")
    elif format == "csv":
        cells = (tuple(harmless(str(value)) for value in row) for row in rows.rows)
        sys.stdout.write(Answer(rows.columns, tuple(cells)).to_csv())
    elif found:
        _print(found, most)
    else:
        out_.print("Nothing differs.")
    return len(found)


def _print(found: "Sequence[Difference]", most: int) -> None:
    ratios = {"holder": 2, "relation": 2, "target": 2, "sentence": 7}
    if any(one.told for one in found[:most]):
        ratios["was"] = 3
    columns = (Column(name, ratio=ratio, overflow="fold") for name, ratio in ratios.items())
    table = Table(Column("change", no_wrap=True), Column("", no_wrap=True), *columns, expand=True)
    for one in found[:most]:
        line = one.line
        told = "; ".join(f"{name} {old or 'none'}" for name, old, _ in one.told)
        texts = (line.holder, line.relation, line.target, line.sentence, told)
        table.add_row(one.change, " → ".join(_SIGNS[sign] for sign in one.signs), *map(plain, texts[: len(ratios)]))
    out_.print(table)
    counts = Counter(one.change for one in found)
    told = ", ".join(f"{number} {change}" for change, number in counts.items())
    more = f" (the first {most} shown; --most shows more, --format csv all)" if len(found) > most else ""
    out_.print(f"{told}{more}", highlight=False)


def _runs(folder: str) -> int:
    from kg.graph import opened

    with opened(folder) as graph:
        runs = graph.store.runs()
    table = Table("run", Column("when", no_wrap=True), "version", "documents", "removed", "statements gone", "options")
    for number, run in enumerate(runs, start=1):
        counts = map(str, map(len, (run.documents, run.removed, run.vanished)))
        options = plain(", ".join(f"{name}={value}" for name, value in run.options))
        table.add_row(str(number), run.started[:19].replace("T", " "), run.version, *counts, options)
    out_.print(table)
    return 0
