"""Measures of networks. Each is a plain function of a networkx graph, and repeatable."""

from kg.network.measures.centrality import betweenness, degree, weighted_degree
from kg.network.measures.communities import communities
from kg.network.measures.simple import density
from kg.network.measures.targets import contested, entropy

__all__ = ["betweenness", "communities", "contested", "degree", "density", "entropy", "weighted_degree"]
