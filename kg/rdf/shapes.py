"""Whether a graph keeps the shapes, in lines that a person can act on."""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from rdflib import RDF, SH, Graph
from rdflib.term import Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.rdf.encode import Triple


def validate(triples: "Iterable[Triple]") -> list[str]:
    """One line for each violation, sorted; empty when the shapes hold.

    ``triples`` are a document's graph together with the entities it mentions. Validate a document at a
    time: the cost of some shapes grows faster than the graph.
    """
    from pyshacl import validate as shacl

    graph = Graph()
    for triple in triples:
        graph.add(triple)
    _, report, _ = shacl(graph, shacl_graph=_shapes())
    return sorted({_line(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)})


@cache
def _shapes() -> Graph:
    return Graph().parse(data=resources.files("kg.rdf").joinpath("shapes.ttl").read_text(encoding="utf-8"))


def _line(report: Graph, result: Node) -> str:
    focus, path, value = (report.value(result, term) for term in (SH.focusNode, SH.resultPath, SH.value))
    messages = " / ".join(sorted(map(str, report.objects(result, SH.resultMessage)))) or f"breaks {path}"
    if path is None:  # the value, if any, is the node at fault
        return f"{value or focus}: {messages}"
    return f"{focus}: {messages}" + (f", found {value}" if value is not None else "")
