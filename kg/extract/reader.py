"""One document: mentions, entities, reports, claims → statements, and what was skipped and why."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract import attribution, claims, factuality, mentions, parse, phrases, roles, stances
from kg.extract.cast import Cast
from kg.extract.parties import Parties
from kg.ids import entity_id
from kg.lexicon import Lexicon
from kg.model import (
    ACTORS,
    Attribution,
    Certainty,
    Document,
    Entity,
    Kind,
    Party,
    Reading,
    Skip,
    Span,
    Statement,
    StatementKind,
    Temporality,
)

CONFIDENCE = {"verb": 0.85, "fixed": 0.85, "noun": 0.75, "adjective": 0.75, "report": 0.7, "effect": 0.65,
              "judgement": 0.65, "says": 0.9, "role": 0.9}  # fmt: skip
BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))


def readable(document: Document) -> str:
    """The document's text with its furniture blanked, character for character, so that offsets stay."""
    text = document.text
    for start, end in document.furniture:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def read(document: Document, doc: Doc, lexicon: Lexicon) -> Reading:
    """Everything that the rules find in ``doc``, the parse of `readable` ``(document)``."""
    return _Reader(document, doc, lexicon).read()


class _Reader:
    def __init__(self, document: Document, doc: Doc, lexicon: Lexicon):
        self.document, self.doc, self.lexicon = document, doc, lexicon
        self.mentions = mentions.find(doc, lexicon)
        self.reports = attribution.find(doc, lexicon)
        by_token = {i: m for m in self.mentions for i in range(m.start if m.titled is None else m.titled, m.end)}
        quotes = attribution.quotations(doc)

        def speaker(i: int):
            found = attribution.enclosing(self.reports, i)
            return by_token.get(found[0].source.i) if found and found[0].source is not None else None

        def quoted(i: int) -> bool:
            return any(start <= i < end for start, end in quotes)

        self.cast = Cast(doc, self.mentions, lexicon, document.id[:16], speaker, quoted)
        self.parties = Parties(doc, self.cast, lexicon)
        self.statements: list[Statement] = []
        self.skips: list[Skip] = []
        self.topics: dict[str, Entity] = {}

    def read(self) -> Reading:
        found = list(claims.find(self.doc, self.lexicon))
        acting = {c.predicate.i for c in found if self.lexicon.relation(c.relation).kind == StatementKind.ACTION}
        work = [(c.predicate.i, 0, c) for c in found] + [(r.cue[0], 1, r) for r in self.reports]
        work += [(r.cue[0], 2, r) for r in roles.find(self.doc, self.mentions, self.lexicon)]
        self.acts: dict[int, Party] = {}
        self.told: set[int] = set()
        reports = []
        for _, order, item in sorted(work, key=lambda w: w[:2]):
            if order == 0:
                self._claim(item)
            elif order == 1:
                reports.append(item)
                self._assertion(item)
            else:
                self._role(item)
        for report in reports:  # when every act is known
            self._leanings(report, acting)
        for mention, reason in self.cast.why_not.items():
            self._skip(reason, mention.start, mention.end)
        return self._reading()

    def _reading(self) -> Reading:
        unique: dict[tuple, Statement] = {}
        for s in sorted(self.statements, key=lambda s: (-s.confidence, s.rule, s.key)):
            once = (s.holder.id, s.relation, s.target.id, s.evidence.start) if s.kind == StatementKind.RELATION else (s.key,)
            unique.setdefault(once, s)  # an office said by apposition and by a noun is one
        statements = tuple(sorted(unique.values(), key=lambda s: (s.evidence.start, s.cues[0].start, s.key)))
        used = {p.id for s in statements for p in (s.holder, s.target, *s.attributed_to) if p}
        used |= {p.id for s in statements for p in s.target.participants}
        entities = dict(self.topics)
        for figure in self.cast.figures:
            entity = figure.entity()
            if entity.id in used or any(m.form == "name" for m in figure.mentions):
                entities[entity.id] = entity
                if entity.acts_for and entity.acts_for not in entities:
                    state = self.lexicon.states[entity.acts_for.partition("/")[2].upper()]
                    entities[entity.acts_for] = Entity(entity.acts_for, state.name, Kind.STATE)
        words = sum(not (t.is_space or t.is_punct) for t in self.doc)
        return Reading(self.document, tuple(sorted(entities.values(), key=lambda e: e.id)), statements,
                       tuple(sorted(self.skips, key=lambda s: (s.span.start, s.span.end, s.reason))), words)  # fmt: skip

    # --- claims -----------------------------------------------------------------------------------------------------

    def _claim(self, claim: claims.Claim) -> None:
        relation = self.lexicon.relation(claim.relation)
        holders = self.parties.actors(claim.holder)
        if not holders:
            return self._skip("holder-unresolved" if claim.holder is not None else "holder-unnamed", *claim.cue)
        targets = self.parties.targets(claim.target) if claim.target is not None else self._topical(claim.predicate)
        if relation.kind == StatementKind.RELATION:
            targets = [t for t in targets if t.kind in ACTORS | {Kind.PLACE}]
        if not targets:
            return self._skip("target-unresolved", *claim.cue)
        fact = factuality.judge(claim.predicate, self.lexicon)
        for holder in holders:
            for target in targets:
                if holder.id == target.id:
                    self._skip("holder-is-target", *claim.cue)
                    continue
                meant = self._meant(relation, holder, target)
                self.told.add(claim.predicate.i)
                made = self._statement(claim.predicate, claim.cue, meant, holder, target, claim.rule, fact, ends=claim.ends)
                if made.kind == StatementKind.ACTION and relation.event:
                    self.acts[claim.predicate.i] = self.parties.act(claim.predicate, relation.event, holder, target)

    def _meant(self, relation, holder: Party, target: Party):
        """A person who "attacks" somebody's plan or person does so in words."""
        verbal = relation.name == "attacks" and holder.kind == Kind.PERSON and target.kind != Kind.PLACE
        return self.lexicon.relation("criticizes") if verbal else relation

    def _topical(self, predicate: Token) -> list[Party]:
        """What the sentence before is about, for "X is also affiliated": its subject, if it is a body."""
        sentence = predicate.sent
        if sentence.start == 0:
            return []
        before = self.doc[sentence.start - 1].sent
        subject = parse.subject(before.root)
        party = self.parties.entity(subject) if subject is not None else None
        return [party] if party is not None and party.kind in BODIES else []

    def _statement(self, predicate, cue, relation, holder, target, rule, fact, *, ends=False, role=None,
                   polarity=None, speech_act=None, attribution_=None, chain=None) -> Statement:  # fmt: skip
        enclosing = attribution.enclosing(self.reports, predicate.i) if chain is None else chain
        said = filter(None, map(self._source, enclosing))
        sources = [next((p for p in parties if holder and p.id == holder.id), parties[0]) for parties in said]
        certainty, negated = fact.certainty, fact.negated != ends
        if enclosing and chain is None:
            inner = enclosing[0]
            if inner.report.negates and predicate in inner.heads:
                negated = not negated
            if inner.negated or not all(r.report.factive for r in enclosing) and (not sources or holder is None or sources[0].id != holder.id):
                certainty = Certainty.UNDERSPECIFIED
        if attribution_ is None and enclosing:
            attribution_ = self._attribution(enclosing[0])
            speech_act = enclosing[0].report.act
        family = rule.partition("/")[0]
        confidence = CONFIDENCE[family] * (0.9 if holder and self._is_pronoun(holder) else 1.0)
        confidence *= {Certainty.CERTAIN: 1.0, Certainty.PROBABLE: 0.95}.get(certainty, 0.85)
        sign = relation.polarity if polarity is None else polarity
        statement = Statement(
            kind=relation.kind, holder=holder, relation=relation.name, target=target, polarity=0 if negated else sign,
            evidence=self._evidence(predicate), cues=(self._span(*cue),), rule=rule, confidence=round(confidence, 4),
            certainty=certainty, negated=negated,
            temporality=Temporality.FUTURE if fact.future else Temporality.NON_FUTURE, speech_act=speech_act, attributed_to=tuple(sources),
            attribution=attribution_, role=role, plover=relation.plover, cameo=relation.cameo,
            date=self.document.published, uri=self.document.uri,
        )  # fmt: skip
        self.statements.append(statement)
        if target.kind == Kind.TOPIC:
            self.topics.setdefault(target.id, Entity(target.id, target.label, Kind.TOPIC))
        return statement

    # --- reports ----------------------------------------------------------------------------------------------------

    def _source(self, report: attribution.Reported) -> list[Party]:
        """Who is said to say it. A noun that is no actor elsewhere ("three people familiar with the talks", "a poll") is
        an unnamed source, kept as such."""
        if report.source is None:
            return []
        found = self.parties.actors(report.source)
        if found or report.source.pos_ != "NOUN":
            return found
        unnamed = self.parties.topic(report.source)
        return [replace(unnamed, id=entity_id(Kind.GROUP, unnamed.label, self.document.id), kind=Kind.GROUP, participants=())]

    def _assertion(self, report: attribution.Reported) -> None:
        relation = self.lexicon.relation("warnsOf" if report.report.act == "warn" else "asserts")
        cue = self.doc[report.cue[0]]
        fact = factuality.judge(self._cue_word(report), self.lexicon)
        target = self.parties.clause(report.heads[0], report.content)
        chain = [report, *(r for r in attribution.enclosing(self.reports, cue.i) if r is not report)]
        if report.report.negates:
            fact = replace(fact, negated=not fact.negated)
        for holder in self._source(report) or [None]:
            self._statement(cue, report.cue, relation, holder, target, f"says/{report.report.lemma}", fact,
                            speech_act=report.report.act, attribution_=self._attribution(report),
                            chain=chain if holder else [])  # fmt: skip

    def _cue_word(self, report: attribution.Reported) -> Token:
        return next((t for t in self.doc[report.cue[0] : report.cue[1]] if t.pos_ in ("VERB", "NOUN", "ADJ")), self.doc[report.cue[0]])

    def _leanings(self, report: attribution.Reported, acting: set[int]) -> None:
        fact = factuality.judge(self._cue_word(report), self.lexicon)
        chain = [report, *(r for r in attribution.enclosing(self.reports, report.cue[0]) if r is not report)]
        for leaning in stances.find(report, self.lexicon, self.told, acting):
            relation = self.lexicon.relation("supports" if leaning.polarity > 0 else "opposes")
            if leaning.act:
                targets = [self.acts[leaning.target.i]] if leaning.target.i in self.acts else []
            else:
                targets = self.parties.targets(leaning.target)
            for holder in self._source(report):
                for target in targets:
                    helped = leaning.rule.startswith("effect/") and target.kind in ACTORS  # "X would help Y" praises no X
                    if holder.id != target.id and not helped:
                        self._statement(self.doc[report.cue[0]], leaning.cue, relation, holder, target, leaning.rule, fact,
                                        speech_act=report.report.act, attribution_=self._attribution(report), chain=chain)  # fmt: skip

    def _attribution(self, report: attribution.Reported) -> Attribution:
        source = None
        if report.source is not None:
            start, end = phrases.subtree(report.source)
            start, end = _outside(start, end, report.content)
            start, end = _outside(start, end, report.cue)
            source = self._span(start, end) if start < end else self._span(report.source.i, report.source.i + 1)
        return Attribution(source, self._span(*report.cue), self._span(*report.content))

    # --- roles ------------------------------------------------------------------------------------------------------

    def _role(self, role: roles.Role) -> None:
        person = self.parties.entity(role.person)
        body = self.parties.entity(role.body) if role.body is not None else None
        if person is None:
            return
        if body is None and not role.title:
            return
        written = " ".join(self._span(*role.cue).text.split()) if role.title else ""
        title = role.title if "." in written or role.rule == "role/apposition" else written
        target = body or self._office(role, title)
        name = role.relation if body is not None else "holdsOffice"
        fact = factuality.Fact()
        self._statement(role.person, role.cue, self.lexicon.relation(name), person, target, role.rule, fact,
                        role=title or None, chain=[])  # fmt: skip

    def _office(self, role: roles.Role, title: str) -> Party:
        span = self._span(*role.cue)
        return Party(entity_id(Kind.TOPIC, title), title, Kind.TOPIC, span.start, span.end)

    # --- places -----------------------------------------------------------------------------------------------------

    def _span(self, start: int, end: int) -> Span:
        first, last = self.doc[start], self.doc[end - 1]
        return self.document.span(first.idx, last.idx + len(last.text))

    def _evidence(self, token: Token) -> Span:
        sentence = token.sent
        start, end = sentence.start, sentence.end
        while end - 1 > start and self.doc[end - 1].is_space:
            end -= 1
        while start < end - 1 and self.doc[start].is_space:
            start += 1
        return self._span(start, end)

    def _is_pronoun(self, party: Party) -> bool:
        return self.lexicon.pronoun(self.document.text[party.start : party.end]) is not None

    def _skip(self, reason: str, start: int, end: int) -> None:
        self.skips.append(Skip(reason, self._span(start, end)))


def _outside(start: int, end: int, other: tuple[int, int]) -> tuple[int, int]:
    """``[start, end)`` without ``other``: the longer of the parts that are left."""
    low, high = other
    if high <= start or end <= low:
        return start, end
    return max((start, max(start, low)), (min(end, high), end), key=lambda p: p[1] - p[0])
