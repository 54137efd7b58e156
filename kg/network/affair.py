"""An affair in plain data: who speaks, which camps there are, what is contested, who changed sides, who attacks whom.

Whatever is claimed carries the keys of the statements that it rests on, and how sure it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from kg.model import ACTORS
from kg.network.discourse import Discourse
from kg.network.grouping import Grouping, camps_of
from kg.network.networks import stances
from kg.network.positions import Change, Position, changes, gathered, positions, settled, surest, taken
from kg.network.standing import Named
from kg.network.stats import by_sides

MAIN = 15  # actors that are named as the main ones


@dataclass(frozen=True, slots=True)
class Actor:
    """``speakers`` are the identifiers of those who speak for it; ``told`` counts its statements, of whatever kind, in
    ``documents`` documents; ``statements``: keys, the asserted and surest first."""

    id: str
    speakers: tuple[str, ...]
    told: int
    documents: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """A target that some are clearly for and others against; ``unclear``: the positions of which neither is sure."""

    target: str
    supporters: tuple[Position, ...]
    opponents: tuple[Position, ...]
    unclear: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """``sure``: the share of draws in which the actor is with this camp; ``over``: the targets on which it is clearly
    on the camp's side, and ``statements`` the keys of what it says of them."""

    actor: str
    sure: float
    over: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Camp:
    """``about``: targets and the side (1, −1) that the camp takes on them, the most contested first; ``members``: those
    of whom most is told first."""

    about: tuple[tuple[str, int], ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """A main actor in no camp. ``reason``: ``alone`` (clear on something contested, but nobody stands with it),
    ``mixed`` (now for, now against), ``weak`` (too unsure), ``hedged`` (what it says of what is contested is denied,
    hedged or told by others) or ``silent``."""

    actor: str
    reason: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """``source`` spoke or acted against ``target`` by ``relations``, more often than in its favour."""

    source: str
    target: str
    relations: tuple[str, ...]
    sure: float
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affair:
    """``parties`` names whatever is identified. ``weak`` are the positions and conflicts that are claimed, the least
    sure first, with the number of documents that they rest on; camps and contests rest on these."""

    parties: Mapping[str, Named]
    actors: tuple[Actor, ...]
    camps: tuple[Camp, ...]
    apart: tuple[Apart, ...]
    contests: tuple[Contest, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    weak: tuple[tuple[Position | Conflict, int], ...]


def affair_of(discourse: Discourse, *, actors: str = "state", seed: int = 0) -> Affair:
    """The affair that ``discourse`` tells. ``actors``: persons stand for their ``organization``, or for the ``state``
    that it acts for. Who firmly changed his mind stands where he stood
    last."""
    everybody = gathered(discourse, actors=actors)
    said = taken(everybody)
    changed = tuple(sorted(changes(said.rows), key=lambda one: (not one.firm, one.since, one.actor, one.target)))
    now = replace(said, rows=settled(said.rows, changed))
    found = positions(now.rows, seed)
    contests = _contests(found, said.standing.parties)
    axes = _axes(contests)
    camps = tuple(_camp(group, found) for group in camps_of(now, found, axes, seed))
    main = _actors(discourse, everybody)
    placed = {member.actor for camp in camps for member in camp.members}
    apart = tuple(_apart(one, axes, found, everybody) for one in main if one.id not in placed)
    conflicts = _conflicts(now, found)
    weak = _weak(found, contests, conflicts, said.rows["document"])
    return Affair(said.standing.parties, main, camps, apart, contests, changed, conflicts, weak)


def _actors(discourse: Discourse, everybody: Discourse) -> tuple[Actor, ...]:
    bodies = {id for id, party in everybody.standing.parties.items() if party.kind in ACTORS}
    rows = everybody.rows.assign(speaker=discourse.rows["actor"])
    rows = rows[rows["actor"].isin(bodies) & (rows["kind"] != "relation")]
    grouped = rows.groupby("actor", sort=True)
    counts = zip(grouped["document"].nunique().items(), grouped.size(), strict=True)
    first = sorted((-documents, -told, id) for (id, documents), told in counts)[:MAIN]
    return tuple(_actor(str(id), grouped.get_group(id)) for *_, id in first)


def _actor(id: str, told: pd.DataFrame) -> Actor:
    speakers = Counter(told["speaker"])
    named = tuple(one for one, _ in sorted(speakers.items(), key=lambda one: (-one[1], one[0])) if one != id)
    ranked = told.assign(sided=told["polarity"].abs()).sort_values(
        ["asserted", "sided", "confidence"], ascending=False, kind="stable"
    )
    return Actor(id, named, len(told), told["document"].nunique(), tuple(ranked.index))


def _contests(found: Iterable[Position], parties: Mapping[str, Named]) -> tuple[Contest, ...]:
    sides: dict[str, dict[int, list[Position]]] = defaultdict(lambda: {1: [], -1: [], 0: []})
    for position in sorted(found, key=lambda one: (-one.sure, one.actor)):
        sides[position.target][position.side].append(position)
    contests = [
        Contest(target, *(tuple(of[side]) for side in (1, -1, 0))) for target, of in sides.items() if of[1] and of[-1]
    ]

    def order(one: Contest) -> tuple[int, int, str, str]:
        return *by_sides(len(one.supporters), len(one.opponents)), parties[one.target].label, one.target

    return tuple(sorted(contests, key=order))


def _axes(contests: tuple[Contest, ...]) -> tuple[str, ...]:
    """What camps are over: whatever has at least half as many on its smaller side as what is most contested has."""
    smaller = {one.target: min(len(one.supporters), len(one.opponents)) for one in contests}
    return tuple(target for target, size in smaller.items() if 2 * size >= max(smaller.values()))


def _camp(group: Grouping, found: Iterable[Position]) -> Camp:
    about = dict(group.about)
    order = {target: number for number, target in enumerate(about)}
    members = []
    for actor, sure in group.members:
        taken = [one for one in found if one.actor == actor and one.side and about.get(one.target) == one.side]
        taken.sort(key=lambda one: order[one.target])
        keys = tuple(key for one in taken for key in one.statements)
        members.append(Member(actor, sure, tuple(one.target for one in taken), keys))
    members.sort(key=lambda one: (-len(one.statements), -one.sure, one.actor))
    return Camp(group.about, tuple(members))


def _apart(one: Actor, axes: tuple[str, ...], found: Iterable[Position], everybody: Discourse) -> Apart:
    near = [position for position in found if position.actor == one.id and position.target in axes]
    rows = everybody.rows
    rows = rows[(rows["actor"] == one.id) & rows["target"].isin(axes)]
    if near:
        keys = tuple(key for position in near for key in position.statements)
        if any(position.side for position in near):
            return Apart(one.id, "alone", keys)
        mixed = any(rows.loc[list(position.statements), "polarity"].nunique() > 1 for position in near)
        return Apart(one.id, "mixed" if mixed else "weak", keys)
    return Apart(one.id, "hedged" if len(rows) else "silent", surest(rows) if len(rows) else one.statements)


def _conflicts(said: Discourse, found: Iterable[Position]) -> tuple[Conflict, ...]:
    sure = {(one.actor, one.target): one for one in found if one.side == -1}
    conflicts = []
    for source, target, data in stances(said).edges(data=True):
        if position := sure.get((source, target)):
            relations = sorted(set(said.rows.loc[list(position.statements), "relation"]))
            conflicts.append(
                (data["weight"], Conflict(source, target, tuple(relations), position.sure, position.statements))
            )
    return tuple(one for _, one in sorted(conflicts, key=lambda one: (one[0], -one[1].sure, one[1].source)))


def _weak(
    found: Iterable[Position], contests: Iterable[Contest], conflicts: Iterable[Conflict], documents: pd.Series
) -> tuple[tuple[Position | Conflict, int], ...]:
    contested = {one.target for one in contests}
    sided = [one for one in found if one.side and one.target in contested]
    known = {(one.actor, one.target) for one in sided}
    claims: list[Position | Conflict] = [*sided, *(one for one in conflicts if (one.source, one.target) not in known)]
    told = [(one, documents.loc[list(one.statements)].nunique()) for one in claims]
    return tuple(sorted(told, key=lambda one: (round(one[0].sure, 2), one[1], one[0].statements)))
