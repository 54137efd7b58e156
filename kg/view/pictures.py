"""Pictures of a network and of the debate that it is made of, by the names of their files."""

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

import networkx as nx

from kg.errors import NetworkError
from kg.network import Discourse, change
from kg.network.choice import AGREEMENT
from kg.network.networks import two_mode
from kg.view import plots
from kg.view.sides import camps_in

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PICTURES = ("matrix", "dendrogram", "clusters", "polarisation")
Dated = Callable[[], change.Dated]


def picture_of(
    name: str, which: str, network: "nx.Graph[str]", said: Discourse, dated: Dated, *, heading: str = ""
) -> bytes:
    """The file ``name``, which ends in one of `PICTURES` and ``.svg`` or ``.png``, of the ``network`` that is ``which``
    of `kg.network.CHOICES`, and of what was ``said``; ``dated`` gives it in stretches of time. ``heading`` stands
    before the picture's own title."""
    path = PurePath(name)
    kind = next((kind for kind in PICTURES if path.stem.endswith(kind)), None)
    if kind == "matrix":
        figure = plots.matrix(two_mode(said), _camps(said))
    elif kind == "dendrogram":
        figure = _dendrogram(which, network, said)
    elif kind == "clusters":
        labels = {id: party.label for id, party in said.standing.parties.items()}
        figure = plots.camps_over_time(change.camps_over_time(dated()), labels)
    elif kind == "polarisation":
        rows = change.polarisation_over_time(dated())
        figure = plots.polarisation_over_time(rows, measure="signed modularity of two clusters")
    else:
        raise NetworkError(f"picture {name!r}: unknown; let its name end in {', '.join(PICTURES)}, and .svg or .png")
    return plots.picture(plots.headed(figure, heading), path.suffix)


def _dendrogram(which: str, network: "nx.Graph[str]", said: Discourse) -> "Figure":
    if which not in AGREEMENT:
        raise NetworkError(f"dendrogram of {which!r}: not a network of agreement; use {', '.join(AGREEMENT)}")
    if set(network) <= set(said.rows["actor"]):
        return plots.dendrogram(network, _camps(said))
    return plots.dendrogram(network, title="What is judged alike")


def _camps(said: Discourse) -> list[list[str]]:
    """The camps of the page and the report, by their members."""
    return [[member.id for member in camp.members] for camp in camps_in(said)]
