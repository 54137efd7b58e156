"""Pictures of discourse networks, with matplotlib: what a paper prints. The same network gives the same bytes."""

import functools
import io
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import networkx as nx
import numpy as np

from kg.errors import NetworkError
from kg.network.days import period
from kg.network.plain import clean, unique_labels
from kg.view.sides import TINTS, letter

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

P = ParamSpec("P")
T = TypeVar("T")
FOR, AGAINST, NEUTRAL, INK, LINE = "#0072B2", "#D55E00", "#6e7781", "#24292f", "#d0d7de"
CAMPS = ("#2b6b5a", "#67479a", "#6f5b00", "#96395f")  # as in the page and the report, and lettered
# of clusters; told apart by the colour-blind too (Okabe and Ito, Color Universal Design, 2008), and numbered
CLUSTERS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#56B4E9", NEUTRAL)
ROW = 0.24  # inches, of each line of text
MOST = 40  # actors, or targets, that one picture shows
LONGEST = 40  # characters of a label
NOBODY = "~"  # in place of the letter of those in no camp: sorted last
STYLE = {
    "font.family": ["DejaVu Sans"], "font.size": 9, "text.parse_math": False, "text.color": INK, "axes.edgecolor": LINE,
    "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.titlesize": 11, "axes.titlelocation": "left",
    "axes.titleweight": "bold", "svg.fonttype": "none", "svg.hashsalt": "stancegraph",
}  # fmt: skip
FORMATS = {".svg": {"Date": None, "Creator": None}, ".png": {"Software": None}}  # and what they would tell of the day


def _styled(draw: Callable[P, T]) -> Callable[P, T]:
    """Inside, matplotlib draws as `STYLE` says, whatever the user's own settings are; outside nothing changes."""

    @functools.wraps(draw)
    def styled(*args: P.args, **options: P.kwargs) -> T:
        import matplotlib.style

        with matplotlib.style.context(["default", STYLE]):
            return draw(*args, **options)

    return styled


@_styled
def picture(figure: "Figure", ending: str) -> bytes:
    """``figure`` as a file: ``.svg``, whose words stay words, or ``.png``."""
    if ending not in FORMATS:
        raise NetworkError(f"picture {ending!r}: unknown form; let its name end in {' or '.join(FORMATS)}")
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # of scripts that the font lacks: a box stands for them
        figure.savefig(out, format=ending[1:], dpi=160, bbox_inches="tight", pad_inches=0.15, metadata=FORMATS[ending])
    return out.getvalue()


@_styled
def dendrogram(
    network: "nx.Graph[str]", camps: Sequence[Collection[str]] = (), *, title: str = "Who agrees with whom"
) -> "Figure":
    """Who is joined with whom first: actors grouped by average linkage (Sokal and Michener, 1958) on the distance
    1 − w / max |w| of a one-mode network, from 0 (most agreement) over 1 (no tie) to 2 (most conflict, where weights
    are signed). The `MOST` actors with most ties are shown. The labels of those in the same one of ``camps``
    have one colour and letter.
    """
    from scipy.cluster import hierarchy
    from scipy.spatial.distance import squareform

    if network.is_directed() or any("mode" in data for _, data in network.nodes(data=True)):
        raise NetworkError("dendrogram: needs a network of one mode; use sides, subtract or congruence")
    tied = _most(network, [id for id in network if network.degree(id)])
    weights = nx.to_numpy_array(network, tied)
    if not weights.any():
        raise NetworkError("dendrogram: no two are tied; lower --least or take more statements")
    distance = 1 - weights / np.abs(weights).max()
    np.fill_diagonal(distance, 0)
    joins = hierarchy.linkage(squareform(distance), "average", optimal_ordering=True)
    tree = hierarchy.dendrogram(joins, no_plot=True)
    letters = _letters(camps)
    leaves = [tied[i] for i in hierarchy.leaves_list(joins)]
    figure, axes = _page(5.2, len(leaves), title)
    for height, place in zip(tree["dcoord"], tree["icoord"], strict=True):
        axes.plot(height, (np.array(place) - 5) / 10, color=NEUTRAL, linewidth=1.2, solid_joinstyle="miter")
    far = joins[:, 2].max() or 1
    axes.set_xlim(far * 1.05, -far * 0.02)  # so that what is joined at 0 is seen
    axes.set_ylim(len(leaves) - 0.5, -0.5)
    axes.set_xlabel("distance: 0 most agreement, 1 no tie" + (", 2 most conflict" if weights.min() < 0 else ""))
    axes.yaxis.tick_right()
    letters = {id: letters.get(id, ("", INK)) for id in leaves}
    names = (f"{letters[id][0]}  {name}".strip() for id, name in zip(leaves, _names(network, leaves), strict=True))
    axes.set_yticks(range(len(leaves)), list(names))
    axes.tick_params(axis="y", length=0)
    for id, tick in zip(leaves, axes.get_yticklabels(), strict=True):
        tick.set_color(letters[id][1])
    axes.xaxis.grid(True, color=LINE, linewidth=0.6)
    if rest := len(network) - len(leaves):
        _note(axes, f"Not shown: {rest} who have no or fewer ties.", below=0.62)
    return figure


