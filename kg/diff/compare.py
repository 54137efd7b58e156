"""Two sides → what appeared, vanished, changed its sign, or says otherwise what it says."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from kg.diff.lines import Line
from kg.diff.sides import Side

TURNED, APPEARED, VANISHED, REVISED = "turned", "appeared", "vanished", "revised"
CHANGES = (TURNED, APPEARED, VANISHED, REVISED)  # most important first
_TOLD = (
    "polarity",
    "relation",
    "holder",
    "target",
    "holder_id",
    "target_id",
    "certainty",
    "confidence",
    "rule",
    "words",
)

# Which statements are one, where their keys differ: as alike as can be first. The last is the same words of the same
# sentence, read otherwise.
_SAID = ("text", "sentence", "holder_id", "target_id")
_ALIKE = ((*_SAID, "relation", "words", "polarity"), (*_SAID, "relation", "polarity"), (*_SAID, "relation"),
          (*_SAID, "words"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """``change`` is one of `CHANGES`. ``before`` is ``None`` for what appeared, ``after`` for what vanished."""

    change: str
    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The statement as it is or, where it is no more, as it was."""
        line = self.after or self.before
        assert line is not None  # one of them is there
        return line

    @property
    def told(self) -> tuple[tuple[str, str, str], ...]:
        """What differs: its name, the old value, the new one. Empty for what appeared or vanished."""
        return _told(self.before, self.after) if self.before and self.after else ()

    @property
    def signs(self) -> tuple[int, ...]:
        """The polarity before and after where it changed, else the one that there is."""
        if self.change == TURNED and self.before and self.after:
            return self.before.polarity, self.after.polarity
        return (self.line.polarity,)


def compare(before: Side, after: Side) -> tuple[Difference, ...]:
    """What differs, changed signs first, of those who was for and is against or the reverse, then by holder.

    Statements are one where their keys are equal; in another text of the same source, or where a reader found other
    places, those that are alike in holder, target, relation and sentence.
    """
    pairs: list[tuple[Line, Line]] = []
    gone: list[Line] = []
    new: list[Line] = []
    for document in sorted({*before.documents(), *after.documents()}):
        if (content := before.content(document)) is not None and content == after.content(document):
            continue
        old, now = before.traces(document), after.traces(document)
        other = {key for key in old.keys() | now.keys() if old.get(key) != now.get(key)}
        was = before.lines(document, other & old.keys()) if other & old.keys() else {}
        lines = after.lines(document, other & now.keys()) if other & now.keys() else {}
        pairs += ((was[key], lines[key]) for key in sorted(was.keys() & lines.keys()))
        gone += (was[key] for key in sorted(was.keys() - lines.keys()))
        new += (lines[key] for key in sorted(lines.keys() - was.keys()))
    for alike in _ALIKE:
        same = _paired(gone, new, attrgetter(*alike))
        pairs += same
        matched = {(line.document, line.key) for pair in same for line in pair}
        gone, new = ([x for x in lines if (x.document, x.key) not in matched] for lines in (gone, new))
    found = [_changed(*pair) for pair in pairs if _told(*pair)]
    found += [Difference(VANISHED, line, None) for line in gone] + [Difference(APPEARED, None, line) for line in new]
    return tuple(sorted(found, key=_place))


def _paired(gone: Iterable[Line], new: Iterable[Line], alike: Callable[[Line], Hashable]) -> list[tuple[Line, Line]]:
    """Lines that are ``alike``, each with one: by the order in which they stand in the text."""
    groups: dict[Hashable, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for side, lines in enumerate((gone, new)):
        for line in sorted(lines, key=lambda line: (line.document, line.begin, line.cues, line.key)):
            groups[alike(line)][side].append(line)
    return [pair for both in groups.values() for pair in zip(*both, strict=False)]


def _changed(before: Line, after: Line) -> Difference:
    return Difference(TURNED if before.polarity != after.polarity else REVISED, before, after)


def _told(before: Line, after: Line) -> tuple[tuple[str, str, str], ...]:
    values = ((name, _shown(getattr(before, name)), _shown(getattr(after, name))) for name in _TOLD)
    return tuple((name.replace("_id", " identifier"), old, new) for name, old, new in values if old != new)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " … ".join(value)
    return f"{value:+d}" if isinstance(value, int) and value else str(value)


def _place(difference: Difference) -> tuple[int | str, ...]:
    line = difference.line
    turn = -abs(difference.signs[0] - difference.signs[-1])
    return (CHANGES.index(difference.change), turn, line.holder.casefold(), line.target.casefold(), line.relation,
            line.date, line.document, line.begin, line.key)  # fmt: skip
