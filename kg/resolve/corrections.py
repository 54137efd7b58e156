"""What a person decided about entities: a small CSV file, in a build's folder, that one may edit.

    correction,subject,value,why,who
    same,person/j-doe-x3nrqk5d,person/jane-doe-6gt6iojx,,
    different,Ana Rubio,Marco Rubio,two people,mk

An entity is given by its identifier, or by the name that it has in its documents, which stands for all who have it.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import CorrectionError
from kg.ids import folded

FILE = "corrections.csv"
COLUMNS = ("correction", "subject", "value", "why", "who")
SAME, DIFFERENT = "same", "different"
ACTIONS = (SAME, DIFFERENT)


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """``action`` is ``same`` or ``different``: that ``one`` and ``other`` are, or are not, one entity."""

    action: str
    one: str
    other: str
    note: str = ""
    who: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """Whom it is about, in either order and any case."""
        return frozenset((folded(self.one), folded(self.other)))


def read(path: Path) -> tuple[Correction, ...]:
    """The corrections in the file at ``path``; none where there is no file.

    Raises `CorrectionError` for a row that is malformed or contradicts the others, naming its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error
    try:
        return loads(text)
    except CorrectionError as error:
        raise CorrectionError(f"{path}, {error}") from error


def loads(text: str) -> tuple[Correction, ...]:
    """The corrections of a CSV text; see `read`."""
    rows = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True, strict=True)
    found: dict[frozenset[str], tuple[Correction, int]] = {}
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0] == COLUMNS[0]:
                continue
            correction = _correction(cells, rows.line_num)
            before, line = found.setdefault(correction.pair, (correction, rows.line_num))
            if before.action != correction.action:
                raise CorrectionError(f"line {rows.line_num}: contradicts line {line}; keep one of them")
    except csv.Error as error:
        raise CorrectionError(f"line {rows.line_num}: not CSV ({error}); correct it there") from error
    _consistent(found.values())
    return tuple(correction for correction, _ in found.values())


def _correction(cells: list[str], line: int) -> Correction:
    action, one, other, note, who = (*cells, "", "", "", "")[:5]
    if action not in ACTIONS:
        raise CorrectionError(f"line {line}: unknown correction {action!r}; use {' or '.join(ACTIONS)}")
    if not one or not other or folded(one) == folded(other):
        raise CorrectionError(f"line {line}: {one!r} and {other!r}; want two entities, by identifier or name")
    return Correction(action, one, other, note, who)


def _consistent(rows: Iterable[tuple[Correction, int]]) -> None:
    """Whom a chain of ``same`` joins, no ``different`` may part."""
    rows, one_of = list(rows), {}
    for correction, _ in rows:
        if correction.action == SAME:
            group = set().union(*(one_of.get(end, {end}) for end in correction.pair))
            one_of |= dict.fromkeys(group, group)
    for correction, line in rows:
        one, other = correction.pair
        if correction.action == DIFFERENT and other in one_of.get(one, ()):
            raise CorrectionError(f"line {line}: other lines make the two one; take out this line or one of those")


def dumps(corrections: Iterable[Correction]) -> str:
    """A CSV text, in the order given; `loads` is its inverse."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((c.action, c.one, c.other, c.note, c.who) for c in corrections)
    return out.getvalue()


def decided(corrections: Iterable[Correction], new: Correction) -> tuple[Correction, ...]:
    """``corrections`` with ``new`` in place of what they said of the two; `CorrectionError` where it contradicts the
    rest."""
    found = (*(c for c in corrections if c.pair != new.pair), new)
    _consistent((correction, line) for line, correction in enumerate(found, start=2))
    return found
