"""Ties → a networkx graph."""

from collections.abc import Iterable

import networkx as nx

from kg.model import Entity, Statement, Tie


def network_of(
    ties: Iterable[Tie], entities: Iterable[Entity], statements: Iterable[Statement] = ()
) -> nx.MultiDiGraph:
    """The directed network of ``ties``, parallel edges kept apart by relation and polarity; nodes and edges sorted.

    A node has ``label``, ``kind`` (as in `Kind`) and ``aliases``; an edge ``relation``, ``polarity``, ``kind`` (as in
    `StatementKind`), ``weight`` (how many statements) and ``statements`` (their keys). ``statements`` name the
    parties that no entity describes (events, topics, propositions) and give the kinds of edges; without them these
    parties are called by their identifiers, their kind and that of all edges is ``""``.
    """
    named, kinds = {}, {}
    for statement in statements:
        kinds[statement.key] = str(statement.kind)
        for party in (statement.holder, statement.target):
            if party:
                known = named.get(party.id, (party.label, str(party.kind), ()))
                named[party.id] = min(known, (party.label, str(party.kind), ()))
    named |= {entity.id: (entity.label, str(entity.kind), entity.aliases) for entity in entities}
    found = sorted(ties, key=lambda tie: (tie.source, tie.target, tie.relation, tie.polarity))
    network = nx.MultiDiGraph()
    for id in sorted({id for tie in found for id in (tie.source, tie.target)}):
        label, kind, aliases = named.get(id, (id, "", ()))
        network.add_node(id, label=label, kind=kind, aliases=aliases)
    for tie in found:
        network.add_edge(
            tie.source,
            tie.target,
            key=f"{tie.relation}|{tie.polarity}",
            relation=tie.relation,
            polarity=tie.polarity,
            kind=kinds.get(tie.statements[0], "") if tie.statements else "",
            weight=tie.weight,
            statements=tie.statements,
        )
    return network
