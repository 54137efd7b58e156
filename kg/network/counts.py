"""The formulas of discourse networks: who agrees with whom, over which targets (Leifeld, Discourse Network Analyzer;
Policy Debates as Dynamic Networks, 2016).

X_ijk is the number of statements of actor i on target j with the qualifier level q_k; R is the largest level less the
smallest. One-mode matrices are actors × actors, symmetric, their diagonal 0. All matrices are sparse.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, triu, vstack

from kg.errors import NetworkError

BINARY = (-1, 1)
CELLS = 4_000_000  # of a product, about, that are held at once before the light ones are dropped


@dataclass(frozen=True, slots=True)
class Counts:
    """``levels[q]`` is X at level q: a sparse matrix of ``actors`` (rows) × ``targets`` (columns), both sorted."""

    actors: tuple[str, ...]
    targets: tuple[str, ...]
    levels: Mapping[int, csr_array]

    @property
    def spread(self) -> int:
        """R. At least two levels are needed to agree or not."""
        return max(self.levels) - min(self.levels)

    def turned(self) -> Self:
        """Targets for actors and actors for targets."""
        turned = {level: found.T.tocsr() for level, found in self.levels.items()}
        return type(self)(self.targets, self.actors, turned)


def counts_of(rows: pd.DataFrame, levels: tuple[int, ...] = BINARY, *, paired: bool = False) -> Counts:
    """X of the ``rows`` of a `Discourse` whose polarity is one of ``levels``. Add 0 to let neutral statements stand
    half-way. A statement counts as its weight; for networks of pairs (``paired``) as its square root, so that two
    statements count together as the geometric mean of their weights (DNA's kernels)."""
    if len(levels) < 2:
        raise NetworkError(f"levels {levels!r}: at least two are needed to agree or not; use -1,1 or -1,0,1")
    found = rows[rows["polarity"].isin(levels)]
    row, actors = pd.factorize(found["actor"], sort=True)
    column, targets = pd.factorize(found["target"], sort=True)
    polarity, weight = found["polarity"].to_numpy(), found["weight"].to_numpy(dtype=float)
    weight = np.sqrt(weight) if paired else weight
    matrices = {}
    for level in levels:
        here = polarity == level
        places = row[here], column[here]
        matrices[level] = coo_array((weight[here], places), shape=(len(actors), len(targets))).tocsr()  # sums
    return Counts(tuple(actors), tuple(targets), matrices)


# --- two modes: actors × targets ---


def two_mode_ignore(counts: Counts) -> csr_array:
    """Σ_k X_ijk: how often i speaks of j."""
    return sum(counts.levels.values())


def two_mode_subtract(counts: Counts) -> csr_array:
    """Σ_k q_k X_ijk: for less against."""
    return sum(level * found for level, found in counts.levels.items())


def two_mode_combine(counts: Counts) -> csr_array:
    """1 for only, 2 against only, 3 both, 0 neither."""
    positive, negative = (_ones(counts, sign) for sign in (1, -1))
    return positive + 2 * negative


def activity(matrix: csr_array, counts: Counts) -> csr_array:
    """A two-mode ``matrix`` with each row divided by the number of i's statements."""
    return matrix.multiply(_inverse(two_mode_ignore(counts).sum(axis=1))[:, None]).tocsr()


def prominence(matrix: csr_array, counts: Counts) -> csr_array:
    """A two-mode ``matrix`` with each column divided by the number of statements on j."""
    return matrix.multiply(_inverse(two_mode_ignore(counts).sum(axis=0))[None, :]).tocsr()


# --- one mode: actors × actors ---


def ignore(counts: Counts, **options) -> csr_array:
    """Σ_j (Σ_k X_ijk)(Σ_l X_i'jl): over which targets they meet. Options as in `congruence`."""
    return _paired(counts, lambda distance: 1.0, **options)


def congruence(counts: Counts, **options) -> csr_array:
    """Σ_j Σ_k Σ_l X_ijk X_i'jl (1 − |q_k − q_l| / R): how far they agree.

    ``by``: a normalisation of `NORMALISED`; ``least``: pairs of less (after it, by absolute value) are dropped, and
    never held all at once.
    """
    return _paired(counts, lambda distance: 1 - distance, **options)


def conflict(counts: Counts, **options) -> csr_array:
    """Σ_j Σ_k Σ_l X_ijk X_i'jl |q_k − q_l| / R: how far they disagree. Options as in `congruence`."""
    return _paired(counts, lambda distance: distance, **options)


def subtract(counts: Counts, **options) -> csr_array:
    """Congruence less conflict. Options as in `congruence`."""
    return _paired(counts, lambda distance: 1 - 2 * distance, **options)


def half(matrix: csr_array) -> coo_array:
    """The upper half of a symmetric ``matrix``, row by row."""
    return triu(matrix, k=1).tocsr().sorted_indices().tocoo()


def congruence_at(counts: Counts, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """`congruence` at the pairs of rows (``one[n]``, ``other[n]``) only."""
    return _at_pairs(counts, one, other, lambda distance: 1 - distance)


def conflict_at(counts: Counts, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """`conflict` at the pairs of rows (``one[n]``, ``other[n]``) only."""
    return _at_pairs(counts, one, other, lambda distance: distance)


# --- by what one-mode matrices may be divided, at the pairs (i, i') ---

Divisor = Callable[[Counts, slice, np.ndarray, np.ndarray], np.ndarray]


def _average(counts: Counts, here: slice, i: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(n_i + n_i') / 2 with n_i the number of i's statements."""
    totals = two_mode_ignore(counts).sum(axis=1)
    return (totals[here][i] + totals[other]) / 2


def _jaccard(counts: Counts, here: slice, i: np.ndarray, other: np.ndarray) -> np.ndarray:
    """m10 + m01 + m11: statements of i where i' has none of that target and level, their mirror, and the products
    where both have some."""
    total = np.zeros(len(i))
    for found in counts.levels.values():
        ones, sums = (found > 0).astype(float), found.sum(axis=1)
        total += sums[here][i] - _at(found[here] @ ones.T, i, other)
        total += sums[other] - _at(ones[here] @ found.T, i, other)
        total += _at(found[here] @ found.T, i, other)
    return total


def _cosine(counts: Counts, here: slice, i: np.ndarray, other: np.ndarray) -> np.ndarray:
    """|x_i| |x_i'| with x_i the vector of i's counts over targets and levels, so that the quotient of congruence over
    two levels is a true cosine, at most 1. (DNA divides by n_i n_i', which is none.)"""
    length = np.sqrt(sum(found.multiply(found).sum(axis=1) for found in counts.levels.values()))
    return length[here][i] * length[other]


NORMALISED: Mapping[str, Divisor] = {"average": _average, "jaccard": _jaccard, "cosine": _cosine}


def _paired(counts: Counts, weigh: Callable[[float], float], *, by: str | None = None, least: float = 0.0) -> csr_array:
    """Σ_k Σ_l weigh(|q_k − q_l| / R) X_k X_lᵀ without its diagonal, block of rows by block, upper half first."""
    if by is not None and by not in NORMALISED:
        raise NetworkError(f"normalisation {by!r}: unknown; use {', '.join(NORMALISED)}")
    # Σ_l first: one product for each level instead of one for each pair of levels
    others = {
        one: sum(weigh(abs(one - other) / counts.spread) * found for other, found in counts.levels.items()).T.tocsr()
        for one in counts.levels
    }
    size, blocks, begin = len(counts.actors), [], 0
    while begin < size:
        here = slice(begin, min(begin + _rows(counts), size))
        block = triu(sum(found[here] @ others[one] for one, found in counts.levels.items()), k=begin + 1)
        blocks.append(_kept(counts, here, block.tocoo(), by, least))
        begin = here.stop
    half = vstack(blocks).tocsr() if blocks else csr_array((0, 0))
    return (half + half.T).tocsr()


def _at_pairs(counts: Counts, one: np.ndarray, other: np.ndarray, weigh: Callable[[float], float]) -> np.ndarray:
    total = np.zeros(len(one))
    for low, found in counts.levels.items():
        for high, others in counts.levels.items():
            if share := weigh(abs(low - high) / counts.spread):
                total += share * found[one].multiply(others[other]).sum(axis=1)
    return total


def _rows(counts: Counts) -> int:
    return max(1, CELLS // max(len(counts.actors), 1))


def _kept(counts: Counts, here: slice, block: coo_array, by: str | None, least: float) -> csr_array:
    i, other = block.coords
    data = block.data
    if by is not None:
        divisor = NORMALISED[by](counts, here, i, other)
        data = np.divide(data, divisor, out=np.zeros(len(data)), where=divisor != 0)
    wanted = (data != 0) & (np.abs(data) >= least)
    return csr_array((data[wanted], (i[wanted], other[wanted])), shape=block.shape)


def _at(matrix: csr_array, i: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray(matrix[i, other]).ravel() if len(i) else np.zeros(0)


def _ones(counts: Counts, sign: int) -> csr_array:
    """1 where there is a statement of a level of this ``sign``."""
    return (sum(found for level, found in counts.levels.items() if level * sign > 0) > 0).astype(np.int64)


def _inverse(totals: np.ndarray) -> np.ndarray:
    return np.divide(1.0, totals, out=np.zeros(len(totals)), where=totals != 0)
