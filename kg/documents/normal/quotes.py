"""Quotation marks of the continent in English ones, by their pairing in a paragraph: „…“ »…« «…» ‹…› ‚…‘ ”…”."""

import re
from collections.abc import Iterator

Edit = tuple[int, int, str]

FOREIGN = re.compile("[„‟‚«»‹›❝❞〝〞〟″]")
ASCII = re.compile(r",,(?=\w)(?<![^\s(\[],,)|<<(?<!<<<)(?!<)|>>(?<!>>>)(?!>)")
SAME = re.compile(r"”(?=\w)(?<![^\s(\[]”)")  # opens and closes
MARK = re.compile(r"\n[ \t\r]*\n|[„‟‚“”‘’«»‹›❝❞〝〞〟″\"]|,,|''|``|<<(?<!<<<)(?!<)|>>(?<!>>>)(?!>)")
CLOSED_BY = {
    "„": ("“", "”", "‟", '"', "''", "„"), "‟": ("”", "“", '"'), ",,": ("''", "”", "“", '"'), "‚": ("‘", "’"),
    "«": ("»",), "»": ("«", "»"), "‹": ("›",), "›": ("‹", "›"), "<<": (">>",), ">>": ("<<",), "❝": ("❞",),
    "〝": ("〞", "〟"), "”": ("”",),
}  # fmt: skip
SPACED = frozenset(("«", "»", "‹", "›", "<<", ">>"))  # may have a space inside: « Non »
LOW = frozenset(("„", "‟", "❝", "〝"))
LONGEST = 2500  # characters; beyond it a mark was never closed
BEFORE = "([{—–-/“„«»‚‹›"


def marks(text: str) -> Iterator[Edit]:
    """Every foreign mark as “ or ”, without the space inside; what opens or closes nothing stays."""
    if not any(pattern.search(text) for pattern in (FOREIGN, ASCII, SAME)):
        return
    expected: list[tuple[str, ...]] = []
    done = 0  # where the last edit ended
    for match in MARK.finditer(text):
        mark = match[0]
        if mark[0] == "\n":
            expected.clear()
            continue
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        opens = (not before or before.isspace() or before in BEFORE) and bool(after)
        closes = bool(before) and not after.isalnum()
        if mark == "″":
            yield from () if before.isdigit() else ((start, end, '"'),)
        elif expected and mark in expected[-1] and closes and not (opens and mark == "‘"):
            expected.pop()
            if mark != "”":
                yield max(done, _inner(text, start, True, mark)), end, "”"
        elif mark in CLOSED_BY and opens and _is_opening(text, mark, end, after):
            expected.append(CLOSED_BY[mark])
            done = _inner(text, end, False, mark)
            yield start, done, "“"
        elif mark in ("»", "«", "›", "‹", "❞", "〞", "“") and closes and not before.isspace() and not expected:
            yield start, end, "”"  # of a quotation that a paragraph before has opened


def _inner(text: str, at: int, closing: bool, mark: str) -> int:
    """Where the space on the inner side of a mark ends."""
    if mark not in SPACED:
        return at
    step = -1 if closing else 1
    while 0 <= at - closing < len(text) and text[at - closing] == " ":
        at += step
    return at


def _is_opening(text: str, mark: str, end: int, after: str) -> bool:
    """Whether a mark that may open does."""
    if mark in LOW or mark in SPACED and not after.isspace():
        return not after.isspace()
    paragraph = text[end : end + LONGEST].partition("\n\n")[0]
    if mark in SPACED:  # "Home » News » Sport" quotes nothing
        return any(closing in paragraph for closing in CLOSED_BY[mark] if closing != mark)
    closing = {"‚": r"[‘’](?!\w)", "”": r"\S”", ",,": "''|[“”\"]"}[mark]
    return after.isalnum() and re.search(closing, paragraph) is not None
