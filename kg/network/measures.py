"""Measures of a network. Each is a plain function of the graph that `kg.network.network_of` makes, and repeatable.

"Undirected" here: the simple graph in which two parties are joined when any edge joins them, its weight the number of
statements between them, their signs ignored.
"""

import math

import networkx as nx

PIVOTS = 500


def degree(network: nx.MultiDiGraph) -> dict[str, int]:
    """With how many others each party has a tie (Freeman, Social Networks 1978, doi:10.1016/0378-8733(78)90021-7)."""
    return dict(_undirected(network).degree())


def weighted_degree(network: nx.MultiDiGraph) -> dict[str, int]:
    """In how many statements each party is holder or target (Barrat et al., PNAS 2004, doi:10.1073/pnas.0400087101)."""
    return dict(network.degree(weight="weight"))


def betweenness(network: nx.MultiDiGraph, seed: int = 0) -> dict[str, float]:
    """The share of shortest undirected paths between others on which each party lies (Brandes, J. Mathematical
    Sociology 2001, doi:10.1080/0022250X.2001.9990249); 0 to 1, every tie one step. In networks of more than `PIVOTS`
    parties it is estimated from the paths of that many (Brandes and Pich, Int. J. Bifurcation and Chaos 2007,
    doi:10.1142/S0218127407018403), the same ones each time for the same ``seed``."""
    pivots = PIVOTS if len(network) > PIVOTS else None
    return nx.betweenness_centrality(_undirected(network), k=pivots, seed=seed)


def communities(network: nx.MultiDiGraph, seed: int = 0) -> list[set[str]]:
    """Parties grouped by Louvain on the weighted undirected graph, largest group first (Blondel et al., J. Statistical
    Mechanics 2008, doi:10.1088/1742-5468/2008/10/P10008). Who opposes someone is thus near them: these are circles of
    debate, not camps."""
    found = nx.community.louvain_communities(_undirected(network), weight="weight", seed=seed)
    return sorted(found, key=lambda group: (-len(group), min(group)))


def density(network: nx.MultiDiGraph) -> float:
    """The share of undirected pairs of parties that have a tie, 0 to 1 (Wasserman and Faust 1994, section 4.1)."""
    return nx.density(_undirected(network))


def contested(network: nx.MultiDiGraph) -> dict[str, float]:
    """How evenly the stances towards each target are split: the Shannon entropy in bits of its statements for and
    against (Shannon, Bell System Technical Journal 1948, doi:10.1002/j.1538-7305.1948.tb01338.x). 1: half and half;
    0: all on one side. Targets of which nobody is for or against are left out."""
    found = {}
    for id in network:
        sides = [sum(data["weight"] for *_, data in network.in_edges(id, data=True) if data["polarity"] == side)
                 for side in (1, -1)]  # fmt: skip
        if any(sides):
            found[id] = entropy(*sides)
    return found


def entropy(*counts: int) -> float:
    """The Shannon entropy of ``counts`` in bits.

    >>> entropy(2, 2), entropy(3, 0)
    (1.0, 0.0)
    """
    shares = [count / sum(counts) for count in counts if count]
    return sum(share * math.log2(1 / share) for share in shares)


def _undirected(network: nx.MultiDiGraph) -> nx.Graph:
    # sorted, because Louvain's result depends on the order in which it meets the nodes
    simple = nx.Graph()
    simple.add_nodes_from(sorted(network))
    for source, target, weight in sorted(network.edges(data="weight")):
        if source != target:
            before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
            simple.add_edge(source, target, weight=before + weight)
    return simple
