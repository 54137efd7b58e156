"""The shapes: whole graphs pass, and each planted mistake is caught by the shape that is meant to."""

from dataclasses import replace

import pytest
import rdflib
from factories import ENTITIES, HOUSE, JANE, USA, affair, reading
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, TIME, Literal, URIRef

from kg import rdf
from kg.model import Party
from kg.rdf import Run, iris, validate
from kg.rdf.vocabulary import KG, NIF, SEM
from kg.resolve import Correction, Merge
from kg.store import Store


def encode(one):
    return rdf.terms(rdf.encode(one))


def encode_entities(found):
    return rdf.terms(rdf.encode_entities(found))


READING = reading(metadata=(("section", "World"), ("tags", "treaties")))
GRAPH = encode(READING) + encode_entities(ENTITIES)
BY_RELATION = {s.relation: s for s in reading().statements if s.holder and s.certainty == "certain"}
OPPOSES, REJECTS, MEMBER = (iris.statement(BY_RELATION[r].key) for r in ("opposes", "rejects", "memberOf"))
MEMBERSHIP = iris.membership(BY_RELATION["memberOf"].key)
DOCUMENT = iris.document(reading().document.id)
SPAN = iris.span(reading().document.id, BY_RELATION["opposes"].cues[0].start, BY_RELATION["opposes"].cues[0].end)
EVIDENCE = next(o for s, p, o in GRAPH if s == OPPOSES and p == KG.evidence)
NOWHERE = iris.span(reading().document.id, 5, 5_000)
EVENT = next(s for s, p, o in GRAPH if (p, o) == (RDF.type, SEM.Event))
METADATA, ORDER = iris.part(DOCUMENT, "metadata", "section", "World"), iris.part(DOCUMENT, "metadata")
BEGINNING, END = (iris.part(MEMBERSHIP, name) for name in ("hasBeginning", "hasEnd"))
INTERVAL = iris.part(MEMBERSHIP, "interval")
SOMETHING = URIRef("https://example.org/x")


def chained():
    """The document, in which one statement has two sources."""
    jane, house = (Party(e.id, e.label, e.kind, 0, 8) for e in (JANE, HOUSE))
    told = [replace(s, attributed_to=(jane, house)) if s.holder else s for s in READING.statements[:1]]
    return encode(replace(READING, statements=tuple(told))) + encode_entities(ENTITIES)


CHAIN = chained()
MENTION = next(s for s, p, o in CHAIN if p == KG.position and str(o) == "1")
TOLD = next(s for s, p, o in CHAIN if (p, o) == (KG.party, MENTION))

# beside the document: what is derived from it, what was joined and decided, and who read it
DIFFERENT = Correction("different", JANE.id, "John Doe", "two people")
READ = Run(
    "0.1.0",
    "sha256:0",
    (("coreference", "off"),),
    (READING.document.id,),
    "2025-01-16T08:00:00Z",
    "2025-01-16T08:00:02Z",
)
NOTES = [
    *rdf.terms(rdf.encode_corrections([DIFFERENT])),
    *rdf.terms(rdf.encode_run(READ)),
    *rdf.terms(rdf.encode_merges([Merge("person/old", JANE.id, "alias", "Old")])),
]
CORRECTION, RUN = (next(s for s, p, _ in NOTES if p == property) for property in (KG.action, KG.modelDigest))
OLD = iris.thing("person/old")


def derived():
    with Store.open() as store:
        store.replace(READING)
        return sorted(store.dataset().graph(iris.DERIVED))


DERIVED = GRAPH + derived()
DYAD = next(s for s, p, o in DERIVED if (p, o) == (KG.dyadTarget, EVENT))


def put(subject, property, *values, into=GRAPH):
    """The graph ``into`` with ``values`` in place of what ``subject`` had under ``property``."""
    kept = [triple for triple in into if triple[:2] != (subject, property)]
    return kept + [(subject, property, value) for value in values]


def day(when):
    return number(when, {4: rdflib.XSD.gYear, 7: rdflib.XSD.gYearMonth, 10: rdflib.XSD.date}[len(when)])


def number(value, datatype=rdflib.XSD.integer):
    return Literal(value, datatype=datatype, normalize=False)


@pytest.mark.parametrize("one", [READING, reading(published=None), *affair()])
def test_graphs_that_are_right_pass(one):
    assert validate(encode(one) + encode_entities(ENTITIES)) == []


