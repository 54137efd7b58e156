"""Measures of networks. Each is a plain function of a networkx graph or of counts, and repeatable."""

from kg.network.measures.backbone import backbone, disparity, spectral_backbone
from kg.network.measures.brokers import Roles, constraint, roles
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
from kg.network.measures.communities import communities
from kg.network.measures.registry import MEASURES, Measure, measure
from kg.network.measures.significance import Significance, edge_significance, significance
from kg.network.measures.simple import density
from kg.network.measures.targets import Lead, Opening, agenda, contested, entropy, openings

__all__ = [
    "MEASURES",
    "Lead",
    "Measure",
    "Opening",
    "Roles",
    "Significance",
    "agenda",
    "backbone",
    "betweenness",
    "communities",
    "constraint",
    "contested",
    "degree",
    "density",
    "disparity",
    "edge_significance",
    "eigenvector",
    "entropy",
    "measure",
    "negative_strength",
    "openings",
    "pagerank",
    "positive_strength",
    "roles",
    "signed_pagerank",
    "significance",
    "spectral_backbone",
    "strength",
]
