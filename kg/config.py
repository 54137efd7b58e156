"""``kg.toml`` and options → one frozen `Config`."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from kg.errors import ConfigError

FILE = Path("kg.toml")
KINDS = {"model": str, "title": str, "words": list, "allow_private": bool,
         "gazetteer": str, "backends": list, "engine": str, "address": str, "date_pattern": str}  # fmt: skip
ENGINES = ("processes", "ray")
HOW = ("backends", "engine", "address")  # they change how fast, never what


@dataclass(frozen=True, slots=True)
class Config:
    """``model``: an installed spaCy pipeline that parses in place of the one that ships; ``words``: folders with own
    tables of words; ``gazetteer``: a table of who is who elsewhere, see `kg.resolve.gazetteer`; ``title``: the page's
    heading; ``allow_private``: read addresses inside the local network; ``backends``: the engines that networkx may
    use, in the order wanted, as ``graphblas``; ``engine``: what documents are read by, ``processes`` of this machine
    or the machines of a ``ray`` cluster; ``address``: that cluster's, without which one is started on this machine;
    ``date_pattern``: how file names or addresses write the day of a document that has no date, as ``%d%m%y``."""

    model: str | None = None
    title: str = ""
    words: tuple[Path, ...] = ()
    allow_private: bool = False
    gazetteer: Path | None = None
    backends: tuple[str, ...] = ()
    engine: str = ENGINES[0]
    address: str | None = None
    date_pattern: str = ""

    def options(self) -> tuple[tuple[str, str], ...]:
        """What differs from the defaults, as text, for the record of a run."""
        given = {f.name: getattr(self, f.name) for f in fields(self)
                 if f.name not in HOW and getattr(self, f.name) != f.default}  # fmt: skip
        if self.words:
            given["words"] = os.pathsep.join(map(str, self.words))
        return tuple((name, str(value)) for name, value in given.items())

    @classmethod
    def of(cls, options: Mapping[str, str]) -> Self:
        """The settings of a run, from its `options`."""
        words = tuple(map(Path, options["words"].split(os.pathsep))) if "words" in options else ()
        table = Path(options["gazetteer"]) if "gazetteer" in options else None
        return cls(
            model=options.get("model"), title=options.get("title", ""), words=words, gazetteer=table,
            allow_private=options.get("allow_private") == "True", date_pattern=options.get("date_pattern", ""),
        )  # fmt: skip


def load(path: Path = FILE, **options: Any) -> Config:
    """The settings in ``path``, if there is such a file, overridden by the ``options`` that are given (not ``None``).

    Raises `ConfigError` for an unknown key or a value of a wrong type.
    """
    table = _table(path) if path.exists() else {}
    for key, value in table.items():
        if key not in KINDS:
            near = get_close_matches(key, KINDS, 1)
            raise ConfigError(f"{path}: unknown key {key!r}; use {near[0] if near else ', '.join(KINDS)}")
        if not isinstance(value, KINDS[key]):
            raise ConfigError(f"{path}: {key} = {value!r} must be a {KINDS[key].__name__}; correct it")
    return settings(**table | {key: value for key, value in options.items() if value is not None})


def settings(**options: Any) -> Config:
    """The settings that ``options``, named as the fields of `Config`, stand for. Raises `ConfigError` for what is not
    there or cannot be."""
    config = replace(Config(), **options)
    words = (config.words,) if isinstance(config.words, str | Path) else config.words
    words = tuple(Path(folder) for folder in words)
    missing = next((folder for folder in words if not folder.is_dir()), None)
    if missing is not None:
        raise ConfigError(f"words {str(missing)!r}: no such folder; name one with *.toml tables like kg/lexicon's")
    table = Path(config.gazetteer) if config.gazetteer else None
    if table is not None and not table.is_file():
        raise ConfigError(f"gazetteer {str(table)!r}: no such file; name a table with the columns item, kind, label")
    if config.engine not in ENGINES:
        raise ConfigError(f"engine {config.engine!r}: no such engine; use {' or '.join(ENGINES)}")
    if config.address and config.engine != "ray":
        raise ConfigError(f"address {config.address!r}: only the engine ray has one; add --engine ray")
    if config.date_pattern and not _names_a_day(config.date_pattern):
        raise ConfigError(f"date_pattern {config.date_pattern!r}: it must give day, month and year, such as %d%m%y or "
                          "%Y/%m/%d; correct it")  # fmt: skip
    return replace(config, words=words, gazetteer=table, backends=tuple(map(str, config.backends)))


def _names_a_day(pattern: str) -> bool:
    """Whether a day that is written by ``pattern`` can be read again."""
    days = (datetime(2016, 10, 23), datetime(1999, 1, 2))
    try:
        return all(datetime.strptime(day.strftime(pattern), pattern) == day for day in days)
    except ValueError:
        return False


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: not a readable TOML file ({error}); correct or remove it") from error
