"""Text as it is read: odd characters and printers' habits brought into one form, once, with the way back.

A document keeps its source's text. What reads it, reads `normalise` of it, and `Normal.source` leads every range back
to the characters of the source, so that evidence equals the source and no reader needs a cure of its own.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.documents.normal import characters, lists, quotes, words

Edit = tuple[int, int, str]  # what stands instead of ``text[start:end]``; edits are sorted and do not overlap

CHARACTERS: tuple[Callable[[str], Iterable[Edit]], ...] = (
    characters.cuts,
    characters.folds,
    characters.compositions,
    characters.apostrophes,
)
READING = (*CHARACTERS, words.notes, words.contractions, words.weekdays, quotes.marks, lists.items, words.stops)
MOST_ROUNDS = 8  # one step may make work for another ("did[1]nt"); only hostile text needs more than two rounds


@dataclass(frozen=True, slots=True)
class Step:
    """One step's edits: ``starts`` in what it made; ``ends`` there; ``source`` their ranges in what it was given."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    source: tuple[tuple[int, int], ...]
    length: int

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The range in what was given that became ``[start, end)``; never empty."""
        (low, _), (last, high) = self._place(start), self._place(end - 1)
        high = min(max(high, last + 1), self.length)  # an inserted sign is the one that it stands before
        return min(low, high - 1), high

    def _place(self, at: int) -> tuple[int, int]:
        n = bisect_right(self.starts, at) - 1
        if n < 0:
            return at, at + 1
        low, high = self.source[n]
        if at >= self.ends[n]:
            at += high - self.ends[n]
            return at, at + 1
        if self.ends[n] - self.starts[n] == high - low:  # sign for sign
            at += low - self.starts[n]
            return at, at + 1
        return low, high


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in its normal form, and the steps that led there."""

    text: str
    steps: tuple[Step, ...] = ()

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source's text that reads ``text[start:end]``, half-open and never empty. Raises
        `ValueError` when ``[start, end)`` is empty or no range of ``text``.

        >>> normal = normalise("Ger\\u00admany didnt sign.")
        >>> normal.text, normal.source(0, 7), normal.source(8, 14)
        ("Germany didn't sign.", (0, 8), (9, 14))
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"[{start}, {end}): a range must be one of {len(self.text)} characters and not empty")
        for step in reversed(self.steps):
            start, end = step.back(start, end)
        return start, end


def normalise(text: str) -> Normal:
    """``text`` as it is read: `clean` and, besides, apostrophes where they are missing ("didnt"), no footnote marks,
    weekdays in full, a space after each full stop, English quotation marks, every list item a paragraph of its own."""
    return _after(text, READING)


def clean(text: str) -> Normal:
    """``text`` without invisible characters, in composed letters, with plain spaces, hyphens and apostrophes; for names
    and titles."""
    return _after(text, CHARACTERS)


def _after(text: str, steps: tuple[Callable[[str], Iterable[Edit]], ...]) -> Normal:
    taken: list[Step] = []
    for _ in range(MOST_ROUNDS):
        before = len(taken)
        for find in steps:
            edits = list(find(text))
            if edits:
                text, step = _edited(text, edits)
                taken.append(step)
        if len(taken) == before:
            break
    return Normal(text, tuple(taken))


def _edited(text: str, edits: list[Edit]) -> tuple[str, Step]:
    parts: list[str] = []
    starts, ends, at, size = [], [], 0, 0
    for start, end, instead in edits:
        parts += (text[at:start], instead)
        size += start - at
        starts.append(size)
        size += len(instead)
        ends.append(size)
        at = end
    parts.append(text[at:])
    source = tuple((start, end) for start, end, _ in edits)
    return "".join(parts), Step(tuple(starts), tuple(ends), source, len(text))
