"""Sentences with their statements drawn over them, an arc from holder to target each, in the manner of displaCy
(Honnibal and Montani, spaCy)."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from kg.display.marks import Mark, marks_of
from kg.display.markup import CLASSES
from kg.display.statement import how

if TYPE_CHECKING:
    from kg.model import Statement

NARROW, WIDE = frozenset("iljtfr.,;:'’|!I()[] "), frozenset("mwMW@%—…")
SIZES = (4.6, 8.0, 12.4)  # of narrow, other and wide letters at 15 px; `textLength` makes it so
SMALL = 0.8  # a label's letters beside the sentence's
STEP, EDGE = 28, 12  # between two levels of arcs, around the drawing; pixels
DASHES = {1: "none", 0: "1 5", -1: "6 4"}
UNDER = {"holder": "none", "target": "5 3"}

Arc = tuple[float, float, bool, int, str]  # see `_ends`


def drawn(statements: Iterable["Statement"]) -> str:
    """All sentences that hold ``statements``, in the order of the text, as SVG."""
    found = sorted(statements, key=lambda s: (s.evidence.document, s.evidence.start, s.evidence.end, s.key))
    groups = groupby(found, key=lambda s: (s.evidence.document, s.evidence.start, s.evidence.end))
    return "".join(f'<div class="scroll">{_svg(tuple(group))}</div>' for _, group in groups)


def _svg(statements: Sequence["Statement"]) -> str:
    sentence = re.sub(r"\s", " ", statements[0].evidence.text)  # letter for letter
    at = _places(sentence)
    arcs = sorted((_ends(statement, at) for statement in statements), key=lambda arc: (arc[1] - arc[0], arc))
    levels = _levels(arcs)
    base = EDGE + STEP * (max(levels) + 1) + 16
    tops = [base - 22 - STEP * level for level in levels]
    width = max(at[-1], *(end for _, end, *_ in arcs)) + EDGE
    marks = sorted({mark for s in statements for mark in marks_of(s)}, key=lambda m: (m.role, m.start, m.end))
    told = "; ".join(_told(statement) for statement in statements)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{base + 20}" role="img" '
        f'aria-label="{escape(told)}">'
        + "".join(_mark(mark, at, base) for mark in marks)
        + "".join(_words(sentence, at, base))
        + "".join(_arc(arc, top, base - 16) for arc, top in zip(arcs, tops, strict=True))
        + "".join(_label(arc, top) for arc, top in zip(arcs, tops, strict=True))  # no arc crosses a label
        + "</svg>"
    )


def _places(text: str) -> list[float]:
    """Where each letter begins, in pixels, and where the last ends."""
    at = [float(EDGE)]
    for letter in text:
        at.append(at[-1] + SIZES[1 if letter not in NARROW and letter not in WIDE else 2 * (letter in WIDE)])
    return at


def _told(statement: "Statement") -> str:
    holder = statement.holder.label if statement.holder else "the document"
    return f"{holder} {how(statement)} {statement.target.label}"


def _ends(statement: "Statement", at: list[float]) -> Arc:
    """From where to where an arc reaches with its label, whether it points to the left, its sign and its label. Whom
    the sentence does not name is named in the label, and the arc stands on the cue."""
    middle = {mark.role: (at[mark.start] + at[mark.end]) / 2 for mark in reversed(marks_of(statement))}
    label = how(statement)
    if "holder" not in middle:
        label = f"{statement.holder.label if statement.holder else 'the document'}: {label}"
    if "target" not in middle:
        label = f"{label} → {statement.target.label}"
    cue = middle.get("cue", at[0])
    start, end = middle.get("holder", cue), middle.get("target", cue)
    return min(start, end), max(start, end), end < start, statement.polarity, label


def _levels(arcs: Sequence[Arc]) -> list[int]:
    """A level for each arc, 0 the lowest, so that no two on one level meet, labels included."""
    taken: list[list[tuple[float, float]]] = []
    levels = []
    for start, end, _, _, label in arcs:
        half, middle = _places(label)[-1] * SMALL / 2, (start + end) / 2
        left, right = min(start, middle - half) - 4, max(end, middle + half) + 4
        free = (n for n, row in enumerate(taken) if all(right < a or b < left for a, b in row))
        level = next(free, len(taken))
        taken += [[]] if level == len(taken) else []
        taken[level].append((left, right))
        levels.append(level)
    return levels


def _mark(mark: Mark, at: list[float], base: int) -> str:
    left, right = at[mark.start], at[mark.end]
    if mark.role == "cue":
        place = f'x="{left:.1f}" y="{base - 13}" width="{right - left:.1f}" height="18" rx="2"'
        return f'<rect {place} style="fill: var(--cue, #fdf0b8)"/>'
    place = f'x1="{left:.1f}" x2="{right:.1f}" y1="{base + 7}" y2="{base + 7}"'
    dash = f'stroke-width="2" stroke-dasharray="{UNDER[mark.role]}"'
    return f'<line {place} {dash} style="stroke: var(--{mark.role}, #57616b)"/>'


def _words(sentence: str, at: list[float], base: int) -> Iterable[str]:
    start = 0
    for word in sentence.split(" "):
        end = start + len(word)
        if word.strip():
            length = f'textLength="{at[end] - at[start]:.1f}" lengthAdjust="spacingAndGlyphs"'
            font = 'font-size="15" style="fill: var(--ink, #1a2026)"'
            yield f'<text x="{at[start]:.1f}" y="{base}" {length} {font}>{escape(word)}</text> '
        start = end + 1


def _arc(arc: Arc, top: int, foot: int) -> str:
    start, end, is_left, sign, _ = arc
    round_ = min(8.0, (end - start) / 2)
    tip = start if is_left else end
    path = (
        f"M{start:.1f} {foot}V{top + round_:.1f}Q{start:.1f} {top} {start + round_:.1f} {top}"
        f"H{end - round_:.1f}Q{end:.1f} {top} {end:.1f} {top + round_:.1f}V{foot}"
    )
    return (
        f'<g class="{CLASSES[sign]}"><path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5" '
        f'stroke-linecap="round" stroke-dasharray="{DASHES[sign]}"/>'
        f'<path d="M{tip - 4:.1f} {foot - 5}h8l-4 7z" fill="currentColor"/></g>'
    )


def _label(arc: Arc, top: int) -> str:
    start, end, _, sign, label = arc
    middle = max((start + end) / 2, EDGE + _places(label)[-1] * SMALL / 2)
    halo = "paint-order: stroke; stroke: var(--paper, #fff); stroke-width: 6px; stroke-linejoin: round"
    return (
        f'<text class="{CLASSES[sign]}" x="{middle:.1f}" y="{top + 4}" text-anchor="middle" font-size="12" '
        f'fill="currentColor" style="{halo}">{escape(label)}</text> '
    )
