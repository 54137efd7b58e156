"""A network as GraphML, for igraph, visone, yEd and their like; for Gephi, which deletes edges of weight 0, there is
`kg.network.gexf`."""

import io

import networkx as nx

from kg.network.plain import plain


def graphml(network: "nx.Graph[str]") -> str:
    """``network``, left as it is, in GraphML, in the words of `plain`."""
    out = io.BytesIO()
    nx.write_graphml_xml(plain(network), out)  # not write_graphml: its bytes depend on whether lxml is installed
    return out.getvalue().decode("utf-8")
