"""Networks of statements, as networkx graphs, and what can be measured on them."""

from kg.network.choice import CHOICES, chosen, narrowed, surely
from kg.network.discourse import Discourse, discourse_of
from kg.network.dispatch import backends
from kg.network.files import FILES, written
from kg.network.gexf import gexf
from kg.network.graphml import graphml
from kg.network.make import Network, central, network_of, ties_of
from kg.network.measured import Measured, measured
from kg.network.networks import NETWORKS
from kg.network.stats import Contested, Stats, contested, stats

__all__ = [
    "CHOICES",
    "FILES",
    "NETWORKS",
    "Contested",
    "Discourse",
    "Measured",
    "Network",
    "Stats",
    "backends",
    "central",
    "chosen",
    "contested",
    "discourse_of",
    "gexf",
    "graphml",
    "measured",
    "narrowed",
    "network_of",
    "stats",
    "surely",
    "ties_of",
    "written",
]
