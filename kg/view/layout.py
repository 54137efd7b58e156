"""Where nodes stand: communities, a spring layout in each, a spring layout of communities, and no overlap.

All is reckoned in a plane squeezed from side to side, in which a node with its wide name is about as wide as high.

Communities are Louvain's (Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008); springs are Fruchterman and
Reingold's (1991, doi:10.1002/spe.4380211102). Everything is seeded and runs on integers in sorted order, so neither
the network's order nor the hash seed of the process shows.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.spatial import cKDTree

SEED = 7
CORE = 1000  # nodes that springs place in one community; springs take time with the square
FEW = 20  # nodes that find their places in a third of the rounds
FRESH = 10  # rounds of pushing apart before neighbours are looked for anew
MANY = 10_000  # nodes above which a few may touch one another: such a picture opens with its most central
TURN = np.pi * (3 - np.sqrt(5))  # the golden angle: on a spiral it keeps every spot clear of the ones before
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


def place(network: "nx.Graph[str]", room: Mapping[str, float], groups: Mapping[str, int] = {}) -> dict[str, Place]:
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
    centres = _gathered(_upright(_spring(_quotient(graph, found))), reach)
    points = np.zeros((len(ids), 2))
    for group, centre, around in zip(found, centres, reach, strict=True):
        points[group] = centre + _spring(graph.subgraph(group)) * (around - own[group].mean())
    for group, centre in zip(found, centres, strict=True):
        outer = np.array([(a, b) for a, b in graph.edges(group) if number[a] != number[b]], dtype=int).reshape(-1, 2)
        near, far = np.searchsorted(group, outer[:, 0]), points[outer[:, 1]] - centre
        points[group] = centre + _turned(points[group] - centre, near, far)
    points = np.rint(_separated(points, own, rounds=2000 if len(ids) <= MANY else 300) * (WIDE, 1)).astype(int)
    return {id: Place((int(x), int(y)), number[i]) for i, (id, (x, y)) in enumerate(zip(ids, points, strict=True))}


def _simple(network: "nx.Graph[str]", ids: list[str]) -> "nx.Graph[int]":
    """``network`` without directions and parallels, on integers: a node is its place in ``ids``."""
    index = {id: i for i, id in enumerate(ids)}
    weights: Counter[tuple[int, int]] = Counter()
    for source, target, weight in network.edges(data="weight", default=1):
        a, b = sorted((index[source], index[target]))
        if a != b:
            weights[a, b] += weight
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(ids)))
    graph.add_weighted_edges_from((a, b, float(np.log2(1 + w))) for (a, b), w in sorted(weights.items()))
    return graph


def _communities(graph: "nx.Graph[int]", given: list[int | None]) -> list[list[int]]:
    """Those who are ``given`` one number, and Louvain's communities of the rest, the largest first."""
    told = defaultdict(list)
    for node, number in enumerate(given):
        told[number].append(node)
    rest = graph.subgraph(told.pop(None, [])).copy()  # a view is slow to walk
    found = [*told.values(), *(_louvain(rest) if len(rest) <= MANY else _joined(rest))]
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _louvain(graph: "nx.Graph[int]") -> list[set[int]]:
    return nx.community.louvain_communities(graph, weight="weight", seed=SEED)


def _joined(graph: "nx.Graph[int]") -> list[set[int]]:
    """Louvain's communities of a graph so large that networkx would take minutes for the first level, in which it goes
    over all nodes until none moves. Here a node is looked at again only after a neighbour moved (Traag et al. 2019,
    doi:10.1038/s41598-019-41695-z)."""
    strength = dict(graph.degree(weight="weight"))
    whole = sum(strength.values()) or 1
    home, mass = {node: node for node in graph}, dict(strength)
    waiting = deque(sorted(graph))
    queued = set(waiting)
    while waiting:
        node = waiting.popleft()
        queued.discard(node)
        ties = defaultdict(float, {home[node]: 0.0})
        for other, data in graph.adj[node].items():
            ties[home[other]] += data["weight"]
        mass[home[node]] -= strength[node]
        share = strength[node] / whole
        best = -max((tie - share * mass[group], group == home[node], -group) for group, tie in ties.items())[2]
        mass[best] += strength[node]
        if best != home[node]:
            home[node] = best
            fresh = [other for other in graph.adj[node] if home[other] != best and other not in queued]
            waiting.extend(fresh)
            queued.update(fresh)
    members = defaultdict(set)
    for node, group in home.items():
        members[group].add(node)
    groups = [members[group] for group in sorted(members)]
    return [set().union(*(groups[i] for i in joined)) for joined in _louvain(_between(graph, groups))]


def _between(graph: "nx.Graph[int]", groups: Sequence[Iterable[int]]) -> "nx.Graph[int]":
    """One node a group; what its members are tied by among themselves is a loop."""
    number = {node: i for i, group in enumerate(groups) for node in group}
    weights: Counter[tuple[int, int]] = Counter()
    for a, b, weight in graph.edges(data="weight", default=1):
        one, other = sorted((number[a], number[b]))
        weights[one, other] += weight
    between: nx.Graph[int] = nx.empty_graph(len(groups))
    between.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    return between


