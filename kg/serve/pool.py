"""Worker processes, because an engine's query cannot be cancelled: a process that takes too long is ended, and one that
takes too much memory ends by itself.

Each worker holds the store open to be read, and opens it again when it was changed.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError, ServeError
from kg.serve.failures import served
from kg.serve.settings import LARGEST, STARTING
from kg.store import Store, stamp

_OVERFLOWS = {-getattr(signal, name) for name in ("SIGSEGV", "SIGBUS") if hasattr(signal, name)} | {0xC00000FD}
_ABORTS = {-signal.SIGABRT}  # how engines end when they get no more memory

State = tuple[str, int, int]
Outcome = tuple[Any, ServeError | None]
Task = tuple[Callable[..., Any], tuple[Any, ...]]
_T = TypeVar("_T")


def state(path: Path) -> State:
    """What differs when the store at ``path`` was changed, or removed and built again."""
    with suppress(OSError):
        told = os.stat(path / "now")
        return stamp(path), told.st_ino, told.st_mtime_ns
    return "", 0, 0


class Pool:
    """At most ``size`` workers on the store at ``path``, begun when needed; ``timeout`` seconds for each task, the
    start of its worker apart, and ``memory`` in GB."""

    def __init__(self, path: Path, *, size: int, timeout: float, memory: float):
        self._path, self._timeout, self._memory = path, timeout, memory
        self._room = asyncio.Semaphore(size)
        self._threads = ThreadPoolExecutor(2 * size, "worker")  # twice: one may still see a killed worker off
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    async def run(self, function: Callable[..., _T], *args: Any, timeout: float | None = None) -> _T:
        """What ``function(store, *args)`` gives in a worker; function, arguments and result must pickle. ``timeout``
        is for this task instead of the pool's. Cancelled, it ends the worker: what that would answer, nobody awaits.

        Raises `ServeError` for what the function raised, and when it took too long or too much memory, no worker came
        free, or the worker died.
        """
        timeout = timeout or self._timeout
        try:
            async with asyncio.timeout(timeout):
                await self._room.acquire()
        except TimeoutError as error:
            raise ServeError(503, "the server is busy with other queries; ask again later") from error
        try:
            worker = self._idle.pop() if self._idle else self._begun()
            self._busy.add(worker)
            try:
                outcome: tuple[_T, ServeError | None] = await self._done(worker, (function, args), timeout)
            except BaseException:
                worker.end()
                raise
            finally:
                self._busy.discard(worker)
                if not self._closed:
                    self._idle += [worker] if worker.alive else []
                    self._idle[:0] = [] if worker.alive else [self._begun()]
        finally:
            self._room.release()
        result, fault = outcome
        if fault is not None:
            raise fault
        return result

    async def _done(self, worker: "_Worker", task: Task, timeout: float) -> Outcome:
        loop = asyncio.get_running_loop()
        if not worker.ready:
            try:
                async with asyncio.timeout(STARTING):
                    await loop.run_in_executor(self._threads, worker.begin)
            except TimeoutError as error:
                raise ServeError(503, f"no process began within {STARTING:g} s; ask again later") from error
        try:
            async with asyncio.timeout(timeout):
                return await loop.run_in_executor(self._threads, worker.do, task)
        except TimeoutError as error:
            line = f"stopped after {timeout:g} s; ask for less, or begin the server with a longer --timeout"
            raise ServeError(503, line) from error

    def _begun(self) -> "_Worker":
        return _Worker(self._path, self._memory)

    def close(self) -> None:
        """End all workers, whatever they do."""
        self._closed = True
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._threads.shutdown(cancel_futures=True)


class _Worker:
    """A process and the pipe to it. `begin` and `do` are called by one thread at a time, `end` by any: it closes
    nothing that another thread may be reading."""

    def __init__(self, path: Path, memory: float):
        spawn = multiprocessing.get_context("spawn")  # a fork would carry the server's threads and sockets along
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(path, memory, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._memory = memory
        self.alive, self.ready = True, False

    def begin(self) -> None:
        """Wait until the process can take a task."""
        self.ready = self._received()

    def do(self, task: Task) -> Outcome:
        """What the task gives, or its error; raises `ServeError` where the process dies of it."""
        with suppress(OSError):  # where it died before, `_received` says of what
            self._pipe.send(task)
        result, error, self.alive = self._received()
        return result, error

    def end(self) -> None:
        """Kill the process."""
        self.alive = False
        self._process.kill()

    def _received(self) -> Any:
        try:
            return self._pipe.recv()
        except (EOFError, OSError) as gone:
            self.end()
            self._process.join()
            self._pipe.close()
            raise self._death(self._process.exitcode) from gone

    def _death(self, code: int | None) -> ServeError:
        if code in _OVERFLOWS:
            return ServeError(400, "nested more deeply than can be followed; write it flatter")
        if code in _ABORTS:
            return _exhausted(self._memory)
        return ServeError(500, "the query's process died, perhaps out of memory; ask for less")


def _exhausted(memory: float) -> ServeError:
    line = f"stopped at {memory:g} GB of memory; ask for less, or begin the server with a higher --memory"
    return ServeError(503, line)


def _work(path: Path, memory: float, pipe: Connection) -> None:
    """A worker's life: a task, its result, and so on until the server has gone."""
    from kg.serve import answers, pages  # noqa: F401 - so that no task waits for them

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends it
    threading.Thread(target=_follow, daemon=True).start()
    _hush()
    _bound(memory)
    reader, going = _Reader(path), True
    with suppress(EOFError, OSError):
        pipe.send(True)
        while going:
            packed, going = _outcome(reader, memory, *pipe.recv())
            pipe.send_bytes(packed)


def _follow() -> None:
    """End this process with the server's, even where that was killed and a query takes for ever."""
    if server := multiprocessing.parent_process():  # None in that process itself
        server.join()
        os._exit(1)


def _hush() -> None:
    """What libraries say of a task is no line of the server's log; the server says itself what became of it."""
    warnings.simplefilter("ignore")
    with open(os.devnull, "w") as nowhere:
        sys.stderr.flush()
        os.dup2(nowhere.fileno(), 2)


def _bound(memory: float) -> None:
    """Let this process have so many GB, where the system can see to it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        most = int(memory * 1e9)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _outcome(
    reader: "_Reader", memory: float, function: Callable[..., Any], args: tuple[Any, ...]
) -> tuple[memoryview, bool]:
    """Result, error and whether this process is good for another task, pickled; and the last once more."""
    try:
        packed = ForkingPickler.dumps((function(reader.store(), *args), None, True))
        if len(packed) <= LARGEST:
            return packed, True
        error, going = ServeError(400, f"the answer has more than {LARGEST} bytes; ask for less"), True
    except KgError as raised:
        error, going = served(raised), True
    except MemoryError:
        error, going = _exhausted(memory), False
    except BaseException as raised:  # a panic of an engine's is no Exception
        error, going = served(raised), False
    return ForkingPickler.dumps((None, error, going)), going


class _Reader:
    """The store as it is now."""

    def __init__(self, path: Path):
        self._path = path
        self._store: Store | None = None
        self._state: State | None = None

    def store(self) -> Store:
        if self._store is None or state(self._path) != self._state:
            now, fresh = state(self._path), Store.read(self._path)
            if self._store is not None:
                self._store.close()
            self._store, self._state = fresh, now
        return self._store
