"""What a person said of single statements: the wrong ones leave, and of some the sign is turned."""

from collections.abc import Iterable
from dataclasses import replace

from kg.lexicon import Lexicon, Relation
from kg.model import Reading, Skip, Statement
from kg.resolve.corrections import FLIP, REJECT, Correction

SIDES = {1: "supports", -1: "opposes"}


def judged(reading: Reading, corrections: Iterable[Correction], lexicon: Lexicon) -> Reading:
    """``reading`` without the statements that were rejected and those about them, each leaving a `Skip`, and with those
    `flipped` of which a person said so."""
    said = {correction.one: correction.action for correction in corrections}
    statements = {f"stance/{statement.key}": statement for statement in reading.statements}
    wrong = {id for id in statements if said.get(id) == REJECT}
    gone = set(wrong)
    while about := {id for id, statement in statements.items() if statement.target.id in gone} - gone:
        gone |= about
    kept = (flipped(s, lexicon) if said.get(id) == FLIP else s for id, s in statements.items() if id not in gone)
    left = {Skip("rejected" if id in wrong else "about-rejected", statements[id].evidence) for id in gone}
    skips = sorted({*reading.skips, *left}, key=lambda s: (s.span.start, s.span.end, s.reason))
    return replace(reading, statements=tuple(kept), skips=tuple(skips))


def flipped(statement: Statement, lexicon: Lexicon) -> Statement:
    """``statement`` with its sign turned; itself where it has none, or is turned already.

    A relation has one sign, so it gives way to its `opposite`. Negated, it goes with either sign, and stays.
    """
    if not statement.polarity or statement.read_as is not None:
        return statement
    other = opposite(statement.relation, statement.polarity, lexicon)
    if not statement.negated:
        statement = replace(
            statement, kind=other.kind, relation=other.name, plover=other.plover, cameo=other.cameo,
            read_as=statement.relation,
        )  # fmt: skip
    was = statement.read_as or statement.relation
    return replace(statement, polarity=-statement.polarity, read_as=was, rule=f"{statement.rule}/flipped")


def opposite(relation: str, polarity: int, lexicon: Lexicon) -> Relation:
    """What stands where a person turns the sign of ``relation``: its opposite, or where the lexicon knows none, the
    plain ``supports`` or ``opposes``: that the sign was wrong is all that the person said."""
    read = lexicon.relations.get(relation)
    return lexicon.relation(read.opposite if read and read.opposite else SIDES[-polarity])
