"""Who belongs together."""

import random
from collections.abc import Iterable

import networkx as nx

from kg.errors import ConfigError
from kg.network.measures.simple import undirected


def communities(network: "nx.Graph[str]", seed: int = 0) -> list[set[str]]:
    """Parties grouped by Louvain on the weighted undirected graph, largest group first (Blondel et al., J. Statistical
    Mechanics 2008, doi:10.1088/1742-5468/2008/10/P10008). Who opposes someone is thus near them: these are circles of
    debate, not camps."""
    simple = undirected(network)
    if not simple.size("weight"):  # networkx divides by it
        return _sorted({name} for name in simple)
    return _sorted(nx.community.louvain_communities(simple, weight="weight", seed=seed))


def leiden(network: "nx.Graph[str]", seed: int = 0) -> list[set[str]]:
    """The same by Leiden, whose groups are connected (Traag, Waltman and van Eck, Scientific Reports 2019,
    doi:10.1038/s41598-019-41695-z), until no more is gained. It needs igraph; `ConfigError` where that is not
    installed."""
    try:
        import igraph
    except ImportError:
        raise ConfigError("igraph is not installed: pip install 'stancegraph[leiden]', or use Louvain") from None
    simple = undirected(network)
    names = list(simple)
    if not simple.size("weight"):
        return _sorted({name} for name in names)
    place = {name: number for number, name in enumerate(names)}
    ties = [(place[one], place[other], weight) for one, other, weight in simple.edges(data="weight", default=1)]
    graph = igraph.Graph(len(names), [tie[:2] for tie in ties])
    igraph.set_random_number_generator(random.Random(seed))
    try:
        weights = [tie[2] for tie in ties]
        found = graph.community_leiden(objective_function="modularity", weights=weights, n_iterations=-1)
    finally:
        igraph.set_random_number_generator(random)  # igraph's own default, shared by the whole process
    return _sorted({names[number] for number in group} for group in found)


def _sorted(groups: Iterable[set[str]]) -> list[set[str]]:
    return sorted(groups, key=lambda group: (-len(group), min(group)))
