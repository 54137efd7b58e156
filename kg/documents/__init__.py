"""Sources → documents: files, folders, patterns, standard input and web pages.

`find` says what there is to read, so that progress can be shown; `load` reads one source; `read` does both. A source
that cannot be read is an `Unreadable` with its reason, and the others are read. `feed` says what a feed leads to.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.documents.feeds import Feed, feed
from kg.documents.find import articles, find
from kg.documents.load import load
from kg.documents.source import Notice, Source
from kg.model import Document, Unreadable

__all__ = ["Feed", "Notice", "Source", "articles", "feed", "find", "load", "read"]


def read(
    sources: Iterable[str], *, allow_private: bool = False, date_pattern: str = "", stdin: BinaryIO | None = None
) -> Iterator[Document | Unreadable]:
    """All documents of ``sources``, in the order of `find`, without the notices that `load` adds; options as there.
    Raises `SourceError` if ``sources`` is empty."""
    for source in find(sources):
        found = load(source, allow_private=allow_private, date_pattern=date_pattern, stdin=stdin)
        yield from (item for item in found if not isinstance(item, Notice))
