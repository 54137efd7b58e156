"""Who stands together against whom."""

from collections import deque
from collections.abc import Iterable

import networkx as nx
import numpy as np
from scipy.sparse import coo_array, csr_array

from kg.errors import ConfigError
from kg.network.measures.signed import signed_matrix

RESTARTS = 10
STEP = 1e-10  # a gain below this is rounding


def signed_modularity(network: "nx.Graph[str]", groups: Iterable[Iterable[str]], *, resolution: float = 1.0) -> float:
    """How much more agreement lies inside ``groups``, and how much more disagreement between them, than if each node
    kept its positive and its negative strength and met others by chance (Gómez, Jensen and Arenas, Physical Review E
    2009, doi:10.1103/PhysRevE.80.016114)::

        Q = Σ_ij [w_ij − γ (k⁺_i k⁺_j / 2w⁺ − k⁻_i k⁻_j / 2w⁻)] δ(c_i, c_j) / (2w⁺ + 2w⁻)

    −1 to 1, the same for all scales of the weights; 0 where there is no tie, or all are in one group and γ is 1.
    Without negative ties it is Newman's modularity. ``resolution`` is γ: the higher, the more groups are best. A node
    in no group is a group of its own. `ConfigError` where one is in two groups, or is not in the network.
    """
    group_of: dict[str, int] = {}
    for number, group in enumerate(groups):
        for node in group:
            if node not in network or group_of.setdefault(node, number) != number:
                raise ConfigError(f"{node!r} in group {number}: expected a node of the network, in one group only")
    nodes, matrix = signed_matrix(network)
    labels = [group_of.get(node, node) for node in nodes]
    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    found = np.array([numbers[label] for label in labels], dtype=np.int64)
    return _quality(matrix, *_chance(matrix, resolution), found)


def camps(
    network: "nx.Graph[str]", seed: int = 0, resolution: float = 1.0, *, most: int | None = None,
    restarts: int = RESTARTS,
) -> list[set[str]]:  # fmt: skip
    """The groups with the highest `signed_modularity` that ``restarts`` searches found, the largest first.

    Each search is Louvain's (Blondel et al., J. Statistical Mechanics 2008, doi:10.1088/1742-5468/2008/10/P10008) on
    the signed quality: nodes move one by one to the group that gains most, groups become nodes, and so on; on the way
    back every level moves once more (Rotta and Noack, ACM J. Experimental Algorithmics 2011,
    doi:10.1145/1963190.1970376). Groups that share no tie may be joined: two with one enemy stand together. The
    maximum is NP-hard, so what is found is good, not proved best.

    Modularity leans to groups of like size: where one camp is several times another, single nodes of the large one
    may be set apart, and a ``resolution`` of 0.5 follows the signs more closely.

    A node without a tie of weight other than 0 takes no side and is in no camp. ``most`` is the largest number of camps
    that is allowed, where the question is "which two?". The same network and ``seed`` give the same camps, in
    whatever order its nodes and edges were added.
    """
    if most is not None and most < 1:
        raise ConfigError(f"most = {most}: expected at least one camp")
    if restarts < 1:
        raise ConfigError(f"restarts = {restarts}: expected at least one search")
    nodes, matrix = signed_matrix(network)
    strengths, chance = _chance(matrix, resolution)
    random = np.random.default_rng(seed)
    best, highest = np.zeros(len(nodes), dtype=np.int64), -np.inf
    for _ in range(restarts if nodes else 0):
        labels = _searched(matrix, strengths, chance, most, random)
        quality = _quality(matrix, strengths, chance, labels)
        if quality > highest + STEP:
            best, highest = labels, quality
    found = [{nodes[i] for i in np.flatnonzero(best == label)} for label in np.unique(best)]
    return sorted(found, key=lambda camp: (-len(camp), min(camp)))


