"""Who is central."""

import networkx as nx

from kg.network.measures.simple import undirected

PIVOTS = 500


def degree(network: nx.MultiDiGraph) -> dict[str, int]:
    """With how many others each party has a tie (Freeman, Social Networks 1978, doi:10.1016/0378-8733(78)90021-7)."""
    return dict(undirected(network).degree())


def weighted_degree(network: nx.MultiDiGraph) -> dict[str, int]:
    """In how many statements each party is holder or target (Barrat et al., PNAS 2004, doi:10.1073/pnas.0400087101)."""
    return dict(network.degree(weight="weight"))


def betweenness(network: nx.MultiDiGraph, seed: int = 0) -> dict[str, float]:
    """The share of shortest undirected paths between others on which each party lies (Brandes, J. Mathematical
    Sociology 2001, doi:10.1080/0022250X.2001.9990249); 0 to 1, every tie one step. In networks of more than `PIVOTS`
    parties it is estimated from the paths of that many (Brandes and Pich, Int. J. Bifurcation and Chaos 2007,
    doi:10.1142/S0218127407018403), the same ones each time for the same ``seed``."""
    pivots = PIVOTS if len(network) > PIVOTS else None
    return nx.betweenness_centrality(undirected(network), k=pivots, seed=seed)
