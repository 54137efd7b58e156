"""Counts and what follows from them."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.model import Party

Place = tuple[int, int]
_Mention = TypeVar("_Mention", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Score:
    """``right`` of ``found`` answers are right, and ``covered`` of ``true`` ones to be found are found.

    ``covered`` differs from ``right`` where one answer may match several: overlapping cues. Both are whole numbers but
    where answers are right in part: B-cubed.
    """

    name: str
    right: float
    found: int
    true: int
    covered: float | None = None

    @property
    def precision(self) -> float:
        """Right ones of those found, 0 to 1; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Those found of the true ones, 0 to 1; 0 where there are none."""
        return (self.right if self.covered is None else self.covered) / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: the text that was read, what the set says of it, what the reader said and how sure it was."""

    text: str
    expected: str
    found: str
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What one set shows. ``calibration`` is the expected calibration error, where confidences can be checked."""

    name: str
    size: str
    scores: tuple[Score, ...]
    misses: tuple[Miss, ...]
    calibration: float | None = None


def calibration_error(judged: Iterable[tuple[float, bool]], bins: int = 10) -> float | None:
    """Mean distance between confidence and the share that is right, over ``bins`` equally wide bins, weighted by how
    many fall into each (Naeini, Cooper and Hauskrecht, AAAI 2015). ``judged``: confidence 0…1 and whether right."""
    cells: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        cells.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    total = sum(map(len, cells.values()))
    if not total:
        return None
    apart = (abs(sum(c for c, _ in cell) - sum(r for _, r in cell)) for cell in cells.values())
    return sum(apart) / total


def b_cubed(true: Mapping[_Mention, Hashable], found: Mapping[_Mention, Hashable]) -> tuple[float, float]:
    """Precision and recall of the clusters ``found`` against the ``true`` ones, each as ``{mention: cluster}``, over
    the mentions that both have; 1 and 1 where there is none (Bagga and Baldwin, "Algorithms for scoring coreference
    chains", LREC 1998).

    >>> b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"})
    (0.5555555555555556, 1.0)
    """
    both = Counter((true[m], found[m]) for m in true.keys() & found.keys())
    of_true, of_found = Counter[Hashable](), Counter[Hashable]()
    for (one, other), n in both.items():
        of_true[one] += n
        of_found[other] += n
    total = sum(both.values()) or 1
    precision = sum(n * n / of_found[other] for (_, other), n in both.items())
    recall = sum(n * n / of_true[one] for (one, _), n in both.items())
    return (precision / total, recall / total) if both else (1.0, 1.0)


def worst(misses: Iterable[Miss]) -> tuple[Miss, ...]:
    """The surest errors first; then what was not found at all."""
    return tuple(sorted(misses, key=lambda m: (-m.confidence, m.text, m.expected, m.found)))


def places(party: Party) -> list[Place]:
    """Where a party stands, and where those stand that take part in it."""
    inner = [(p.start, p.end) for p in party.participants if p.start is not None and p.end is not None]
    return [(party.start, party.end), *inner]


def overlap(a: Place, b: Place) -> bool:
    """Whether two half-open ranges share a place."""
    return a[0] < b[1] and b[0] < a[1]
