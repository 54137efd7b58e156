"""``kg network``: who agrees with whom, as tables, files and pictures."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from kg.cli.console import Place, handles_errors, out_
from kg.cli.network_tables import edges, nodes, shown
from kg.errors import ConfigError
from kg.model import DRAWN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.network import Discourse, Measured
    from kg.network.change import Dated


def _option(help: str, **options: Any) -> Any:
    return typer.Option(help=help, show_default=False, **options)


Which = Annotated[
    str,
    typer.Argument(
        help="sides, congruence, conflict, subtract, ignore, two-mode, stances, affiliations, attributions, co-mentions"
    ),
]
Of = Annotated[str | None, _option("Nodes: actors, or targets (tied by the same actors).")]
Value = Annotated[str | None, _option("In two-mode: subtract, ignore or combine.")]
By = Annotated[str | None, _option("Divide by average, jaccard or cosine; in two-mode by activity or prominence.")]
Least = Annotated[float | None, _option("Leave out edges with a smaller absolute weight.", min=0)]
Levels = Annotated[str | None, _option("-1,1 or, to count neutral statements as half-way, -1,0,1.")]
Actors = Annotated[str | None, _option("Count persons for their organization, or all for their state.")]
Targets = Annotated[str | None, _option("Replace targets by the event or the topic that they are about.")]
Once = Annotated[str | None, _option("Count a repeated stance once per document, day, week, month or year.")]
Since = Annotated[str | None, _option("From this day, week, month or year: 2025-03.")]
Until = Annotated[str | None, _option("Until the end of this day, week, month or year.")]
AsOf = Annotated[str | None, _option("All statements up to the end of this day, week, month or year.")]
Kind = Annotated[str | None, _option("Only these kinds of statements: stance,action,relation,assertion.")]
Sure = Annotated[float | None, _option(f"Leave out statements of lower confidence, 0 to 1 (default {DRAWN}).",
                                       min=0, max=1)]  # fmt: skip
Names = Annotated[str | None, _option("Measures by name: pagerank,betweenness; --list lists them.")]
Listed = Annotated[bool, typer.Option("--list", help="List the measures.")]
Most = Annotated[int, typer.Option(help="Rows of each table.", min=1)]
Out = Annotated[
    list[Path] | None,
    _option("A file: .gexf, .graphml, .net, .json, matrix.csv, nodes.csv or, for its edges, .csv.", metavar="FILE"),
]
Plot = Annotated[
    list[Path] | None,
    _option("A picture, .svg or .png: matrix.svg, dendrogram.svg, clusters.svg, polarisation.svg.", metavar="FILE"),
]
Draws = Annotated[int | None, _option("Resample the statements by their confidence this many times: how certain edges "
                                      "and clusters are.", min=1)]  # fmt: skip
Animate = Annotated[Path | None, _option("An animated page of the network over time: change.html.", metavar="FILE")]
Unit = Annotated[str, typer.Option(help="Time step: day, week, month or year; each has all statements up to its end.")]
Window = Annotated[int | None, _option("Moving window instead: so many --unit around each step.", min=1)]
Kernel = Annotated[str | None, _option("Weight of statements by their distance from the middle of a window: uniform, "
                                       "epanechnikov, triangular or gaussian.")]  # fmt: skip


@handles_errors
def network(
    folder: Place = "graph", which: Which = "sides", of: Of = None, value: Value = None, by: By = None,
    least: Least = None, levels: Levels = None, actors: Actors = None, targets: Targets = None, once_per: Once = None,
    since: Since = None, until: Until = None, as_of: AsOf = None, kind: Kind = None, least_confidence: Sure = None,
    measure: Names = None, draws: Draws = None, list_: Listed = False, most: Most = 15, out: Out = None,
    plot: Plot = None, animate: Animate = None, unit: Unit = "month", window: Window = None, kernel: Kernel = None,
) -> None:  # fmt: skip
    """Build, measure and draw a network of who agrees with whom.

    \b
      kg network affair
      kg network affair two-mode --out matrix.csv --plot matrix.svg
      kg network affair --plot clusters.svg --animate change.html --draws 200

    The first finds clusters of actors who agree; the second writes who is for and against what, as a spreadsheet and as
    a picture, by the camps of the report; the third shows who changed cluster when, and how certain that is.
    """
    if list_:
        return _list()
    from kg.graph import opened
    from kg.network import narrowed
    from kg.network.change import stretches
    from kg.versions import note

    if as_of is not None and (since, until) != (None, None):
        raise ConfigError(f"--as-of {as_of}: not with --since or --until; give one or the other")
    if kernel is not None and window is None:
        raise ConfigError(f"--kernel {kernel}: only for windows; give --window too")
    options = {"of": of, "value": value, "by": by, "least": least, "levels": _levels(levels)}
    with opened(folder) as graph:
        whole, heading = graph.discourse, graph.title
        told = {statement.key: statement.evidence.text for statement in graph.statements} if animate else {}
    said = narrowed(
        whole, since=since, until=until or as_of, kinds=_words(kind), least_confidence=least_confidence,
        actors=actors, targets=targets, once_per=once_per,
    )  # fmt: skip
    found = _measured(said, which, options, draws, _words(measure))
    dated = partial(stretches, said, unit, width=window, kernel=kernel)
    paths = _write(which, found, said, dated, out or [], plot or [], heading)
    if animate:
        paths.append(_animated(animate, which, dated(), options, told, heading))
    used = f"{len(said)} of {len(whole)} statements"
    out_.print(f"{which}: {len(found.network)} nodes, {len(found.network.edges)} edges; {used}", highlight=False)
    for line in (f"{name}: {shown(number)}" for name, number in found.whole.items()):
        out_.print(line, highlight=False)
    if found.network:
        out_.print(nodes(found, most), edges(found, said, most))
    for path in paths:
        note(graph.store, path)
        out_.print(f"Wrote {path}", highlight=False, markup=False, soft_wrap=True)


def _measured(
    said: "Discourse", which: str, options: dict[str, Any], draws: int | None, names: list[str]
) -> "Measured":
    from kg.config import load
    from kg.network import backends, chosen, measured, surely
    from kg.network.choice import SIGNED

    with backends(load().backends):
        made = surely(said, which, times=draws, **options) if draws else chosen(said, which, **options)
        return measured(made, names or ["strength", "clusters" if which in SIGNED else "degree"])


def _words(given: str | None) -> list[str]:
    return [word.strip() for word in (given or "").split(",") if word.strip()]


def _levels(given: str | None) -> tuple[int, ...] | None:
    known = {(-1, 1), (-1, 0, 1)}
    found = tuple(sorted(int(word) for word in _words(given) if word.lstrip("-+").isdigit()))
    if given is not None and found not in known:
        raise ConfigError(f"--levels {given}: unknown; use -1,1 or -1,0,1")
    return found or None


def _list() -> None:
    from kg.network.measures import MEASURES

    table = Table("measure", "of each", "on networks that are", "tells")
    for name, one in MEASURES.items():
        table.add_row(name, one.of, ", ".join(shape for shape in one.on if shape != "ties"), one.help.replace("`", ""))
    out_.print(table)


def _write(
    which: str, found: "Measured", said: "Discourse", dated: "Callable[[], Dated]", out: list[Path], plot: list[Path],
    heading: str,
) -> list[Path]:  # fmt: skip
    from kg.network import written
    from kg.outputs import put
    from kg.view.pictures import picture_of

    for path in out:
        put(path, written(found.network, path.name))
    for path in plot:
        put(path, picture_of(path.name, which, found.network, said, dated, heading=heading))
    return [*out, *plot]


def _animated(
    path: Path, which: str, dated: "Dated", options: dict[str, Any], told: "Mapping[str, str]", heading: str
) -> Path:
    from kg.network.change import networks_over_time
    from kg.network.choice import SIGNED
    from kg.network.measures import camps
    from kg.outputs import put
    from kg.view.animated import animated

    frames, group = networks_over_time(dated, which, **options), camps if which in SIGNED else None
    title = f"{which} over time".capitalize()
    put(path, animated(frames, f"{heading}: {title}" if heading else title, group=group, sentences=told))
    return path
