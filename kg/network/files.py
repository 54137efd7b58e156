"""The files that a network can be written to."""

import json
from collections.abc import Callable, Mapping

import networkx as nx

from kg.errors import NetworkError
from kg.network.gexf import gexf
from kg.network.graphml import graphml
from kg.network.pajek import pajek
from kg.network.tables import edge_list, matrix, node_list


def node_link(network: "nx.Graph[str]") -> str:
    """``network`` with all that it carries, as networkx writes and reads it in JSON."""
    return json.dumps(nx.node_link_data(network, edges="edges"), ensure_ascii=False, indent=1) + "\n"


FILES: Mapping[str, Callable[["nx.Graph[str]"], str]] = {  # by the ending of their name; the first that fits
    ".gexf": gexf,
    ".graphml": graphml,
    ".net": pajek,
    ".json": node_link,
    "matrix.csv": matrix,
    "nodes.csv": node_list,
    ".csv": edge_list,
}


def written(network: "nx.Graph[str]", name: str) -> str:
    """The text of the file ``name``, its form by its ending; a `NetworkError` where none of `FILES` fits."""
    for ending, form in FILES.items():
        if name.endswith(ending):
            return form(network)
    raise NetworkError(f"file {name!r}: unknown form; let it end in {', '.join(FILES)}")
