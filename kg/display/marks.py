"""Which words of a sentence name whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Statement


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a sentence, ``sentence[start:end]``, that name the ``holder``, the ``cue`` or the ``target``."""

    role: str
    start: int
    end: int


def marks_of(statement: "Statement") -> tuple[Mark, ...]:
    """The marks of ``statement`` in its sentence; a party that the sentence does not name has none."""
    start, end = statement.evidence.start, statement.evidence.end
    named = [("holder", statement.holder), *(("cue", cue) for cue in statement.cues), ("target", statement.target)]
    return tuple(
        Mark(role, words.start - start, words.end - start)
        for role, words in named
        if words and start <= words.start and words.end <= end
    )


def parts(sentence: str, marks: Iterable[Mark]) -> list[tuple[str, str]]:
    """``sentence`` cut wherever a mark begins or ends; each part with the roles that it plays, joined by spaces.

    Cut here and not in the page, because a browser counts an emoji as two characters.

    >>> parts("Ann backs Bob.", (Mark("holder", 0, 3), Mark("cue", 4, 9)))
    [('Ann', 'holder'), (' ', ''), ('backs', 'cue'), (' Bob.', '')]
    """
    marks = tuple(marks)
    cuts = sorted({0, len(sentence), *(m.start for m in marks), *(m.end for m in marks)})
    return [
        (sentence[a:b], " ".join(sorted({m.role for m in marks if m.start <= a and b <= m.end})))
        for a, b in zip(cuts, cuts[1:], strict=False)
    ]
