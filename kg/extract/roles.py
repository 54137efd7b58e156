"""Offices and affiliations: "Secretary of State Marco Rubio", "Jane Doe, director of X", "Jane Doe of X"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import parse
from kg.extract.mentions import Mention
from kg.lexicon import Lexicon
from kg.model import Kind

LONGEST_TITLE = 6
BELONGING = frozenset(("of", "from", "at", "with"))


@dataclass(frozen=True, slots=True)
class Role:
    """A person's tie to a body (``None``: unsaid). ``title`` is the office's full name, empty for a mere affiliation;
    ``cue`` the token range of the words that say so."""

    person: Token
    body: Token | None
    relation: str
    title: str
    cue: tuple[int, int]
    rule: str


def find(doc: Doc, mentions: list[Mention], lexicon: Lexicon) -> Iterator[Role]:
    """All roles of named persons."""
    bodies = {
        i: m
        for m in mentions
        if m.form in ("name", "adjective") and m.kind != Kind.PERSON
        for i in range(m.start, m.end)
    }
    for mention in mentions:
        if mention.form == "name" and mention.kind == Kind.PERSON:
            head = doc[mention.head]
            yield from _before(doc, mention, head, lexicon, bodies)
            yield from _beside(head, lexicon, bodies)
            for words, noun in parse.obliques(head):
                if words in BELONGING and _is_body(noun, bodies):
                    yield Role(head, noun, "affiliatedWith", "", _case(noun), "role/of")


def _before(doc: Doc, mention: Mention, head: Token, lexicon: Lexicon, bodies) -> Iterator[Role]:
    """Titles in front of the name, with the state or body in front of them."""
    at = mention.start
    for _ in range(3):
        first = max(head.sent.start, at - LONGEST_TITLE)
        start = next((s for s in range(first, at) if doc[s].pos_ != "ADP" and lexicon.title(_text(doc, s, at))), None)
        if start is None:
            return
        title = lexicon.title(_text(doc, start, at))
        if title.relation is not None:
            owner = start - 1
            while owner >= 0 and doc[owner].lower_ in ("'s", "’s"):
                owner -= 1
            body = bodies.get(owner)
            place = doc[body.head] if body is not None and body.kind != Kind.GROUP else None
            yield Role(head, place, title.relation, title.name, (start, at), "role/title")
        at = start


def _beside(head: Token, lexicon: Lexicon, bodies) -> Iterator[Role]:
    """A noun in apposition, before or after the name: "Jane Doe, the director of X", "the director, Jane Doe"."""
    nouns = [c for c in head.children if c.dep_ == "appos" and c.pos_ in ("NOUN", "PROPN")]
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
        nouns.append(head.head)
    for first in nouns:
        for noun in parse.coordinated(first):
            title = _titled(noun, lexicon)
            takes_side = any(
                f.agent and lexicon.relation(f.relation).polarity for f in lexicon.frames(noun.lemma_, "NOUN")
            )
            # "a critic of X" holds no office
            if title is None or noun.ent_type_ == "PERSON" or takes_side or _is_far(head, noun):
                continue
            near = [n for words, n in parse.obliques(noun) if words in ("of", "for", "at", "to", "with")]
            near += parse.possessors(noun) + parse.premodifiers(noun)
            body = next((n for n in near if _is_body(n, bodies)), None)
            yield Role(head, body, title.relation, title.name, (noun.i, noun.i + 1), "role/apposition")


def _is_far(person: Token, noun: Token) -> bool:
    """Whether another person, a verb or a quotation mark stands between a name and a noun: no apposition then."""
    between = noun.doc[min(person.i, noun.i) + 1 : max(person.i, noun.i)]
    others = (t for t in between if t not in parse.children(person, "compound", "flat"))
    return any(t.is_quote or t.pos_ == "VERB" or t.ent_type_ == "PERSON" and t.ent_iob_ == "B" for t in others)


def _titled(noun: Token, lexicon: Lexicon):
    """The longest title that ends at a noun, or goes on behind it ("secretary of state")."""
    doc = noun.doc
    spans = [
        (s, e)
        for s in range(max(noun.sent.start, noun.i - 4), noun.i + 1)
        for e in range(noun.i + 1, min(noun.sent.end, noun.i + 4) + 1)
    ]
    for start, end in sorted(spans, key=lambda p: p[0] - p[1]):
        title = lexicon.title(_text(doc, start, end))
        if title is not None and title.relation is not None:
            return title
    return None


def _is_body(token: Token, bodies: dict[int, Mention]) -> bool:
    mention = bodies.get(token.i)
    return mention is not None and mention.kind in (Kind.ORGANIZATION, Kind.GOVERNMENT_BODY, Kind.STATE)


def _case(noun: Token) -> tuple[int, int]:
    case = next((c for c in noun.children if c.dep_ == "case"), noun.head)
    return case.i, case.i + 1


def _text(doc: Doc, start: int, end: int) -> str:
    return " ".join(doc[start:end].text.split())
