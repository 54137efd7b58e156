"""What a proposal is called: the relation that the tables give its cue, if sign and kind are the head's.

A table may know several senses of a word; the one whose slot the target stands in comes first ("appealed to X",
"appealed the ruling"). A cue that no table knows has the general relation of its kind.
"""

from collections.abc import Iterator

from kg.extract import parse, roles
from kg.extract.proposals import Proposal
from kg.extract.tokens import Token
from kg.lexicon import Frame, Lexicon, Relation, Title
from kg.model import StatementKind

GENERAL = {"stance+": "supports", "stance-": "opposes", "action+": "helps", "action-": "actsAgainst",
           "action0": "consults", "affiliation": "affiliatedWith"}  # fmt: skip
SIGNED = (StatementKind.STANCE, StatementKind.ACTION)
POS = {"AUX": "VERB", "PROPN": "NOUN"}


def general(proposal: Proposal, lexicon: Lexicon) -> Relation:
    """The relation of a cue that no table names."""
    return lexicon.relation(GENERAL[proposal.label])


def named(proposal: Proposal, lexicon: Lexicon) -> Relation:
    """The relation of a stance or an act, or of a tie that is no office; of those that fit, one of the head's own kind
    first."""
    kinds = SIGNED if proposal.sign else (proposal.kind,)
    known = (lexicon.relation(name) for name in _names(proposal.cue, proposal.target, lexicon))
    fitting = (r for r in known if r.polarity == proposal.sign and r.kind in kinds)
    return min(fitting, key=lambda r: r.kind is not proposal.kind, default=None) or general(proposal, lexicon)


def office(cue: Token, lexicon: Lexicon) -> tuple[range, Title | None, str]:
    """The title that a noun ends or begins, its tokens, and whether it is held no more (``ended``) or to come
    (``future``): "former prime minister"."""
    if cue.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return range(0), None, ""
    tokens, title = roles.titled(cue, lexicon)
    ended = any(lexicon.qualifier(c.lower_) == "ended" for c in cue.children if c.i < cue.i)
    return tokens, title, title.standing if title else "ended" if ended else ""


def _names(cue: Token, target: Token, lexicon: Lexicon) -> Iterator[str]:
    pos = POS.get(cue.pos_, cue.pos_)
    if pos == "VERB":
        things = [*parse.objects(cue), *(noun for _, noun in parse.obliques(cue))]
        yield from (fixed.relation for thing in things for fixed in lexicon.fixed(cue.lemma_, thing.lemma_))
    elif pos == "NOUN":
        yield from (fixed.relation for fixed in lexicon.fixed(cue.head.lemma_, cue.lemma_))
    particle = parse.particle(cue) if pos == "VERB" else ""
    frames = [f for f in lexicon.frames(cue.lemma_, pos) if f.particle in ("", particle)]
    frames = frames or list(lexicon.frames(cue.lower_, "ADJ") if cue.tag_ == "VBN" else ())
    link = _link(cue, target)
    yield from (f.relation for f in sorted(frames, key=lambda f: (f.particle != particle, not _fits(f, link))))
    modal = lexicon.modal(cue.lower_)
    if modal is not None and modal.relation:
        yield modal.relation
    if "ends" in (lexicon.light(cue.lemma_), lexicon.light(cue.head.lemma_)):
        yield "eases"  # "lifted sanctions"


def _link(cue: Token, target: Token) -> str:
    """How a target hangs on its cue: a preposition, ``obj``, ``xcomp`` or ``clause``; empty where it does not."""
    at = target
    while at.head is not at and at.head is not cue:
        at = at.head
    if at.head is not cue or at is cue:
        return ""
    words = next((words for words, noun in parse.obliques(cue) if noun is at or noun is target), "")
    if words:
        return words.split(" ")[-1]
    if at.dep_ in parse.OBJECTS | parse.INDIRECT:
        return "obj" if at.dep_ in parse.OBJECTS else "iobj"
    return "xcomp" if parse.has_to(at) else "clause"


def _fits(frame: Frame, link: str) -> bool:
    return link in (frame.preposition, frame.slot)
