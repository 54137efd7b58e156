"""Nanopublications (https://nanopub.net/guidelines/working_draft/): what one document asserts, with where it is from.

Each is four graphs: the head, which names the others; the assertion, plain triples; its provenance, the document; and
what is known of the publication itself. There is no date and no trusty address: who publishes one signs it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from kg.graph import Graph
from kg.model import Document, Statement
from kg.rdf import iris, written
from kg.rdf.encode import DC, DCTERMS, PROV, RDF, RDFS
from kg.rdf.literals import day, text
from kg.rdf.written import Triple, address
from kg.store.terms import quads
from kg.store.text import encoded

NP = "http://www.nanopub.org/nschema#"
SOFTWARE = address(iris.BASE.rstrip("/"))
_PREFIXES = {name: iris.PREFIXES[name] for name in ("rel", "dc", "dct", "prov", "rdfs", "stance")} | {"np": NP}


def nanopubs(graph: Graph) -> str:
    """TriG with one nanopublication for each document that asserts something, sorted by document."""
    documents = {document.id: document for document in graph.documents}
    found: list[ox.Quad] = []
    for id, statements in groupby(graph.statements, key=lambda s: s.evidence.document):
        asserted = [s for s in statements if s.drawn and s.holder]
        if asserted:
            found += _nanopub(documents[id], asserted)
    written = encoded(found, ox.RdfFormat.TRIG, _PREFIXES).decode("utf-8")
    declared = "".join(f"@prefix {name}: <{address}> .\n" for name, address in sorted(_PREFIXES.items()))
    return declared + written.split("\n", len(_PREFIXES))[-1]  # in our order: Oxigraph's is left to chance


def _nanopub(document: Document, statements: list[Statement]) -> Iterator[ox.Quad]:
    name = address(f"{iris.BASE}np/{document.id}")
    graphs = {part: written.part(name, part) for part in ("Head", "assertion", "provenance", "pubinfo")}
    head = [(name, RDF.type, address(NP + "Nanopublication"))]
    for property, part in (("Assertion", "assertion"), ("Provenance", "provenance"), ("PublicationInfo", "pubinfo")):
        head.append((name, address(f"{NP}has{property}"), graphs[part]))
    yield from _graph(graphs["Head"], head)
    yield from _graph(graphs["assertion"], _assertion(statements))
    yield from _graph(graphs["provenance"], _provenance(graphs["assertion"], document, statements))
    yield from _graph(graphs["pubinfo"], _publication(name, document))


def _assertion(statements: Iterable[Statement]) -> Iterator[Triple]:
    for s, who in ((s, s.holder) for s in statements if s.holder):
        holder, target = written.thing(who.id), written.thing(s.target.id)
        yield holder, written.relation(s.relation), target
        yield holder, RDFS.label, text(who.label)
        yield target, RDFS.label, text(s.target.label)


def _provenance(assertion: str, document: Document, statements: Iterable[Statement]) -> Iterator[Triple]:
    source = written.document(document.id)
    yield assertion, PROV.hadPrimarySource, source
    for s in statements:
        yield assertion, PROV.wasDerivedFrom, written.statement(s.key)
    for property, value in ((DC.title, document.title), (DC.source, document.uri), (DC.publisher, document.publisher),
                            (DC.creator, document.author)):  # fmt: skip
        if value:
            yield source, property, text(value)
    if document.published:
        yield source, DCTERMS.issued, day(document.published)


def _publication(name: str, document: Document) -> Iterator[Triple]:
    yield name, PROV.wasAttributedTo, SOFTWARE
    yield name, DCTERMS.title, text(f"What {document.title or document.uri or document.id} asserts")
    yield SOFTWARE, RDF.type, PROV.SoftwareAgent
    yield SOFTWARE, RDFS.label, text("stancegraph")


def _graph(name: str, triples: Iterable[Triple]) -> Iterator[ox.Quad]:
    return iter(quads(sorted(set(triples)), name[1:-1]))
