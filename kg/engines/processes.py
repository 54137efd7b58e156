"""The processes of this machine."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Generic, TypeVar

from kg.engines.engine import Engine
from kg.errors import WorkerError

P = TypeVar("P")
G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class _Processes(Generic[P, G]):
    pool: ProcessPoolExecutor
    read: Callable[[P], G]
    workers: int

    def hand_over(self, portion: P) -> Callable[[], G]:
        return self.pool.submit(self.read, portion).result

    def places(self) -> int:
        return self.workers


@contextmanager
def processes(read: Callable[[P], G], begin: Callable[[], None], workers: int) -> Iterator[Engine[P, G]]:
    """So many processes, each of which calls ``begin()`` first and ``read(portion)`` for each portion. They end with
    the block, at once where it fails."""
    way = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["kg.extract", "kg.language.component"])
    pool = ProcessPoolExecutor(workers, context, _begin, (begin,))
    try:
        yield _Processes(pool, read, workers)
        pool.shutdown()
    except BrokenProcessPool as error:
        raise WorkerError(
            "a process that reads was ended from outside, perhaps because memory ran out; what was read is kept: "
            "build again, with fewer --workers"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin(begin: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal's; the first process decides
    Thread(target=_end_with_parent, daemon=True).start()
    begin()


def _end_with_parent() -> None:
    # a parent that was killed hands over nothing any more, and tells nobody
    parent = multiprocessing.parent_process()
    assert parent is not None  # only a child runs this
    parent.join()
    os._exit(1)
