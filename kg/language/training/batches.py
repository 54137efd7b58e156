"""Windows → tensors: word pieces, case features, targets; batches of even shapes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import torch

from kg.language.labels import BIO
from kg.language.pieces import Cut, Pieces
from kg.language.training.corpora import Window

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
    taken, size = [], 0
    while size < words:
        taken.append(next(stream))
        size += len(taken[-1].words)
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
    """Cues of statements, or words that tell reports: their row, place and label, how they stand, and ``links``,
    ``[marks, roles, words]``: 1 for a word that is tied."""

    row: torch.Tensor
    word: torch.Tensor
    label: torch.Tensor
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
            known[r, begin + 1 : end] = window.marks is None
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

    def marks(self, batch: list[Row], longest: int, name: str, roles: int) -> tuple[Marked, torch.Tensor]:
        """The ``marks`` or ``reports`` of a batch, and which words of it belong to windows that have them coded,
        ``[rows, words]``. What is tied outside of its window is left out."""
        known = torch.zeros(len(batch), longest, dtype=torch.bool)
        rows, links = [], []
        for r, begin, window in _placed(batch):
            marks, end = getattr(window, name), begin + len(window.words)
            known[r, begin:end] = marks is not None
            for mark in (mark.moved(begin) for mark in marks or ()):
                rows.append((r, mark.word, mark.label, mark.standing))
                tied = torch.zeros(roles, longest)
                for role, words in enumerate(mark.tied):
                    tied[role, [i for i in words if begin <= i < end]] = 1
                links.append(tied)
        columns = (torch.tensor([row[n] for row in rows], dtype=torch.long) for n in range(4))
        return Marked(*columns, torch.stack(links) if links else torch.zeros(0, roles, longest)), known

    def _allowed(self, prefix: str, types: frozenset[str]) -> torch.Tensor:
        key = (prefix, types)
        if key not in self.allowed:
            prefixes = {"O": "BI", "?": "BI", "B": "B", "I": "I"}[prefix]
            names = {f"{p}-{t}" for p in prefixes for t in types if t != "O"} | ({"O"} if "O" in types else set())
            self.allowed[key] = torch.tensor([label in names for label in BIO])
        return self.allowed[key]


def _placed(batch: list[Row]) -> Iterator[tuple[int, int, Window]]:
    """Each window of a batch with its row and its first word's place there."""
    for r, row in enumerate(batch):
        begin = 0
        for window in row.windows:
            yield r, begin, window
            begin += len(window.words)
