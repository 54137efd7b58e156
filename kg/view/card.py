"""What a graph shows of itself in a notebook's cell: counts, days, who is central, what is contested; not the page."""

from collections.abc import Mapping
from html import escape

import networkx as nx

from kg.display.markup import cell, element
from kg.network import central, contested
from kg.network.days import shown

NAMED = 5  # names in a line


def card(title: str, network: "nx.MultiDiGraph[str]", days: tuple[int, int] | None, counts: Mapping[str, int]) -> str:
    """The card of a graph: ``counts`` of its things, the first and last of its ``days``, its main names."""
    numbers = " · ".join(f"{count} {name if count != 1 else _one(name)}" for name, count in counts.items())
    span = " to ".join(dict.fromkeys(map(shown, days))) if days else "no dates"
    return cell(
        '<div class="card">',
        element("h4", title or "Who stands where"),
        element("p", f"{numbers} · {span}"),
        _line("Most central", central(network)),
        _line("Most contested", [one.label for one in contested(network)]),
        '<p class="note"><code>.show()</code> opens the page, <code>.statements()</code> is a table</p></div>',
    )


def _line(what: str, names: list[str]) -> str:
    return f"<p>{escape(what)}: {', '.join(f'<b>{escape(name)}</b>' for name in names[:NAMED])}</p>" if names else ""


def _one(names: str) -> str:
    return names.removesuffix("ies") + "y" if names.endswith("ies") else names.removesuffix("s")
