"""Discourse networks: who agrees with whom, over which concepts (Leifeld, Discourse Network Analyzer; Policy Debates
as Dynamic Networks, 2016).

X_ijk is the number of statements of actor i on concept j with the qualifier level q_k; R is the largest level less the
smallest. One-mode matrices are actors × actors, symmetric, their diagonal 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from kg.model import Tie

BINARY = (-1, 1)


@dataclass(frozen=True, slots=True)
class Discourse:
    """``counts[q]`` is X at level q: a sparse matrix of ``actors`` (rows) × ``concepts`` (columns), both sorted."""

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    counts: Mapping[int, csr_array]

    @property
    def spread(self) -> int:
        """R. At least two levels are needed to agree or not."""
        return max(self.counts) - min(self.counts)


def discourse_of(ties: Iterable[Tie], levels: tuple[int, ...] = BINARY) -> Discourse:
    """The discourse of those ``ties`` whose polarity is one of ``levels``: holders are the actors, targets the
    concepts. Add 0 to the levels to let neutral statements stand half-way."""
    found = [tie for tie in ties if tie.polarity in levels]
    actors = tuple(sorted({tie.source for tie in found}))
    concepts = tuple(sorted({tie.target for tie in found}))
    row = {id: i for i, id in enumerate(actors)}
    column = {id: j for j, id in enumerate(concepts)}
    counts = {}
    for level in levels:
        here = [tie for tie in found if tie.polarity == level]
        places = [row[tie.source] for tie in here], [column[tie.target] for tie in here]
        weights = np.array([tie.weight for tie in here], dtype=np.int64)
        counts[level] = coo_array((weights, places), shape=(len(actors), len(concepts))).tocsr()  # sums duplicates
    return Discourse(actors, concepts, counts)


# --- two modes: actors × concepts ---


def two_mode_ignore(discourse: Discourse) -> csr_array:
    """Σ_k X_ijk: how often i speaks of j."""
    return sum(discourse.counts.values())


def two_mode_subtract(discourse: Discourse) -> csr_array:
    """Σ_k q_k X_ijk: for less against."""
    return sum(level * counts for level, counts in discourse.counts.items())


def two_mode_combine(discourse: Discourse) -> csr_array:
    """1 for only, 2 against only, 3 both, 0 neither."""
    positive, negative = (_ones(discourse, sign) for sign in (1, -1))
    return positive + 2 * negative


def activity(matrix: csr_array) -> csr_array:
    """A two-mode ``matrix`` with each row divided by its total: what share of i's statements."""
    return matrix.multiply(_inverse(matrix.sum(axis=1))[:, None]).tocsr()


def prominence(matrix: csr_array) -> csr_array:
    """A two-mode ``matrix`` with each column divided by its total: what share of the statements on j."""
    return matrix.multiply(_inverse(matrix.sum(axis=0))[None, :]).tocsr()


# --- one mode: actors × actors ---


def ignore(discourse: Discourse) -> csr_array:
    """Σ_j (Σ_k X_ijk)(Σ_l X_i'jl): over which concepts they meet."""
    return _paired(discourse, lambda distance: 1.0)


def congruence(discourse: Discourse) -> csr_array:
    """Σ_j Σ_k Σ_l X_ijk X_i'jl (1 − |q_k − q_l| / R): how far they agree."""
    return _paired(discourse, lambda distance: 1 - distance)


def conflict(discourse: Discourse) -> csr_array:
    """Σ_j Σ_k Σ_l X_ijk X_i'jl |q_k − q_l| / R: how far they disagree."""
    return _paired(discourse, lambda distance: distance)


def subtract(discourse: Discourse) -> csr_array:
    """Congruence less conflict."""
    return _paired(discourse, lambda distance: 1 - 2 * distance)


# --- what a one-mode matrix may be divided by ---


def average_activity(discourse: Discourse) -> np.ndarray:
    """(n_i + n_i') / 2 with n_i the number of i's statements."""
    totals = two_mode_ignore(discourse).sum(axis=1)
    return (totals[:, None] + totals[None, :]) / 2


def jaccard(discourse: Discourse) -> np.ndarray:
    """m10 + m01 + m11: statements of i where i' has none of that concept and level, their mirror, and the products
    where both have some."""
    both = sum((counts @ counts.T).toarray() for counts in discourse.counts.values())
    alone = sum(_alone(counts) for counts in discourse.counts.values())
    return alone + alone.T + both


def cosine(discourse: Discourse) -> np.ndarray:
    """|x_i| |x_i'| with x_i the vector of i's counts over concepts and levels, so that the quotient of congruence
    over two levels is a true cosine, at most 1."""
    length = np.sqrt(sum(counts.multiply(counts).sum(axis=1) for counts in discourse.counts.values()))
    return length[:, None] * length[None, :]


def normalised(matrix: csr_array, by: np.ndarray) -> np.ndarray:
    """``matrix`` divided by `average_activity`, `jaccard` or `cosine`, place by place; 0 where the divisor is 0."""
    return np.divide(matrix.toarray(), by, out=np.zeros(matrix.shape), where=by != 0)


def _paired(discourse: Discourse, weigh) -> csr_array:
    """Σ_k Σ_l weigh(|q_k − q_l| / R) X_k X_lᵀ without its diagonal."""
    size = len(discourse.actors)
    total = csr_array((size, size), dtype=float)
    for one, counts in discourse.counts.items():
        for other, others in discourse.counts.items():
            total = total + weigh(abs(one - other) / discourse.spread) * (counts @ others.T)
    total.setdiag(0)
    total.eliminate_zeros()
    return total


def _ones(discourse: Discourse, sign: int) -> csr_array:
    """1 where there is a statement of a level of this ``sign``."""
    return sum((counts > 0).astype(np.int64) for level, counts in discourse.counts.items() if level * sign > 0)


def _alone(counts: csr_array) -> np.ndarray:
    return counts.toarray() @ (counts.toarray() == 0).T


def _inverse(totals: np.ndarray) -> np.ndarray:
    return np.divide(1.0, totals, out=np.zeros(len(totals)), where=totals != 0)
