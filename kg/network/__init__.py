"""Ties as networkx graphs, and what can be measured on them; discourse networks are in `kg.network.discourse`."""

from kg.network.dispatch import backends
from kg.network.gexf import gexf
from kg.network.graphml import graphml
from kg.network.make import network_of
from kg.network.stats import Stats, stats

__all__ = ["Stats", "backends", "gexf", "graphml", "network_of", "stats"]
