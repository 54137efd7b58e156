"""Terms as N-Triples writes them: text that a store reads as it is, at a fraction of what term objects cost.

A triple is three such texts. `kg.rdf.iris` makes the same addresses for those who ask.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from kg.rdf import iris
from kg.rdf.iris import PLACE

Triple = tuple[str, str, str]
Values = tuple[str, str, str]  # a triple's bare addresses and texts, as an engine's terms have them: what is decoded


_STANCE = f"<{iris.statement('')}"


class Terms:
    """The terms of a vocabulary as text, in ``form``; a misspelt one of a closed vocabulary is an `AttributeError`.

    >>> from kg.rdf.vocabulary import SEM
    >>> Terms(SEM, "<{}>").Event
    '<http://semanticweb.cs.vu.nl/2009/11/sem/Event>'
    """

    def __init__(self, space: Any, form: str = "{}"):
        self._space, self._form = space, form

    def __getattr__(self, name: str) -> str:
        found = self._form.format(self._space[name])
        setattr(self, name, found)  # the next time it is at hand
        return found


def address(iri: str) -> str:
    """An address that is one already."""
    return f"<{iri}>"


def _written(function: Callable[..., str]) -> Callable[..., str]:
    # the same few are asked for again and again
    return lru_cache(maxsize=1 << 16)(lambda *content: f"<{function(*content)}>")


thing, document, graph = _written(iris.thing), _written(iris.document), _written(iris.graph)
relation, event_type, role = _written(iris.relation), _written(iris.event_type), _written(iris.role)
dyad, software = _written(iris.dyad), _written(iris.software)


def statement(key: str) -> str:
    return f"{_STANCE}{key}>"  # a key is letters and digits


def span(document_id: str, start: int, end: int) -> str:
    return f"{_places(document_id)}{start},{end}>"


@lru_cache(maxsize=1 << 10)
def _places(document_id: str) -> str:
    return document(document_id)[:-1] + PLACE


def part(whole: str, name: str, *content: object) -> str:
    return address(iris.part(whole[1:-1], name, *content))
