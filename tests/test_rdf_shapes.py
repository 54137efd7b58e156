"""The shapes: whole graphs pass, and each planted mistake is caught by the shape that is meant to."""

import pytest
import rdflib
from factories import ENTITIES, HOUSE, JANE, USA, affair, reading
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, SKOS, Literal, URIRef

from kg.rdf import encode, encode_entities, iris, validate
from kg.rdf.literals import day
from kg.rdf.vocabulary import KG, NIF

GRAPH = encode(reading()) + encode_entities(ENTITIES)
BY_RELATION = {s.relation: s for s in reading().statements if s.holder and s.certainty == "certain"}
OPPOSES, REJECTS, MEMBER = (iris.statement(BY_RELATION[r].key) for r in ("opposes", "rejects", "memberOf"))
MEMBERSHIP = iris.membership(BY_RELATION["memberOf"].key)
DOCUMENT = iris.document(reading().document.id)
SPAN = iris.span(reading().document.id, BY_RELATION["opposes"].cues[0].start, BY_RELATION["opposes"].cues[0].end)
MENTION = next(o for s, p, o in GRAPH if s == OPPOSES and p == KG.holderMention)
SOMETHING = URIRef("https://example.org/x")


def put(subject, property, *values):
    """The graph with ``values`` in place of what ``subject`` had under ``property``."""
    kept = [triple for triple in GRAPH if triple[:2] != (subject, property)]
    return kept + [(subject, property, value) for value in values]


def number(value, datatype=rdflib.XSD.integer):
    return Literal(value, datatype=datatype, normalize=False)


@pytest.mark.parametrize("one", [reading(), reading(published=None), *affair()])
def test_graphs_that_are_right_pass(one):
    assert validate(encode(one) + encode_entities(ENTITIES)) == []


