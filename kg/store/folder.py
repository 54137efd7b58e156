"""A store's folder: versions that are never changed once they are there, and a word that says which one is now.

    store/now        the number of the version that is now
    store/7/         that version: a folder of Oxigraph's
    store/7.lease    held by whoever reads it
    store/outputs    which files were made from which version, see `kg.versions`
    store/readings   what each document gave before joining, see `kg.store.spool`
    .store.lock      held by whoever writes

A change is made in a copy (hard links, so it costs next to nothing) and put in place by replacing the word. So readers
are never disturbed, and a killed writer leaves the old version or the new one.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO

import portalocker

from kg.errors import StoreError
from kg.store.embedded import Embedded, line

OUTPUTS = "outputs"
_OURS = re.compile(rf"now(\.new)?|{OUTPUTS}|readings(-journal)?|\d+(\.lease|\.tmp)?", re.ASCII)
_SHARED = portalocker.LockFlags.SHARED | portalocker.LockFlags.NON_BLOCKING
_ALONE = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING


def is_store(path: Path) -> bool:
    """Whether there is a whole store at ``path``."""
    return stamp(path) != ""


def stamp(path: Path) -> str:
    """What changes whenever the store at ``path`` does; empty where there is none."""
    try:
        return (path / "now").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Be the one who writes at ``path``, which is made if need be. Raises `StoreError` where somebody else is."""
    try:
        if path.is_dir() and not all(_OURS.fullmatch(file.name) for file in path.iterdir()):
            raise StoreError(f"{path}: holds files, but no store; name a folder that is empty or yet to be made")
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path}: cannot be opened as a store, it is a file; name a folder")
        held = open(path.with_name(f".{path.name}.lock"), "a")  # noqa: SIM115
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened to be written ({error.strerror}); name another place") from error
    with held:
        try:
            portalocker.lock(held, _ALONE)
        except portalocker.exceptions.AlreadyLocked as error:
            said = "in use, and has one writer at a time"
            raise StoreError(f"{path}: {said}; wait for the other build, or close the other program") from error
        except portalocker.exceptions.LockException as error:
            said = f"cannot be kept from other writers, {line(error)}"
            raise StoreError(f"{path}: {said}; name a place on a file system that has locks") from error
        yield


@contextmanager
def version(path: Path) -> Iterator[Path]:
    """The folder to write the next version of ``path`` in, empty; it is the one that is now when the block ends well.
    To be used by whoever holds the `lock`. Raises `StoreError` where the disk is full or refuses; then, as after any
    other error, the version before is the one that is now."""
    before = stamp(path)
    fresh = path / str(int(before or 0) + 1)
    for left in (fresh, fresh.with_name(f"{fresh.name}.tmp")):  # by a killed writer; Oxigraph copies to the second
        shutil.rmtree(left, ignore_errors=True)
    try:
        path.mkdir(exist_ok=True)
        yield fresh
        unfinished = path / "now.new"
        unfinished.write_text(fresh.name, encoding="ascii")
        unfinished.replace(path / "now")
    except BaseException as error:
        shutil.rmtree(fresh, ignore_errors=True)
        if isinstance(error, OSError):
            said = f"cannot be written, {line(error)}; it is as it was: free some space, or see that it may be written"
            raise StoreError(f"{path}: {said}") from error
        raise
    _prune(path, fresh.name)


def copied(path: Path, fresh: Path) -> None:
    """The version that is now, as a copy at ``fresh``; nothing where there is none."""
    if is_store(path):
        try:
            Embedded.open(path / stamp(path), write=False).inner.backup(str(fresh))
        except OSError as error:
            raise StoreError(f"{path}: cannot be copied, {line(error)}; free some space") from error


@contextmanager
def leased(path: Path) -> Iterator[Path]:
    """The version of ``path`` that is now, kept from being cleared away. Raises `StoreError` where there is none."""
    while (now := stamp(path)) != "":
        with _lease(path / f"{now}.lease") as held:
            if _shared(held) and (path / now).is_dir():
                yield path / now
                return
        if now == stamp(path):
            raise StoreError(f"{path}: its version {now} is missing; build it again elsewhere")
    raise StoreError(f"{path}: no store here; build one first, or name its folder")


def _lease(path: Path) -> AbstractContextManager[IO[str] | None]:
    """The lease, open to be held; ``None`` where there is none and none can be made (a read-only folder or disk, a full
    one). Who reads there is not kept from reading: nobody clears it away, or he holds what he has opened."""
    for mode in ("a", "r"):  # a lease that is there can be held by who may not write, too
        with suppress(OSError):
            return open(path, mode)
    return nullcontext()


def _shared(held: IO[str] | None) -> bool:
    """Holds a lease together with others who read; not where it is being cleared away, and there is a newer version."""
    try:
        if held:
            portalocker.lock(held, _SHARED)
    except portalocker.exceptions.AlreadyLocked:
        return False
    except portalocker.exceptions.LockException:  # a file system without locks
        pass
    return True


def _prune(path: Path, now: str) -> None:
    """Clear away the versions that nobody reads any more, and what a killed writer left of them."""
    for old in {file.name.removesuffix(".lease") for file in path.iterdir()}:
        if old.isdigit() and old != now:
            with suppress(OSError, portalocker.exceptions.LockException), open(path / f"{old}.lease", "a") as held:
                portalocker.lock(held, _ALONE)
                shutil.rmtree(path / old, ignore_errors=True)
                (path / f"{old}.lease").unlink()
