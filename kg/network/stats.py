"""All measures of a network at once, as tables of plain data."""

from collections import defaultdict
from dataclasses import dataclass

import networkx as nx

from kg.network import measures


@dataclass(frozen=True, slots=True)
class Actor:
    """A row of the table of parties. ``community`` counts from 0, the largest."""

    id: str
    label: str
    kind: str
    degree: int
    statements: int
    betweenness: float
    community: int


@dataclass(frozen=True, slots=True)
class Contested:
    """A target that some are for and others against; ``positive`` and ``negative`` count holders, each once a side."""

    id: str
    label: str
    kind: str
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class Stats:
    """``actors`` by statements, most first; ``contested`` as `contested` finds it."""

    nodes: int
    edges: int
    statements: int
    density: float
    communities: int
    actors: tuple[Actor, ...]
    contested: tuple[Contested, ...]


def stats(network: "nx.MultiDiGraph[str]") -> Stats:
    """The measures of ``network``, rounded to six places."""
    groups = measures.communities(network)
    return Stats(
        nodes=network.number_of_nodes(),
        edges=network.number_of_edges(),
        statements=sum(weight for *_, weight in network.edges(data="weight", default=1)),
        density=round(measures.density(network), 6),
        communities=len(groups),
        actors=_actors(network, groups),
        contested=contested(network),
    )


def _actors(network: "nx.MultiDiGraph[str]", groups: list[set[str]]) -> tuple[Actor, ...]:
    community = {id: number for number, group in enumerate(groups) for id in group}
    degree, strength = measures.degree(network), measures.strength(network)
    between = measures.betweenness(network)
    rows = (
        Actor(id, data["label"], data["kind"], degree[id], int(strength[id]), round(between[id], 6), community[id])
        for id, data in network.nodes(data=True)
    )
    return tuple(sorted(rows, key=lambda row: (-row.statements, row.id)))


def contested(network: "nx.MultiDiGraph[str]") -> tuple[Contested, ...]:
    """The targets of ``network`` that at least two holders judge, one of them for and one against, in the order of
    `by_sides`, then by name. The page, the report, the notebook and the question ``most-contested`` have the same."""
    sides: dict[int, dict[str, set[str]]] = {1: defaultdict(set), -1: defaultdict(set)}
    for holder, target, polarity in network.edges(data="polarity", default=0):
        if polarity:
            sides[polarity][target].add(holder)
    rows = []
    for id, against in sides[-1].items():
        for_ = sides[1][id]
        if for_ and len(for_ | against) > 1:
            data = network.nodes[id]
            rows.append(Contested(id, data.get("label", id), data.get("kind", ""), len(for_), len(against)))
    return tuple(sorted(rows, key=lambda row: (*by_sides(row.positive, row.negative), row.label, row.id)))


def by_sides(positive: int, negative: int) -> tuple[int, int]:
    """The key by which what is contested is sorted: most on the smaller side first, then most in all.

    >>> sorted([(9, 1), (2, 3), (2, 2)], key=lambda sides: by_sides(*sides))
    [(2, 3), (2, 2), (9, 1)]
    """
    return -min(positive, negative), -positive - negative