MISTAKES = {
    "two holders": (put(OPPOSES, KG.holder, iris.thing(JANE.id), iris.thing(USA.id)), "holder: at most one"),
    "a holder that is nobody": (put(OPPOSES, KG.holder, SOMETHING), "holder: at most one"),
    "no holder, yet a source": (put(OPPOSES, KG.holder), "the document itself speaks, and has no source"),
    "a mention of someone else": (put(OPPOSES, KG.holder, iris.thing(HOUSE.id)), "the holder is not what its mention"),
    "no target": (put(OPPOSES, KG.target), "target: exactly one"),
    "another target": (put(OPPOSES, KG.target, iris.thing(USA.id)), "the target is not what its mention"),
    "no mention of the target": (put(OPPOSES, KG.targetMention), "target: exactly one mention"),
    "a relation elsewhere": (put(OPPOSES, KG.relation, SOMETHING), "relation: exactly one rel: term"),
    "too much polarity": (put(OPPOSES, KG.polarity, number("2")), "polarity: exactly one of"),
    "opposing, yet for": (put(OPPOSES, KG.polarity, number("1")), "the polarity contradicts the relation"),
    "negated maybe": (put(OPPOSES, KG.negated, Literal("maybe")), "negated: exactly one"),
    "unknown certainty": (put(OPPOSES, KG.certainty, KG.future), "certainty: exactly one"),
    "no time": (put(OPPOSES, KG.temporality), "temporality: exactly one"),
    "more than sure": (
        put(OPPOSES, KG.confidence, number("1.5", rdflib.XSD.decimal)),
        "confidence: exactly one decimal",
    ),
    "confidence as double": (
        put(OPPOSES, KG.confidence, number("0.5", rdflib.XSD.double)),
        "confidence: exactly one decimal",
    ),
    "no rule": (put(OPPOSES, KG.rule), "rule: exactly one"),
    "no evidence": (put(OPPOSES, KG.evidence), "evidence: no statement without"),
    "no cue": (put(OPPOSES, KG.cue), "cue: no statement without"),
    "a date in words": (put(OPPOSES, KG.statedOn, Literal("last week")), "stated on: at most one"),
    "said before it was": (
        put(OPPOSES, KG.statedOn, number("2025-02-01", rdflib.XSD.date)),
        "stated after the document",
    ),
    "said in a year to come": (
        put(OPPOSES, KG.statedOn, number("2026", rdflib.XSD.gYear)),
        "stated after the document",
    ),
    "since when": (put(OPPOSES, KG.since, Literal("long ago")), "since: at most one"),
    "until when": (put(OPPOSES, KG.until, Literal("lately")), "until: at most one"),
    "ended maybe": (put(OPPOSES, KG.ended, Literal("maybe")), "ended: at most one"),
    "during words": (put(MEMBERSHIP, ORG.memberDuring, Literal("2019")), "membership: at most one interval"),
    "against oneself": (put(OPPOSES, KG.target, iris.thing(JANE.id)), "a holder cannot be its own target"),
    "a circle": (put(OPPOSES, KG.target, REJECTS), "statements about each other in a circle"),
    "a statement of no kind": (put(OPPOSES, RDF.type, KG.Statement), "Stance"),
    "a membership of nothing": (put(MEMBERSHIP, ORG.organization), "membership: exactly one agent as organization"),
    "a membership from nowhere": (put(MEMBERSHIP, PROV.wasDerivedFrom), "membership: no membership without"),
    "a quote that is not there": (put(SPAN, NIF.anchorOf, Literal("praised")), "the quote is not the text"),
    "an end before the begin": (put(SPAN, NIF.endIndex, number("1")), "span: begins once"),
    "a span of no document": (put(SPAN, NIF.referenceContext), "span: exactly one document"),
    "a mention misquoted": (put(MENTION, NIF.anchorOf, Literal("John Doe")), str(MENTION)),
    "a mention of two": (put(MENTION, KG.refersTo, iris.thing(JANE.id), SOMETHING), "mention: refers to exactly one"),
    "an unknown kind": (put(MENTION, KG.kind, SOMETHING), "mention: exactly one known kind"),
    "half a digest": (put(DOCUMENT, KG.textSha256, Literal("27a0")), "document: exactly one SHA-256"),
    "no text": (put(DOCUMENT, NIF.isString), "document: exactly one text"),
    "published some day": (put(DOCUMENT, DCTERMS.issued, Literal("some day")), "document: at most one day"),
    "nameless": (put(iris.thing(JANE.id), SKOS.prefLabel), "label: exactly one preferred"),
    "the same as elsewhere": (put(iris.thing(USA.id), OWL.sameAs, SOMETHING), "owl:sameAs merges"),
    "no Wikidata item": (put(iris.thing(USA.id), SKOS.exactMatch, SOMETHING), "exact match: at most one Wikidata"),
    "one item for two": (
        put(iris.thing(JANE.id), SKOS.exactMatch, iris.wikidata("Q30")),
        "two entities claim the same",
    ),
    "acting for a person": (put(iris.thing(HOUSE.id), KG.actsFor, iris.thing(JANE.id)), "acts for: at most one state"),
    "a code of two letters": (put(iris.thing(USA.id), KG.iso3166alpha3, Literal("US")), "state: at most one code"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_caught(mistake):
    graph, message = MISTAKES[mistake]
    found = validate(graph)
    assert any(message in line for line in found), found
    assert all("\n" not in line for line in found)


@pytest.mark.parametrize(
    ("when", "temporality"),
    [("2026-01-01", KG.future), ("2025", KG.nonFuture), ("2025-01", KG.nonFuture), ("1999", KG.nonFuture)],
)
def test_dates_of_any_precision_and_plans_for_later_are_no_mistakes(when, temporality):
    graph = [t for t in put(OPPOSES, KG.statedOn, day(when)) if t[:2] != (OPPOSES, KG.temporality)]
    graph.append((OPPOSES, KG.temporality, temporality))
    assert validate(graph) == []
