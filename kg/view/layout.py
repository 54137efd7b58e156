"""Where nodes stand: communities, a spring layout in each, a spring layout of communities, and no overlap.

All is reckoned in a plane squeezed from side to side, in which a node with its wide name is about as wide as high.

Communities are Louvain's (Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008); springs are Fruchterman and
Reingold's (1991, doi:10.1002/spe.4380211102). Everything is seeded and runs on integers in sorted order, so neither
the network's order nor the hash seed of the process shows.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

SEED = 7
WIDE = 2.0  # how much the plane is squeezed
FILLED = 0.9  # share of a community's disc that its nodes take
LOOSE = 0.45  # likewise of one that is given: nobody else must be pushed into it
PULL = (0.9, 0.98)  # draws communities together, more so from the sides: unsqueezed, the picture is about a square
TIE = 0.02  # holds communities together that no edge joins


@dataclass(frozen=True, slots=True)
class Place:
    """Pixels at zoom 1, and the community; 0 is the largest."""

    at: tuple[int, int]
    community: int


def place(network: nx.Graph, room: Mapping[str, float], groups: Mapping[str, int] = {}) -> dict[str, Place]:
    """A place for every node of ``network``. ``room`` is how far up and down a node keeps others away, in pixels; to
    both sides it keeps them `WIDE` times as far. Nodes that have one number in ``groups`` are one community."""
    ids = sorted(network)
    if not ids:
        return {}
    graph = _simple(network, ids)
    found = _communities(graph, [groups.get(id) for id in ids])
    number = {node: i for i, group in enumerate(found) for node in group}
    own = np.array([room[id] for id in ids])
    filled = [FILLED if groups.get(ids[group[0]]) is None else LOOSE for group in found]
    reach = np.array([np.sqrt((own[group] ** 2).sum() / share) for group, share in zip(found, filled, strict=True)])
    centres = _gathered(_upright(_spring(_quotient(graph, number))), reach)
    points = np.zeros((len(ids), 2))
    for group, centre, around in zip(found, centres, reach, strict=True):
        points[group] = centre + _spring(graph.subgraph(group)) * (around - own[group].mean())
    for group, centre in zip(found, centres, strict=True):
        outer = np.array([(a, b) for a, b in graph.edges(group) if number[a] != number[b]], dtype=int).reshape(-1, 2)
        near, far = np.searchsorted(group, outer[:, 0]), points[outer[:, 1]] - centre
        points[group] = centre + _turned(points[group] - centre, near, far)
    points = np.rint(_separated(points, own) * (WIDE, 1)).astype(int)
    return {id: Place((int(x), int(y)), number[i]) for i, (id, (x, y)) in enumerate(zip(ids, points, strict=True))}


def _simple(network: nx.Graph, ids: list[str]) -> nx.Graph:
    """``network`` without directions and parallels, on integers: a node is its place in ``ids``."""
    index = {id: i for i, id in enumerate(ids)}
    weights = Counter()
    for source, target, weight in network.edges(data="weight", default=1):
        a, b = sorted((index[source], index[target]))
        if a != b:
            weights[a, b] += weight
    graph = nx.Graph()
    graph.add_nodes_from(range(len(ids)))
    graph.add_weighted_edges_from((a, b, float(np.log2(1 + w))) for (a, b), w in sorted(weights.items()))
    return graph


def _communities(graph: nx.Graph, given: list[int | None]) -> list[list[int]]:
    """Those who are ``given`` one number, and Louvain's communities of the rest, the largest first."""
    told = defaultdict(list)
    for node, number in enumerate(given):
        told[number].append(node)
    rest = graph.subgraph(told.pop(None, []))
    found = [*told.values(), *nx.community.louvain_communities(rest, weight="weight", seed=SEED)]
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _quotient(graph: nx.Graph, number: Mapping[int, int]) -> nx.Graph:
    """One node a community; every one is tied weakly to the largest, else springs drive strangers out of sight."""
    weights = Counter({(0, group): TIE for group in sorted(set(number.values()))[1:]})
    for a, b, weight in graph.edges(data="weight"):
        ends = sorted((number[a], number[b]))
        if ends[0] != ends[1]:
            weights[tuple(ends)] += weight
    quotient = nx.Graph()
    quotient.add_nodes_from(range(max(number.values()) + 1))
    quotient.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    return quotient


def _spring(graph: nx.Graph) -> np.ndarray:
    """Places of the graph's nodes, in sorted order, within the unit disc around 0."""
    nodes = sorted(graph)
    if len(nodes) == 1:
        return np.zeros((1, 2))
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_weighted_edges_from(sorted(graph.edges(data="weight")))
    rounds = 300 if len(nodes) < 200 else 60
    found = nx.spring_layout(ordered, iterations=rounds, weight="weight", seed=SEED, method="force")
    points = np.array([found[node] for node in nodes])
    points -= points.mean(axis=0)
    return points / np.linalg.norm(points, axis=1).max()


def _turned(points: np.ndarray, near: np.ndarray, far: np.ndarray) -> np.ndarray:
    """``points`` turned or mirrored around 0 so that the lines from ``points[near]`` to ``far`` are shortest."""
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    turns = [np.array([[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]]) for t in angles]
    ways = [points @ turn * mirror for mirror in ((1, 1), (1, -1)) for turn in turns]
    return min(ways, key=lambda way: np.linalg.norm(way[near] - far, axis=1).sum())


def _upright(points: np.ndarray) -> np.ndarray:
    """``points`` around 0 and turned so that they spread most from top to bottom."""
    points = points - points.mean(axis=0)
    (x, y), *_ = np.linalg.svd(points, full_matrices=False)[2]
    return points @ np.array([[y, x], [-x, y]]) * (1 if y >= 0 else -1)


def _gathered(points: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """``points`` drawn together until discs of ``reach`` leave little empty space between them."""
    spread = np.abs(points).max()
    points = points / (spread or 1) * np.sqrt((reach**2).sum())
    for _ in range(40):
        points = _separated(points * PULL, reach, rounds=30)
    return points


def _separated(points: np.ndarray, reach: np.ndarray, *, rounds: int = 2000) -> np.ndarray:
    """``points`` pushed apart, pair by pair, until discs of ``reach`` are free of one another; at most ``rounds``."""
    points = points.copy()
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(2 * reach.max(), output_type="ndarray")
        pairs = pairs[np.lexsort(pairs.T)]
        a, b = pairs.T
        apart = points[a] - points[b]
        distance = np.linalg.norm(apart, axis=1)
        lacking = reach[a] + reach[b] - distance
        close = lacking > 0.5
        if not close.any():
            break
        a, b, apart, distance, lacking = a[close], b[close], apart[close], distance[close], lacking[close]
        same = distance < 1e-6
        apart[same] = np.stack([np.cos(a[same]), np.sin(a[same])], axis=1)  # any direction will do, but always the same
        push = apart / np.where(same, 1, distance)[:, None] * (lacking / 2)[:, None]
        np.add.at(points, a, push)
        np.add.at(points, b, -push)
    return points
