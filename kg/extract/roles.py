"""Offices and affiliations: "Secretary of State Marco Rubio", "Jane Doe, director of X", "Jane Doe of X"."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import parse, phrases
from kg.extract.mentions import Mention
from kg.extract.tokens import Doc, Range, Token
from kg.lexicon import Lexicon, Title
from kg.model import Kind

LONGEST_TITLE = 6
BELONGING = frozenset(("of", "from", "at", "with"))
HELD_IN = frozenset(("of", "for", "at"))
SERVING = frozenset((*HELD_IN, "to", "with"))  # "an adviser to X"; but an ambassador to X is not of X
AT_WORK = frozenset(("at", "for", "with"))  # "an economist at X"; but the author of X wrote it
BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))
COUNTRIES = frozenset((Kind.STATE, Kind.PLACE))
OF_STATE = frozenset(("government", "party"))
SPEAKING = frozenset(("spokespersonFor", "represents"))
OTHERS = frozenset(("below", "ended", "future"))  # before a title: a vice president is no president
OFFICES = frozenset(("heads", "holdsOffice", "memberOf", "founded")) | SPEAKING


@dataclass(frozen=True, slots=True)
class Role:
    """A person's tie to a body (``None``: unsaid). ``title`` is the office's full name, empty for a mere affiliation;
    ``cue`` the token range of the words that say so; ``standing`` is ``ended``, ``future`` or empty."""

    person: Token
    body: Token | None
    relation: str
    title: str
    cue: Range
    rule: str
    standing: str = ""


def find(doc: Doc, mentions: list[Mention], lexicon: Lexicon) -> Iterator[Role]:
    """All roles of named persons."""
    named = [m for m in mentions if m.form in ("name", "adjective") and m.kind != Kind.PERSON]
    bodies = {i: m for m in named for i in range(m.start, m.end)}
    nouns = {m.head: m for m in mentions if m.form == "noun" and m.definite and m.kind in BODIES}  # "of the league"
    for mention in mentions:
        if mention.form == "name" and mention.kind == Kind.PERSON:
            head = doc[mention.head]
            yield from _before(doc, mention, head, lexicon, bodies)
            yield from _beside(head, lexicon, nouns | bodies)
            behind = doc[mention.end + 1] if mention.end + 1 < len(doc) else head
            if phrases.party_code(behind, lexicon):
                yield Role(head, behind, "memberOf", "", (behind.i, behind.i + 1), "role/code")
            for words, noun in parse.obliques(head):
                if words in BELONGING and _is_body(noun, bodies):
                    yield Role(head, noun, "affiliatedWith", "", _case(noun), "role/of")


def _before(doc: Doc, mention: Mention, head: Token, lexicon: Lexicon, bodies: dict[int, Mention]) -> Iterator[Role]:
    """Titles in front of the name, with the state or body in front of them or, behind "of", in between."""
    at, body = mention.start, _between(doc, mention, bodies)
    if body is not None:
        at = body.start - (2 if doc[body.start - 1].lower_ == "the" else 1)
    for _ in range(3):
        first = max(head.sent.start, at - LONGEST_TITLE)
        starts = [s for s in range(first, at) if doc[s].pos_ != "ADP"]
        found = next(((s, title) for s in starts if (title := lexicon.title(phrases.text(doc, s, at)))), None)
        if found is None:
            return
        start, title = found
        if start in bodies and bodies[start].start < start:  # the "-CIO" of a union's name
            return
        owner = start - 1
        while owner >= 0 and doc[owner].lower_ in ("'s", "’s"):
            owner -= 1
        place = body or _own(range(start, at), bodies) or bodies.get(owner)
        behind = (noun for words, noun in parse.obliques(head) if words == "of" and noun.i in bodies)
        named = doc[place.head] if place is not None else next(behind, None)  # "President Doe of Norway"
        yield from _held(head, named, title, (start, at), "role/title", bodies)
        at, body = start, None


def _own(title: range, bodies: dict[int, Mention]) -> Mention | None:
    """The body or party that a title's own words name: "FBI director", "Democrat", "Republican nominee"."""
    inside = (bodies.get(i) for i in title)
    return next((m for m in inside if m is not None and m.kind in BODIES), None)


def _between(doc: Doc, mention: Mention, bodies: dict[int, Mention]) -> Mention | None:
    """The body between an office and its holder: "the president of the Republic of Kazakhstan Nursultan Nazarbayev"."""
    body = bodies.get(mention.start - 1)
    if body is None or body.start < 2:
        return None
    before = [doc[body.start - 1].lower_, doc[body.start - 2].lower_]
    return body if before[0] == "of" or before == ["the", "of"] else None


