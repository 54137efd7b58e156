"""A network as GEXF 1.2 (https://gexf.net), with colours and sizes, for Gephi."""

from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.network.graphml import texts

# for, neither, against; told apart by the colour-blind too (Okabe and Ito, Color Universal Design, 2008)
_COLOURS = {1: {"r": 0, "g": 158, "b": 115}, 0: {"r": 153, "g": 153, "b": 153}, -1: {"r": 213, "g": 94, "b": 0}}


def gexf(network: nx.MultiDiGraph) -> str:
    """``network``, left as it is, in GEXF, with the attributes that `kg.network.graphml` gives it.

    A node's area grows with the statements it stands in; an edge has the colour of its polarity.
    """
    drawn = texts(network)
    for node, statements in drawn.degree(weight="weight"):
        drawn.nodes[node]["viz"] = {"size": round(10 * statements**0.5, 2)}
    for _, _, data in drawn.edges(data=True):
        data["viz"] = {"color": _COLOURS[data["polarity"]]}
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(drawn)
    meta = writer.xml.find("meta")
    meta.attrib.clear()  # the day, by the clock
    meta.find("creator").text = "stancegraph"
    writer.indent(writer.xml)
    return "<?xml version='1.0' encoding='utf-8'?>\n" + ElementTree.tostring(writer.xml, encoding="unicode")
