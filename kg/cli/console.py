"""What the commands share: where they print, how their errors end, what their arguments are."""

import functools
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, ParamSpec

import typer
import typer.core
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from kg.cli import interrupt
from kg.display import skipped as words
from kg.errors import KgError, PartialError
from kg.ids import exact, left_open

P = ParamSpec("P")
PARTIAL = PartialError.exit_code  # something was built, something could not be read, or made of it
INTERRUPTED, CUT = 130, 141  # as shells have it: ended by Ctrl-C, ended because nobody reads on


class Printer(Console):
    """A console of rich's whose errors end where all do, see `told`."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        raise  # noqa: PLE0704  what it is called about


_interrupted = threading.Event()  # and that it was is told
out_, err = Printer(), Printer(stderr=True)

Folder = Annotated[Path, typer.Argument(help="A folder that 'kg build' wrote, or its store.", show_default=False)]
# a word and no path, which would make one slash of an address's two
Place = Annotated[
    str, typer.Argument(help="A folder that 'kg build' wrote, its store, or an endpoint's address.", show_default=False)
]


class Panels(typer.core.TyperGroup):
    """The commands in their panels, in the order in which they were added, as plain text."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write a section for each panel."""
        commands = [self.commands[name] for name in self.list_commands(ctx)]
        width = max(len(name) for name in self.commands)
        for panel, found in groupby(commands, key=attrgetter("rich_help_panel")):
            with formatter.section(panel):
                formatter.write_dl([(f"{c.name:{width}}", c.get_short_help_str(formatter.width)) for c in found])


def handles_errors(command: Callable[P, None]) -> Callable[P, None]:
    """One clear line and the right exit status for every error of ours, of the machine's, and for Ctrl-C; first, a line
    where files that were made of the ``folder`` that the command is about are older than its store."""

    @functools.wraps(command)
    def run(*args: P.args, **options: P.kwargs) -> None:
        try:
            if "folder" in options:
                older(str(options["folder"]))
            command(*args, **options)
        except (KgError, OSError, MemoryError, KeyboardInterrupt) as error:
            raise typer.Exit(told(error)) from error

    return run


def older(place: str | Path) -> None:
    """A line where files that were made of the store at ``place`` are older than it is now."""
    from kg.versions import renewal

    if line := renewal(place):
        err.print(f"kg: {line}", style="yellow", markup=False, highlight=False, soft_wrap=True)


def told(error: BaseException) -> int:
    """Tells ``error`` in one line on standard error, and returns the exit status. Where nobody reads the output any
    more (``kg … | head``) nothing is told."""
    status = getattr(error, "exit_code", 1)
    if isinstance(error, BrokenPipeError):
        _silence(sys.stdout)
        return CUT
    if isinstance(error, KeyboardInterrupt):
        said, status = "interrupted; what was stored and written before is complete", INTERRUPTED
        _interrupted.set()
    elif isinstance(error, MemoryError):
        said = "out of memory; give fewer sources at a time, or ask for less"
    elif isinstance(error, OSError):
        named = [str(name) for name in (error.filename, error.strerror or error) if name is not None]
        said = f"{': '.join(named)}; check permissions and free space"
        _silence(sys.stdout)
    else:
        said = str(error)
    with suppress(OSError):  # nor can standard error be written: the status tells
        err.print(f"kg: {said}", style="red", markup=False, highlight=False, soft_wrap=True)
    return status


def _silence(stream: Any) -> None:
    """Lead what is left to be written of ``stream`` nowhere, so that the end of the program does not try again."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run(app: Callable[[], None]) -> None:
    """Run the whole program ``app`` on standard streams that hold any text: UTF-8 in files and pipes, whatever the
    machine's encoding; on a terminal that lacks a character, a mark in its place. Streams that are closed lead nowhere.
    Ctrl-C ends it whatever it is at.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):  # in the order of their numbers
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    stream: Any  # text, to be written anew as bytes
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    interrupt.watch(lambda: INTERRUPTED if _interrupted.is_set() else told(KeyboardInterrupt()))
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except (OSError, KeyboardInterrupt) as error:
        sys.exit(told(error))


def stopping() -> None:
    """Tells that work is about to stop."""
    err.print("kg: finishing the current documents; Ctrl-C again stops at once", style="yellow", highlight=False)


def plain(value: Any) -> Text:
    """Words of documents are never markup."""
    return Text(str(value))


class Short:
    """Words of a document in a cell, in at most `LINES` lines of it, cut with an ellipsis."""

    LINES = 2

    def __init__(self, value: Any):
        self.text = plain(value)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.wrap(console, options.max_width, overflow="fold")
        if len(lines) > self.LINES:
            lines[self.LINES - 1].append("…")
            lines[self.LINES - 1].truncate(options.max_width, overflow="ellipsis")
        yield from lines[: self.LINES]

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)


def finished(graph: Any, outcome: Any, written: Any, store: str) -> None:
    """What there is now and where: in the store and in the files that are ``written`` (``None``: none are wanted); what
    could not be read or made, a line each, which ends with status `PARTIAL`; what else is to be known of the sources.
    """
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    speed = outcome.words / outcome.seconds if outcome.seconds else 0
    totals, skipped = graph.totals(), graph.query("skipped").rows
    table.add_row("read", f"{outcome.read} documents  ({outcome.words} words, {speed:.0f} a second)")
    if outcome.resumed:
        table.add_row("", f"{outcome.resumed} were read before the stop")
    if outcome.unchanged or outcome.removed:
        table.add_row("", f"{outcome.unchanged} unchanged, {outcome.removed} replaced by newer versions")
    table.add_row("documents", f"{totals['documents']}  ({totals['words']} words)")
    table.add_row("statements", str(totals["statements"]))
    table.add_row("entities", f"{totals['entities']}  ({totals['merges']} joined across documents)")
    known = [e.same_as for e in graph.entities if e.same_as]
    several = sum(bool(left_open(same_as)) for same_as in known)
    more = f", {several} not decided ('kg entities --open')" if several else ""
    table.add_row("linked to registers", f"{sum(bool(exact(same_as)) for same_as in known)}{more}")
    first = ", ".join(f"{words(row[0])} {row[1]}" for row in skipped[:4]) or "nothing"
    table.add_row("skipped (unclear)", f"{sum(row[1] for row in skipped)}  ({first})")
    table.add_row("not read", str(len(outcome.unreadable)))
    table.add_row("stored", plain(store))
    paths = written.paths if written else ()
    if paths:
        table.add_row("written", f"{written.folder}: " + ", ".join(sorted(path.name for path in paths)))
    out_.print(table)
    for page in (path for path in paths if path.suffix == ".html"):
        out_.print(f"Open {page} in a browser.", highlight=False, soft_wrap=True)
    for item in outcome.remarks:
        err.print(f"kg: {item.source}: {item.reason}", style="yellow", markup=False, highlight=False, soft_wrap=True)
    if written:
        written.check()
    if outcome.unreadable:
        raise typer.Exit(PARTIAL)
