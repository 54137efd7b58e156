"""``kg build``: articles in, a graph out."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import interrupt
from kg.cli.console import finished, handles_errors, older, stopping

CORES = os.cpu_count() or 1

Model = Annotated[str | None, typer.Option(help="An installed spaCy pipeline to use instead of the built-in one.")]
Title = Annotated[str | None, typer.Option(help="Heading of the page.")]
Words = Annotated[list[Path] | None, typer.Option(help="Folder with your own word lists.")]
Gazetteer = Annotated[
    Path | None, typer.Option(help="Your own table that links names to Wikidata or another register.")
]
AllowPrivate = Annotated[bool | None, typer.Option("--allow-private", help="Also read addresses in your network.")]
DatePattern = Annotated[
    str | None,
    typer.Option(
        help="How file names or addresses write the day of a document without a date: %d%m%y, %Y/%m/%d.",
        show_default="2016-10-23, 20161023",
    ),
]
Sources = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders, patterns, addresses, or - for standard input. None: update the folder.",
        show_default=False,
    ),
]
Stored = Annotated[
    str | None,
    typer.Option(
        help="Another place for the store: a folder or a SPARQL endpoint. No files unless --out is given.",
        show_default=False,
    ),
]
Workers = Annotated[
    int,
    typer.Option(help="Number of processes; the graph is the same.", show_default="your processor's cores", min=1),
]
Engine = Annotated[
    str | None,
    typer.Option(help="processes on this machine, or ray: the machines of a cluster.", show_default="processes"),
]
Address = Annotated[
    str | None,
    typer.Option(help="Address of the Ray cluster, such as auto.", show_default="one on this machine"),
]
Outputs = Annotated[
    str | None,
    typer.Option(
        help="Files to write: page, report, jsonl, csv, ttl, trig, graphml (comma-separated), or all.",
        show_default="page,report,jsonl,csv,ttl, or as last time",
    ),
]


@handles_errors
def build(
    sources: Sources = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the store and all files.", show_default="graph")] = None,
    store: Stored = None,
    model: Model = None,
    anew: Annotated[bool, typer.Option("--anew", help="Start with an empty store instead of adding to it.")] = False,
    title: Title = None,
    words: Words = None,
    gazetteer: Gazetteer = None,
    date_pattern: DatePattern = None,
    allow_private: AllowPrivate = None,
    workers: Workers = CORES,
    engine: Engine = None,
    address: Address = None,
    outputs: Outputs = None,
) -> None:
    """Read articles into a graph, or add them to one that is there.

    \b
      kg build articles/ --out affair
      kg build notes.docx https://news.example/story --out affair
      kg build articles/ --store https://name:password@host/dataset

    Unchanged articles are not read again. After Ctrl-C or a crash, the same command reads what is left. Without
    sources, the folder's own documents are read again if the program or its word lists are newer. Your corrections
    are kept.
    """
    from kg.builder import build as build_
    from kg.config import load
    from kg.outputs import files, write_all
    from kg.progress import bar
    from kg.store import shown

    out = out or (None if store else Path("graph"))
    if out:
        older(out)
    config = load(
        model=model, title=title, words=words or None, gazetteer=gazetteer, allow_private=allow_private,
        engine=engine, address=address, date_pattern=date_pattern,
    )  # fmt: skip
    names = files(outputs) if outputs else ()
    with bar() as progress:
        with interrupt.gently(stopping) as stop:
            graph, outcome = build_(
                sources or [], out, store=store, config=config, anew=anew, stdin=sys.stdin.buffer, workers=workers,
                progress=progress, stop=stop,
            )  # fmt: skip
        written = write_all(graph, out, outcome.remarks, names=names, progress=progress) if out else None
    with graph:
        finished(graph, outcome, written, shown(store) if store else f"{out}/store")
