"""The closed vocabulary: a misspelt term is an `AttributeError`, not a new property.

Every term of `KG` is defined in ``ontologies/kg.ttl``; a test compares the two both ways. The names of relations
(``rel:opposes``) are rows of the lexicon and therefore not listed here.
"""
# no `from __future__ import annotations`: it breaks DefinedNamespace

from rdflib import DCTERMS, FOAF, ORG, RDF, SKOS, Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kg.model import Kind, StatementKind
from kg.rdf.iris import BASE


class KG(DefinedNamespace):
    """The project's own terms."""

    _fail = True
    _NS = Namespace(BASE + "ns#")

    # classes
    Statement: URIRef
    Stance: URIRef
    Action: URIRef
    Relationship: URIRef
    Assertion: URIRef
    Relation: URIRef
    Mention: URIRef
    Proposition: URIRef
    GovernmentBody: URIRef
    State: URIRef
    Group: URIRef
    Dyad: URIRef
    Certainty: URIRef
    Temporality: URIRef

    # a statement: who, what, whom
    holder: URIRef
    holderSpan: URIRef
    holderLabel: URIRef
    relation: URIRef
    target: URIRef
    targetSpan: URIRef
    targetLabel: URIRef
    role: URIRef
    # … how
    polarity: URIRef
    negated: URIRef
    certainty: URIRef
    temporality: URIRef
    speechAct: URIRef
    plover: URIRef
    cameo: URIRef
    # … on whose word
    attributedTo: URIRef
    sourceSpan: URIRef
    reportSource: URIRef
    reportCue: URIRef
    reportContent: URIRef
    # … where and when it stands, and who found it
    evidence: URIRef
    cue: URIRef
    cueText: URIRef
    statedOn: URIRef
    since: URIRef
    until: URIRef
    ended: URIRef
    confidence: URIRef
    rule: URIRef
    readAs: URIRef

    # events, propositions and topics, and who is named otherwise than said elsewhere
    eventObject: URIRef
    topicActor: URIRef
    topicObject: URIRef
    actorSpan: URIRef
    objectSpan: URIRef
    party: URIRef
    partyRole: URIRef
    position: URIRef
    refersTo: URIRef
    kind: URIRef
    span: URIRef

    # entities
    actsFor: URIRef
    mayBe: URIRef
    iso3166alpha3: URIRef
    nameKey: URIRef

    # what was joined, and what a person said of it
    Correction: URIRef
    action: URIRef
    concerns: URIRef
    value: URIRef
    decidedBy: URIRef
    mergeReason: URIRef
    asGiven: URIRef

    # documents
    textSha256: URIRef
    words: URIRef
    readBy: URIRef
    furniture: URIRef
    metadata: URIRef
    mentions: URIRef
    skipped: URIRef
    sequence: URIRef

    # the derived layer
    dyad: URIRef
    dyadHolder: URIRef
    dyadTarget: URIRef
    statements: URIRef
    positive: URIRef
    negative: URIRef
    neutral: URIRef
    firstDate: URIRef
    lastDate: URIRef

    # runs
    storeFormat: URIRef
    softwareVersion: URIRef
    modelDigest: URIRef
    option: URIRef
    appeared: URIRef
    vanished: URIRef

    # values
    certain: URIRef
    probable: URIRef
    possible: URIRef
    underspecified: URIRef
    future: URIRef
    nonFuture: URIRef


class NIF(DefinedNamespace):
    """What is used of the NLP Interchange Format 2.1."""

    _fail = True
    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")

    Context: URIRef
    RFC5147String: URIRef
    isString: URIRef
    referenceContext: URIRef
    beginIndex: URIRef
    anchorOf: URIRef


class SEM(DefinedNamespace):
    """What is used of the Simple Event Model (van Hage et al., J. Web Semantics 2011)."""

    _fail = True
    _NS = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")

    Event: URIRef
    eventType: URIRef
    hasActor: URIRef


for _space in (KG, NIF, SEM):  # a term at hand costs a tenth of one looked up by name
    for _name in _space.__annotations__:
        type.__setattr__(_space, _name, _space[_name])

CLASSES: dict[Kind, URIRef] = {
    Kind.PERSON: FOAF.Person,
    Kind.ORGANIZATION: ORG.Organization,
    Kind.GOVERNMENT_BODY: KG.GovernmentBody,
    Kind.STATE: KG.State,
    Kind.GROUP: KG.Group,
    Kind.PLACE: DCTERMS.Location,
    Kind.EVENT: SEM.Event,
    Kind.TOPIC: SKOS.Concept,
    Kind.PROPOSITION: KG.Proposition,
    Kind.STATEMENT: KG.Statement,
}

STATEMENT_CLASSES: dict[StatementKind, URIRef] = {
    StatementKind.STANCE: KG.Stance,
    StatementKind.ACTION: KG.Action,
    StatementKind.RELATION: KG.Relationship,
    StatementKind.ASSERTION: KG.Assertion,
}

# how an event, proposition or topic tells who takes part in it, and where each is named
PARTICIPANTS: dict[tuple[Kind, str], tuple[URIRef, URIRef]] = {
    (Kind.EVENT, "actor"): (SEM.hasActor, KG.actorSpan),
    (Kind.EVENT, "object"): (KG.eventObject, KG.objectSpan),
    (Kind.PROPOSITION, "actor"): (RDF.subject, KG.actorSpan),
    (Kind.PROPOSITION, "object"): (RDF.object, KG.objectSpan),
    (Kind.TOPIC, "actor"): (KG.topicActor, KG.actorSpan),
    (Kind.TOPIC, "object"): (KG.topicObject, KG.objectSpan),
}

# relations that make their holder a member of their target in the sense of the W3C Organization ontology
AFFILIATIONS = frozenset(
    ("memberOf", "employedBy", "heads", "holdsOffice", "spokespersonFor", "represents", "affiliatedWith", "partOf")
)
