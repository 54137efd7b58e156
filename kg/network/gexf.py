"""A network as GEXF 1.2 (https://gexf.net), with colours, sizes and days, for Gephi."""

from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.network.plain import plain

# for, neither, against; told apart by the colour-blind too (Okabe and Ito, Color Universal Design, 2008)
_COLOURS = {1: {"r": 0, "g": 114, "b": 178}, 0: {"r": 153, "g": 153, "b": 153}, -1: {"r": 213, "g": 94, "b": 0}}


def gexf(network: nx.Graph) -> str:
    """``network``, left as it is, in GEXF, with the attributes that `kg.network.plain` gives it.

    A node's area grows with the weight of its edges. An edge has the colour of its ``polarity``, or of its weight's
    sign where some weights are negative. Gephi draws no negative weights, so ``weight`` is without its sign, which
    stands in ``signed``. An edge with days begins and ends with its first and last statement.
    """
    drawn = plain(network)
    signed = any(weight < 0 for *_, weight in network.edges(data="weight"))
    sizes = dict.fromkeys(drawn, 0.0)
    for one, other, data in drawn.edges(data=True):
        weight = data["weight"]
        sizes[one], sizes[other] = sizes[one] + abs(weight), sizes[other] + abs(weight)
        if signed:
            data |= {"weight": abs(weight), "signed": float(weight)}
        data["viz"] = {"color": _COLOURS[data.get("polarity", (weight > 0) - (weight < 0) if signed else 0)]}
        if data.get("first"):
            data |= {"start": data["first"], "end": data["last"]}
    for node, size in sizes.items():
        drawn.nodes[node]["viz"] = {"size": round(10 * size**0.5, 2)}
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(drawn)
    meta = writer.xml.find("meta")
    meta.attrib.clear()  # the day, by the clock
    meta.find("creator").text = "stancegraph"
    writer.indent(writer.xml)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + ElementTree.tostring(writer.xml, encoding="unicode")
