"""Folders and feeds → what is told of each document that arrives, until it is ended."""

import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic

from kg.config import Config
from kg.documents import Source, articles
from kg.errors import ConfigError, SourceError, StoreError
from kg.model import Unreadable
from kg.watching.adding import Graphed, Told
from kg.watching.feeds import Polled

MINUTES = 15.0
TICK = 1.0  # seconds between two looks
QUIET = 500  # milliseconds without a change in a folder, until what was written is taken to be whole
LONGEST = 10_000  # milliseconds that a change waits for quiet
AGAIN = 30.0  # seconds until another is asked again to let us write


def watch(
    places: Iterable[str],
    out: Path,
    *,
    config: Config | None = None,
    every: float = MINUTES,
    stop: threading.Event | None = None,
) -> Iterator[Told]:
    """Add to the graph in folder ``out`` what is in ``places`` (one folder at most, and addresses of feeds) and then
    what arrives there, each document once; tells of each as it is there. Feeds are asked ``every`` so many minutes.

    What cannot be read is told, and watching goes on; so it does while somebody else writes to the store, after whom
    it is tried again. It ends when ``stop`` is set. Raises `ConfigError` or `SourceError` for places that cannot be
    watched or a library that is missing, and whatever `kg.builder.build` raises that is not about a source.
    """
    stop, config = stop or threading.Event(), config or Config()
    folder, feeds = _sorted(places)
    changes = _changes(folder, out, stop) if folder else _ticks(stop)
    polled = [Polled(address, out, config.allow_private, every * 60) for address in feeds]
    return _watch(folder, changes, polled, Graphed(out, config))


def _watch(folder: str | None, changes: Iterator[list[str]], polled: list[Polled], graphed: Graphed) -> Iterator[Told]:
    waiting: dict[str, Source] = {}
    broken: set[str] = set()
    blocked = 0.0
    for changed in changes:
        found = (articles(folder, path) for path in changed) if folder else ()
        waiting |= {source.place: source for several in found for source in several}
        if monotonic() < blocked:
            continue
        try:
            if waiting:
                for told in graphed.add(waiting.values()):
                    broken |= {told.source} if isinstance(told, Unreadable) else set()
                    yield told
                # what was dropped with its file may stand in another, of which it was a copy
                again = articles(folder) if folder and graphed.dropped else ()
                waiting = {source.place: source for source in again if source.name not in broken}
            for one in polled:
                yield from one.poll(graphed)
        except StoreError as error:  # somebody else writes
            yield Unreadable(str(graphed.out), f"{error}; tried again in {AGAIN:.0f} seconds")
            blocked = monotonic() + AGAIN


def _sorted(places: Iterable[str]) -> tuple[str | None, list[str]]:
    places = list(dict.fromkeys(places))
    feeds = [place for place in places if Source(place, place).is_address]
    folders = [place for place in places if place not in feeds]
    for place in folders:
        if not os.path.isdir(place):
            raise SourceError(f"{place}: neither a folder nor an address; name a folder, or a feed by its http address")
    if len(folders) > 1:  # files of the same name would take each other's place
        raise ConfigError(f"{', '.join(folders)}: one folder at a time; name one that holds them")
    return (folders[0] if folders else None), feeds


def _ticks(stop: threading.Event) -> Iterator[list[str]]:
    while not stop.is_set():
        yield []
        stop.wait(TICK)


def _changes(folder: str, out: Path, stop: threading.Event) -> Iterator[list[str]]:
    """The folder itself, once whatever changes is noticed; then, at each tick, the paths that are new or changed and
    have not changed further for a moment."""
    try:
        import watchfiles
    except ImportError:
        raise ConfigError("watchfiles is not installed: pip install 'stancegraph[watch]'") from None
    ours = os.path.realpath(out) + os.sep

    def wanted(change: watchfiles.Change, path: str) -> bool:
        return change != watchfiles.Change.deleted and not os.path.realpath(path).startswith(ours)

    def several() -> Iterator[list[str]]:
        found = watchfiles.watch(folder, watch_filter=wanted, debounce=LONGEST, step=QUIET, stop_event=stop,
                                 rust_timeout=int(TICK * 1000), yield_on_timeout=True)  # fmt: skip
        next(found, None)  # what comes after this is not missed, however long the first build takes
        if not stop.is_set():
            yield [folder]
        for some in found:
            yield sorted(path for _, path in some)

    return several()
