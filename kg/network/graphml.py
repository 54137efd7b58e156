"""A network as GraphML, for Gephi, yEd, igraph and their like."""

import io
import re

import networkx as nx

# what XML 1.0 cannot hold
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(network: nx.MultiDiGraph) -> str:
    """``network``, left as it is, in GraphML, in the words of `texts`."""
    out = io.BytesIO()
    nx.write_graphml_xml(texts(network), out)  # not write_graphml: its bytes depend on whether lxml is installed
    return out.getvalue().decode("utf-8")


def texts(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy of ``network`` for XML: lists become texts, aliases joined by ``" | "``, keys by a space.

    Characters that XML cannot hold are left out.
    """
    plain = nx.MultiDiGraph()
    for id, data in network.nodes(data=True):
        aliases = " | ".join(data["aliases"])
        plain.add_node(_clean(id), label=_clean(data["label"]), kind=data["kind"], aliases=_clean(aliases))
    for source, target, key, data in network.edges(keys=True, data=True):
        plain.add_edge(_clean(source), _clean(target), key=key, **data | {"statements": " ".join(data["statements"])})
    return plain


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
