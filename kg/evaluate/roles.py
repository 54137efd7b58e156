"""Who belongs where, on Re-DocRED (Tan et al., "Revisiting DocRED", EMNLP 2022; a JSON list, also gzipped).

A tie between two people or bodies that the set marks is right when the set has it too, by one of the Wikidata
properties that say the same. The reader's own names and parses; ties of anything that the set does not mark are left
out. Only the last hundred documents count, which no training sees.

A party means the marked entity with one of whose mentions it shares at least half of its characters, so "several
clubs in Italy" is not Italy, and "he", whom the set never marks, is left out.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg.evaluate.reading import Reader
from kg.evaluate.scores import Measured, Miss, Place, Score, worst
from kg.extract import read as read_rules
from kg.language.training.corpora import HELD_OUT_REDOCRED, text_of
from kg.model import Document, Party, Statement, StatementKind

MEMBER, LEADS = {"P463", "P102", "P54", "P361"}, {"-P6", "-P35", "-P488", "-P169", "-P1037"}
WORKS = {"P108", "P39"} | LEADS
SAME = {  # relation → properties; "-": the property goes the other way
    "memberOf": MEMBER | WORKS, "employedBy": WORKS | MEMBER, "heads": LEADS | {"P39"}, "holdsOffice": WORKS | MEMBER,
    "spokespersonFor": WORKS, "represents": WORKS | MEMBER | {"P27"},
    "partOf": {"P361", "P463", "P749", "P127", "-P355", "-P527"},
    "affiliatedWith": MEMBER | WORKS | {"P27", "P749", "P127", "-P355", "-P527"},
}  # fmt: skip
SOUGHT = frozenset(("P463", "P108", "P39", "P6", "P35", "P488", "P361"))


def measure(path: Path, reader: Reader) -> Measured:
    records = json.loads(text_of(path))[-HELD_OUT_REDOCRED:]
    right = found = covered = sought = 0
    misses: list[Miss] = []
    sentences = ([word for sentence in record["sents"] for word in sentence] for record in records)
    docs = reader.parse_words((words, [True] * len(words)) for words in sentences)
    for record, doc in zip(records, docs, strict=True):
        reading = read_rules(Document.of(doc.text), doc, reader.words)
        gold = {(tie["h"], tie["r"], tie["t"]) for tie in record["labels"]}
        places = list(_places(record, doc))
        seen = set()
        for s in reading.statements:
            if s.kind != StatementKind.RELATION or s.relation not in SAME or s.negated or s.holder is None:
                continue
            pairs = [(a, b) for a in _marked(s.holder, places) for b in _marked(s.target, places) if a != b]
            if pairs:
                hits = {tie for pair in pairs for tie in _ties(*pair, SAME[s.relation]) if tie in gold}
                seen |= hits
                found, right = found + 1, right + bool(hits)
                if not hits:
                    misses.append(Miss(s.evidence.text, "no such tie", _shown(s), s.confidence))
        wanted = {tie for tie in gold if tie[1] in SOUGHT}
        sought, covered = sought + len(wanted), covered + len(wanted & seen)
    score = Score("affiliations and roles", right, found, sought, covered)
    return Measured("redocred", f"{len(records)} documents", (score,), worst(misses))


def _ties(holder: int, target: int, properties: set[str]) -> Iterator[tuple[int, str, int]]:
    for name in properties:
        yield (target, name[1:], holder) if name[0] == "-" else (holder, name, target)


def _places(record: dict[str, Any], doc: Doc) -> Iterator[tuple[int, Place]]:
    """Each marked mention: its entity's number and its characters."""
    starts, at = [], 0
    for sentence in record["sents"]:
        starts.append(at)
        at += len(sentence)
    for number, vertex in enumerate(record["vertexSet"]):
        for mention in vertex:
            first, last = (starts[mention["sent_id"]] + i for i in (mention["pos"][0], mention["pos"][1] - 1))
            yield number, (doc[first].idx, doc[last].idx + len(doc[last]))


def _marked(party: Party, places: list[tuple[int, Place]]) -> list[int]:
    return sorted({number for number, place in places if _same((party.start, party.end), place)})


def _same(a: Place, b: Place) -> bool:
    return 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1], b[1]) - min(a[0], b[0])


def _shown(s: Statement) -> str:
    return f"{s.holder.label if s.holder else '–'} {s.relation} {s.target.label}"
