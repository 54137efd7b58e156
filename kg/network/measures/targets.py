"""What is disputed, and who brought it up."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import networkx as nx
import pandas as pd


def contested(network: "nx.Graph[str]") -> dict[str, float]:
    """How evenly the stances towards each target are split: the Shannon entropy in bits of its statements for and
    against (Shannon, Bell System Technical Journal 1948, doi:10.1002/j.1538-7305.1948.tb01338.x). 1: half and half;
    0: all on one side. Targets of which nobody is for or against are left out."""
    sides: dict[str, list[float]] = {node: [0, 0] for node in network}
    for target, positive, negative in _stances(network):
        sides[target][0] += positive
        sides[target][1] += negative
    return {node: entropy(*counts) for node, counts in sides.items() if any(counts)}


def entropy(*counts: float) -> float:
    """The Shannon entropy of ``counts`` in bits.

    >>> entropy(2, 2), entropy(3, 0)
    (1.0, 0.0)
    """
    shares = [count / sum(counts) for count in counts if count]
    return sum(share * math.log2(1 / share) for share in shares)


@dataclass(frozen=True, slots=True)
class Opening:
    """The ``actors`` who spoke of ``target`` on the ``first`` day (ISO) that anyone did, sorted, and how many others
    did on a later day."""

    target: str
    first: str
    actors: tuple[str, ...]
    followers: int


@dataclass(frozen=True, slots=True)
class Lead:
    """How many targets an actor brought up first, and how many others followed; actors of the same day share both."""

    targets: float
    followers: float


def openings(rows: pd.DataFrame) -> tuple[Opening, ...]:
    """Who brought up each target first, by the dated ``rows`` of a `Discourse` (``actor``, ``target``, ``day``);
    sorted by day and target. Who sets the agenda is asked as by McCombs and Shaw, Public Opinion Quarterly 1972,
    doi:10.1086/267990."""
    dated = rows[rows["day"] > 0]
    entered = dated.groupby(["target", "actor"])["day"].min().reset_index()
    opened = entered["day"] == entered.groupby("target")["day"].transform("min")
    followers = (~opened).groupby(entered["target"]).sum().to_dict()
    found = [
        Opening(str(id), date.fromordinal(int(group["day"].min())).isoformat(), tuple(sorted(group["actor"])),
                int(followers[id]))
        for id, group in entered[opened].groupby("target")
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda opening: (opening.first, opening.target)))


def agenda(rows: pd.DataFrame) -> dict[str, Lead]:
    """How far each actor of the dated ``rows`` leads the debate, from `openings`: by followers, then targets, most
    first."""
    targets, followers = defaultdict(list), defaultdict(list)
    for opening in openings(rows):
        for actor in opening.actors:
            targets[actor].append(1 / len(opening.actors))
            followers[actor].append(opening.followers / len(opening.actors))
    actors = sorted(set(rows.loc[rows["day"] > 0, "actor"]))
    found = {actor: Lead(math.fsum(targets[actor]), math.fsum(followers[actor])) for actor in actors}
    return dict(sorted(found.items(), key=lambda item: (-item[1].followers, -item[1].targets, item[0])))


def _stances(network: "nx.Graph[str]") -> Iterator[tuple[str, float, float]]:
    """Target, statements for and against, edge by edge of a multigraph, a directed or a two-mode network."""
    for source, target, data in network.edges(data=True):
        if network.is_multigraph():
            yield target, *(data["weight"] * (data["polarity"] == side) for side in (1, -1))
        else:
            turned = not network.is_directed() and network.nodes[source]["mode"] == "target"
            yield source if turned else target, data["positive"], data["negative"]
