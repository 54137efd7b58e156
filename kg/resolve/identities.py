"""Which identifiers are one: a partition that grows by reasons and never joins what is to stay apart."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merge:
    """``old``, called ``label``, is taken for ``new`` because of ``reason``.

    ``decision``: a person said so. ``item``: one item of Wikidata, or one address elsewhere. ``kind``: one name, taken
    for a person here and a body there. ``spelling``: accents, hyphens, romanization, British and American words, a
    company's legal form. ``middle name``: one form lacks it, or has a short first name. ``acronym``, ``alias``: another
    document calls ``new`` so. ``state``: the one state's body of that name. ``surname``: nobody else has it, or nobody
    else is likely. ``office``: nobody else has that title. ``agreement``: what it is called fits no other.
    """

    old: str
    new: str
    reason: str
    label: str = ""


class Identities:
    """Identifiers in classes, each with one that stands for all of it; at first everyone is alone.

    >>> identities = Identities("abc", apart=[("a", "c")])
    >>> identities.join("a", "b", "alias"), identities.join("c", "b", "alias")
    (True, False)
    >>> identities.of("a")
    'b'
    """

    def __init__(self, identifiers: Iterable[str], *, apart: Iterable[tuple[str, str]] = ()):
        self._next = {i: i for i in identifiers}
        self._reasons: dict[str, str] = {}
        self._settled: set[str] = set()
        self._apart: dict[str, set[str]] = {i: set() for i in self._next}
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def settle(self, identifiers: Iterable[str]) -> None:
        """From here on join none of these to one another: all that could be known of them was known before."""
        self._settled = {self.of(identifier) for identifier in identifiers}

    def of(self, identifier: str) -> str:
        """Who stands for ``identifier``."""
        while self._next[identifier] != identifier:
            self._next[identifier] = identifier = self._next[self._next[identifier]]
        return identifier

    def join(self, old: str, new: str, reason: str) -> bool:
        """Make one class of those of ``old`` and ``new``, for which the latter's stands; false where they are one
        already, two of them are to stay apart, or they are settled."""
        old, new = self.of(old), self.of(new)
        if old == new or new in self._apart[old] or {old, new} <= self._settled:
            return False
        self._settled -= {old, new}
        self._next[old] = new
        self._reasons[old] = reason
        for other in self._apart.pop(old):
            self._apart[other].discard(old)
            self._apart[other].add(new)
            self._apart[new].add(other)
        return True

    def merges(self) -> list[Merge]:
        """Whom somebody else stands for, and why, sorted."""
        return [Merge(old, self.of(old), self._reasons[old]) for old in sorted(self._reasons)]
