"""``kg status``: what a graph holds, and which of the files that were made of it are current."""

import typer
from rich.table import Column, Table

from kg.cli.console import Place, handles_errors, out_, plain


@handles_errors
def status(folder: Place = "graph") -> None:
    """Show what a graph holds, and which files are up to date.

    \b
      kg status affair

    Each file is shown with whether it was made from the current store. The exit status is 1 if a file that a build
    makes was not: 'kg build --out FOLDER' updates it. Waiting documents were read by a build that was stopped; stale
    ones were read by another version, model or word list.
    """
    from kg.correcting import config_of
    from kg.graph import opened
    from kg.reading import is_stale, reads
    from kg.store import Spool, lookup, shown
    from kg.versions import CURRENT, command, outputs

    with opened(folder) as graph:
        totals, runs, version = graph.totals(), graph.store.runs(), graph.store.version
        found, readers = outputs(folder), lookup.readers(graph.store)
        by = reads(config_of(graph.store))
        stale = sum(is_stale(reader, by) for reader, _ in readers.values())
    waiting = 0
    if version:
        with Spool.open(version.parent) as spool:
            waiting = len(spool.readers().keys() - readers)
    table = Table(Column(style="bold"), show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row("store", plain(f"{version.parent}, version {version.name}" if version else shown(folder)))
    if runs:
        table.add_row("last run", plain(runs[-1].started[:19].replace("T", " ")))
    table.add_row("documents", f"{totals['documents']}  ({totals['words']} words)")
    if waiting:
        table.add_row("", f"{waiting} more are read and wait for the build that was stopped: give it again")
    if stale:
        table.add_row("", f"{stale} are stale: {command(folder)} reads them again")
    table.add_row("statements", str(totals["statements"]))
    table.add_row("entities", f"{totals['entities']}  ({totals['merges']} joined across documents)")
    out_.print(table)
    if found:
        files = Table(Column("file", overflow="fold"), "state", "store's version")
        for one in found:
            files.add_row(plain(one.path), one.state, one.version)
        out_.print(files)
    if any(one.is_built and one.state != CURRENT for one in found):
        out_.print(f"Update with: {command(folder)}", highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(1)
