"""Cycles that no split in two satisfies: what bounds the frustration index from below.

Ties come as arrays ``one``, ``other`` (node numbers, one < other) and ``weights``, switched by some split, so that the
negative ones are those that it frustrates.
"""

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_array, csr_array, vstack
from scipy.sparse.csgraph import dijkstra

ROUNDS = 30
SHORT = 1e-6  # by how much a cycle must fall short of 1 to be worth a row
SLIGHT = 1e-9  # a tie of length 0 would be no tie to the search for paths


def packed(one: np.ndarray, other: np.ndarray, weights: np.ndarray) -> float:
    """The weight of cycles with one negative tie, packed greedily so that no tie is used beyond its own weight, the
    shortest first found: each costs any split as much."""
    rest: nx.Graph[int] = nx.Graph()
    ties = sorted(zip(one.tolist(), other.tolist(), weights.tolist(), strict=True))
    rest.add_nodes_from(range(1 + max(other.tolist())))
    rest.add_edges_from((i, j, {"left": weight}) for i, j, weight in ties if weight > 0)
    found = 0.0
    for i, j, weight in ties:
        left = -weight
        while left > 0 and nx.has_path(rest, i, j):
            path = list(nx.utils.pairwise(nx.bidirectional_shortest_path(rest, i, j)))
            flow = min(left, *(rest.edges[tie]["left"] for tie in path))
            for tie in path:
                rest.edges[tie]["left"] -= flow
            rest.remove_edges_from([tie for tie in path if rest.edges[tie]["left"] <= 0])
            found, left = found + flow, left - flow
    return found


def covering(one: np.ndarray, other: np.ndarray, weights: np.ndarray, size: int) -> tuple[float, csr_array]:
    """The least weight of ties, in fractions, of which every unsatisfiable cycle has one, and the cycles that were
    needed, as rows over ties: a linear programme to which the cycles that it leaves uncovered are added, `ROUNDS`
    times at most (Grötschel and Pulleyblank, Operations Research Letters 1981, doi:10.1016/0167-6377(81)90020-1)."""
    cover, bound = np.zeros(len(weights)), 0.0
    rows = csr_array((0, len(weights)))
    for _ in range(ROUNDS):
        more = _uncovered(one, other, weights, size, cover)
        if not more.shape[0]:
            break
        rows = vstack([rows, more]).tocsr()
        solved = milp(abs(weights), constraints=LinearConstraint(rows, lb=1), bounds=Bounds(0, 1))
        if solved.x is None:
            break
        cover, bound = solved.x.clip(0), float(solved.fun)
    return bound, rows


def _uncovered(
    one: np.ndarray, other: np.ndarray, weights: np.ndarray, size: int, cover: np.ndarray
) -> csr_array:  # fmt: skip
    """For each node the shortest closed walk by ``cover`` through it with an odd number of negative ties, where it is
    shorter than 1. Each node stands twice, and a negative tie leads from one copy to the other: such a walk is a path
    from a node to its copy."""
    shift = np.where(weights < 0, size, 0)
    ends = np.concatenate([one, one + size]), np.concatenate([other + shift, (other + size + shift) % (2 * size)])
    lengths = coo_array((np.tile(cover + SLIGHT, 2), ends), shape=(2 * size, 2 * size)).tocsr()
    far, before = dijkstra(lengths, directed=False, indices=range(size), return_predecessors=True)
    number = coo_array((np.arange(1, len(one) + 1), (one, other)), shape=(size, size)).tocsr()
    walks: dict[tuple[int, ...], None] = {}
    for start in np.flatnonzero(far[np.arange(size), np.arange(size) + size] < 1 - SHORT):
        at, walk = start + size, []
        while at != start:
            step = before[start, at]
            walk.append(int(number[min(at % size, step % size), max(at % size, step % size)]) - 1)
            at = step
        walks[tuple(sorted(walk))] = None
    places = [(row, tie) for row, walk in enumerate(sorted(walks)) for tie in walk]
    shape = (len(walks), len(one))
    rows, ties = zip(*places, strict=True) if places else ((), ())
    return coo_array((np.ones(len(rows)), (rows, ties)), shape=shape).tocsr()  # a tie walked twice counts twice


def solved(
    one: np.ndarray, other: np.ndarray, weights: np.ndarray, size: int, cycles: csr_array, branches: int
) -> OptimizeResult:
    """The frustration index by integer programming: x says which nodes change side (the one with most ties stays),
    then f which ties are frustrated (the model XOR of Aref, Mason and Wilson, with unsatisfiable ``cycles`` for their
    triangles)."""
    count, sign = len(weights), np.sign(weights)
    tie = np.arange(count)

    def rows(first: np.ndarray, second: np.ndarray) -> csr_array:
        """f + first x_one + second x_other, for each tie."""
        values, places = np.concatenate([np.ones(count), first, second]), np.concatenate([size + tie, one, other])
        return coo_array((values, (np.tile(tie, 3), places)), shape=(count, size + count)).tocsr()

    ones, negative = np.ones(count), (weights < 0).astype(float)
    table = vstack([rows(-ones, sign), rows(ones, -sign),
                    coo_array((cycles.data, (cycles.tocoo().row, size + cycles.indices)),
                              shape=(cycles.shape[0], size + count))], format="csr")  # fmt: skip
    least = np.concatenate([-negative, negative, np.ones(cycles.shape[0])])
    highest = np.ones(size + count)
    highest[np.bincount(np.concatenate([one, other])).argmax()] = 0
    return milp(
        np.concatenate([np.zeros(size), abs(weights)]),
        constraints=LinearConstraint(table, lb=least),
        bounds=Bounds(0, highest),
        integrality=np.concatenate([np.ones(size), np.zeros(count)]),
        options={"node_limit": branches, "mip_rel_gap": 0},
    )
