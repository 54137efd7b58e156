"""The ONNX model: windows of words in, what every head says of them out. Knows no spaCy."""

import hashlib
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from kg.errors import ModelError
from kg.language.labels import BIO
from kg.language.lemmas import apply_rule, regular
from kg.language.pieces import Pieces
from kg.language.runtime import Session, session
from kg.language.statements import Cue, ReportCue, StatementHead
from kg.language.stops import Clause, Stops
from kg.language.tree import best_tree
from kg.lexicon import load

WEIGHTS = Path(__file__).with_name("weights")
FILES = ("reader.onnx", "statements.onnx", "relations.npy", "labels.json", "tokenizer.json")
APART = -1e4  # the parser's score of two words in different sentences, as in the training
ANSWERS = ("start", "pos", "tag", "morph", "lemma", "entity", "arcs", "rel_dep", "rel_head", "shared")


@dataclass(slots=True)
class Analysis:
    """What the model says of one window; every list is as long as its words.

    ``heads`` are indices into the window, a root its own; ``starts`` is true where a sentence begins; ``entities``
    are BIO labels; ``cues`` and ``reports`` are what the statement head finds.
    """

    starts: list[bool]
    pos: list[str]
    tag: list[str]
    morph: list[str]
    lemma: list[str]
    heads: list[int]
    deps: list[str]
    entities: list[str]
    cues: list[Cue]
    reports: list[ReportCue]


def digest(folder: Path) -> str:
    """SHA-256 of the weights in ``folder``, 16 hexadecimal digits."""
    whole = hashlib.sha256()
    for name in FILES:
        whole.update((folder / name).read_bytes())
    return whole.hexdigest()[:16]


