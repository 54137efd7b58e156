"""Is a text English? Told by its script and its small words, and only where it is sure: a table, a list of names or a
few words are never refused."""

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

READ = 50_000  # characters that tell enough
LETTERS = 100  # of which most must be of another script
FEWEST = 20  # words, of which the language is told
SMALL = 0.1  # of the words, that are small ones of the other language
DIFFERENT = 5  # of these: a name has one or two ("de la")
ENGLISH = 0.12  # of the words, that are small English ones: with more a text is read, whatever else is in it
MANY = 80  # words that tell of a language without a table that it is not English,
VARIED = 40  # if so many of them are different
NONE = 0.03  # of them, that are small words of English alone
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def foreign(text: str) -> str:
    """The language of ``text``, or its script, if it is surely not English; "unknown" where it has no name here, and
    nothing where it may be English.

    >>> foreign("Der Minister sagte, dass die Regierung den Vertrag nicht unterzeichnen werde; das sei mit der "
    ...         "Mehrheit der Partei und auch mit dem Kanzler so besprochen.")
    'German'
    """
    words = WORD.findall(text[:READ])
    scripts = Counter[str]()
    for word in words:
        scripts[_script(word[0])] += len(word)
    latin = [word for word in words if _script(word[0]) == "LATIN"]
    counts, (english, others) = Counter(map(str.casefold, latin)), _small_words()

    def share(small: frozenset[str]) -> float:
        return sum(counts[word] for word in small) / max(len(latin), 1)

    if scripts.total() >= LETTERS and 2 * scripts["LATIN"] < scripts.total():
        is_english = len(latin) >= FEWEST and share(english) > ENGLISH
        return "" if is_english else f"{scripts.most_common(1)[0][0].title()} letters"
    if len(latin) < FEWEST:
        return ""
    found: dict[str, float] = {}
    for name, small in others.items():
        own, rest = share(small - english), share(english - small)
        if own > max(SMALL, 3 * rest) and rest < ENGLISH and len(counts.keys() & (small - english)) >= DIFFERENT:
            found[name] = own
    if found:
        return max(found, key=lambda name: found[name])
    # names and titles begin with a capital letter: what is left of a list of them is not many words
    lower = [word for word in latin if word[0].islower()]
    if len(lower) < MANY or len(set(lower)) < VARIED or share(english) > ENGLISH:
        return ""
    alone = share(english.difference(*others.values())) * len(latin)
    return "unknown" if alone < NONE * len(lower) else ""


@cache
def _script(letter: str) -> str:
    """The script of ``letter``, as Unicode calls it."""
    name = unicodedata.name(letter, "").removeprefix("FULLWIDTH ").partition(" ")[0]
    return {"MODIFIER": "LATIN", "FEMININE": "LATIN", "MASCULINE": "LATIN", "CJK": "Chinese"}.get(name, name)


@cache
def _small_words() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Those of English, and those of each other language."""
    table = tomllib.loads(files("kg.documents").joinpath("languages.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(listed.split()) for name, listed in table.items()}
    return words.pop("English"), words
