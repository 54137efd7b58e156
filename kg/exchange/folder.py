"""Files of statements → a folder with its store."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from time import perf_counter

from kg import __version__
from kg.builder import Outcome
from kg.errors import OutputError, SourceError
from kg.exchange.load import load
from kg.graph import Graph
from kg.model import Entity, Reading, Unreadable
from kg.rdf import Run
from kg.store import build_at


def bring_in(paths: Iterable[Path], out: Path) -> tuple[Graph, Outcome]:
    """The graph of what the files at ``paths`` hold, made in folder ``out``; of two readings of one text the first.

    Raises `OutputError` when ``out`` has a graph already, `SourceError` when nothing at all could be read; what
    could not be read is reported, not raised.
    """
    if (out / "store").exists():
        raise OutputError(f"{out}: holds a graph already; name a new folder with --out")
    begun, paths, tally = perf_counter(), list(paths), _Tally()
    found = tally.of(paths)
    if (first := next(found, None)) is None:
        reasons = "; ".join(f"{u.source}: {u.reason}" for u in tally.unreadable[:3])
        raise SourceError(f"nothing could be read ({reasons}); name files that another tool or 'kg export' wrote")
    options = tuple(("import", path.name) for path in paths)
    run = Run(__version__, "none", options, started=datetime.now(UTC).isoformat(timespec="seconds"))
    build_at(out / "store", chain([first], found), tally.entities.values(), run)
    return Graph.open(out), tally.outcome(perf_counter() - begun)


class _Tally:
    """Counts what passes, so that no more than one document is held."""

    def __init__(self):
        self.entities: dict[str, Entity] = {}
        self.unreadable: list[Unreadable] = []
        self._seen: set[str] = set()
        self._skips: Counter[str] = Counter()
        self._words = self._statements = 0

    def of(self, paths: Iterable[Path]) -> Iterator[Reading]:
        for path in paths:
            for item in load(path):
                if isinstance(item, Unreadable):
                    self.unreadable.append(item)
                elif item.document.id in self._seen:
                    source = f"{path}: {item.document.title or item.document.id}"
                    reason = "its text came before, and is read once; join the statements on it in one file"
                    self.unreadable.append(Unreadable(source, reason))
                else:
                    self._count(item)
                    yield item

    def _count(self, reading: Reading) -> None:
        self._seen.add(reading.document.id)
        self._skips.update(skip.reason for skip in reading.skips)
        self._words += reading.words
        self._statements += len(reading.statements)
        for entity in reading.entities:
            known = self.entities.get(entity.id)
            self.entities[entity.id] = _joined(known, entity) if known else entity

    def outcome(self, seconds: float) -> Outcome:
        return Outcome(
            documents=len(self._seen),
            words=self._words,
            statements=self._statements,
            entities=len(self.entities),
            merges=0,
            skipped=tuple(sorted(self._skips.items(), key=lambda p: (-p[1], p[0]))),
            unreadable=tuple(self.unreadable),
            seconds=seconds,
        )


def _joined(known: Entity, other: Entity) -> Entity:
    """``known`` with what another file says of it besides."""
    if known == other:
        return known
    aliases = {*known.aliases, *other.aliases, other.label} - {known.label}
    same = {*known.same_as, *other.same_as}
    return replace(known, aliases=tuple(sorted(aliases)), acts_for=known.acts_for or other.acts_for,
                   same_as=tuple(sorted(same)))  # fmt: skip
