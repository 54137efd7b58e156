"""Sentences with people and bodies marked in them, and who takes which side: DSE and NewsMTSC. Needs no torch."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.language.training.corpora import Side, Window

Tokenize = Callable[[str], list[tuple[int, str]]]  # a text → where each word starts, and the word
LONGEST = 200  # words; a few lines of NewsMTSC are whole articles
SENTIMENT = {2.0: 3, 4.0: 0, 6.0: 1}  # NewsMTSC's −, 0, + as DSE's classes: the first against, neutral, for the second


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


def guessed(sides, doc, pair: Pair) -> int:
    """The class that the learned head finds likeliest, the mentions given, the whole text taken as their sentence."""
    words = [t for t in doc if not t.is_space]
    mentions = [_words([(t.idx, t.text) for t in words], span) for span in (pair.first, pair.second)]
    ranges = [(m[0], m[-1] + 1) for m in mentions]
    chances = sides.judge(doc.tensor[[t.i for t in words]], ranges, [(0, 1)])[0].chances
    return chances.index(max(chances))


def dse(path: Path, tokenize: Tokenize) -> list[list[Window]]:
    """Windows of one sentence with one pair each."""
    marked = ((pair.text, [(pair.first, pair.second, pair.label)]) for pair in read(path))
    return _usable(_window(text, sides, tokenize) for text, sides in marked)


def newsmtsc(path: Path, tokenize: Tokenize) -> list[list[Window]]:
    """Windows of one sentence; what it says of its targets, whoever says so (Hamborg and Donnay, EACL 2021)."""
    windows = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        sides = [(None, (t["from"], t["to"]), SENTIMENT[t["polarity"]]) for t in record["targets"]]
        windows.append(_window(record["sentence_normalized"], sides, tokenize))
    return _usable(windows)


def _usable(windows: Iterable[Window]) -> list[list[Window]]:
    return [[window] for window in windows if window.sides and len(window.words) <= LONGEST]


def _window(text: str, sides, tokenize: Tokenize) -> Window:
    tokens = [(start, word) for start, word in tokenize(text) if word.strip()]
    placed = [
        Side(first and _words(tokens, first), _words(tokens, second), label, (0, len(tokens)))
        for first, second, label in sides
    ]
    return Window(
        words=[word for _, word in tokens],
        starts=[i == 0 for i in range(len(tokens))],
        sides=[s for s in placed if s.second and s.first != () and s.first != s.second],
    )


def _words(tokens: list[tuple[int, str]], span: tuple[int, int]) -> tuple[int, ...]:
    return tuple(i for i, (start, word) in enumerate(tokens) if start < span[1] and start + len(word) > span[0])
