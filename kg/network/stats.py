"""All measures of a network at once, as tables of plain data."""

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
    """A row of the table of targets; ``positive`` and ``negative`` count statements, ``entropy`` is in bits."""

    id: str
    label: str
    kind: str
    positive: int
    negative: int
    entropy: float


@dataclass(frozen=True, slots=True)
class Stats:
    """``actors`` by statements, most first; ``contested`` only what has both sides, the most even first and among
    equals the most spoken of."""

    nodes: int
    edges: int
    statements: int
    density: float
    communities: int
    actors: tuple[Actor, ...]
    contested: tuple[Contested, ...]


def stats(network: nx.MultiDiGraph) -> Stats:
    """The measures of ``network``, rounded to six places."""
    groups = measures.communities(network)
    return Stats(
        nodes=network.number_of_nodes(),
        edges=network.number_of_edges(),
        statements=sum(weight for *_, weight in network.edges(data="weight")),
        density=round(measures.density(network), 6),
        communities=len(groups),
        actors=_actors(network, groups),
        contested=_contested(network),
    )


def _actors(network: nx.MultiDiGraph, groups: list[set[str]]) -> tuple[Actor, ...]:
    community = {id: number for number, group in enumerate(groups) for id in group}
    degree, strength = measures.degree(network), measures.strength(network)
    between = measures.betweenness(network)
    rows = (
        Actor(id, data["label"], data["kind"], degree[id], strength[id], round(between[id], 6), community[id])
        for id, data in network.nodes(data=True)
    )
    return tuple(sorted(rows, key=lambda row: (-row.statements, row.id)))


def _contested(network: nx.MultiDiGraph) -> tuple[Contested, ...]:
    rows = []
    for id, entropy in measures.contested(network).items():
        if entropy > 0:
            data, sides = network.nodes[id], {1: 0, -1: 0, 0: 0}
            for *_, edge in network.in_edges(id, data=True):
                sides[edge["polarity"]] += edge["weight"]
            rows.append(Contested(id, data["label"], data["kind"], sides[1], sides[-1], round(entropy, 6)))
    return tuple(sorted(rows, key=lambda row: (-row.entropy, -row.positive - row.negative, row.id)))
