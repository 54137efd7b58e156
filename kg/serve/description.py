"""What the endpoint says of itself: SPARQL 1.1 Service Description (W3C Recommendation, 21 March 2013)."""

import pyoxigraph as ox
from rdflib import RDF

from kg.serve.answers import Body, graph
from kg.serve.formats import GRAPHS, RESULTS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMS = "http://www.w3.org/ns/formats/"
_NAMES = {"json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
          "tsv": "SPARQL_Results_TSV", "ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdf": "RDF_XML",
          "n3": "N3"}  # fmt: skip


def description(media: str, endpoint: str, *, writable: bool) -> Body:
    """The description, in the form ``media``, of the service at the address ``endpoint``."""
    languages = ["SPARQL11Query", *["SPARQL11Update"] * writable]
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(endpoint + "#dataset")
    told = [
        (service, RDF.type, _SD + "Service"),
        (service, _SD + "endpoint", endpoint),
        *((service, _SD + "supportedLanguage", _SD + language) for language in languages),
        (service, _SD + "feature", _SD + "UnionDefaultGraph"),
        *((service, _SD + "resultFormat", _FORMS + _NAMES[name]) for name in (RESULTS | GRAPHS).values()),
        (service, _SD + "defaultDataset", dataset.value),
        (dataset, RDF.type, _SD + "Dataset"),
    ]
    return graph((ox.Triple(s, ox.NamedNode(p), ox.NamedNode(o)) for s, p, o in told), media)
