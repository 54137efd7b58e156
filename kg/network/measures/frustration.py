"""How far a signed network is from two camps at peace within and at war without."""

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, triu
from scipy.sparse.csgraph import breadth_first_order

from kg.errors import ConfigError
from kg.network.measures.cycles import covering, packed, solved
from kg.network.measures.signed import signed_matrix

STARTS = 10
STEPS = 100
EXACT_EDGES = 1000
BRANCHES = 100
ROUNDING = 1e-6  # of the largest weight: what a solver in floating point cannot tell apart


@dataclass(frozen=True, slots=True)
class Frustration:
    """``lower`` ≤ the frustration index ≤ ``upper``, in units of weight; ``total`` is the sum of all weights' sizes.

    ``split`` is a division in two whose frustration is ``upper``, the larger side first: nodes without a tie are on
    neither, and which way round parts of the network that are not connected lie means nothing. ``edges`` are its
    frustrated ties, negative inside a side or positive across, each and all sorted.
    """

    lower: float
    upper: float
    total: float
    split: tuple[frozenset[str], frozenset[str]]
    edges: tuple[tuple[str, str], ...]

    @property
    def is_exact(self) -> bool:
        """The bounds have met: ``split`` is proved best."""
        return self.lower == self.upper

    @property
    def order(self) -> tuple[float, float]:
        """1 − 2 L / total between its bounds: 0 to 1, since some split satisfies half of any weights; 1 where the
        network is balanced, and where there is no tie (Aref and Wilson, J. Complex Networks 2018,
        doi:10.1093/comnet/cnx044)."""
        least, most = (1 - 2 * bound / self.total if self.total else 1.0 for bound in (self.upper, self.lower))
        return least, most


def frustration(
    network: "nx.Graph[str]", seed: int = 0, *, most_edges: int = EXACT_EDGES, branches: int = BRANCHES
) -> Frustration:
    """The least weight of ties that must change sign, or go, for two camps to explain all the others (Harary's line
    index of balance), over signed ``weight``.

    It is NP-hard. Each biconnected part is solved alone, since a tie on no cycle is never frustrated. ``upper`` is
    by seeded search (Kernighan and Lin, Bell System Technical Journal 1970, doi:10.1002/j.1538-7305.1970.tb01770.x)
    from a spanning tree, the smallest eigenvector of the signed Laplacian (Kunegis et al., SDM 2010) and random
    splits. ``lower`` is by packing cycles that cannot be satisfied, and in parts of at most ``most_edges`` ties by
    integer programming with HiGHS (Aref, Mason and Wilson, Networks 2020, doi:10.1002/net.21907), given up after
    ``branches`` nodes of its search tree. No clock decides, so a slower machine finds the same.
    """
    if most_edges < 0 or branches < 1:
        raise ConfigError(f"most_edges = {most_edges}, branches = {branches}: expected at least 0 ties and one branch")
    nodes, matrix = signed_matrix(network)
    if not nodes:
        return Frustration(0.0, 0.0, 0.0, (frozenset(), frozenset()), ())
    lower = 0.0
    bonds: nx.Graph[int] = nx.Graph()
    for part in _parts(matrix):
        block = matrix[part][:, part]
        sides = _split(block, np.random.default_rng(seed))
        if block.shape[0] > 2:
            sides, bound = _bounded(block, sides, most_edges, branches)
            lower += bound
        rows, columns = block.nonzero()
        bonds.add_edges_from(
            (part[i], part[j], {"same": sides[i] == sides[j]}) for i, j in zip(rows, columns, strict=True)
        )
    return _result(network, nodes, _coloured(bonds, len(nodes)), lower)


def _result(network: "nx.Graph[str]", nodes: list[str], sides: np.ndarray, lower: float) -> Frustration:
    """The split by ``sides`` in the network's own weights; ``lower`` is in units of the largest."""
    side = dict(zip(nodes, sides.tolist(), strict=True))
    weights = {(min(one, other), max(one, other)): weight for one, other, weight in
               network.edges(data="weight", default=1.0) if weight and one != other}  # fmt: skip
    edges = tuple(sorted(pair for pair, weight in weights.items() if side[pair[0]] * side[pair[1]] * weight < 0))
    largest = max(map(abs, weights.values()))
    upper = float(sum(abs(weights[pair]) for pair in edges))
    lower = min(float(lower * largest), upper)
    if upper - lower <= ROUNDING * largest:
        lower = upper
    halves = (frozenset(node for node in nodes if side[node] == sign) for sign in (1, -1))
    large, small = sorted(halves, key=lambda half: (-len(half), min(half, default="")))
    return Frustration(lower, upper, float(sum(map(abs, weights.values()))), (large, small), edges)


