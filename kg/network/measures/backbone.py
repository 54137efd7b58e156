"""What may be left out: edges that weigh no more than chance would have them, targets that change little."""

from dataclasses import replace

import networkx as nx
import numpy as np

from kg.errors import NetworkError
from kg.network.counts import Counts, one_mode


def disparity(network: "nx.Graph[str]") -> dict[tuple[str, str], float]:
    """The chance that an edge as heavy comes about where a party spreads its weight at random; the smaller of its two
    ends' (Serrano, Boguñá and Vespignani, PNAS 2009, doi:10.1073/pnas.0808904106): (1 − |w| / s)
    to the power k − 1, with s the party's strength and k its edges, out of the source and into the target where edges
    are directed. A party's only edge says nothing by that end (1)."""
    found = {(one, other): abs(weight) for one, other, weight in network.edges(data="weight", default=1) if weight}
    ends = ("out", "in") if network.is_directed() else ("any", "any")
    weights: dict[tuple[str, str], list[float]] = {}
    for edge, weight in found.items():
        for end in zip(ends, edge, strict=True):
            weights.setdefault(end, []).append(weight)
    sums = {end: (sum(sorted(own)), len(own)) for end, own in weights.items()}
    return {
        edge: min(
            max(0.0, 1 - weight / total) ** (count - 1)
            for total, count in (sums[end] for end in zip(ends, edge, strict=True))
        )
        for edge, weight in found.items()
    }


def backbone(network: "nx.Graph[str]", *, level: float = 0.05) -> "nx.Graph[str]":
    """A copy of ``network`` with all parties and only the edges whose `disparity` is below ``level``."""
    if not 0 < level <= 1:
        raise NetworkError(f"level {level!r}: must be above 0 and at most 1; 0.05 is usual")
    kept = network.copy()
    found = disparity(network)
    kept.remove_edges_from([edge for edge in network.edges if found.get(edge, 1) >= level])
    return kept


def spectrum(counts: Counts) -> np.ndarray:
    """The eigenvalues, rising, of the Laplacian D − A of the congruence network of ``counts``, one for each actor,
    divided by their sum, so that they tell the structure and not how much was said; all 0 where nobody agrees."""
    agreement = one_mode(counts, ["congruence"])["congruence"].toarray()
    degrees = agreement.sum(axis=1)
    values = np.linalg.eigvalsh(np.diag(degrees) - agreement)
    return values / degrees.sum() if degrees.any() else np.zeros(len(degrees))


def spectral_backbone(counts: Counts, *, size: int = 1) -> tuple[tuple[str, ...], tuple[tuple[str, float], ...]]:
    """The ``size`` targets that keep the structure of agreement, and those left out, in the order in which they went,
    each with the distance from the whole that was reached (after the backbones of Leifeld's Discourse Network
    Analyzer).

    The distance is that of two `spectrum` vectors, of all targets and of those kept (Euclidean; Wilson and Zhu,
    Pattern Recognition 2008, doi:10.1016/j.patcog.2008.03.011). Target by target the one goes whose loss leaves
    the distance smallest, the first by id among equals: greedy, so no better set is ruled out. Costs m² n³ / 2 steps
    for m targets and n actors.
    """
    if not size >= 1:
        raise NetworkError(f"size {size!r}: a backbone has at least 1 target; give 1 or more")
    whole, kept, gone = spectrum(counts), list(range(len(counts.targets))), []
    while len(kept) > size:
        distances = [np.linalg.norm(whole - spectrum(_of(counts, [k for k in kept if k != j]))) for j in kept]
        # ten places: what differs only by rounding is equal
        distance, least = min((round(float(d), 10), j) for d, j in zip(distances, kept, strict=True))
        kept.remove(least)
        gone.append((counts.targets[least], distance))
    return tuple(counts.targets[j] for j in kept), tuple(gone)


def _of(counts: Counts, columns: list[int]) -> Counts:
    """``counts`` of some targets only."""
    targets = tuple(counts.targets[j] for j in columns)
    return replace(counts, targets=targets, levels={q: matrix[:, columns] for q, matrix in counts.levels.items()})
