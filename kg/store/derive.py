"""The derived layer: plain triples and dyads of the statements that are drawn, rebuilt and never edited. Of a store
that is filled it comes from the statements in hand (`kg.rdf.Derived`); here are the updates for what a change touches.

Each drawn statement (`kg.model.Statement.drawn`) names its dyad (``:dyad``), so what one document touches is found
without a search.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from rdflib import URIRef

from kg.model import Reading
from kg.rdf import iris
from kg.store.terms import values

NAMES = ("plain", "members", "dyads")
_AT_ONCE = 50  # dyads in one update: Virtuoso 7.2 takes seconds to plan one for hundreds
_ALL = "{ GRAPH ?document {"  # where the statements are matched


def updates(dyads: Iterable[str]) -> Iterator[str]:
    """SPARQL updates that, one after the other, rebuild what is derived for these dyads alone."""
    dyads = sorted(map(URIRef, set(dyads)))
    graph = f"GRAPH <{iris.DERIVED}>"
    for begin in range(0, len(dyads), _AT_ONCE):
        only = values("dyad", dyads[begin : begin + _AT_ONCE])
        yield f"""DELETE {{ {graph} {{ ?dyad ?property ?value . ?holder ?relation ?target }} }}
WHERE {{ {only} {graph} {{ ?dyad :dyadHolder ?holder ; :dyadTarget ?target ; ?property ?value .
    ?holder ?relation ?target }} }}"""
        for template, where in parts():
            # where a query groups, the values belong inside, before the grouping
            yield f"INSERT {{ {graph} {template} }}\nWHERE " + where.replace(_ALL, f"{{ {only} GRAPH ?document {{")


def touched(reading: Reading) -> set[str]:
    """The dyads that count a statement of ``reading``."""
    return {iris.dyad(s.holder.id, s.target.id) for s in reading.statements if s.holder and s.drawn}


@cache
def parts() -> tuple[tuple[str, str], ...]:
    """What makes the whole layer, as triples and where they come from."""
    folder = resources.files("kg.store").joinpath("derived")
    texts = (folder.joinpath(f"{name}.rq").read_text(encoding="utf-8") for name in NAMES)
    found = (text.partition("\nCONSTRUCT ")[2].partition("\nWHERE ") for text in texts)
    return tuple((template, where) for template, _, where in found)