def _parts(matrix: csr_array) -> Iterator[np.ndarray]:
    """The nodes of each biconnected part, bridges among them."""
    for part in nx.biconnected_components(nx.from_scipy_sparse_array(matrix)):
        yield np.array(sorted(part))


def _coloured(bonds: "nx.Graph[int]", size: int) -> np.ndarray:
    """One side for each node, from which of its neighbours it stands with."""
    sides = np.zeros(size, dtype=np.int64)
    for start in range(size):
        if not sides[start]:
            sides[start] = 1
            for node, child in nx.bfs_edges(bonds, start):
                sides[child] = sides[node] if bonds.edges[node, child]["same"] else -sides[node]
    return sides


# --- above: a good split ---


def _split(matrix: csr_array, random: np.random.Generator) -> np.ndarray:
    """The least frustrated of several searched splits, a side 1 or −1 for each node."""
    size = matrix.shape[0]
    if size == 2:
        return np.array([1, 1 if matrix[0, 1] > 0 else -1])
    starts = [_grown(matrix), _spectral(matrix), *(random.choice([-1, 1], size) for _ in range(STARTS))]
    found = [_improved(matrix, start) for start in starts]
    return min(found, key=lambda sides: -(sides @ (matrix @ sides)).round(9))


def _spectral(matrix: csr_array) -> np.ndarray:
    """The signs of the smallest eigenvector of the signed Laplacian, by power iteration: near enough to start from."""
    degrees = abs(matrix).sum(axis=1)
    vector = np.random.default_rng(0).standard_normal(len(degrees))
    for _ in range(STEPS):
        vector = (2 * degrees.max() - degrees) * vector + matrix @ vector
        vector /= abs(vector).max()
    return np.where(vector >= 0, 1, -1)


def _grown(matrix: csr_array) -> np.ndarray:
    """The split that a spanning tree asks for: perfect where the network is balanced."""
    order, parents = breadth_first_order(matrix, 0, directed=False)
    sides = np.ones(len(order), dtype=np.int64)
    for node in order[1:]:
        sides[node] = sides[parents[node]] * np.sign(matrix[parents[node], node])
    return sides


def _improved(matrix: csr_array, sides: np.ndarray) -> np.ndarray:
    """``sides`` after passes in which every node changes side once, the one that gains most first, of which the best
    beginning is kept; until a pass gains nothing."""
    sides = sides.copy()
    starts = matrix.indptr.tolist()
    while True:
        gains = -2.0 * sides * (matrix @ sides)  # twice the weight that a change of side satisfies
        moved, order, reached = sides.copy(), [], []
        for _ in range(len(sides)):
            node = int(gains.argmax())
            order.append(node)
            reached.append(gains[node])
            row = slice(starts[node], starts[node + 1])
            near = matrix.indices[row]
            gains[near] += 4.0 * moved[node] * moved[near] * matrix.data[row]
            moved[node] = -moved[node]
            gains[node] = -np.inf
        total = np.cumsum(reached)
        best = int(total.argmax())
        if total[best] <= ROUNDING:
            return sides
        sides[order[: best + 1]] *= -1


# --- below: what no split can do without ---


def _bounded(matrix: csr_array, sides: np.ndarray, most_edges: int, branches: int) -> tuple[np.ndarray, float]:
    """The best split known after the bounding, and the least frustration that any can have."""
    ties = triu(matrix, format="coo")
    one, other = ties.coords
    weights = ties.data * sides[one] * sides[other]  # switched: negative where ``sides`` frustrate
    size, upper = matrix.shape[0], -weights[weights < 0].sum()
    if upper == 0 or len(weights) > most_edges:
        return sides, packed(one, other, weights) if upper else 0.0
    lower, cycles = covering(one, other, weights, size)
    if lower >= upper - ROUNDING:
        return sides, lower
    found = solved(one, other, weights, size, cycles, branches)
    if found.mip_dual_bound is not None:
        lower = max(lower, found.mip_dual_bound)
    if found.x is not None and found.fun < upper - ROUNDING:
        sides = sides * np.where(found.x[:size] > 0.5, -1, 1)
    return sides, lower
