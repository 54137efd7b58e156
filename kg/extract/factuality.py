"""Is it so, says the document? Negation, modality, condition, question and what embedding words make of their acts.

Certainty on FactBank's scale (Saurí and Pustejovsky 2009); implicatives after Karttunen (2012).
"""

from dataclasses import dataclass, replace

from kg.extract import negation, parse
from kg.extract.tokens import Token, once
from kg.lexicon import Embedding, Lexicon
from kg.model import Certainty

SCALE = (Certainty.UNDERSPECIFIED, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
PREDICATES = ("VERB", "AUX", "ADJ", "NOUN")
INSERTED = frozenset(("xcomp", "ccomp"))  # what the parse makes of a clause with an insertion
RAISING = frozenset(("seem", "appear", "tend", "happen"))  # "seems to oppose" speaks of now
REACHING = frozenset(("get", "come"))  # "came to support" speaks of a fact
DEEPEST = 12  # verbs upon verbs


@dataclass(frozen=True, slots=True)
class Fact:
    """How a predicate stands in its text, reports left aside. ``meant``: its subject is said to mean to do it, or, if
    negated, not to: "will leave", "offered to leave", "would not leave"."""

    certainty: Certainty = Certainty.CERTAIN
    negated: bool = False
    future: bool = False
    meant: bool = False


def weaker(*certainties: Certainty) -> Certainty:
    return min(certainties, key=SCALE.index)


@once
def judge(predicate: Token, lexicon: Lexicon) -> Fact:
    """The standing of ``predicate``, up through the words that govern it."""
    fact = _standing(predicate, lexicon, DEEPEST)
    return replace(fact, certainty=Certainty.UNDERSPECIFIED) if parse.is_question(predicate.sent) else fact


def _standing(token: Token, lexicon: Lexicon, depth: int) -> Fact:
    own = _own(token, lexicon)
    place = _first_conjunct(parse.clause(token))
    governor = parse.governor(place)
    said = place.dep_ in ("acl", *parse.RELATIVES) and parse.is_content(place)
    if depth == 0 or governor.i == place.i or place.dep_ in ("parataxis", *parse.RELATIVES) and not said:
        return own
    if _is_embedded(place) and governor.pos_ in PREDICATES and not negation.markers(place, lexicon.is_negator):
        embedding = _embedding(governor, lexicon)
        if embedding is not None:
            fact = _embedded(own, embedding, governor, _standing(governor, lexicon, depth - 1), lexicon)
            return replace(fact, meant=fact.future and _same_subject(place, governor))
        if parse.has_to(place):
            return _planned(own, place, governor)
    if place.dep_ in parse.CLAUSES or said:
        return _governed(own, governor, lexicon, depth)
    if place.dep_ in ("xcomp", "acomp", "attr") or place.dep_ in parse.OBJECTS and token.pos_ == "NOUN":
        outer = _standing(governor, lexicon, depth - 1)
        future = own.future or outer.future
        return Fact(weaker(own.certainty, outer.certainty), own.negated != outer.negated, future, outer.meant)
    return own


@once
def _own(token: Token, lexicon: Lexicon) -> Fact:
    """What a predicate's own words say: negation, auxiliaries, adverbs, "if"."""
    certainty, future = Certainty.CERTAIN, False
    for auxiliary in parse.auxiliaries(token):
        modal = lexicon.modal(auxiliary.lemma_) or lexicon.modal(auxiliary.lower_)
        if modal is not None:
            certainty, future = weaker(certainty, modal.certainty), future or modal.future
    at = parse.clause(token)
    hedges = (lexicon.hedge(c.lower_) for c in parse.children(at, "advmod"))
    certainty = weaker(certainty, *(h for h in hedges if h is not None))
    if any(_is_condition(t, lexicon) for t in dict.fromkeys((at, _first_conjunct(at)))):
        certainty = Certainty.UNDERSPECIFIED
    if at.dep_ == "ROOT" and parse.has_to(at):  # "Norway to leave NATO", a headline
        certainty, future = weaker(certainty, Certainty.PROBABLE), True
    negated = bool(negation.find(token, lexicon.is_negator)) or _interrupted(at, lexicon)
    willing = future or negated and any(c.lower_ == "would" for c in parse.auxiliaries(token))
    return Fact(certainty, negated, future, willing and not parse.is_passive(token))


def _same_subject(act: Token, governor: Token) -> bool:
    """Whether who acts is who offers, plans or agrees to: not "urged Norway to leave", "was asked to leave"."""
    doer = parse.subject(act)
    return doer is not None and doer == parse.subject(governor) and not parse.is_passive(governor)


def _interrupted(at: Token, lexicon: Lexicon) -> bool:
    """Whether a negation stands before an insertion that the parse took for the main clause: "she did not, she
    said, accept it"."""
    bare = at.dep_ in INSERTED and at.tag_ == "VB" and not parse.has_to(at) and not parse.children(at, *parse.SUBJECTS)
    before = at.doc[at.sent.start : at.head.i] if bare and at.i and at.nbor(-1).text == "," else ()
    return any(t.pos_ in ("PART", "ADV") and lexicon.is_negator(t.lower_.replace("’", "'")) for t in before)


def _first_conjunct(at: Token) -> Token:
    """The predicate in whose place another stands: "wants to leave X and join Y" wants both."""
    while at.dep_ == "conj" and parse.own_subject(at) is None and at.head.pos_ in PREDICATES:
        at = parse.clause(at.head)
    return at


def _is_condition(at: Token, lexicon: Lexicon) -> bool:
    opener = parse.opener(at)
    if opener and lexicon.is_conditional(opener):
        return True
    subject = parse.own_subject(at) if at.dep_ == "advcl" else None
    inverted = ("should", "had", "were")
    return subject is not None and any(c.i < subject.i and c.lower_ in inverted for c in parse.auxiliaries(at))


def _is_embedded(at: Token) -> bool:
    """Whether a predicate is what its governor is about: "to leave", "leaving", "from leaving", "its departure"."""
    if at.dep_ in parse.INFINITIVES or at.dep_ in parse.OBJECTS or at.dep_ == "pcomp" or parse.has_to(at):
        return True
    if at.dep_ == "ccomp":
        return parse.is_infinitive(at)  # "helped Norway join"
    if at.dep_ == "advcl" and at.tag_ == "VBG" and at.i == at.head.i + 1:
        return True  # "narrowly avoided leaving"
    return at.dep_ in ("advcl", "acl") and at.tag_ == "VBG" and parse.preposition(at) in parse.OF_OBJECT | {"in", "to"}


def _embedding(governor: Token, lexicon: Lexicon) -> Embedding | None:
    pos = "VERB" if governor.pos_ == "AUX" else governor.pos_
    particle = parse.particle(governor)
    return lexicon.implicative(governor.lemma_, pos, particle) or lexicon.implicative(governor.lemma_, pos)


def _embedded(own: Fact, embedding: Embedding, governor: Token, outer: Fact, lexicon: Lexicon) -> Fact:
    sign = embedding.negated if outer.negated else embedding.plain
    certainty = weaker(own.certainty, outer.certainty)
    if sign:
        return Fact(certainty, own.negated != (sign < 0), own.future or outer.future)
    future = governor.lemma_ not in RAISING
    report = lexicon.report(governor.lemma_, "VERB") if parse.is_passive(governor) else None
    if report is not None:  # "was said to oppose" speaks of now, "is expected to leave" of later
        future = report.future
    return Fact(weaker(certainty, Certainty.POSSIBLE), own.negated, own.future or future)


def _planned(own: Fact, at: Token, governor: Token) -> Fact:
    """A purpose or a plan, not a fact."""
    if at.dep_ == "xcomp" and governor.lemma_ in REACHING:
        return own
    certainty = Certainty.PROBABLE if governor.lemma_ == "be" else Certainty.POSSIBLE  # "is to leave"
    return Fact(weaker(own.certainty, certainty), own.negated, True)


def _governed(own: Fact, governor: Token, lexicon: Lexicon, depth: int) -> Fact:
    """What a that-clause is under its governor: "it is unlikely that", "it is not true that", "no evidence that"."""
    words = [governor, *parse.children(governor, "acomp", "attr")]
    said = [w for w in words if w.pos_ in ("ADJ", "NOUN")]
    if not said:
        return replace(own, certainty=Certainty.UNDERSPECIFIED) if _is_denied(governor, lexicon) else own
    embedding = next(filter(None, (lexicon.implicative(w.lemma_, "CLAUSE") for w in said)), None)
    outer = _standing(said[-1], lexicon, depth - 1) if embedding is not None else Fact()
    denied = outer.negated or bool(negation.find(said[-1], lexicon.is_negator))  # "found no evidence" is denied once
    sign = 0 if embedding is None else embedding.negated if denied else embedding.plain
    if denied and not sign:
        return replace(own, certainty=Certainty.UNDERSPECIFIED)
    hedges = filter(None, (lexicon.hedge(w.lower_) for w in words))
    open_ = embedding is not None and not sign or any(lexicon.implicative(w.lemma_, "ADJ") for w in said)
    certainty = weaker(own.certainty, outer.certainty, *hedges, Certainty.POSSIBLE if open_ else Certainty.CERTAIN)
    return replace(own, certainty=certainty, negated=own.negated != (sign < 0))


def _is_denied(verb: Token, lexicon: Lexicon) -> bool:
    """Whether what an infinitive says is called wrong: "it is false to say that"."""
    called = verb.head if parse.has_to(verb) and verb.dep_ in ("csubj", "xcomp", "advcl") else verb
    embedding = lexicon.implicative(called.lemma_, "CLAUSE") if called.pos_ == "ADJ" else None
    return embedding is not None and embedding.plain < 0
