"""Whose act, and whose words, a noun is, towards whom, and what the text calls it."""

from kg.extract import instruments, parse, phrases
from kg.extract.mentions import Mention
from kg.extract.tokens import Token
from kg.lexicon import Lexicon

SHOWING = frozenset(("this", "that", "these", "those", "such"))


def possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def possessor(noun: Token, lexicon: Lexicon) -> Token | None:
    """Whose a thing is said to be; "our" says no more than that it is not theirs."""
    whose = next(iter(parse.possessors(noun)), None)
    pronoun = lexicon.pronoun(whose.text) if whose is not None else None
    return None if pronoun is not None and pronoun.person == 1 and pronoun.number == "plural" else whose


def owned(noun: Token, whose: Token, name: str) -> str:
    """What a thing is called of whom the text calls ``whose`` and others ``name``: "his plan", "Roe's plan" and "Jane
    Roe's plan" are one."""
    start, end = phrases.whole(noun)
    return f"{possessive(name)} {phrases.text(noun.doc, max(start, phrases.subtree(whose)[1]), end)}"


def owner(noun: Token, lexicon: Lexicon, preposition: str) -> Token | None:
    """Whose act a noun is by its own words: possessor, "by", a state or name before it, "of" where the target follows
    another ``preposition``."""
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
    if found is None and preposition != "of":
        found = next((n for p, n in parse.obliques(noun) if p == "of"), None)
    return found


def author(noun: Token, lexicon: Lexicon) -> Token | None:
    """Whose words a noun for something said or written is: its owner, "from", who gave it ("posted a reply")."""
    if lexicon.event_type(noun.lemma_) != "Statement":
        return None
    found = owner(noun, lexicon, "on") or next((n for p, n in parse.obliques(noun) if p == "from"), None)
    giving = noun.dep_ in parse.OBJECTS and not parse.is_passive(noun.head)
    return found if found is not None or not giving else parse.subject(noun.head)


def sides(noun: Token, lexicon: Lexicon) -> tuple[Token | None, list[Token]]:
    """Whose act a noun is, and towards whom: "of X" is either, depending on what else is said."""
    slots = {f.preposition for f in lexicon.frames(noun.lemma_, "NOUN") if not f.agent}
    behind = [(p.split(" ")[-1], n) for p, n in parse.obliques(noun)]
    filled = sorted({p for p, _ in behind if p in slots - {"of"}}) or ["of" if "of" in slots else "from"]
    whose = owner(noun, lexicon, filled[0])
    return whose, [m for p, n in behind if p in slots and n != whose for m in parse.coordinated(n)]


def called(noun: Token, whose: Token | None, objects: list[Mention], lexicon: Lexicon) -> tuple[str, bool]:
    """What the text calls an act besides ``whose`` it is, "handling of the pandemic", and whether that says no more
    than the noun and the ``objects``. Words that tell no plan from another ("new") are left out."""
    theirs = range(0) if whose is None else range(*phrases.subtree(whose.head if whose.dep_ == "pobj" else whose))
    first, last = phrases.whole(noun, theirs)
    vague = {t.i for t in parse.premodifiers(noun) if instruments.is_vague(t, lexicon)}
    kept = [t for t in noun.doc[first:last] if t.i not in theirs and t.i not in vague]
    known = {noun.i, *(i for m in objects for i in range(m.start if m.titled is None else m.titled, m.end))}
    text = " ".join("".join(t.text_with_ws for t in kept).split())
    return text, all(t.i in known or phrases.only_joins(t) for t in kept)


def points(noun: Token, *, plain: bool) -> bool:
    """Whether a noun points back to an act: "the decision", "this reckless decision"; "the rash decision" (not
    ``plain``) may be another."""
    words = {c.lower_ for c in parse.children(noun, "det", "amod")}
    return bool(words & SHOWING) or plain and "the" in words
