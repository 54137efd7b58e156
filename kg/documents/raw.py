"""What a reader found, and the one place where it becomes a `Document`: fields named, dated, addressed, checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from kg.documents.dates import in_name, iso_date
from kg.documents.furniture import furniture
from kg.documents.languages import foreign
from kg.documents.normal import clean
from kg.documents.titles import first_words, from_name
from kg.errors import SourceError
from kg.model import Document

MOST_CHARACTERS = 10_000_000
DATED_BY = "dated by"

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
    its place in a source of many records, ``None`` where the source is one article; ``day_first`` as for `iso_date`."""

    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    number: int | None = None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that cannot be read: its place in the source and the reason."""

    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of a source that was read, in one line."""

    reason: str


Found = Iterator[Raw | Bad | Note]


def document(raw: Raw, name: str, date_pattern: str = "") -> Document:
    """The document of ``raw``; ``name`` is its source's relative name, which gives the day where nothing else does;
    ``date_pattern``: see `kg.documents.dates.in_name`. Raises `SourceError` when there is no text to read, more than
    `MOST_CHARACTERS`, or text that is surely not English."""
    text = raw.text
    _check(text)
    fields = _folded(raw.fields)  # what is not taken is metadata
    known = {ours: _take(fields, keys) for ours, keys in KEYS.items()}
    title, publisher, author = (" ".join(clean(known[key]).text.split()) for key in ("title", "publisher", "author"))
    title = title or first_words(text) or from_name(name, raw.number)
    published = iso_date(known["published"], day_first=raw.day_first)
    if known["published"] and not published:
        fields["date"] = known["published"]  # kept as it stands
    elif not published and (published := _told_by(name, date_pattern)):
        fields[DATED_BY] = "address" if _address(name) else "file name"
    return Document.of(
        text,
        title=title,
        uri=_address(known["uri"]) or own_uri(name, raw.number),
        published=published,
        publisher=publisher or None,
        author=author or None,
        language=known["language"] or "en",
        furniture=furniture(text, title),
        metadata=tuple(sorted((_line(key), _line(value)) for key, value in fields.items() if _line(value))),
    )


def _told_by(name: str, pattern: str) -> str | None:
    """The day in a source's name; of an address only where a ``pattern`` is given."""
    if _address(name) and not pattern:
        return None
    return in_name(name if "/" in pattern else name.rpartition("/")[2], pattern)


def date_origin(document: Document) -> str:
    """What else gave the day of a ``document`` that does not say it: ``file name`` or ``address``; else nothing."""
    return dict(document.metadata).get(DATED_BY, "")


def date_of(fields: Mapping[str, str]) -> str:
    """When a source says that it was published, as it stands there; nothing where it does not say."""
    return _take(_folded(fields), KEYS["published"])


def own_uri(name: str, number: int | None = None) -> str:
    """The source's address, or ``file:`` and its quoted relative name: never a path of this machine. A record's has
    ``#number``."""
    return (_address(name) or f"file:{quote(name)}") + (f"#{number}" if number is not None else "")


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
    if language := foreign(text):
        raise SourceError(f"a page in another language ({language}): only English is read; leave it out, or give its "
                          "translation")  # fmt: skip


def _folded(fields: Mapping[str, str]) -> dict[str, str]:
    return {key.strip().casefold(): value for key, value in fields.items()}


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
