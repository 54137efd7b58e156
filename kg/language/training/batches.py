"""Windows → tensors: word pieces, case features, targets; batches of even shapes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import torch

from kg.language.labels import BIO, CUES, REPORT_ROLES, ROLES, STANDINGS
from kg.language.pieces import Cut, Pieces
from kg.language.training.corpora import Lesson, Window

UNKNOWN = -100
ROW = 256  # word pieces in a row


def endless(windows: list, rng: random.Random, renew=None) -> Iterator:
    """Shuffled again and again; ``renew()`` gives the list of the next pass."""
    while True:
        windows = renew() if renew else windows
        order = list(range(len(windows)))
        rng.shuffle(order)
        for i in order:
            yield windows[i]


def take(stream: Iterator, words: int) -> list:
    """Windows of so many words at least, fewer only where there are no more."""
    taken, size = [], 0
    while size < words and (window := next(stream, None)) is not None:
        taken.append(window)
        size += len(window.words)
    return taken


@dataclass(slots=True)
class Row:
    """Windows side by side in one row of a batch: nothing is padded but the row's end, and none sees another."""

    cuts: list[Cut] = field(default_factory=list)
    windows: list = field(default_factory=list)

    def __len__(self) -> int:
        """Word pieces."""
        return sum(len(cut.ids) for cut in self.cuts)


def packed(windows: list, pieces: Pieces) -> list[Row]:
    """Rows of at most `ROW` pieces, filled first-fit from the longest window down; a longer window has its own."""
    rows: list[Row] = []
    measured = ((pieces.of_words(w.words), w) for w in windows)
    for cut, window in sorted(measured, key=lambda pair: -len(pair[0].ids)):
        row = next((row for row in rows if len(row) + len(cut.ids) <= ROW), None)
        if row is None:
            rows.append(row := Row())
        row.cuts.append(cut)
        row.windows.append(window)
    return rows


def microbatches(windows: list, pieces: Pieces, limit: int) -> Iterator[list[Row]]:
    """Rows, at most ``limit`` padded pieces a batch; shapes are few, because bf16 kernels are cached by shape."""
    batch: list[Row] = []
    for row in sorted(packed(windows, pieces), key=len):
        if batch and (len(batch) + 1) * _width([*batch, row]) > limit:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _width(rows: list[Row]) -> int:
    return _rounded(max(ROW, *(len(row) for row in rows)))


