"""What printing and typing did to words: apostrophes left out, footnote marks, full stops without a space.

In each pattern what is looked for stands first and what must stand before it last, so that it is found fast.
"""

import re
from collections.abc import Iterator

Edit = tuple[int, int, str]

# --- contractions ---------------------------------------------------------------------------------------------------

STEMS = frozenset(("did", "do", "does", "is", "are", "was", "were", "has", "have", "had", "could", "should", "would",
                   "must", "need", "might", "may", "ai", "sha", "ought", "dare", "ca", "wo"))  # fmt: skip
OUTSIDE = r"[\w@#./'’-]"  # a word behind one of these is part of a longer one, a name or an address
ENDS = r"(?![\w'’@-]|\.\w)"
MISSING = re.compile(rf"(?:[nN][tT]|[ńŃ][tT]){ENDS}")  # "ń": an accent where an apostrophe was meant
LOST = re.compile(r"[nN](?:[?\ufffd*\";,]|\\['’]|['’][ '’]| ['’]?)[tT](?!\w)")
APART = re.compile(r" [nN] ?['’] ?[tT](?!\w)")
MOVED = re.compile(r"['’][nN][tT](?![\w'’])")
SHOUTED = re.compile(r"N['’]T(?!\w)")  # tokenizers know "didn't" alone
JOINED = re.compile(
    rf"[tTyYwWiIhHsScC](?<!{OUTSIDE}.)(?:(?i:(?<=t)hey|(?<=y)ou)(?P<full>(?i:re|ve|ll))|(?:(?i:(?<=w)e)|(?<=I)|"
    rf"(?i:(?<=c)ould|(?<=w)ould|(?<=s)hould))(?P<ve>(?i:ve))|(?i:(?<=i)t)(?P<ll>(?i:ll))|"
    rf"(?i:(?<=t)hat|(?<=w)hat|(?<=t)here|(?<=h)e|(?<=s)he)(?P<s>[sS])){ENDS}"
)
SIGN = re.compile(r"[?\ufffd](?=(?:s|re|ve|ll)(?![\w=&]))(?<=[^\W\d_].)")
LAST_WORD = re.compile(rf"(?<!{OUTSIDE})[A-Za-z]+$")
OF_WONT = frozenset(("his", "her", "its", "their", "our", "my", "your", "s", "the", "is", "was", "are", "were", "be",
                     "been", "than", "old", "usual"))  # fmt: skip
OF_CANT = frozenset(("the", "this", "that", "of", "a", "such", "no", "pure", "mere", "political", "moral",
                     "religious", "pious", "hypocritical", "s"))  # fmt: skip
AFTER_CANT = frozenset(("", "and", "or", "of", "about", "that", "is", "was", "from", "in", "to"))


def contractions(text: str) -> Iterator[Edit]:
    """Every contraction has its apostrophe: "didnt", "didn?t", "did'nt", "did n't" and "DIDN'T" are "didn't". "As is
    his wont" and "pious cant" are words."""
    yield from sorted((*_negations(text), *_others(text)))


def _negations(text: str) -> Iterator[Edit]:
    for match in MISSING.finditer(text):
        at = match.start()
        stem = _stem(text, at)
        if stem and not match[0].isascii():
            yield *match.span(), f"n'{match[0][1]}"
        elif stem and not _is_noun(text, at - len(stem), match.end()):
            yield at + 1, at + 1, "'"
    for match in LOST.finditer(text):
        stem = _stem(text, match.start())
        if stem and (match[0][1:-1] != " " or match[0][-1] == "t" or stem.isupper()):  # "Don T. Doe" is a name
            yield match.start() + 1, match.end() - 1, "'"
    for match in APART.finditer(text):
        if _stem(text, match.start()):
            yield *match.span(), match[0].strip()[0] + "'" + match[0][-1]
    for match in MOVED.finditer(text):
        if _stem(text, match.start()):
            yield *match.span(), f"{match[0][1]}'{match[0][2]}"
    for match in SHOUTED.finditer(text):
        if stem := _stem(text, match.start()):
            yield match.start() - len(stem), match.end(), f"{stem}{match[0]}".lower()


def _others(text: str) -> Iterator[Edit]:
    for match in JOINED.finditer(text):
        at = match.start(match.lastgroup or 0)
        yield at, at, "'"
    for match in SIGN.finditer(text):
        yield *match.span(), "'"


def _stem(text: str, end: int) -> str:
    """The word that ends here, if "n't" may be put to it; else nothing."""
    found = LAST_WORD.search(text, max(0, end - 8), end)
    word = found[0] if found else ""
    usual = word.islower() or word.istitle() or word.isupper()
    return word if usual and word.lower() in STEMS else ""


def _is_noun(text: str, start: int, end: int) -> bool:
    """Whether "cant", "wont" or a name ("Dont Nod") stands as a word of its own."""
    word = text[start:end].lower()
    after = re.split(r"\W", text[end : end + 30].lstrip(), maxsplit=1)[0]
    if text[start:end].istitle() and after[:1].isupper():
        return True
    if word not in ("cant", "wont"):
        return False
    before = ["", *re.findall(r"\w+", text[max(0, start - 30) : start])][-1].lower()
    if word == "wont":
        return before in OF_WONT or after == "to"
    return before in OF_CANT or after.lower() in AFTER_CANT


