"""The report of an affair: a graph read as camps, contests and changes of mind, on one page."""

from kg.graph import Graph
from kg.network.affair import affair_of


def report(graph: Graph, *, title: str = "", actors: str = "state") -> str:
    """The page as HTML. ``actors``: persons stand for their ``organization``, or for the ``state`` it acts for."""
    from kg.view.report import Read, page

    skips = tuple((reason, count) for reason, count, *_ in graph.query("skipped").rows)
    looked_at = str(graph.precision) if graph.precision.looked_at else ""
    read = Read(graph.documents, graph.statements, graph.totals()["words"], skips, looked_at)
    return page(affair_of(graph.discourse, actors=actors), read, title=title or graph.title or "Who stands where")
