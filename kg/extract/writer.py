"""Statements from what the rules found: standing, sources, evidence, confidence; spans in characters."""

from dataclasses import dataclass, field, replace

from kg.extract import attribution, codes, learned, parse, quotations
from kg.extract.factuality import Fact
from kg.extract.learned import Proposal
from kg.extract.parties import Parties
from kg.extract.quotations import Reported
from kg.extract.times import Times
from kg.extract.tokens import Doc, Token
from kg.lexicon import Relation
from kg.model import (
    Attribution,
    Certainty,
    Document,
    Party,
    Skip,
    Span,
    Statement,
    StatementKind,
    Temporality,
)

CONFIDENCE = {"verb": 0.9, "fixed": 0.9, "noun": 0.8, "adjective": 0.8, "report": 0.7, "effect": 0.65,
              "judgement": 0.65, "says": 0.9, "role": 0.9, "head": 0.5}  # fmt: skip
ACTION = 0.83  # factor of confidence: who acts against somebody need not be against them
PRONOUN = 0.9  # as is a holder that is a pronoun
DOUBT = {Certainty.CERTAIN: 1.0, Certainty.PROBABLE: 0.95, Certainty.UNDERSPECIFIED: 0.85, Certainty.POSSIBLE: 0.75}
ASSERTED = (Certainty.CERTAIN, Certainty.PROBABLE)
HEAD = "+head"  # behind the name of a rule: the learned head says so too


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, but for the parties. ``anchor``'s sentence is the evidence; ``cue`` is a token range.

    ``report`` is the report that the finding is drawn from (an assertion, a leaning); without it the reports that
    ``anchor`` lies in decide who says so. ``ends``: the holder is said to stop it. ``role`` is an office, ``standing``
    of a tie ``ended``, ``future`` or empty. ``told`` is the word whose clause says when, if any does; ``term`` is since
    and until when, where that is known already.
    """

    anchor: Token
    cue: tuple[int, int]
    relation: Relation
    rule: str
    fact: Fact
    report: Reported | None = None
    ends: bool = False
    role: str | None = None
    standing: str = ""
    told: Token | None = None
    term: tuple[str | None, str | None] | None = None


@dataclass(slots=True)
class Writer:
    """Makes the statements of one document and keeps them, with what was skipped."""

    document: Document
    doc: Doc
    reports: list[Reported]
    attitudes: list[Reported]
    parties: Parties
    times: Times
    statements: list[Statement] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    own: dict[int, Reported] = field(default_factory=dict)  # attitudes by the tokens of their cues
    sentences: dict[int, Span] = field(default_factory=dict)  # without the white space around them, by their starts

    def __post_init__(self):
        self.own = {i: r for r in self.attitudes for i in range(*r.cue)}

    def propose(self, finding: Finding, proposal: Proposal, holder: Party, target: Party) -> None:
        """The statement of what the head alone finds, unless it is very unsure."""
        s = self.write(finding, holder, target)
        certainty = proposal.certainty(s)
        sure = proposal.sure(asserted=not s.negated and certainty in ASSERTED)
        self.statements[-1:] = [replace(s, certainty=certainty, confidence=sure)] if sure >= learned.LEAST else []

    def write(self, finding: Finding, holder: Party | None, target: Party) -> Statement:
        """The statement of a finding between two parties."""
        chain = self._chain(finding, holder)
        said = filter(None, map(self.sources, chain))
        named = [next((p for p in parties if holder and p.id == holder.id), parties[0]) for parties in said]
        sources = [p for n, p in enumerate(named) if not n or p.id != named[n - 1].id]  # "she warns … she believes"
        future = finding.fact.future or finding.standing == "future"
        since, until = self._term(finding)
        certainty, negated = finding.fact.certainty, finding.fact.negated != finding.ends
        own = bool(sources) and holder is not None and sources[0].id == holder.id
        if chain and finding.report is None:
            negated = negated != (chain[0].report.negates and finding.anchor in chain[0].heads)
            if chain[0].negated or not own and not all(r.report.factive for r in chain):
                certainty = Certainty.UNDERSPECIFIED
        inner = finding.report or (chain[0] if chain else None)
        plover, cameo = codes.of(finding.relation, finding.fact, negated)
        statement = Statement(
            kind=finding.relation.kind, holder=holder, relation=finding.relation.name, target=target,
            polarity=0 if negated else finding.relation.polarity, evidence=self.evidence(finding.anchor),
            cues=(self.span(*finding.cue),), rule=finding.rule,
            confidence=self._confidence(finding, holder, certainty), certainty=certainty, negated=negated,
            temporality=Temporality.FUTURE if future else Temporality.NON_FUTURE,
            speech_act=inner.report.act if inner else None, attributed_to=tuple(sources),
            attribution=self._attribution(inner or self.own.get(finding.anchor.i)), role=finding.role,
            plover=plover, cameo=cameo, date=self._date(finding, chain, own),
            since=since, until=until, ended=finding.standing == "ended" or self._is_over(until),
            uri=self.document.uri,
        )  # fmt: skip
        self.statements.append(statement)
        return statement

    def places(self) -> dict[tuple, list[int]]:
        """The statements that the head may bear on, as numbers in `statements`, by where and what they tie: the start
        of the sentence, whether it is a tie, the sign that is meant, the holder, and the target or a party to it."""
        places: dict[tuple, list[int]] = {}
        for n, s in enumerate(self.statements):
            if s.holder is not None and s.kind != StatementKind.ASSERTION:
                sign = self.parties.lexicon.relation(s.relation).polarity
                for party in {s.target.id, *(p.id for p in s.target.participants)}:
                    place = s.evidence.start, s.kind == StatementKind.RELATION, sign, s.holder.id, party
                    places.setdefault(place, []).append(n)
        return places

    def support(self, proposals: dict[int, Proposal]) -> None:
        """Give the statements that the head finds too its chance, and the other ones little."""
        cues = self.doc.cues or []
        for n, s in enumerate(self.statements):
            if s.holder is None or s.kind == StatementKind.ASSERTION or s.rule.startswith("head/"):
                continue
            if n in proposals:
                certainty = proposals[n].certainty(s)
                sure = proposals[n].sure(asserted=not s.negated and certainty in ASSERTED, agrees=True)
                self.statements[n] = replace(s, rule=s.rule + HEAD, certainty=certainty, confidence=sure)
            else:
                sign = self.parties.lexicon.relation(s.relation).polarity
                sure = learned.doubted(self.doc, cues, s, sign)
                self.statements[n] = replace(s, confidence=min(sure, s.confidence))

    def found(self) -> tuple[Statement, ...]:
        """Every statement once, in order. A tie said twice in a sentence, by apposition and by a noun, is one; what a
        noun says of somebody yields to a verb of its sentence: "a critic of the plan, Norway now supports it"."""
        unique: dict[tuple, Statement] = {}
        said = {_side(s) for s in self.statements if s.rule.startswith("verb/") and s.asserted}
        kept = (s for s in self.statements if not (s.polarity and s.rule.startswith("noun/") and _side(s, -1) in said))
        for s in sorted(kept, key=lambda s: (-s.confidence, s.rule, s.key)):
            tie = s.kind == StatementKind.RELATION and s.holder is not None
            key = (s.holder.id, s.relation, s.target.id, s.evidence.start) if tie else (s.key,)
            known = unique.setdefault(key, s)
            if known.role is None and s.role is None and s.ended and not known.ended:  # "joined in 2019 and left"
                unique[key] = replace(known, until=known.until or s.until, ended=True)
        return tuple(sorted(unique.values(), key=lambda s: (s.evidence.start, s.cues[0].start, s.key)))

    def skip(self, reason: str, start: int, end: int) -> None:
        """Note that tokens ``[start, end)`` gave no statement."""
        self.skips.append(Skip(reason, self.span(start, end)))

    def sources(self, report: Reported) -> list[Party]:
        """Who is said to say it. A noun that is no actor elsewhere ("three people familiar with the talks", "a poll")
        is an unnamed source, kept as such."""
        if report.source is None:
            return []
        found = self.parties.actors(report.source)
        if found or report.source.pos_ != "NOUN":
            return found
        return [self.parties.crowd(report.source)]

    def span(self, start: int, end: int) -> Span:
        """Tokens ``[start, end)`` as characters."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.document.span(first.idx, last.idx + len(last.text))

    def _chain(self, finding: Finding, holder: Party | None) -> list[Reported]:
        """The reports it is said in, innermost first. A report whose source is unknown is nobody's."""
        if finding.role is not None or finding.rule.startswith("role/"):
            return []
        if finding.report is None:
            return attribution.enclosing(self.reports, finding.anchor.i)
        if holder is None:
            return []
        outer = attribution.enclosing(self.reports, finding.report.cue[0])
        return [finding.report, *(r for r in outer if r is not finding.report)]

    def _date(self, finding: Finding, chain: list[Reported], own: bool) -> str | None:
        """When it was: by its own clause, by that of the report in which a holder takes a side, else the document's."""
        told, date = finding.told, None
        tie = finding.relation.kind == StatementKind.RELATION
        if told is not None and not (tie and told.pos_ in ("NOUN", "PROPN") and not parse.is_predicate_noun(told)):
            date = self.times.of(told, future=finding.fact.future)
        if date is None and own and finding.report is None and finding.relation.kind == StatementKind.STANCE:
            date = self.times.of(self.doc[chain[0].cue[0]])
        return date or self.document.published

    def _term(self, finding: Finding) -> tuple[str | None, str | None]:
        """Since and until when a relation holds."""
        if finding.term is not None:
            return finding.term
        if finding.relation.kind != StatementKind.RELATION or finding.told is None:
            return None, None
        return self.times.span(finding.told)

    def _is_over(self, until: str | None) -> bool:
        published = self.document.published
        return until is not None and (published is None or until < published[: len(until)])

    def _confidence(self, finding: Finding, holder: Party | None, certainty: Certainty) -> float:
        words = self.document.text[holder.start : holder.end] if holder else ""
        pronoun = self.parties.lexicon.pronoun(words) is not None
        base = CONFIDENCE[finding.rule.partition("/")[0]]
        base *= ACTION if finding.relation.kind == StatementKind.ACTION else 1.0
        return round(base * (PRONOUN if pronoun else 1.0) * DOUBT[certainty], 4)

    def evidence(self, token: Token) -> Span:
        """The sentence of ``token``, without the white space around it."""
        sentence = token.sent
        if sentence.start in self.sentences:
            return self.sentences[sentence.start]
        start, end = sentence.start, sentence.end
        while end - 1 > start and self.doc[end - 1].is_space:
            end -= 1
        while start < end - 1 and self.doc[start].is_space:
            start += 1
        return self.sentences.setdefault(sentence.start, self.span(start, end))

    def _attribution(self, report: Reported | None) -> Attribution | None:
        if report is None:
            return None
        source = None
        if report.source is not None:
            start, end = quotations.edges(report.source, report.cue)
            for other in (report.content, report.cue):
                start, end = _outside(start, end, other)
            source = self.span(start, end) if start < end else self.span(report.source.i, report.source.i + 1)
        return Attribution(source, self.span(*report.cue), self.span(*report.content))


def _side(statement: Statement, sign: int = 1) -> tuple:
    """The side that somebody takes in a sentence; with ``sign`` −1 the other one."""
    holder = statement.holder.id if statement.holder else ""
    return holder, statement.target.id, statement.evidence.start, sign * statement.polarity


def _outside(start: int, end: int, other: tuple[int, int]) -> tuple[int, int]:
    """``[start, end)`` without ``other``: the longer of the parts that are left."""
    low, high = other
    if high <= start or end <= low:
        return start, end
    return max((start, max(start, low)), (min(end, high), end), key=lambda p: p[1] - p[0])
