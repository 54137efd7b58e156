"""Sentences with their statements and reports coded by hand, as windows of words; JSON lines as `kg.evaluate.bank`
describes, with ``source`` of each statement, and ``reports``: ``source``, ``cue`` and ``content``, a list of spans.
Needs no torch."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from kg.language.labels import CUES, REPORT_ROLES, ROLES, STANDINGS
from kg.language.training.corpora import Mark, Window

SIGNS = {1: "+", -1: "-", 0: "0"}
WEAK = frozenset(("ADP", "DET", "PART", "SCONJ", "CCONJ", "PUNCT", "AUX", "SPACE"))  # no heads, if anything else is


def records(path: Path) -> list[dict]:
    """The sentences of a file, as they are written there."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(records: Iterable[dict], nlp) -> list[list[Window]]:
    """Documents of one-sentence windows, each with its marks. Spans are marked by their head words in the parse of
    ``nlp``; a holder or source in another sentence is marked where `corpora.joined` puts it into the same window."""
    groups: dict[str, list[dict]] = {}
    for record in records:
        groups.setdefault(record["id"].rpartition(".")[0] or record["id"], []).append(record)
    cut = [[list(nlp.tokenizer(record["text"])) for record in records] for records in groups.values()]
    docs = nlp.pipe(_doc(nlp.vocab, sentences) for sentences in cut)
    return [_Document(*each).windows() for each in zip(groups.values(), cut, docs, strict=True)]


def _doc(vocab, sentences: list[list]) -> Doc:
    tokens = [(token, n == 0, n == len(s) - 1) for s in sentences for n, token in enumerate(s)]
    spaces = [bool(token.whitespace_) or last for token, _, last in tokens]
    return Doc(vocab, [t.text for t, _, _ in tokens], spaces, sent_starts=[first for _, first, _ in tokens])


class _Document:
    """Neighbouring sentences: their records, their words, and the parse of all of them."""

    def __init__(self, records: list[dict], sentences: list[list], doc: Doc):
        self.records, self.doc = records, doc
        self.words: dict[str, list[tuple[int, int, int]]] = {}  # a sentence's id → place in ``doc``, start, end
        begin = 0
        for record, tokens in zip(records, sentences, strict=True):
            self.words[record["id"]] = [(begin + n, t.idx, t.idx + len(t)) for n, t in enumerate(tokens)]
            begin += len(tokens)

    def windows(self) -> list[Window]:
        return [self._window(record) for record in self.records]

    def _window(self, record: dict) -> Window:
        first = self.words[record["id"]][0][0]
        words = self.doc[first : first + len(self.words[record["id"]])]
        statements = [
            (self._head(record, s["cue"]), CUES.index(_label(s)), STANDINGS.index(s["standing"]),
             tuple(self._heads(record, s[role]) for role in ROLES))
            for s in record["statements"]
        ]  # fmt: skip
        reports = [
            (self._head(record, r["cue"]), 0, 0,
             tuple(self._reported(record, r)[role] for role in REPORT_ROLES))
            for r in record.get("reports", ()) if r["cue"]
        ]  # fmt: skip
        return Window(
            words=[t.text for t in words],
            starts=[n == 0 for n in range(len(words))],
            blanks=[bool(t.whitespace_) for t in words],
            marks=[mark.moved(-first) for mark in _merged(statements)],
            reports=[mark.moved(-first) for mark in _merged(reports)] if "reports" in record else None,
        )

    def _reported(self, record: dict, report: dict) -> dict[str, tuple[int, ...]]:
        inside = [place for span in report["content"] for place in self._inside(record, span)]
        ends = {"begin": (min(inside),), "end": (max(inside),)} if inside else {"begin": (), "end": ()}
        return {"source": self._heads(record, report["source"])} | ends

    def _inside(self, record: dict, value) -> list[int]:
        """The places in ``doc`` of the words of a span; none where there is no span or it is nowhere here."""
        where, span = (value["id"], value["span"]) if isinstance(value, dict) else (record["id"], value)
        if span in (None, "author"):
            return []
        return [i for i, start, end in self.words.get(where, ()) if start < span[1] and end > span[0]]

    def _head(self, record: dict, value) -> int | None:
        """The word of a span on which the others hang."""
        places = self._inside(record, value)
        tops = [i for i in places if self.doc[i].head.i == i or self.doc[i].head.i not in places]
        return next((i for i in tops if self.doc[i].pos_ not in WEAK), tops[0] if tops else None)

    def _heads(self, record: dict, value) -> tuple[int, ...]:
        head = self._head(record, value)
        return () if head is None else (head,)


def _label(statement: dict) -> str:
    kind = statement["kind"]
    return kind if kind == "affiliation" else kind + SIGNS[statement["sign"]]


def _merged(rows: Iterable[tuple]) -> list[Mark]:
    """One mark a word: of two kinds that one word says, the first; what its rows of that kind tie, together."""
    by_word: dict[int, list[tuple]] = {}
    for row in rows:
        if row[0] is not None:
            by_word.setdefault(row[0], []).append(row)
    marks = []
    for word, mine in sorted(by_word.items()):
        _, label, standing, _ = mine[0]
        ties = [tied for _, other, _, tied in mine if other == label]
        tied = tuple(tuple(sorted({i for row in each for i in row})) for each in zip(*ties, strict=True))
        marks.append(Mark(word, label, standing, tied))
    return marks
