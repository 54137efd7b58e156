"""Networks in the words that files can hold."""

import re
from collections import Counter
from typing import Any

import networkx as nx

# what XML 1.0 cannot hold
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """A copy of ``network`` for XML: lists become texts, keys of statements joined by a space, all else by ``" | "``.

    Characters that XML cannot hold are left out, and so is what is ``None``.
    """
    copy = network.__class__()
    for id, data in network.nodes(data=True):
        copy.add_node(clean(id), **_texts(data))
    edges = network.edges(keys=True, data=True) if isinstance(network, nx.MultiGraph) else network.edges(data=True)
    for *ends, data in edges:
        copy.add_edge(*map(clean, ends), **_texts(data))
    return copy


def clean(text: Any) -> str:
    """``text`` without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", str(text))


def flat(name: str, value: Any) -> Any:
    """An attribute's ``value`` as text or number."""
    if isinstance(value, tuple | list):
        return (" " if name == "statements" else " | ").join(map(str, value))
    return value


def unique_labels(network: "nx.Graph[str]") -> dict[str, str]:
    """Each node's label on one line; a label that several share is followed by their identifiers."""
    labels = {id: " ".join(clean(data["label"]).split()) for id, data in network.nodes(data=True)}
    times = Counter(labels.values())
    return {
        id: label if times[label] == 1 and label else f"{label} ({clean(id)})".lstrip() for id, label in labels.items()
    }


def parts(network: "nx.Graph[str]") -> tuple[list[str], list[str]]:
    """The nodes of the rows and of the columns of its matrix: actors and targets in a network of two modes, else all
    and all."""
    nodes = list(network)
    targets = [id for id in nodes if network.nodes[id].get("mode") == "target"]
    actors = [id for id in nodes if network.nodes[id].get("mode") == "actor"]
    return (actors, targets) if targets else (nodes, nodes)


def _texts(data: dict[str, Any]) -> dict[str, Any]:
    found = {name: flat(name, value) for name, value in data.items() if value is not None}
    return {name: clean(str(value)) if isinstance(value, str) else value for name, value in found.items()}
