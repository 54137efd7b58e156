"""Whether a pattern says more than that some actors speak much.

The null model redraws which target each statement is about; every actor keeps its number of statements at each level.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array, csr_array

from kg.errors import NetworkError
from kg.network.counts import Counts, one_mode


@dataclass(frozen=True, slots=True)
class Significance:
    """A figure, its mean and standard deviation under the null model, and ``p``, the chance of one as high."""

    observed: float
    mean: float
    deviation: float
    p: float


def shuffled(counts: Counts, rng: np.random.Generator, *, prominence: bool = True) -> Counts:
    """``counts`` with the targets of the statements of each level dealt out anew: each actor's totals stay level by
    level and so does, with ``prominence``, each target's (Gotelli, Ecology 2000,
    doi:10.1890/0012-9658(2000)081[2606:NMAOSC]2.0.CO;2, on what such null models keep); without it every target is
    as likely. Counts must be whole numbers."""
    return replace(counts, levels={q: _dealt(matrix, rng, prominence) for q, matrix in sorted(counts.levels.items())})


def edge_significance(
    counts: Counts, value: str = "subtract", *, draws: int = 999, prominence: bool = True, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """For each pair of actors the chance, under `shuffled`, of a weight as high as theirs, and of one as low, in the
    network of ``value`` (see `one_mode`): two symmetric matrices of actors × actors, in (0, 1].

    p = (1 + draws as extreme) / (1 + draws), never 0 (Phipson and
    Smyth, Statistical Applications in Genetics and Molecular Biology 2010, doi:10.2202/1544-6115.1585). One pair in
    twenty is below 0.05 by chance alone.
    """
    observed = one_mode(counts, [value])[value].toarray()
    higher, lower = np.ones(observed.shape), np.ones(observed.shape)
    for drawn in _draws(counts, draws, prominence, seed):
        weights = one_mode(drawn, [value])[value].toarray()
        higher += weights >= observed - 1e-9  # what differs only by rounding is equal
        lower += weights <= observed + 1e-9
    return higher / (draws + 1), lower / (draws + 1)


def significance(
    counts: Counts, figure: Callable[..., float], *, draws: int = 999, prominence: bool = True, seed: int = 0
) -> Significance:
    """Whether ``figure`` of ``counts`` (as modularity or polarisation) is higher than under `shuffled`; p as in
    `edge_significance`."""
    observed = float(figure(counts))
    found = np.array([figure(drawn) for drawn in _draws(counts, draws, prominence, seed)], dtype=float)
    p = (1 + np.count_nonzero(found >= observed - 1e-9)) / (draws + 1)
    return Significance(observed, float(found.mean()), float(found.std()), float(p))


def _draws(counts: Counts, draws: int, prominence: bool, seed: int) -> Iterator[Counts]:
    if draws < 1:
        raise NetworkError(f"draws {draws!r}: at least 1 is needed; 999 is usual")
    if any((matrix.data % 1).any() for matrix in counts.levels.values()):
        raise NetworkError("counts weighed by a kernel or normalised cannot be shuffled; give whole counts")
    rng = np.random.default_rng(seed)
    return (shuffled(counts, rng, prominence=prominence) for _ in range(draws))


def _dealt(matrix: csr_array, rng: np.random.Generator, prominence: bool) -> csr_array:
    found = matrix.tocoo()
    times = found.data.astype(np.int64)
    rows, told = (np.repeat(places, times) for places in found.coords)
    columns = rng.permutation(np.sort(told)) if prominence else rng.integers(0, matrix.shape[1], len(rows))
    # sorted by row, so that a seed gives the same draw however the matrix was put together
    return coo_array((np.ones(len(rows), dtype=np.int64), (np.sort(rows), columns)), shape=matrix.shape).tocsr()
