"""What a document that gives no title is called: by its first words, else by its file or address."""

import re
from itertools import dropwhile, takewhile
from urllib.parse import unquote, urlsplit

from kg.documents.furniture import is_furniture, without_dateline
from kg.documents.normal import clean

BEGINNING = 5_000  # characters of a text that are looked at
LONGEST = 120  # characters of a title that is cut out of a paragraph
LONGEST_HEADLINE = 160  # of one that stands alone
CLOSING = "\"'”’)]"
STOPS = (".", "!", "?", "…")
# not after "Gov.", "N.Y." or "J.": a sentence's last word is in lower case, or long, or a number
SENTENCE_END = re.compile(r"""(?:(?:\b[a-z’'-]{2,}|[A-Z][\w’'-]{4,}|\d)\.|[!?])["'”’)\]]*(?=\s+\W?[A-Z\d])""")
ENDING = re.compile(r"\.[A-Za-z]\w{0,4}$")
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
DAY_OR_UUID = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d([-_.]?)[01]\d\1[0-3]\d|[0-3]\d([-_.])[01]\d\2(?:19|20)\d\d)(?!\d)|" + UUID
)
SEPARATORS = re.compile(r"[\s_+,;.-]+")
IDENTIFIER = re.compile(r"\d{4,}|(?=[a-z]*\d)[0-9a-f]{8,}", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]{2,}")


def first_words(text: str) -> str:
    """The first line of prose where it is a headline or a sentence; of a paragraph its first sentence, cut at a word
    where that is longer than `LONGEST`; nothing where there is no prose, or it begins with a salutation.

    >>> first_words("By Ada Quill\\n\\nEstonia says no.\\n\\nThe minister left.")
    'Estonia says no.'
    """
    line = without_dateline(_line(clean(text[:BEGINNING]).text)).rstrip("; ")
    if line.endswith((",", ":")) or not WORD.search(line):
        return ""
    stands = len(line) <= LONGEST or (len(line) <= LONGEST_HEADLINE and not line.rstrip(CLOSING).endswith(STOPS))
    return line if stands else _cut(line)


def from_name(name: str, number: int | None = None) -> str:
    """The name of a file or an address as words: without folders, ending, days and numbers, unless too little is left;
    with the ``number`` of a record.

    >>> from_name("affair/nyt_2016-10-23_old-hands-help.txt"), from_name("2016-10-23.txt"), from_name("news.csv", 7)
    ('nyt old hands help', '2016-10-23', 'news #7')
    """
    if name.startswith(("http://", "https://")):
        address = urlsplit(name)
        last = address.path.rstrip("/").rpartition("/")[2]
        if not last:
            return address.hostname or name
    else:
        last = name.rpartition("/")[2]
    last = unquote(ENDING.sub("", last)) or name
    words = [word for word in SEPARATORS.split(DAY_OR_UUID.sub(" ", last)) if word and not IDENTIFIER.fullmatch(word)]
    readable = len(words) > 1 and any(map(WORD.search, words))
    found = " ".join(words if readable else re.split(r"[\s_+]+", last)).strip() or name
    return found if number is None else f"{found} #{number}"


def _line(text: str) -> str:
    """The first line of prose; where its paragraph is broken at a width, the paragraph."""
    lines = map(str.strip, text.splitlines())
    paragraph = list(takewhile(bool, dropwhile(lambda line: not line or is_furniture(line), lines)))
    if not paragraph:
        return ""
    first, *others = paragraph
    # broken at a width: the next line's first word had no room on this one
    broken = others and len(f"{first} {others[0].split()[0]}") > max(map(len, others))
    whole = first.rstrip(CLOSING).endswith((*STOPS, ";")) or not broken or first == others[0]
    return " ".join((first if whole else " ".join(paragraph)).split())


def _cut(line: str) -> str:
    end = SENTENCE_END.search(line)
    sentence = line[: end.end()] if end else line
    if len(sentence) <= LONGEST:
        return sentence
    head = sentence[: LONGEST - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:-–—") + "…"
