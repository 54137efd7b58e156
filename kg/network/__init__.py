"""Networks of statements, as networkx graphs, and what can be measured on them."""

from kg.network.discourse import Discourse, discourse_of
from kg.network.dispatch import backends
from kg.network.gexf import gexf
from kg.network.graphml import graphml
from kg.network.make import network_of
from kg.network.networks import NETWORKS
from kg.network.stats import Stats, stats

__all__ = ["NETWORKS", "Discourse", "Stats", "backends", "discourse_of", "gexf", "graphml", "network_of", "stats"]
