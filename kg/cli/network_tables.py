"""The tables of ``kg network``."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.table import Column, Table

from kg.cli.console import plain

if TYPE_CHECKING:
    from kg.network import Discourse, Measured
    from kg.network.standing import Named

CARRIED = ("weight", "congruence", "conflict", "positive", "negative", "neutral", "certain")  # by edges, shown
OVER = 3  # how many of the targets that an edge is over are named
WORDS = ("who", "who or what", "from", "to", "over", "relations")  # columns that may be broken


def nodes(found: "Measured", most: int) -> Table:
    """The nodes, by group where there are groups, then by the first measure, then by statements."""
    all_ = [(id, data) for id, data in found.network.nodes(data=True)]
    modes = any("mode" in data for _, data in all_)
    share = [name for name in ("cluster-share",) if any(name in data for _, data in all_)]
    columns = (*found.groups, *share, *found.nodes)

    def order(node: tuple[str, dict[str, Any]]) -> tuple[Any, ...]:
        id, data = node
        groups = [data.get(name, float("inf")) for name in found.groups]
        return *groups, *(-data.get(name, float("-inf")) for name in found.nodes[:1]), -len(data["statements"]), id

    table = _table("who or what", *(["mode"] if modes else []), "kind", *columns, "statements")
    for _, data in sorted(all_, key=order)[:most]:
        mode = [data["mode"]] if modes else []
        numbers = [shown(data.get(name)) for name in columns]
        table.add_row(plain(data["label"]), *mode, data["kind"], *numbers, str(len(data["statements"])))
    return table


def edges(found: "Measured", said: "Discourse", most: int) -> Table:
    """The heaviest edges, and what they are over."""
    heaviest = sorted(found.network.edges(data=True), key=lambda edge: (-abs(edge[2]["weight"]), edge[:2]))[:most]
    carried = [name for name in (*CARRIED, *found.edges) if any(name in data for *_, data in heaviest)]
    carried = [name for name in carried if name == "weight" or any(e[2].get(name) != e[2]["weight"] for e in heaviest)]
    why = [_why(data, said.standing.parties) for *_, data in heaviest]
    directed = found.network.is_directed()
    last = ["relations" if directed else "over"] if any(why) else []
    table = _table(*(("from", "to") if directed else ("who", "who or what")), *carried, "when", "said", *last)
    for (one, other, data), because in zip(heaviest, why, strict=True):
        ends = (plain(found.network.nodes[id]["label"]) for id in (one, other))
        numbers = [shown(data.get(name)) for name in carried]
        if "low" in data:
            numbers[0] += f" ({shown(data['low'])} to {shown(data['high'])})"
        when = "\n".join(dict.fromkeys((data["first"], data["last"])))
        table.add_row(*ends, *numbers, when, str(len(data["statements"])), *([plain(because)] if any(why) else []))
    return table


def _table(*headings: str) -> Table:
    """Words are broken where they must, numbers and days never."""
    return Table(*(Column(name, overflow="fold", no_wrap=name not in WORDS) for name in headings))


def _why(data: Mapping[str, Any], parties: "Mapping[str, Named]") -> str:
    """The labels of what an edge is over, or its relations."""
    over = [parties[id].label for id in data.get("over", ()) if id in parties] or list(data.get("relations", ()))
    more = f" and {len(over) - OVER} more" if len(over) > OVER else ""
    return ", ".join(over[:OVER]) + more


def shown(value: object) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
