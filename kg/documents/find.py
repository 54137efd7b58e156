"""What the user named → the sources to read, each with a name that is the same wherever the folder lies."""

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag

from kg.documents.load import READERS
from kg.documents.own import is_own_file
from kg.documents.source import STDIN, Source
from kg.errors import SourceError


def find(sources: Iterable[str | Source]) -> list[Source]:
    """The files, addresses and standard input that ``sources`` stand for, each once, in the order given, the files of a
    folder or pattern sorted. A folder or pattern gives files of known types; hidden files, README.md and what this
    program wrote are passed over. What does not exist is found too: `load` says why it cannot be read. A `Source` is
    what it stands for. Raises `SourceError` if ``sources`` is empty."""
    given = list(sources)
    if not given:
        raise SourceError("0 sources: at least one is needed; give a file, a folder, a pattern, an address or -")
    found = {os.path.abspath(s.place) if _is_path(s) else s.name: s for each in given for s in _expand(each)}
    return _told_apart(list(found.values()))


def articles(folder: str, within: str | None = None) -> list[Source]:
    """The sources in ``folder`` that `find` gives of it, in order; only those at or below the path ``within``."""
    if within is None:
        return _sources(_walk(folder), folder)
    parts = Path(os.path.relpath(within, folder)).parts
    if any(part.startswith(".") for part in parts):  # hidden, or not in it
        return []
    if os.path.isdir(within):
        return _sources(_walk(within), folder)
    return _sources([within], folder) if os.path.isfile(within) else []


def _expand(given: str | Source) -> Iterator[Source]:
    if isinstance(given, Source):
        yield given
        return
    path = Path(given)
    if given == STDIN:
        yield Source(given, "stdin")
    elif Source(given, given).is_address:
        yield Source(given, urldefrag(given).url)
    elif os.path.isdir(given):
        yield from _sources(_walk(given), given) or [Source(given, _name(given))]
    elif not os.path.exists(given) and glob.has_magic(given):
        matches = (match for match in glob.iglob(given, recursive=True) if os.path.isfile(match))
        yield from _sources(matches, _root(given)) or [Source(given, _name(given))]
    else:
        yield Source(given, _name(path.name if os.path.exists(given) else given))


def _walk(folder: str) -> Iterator[str]:
    """The files in ``folder`` and below it, and the folders below it that may not be read."""
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(parent, name) for name in names)
    yield from (error.filename for error in closed if error.filename != folder)


def _sources(paths: Iterable[str], root: str) -> list[Source]:
    wanted = (path for path in paths if os.path.isdir(path) or _is_article(path))
    sources = (Source(path, _name(os.path.relpath(path, root))) for path in wanted)
    return sorted(sources, key=lambda source: source.name)


def _name(path: str) -> str:
    """``path`` as every machine would write it: with slashes, and bytes that are not UTF-8 spelt out."""
    return os.fsencode(Path(path).as_posix()).decode("utf-8", "backslashreplace")


def _is_article(path: str) -> bool:
    name = os.path.basename(path).lower()
    known = os.path.splitext(name)[1] in READERS and not name.startswith(".") and name != "readme.md"
    return known and not is_own_file(path)


def _root(pattern: str) -> str:
    """The folder that a pattern starts from: its parts before the first with a sign in it."""
    path = Path(pattern)
    while glob.has_magic(str(path)):
        path = path.parent
    return str(path)


def _is_path(source: Source) -> bool:
    return source.place != STDIN and not source.is_address


def _told_apart(sources: list[Source]) -> list[Source]:
    """``sources`` without two of one name: those that share theirs take the folders above in, as many as are needed."""
    names = Counter(source.name for source in sources)
    longer = [_lengthened(source) if names[source.name] > 1 and _is_path(source) else source for source in sources]
    return sources if longer == sources else _told_apart(longer)


def _lengthened(source: Source) -> Source:
    parts = Path(os.path.abspath(source.place)).parts
    return replace(source, name=_name("/".join(parts[-len(Path(source.name).parts) - 1 :])))
