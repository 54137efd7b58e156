"""How central each party is, by measures that a reader can switch between: whole numbers from 0 to 1000."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.network import measures

if TYPE_CHECKING:
    import networkx as nx

FULL = 1000  # the most central party
STEPS = 1_000_000  # pivots × (nodes + edges) that betweenness may take: about 2 seconds
FEWEST = 50  # pivots; from fewer, betweenness is too rough to draw
LARGEST = 100_000  # nodes and edges up to which a walk is followed: about 3 seconds


def sizes(network: nx.MultiDiGraph[str], nodes: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """For each measure one number a node, in the order of ``nodes``; the highest is 1000.

    ``betweenness``: who lies between others; exact while it takes about 2 seconds, then estimated from as many pivots
    as that time allows, and left out where these would be fewer than 50. ``pagerank``: to whom the statements lead;
    left out above 100,000 nodes and edges. See `kg.network.measures`.
    """
    length = len(network) + network.number_of_edges()
    found = {}
    pivots = STEPS // max(length, 1)
    if pivots >= FEWEST:
        found["betweenness"] = measures.betweenness(network, pivots=pivots)
    if length <= LARGEST:
        found["pagerank"] = measures.pagerank(network)
    return {measure: _scaled([values[id] for id in nodes]) for measure, values in found.items()}


def _scaled(values: Sequence[float]) -> tuple[int, ...]:
    highest = max(values, default=0) or 1
    return tuple(round(FULL * value / highest) for value in values)
