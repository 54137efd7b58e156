"""Signed networks whose camps are known."""

from itertools import combinations

import networkx as nx
import numpy as np


def planted(sizes: list[int], *, density: float, noise: float, seed: int) -> tuple[nx.Graph, list[set[str]]]:
    """A network of camps of these ``sizes`` and the camps: each pair is tied with probability ``density``, by 1 inside
    a camp and by −1 across, the sign flipped with probability ``noise``. Names and order tell nothing of the camps."""
    random = np.random.default_rng(seed)
    names = [f"n{number:03}" for number in random.permutation(sum(sizes))]
    camp_of = dict(zip(names, np.repeat(np.arange(len(sizes)), sizes), strict=True))
    network = nx.Graph()
    network.add_nodes_from(names)
    for one, other in combinations(sorted(names), 2):
        if random.random() < density:
            sign = 1 if camp_of[one] == camp_of[other] else -1
            network.add_edge(one, other, weight=float(-sign if random.random() < noise else sign))
    return network, [{name for name in names if camp_of[name] == camp} for camp in range(len(sizes))]
