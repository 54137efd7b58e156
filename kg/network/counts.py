"""The formulas of discourse networks: who agrees with whom, over which targets (Leifeld, Discourse Network Analyzer;
Policy Debates as Dynamic Networks, 2016).

X_ijk is the number of statements of actor i on target j with the qualifier level q_k; R is the largest level less the
smallest. One-mode matrices are actors × actors, symmetric, their diagonal 0. All matrices are sparse.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import add
from typing import Self

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, hstack, triu, vstack

from kg.errors import NetworkError

BINARY = (-1, 1)
THREADS = 2
ROUNDING = 1e-12  # sums of mean stances below this are 0
WORK = 10_000_000  # multiplications, about, whose products are held at once before the light ones are dropped


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
    return _sum(counts.levels.values())


def two_mode_subtract(counts: Counts) -> csr_array:
    """Σ_k q_k X_ijk: for less against."""
    return _sum(level * found for level, found in counts.levels.items())


def two_mode_combine(counts: Counts) -> csr_array:
    """1 for only, 2 against only, 3 both, 0 neither."""
    return csr_array(_ones(counts, 1) + 2 * _ones(counts, -1))


def activity(matrix: csr_array, counts: Counts) -> csr_array:
    """A two-mode ``matrix`` with each row divided by the number of i's statements."""
    return csr_array(matrix.multiply(_inverse(two_mode_ignore(counts).sum(axis=1))[:, None]))


def prominence(matrix: csr_array, counts: Counts) -> csr_array:
    """A two-mode ``matrix`` with each column divided by the number of statements on j."""
    return csr_array(matrix.multiply(_inverse(two_mode_ignore(counts).sum(axis=0))[None, :]))


# --- one mode: actors × actors ---

ONE_MODE: Mapping[str, Callable[[float], float]] = {  # by the distance |q_k − q_l| / R of two stances
    "ignore": lambda distance: 1.0,
    "congruence": lambda distance: 1 - distance,
    "conflict": lambda distance: distance,
    "subtract": lambda distance: 1 - 2 * distance,
}


def one_mode(
    counts: Counts, values: Iterable[str] = tuple(ONE_MODE), *, by: str | None = None, least: float = 0.0
) -> dict[str, csr_array]:
    """Several one-mode matrices at once, by name. With d = |q_k − q_l| / R the distance of two stances, they are
    Σ_j Σ_k Σ_l X_ijk X_i'jl times

    - ``ignore``: 1, over which targets they meet,
    - ``congruence``: 1 − d, how far they agree,
    - ``conflict``: d, how far they disagree,
    - ``subtract``: 1 − 2d, the one less the other.

    ``by``: a normalisation of `NORMALISED`; ``least``: pairs of less (after it, by absolute value) are dropped, and
    never held all at once: the upper half is reckoned block of rows by block.
    """
    if by is not None and by not in NORMALISED:
        raise NetworkError(f"normalisation {by!r}: unknown; use {', '.join(NORMALISED)}")
    return {value: _paired(counts, ONE_MODE[value], by, least) for value in values}


def _paired(counts: Counts, weigh: Callable[[float], float], by: str | None, least: float) -> csr_array:
    # Σ_k Σ_l w_kl X_k X_lᵀ is one product: [Σ_k w_kl X_k] side by side for each l, times [X_l] side by side
    levels = counts.levels
    weighed = [
        _sum(weigh(abs(one - other) / counts.spread) * found for one, found in levels.items()) for other in levels
    ]
    left, right = hstack(weighed).tocsr(), hstack(list(levels.values())).tocsr()

    def kept(here: slice) -> csr_array:
        return _kept(counts, here, left[here] @ right[here.start :].T, by, least)

    with ThreadPoolExecutor(THREADS) as threads:  # scipy lets go of Python's lock while it multiplies
        blocks = list(threads.map(kept, _blocks(left, right)))
    upper = vstack(blocks).tocsr() if blocks else csr_array((0, 0))
    return (upper + upper.T).tocsr()


def half(matrix: csr_array) -> coo_array:
    """The upper half of a symmetric ``matrix``, row by row."""
    return coo_array(triu(matrix, k=1, format="csr").sorted_indices())


