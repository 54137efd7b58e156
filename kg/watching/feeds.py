"""Feeds that are asked again and again, each page that they lead to once."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from kg.documents import Source, feed
from kg.errors import SourceError
from kg.model import Unreadable
from kg.outputs import put
from kg.watching.adding import Graphed, Told

FILE = "watched.json"  # in the graph's folder: of each feed its state and the pages that were read
MOST = 100  # pages at one time; the others wait
TRIES = 3  # of a page that cannot be read


@dataclass(slots=True)
class Polled:
    """The feed at ``address``, asked every so many ``seconds``, for the graph in folder ``out``."""

    address: str
    out: Path
    allow_private: bool
    seconds: float
    _next: float = 0.0
    _failed: Counter[str] = field(default_factory=Counter)
    _waiting: dict[str, Source] = field(default_factory=dict)

    def poll(self, graphed: Graphed) -> Iterator[Told]:
        """Read what the feed has that was not there, if it is time; what cannot be read is told once, and tried again
        with the feed, `TRIES` times in all."""
        if monotonic() < self._next:
            return
        yield from self._polled(graphed)
        self._next = monotonic() + self.seconds

    def _polled(self, graphed: Graphed) -> Iterator[Told]:
        noted = _noted(self.out).get(self.address, {})
        state, seen = tuple(map(tuple, noted.get("state", ()))), set(noted.get("read", ()))
        try:
            found = feed(self.address, state, allow_private=self.allow_private)
        except SourceError as error:
            yield Unreadable(self.address, " ".join(str(error).split()))
            return
        if found:
            state, listed = found.state, [source.place for source in found.sources]
            self._waiting |= {s.place: s for s in found.sources if s.place not in seen | graphed.sources}
            seen &= set(listed)  # what a feed no longer has it does not bring again
        some = dict(list(self._waiting.items())[:MOST])
        if some:
            for told in graphed.add(some.values()):
                failed = isinstance(told, Unreadable) and told.source in some
                self._failed[told.source] += failed
                if not failed or self._failed[told.source] == 1:
                    yield told
        for place in some:
            if not 0 < self._failed[place] < TRIES:
                del self._waiting[place]
                seen.add(place)
        if self._waiting:
            state = ()  # of what is still to be read nothing is known after a restart, so the feed must be sent again
        _note(self.out, self.address, {"state": state, "read": sorted(seen)})


def _noted(out: Path) -> dict[str, dict[str, list[Any]]]:
    try:
        found = json.loads((out / FILE).read_text(encoding="utf-8"))
        return {address: {name: list(its[name]) for name in ("state", "read")} for address, its in found.items()}
    except (OSError, ValueError, LookupError, AttributeError, TypeError):  # none, or not ours
        return {}


def _note(out: Path, address: str, its: dict[str, Any]) -> None:
    if out.is_dir():
        put(out / FILE, json.dumps(_noted(out) | {address: its}, indent=0, sort_keys=True) + "\n")
