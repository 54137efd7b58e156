"""Which actors stand together over what is contested."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kg.network.discourse import Discourse
from kg.network.measures import camps
from kg.network.networks import sides
from kg.network.positions import MAJORITY, Position, drawn

MOST = 100  # actors among whom camps are sought, those who speak most
LEAST = 0.5  # of the draws in which a member must be in its camp
DRAWS, RESTARTS = 50, 2  # of the search for how sure a member is


@dataclass(frozen=True, slots=True)
class Grouping:
    """``about``: what its members are clearly for (1) or against (−1) where another group is on the other side;
    ``members``: actors on that side, and the share of draws in which they are in this group."""

    about: tuple[tuple[str, int], ...]
    members: tuple[tuple[str, float], ...]


def camps_of(discourse: Discourse, found: Iterable[Position], axes: tuple[str, ...], seed: int = 0) -> list[Grouping]:
    """The camps over ``axes``, the largest first: groups of the highest signed modularity in the network of those whose
    positions are clear (``found``), see `kg.network.measures.camps`.

    A group is a camp where `MAJORITY` of its members who take a side on something contested take one that another group
    opposes; a member only who does so himself; nobody is in a camp for being near it alone. One actor is a camp only
    where there is no other against the camp of several. Fewer than two camps are none.
    """
    clear = {(one.actor, one.target): one.side for one in found if one.side}
    within = _most(discourse)
    pairs = pd.MultiIndex.from_frame(within.rows[["actor", "target"]])
    network = sides(replace(within, rows=within.rows[pairs.isin(list(clear))]))
    named = opposed((group for group in camps(network, seed) if len(group) < len(network)), clear, axes)
    if not named:
        return []
    shares = _shares(within, [members for _, members in named], seed)
    groups = []
    for (about, members), share in zip(named, shares, strict=True):
        kept = tuple(one for one in zip(members, share, strict=True) if one[1] >= LEAST)
        groups += [Grouping(about, kept)] if kept else []
    return sorted(groups, key=lambda one: (-len(one.members), one.members)) if len(groups) > 1 else []


def opposed(
    groups: Iterable[set[str]], clear: Mapping[tuple[str, str], int], axes: tuple[str, ...]
) -> list[tuple[tuple[tuple[str, int], ...], list[str]]]:
    """What each of ``groups`` is about that is a camp, and its members; who stands to which target how is ``clear``."""
    groups = list(groups)
    leanings = [_leaning(group, clear, axes) for group in groups]
    named = []
    for group, leaning in zip(groups, leanings, strict=True):
        about = {id: side for id, side in leaning.items() if any(other.get(id) == -side for other in leanings)}
        balance = {id: sum(about[axis] * clear.get((id, axis), 0) for axis in about) for id in sorted(group)}
        members = [id for id in balance if balance[id] > 0]
        if members:
            named.append((tuple(about.items()), members))
    several = [one for one in named if len(one[1]) > 1]
    named = several if len(several) > 1 else named
    return named if len(named) > 1 and several else []


def _most(discourse: Discourse) -> Discourse:
    told = Counter(discourse.rows["actor"])
    most = sorted(told, key=lambda id: (-told[id], id))[:MOST]
    return replace(discourse, rows=discourse.rows[discourse.rows["actor"].isin(most)])


def _leaning(group: set[str], clear: Mapping[tuple[str, str], int], axes: tuple[str, ...]) -> dict[str, int]:
    """On which side of which axis a `MAJORITY` of those in the group stands who take one."""
    found = {}
    for axis in axes:
        taken = [side for id in group if (side := clear.get((id, axis)))]
        if taken and abs(sum(taken)) / len(taken) >= 2 * MAJORITY - 1:
            found[axis] = 1 if sum(taken) > 0 else -1
    return found


def _shares(discourse: Discourse, named: list[list[str]], seed: int) -> list[list[float]]:
    """In which share of draws, in which each statement is kept as often as its confidence says, each member is in the
    group that holds most of its camp."""
    kept: Counter[str] = Counter()
    for number, draw in enumerate(drawn(discourse.rows, seed, DRAWS)):
        network = sides(replace(discourse, rows=discourse.rows[draw]))
        groups = camps(network, seed + number, restarts=RESTARTS)
        for camp in named:
            core = max((group.intersection(camp) for group in groups), key=len, default=())
            kept.update(core if network.number_of_edges() else ())
    return [[kept[id] / DRAWS for id in camp] for camp in named]
