"""``kg network``: who agrees with whom, as a table, files and plots."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Place, honest

Choice = Annotated[str | None, typer.Option(show_default=False)]
CARRIED = ("weight", "congruence", "conflict", "positive", "negative", "neutral", "first", "last")  # of edges, shown
LABELS = 3  # of what an edge is over


@honest
def network(
    folder: Place = "graph",
    which: Annotated[
        str,
        typer.Argument(
            help="sides, congruence, conflict, subtract, ignore, two-mode, stances, affiliations, attributions or "
            "co-mentions."
        ),
    ] = "sides",
    of: Annotated[str | None, typer.Option(help="Whom to join: actors (by targets) or targets (by actors).")] = None,
    value: Annotated[str | None, typer.Option(help="In two-mode: subtract, ignore or combine.")] = None,
    by: Annotated[
        str | None,
        typer.Option(help="Normalise by average, jaccard or cosine; in two-mode by activity or prominence."),
    ] = None,
    least: Annotated[float | None, typer.Option(help="Leave out edges of less, by absolute value.", min=0)] = None,
    levels: Annotated[str | None, typer.Option(help="-1,1, or -1,0,1 to let neutral statements stand half-way.")] = None,
    actors: Annotated[str | None, typer.Option(help="Persons as their organization, or all as their state.")] = None,
    targets: Annotated[str | None, typer.Option(help="Targets as the event or topic that they are about.")] = None,
    once_per: Annotated[
        str | None, typer.Option(help="Repeated stances count once per document, day, week, month or year.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="From this day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option(help="Until the end of this day, month or year.")] = None,
    as_of: Annotated[str | None, typer.Option(help="The same as --until.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only stance, action, relation or assertion; or several: a,b.")] = None,
    least_confidence: Annotated[float, typer.Option(help="Leave out statements less sure.", min=0, max=1)] = 0.0,
    measure: Annotated[str | None, typer.Option(help="Measures by name: pagerank,betweenness; 'list' lists them.")] = None,
    most: Annotated[int, typer.Option(help="Rows of each table.", min=1)] = 15,
    out: Annotated[
        list[Path] | None,
        typer.Option(help="A file to write: .gexf, .graphml, .net, .json, .csv, matrix.csv or nodes.csv.", metavar="FILE"),
    ] = None,
    plot: Annotated[
        list[Path] | None, typer.Option(help="A picture: matrix.svg, dendrogram.png and so on.", metavar="FILE")
    ] = None,
) -> None:
    """Make a discourse network, measure it, and write it to files and pictures.

    The sides that actors take, and their camps:

    kg network affair

    Which organizations agreed until June, each pair's agreement set against how much both spoke, for Gephi:

    kg network affair congruence --actors organization --by jaccard --until 2025-06 --out june.gexf

    Who is for and against what, as a matrix for the spreadsheet and as a picture:

    kg network affair two-mode --out matrix.csv --plot matrix.svg

    Whose endorsements count:

    kg network affair stances --measure signed-pagerank,betweenness
    """
