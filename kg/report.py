"""The report of an affair: a graph read as camps, contests and changes of mind, on one page."""

from kg.graph import Graph
from kg.identity import Identity
from kg.network.affair import affair_of
from kg.store import lookup


def report(graph: Graph, *, title: str = "", actors: str = "state") -> str:
    """The page as HTML. ``actors``: persons stand for their ``organization``, or for the ``state`` it acts for."""
    from kg.view.report import Read, page

    skips = tuple((reason, count) for reason, count, *_ in graph.query("skipped").rows)
    looked_at = str(graph.precision) if graph.precision.looked_at else ""
    pressing = Identity(graph, lookup.corrections(graph.store)).pressing()
    read = Read(graph.documents, graph.statements, graph.totals()["words"], skips, looked_at, pressing)
    return page(affair_of(graph.discourse, actors=actors), read, title=title or graph.title or "Who stands where")