@_styled
def matrix(
    network: "nx.Graph[str]", camps: Sequence[Collection[str]] = (), *, title: str = "Who is for and against what"
) -> "Figure":
    """Actors × targets of a two-mode network: blue and + for, orange and − against, ± both, their majority's colour;
    a cell grows with its statements. Actors stand by ``camps``, then by statements; targets by how much more the
    first camp is for them than the others. The `MOST` with most ties are shown of each."""
    spoken = [id for id, data in network.nodes(data=True) if data.get("mode") == "target"]
    if not spoken:
        raise NetworkError("matrix: no actor speaks of a target here; take more statements")
    letters, targets = _letters(camps), _most(network, spoken)
    place = {id: letters.get(id, (NOBODY, INK)) for target in targets for id in network[target]}
    actors = _most(network, list(place))
    actors.sort(key=lambda id: (place[id][0], -len(network.nodes[id]["statements"]), id))
    row = {id: number for number, id in enumerate(actors)}
    cells = [(id, target, network.edges[id, target]) for target in targets for id in network[target] if id in row]
    lean = dict.fromkeys(targets, 0)
    for id, target, cell in cells:
        lean[target] += _side(cell) * (1 if place[id][0] == letter(0) else -1)
    targets.sort(key=lambda target: (-lean[target], target))
    column = {id: number for number, id in enumerate(targets)}
    figure, axes = _page(ROW * len(targets), len(actors), title)
    _cells(axes, [(row[id], column[target], cell) for id, target, cell in cells])
    axes.set_xlim(-0.5, len(targets) - 0.5)
    axes.set_ylim(len(actors) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(actors)), _names(network, actors))
    axes.set_xticks(range(len(targets)), _names(network, targets), rotation=55, ha="left", rotation_mode="anchor")
    axes.set_xticks(np.arange(len(targets) - 1) + 0.5, minor=True)
    axes.set_yticks(np.arange(len(actors) - 1) + 0.5, minor=True)
    axes.grid(True, which="minor", color=LINE, linewidth=0.5)
    axes.tick_params(which="both", length=0)
    _brackets(axes, [place[id] for id in actors], len(targets))
    rest = len(network) - len(actors) - len(targets)
    more = f"  Not shown: {rest} actors and targets with fewer ties." if rest else ""
    _note(axes, f"+ for   − against   ± both   larger: more statements.{more}", below=0.12)
    return figure


