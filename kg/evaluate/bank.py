"""Statements end to end, on sentences coded by hand: one JSON object a line, gzipped or not.

A line is a sentence: ``id`` (what stands before its last dot names the window that it shares with its neighbours),
``text``, ``source``, and ``statements``: ``kind`` (stance, action, affiliation), ``holder``, ``target`` and ``cue`` as
``[start, end)`` in characters of ``text``, ``sign`` (−1, 0, 1) and ``standing`` (certain, possible, negated). A holder
in a neighbouring sentence is ``{"id": …, "span": …}``; a row whose holder is ``"author"`` is not counted. Where every
sentence of a window has ``reports`` (``source``, ``cue``, ``content``: a list of spans), these are held against the
reports that are found, as `kg.evaluate.attribution` does.

A window is read as one text. A found statement is right when its holder and its target, or a party to its target,
overlap a coded pair and the sign agrees; each coded pair counts once, and so does each found one, the surest first.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.evaluate import attribution
from kg.evaluate.reading import Reader
from kg.evaluate.scores import Measured, Miss, Place, Score, calibration_error, overlap, places, worst
from kg.model import DRAWN, Statement, StatementKind

Judged = list[tuple[Statement, bool]]  # with whether each is right
Record = dict[str, Any]

CODED = {"stance": StatementKind.STANCE, "action": StatementKind.ACTION, "affiliation": StatementKind.RELATION}
SIDES = frozenset((StatementKind.STANCE, StatementKind.ACTION))


@dataclass(frozen=True, slots=True)
class Coded:
    """A statement as a person coded it; places are characters of its window's text."""

    kind: StatementKind
    holder: Place
    sign: int
    target: Place
    standing: str


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences as one text, and what is coded of them."""

    source: str
    text: str
    statements: tuple[Coded, ...]
    reports: tuple[attribution.Relation, ...] | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of statement that is counted apart: which found ones, and which coded ones they must meet."""

    name: str
    found: Callable[[Statement], bool]
    coded: Callable[[Coded], bool]


FAMILIES = (
    Family(
        "signed, told as facts",
        lambda s: s.kind in SIDES and s.polarity != 0 and s.asserted,
        lambda c: c.sign != 0 and c.standing == "certain",
    ),
    Family(
        f"signed, drawn (from {DRAWN} on)",
        lambda s: s.kind in SIDES and s.polarity != 0 and s.drawn,
        lambda c: c.sign != 0 and c.standing == "certain",
    ),
    Family(
        "signed, any standing",
        lambda s: s.kind in SIDES and s.polarity != 0,
        lambda c: c.sign != 0 and c.standing != "negated",
    ),
    Family(
        "affiliations",
        lambda s: s.kind is StatementKind.RELATION,
        lambda c: c.kind is StatementKind.RELATION,
    ),
    Family(
        "requests, meetings, talks",
        lambda s: s.kind is StatementKind.ACTION and s.polarity == 0 and not s.negated,
        lambda c: c.kind is StatementKind.ACTION and c.sign == 0 and c.standing != "negated",
    ),
)


def measure(path: Path, reader: Reader) -> Measured:
    """The scores of each of `FAMILIES`; errors and calibration are those of the first."""
    windows = list(read(path))
    docs = list(reader.parse(window.text for window in windows))
    found = [reader.reading(doc).statements for doc in docs]
    scores: list[Score] = []
    facts: list[Judged] = []
    for family in FAMILIES:
        judged = [_judged(family, *each) for each in zip(windows, found, strict=True)]
        facts = facts or judged
        true = sum(map(family.coded, (coded for window in windows for coded in window.statements)))
        scores += _scores(family.name, [pair for each in judged for pair in each], true)
    misses = [miss for each in zip(windows, facts, strict=True) for miss in _misses(FAMILIES[0], *each)]
    told = [
        (list(w.reports), attribution.reports(d, reader))
        for w, d in zip(windows, docs, strict=True)
        if w.reports is not None
    ]
    scores += [replace(score, name=f"reports: {score.name}") for score in attribution.scores(told)]
    sure = [(statement.confidence, right) for each in facts for statement, right in each]
    return Measured("bank", f"{len(windows)} windows", tuple(scores), worst(misses), calibration_error(sure))


