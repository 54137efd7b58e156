"""``kg network``: who agrees with whom, as tables, files and pictures."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from kg.cli.console import Place, honest, out_, plain
from kg.errors import ConfigError, NetworkError

CARRIED = ("weight", "congruence", "conflict", "positive", "negative", "neutral")  # by edges, shown
OVER = 3  # how many of the targets that an edge is over are named


def _option(help: str, **options):
    return typer.Option(help=help, show_default=False, **options)


Which = Annotated[
    str,
    typer.Argument(
        help="sides, congruence, conflict, subtract, ignore, two-mode, stances, affiliations, attributions, co-mentions"
    ),
]
Of = Annotated[str | None, _option("Who is joined: actors, or targets (by the same actors).")]
Value = Annotated[str | None, _option("In two-mode: subtract, ignore or combine.")]
By = Annotated[str | None, _option("Divide by average, jaccard or cosine; in two-mode by activity or prominence.")]
Least = Annotated[float | None, _option("Leave out edges of less, by absolute value.", min=0)]
Levels = Annotated[str | None, _option("-1,1 or, with neutral statements half-way, -1,0,1.")]
Actors = Annotated[str | None, _option("Persons as their organization, or all as their state.")]
Targets = Annotated[str | None, _option("Targets as the event or the topic that they are about.")]
Once = Annotated[str | None, _option("Count a repeated stance once per document, day, week, month or year.")]
Since = Annotated[str | None, _option("From this day, month or year on: 2025-03.")]
Until = Annotated[str | None, _option("To the end of this day, month or year.")]
AsOf = Annotated[str | None, _option("As of this day, month or year: all that was said by its end.")]
Kind = Annotated[str | None, _option("Only these kinds of statements: stance,action,relation,assertion.")]
Sure = Annotated[float, _option("Leave out statements less sure, 0 to 1.", min=0, max=1)]
Names = Annotated[str | None, _option("Measures by name: pagerank,betweenness; --list lists them.")]
Listed = Annotated[bool, typer.Option("--list", help="List the measures.")]
Most = Annotated[int, typer.Option(help="Rows of each table.", min=1)]
Out = Annotated[
    list[Path] | None,
    _option("A file: .gexf, .graphml, .net, .json, matrix.csv, nodes.csv or, for its edges, .csv.", metavar="FILE"),
]
Plot = Annotated[
    list[Path] | None,
    _option("A picture, .svg or .png: matrix.svg, dendrogram.svg, camps.svg, polarisation.svg.", metavar="FILE"),
]
Window = Annotated[int, typer.Option(help="How many --unit each point of camps and polarisation spans.", min=1)]
Unit = Annotated[str, typer.Option(help="day, week, month or year.")]


@honest
def network(
    folder: Place = "graph", which: Which = "sides", of: Of = None, value: Value = None, by: By = None,
    least: Least = None, levels: Levels = None, actors: Actors = None, targets: Targets = None, once_per: Once = None,
    since: Since = None, until: Until = None, as_of: AsOf = None, kind: Kind = None, least_confidence: Sure = 0.0,
    measure: Names = None, list_: Listed = False, most: Most = 15, out: Out = None, plot: Plot = None,
    window: Window = 3, unit: Unit = "month",
) -> None:  # fmt: skip
    """Make a network of who agrees with whom; measure it, write it to files, draw it.

    Which side actors take, and in which camps:

    kg network affair

    How much organizations agreed until June, set against how much they spoke, for Gephi:

    kg network affair congruence --actors organization --by average --until 2025-06 --out june.gexf

    Who is for and against what, for a spreadsheet and as a picture:

    kg network affair two-mode --out matrix.csv --plot matrix.svg

    Who changed camp, in windows of three months:

    kg network affair --window 3 --unit month --plot camps.svg

    Who is endorsed rather than blamed, and by whom it counts:

    kg network affair stances --measure signed-pagerank,betweenness
    """
    if list_:
        return _list()
    from kg.graph import opened
    from kg.network import chosen, measured, narrowed

    if as_of is not None and (since, until) != (None, None):
        raise ConfigError(f"--as-of {as_of}: not with --since or --until; give one or the other")
    options = {"of": of, "value": value, "by": by, "least": least, "levels": _levels(levels)}
    with opened(folder) as graph:
        whole = graph.discourse
    said = narrowed(
        whole, since=since, until=until or as_of, kinds=_words(kind), least_confidence=least_confidence,
        actors=actors, targets=targets, once_per=once_per,
    )  # fmt: skip
    found = measured(chosen(said, which, **options), _words(measure) or _usual(which))
    paths = _write(found.network, out or (), plot or (), _Pictures(which, found.network, said, window, unit))
    used = f"{len(said)} of {len(whole)} statements"
    out_.print(f"{which}: {len(found.network)} nodes, {len(found.network.edges)} edges; {used}", highlight=False)
    for name, number in found.whole.items():
        out_.print(f"{name}: {_shown(number)}", highlight=False)
    if found.network:
        out_.print(_nodes(found, most), _edges(found, said, most))
    for path in paths:
        out_.print(f"Wrote {path}", highlight=False, markup=False, soft_wrap=True)


def _words(given: str | None) -> list[str]:
    return [word.strip() for word in (given or "").split(",") if word.strip()]


def _levels(given: str | None) -> tuple[int, ...] | None:
    known = {(-1, 1), (-1, 0, 1)}
    found = tuple(sorted(int(word) for word in _words(given) if word.lstrip("-+").isdigit()))
    if given is not None and found not in known:
        raise ConfigError(f"--levels {given}: unknown; use -1,1 or -1,0,1")
    return found or None


def _usual(which: str) -> list[str]:
    from kg.network.choice import SIGNED

    return ["strength", "camps"] if which in SIGNED else ["strength", "degree"]


def _list() -> None:
    from kg.network.measures import MEASURES

    table = Table("measure", "of each", "on networks that are", "tells")
    for name, one in MEASURES.items():
        table.add_row(name, one.of, ", ".join(shape for shape in one.on if shape != "ties"), one.help.replace("`", ""))
    out_.print(table)


def _nodes(found, most: int) -> Table:
    """The nodes, by group where there are groups, then by the first measure, then by statements."""
    modes = any("mode" in data for _, data in found.network.nodes(data=True))
    columns = (*found.groups, *found.nodes)

    def order(node):
        id, data = node
        groups = [data.get(name, float("inf")) for name in found.groups]
        return *groups, *(-data.get(name, float("-inf")) for name in found.nodes[:1]), -len(data["statements"]), id

    table = Table("who or what", *(["mode"] if modes else []), "kind", *columns, "statements")
    for _, data in sorted(found.network.nodes(data=True), key=order)[:most]:
        mode = [data["mode"]] if modes else []
        numbers = [_shown(data.get(name)) for name in columns]
        table.add_row(plain(data["label"]), *mode, data["kind"], *numbers, str(len(data["statements"])))
    return table


def _edges(found, said, most: int) -> Table:
    """The heaviest edges, and what they are over."""
    edges = sorted(found.network.edges(data=True), key=lambda edge: (-abs(edge[2]["weight"]), edge[:2]))[:most]
    carried = [name for name in (*CARRIED, *found.edges) if any(name in data for *_, data in edges)]
    carried = [name for name in carried if name == "weight" or any(e[2].get(name) != e[2]["weight"] for e in edges)]
    why = [_why(data, said.standing.parties) for *_, data in edges]
    directed = found.network.is_directed()
    last = ["relations" if directed else "over"] if any(why) else []
    table = Table(*(("from", "to") if directed else ("who", "who or what")), *carried, "when", "statements", *last)
    for column in table.columns:
        column.overflow = "fold"
    for (one, other, data), because in zip(edges, why, strict=True):
        ends = (plain(found.network.nodes[id]["label"]) for id in (one, other))
        numbers = (_shown(data.get(name)) for name in carried)
        when = " to ".join(dict.fromkeys((data["first"], data["last"])))
        table.add_row(*ends, *numbers, when, str(len(data["statements"])), *([plain(because)] if any(why) else []))
    return table


def _why(data, parties) -> str:
    """The labels of what an edge is over, or its relations."""
    over = [parties[id].label for id in data.get("over", ()) if id in parties] or list(data.get("relations", ()))
    more = f" and {len(over) - OVER} more" if len(over) > OVER else ""
    return ", ".join(over[:OVER]) + more


def _shown(value) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _write(network, out, plot, pictures) -> list[Path]:
    from kg.network import written
    from kg.outputs import put

    for path in out:
        put(path, written(network, path.name))
    for path in plot:
        put(path, pictures.made(path))
    return [*out, *plot]


@dataclass(frozen=True, slots=True)
class _Pictures:
    """What can be drawn of the network ``which`` and of the discourse that it is made of."""

    which: str
    network: Any
    said: Any
    window: int
    unit: str

    def made(self, path: Path) -> bytes:
        """What is drawn is told by the end of the file's name."""
        from kg.view.plots import picture

        for name in ("matrix", "dendrogram", "camps", "polarisation"):
            if path.stem.endswith(name):
                return picture(getattr(self, name)(), path.suffix)
        raise NetworkError(
            f"picture {path.name!r}: unknown; name it matrix, dendrogram, camps or polarisation, and .svg or .png"
        )

    def matrix(self):
        from kg.network.networks import two_mode
        from kg.view import plots

        return plots.matrix(two_mode(self.said), _camps(self.said))

    def dendrogram(self):
        from kg.view import plots

        if self.which not in ("sides", "subtract", "congruence"):
            known = "use sides, subtract or congruence"
            raise NetworkError(f"dendrogram of {self.which!r}: not a network of agreement; {known}")
        if set(self.network) <= set(self.said.rows["actor"]):
            return plots.dendrogram(self.network, _camps(self.said))
        return plots.dendrogram(self.network, title="What is judged alike")

    def camps(self):
        from kg.network.measures import numbered
        from kg.view import plots

        labels = {id: party.label for id, party in self.said.standing.parties.items()}
        return plots.camps_over_time(numbered((when, found) for when, _, found in self._dated()), labels)

    def polarisation(self):
        from kg.network.measures.camps import signed_modularity
        from kg.network.networks import sides
        from kg.view import plots

        rows = [
            (when, signed_modularity(sides(said), found) if found else None, None, None)
            for when, said, found in self._dated(most=2)
        ]
        return plots.polarisation_over_time(rows, measure="signed modularity of two camps")

    def _dated(self, **options) -> list[tuple]:
        """The windows, each with its statements and camps, from the first that has camps to the last."""
        from kg.network.windows import windows

        found = [(when, said, _camps(said, **options)) for when, said in windows(self.said, self.window, self.unit)]
        with_camps = [place for place, (*_, camps) in enumerate(found) if camps]
        return found[with_camps[0] : with_camps[-1] + 1] if with_camps else []


def _camps(said, **options):
    from kg.network.measures.camps import camps
    from kg.network.networks import sides

    return camps(sides(said), **options)
