"""Whether camps last, and who changes camp."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.errors import ConfigError

Camps = Sequence[AbstractSet[str]]


@dataclass(frozen=True, slots=True)
class Stability:
    """What became of camps between two times, looking at the actors that are in a camp at both.

    ``shared`` is how many these are; ``rand`` the share of their pairs that were and are together, or were and are
    apart; ``adjusted`` the same less what chance gives, at most 1. ``camp_of`` says which camp of before goes on as
    which of after (numbers in the two lists), matched so that most actors stay; ``moved`` are the actors, sorted, that
    are in another one, or whose camp does not go on.
    """

    shared: int
    rand: float
    adjusted: float
    camp_of: tuple[tuple[int, int], ...]
    moved: tuple[str, ...]


def stability(before: Camps, after: Camps) -> Stability:
    """How stable coalitions are between two partitions: Rand index (Rand, J. American Statistical Association 1971,
    doi:10.1080/01621459.1971.10482356), the same adjusted for chance (Hubert and Arabie, J. Classification 1985,
    doi:10.1007/BF01908075), and the matching with the largest overlap. Where fewer than two actors are shared nothing
    can have changed: both are 1. `ConfigError` where an actor is in two camps at once."""
    was, now = _camp_of(before), _camp_of(after)
    shared = sorted(was.keys() & now.keys())
    overlap = np.zeros((len(before), len(after)), dtype=np.int64)
    np.add.at(overlap, ([was[actor] for actor in shared], [now[actor] for actor in shared]), 1)
    matched = {int(one): int(other) for one, other in zip(*linear_sum_assignment(overlap, maximize=True), strict=True)
               if overlap[one, other]}  # fmt: skip
    moved = tuple(actor for actor in shared if matched.get(was[actor]) != now[actor])
    return Stability(len(shared), *_rand(overlap), tuple(sorted(matched.items())), moved)


def stability_over_time(dated: Iterable[tuple[str, Camps]]) -> list[tuple[str, str, Stability]]:
    """The `stability` from each date to the next, sorted by date."""
    steps = pairwise(sorted(dated, key=lambda one: one[0]))
    return [(since, until, stability(before, after)) for (since, before), (until, after) in steps]


def numbered(dated: Iterable[tuple[str, Camps]]) -> list[tuple[str, dict[str, int]]]:
    """The number of each actor's camp at each date, in the order of time. A camp that goes on (`Stability.camp_of`)
    keeps its number, also over dates that have no camps; a new one has the next, from 1, that none has had."""
    before: Camps = ()
    numbers: list[int] = []
    found, fresh = [], count(1)
    for date, camps in dated:
        if camps:
            kept = {after: numbers[one] for one, after in stability(before, camps).camp_of} if before else {}
            numbers = [kept[place] if place in kept else next(fresh) for place in range(len(camps))]
            before = camps
        found.append(
            (date, {actor: number for camp, number in zip(camps, numbers, strict=bool(camps)) for actor in camp})
        )
    return found


def _camp_of(camps: Camps) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, camp in enumerate(camps):
        for actor in camp:
            if found.setdefault(actor, number) != number:
                raise ConfigError(f"{actor!r} is in camps {found[actor]} and {number}: expected each actor in one camp")
    return found


def _rand(overlap: np.ndarray) -> tuple[float, float]:
    """Both indices, from how many actors each two camps share."""
    together, before, after = (_pairs(counts) for counts in (overlap, overlap.sum(axis=1), overlap.sum(axis=0)))
    pairs = _pairs(overlap.sum())
    if not pairs:
        return 1.0, 1.0
    rand = (pairs + 2 * together - before - after) / pairs
    chance, highest = before * after / pairs, (before + after) / 2
    return float(rand), float((together - chance) / (highest - chance)) if highest != chance else 1.0


def _pairs(counts: np.ndarray) -> int:
    return int((counts * (counts - 1) // 2).sum())
