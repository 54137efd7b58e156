"""A signed network as a matrix."""

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from kg.errors import ConfigError


def signed_matrix(network: "nx.Graph[str]") -> tuple[list[str], csr_array]:
    """The nodes that have a tie, sorted, and their symmetric matrix of weights, which are scaled so that the largest
    is 1 in size. Ties of weight 0 and of a node with itself say nothing of sides and are left out; an edge without
    ``weight`` counts 1. `ConfigError` where the network is directed or has parallel edges, or a weight is no finite
    number."""
    if network.is_directed() or network.is_multigraph():
        raise ConfigError(f"{type(network).__name__}: signed measures need a simple undirected graph: use nx.Graph")
    for one, other, weight in network.edges(data="weight", default=1.0):
        if not isinstance(weight, int | float | np.number) or not np.isfinite(weight):
            raise ConfigError(f"weight {weight!r} between {one!r} and {other!r}: expected a finite number, signed")
    tied = {node for one, other, weight in network.edges(data="weight", default=1.0)
            if weight and one != other for node in (one, other)}  # fmt: skip
    nodes = sorted(tied)
    matrix = csr_array((0, 0))
    if nodes:
        matrix = nx.to_scipy_sparse_array(network, nodelist=nodes, dtype=np.dtype(float))
        matrix.setdiag(0)
        matrix.eliminate_zeros()
        matrix.sort_indices()
        matrix = matrix / abs(matrix).max()
    return nodes, matrix
