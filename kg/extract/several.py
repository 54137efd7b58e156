"""Several at once: whom "both countries", "the two leaders" or "the institutions in question" sum up."""

from kg.extract.cast import Cast
from kg.extract.figures import BODIES
from kg.extract.tokens import Token
from kg.lexicon import Lexicon
from kg.model import ACTORS, Kind

NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
POINTING = frozenset(("the", "these", "those", "both"))
PLAIN = frozenset(("det", "predet", "det:predet", "nummod", "case", "punct", "cc:preconj", "preconj"))
BEHIND = frozenset(("question", "concerned", "involved"))
STATES = frozenset(("country", "nation", "state", "government", "neighbor", "neighbour"))
SIDES = frozenset(("side", "party"))
LOOK_BACK = 2  # sentences


def several(noun: Token, cast: Cast, lexicon: Lexicon) -> tuple[Token, ...]:
    """The names that a plural noun sums up: those of its kind told last before it, if they are exactly as many as it
    counts. None otherwise."""
    number = _number(noun) if noun.tag_ == "NNS" else None
    kinds = _kinds(noun.lemma_.lower(), lexicon) if number is not None else ()
    if not kinds:
        return ()
    found: dict[int, Token] = {}
    first = noun.sent.start
    for _ in range(LOOK_BACK + 1):
        for mention in cast.mentions:
            name = noun.doc[mention.head]
            told = mention.form == "name" and first <= name.i < noun.i and name.head != noun.head
            figure = cast.of(mention) if told else None
            if figure is not None and figure.kind in kinds:
                found[id(figure)] = name
        if len(found) >= max(number, 2) or first == 0:
            break
        first = noun.doc[first - 1].sent.start
    exact = len(found) == number or number == 0 and len(found) > 1
    return tuple(sorted(found.values(), key=lambda t: t.i)) if exact else ()


def _number(noun: Token) -> int | None:
    """How many a noun counts that points back; 0: several, "in question"; ``None``: it says nothing of the kind."""
    before = [c for c in noun.children if c.i < noun.i]
    if any(c.dep_ not in PLAIN for c in before) or not any(c.lower_ in POINTING for c in before):
        return None
    behind = [c for c in noun.children if c.i > noun.i and c.dep_ != "punct"]
    asked = [
        c for c in behind if c.lower_ in BEHIND or c.lower_ == "in" and any(g.lower_ in BEHIND for g in c.children)
    ]
    if behind and behind != asked:
        return None
    counted = [NUMBERS[c.lower_] for c in before if c.lower_ in NUMBERS]
    return max(counted) if counted else 0 if asked else None


def _kinds(lemma: str, lexicon: Lexicon) -> frozenset[Kind]:
    """The kinds of entity that a noun may sum up."""
    if lemma in STATES:
        return frozenset((Kind.STATE,))
    if lemma in SIDES:
        return ACTORS
    group, title = lexicon.group(lemma), lexicon.title(lemma)
    if group is not None and group.kind in BODIES:
        return BODIES
    return frozenset((Kind.PERSON,)) if group is not None or title is not None else frozenset()
