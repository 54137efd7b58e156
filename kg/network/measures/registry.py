"""Measures by name."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import networkx as nx

from kg.errors import NetworkError
from kg.network.measures import centrality
from kg.network.measures.backbone import disparity
from kg.network.measures.balance import triads
from kg.network.measures.brokers import constraint, roles
from kg.network.measures.camps import camps
from kg.network.measures.communities import communities, leiden
from kg.network.measures.frustration import frustration
from kg.network.measures.polarisation import polarisation
from kg.network.measures.simple import density
from kg.network.measures.targets import contested

SHAPES = ("one-mode", "two-mode", "directed", "ties")  # ties: the multigraph of `kg.network.network_of`
SIGNED = ("one-mode", "two-mode", "directed")


@dataclass(frozen=True, slots=True)
class Measure:
    """``function`` of a network gives a mapping of its nodes (``of`` is ``node``) or edges (``edge``), a number
    (``network``) or sets of nodes (``groups``); it makes sense on networks of the shapes in ``on``."""

    name: str
    function: Callable[..., Any]
    of: str
    on: tuple[str, ...] = SHAPES

    @property
    def help(self) -> str:
        """The docstring's first clause, on one line."""
        text = " ".join((inspect.getdoc(self.function) or "").split())
        return re.split(r" \(|[:;.]( |$)", text)[0] + "."


_ALL = (
    Measure("degree", centrality.degree, "node"),
    Measure("strength", centrality.strength, "node"),
    Measure("positive-strength", centrality.positive_strength, "node", SIGNED),
    Measure("negative-strength", centrality.negative_strength, "node", SIGNED),
    Measure("betweenness", centrality.betweenness, "node"),
    Measure("eigenvector", centrality.eigenvector, "node"),
    Measure("pagerank", centrality.pagerank, "node"),
    Measure("signed-pagerank", centrality.signed_pagerank, "node", SIGNED),
    Measure("constraint", constraint, "node"),
    Measure("roles", roles, "node", ("directed", "ties")),
    Measure("evenness", contested, "node", ("two-mode", "directed", "ties")),
    Measure("disparity", disparity, "edge", SIGNED),
    Measure("density", density, "network"),
    Measure("triads", triads, "network", ("one-mode",)),
    Measure("frustration", frustration, "network", ("one-mode", "two-mode")),
    Measure("polarisation", polarisation, "network", ("one-mode", "two-mode")),
    Measure("communities", communities, "groups"),
    Measure("leiden", leiden, "groups"),
    Measure("clusters", camps, "groups", ("one-mode", "two-mode")),
)
MEASURES: Mapping[str, Measure] = MappingProxyType({one.name: one for one in _ALL})


def measure(network: "nx.Graph[str]", name: str, **options: Any) -> Any:
    """The measure ``name`` of ``network``; ``options`` are its function's own. Raises `NetworkError` for a measure that
    there is not, or that makes no sense on such a network."""
    if name not in MEASURES:
        raise NetworkError(f"measure {name!r}: unknown; use {', '.join(MEASURES)}")
    found, shape = MEASURES[name], shape_of(network)
    if shape not in found.on:
        raise NetworkError(f"measure {name!r}: not for a {shape} network; give one that is {' or '.join(found.on)}")
    return found.function(network, **options)


def shape_of(network: "nx.Graph[str]") -> str:
    """Which of `SHAPES` the ``network`` has."""
    if network.is_multigraph():
        return "ties"
    if network.is_directed():
        return "directed"
    return "two-mode" if any("mode" in data for _, data in network.nodes(data=True)) else "one-mode"
