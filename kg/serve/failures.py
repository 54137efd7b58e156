"""Whatever goes wrong in the server as what its client gets: a status and one line."""

import traceback
from pathlib import Path

from kg.errors import KgError, QueryError, ServeError, StoreError


def served(error: BaseException) -> ServeError:
    """``error`` with the status it has for a client. One that nobody raised on purpose is a defect of the server: its
    line gives the type alone, and a note (`BaseException.add_note`) for the log says the rest.

    >>> served(QueryError("more than 10 rows; add LIMIT")).status
    400
    """
    if isinstance(error, ServeError):
        return error
    if isinstance(error, KgError):
        return ServeError(400 if isinstance(error, QueryError) else 503 if isinstance(error, StoreError) else 500,
                          str(error))  # fmt: skip
    found = ServeError(500, f"a defect of the server ({type(error).__name__}); please report it")
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    found.add_note(one_line(f"{error} at {' > '.join(places[-4:])}"))
    return found


def one_line(text: str) -> str:
    """``text`` without breaks and signs that steer a terminal, and not longer than a few hundred characters."""
    shown = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return shown if len(shown) <= 500 else shown[:499] + "…"


def notes(error: BaseException) -> list[str]:
    """What is noted about ``error`` for the log."""
    return getattr(error, "__notes__", [])
