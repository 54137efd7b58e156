"""Is it so, says the document? Negation, modality, condition, question and what embedding words make of their acts.

Certainty on FactBank's scale (Saurí and Pustejovsky 2009); implicatives after Karttunen (2012).
"""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import parse
from kg.lexicon import Lexicon
from kg.model import Certainty

SCALE = (Certainty.UNDERSPECIFIED, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)


@dataclass(frozen=True, slots=True)
class Fact:
    """How a predicate stands in its text, reports left aside."""

    certainty: Certainty
    negated: bool
    future: bool


def weaker(a: Certainty, b: Certainty) -> Certainty:
    return min(a, b, key=SCALE.index)


def judge(predicate: Token, lexicon: Lexicon, *, up_to: int | None = None) -> Fact:
    """The standing of ``predicate``, up through the words that govern it, but not beyond token ``up_to`` (a reporting
    word, whose own standing is another question)."""
    certainty, negated, future = Certainty.CERTAIN, False, False
    token, steps = predicate, 0
    while steps < 12:
        steps += 1
        if parse.negations(token, lexicon.is_negator):
            negated = not negated
        certainty, future = _modality(token, lexicon, certainty, future)
        certainty = _condition(token, lexicon, certainty)
        at = parse.clause(token)
        governor = at.head
        if governor.i == at.i or governor.i == up_to or at.dep_ in ("parataxis", *parse.RELATIVES):
            break
        if at.dep_ in ("advcl", "ccomp", "csubj", "pcomp") and not parse.has_to(at) and at.dep_ != "pcomp":
            break
        embedding = _embedding(governor, lexicon)
        embedded = at.dep_ in parse.INFINITIVES or at.dep_ in parse.OBJECTS or parse.has_to(at) or at.dep_ in ("pcomp", "acl")
        if embedding is not None and embedded and governor.pos_ in ("VERB", "ADJ", "NOUN", "AUX"):
            outer = judge(governor, lexicon, up_to=up_to)
            sign = embedding.negated if outer.negated else embedding.plain
            if sign == 0:
                return Fact(weaker(weaker(certainty, Certainty.POSSIBLE), outer.certainty), negated, True)
            return Fact(weaker(certainty, outer.certainty), negated != (sign < 0), future or outer.future)
        if parse.has_to(at) and at.dep_ in ("advcl", "acl", "xcomp") and embedding is None:
            # a purpose or a plan, not a fact
            known = at.dep_ == "xcomp" and governor.pos_ in ("VERB", "AUX") and governor.lemma_ in ("seem", "appear", "be", "have", "get", "come", "go")
            if not known:
                return Fact(weaker(certainty, Certainty.POSSIBLE), negated, True)
        if at.dep_ not in ("xcomp", "conj", "acomp", "attr", "obj", "dobj"):
            break
        if at.dep_ == "conj":
            if parse.own_subject(at) is not None or governor.pos_ not in ("VERB", "AUX", "ADJ"):
                break
            at_governor = parse.clause(governor)
            if at_governor.dep_ not in ("xcomp", "ccomp", "advcl"):
                break
            token = at_governor.head if at_governor.dep_ == "xcomp" else at_governor
            if token is at_governor:
                certainty = _condition(token, lexicon, certainty)
                break
            continue
        if at.dep_ in parse.OBJECTS and predicate.pos_ != "NOUN":
            break
        token = governor
    if parse.is_question(predicate.sent):
        certainty = Certainty.UNDERSPECIFIED
    return Fact(certainty, negated, future)


def _embedding(token: Token, lexicon: Lexicon):
    return lexicon.implicative(token.lemma_, {"AUX": "VERB"}.get(token.pos_, token.pos_), parse.particle(token)) or (
        lexicon.implicative(token.lemma_, {"AUX": "VERB"}.get(token.pos_, token.pos_)))


def _modality(token: Token, lexicon: Lexicon, certainty: Certainty, future: bool) -> tuple[Certainty, bool]:
    for auxiliary in parse.auxiliaries(token):
        modal = lexicon.modal(auxiliary.lemma_) or lexicon.modal(auxiliary.lower_)
        if modal is not None:
            certainty, future = weaker(certainty, modal.certainty), future or modal.future
    for child in parse.clause(token).children:
        if child.dep_ == "advmod":
            hedge = lexicon.hedge(child.lower_)
            if hedge is not None:
                certainty = weaker(certainty, hedge)
    return certainty, future


def _condition(token: Token, lexicon: Lexicon, certainty: Certainty) -> Certainty:
    opener = parse.opener(token)
    if opener and lexicon.is_conditional(opener):
        return Certainty.UNDERSPECIFIED
    inverted = [c for c in parse.clause(token).children if c.dep_ in ("aux", "aux:pass", "auxpass") and c.lower_ in ("should", "had", "were")]
    subject = parse.own_subject(token)
    if inverted and subject is not None and inverted[0].i < subject.i and parse.clause(token).dep_ == "advcl":
        return Certainty.UNDERSPECIFIED
    return certainty
