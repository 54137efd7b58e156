"""One source → its documents, or the reason why not."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from kg.documents import html, mail, pdf, plain, records, web, word
from kg.documents.own import is_own
from kg.documents.raw import Bad, Found, Note, Raw, document
from kg.documents.source import STDIN, Notice, Source
from kg.errors import SourceError
from kg.model import Document, Unreadable

MOST_BYTES = 500_000_000

READERS: dict[str, Callable[[bytes], Found]] = {
    ".csv": records.table,
    ".docx": word.word,
    ".eml": mail.mail,
    ".htm": html.html,
    ".html": html.html,
    ".jsonl": records.json_lines,
    ".md": plain.markdown,
    ".pdf": pdf.pdf,
    ".txt": plain.text,
}

KNOWN = " ".join(READERS)

MEDIA_TYPES = {
    "application/jsonl": ".jsonl",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-ndjson": ".jsonl",
    "application/xhtml+xml": ".html",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}


def load(
    source: Source, *, allow_private: bool = False, date_pattern: str = "", stdin: BinaryIO | None = None
) -> Iterator[Document | Unreadable | Notice]:
    """The documents of ``source``, an `Unreadable` for the source or each record that cannot be read, and at the end a
    `Notice` where dates were not understood.

    allow_private: read addresses of this machine and its network too. date_pattern: see `kg.config.Config`. stdin: what
    ``-`` stands for; ``None`` is the process's own.
    """
    documents, undated = 0, []
    try:
        for raw in _raws(source, allow_private, stdin or sys.stdin.buffer):
            found = _found(raw, source.name, date_pattern)
            yield found
            if isinstance(found, Document):
                documents += 1
                undated += [] if found.published else [value for key, value in found.metadata if key == "date"]
    except SourceError as error:
        yield Unreadable(source.name, _one_line(error))
    if undated:
        yield Notice(source.name, f"{undated[0][:40]!r} names no day, so that {len(undated)} of {documents} "
                                  "documents have no date; write YYYY-MM-DD")  # fmt: skip


def _found(raw: Raw | Bad | Note, name: str, date_pattern: str) -> Document | Unreadable | Notice:
    if isinstance(raw, Note):
        return Notice(name, raw.reason)
    place = name if raw.number is None else f"{name}#{raw.number}"
    if isinstance(raw, Bad):
        return Unreadable(place, raw.reason)
    try:
        return document(raw, name, date_pattern)
    except SourceError as error:
        return Unreadable(place, _one_line(error))


def _raws(source: Source, allow_private: bool, stdin: BinaryIO) -> Found:
    if source.place == STDIN:
        return _read(plain.text, _limited(stdin))
    if source.is_address:
        return _page(source, allow_private)
    return _file(Path(source.place))


def _read(reader: Callable[[bytes], Found], data: bytes) -> Found:
    if is_own(data):
        raise SourceError("an output of this program: only articles are read; name those that it was made from")
    return reader(data)


def _file(path: Path) -> Found:
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # an error where it may not be read
            raise SourceError(f"0 documents in this folder: it needs files of type {KNOWN}; check the path")
        if not path.exists():
            raise SourceError("no such file: a source must exist; check the path or pattern")
        if not path.is_file():
            said = "not a regular file: devices and pipes are not opened; give - and pipe into standard input"
            raise SourceError(said)
        reader = _reader(path.suffix)
        with path.open("rb") as file:
            data = _limited(file)
    except OSError as error:
        raise SourceError(f"{error.strerror}: a source must be readable; check its permissions") from error
    return _read(reader, data)


def _page(source: Source, allow_private: bool) -> Found:
    page = web.fetch(source.place, allow_private=allow_private)
    suffix = MEDIA_TYPES.get(page.media_type) or Path(urlsplit(page.url).path).suffix
    for raw in _read(_reader(suffix or page.media_type), page.data):
        # an address that the page claims for itself is not where its words were found
        yield replace(raw, fields={**raw.fields, "url": page.url}) if isinstance(raw, Raw) and not raw.number else raw


def _reader(suffix: str) -> Callable[[bytes], Found]:
    if suffix.lower() not in READERS:
        raise SourceError(f"type {suffix!r}: only {KNOWN} are read; convert it, or rename it to .txt if it is text")
    return READERS[suffix.lower()]


def _limited(stream: BinaryIO) -> bytes:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise SourceError(f"more than {MOST_BYTES:,} bytes: a source must be smaller; split it")
    return data


def _one_line(error: SourceError) -> str:
    return " ".join(str(error).split())
