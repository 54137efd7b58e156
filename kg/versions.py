"""Which version of a store each file beside it was made from, so that one that is older is known, whatever was killed.

The store's file ``outputs`` has, by the path of each file that was made (seen from the folder that the store lies in),
the version of the store and the SHA-256 of the file, and which files a build is to make. A file is noted once it is
there. What is not noted, or is not as noted, is not known to be of any version. It lies in the store's folder: who
deletes the store deletes it too.
"""

import hashlib
import json
import os
import shlex
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.store import Store, is_address, is_store, stamp
from kg.store.folder import OUTPUTS

FILES = {"page": "graph.html", "report": "report.md", "jsonl": "statements.jsonl", "csv": "statements.csv",
         "ttl": "graph.ttl", "trig": "graph.trig", "graphml": "graph.graphml"}  # fmt: skip
BUILT = ("graph.ttl", "statements.jsonl", "statements.csv", "graph.html", "report.md")  # unless others are asked for
CURRENT, OLDER, CHANGED, REMOVED, UNMADE = "current", "older", "changed", "removed", "not made"
_NAMED = 4  # of several


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was made from a store, or is to be: ``version`` is that of the store it was made from (empty: not
    known), ``is_built`` whether `kg build` makes it. ``state``: ``current``, ``older`` than the store, ``changed`` by
    somebody since, ``removed``, or ``not made`` yet."""

    path: Path
    version: str
    state: str
    is_built: bool


def choose(store: Store, names: Iterable[str]) -> None:
    """Note that a build is to make the files ``names`` beside ``store``, from now on."""
    if store.version is not None:
        _put(store.version.parent, _noted(store.version.parent), tuple(names))


def chosen(place: str | Path) -> tuple[str, ...]:
    """The names of the files that a build at ``place`` is to make."""
    store, _ = _places(place)
    return _chosen(store) if store else BUILT


def note(store: Store, path: Path) -> None:
    """Note that the file at ``path`` was made from ``store`` as it is open; where it has no folder, or one that may not
    be written, nothing is noted."""
    if store.version is None or not path.is_file():
        return
    place = store.version.parent
    found = _noted(place) | {_seen(path, place): [store.version.name, _digest(path)]}
    _put(place, found, _chosen(place))


def outputs(place: str | Path) -> tuple[Output, ...]:
    """What was made of the store at ``place``, a folder of `kg build` or a store: the files of a build first, then what
    else was made and is still as it was. Of an endpoint, and of a store that lies alone, nothing is expected."""
    store, folder = _places(place)
    if store is None:
        return ()
    now, noted = stamp(store), _noted(store)
    built = {_seen(folder / name, store): folder / name for name in _chosen(store)} if folder else {}
    found = [_built(path, now, noted.get(name)) for name, path in built.items()]
    for name, (version, digest) in sorted(noted.items()):
        path = store.parent / name
        if name not in built and path.is_file() and _digest(path) == digest:
            found.append(Output(path, version, CURRENT if version == now else OLDER, is_built=False))
    return tuple(found)


def renewal(place: str | Path) -> str:
    """One line: which files are older than the store at ``place``, or were never made though others were, and how to
    renew them; empty where there is none. What somebody removed or changed is his own affair."""
    store, folder = _places(place)
    if store is None:
        return ""
    noted = _noted(store)
    wanted = {_seen(folder / name, store) for name in _chosen(store)} if folder else set()
    if wanted <= noted.keys() and all(version == stamp(store) for version, _ in noted.values()):
        return ""  # without reading the files
    found = outputs(place)
    # a store that is filled by itself, without the files of a build, lacks none
    begun = any(one.is_built and one.state not in (UNMADE, REMOVED) for one in found)
    older = [one for one in found if one.state == OLDER]
    unmade = [one for one in found if one.state == UNMADE and begun]
    if not older and not unmade:
        return ""
    told = [f"{_names(some)} {verb}" for some, verb in ((older, "older than the store"), (unmade, "not made")) if some]
    ways = [f"'{command(place)}' updates what a build makes"] if any(one.is_built for one in (*older, *unmade)) else []
    ways += ["export again what you exported"] if any(not one.is_built for one in older) else []
    return f"{place}: {', '.join(told)}; {', '.join(ways)}"


def beside(place: str | Path, name: str) -> Path:
    """Where the file ``name`` of the graph at ``place`` is written unless another place is named: in the folder of a
    build, beside a store that lies alone; for an endpoint, in the folder where one is."""
    store, folder = _places(place)
    return (folder or (store.parent if store else Path())) / name


def command(place: str | Path) -> str:
    """The command that renews the files of a build at ``place``."""
    return f"kg build --out {shlex.quote(str(_places(place)[1] or place))}"


def _built(path: Path, now: str, noted: list[str] | None) -> Output:
    version, digest = noted or ("", "")
    if not path.is_file():
        state = REMOVED if noted else UNMADE
    elif version != now:
        state = OLDER
    else:
        state = CURRENT if _digest(path) == digest else CHANGED
    return Output(path, version, state, is_built=True)


def _places(place: str | Path) -> tuple[Path | None, Path | None]:
    """The store, and the folder of a build that it lies in; ``None`` for what is not there."""
    path = Path(place)
    if is_address(place):
        return None, None
    if is_store(path / "store"):
        return path / "store", path
    return (path, path.parent if path.name == "store" else None) if is_store(path) else (None, None)


def _noted(store: Path) -> dict[str, list[str]]:
    """By path, the version of the store that a file was made from, and its digest."""
    try:
        return {name: [str(version), str(digest)] for name, (version, digest) in _notes(store)["made"].items()}
    except (KeyError, ValueError, AttributeError, TypeError):  # none, or not ours
        return {}


def _chosen(store: Path) -> tuple[str, ...]:
    names = _notes(store).get("wanted")
    if isinstance(names, list) and all(name in FILES.values() for name in names):
        return tuple(names)
    return BUILT


def _notes(store: Path) -> dict[str, Any]:
    try:
        found = json.loads((store / OUTPUTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none, or unfinished
        return {}
    return found if isinstance(found, dict) else {}


def _put(store: Path, made: Mapping[str, list[str]], names: tuple[str, ...]) -> None:
    notes = {"made": made} | ({"wanted": names} if names != BUILT else {})
    # not in one step: killed in between it is empty, and no file is known to be current, which is told
    with suppress(OSError):
        (store / OUTPUTS).write_text(json.dumps(notes, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def _seen(path: Path, store: Path) -> str:
    """``path`` as seen from where the store lies, so that a folder may be moved with all that is in it."""
    real = os.path.realpath(path)
    try:
        return Path(os.path.relpath(real, os.path.realpath(store.parent))).as_posix()
    except ValueError:  # another drive
        return real


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _names(found: Iterable[Output]) -> str:
    names = [one.path.name for one in found]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more + (" is" if len(names) == 1 else " are")
