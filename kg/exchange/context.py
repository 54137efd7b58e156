"""The JSON-LD context: short names for the terms that our graphs use, made from the closed vocabulary.

It is published as ``ontologies/context.jsonld``; after a change of the vocabulary::

    path.write_text(context.published(), "utf-8")
"""

import json
from typing import Any

from rdflib import DC, DCTERMS, ORG, PROV, RDF, RDFS, SKOS, XSD, URIRef

from kg.rdf import iris
from kg.rdf.vocabulary import CLASSES, KG, NIF, SEM

ADDRESS = iris.BASE + "context.jsonld"

# properties whose values are addresses, and among them those whose values are terms of ours
_VALUES = {KG.certainty, KG.temporality, KG.kind}
_LINKS = {
    KG.holder, KG.holderSpan, KG.readAs, KG.relation, KG.target, KG.targetSpan, KG.attributedTo, KG.sourceSpan,
    KG.reportSource, KG.reportCue, KG.reportContent, KG.evidence, KG.cue, KG.refersTo, KG.party, KG.span,
    KG.eventObject, KG.topicActor, KG.topicObject, KG.actorSpan, KG.objectSpan, KG.actsFor, KG.furniture, KG.mayBe,
    KG.metadata, KG.mentions, KG.sequence, KG.appeared, KG.dyad, KG.dyadHolder, KG.dyadTarget, DCTERMS.isReplacedBy,
    NIF.referenceContext, ORG.member, ORG.memberOf, ORG.organization, PROV.wasDerivedFrom, SEM.eventType, SEM.hasActor,
    SKOS.exactMatch,
}  # fmt: skip
_OTHERS = (
    DC.creator, DC.language, DC.publisher, DC.source, DC.title, DCTERMS.identifier, DCTERMS.issued, NIF.Context,
    NIF.RFC5147String, NIF.anchorOf, NIF.beginIndex, NIF.isString, ORG.Membership, ORG.Role,
    PROV.Entity, RDF.Seq, RDFS.comment, RDFS.label, SKOS.altLabel, SKOS.prefLabel,
)  # fmt: skip


def terms() -> dict[str, URIRef]:
    """The short name of each term, sorted; no name is also a prefix."""
    found = {term.fragment or term.rsplit("/", 1)[1]: term for term in (*CLASSES.values(), *_LINKS, *_OTHERS)}
    found |= {name: KG[name] for name in KG.__annotations__}
    return dict(sorted(found.items()))


def coercions() -> dict[URIRef, str]:
    """What the plain values of a property are: ``@id`` addresses, ``@vocab`` terms, else a datatype."""
    return dict.fromkeys(_LINKS, "@id") | dict.fromkeys(_VALUES, "@vocab") | {KG.confidence: str(XSD.decimal)}


def prefixes() -> dict[str, str]:
    """`kg.rdf.iris.PREFIXES` with ``kg`` for the empty one, which JSON-LD has not, and without names of terms."""
    named = {prefix or "kg": address for prefix, address in sorted(iris.PREFIXES.items())}
    return {prefix: address for prefix, address in named.items() if prefix not in terms()}


def context() -> dict[str, Any]:
    """What stands under ``@context``."""
    typed = coercions()
    defined = {
        name: {"@id": str(term), "@type": typed[term]} if term in typed else str(term) for name, term in terms().items()
    }
    return {"id": "@id", "type": "@type"} | prefixes() | defined


def published() -> str:
    """The text of ``ontologies/context.jsonld``."""
    return json.dumps({"@context": context()}, indent=2) + "\n"
