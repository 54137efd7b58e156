"""Statements: what is proposed and reported, between the parties that the words mean; spans in characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract import (
    attitudes,
    attribution,
    codes,
    factuality,
    negation,
    parse,
    proposals,
    quotations,
    relations,
    roles,
)
from kg.extract.factuality import Fact
from kg.extract.layers import Layers
from kg.extract.proposals import Proposal
from kg.extract.quotations import Reported
from kg.extract.roles import Role
from kg.extract.tokens import Range, Token
from kg.ids import entity_id
from kg.lexicon import Lexicon, Relation
from kg.model import ACTORS, Attribution, Certainty, Kind, Party, Skip, Span, Statement, StatementKind, Temporality

OFFICE = 0.5  # confidence of an office that names no body: told, and not drawn
SAID = 0.9  # confidence of an assertion
PRONOUN = 0.9  # its factor where a pronoun says it
DOUBT = {Certainty.CERTAIN: 1.0, Certainty.PROBABLE: 0.95, Certainty.UNDERSPECIFIED: 0.85, Certainty.POSSIBLE: 0.75}
OF_ACTORS = frozenset(("appoints", "dismisses", "releases"))  # not "named a date", "removed the fee", "released data"
POINTING = frozenset(("it", "this", "that"))
ENACTED = 0.25  # confidence from which an act is an event that later words may mean


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, but for the parties. ``anchor``'s sentence is the evidence; ``cue`` is a token range.

    ``report`` is the report that it is drawn from; without it the reports that ``anchor`` lies in decide who says so.
    ``heard``: whether somebody else may say so, as the head sees it. ``role`` is an office, ``standing`` of a tie
    ``ended``, ``future`` or empty; ``term`` is since and until when, where that is known already.
    """

    anchor: Token
    cue: Range
    relation: Relation
    rule: str
    fact: Fact
    report: Reported | None = None
    heard: bool = True
    role: str | None = None
    standing: str = ""
    term: tuple[str | None, str | None] | None = None


def find(layers: Layers) -> Iterator[Statement | Skip]:
    """Everything that is told, in reading order, so that "the decision" finds its event; and what is left out."""
    work: list[tuple[int, int, Iterator[Statement | Skip]]] = []
    work += [(p.cue.i, 0, _proposed(layers, p)) for p in layers.proposals]
    work += [(r.cue[0], 1, _assertion(layers, r)) for r in layers.reports]
    work += [(r.cue[1] - 1, 2, _attitude(layers, r)) for r in layers.attitudes]
    work += [(r.cue[0], 3, _office(layers, r)) for r in layers.roles if r.body is None and r.title]
    for _, _, found in sorted(work, key=lambda w: w[:2]):
        yield from found


def unique(statements: list[Statement], layers: Layers) -> tuple[Statement, ...]:
    """Every statement once, in order: of a sentence's statements of one kind and sign on the same two the surest. What
    a noun says of somebody yields to a surer verb of its sentence: "a critic of the plan, Norway now supports it"."""
    cues = {token.idx: token.pos_ for token in layers.doc}
    done = {_side(s): s.confidence for s in sorted(statements, key=lambda s: s.confidence)
            if s.polarity and s.asserted and cues[s.cues[0].start] in ("VERB", "AUX")}  # fmt: skip
    told = (s for s in statements if cues[s.cues[0].start] != "NOUN" or done.get(_side(s, -1), 0) < s.confidence)
    kept: dict[tuple[object, ...], Statement] = {}
    for s in sorted(told, key=lambda s: (-s.confidence, s.rule, s.key)):
        if s.holder is None or s.kind == StatementKind.ASSERTION or s.rule.startswith("says/"):
            kept.setdefault((s.key,), s)
            continue
        tie = s.kind == StatementKind.RELATION
        sign = layers.lexicon.relation(s.relation).polarity
        key = s.evidence.start, s.kind, s.relation if tie else sign, s.holder.id, s.target.id
        known = kept.setdefault(key, s)
        if tie and s.ended and not known.ended and known.role is None:  # "joined in 2019 and left"
            kept[key] = replace(known, until=known.until or s.until, ended=True)
    return tuple(sorted(kept.values(), key=lambda s: (s.evidence.start, s.cues[0].start, s.key)))


def _side(statement: Statement, sign: int = 1) -> tuple[str, str, int, int]:
    """The side that somebody takes in a sentence; with ``sign`` −1 the other one."""
    holder = statement.holder.id if statement.holder else ""
    return holder, statement.target.id, statement.evidence.start, sign * statement.polarity