# --- weekdays -------------------------------------------------------------------------------------------------------

DAY = re.compile(r"(?<![\w.])(?P<short>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.")
GOES_ON = re.compile(r"\s?,|\s+(?:[a-z\d]|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec))")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekdays(text: str) -> Iterator[Edit]:
    """Days in full: models have seen few short ones. "Wed. night" is "Wednesday night"; "The Sun." is a paper."""
    for match in DAY.finditer(text):
        on = GOES_ON.match(text, match.end()) is not None
        if on or match["short"] not in ("Sat", "Sun"):
            yield match.start(), match.end() - (not on), next(day for day in DAYS if day.startswith(match["short"]))


# --- footnote marks -------------------------------------------------------------------------------------------------

BRACKETS = re.compile(r"\[(?:(?:note |nb |n )?\d{1,3}(?:[,–-] ?\d{1,3})*|(?:citation|clarification|update) needed)\]")
RAISED = re.compile(
    r"[⁰¹²³⁴-⁹](?:(?<=[^\W\d_]{3}.)|(?<=[.,;:!?”\"'’»)\]].))(?:[,˒⁻–-]?[⁰¹²³⁴-⁹])*|[†‡](?<=[^\W\d_]{2}.)[†‡]*"
)
AT_STOP = re.compile(
    r"[1-9](?:(?<=[a-z]{2}[.!?].)|(?<=[a-z][.!?][”’\"].))(?:\d(?!\d)|(?<=1)\d\d(?!\d))?(?!\d)(?:,\d{1,3})*"
    r"(?=\s{0,9}(?:[“‘\"(]?[A-Z]|\Z|\n))"
)
SHORTENED = frozenset((  # before a number: "vol.3", "Sept.11"
    "no", "nos", "nr", "vol", "vols", "fig", "figs", "art", "arts", "para", "paras", "sec", "sect", "ch", "chap", "pp",
    "pt", "ver", "ed", "eds", "approx", "est", "col", "rev", "resp", "reg", "res", "app", "cl", "ex", "op", "ser",
    "sch", "tab", "eq", "ref", "ca", "gen", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct",
    "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "rm", "str", "st", "apt", "bldg", "nt", "per", "rs",
    "mt",
))  # fmt: skip


def notes(text: str) -> Iterator[Edit]:
    """Footnote marks go: "accord[12]", "treaty.3 Germany", "treaty²"; "km²", "vol.3" and "1.5" are none."""
    yield from sorted((*_bracketed(text), *((*match.span(), "") for match in RAISED.finditer(text)), *_at_stops(text)))


def _bracketed(text: str) -> Iterator[Edit]:
    for match in BRACKETS.finditer(text):
        start = match.start() - text.endswith(" ", 0, match.start())
        if start and not text[start - 1].isspace() and text[start - 1] not in "[(":
            yield start, match.end(), ""


def _at_stops(text: str) -> Iterator[Edit]:
    for match in AT_STOP.finditer(text):
        before = re.search(r"([^\W\d_]*)[.!?][”’\"]?$", text[max(0, match.start() - 30) : match.start()])
        if before and before[1].lower() not in SHORTENED:
            yield *match.span(), ""


# --- full stops -----------------------------------------------------------------------------------------------------

STOP = re.compile(  # "Norway.Poland", "in 2019.Poland", "treaty.”Poland", "treaty.“We", "U.S.Senate"
    r"[.!?](?:(?<=[^\W\d_A-Z].)|(?<=\d\d.)|(?<=[)\]%.!?”].)|(?<=\.[A-Z].))[”’)\]]?"
    r"(?=[“‘(]?(?P<word>[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_A-Z]+|[AI](?=[\s'’])))"
)
PARTS = re.compile(r"[/@\\_]|www\.|[a-z]{2}\.[a-z]{2}")
OF_NAMES = frozenset((
    "com", "org", "net", "gov", "edu", "io", "ai", "co", "uk", "de", "fr", "eu", "tv", "js", "py", "md", "txt", "pdf",
    "doc", "docx", "xls", "html", "htm", "php", "asp", "csv", "jpg", "png", "info",
))  # fmt: skip


def stops(text: str) -> Iterator[Edit]:
    """A space behind each full stop that ends a sentence: "Norway. Poland", not "example.com", "U.S.A." or "Ph.D."."""
    for match in STOP.finditer(text):
        at = match.end()
        if match["word"].lower() not in OF_NAMES and not _is_address(text, at):
            yield at, at, " "


def _is_address(text: str, at: int) -> bool:
    """Whether a place in a text lies in an address, a path or a file's name."""
    before = re.split(r"\s", text[max(0, at - 80) : at])[-1]
    after = re.split(r"\s", text[at : at + 80], maxsplit=1)[0]
    return bool(PARTS.search(before + after)) or re.match(r"[A-Z][a-z]+\.[a-z]", after) is not None