def _quotient(graph: "nx.Graph[int]", groups: list[list[int]]) -> "nx.Graph[int]":
    """One node a community; every one is tied weakly to the largest, else springs drive strangers out of sight."""
    quotient = _between(graph, groups)
    quotient.remove_edges_from([(group, group) for group in quotient])
    quotient.add_weighted_edges_from(
        (0, group, TIE) for group in range(1, len(groups)) if not quotient.has_edge(0, group)
    )
    return quotient


def _spring(graph: "nx.Graph[int]") -> np.ndarray:
    """Places of the graph's nodes, in sorted order, within the unit disc around 0: springs for the `CORE` best linked,
    the others on a spiral around those that they are linked to."""
    nodes = sorted(graph)
    if len(nodes) == 1:
        return np.zeros((1, 2))
    pull = nx.to_scipy_sparse_array(graph, nodelist=nodes, weight="weight", format="csr")
    ranked = np.argsort(-np.diff(pull.indptr), kind="stable")
    core, others = np.sort(ranked[:CORE]), np.sort(ranked[CORE:])
    points = np.zeros((len(nodes), 2))
    points[core] = _relaxed(pull[core][:, core], 60 if len(core) > 200 else 300 if len(core) > FEW else 100)
    points -= points[core].mean(axis=0)
    turn, away = TURN * np.arange(len(others)), np.sqrt(np.arange(1, len(others) + 1) / len(nodes))
    held = pull[others][:, core]
    around = (held @ points[core]) / np.maximum(held.sum(axis=1), 1)[:, None]
    points[others] = around + away[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    points /= np.linalg.norm(points, axis=1).max()
    return points


def _relaxed(pull: sparse.csr_array, rounds: int) -> np.ndarray:
    """Fruchterman and Reingold's places for nodes that attract one another as ``pull``, a symmetric matrix, says: what
    `networkx.spring_layout` finds, with all forces of a round reckoned at once."""
    count = pull.shape[0]
    ideal = np.sqrt(1 / count)
    one, other = pull.nonzero()
    start = np.random.RandomState(SEED).rand(count, 2)
    points = start @ (1, 1j)  # the plane of complex numbers
    heat = np.linspace(0.1 * np.ptp(start, axis=0).max(), 0, rounds + 1, endpoint=False)[:-1]
    for most in heat:
        apart = np.subtract.outer(points, points)
        push = ideal**2 / np.maximum(apart.real**2 + apart.imag**2, 1e-4)
        drawn = points[one] - points[other]
        drawn *= pull.data * np.abs(drawn) / ideal
        step = np.einsum("ij,ij->i", push, apart)
        step -= np.bincount(one, drawn.real, minlength=count) + 1j * np.bincount(one, drawn.imag, minlength=count)
        points += step * (most / np.maximum(np.abs(step), 0.01))
    return np.stack([points.real, points.imag], axis=1)


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
    return np.asarray(points @ np.array([[y, x], [-x, y]]) * (1 if y >= 0 else -1))


def _gathered(points: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """``points`` drawn together until discs of ``reach`` leave little empty space between them."""
    spread = np.abs(points).max()
    points = points / (spread or 1) * np.sqrt((reach**2).sum())
    for _ in range(40):
        points = _separated(points * PULL, reach, rounds=30)
    return points


def _near(points: np.ndarray, reach: np.ndarray, ranks: list[np.ndarray]) -> np.ndarray:
    """Pairs, in sorted order, of discs that may touch; ``ranks`` holds the discs of about one size each."""
    trees = [cKDTree(points[rank]) for rank in ranks]
    pairs = []
    for i, j in combinations_with_replacement(range(len(ranks)), 2):
        most = reach[ranks[i]].max() + reach[ranks[j]].max()
        found = trees[i].sparse_distance_matrix(trees[j], most, output_type="ndarray")
        one, other = ranks[i][found["i"]], ranks[j][found["j"]]
        pairs.append(np.stack([one, other])[:, one < other] if i == j else np.stack([one, other]))
    both = np.concatenate(pairs, axis=1)
    return both[:, np.lexsort(both)]


def _separated(points: np.ndarray, reach: np.ndarray, *, rounds: int = 2000) -> np.ndarray:
    """``points`` pushed apart, pair by pair, until discs of ``reach`` are free of one another; at most ``rounds``."""
    points = points.copy()
    sizes = np.frexp(reach)[1]  # by powers of two: one large disc makes no neighbours of all the small ones
    ranks = [np.flatnonzero(sizes == size) for size in np.unique(sizes)]
    for _ in range(rounds // FRESH):
        pairs = _near(points, reach, ranks)
        if not _pushed(points, reach, pairs):
            break
        for _ in range(FRESH - 1):
            _pushed(points, reach, pairs)
    return points


def _pushed(points: np.ndarray, reach: np.ndarray, pairs: np.ndarray) -> bool:
    """Whether any of ``pairs`` were too close; their ``points`` are moved half of the way that they lack."""
    a, b = pairs
    apart = points[a] - points[b]
    distance = np.linalg.norm(apart, axis=1)
    lacking = reach[a] + reach[b] - distance
    close = lacking > 0.5
    a, b, apart, distance, lacking = a[close], b[close], apart[close], distance[close], lacking[close]
    same = distance < 1e-6
    apart[same] = np.stack([np.cos(a[same]), np.sin(a[same])], axis=1)  # any direction will do, but always the same
    push = apart / np.where(same, 1, distance)[:, None] * (lacking / 2)[:, None]
    np.add.at(points, a, push)
    np.add.at(points, b, -push)
    return bool(close.any())
