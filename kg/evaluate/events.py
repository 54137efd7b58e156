"""Who did what to whom, on PLOVER's gold records (Open Event Data Alliance, PLOVER codebook; a JSON list).

The actor is found when some statement's holder overlaps a word of a source actor of the record, the target likewise,
and the type when a statement bears the record's code. Shares of the records that have such a part.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from kg.evaluate.reading import Reader
from kg.evaluate.scores import Measured, Miss, Place, Score, overlap, places, worst
from kg.model import Statement

Record = dict[str, Any]

RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
EMPTY = frozenset(("the", "of", "and", "a", "an", "in", "for", "to"))
PARTS = ("actors found", "targets found", "event types right", "all of them in one statement")


def measure(path: Path, reader: Reader) -> Measured:
    records = [r for r in json.loads(path.read_text("utf-8")) if r.get("text")]
    counts = {name: [0, 0] for name in PARTS}
    misses: list[Miss] = []
    for record, reading in zip(records, reader.read(r["text"] for r in records), strict=True):
        wanted = dict(_wanted(record))
        held = [{name for name, test in wanted.items() if test(s)} for s in reading.statements]
        for name in wanted:
            counts[name][0] += any(name in each for each in held)
            counts[name][1] += 1
        whole = any(len(each) == len(wanted) for each in held)
        counts[PARTS[3]][0] += whole
        counts[PARTS[3]][1] += 1
        if not whole:
            misses.append(Miss(record["text"], _shown(record), _best(reading.statements, held)))
    scores = tuple(Score(name, right, total, total) for name, (right, total) in counts.items())
    return Measured("plover", f"{len(records)} records", scores, worst(misses))


def _wanted(record: Record) -> Iterator[tuple[str, Callable[[Statement], bool]]]:
    """The parts that the record has, each with a test of a statement."""
    text, code = record["text"], RENAMED.get(record["event"], record["event"])
    for name, role in zip(PARTS, ("source", "target"), strict=False):
        if told := list(_places(text, _names(record, role))):
            yield name, partial(_stands, role, told)
    yield PARTS[2], lambda s: s.plover == code


def _names(record: Record, role: str) -> list[str]:
    """The texts of a record's actors; the field may hold a list, a single actor or nothing."""
    actors = record.get(role) or []
    actors = actors if isinstance(actors, list) else [actors]
    return [a["actorText"] for a in actors if isinstance(a, dict) and a.get("actorText")]


def _places(text: str, names: list[str]) -> Iterator[Place]:
    words = sorted({word for name in names for word in re.findall(r"\w+", name)})
    for word in words:
        if word.lower() not in EMPTY:
            yield from (m.span() for m in re.finditer(rf"\b{re.escape(word)}\b", text))


def _stands(role: str, told: list[Place], statement: Statement) -> bool:
    """Whether the party in that role stands in one of the places that were ``told``."""
    party = statement.holder if role == "source" else statement.target
    return party is not None and any(overlap(a, b) for a in places(party) for b in told)


def _shown(record: Record) -> str:
    source, target = (" & ".join(_names(record, role)) or "–" for role in ("source", "target"))
    return f"{source} {record['event']} {target}"


def _best(statements: tuple[Statement, ...], held: list[set[str]]) -> str:
    if not statements:
        return "nothing"
    s = max(zip(held, statements, strict=True), key=lambda pair: len(pair[0]))[1]
    return f"{s.holder.label if s.holder else '–'} {s.relation} ({s.plover or 'no type'}) {s.target.label}"
