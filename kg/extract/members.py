"""Whom a plural noun sums up: "N such as A and B", "among the N are A and B", "A, one of the N"."""

from itertools import islice

from kg.extract import parse
from kg.extract.mentions import Mention
from kg.extract.tokens import Token

LISTING = frozenset((",", "and", "the", "or", "as", "well", ";"))
AMONG = frozenset(("among", "amongst"))


def find(noun: Token, names: dict[int, Mention]) -> list[Token]:
    """The members' head tokens; ``names`` are the names of the document by token."""
    if noun.pos_ != "NOUN":
        return []
    found: list[Token] = []
    if noun.tag_ == "NNS":
        found += [c for c in parse.children(noun, "appos") if c.pos_ == "PROPN" and c.i > noun.i]
    for opener in (_examples(noun), _among(noun)):
        found += _list(opener, names) if opener is not None else []
    if noun.head.lemma_ == "include" and noun.dep_ in parse.SUBJECTS:
        found += parse.objects(noun.head)
    found += _one_of(noun)
    return [m for f in found for m in parse.coordinated(f) if m.i in names]


def _list(opener: Token, names: dict[int, Mention]) -> list[Token]:
    """The names behind a word, as long as only commas, "and" and articles part them."""
    found, at, end = [], opener.i + 1, opener.sent.end
    while at < end and (at in names or opener.doc[at].lower_ in LISTING):
        if at in names:
            found.append(opener.doc[names[at].head])
            at = max(at, names[at].end - 1)
        at += 1
    return found


def _examples(noun: Token) -> Token | None:
    """The last word of "such as", "including" or "like" right behind a noun."""
    behind = list(islice((t for t in noun.doc[noun.i + 1 : noun.sent.end] if t.lower_ != ","), 2))
    words = [t.lower_ for t in behind]
    if words == ["such", "as"]:
        return behind[1]
    return behind[0] if words and words[0] in ("including", "like") else None


def _among(noun: Token) -> Token | None:
    """The "are" of "among the N are A, B and C". Such sentences are rare and often misparsed, so it is looked for
    in the order of words: the first "be" behind the noun that no verb follows."""
    opened = parse.children(noun, "case") or [noun.head]
    if not any(c.lower_ in AMONG for c in opened):
        return None
    later = noun.doc[noun.i + 1 : noun.sent.end]
    return next(
        (t for t in later if t.lemma_ == "be" and t.i + 1 < noun.sent.end and t.nbor().pos_ in ("DET", "PROPN")), None
    )


def _one_of(noun: Token) -> list[Token]:
    """Who is one of a noun's many: "A, one of the N", "A is one of the N"."""
    one = noun.head.head if noun.head.pos_ == "ADP" else noun.head
    if one.lower_ != "one":
        return []
    if one.dep_ == "appos":
        return [one.head]
    subject = parse.subject(one) if parse.children(one, "cop") or one.dep_ == "attr" else None
    return [subject] if subject is not None else []