@_styled
def camps_over_time(
    rows: Sequence[tuple[str, Mapping[str, int]]], labels: Mapping[str, str], *, title: str = "Clusters over time"
) -> "Figure":
    """Each row: a date as it is to be written, and the cluster (1, 2 and so on) of each actor who was in one then. A
    line for each actor, a column for each row; blank where he is in none. Actors stand by their last cluster, then by
    the first date at which they were in it."""
    found = {
        actor: [camps.get(actor) for _, camps in rows] for actor in sorted({a for _, camps in rows for a in camps})
    }
    if not found:
        raise NetworkError("clusters over time: nobody is in a cluster; take more statements or wider windows")
    last = {actor: next(camp for camp in reversed(camps) if camp) for actor, camps in found.items()}
    heard = {actor: sum(camp is not None for camp in camps) for actor, camps in found.items()}
    often = sorted(found, key=lambda a: (-heard[a], a))[:MOST]
    actors = sorted(often, key=lambda a: (last[a], found[a].index(last[a]), labels.get(a, a), a))
    figure, axes = _page(min(7.5, max(2.4, 0.5 * len(rows))), len(actors), title)
    for line, actor in enumerate(actors):
        for nth, camp in enumerate(found[actor]):
            if camp:
                axes.barh(line, 0.94, left=nth - 0.47, height=0.78, color=_cluster_colour(camp), linewidth=0)
                if not nth or found[actor][nth - 1] != camp:
                    axes.text(nth, line, str(camp), color="white", ha="center", va="center", fontsize=8)
    axes.set_xlim(-0.5, len(rows) - 0.5)
    axes.set_ylim(len(actors) - 0.5, -0.5)
    axes.set_yticks(range(len(actors)), [_short(labels.get(actor, actor)) for actor in actors])
    step = -(-len(rows) // 10)
    axes.set_xticks(range(0, len(rows), step), [_short(when) for when, _ in rows[::step]], rotation=40, ha="right")
    axes.tick_params(length=0)
    if len(often) < len(found):
        _note(axes, f"{len(found) - len(often)} more are in a cluster less often.", below=0.62)
    return figure


@_styled
def polarisation_over_time(
    rows: Sequence[tuple[date | str, float | None, float | None, float | None]],
    *,
    title: str = "Polarisation over time",
    measure: str = "polarisation",
) -> "Figure":
    """Each row: a day, week (``2025-W11``), month or year, the value of ``measure`` and the ends of its interval, or
    ``None`` where there is none. The line joins the values; the band is the interval."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    if not rows:
        raise NetworkError("polarisation over time: no dates; take more statements or narrower windows")
    ordered = sorted(rows, key=lambda row: _day(row[0]))
    days = np.array([_day(when) for when, *_ in ordered], dtype="datetime64[D]")
    values, low, high = (np.array([row[i] for row in ordered], dtype=float) for i in (1, 2, 3))
    figure, axes = _page(6.5, 12, title)
    axes.fill_between(days, low, high, color=FOR, alpha=0.18, linewidth=0, label="interval")
    axes.plot(days, values, color=FOR, linewidth=1.8, marker="o", markersize=3.5, label=_short(measure))
    axes.set_ylabel(_short(measure))
    axes.yaxis.grid(True, color=LINE, linewidth=0.6)
    locator = AutoDateLocator(maxticks=10)  # type: ignore[no-untyped-call]  # matplotlib.dates has no types
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    if np.isfinite(low).any():
        axes.legend(frameon=False, loc="best", fontsize=8)
    return figure


def _day(when: date | str) -> date:
    """The day in the middle; of a week its Thursday."""
    if isinstance(when, str) and "-W" in when:
        return date.fromisoformat(f"{when}-4")
    return date.fromordinal(sum(period(when)) // 2)


def _page(width: float, lines: int, title: str) -> tuple["Figure", "Axes"]:
    """Axes of ``width`` inches and ``lines`` lines of text; what stands around them makes the picture larger."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(max(width, 1.2), max(lines * ROW, 0.6)), facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    axes.set_title(_short(title, 80), pad=10)
    return figure, axes


@_styled
def headed(figure: "Figure", heading: str) -> "Figure":
    """``figure`` with ``heading``, as of a whole affair, before its title."""
    if heading:
        axes = figure.axes[0]
        axes.set_title(f"{_short(heading, 80)}: {axes.get_title(loc='left')}", loc="left", pad=10)
    return figure


def _cells(axes: "Axes", cells: Sequence[tuple[int, int, Mapping[str, Any]]]) -> None:
    most = max(len(cell["statements"]) for *_, cell in cells)
    for row, column, cell in cells:
        side = _side(cell)
        width = 0.5 + 0.4 * (len(cell["statements"]) / most) ** 0.5
        colour = FOR if side > 0 else AGAINST if side < 0 else NEUTRAL
        axes.bar(column, width, width, row - width / 2, color=colour, linewidth=0)
        sign = "±" if cell["positive"] and cell["negative"] else "+" if side > 0 else "−" if side < 0 else "·"
        axes.text(column, row, sign, color="white", ha="center", va="center_baseline", fontsize=9, weight="bold")


def _side(cell: Mapping[str, Any]) -> int:
    return int(np.sign(cell["positive"] - cell["negative"]))


def _brackets(axes: "Axes", camps: Sequence[tuple[str, str]], right: float) -> None:
    """A line between camps, and the letter of each beside its actors; none for those in no camp."""
    for camp in sorted(set(camps)):
        first, last = camps.index(camp), len(camps) - 1 - camps[::-1].index(camp)
        if first:
            axes.axhline(first - 0.5, color=INK, linewidth=1)
        name = "" if camp[0] == NOBODY else f"camp {camp[0]}"
        axes.text(right - 0.2, (first + last) / 2, name, color=camp[1], va="center", ha="left", weight="bold")


def _letters(camps: Sequence[Collection[str]]) -> dict[str, tuple[str, str]]:
    """The letter and the colour of the camp of each actor."""
    return {id: (letter(number), CAMPS[number % TINTS]) for number, camp in enumerate(camps) for id in camp}


def _cluster_colour(cluster: int) -> str:
    return CLUSTERS[min(cluster, len(CLUSTERS)) - 1]


def _most(network: "nx.Graph[str]", ids: Sequence[str]) -> list[str]:
    """The `MOST` with most ties and statements, in sorted order."""
    return sorted(sorted(ids, key=lambda id: (-network.degree(id), -len(network.nodes[id]["statements"]), id))[:MOST])


def _names(network: "nx.Graph[str]", ids: Sequence[str]) -> list[str]:
    labels = unique_labels(network.subgraph(ids))
    return [_short(labels[id]) for id in ids]


def _short(text: str, longest: int = LONGEST) -> str:
    """``text`` on one line, without what SVG cannot hold."""
    text = " ".join(clean(text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _note(axes: "Axes", text: str, *, below: float) -> None:
    """A line ``below`` the axes by so many inches."""
    from matplotlib.transforms import ScaledTranslation

    figure = axes.figure
    under = axes.transAxes + ScaledTranslation(0, -below, figure.dpi_scale_trans)
    axes.text(0, 0, text, transform=under, va="top", fontsize=8, color=NEUTRAL)
