"""Where each actor stands towards each target, when that changed, and how sure it is."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kg.model import ACTORS, DRAWN
from kg.network.days import UNDATED
from kg.network.discourse import Discourse

DRAWS = 1000  # where an actor is told to be on both sides
CLEAR = 0.7  # of the draws must agree on a side; a statement below is called weak
MAJORITY = 3 / 4  # of the weight of what was said before, and after, must be on one side for a change of mind


@dataclass(frozen=True, slots=True)
class Position:
    """``actor`` is for (1) or against (−1) ``target``, or neither is clear (0). ``sure``: how probably
    the side is so, if each statement is right as often as its confidence says. ``statements``: keys, surest first, of
    those on that side; ``contrary``: of those on the other."""

    actor: str
    target: str
    side: int
    sure: float
    statements: tuple[str, ...]
    contrary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """``actor`` was on ``side`` of ``target`` in the statements ``before`` and on the other in those ``after``, which
    begin on day ``since``; keys by day. ``contrary``: those of its statements that say otherwise."""

    actor: str
    target: str
    side: int
    since: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    contrary: tuple[str, ...] = ()

    @property
    def firm(self) -> bool:
        """Whether each side is told more than once: of many statements a few are read wrong, and one wrong one among
        several would else be a change of mind."""
        return min(len(self.before), len(self.after)) > 1


def gathered(discourse: Discourse, *, actors: str = "state") -> Discourse:
    """The same with everybody in the place of whom he speaks for (see `Discourse.rolled`), as holder and as target, and
    targets in the places of what they are about: in the terms of this table is all that an affair says."""
    rolled = discourse.rolled(actors=actors, targets="topic")
    standing, targets = rolled.standing, rolled.rows["target"]
    is_actor = {id: standing.parties[id].kind in ACTORS for id in targets.unique()}
    meant = {id: standing.actor(id, to=actors) if actor else id for id, actor in is_actor.items()}
    return replace(rolled, rows=rolled.rows.assign(target=targets.map(meant)))


def taken(discourse: Discourse) -> Discourse:
    """The sides that actors take in their own voice in a discourse that is `gathered`: asserted, for or against, and
    not told by anybody else. What actors say of themselves is left out."""
    kinds = {id: party.kind for id, party in discourse.standing.parties.items()}
    rows = discourse.asserted
    own = [not told or set(told) == {actor} for actor, told in zip(rows["actor"], rows["sources"], strict=True)]
    rows = rows[np.array(own, dtype=bool) & (rows["polarity"] != 0) & (rows["kind"] != "relation")]
    rows = rows[rows["actor"].map(kinds).isin(ACTORS)]
    return replace(discourse, rows=rows[rows["actor"] != rows["target"]])


def positions(rows: pd.DataFrame, seed: int = 0) -> tuple[Position, ...]:
    """One for each actor and target of ``rows``, in sorted order."""
    if rows.empty:
        return ()
    found = []
    for (actor, target), told in rows.groupby(["actor", "target"], sort=True):
        for_, against = _shares(told, seed)
        side = 1 if for_ >= CLEAR else -1 if against >= CLEAR else 0
        wanted = (told["polarity"] == side) | (side == 0)
        keys = surest(told[wanted]), surest(told[~wanted])
        found.append(Position(str(actor), str(target), side, round(max(for_, against), 3), *keys))
    return tuple(found)


def _shares(told: pd.DataFrame, seed: int) -> tuple[float, float]:
    """How probably more of what is kept is for than against, and the other way round."""
    polarity = told["polarity"].to_numpy()
    if abs(polarity.sum()) == len(polarity):  # all on one side: that any is kept, exactly
        share = float(1 - np.prod(1 - told["confidence"].to_numpy()))
        return (share, 0.0) if polarity[0] > 0 else (0.0, share)
    sums = drawn(told, seed, DRAWS) @ polarity
    return float((sums > 0).mean()), float((sums < 0).mean())


def drawn(rows: pd.DataFrame, seed: int, draws: int) -> np.ndarray:
    """Which statements each draw keeps, draws × rows: each as often as its confidence says."""
    return np.random.default_rng(seed).random((draws, len(rows))) < rows["confidence"].to_numpy()


def surest(rows: pd.DataFrame) -> tuple[str, ...]:
    """The keys of ``rows``, the most confident first."""
    return tuple(rows.sort_values("confidence", ascending=False, kind="stable").index)


def changes(rows: pd.DataFrame) -> tuple[Change, ...]:
    """Who was clearly on one side of a target and later clearly on the other, by dated statements that are sure enough
    to be drawn, whatever else is asked for.

    The day of the change is the one that parts the sides best; on both sides of it, `MAJORITY` of the weight of what
    was said must be on the side that is claimed. Who says now this, now that, has not changed his mind.
    """
    certain = rows[(rows["confidence"] >= DRAWN) & (rows["day"] != UNDATED)]
    sides = certain.groupby(["actor", "target"])["polarity"].nunique()
    both = sides[sides > 1].index
    wanted = certain.set_index(["actor", "target"]).index.isin(both)
    pairs = certain[wanted].sort_values("day", kind="stable").groupby(["actor", "target"], sort=True)
    found = (_change(str(actor), str(target), told) for (actor, target), told in pairs)
    return tuple(one for one in found if one is not None)


def _change(actor: str, target: str, told: pd.DataFrame) -> Change | None:
    best, since, side = 0.0, UNDATED, 0
    for day in sorted(set(told["day"]))[1:]:
        before, after = (_balance(told[told["day"] < day]), _balance(told[told["day"] >= day]))
        clear = min(abs(before[0]) / before[1], abs(after[0]) / after[1]) >= 2 * MAJORITY - 1
        if clear and before[0] * after[0] < 0 and (score := abs(before[0]) + abs(after[0])) > best:
            best, since, side = score, int(day), 1 if before[0] > 0 else -1
    if not side:
        return None
    first = (told["day"] < since) & (told["polarity"] == side)
    then = (told["day"] >= since) & (told["polarity"] == -side)
    keys = (tuple(told.index[which]) for which in (first, then, ~first & ~then))
    return Change(actor, target, side, since, *keys)


def _balance(told: pd.DataFrame) -> tuple[float, float]:
    """The weight for less that against, and the weight of all."""
    return float((told["polarity"] * told["confidence"]).sum()), float(told["confidence"].sum())


def settled(rows: pd.DataFrame, changed: tuple[Change, ...]) -> pd.DataFrame:
    """``rows`` without what those who firmly changed their minds had said of it before."""
    gone = np.zeros(len(rows), dtype=bool)
    for one in (one for one in changed if one.firm):
        same = (rows["actor"] == one.actor) & (rows["target"] == one.target)
        gone |= (same & (rows["day"] < one.since)).to_numpy()
    return rows[~gone]
