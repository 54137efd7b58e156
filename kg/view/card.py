"""What a graph shows of itself in a notebook's cell: counts, days, who is central, what is contested; not the page."""

from collections import defaultdict
from collections.abc import Mapping
from html import escape

import networkx as nx

from kg.display.markup import cell, element
from kg.network import central
from kg.network.days import shown

NAMED = 5  # names in a line


def card(title: str, network: nx.MultiDiGraph, days: tuple[int, int] | None, counts: Mapping[str, int]) -> str:
    """The card of a graph: ``counts`` of its things, the first and last of its ``days``, its main names."""
    numbers = " · ".join(f"{count} {name if count != 1 else _one(name)}" for name, count in counts.items())
    span = " to ".join(dict.fromkeys(map(shown, days))) if days else "no dates"
    return cell(
        '<div class="card">',
        element("h4", title or "Who stands where"),
        element("p", f"{numbers} · {span}"),
        _line("Most central", central(network)),
        _line("Most contested", contested(network)),
        '<p class="note"><code>.show()</code> opens the page, <code>.statements()</code> is a table</p></div>',
    )


def contested(network: nx.MultiDiGraph) -> list[str]:
    """Where some stand for and others against, in order of how many the fewer are."""
    sides = {1: defaultdict(set), -1: defaultdict(set)}
    for holder, target, polarity in network.edges(data="polarity"):
        if polarity:
            sides[polarity][target].add(holder)
    split = {id: (min(len(sides[1][id]), len(found)), len(sides[1][id] | found)) for id, found in sides[-1].items()}
    found = [id for id, (fewer, all_) in split.items() if fewer and all_ > 1]
    ids = sorted(found, key=lambda id: (-split[id][0], -split[id][1], id))
    return [str(network.nodes[id].get("label", id)) for id in ids]


def _line(what: str, names: list[str]) -> str:
    return f"<p>{escape(what)}: {', '.join(f'<b>{escape(name)}</b>' for name in names[:NAMED])}</p>" if names else ""


def _one(names: str) -> str:
    return names.removesuffix("ies") + "y" if names.endswith("ies") else names.removesuffix("s")
