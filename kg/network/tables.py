"""Networks as tables of comma-separated values, with labels and identifiers."""

from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
from scipy.sparse import csr_array

from kg.cells import harmless, table
from kg.errors import NetworkError
from kg.network.plain import clean, flat, parts

CELLS = 25_000_000


def edge_list(network: "nx.Graph[str]") -> str:
    """A row for each edge: identifiers, labels and kinds of both ends, what the edge carries, ``count`` and the keys of
    its statements. Who is tied to nobody is not in it."""
    names = [name for name in _names(data for *_, data in network.edges(data=True)) if name != "statements"]
    ends = [f"{end}{what}" for what in ("", "_label", "_kind") for end in ("source", "target")]
    rows = []
    for one, other, data in network.edges(data=True):
        nodes = network.nodes[one], network.nodes[other]
        told = data.get("statements", ())
        rows.append([
            *(node.get("party", id) for id, node in zip((one, other), nodes, strict=True)),
            *(node[what] for what in ("label", "kind") for node in nodes),
            *(flat(name, data.get(name)) for name in names), len(told), flat("statements", told),
        ])  # fmt: skip
    return _csv([[*ends, *names, "count", "statements"], *rows])


def node_list(network: "nx.Graph[str]") -> str:
    """A row for each node: its identifier, label, kind, measures, ``count`` and the keys of its statements."""
    names = [
        name for name in _names(data for _, data in network.nodes(data=True)) if name not in ("statements", "party")
    ]
    rows = []
    for id, data in network.nodes(data=True):
        told = data.get("statements", ())
        values = (flat(name, data.get(name)) for name in names)
        rows.append([data.get("party", id), *values, len(told), flat("statements", told)])
    return _csv([["id", *names, "count", "statements"], *rows])


def matrix(network: "nx.Graph[str]") -> str:
    """The weights, 0 where there is no edge: a row and a column for each node, from row to column where the network is
    directed; in a network of two modes a row for each actor and a column for each target. Labels stand in the first
    line and the second column, identifiers in the second line and the first column."""
    rows, columns = parts(network)
    if len(rows) * len(columns) > CELLS:
        raise NetworkError(
            f"matrix of {len(rows)} × {len(columns)}: more than {CELLS:,} cells; raise 'least' or write edges (.csv)"
        )
    both = rows if columns is rows else rows + columns
    weights = nx.to_scipy_sparse_array(network, both)[: len(rows), -len(columns) :] if both else csr_array((0, 0))
    ids, labels = ([network.nodes[id].get(name, id) for id in columns] for name in ("party", "label"))
    lines = [["", "", *labels], ["id", "label", *ids]]
    for number, id in enumerate(rows):
        data = network.nodes[id]
        lines.append([data.get("party", id), data["label"], *weights[[number]].toarray()[0].tolist()])
    return _csv(lines)


def _names(found: Iterable[dict[str, Any]]) -> Sequence[str]:
    return list(dict.fromkeys(name for data in found for name in data))


def _csv(lines: Iterable[Sequence[Any]]) -> str:
    return table([_cell(value) for value in line] for line in lines)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(clean(value))
    return int(value) if isinstance(value, float) and value.is_integer() else value
