"""Whose act, and whose words, a noun is."""

from spacy.tokens import Token

from kg.extract import parse
from kg.lexicon import Lexicon


def owner(noun: Token, lexicon: Lexicon, preposition: str | None = None) -> Token | None:
    """Whose act a noun is by its own words: possessor, "by", a state or name before it, "of" where the target follows
    another word."""
    found = next(iter(parse.possessors(noun)), None)
    if found is None:
        found = next((n for p, n in parse.obliques(noun) if p == "by"), None)
    if found is None:
        named = [
            c
            for c in parse.premodifiers(noun)
            if c.pos_ == "PROPN" or c.ent_type_ in ("GPE", "NORP", "ORG", "PERSON") or lexicon.demonym(c.text)
        ]
        found = named[0] if named else None
    if found is None and preposition not in (None, "of"):
        found = next((n for p, n in parse.obliques(noun) if p == "of"), None)
    return found


def author(noun: Token, lexicon: Lexicon) -> Token | None:
    """Whose words a noun for something said or written is: its owner, "from", who gave it ("posted a reply")."""
    if lexicon.event_type(noun.lemma_) != "Statement":
        return None
    found = owner(noun, lexicon, "on") or next((n for p, n in parse.obliques(noun) if p == "from"), None)
    giving = noun.dep_ in parse.OBJECTS and not parse.is_passive(noun.head)
    return found if found is not None or not giving else parse.subject(noun.head)


def light(noun: Token, lexicon: Lexicon) -> tuple[Token, str] | None:
    """The light verb that a noun is the object of, and what its subject is to the noun (`Lexicon.light`)."""
    if noun.dep_ in parse.OBJECTS and noun.head.pos_ == "VERB":
        use = lexicon.light(noun.head.lemma_)
        if use:
            return noun.head, use
    return None
