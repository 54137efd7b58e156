"""A table of your own that says who is who elsewhere: ``kg build --gazetteer FILE``.

Tab-separated, or comma-separated where the name ends in ``.csv``; UTF-8; the first line names the columns:

    item	kind	label	aliases	weight
    Q1065	organization	United Nations	UN|United Nations Organization	334
    https://register.example/body/17	organization	Open Net Institute	ONI

``item`` is an item of Wikidata (``Q30``, or its address there) or an http address in plain ASCII; ``kind`` one of
`SORTS`; ``aliases`` are parted by ``|``. ``weight`` is a number that orders what is left open, the heaviest first; it
decides nothing. ``aliases`` and ``weight`` may be empty, or missing as columns.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import ConfigError
from kg.ids import FOLDERS, folded, is_elsewhere
from kg.lexicon.names import written
from kg.model import Kind, digest

SORTS = {"person": Kind.PERSON, "organization": Kind.ORGANIZATION, "state": Kind.STATE, "group": Kind.GROUP,
         "place": Kind.PLACE, "event": Kind.EVENT, "topic": Kind.TOPIC}  # fmt: skip
NEEDED, COLUMNS = ("item", "kind", "label"), ("item", "kind", "label", "aliases", "weight")
SHORT = 4  # letters up to which case counts: "WHO" is not "Who"
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing elsewhere, and what it is called."""

    item: str
    kind: Kind
    label: str
    aliases: tuple[str, ...] = ()
    weight: float = 0.0


class Gazetteer:
    """The rows of a table by what they are called.

    >>> table = Gazetteer([Row("Q1065", Kind.ORGANIZATION, "United Nations", ("UN",))])
    >>> table.items(Kind.ORGANIZATION, "the U.N.")
    ('Q1065',)
    """

    def __init__(self, rows: Iterable[Row], digest: str = ""):
        self.digest = digest  # of the file
        self._called: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.weights: dict[str, float] = {}
        for row in rows:
            self.weights[row.item] = max(row.weight, self.weights.get(row.item, 0.0))
            for name in (row.label, *row.aliases):
                self._called[FOLDERS[row.kind], called(name)].add(row.item)

    def items(self, kind: Kind, *names: str) -> tuple[str, ...]:
        """All items of that sort that are called as one of ``names``, the heaviest first."""
        found = {item for name in names for item in self._called.get((FOLDERS[kind], called(name)), ())}
        return tuple(sorted(found, key=lambda item: (-self.weights[item], item)))


def called(name: str) -> str:
    """The form in which names are compared: no leading "the", no dots in acronyms; in any case, if not short."""
    name = written(name)
    return name if len(name) <= SHORT else folded(name)


def read(path: Path) -> Gazetteer:
    """The table in ``path``; read once as long as the file stays as it is.

    Raises `ConfigError` for a file that cannot be read, and for the first row that breaks a rule.
    """
    try:
        seen = path.stat()
        return _read(path, seen.st_mtime_ns, seen.st_size)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        said = f"gazetteer {str(path)!r}: not a readable table ({error})"
        raise ConfigError(f"{said}; give a text file in UTF-8") from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, size: int) -> Gazetteer:
    text = path.read_bytes()
    lines = text.decode("utf-8-sig").splitlines(keepends=True)
    return Gazetteer(_rows(lines, path), digest(text, length=20))


def _rows(lines: Iterable[str], path: Path) -> Iterator[Row]:
    commas = path.suffix.lower() == ".csv"
    table = csv.DictReader(lines) if commas else csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = table.fieldnames or ()
    if not set(NEEDED) <= set(columns) <= set(COLUMNS) or len(set(columns)) < len(columns):
        given = ", ".join(columns)[:80] or "nothing"
        wanted = f"name {', '.join(NEEDED)} and, if you like, aliases, weight"
        raise ConfigError(f"gazetteer {str(path)!r}, line 1: got the columns {given!r}; {wanted}")
    for cells in table:
        where = f"gazetteer {str(path)!r}, line {table.line_num}"
        if None in cells or None in (cells[name] for name in NEEDED):
            raise ConfigError(f"{where}: more or fewer cells than columns; give {len(columns)}, parted as in line 1")
        yield _row({name: (cell or "").strip() for name, cell in cells.items()}, where)


def _row(cells: dict[str, str], where: str) -> Row:
    item = _WIKIDATA.sub(r"\1", cells["item"])
    if not is_elsewhere(item):
        raise _bad(where, "item", cells["item"], "an item of Wikidata such as Q30, or an http address in plain ASCII")
    if cells["kind"] not in SORTS:
        raise _bad(where, "kind", cells["kind"], f"one of {', '.join(SORTS)}")
    if not called(cells["label"]):
        raise _bad(where, "label", cells["label"], "a name")
    aliases = tuple(name.strip() for name in cells.get("aliases", "").split("|"))
    try:
        weight = float(cells.get("weight") or 0)
    except ValueError:
        weight = math.nan
    if not math.isfinite(weight):
        raise _bad(where, "weight", cells["weight"], "a number, or nothing")
    return Row(item, SORTS[cells["kind"]], cells["label"], tuple(filter(called, aliases)), weight)


def _bad(where: str, column: str, value: str, wanted: str) -> ConfigError:
    return ConfigError(f"{where}: {column} {value[:80]!r}; expected {wanted}")
