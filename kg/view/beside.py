"""What is only said joins a finished layout: each node at the nearest free spot by a neighbour; nobody else moves."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product

import networkx as nx

from kg.model import StatementKind
from kg.view.layout import WIDE, Place, place

STEP = 6.0  # pixels between one spot and the next, about
FINE = 400  # spots after which they thin out
TURN = math.pi * (3 - math.sqrt(5))  # the golden angle, by which sunflowers spread their seeds (Vogel 1979)
AROUND = sorted(product((-1, 0, 1), repeat=2), key=lambda cell: abs(cell[0]) + abs(cell[1]))  # most likely taken first


def arrange(
    network: "nx.MultiDiGraph[str]", room: Mapping[str, float], groups: Mapping[str, int] = {}
) -> dict[str, Place]:
    """A place for every node: who takes a side or does something decides the layout, and what is only said stands
    beside who says it. ``room`` and ``groups`` are as in `place`."""
    done = network.edge_subgraph(
        (*ends, key)
        for *ends, key, kind in network.edges(keys=True, data="kind", default="")
        if kind != StatementKind.ASSERTION
    )
    return beside(network, place(done if done.number_of_edges() else network, room, groups), room)


def beside(network: "nx.Graph[str]", placed: Mapping[str, Place], room: Mapping[str, float]) -> dict[str, Place]:
    """``placed`` and every other node of ``network``; ``room`` is as in `place`."""
    places, taken = dict(placed), _Taken(2 * max(room.values(), default=1))
    for id in sorted(placed):
        x, y = placed[id].at
        taken.add(x / WIDE, y, room[id])
    spots: dict[str | None, Iterator[tuple[float, float]]] = {}

    def put(id: str, anchor: str | None, community: int) -> None:
        x, y = places[anchor].at if anchor else (0, 0)
        around = spots.setdefault(anchor, _spots(x / WIDE, y))  # where one found no room, the next will not look
        spot = next(spot for spot in around if taken.free(*spot, room[id]))
        taken.add(*spot, room[id])
        places[id] = Place((round(spot[0] * WIDE), round(spot[1])), community)

    for group in _strangers(network, places):
        if not any(id in places for id in group):
            first = min(group, key=lambda id: (-network.degree(id), id))
            put(first, None, 1 + max((place.community for place in places.values()), default=-1))
        for anchor, id in _reached(network, [id for id in group if id in places]):
            put(id, anchor, places[anchor].community)
    return places


def _strangers(network: "nx.Graph[str]", places: Mapping[str, Place]) -> list[list[str]]:
    """The network's components, those with a place first; all in sorted order."""
    groups = [sorted(group) for group in nx.connected_components(nx.Graph(network))]
    return sorted(groups, key=lambda group: (not any(id in places for id in group), group))


def _reached(network: "nx.Graph[str]", known: list[str]) -> Iterator[tuple[str, str]]:
    """Breadth first from ``known``: a node that has been reached and one that it leads to."""
    seen = set(known)
    for id in known:  # grows under way
        for other in sorted(set(nx.all_neighbors(network, id)) - seen):
            seen.add(other)
            known.append(other)
            yield id, other


def _spots(x: float, y: float) -> Iterator[tuple[float, float]]:
    """Spots around a point, nearest first as the unsqueezed plane shows them."""
    number = 0
    while True:
        number += 1
        away, angle = STEP * math.sqrt(number) * (1 + number / FINE), TURN * number
        yield x + away * math.cos(angle), y + WIDE * away * math.sin(angle)


class _Taken:
    """Discs that are taken, in cells as wide as the widest pair needs."""

    def __init__(self, cell: float):
        self.cell = cell
        self.discs: dict[tuple[float, float], list[tuple[float, float, float]]] = defaultdict(list)

    def add(self, x: float, y: float, reach: float) -> None:
        self.discs[x // self.cell, y // self.cell].append((x, y, reach))

    def free(self, x: float, y: float, reach: float) -> bool:
        """Whether a disc of ``reach`` at this spot touches none that is taken."""
        column, row = x // self.cell, y // self.cell
        for i, j in AROUND:
            for a, b, other in self.discs.get((column + i, row + j), ()):
                if (x - a) ** 2 + (y - b) ** 2 < (reach + other) ** 2:
                    return False
        return True
