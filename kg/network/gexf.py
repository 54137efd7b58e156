"""A network as GEXF 1.3 (https://gexf.net), with colours, sizes and days, for Gephi."""

import math
from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from kg.network.plain import clean, plain

NAMESPACE = "http://gexf.net/1.3"
_VIZ = f"{{{NAMESPACE}/viz}}"
# for, neither, against; told apart by the colour-blind too (Okabe and Ito, Color Universal Design, 2008)
_COLOURS = {1: (0, 114, 178), 0: (153, 153, 153), -1: (213, 94, 0)}
_TYPES = {bool: "boolean", Integral: "long", Real: "double", str: "string"}
_LEAST = 5.0  # a node's size that is still seen


def gexf(network: "nx.Graph[str]") -> str:
    """``network``, left as it is, in GEXF, with the attributes that `kg.network.plain` gives it.

    A node's area grows with the weight of its edges. An edge has the colour of its ``polarity``, or of its weight's
    sign where weights have signs. Gephi draws no negative weights and deletes edges of weight 0, so ``weight`` is the
    amount, more than 0, and ``signed`` the weight as it is: of those for and against alike, the amount is what their
    statements come to, and ``signed`` is 0. An edge with days begins and ends with its first and last statement.
    Parallel edges are of different ``kind``; others Gephi would make one.
    """
    drawn = plain(network)
    edges = list(drawn.edges(keys=True, data=True) if isinstance(drawn, nx.MultiGraph) else drawn.edges(data=True))
    amounts = _amounts([data for *_, data in edges])
    signed = any(data.get("weight", 1) <= 0 for *_, data in edges)
    dated = any(data.get("first") for *_, data in edges)
    sizes = dict.fromkeys(drawn, 0.0)
    for (one, other, *_), amount in zip(edges, amounts, strict=True):
        sizes[one], sizes[other] = sizes[one] + amount, sizes[other] + amount

    root = ET.Element("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
    ET.SubElement(ET.SubElement(root, "meta"), "creator").text = "stancegraph"
    graph = ET.SubElement(root, "graph", defaultedgetype="directed" if drawn.is_directed() else "undirected")
    graph.attrib |= {"mode": "dynamic", "timeformat": "date"} if dated else {"mode": "static"}
    own = [{name: data[name] for name in data if name != "label"} for _, data in drawn.nodes(data=True)]
    told = [_told(data, signed) for *_, data in edges]
    types = _declared(graph, "node", own) | _declared(graph, "edge", told)
    nodes, ties = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for (id, data), values in zip(drawn.nodes.items(), own, strict=True):
        node = ET.SubElement(nodes, "node", id=id, label=clean(str(data.get("label", id))))
        _values(node, values, types)
        ET.SubElement(node, f"{_VIZ}size", value=str(round(max(_LEAST, 10 * sizes[id] ** 0.5), 2)))
    for n, ((one, other, *key, data), amount, values) in enumerate(zip(edges, amounts, told, strict=True)):
        tie = ET.SubElement(ties, "edge", id=str(n), source=one, target=other, weight=str(amount))
        tie.attrib |= {"kind": str(key[0])} if key else {}
        if data.get("first"):
            tie.attrib |= {"start": data["first"], "end": data["last"]}
        _values(tie, values, types)
        weight = data.get("weight", 1)
        side = data.get("polarity", (weight > 0) - (weight < 0) if signed else 0)
        ET.SubElement(tie, f"{_VIZ}color", dict(zip("rgb", map(str, _COLOURS[side]), strict=True)))
    ET.register_namespace("viz", f"{NAMESPACE}/viz")
    ET.indent(root)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(root, encoding="unicode") + "\n"


def _amounts(edges: list[Mapping[str, Any]]) -> list[float]:
    """The weight of each edge without its sign; of one that comes to 0, what its statements count at most elsewhere."""
    counts = [len(str(data.get("statements", "")).split()) or 1 for data in edges]
    weights = [abs(data.get("weight", 1)) for data in edges]
    each = max((weight / count for weight, count in zip(weights, counts, strict=True)), default=0) or 1
    return [weight or count * each for weight, count in zip(weights, counts, strict=True)]


def _told(data: Mapping[str, Any], signed: bool) -> dict[str, Any]:
    """The attributes of an edge besides its weight."""
    told = {name: value for name, value in data.items() if name != "weight"}
    return told | {"signed": float(data.get("weight", 1))} if signed else told


def _declared(graph: ET.Element, owner: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Declares the attributes of ``rows``, each with one type that fits all of its values; returns the types by id."""
    types: dict[str, str] = {}
    for name, value in (item for row in rows for item in row.items()):
        found = next((known for kind, known in _TYPES.items() if isinstance(value, kind)), "string")
        known = types.setdefault(name, found)
        if known != found:
            types[name] = "double" if {known, found} == {"long", "double"} else "string"
    declared = ET.SubElement(graph, "attributes", {"class": owner})
    for name, found in types.items():
        ET.SubElement(declared, "attribute", id=f"{owner}-{name}", title=name, type=found)
    return {f"{owner}-{name}": found for name, found in types.items()}


def _values(element: ET.Element, row: Mapping[str, Any], types: Mapping[str, str]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in row.items():
        id = f"{element.tag}-{name}"
        if isinstance(value, Real) and not math.isfinite(value):  # has no value that every reader knows
            continue
        text = str(value).lower() if types[id] == "boolean" else clean(str(value))
        ET.SubElement(values, "attvalue", {"for": id, "value": text})
