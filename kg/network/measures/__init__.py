"""Measures of networks. Each is a plain function of a networkx graph, and repeatable."""

from kg.network.measures.balance import Triads, triads
from kg.network.measures.camps import camps, signed_modularity
from kg.network.measures.centrality import betweenness, degree, weighted_degree
from kg.network.measures.communities import communities, leiden
from kg.network.measures.frustration import Frustration, frustration
from kg.network.measures.polarisation import Polarisation, polarisation, polarisation_over_time
from kg.network.measures.simple import density
from kg.network.measures.stability import Stability, stability, stability_over_time
from kg.network.measures.targets import contested, entropy

__all__ = [
    "Frustration",
    "Polarisation",
    "Stability",
    "Triads",
    "betweenness",
    "camps",
    "communities",
    "contested",
    "degree",
    "density",
    "entropy",
    "frustration",
    "leiden",
    "polarisation",
    "polarisation_over_time",
    "signed_modularity",
    "stability",
    "stability_over_time",
    "triads",
    "weighted_degree",
]
