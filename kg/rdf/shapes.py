"""Whether a graph keeps the shapes, in lines that a person can act on."""

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.rdf.written import Triple

_ESCAPED = re.compile(r"""\\(?:u([0-9A-F]{4})|([nrtbf"'\\])|U([0-9A-F]{8}))""")
_MEANT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def terms(triples: "Iterable[Triple]") -> list[tuple[Node, Node, Node]]:
    """Written triples as rdflib's."""
    return [(_term(subject), _term(property), _term(value)) for subject, property, value in triples]


def _term(written: str) -> URIRef | Literal:
    if written.startswith("<"):
        return URIRef(written[1:-1])
    value, _, datatype = written[1:].rpartition('"')
    read = _ESCAPED.sub(lambda found: _MEANT.get(found[2]) or chr(int(found[1] or found[3], 16)), value)
    return Literal(read, datatype=URIRef(datatype[3:-1]) if datatype else None, normalize=False)


def validate(triples: "Iterable[tuple[Node, Node, Node]]") -> list[str]:
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
