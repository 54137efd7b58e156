"""Questions in files, a folder for each group: the first line asks in English, the lines after it declare parameters.

    # Who is against something or someone, and in which words? The newest 200 statements.
    # target: name  whom or what they are against

A parameter is a ``name``, an ``address``, a ``text``, a ``date`` or a ``number``. It is bound as a variable of the
query, never written into it; the query spells it with ``$``, other variables with ``?``, and projects it. A ``name`` is
looked up first, because engines plan well around an address and badly around a comparison of labels; the query then
runs once for each address that has the name.

How a question stays fast on an engine that does not know how many statements somebody has: begin at the parameter in a
sub-select of its own with a ``LIMIT`` (engines take it for small, and join the rest to it one by one), take the newest
few in a sub-select around that, and only then ask for labels and quotes. Labels of what several documents describe are
there once for each of them: take the mention's, or ``MIN`` of a few.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any

from rdflib import URIRef

from kg.errors import QueryError

LONGEST = 300  # characters of an error line about what a question needs
HELPERS = "helpers"  # the group of what is asked by code only
_PARAMETER = re.compile(r"# (\w+): (name|address|text|date|number)  (.+)")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question needs; ``type`` is ``name``, ``address``, ``text``, ``date`` or ``number``."""

    name: str
    type: str
    description: str

    def read(self, value: Any) -> URIRef | str | Decimal:
        """``value``, which may come from a command line, as what the query compares with."""
        if self.type == "number":
            return self._number(value)
        if self.type == "date":
            return self._date(str(value))
        return URIRef(value) if self.type == "address" else str(value)

    def _number(self, value: Any) -> Decimal:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite() or "E" in str(number):  # xsd:decimal knows no exponents
            raise QueryError(f"{self.name}={str(value)[:80]!r}: must be a number; write it like 0.5")
        return number

    def _date(self, value: str) -> str:
        """An ISO day, month or year; as a text, because only as such do they have one order."""
        try:
            if not _DATE.fullmatch(value):
                raise ValueError(value)
            date.fromisoformat((value + "-01-01")[:10])
        except ValueError as error:
            shown = f"{self.name}={value[:80]!r}"
            raise QueryError(f"{shown}: must be a date; write it like 2025-03-31 or 2025-03") from error
        return value


@dataclass(frozen=True, slots=True)
class Question:
    """``asks`` is the first line in English; ``sparql`` the whole text; ``group`` is empty for anybody's own query."""

    name: str
    asks: str
    parameters: tuple[Parameter, ...]
    sparql: str
    group: str = ""

    @classmethod
    def parse(cls, name: str, sparql: str, group: str = "") -> "Question":
        """The question that ``sparql`` is; without a heading it asks nothing in English and takes any value."""
        lines = sparql.splitlines() or [""]
        asks = lines[0].removeprefix("# ") if lines[0].startswith("# ") else ""
        found = (match for line in lines[1:] if (match := _PARAMETER.fullmatch(line)))
        return cls(name, asks, tuple(Parameter(*match.groups()) for match in found), sparql, group)

    def bindings(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` as the parameters want them; raises `QueryError` for one missing, unknown or of a wrong type.

        ``name`` will do for the only name that a question wants, whatever it calls it.
        """
        if not self.parameters and not self.group:
            return dict(values)
        wanted = {parameter.name: parameter for parameter in self.parameters}
        names = [parameter.name for parameter in self.parameters if parameter.type == "name"]
        if len(names) == 1 and "name" in values and names[0] not in values:
            values = {names[0] if name == "name" else name: value for name, value in values.items()}
        if wanted.keys() != values.keys():
            given = ", ".join(sorted(values)) or "nothing"
            needed = ", ".join(f"{p.name} ({p.description})" for p in self.parameters) or "nothing"
            needed = needed if len(needed) <= LONGEST else f"{needed[:LONGEST]} …"
            raise QueryError(f"{self.name}: got {given}; it needs {needed}; give each of them once")
        return {name: wanted[name].read(value) for name, value in values.items()}


def questions() -> dict[str, Question]:
    """The questions that come along for people, by name, sorted."""
    return {name: question for name, question in _all().items() if question.group != HELPERS}


def known(name: str) -> Question | None:
    """The question or helper of that name, if there is one."""
    return _all().get(name)


@cache
def _all() -> dict[str, Question]:
    folders = resources.files("kg.query").joinpath("sparql").iterdir()
    found = {
        file.name.removesuffix(".rq"): (file.read_text(encoding="utf-8"), folder.name)
        for folder in folders
        for file in folder.iterdir()
    }
    return {name: Question.parse(name, *found[name]) for name in sorted(found)}