def _chance(matrix: csr_array, resolution: float) -> tuple[np.ndarray, np.ndarray]:
    """Each node's positive and negative strength, nodes × 2, and the two factors with which the product of two nodes'
    strengths enters the quality."""
    strengths = np.stack([matrix.maximum(0).sum(axis=1), (-matrix).maximum(0).sum(axis=1)], axis=1)
    totals = strengths.sum(axis=0)
    return strengths, resolution * np.divide([-1.0, 1.0], totals, out=np.zeros(2), where=totals > 0)


def _quality(matrix: csr_array, strengths: np.ndarray, chance: np.ndarray, labels: np.ndarray) -> float:
    if not matrix.nnz:
        return 0.0
    rows, columns = matrix.nonzero()
    inside = matrix.data[labels[rows] == labels[columns]].sum()
    by_chance = (_held(strengths, labels, len(labels)) ** 2).sum(axis=1) @ chance
    return float((inside + by_chance) / strengths.sum())


def _held(strengths: np.ndarray, labels: np.ndarray, size: int) -> np.ndarray:
    """The strengths that each of ``size`` groups holds, 2 × groups."""
    return np.stack([np.bincount(labels, of, minlength=size) for of in strengths.T])


def _searched(
    matrix: csr_array, strengths: np.ndarray, chance: np.ndarray, most: int | None, random: np.random.Generator
) -> np.ndarray:
    """One search: the number of its group for each node, fewer than ``most``."""
    size = len(strengths)
    labels = _numbered(_moved(matrix, strengths, chance, np.arange(size), size, random))
    groups = labels.max() + 1
    if groups == size:
        return labels if most is None else _joined(matrix, strengths, chance, most)
    member = coo_array((np.ones(size), (labels, np.arange(size))), shape=(groups, size)).tocsr()
    coarse = (member @ matrix @ member.T).tocsr()
    coarse.setdiag(0)
    labels = _searched(coarse, member @ strengths, chance, most, random)[labels]
    return _numbered(_moved(matrix, strengths, chance, labels, most or size, random))


def _moved(
    matrix: csr_array, strengths: np.ndarray, chance: np.ndarray, labels: np.ndarray, size: int,
    random: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """``labels`` after single nodes moved to the best of ``size`` groups, some of them empty, until none gains."""
    labels, held = labels.copy(), _held(strengths, labels, size)
    starts, ends = matrix.indptr[:-1].tolist(), matrix.indptr[1:].tolist()
    queue = deque(random.permutation(len(labels)).tolist())
    waiting = np.ones(len(labels), dtype=bool)
    while queue:
        node = queue.popleft()
        waiting[node] = False
        near, own = matrix.indices[starts[node] : ends[node]], labels[node]
        held[:, own] -= strengths[node]
        gains = np.bincount(labels[near], matrix.data[starts[node] : ends[node]], minlength=size)
        gains += (chance * strengths[node]) @ held
        best = gains.argmax()
        if gains[best] > gains[own] + STEP:
            labels[node] = best
            again = near[~waiting[near] & (labels[near] != best)]
            waiting[again] = True
            queue.extend(again.tolist())
        held[:, labels[node]] += strengths[node]
    return labels


def _joined(matrix: csr_array, strengths: np.ndarray, chance: np.ndarray, most: int) -> np.ndarray:
    """The pairs of groups that lose least joined until ``most`` are left."""
    gains = matrix.toarray() + strengths * chance @ strengths.T
    labels = np.arange(len(strengths))
    np.fill_diagonal(gains, -np.inf)
    for _ in range(len(labels) - most):
        one, other = sorted(np.unravel_index(gains.argmax(), gains.shape))
        gains[one] += gains[other]
        gains[:, one] = gains[one]
        gains[other], gains[:, other], gains[one, one] = -np.inf, -np.inf, -np.inf
        labels[labels == other] = one
    return _numbered(labels)


def _numbered(labels: np.ndarray) -> np.ndarray:
    """The same groups, numbered without gaps."""
    return np.unique(labels, return_inverse=True)[1]