def _rounded(length: int) -> int:
    return -(-length // 16) * 16


class Marked(NamedTuple):
    """What is to be learned of statements and reports, as chances; those that a person coded are 0 or 1.

    ``cue [rows, words, CUES]`` and ``report [rows, words]``, with the words where each is known; of each word that ties
    others its ``row``, ``word``, how much it counts as a cue and as telling a report (``weight [n, 2]``), ``standing
    [n, STANDINGS]`` and ``links [n, ROLES + REPORT_ROLES, words]``.
    """

    cue: torch.Tensor
    cue_known: torch.Tensor
    report: torch.Tensor
    report_known: torch.Tensor
    row: torch.Tensor
    word: torch.Tensor
    weight: torch.Tensor
    standing: torch.Tensor
    links: torch.Tensor


class Encoder:
    """Windows and their labels as tensors; ``labels`` maps each layer's name to its list of labels."""

    def __init__(self, pieces: Pieces, labels: dict[str, list[str]], rng: random.Random, settings: dict):
        self.pieces, self.rng, self.settings = pieces, rng, settings
        self.index = {name: {label: i for i, label in enumerate(values)} for name, values in labels.items()}
        self.allowed: dict[tuple, torch.Tensor] = {}

    def inputs(self, batch: list[Row], *, noisy: bool) -> tuple[torch.Tensor, ...]:
        """``ids``, ``cases``, ``segments`` (which window of its row a piece is of; 0: padding), ``places`` (in its
        window), all ``[rows, pieces]``, and ``first``, ``[rows, words]``."""
        longest = _rounded(max(sum(len(w.words) for w in row.windows) for row in batch))
        ids, cases, segments, places = torch.zeros(4, len(batch), _width(batch), dtype=torch.long)
        first = torch.zeros(len(batch), longest, dtype=torch.long)
        for r, row in enumerate(batch):
            at = word = 0
            for number, cut in enumerate(row.cuts, 1):
                end = at + len(cut.ids)
                ids[r, at:end], cases[r, at:end] = torch.tensor(cut.ids), torch.tensor(cut.cases)
                segments[r, at:end], places[r, at:end] = number, torch.arange(end - at)
                first[r, word : word + len(cut.first)] = torch.tensor(cut.first) + at
                if noisy:
                    self._blur(ids[r, at + 1 : end - 1], cases[r, at + 1 : end - 1])
                at, word = end, word + len(cut.first)
        return ids, cases, segments, places, first

    def _blur(self, ids, cases):
        """Drop pieces now and then, and read a few windows as headlines in capitals or as careless lower case."""
        hidden = torch.rand(len(ids)) < self.settings["word_dropout"]
        ids[hidden] = self.pieces.unknown
        chance = self.rng.random()
        share = self.settings["case_dropout"]
        if chance < 2 * share:
            letters = cases < 4
            cases[letters] = 2 if chance < share else 0

    def layer(self, batch: list[Row], name: str, longest: int) -> torch.Tensor:
        """Targets ``[rows, words]`` of one layer; UNKNOWN where there are none or the label is too rare."""
        source = {"dep": "deps"}.get(name, name)
        target = torch.full((len(batch), longest), UNKNOWN)
        for r, begin, window in _placed(batch):
            values = getattr(window, source)
            if values is not None:
                found = [self.index[name].get(v, UNKNOWN) for v in values]
                target[r, begin : begin + len(values)] = torch.tensor(found)
        return target

    def heads(self, batch: list[Row], longest: int) -> torch.Tensor:
        """Each word's head as a place in its row, ``[rows, words]``; UNKNOWN where there is none."""
        target = torch.full((len(batch), longest), UNKNOWN)
        for r, begin, window in _placed(batch):
            if window.heads is not None:
                target[r, begin : begin + len(window.heads)] = torch.tensor(window.heads) + begin
        return target

    def starts(self, batch: list[Row], longest: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Where sentences begin, and whether that is to be learned there (not at a window's first word)."""
        target = torch.zeros(len(batch), longest, dtype=torch.bool)
        known = torch.zeros_like(target)
        for r, begin, window in _placed(batch):
            end = begin + len(window.words)
            target[r, begin:end] = torch.tensor(window.starts)
            known[r, begin + 1 : end] = not window.marked
        return target, known

    def entities(self, batch: list[Row], longest: int) -> torch.Tensor:
        """Allowed labels ``[rows, words, labels]``, boolean; all true where nothing is known."""
        target = torch.ones(len(batch), longest, len(BIO), dtype=torch.bool)
        for r, begin, window in _placed(batch):
            if window.entities is not None:
                marks = torch.stack([self._allowed(*e) for e in window.entities])
                target[r, begin : begin + len(marks)] = marks
        return target

    def windows(self, batch: list[Row], longest: int) -> torch.Tensor:
        """The number of each word's window in its row, from 1, ``[rows, words]``; 0 for padding."""
        numbers = torch.zeros(len(batch), longest, dtype=torch.long)
        for r, begin, window in _placed(batch):
            numbers[r, begin : begin + len(window.words)] = numbers[r].max() + 1
        return numbers

    def marks(self, batch: list[Row], longest: int) -> Marked:
        """Marks, reports and lessons of a batch. What is tied outside of its window is left out."""
        cue, report = torch.zeros(len(batch), longest, len(CUES)), torch.zeros(len(batch), longest)
        cue_known, report_known = torch.zeros(2, len(batch), longest, dtype=torch.bool)
        ties = []
        for r, begin, window in _placed(batch):
            inside = slice(begin, begin + len(window.words))
            lesson = window.lesson or _coded(window)
            cue[r, inside], report[r, inside] = torch.from_numpy(lesson.cues), torch.from_numpy(lesson.reports)
            cue_known[r, inside] = window.marked
            report_known[r, inside] = window.reports is not None or window.lesson is not None
            for word, standing, links in zip(lesson.words, lesson.standings, lesson.links, strict=True):
                whole = torch.zeros(links.shape[0], longest)
                whole[:, inside] = torch.from_numpy(links)
                weight = (1 - lesson.cues[word, 0], lesson.reports[word])
                ties.append((r, begin + int(word), weight, standing, whole))
        row, word, weight, standing, links = zip(*ties, strict=True) if ties else ((),) * 5
        return Marked(
            cue, cue_known, report, report_known, torch.tensor(row, dtype=torch.long),
            torch.tensor(word, dtype=torch.long), torch.tensor(np.array(weight, np.float32)).view(-1, 2),
            torch.tensor(np.array(standing, np.float32)).view(-1, len(STANDINGS)),
            torch.stack(links) if links else torch.zeros(0, len(ROLES) + len(REPORT_ROLES), longest),
        )  # fmt: skip

    def _allowed(self, prefix: str, types: frozenset[str]) -> torch.Tensor:
        key = (prefix, types)
        if key not in self.allowed:
            prefixes = {"O": "BI", "?": "BI", "B": "B", "I": "I"}[prefix]
            names = {f"{p}-{t}" for p in prefixes for t in types if t != "O"} | ({"O"} if "O" in types else set())
            self.allowed[key] = torch.tensor([label in names for label in BIO])
        return self.allowed[key]


def _coded(window: Window) -> Lesson:
    """What a person marked in a window, as chances of 0 and 1."""
    size, roles = len(window.words), (slice(0, len(ROLES)), slice(len(ROLES), None))
    cues, reports = np.zeros((size, len(CUES)), np.float32), np.zeros(size, np.float32)
    cues[:, 0] = 1
    words = sorted({mark.word for mark in (*(window.marks or ()), *(window.reports or ()))})
    standings = np.zeros((len(words), len(STANDINGS)), np.float32)
    links = np.zeros((len(words), len(ROLES) + len(REPORT_ROLES), size), np.float32)
    for mine, marks in zip(roles, (window.marks, window.reports), strict=True):
        for mark in marks or ():
            n = words.index(mark.word)
            for links_of_role, tied in zip(links[n, mine], mark.tied, strict=True):
                links_of_role[[i for i in tied if 0 <= i < size]] = 1
            if marks is window.marks:
                cues[mark.word], standings[n, mark.standing] = np.eye(len(CUES))[mark.label], 1
            else:
                reports[mark.word] = 1
    return Lesson(cues, reports, np.array(words), standings, links)


def _placed(batch: list[Row]) -> Iterator[tuple[int, int, Window]]:
    """Each window of a batch with its row and its first word's place there."""
    for r, row in enumerate(batch):
        begin = 0
        for window in row.windows:
            yield r, begin, window
            begin += len(window.words)
