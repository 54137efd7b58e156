"""Who is central. Each measure works on any network: one-mode or two-mode, directed or not, signed or not."""

from collections.abc import Callable
from random import Random

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import eigsh

from kg.network.measures.between import dependencies
from kg.network.measures.simple import directed, undirected

PIVOTS = 500
FLOAT = np.dtype(float)


def degree(network: "nx.Graph[str]") -> dict[str, int]:
    """With how many others each party has a tie (Freeman, Social Networks 1978, doi:10.1016/0378-8733(78)90021-7)."""
    return dict(undirected(network).degree())


def strength(network: "nx.Graph[str]") -> dict[str, float]:
    """The sum of the absolute weights of each party's edges, in and out; where weights count statements, in how many
    the party stands (Barrat et al., PNAS 2004, doi:10.1073/pnas.0400087101)."""
    return _strength(network, abs)


def positive_strength(network: "nx.Graph[str]") -> dict[str, float]:
    """The sum of the positive weights of each party's edges: its agreement (as `strength`)."""
    return _strength(network, lambda weight: max(weight, 0))


def negative_strength(network: "nx.Graph[str]") -> dict[str, float]:
    """The sum of the negative weights of each party's edges, as a positive number: its disagreement (as
    `strength`)."""
    return _strength(network, lambda weight: max(-weight, 0))


def betweenness(network: "nx.Graph[str]", *, pivots: int | None = PIVOTS, seed: int = 0) -> dict[str, float]:
    """The share of shortest undirected paths between others on which each party lies (Brandes, J. Mathematical
    Sociology 2001, doi:10.1080/0022250X.2001.9990249); 0 to 1, every tie one step. In networks of more than ``pivots``
    parties it is estimated from the paths of that many (Brandes and Pich, Int. J. Bifurcation and Chaos 2007,
    doi:10.1142/S0218127407018403), the same ones each time for the same ``seed``; ``None``: always exact."""
    simple, size = undirected(network), len(network)
    ties = nx.to_scipy_sparse_array(simple, weight=None, dtype=FLOAT) if size else csr_array((0, 0))
    pairs = max(size - 2, 1)  # to whom a shortest path from one source may lead, but for whom it leads through
    if pivots is not None and size > pivots > 1:
        sources = Random(seed).sample(range(size), pivots)
        shares = dependencies(ties, sources) / (pairs * pivots)
        shares[sources] *= pivots / (pivots - 1)  # a party is no source of paths that lead through it
    else:
        shares = dependencies(ties, range(size)) / (pairs * max(size - 1, 1))
    return dict(zip(simple, shares.tolist(), strict=True))


def eigenvector(network: "nx.Graph[str]") -> dict[str, float]:
    """How well each party is tied to the well tied, by undirected absolute weights (Bonacich, J. Mathematical Sociology
    1972, doi:10.1080/0022250X.1972.9989806). Every connected part is measured by itself and its most central party
    has 1, so numbers are comparable within a part only; a party without ties has 0."""
    simple = undirected(directed(network))
    found = dict.fromkeys(simple, 0.0)
    for part in nx.connected_components(simple):
        if len(part) > 1:
            nodes = sorted(part)
            matrix = nx.to_scipy_sparse_array(simple, nodes, dtype=FLOAT)
            found |= dict(zip(nodes, _leading(matrix), strict=True))
    return found


def pagerank(network: "nx.Graph[str]", *, damping: float = 0.85) -> dict[str, float]:
    """Where a walk along the edges, by absolute weight, is found in the long run (Brin and Page, Computer Networks
    1998, doi:10.1016/S0169-7552(98)00110-X); the sum is 1. With the chance 1 − ``damping`` a step leads anywhere."""
    return dict(nx.pagerank(directed(network), alpha=damping, max_iter=1000, tol=1e-13))


def signed_pagerank(network: "nx.Graph[str]", *, damping: float = 0.85) -> dict[str, float]:
    """`pagerank` over the positive edges less that over the negative ones, −1 to 1 (Shahriari and Jalili, Social
    Network Analysis and Mining 2014, doi:10.1007/s13278-014-0172-x). On the directed stance network: who is endorsed
    rather than blamed, and by whom it counts."""
    liked, blamed = (pagerank(_side(network, sign), damping=damping) for sign in (1, -1))
    return {node: liked[node] - blamed[node] for node in liked}


def _strength(network: "nx.Graph[str]", part: Callable[[float], float]) -> dict[str, float]:
    weights: dict[str, list[float]] = {node: [] for node in network}
    for source, target, weight in network.edges(data="weight", default=1):
        weights[source].append(part(weight))
        weights[target].append(part(weight))
    return {node: sum(sorted(own)) for node, own in weights.items()}  # sorted: a sum of floats depends on their order


def _leading(matrix: csr_array) -> list[float]:
    """The eigenvector of the largest eigenvalue of a connected network's ``matrix``, its largest value 1."""
    _, vectors = eigsh(matrix / matrix.max(), k=1, which="LA", v0=np.ones(matrix.shape[0]))
    vector = np.abs(vectors[:, 0])
    leading: list[float] = (vector / vector.max()).tolist()
    return leading


def _side(network: "nx.Graph[str]", sign: int) -> "nx.Graph[str]":
    side: nx.Graph[str] = nx.DiGraph() if network.is_directed() else nx.Graph()
    side.add_nodes_from(network)
    side.add_edges_from(
        (a, b, {"weight": weight}) for a, b, weight in network.edges(data="weight", default=1) if weight * sign > 0
    )
    return side
