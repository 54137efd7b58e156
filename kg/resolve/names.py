"""Names taken apart, and the keys under which the spellings of one name meet."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.ids import folded
from kg.lexicon import Lexicon

_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a",
    **dict.fromkeys("'’‘`´ʻʼʿʾ.\"“”", ""), **dict.fromkeys(",;()/", " "), **dict.fromkeys("‐‑–", "-"),
})  # fmt: skip

# what transcribers of one name differ in; few Western names become one by it
_ROMANIZED = tuple((re.compile(old), new) for old, new in (
    (r"^ye(?=.{3})|^je(?=vg)", "e"), (r"kh", "h"), (r"dh", "d"), (r"gh", "g"), (r"x", "ks"), (r"[iy]?e(?:v|ff)$", "ev"),
    (r"(.)\1", r"\1"), (r"(?<=[^aeiou])(?:[iyj]{1,2}i?|ie)$", "i"), (r"(?<=[ae])[iyj]{1,2}$", "i"),
))  # fmt: skip
_LONG = 5  # letters; shorter names differ in one letter and mean two people

# consonants that stand for one another in transcriptions; vowels, h and y fall out
_CONSONANTS = tuple((re.compile(old), new) for old, new in (
    (r"(?<=.{3})[iyj]+$", ""), (r"sch|tch|tsh|dzh|ch|sh|zh|dj|j", "j"), (r"c(?=[eiy])|ts|tz|z", "s"),
    (r"x", "ks"), (r"kh|gh|ck|[cgq]", "k"), (r"ph", "f"), (r"[wv]|ff$", "v"), (r"([dt])h", r"\1"),
    (r"(?<!^)[aeiouyh]", ""), (r"^y?[aeiouy]|^h", "a"), (r"(.)\1+", r"\1"),
))  # fmt: skip


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """``name`` case-folded, without accents, apostrophes and dots: "Erdoğan" → "erdogan"."""
    letters = unicodedata.normalize("NFKD", folded(name)).translate(_LETTERS)
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


@lru_cache(maxsize=1 << 16)
def romanized(word: str) -> str:
    """A key that the usual romanizations of one name share: "Zelenskyy", "Zelenskiy", "Zelensky". A short word is its
    own key."""
    key = _substituted(word, _ROMANIZED)
    return key if len(key) >= _LONG else word


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants that transcriptions of one name share: "Gaddafi", "Qadhafi" and "Khadafy" are ``kdf``."""
    return _substituted(word, _CONSONANTS)


def _substituted(word: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, new in rules:
        word = pattern.sub(new, word)
    return word


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in plain letters. ``surnames`` are the forms that the surname has alone ("leyen", "von der
    leyen"), the shortest first; ``given`` is empty where the name is a surname only. Where ``family_first`` is true,
    the first word may be the surname as well ("xi")."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    whole: str
    generation: str = ""
    family_first: bool = False

    @property
    def surname(self) -> str:
        return self.surnames[0]

    @property
    def alone(self) -> tuple[str, ...]:
        """The forms under which somebody's surname may be this whole name: "al-Assad" is "assad" too."""
        return (self.whole,) if self.given else self.surnames


def person(name: str, lexicon: Lexicon) -> Person:
    """A person's ``name`` taken apart."""
    words = [part for word in plain(name).split() for part in _parts(word, lexicon)] or [plain(name)]
    generation = ""
    while len(words) > 1 and (lexicon.naming("after name", words[-1]) or lexicon.naming("generation", words[-1])):
        last = words.pop()
        generation = {"junior": "jr", "senior": "sr"}.get(last, last) if lexicon.naming("generation", last) else ""
    begin = len(words) - 1
    while begin and lexicon.naming("particle", words[begin - 1]):
        begin -= 1
    if begin == 0 and name[:1].isupper() and " " in name:
        begin = len(words) > 1  # "Al Gore", or is it as in "Le Pen"?
    surnames = [" ".join(words[i:]) for i in range(len(words) - 1, begin - 1, -1)]
    first = 1 < len(words) <= 3 and lexicon.naming("family first", words[0]) is not None
    return Person(tuple(words[:begin]), (*surnames, *words[:first]), " ".join(words), generation, first)


def _parts(word: str, lexicon: Lexicon) -> list[str]:
    """A word without its hyphens; "al-Assad" is two, "Jong-un" is one."""
    first, hyphen, rest = word.partition("-")
    if hyphen and rest and lexicon.naming("particle", first):
        return [first, rest.replace("-", "")]
    return [w for w in [word.replace("-", "")] if w]


def body(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a body's ``name`` in plain letters and one spelling, without "the" and its legal form."""
    words = [lexicon.naming("spelling", w) or w for w in plain(name).replace("-", " ").split()]
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    while len(words) > 1 and lexicon.naming("legal", words[-1]):
        words.pop()
    return tuple(words)


def contents(words: tuple[str, ...], lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a body's name that tell it from others, and those that say what sort of body it is."""
    words = tuple(w for w in words if not lexicon.naming("filler", w))
    generic = frozenset(w for w in words if lexicon.naming("generic", w))
    return frozenset(words) - generic, generic


def initials(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """What a name may be shortened to: with and without its small words."""
    large = [w for w in words if not lexicon.naming("filler", w)]
    return tuple({"".join(w[0] for w in some) for some in (words, large) if len(some) > 1})


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter added, left out or changed, or two neighbours swapped, makes ``one`` the ``other``."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    i = next((n for n in range(len(short)) if short[n] != long[n]), len(short))
    if len(short) < len(long):
        return short[i:] == long[i + 1 :]
    swapped = short[i + 1 : i + 2] + short[i]
    return short[i + 1 :] == long[i + 1 :] or swapped == long[i : i + 2] and short[i + 2 :] == long[i + 2 :]


def first_names_agree(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two first names may be one: in another transcription, one short for the other, or its initial."""
    one, other = (lexicon.naming("short", name) or name for name in (one, other))
    if skeleton(one) == skeleton(other):
        return not of_two_genders(one, other)
    short, long = sorted((one, other), key=len)
    return are_initials(short) and long[0] == short[0]


def of_two_genders(one: str, other: str) -> bool:
    """Whether two first names alike are a woman's and a man's: "maria" and "mario", "paula" and "paul"."""
    return one.rstrip("h").endswith("a") != other.rstrip("h").endswith("a")


def are_initials(word: str) -> bool:
    """Whether a first name in plain letters is one or more initials: "j", "jd"."""
    return len(word) == 1 or len(word) == 2 and not set(word) & set("aeiouy")


def shortens(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether middle names or initials agree as far as the shorter goes: none or "j" with "james"."""
    return all(a == b or a == b[:1] or b == a[:1] for a, b in zip(one, other, strict=False))
