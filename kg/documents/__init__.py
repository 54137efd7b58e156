"""Sources → documents: files, folders, patterns, standard input and web pages.

`find` says what there is to read, so that progress can be shown; `load` reads one source; `read` does both. A source
that cannot be read is an `Unreadable` with its reason, and the others are read.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.documents.find import find
from kg.documents.load import load
from kg.documents.source import Source
from kg.model import Document, Unreadable

__all__ = ["Source", "find", "load", "read"]


def read(
    sources: Iterable[str], *, allow_private: bool = False, stdin: BinaryIO | None = None
) -> Iterator[Document | Unreadable]:
    """All documents of ``sources``, in the order of `find`; options as for `load`. Raises `SourceError` if ``sources``
    is empty."""
    for source in find(sources):
        yield from load(source, allow_private=allow_private, stdin=stdin)
