"""``kg report``: an affair on one page."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Place, handles_errors, out_


@handles_errors
def report(
    folder: Place = "graph",
    out: Annotated[
        Path | None, typer.Option(help="The page to write.", show_default="report.html in the folder")
    ] = None,
    title: Annotated[str, typer.Option(help="Heading of the page.", show_default="the build's")] = "",
    actors: Annotated[
        str, typer.Option(help="Count persons for their organization, or for the state that it acts for.")
    ] = "state",
) -> None:
    """Write a report: camps, changes of side, what is contested.

    \b
      kg report affair
      kg report affair --out harbour.html --title "The harbour affair"

    Every line opens the sentences behind it and shows how certain it is.
    """
    from kg.graph import opened
    from kg.outputs import put
    from kg.report import report as report_
    from kg.versions import beside, note

    out = out or beside(folder, "report.html")
    with opened(folder) as graph:
        put(out, report_(graph, title=title, actors=actors))
        note(graph.store, out)
    out_.print(f"Open {out} in a browser.", highlight=False, markup=False, soft_wrap=True)
