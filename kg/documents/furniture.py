"""Find what is not prose, in ranges, and delete nothing: other tools compare offsets with the text as it was given."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from kg.documents.normal import clean

LONGEST_LINE = 250  # characters; whatever is longer is prose


def furniture(text: str, title: str = "") -> tuple[tuple[int, int], ...]:
    """Sorted, disjoint, half-open ranges of ``text`` whose lines are bylines, notices, credits, lone dates, or repeat
    the ``title`` or the line before. The title's first occurrence stays readable."""
    return tuple(_find(text, _folded(clean(title).text)))


def is_furniture(line: str) -> bool:
    """Whether ``line`` alone, without its neighbours, is furniture."""
    return 0 < len(line) <= LONGEST_LINE and any(pattern.fullmatch(line) for pattern in _patterns())


def without_dateline(line: str) -> str:
    """``line`` without the place, day and agency before a report's first words: "PARIS, May 3 (AFP) — "."""
    found = _dateline().match(line)
    return line[found.end() :] if found else line


def _find(text: str, title: str) -> Iterator[tuple[int, int]]:
    previous, titled = "", False
    for start, line in _lines(text):
        if not line:
            continue
        folded = _folded(line) if len(line) <= LONGEST_LINE else line
        shown = clean(line)
        called = folded if shown.text == line else _folded(shown.text)
        if folded == previous or (titled and called == title) or is_furniture(shown.text):
            yield start, start + len(line)
        elif dateline := _dateline().match(shown.text):
            yield start, start + shown.source(0, dateline.end())[1]
        titled = titled or called == title
        previous = folded


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line without the spaces around it, and where it starts."""
    offset = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        yield offset + line.find(bare), bare
        offset += len(line)


def _folded(line: str) -> str:
    return " ".join(line.casefold().split())


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(_table()["dateline"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("kg.documents").joinpath("furniture.toml").read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = _table()
    name, date = table["name"], table["date"]
    names = rf"{name}(?:(?:, | and | & |, and ){name})*"
    fill = {"{name}": name, "{names}": names, "{date}": date}
    return (
        re.compile("|".join(f"(?:{p})" for p in table["words"]), re.IGNORECASE),
        re.compile("|".join(f"(?:{re.sub(r'{(name|names|date)}', lambda m: fill[m[0]], p)})" for p in table["names"])),
    )
