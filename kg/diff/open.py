"""What a person writes for one side of a comparison → that side."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kg.diff.sides import File, Kept, Past, Side
from kg.errors import ConfigError
from kg.rdf import Run
from kg.store import Store

_FORMS = "use @1 for the state after the first run, @last, @-1 for the one before it, or a day like @2025-03-31"


def opened(one: str, other: str | None, held: ExitStack) -> tuple[Side, Side]:
    """The sides that ``one`` and ``other`` name, kept open by ``held``: a folder, a store, ``statements.jsonl``, a
    ``*.trig``, or a folder or store after one of its runs: ``affair@2``, ``affair@last``, ``affair@-1`` (before the
    last), ``affair@2025-03-31`` (at the end of that day, in UTC). Without ``other`` it is the same store as it is now
    and, where ``one`` names no run, before its last run.

    Raises `StoreError`, `SourceError` or `ConfigError`.
    """
    if other is None:
        path, moment = _parts(one)
        one, other = f"{path}@{moment or '-1'}", f"{path}@last"
    stores: dict[Path, Kept] = {}
    return _side(one, stores, held), _side(other, stores, held)


def _side(name: str, stores: dict[Path, Kept], held: ExitStack) -> Side:
    path, moment = _parts(name)
    if path.suffix == ".jsonl":
        return File(path)
    inner = path / "store"
    inner = (inner if inner.is_dir() else path).resolve()
    if inner not in stores:
        store = Store.of(path) if path.suffix == ".trig" else Store.read(inner)
        stores[inner] = Kept(held.enter_context(store), str(path))
    kept = stores[inner]
    if not moment:
        return kept
    runs = kept.store.runs()
    number = _number(moment, runs, name)
    return Past(kept, number, f"{path} after run {number} of {len(runs)}") if number < len(runs) else kept


def _parts(name: str) -> tuple[Path, str]:
    """A path and the moment after its last ``@``, if any."""
    path, at, moment = name.rpartition("@")
    return (Path(path), moment) if at and path and not Path(name).exists() else (Path(name), "")


def _number(moment: str, runs: Sequence[Run], name: str) -> int:
    """How many of ``runs`` are done at ``moment``."""
    if moment == "last":
        return len(runs)
    try:
        number = int(moment)
    except ValueError:
        return _until(moment, runs, name)
    number += len(runs) if number < 0 else 0
    if not 0 <= number <= len(runs):
        raise ConfigError(f"{name}: there are {len(runs)} runs; {_FORMS}")
    return number


def _until(moment: str, runs: Sequence[Run], name: str) -> int:
    try:
        end = datetime.combine(date.fromisoformat(moment) + timedelta(days=1), datetime.min.time(), UTC)
    except (ValueError, OverflowError) as error:
        raise ConfigError(f"{name}: {moment!r} names no run; {_FORMS}") from error
    return sum(1 for run in runs if not run.started or datetime.fromisoformat(run.started) < end)
