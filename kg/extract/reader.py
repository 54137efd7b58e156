"""One document: mentions, entities, reports, claims → statements, and what was skipped and why."""

from dataclasses import replace

from spacy.tokens import Doc as Parse

from kg.extract import (
    attitudes,
    attribution,
    claims,
    factuality,
    learned,
    mentions,
    parse,
    quotations,
    roles,
    stances,
    turns,
)
from kg.extract.cast import Cast
from kg.extract.mentions import Mention
from kg.extract.parties import Parties
from kg.extract.places import in_source, normal_of
from kg.extract.quotations import Reported
from kg.extract.times import Times
from kg.extract.tokens import Doc, Token
from kg.extract.writer import Finding, Writer
from kg.ids import entity_id
from kg.lexicon import Lexicon, Relation
from kg.model import ACTORS, Document, Entity, Kind, Party, Reading, Statement, StatementKind

OF_ACTORS = frozenset(("appoints", "dismisses", "releases"))  # not "named a date", "removed the fee", "released data"
BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))


def read(document: Document, doc: Parse, lexicon: Lexicon) -> Reading:
    """Everything that is found in ``doc``, the parse of `readable` ``(document)``; ranges and quotes are the source's.
    Where the statement head has not read ``doc`` (`kg.language.cues_of`), the rules speak alone.
    """
    normal = normal_of(document, doc)
    reader = _Reader(replace(document, text=normal.text), Doc(doc), lexicon)
    return in_source(reader.read(), document, normal)


def cast(document: Document, doc: Parse, lexicon: Lexicon) -> Cast:
    """Who is who in ``doc``: its mentions and the entities behind them."""
    return _Reader(document, Doc(doc), lexicon).cast


def reports(document: Document, doc: Parse, lexicon: Lexicon) -> list[Reported]:
    """Who says, thinks, wants or names what in ``doc``: reports, then attitudes."""
    reader = _Reader(document, Doc(doc), lexicon)
    return [*reader.reports, *reader.attitudes]


