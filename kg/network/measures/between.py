"""Who lies between others, by shortest paths from many parties at once: Brandes' sums as products of sparse matrices
(Buluç and Gilbert, Int. J. High Performance Computing Applications 2011, doi:10.1177/1094342011403516)."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

Places = tuple[np.ndarray, np.ndarray]
AT_ONCE = 1_000_000  # parties × sources of one product


def dependencies(ties: sparse.csr_array, sources: Sequence[int]) -> np.ndarray:
    """For each party, summed over ``sources`` and all others: the share of the shortest paths between the two that lead
    through it. ``ties`` is the symmetric matrix of who is tied to whom, each tie one step."""
    size = ties.shape[0]
    block = max(1, AT_ONCE // max(size, 1))
    found = np.zeros(size)
    for begin in range(0, len(sources), block):
        found += _dependencies(ties, np.asarray(sources[begin : begin + block])).sum(axis=1)
    return found


def _dependencies(ties: sparse.csr_array, sources: np.ndarray) -> np.ndarray:
    shape = ties.shape[0], len(sources)
    depth, paths = np.full(shape, -1), np.zeros(shape)
    fronts = [(sources, np.arange(len(sources)))]
    depth[fronts[0]], paths[fronts[0]] = 0, 1
    while len(fronts[-1][0]):
        to, source, count = _product(ties, fronts[-1], paths[fronts[-1]], shape)
        fresh = depth[to, source] < 0
        front = to[fresh], source[fresh]
        depth[front], paths[front] = len(fronts), count[fresh]
        fronts.append(front)
    through = np.zeros(shape)
    for step in range(len(fronts) - 1, 1, -1):  # what leads through the sources themselves is not asked
        front = fronts[step]
        to, source, share = _product(ties, front, (1 + through[front]) / paths[front], shape)
        before = depth[to, source] == step - 1
        place = to[before], source[before]
        through[place] += share[before] * paths[place]
    return through


def _product(
    ties: sparse.csr_array, place: Places, values: np.ndarray, shape: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, columns and values of ``ties`` times the matrix that has ``values`` at ``place``."""
    found = (ties @ sparse.csr_array((values, place), shape=shape)).tocoo()
    return found.row, found.col, found.data
