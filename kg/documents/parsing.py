"""The fence around foreign parsers: whatever one raises on bytes that it does not understand becomes one line."""

from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import SourceError


@contextmanager
def parsing(rule: str) -> Iterator[None]:
    """Turns every exception of the parser called within into a `SourceError`, ``rule`` after its reason.

    Damaged input reaches the inner layers of a library (zlib, struct, its own assertions), so no list of their
    exceptions is ever whole. Only calls of that library stand within: an error of our own would hide here.

    >>> with parsing("a .docx file must be a whole Word file; save it again"):
    ...     raise EOFError
    Traceback (most recent call last):
    kg.errors.SourceError: EOFError: a .docx file must be a whole Word file; save it again
    """
    try:
        yield
    except SourceError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:120].rstrip(".;: ") or type(error).__name__
        raise SourceError(f"{reason}: {rule}") from error
