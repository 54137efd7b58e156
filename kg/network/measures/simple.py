"""The simple graphs that most measures look at, whatever network they are given."""

from collections.abc import Iterable
from typing import TypeVar

import networkx as nx

G = TypeVar("G", bound="nx.Graph[str]")
Weighted = tuple[str, str, float]


def undirected(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """The simple graph in which two parties are joined when any edge joins them, its weight the sum of the absolute
    weights between them; nodes and edges sorted, loops left out."""
    return _joined(network.edges(data="weight", default=1), nx.Graph(), network)


def directed(network: "nx.Graph[str]") -> "nx.DiGraph[str]":
    """As `undirected`, with directions kept; an edge that has none goes both ways. Edges of weight 0, as where one
    stance for and one against cancel out, are left out."""
    edges = [edge for edge in network.edges(data="weight", default=1) if edge[2]]
    if not network.is_directed():
        edges += [(target, source, weight) for source, target, weight in edges]
    return _joined(edges, nx.DiGraph(), network)


def density(network: "nx.Graph[str]") -> float:
    """The share of undirected pairs of parties that have a tie, 0 to 1 (Wasserman and Faust 1994, section 4.1)."""
    found: float = nx.density(undirected(network))
    return found


def _joined(edges: Iterable[Weighted], simple: G, nodes: Iterable[str]) -> G:
    # sorted, because Louvain's result depends on the order in which it meets the nodes, and a sum on its terms' order
    simple.add_nodes_from(sorted(nodes))
    ordered = edges if simple.is_directed() else [(min(a, b), max(a, b), weight) for a, b, weight in edges]
    for source, target, weight in sorted(ordered):
        if source != target:
            before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
            simple.add_edge(source, target, weight=before + abs(weight))
    return simple
