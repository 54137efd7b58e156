"""Ctrl-C, also where a library is at work that does not look up: a long query, a big file."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

GRACE = 2.0  # seconds for the program to end by itself


def watch(ended: Callable[[], int]) -> None:
    """Let Ctrl-C raise `KeyboardInterrupt`, and where the program has not ended by it within `GRACE`, end it as a kill
    does, which stores and files bear, with the exit status of ``ended``. Who handles the signal otherwise, as a server
    does, is let alone. To be called by the main thread."""

    def wait() -> None:
        while there.recv(1):
            if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
                threading.Event().wait(GRACE)
                status = ended()
                sys.stderr.flush()
                os._exit(status)

    there, here = socket.socketpair()
    here.setblocking(False)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.set_wakeup_fd(here.detach(), warn_on_full_buffer=False)
    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def gently(told: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Within the block the first Ctrl-C is only noted: what is yielded says so from then on, and ``told`` is called.
    The second is as any other. To be used by the main thread."""
    stopped = threading.Event()

    def stop(number: int, frame: object) -> None:
        if stopped.is_set():
            signal.signal(signal.SIGINT, before)
            signal.raise_signal(signal.SIGINT)
        stopped.set()
        told()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped.is_set
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def at_once() -> Iterator[None]:
    """Within the block Ctrl-C ends the program as a kill does, without a word: for what waits for input that nothing
    can interrupt, and has nothing to finish. To be used by the main thread."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
