"""Questions in files: the first line asks in English, the lines after it declare the parameters.

    # Who is against something or someone, and in which words?
    # name: name  whom or what they are against

A parameter is a ``name``, an ``address``, a ``text`` or a ``number``. It is bound as a variable of the query, never
written into it; the query must project it. A ``name`` is looked up first, because engines plan well around an address
and badly around a comparison of labels; the query then runs once for each address that has the name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any

from rdflib import URIRef

from kg.errors import QueryError

_PARAMETER = re.compile(r"# (\w+): (name|address|text|number)  (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question needs; ``type`` is ``name``, ``address``, ``text`` or ``number``."""

    name: str
    type: str
    description: str

    def read(self, value: Any) -> URIRef | str | Decimal:
        """``value``, which may come from a command line, as what the query compares with."""
        if self.type == "address":
            return URIRef(value)
        if self.type != "number":
            return str(value)
        try:
            return Decimal(str(value))
        except InvalidOperation as error:
            raise QueryError(f"{self.name}={value!r}: must be a number; write it like 0.5") from error


@dataclass(frozen=True, slots=True)
class Question:
    """``asks`` is the first line in English; ``sparql`` the whole text."""

    name: str
    asks: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @classmethod
    def parse(cls, name: str, sparql: str) -> "Question":
        """The question that ``sparql`` is; without a heading it asks nothing in English and takes any value."""
        lines = sparql.splitlines() or [""]
        asks = lines[0].removeprefix("# ") if lines[0].startswith("# ") else ""
        found = (match for line in lines[1:] if (match := _PARAMETER.fullmatch(line)))
        return cls(name, asks, tuple(Parameter(*match.groups()) for match in found), sparql)

    def bindings(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` as the parameters want them; raises `QueryError` for one missing, unknown or of a wrong type."""
        if not self.parameters:
            return dict(values)
        wanted = {parameter.name: parameter for parameter in self.parameters}
        if wanted.keys() != values.keys():
            given = ", ".join(sorted(values)) or "nothing"
            needed = ", ".join(f"{p.name} ({p.description})" for p in self.parameters)
            raise QueryError(f"{self.name}: got {given}; it needs {needed}; give each of them once")
        return {name: wanted[name].read(value) for name, value in values.items()}


@cache
def questions() -> dict[str, Question]:
    """The questions that come along, by name, sorted."""
    files = sorted(resources.files("kg.query").joinpath("sparql").iterdir(), key=lambda file: file.name)
    named = ((file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in files)
    return {name: Question.parse(name, sparql) for name, sparql in named}
