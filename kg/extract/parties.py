"""Head tokens → parties: entities, members of a list, events, propositions, topics."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract import claims, parse, phrases
from kg.extract.cast import Cast, Figure
from kg.extract.mentions import Mention
from kg.ids import content_id, entity_id
from kg.lexicon import Lexicon
from kg.model import ACTORS, Kind, Participant, Party

ACTS = frozenset(
    "decision move step action plan measure announcement act initiative departure development proposal order".split()
)
POINTING = frozenset(("the", "this", "that", "these", "those", "such"))
EXAMPLES = frozenset(("such as", "including", "like", "as"))
LISTING = frozenset((",", "and", "the", "or", "as", "well", ";"))
QUANTITIES = frozenset(
    "total number majority dozen handful series range lot couple variety some many most several part all each both half hundred thousand".split()
)
LONGEST_LABEL = 120


@dataclass(slots=True)
class Parties:
    """The parties of one document. Events are remembered in reading order, so that "the decision" finds its event."""

    doc: Doc
    cast: Cast
    lexicon: Lexicon
    events: list[Party] = field(default_factory=list)
    by_token: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self):
        for mention in self.cast.mentions:
            for i in range(mention.start if mention.titled is None else mention.titled, mention.end):
                if mention.form != "noun" or i == mention.head:
                    self.by_token.setdefault(i, mention)

    # --- entities ---------------------------------------------------------------------------------------------------

    def figure(self, token: Token) -> tuple[Figure, Mention] | None:
        mention = self.by_token.get(token.i)
        figure = self.cast.of(mention) if mention else None
        return (figure, mention) if figure and mention else None

    def entity(self, token: Token) -> Party | None:
        """The entity whose mention ``token`` heads, as a party."""
        found = self.figure(token)
        return self._party(*found) if found else None

    def actors(self, token: Token | None) -> list[Party]:
        """The actors that ``token`` and what is coordinated with it stand for; members in place of their list."""
        found = []
        for one in parse.coordinated(token) if token is not None else ():
            party = self.entity(one)
            members = (
                [p for m in self.members(one) for p in [self.entity(m)] if p and p.kind in ACTORS]
                if not party or party.kind == Kind.GROUP
                else []
            )
            if members:
                found.extend(members)
            elif party is not None and party.kind in ACTORS:
                found.append(party)
        return _unique(found)

    def _party(self, figure: Figure, mention: Mention) -> Party:
        entity = figure.entity()
        start, end = self._chars(mention.start, mention.end)
        return Party(entity.id, entity.label, entity.kind, start, end)

    def _chars(self, start: int, end: int) -> tuple[int, int]:
        return self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text)

    def members(self, noun: Token) -> list[Token]:
        """The names that a plural noun sums up: "N such as A and B", "among the N are A and B", "A, one of the N"."""
        if noun.pos_ != "NOUN" or noun.tag_ not in ("NNS", "NNPS", "NN"):
            return []
        found = [n for words, n in parse.obliques(noun) if words in EXAMPLES]
        found += [
            c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > noun.i and noun.tag_ == "NNS"
        ]
        head = noun.head
        is_among = any(c.dep_ == "case" and c.lower_ in ("among", "amongst") for c in noun.children)
        if is_among and head.i != noun.i and any(c.dep_ == "cop" for c in head.children):
            found += self._list(head)  # "among the N are A, B and C"
        elif is_among and any(c.dep_ == "cop" for c in noun.children):
            found += [n for c in noun.children if c.dep_ in parse.SUBJECTS for n in self._list(c)]
        elif head.dep_ == "prep" and head.lower_ == "among" and head.head.lemma_ == "be":
            found += [c for c in head.head.children if c.dep_ in parse.SUBJECTS or c.dep_ == "attr"]
        elif is_among and head.lemma_ == "be":
            found += [c for c in head.children if c.dep_ in parse.SUBJECTS or c.dep_ == "attr"]
        if head.lemma_ == "include" and noun.dep_ in parse.SUBJECTS:
            found += parse.objects(head)
        one = head if head.pos_ != "ADP" else head.head
        if one.lower_ == "one" and one.dep_ == "appos":
            found.append(one.head)
        elif one.lower_ == "one" and (any(c.dep_ == "cop" for c in one.children) or one.dep_ == "attr"):
            subject = parse.subject(one)
            found += [subject] if subject is not None else []
        return [m for f in found for m in parse.coordinated(f) if self._is_name(m)]

    def _list(self, first: Token) -> list[Token]:
        """The names from the one that ``first`` is in, as long as only commas, "and" and articles part them."""
        names = sorted(
            (m for m in self.cast.mentions if m.form == "name" and m.start >= first.sent.start), key=lambda m: m.start
        )
        here = [m for m in names if m.start <= first.i < m.end or m.start > first.i]
        found: list[Mention] = []
        for mention in here:
            between = self.doc[found[-1].end : mention.start] if found else ()
            if mention.start >= first.sent.end or any(t.lower_ not in LISTING for t in between):
                break
            found.append(mention)
        return [self.doc[m.head] for m in found]

    def _is_name(self, token: Token) -> bool:
        found = self.figure(token)
        return found is not None and found[1].form == "name"

    # --- whatever a stance may be towards ---------------------------------------------------------------------------

    def targets(self, token: Token) -> list[Party]:
        """Parties of a target's head token, those coordinated with it too."""
        found: list[Party] = []
        for one in parse.coordinated(token):
            found.extend(self._target(one))
        return _unique(found)

    def _target(self, token: Token) -> list[Party]:
        counted = (
            [n for words, n in parse.obliques(token) if words == "of"] if token.lemma_.lower() in QUANTITIES else []
        )
        if counted:
            return self._target(counted[0])
        members = [p for m in self.members(token) for p in [self.entity(m)] if p]
        if members:
            return members
        entity = self.entity(token)
        if entity is not None:
            return [entity]
        if token.pos_ in ("PRON", "DET"):
            before = [e for e in self.events if e.end <= self.doc[token.sent.start].idx]
            return [self._again(before[-1], token)] if before and token.lower_ in ("this", "that", "it") else []
        is_clause = token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("cop", "nsubj") for c in token.children)
        if is_clause and not (
            token.pos_ in ("NOUN", "PROPN") and parse.children(token, "case")
        ):  # "is against the plan"
            return [self.clause(token)]
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            return [self.event(token) or self.topic(token)]
        return []

    def _again(self, event: Party, token: Token) -> Party:
        start, end = self._chars(*phrases.noun_phrase(token))
        return Party(event.id, event.label, event.kind, start, end, event.participants, event.event_type)

    def event(self, noun: Token) -> Party | None:
        """The event that a noun names ("the US withdrawal from X") or points back to ("the decision")."""
        kind = self.lexicon.event_type(noun.lemma_)
        actors = self._actors_of_event(claims.noun_owner(noun, self.lexicon, "from"))
        pointing = any(c.lower_ in POINTING for c in noun.children if c.dep_ in ("det", "amod"))
        if pointing and not actors and (noun.lemma_.lower() in ACTS or kind):
            same = [e for e in self.events if e.event_type == kind] or (
                self.events if noun.lemma_.lower() in ACTS else []
            )
            if same:
                return self._again(same[-1], noun)
        if kind is None or not actors:
            return None
        objects = self._objects_of_event(noun)
        earlier = [
            e for e in self.events if e.event_type == kind and e.participants and e.participants[0].id == actors[0].id
        ]
        if not objects and earlier:
            return self._again(earlier[-1], noun)
        start, end = self._chars(*phrases.noun_phrase(noun))
        return self.remember(self._event(kind, actors[0], objects, start, end))

    def _actors_of_event(self, holder: Token | None) -> list[Participant]:
        found = self.figure(holder) if holder is not None else None
        if found is None or found[0].kind not in ACTORS:
            return []
        return [self._participant("actor", *found)]

    def _objects_of_event(self, noun: Token) -> list[Participant]:
        slots = {f.preposition for f in self.lexicon.frames(noun.lemma_, "NOUN") if not f.agent}
        tokens = [m for p, n in parse.obliques(noun) if p.split(" ")[-1] in slots for m in parse.coordinated(n)]
        tokens = [m for t in tokens for m in (self.members(t) or [t])]
        return [self._participant("object", *f) for f in map(self.figure, tokens) if f]

    def _participant(self, role: str, figure: Figure, mention: Mention) -> Participant:
        entity = figure.entity()
        return Participant(role, entity.id, entity.label, entity.kind, *self._chars(mention.start, mention.end))

    def _event(self, kind: str, actor: Participant, objects: list[Participant], start: int, end: int) -> Party:
        words = "".join(" " + c.lower() if c.isupper() else c for c in kind).strip()
        names = sorted({o.label for o in objects})
        label = f"{actor.label} {words}" + (f": {', '.join(names)}" if names else "")
        identifier = content_id(Kind.EVENT, f"{actor.label} {words}", actor.id, *sorted(o.id for o in objects))
        return Party(identifier, label, Kind.EVENT, start, end, (actor, *objects), kind)

    def remember(self, event: Party) -> Party:
        self.events.append(event)
        return event

    def act(self, predicate: Token, kind: str, actor: Party, target: Party) -> Party:
        """The event of an action that a verb tells, remembered for later."""
        doer = Participant("actor", actor.id, actor.label, actor.kind, actor.start, actor.end)
        done = (
            []
            if target.kind in (Kind.PROPOSITION, Kind.EVENT)
            else [Participant("object", target.id, target.label, target.kind, target.start, target.end)]
        )
        start, end = self._chars(*phrases.subtree(predicate))
        return self.remember(self._event(kind, doer, done, start, end))

    def clause(self, head: Token, content: tuple[int, int] | None = None) -> Party:
        """What a clause says, as a proposition with the actors it names."""
        start, end = self._chars(*(content or phrases.subtree(head)))
        text = " ".join(self.doc.text[start:end].split())
        subject = parse.subject(head)
        people = []
        for role, tokens in (
            ("actor", [subject] if subject is not None else []),
            ("object", parse.objects(head) + [n for _, n in parse.obliques(head)]),
        ):
            found = [f for t in tokens for f in [self.figure(t)] if f and f[0].kind in ACTORS]
            people += [self._participant(role, *f) for f in found]
        return Party(content_id(Kind.PROPOSITION, text), text, Kind.PROPOSITION, start, end, tuple(_unique(people)))

    def topic(self, noun: Token) -> Party:
        """A thing that is neither actor nor event, with the actors in its name ("Trump's tax plan")."""
        first, last = phrases.noun_phrase(noun)
        start, end = self._chars(first, last)
        text = " ".join(self.doc.text[start:end].split())[:LONGEST_LABEL]
        owners = [*parse.possessors(noun), *parse.premodifiers(noun), *(n for p, n in parse.obliques(noun))]
        people = [self._participant("actor", *f) for t in owners for f in [self.figure(t)] if f and f[0].kind in ACTORS]
        return Party(entity_id(Kind.TOPIC, text), text, Kind.TOPIC, start, end, tuple(_unique(people)))


def _unique(things: list) -> list:
    seen, kept = set(), []
    for thing in things:
        if thing.id not in seen:
            seen.add(thing.id)
            kept.append(thing)
    return kept
