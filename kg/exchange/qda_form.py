"""What is agreed between writing and reading a REFI-QDA project: names of codes, how a text is stored, and where the
records are that nobody codes.

A text is stored with line feeds alone, as the standard wants it; positions are its Unicode code points, half-open. A
selection's Description is the record of its statement, that of a source the record of its document, and that of the
project those of all entities (`kg.exchange.dna_kept`), each on a line of its own after its name.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from kg.model import Statement

USER = "kg"  # whose codings these are
HOLDERS, TARGETS, STATEMENTS = "Holders", "Targets", "Statements"
FOR, AGAINST, NEITHER, OPEN = "for", "against", "neither", "not asserted"
POLARITIES = {FOR: 1, AGAINST: -1}
ENDS, KEYS = "stancegraph ends", "stancegraph statements"  # of lines of a text; of all that is written

_ENDS = {"n": "\n", "r": "\r", "b": "\r\n"}
_END = re.compile(r"\r\n|\r|\n")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_XML_IN_JSON = re.compile("[\ufffe\uffff]")


def side(statement: Statement) -> str:
    """The code above a statement's relation: what is not told as a fact is on no side."""
    if not statement.asserted:
        return OPEN
    return {1: FOR, -1: AGAINST}.get(statement.polarity, NEITHER)


def stored(text: str) -> str:
    """``text`` as its file has it: with line feeds alone."""
    return _END.sub("\n", text)


def ends(text: str) -> str:
    """A letter for each line end of ``text``; empty where all are line feeds already.

    >>> ends("a\\nb"), ends("a\\r\\nb\\rc\\n")
    ('', 'brn')
    """
    letters = {end: letter for letter, end in _ENDS.items()}
    return "".join(letters[end] for end in _END.findall(text)) if "\r" in text else ""


def restored(text: str, letters: str) -> str:
    """The text whose line ends were ``letters``; ``text`` where they are not those of its lines."""
    lines = text.split("\n")
    if len(letters) != len(lines) - 1 or not set(letters) <= _ENDS.keys():
        return text
    return "".join(line + _ENDS[letter] for line, letter in zip(lines, letters + "n", strict=True))[:-1]


def places(text: str) -> list[int]:
    """Where each character of ``text`` begins, and the last ends, in its stored form."""
    pairs = zip(text, text[1:] + " ", strict=False)
    return list(accumulate((c + after != "\r\n" for c, after in pairs), initial=0))


def plain(text: str) -> str:
    """``text`` without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def record(json: str) -> str:
    """A record in JSON as XML can hold it."""
    return _NO_XML_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def lines(settings: Iterable[tuple[str, str]]) -> str:
    """Named records, a line each."""
    return "\n".join(f"{plain(' '.join(name.split()))}\t{record(value)}" for name, value in settings)


def settings(text: str) -> Iterator[tuple[str, str]]:
    """What `lines` were made of; other lines are a coder's."""
    for line in text.split("\n"):
        name, tab, value = line.strip().partition("\t")
        if tab:
            yield name, value
