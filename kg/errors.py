"""The error family. Every message gives the value, the rule and the remedy.

KgError
├── SpanError        offsets and text do not fit
├── ConfigError      an option or kg.toml has a bad value
├── LexiconError     a table of words is malformed
├── CorrectionError  a person's correction is malformed or contradicts another
├── SourceError      a file, folder or address cannot be read
│   └── NothingRead   nothing of all that was named can be read
├── ModelError       no such language model, or it lacks what is needed
├── WorkerError      a process that read documents ended before its time, or a machine would read otherwise
├── StoppedError     somebody stopped a build; what was read is kept
├── OutputError      a file or folder cannot be written
│   └── PartialError  some outputs could not be made, the others are there
├── StoreError       a store cannot be opened, written or is in use
├── QueryError       a query is unknown, malformed or lacks a value
├── NetworkError     a network or measure is unknown, or has no sense for what it is asked of
└── ServeError       a request cannot be answered by the server
"""

from collections.abc import Iterable
from typing import Any


class KgError(Exception):
    """Whatever this project raises on purpose; ``str(error)`` is one line for a person."""

    exit_code = 1


class SpanError(KgError, ValueError):
    def __init__(self, start: int, end: int, text: str):
        shown = text if len(text) < 40 else text[:37] + "..."
        super().__init__(f"span {start}:{end} does not fit {shown!r}: want 0 <= start < end and end - start characters")


class ConfigError(KgError, ValueError):
    exit_code = 2


class LexiconError(KgError, ValueError):
    pass


class CorrectionError(KgError, ValueError):
    exit_code = 2


class SourceError(KgError):
    pass


class NothingRead(SourceError):
    """``unreadable`` says of each source why."""

    def __init__(self, why: str, unreadable: Iterable[Any] = ()):
        super().__init__(f"nothing could be read ({why}); name files, folders or addresses with articles")
        self.unreadable = tuple(unreadable)


class ModelError(KgError):
    exit_code = 2


class WorkerError(KgError):
    pass


class StoppedError(KgError):
    exit_code = 130


class OutputError(KgError):
    pass


class PartialError(OutputError):
    exit_code = 3


class StoreError(KgError):
    pass


class QueryError(KgError, ValueError):
    exit_code = 2


class NetworkError(KgError, ValueError):
    exit_code = 2


class ServeError(KgError):
    """``status`` is the HTTP status that the answer gets."""

    def __init__(self, status: int, line: str):
        super().__init__(status, line)
        self.status = status

    def __str__(self) -> str:
        return str(self.args[1])
