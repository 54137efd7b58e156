"""Head tokens → parties: entities, events, propositions, topics."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kg.extract import instruments, owners, parse, phrases
from kg.extract.clusters import Cluster
from kg.extract.coreference import Coreference
from kg.extract.mentions import Mention
from kg.extract.quotations import Reported
from kg.extract.tokens import Doc, Range, Token
from kg.ids import content_id, entity_id
from kg.lexicon import Lexicon
from kg.model import ACTORS, Kind, Participant, Party

ACTS = frozenset(("decision", "move", "step", "action", "act"))
WORDS = frozenset((
    "Appeal", "Criticism", "Condemnation", "Praise", "Thanks", "Accusation", "Demand", "Request", "Support",
    "Opposition", "Blame", "Doubt", "Concern", "Agreement", "Denial",
))  # fmt: skip
LONGEST_LABEL = 120
Side = TypeVar("Side", Party, Participant)
LOOK_BACK = 3  # sentences that "the decision" may look back


@dataclass(slots=True)
class Parties:
    """The parties of one document. Events are remembered in reading order, so that "the decision" finds its event."""

    doc: Doc
    coreference: Coreference
    lexicon: Lexicon
    events: list[Party] = field(default_factory=list)
    said: list[Party] = field(default_factory=list)  # what is reported, with who says so as its actor
    by_token: dict[int, Mention] = field(default_factory=dict)
    names: dict[int, Mention] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)  # of sentences, in characters
    nouns: dict[str, list[Token]] = field(default_factory=dict)  # by lemma
    acting: dict[int, list[Party]] = field(default_factory=dict)  # the actors that a word stands for

    def __post_init__(self) -> None:
        self.starts = [sentence[0].idx for sentence in self.doc.sents]
        for token in self.doc:
            if token.pos_ == "NOUN":
                self.nouns.setdefault(token.lemma_, []).append(token)
        for mention in self.coreference.mentions:
            for i in range(mention.start if mention.titled is None else mention.titled, mention.end):
                if mention.form != "noun" or i == mention.head:
                    self.by_token.setdefault(i, mention)
        self.names = {i: m for i, m in self.by_token.items() if m.form == "name" and self.coreference.of(m) is not None}

    # --- entities ---------------------------------------------------------------------------------------------------

    def cluster(self, token: Token) -> tuple[Cluster, Mention] | None:
        mention = self.by_token.get(token.i)
        cluster = self.coreference.of(mention) if mention else None
        return (cluster, mention) if cluster and mention else None

    def entity(self, token: Token) -> Party | None:
        """The entity whose mention ``token`` heads, as a party."""
        found = self.cluster(token)
        return self._party(*found) if found else None

    def actors(self, token: Token | None) -> list[Party]:
        """The actors that ``token`` and what is coordinated with it stand for: who says it in place of what
        is said ("Doe's letter")."""
        return _unique([p for one in parse.coordinated(token) for p in self._actors(one)]) if token is not None else []

    def holders(self, token: Token) -> list[Party]:
        """The actors that one word stands for, whoever else is coordinated with it; a noun that is no actor elsewhere
        ("critics", "the mood in the capital") as a group of its document."""
        found = self._actors(token)
        if found or token.pos_ not in ("NOUN", "PROPN", "ADJ") or self.by_token.get(token.i) is not None:
            return found
        return [] if phrases.names_nothing(token, self.lexicon) else [self.crowd(token)]

    def crowd(self, noun: Token) -> Party:
        """Those whom a noun names that is no actor elsewhere: people of this document alone."""
        thing = self.topic(noun)
        identifier = entity_id(Kind.GROUP, thing.label, self.coreference.document)
        return replace(thing, id=identifier, kind=Kind.GROUP, participants=())

    def sources(self, report: Reported) -> list[Party]:
        """Who is said to say it. A noun that is no actor elsewhere ("three people familiar with the talks", "a poll")
        is an unnamed source, kept as such."""
        if report.source is None:
            return []
        found = self.actors(report.source)
        return found if found or report.source.pos_ != "NOUN" else [self.crowd(report.source)]

    def is_adjective(self, token: Token) -> bool:
        """Whether a word names its body as an adjective does: "a Republican governor"."""
        mention = self.by_token.get(token.i)
        return mention is not None and mention.form == "adjective"

    def is_noun(self, token: Token) -> bool:
        """Whether a word mentions somebody by a noun alone: "the state"."""
        mention = self.by_token.get(token.i)
        return mention is not None and mention.form == "noun"

    def meant(self, token: Token) -> list[Party]:
        """The parties of one target word, whatever else is coordinated with it."""
        found = self._target(token)
        return found or ([self.topic(token)] if token.pos_ in ("ADV", "ADP", "X", "SYM") else [])

    def _actors(self, noun: Token) -> list[Party]:
        if noun.i not in self.acting:
            self.acting[noun.i] = self._acting(noun)
        return self.acting[noun.i]

    def _acting(self, noun: Token) -> list[Party]:
        party = self._named(noun)
        if party is None or party.kind == Kind.GROUP:
            named = [self.entity(m) for m in self._meant(noun)]
            listed = [p for p in named if p and p.kind in ACTORS]
            if listed:
                return listed
        if party is not None:
            return [party] if party.kind in ACTORS else []
        inner = phrases.counted(noun) or owners.author(noun, self.lexicon)
        return self.actors(inner) if inner is not None and inner.i != noun.i else []

    def _named(self, noun: Token) -> Party | None:
        """Whom a noun mentions; who is named right behind it: "her counterpart, Jane Doe", "creator Jane Doe"."""
        own = self.entity(noun)
        behind = parse.children(noun, "appos", "flat") if noun.tag_ == "NN" else []
        name = next((self.entity(c) for c in behind if c.i > noun.i and c.i in self.names), None)
        return name if name is not None and (own is None or own.kind == name.kind) else own

    def _party(self, cluster: Cluster, mention: Mention) -> Party:
        return Party(cluster.id, cluster.label, cluster.kind, *self._chars(mention.start, mention.end))

    def _chars(self, start: int, end: int) -> tuple[int, int]:
        return self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text)

    # --- whatever a stance may be towards ---------------------------------------------------------------------------

    def targets(self, token: Token) -> list[Party]:
        """Parties of a target's head token, those coordinated with it too."""
        found: list[Party] = []
        for one in parse.coordinated(token):
            found.extend(self._target(one))
        return _unique(found)

    def _target(self, token: Token) -> list[Party]:
        counted = phrases.counted(token)
        if counted is not None:
            return self._target(counted)
        nouns = self._meant(token)
        meant = [p for n in nouns for p in self._target(n)]
        if meant:  # several keep their own places, so that no two statements are one
            return meant if len(nouns) > 1 else [self._moved(p, token) for p in meant]
        entity = self._named(token)
        if entity is not None:
            return [entity]
        if token.pos_ in ("PRON", "DET"):
            return self._pointed(token) if token.lower_ in ("this", "that", "it") else []
        if token.pos_ in ("VERB", "AUX") or _is_predicate(token):
            return [self.clause(token)]
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            known = self._agreement(token) or self.event(token)
            if known or not (phrases.names_nothing(token, self.lexicon) or self._is_somebody(token)):
                return [known or self.topic(token)]
        return []

    def _is_somebody(self, noun: Token) -> bool:
        """Whether a noun means a person, but it is unclear whom: "the minister"."""
        mention = self.by_token.get(noun.i)
        return mention is not None and mention.kind == Kind.PERSON and mention in self.coreference.why_not

    def _agreement(self, noun: Token) -> Party | None:
        """The agreement or law that a noun means, "the treaty" or "the new draft"."""
        cluster = instruments.meant(noun, self.coreference.clusters, self.lexicon)
        return self._moved(self._instrument(cluster), noun) if cluster else None

    def _instrument(self, cluster: Cluster) -> Party:
        return self._party(cluster, self.by_token[cluster.mentions[0].head])

    def _meant(self, word: Token) -> tuple[Token, ...]:
        """The nouns that a pronoun stands for: a thing, or several together."""
        mention = self.by_token.get(word.i)
        return self.coreference.nouns(mention) if mention and mention.form == "pronoun" else ()

    def _pointed(self, token: Token) -> list[Party]:
        """What "it" or "this" means where it means no noun: the main event told in the sentences before."""
        before = [e for e in self._before(token) if self._sentences_since(e, token) in (1, 2)]
        last = [e for e in before if self._sentences_since(e, before[-1]) == 0]
        return [self._moved(max(last, key=lambda e: e.end - e.start), token)] if last else []

    def held(self, target: Party, holder: Party) -> list[Party]:
        """What a holder takes a side on: not their own attitude, but what it is to ("I opposed the plan. Now I support
        it")."""
        if target.event_type not in WORDS or target.participants[0].id != holder.id:
            return [target]
        things = (p for p in target.participants if p.role == "object")
        return [Party(p.id, p.label, p.kind, target.start, target.end) for p in things]

    def _moved(self, party: Party, token: Token) -> Party:
        """A party where another word means it."""
        start, end = self._chars(*phrases.noun_phrase(token))
        return replace(party, start=start, end=end)

    def _before(self, token: Token) -> list[Party]:
        """The events told before a word, the nearest last; what is told later is not pointed back to."""
        return self._told_before(self.events, token)

    def _told_before(self, told: list[Party], token: Token) -> list[Party]:
        return sorted((e for e in told if e.start < token.idx), key=lambda e: (e.start, e.end))

    def _sentences_since(self, event: Party, later: Token | Party) -> int:
        end = later.idx + len(later) if isinstance(later, Token) else later.end
        return bisect_left(self.starts, max(event.end, end)) - bisect_right(self.starts, event.start)

    def event(self, noun: Token) -> Party | None:
        """The event that a noun names ("the US withdrawal from X") or points back to ("the decision")."""
        kind = self.lexicon.event_type(noun.lemma_)
        if kind is None and noun.lemma_.lower() not in ACTS:
            return None
        owner, things = owners.sides(noun, self.lexicon)
        told = [f for f in map(self.cluster, things) if f]
        called, plain = owners.called(noun, owner, [mention for _, mention in told], self.lexicon)
        actors = self._actors_of_event(owner)
        if owner is None and owners.points(noun, plain=plain):
            meant = self._pointed_to(noun, kind, {f.label for f, _ in told} if things else None)
            if meant is not None:
                return self._moved(meant, noun)
        if kind is None or not actors:
            return None
        if plain and not told:
            same = [e for e in self._before(noun) if e.event_type == kind and e.participants]
            own = [e for e in same if e.participants[0].id == actors[0].id]
            if own and self._sentences_since(own[-1], noun) <= LOOK_BACK:
                return self._moved(own[-1], noun)
        objects = [self._participant("object", *f) for f in told]
        place = self._chars(*phrases.noun_phrase(noun))
        return self._event(kind, actors[0], objects, place, "" if plain and objects else called)

    def _pointed_to(self, noun: Token, kind: str | None, objects: set[str] | None) -> Party | None:
        """The event told before that a noun means, or what was said; it has one of these ``objects``, if any."""
        before = self._before(noun)
        same = [e for e in before if e.event_type == kind]
        if not same and noun.lemma_.lower() in ACTS:
            same = [e for e in before if e.event_type not in WORDS and self._sentences_since(e, noun) <= LOOK_BACK]
        if same and (objects is None or objects & _named(same[-1])):
            return same[-1]
        about = self._told_before(self.said, noun) if kind == "Statement" and objects is None else []
        said = [p for p in about if self._sentences_since(p, noun) <= LOOK_BACK]
        return said[-1] if said else None

    def _actors_of_event(self, holder: Token | None) -> list[Participant]:
        found = self.cluster(holder) if holder is not None else None
        if found is None or found[0].kind not in ACTORS:
            return []
        return [self._participant("actor", *found)]

    def _participant(self, role: str, cluster: Cluster, mention: Mention) -> Participant:
        return Participant(role, cluster.id, cluster.label, cluster.kind, *self._chars(mention.start, mention.end))

    def _event(self, kind: str, actor: Participant, objects: list[Participant], place: tuple[int, int],
               called: str = "") -> Party:  # fmt: skip
        """The event of an actor as the text calls it, else by its kind and objects; remembered for later."""
        names = "" if called else ", ".join(sorted({o.label for o in objects}))
        whose = owners.possessive(actor.label) if actor.kind in (Kind.PERSON, Kind.GROUP) else actor.label
        label = f"{whose} {called or ''.join(' ' + c.lower() if c.isupper() else c for c in kind).strip()}"
        identifier = content_id(Kind.EVENT, label, actor.id, *sorted(o.id for o in objects))
        label = f"{label}: {names}" if names else label
        self.events.append(Party(identifier, label[:LONGEST_LABEL], Kind.EVENT, *place, (actor, *objects), kind))
        return self.events[-1]

    def remember_words(self, content: Party, source: Party) -> None:
        """Keep what a source says for "the remarks", "the claim"."""
        speaker = Participant("actor", source.id, source.label, source.kind, source.start, source.end)
        self.said.append(replace(content, participants=tuple(_unique([speaker, *content.participants]))))

    def act(self, predicate: Token, kind: str, actor: Party, target: Party) -> None:
        """Keep the event of an action that a verb tells; of the actor alone, where it is to no entity."""
        doer = Participant("actor", actor.id, actor.label, actor.kind, actor.start, actor.end)
        done = []
        if target.kind not in (Kind.PROPOSITION, Kind.EVENT):
            done = [Participant("object", target.id, target.label, target.kind, target.start, target.end)]
        self._event(kind, doer, done, self._chars(*phrases.subtree(predicate)))

    def clause(self, head: Token, content: Range | None = None, aside: Range | None = None) -> Party:
        """What a clause says, as a proposition with the actors it names; ``aside`` is no part of it."""
        first, last = phrases.bare(self.doc, *(content or phrases.clause(head)))
        start, end = self._chars(first, last)
        text = phrases.without(self.doc, first, last, aside)
        subject = parse.subject(head)
        people = []
        for role, tokens in (
            ("actor", [subject] if subject is not None else []),
            ("object", parse.objects(head) + [n for _, n in parse.obliques(head)]),
        ):
            found = [f for t in tokens for f in [self.cluster(t)] if f and f[0].kind in ACTORS]
            people += [self._participant(role, *f) for f in found]
        return Party(content_id(Kind.PROPOSITION, text), text, Kind.PROPOSITION, start, end, tuple(_unique(people)))

    def topic(self, noun: Token) -> Party:
        """A thing that is neither actor nor event, with the actors in its name ("Trump's tax plan")."""
        called = self._called(noun)
        text = self._label(called)[:LONGEST_LABEL]
        near = [*parse.possessors(called), *parse.premodifiers(called), *(n for p, n in parse.obliques(called))]
        people = [self._participant("actor", *f) for t in near for f in [self.cluster(t)] if f and f[0].kind in ACTORS]
        place = self._chars(*phrases.whole(noun))
        own = self.coreference.document if " " not in text and instruments.is_particular(noun, self.lexicon) else ""
        return Party(entity_id(Kind.TOPIC, text, own), text, Kind.TOPIC, *place, tuple(_unique(people)))

    def _label(self, noun: Token) -> str:
        """What a thing is called, with the name of whom it is said to belong to."""
        whose = owners.possessor(noun, self.lexicon)
        owner = self.cluster(whose) if whose is not None else None
        if whose is None or owner is None or not owner[0].is_named:
            return phrases.label(self.doc, *phrases.whole(noun))
        return owners.owned(noun, whose, owner[0].label)

    def _called(self, noun: Token) -> Token:
        """The noun that says what one that only points back means: "the bill" is the "limited climate bill", if the
        text has spoken of no other before."""
        start, end = phrases.whole(noun)
        if end - start > 1 or not instruments.points(noun):
            return noun
        before = (t for t in self.nouns.get(noun.lemma_, ()) if t.i < noun.i and t.tag_ == noun.tag_)
        said = {phrases.text(self.doc, *phrases.whole(t)).lower(): t for t in before}
        fuller = [t for text, t in said.items() if " " in text and text.split()[0] not in instruments.POINTING]
        return fuller[0] if len(fuller) == 1 else noun


def _named(event: Party) -> set[str]:
    return {p.label for p in event.participants}


def _is_predicate(token: Token) -> bool:
    """Whether a noun or adjective is what "is" says; "against the plan" says something of the plan."""
    behind = token.pos_ in ("NOUN", "PROPN") and parse.children(token, "case")
    return bool(parse.children(token, "cop", "nsubj")) and not behind


def _unique(things: list[Side]) -> list[Side]:
    kept: dict[str, Side] = {}
    for thing in things:
        kept.setdefault(thing.id, thing)
    return list(kept.values())
