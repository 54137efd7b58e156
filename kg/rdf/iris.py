"""Where names become IRIs and back; the only place that joins strings to addresses."""

import re
from functools import lru_cache
from typing import TypeVar
from urllib.parse import quote, unquote

from rdflib import URIRef

from kg.ids import is_elsewhere, is_item, slug
from kg.model import digest

_Address = TypeVar("_Address", str, URIRef)
BASE = "https://w3id.org/stancegraph/"
_THINGS, _RELATIONS, _GRAPHS = BASE + "id/", BASE + "rel/", BASE + "graph/"
_DOCUMENTS, _EVENT_TYPES = _THINGS + "doc/", _THINGS + "event-type/"
_WIKIDATA = "http://www.wikidata.org/entity/"
PLACE = "#char="  # between a document and the offsets of a place in its text
_OFFSETS = re.compile(re.escape(PLACE) + r"([0-9]{1,12}),([0-9]{1,12})\Z")

ENTITIES = URIRef(_GRAPHS + "entities")
DERIVED = URIRef(_GRAPHS + "derived")
RUNS = URIRef(_GRAPHS + "runs")
CORRECTIONS = URIRef(_GRAPHS + "corrections")
KEYS = URIRef(_GRAPHS + "keys")

# what people read and type; one prefix for each kind of thing, because a prefixed name may not hold a slash
PREFIXES: dict[str, str] = {
    "": BASE + "ns#",
    "rel": _RELATIONS,
    **{
        folder.replace("-", ""): f"{_THINGS}{folder}/"
        for folder in ("person", "state", "group", "place", "event", "event-type", "concept", "proposition", "stance",
                       "mention", "membership", "role", "dyad", "doc", "run", "correction")
    },
    "body": _THINGS + "org/",
    "graph": _GRAPHS,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "wd": _WIKIDATA,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip


def thing(id: str) -> URIRef:
    """The IRI of an entity, event, proposition or statement by its identifier (``person/jane-doe-6gt6iojx``)."""
    return _join(_THINGS, id)


def thing_id(iri: str) -> str:
    return _split(_THINGS, iri)


def statement(key: str) -> URIRef:
    return thing("stance/" + key)


def document(id: str) -> URIRef:
    return _join(_DOCUMENTS, id)


def document_id(iri: str) -> str:
    return _split(_DOCUMENTS, iri)


def span(document_id: str, start: int, end: int) -> URIRef:
    """A place in a document's text: characters from ``start`` up to but not ``end`` (RFC 5147)."""
    return URIRef(f"{document(document_id)}{PLACE}{start},{end}")


def offsets(iri: str) -> tuple[int, int]:
    """The offsets that an IRI made by `span` carries. Raises `ValueError` where it carries none."""
    found = _OFFSETS.search(iri)
    if not found:
        raise ValueError(f"{iri} is no place in a text; it ends in #char=14,282 where it is")
    return int(found[1]), int(found[2])


def part(whole: _Address, name: str, *content: object) -> _Address:
    """A node that exists only as a part of ``whole``, told from its like by a digest of ``content``."""
    return whole + f"#{name}" + (f"_{digest(*content)}" if content else "")


def mention(*content: object) -> URIRef:
    return thing("mention/" + digest(*content, length=20))


def membership(key: str) -> URIRef:
    return thing("membership/" + key)


def dyad(holder: str, target: str) -> URIRef:
    """The node that counts the statements of one holder on one target, given by their identifiers."""
    return thing("dyad/" + digest(holder, target, length=20))


def role(name: str) -> URIRef:
    return thing(f"role/{slug(name)}-{digest(name)}")


def correction(*content: object) -> URIRef:
    return thing("correction/" + digest(*content, length=20))


def run(*content: object) -> URIRef:
    return thing("run/" + digest(*content, length=20))


def software(version: str) -> URIRef:
    """This software in one of its versions."""
    return thing(f"software/stancegraph-{quote(version, safe='')}")


def relation(name: str) -> URIRef:
    return _join(_RELATIONS, name)


def relation_name(iri: str) -> str:
    return _split(_RELATIONS, iri)


def event_type(name: str) -> URIRef:
    return _join(_EVENT_TYPES, name)


def event_type_name(iri: str) -> str:
    return _split(_EVENT_TYPES, iri)


def elsewhere(identifier: str) -> URIRef | None:
    """The IRI of an identifier elsewhere: of an item of Wikidata, or the address itself; ``None``: it has none."""
    if is_item(identifier):
        return URIRef(_WIKIDATA + identifier)
    return URIRef(identifier) if is_elsewhere(identifier) and not identifier.startswith(_WIKIDATA) else None


def elsewhere_id(iri: str) -> str:
    """The identifier of an IRI made by `elsewhere`."""
    return iri.removeprefix(_WIKIDATA)


def graph(document_id: str) -> URIRef:
    """The name of the graph that holds everything one document supports."""
    return _join(_GRAPHS, document_id)


def graph_document(iri: str) -> str:
    """The id of the document whose graph ``iri`` names."""
    return _split(_GRAPHS, iri)


@lru_cache(maxsize=1 << 16)  # the same few are asked for again and again, and quoting is slow
def _join(base: str, name: str) -> URIRef:
    return URIRef(base + quote(name, safe="/"))


@lru_cache(maxsize=1 << 16)
def _split(base: str, iri: str) -> str:
    return unquote(iri.removeprefix(base))
