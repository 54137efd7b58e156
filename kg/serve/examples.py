"""The named questions as examples of the query page: their values written in, for a person to change."""

import re
from collections.abc import Sequence
from itertools import cycle
from typing import Any

from rdflib import Literal

from kg.query import Question, questions
from kg.serve.things import asked
from kg.store import Store

_GROUP = re.compile(r"\bSELECT\b(?P<asked>[^{}]*?)(?:\bWHERE\s*)?\{", re.IGNORECASE)
_NOBODY = ("https://w3id.org/stancegraph/id/person/nobody", "nobody")


def examples(store: Store) -> list[dict[str, Any]]:
    """Name, question and SPARQL of each named question, with values that the store can answer."""
    actors = asked(store, "busiest") or [_NOBODY]
    return [
        {"name": question.name, "asks": question.asks, "sparql": filled(question, _values(question, actors))}
        for question in questions().values()
        if question.asks
    ]


def filled(question: Question, values: dict[str, str]) -> str:
    """The question's SPARQL with a line ``VALUES`` in each group that asks for a parameter."""

    def group(found: re.Match[str]) -> str:
        wanted = [p for p in question.parameters if re.search(rf"\?{p.name}\b", found["asked"])]
        return found[0] + "".join(f"\n  VALUES ?{p.name} {{ {values[p.name]} }}  # {p.description}" for p in wanted)

    return _GROUP.sub(group, question.sparql)


def _values(question: Question, actors: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A value in SPARQL for each parameter: those about whom there is most to ask, in turn."""
    return {
        parameter.name: "0.6" if parameter.type == "number"
        else Literal(label).n3() if parameter.type == "text"
        else f"<{actor}>"
        for parameter, (actor, label) in zip(question.parameters, cycle(actors), strict=False)
    }  # fmt: skip
