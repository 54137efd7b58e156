"""The command ``kg``: parse, print, progress. Everything it does is a function elsewhere."""

import logging
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table as RichTable

from kg import __version__
from kg.cli import console
from kg.cli.build import Model, build
from kg.cli.console import Panels, Place, err, handles_errors, out_, plain
from kg.cli.correct import correct
from kg.cli.diff import diff
from kg.cli.documents import documents
from kg.cli.entities import entities
from kg.cli.imports import import_
from kg.cli.mcp import mcp
from kg.cli.network import network
from kg.cli.query import query
from kg.cli.remove import remove
from kg.cli.report import report
from kg.cli.sample import sample
from kg.cli.serve import serve
from kg.cli.stats import stats
from kg.cli.status import status
from kg.cli.watch import watch
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.evaluate import Measured

HELP = """Articles in, a graph of actors, organizations and their stances out; every edge leads to its sentence.

\b
First steps:
  kg build articles/ --out affair      read articles; open affair/graph.html
  kg report affair                     camps, changes of side, what to check
  kg query who-opposes affair --target "European Union"
  kg entities affair                   likely duplicates, for you to decide
  kg correct affair reject ky2sqazm    a statement was misread
  kg serve affair                      a website and SPARQL, on your machine

Every command tells more, with examples: kg build --help
"""


@handles_errors
def view(
    folder: Place = "graph",
    out: Annotated[
        Path | None, typer.Option(help="The page to write.", show_default="graph.html in the folder")
    ] = None,
    title: Annotated[str, typer.Option(help="Heading of the page.", show_default="the build's")] = "",
) -> None:
    """Draw a graph as one page that works offline.

    \b
      kg view affair --out page.html --title "The harbour affair"
    """
    from kg.graph import opened
    from kg.outputs import write
    from kg.versions import beside

    out = out or beside(folder, "graph.html")
    with opened(folder) as graph:
        graph.title = title
        out_.print(f"Open {write(graph, out, 'html')} in a browser.", highlight=False, soft_wrap=True)


@handles_errors
def export(
    folder: Place,
    out: Annotated[
        Path,
        typer.Argument(help="The file (or Parquet folder) to write; its ending is the format.", show_default=False),
    ],
    format: Annotated[
        str | None,
        typer.Option(
            help="trig, ttl, nq, jsonld, trig12, nq12, annotations, nanopubs, jsonl, csv, csvw, graphml, gexf, html, "
            "dna, qdpx or parquet; else by the file's ending."
        ),
    ] = None,
) -> None:
    """Write a graph in another format, by the ending of the file.

    \b
      kg export affair statements.csv
      kg export affair affair.qdpx    for coders, in NVivo; .dna in DNA 3
      kg export affair notes.json --format annotations
    """
    from kg.graph import opened
    from kg.outputs import write

    with opened(folder) as graph:
        out_.print(f"Wrote {write(graph, out, format)}", highlight=False, soft_wrap=True)


@handles_errors
def validate(folder: Place = "graph") -> None:
    """Check a graph against its shapes (SHACL).

    \b
      kg validate affair

    The exit status is 1 if it does not conform.
    """
    from kg.graph import opened

    with opened(folder) as graph:
        found = graph.store.violations()
    for line in found:
        err.print(line, markup=False, highlight=False, soft_wrap=True)
    out_.print(f"{len(found)} violations" if found else "The graph conforms to its shapes.")
    if found:
        raise typer.Exit(1)


def _set(what: str) -> Any:
    return typer.Option(help=what, show_default=False, metavar="PATH")


@handles_errors
def evaluate(
    dse: Annotated[Path | None, _set("Directed sentiment: a tab-separated file.")] = None,
    polnear: Annotated[Path | None, _set("Attribution: a folder with text/ and attributions/.")] = None,
    plover: Annotated[Path | None, _set("Events: a JSON file.")] = None,
    gum: Annotated[Path | None, _set("Pronouns: a CoNLL-U file.")] = None,
    redocred: Annotated[Path | None, _set("Affiliations: a JSON file.")] = None,
    bank: Annotated[Path | None, _set("Statements, coded sentence by sentence: JSON lines, gzipped or not.")] = None,
    identity: Annotated[
        Path | None, _set("Who is who: a tab-separated table of things and where articles mention them.")
    ] = None,
    texts: Annotated[
        Path | None, _set("The articles of --identity; without it, the folder text beside the table.")
    ] = None,
    model: Model = None,
    errors: Annotated[int, typer.Option(help="How many of the worst errors to show for each data set.", min=0)] = 5,
) -> None:
    """Measure accuracy on your own labelled data.

    \b
      kg evaluate --polnear polnear/dev --errors 20
      kg evaluate --bank mine.jsonl         sentences that you coded yourself
      kg evaluate --identity who.tsv --texts articles

    Prints scores and the worst errors.
    """
    given = {"dse": dse, "polnear": polnear, "plover": plover, "gum": gum, "redocred": redocred, "bank": bank,
             "identity": identity}  # fmt: skip
    wanted = {name: path for name, path in given.items() if path is not None}
    if not wanted:
        raise ConfigError(f"no data set given: needs at least one of {', '.join('--' + name for name in given)}")
    from kg.config import load
    from kg.evaluate import Reader, measure

    config = load(model=model)
    reader = Reader(config.model)
    for name, path in wanted.items():
        with err.status(f"Reading {name}"):
            options = {"texts": texts} if name == "identity" else {}
            measured = measure(name, path, reader, **options)
        _measured(measured, errors)


def _measured(measured: "Measured", errors: int) -> None:
    table = RichTable(f"{measured.name}, {measured.size}", "precision", "recall", "F1", "right of found", "to be found")
    for s in measured.scores:
        shares = (f"{100 * share:.1f}" for share in (s.precision, s.recall, s.f1))
        table.add_row(s.name, *shares, f"{s.right:.0f} of {s.found}", str(s.true))
    out_.print(table)
    if measured.calibration is not None:
        out_.print(f"calibration error of confidence: {measured.calibration:.3f}", highlight=False)
    for miss in measured.misses[:errors]:
        sure = f" ({miss.confidence:.2f})" if miss.confidence else ""
        out_.print(plain(f"\n{miss.text}\n  expected  {miss.expected}\n  found     {miss.found}{sure}"), soft_wrap=True)


PANELS = {
    "Build": (build, watch, status, documents, remove, diff),
    "Look": (view, report, stats, serve),
    "Ask": (query, network, mcp),
    "Correct": (entities, correct, sample, validate, evaluate),
    "Exchange": (export, import_),
}
# values of questions are options, too
FREE: dict[object, dict[str, bool]] = {query: {"allow_extra_args": True, "ignore_unknown_options": True}}

app = typer.Typer(
    cls=Panels,
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for panel, commands in PANELS.items():
    for command in commands:
        name = command.__name__.strip("_")
        app.command(name, rich_help_panel=panel, context_settings=FREE.get(command))(command)


def _version(wanted: bool) -> None:
    if wanted:
        out_.print(f"kg {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """What stands before the command."""


def main() -> None:
    """The command's entry point; libraries' warnings stay out of the way of ours. ``KG_DEBUG=1`` shows what is logged:
    of an output that could not be made, where it went wrong."""
    if not os.environ.get("KG_DEBUG"):
        logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    console.run(app)