def test_a_chain_of_sources_passes():
    assert validate(CHAIN) == []


def test_what_stands_beside_documents_passes():
    assert validate(DERIVED + NOTES) == []


MISTAKES = {
    "two holders": (put(OPPOSES, KG.holder, iris.thing(JANE.id), iris.thing(USA.id)), "holder: at most one"),
    "a holder that is nobody": (put(OPPOSES, KG.holder, SOMETHING), "holder: at most one"),
    "no holder, yet a source": (put(OPPOSES, KG.holder), "the document itself speaks, and has no source"),
    "a holder nowhere": (put(OPPOSES, KG.holderSpan), "a holder without its place"),
    "no target": (put(OPPOSES, KG.target), "target: exactly one"),
    "no place of the target": (put(OPPOSES, KG.targetSpan), "target: exactly one place"),
    "a place by words": (put(OPPOSES, KG.targetSpan, Literal("here")), "target: exactly one place"),
    "a place without offsets": (put(OPPOSES, KG.holderSpan, SOMETHING), "holder: at most one place"),
    "a place after the end": (put(OPPOSES, KG.holderSpan, NOWHERE), "a place that is not in the text"),
    "two labels": (put(OPPOSES, KG.targetLabel, Literal("this"), Literal("that")), "target: at most one label"),
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
    "a quote that is not there": (put(EVIDENCE, NIF.anchorOf, Literal("He praised.")), "the quote is not the text"),
    "a beginning elsewhere": (put(EVIDENCE, NIF.beginIndex, number("1")), "the quote is not the text"),
    "a beginning before all": (put(EVIDENCE, NIF.beginIndex, number("-1")), "evidence: begins once"),
    "evidence of no document": (put(EVIDENCE, NIF.referenceContext), "evidence: in exactly one document"),
    "other words": (put(OPPOSES, KG.cueText, Literal("praised")), "the words of a cue are not the text"),
    "a mention of two": (
        put(MENTION, KG.refersTo, iris.thing(JANE.id), SOMETHING, into=CHAIN),
        "mention: refers to exactly one",
    ),
    "a mention of someone else": (
        put(MENTION, KG.refersTo, iris.thing(USA.id), into=CHAIN),
        "a party is not what its mention refers to",
    ),
    "an unknown kind": (put(MENTION, KG.kind, SOMETHING, into=CHAIN), "mention: at most one kind"),
    "an unknown role": (put(MENTION, KG.partyRole, Literal("friend"), into=CHAIN), "mention: holder, target, source"),
    "a chain without order": (put(TOLD, KG.party, into=CHAIN), "several sources without their order"),
    "half a digest": (put(DOCUMENT, KG.textSha256, Literal("27a0")), "document: exactly one SHA-256"),
    "no text": (put(DOCUMENT, NIF.isString), "document: exactly one text"),
    "published some day": (put(DOCUMENT, DCTERMS.issued, Literal("some day")), "document: at most one day"),
    "nameless": (put(iris.thing(JANE.id), SKOS.prefLabel), "label: exactly one preferred"),
    "the same as elsewhere": (put(iris.thing(USA.id), OWL.sameAs, SOMETHING), "owl:sameAs merges"),
    "two Wikidata items": (
        put(iris.thing(USA.id), SKOS.exactMatch, iris.elsewhere("Q30"), iris.elsewhere("Q20")),
        "exact match: at most one Wikidata",
    ),
    "a match by name": (put(iris.thing(USA.id), SKOS.exactMatch, Literal("Q30")), "exact match: an address"),
    "open by name": (put(iris.thing(USA.id), KG.mayBe, Literal("Q30")), "may be: something elsewhere"),
    "one item for two": (
        put(iris.thing(JANE.id), SKOS.exactMatch, iris.elsewhere("Q30")),
        "two entities claim the same",
    ),
    "acting for a person": (put(iris.thing(HOUSE.id), KG.actsFor, iris.thing(JANE.id)), "acts for: at most one state"),
    "an action too": (put(OPPOSES, RDF.type, KG.Statement, KG.Stance, KG.Action), "statement: exactly one of Stance"),
    "two cues of a report": (put(OPPOSES, KG.reportCue, SPAN, SOMETHING), "report: at most one span as cue"),
    "an empty role": (put(MEMBER, KG.role, Literal("")), "role: at most one"),
    "a type in small letters": (put(OPPOSES, KG.plover, Literal("accuse")), "PLOVER: at most one event type"),
    "a code in words": (put(OPPOSES, KG.cameo, Literal("accuse")), "CAMEO: at most one code"),
    "over before it began": (
        put(MEMBER, KG.until, number("2018", rdflib.XSD.gYear)),
        "the relation ends before it begins",
    ),
    "a membership of no time": (
        put(INTERVAL, TIME.hasEnd, into=put(INTERVAL, TIME.hasBeginning)),
        "interval: a beginning or an end",
    ),
    "two ends": (put(INTERVAL, TIME.hasEnd, BEGINNING, END), "interval: ends at most once"),
    "an instant of two years": (
        put(BEGINNING, TIME.inXSDgYear, number("2019", rdflib.XSD.gYear), number("2020", rdflib.XSD.gYear)),
        "instant: exactly one",
    ),
    "words uncounted": (put(DOCUMENT, KG.words), "document: exactly one count of words"),
    "furniture elsewhere": (put(DOCUMENT, KG.furniture, SOMETHING), "furniture: spans"),
    "a mention by name": (put(DOCUMENT, KG.mentions, Literal("Jane Doe")), "mentions: entities"),
    "metadata of nothing": (put(METADATA, RDF.value), "metadata: exactly one value"),
    "metadata without a name": (put(METADATA, RDFS.label), "metadata: exactly one label"),
    "a sequence without a beginning": (put(ORDER, RDF._1), "sequence: exactly one first part"),
    "a sequence of others": (put(ORDER, RDF._1, SOMETHING), "a sequence orders what its subject does not have"),
    "an event done by a word": (put(EVENT, SEM.hasActor, Literal("the US")), "event: an actor by its address"),
    "counts that do not add up": (put(DYAD, KG.positive, number("1"), into=DERIVED), "do not add up"),
    "counts without a sum": (put(DYAD, KG.statements, into=DERIVED), "dyad: counts at least one"),
    "a dyad of nobody": (put(DYAD, KG.dyadHolder, SOMETHING, into=DERIVED), "dyad: exactly one holder"),
    "a dyad without statements": (
        put(DYAD, KG.dyadTarget, iris.thing(USA.id), into=DERIVED),
        "a dyad without a statement",
    ),
    "dates the wrong way round": (
        put(DYAD, KG.firstDate, number("2026", rdflib.XSD.gYear), into=DERIVED),
        "the first date of a dyad is after its last",
    ),
    "a triple that nothing bears": (
        DERIVED + [(iris.thing(JANE.id), iris.relation("praises"), EVENT)],
        "a plain triple without a statement",
    ),
    "a correction without an action": (put(CORRECTION, KG.action, into=NOTES), "correction: exactly one action"),
    "a correction of nothing": (put(CORRECTION, KG.concerns, into=NOTES), "correction: concerns exactly one"),
    "a correction to two": (put(CORRECTION, KG.value, OLD, SOMETHING, into=NOTES), "correction: at most one value"),
    "a run of an unknown model": (put(RUN, KG.modelDigest, into=NOTES), "run: exactly one digest"),
    "a run of no version": (put(RUN, KG.softwareVersion, into=NOTES), "run: exactly one version"),
    "a run that is none": (put(RUN, RDF.type, into=NOTES), "run: a prov:Activity"),
    "an option without a value": (put(RUN, KG.option, Literal("fast"), into=NOTES), "run: options as name=value"),
    "a run that ends before it starts": (
        put(RUN, PROV.endedAtTime, number("2025-01-15T08:00:00Z", rdflib.XSD.dateTime), into=NOTES),
        "run: starts at most once",
    ),
    "a merge without a reason": (put(OLD, KG.mergeReason, into=NOTES), "merge: exactly one reason"),
    "a merge into two": (put(OLD, DCTERMS.isReplacedBy, SOMETHING, DOCUMENT, into=NOTES), "merge: replaced by exactly"),
    "a merge into itself": (put(OLD, DCTERMS.isReplacedBy, OLD, into=NOTES), "no chain or circle"),
    "a holder who was merged": (put(OPPOSES, KG.holder, OLD, into=GRAPH + NOTES), "no statement is about what is"),
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
