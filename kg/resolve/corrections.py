"""What a person decided about entities and statements: a small CSV file, in a build's folder, that one may edit.

    correction,subject,value,why,who
    same,person/j-doe-x3nrqk5d,person/jane-doe-6gt6iojx,,
    different,Ana Rubio,Marco Rubio,two people,mk
    rename,Rubio,Marco Rubio,,
    retype,Kestrelix,Organization,it is a company,mk
    reject,stance/ky2sqazmobi6pbpqob2p,,irony,mk

An entity is given by its identifier, or by the name that it has in its documents, which stands for all who have it; a
statement by its key or address. A table of statements is read, too, where it has a column ``verdict`` (right, wrong or
flip) beside its ``id``.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.cells import table
from kg.errors import CorrectionError
from kg.ids import folded
from kg.model import Kind

FILE = "corrections.csv"
COLUMNS = ("correction", "subject", "value", "why", "who")
SAME, DIFFERENT, RENAME, RETYPE = "same", "different", "rename", "retype"
RIGHT, REJECT, FLIP = "right", "reject", "flip"
PAIRS, VERDICTS = (SAME, DIFFERENT), (RIGHT, REJECT, FLIP)
ACTIONS = (*PAIRS, RENAME, RETYPE, *VERDICTS)
KINDS = (Kind.PERSON, Kind.ORGANIZATION, Kind.GOVERNMENT_BODY, Kind.STATE, Kind.GROUP, Kind.PLACE)

_SAID = {"right": RIGHT, "wrong": REJECT, "reject": REJECT, "flip": FLIP}  # in a column of verdicts
_STATEMENT = re.compile(r"(?:\S*\bstance[/:])?([a-z2-7]{20})", re.ASCII)
_FORMULA, _ESCAPED = re.compile(r"'*[=+\-@]"), re.compile(r"'+[=+\-@]")


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """``same`` and ``different``: that ``one`` and ``other`` are, or are not, one entity. ``rename`` and ``retype``:
    that the entity ``one`` is called, or is a, ``other``. ``right``, ``reject``, ``flip``: that the statement ``one``
    (``stance/`` and its key) is right, is wrong, or has the wrong sign."""

    action: str
    one: str
    other: str = ""
    note: str = ""
    who: str = ""

    @property
    def about(self) -> tuple[str, ...]:
        """What it decides: of corrections about one thing one stands. Names in any case, pairs in any order."""
        if self.action in PAIRS:
            return "pair", *sorted((folded(self.one), folded(self.other)))
        return "verdict" if self.action in VERDICTS else self.action, folded(self.one)

    @property
    def decision(self) -> tuple[str, ...]:
        """What it says about that, but for why and who."""
        return *self.about, self.other if self.action in (RENAME, RETYPE) else self.action

    @property
    def entities(self) -> tuple[str, ...]:
        """Whom it is about; nobody where it is about a statement."""
        return (self.one, self.other) if self.action in PAIRS else () if self.action in VERDICTS else (self.one,)


@dataclass(frozen=True, slots=True)
class Precision:
    """How many statements a person looked at, and how many of them were right; of those looked at, not of all."""

    right: int
    rejected: int
    flipped: int

    @property
    def looked_at(self) -> int:
        """How many statements have a verdict."""
        return self.right + self.rejected + self.flipped

    def interval(self) -> tuple[float, float]:
        """Where the share of right ones lies with 95 % (Wilson, JASA 1927), as if those were drawn by chance."""
        n, z = self.looked_at, 1.959964
        if not n:
            return 0.0, 1.0
        share, spread = self.right / n, z * z / n
        middle = (share + spread / 2) / (1 + spread)
        reach = z / (1 + spread) * (share * (1 - share) / n + spread / (4 * n)) ** 0.5
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def __str__(self) -> str:
        if not self.looked_at:
            return "No statement was looked at yet."
        share, (low, high) = 100 * self.right / self.looked_at, self.interval()
        return (
            f"Precision seen so far: {share:.1f} %, {self.right} right of {self.looked_at} looked at "
            f"({self.rejected} rejected, {self.flipped} flipped; 95 % interval {100 * low:.1f} to {100 * high:.1f} %)."
        )


def precision(corrections: Iterable[Correction]) -> Precision:
    """How right the statements are that a person has looked at."""
    actions = [correction.action for correction in corrections]
    return Precision(*map(actions.count, VERDICTS))


def made(action: str, one: str, other: str = "", note: str = "", who: str = "") -> Correction:
    """A correction from what a person typed; `CorrectionError` where it is malformed."""
    one, other, note, who = (" ".join(text.split()) for text in (one, other, note, who))
    for text in (one, other, note, who):
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
            raise CorrectionError(f"{text!r}: holds a control character; take it out")
    if action not in ACTIONS:
        raise CorrectionError(f"unknown correction {action!r}; use {', '.join(ACTIONS)}")
    if action in PAIRS and (not one or not other or folded(one) == folded(other)):
        raise CorrectionError(f"{one!r} and {other!r}; expected two entities, by identifier or name")
    if not one or not other and action in (RENAME, RETYPE):
        raise CorrectionError(f"{action} {one!r} {other!r}; expected an entity and its {_LACKS[action]}")
    if action == RETYPE:
        other = kind(other)
    if action in VERDICTS:
        one, other = statement_id(one), ""
    return Correction(action, one, other, note, who)


_LACKS = {RENAME: "new name", RETYPE: "kind", **dict.fromkeys(VERDICTS, "key")}


def kind(name: str) -> str:
    """The kind of that name, in any case; `CorrectionError` for one that no entity can have."""
    found = next((str(known) for known in KINDS if known.lower() == name.replace(" ", "").lower()), None)
    if found is None:
        raise CorrectionError(f"unknown kind {name!r}; use {', '.join(KINDS)}")
    return found


def statement_id(name: str) -> str:
    """The identifier of a statement given by its key, identifier or address."""
    found = _STATEMENT.fullmatch(name)
    if found is None:
        raise CorrectionError(f"{name!r}: no statement; expected a key of 20 letters and digits, as in statements.csv")
    return "stance/" + found[1]


def read(path: Path) -> tuple[Correction, ...]:
    """The corrections in the file at ``path``; none where there is no file.

    Raises `CorrectionError` for a row that is malformed or contradicts the others, naming its line.
    """
    return tuple(correction for correction, _ in read_lines(path)) if path.exists() else ()


def read_lines(path: Path) -> list[tuple[Correction, int]]:
    """The corrections in the file at ``path``, each with its line; as `read`, and an error where there is no file."""
    try:
        return lines(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{path}: cannot be read ({error}); save it as CSV in UTF-8") from error
    except CorrectionError as error:
        raise CorrectionError(f"{path}, {error}") from error


def loads(text: str) -> tuple[Correction, ...]:
    """The corrections of a CSV text; see `read`."""
    return tuple(correction for correction, _ in lines(text))


def lines(text: str) -> list[tuple[Correction, int]]:
    """The corrections of a CSV text, each with its line. Cells may be parted by semicolons or tabs, too."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    found: dict[tuple[str, ...], tuple[Correction, int]] = {}
    columns: dict[str, int] = {}
    try:
        for row in rows:
            cells = [_written(cell.strip()) for cell in row]
            if not any(cells):
                continue
            if not columns and (cells[0] == COLUMNS[0] or {"id", "verdict"} <= set(cells)):
                columns = {name: n for n, name in enumerate(cells)}
                continue
            correction = _correction(cells, columns, rows.line_num)
            if correction is None:
                continue
            before, line = found.setdefault(correction.about, (correction, rows.line_num))
            if before.decision != correction.decision:
                raise CorrectionError(f"line {rows.line_num}: contradicts line {line}; keep one of them")
    except csv.Error as error:
        raise CorrectionError(f"line {rows.line_num}: not CSV ({error}); correct it there") from error
    _consistent(found.values())
    return list(found.values())


