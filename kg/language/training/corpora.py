"""Corpora as windows of words, each with the labels that its corpus really annotates.

A window is a few consecutive sentences. What a corpus does not annotate is ``None`` (whole layers) or a *set* of
allowed labels (entities): a word left unmarked by a corpus that knows no laws may well be part of a law's name.
"""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kg.language.labels import kept_dep
from kg.language.lemmas import rule_of

HELD_OUT_REDOCRED = 100  # documents, the last ones
# types that some corpus marks: one that none does must be allowed nowhere, or unmarked words drift into it
ANY = frozenset(["O", "PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "DATE", "MONEY", "PERCENT", "CARDINAL"])
GEO_WORDS = frozenset(
    """
    sea ocean river lake gulf bay strait mountain mountains mount desert valley island islands peninsula canal
    europe asia africa america caribbean balkans caucasus antarctica middle pacific atlantic mediterranean
    """.split()  # noqa: SIM905
)
FACILITY_WORDS = frozenset(
    """
    airport airfield bridge palace prison stadium station highway road street square tower base dam port mosque
    church cathedral temple hospital reactor plant airbase barracks embassy hotel museum theatre theater
    """.split()  # noqa: SIM905
)
Allowed = tuple[str, frozenset[str]]  # of a word: "B", "I", "O" or "?", and the types that it may be of
Kinds = Mapping[str, set[str]]  # a corpus's types → ours
NOT_IN_GMB = ANY - {"PERSON", "ORG", "GPE", "LOC", "NORP", "DATE"}
NOT_IN_CROSSNER = ANY - {"PERSON", "ORG", "GPE", "LOC", "EVENT"}
NOT_IN_REDOCRED = frozenset({"O", "NORP"})
NOT_IN_RE3D = ANY - {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "MONEY"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that is the cue of a statement or tells a report: which word, its label (of `kg.language.labels.CUES`; 0
    for a report), its place in `kg.language.labels.STANDINGS`, and the words that it ties, a tuple for each role of
    `kg.language.labels.ROLES` or `REPORT_ROLES`."""

    word: int
    label: int
    standing: int
    tied: tuple[tuple[int, ...], ...]

    def moved(self, by: int) -> "Mark":
        """The same ``by`` words further on."""
        return Mark(self.word + by, self.label, self.standing, tuple(tuple(i + by for i in t) for t in self.tied))


class Lesson(NamedTuple):
    """What is to be learned of a window's statements and reports: chances, those that a person coded 0 or 1.

    ``cues [words, CUES]``; ``reports [words]``; of the ``words`` that may tell a statement or a report: ``standings
    [n, STANDINGS]`` and ``links [n, ROLES + REPORT_ROLES, words]``.
    """

    cues: np.ndarray
    reports: np.ndarray
    words: np.ndarray
    standings: np.ndarray
    links: np.ndarray


@dataclass(slots=True)
class Window:
    """Words with what is known of them; every list is as long as ``words``.

    ``heads`` are indices into the window (a root is its own head); ``entities`` holds, per word, the entity labels
    that are allowed there as ``(prefix, types)``: ``("B", {"ORG"})``, ``("O", {...})`` or ``("?", ANY)``; ``blanks``:
    a space follows; ``paragraph``: the window begins one; ``marks``: the cues of statements, ``reports``: the words
    that tell reports, each in a corpus that marks them. A mark may tie words of neighbouring windows. ``lesson``: what
    a teacher makes of it, in place of marks.
    """

    words: list[str]
    starts: list[bool]
    pos: list[str] | None = None
    tag: list[str] | None = None
    morph: list[str] | None = None
    lemma: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    entities: list[tuple[str, frozenset[str]]] | None = None
    blanks: list[bool] = field(default_factory=list)
    paragraph: bool = False
    marks: list[Mark] | None = None
    reports: list[Mark] | None = None
    lesson: Lesson | None = None

    @property
    def marked(self) -> bool:
        """Whether it is for the statement head."""
        return self.marks is not None or self.lesson is not None

    @property
    def cues(self) -> float:
        """How many cues of statements it has, by their chances where it is a lesson."""
        return float((1 - self.lesson.cues[:, 0]).sum()) if self.lesson else len(self.marks or ())

    @property
    def told(self) -> float:
        """The same of the words that tell reports."""
        return float(self.lesson.reports.sum()) if self.lesson else len(self.reports or ())


def treebank(path: Path) -> list[list[Window]]:
    """Documents of one-sentence windows, from CoNLL-U."""
    documents: list[list[Window]] = []
    for block in text_of(path).split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines) or not documents:
            documents.append([])
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            documents[-1].append(_sentence(rows))
            documents[-1][-1].paragraph = any(line.startswith("# newpar") for line in lines)
    return [document for document in documents if document]


def _sentence(rows: list[list[str]]) -> Window:
    words = [row[1] for row in rows]
    heads = [int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)]
    return Window(
        words=words,
        starts=[i == 0 for i in range(len(words))],
        pos=[row[3] for row in rows],
        tag=[row[4] for row in rows],
        morph=[row[5] for row in rows],
        lemma=[rule_of(row[1], row[2]) for row in rows],
        heads=heads,
        deps=["root" if row[6] == "0" else kept_dep(row[7]) for row in rows],
        blanks=["SpaceAfter=No" not in row[9] for row in rows],
    )


def joined(windows: list[Window]) -> Window:
    """One window out of several, in order."""
    whole = windows[0]
    for nxt in windows[1:]:
        shift = len(whole.words)
        layers: dict[str, Any] = {}
        for name in ("words", "starts", "pos", "tag", "morph", "lemma", "deps", "entities", "blanks"):
            a, b = getattr(whole, name), getattr(nxt, name)
            layers[name] = None if a is None or b is None else a + b
        heads = None if whole.heads is None or nxt.heads is None else whole.heads + [h + shift for h in nxt.heads]
        for name in ("marks", "reports"):
            a, b = getattr(whole, name), getattr(nxt, name)
            layers[name] = None if a is None or b is None else a + [mark.moved(shift) for mark in b]
        whole = replace(whole, heads=heads, **layers)
    return whole


def regrouped(documents: list[list[Window]], rng: random.Random, longest: int) -> list[Window]:
    """Consecutive sentences joined into windows of random length, up to ``longest`` words."""
    windows = []
    for document in documents:
        i = 0
        while i < len(document):
            aim = rng.choice((1, longest // 3, longest))
            j, size = i + 1, len(document[i].words)
            while j < len(document) and size + len(document[j].words) <= aim:
                size += len(document[j].words)
                j += 1
            windows.append(joined(document[i:j]))
            i = j
    return windows


def regrouped_names(documents: list[list[Window]], rng: random.Random, longest: int) -> list[Window]:
    """Name windows: a document's sentences together; single sentences of shuffled corpora joined at random."""
    if all(len(document) == 1 for document in documents[:50]):
        order = [window for document in documents for window in document]
        rng.shuffle(order)
        windows = []
        while order:
            group = [order.pop() for _ in range(min(len(order), rng.choice((1, 1, 2, 4))))]
            fits = sum(len(window.words) for window in group) <= longest
            windows += [joined(group)] if fits else group
        return windows
    return regrouped(documents, rng, longest)


def gmb(path: Path) -> list[list[Window]]:
    kinds = {"per": {"PERSON"}, "org": {"ORG"}, "gpe": {"NORP"}, "tim": {"DATE"}, "eve": {"EVENT"}}
    documents = []
    for block in text_of(path).split("\n\n"):
        rows = [line.split() for line in block.split("\n") if len(line.split()) == 3]
        if rows:
            words = [{"``": '"', "''": '"'}.get(row[0], row[0]) for row in rows]
            labels = _amounts(words, _bio([row[2] for row in rows], words, kinds, NOT_IN_GMB | {"EVENT"}))
            documents.append([_names(words, labels)])
    return documents


def crossner(path: Path) -> list[list[Window]]:
    kinds = {
        "politician": {"PERSON"}, "person": {"PERSON"}, "organisation": {"ORG"}, "politicalparty": {"ORG"},
        "country": {"GPE"}, "event": {"EVENT"}, "election": {"EVENT"},
        "misc": {"NORP", "EVENT", "FAC", "O"},
    }  # fmt: skip
    documents = []
    for block in text_of(path).split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if "\t" in line]
        if rows:
            words = [row[0] for row in rows]
            documents.append([_names(words, _bio([row[1] for row in rows], words, kinds, NOT_IN_CROSSNER))])
    return documents


def redocred(path: Path) -> list[list[Window]]:
    kinds = {"PER": {"PERSON"}, "ORG": {"ORG"}, "TIME": {"DATE"}, "MISC": {"EVENT", "NORP", "FAC", "O"}}
    documents = []
    for record in json.loads(text_of(path)):
        marks = [["O"] * len(sentence) for sentence in record["sents"]]
        mentions = [m for vertex in record["vertexSet"] for m in vertex]
        for m in sorted(mentions, key=lambda m: m["pos"][0] - m["pos"][1]):
            start, end = m["pos"]
            if all(mark == "O" for mark in marks[m["sent_id"]][start:end]):
                marks[m["sent_id"]][start:end] = ["B-" + m["type"]] + ["I-" + m["type"]] * (end - start - 1)
        pairs = zip(record["sents"], marks, strict=True)
        documents.append([_names(w, _bio(t, w, kinds, NOT_IN_REDOCRED)) for w, t in pairs if w])
    return documents


def re3d(folder: Path, tokenize: Callable[[str], Iterable[tuple[int, str]]]) -> list[list[Window]]:
    """``tokenize`` turns a text into ``(start, word)`` pairs."""
    kinds = {"Person": {"PERSON"}, "Organisation": {"ORG"}, "Nationality": {"NORP"}, "Temporal": {"DATE"},
             "Money": {"MONEY"}}  # fmt: skip
    documents = []
    for source in sorted(folder.iterdir()):
        entities = [json.loads(line) for line in (source / "entities.json").read_text("utf-8").splitlines()]
        for line in (source / "documents.json").read_text("utf-8").splitlines():
            record = json.loads(line)
            mine = [e for e in entities if e["documentId"] == record["_id"] and e["confidence"] == 1]
            for paragraph in re.finditer(r"[^\n]+", record["text"]):
                tokens = [(s + paragraph.start(), w) for s, w in tokenize(paragraph.group()) if w.strip()]
                if 2 < len(tokens) < 150:
                    documents.append([_names([w for _, w in tokens], _marked(tokens, mine, kinds))])
    return documents


def _marked(tokens: list[tuple[int, str]], entities: list[dict[str, Any]], kinds: Kinds) -> list[Allowed]:
    labels: list[Allowed] = [("O", NOT_IN_RE3D)] * len(tokens)
    for e in sorted(entities, key=lambda e: e["begin"] - e["end"]):
        inside = [i for i, (s, w) in enumerate(tokens) if s < e["end"] and s + len(w) > e["begin"]]
        if inside and tokens[inside[0]][1].lower() == "the":
            inside = inside[1:]
        named = inside and tokens[inside[0]][1][0].isupper()
        words = [tokens[i][1] for i in inside]
        types = kinds.get(e["type"]) or (_place(words) if e["type"] == "Location" else ANY)
        for n, i in enumerate(inside):
            if named or e["type"] in ("Temporal", "Money"):
                labels[i] = ("B" if n == 0 else "I", frozenset(types)) if types is not ANY else ("?", ANY)
            elif labels[i][0] == "O":
                labels[i] = ("?", ANY)
    return labels


def _bio(marks: list[str], words: list[str], kinds: Kinds, unmarked: AbstractSet[str]) -> list[Allowed]:
    """Allowed entity labels per word, from a corpus's own BIO marks."""
    labels: list[Allowed] = []
    i = 0
    while i < len(marks):
        if not marks[i].startswith("B-"):
            labels.append(("O", frozenset(unmarked | {"O"})) if marks[i] == "O" else ("?", ANY))
            i += 1
            continue
        kind, j = marks[i][2:], i + 1
        while j < len(marks) and marks[j] == "I-" + kind:
            j += 1
        geographic = kind in ("geo", "location", "LOC", "Location")
        types = _place(words[i:j]) if geographic else _amount(words[i:j]) if kind == "NUM" else kinds.get(kind)
        if kind == "LOC" and j == i + 1 and _DEMONYM.search(words[i]):
            types = {"GPE", "NORP"}  # Re-DocRED marks "Italian" as it marks "Italy"
        known = None if types is None else frozenset(types)
        labels += (("?", ANY) if known is None else ("B" if k == i else "I", known) for k in range(i, j))
        i = j
    return labels


def _place(words: list[str]) -> set[str]:
    # corpora do not tell states and towns from seas and continents; a few words do
    lowered = {w.lower() for w in words}
    return {"LOC"} if lowered & GEO_WORDS else {"FAC"} if lowered & FACILITY_WORDS else {"GPE"}


_DEMONYM = re.compile(r"(?:ish|ese|ian|ean|ican|nch|utch|eli|qi|ani|eek|iss|German|Roman|Arab)s?$")


def _amount(words: list[str]) -> set[str]:
    form = " ".join(words)
    if re.search(r"[$€£]|\b(?:dollar|euro|pound)s?\b", form):
        return {"MONEY"}
    return {"PERCENT"} if re.search(r"%|percent", form) else {"CARDINAL"}


def _amounts(words: list[str], labels: list[Allowed]) -> list[Allowed]:
    """Sums of money and percentages, which no corpus marks, by their form."""
    i = 0
    while i < len(words):
        j = i + 1
        while j < len(words) and (re.match(r"[\d.,]+$", words[j]) or words[j].lower() in ("million", "billion")):
            j += 1
        numeric = re.match(r"[\d.,]*\d", words[i])
        kind = None
        if words[i] in "$€£" and j > i + 1:
            kind = "MONEY"
        elif numeric and j < len(words) and words[j].lower() in ("%", "percent"):
            kind, j = "PERCENT", j + 1
        if kind and all(label[0] == "O" for label in labels[i:j]):
            labels[i:j] = [("B", frozenset({kind}))] + [("I", frozenset({kind}))] * (j - i - 1)
        i = j if kind else i + 1
    return labels


def _names(words: list[str], labels: list[Allowed]) -> Window:
    """A window that knows only names, cut into words as spaCy's English tokenizer would cut them."""
    out, marks = [], []
    for word, (prefix, types) in zip(words, labels, strict=True):
        for n, piece in enumerate(split_word(word)):
            out.append(piece)
            marks.append(("I" if prefix == "B" and n else prefix, types))
    return Window(words=out, starts=[i == 0 for i in range(len(out))], entities=marks, blanks=[True] * len(out))


_HYPHEN = re.compile(r"(?<=[A-Za-z])(-)(?=[A-Za-z])")


def split_word(word: str) -> list[str]:
    """Hyphenated words fall apart in spaCy's tokenizer and in the treebanks; in the name corpora they do not."""
    return [piece for piece in _HYPHEN.split(word) if piece]


def text_of(path: Path) -> str:
    """A file's text, gzipped or not."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8").read()
    return path.read_text("utf-8")
