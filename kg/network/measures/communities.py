"""Who belongs together."""

import networkx as nx

from kg.network.measures.simple import undirected


def communities(network: nx.MultiDiGraph, seed: int = 0) -> list[set[str]]:
    """Parties grouped by Louvain on the weighted undirected graph, largest group first (Blondel et al., J. Statistical
    Mechanics 2008, doi:10.1088/1742-5468/2008/10/P10008). Who opposes someone is thus near them: these are circles of
    debate, not camps."""
    found = nx.community.louvain_communities(undirected(network), weight="weight", seed=seed)
    return sorted(found, key=lambda group: (-len(group), min(group)))
