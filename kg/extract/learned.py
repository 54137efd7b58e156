"""What the statement head proposes, and what the tables make of it.

The head (`kg.language.statements`) finds cues, what they say and whom they tie. A rule's statement that ties the same
two with the same sign keeps its relation, its spans and its standing, and has the head's chance; what the head alone
finds takes its relation from the tables, by the cue's lemma and kind, or the general one of its kind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import exp, log

from kg.extract import factuality, negation, parse
from kg.extract.attribution import cue_range, trimmed
from kg.extract.quotations import SAYS, Reported
from kg.extract.tokens import Doc, Token
from kg.language.labels import STANDINGS
from kg.language.statements import LEAST_LINK, Cue, Links
from kg.lexicon import Lexicon, Relation
from kg.model import Certainty, Party, Statement, StatementKind

KINDS = {"stance": StatementKind.STANCE, "action": StatementKind.ACTION, "affiliation": StatementKind.RELATION}
SIGNS = {"+": 1, "-": -1}
GENERAL = {"stance+": "supports", "stance-": "opposes", "action+": "helps", "action-": "actsAgainst",
           "action0": "consults", "affiliation": "affiliatedWith"}  # fmt: skip
# constant, slope, and what a rule that agrees adds, by ``tests.fit_confidence`` on sentences that the head had not seen
FITTED = {"stance+": (-0.30, 0.74, 0.46), "stance-": (-0.33, 0.68, 0.65), "action+": (-0.42, 0.79, 0.25),
          "action-": (-0.26, 0.86, 0.75), "action0": (-0.20, 0.72, 0.34),
          "affiliation": (-0.22, 0.54, 1.84)}  # fmt: skip
LEAST = 0.15  # confidence from which the head tells what no rule does
# of what a rule tells by a word that the head takes for no cue of it
UNSEEN = {StatementKind.STANCE: 0.25, StatementKind.ACTION: 0.16, StatementKind.RELATION: 0.08}
REPORTED, SOURCED = 0.5, 0.3  # chances from which a report is told, and from which its source is
TOLD = 0.5  # chance from which somebody else is taken to say so
LINKED = 0.3  # chance from which a word is tied; else the likeliest


@dataclass(frozen=True, slots=True)
class Proposal:
    """One cue with one holder and one target.

    ``label``: the head's name of what it says; ``chance``: that all of it is so; ``certain``, ``negated``: how it
    stands; ``told``: that somebody else says so.
    """

    cue: Token
    label: str
    holder: Token
    target: Token
    chance: float
    certain: float
    negated: float
    told: float

    @property
    def kind(self) -> StatementKind:
        return KINDS[self.label.rstrip("+-0")]

    @property
    def sign(self) -> int:
        return SIGNS.get(self.label[-1], 0)

    def certainty(self, statement: Statement) -> Certainty:
        """How the statement of it stands: for acts as the rules or the head find it, the more careful of the two. Of a
        stance the head knows better, as a wish for what may never be is certain, unless the rules leave it open. What
        somebody tells whom the rules do not see is left open."""
        if self.told >= TOLD and not statement.attributed_to:
            return Certainty.UNDERSPECIFIED
        mine = Certainty.CERTAIN if self.certain + self.negated >= 0.5 else Certainty.POSSIBLE
        if self.kind is StatementKind.STANCE and statement.certainty is not Certainty.UNDERSPECIFIED:
            return mine
        return factuality.weaker(statement.certainty, mine)

    def sure(self, *, asserted: bool, agrees: bool = False) -> float:
        """The `confidence` of a statement of it, told as a fact or not."""
        chance = self.chance * self.certain if asserted else self.chance
        return confidence(self.label, chance, agrees=agrees)


def confidence(label: str, chance: float, *, agrees: bool = False) -> float:
    """How sure a statement is that the head gives a ``chance``; ``agrees``: a rule tells it, too. The share that was
    right of such statements, as a logistic function of the log-odds."""
    constant, slope, rule = FITTED[label]
    kept = min(max(chance, 0.001), 0.999)
    odds = constant + slope * log(kept / (1 - kept)) + rule * agrees
    return round(1 / (1 + exp(-odds)), 4)


def doubted(doc: Doc, cues: list[Cue], statement: Statement, sign: int) -> float:
    """How sure a rule's statement is that the head does not propose, by the chances that the head gives its words:
    another pair may be likelier, or none. ``cues`` are those of ``doc``, ``sign`` is that of its relation."""
    best, label, tie = 0.0, "", statement.kind == StatementKind.RELATION
    spans = [(span.start, span.end) for span in statement.cues]
    for cue in cues:
        here = any(start <= doc[cue.word].idx < end for start, end in spans)
        if here and SIGNS.get(cue.kind[-1], 0) == sign and (cue.kind == "affiliation") == tie:
            held = _chance_in(doc, cue.holders, statement.holder)
            chance = cue.chance * held * _chance_in(doc, cue.targets, statement.target)
            best, label = max((best, label), (chance, cue.kind))
    return confidence(label, best) if label else UNSEEN[statement.kind]


def _chance_in(doc: Doc, links: Links, party: Party) -> float:
    places = [(p.start, p.end) for p in (party, *party.participants) if p.start is not None and p.end is not None]
    inside = (chance for i, chance in links if any(start <= doc[i].idx < end for start, end in places))
    return max(inside, default=LEAST_LINK)


def find(doc: Doc) -> Iterator[Proposal]:
    """Each pair of a holder and a target that a cue of ``doc`` ties."""
    for cue in doc.cues or ():
        standing = dict(zip(STANDINGS, cue.standing, strict=True))
        near = range(doc[cue.word].sent.start, doc[cue.word].sent.end)
        targets = tuple((i, chance) for i, chance in cue.targets if i in near)
        holders = tuple((i, chance) for i, chance in cue.holders if i in near)
        if not any(chance >= LINKED for _, chance in holders):
            holders = cue.holders  # somebody whom a neighbouring sentence names
        holders, targets = _tied(holders, targets), _tied(targets, holders)
        for (holder, held), (target, met) in product(holders, targets):
            if holder != target:
                yield Proposal(
                    doc[cue.word], cue.kind, doc[holder], doc[target], cue.chance * held * met,
                    standing["certain"], standing["negated"],
                    max((chance for source, chance in cue.sources if source != holder), default=0.0),
                )  # fmt: skip


def _tied(links: Links, other: Links) -> Links:
    """The likely ones of one role; a word is tied in the role that is likelier: of "Doe and Roe are for it" neither is
    for the other."""
    likelier = dict(other)
    return tuple((i, c) for i, c in links if c >= LINKED and c >= likelier.get(i, 0)) or links[:1]


def reports(doc: Doc, lexicon: Lexicon, known: list[Reported]) -> Iterator[Reported]:
    """The reports that the head finds where ``known`` have no cue."""
    taken = {i for report in known for i in range(*report.cue)}
    for cue in doc.told:
        begin, end, _ = cue.content
        token = doc[cue.word]
        content = trimmed(doc, begin, end + 1)
        if cue.chance < REPORTED or cue.word in taken or not content[0] < content[1]:
            continue
        words = [t for t in doc[content[0] : content[1]] if not t.is_punct and not t.is_space and t.i != cue.word]
        tops = [t for t in words if t.head.i == t.i or t.head.i not in range(*content)] or words[:1]
        pos = "VERB" if token.pos_ in ("VERB", "AUX") else token.pos_
        report = lexicon.report(token.lemma_, pos, parse.particle(token) if pos == "VERB" else "") or SAYS
        source = doc[cue.source[0]] if cue.source and cue.source[1] >= SOURCED else None
        negated = bool(negation.find(token, lexicon.is_negator))
        if tops:
            yield Reported(source, cue_range(token, lexicon), content, tuple(tops), report, negated)


def relation(proposal: Proposal, lexicon: Lexicon) -> Relation:
    """The relation that the tables give the cue, if its kind and sign are the head's, else the general one."""
    pos = {"AUX": "VERB", "PROPN": "NOUN"}.get(proposal.cue.pos_, proposal.cue.pos_)
    particle = parse.particle(proposal.cue) if pos == "VERB" else ""
    frames = (frame for frame in lexicon.frames(proposal.cue.lemma_, pos) if frame.particle in ("", particle))
    named = (lexicon.relation(frame.relation) for frame in frames)
    fitting = (r for r in named if r.kind == proposal.kind and r.polarity == proposal.sign)
    return next(fitting, None) or lexicon.relation(GENERAL[proposal.label])