def read(path: Path) -> Iterator[Window]:
    """The windows of a file of coded sentences, in its order."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record["id"].rpartition(".")[0] or record["id"], []).append(record)
    return map(_window, groups.values())


def _window(records: list[Record]) -> Window:
    begins: dict[str, int] = {}
    text = ""
    for record in records:
        text += " " * bool(text)
        begins[record["id"]] = len(text)
        text += record["text"]

    def place(record: Record, value: Any) -> Place | None:
        where, span = (value["id"], value["span"]) if isinstance(value, dict) else (record["id"], value)
        return (begins[where] + span[0], begins[where] + span[1]) if span and where in begins else None

    def characters(record: Record, *values: Any) -> frozenset[int]:
        found = (place(record, value) for value in values)
        return frozenset(i for each in found if each for i in range(*each))

    coded = []
    for record in records:
        for row in record["statements"]:
            holder = place(record, row["holder"]) if row["holder"] != "author" else None
            target = place(record, row["target"])
            if holder and target:
                coded.append(Coded(CODED[row["kind"]], holder, row["sign"], target, row["standing"]))
    reports = None
    if all("reports" in record for record in records):
        reports = tuple(
            attribution.Relation(characters(record, report["cue"]), characters(record, report["source"]),
                                 characters(record, *report["content"]))
            for record in records for report in record["reports"]
        )  # fmt: skip
    return Window(records[0].get("source", ""), text, tuple(coded), reports)


def _judged(family: Family, window: Window, found: Iterable[Statement]) -> Judged:
    """The statements of a family with whether each is right, the surest first."""
    open_ = [coded for coded in window.statements if family.coded(coded)]
    judged = []
    for statement in sorted(filter(family.found, found), key=lambda s: (-s.confidence, s.key)):
        met = next((coded for coded in open_ if _meets(statement, coded)), None)
        if met is not None:
            open_.remove(met)
        if statement.holder is not None:
            judged.append((statement, met is not None))
    return judged


def _meets(statement: Statement, coded: Coded) -> bool:
    return (
        statement.polarity == coded.sign
        and statement.holder is not None
        and any(overlap(place, coded.holder) for place in places(statement.holder))
        and any(overlap(place, coded.target) for place in places(statement.target))
    )


def _scores(name: str, judged: Judged, true: int) -> Iterator[Score]:
    """All of them, then those from the confidence on at which F1 is best."""
    yield Score(name, sum(right for _, right in judged), len(judged), true)
    ranked = sorted(judged, key=lambda pair: -pair[0].confidence)
    right, best = 0, None
    for number, (statement, good) in enumerate(ranked, 1):
        right += good
        last = number == len(ranked) or ranked[number][0].confidence < statement.confidence
        score = Score(f"  best, from {statement.confidence:.2f} on", right, number, true)
        if last and (best is None or score.f1 > best.f1):
            best = score
    if best is not None and best.found < len(judged):
        yield best


def _misses(family: Family, window: Window, judged: Judged) -> Iterator[Miss]:
    wanted = "; ".join(_shown(window, coded) for coded in window.statements if family.coded(coded)) or "nothing"
    for statement, right in judged:
        if not right:
            shown = (
                f"{statement.holder.label if statement.holder else '–'} {statement.relation} {statement.target.label}"
            )
            yield Miss(statement.evidence.text, wanted, shown, statement.confidence)


def _shown(window: Window, coded: Coded) -> str:
    holder, target = (window.text[start:end] for start, end in (coded.holder, coded.target))
    return f"{holder} {'+' if coded.sign > 0 else '−' if coded.sign else '0'} {target}"
