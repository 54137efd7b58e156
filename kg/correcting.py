"""Correct what a graph says of who is who and of single statements, and take that back.

What is decided for a build's folder stands in its ``corrections.csv``, what is decided for a store alone in its graph
of corrections.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.builder import follow
from kg.config import Config
from kg.errors import CorrectionError
from kg.graph import Graph, opened
from kg.identity import Identity
from kg.outputs import put, write_all
from kg.resolve import Correction, corrections
from kg.store import Store, is_address, is_store, lookup, shown, writer

Decisions = tuple[Correction, ...]


def correct(path: str | Path, action: str, subject: str, value: str = "", *, why: str = "", who: str = "") -> Decisions:
    """Decide about entities or a statement of the graph at ``path``, and change it at once. Returns all decisions.

    ``action``: ``same`` or ``different`` of two entities, ``rename`` an entity to ``value``, ``retype`` it to be a
    ``value`` (`kg.resolve.corrections.KINDS`); ``reject``, ``flip`` or ``right`` of a statement, by its key. What was
    decided of the same before is replaced. Raises `CorrectionError` for what is not here, is malformed, or contradicts
    other decisions.
    """

    def change(identity: Identity) -> Decisions:
        return corrections.decided(identity.noted, identity.correction(action, subject, value, why=why, who=who))

    return _changed(path, change)


def forget(path: str | Path, action: str, subject: str, value: str = "") -> Decisions:
    """Take back a decision, so that the graph is as if it had never been. Returns those that are left."""
    return _changed(path, lambda identity: identity.without(action, subject, value))


def take_over(path: str | Path, file: Path, *, why: str = "", who: str = "") -> Decisions:
    """Decide what a CSV file says: rows of corrections, or statements with a column ``verdict``. Returns all decisions.

    Raises `CorrectionError`, and does nothing, where a line is malformed, contradicts others, or is about what is not
    here.
    """
    rows = corrections.read_lines(file)

    def change(identity: Identity) -> Decisions:
        found, there = identity.noted, {noted.decision for noted in identity.noted}
        for row, line in rows:
            try:
                if row.decision in there and not row.note and not row.who:
                    continue
                if row.decision not in there:
                    row = identity.correction(row.action, row.one, row.other, why=row.note or why, who=row.who or who)
                found = corrections.decided(found, row)
            except CorrectionError as error:
                raise CorrectionError(f"{file}, line {line}: {error}") from error
        return found

    return _changed(path, change)


def followed(path: str | Path) -> Decisions:
    """Let the graph at ``path`` be as its decisions say, where somebody has edited their file. Returns them."""
    if not _alone(path):
        with opened(path) as graph:  # which need not be one that may be written
            there, noted = lookup.corrections(graph.store), noted_in(path)
        if set(there) == set(noted):
            return noted
    return _changed(path, lambda identity: identity.noted)


def noted_in(place: str | Path) -> Decisions:
    """What is decided for the graph at ``place``, whether followed yet or not."""
    if not _alone(place):
        return corrections.read(Path(place) / corrections.FILE)
    with opened(place) as graph:
        return lookup.corrections(graph.store)


def _alone(place: str | Path) -> bool:
    """Whether it is a store without a build's folder: by itself, or at the address of an endpoint."""
    return is_address(place) or is_store(Path(place))


def note(folder: str | Path, action: str, subject: str, value: str) -> Path:
    """Note a decision in a build's folder, for the next build to follow. Returns the file."""
    with _noting(folder) as identity:
        found = corrections.decided(identity.noted, identity.correction(action, subject, value))
        return _written(folder, found)


def unnote(folder: str | Path, action: str, subject: str, value: str) -> Path:
    """Take back what is noted in a build's folder; the next build does as if nothing had been decided."""
    with _noting(folder) as identity:
        return _written(folder, identity.without(action, subject, value))


@contextmanager
def _noting(folder: str | Path) -> Iterator[Identity]:
    with opened(folder) as graph:
        if is_address(folder) or not (Path(folder) / "store").is_dir():
            said = "holds no store, so no build would follow the decision; name a build's folder"
            raise CorrectionError(f"{shown(folder)}: {said}")
        yield Identity(graph, noted_in(folder))


def _changed(place: str | Path, change: Callable[[Identity], Decisions]) -> Decisions:
    """Make the decisions what ``change`` says: in their file, the store and all that is made of it, or nowhere."""
    folder = None if _alone(place) else Path(place)
    beside = (Path(place).with_name(name) for name in (corrections.FILE, "statements.jsonl"))
    if not folder and not is_address(place) and any(file.exists() for file in beside):
        raise CorrectionError(f"{place}: its decisions stand in {corrections.FILE} beside it; name its folder")
    with opened(place):  # a place that holds no graph is told before it is locked
        pass
    with writer(folder / "store" if folder else place) as held:
        with Graph(held.read()) as graph:
            there, noted = lookup.corrections(graph.store), noted_in(place)
            found, config = change(Identity(graph, noted)), config_of(graph.store)
        if set(found) != set(there):
            follow(held, found, config, note=lambda: folder is None or _written(folder, found))
        elif folder and found != noted:
            _written(folder, found)
    if folder and set(found) != set(there):
        with Graph.open(folder, title=config.title) as graph:
            write_all(graph, folder, None).check()
    return found


def config_of(store: Store) -> Config:
    """How the last run read that read anything."""
    return Config.of(next((dict(run.options) for run in reversed(store.runs()) if run.model), {}))


def _written(folder: str | Path, found: Iterable[Correction]) -> Path:
    path = Path(folder) / corrections.FILE
    put(path, corrections.dumps(found))
    return path