# --- stances, acts, ties --------------------------------------------------------------------------------------------


def _proposed(layers: Layers, proposal: Proposal) -> Iterator[Statement | Skip]:
    """What the head proposes of each of its holders and targets, or why not."""
    cue = proposal.cue
    holders, targets = layers.parties.holders(proposal.holder), layers.parties.meant(proposal.target)
    if not holders or not targets:
        yield _skip(layers, "target-unresolved" if holders else "holder-unresolved", cue.i, cue.i + 1)
    points = proposal.target.lower_ in POINTING
    for holder in holders:
        for target in (p for t in targets for p in (layers.parties.held(t, holder) if points else [t])):
            if holder.id == target.id:
                yield _skip(layers, "holder-is-target", cue.i, cue.i + 1)
            else:
                yield from _between(layers, proposal, holder, target)


def _between(layers: Layers, proposal: Proposal, holder: Party, target: Party) -> Iterator[Statement]:
    tie = proposal.kind is StatementKind.RELATION
    finding = (_tie if tie else _deed)(layers, proposal, holder, target)
    if finding is None:
        return
    statement = _made(layers, finding, holder, target)
    if proposal.told >= proposals.TOLD and not statement.attributed_to:  # by somebody whom no rule sees
        statement = replace(statement, certainty=Certainty.UNDERSPECIFIED)
    over = tie and statement.ended
    statement = replace(statement, confidence=proposal.sure(asserted=statement.asserted, over=over))
    if statement.confidence < proposals.LEAST:
        return
    yield statement
    yield from _tenure(layers, finding, statement)
    if not tie and finding.relation.event and proposal.cue.pos_ != "NOUN" and statement.confidence >= ENACTED:
        layers.parties.act(proposal.cue, finding.relation.event, holder, target)


def _deed(layers: Layers, proposal: Proposal, holder: Party, target: Party) -> Finding:
    """A stance or an act. A person who "attacks" somebody's plan or person does so in words."""
    lexicon, cue = layers.lexicon, proposal.cue
    relation = relations.named(proposal, lexicon)
    if relation.name == "attacks" and holder.kind == Kind.PERSON and target.kind != Kind.PLACE:
        relation = lexicon.relation("criticizes")
    elif relation.name in OF_ACTORS and target.kind not in ACTORS:
        relation = relations.general(proposal, lexicon)
    fact = _standing(proposal, lexicon, negated=proposal.negated >= 0.5 or negation.few(proposal.holder))
    heard = proposal.told >= proposals.HEARD
    return Finding(cue, (cue.i, cue.i + 1), relation, f"head/{proposal.label}", fact, heard=heard)


def _tie(layers: Layers, proposal: Proposal, holder: Party, target: Party) -> Finding | None:
    """An office or a membership: by the title that the cue is part of, else by the cue. What is denied of a former
    office is that it is held still."""
    lexicon, cue = layers.lexicon, proposal.cue
    title_at, title, standing = relations.office(cue, lexicon)
    if proposal.target.i in title_at and (target.kind == Kind.TOPIC or layers.parties.is_noun(proposal.target)):
        return None  # "the secretary of the economy", "secretary of State"
    relation = relations.named(proposal, lexicon)
    if title is not None and title.relation and not (relation.name == "heads" and title.relation == "employedBy"):
        relation = lexicon.relation(title.relation)  # but the commander of X leads it
    if target.kind in roles.COUNTRIES and holder.kind == Kind.PERSON:
        abroad = title and roles.in_country(title)
        ruled = relation.name in ("employedBy", "memberOf")  # "served in Mali"
        relation = lexicon.relation(abroad or "affiliatedWith") if abroad or ruled else relation
    elif (
        layers.parties.is_adjective(proposal.target)
        and target.kind in roles.BODIES
        and relation.name not in roles.SPEAKING
    ):
        relation = lexicon.relation("memberOf")  # a Republican governor leads no party
    at = (title_at.start, title_at.stop) if title is not None and cue.i in title_at else (cue.i, cue.i + 1)
    written = " ".join(span(layers, *at).text.split())
    role = None if title is None else title.name if standing or "." in written else written
    fact = _standing(proposal, lexicon, negated=proposal.negated >= 0.5 and not standing)
    return Finding(cue, at, relation, f"head/{proposal.label}", fact, role=role, standing=standing)


