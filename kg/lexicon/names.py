"""How names and offices are compared."""

import re
from functools import lru_cache

_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?|[A-Z](?:\.[A-Z])+")

_LETTERS, _PARTS = re.compile(r"\w+"), re.compile(r"\w+|[^\w\s]")


@lru_cache(maxsize=1 << 16)
def written(name: str) -> str:
    """``name`` without a leading "the", with straight apostrophes, single spaces and undotted acronyms: "the U.S."
    → "US"."""
    words = name.replace("\u2019", "'").split()
    if len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    return " ".join(w.replace(".", "") if _ACRONYM.fullmatch(w) else w for w in words)


def opening(name: str) -> str:
    """The letters with which a name begins, in upper case: "UN-Habitat" → "UN"."""
    letters = _LETTERS.match(written(name))
    return letters[0].upper() if letters else ""


def length(name: str) -> int:
    """The words and marks of a name, a leading "the" among them."""
    return 1 + len(_PARTS.findall(name))


@lru_cache(maxsize=1 << 16)
def office(text: str) -> str:
    """``text`` in lower case, without dots, hyphens as spaces: "Sen." → "sen", "director-general" → "director
    general"."""
    return " ".join(text.lower().replace(".", "").replace("-", " ").split())


def is_acronym(name: str) -> bool:
    """Whether ``name`` looks like one: two to seven letters or digits, all capital."""
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 7 and letters.isalnum() and letters.isupper()
