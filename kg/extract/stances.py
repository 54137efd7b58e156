"""Stances that a report's content gives away: "warned that X would weaken Y", "called the decision a mistake"."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from kg.extract import negation, parse
from kg.extract.quotations import Reported
from kg.extract.tokens import Token
from kg.lexicon import Lexicon

SIDES = {1: "supports", -1: "opposes"}


@dataclass(frozen=True, slots=True)
class Leaning:
    """A sign of what the source is to what ``target`` heads. ``act``: the target is the act that this verb tells."""

    target: Token
    relation: str
    cue: tuple[int, int]
    rule: str
    act: bool = False


def find(reported: Reported, lexicon: Lexicon, told: Container[int], acting: set[int]) -> Iterator[Leaning]:
    """Signs in what is reported. ``told`` are the predicates that tell somebody's stance or action towards somebody,
    ``acting`` those that tell an action."""
    if reported.negated or reported.report.negates:
        return
    for head in reported.heads:
        for predicate in (parse.predicate(t) for t in parse.coordinated(head) if reported.holds(t.i)):
            found = [] if predicate.i in told else list(_valued(predicate, lexicon))
            yield from found or _hoped(predicate, reported, lexicon, acting)
            yield from _urged(predicate, lexicon)


def _hoped(predicate: Token, reported: Reported, lexicon: Lexicon, acting: set[int]) -> Iterator[Leaning]:
    """What the reporting word says of the whole content: one warns of the bad, one hopes for the good."""
    sign, rule = reported.report.polarity, f"report/{reported.report.lemma}"
    subject = parse.subject(predicate)
    if sign and predicate.i in acting:
        yield Leaning(predicate, SIDES[sign], reported.cue, rule, act=True)
    elif sign and subject is not None and subject.pos_ == "NOUN" and lexicon.event_type(subject.lemma_):
        yield Leaning(subject, SIDES[sign], reported.cue, rule)


def _urged(predicate: Token, lexicon: Lexicon) -> Iterator[Leaning]:
    """Who is told what to do: "said that Norway must leave"; not "must have left", "must be happy"."""
    subject = parse.own_subject(predicate)
    auxiliaries = parse.auxiliaries(predicate)
    if subject is None or predicate.pos_ != "VERB" or any(a.lemma_ in ("be", "have") for a in auxiliaries):
        return
    for auxiliary in auxiliaries:
        modal = lexicon.modal(auxiliary.lower_)
        if modal is not None and modal.relation is not None:
            yield Leaning(subject, modal.relation, (auxiliary.i, auxiliary.i + 1), f"report/{modal.lemma}")


def _valued(token: Token, lexicon: Lexicon) -> Iterator[Leaning]:
    """A predicate that helps or harms its object, or calls its subject good or bad."""
    subject = parse.subject(token)
    negated = bool(negation.find(token, lexicon.is_negator))
    cue = (token.i, token.i + 1)
    if token.pos_ == "VERB":
        sign = lexicon.effect(token.lemma_, "VERB", parse.particle(token))
        things = parse.objects(token)
        if sign and subject is not None and things and not negated and not parse.is_passive(token):
            worth = lexicon.judgement(things[0].lemma_, things[0].pos_) or 1
            yield Leaning(subject, SIDES[sign * worth], cue, f"effect/{token.lemma_}")
    elif token.pos_ in ("ADJ", "NOUN", "PROPN"):
        sign = lexicon.judgement(token.lemma_, "ADJ" if token.pos_ == "ADJ" else "NOUN")
        if sign and subject is not None and not (negated and sign < 0):
            yield Leaning(subject, SIDES[-sign if negated else sign], cue, f"judgement/{token.lemma_}")