class _Reader:
    def __init__(self, document: Document, doc: Doc, lexicon: Lexicon):
        self.document, self.doc, self.lexicon = document, doc, lexicon
        self.mentions = mentions.find(doc, lexicon)
        quotes = quotations.ranges(doc)
        self.reports = attribution.find(doc, lexicon, quotes)
        self.claims = list(claims.find(doc, lexicon))
        self.claimed = {c.predicate.i for c in self.claims}
        self.attitudes = list(attitudes.find(doc, lexicon, self.claims, self.reports))
        self.reports += learned.reports(doc, lexicon, self.reports + self.attitudes)
        self.reports.sort(key=lambda report: (report.cue, report.content))
        self.by_token = {i: m for m in self.mentions for i in range(m.start if m.titled is None else m.titled, m.end)}
        quoted = {i for start, end in quotes for i in range(start, end)}
        self.cast = Cast(
            doc, self.mentions, lexicon, document.id[:16], self._speaker, quoted.__contains__, self._before
        )
        self.parties = Parties(doc, self.cast, lexicon)
        times = Times(doc, document.published, lexicon)
        self.writer = Writer(document, doc, self.reports, self.attitudes, self.parties, times)
        self.acts: dict[int, Party] = {}  # the events that verbs tell, by token
        self.told: dict[int, set[str]] = {}  # predicates that gave a statement of their own, and whose

    def _speaker(self, i: int) -> Mention | None:
        reports = attribution.enclosing(self.reports, i)
        found = [r for r in reports if r.direct] or reports  # "I" is whoever is quoted
        return self.by_token.get(found[0].source.i) if found and found[0].source is not None else None

    def _before(self, i: int) -> Mention | None:
        """Who spoke before the pronoun ``i`` goes on: "he added"."""
        source = turns.speaker_before(self.doc[i], self.reports, self.lexicon)
        return self.by_token.get(source.i) if source is not None else None

    def read(self) -> Reading:
        """Claims, assertions and roles in reading order, so that "the decision" finds its event; then leanings, then
        what the learned head says."""
        work = [(c.predicate.i, 0, self._claim, c) for c in self.claims]
        work += [(r.cue[0], 1, self._assertion, r) for r in self.reports]
        work += [(r.cue[1] - 1, 2, self._attitude, r) for r in self.attitudes]
        work += [(r.cue[0], 3, self._role, r) for r in roles.find(self.doc, self.mentions, self.lexicon)]
        for _, _, take, item in sorted(work, key=lambda w: w[:2]):
            take(item)
        acting = {c.predicate.i for c in self.claims if self.lexicon.relation(c.relation).kind == StatementKind.ACTION}
        for report in self.reports:
            self._leanings(report, acting)
        if self.doc.cues is not None:
            self._proposals()
        for mention, reason in self.cast.why_not.items():
            self.writer.skip(reason, mention.start, mention.end)
        return self._reading()

    def _reading(self) -> Reading:
        statements = self.writer.found()
        used = {p.id for s in statements for p in (s.holder, s.target, *s.attributed_to, *s.target.participants) if p}
        topics = (s.target for s in statements if s.target.kind == Kind.TOPIC)
        entities = {topic.id: Entity(topic.id, topic.label, Kind.TOPIC) for topic in topics}
        for figure in self.cast.figures:
            entity = figure.entity()
            if entity.id in used or any(m.form == "name" for m in figure.mentions):
                entities[entity.id] = entity
                if entity.acts_for:
                    state = self.lexicon.states[entity.acts_for.partition("/")[2].upper()]
                    entities.setdefault(entity.acts_for, Entity(entity.acts_for, state.name, Kind.STATE))
        return Reading(
            document=self.document,
            entities=tuple(sorted(entities.values(), key=lambda e: e.id)),
            statements=statements,
            skips=tuple(sorted(self.writer.skips, key=lambda s: (s.span.start, s.span.end, s.reason))),
            words=sum(not (t.is_space or t.is_punct) for t in self.doc),
        )

    # --- claims -----------------------------------------------------------------------------------------------------

    def _claim(self, claim: claims.Claim) -> None:
        relation = self.lexicon.relation(claim.relation)
        holders = self.parties.actors(claim.holder)
        holders = holders[:1] if claim.alone or claim.pair else holders
        if not holders:
            return self.writer.skip("holder-unresolved" if claim.holder is not None else "holder-unnamed", *claim.cue)
        targets = self._targets(claim, relation, holders)
        if relation.kind == StatementKind.ACTION and claim.target is not None and claim.target.lower_ == "it":
            targets = [t for t in targets if t.kind != Kind.TOPIC]
        if relation.kind == StatementKind.RELATION or relation.name in OF_ACTORS:
            targets = [t for t in targets if t.kind in ACTORS | {Kind.PLACE}]
        if not targets:
            return self.writer.skip("target-unresolved", *claim.cue)
        described = claim.rule.startswith("noun/") and any(
            f.agent for f in self.lexicon.frames(claim.predicate.lemma_, "NOUN")
        )  # "a critic": no event
        fact = factuality.judge(claim.predicate, self.lexicon)
        for holder in holders:
            for target in targets:
                if holder.id == target.id:
                    self.writer.skip("holder-is-target", *claim.cue)
                    continue
                if relation.name == "memberOf" and holder.kind == Kind.PERSON and target.kind in roles.COUNTRIES:
                    continue  # "served in Mali", "plays for Norway"
                meant = self._meant(relation, holder, target)
                finding = Finding(claim.predicate, claim.cue, meant, claim.rule, fact, ends=claim.ends,
                                  standing=claim.standing, told=claim.predicate)  # fmt: skip
                written = self.writer.write(finding, holder, target)
                self._tenure(finding, written, holder, target)
                self.told.setdefault(claim.predicate.i, set()).add(holder.id)
                if (
                    meant.kind in (StatementKind.ACTION, StatementKind.STANCE)
                    and meant.event
                    and not claim.itself
                    and not described
                ):
                    self.acts[claim.predicate.i] = self.parties.act(claim.predicate, meant.event, holder, target)
        return None

    def _targets(self, claim: claims.Claim, relation: Relation, holders: list[Party]) -> list[Party]:
        if claim.itself:
            return [self.parties.act(claim.predicate, relation.event or relation.label, holders[0])]
        if claim.target is None:
            tie = relation.kind == StatementKind.RELATION
            return self._topical(claim.predicate) if tie else self.parties.spoken_of(claim.predicate)
        found = self.parties.targets(claim.target)
        if claim.target.lower_ in ("it", "this", "that"):
            found = [p for t in found for p in self.parties.held(t, holders[0])]
        return found[:1] if claim.pair else found

    def _tenure(self, finding: Finding, act: Statement, holder: Party, target: Party) -> None:
        """The membership that begins or ends with a person's act: "Doe joined Interpol in 2019"."""
        change = self.lexicon.tenure(finding.anchor.lemma_) if holder.kind == Kind.PERSON else None
        done = act.kind == StatementKind.ACTION and act.asserted and not finding.fact.future
        if change is None or not done or target.kind not in BODIES:
            return
        day = act.date if act.date != self.document.published else None
        since, until = (day, None) if change == "begins" else (None, day)
        standing = "ended" if change == "ends" else ""
        tie = replace(finding, relation=self.lexicon.relation("memberOf"), standing=standing, term=(since, until))
        self.writer.write(tie, holder, target)

    def _meant(self, relation: Relation, holder: Party, target: Party) -> Relation:
        """A person who "attacks" somebody's plan or person does so in words."""
        verbal = relation.name == "attacks" and holder.kind == Kind.PERSON and target.kind != Kind.PLACE
        return self.lexicon.relation("criticizes") if verbal else relation

    def _topical(self, predicate: Token) -> list[Party]:
        """What the sentence before is about, for "X is also affiliated": its subject, if it is a body."""
        sentence = predicate.sent
        if sentence.start == 0:
            return []
        subject = parse.subject(self.doc[sentence.start - 1].sent.root)
        party = self.parties.entity(subject) if subject is not None else None
        return [party] if party is not None and party.kind in BODIES else []

    # --- reports ----------------------------------------------------------------------------------------------------

    def _assertion(self, report: Reported) -> None:
        """What somebody says; what nobody in particular says is told only where it is a clause: not "known as X"."""
        head = report.heads[0]
        if report.source is None and head.pos_ in ("NOUN", "PROPN") and not parse.children(head, "cop", "nsubj"):
            return
        target = self.parties.clause(head, report.content, report.aside)
        finding = self._said(report, report.report.relation)
        for holder in self.writer.sources(report) or [None]:
            self.writer.write(finding, holder, target)
            if holder is not None and not report.report.negates:
                self.parties.remember_words(target, holder)

    def _attitude(self, report: Reported) -> None:
        """What somebody wants or speaks of, unless it is a stance, told or left unsaid."""
        if report.report is quotations.SAYS or not self.claimed.isdisjoint(range(*report.cue)):
            return
        last = report.heads[-1]
        to_act = parse.has_to(last)
        targets = [self.parties.clause(last, report.content)] if to_act else self.parties.targets(report.heads[0])
        finding = self._said(report, attitudes.relation(report.report, to_act=to_act))
        for holder in self.writer.sources(report):
            for target in (t for t in targets if t.id != holder.id):
                self.writer.write(finding, holder, target)

    def _said(self, report: Reported, relation: str) -> Finding:
        told, anchor = self._cue_word(report), self.doc[report.cue[0]]
        fact = factuality.judge(told, self.lexicon)
        fact = replace(fact, negated=fact.negated != report.report.negates)
        rule = f"says/{report.report.lemma}"
        return Finding(anchor, report.cue, self.lexicon.relation(relation), rule, fact, report, told=told)

    def _cue_word(self, report: Reported) -> Token:
        words = self.doc[report.cue[0] : report.cue[1]]
        return next((t for t in words if t.pos_ in ("VERB", "NOUN", "ADJ")), words[0])

    def _leanings(self, report: Reported, acting: set[int]) -> None:
        told = self._cue_word(report)
        for leaning in stances.find(report, self.lexicon, self.told, acting):
            relation = self.lexicon.relation(leaning.relation)
            if leaning.act:
                targets = [self.acts[leaning.target.i]] if leaning.target.i in self.acts else []
            else:
                targets = self.parties.targets(leaning.target)
            if leaning.rule.startswith("effect/"):  # who says that X would help Y does not praise X for it
                targets = [t for t in targets if t.kind not in ACTORS]
            elif relation.kind == StatementKind.ACTION:  # only actors can be told what to do
                targets = [t for t in targets if t.kind in ACTORS]
            fact = factuality.judge(told, self.lexicon)
            finding = Finding(self.doc[report.cue[0]], leaning.cue, relation, leaning.rule, fact, report, told=told)
            for holder in self.writer.sources(report):
                for target in targets:
                    if holder.id != target.id:
                        self.writer.write(finding, holder, target)

    # --- the learned head -------------------------------------------------------------------------------------------

    def _proposals(self) -> None:
        """What the head says: it bears on a rule's statement, or speaks where no rule does."""
        told = self.writer.places()
        supported: dict[int, learned.Proposal] = {}
        for proposal in sorted(learned.find(self.doc), key=lambda p: -p.chance):
            place = self.writer.evidence(proposal.cue).start, proposal.kind == StatementKind.RELATION, proposal.sign
            for holder in self.parties.holders(proposal.holder):
                for target in self.parties.meant(proposal.target):
                    if holder.id == target.id:
                        continue
                    parties = target.id, *(p.id for p in target.participants)
                    own = {n for party in parties for n in told.get((*place, holder.id, party), ())}
                    for n in own:
                        supported.setdefault(n, proposal)
                    if not own:
                        self._propose(proposal, holder, target)
                        told.setdefault((*place, holder.id, target.id), [])
        self.writer.support(supported)

    def _propose(self, proposal: learned.Proposal, holder: Party, target: Party) -> None:
        if proposal.sure(asserted=False) < learned.LEAST:
            return  # told as a fact it is less sure still
        cue = proposal.cue
        fact = factuality.judge(cue, self.lexicon)
        fact = replace(fact, negated=proposal.negated >= 0.5)
        finding = Finding(cue, (cue.i, cue.i + 1), learned.relation(proposal, self.lexicon), f"head/{proposal.label}",
                          fact, told=cue)  # fmt: skip
        self.writer.propose(finding, proposal, holder, target)

    # --- roles ------------------------------------------------------------------------------------------------------

    def _named_body(self, noun: Token) -> Party | None:
        """The body that a name means, or a noun for one that is named elsewhere."""
        found = self.parties.figure(noun)
        named = found is not None and any(m.form in ("name", "adjective") for m in found[0].mentions)
        return self.parties.entity(noun) if named else None

    def _role(self, role: roles.Role) -> None:
        person = self.parties.entity(role.person)
        body = self._named_body(role.body) if role.body is not None else None
        unknown = role.body is not None and body is None and role.relation not in roles.OFFICES
        if person is None or unknown or body is None and not role.title:
            return
        span = self.writer.span(*role.cue)
        written = " ".join(span.text.split()) if role.title else ""
        title = role.title if "." in written or role.rule == "role/apposition" else written
        office = Party(entity_id(Kind.TOPIC, title), title, Kind.TOPIC, span.start, span.end)
        relation = self.lexicon.relation(role.relation if body is not None else "holdsOffice")
        told = self.doc[role.cue[0]] if body is not None else None
        finding = Finding(role.person, role.cue, relation, role.rule, factuality.Fact(), role=title or None,
                          standing=role.standing, told=told)  # fmt: skip
        self.writer.write(finding, person, body or office)
