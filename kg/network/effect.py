"""What it would change to decide that two names are one: how much is told of either, and whether names would
change sides.

Camps are sought as in `kg.network.grouping`, but the two that stand against each other most, so that opposite ones are;
and by what each name itself is told to hold: a decision is about names, so nobody stands for his body here. How sure a
member is is not asked. That costs a fraction of a second.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.network.grouping import MOST, opposed
from kg.network.measures import camps
from kg.network.stats import by_sides

OPPOSITE, PLACED = 1000, 10  # statements that count as much as the two in opposite camps, as a place in a camp changed

Signed = tuple[str, str, int, int]  # holder, target, sign, in how many statements


@dataclass(frozen=True, slots=True)
class Effect:
    """What joining two names would change. ``moved``: the drawn statements for or against that are told by or of the
    one of which fewer are; ``shared``: those for or against whom or what both stand, and who stand so to both;
    ``opposite``: whether the two stand on opposite sides; ``placed``: how many names, the two among them, would come
    into a camp, leave theirs, or go to another."""

    moved: int = 0
    shared: int = 0
    opposite: bool = False
    placed: int = 0

    @property
    def size(self) -> int:
        """How much that is, in statements: those that move, ten for each place in a camp that changes, a thousand where
        the two stand on opposite sides.

        >>> Effect(moved=3, placed=1).size, Effect(moved=18, opposite=True, placed=1).size
        (13, 1028)
        """
        return self.moved + PLACED * self.placed + OPPOSITE * self.opposite

    @property
    def rank(self) -> tuple[int, int]:
        """The key by which effects are sorted, the greatest first."""
        return -self.size, -self.shared

    @property
    def sides(self) -> str:
        """What is told of sides, in words; empty where nobody would change."""
        if self.opposite:
            return "stand on opposite sides"
        return f"{_few(self.placed, 'name')} would change sides" if self.placed else ""

    def __str__(self) -> str:
        """In words.

        >>> str(Effect(18, 2, opposite=True, placed=1)), str(Effect(1)), str(Effect())
        ('18 statements; stand on opposite sides; 2 ties in common', '1 statement', 'no statement for or against')
        """
        moved = _few(self.moved, "statement") if self.moved else "no statement for or against"
        shared = f"{_few(self.shared, 'tie')} in common" if self.shared else ""
        return "; ".join(filter(None, (moved, self.sides, shared)))


def _few(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


class Picture:
    """Who is for and against whom and what, and the camps of it: what a decision would change."""

    def __init__(self, signed: Iterable[Signed]):
        self._told: Counter[str] = Counter()
        self._held: dict[str, Counter[str]] = defaultdict(Counter)  # by holder and target, how much oftener for
        self._holders: dict[str, set[str]] = defaultdict(set)
        for holder, target, sign, statements in signed:
            self._told.update({holder: statements, target: statements})
            self._held[holder][target] += sign * statements
            self._holders[target].add(holder)
        self._camps = _camps(self._held, self._holders, self._told)

    def effect(self, one: str, other: str) -> Effect:
        """What joining the names with these identifiers would change."""
        moved = min(self._told[one], self._told[other])
        if not moved:
            return Effect()
        pair = one, other
        held = [self._held.get(id, Counter()) for id in pair]
        holders = [self._holders.get(id, set()) for id in pair]
        shared = len({*held[0]} & {*held[1]}) + len(holders[0] & holders[1])
        before = [self._camp(stances) for stances in held]
        after = self._camp(*({id: told for id, told in one.items() if id not in pair} for one in held))
        own = sum(bool(stances) and camp != after for stances, camp in zip(held, before, strict=True))
        opposite = None not in before and before[0] != before[1]
        return Effect(moved, shared, opposite, own + self._others(pair))

    def _others(self, pair: tuple[str, str]) -> int:
        """How many of those who are for or against one of the two would stand in another camp if the two were one: the
        one that camps are about and of which most is told."""
        axes = [id for id in pair if any(id in about for about in self._camps)]
        if not axes:
            return 0
        kept = max(axes, key=lambda id: (self._told[id], id))
        near = {holder for id in pair for holder in self._holders.get(id, ()) if holder not in pair}
        return sum(self._camp(self._held[id]) != self._camp(_renamed(self._held[id], pair, kept)) for id in near)

    def _camp(self, *held: Mapping[str, int]) -> int | None:
        """The camp on whose side somebody stands who holds all this: ``None`` where there is none, or two are as
        near."""
        stances: Counter[str] = Counter()
        for one in held:
            stances.update(one)
        near = [sum(side * _sign(stances[id]) for id, side in about.items() if id in stances) for about in self._camps]
        highest = max(near, default=0)
        return near.index(highest) if highest > 0 and near.count(highest) == 1 else None


def _renamed(held: Mapping[str, int], pair: tuple[str, str], kept: str) -> Counter[str]:
    """``held`` with both of ``pair`` called as is ``kept``."""
    found: Counter[str] = Counter()
    for target, balance in held.items():
        found[kept if target in pair else target] += balance
    return found


def _camps(
    held: Mapping[str, Mapping[str, int]], holders: Mapping[str, set[str]], told: Mapping[str, int]
) -> list[dict[str, int]]:
    """What each of the two camps is for (1) and against (−1); empty where there are none."""
    clear = {(one, id): _sign(balance) for one, of in held.items() for id, balance in of.items() if balance}
    sides = {id: Counter(clear.get((one, id)) for one in near) for id, near in holders.items()}
    contested = [id for id, count in sides.items() if count[1] and count[-1]]
    contested.sort(key=lambda id: (*by_sides(sides[id][1], sides[id][-1]), id))
    smaller = {id: min(sides[id][1], sides[id][-1]) for id in contested}
    most = max(smaller.values(), default=0)
    axes = tuple(id for id in contested if 2 * smaller[id] >= most)
    first = sorted(held, key=lambda id: (-told[id], id))[:MOST]
    groups = camps(_network(first, clear, holders), most=2)
    return [dict(about) for about, _ in opposed(groups, clear, axes)]


def _network(
    first: list[str], clear: Mapping[tuple[str, str], int], holders: Mapping[str, set[str]]
) -> "nx.Graph[str]":
    """The signed network of `kg.network.networks.sides` among the ``first``, each of whom is for or against."""
    wanted, weights = set(first), Counter[tuple[str, str]]()
    for (one, other), side in clear.items():
        if one in wanted and other in wanted:
            weights[min(one, other), max(one, other)] += side
    for id in sorted(holders):
        near = sorted(one for one in holders[id] & wanted if (one, id) in clear)
        weights.update({(one, two): clear[one, id] * clear[two, id] for one, two in combinations(near, 2)})
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(sorted(wanted))
    network.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(weights.items()) if weight)
    return network


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
