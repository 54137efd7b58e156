"""What all programs for coders ask of a graph, and give back: names on one line, told apart, and statements on a
selection."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.exchange.dna_tables import MOST
from kg.model import Document, Span, Statement, digest


def names(label: str, id: str) -> Iterator[str]:
    """Names for what is called ``label``, the best first: as it is, then with a mark that tells it from others."""
    name = one_line(label) or one_line(id) or "?"
    yield name
    nth = 0
    while True:
        mark = f" [{digest(id, nth)}]"
        yield name[: MOST - len(mark)].rstrip() + mark
        nth += 1


def one_line(text: str) -> str:
    """``text`` on one line that such programs have room for.

    >>> one_line(" the\\n treaty ")
    'the treaty'
    """
    line = " ".join(text.split())
    return line if len(line) <= MOST else line[: MOST - 1].rstrip() + "…"


def mention(document: Document, name: str, span: Span) -> tuple[int, int]:
    """Where ``name`` stands in the selection, or else last before it; the selection where it is not named."""
    words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    if inside := words.search(document.text, span.start, span.end):
        return inside.span()
    before = [found.span() for found in words.finditer(document.text, 0, span.start)]
    return before[-1] if before else (span.start, span.end)


def by_cue(statement: Statement, document: Document) -> Iterator[Statement]:
    """``statement``, then the same with shorter and shorter cues.

    A statement is known by its place; of several that were coded on one selection, only the cue can tell.
    """
    yield statement
    start, end = statement.evidence.start, statement.evidence.end
    for word in reversed(list(re.finditer(r"\S+", document.text[start:end]))[:-1]):
        yield replace(statement, cues=(document.span(start, start + word.end()),))
