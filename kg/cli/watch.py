"""``kg watch``: what arrives in a folder or feed, added as it arrives."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg.cli.build import AllowPrivate, DatePattern, Gazetteer, Model, Title, Words
from kg.cli.console import err, handles_errors, older, out_


@handles_errors
def watch(
    places: Annotated[
        list[str], typer.Argument(help="A folder, and feeds (RSS, Atom) by their addresses.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="Folder for the store and all files.")] = Path("graph"),
    every: Annotated[float, typer.Option(help="Minutes between two looks at a feed.", min=1)] = 15.0,
    model: Model = None,
    title: Title = None,
    words: Words = None,
    gazetteer: Gazetteer = None,
    date_pattern: DatePattern = None,
    allow_private: AllowPrivate = None,
) -> None:
    """Add articles to a graph as they arrive, until Ctrl-C.

    \b
      kg watch articles/ --out affair
      kg watch https://news.example/rss --out affair --every 30

    Each document is read once and printed on a line: time, title, number of statements. A changed file is read again;
    a deleted one stays in the graph (see kg remove). The files of the graph are updated each time.
    """
    from kg.config import load
    from kg.watching import Added
    from kg.watching import watch as watch_

    config = load(
        model=model, title=title, words=words or None, gazetteer=gazetteer, allow_private=allow_private,
        date_pattern=date_pattern,
    )  # fmt: skip
    added = 0
    try:
        arriving = watch_(places, out, config=config, every=every)
        out_.print(f"Watching {', '.join(places)} for {out}. Ctrl-C ends it.", highlight=False, markup=False,
                   soft_wrap=True)  # fmt: skip
        for one in arriving:
            if isinstance(one, Added):
                added += 1
                _log(out_, f"{one.title or one.source}: {_several(one.statements, 'statement')}")
            else:
                _log(err, f"{one.source}: {one.reason}", "kg: ", style="yellow")
    except KeyboardInterrupt:
        older(out)
        out_.print(f"Ended; {_several(added, 'document')} added.", highlight=False)


def _log(console: Console, line: str, before: str = "", style: str | None = None) -> None:
    """One line, whatever the words of a document hold."""
    line = " ".join("".join(c if c.isprintable() else " " for c in line).split())
    told = f"{before}{datetime.now():%Y-%m-%d %H:%M:%S}  {line}"
    console.print(told, markup=False, highlight=False, soft_wrap=True, style=style)


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
