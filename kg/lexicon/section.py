"""One TOML table, with what it may hold."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.errors import LexiconError
from kg.ids import is_item
from kg.lexicon.words import PARTICLES

_LEMMA = re.compile(r"[^\W\d_A-Z][^\W_A-Z]*(?:[-'][^\W_A-Z]+)*")


class Section:
    """A TOML table that knows where it stands, and refuses what it should not hold."""

    def __init__(self, where: str, table: Any):
        if not isinstance(table, dict):
            raise LexiconError(f"{where}: got {table!r}, expected a table of keys")
        self.where, self.table = where, table

    def only(self, allowed: Iterable[str]) -> "Section":
        allowed = frozenset(allowed)
        for key in self.table:
            if key not in allowed:
                raise LexiconError(f"{self.where}: unknown key {key!r}; allowed are {', '.join(sorted(allowed))}")
        return self

    def sections(self) -> Iterator[tuple[str, "Section"]]:
        for key in self.table:
            yield key, self.section(key)

    def section(self, key: str) -> "Section":
        return Section(f"{self.where} [{key}]", self.table.get(key, {}))

    def get(self, key: str, kind: type, *default: Any) -> Any:
        """The value of ``key``, which is required unless a default is given."""
        if key not in self.table and default:
            return default[0]
        value = self.table.get(key)
        if type(value) is not kind:
            raise LexiconError(f"{self.where}: {key} = {value!r}, expected a {kind.__name__}")
        return value

    def choice(self, key: str, allowed: Iterable[Any], default: Any = None) -> Any:
        """The value of ``key``, one of ``allowed``."""
        value = self.table.get(key, default)
        if value not in (allowed := list(allowed)) or isinstance(value, bool):
            raise LexiconError(f"{self.where}: {key} = {value!r}, expected one of {', '.join(map(str, allowed))}")
        return value

    def lemmas(self, key: str) -> Iterator[tuple[str, str]]:
        """The (lemma, particle) pairs of a string of lower-case words, a particle after an underscore."""
        for word in self.get(key, str, "").split():
            lemma, joint, particle = word.partition("_")
            if not _LEMMA.fullmatch(lemma) or (joint and particle not in PARTICLES):
                raise LexiconError(f"{self.where}: {key} holds {word!r}, expected a lower-case word like pull_out")
            yield lemma, particle

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        value = self.get(key, list, [])
        if not all(isinstance(text, str) and text for text in value):
            raise LexiconError(f"{self.where}: {key} = {value!r}, expected a list of strings")
        return tuple(value)

    def item(self, key: str = "item") -> str | None:
        """An item of Wikidata, such as Q30; ``None`` where there is none."""
        value: str | None = self.get(key, str, None)
        if value is not None and not is_item(value):
            raise LexiconError(f"{self.where}: {key} = {value!r}, expected an item of Wikidata such as Q30")
        return value

    def named(self, key: str) -> tuple[tuple[str, ...], str | None]:
        """The aliases of the name ``key``, and its item in Wikidata: a list, or a table of ``aliases`` and ``item``."""
        if not isinstance(self.table[key], dict):
            return self.texts(key), None
        row = self.section(key).only(("aliases", "item"))
        return row.texts("aliases"), row.item()

    def phrases(self, key: str) -> tuple[str, ...]:
        """A list of strings that are looked up in any case."""
        return tuple(text.lower() for text in self.texts(key))
