"""Single characters: what is invisible, what only looks like another, letters in parts."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# format characters, fillers, variation selectors and tags: nobody sees them, and a word with one is another word
INVISIBLE = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
CONTROLS = "\x01-\x08\x0e-\x1b\x7f"
SPACES = "\x1c-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
LINES = "\x0b\x0c\u2028"
HYPHENS = "\u2010\u2011\ufe63\uff0d"
# whole-width and mathematical letters, ligatures, the signs for kelvin and ångström
COMPATIBLE = "\uff01-\uff0c\uff0e-\uff5e\ufb00-\ufb06\U0001d400-\U0001d7ff\u212a\u212b"
WINDOWS = "\x80-\x9f"  # of a text in windows-1252 that was taken for Latin-1

ODD = re.compile(f"[\xad{INVISIBLE}{CONTROLS}{SPACES}{LINES}\u2029{HYPHENS}{COMPATIBLE}{WINDOWS}]+")
CUT = re.compile(r"[\xad\u2010][ \t]*\r?\n[ \t]*(?=[^\W\d_])")
SPACE, LINE, HYPHEN = (re.compile(f"[{signs}]") for signs in (SPACES, LINES, HYPHENS))
KEPT, WESTERN = re.compile(f"[{COMPATIBLE}]"), re.compile(f"[{WINDOWS}]")

MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
IN_PARTS = re.compile(rf"[^{MARKS}][{MARKS}]+")

# what looks like an apostrophe: a letter of its own, or a quotation mark, accent or prime that is one between letters
LETTERS = "\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u02ee\u0374\u0384\u055a\u05f3\u07f4\u1fbd\u1fbf\u1fef\u1ffd"
LETTERS += "\ua78b\ua78c"
OTHERS = "\u2018\u201b\u00b4`\u2032\u2035\uff40"
LETTER = r"[^\W\d_]"
APOSTROPHE = re.compile(  # what is looked for stands first: so it is found fast
    rf"[{LETTERS}{OTHERS}](?:(?={LETTER})(?<={LETTER}.)"  # "didnʼt"
    rf"|(?!\w)(?<={LETTER}[\u02b9\u02bc\ua78c])|(?=\s)(?<=s[\u00b4\u2032]))"  # "the ministersʼ plan"
)

ENTITY = re.compile(rf"&(?:#0{{0,5}}39|#[xX]0{{0,4}}27|apos|rsquo|#8217|#[xX]2019);(?={LETTER})")  # left in plain text


def cuts(text: str) -> Iterator[tuple[int, int, str]]:
    """A word that a soft hyphen cuts at a line's end is whole again."""
    for match in CUT.finditer(text):
        start, end = match.span()
        if match[0][0] == "\xad" or text[max(0, start - 1) : start].islower() and text[end].islower():
            yield start, end, ""


def folds(text: str) -> Iterator[tuple[int, int, str]]:
    """Characters that nobody sees go; odd spaces, hyphens and letters become the plain ones."""
    for match in ODD.finditer(text):
        signs = [_plain(sign) for sign in match[0]]
        together = "".join(signs)
        if len({len(sign) for sign in signs}) == 1 and len(together) in (0, len(signs)):  # all go, or sign for sign
            yield *match.span(), together
        else:
            yield from ((at, at + 1, sign) for at, sign in enumerate(signs, match.start()))


@lru_cache(maxsize=1 << 12)
def _plain(sign: str) -> str:
    if SPACE.match(sign):
        return " "
    if LINE.match(sign):
        return "\n"
    if HYPHEN.match(sign):
        return "-"
    if KEPT.match(sign):
        return unicodedata.normalize("NFKC", sign)
    if WESTERN.match(sign):
        return sign.encode("latin-1").decode("cp1252", "ignore")
    return "\n\n" if sign == "\u2029" else ""


def compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """A letter and the accents that follow it become one letter, where Unicode has it (NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return
    for match in IN_PARTS.finditer(text):
        instead = unicodedata.normalize("NFC", match[0])
        if instead != match[0]:
            yield *match.span(), instead


def apostrophes(text: str) -> Iterator[tuple[int, int, str]]:
    """What looks like an apostrophe, where one may stand, is one; so is what HTML writes for it, between letters."""
    entities = (match for match in ENTITY.finditer(text) if text[match.start() - 1 : match.start()].isalpha())
    for start, end in sorted(match.span() for match in (*APOSTROPHE.finditer(text), *entities)):
        yield start, end, "'"