def at_pairs(counts: Counts, value: str, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """`one_mode` of a ``value`` at the pairs of rows (``one[n]``, ``other[n]``) only, not normalised."""
    total = np.zeros(len(one))
    shares = [(low, high, ONE_MODE[value](abs(low - high) / counts.spread))
              for low, high in product(counts.levels, repeat=2)]  # fmt: skip
    entries = np.diff(two_mode_ignore(counts).tocsr().indptr)
    for here in _parts(entries[one] + entries[other]):
        for low, high, share in shares:
            if share:
                both = counts.levels[low][one[here]].multiply(counts.levels[high][other[here]])
                total[here] += share * both.sum(axis=1)
    return total


# --- both: what actors think of the same, and of one another ---


def sides(counts: Counts) -> csr_array:
    """Σ_j s_ij s_i'j + s_ii' + s_i'i, with s_ij the mean level of i's statements on j, and s_ii' that of those on i',
    where i' is an actor too; 0 where i' says nothing himself."""
    each, balance = two_mode_ignore(counts), two_mode_subtract(counts).tocoo()
    totals = at(each, *balance.coords)
    balance.data = np.divide(balance.data, totals, out=np.zeros(len(totals)), where=totals != 0)
    stance = balance.tocsr()
    _, i, j = np.intersect1d(counts.actors, counts.targets, return_indices=True)
    speaks = (each.sum(axis=1)[i] > 0).astype(float)
    direct = stance @ csr_array((speaks, (j, i)), shape=stance.shape[::-1])
    found = triu(stance @ stance.T + direct + direct.T, k=1).tocsr()
    found.data[np.abs(found.data) < ROUNDING] = 0
    found.eliminate_zeros()
    return csr_array(found + found.T)


# --- by what one-mode matrices may be divided, at the pairs (i, i') ---

Divisor = Callable[[Counts, slice, np.ndarray, np.ndarray], np.ndarray]


def _average(counts: Counts, here: slice, i: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(n_i + n_i') / 2 with n_i the number of i's statements."""
    totals = two_mode_ignore(counts).sum(axis=1)
    return np.asarray(totals[here][i] + totals[other]) / 2


def _jaccard(counts: Counts, here: slice, i: np.ndarray, other: np.ndarray) -> np.ndarray:
    """m10 + m01 + m11: statements of i where i' has none of that target and level, their mirror, and the products
    where both have some."""
    total = np.zeros(len(i))
    for found in counts.levels.values():
        ones, sums = (found > 0).astype(float), found.sum(axis=1)
        total += sums[here][i] - at(found[here] @ ones.T, i, other)
        total += sums[other] - at(ones[here] @ found.T, i, other)
        total += at(found[here] @ found.T, i, other)
    return total


def _cosine(counts: Counts, here: slice, i: np.ndarray, other: np.ndarray) -> np.ndarray:
    """|x_i| |x_i'| with x_i the vector of i's counts over targets and levels, so that the quotient of congruence over
    two levels is a true cosine, at most 1. (DNA divides by n_i n_i', which is none.)"""
    length = np.sqrt(sum(found.multiply(found).sum(axis=1) for found in counts.levels.values()))
    return np.asarray(length[here][i] * length[other])


NORMALISED: Mapping[str, Divisor] = {"average": _average, "jaccard": _jaccard, "cosine": _cosine}


def _blocks(left: csr_array, right: csr_array) -> Iterator[slice]:
    """Rows in blocks whose products take about `WORK` multiplications."""
    work = np.concatenate([[0], np.cumsum(np.diff(right.tocsc().indptr)[left.indices])])[left.indptr]
    return _parts(np.diff(work))


def _parts(each: np.ndarray) -> Iterator[slice]:
    """What takes ``each`` so much work in parts of at most about `WORK`, of one thing at least."""
    work = np.cumsum(each, dtype=np.int64)
    begin = 0
    while begin < len(work):
        done = work[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(work, done + WORK, side="right")))
        yield slice(begin, end)
        begin = end


def _kept(counts: Counts, here: slice, block: csr_array, by: str | None, least: float) -> csr_array:
    """What is not too light in the rows ``here``, of which ``block`` has the columns from the diagonal on, at its
    place in the whole; what lies below the diagonal is left out."""
    if by is None:
        block.data[np.abs(block.data) < least] = 0
        block.eliminate_zeros()
    entries = block.tocoo()
    (i, other), data = entries.coords, entries.data
    above = i < other
    i, other, data = i[above], other[above] + here.start, data[above]
    if by is not None:
        divisor = NORMALISED[by](counts, here, i, other)
        data = np.divide(data, divisor, out=np.zeros(len(data)), where=divisor != 0)
    wanted = (data != 0) & (np.abs(data) >= least)
    shape = here.stop - here.start, len(counts.actors)
    return csr_array((data[wanted], (i[wanted], other[wanted])), shape=shape)


def at(matrix: csr_array, i: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The values of ``matrix`` at the places (``i[n]``, ``other[n]``)."""
    return np.asarray(matrix[i, other]).ravel() if len(i) else np.zeros(0)


def _ones(counts: Counts, sign: int) -> csr_array:
    """1 where there is a statement of a level of this ``sign``."""
    return (_sum((level * sign > 0) * found for level, found in counts.levels.items()) > 0).astype(np.int64)


def _sum(matrices: Iterable[csr_array]) -> csr_array:
    return reduce(add, matrices)


def _inverse(totals: np.ndarray) -> np.ndarray:
    return np.asarray(np.divide(1.0, totals, out=np.zeros(len(totals)), where=totals != 0))