def _held(person: Token, body: Token | None, title: Title, cue: Range, rule: str,
          bodies: dict[int, Mention]) -> Iterator[Role]:  # fmt: skip
    """The tie that a title makes. "British journalist" says where somebody comes from, not whom she works for; and an
    occupation without a body is no office."""
    mention = bodies.get(body.i) if body is not None else None
    relation = title.relation
    if relation is None:
        return
    if mention is not None:
        relation = (in_country(title) or relation) if mention.kind in COUNTRIES else relation
        if mention.form == "adjective" and mention.kind in BODIES and relation not in SPEAKING:
            relation = "memberOf"  # a Republican governor leads no party
        kept = mention.kind in BODIES or mention.kind in COUNTRIES and in_country(title) is not None
        body = body if kept else None
    if body is not None or relation in OFFICES and title.sector != "role":
        yield Role(person, body, relation, title.name, cue, rule, title.standing)


def in_country(title: Title) -> str | None:
    """What the holder of a title is to a state or place that goes with it; ``None``: from there, and no more."""
    if title.relation in SPEAKING:
        return title.relation
    held = title.sector in OF_STATE and title.relation in OFFICES
    return ("holdsOffice" if title.relation == "memberOf" else title.relation) if held else None


def _beside(head: Token, lexicon: Lexicon, bodies: dict[int, Mention]) -> Iterator[Role]:
    """A noun in apposition, before or after the name: "Jane Doe, the director of X", "the director, Jane Doe"."""
    nouns = [c for c in head.children if c.dep_ == "appos" and c.pos_ in ("NOUN", "PROPN")]
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
        nouns.append(head.head)
    for first in nouns:
        for noun in parse.coordinated(first):
            name, title = titled(noun, lexicon)
            takes_side = any(
                f.agent and lexicon.relation(f.relation).polarity for f in lexicon.frames(noun.lemma_, "NOUN")
            )
            # "a critic of X" holds no office
            if title is None or noun.ent_type_ == "PERSON" or takes_side or _is_far(head, noun):
                continue
            own = _own(name, bodies)  # "the Republican attorney general of Ohio" is of Ohio
            body = _body(noun, name, title, bodies) or (noun.doc[own.head] if own else None)
            yield from _held(head, body, title, (noun.i, noun.i + 1), "role/apposition", bodies)


def _body(noun: Token, name: range, title: Title, bodies: dict[int, Mention]) -> Token | None:
    """The body that a title's words name: behind "of", as possessor, right before it."""
    allowed = SERVING if title.relation == "employedBy" else AT_WORK if title.sector == "role" else HELD_IN
    near = [n for words, n in parse.obliques(noun) if words in allowed and n.i not in name] + parse.possessors(noun)
    near += [c for c in parse.premodifiers(noun) if c.i in bodies and bodies[c.i].end == name.start]
    return next((n for n in near if n.i in bodies and bodies[n.i].kind in BODIES | COUNTRIES), None)


def _is_far(person: Token, noun: Token) -> bool:
    """Whether another person, a verb or a quotation mark stands between a name and a noun: no apposition then."""
    between = noun.doc[min(person.i, noun.i) + 1 : max(person.i, noun.i)]
    others = (t for t in between if t not in parse.children(person, "compound", "flat"))
    return any(t.is_quote or t.pos_ == "VERB" or t.ent_type_ == "PERSON" and t.ent_iob_ == "B" for t in others)


def is_anothers(words: str, lexicon: Lexicon) -> bool:
    """Whether an office that these words stand before is another's by now, or that of who stands above: "former"."""
    return any(lexicon.qualifier(w) in OTHERS for w in words.replace("-", " ").split())


def titled(noun: Token, lexicon: Lexicon) -> tuple[range, Title | None]:
    """The tokens of the longest title that ends at a noun, or goes on behind it ("secretary of state"), and it."""
    sentence = noun.sent
    first, last = max(sentence.start, noun.i - 4), min(sentence.end, noun.i + 4)
    words = [t.text for t in noun.doc[first:last]]
    ends = [e for e in range(noun.i + 1, last + 1) if lexicon.ends_title(words[e - 1 - first])]
    spans = [(s, e) for s in range(first, noun.i + 1) for e in ends]
    for start, end in sorted(spans, key=lambda p: p[0] - p[1]):
        title = lexicon.title(" ".join(words[start - first : end - first]))
        if title is not None and title.relation is not None:
            return range(start, end), title
    return range(0), None


def _is_body(token: Token, bodies: dict[int, Mention]) -> bool:
    mention = bodies.get(token.i)
    return mention is not None and mention.kind in BODIES


def _case(noun: Token) -> Range:
    case = next((c for c in noun.children if c.dep_ == "case"), noun.head)
    return case.i, case.i + 1
