"""Measures written into a network, so that every table and file has them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any

import networkx as nx

from kg.network.measures import MEASURES, measure


@dataclass(frozen=True, slots=True)
class Measured:
    """``network`` with attributes of its nodes and edges by the names in ``nodes``, ``groups`` (numbers from 1, the
    largest group first) and ``edges``; ``whole`` holds the measures of the network as one."""

    network: "nx.Graph[str]"
    nodes: tuple[str, ...]
    groups: tuple[str, ...]
    edges: tuple[str, ...]
    whole: dict[str, float]


def measured(network: "nx.Graph[str]", names: Iterable[str]) -> Measured:
    """A copy of ``network`` with the measures ``names`` (of `MEASURES`). A measure of several numbers has
    an attribute for each: ``roles.liaison``."""
    copy = network.copy()
    found: dict[str, dict[str, None]] = {"node": {}, "groups": {}, "edge": {}}
    whole: dict[str, float] = {}
    for name in names:
        value = measure(network, name)
        of = MEASURES[name].of
        if of == "network":
            whole |= _numbers(name, value)
            continue
        if of == "groups":
            value = {node: number for number, group in enumerate(value, start=1) for node in group}
        places = copy.edges if of == "edge" else copy.nodes
        for place, its in value.items():
            numbers = _numbers(name, its)
            places[place].update(numbers)
            found[of] |= dict.fromkeys(numbers)
    return Measured(copy, tuple(found["node"]), tuple(found["groups"]), tuple(found["edge"]), whole)


def _numbers(name: str, value: Any) -> dict[str, float]:
    """A measure's numbers by their names; bounds as two. What else it tells (camps, edges) has no place in a table."""
    if is_dataclass(value) and not isinstance(value, type):
        value = {f"{name}.{field}": its for field, its in asdict(value).items()}
    found = {}
    for of, its in (value if isinstance(value, dict) else {name: value}).items():
        if isinstance(its, int | float):
            found[of] = its
        elif isinstance(its, tuple) and len(its) == 2 and all(isinstance(bound, float) for bound in its):
            found |= {f"{of}.lower": its[0], f"{of}.upper": its[1]}
    return found