class Engine:
    """A folder of weights, loaded once. Deterministic; safe to share between threads."""

    def __init__(self, folder: Path):
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"model folder {folder.name!r} lacks {', '.join(missing)}: train one with 'make model'")
        self.folder = folder
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text("utf-8"))
        self.pieces = Pieces(folder / "tokenizer.json")
        relations = np.load(folder / "relations.npy").astype(np.float32)  # [labels, dependent, head]
        self.relations = np.ascontiguousarray(relations.transpose(2, 0, 1).reshape(relations.shape[2], -1))
        self.statements = StatementHead(folder / "statements.onnx")
        self.known = frozenset(self.labels["known"]) | {f.lemma for f in load().all_frames}
        self.stops = Stops.of(load())
        self.forbidden = _forbidden()
        self.threads = os.cpu_count()

    @cached_property
    def session(self) -> Session:
        """The onnxruntime session, made at first use, so that an engine pickles before it."""
        return session(self.folder / "reader.onnx", denormals=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the weights, 16 hexadecimal digits: which model read a document."""
        return digest(self.folder)

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k != "session"}

    def analyse(self, windows: list[list[str]], starts: list[list[bool] | None]) -> list[Analysis]:
        """Read ``windows`` of words; ``starts`` gives sentence starts that are already known, window by window.

        Each window is a run of its own, several at a time: int8 scales depend on all that is in a run, and what a
        sentence means must not depend on its neighbours in a batch.
        """
        # a thread a window: BLAS's own threads would only wait for each other (measured: 15 times slower)
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(self._read, windows, starts))

    def _read(self, words: list[str], starts: list[bool] | None) -> Analysis:
        scores = self._scores(words)
        analysis = self._decode(words, starts, scores)
        ends = list(self._overlooked(words, analysis)) if starts is None else []
        if not ends:
            analysis.cues, analysis.reports = self._marked(analysis.starts, scores)
            return analysis
        bounds = pairwise((0, *ends, len(words)))  # each part by itself: a name never runs on into the next
        return _joined([self._read(words[begin:end], None) for begin, end in bounds])

    def _overlooked(self, words: list[str], analysis: Analysis) -> Iterator[int]:
        """Words that begin a sentence behind an abbreviation's full stop, where the model saw none."""
        bounds = [i for i, start in enumerate(analysis.starts) if start] + [len(words)]
        for begin, end in pairwise(bounds):
            for i in self.stops.places(words[begin:end], analysis.tag[begin:end], analysis.entities[begin:end]):
                at = begin + i
                stopped = [*words[begin:at], ".", *words[at:end]]
                scores = self._scores(stopped)
                read = self._decode(stopped, [n in (0, i + 1) for n in range(len(stopped))], scores)
                parts = _clause(read, 0, i + 1), _clause(read, i + 1)
                if self.stops.is_end(words, at, scores["start"][i + 1], parts):
                    yield at

    def _scores(self, words: list[str]) -> dict[str, np.ndarray]:
        """What every head says of a window."""
        cut = self.pieces.of_words(words)
        feed: dict[str, np.ndarray] = {
            "pieces": np.array([cut.ids], dtype=np.int64),
            "cases": np.array([cut.cases], dtype=np.int64),
            "mask": np.ones((1, len(cut.ids)), dtype=np.float32),
            "first": np.array([cut.first], dtype=np.int64),
        }
        values = self.session.run(ANSWERS, feed)
        return {name: value[0] for name, value in zip(ANSWERS, values, strict=True)} | {"first": feed["first"][0]}

    def _decode(self, words: list[str], known: list[bool] | None, scores: dict[str, np.ndarray]) -> Analysis:
        n = len(words)
        begins = (i == 0 or self.stops.begins(words, i, score) for i, score in enumerate(scores["start"]))
        starts = list(known if known is not None else begins)
        bounds = [i for i in range(n) if starts[i]] + [n]
        heads = np.empty(n, dtype=np.int64)
        for begin, end in zip(bounds, bounds[1:], strict=False):
            heads[begin:end] = begin + best_tree(scores["arcs"][begin:end, begin:end])
        labels = self.labels
        pos = [labels["pos"][i] for i in scores["pos"]]
        return Analysis(
            starts=starts,
            pos=pos,
            tag=[labels["tag"][i] for i in scores["tag"]],
            morph=[labels["morph"][i] for i in scores["morph"]],
            lemma=[self._lemma(*each) for each in zip(words, pos, scores["lemma"], strict=True)],
            heads=heads.tolist(),
            deps=self._deps(scores["rel_dep"], scores["rel_head"], heads),
            entities=[BIO[i] for i in self._spans(scores["entity"])],
            cues=[],
            reports=[],
        )

    def _marked(self, starts: list[bool], scores: dict[str, np.ndarray]) -> tuple[list[Cue], list[ReportCue]]:
        sentence = np.cumsum(starts)
        arcs = np.where(sentence[:, None] == sentence, scores["arcs"], APART)
        return self.statements.find(scores["shared"], scores["first"], arcs.astype(np.float32))

    def _lemma(self, word: str, pos: str, rules: np.ndarray) -> str:
        """The lemma of the likeliest rule; of verbs, nouns and adjectives the likeliest that makes a known word:
        "leaving" is "leave", not "leav". A piece of a word ("su" of "suing") is one only if nothing better is known."""
        first = apply_rule(self.labels["lemma"][rules[0]], word)
        if pos not in ("VERB", "NOUN", "ADJ", "AUX") or first in self.known:
            return first
        others = [apply_rule(self.labels["lemma"][i], word) for i in rules[1:]]
        found = next(filter(self.known.__contains__, regular(word)), None)
        return found or next(filter(self._known, (first, *others)), first)

    def _known(self, lemma: str) -> bool:
        return lemma in self.known or self.pieces.is_word(lemma)

    def _deps(self, dependents: np.ndarray, governors: np.ndarray, heads: np.ndarray) -> list[str]:
        one = np.ones((len(heads), 1), dtype=np.float32)
        a, b = np.hstack((dependents, one)), np.hstack((governors[heads], one))
        scores = np.einsum("nld,nd->nl", (b @ self.relations).reshape(len(heads), -1, a.shape[1]), a)
        root = self.labels["dep"].index("root")
        at_root = heads == np.arange(len(heads))
        scores[:, root] = np.where(at_root, np.inf, -np.inf)
        return [self.labels["dep"][i] for i in scores.argmax(1)]

    def _spans(self, logp: np.ndarray) -> list[int]:
        """The best sequence of BIO labels in which no name continues that has not begun (Viterbi 1967)."""
        free: np.ndarray = logp.argmax(1)
        if not np.isinf(self.forbidden[np.concatenate(([0], free[:-1])), free]).any():
            return [*map(int, free)]
        best, back = logp[0] + self.forbidden[0], []  # as if after O
        for row in logp[1:]:
            through = best[:, None] + self.forbidden
            back.append(through.argmax(0))
            best = through.max(0) + row
        path = [int(best.argmax())]
        for pointers in reversed(back):
            path.append(int(pointers[path[-1]]))
        return path[::-1]


def _clause(read: Analysis, begin: int, end: int | None = None) -> Clause:
    heads = [head - begin for head in read.heads[begin:end]]
    return Clause(read.tag[begin:end], read.lemma[begin:end], heads, read.deps[begin:end])


def _joined(parts: list[Analysis]) -> Analysis:
    """The analyses of neighbouring windows as one."""
    begins = list(accumulate((len(part.starts) for part in parts), initial=0))
    heads = [begin + head for begin, part in zip(begins, parts, strict=False) for head in part.heads]
    lists = {f.name: [v for part in parts for v in getattr(part, f.name)] for f in fields(Analysis)}
    for name in ("cues", "reports"):
        marks = (
            (begin, len(p.starts), mark) for begin, p in zip(begins, parts, strict=False) for mark in getattr(p, name)
        )
        lists[name] = [mark.placed(range(begin, begin + size)) for begin, size, mark in marks]
    return Analysis(**lists | {"heads": heads})


def _forbidden() -> np.ndarray:
    """``[from, to]``: 0 where label ``to`` may follow ``from``, else minus infinity. Row 0 is ``O``."""
    table = np.zeros((len(BIO), len(BIO)), dtype=np.float32)
    for j, label in enumerate(BIO):
        if label.startswith("I-"):
            for i, before in enumerate(BIO):
                if before not in (label, "B-" + label[2:]):
                    table[i, j] = -np.inf
    return table
