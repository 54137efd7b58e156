"""Ctrl-C, also where a library is at work that does not look up: a long query, a big file."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable

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
