"""Directed stance end to end, on DSE (Park, Pan and Joo, "Who blames or endorses whom?", ACL 2021).

A line is a sentence with two mentions in brackets, the two mentions, and a class: 0 neutral, 1 the first is for the
second, 2 the second for the first, 3 the first against the second, 4 the second against the first. The brackets are
taken out and the sentence is read like any document. A statement counts when its holder and its target, or a party to
its target, overlap the two mentions and it takes a side; a side taken on a neutral sentence is an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.reading import Reader
from kg.evaluate.scores import Measured, Miss, Score, calibration_error, overlap, places, worst
from kg.model import Party, Statement

CLASS = {(True, 1): 1, (False, 1): 2, (True, -1): 3, (False, -1): 4}  # (first is the holder, polarity)
SAID = ("neutral", "first for second", "second for first", "first against second", "second against first")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of DSE without its brackets, and where the two mentions stand, whole words.

    ``label``: 0 neutral, 1 the first is for the second, 2 the second for the first, 3 the first against the second, 4
    the second against the first.
    """

    text: str
    first: tuple[int, int]
    second: tuple[int, int]
    label: int


def read(path: Path) -> Iterator[Pair]:
    """The pairs of DSE's tab-separated file (Park, Pan and Joo, ACL 2021): sentence with two mentions in brackets,
    the mentions, the class."""
    for line in path.read_text("utf-8").splitlines():
        marked, _, _, label = line.split("\t")
        spans, text = [], ""
        for n, part in enumerate(re.split(r"\[(.*?)\]", marked)):
            if n % 2:
                spans.append((len(text), len(text) + len(part)))
            text += part
        if len(spans) >= 2:
            first, second = (_whole(text, *span) for span in spans[:2])
            yield Pair(text, first, second, int(label))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while end - start > 1 and text[end - 1] in "'’":
        end -= 1
    return start, end


def measure(path: Path, reader: Reader) -> Measured:
    pairs = list(read(path))
    judged: list[tuple[float, bool]] = []
    misses: list[Miss] = []
    for pair, doc in zip(pairs, reader.parse(p.text for p in pairs), strict=True):
        reading = reader.reading(doc)
        found: dict[int, Statement] = {}
        for statement in sorted(reading.statements, key=lambda s: -s.confidence):
            for label in _labels(statement, pair):
                found.setdefault(label, statement)
        judged += [(s.confidence, label == pair.label) for label, s in found.items()]
        wrong = [(s.confidence, SAID[label]) for label, s in found.items() if label != pair.label]
        if wrong or pair.label and pair.label not in found:
            shown = _marked(pair)
            misses += [Miss(shown, SAID[pair.label], said, sure) for sure, said in wrong or [(0.0, "nothing")]]
    true, right = sum(pair.label > 0 for pair in pairs), sum(r for _, r in judged)
    score = Score("sides taken, end to end", right, len(judged), true)
    return Measured("dse", f"{len(pairs)} sentences", (score,), worst(misses), calibration_error(judged))


def _labels(statement: Statement, pair: Pair) -> Iterator[int]:
    if statement.polarity == 0 or statement.holder is None:
        return
    for forward in (True, False):
        holder, target = (pair.first, pair.second) if forward else (pair.second, pair.first)
        if overlap(_place(statement.holder), holder) and any(overlap(p, target) for p in places(statement.target)):
            yield CLASS[forward, statement.polarity]


def _place(party: Party) -> tuple[int, int]:
    return party.start, party.end


def _marked(pair: Pair) -> str:
    text = pair.text
    for start, end in sorted((pair.first, pair.second), reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text
