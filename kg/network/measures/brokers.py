"""Who stands between others."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from kg.network.measures.communities import communities
from kg.network.measures.simple import directed, undirected


@dataclass(frozen=True, slots=True)
class Roles:
    """In how many triads i → broker → k, with no tie i → k, a party is which broker (A, B, C are groups)."""

    coordinator: int  # A → A → A
    itinerant: int  # A → B → A, also called consultant
    representative: int  # A → A → B
    gatekeeper: int  # A → B → B
    liaison: int  # A → B → C


def constraint(network: "nx.Graph[str]") -> dict[str, float]:
    """How far each party's ties lead to others who are tied to each other, by undirected absolute weights (Burt,
    Structural Holes, 1992). Low: it bridges holes; parties without ties are left out, since they have no constraint."""
    simple = undirected(directed(network))
    if not simple:
        return {}
    with nx.config(backend_priority=[]):  # graphblas-algorithms 2023.10 raises AttributeError
        found = nx.constraint(simple, weight="weight")
    return {node: float(value) for node, value in found.items() if simple.degree(node)}


def roles(network: "nx.DiGraph[str]", *, groups: Iterable[Iterable[str]] | None = None) -> dict[str, Roles]:
    """How often each party is which kind of broker between and within ``groups`` (Gould and Fernandez, Sociological
    Methodology 1989, doi:10.2307/270949), along directed ties of any weight but 0.

    ``groups`` are disjoint sets of parties, without them `communities`; who is in none is left out with its ties.
    """
    listed = [sorted(group) for group in (communities(network) if groups is None else groups)]
    of = {node: number for number, group in enumerate(listed) for node in group if node in network}
    if not of:
        return {}
    nodes = sorted(of)
    ties = (nx.to_scipy_sparse_array(directed(network), nodes) > 0).astype(np.int64)
    group = np.array([of[node] for node in nodes])
    member = csr_array((np.ones(len(nodes), dtype=np.int64), (np.arange(len(nodes)), group)))
    source, target = ties.nonzero()
    same = group[source] == group[target]
    inside, across = (
        csr_array((np.ones(kept.sum(), dtype=np.int64), (source[kept], target[kept])), shape=ties.shape)
        for kept in (same, ~same)
    )
    back = (across.T @ member).multiply(across @ member).sum(axis=1)  # from and to one group that is not the broker's
    itinerant = back - _returning(across, across) - _closed(across, across, inside)
    counts = (
        _open(inside, inside, ties),
        itinerant,
        _open(inside, across, ties),
        _open(across, inside, ties),
        _open(across, across, ties) - itinerant,
    )
    return {node: Roles(*row) for node, row in zip(nodes, np.stack(counts, axis=1).tolist(), strict=True)}


def _open(first: csr_array, second: csr_array, ties: csr_array) -> np.ndarray:
    """For each v the number of paths i → v in ``first``, v → k in ``second``, with k other than i and no tie i → k."""
    paths = first.sum(axis=0) * second.sum(axis=1)
    return np.asarray(paths - _returning(first, second) - _closed(first, second, ties))


def _returning(first: csr_array, second: csr_array) -> np.ndarray:
    """For each v the number of i with i → v in ``first`` and v → i in ``second``."""
    return np.asarray(first.multiply(second.T).sum(axis=0))


def _closed(first: csr_array, second: csr_array, ties: csr_array) -> np.ndarray:
    """For each v the number of paths i → v → k with a tie i → k."""
    return np.asarray(first.multiply(ties @ second.T).sum(axis=0))
