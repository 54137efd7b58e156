"""Files of statements → a folder with its store."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter

from kg.builder import Outcome, decisions, keep, started
from kg.errors import SourceError
from kg.exchange.load import load
from kg.graph import Graph
from kg.model import Reading, Unreadable
from kg.store import writer


def bring_in(paths: Iterable[Path], out: Path) -> tuple[Graph, Outcome]:
    """The graph in folder ``out`` with what the files at ``paths`` hold besides; of two readings of one text the first.

    Raises `SourceError` when nothing at all could be read; what could not be read is reported, not raised.
    """
    begun, paths = perf_counter(), list(paths)
    run = started(tuple(("import", path.name) for path in paths))
    unreadable: list[Unreadable] = []
    with writer(out / "store") as place:
        found = list(_readings(paths, unreadable))
        if not found:
            reasons = "; ".join(f"{u.source}: {u.reason}" for u in unreadable[:3])
            raise SourceError(f"nothing could be read ({reasons}); name files that another tool or 'kg export' wrote")
        graph = keep(place, found, run, decisions(out, place))
    words = sum(reading.words for reading in found)
    return graph, Outcome(len(found), 0, 0, words, perf_counter() - begun, tuple(unreadable))


def _readings(paths: Iterable[Path], unreadable: list[Unreadable]) -> Iterator[Reading]:
    """What the files hold, each text once; what cannot be read goes to ``unreadable``."""
    seen = set()
    for path in paths:
        for item in load(path):
            if isinstance(item, Unreadable):
                unreadable.append(item)
            elif item.document.id in seen:
                source = f"{path}: {item.document.title or item.document.id}"
                reason = "its text came before, and is read once; join the statements on it in one file"
                unreadable.append(Unreadable(source, reason))
            else:
                seen.add(item.document.id)
                yield item
