"""What nodes and edges of a network carry so that every number leads back to its statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import networkx as nx
import pandas as pd

from kg.network.days import UNDATED, shown
from kg.network.discourse import Discourse

G = TypeVar("G", bound="nx.Graph[str]")
Edges = list[tuple[str, str, dict[str, Any]]]


class Evidence:
    """Who said what of what: the keys of the statements in each cell (party, thing) of a two-mode table."""

    def __init__(self, rows: pd.DataFrame, party: str = "actor", thing: str = "target"):
        self.cells: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.things: dict[str, set[str]] = defaultdict(set)
        self._days = dict(zip(rows.index, rows["day"], strict=True))
        for key, one, other in zip(rows.index, rows[party], rows[thing], strict=True):
            self.cells[one, other].append(key)
            self.things[one].add(other)

    def cell(self, one: str, thing: str) -> dict[str, Any]:
        """The evidence of one cell."""
        return self._dated(sorted(self.cells[one, thing]))

    def edge(self, one: str, two: str, *direct: tuple[str, str]) -> dict[str, Any]:
        """What an edge between two parties carries: ``over``, the things that both speak of, and the evidence of
        their statements on these, and of those in the cells ``direct``."""
        over = sorted(self.things[one] & self.things[two])
        cells = [*direct, *((end, thing) for thing in over for end in (one, two))]
        keys = sorted({key for cell in cells for key in self.cells[cell]})
        return {"over": tuple(over)} | self._dated(keys)

    def _dated(self, keys: list[str]) -> dict[str, Any]:
        known = [day for key in keys if (day := self._days[key]) != UNDATED]
        ends = {"first": shown(min(known, default=UNDATED)), "last": shown(max(known, default=UNDATED))}
        return {"statements": tuple(keys)} | ends


def directed(discourse: Discourse, rows: pd.DataFrame, ends: tuple[str, str]) -> "nx.DiGraph[str]":
    """A network of ``rows`` from the party in the first of two columns to the one in the second: ``weight`` and
    ``positive``, ``negative`` and ``neutral`` count statements; ``relations`` names theirs."""
    said = Evidence(rows, *ends)
    told = dict(zip(rows.index, zip(rows["polarity"], rows["relation"], strict=True), strict=True))
    edges = []
    for (one, two), keys in said.cells.items():
        if one != two:
            sides = Counter(told[key][0] for key in keys)
            relations = tuple(sorted({told[key][1] for key in keys}))
            data = {"weight": len(keys), "positive": sides[1], "negative": sides[-1], "neutral": sides[0]}
            edges.append((one, two, data | {"relations": relations} | said.cell(one, two)))
    return filled(nx.DiGraph(), discourse, edges)


def filled(network: G, discourse: Discourse, edges: Edges, others: Iterable[str] = ()) -> G:
    """``network`` with ``edges`` and their ends and ``others`` as nodes, all in sorted order."""
    parties = discourse.standing.parties
    told: Mapping[str, set[str]] = defaultdict(set)
    for one, two, data in edges:
        told[one].update(data["statements"])
        told[two].update(data["statements"])
    for id in sorted({*told, *others}):
        known = parties.get(id)
        named = {"label": known.label if known else id, "kind": known.kind if known else ""}
        network.add_node(id, **named, statements=tuple(sorted(told[id])))
    network.add_edges_from(sorted(edges, key=lambda edge: edge[:2]))
    return network
