"""Measures of networks. Each is a plain function of a networkx graph or of counts, and repeatable."""

from kg.network.measures.backbone import backbone, disparity, spectral_backbone
from kg.network.measures.balance import Triads, triads
from kg.network.measures.brokers import Roles, constraint, roles
from kg.network.measures.camps import camps, signed_modularity
from kg.network.measures.centrality import (
    betweenness,
    degree,
    eigenvector,
    negative_strength,
    pagerank,
    positive_strength,
    signed_pagerank,
    strength,
)
from kg.network.measures.communities import communities, leiden
from kg.network.measures.frustration import Frustration, frustration
from kg.network.measures.polarisation import Polarisation, polarisation, polarisation_over_time
from kg.network.measures.registry import MEASURES, Measure, measure
from kg.network.measures.significance import Significance, edge_significance, significance
from kg.network.measures.simple import density
from kg.network.measures.stability import Stability, numbered, stability, stability_over_time
from kg.network.measures.targets import Lead, Opening, agenda, contested, entropy, openings

__all__ = [
    "Frustration",
    "Lead",
    "MEASURES",
    "Measure",
    "Opening",
    "Polarisation",
    "Roles",
    "Significance",
    "Stability",
    "Triads",
    "agenda",
    "backbone",
    "betweenness",
    "camps",
    "communities",
    "constraint",
    "contested",
    "degree",
    "density",
    "disparity",
    "edge_significance",
    "eigenvector",
    "entropy",
    "frustration",
    "leiden",
    "measure",
    "negative_strength",
    "numbered",
    "openings",
    "pagerank",
    "polarisation",
    "polarisation_over_time",
    "positive_strength",
    "roles",
    "signed_modularity",
    "signed_pagerank",
    "significance",
    "spectral_backbone",
    "stability",
    "stability_over_time",
    "strength",
    "triads",
]
