"""The fence around foreign parsers: whatever one does on bytes that it does not understand ends in one line."""

import ctypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.errors import SourceError

MOST_SECONDS = 6.0  # of computing for a small file
SECONDS_A_MEGABYTE = 8.0


class _TooLong(BaseException):
    """No `Exception`: parsers catch those."""


@contextmanager
def parsing(rule: str, size: int = 0) -> Iterator[None]:
    """Turns every exception of the parser called within into a `SourceError`, ``rule`` after its reason, and ends one
    that computes for longer than ``size`` bytes allow.

    Damaged input reaches the inner layers of a library (zlib, struct, its own assertions), so no list of their
    exceptions is ever whole. Only calls of that library stand within: an error of our own would hide here.

    >>> with parsing("a .docx file must be a whole Word file; save it again"):
    ...     raise EOFError
    Traceback (most recent call last):
    kg.errors.SourceError: EOFError: a .docx file must be a whole Word file; save it again
    """
    seconds = MOST_SECONDS + SECONDS_A_MEGABYTE * size / 1_000_000
    try:
        with _ended_after(seconds):
            yield
    except SourceError:
        raise
    except _TooLong as error:
        raise SourceError(f"more than {seconds:.0f} seconds of work: {rule}") from error
    except Exception as error:
        reason = " ".join(str(error).split())[:120].rstrip(".;: ") or type(error).__name__
        raise SourceError(f"{reason}: {rule}") from error


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """Raises `_TooLong` within once this thread has computed for ``seconds``: a machine that sleeps or is busy with
    others costs nothing, nor do threads that read other documents meanwhile."""
    thread, done, turn = threading.get_ident(), threading.Event(), threading.Lock()
    now = _clock(thread)
    end = now() + seconds

    def watch() -> None:
        while not done.wait(max(end - now(), 0.5)):
            with turn:
                if now() >= end and not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_TooLong))

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with turn:
            done.set()
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)  # one that is still on its way


def _clock(thread: int) -> Callable[[], float]:
    """The seconds that ``thread`` has computed; where the system does not tell, those that pass."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)
