"""What the statement head proposes: statements and reports, as words of a document; nothing is resolved here.

The head (`kg.language.statements`) finds cues, what they say and whom they tie. `kg.extract.relations` names what is
proposed, `kg.extract.statements` makes statements of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import exp, log

from kg.extract import negation, parse
from kg.extract.attribution import cue_range, trimmed
from kg.extract.quotations import SAYS, Reported
from kg.extract.tokens import Doc, Token
from kg.language.labels import STANDINGS
from kg.language.statements import Cue, Links
from kg.lexicon import Lexicon
from kg.model import Certainty, StatementKind

KINDS = {"stance": StatementKind.STANCE, "action": StatementKind.ACTION, "affiliation": StatementKind.RELATION}
SIGNS = {"+": 1, "-": -1}
# constant and slope, by ``tests.fit_confidence`` on sentences that the head had not seen
FITTED = {"stance+": (0.08, 0.85), "stance-": (0.02, 0.76), "action+": (-0.30, 0.80), "action-": (0.12, 0.96),
          "action0": (-0.09, 0.72), "affiliation": (0.19, 1.02)}  # fmt: skip
LEAST = 0.15  # confidence from which a statement is told
REPORTED, SOURCED = 0.5, 0.3  # chances from which a report is told, and from which its source is
TOLD = 0.5  # chance from which somebody else is taken to say so
HEARD = 0.1  # chance below which nobody else says so, whatever the rules see
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

    @property
    def certainty(self) -> Certainty:
        """How it stands, reports left aside: a wish for what may never be is certain."""
        return Certainty.CERTAIN if self.certain + self.negated >= 0.5 else Certainty.POSSIBLE

    def sure(self, *, asserted: bool, over: bool = False) -> float:
        """The `confidence` of a statement of it, told as a fact or not; ``over``: as something that was so."""
        fact = self.certain + self.negated if over else self.certain
        return confidence(self.label, self.chance * fact if asserted else self.chance)


def confidence(label: str, chance: float) -> float:
    """How sure a statement is that the head gives a ``chance``: the share that was right of such statements, as a
    logistic function of the log-odds (Platt, 1999)."""
    constant, slope = FITTED[label]
    kept = min(max(chance, 0.001), 0.999)
    return round(1 / (1 + exp(-constant - slope * log(kept / (1 - kept)))), 4)


def find(doc: Doc) -> list[Proposal]:
    """Each pair of a holder and a target that a cue of ``doc`` ties, in the order of the cues; not the very unsure."""
    found = (proposal for cue in doc.cues or () for proposal in _of_cue(doc, cue))
    return [proposal for proposal in found if proposal.sure(asserted=False) >= LEAST]


def _of_cue(doc: Doc, cue: Cue) -> Iterator[Proposal]:
    standing = dict(zip(STANDINGS, cue.standing, strict=True))
    near = range(doc[cue.word].sent.start, doc[cue.word].sent.end)
    targets = tuple((i, chance) for i, chance in cue.targets if i in near)
    holders = tuple((i, chance) for i, chance in cue.holders if i in near)
    if not any(chance >= LINKED for _, chance in holders):
        holders = cue.holders  # somebody whom a neighbouring sentence names
    holders, targets = _tied(holders, targets), _tied(targets, holders)
    for (holder, held), (target, met) in product(holders, targets):
        if holder != target:
            told = max((chance for source, chance in cue.sources if source != holder), default=0.0)
            chance = cue.chance * held * met
            yield Proposal(doc[cue.word], cue.kind, doc[holder], doc[target], chance, standing["certain"],
                           standing["negated"], told)  # fmt: skip


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
