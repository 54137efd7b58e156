"""Worker processes, because an engine's query cannot be cancelled: a process that takes too long is ended.

Each worker holds the store open to be read, and opens it again when it was changed.
"""

import asyncio
import logging
import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kg.errors import KgError, ServeError
from kg.store import Store, stamp

log = logging.getLogger(__name__)


class Pool:
    """At most ``size`` workers on the store at ``path``, begun when needed; ``timeout`` seconds for each task, the
    start of its worker apart."""

    def __init__(self, path: Path, *, size: int, timeout: float):
        self._path, self._timeout = path, timeout
        self._room = asyncio.Semaphore(size)
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    async def run(self, function: Callable[..., Any], *args: Any, timeout: float | None = None) -> Any:
        """What ``function(store, *args)`` gives in a worker; function, arguments and result must pickle. ``timeout``
        is for this task instead of the pool's.

        Raises the `KgError` that the function raised, and `ServeError` when it took too long, no worker came free, or
        the worker died.
        """
        timeout = timeout or self._timeout
        try:
            async with asyncio.timeout(timeout):
                await self._room.acquire()
        except TimeoutError as error:
            raise ServeError(503, "the server is busy with other queries; ask again later") from error
        try:
            worker = self._idle.pop() if self._idle else _Worker(self._path)
            self._busy.add(worker)
            try:
                return await asyncio.to_thread(worker.do, (function, args), timeout)
            except asyncio.CancelledError:
                worker.kill()  # what it would answer, nobody awaits
                raise
            finally:
                self._busy.discard(worker)
                if not self._closed:
                    self._idle.append(worker if worker.alive else _Worker(self._path))
        finally:
            self._room.release()

    def close(self) -> None:
        """End all workers, whatever they do."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            worker.kill()


class _Worker:
    def __init__(self, path: Path):
        spawn = multiprocessing.get_context("spawn")  # a fork would carry the server's threads and sockets along
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(path, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.alive, self._ready = True, False

    def do(self, task: tuple[Callable[..., Any], tuple], timeout: float) -> Any:
        try:
            if not self._ready:
                self._ready = self._pipe.recv()
            self._pipe.send(task)
            if not self._pipe.poll(timeout):
                self.kill()
                raise ServeError(503, f"stopped after {timeout:g} s; ask for less, or begin the server with a longer "
                                      "--timeout")  # fmt: skip
            result, error = self._pipe.recv()
        except (EOFError, OSError) as gone:
            self.kill()
            raise ServeError(500, "the query's process died, perhaps for want of memory; ask for less") from gone
        if error is not None:
            raise error
        return result

    def kill(self) -> None:
        self.alive = False
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _work(path: Path, pipe: Connection) -> None:
    """A worker's life: a task, its result, and so on until the server has gone."""
    from kg.serve import answers, pages  # noqa: F401 - so that no task waits for them

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends it
    reader = _Reader(path)
    with suppress(EOFError, OSError):
        pipe.send(True)
        while True:
            pipe.send(_outcome(reader, *pipe.recv()))


def _outcome(reader: "_Reader", function: Callable[..., Any], args: tuple) -> tuple[Any, KgError | None]:
    try:
        return function(reader.store(), *args), None
    except KgError as error:
        return None, error
    except Exception as error:
        log.exception("a task of the server failed")
        return None, ServeError(500, f"a defect of the server ({type(error).__name__}); please report it")


class _Reader:
    """The store as it is now."""

    def __init__(self, path: Path):
        self._path, self._store, self._stamp = path, None, ""

    def store(self) -> Store:
        if self._store is None or stamp(self._path) != self._stamp:
            now, fresh = stamp(self._path), Store.read(self._path)
            if self._store is not None:
                self._store.close()
            self._store, self._stamp = fresh, now
        return self._store
