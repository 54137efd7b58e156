"""What printing and typing did to words: apostrophes left out, footnote marks, full stops without a space."""

import re
from collections.abc import Iterator

Edit = tuple[int, int, str]


def _cased(*stems: str) -> str:
    """The stems as a pattern, each in lower case, with a capital, and in capitals."""
    return "|".join(form for stem in stems for form in (stem, stem.capitalize(), stem.upper()))


# --- contractions ---------------------------------------------------------------------------------------------------

NEGATED = _cased("did", "do", "does", "is", "are", "was", "were", "has", "have", "had", "could", "should", "would",
                 "must", "need", "might", "may", "ai", "sha", "ought", "dare", "ca", "wo")  # fmt: skip
JOINED = _cased("theyre", "youre", "theyve", "youve", "weve", "theyll", "youll", "itll", "thats", "whats", "theres",
                "hes", "shes", "couldve", "wouldve", "shouldve")  # fmt: skip
ENDINGS = ("re", "ve", "ll", "s")
BARE = re.compile(
    # "didnt"; "thats"
    rf"(?<![\w@#./'’-])(?:(?P<stem>{NEGATED})(?P<n>[nN])(?P<t>[tT])|(?P<joined>{JOINED}|Ive))(?![\w'’@-]|\.\w)"
    # a sign that was lost: "didn?t", "didn t", "did n't", "didn''t", "Poland�s"
    rf"|(?<![\w@#./'’-])(?:{NEGATED})(?P<lost>[nN](?:[?\ufffd*\"]| ['’]|['’] |['’]['’]|['’]?\ (?=t))(?=[tT]\b)"
    rf"| [nN]['’](?=[tT]\b))"
    rf"|(?<=[^\W\d_])(?P<sign>[?\ufffd])(?=(?:s|re|ve|ll)(?![\w=&]))"
)
OF_WONT = frozenset(("his", "her", "its", "their", "our", "my", "your", "s", "the", "is", "was", "are", "were", "be",
                     "been", "than", "old", "usual"))  # fmt: skip
OF_CANT = frozenset(("the", "this", "that", "of", "a", "such", "no", "and", "or", "pure", "mere", "political", "moral",
                     "religious", "pious", "hypocritical", "s"))  # fmt: skip
AFTER_CANT = frozenset(("", "and", "or", "of", "about", "that", "is", "was", "from", "in", "to"))


def contractions(text: str) -> Iterator[Edit]:
    """Every contraction has its apostrophe: "didnt" is "didn't". "As is his wont" and "pious cant" are words."""
    for match in BARE.finditer(text):
        if match["lost"]:
            yield *match.span("lost"), match["lost"].strip()[0] + "'"
        elif match["sign"]:
            yield *match.span("sign"), "'"
        elif match["joined"]:
            at = match.end() - next(len(e) for e in ENDINGS if match[0].lower().endswith(e))
            yield at, at, "'"
        elif not _is_noun(text, match):
            yield match.start("t"), match.start("t"), "'"


def _is_noun(text: str, match: re.Match[str]) -> bool:
    """Whether "cant", "wont" or a name ("Dont Nod") stands as a word of its own."""
    word = match[0].lower()
    after = re.match(r"\s*(\w*)", text[match.end() : match.end() + 30])[1]
    if match[0].istitle() and after[:1].isupper():
        return True
    if word not in ("cant", "wont"):
        return False
    before = re.search(r"(\w*)\W*$", text[max(0, match.start() - 30) : match.start()])[1].lower()
    if word == "wont":
        return before in OF_WONT or after == "to"
    return before in OF_CANT or after.lower() in AFTER_CANT


# --- footnote marks -------------------------------------------------------------------------------------------------

NOTE = re.compile(
    r"(?<=[\w.,;:!?”\"'’»)%\]])(?: ?\[\d{1,3}(?:[,–-] ?\d{1,3})*\]| ?\[(?:note|nb|n) \d{1,3}\]"
    r"|\[(?:citation|clarification|update) needed\])"
    r"|(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?”\"'’»)\]]))[⁰¹²³⁴-⁹]+(?:[,˒⁻–-]?[⁰¹²³⁴-⁹]+)*"
    r"|(?<=[^\W\d_]{2})[†‡]+"
    r"|(?P<stop>(?<=[a-z]{2}[.!?])|(?<=[a-z][.!?][”’\"]))(?:[1-9]\d?|1\d\d)(?:,\d{1,3})*(?=\s*(?:[“‘\"(]?[A-Z]|\Z|\n))"
)
SHORTENED = frozenset((  # before a number: "vol.3", "Sept.11"
    "no", "nos", "nr", "vol", "vols", "fig", "figs", "art", "arts", "para", "paras", "sec", "sect", "ch", "chap", "pp",
    "pt", "ver", "ed", "eds", "approx", "est", "col", "rev", "resp", "reg", "res", "app", "cl", "ex", "op", "ser", "sch",
    "tab", "eq", "ref", "ca", "gen", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
    "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "rm", "str", "st", "apt", "bldg", "nt", "per", "rs", "mt",
))  # fmt: skip


def notes(text: str) -> Iterator[Edit]:
    """Footnote marks go: "accord[12]", "treaty.3 Germany", "treaty²"; "km²", "vol.3" and "1.5" are none."""
    for match in NOTE.finditer(text):
        if match["stop"] is None or _word_before(text, match.start()) not in SHORTENED:
            yield *match.span(), ""


def _word_before(text: str, end: int) -> str:
    found = re.search(r"([^\W\d_]*)[.!?][”’\"]?$", text[max(0, end - 30) : end])
    return found[1].lower() if found else ""


# --- full stops -----------------------------------------------------------------------------------------------------

STOP = re.compile(
    # "Norway.Poland", "in 2019.Poland", "treaty.”Poland", "treaty.“We"
    r"(?:(?<=[^\W\d_A-Z][^\W\d_A-Z][.!?])|(?<=\d\d[.!?])|(?<=[)\]%][.!?])|(?<=[a-z.!?][.!?][”’)\]])|(?<=\.[A-Z]\.))"
    r"(?=[“‘(]?(?P<word>[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_A-Z]+|[AI](?=[\s'’]))(?P<after>\S?))"
)
PARTS = re.compile(r"[/@\\_]|www\.|://")
OF_NAMES = frozenset(("com", "org", "net", "gov", "edu", "io", "ai", "co", "uk", "de", "fr", "eu", "tv", "js", "py", "md",
                      "txt", "pdf", "doc", "docx", "xls", "html", "htm", "php", "asp", "csv", "jpg", "png", "info"))  # fmt: skip


def stops(text: str) -> Iterator[Edit]:
    """A space behind each full stop that ends a sentence: "Norway. Poland", not "example.com", "U.S.A." or "Ph.D."."""
    for match in STOP.finditer(text):
        at = match.start()
        if match["word"].lower() not in OF_NAMES and not _is_address(text, at):
            yield at, at, " "


def _is_address(text: str, at: int) -> bool:
    """Whether a place in a text lies in an address, a path or a file's name."""
    before = re.search(r"\S*$", text[max(0, at - 80) : at])[0]
    after = re.match(r"\S*", text[at : at + 80])[0]
    return bool(PARTS.search(before + after)) or re.match(r"[A-Z][a-z]+\.[a-z]", after) is not None
