"""A network that changes, as one self-contained HTML page: a picture for each window of time, and a slider."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

import networkx as nx
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from kg.errors import NetworkError
from kg.network.measures.stability import numbered
from kg.view.closed import hashed, source
from kg.view.drawing import shortened
from kg.view.layout import place

STYLES = ("colours.css", "evidence.css", "page.css", "animated.css")
MOST = 1500  # ties in the picture, those that are heaviest once; a browser grows slow beyond
RADIUS, LETTER, NAME = 8.0, 7.0, 30  # of a node and a letter of its name, pixels; letters of a name
THIN, THICK = 1.0, 7.0  # ties, pixels
FAR = 0.05  # how strongly who only disagrees is drawn together

Frames = Sequence[tuple[str, "nx.Graph[str]"]]
Group = Callable[["nx.Graph[str]"], Iterable[AbstractSet[str]]]
Pair = tuple[str, str]


def animated(
    frames: Frames, title: str, *, group: Group | None = None, sentences: Mapping[str, str] | None = None
) -> str:
    """The page as HTML: offline, without a single request, in light and dark. ``frames`` are labels (dates) and
    undirected networks in the order of time, whose edges have ``weight`` (below 0: disagreement) and ``statements``.

    Everybody keeps one place through all frames, near those with whom they agree in most. ``group`` finds the camps of
    a frame, such as `kg.network.measures.camps`; a camp that goes on keeps its number and colour. ``sentences`` by the
    keys of statements are shown at a tie that is chosen. Of more than `MOST` ties the heaviest are drawn, and the page
    says so; who never has one is left out. The same frames give the same page.

    Raises `NetworkError` where there is no frame or a network is directed.
    """
    if not frames:
        raise NetworkError("animation of 0 frames: expected at least one network")
    for label, network in frames:
        if network.is_directed():
            raise NetworkError(f"animation of {label}: the network is directed; use one of pairs, such as sides")
    weights = [_weights(network) for _, network in frames]
    heaviest: dict[Pair, float] = {}
    for found in weights:
        for pair, weight in found.items():
            heaviest[pair] = max(heaviest.get(pair, 0.0), abs(weight))
    pairs = sorted(sorted(heaviest, key=lambda pair: (-heaviest[pair], pair))[:MOST])
    nodes = _nodes(frames, weights, pairs)
    data = {
        "nodes": nodes,
        "pairs": _numbered(pairs, [node["id"] for node in nodes]),
        "frames": _pictures(frames, weights, pairs, _camps(frames, group)),
        "sentences": _told(frames, pairs, sentences or {}),
    }
    return _rendered(title, data, all_pairs=len(heaviest))


def _rendered(title: str, data: dict[str, Any], *, all_pairs: int) -> str:
    style = "\n".join(map(source, STYLES))
    script = source("animated.js")
    policy = (
        f"default-src 'none'; script-src {hashed(script)}; style-src {hashed(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    environment = Environment(loader=PackageLoader("kg.view"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("animated.html").render(
        title=title, data=data, box=_box(data["nodes"]), frames=len(data["frames"]), pairs=len(data["pairs"]),
        all_pairs=all_pairs, policy=policy, style=Markup(style), script=Markup(script),
    )  # fmt: skip


def _weights(network: "nx.Graph[str]") -> dict[Pair, float]:
    """The weight of each pair that has one other than 0, the pair in sorted order."""
    found = {}
    for one, two, weight in network.edges(data="weight", default=1):
        if weight and one != two:
            found[min(one, two), max(one, two)] = float(weight)
    return found


def _nodes(frames: Frames, weights: list[dict[Pair, float]], pairs: list[Pair]) -> list[dict[str, Any]]:
    """Everybody with a tie, at the place that all frames together give."""
    union: nx.Graph[str] = nx.Graph()
    for pair in pairs:
        agreement = sum(max(found.get(pair, 0.0), 0.0) for found in weights)
        union.add_edge(*pair, weight=max(agreement, FAR))
    labels = {id: str(data.get("label", id)) for _, network in frames for id, data in network.nodes(data=True)}
    names = {id: shortened(labels[id], NAME) for id in sorted(union)}
    placed = place(union, {id: max(3 * RADIUS, LETTER * len(name) / 4) for id, name in names.items()})
    return [
        {"id": id, "label": labels[id], "short": name, "x": placed[id].at[0], "y": placed[id].at[1]}
        for id, name in names.items()
    ]


def _numbered(pairs: list[Pair], ids: list[str]) -> list[list[int]]:
    at = {id: number for number, id in enumerate(ids)}
    return [[at[one], at[two]] for one, two in pairs]


def _pictures(
    frames: Frames, weights: list[dict[Pair, float]], pairs: list[Pair], camps: list[dict[str, int]]
) -> list[dict[str, Any]]:
    """Of each frame its label, its ties (number of the pair, weight, width in pixels, statements) and its camps."""
    most = max((abs(found[pair]) for found in weights for pair in pairs if pair in found), default=1.0)
    pictures = []
    for (label, network), found, camp in zip(frames, weights, camps, strict=True):
        ties = [
            [number, round(found[pair], 3), round(THIN + (THICK - THIN) * abs(found[pair]) / most, 2),
             list(network.edges[pair].get("statements", ()))]
            for number, pair in enumerate(pairs) if pair in found
        ]  # fmt: skip
        pictures.append({"label": label, "ties": ties, "camps": camp})
    return pictures


def _camps(frames: Frames, group: Group | None) -> list[dict[str, int]]:
    """The number of each actor's camp, frame by frame, from 0; a camp that goes on keeps its own."""
    found = numbered((label, list(group(network)) if group else []) for label, network in frames)
    return [{actor: camp - 1 for actor, camp in sorted(camps.items())} for _, camps in found]


def _told(frames: Frames, pairs: list[Pair], sentences: Mapping[str, str]) -> dict[str, str]:
    """The sentences of the statements at the ties that are drawn."""
    keys = {
        key
        for _, network in frames
        for pair in pairs
        if network.has_edge(*pair)
        for key in network.edges[pair].get("statements", ())
    }
    return {key: sentences[key] for key in sorted(keys & sentences.keys())}


def _box(nodes: list[dict[str, Any]]) -> str:
    """The viewBox that holds all nodes and their names."""
    xs, ys = [node["x"] for node in nodes] or [0], [node["y"] for node in nodes] or [0]
    side = int(NAME * LETTER / 2)
    return f"{min(xs) - side} {min(ys) - 32} {max(xs) - min(xs) + 2 * side} {max(ys) - min(ys) + 72}"
