"""Windows → tensors: word pieces, case features, targets; batches of even shapes."""

import random
from collections.abc import Iterator

import torch

from kg.language.labels import BIO
from kg.language.pieces import Pieces

UNKNOWN = -100


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


def microbatches(windows: list, pieces: Pieces, limit: int) -> Iterator[list]:
    """Windows of like length together, at most ``limit`` padded pieces a batch."""
    measured = sorted(((pieces.of_words(w.words), w) for w in windows), key=lambda pair: len(pair[0].ids))
    batch: list = []
    for cut, window in measured:
        width = _rounded(len(cut.ids))
        if batch and (len(batch) + 1) * width > limit:
            yield batch
            batch = []
        batch.append((cut, window))
    if batch:
        yield batch


def _rounded(length: int) -> int:
    return -(-length // 16) * 16


class Encoder:
    """Windows and their labels as tensors; ``labels`` maps each layer's name to its list of labels."""

    def __init__(self, pieces: Pieces, labels: dict[str, list[str]], rng: random.Random, settings: dict):
        self.pieces, self.rng, self.settings = pieces, rng, settings
        self.index = {name: {label: i for i, label in enumerate(values)} for name, values in labels.items()}
        self.allowed: dict[tuple, torch.Tensor] = {}

    def inputs(self, batch: list, *, noisy: bool) -> tuple[torch.Tensor, ...]:
        width = _rounded(max(len(cut.ids) for cut, _ in batch))
        longest = _rounded(max(len(cut.first) for cut, _ in batch))
        ids = torch.zeros(len(batch), width, dtype=torch.long)
        cases, mask = torch.zeros_like(ids), torch.zeros(len(batch), width)
        first = torch.zeros(len(batch), longest, dtype=torch.long)
        for row, (cut, _) in enumerate(batch):
            n = len(cut.ids)
            ids[row, :n], cases[row, :n] = torch.tensor(cut.ids), torch.tensor(cut.cases)
            mask[row, :n] = 1.0
            first[row, : len(cut.first)] = torch.tensor(cut.first)
            if noisy:
                self._blur(ids[row, 1 : n - 1], cases[row, 1 : n - 1])
        return ids, cases, mask, first

    def _blur(self, ids, cases):
        """Drop pieces now and then, and read a few windows as headlines in capitals or as careless lower case."""
        hidden = torch.rand(len(ids)) < self.settings["word_dropout"]
        ids[hidden] = self.pieces.unknown
        chance = self.rng.random()
        share = self.settings["case_dropout"]
        if chance < 2 * share:
            letters = cases < 4
            cases[letters] = 2 if chance < share else 0

    def layer(self, batch: list, name: str, longest: int) -> torch.Tensor:
        """Targets ``[batch, words]`` of one layer; UNKNOWN where there are none or the label is too rare."""
        target = torch.full((len(batch), longest), UNKNOWN)
        source = {"dep": "deps"}.get(name, name)
        for row, (_, window) in enumerate(batch):
            values = getattr(window, source)
            if values is not None:
                target[row, : len(values)] = torch.tensor([self.index[name].get(v, UNKNOWN) for v in values])
        return target

    def numbers(self, batch: list, name: str, longest: int) -> torch.Tensor:
        """As `layer`, for what is a number already: ``starts``, ``heads``."""
        target = torch.full((len(batch), longest), UNKNOWN)
        for row, (_, window) in enumerate(batch):
            values = getattr(window, name)
            if values is not None:
                target[row, : len(values)] = torch.tensor([int(v) for v in values])
        return target

    def entities(self, batch: list, longest: int) -> torch.Tensor:
        """Allowed labels ``[batch, words, labels]``, boolean; all true where nothing is known."""
        target = torch.ones(len(batch), longest, len(BIO), dtype=torch.bool)
        for row, (_, window) in enumerate(batch):
            if window.entities is not None:
                target[row, : len(window.entities)] = torch.stack([self._allowed(*e) for e in window.entities])
        return target

    def _allowed(self, prefix: str, types: frozenset[str]) -> torch.Tensor:
        key = (prefix, types)
        if key not in self.allowed:
            prefixes = {"O": "BI", "?": "BI", "B": "B", "I": "I"}[prefix]
            names = {f"{p}-{t}" for p in prefixes for t in types if t != "O"} | ({"O"} if "O" in types else set())
            self.allowed[key] = torch.tensor([label in names for label in BIO])
        return self.allowed[key]
