"""Ties → a networkx graph."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import networkx as nx

from kg.display.markup import cell, element
from kg.ids import exact
from kg.model import ACTORS, DRAWN, Entity, Statement, Tie

if TYPE_CHECKING:
    _Ties = nx.MultiDiGraph[str]
else:  # not subscriptable
    _Ties = nx.MultiDiGraph

NAMED = 5  # names in a cell

Described = tuple[str, str, tuple[str, ...], tuple[str, ...]]


class Network(_Ties):
    """networkx's directed graph with parallel edges, which shows its size and main names in a notebook's cell."""

    def _repr_html_(self) -> str:
        size = f"{len(self)} nodes · {self.number_of_edges()} edges"
        names = ", ".join(central(self)[:NAMED])
        return cell('<div class="card">', element("p", size), element("p", f"Most central: {names}", "note"), "</div>")


def central(network: "nx.MultiDiGraph[str]") -> list[str]:
    """The actors' names, those first at whose edges most statements stand."""
    weight = {id: n for id, n in network.degree(weight="weight") if network.nodes[id].get("kind") in ACTORS}
    return [str(network.nodes[id].get("label", id)) for id in sorted(weight, key=lambda id: (-weight[id], id))]


def ties_of(statements: Iterable[Statement], least: float = DRAWN) -> list[Tie]:
    """The edges of ``statements``: what is asserted and at least as sure as ``least``, one `Tie` for each holder,
    target, relation and polarity, sorted; as `kg.query.ties` gives them of a store."""
    found: dict[tuple[str, str, str, int], set[str]] = defaultdict(set)
    for s in statements:
        if s.holder and s.asserted and s.confidence >= least:
            found[s.holder.id, s.target.id, s.relation, s.polarity].add(s.key)
    return [Tie(*edge, len(keys), tuple(sorted(keys))) for edge, keys in sorted(found.items())]


def network_of(ties: Iterable[Tie], entities: Iterable[Entity], statements: Iterable[Statement] = ()) -> Network:
    """The directed network of ``ties``, parallel edges kept apart by relation and polarity; nodes and edges sorted.

    A node has ``label``, ``kind`` (as in `Kind`), ``aliases`` and ``same_as`` (what it is elsewhere); an edge
    ``relation``, ``polarity``, ``kind`` (as in `StatementKind`), ``weight`` (how many statements) and ``statements``
    (their keys). ``statements`` name the parties that no entity describes (events, topics, propositions) and give the
    kinds of edges; without them these parties are called by their identifiers, their kind and that of all edges is
    ``""``.
    """
    named: dict[str, Described] = {}
    kinds: dict[str, str] = {}
    for statement in statements:
        kinds[statement.key] = str(statement.kind)
        for party in (statement.holder, statement.target):
            if party:
                known = named.get(party.id, (party.label, str(party.kind), (), ()))
                named[party.id] = min(known, (party.label, str(party.kind), (), ()))
    named |= {e.id: (e.label, str(e.kind), e.aliases, exact(e.same_as)) for e in entities}
    return assembled(((tie, kinds.get(tie.statements[0], "") if tie.statements else "") for tie in ties), named)


def assembled(ties: Iterable[tuple[Tie, str]], named: Mapping[str, Described]) -> Network:
    """The network of `network_of` from ``ties``, each with its kind, and what is known of parties: label, kind, aliases
    and what they are elsewhere."""
    found = sorted(ties, key=lambda one: (one[0].source, one[0].target, one[0].relation, one[0].polarity))
    network = Network()
    for id in sorted({id for tie, _ in found for id in (tie.source, tie.target)}):
        label, kind, aliases, same_as = named.get(id, (id, "", (), ()))
        network.add_node(id, label=label, kind=kind, aliases=aliases, same_as=same_as)
    for tie, kind in found:
        network.add_edge(
            tie.source,
            tie.target,
            key=f"{tie.relation}|{tie.polarity}",
            relation=tie.relation,
            polarity=tie.polarity,
            kind=kind,
            weight=tie.weight,
            statements=tie.statements,
        )
    return network
