"""The undirected graph that most measures look at."""

import networkx as nx


def undirected(network: nx.Graph) -> nx.Graph:
    """The simple graph in which two parties are joined when any edge joins them, its weight the sum of their weights'
    sizes (in a network of ties the number of statements between them), their signs ignored; nodes and edges sorted."""
    # sorted, because Louvain's result depends on the order in which it meets the nodes
    simple = nx.Graph()
    simple.add_nodes_from(sorted(network))
    ties = ((*sorted(ends), abs(weight)) for *ends, weight in network.edges(data="weight", default=1))
    for source, target, weight in sorted(ties):
        if source != target:
            before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
            simple.add_edge(source, target, weight=before + weight)
    return simple


def density(network: nx.MultiDiGraph) -> float:
    """The share of undirected pairs of parties that have a tie, 0 to 1 (Wasserman and Faust 1994, section 4.1)."""
    return nx.density(undirected(network))
