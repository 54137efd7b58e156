"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/): each statement as a note on its words."""

import json
from typing import Any

from kg.graph import Graph
from kg.model import Document, Statement
from kg.rdf import iris

AROUND = 32  # characters of prefix and suffix


def annotations(graph: Graph) -> str:
    """An annotation collection, one annotation a line, in the order of the statements.

    Positions count characters of the document's text, half-open; the document as we hold it is the source, the
    address that it came from is what it came ``via``.
    """
    documents = {document.id: document for document in graph.documents}
    items = ",\n".join(
        json.dumps(_annotation(s, documents[s.evidence.document]), ensure_ascii=False) for s in graph.statements
    )
    name = json.dumps(iris.BASE + "annotations")
    return (
        f'{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": {name}, "type": "AnnotationCollection",\n'
        f'"total": {len(graph.statements)}, "first": {{"id": {name[:-1]}/1", "type": "AnnotationPage",\n'
        f'"startIndex": 0, "items": [\n{items}\n]}}}}\n'
    )


def _annotation(statement: Statement, document: Document) -> dict[str, Any]:
    node, span = iris.statement(statement.key), statement.evidence
    return {
        "id": iris.part(node, "annotation"),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "SpecificResource", "source": node, "purpose": "identifying"},
            {"type": "TextualBody", "value": _words(statement), "format": "text/plain", "purpose": "describing"},
        ],
        "target": {
            "source": _source(document),
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "prefix": document.text[max(0, span.start - AROUND) : span.start],
                    "exact": span.text,
                    "suffix": document.text[span.end : span.end + AROUND],
                },
            ],
        },
    }


def _source(document: Document) -> dict[str, Any]:
    said = {"id": iris.document(document.id), "type": "Text", "format": "text/plain"}
    if document.language:
        said["language"] = document.language
    if document.uri.startswith(("http://", "https://")):
        said["via"] = document.uri
    return said


def _words(statement: Statement) -> str:
    """The statement in one line: ``Jane Doe – not opposes – the treaty``."""
    holder = statement.holder.label if statement.holder else "the document"
    return f"{holder} – {'not ' if statement.negated else ''}{statement.relation} – {statement.target.label}"