def _correction(cells: list[str], columns: dict[str, int], line: int) -> Correction | None:
    """What a row says; ``None`` where a table of statements gives no verdict."""
    try:
        if "verdict" not in columns:
            return made(*(*cells, "", "", "", "")[:5])
        verdict, key, note, who = (
            cells[columns[name]] if columns.get(name, len(cells)) < len(cells) else ""
            for name in ("verdict", "id", "why", "who")
        )
        if verdict and verdict.lower() not in _SAID:
            raise CorrectionError(f"unknown verdict {verdict!r}; use right, wrong or flip, or leave it empty")
        return made(_SAID[verdict.lower()], key, "", note, who) if verdict else None
    except CorrectionError as error:
        raise CorrectionError(f"line {line}: {error}") from error


def _consistent(rows: Iterable[tuple[Correction, int]]) -> None:
    """Whom a chain of ``same`` joins, no ``different`` may part."""
    rows = [row for row in rows if row[0].action in PAIRS]
    one_of: dict[str, set[str]] = {}
    for correction, _ in rows:
        if correction.action == SAME:
            group = set[str]().union(*(one_of.get(end, {end}) for end in correction.about[1:]))
            one_of |= dict.fromkeys(group, group)
    for correction, line in rows:
        _, one, other = correction.about
        if correction.action == DIFFERENT and other in one_of.get(one, ()):
            raise CorrectionError(f"line {line}: other lines make the two one; take out this line or one of those")


def dumps(corrections: Iterable[Correction]) -> str:
    """A CSV text, in the order given; `loads` is its inverse. No cell is a formula to a spreadsheet."""
    rows = ((c.action, c.one, c.other, c.note, c.who) for c in corrections)
    return table([COLUMNS, *(["'" + cell if _FORMULA.match(cell) else cell for cell in row] for row in rows)])


def _written(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell


def decided(corrections: Iterable[Correction], new: Correction) -> tuple[Correction, ...]:
    """``corrections`` with ``new`` in place of what they said about that; `CorrectionError` where it contradicts the
    rest."""
    found = (*(c for c in corrections if c.about != new.about), new)
    _consistent((correction, line) for line, correction in enumerate(found, start=2))
    return found
