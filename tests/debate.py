"""Debates in one line a statement, for tests of networks: ``"Ann supports tax 2025-03-14"``."""

from dataclasses import replace

import pandas as pd

from kg.model import Certainty, Entity, Kind, Party, Span, Statement, StatementKind
from kg.network import Discourse, discourse_of
from kg.network.counts import BINARY, Counts, counts_of

POLARITY = {"supports": 1, "praises": 1, "opposes": -1, "accuses": -1, "speaksOf": 0, "memberOf": 0, "heads": 0}
KINDS = {"memberOf": "relation", "heads": "relation", "speaksOf": "assertion"}


def party(name: str, start: int = 0) -> Party:
    """Capitals are persons, "Party of …", "Ministry …" organizations, states those in capitals, others topics."""
    if name.isupper():
        kind = Kind.STATE
    elif name.startswith(("League", "Ministry")):
        kind = Kind.ORGANIZATION
    else:
        kind = Kind.PERSON if name[0].isupper() else Kind.TOPIC
    return Party(name, name, kind, start, start + 1)


def said(line: str, number: int = 0, **fields) -> Statement:
    """``holder relation target [date] [by source …]``; its document is that of its date."""
    words, _, sources = line.partition(" by ")
    holder, relation, target, *date = words.split()
    where = fields.pop("document", date[0] if date else "undated")
    evidence = Span(where, number, number + 1, "x")
    default = {
        "kind": StatementKind(KINDS.get(relation, "stance")),
        "polarity": POLARITY[relation],
        "cues": (evidence,),
        "rule": "verb/test",
        "confidence": 0.9,
        "date": date[0] if date else None,
        "attributed_to": tuple(party(name) for name in sources.split()),
    }
    return Statement(
        holder=party(holder, number), relation=relation, target=party(target), evidence=evidence, **default | fields
    )


def debate(*lines: str, entities: tuple[Entity, ...] = ()) -> Discourse:
    """The discourse of these lines, a statement each."""
    return replace(discourse_of([said(line, number) for number, line in enumerate(lines)], entities), least=0.0)


HEDGED = {"certainty": Certainty.POSSIBLE}


def counted(said, levels=BINARY, **options) -> Counts:
    """X of actor, target, polarity and number of statements."""
    return counts_of(pd.DataFrame(said, columns=["actor", "target", "polarity", "weight"]), levels, **options)
