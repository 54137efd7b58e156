"""Words that deny what a predicate says: "not", "no longer", "nobody", "without", "instead of", "far from"."""

from collections.abc import Callable, Iterator

from kg.extract import parse
from kg.extract.tokens import Token, once

NEGATING = frozenset(("neg", "advmod", "det", "cc", "cc:preconj", "preconj"))
MARKING = frozenset(("mark", "case"))
ALSO = frozenset(("only", "just", "merely", "simply", "solely"))  # "not only": so, and more
NONE = frozenset(("no", "nobody", "none", "neither", "nothing"))


@once
def find(token: Token, is_negator: Callable[[str], bool]) -> list[Token]:
    """Words that negate a predicate, those shared through coordination among them."""
    at = parse.clause(token)
    found = [c for t in dict.fromkeys((at, token)) for c in t.children if _negates(c, is_negator)]
    found += markers(at, is_negator)
    found += nobody(parse.own_subject(at))
    for thing in parse.objects(token) if token.pos_ == "VERB" else ():
        found += nobody(thing)
    shares = at.dep_ == "conj" and parse.own_subject(at) is None and at.head.pos_ in ("VERB", "AUX", "ADJ")
    if not found and shares and not any(c.lower_ in ("but", "yet") for c in parse.children(at.head, "cc")):
        return find(at.head, is_negator)
    return found


def _negates(word: Token, is_negator: Callable[[str], bool]) -> bool:
    if word.dep_.startswith("obl"):  # "in no way"
        return any(c.lower_ == "no" for c in word.children) and is_negator(" ".join(t.lower_ for t in word.subtree))
    if word.dep_ not in NEGATING:
        return False
    behind = word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
    if word.lower_ in ("not", "n't") and behind in ALSO:
        return False
    before = word.nbor(-1).lower_ if word.i else ""
    return any(map(is_negator, _phrases(word))) or before == "no" and is_negator(f"no {word.lower_}")  # "no longer"


def markers(clause: Token, is_negator: Callable[[str], bool]) -> list[Token]:
    """Words before a clause that deny it: "without leaving", "instead of leaving", "far from leaving",
    "decided against leaving"."""
    before = [c for c in parse.children(clause, *MARKING) if c.pos_ != "PART" and c.i < clause.i]
    before += [clause.head] if clause.dep_ == "pcomp" else []
    denying = [c for c in before if any(map(is_negator, (*_phrases(c), f"{_before(c)} {c.lower_}")))]
    return denying or [c for c in before if clause.tag_ == "VBG" and c.lower_ == "against"]


def _before(word: Token) -> str:
    return word.nbor(-1).lower_ if word.i else ""


def _phrases(word: Token) -> Iterator[str]:
    """A word as tables write it, and with the words that make one of it: "rather than"."""
    yield word.lower_.replace("’", "'")
    yield " ".join([word.lower_, *(c.lower_ for c in parse.children(word, "fixed"))])


def few(noun: Token) -> bool:
    """Whether hardly anybody is meant: "few ministers", not "a few"."""
    found = [t for t in (noun, *parse.children(noun, "amod", "nummod", "det")) if t.lower_ in ("few", "fewer")]
    return bool(found) and not any(c.lower_ in ("a", "the", "quite") for c in (*noun.children, *found[0].children))


def nobody(noun: Token | None) -> list[Token]:
    """Words that make a noun phrase mean nobody or nothing."""
    words = [noun, *(c for c in noun.children if c.dep_ in NEGATING)] if noun is not None else []
    return [t for t in words if t.lower_ in NONE]
