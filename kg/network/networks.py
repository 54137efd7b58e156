"""Discourse networks as networkx graphs, every number of which leads back to statements.

Nodes have ``label``, ``kind`` (as in `Kind`) and ``statements``, the keys of those at their edges; edges ``weight``,
``statements``, and ``first`` and ``last``, the days of the earliest and latest of them (empty: undated).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import networkx as nx
import pandas as pd

from kg.errors import NetworkError
from kg.model import ACTORS
from kg.network import counts as c
from kg.network import evidence
from kg.network.discourse import Discourse

TWO_MODE = {"ignore": c.two_mode_ignore, "subtract": c.two_mode_subtract, "combine": c.two_mode_combine}
SHARES = {"activity": c.activity, "prominence": c.prominence}
SIDES = (("positive", 1), ("negative", -1), ("neutral", 0))
T = TypeVar("T")
TARGET = "→ "  # before a target's identifier in networks of two modes, since one party may be both


def two_mode(
    discourse: Discourse,
    value: str = "subtract",
    *,
    levels: tuple[int, ...] = c.BINARY,
    by: str | None = None,
    least: float = 0.0,
) -> "nx.Graph[str]":
    """Actors and what they speak of. ``value``: ``ignore``, ``subtract`` or ``combine``, see `kg.network.counts`.

    ``by``: each actor's share (``activity``) or each target's (``prominence``); ``least``: edges of less, by absolute
    value, are dropped. Nodes also have ``mode`` (``actor`` or ``target``) and ``party``, their identifier, which in a
    target's node is preceded by `TARGET`. Edges also have ``positive``, ``negative`` and, where it is a level,
    ``neutral``, how many statements. Those that come to 0, as many for as against, stay.
    """
    rows = of_levels(discourse, levels)
    counts, plain = c.counts_of(rows, levels), c.counts_of(rows.assign(weight=1.0), levels)
    matrix = known(TWO_MODE, value, "value")(counts)
    matrix = matrix if by is None else known(SHARES, by, "normalisation")(matrix, counts)
    i, j = c.two_mode_ignore(plain).tocoo().coords
    columns = {"weight": c.at(matrix, i, j)} | {
        name: c.at(plain.levels[q], i, j).astype(int) for name, q in SIDES if q in levels
    }
    said = evidence.Evidence(rows)
    edges = []
    for actor, target, *found in zip(i, j, *(column.tolist() for column in columns.values()), strict=True):
        if abs(found[0]) >= least:
            cell = counts.actors[actor], counts.targets[target]
            edges.append((cell[0], TARGET + cell[1], dict(zip(columns, found, strict=True)) | said.cell(*cell)))
    network: nx.Graph[str] = evidence.filled(nx.Graph(), discourse, edges)
    for id, data in network.nodes(data=True):
        party = id.removeprefix(TARGET)
        named = discourse.standing.parties.get(party)
        label, kind = (named.label, named.kind) if named else (party, "")
        data |= {"label": label, "kind": kind, "mode": "actor" if id == party else "target", "party": party}
    return network


def one_mode(
    discourse: Discourse,
    value: str = "subtract",
    *,
    of: str = "actors",
    levels: tuple[int, ...] = c.BINARY,
    by: str | None = None,
    least: float = 0.0,
) -> "nx.Graph[str]":
    """Who agrees with whom: ``value`` is ``ignore``, ``congruence``, ``conflict`` or ``subtract``, see
    `kg.network.counts`; ``of``: the network of ``actors`` or of ``targets`` (spoken of by the same actors).

    ``by``: ``average``, ``jaccard`` or ``cosine``; ``least``: edges of less, by absolute value, are dropped. Edges
    also have ``congruence`` and ``conflict`` as they were before, and ``over``: the shared targets, or actors. Pairs
    that come to 0 have no edge. Who is left alone stays as a node.
    """
    if of not in ("actors", "targets"):
        raise NetworkError(f"one-mode network of {of!r}: unknown; use actors or targets")
    known(c.ONE_MODE, value, "value")
    rows = of_levels(discourse, levels)
    if of == "targets":
        rows = rows.rename(columns={"actor": "target", "target": "actor"})
    said = evidence.Evidence(rows)
    counts = c.counts_of(rows, levels, paired=True)
    edges = [(one, two, data | said.edge(one, two)) for one, two, data in pairs(counts, value, by=by, least=least)]
    return evidence.filled(nx.Graph(), discourse, edges, counts.actors)


def pairs(counts: c.Counts, value: str, *, by: str | None, least: float) -> Iterator[tuple[str, str, dict[str, float]]]:
    """The edges of a one-mode network of ``counts``, sorted, with their numbers."""
    half = c.half(c.one_mode(counts, [value], by=by, least=least)[value])
    values = half.data, *(c.at_pairs(counts, name, *half.coords) for name in ("congruence", "conflict"))
    for i, other, *found in zip(*half.coords, *values, strict=True):
        data = dict(zip(("weight", "congruence", "conflict"), map(float, found), strict=True))
        yield counts.actors[i], counts.actors[other], data


def sides(discourse: Discourse, *, least: float = 0.0) -> "nx.Graph[str]":
    """The signed network in which camps are sought: for each pair of actors, over all targets of both, the products
    of their mean stances (−1 to +1), and their mean stances on each other, added up. Unlike in `one_mode` nobody
    counts for more by saying the same often."""
    rows = takes_sides(of_levels(discourse, c.BINARY))
    counts = c.counts_of(rows)
    half, said = c.half(c.sides(counts)), evidence.Evidence(rows)
    edges = []
    for i, other, weight in zip(*half.coords, half.data.tolist(), strict=True):
        if abs(weight) >= least:
            one, two = counts.actors[i], counts.actors[other]
            direct = [pair for pair in ((one, two), (two, one)) if pair in said.cells]
            edges.append((one, two, {"weight": weight} | said.edge(one, two, *direct)))
    return evidence.filled(nx.Graph(), discourse, edges, counts.actors)


def stances(discourse: Discourse) -> "nx.DiGraph[str]":
    """Who blames and who endorses whom: from holder to target where both are actors. ``weight`` is ``positive`` less
    ``negative`` statements, beside which ``neutral`` and ``relations`` stand."""
    rows = takes_sides(of_levels(discourse, (-1, 0, 1)))
    kinds = discourse.standing.parties
    is_actor = rows["target"].map(lambda id: kinds[id].kind in ACTORS).astype(bool)
    network = evidence.directed(discourse, rows[is_actor], ("actor", "target"))
    for _, _, data in network.edges(data=True):
        data["weight"] = data["positive"] - data["negative"]
    return network


def affiliations(discourse: Discourse) -> "nx.DiGraph[str]":
    """Who belongs to whom: from member to organization, by the ``relations`` told; ``weight`` counts statements."""
    rows = discourse.asserted
    return evidence.directed(discourse, rows[rows["kind"] == "relation"], ("actor", "target"))


def attributions(discourse: Discourse) -> "nx.DiGraph[str]":
    """Who is quoted on whom: from a source to the one whose stance he tells, asserted or not; ``weight`` counts
    statements."""
    rows = discourse.rows.explode("sources").dropna(subset="sources")
    return evidence.directed(discourse, rows, ("sources", "actor"))


def co_mentions(discourse: Discourse, *, least: float = 1.0) -> "nx.Graph[str]":
    """Who and what is named in statements of the same documents; ``weight`` counts the documents, ``over`` names
    them."""
    ends = [discourse.rows.assign(actor=discourse.rows[end]) for end in ("actor", "target")]
    rows = pd.concat(ends).assign(target=lambda both: both["document"], polarity=1, weight=1.0)
    counts = c.counts_of(rows.drop_duplicates(["actor", "target"]))
    half, said = c.half(c.one_mode(counts, ["ignore"], least=least)["ignore"]), evidence.Evidence(rows)
    edges = []
    for i, other, weight in zip(*half.coords, half.data, strict=True):
        one, two = counts.actors[i], counts.actors[other]
        edges.append((one, two, {"weight": int(weight)} | said.edge(one, two)))
    return evidence.filled(nx.Graph(), discourse, edges, counts.actors)


NETWORKS: Mapping[str, Callable[..., "nx.Graph[str]"]] = {
    "two-mode": two_mode,
    "one-mode": one_mode,
    "sides": sides,
    "stances": stances,
    "affiliations": affiliations,
    "attributions": attributions,
    "co-mentions": co_mentions,
}


def known(names: Mapping[str, T], name: str, what: str) -> T:
    """What ``names`` has under ``name``; a `NetworkError` that lists them where it has nothing."""
    if name not in names:
        raise NetworkError(f"{what} {name!r}: unknown; use {', '.join(names)}")
    return names[name]


def of_levels(discourse: Discourse, levels: tuple[int, ...]) -> pd.DataFrame:
    """The asserted rows whose polarity is one of ``levels``."""
    rows = discourse.asserted
    return rows[rows["polarity"].isin(levels)]


def takes_sides(rows: pd.DataFrame) -> pd.DataFrame:
    """What an actor holds of others or does to them; not what he merely says, nor whose he is."""
    return rows[rows["kind"].isin(("stance", "action")) & (rows["actor"] != rows["target"])]
