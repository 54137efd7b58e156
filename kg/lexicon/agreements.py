"""How the names of agreements and laws are compared: "Paris Agreement", "the Paris climate deal", "the climate accord".

Nouns for agreements change places, as those for laws do; what tells one from another are the words beside them.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import TypeVar

from kg.lexicon.lookup import Lexicon

Known = TypeVar("Known")
SORTS = ("agreement", "law")
_BEHIND = re.compile(r"\s(?:of|on|for|between|with|to|about)\s")  # "agreement on climate change"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a noun phrase calls an agreement or a law. ``sort`` is one of `SORTS`; ``names`` and ``plain`` are the words
    that tell it from others, in plain letters, with and without a capital; ``years`` are the years among them."""

    sort: str
    names: frozenset[str]
    plain: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    words: frozenset[str] = field(init=False, compare=False)  # all that tell it from others

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", self.names | self.plain)

    def fits(self, other: "Agreement") -> bool:
        """Whether the two may be one: what the one is called says no more than what the other is called."""
        if self.sort != other.sort or self.years and other.years and self.years != other.years:
            return False
        return self.words <= other.words or other.words <= self.words

    def joined(self, other: "Agreement") -> "Agreement":
        """What both call it."""
        return Agreement(self.sort, self.names | other.names, self.plain | other.plain, self.years | other.years)


@lru_cache(maxsize=1 << 14)
def agreement(phrase: str, lexicon: Lexicon) -> Agreement | None:
    """What ``phrase``, without an article, calls an agreement or a law; ``None`` if it is neither.

    >>> from kg.lexicon import load
    >>> sorted(agreement("Paris climate deal", load()).words)
    ['climate', 'paris']
    """
    before = _BEHIND.split(phrase)[0]
    words = _WORD.findall(before)
    head = words[-1].lower() if words else ""
    sort = next((use for use in SORTS if lexicon.naming(use, head)), None)
    if sort is None:
        return None
    beside = [*words[:-1], *_WORD.findall(phrase[len(before) :])]
    told = [w for w in beside if not (lexicon.naming("filler", w.lower()) or lexicon.naming("vague", w.lower()))]
    years = frozenset(w for w in told if re.fullmatch(r"(?:19|20)\d\d", w))
    kept = [w for w in told if w not in years]
    if kept and lexicon.title(" ".join(kept)) and lexicon.gender("names", words[-1]):
        return None  # "President Bill"
    names = frozenset(_plain(w) for w in kept if w[0].isupper())
    return Agreement(sort, names, frozenset(map(_plain, kept)) - names, years)


def joined(names: Iterable[str], lexicon: Lexicon) -> Agreement | None:
    """What several names of one thing call an agreement or a law, all together; ``None`` if none does."""
    found = [a for name in names if (a := agreement(name, lexicon)) is not None]
    return reduce(Agreement.joined, found) if found else None


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold().removesuffix("'s").removesuffix("’s"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def only(called: Agreement, known: Iterable[tuple[Known, Agreement]]) -> Known | None:
    """The one of ``known`` that ``called`` may mean; ``None`` where there is none, or several."""
    found = [thing for thing, other in known if called.fits(other)]
    return found[0] if len(found) == 1 else None
