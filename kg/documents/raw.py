"""What a reader found, and the one place where it becomes a `Document`: fields named, dated, addressed, checked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote, urlsplit

from kg.documents.furniture import furniture, headline
from kg.documents.normal import clean
from kg.errors import SourceError
from kg.model import Document

MOST_CHARACTERS = 10_000_000

# what parsers of hostile bytes raise besides their own errors
PARSER_ERRORS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError,
                 NotImplementedError, EOFError, OSError, MemoryError)  # fmt: skip

# our field: the keys, in order of preference, that front matter, columns and records use for it
KEYS = {
    "title": ("title", "headline"),
    "published": ("published", "date"),
    "author": ("author",),
    "publisher": ("publisher", "source"),
    "uri": ("url", "uri"),
    "language": ("language",),
}


@dataclass(frozen=True, slots=True)
class Raw:
    """One article as its reader found it: ``text`` as it stands, ``fields`` by the source's own keys; ``number`` is
    its place in a source of many records, ``None`` where the source is one article."""

    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that cannot be read: its place in the source and the reason."""

    reason: str
    number: int


Found = Iterator[Raw | Bad]


def document(raw: Raw, name: str) -> Document:
    """The document of ``raw``; ``name`` is its source's relative name. Raises `SourceError` when there is no text to
    read, or more than `MOST_CHARACTERS`."""
    text = raw.text
    _check(text)
    fields = {key.strip().casefold(): value for key, value in raw.fields.items()}  # what is not taken is metadata
    known = {ours: _take(fields, keys) for ours, keys in KEYS.items()}
    title, publisher, author = (" ".join(clean(known[key]).text.split()) for key in ("title", "publisher", "author"))
    title = title or headline(text)
    return Document.of(
        text,
        title=title,
        uri=_address(known["uri"]) or own_uri(name, raw.number),
        published=iso_date(known["published"]),
        publisher=publisher or None,
        author=author or None,
        language=known["language"] or "en",
        furniture=furniture(text, title),
        metadata=tuple(sorted((_line(key), _line(value)) for key, value in fields.items() if _line(value))),
    )


def own_uri(name: str, number: int | None = None) -> str:
    """The source's address, or ``file:`` and its quoted relative name: never a path of this machine. A record's has
    ``#number``."""
    return (_address(name) or f"file:{quote(name)}") + (f"#{number}" if number is not None else "")


def iso_date(value: str) -> str | None:
    """``value`` as YYYY-MM-DD; ``None`` unless it names one day, however it is read ("03/04/2025" does not).

    >>> iso_date("Tue, 4 Mar 2025 10:00:00 +0100"), iso_date("03/04/2025"), iso_date("May 2025")
    ('2025-03-04', None, None)
    """
    from dateutil import parser

    try:
        if iso := re.match(r"\d{4}-?\d\d-?\d\d(?!\d)", value):  # a parser told "day first" turns even this round
            return date.fromisoformat(iso[0]).isoformat()
        # two defaults betray a missing day, month or year; two orders betray an ambiguous one
        readings = {
            parser.parse(value, default=default, dayfirst=dayfirst, ignoretz=True).date()
            for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))
            for dayfirst in (False, True)
        }
    except (ValueError, OverflowError):
        return None
    return readings.pop().isoformat() if len(readings) == 1 else None


def _check(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise SourceError(f"{len(text):,} characters: at most {MOST_CHARACTERS:,} are read as one document; "
                          "split it into one file or record an article")  # fmt: skip
    if not text.strip():
        raise SourceError("0 characters of text: a document needs some; remove it or give its text")
    if "\0" in text:
        raise SourceError(f"zero byte at character {text.index(chr(0))}: a binary is not read; give its text")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SourceError(f"half a surrogate pair at character {error.start}: text must be Unicode; "
                          "write the character itself") from error  # fmt: skip


def _take(fields: dict[str, str], keys: tuple[str, ...]) -> str:
    key = next((key for key in keys if _line(fields.get(key, ""))), None)
    return _line(fields.pop(key)) if key else ""


def _line(value: str) -> str:
    """``value`` in one line that can be written as UTF-8."""
    return " ".join(value.encode("utf-8", "replace").decode().replace("\0", "").split())


def _address(value: str) -> str:
    """``value`` as an http(s) address that may stand in RDF, or nothing; one with a password in it is not kept."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return ""
    return quote(value, safe="%/:=&?~#+!$,;'@()*[]-._") if usable else ""
