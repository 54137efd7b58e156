"""A network in Pajek's format (http://mrvar.fdv.uni-lj.si/pajek/), which visone, UCINET and igraph read too."""

import networkx as nx

from kg.network.plain import parts, unique_labels


def pajek(network: "nx.Graph[str]") -> str:
    """``network`` as labels and weights, which is all that the format holds; in a network of two modes the actors come
    first, and the first line tells how many they are. Where several have one label, their identifiers follow it."""
    rows, columns = parts(network)
    two_modes = columns is not rows
    nodes = rows + columns if two_modes else rows
    labels = unique_labels(network)
    number = {id: place for place, id in enumerate(nodes, start=1)}
    lines = [f"*Vertices {len(nodes)}" + (f" {len(rows)}" if two_modes else "")]
    lines += [f'{number[id]} "{labels[id].replace(chr(34), chr(39))}"' for id in nodes]
    lines.append("*Arcs" if network.is_directed() else "*Edges")
    lines += [
        f"{number[one]} {number[other]} {weight!r}" for one, other, weight in network.edges(data="weight", default=1)
    ]
    return "\n".join(lines) + "\n"