def _office(layers: Layers, role: Role) -> Iterator[Statement]:
    """An office that a title tells and that names no body: "Secretary of State Marco Rubio"."""
    person = layers.parties.entity(role.person)
    if person is None:
        return
    at = span(layers, *role.cue)
    written = " ".join(at.text.split())
    title = role.title if "." in written or role.rule == "role/apposition" else written
    office = Party(entity_id(Kind.TOPIC, title), title, Kind.TOPIC, at.start, at.end)
    relation = layers.lexicon.relation("holdsOffice")
    finding = Finding(role.person, role.cue, relation, role.rule, Fact(), role=title, standing=role.standing)
    yield replace(_made(layers, finding, person, office), confidence=OFFICE)


def _standing(proposal: Proposal, lexicon: Lexicon, *, negated: bool) -> Fact:
    """Whether it is so, as the head finds it, and when, by the words around it."""
    fact = factuality.judge(proposal.cue, lexicon)
    open_ = negated or proposal.certainty is not Certainty.CERTAIN
    return Fact(proposal.certainty, negated, fact.future and open_, fact.meant and open_)


def _tenure(layers: Layers, finding: Finding, act: Statement) -> Iterator[Statement]:
    """The membership that begins or ends with a person's act: "Doe joined Interpol in 2019"."""
    person = act.holder is not None and act.holder.kind == Kind.PERSON and act.target.kind in roles.BODIES
    change = layers.lexicon.tenure(finding.anchor.lemma_) if person else None
    if change is None or act.kind != StatementKind.ACTION or not act.asserted or finding.fact.future:
        return
    day = act.date if act.date != layers.document.published else None
    term = (day, None) if change == "begins" else (None, day)
    standing = "ended" if change == "ends" else ""
    tie = replace(finding, relation=layers.lexicon.relation("memberOf"), standing=standing, term=term)
    yield replace(_made(layers, tie, act.holder, act.target), certainty=act.certainty, confidence=act.confidence)


# --- reports --------------------------------------------------------------------------------------------------------


def _assertion(layers: Layers, report: Reported) -> Iterator[Statement]:
    """What somebody says; what nobody in particular says is told only where it is a clause: not "known as X"."""
    head, parties = report.heads[0], layers.parties
    if report.source is None and head.pos_ in ("NOUN", "PROPN") and not parse.children(head, "cop", "nsubj"):
        return
    target = parties.clause(head, report.content, report.aside)
    holders: Sequence[Party | None] = parties.sources(report) or (None,)
    for holder in holders:
        yield _said(layers, report, report.report.relation, holder, target)
        if holder is not None and not report.report.negates:
            parties.remember_words(target, holder)


def _attitude(layers: Layers, report: Reported) -> Iterator[Statement]:
    """What somebody wants or speaks of, unless it is a stance that is proposed."""
    if report.report is quotations.SAYS or not layers.proposing.isdisjoint(range(*report.cue)):
        return
    last = report.heads[-1]
    to_act = parse.has_to(last)
    parties = layers.parties
    targets = [parties.clause(last, report.content)] if to_act else parties.targets(report.heads[0])
    for holder in parties.sources(report):
        for target in (t for t in targets if t.id != holder.id):
            yield _said(layers, report, attitudes.relation(report.report, to_act=to_act), holder, target)


def _said(layers: Layers, report: Reported, relation: str, holder: Party | None, target: Party) -> Statement:
    words = layers.doc[report.cue[0] : report.cue[1]]
    told = next((t for t in words if t.pos_ in ("VERB", "NOUN", "ADJ")), words[0])
    fact = factuality.judge(told, layers.lexicon)
    fact = replace(fact, negated=fact.negated != report.report.negates)
    rule = f"says/{report.report.lemma}"
    finding = Finding(told, report.cue, layers.lexicon.relation(relation), rule, fact, report)
    statement = _made(layers, finding, holder, target)
    pronoun = holder and layers.lexicon.pronoun(layers.document.text[holder.start : holder.end])
    sure = SAID * (PRONOUN if pronoun else 1.0) * DOUBT[statement.certainty]
    return replace(statement, confidence=round(sure, 4))


# --- making ---------------------------------------------------------------------------------------------------------


