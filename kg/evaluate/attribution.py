"""Who says what, on PolNeAR (Newell, Margolin and Ruths, "An attribution relations corpus for political news", LREC
2018; brat files in ``attributions/``, texts in ``text/``).

A cue is right when it overlaps a true one; a source or a content when it shares half of the characters that either has
(intersection over union); a link when source and content of one relation are both right. The corpus annotates nothing
inside what is reported, so a report within the content of another found one ("X said Y opposes Z") is not counted.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from spacy.tokens import Doc

from kg import extract
from kg.evaluate.reading import Reader
from kg.evaluate.scores import Measured, Miss, Score, worst
from kg.extract.quotations import Reported
from kg.model import Document

SHARED = 0.5
Places = frozenset[int]
Tally = tuple[str, tuple[int, int, int, int]]
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution as sets of characters; a part that is not there is empty."""

    cue: Places
    source: Places
    content: Places


def measure(path: Path, reader: Reader) -> Measured:
    texts = sorted((path / "text").glob("*.txt"))
    if not texts:
        raise ValueError("no text/*.txt")
    judged: list[tuple[list[Relation], list[Relation]]] = []
    misses: list[Miss] = []
    articles = [p.read_text("utf-8") for p in texts]
    for file, text, doc in zip(texts, articles, reader.parse(articles), strict=True):
        true = list(read(_annotation(path / "attributions", file.stem)))
        found = reports(doc, reader)
        judged.append((true, found))
        misses += _misses(text, true, found)
    return Measured("polnear", f"{len(texts)} articles", scores(judged), worst(misses))


def scores(judged: Iterable[tuple[list[Relation], list[Relation]]]) -> tuple[Score, ...]:
    """Of cues, sources, contents and links; ``judged``: the true relations of a text and the found ones."""
    counts: dict[str, list[int]] = {}
    for true, found in judged:
        for name, tally in _tallies(true, found):
            counts[name] = [a + b for a, b in zip(counts.get(name, [0] * 4), tally, strict=True)]
    return tuple(Score(name, *tally) for name, tally in counts.items())


def _annotation(folder: Path, stem: str) -> Path:
    """An article's annotations; of several annotators' the first by name."""
    found = sorted(p for p in folder.glob("*.ann") if re.fullmatch(rf"{re.escape(stem)}(_[0-9a-f]+)?", p.stem))
    if not found:
        raise ValueError(f"no attributions/{stem}*.ann")
    return found[0]


def read(path: Path) -> Iterator[Relation]:
    """The relations of a brat file."""
    spans: dict[str, Places] = {}
    lines = path.read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("T"):
            key, kind, _ = line.split("\t")
            ranges = (r.split() for r in kind.partition(" ")[2].split(";"))
            spans[key] = frozenset(i for a, b in ranges for i in range(int(a), int(b)))
    for line in lines:
        if line.startswith("E"):
            parts: dict[str, set[int]] = {"Cue": set(), "Source": set(), "Content": set()}
            for role, key in (pair.split(":") for pair in line.split("\t")[1].split()):
                parts.get(re.sub(r"\d+$", "", role), set()).update(spans[key])
            yield Relation(*(frozenset(parts[name]) for name in ("Cue", "Source", "Content")))


def _found(doc: Doc, reader: Reader) -> Iterator[Relation]:
    def places(start: int, end: int) -> Places:
        return frozenset(range(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])))

    parts: dict[tuple[int, int], list[Reported]] = {}  # a quotation that goes on behind its cue is one content
    for report in extract.reports(Document.of(doc.text), doc, reader.words):
        parts.setdefault(report.cue, []).append(report)
    for span, reports in parts.items():
        cue = places(*span)
        content = frozenset[int]().union(*(places(*r.content) for r in reports)) - cue
        heads = [r.source for r in reports if r.source is not None]
        source = places(*extract.quotations.edges(heads[0], span)) - cue if heads else frozenset()
        inside = source < content  # "This, he says, is the end"
        yield Relation(cue, source if inside else source - content, content - source if inside else content)


def reports(doc: Doc, reader: Reader) -> list[Relation]:
    """The outermost reports that are found in a parse."""
    return outermost(list(_found(doc, reader)))


def outermost(found: list[Relation]) -> list[Relation]:
    """The relations whose cue lies in no other's content."""
    return [r for r in found if not any(min(r.cue) in other.content for other in found if other is not r)]


def _tallies(true: list[Relation], found: list[Relation]) -> Iterator[Tally]:
    def tally(name: str, true: Iterable[_Part], found: Iterable[_Part], same: Callable[[_Part, _Part], bool]) -> Tally:
        theirs, ours = [t for t in dict.fromkeys(true) if t], [o for o in dict.fromkeys(found) if o]
        right = sum(any(same(t, o) for t in theirs) for o in ours)
        return name, (right, len(ours), len(theirs), sum(any(same(t, o) for o in ours) for t in theirs))

    yield tally("cues", (r.cue for r in true), (r.cue for r in found), lambda a, b: bool(a & b))
    yield tally("sources", (r.source for r in true), (r.source for r in found), _alike)
    yield tally("contents", (r.content for r in true), (r.content for r in found), _alike)
    links, ours = ([(r.content, r.source) for r in each if r.source and r.content] for each in (true, found))
    yield tally("links of content and source", links, ours, lambda a, b: _alike(a[0], b[0]) and _alike(a[1], b[1]))


def _alike(a: Places, b: Places) -> bool:
    return bool(a & b) and len(a & b) >= SHARED * len(a | b)


def _misses(text: str, true: list[Relation], found: list[Relation]) -> Iterator[Miss]:
    def shown(relation: Relation) -> str:
        parts = (("source", relation.source), ("cue", relation.cue), ("content", relation.content))
        return " · ".join(f"{name}: {_words(text, places)}" for name, places in parts if places)

    for t in true:
        if not any(_alike(t.content, f.content) for f in found):
            near = next((f for f in found if f.cue & t.cue), None)
            yield Miss(_words(text, t.content | t.cue | t.source), shown(t), shown(near) if near else "nothing")
    for f in found:
        if not any(f.cue & t.cue for t in true):
            yield Miss(_words(text, f.content | f.cue | f.source), "nothing", shown(f), 1.0)


def _words(text: str, places: Places) -> str:
    return " ".join(text[min(places) : max(places) + 1].split()) if places else ""
