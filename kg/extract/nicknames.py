"""Other names that a text gives with a name: "Robert “Bobby” Kennedy", "Anna Berg, formerly Anna Lind"."""

from collections.abc import Iterator

from kg.extract import phrases
from kg.extract.tokens import Doc, Range, Token
from kg.lexicon import Lexicon

MARKS = frozenset(('"', "“", "”", "„", "‘", "’", "'", "``", "''", "«", "»", "(", ")"))
LONGEST = 7  # tokens of a nickname with its marks and the name behind it


def find(doc: Doc) -> Iterator[Range]:
    """Token ranges of people's names with a nickname between marks, all that is a person's on either side."""
    for mark in doc[1:]:
        if mark.text in MARKS and mark.nbor(-1).pos_ == "PROPN":
            behind = next((t for t in doc[mark.i + 1 : mark.i + LONGEST] if not _may_be_in(t)), None)
            end = behind.i if behind is not None else min(mark.i + LONGEST, len(doc))
            last = next((i for i in range(end - 1, mark.i + 2, -1) if doc[i - 1].text in MARKS), 0)
            if last and doc[last].pos_ == "PROPN" and "PERSON" in (mark.nbor(-1).ent_type_, doc[last].ent_type_):
                yield _widest(doc, mark.i - 1, last + 1)


def _may_be_in(token: Token) -> bool:
    return token.text in MARKS or token.is_alpha and token.is_title


def _widest(doc: Doc, start: int, end: int) -> Range:
    while start > 0 and doc[start].ent_type_ == "PERSON" and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "I":
        end += 1
    return start, end


def without(doc: Doc, start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """A name without the nickname in it, and the name that this makes: "Robert Kennedy", ("Bobby Kennedy",)."""
    marks = [i for i in range(start + 1, end - 1) if doc[i].text in MARKS]
    if len(marks) < 2:
        return phrases.text(doc, start, end), ()
    first, last = phrases.text(doc, start, marks[0]), phrases.text(doc, marks[-1] + 1, end)
    nickname = " ".join(t.text for t in doc[marks[0] : marks[-1]] if t.text not in MARKS)
    return f"{first} {last}", (f"{nickname} {last}",)


def joined(doc: Doc, end: int, start: int, last: int, alike: bool, lexicon: Lexicon) -> bool:
    """Whether what stands between a name, up to ``end``, and the next, ``[start, last)``, makes them two names of one.
    "Now" and the like do so only for those who are ``alike`` in kind; of "Norway, now Sweden's ally" they do not."""
    words = [t.lower_ for t in doc[end:start] if not t.is_punct and not t.is_space]
    owns = last < len(doc) and doc[last].tag_ == "POS"
    return bool(lexicon.naming("renamed", " ".join(words))) and not owns and (alike or len(words) > 1)