def _made(layers: Layers, finding: Finding, holder: Party | None, target: Party) -> Statement:
    """The statement of a finding between two parties; how sure it is, the caller says."""
    chain = _chain(layers, finding, holder)
    said = filter(None, map(layers.parties.sources, chain))
    named = [next((p for p in parties if holder and p.id == holder.id), parties[0]) for parties in said]
    sources = [p for n, p in enumerate(named) if not n or p.id != named[n - 1].id]  # "she warns … she believes"
    future = finding.fact.future or finding.standing == "future"
    since, until = _term(layers, finding)
    certainty, negated = finding.fact.certainty, finding.fact.negated
    own = bool(sources) and holder is not None and sources[0].id == holder.id
    if chain and not (finding.heard or own):  # "said a bill passed by the House would …"
        chain, sources = [], []
    if chain and finding.report is None:
        negated = negated != (chain[0].report.negates and finding.anchor in chain[0].heads)
        if chain[0].negated or not own and not all(r.report.factive for r in chain):
            certainty = Certainty.UNDERSPECIFIED
    inner = finding.report or (chain[0] if chain else None)
    plover, cameo = codes.of(finding.relation, finding.fact, negated)
    return Statement(
        kind=finding.relation.kind, holder=holder, relation=finding.relation.name, target=target,
        polarity=0 if negated else finding.relation.polarity, evidence=_evidence(layers, finding.anchor),
        cues=(span(layers, *finding.cue),), rule=finding.rule, confidence=0.0, certainty=certainty, negated=negated,
        temporality=Temporality.FUTURE if future else Temporality.NON_FUTURE,
        speech_act=inner.report.act if inner else None, attributed_to=tuple(sources),
        attribution=_attribution(layers, inner or layers.voiced.get(finding.anchor.i)), role=finding.role,
        plover=plover, cameo=cameo, date=_date(layers, finding, chain, own=own),
        since=since, until=until, ended=finding.standing == "ended" or _is_over(layers, until),
        uri=layers.document.uri,
    )  # fmt: skip


def _chain(layers: Layers, finding: Finding, holder: Party | None) -> list[Reported]:
    """The reports it is said in, innermost first. A report whose source is unknown is nobody's; a title beside a name
    is nobody's news."""
    if finding.role is not None:
        return []
    if finding.report is None:
        return attribution.enclosing(layers.reports, finding.anchor.i)
    if holder is None:
        return []
    outer = attribution.enclosing(layers.reports, finding.report.cue[0])
    return [finding.report, *(r for r in outer if r is not finding.report)]


def _date(layers: Layers, finding: Finding, chain: list[Reported], *, own: bool) -> str | None:
    """When it was: by its own clause, by that of the report in which a holder takes a side, else the document's."""
    told, date = finding.anchor, None
    tie = finding.relation.kind == StatementKind.RELATION
    if not (tie and told.pos_ in ("NOUN", "PROPN") and not parse.is_predicate_noun(told)):
        date = layers.times.of(told, future=finding.fact.future)
    if date is None and own and finding.report is None and finding.relation.kind == StatementKind.STANCE:
        date = layers.times.of(layers.doc[chain[0].cue[0]])
    return date or layers.document.published


def _term(layers: Layers, finding: Finding) -> tuple[str | None, str | None]:
    """Since and until when a relation holds."""
    if finding.term is not None:
        return finding.term
    return layers.times.span(finding.anchor) if finding.relation.kind == StatementKind.RELATION else (None, None)


def _is_over(layers: Layers, until: str | None) -> bool:
    published = layers.document.published
    return until is not None and (published is None or until < published[: len(until)])


def _evidence(layers: Layers, token: Token) -> Span:
    """The sentence of ``token``, without the white space around it."""
    start, end = token.sent.start, token.sent.end
    while end - 1 > start and layers.doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and layers.doc[start].is_space:
        start += 1
    return span(layers, start, end)


def _attribution(layers: Layers, report: Reported | None) -> Attribution | None:
    if report is None:
        return None
    source = None
    if report.source is not None:
        source = span(layers, *quotations.source_range(report.source, report))
    return Attribution(source, span(layers, *report.cue), span(layers, *report.content))


def span(layers: Layers, start: int, end: int) -> Span:
    """Tokens ``[start, end)`` as characters."""
    first, last = layers.doc[start], layers.doc[end - 1]
    return layers.document.span(first.idx, last.idx + len(last.text))


def _skip(layers: Layers, reason: str, start: int, end: int) -> Skip:
    return Skip(reason, span(layers, start, end))
