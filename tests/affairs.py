"""A made-up affair of any size for benchmarks: seeded, streamed, true to its text, in the shape of real readings.

Actors, targets and claims are popular as in news, a few very much and most hardly (Zipf's law). Every actor stands in
a camp, every target between the camps; some actors change sides half-way. A claim is told by several outlets, asserted
by some and denied by others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from kg.ids import content_id, entity_id, slug, state_id
from kg.model import (
    Attribution,
    Certainty,
    Document,
    Entity,
    Kind,
    Participant,
    Party,
    Reading,
    Skip,
    Statement,
    StatementKind,
    Temporality,
)
from kg.statements import order

PER_DOCUMENT = 40
FIRST, DAYS = date(2023, 1, 1), 730
OUTLETS = ("Daily Ledger", "Harbour Post", "The Northern Mail", "Capital Wire", "Evening Courier", "The Meridian",
           "Public Record", "Coast Tribune", "Arle Observer", "Republic Today", "Market Letter", "Radio 9")  # fmt: skip
STATES = {"USA": "United States", "GBR": "United Kingdom", "FRA": "France", "DEU": "Germany", "CHN": "China",
          "RUS": "Russia", "UKR": "Ukraine", "POL": "Poland", "SWE": "Sweden", "FIN": "Finland", "NOR": "Norway",
          "DNK": "Denmark", "EST": "Estonia", "LVA": "Latvia", "LTU": "Lithuania", "ITA": "Italy", "ESP": "Spain",
          "PRT": "Portugal", "NLD": "Netherlands", "BEL": "Belgium", "AUT": "Austria", "CHE": "Switzerland",
          "CZE": "Czechia", "HUN": "Hungary", "ROU": "Romania", "GRC": "Greece", "TUR": "Turkey", "ISR": "Israel",
          "IRN": "Iran", "IND": "India", "JPN": "Japan", "KOR": "South Korea", "BRA": "Brazil", "MEX": "Mexico",
          "CAN": "Canada", "AUS": "Australia", "ZAF": "South Africa", "EGY": "Egypt", "NGA": "Nigeria"}  # fmt: skip
STANCES = {  # polarity: relation, finite verb, verb after "did not", PLOVER, CAMEO
    1: (("supports", "backed", "back", "SUPPORT", "051"), ("endorses", "endorsed", "endorse", "SUPPORT", "051"),
        ("praises", "praised", "praise", "SUPPORT", "051")),
    -1: (("opposes", "opposed", "oppose", "ACCUSE", "111"), ("criticizes", "criticized", "criticize", "ACCUSE", "111"),
         ("condemns", "condemned", "condemn", "ACCUSE", "111"), ("rejects", "rejected", "reject", "REJECT", "12")),
    0: (("speaksOf", "spoke of", "speak of", None, None),),
}  # fmt: skip
ACTIONS = (("meets", "met", 0, "CONSULT", "04"), ("funds", "funded", 1, "AID", "07"),
           ("cooperatesWith", "worked with", 1, "COOPERATE", "05"), ("sanctions", "sanctioned", -1, "SANCTION", "163"),
           ("callsOn", "called on", 0, "REQUEST", "02"), ("threatens", "threatened", -1, "THREATEN", "13"))  # fmt: skip
ROLES = (("heads", "head"), ("spokespersonFor", "spokesperson"), ("memberOf", "member"), ("employedBy", "adviser"))
REPORTS = (("say", "said"), ("warn", "warned"), ("argue", "argued"), ("insist", "insisted"))
EVENTS = ("Withdrawal", "Vote", "Signing", "Ban", "Protest", "Strike", "Merger", "Embargo")
_ONSETS = ("b", "br", "d", "f", "g", "h", "j", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "v")
_CODAS = ("l", "n", "r", "s", "nd", "rk", "sk", "th")


def affairs(statements: int, seed: int, *, actors: int = 0) -> Iterator[Reading]:
    """Readings of 40 statements each (the last may have fewer), ``statements`` in all; same ``seed``, same readings.
    ``actors``: how many there are to speak, one for fifty statements where it is 0."""
    world = _World.of(statements, Random(seed), actors)
    for number, first in enumerate(range(0, statements, PER_DOCUMENT)):
        # a generator of its own for each document: a reading does not depend on those before it
        yield _Article(world, number, Random(f"{seed} {number}")).read(min(PER_DOCUMENT, statements - first))


@dataclass(frozen=True, slots=True)
class _Popular:
    """Things of which some are named much more often than others."""

    things: Sequence[Any]
    weights: Sequence[float]

    @classmethod
    def of(cls, things: Sequence[Any]) -> "_Popular":
        return cls(things, list(accumulate(1 / (rank + 3) for rank in range(len(things)))))

    def one(self, random: Random) -> Any:
        return random.choices(self.things, cum_weights=self.weights)[0]


@dataclass(frozen=True, slots=True)
class _Content:
    """An event, a topic or a claim; ``parts`` are role, thing and offset in ``label``."""

    id: str
    label: str
    kind: Kind
    parts: tuple[tuple[str, Any, int], ...] = ()
    event_type: str | None = None


@dataclass(frozen=True, slots=True)
class _World:
    actors: _Popular
    people: _Popular
    bodies: _Popular
    topics: _Popular
    events: _Popular
    claims: _Popular
    states: dict[str, Entity]

    @classmethod
    def of(cls, statements: int, random: Random, actors: int = 0) -> "_World":
        many = actors or min(20_000, max(200, statements // 50))
        states = {state_id(code): Entity(state_id(code), name, Kind.STATE, (f"Republic of {name}",), same_as=(f"Q{n}",))
                  for n, (code, name) in enumerate(STATES.items(), 9_000_000)}  # fmt: skip
        people = [_person(random, n) for n in range(many * 6 // 10)]
        bodies = [_body(random, n, list(states)) for n in range(many * 4 // 10)]
        everybody = [*_unlike(people), *_unlike(bodies), *states.values()]
        random.shuffle(everybody)
        topics = [_topic(random, n) for n in range(min(400, many // 4))]
        some = _Popular.of(everybody), _Popular.of(topics)
        events = _unlike([_event(random, *some) for _ in range(max(20, statements // 400))])
        claims = _unlike([_claim(random, *some) for _ in range(max(20, statements // 40))])
        kinds = ([a for a in everybody if (a.kind == Kind.PERSON) == is_person] for is_person in (True, False))
        return cls(some[0], *map(_Popular.of, kinds), some[1], _Popular.of(events), _Popular.of(claims), states)


def _unlike(things: list) -> list:
    return list({thing.id: thing for thing in things}.values())


def _word(random: Random, syllables: int = 2) -> str:
    parts = (random.choice(_ONSETS) + random.choice("aeiou") for _ in range(syllables))
    return ("".join(parts) + random.choice(_CODAS)).capitalize()


def _person(random: Random, number: int) -> Entity:
    surname = _word(random)
    name = f"{_word(random, 1)} {surname}"
    same = (f"Q{1_000_000 + number}",) if number % 5 == 0 else ()
    return Entity(entity_id(Kind.PERSON, name), name, Kind.PERSON, (surname,), same_as=same)


def _body(random: Random, number: int, states: list[str]) -> Entity:
    if number % 6 == 0:
        name = f"{random.choice(('Ministry', 'Office', 'Agency'))} of {_word(random)}"
        acts_for = random.choice(states)
        return Entity(entity_id(Kind.GOVERNMENT_BODY, name), name, Kind.GOVERNMENT_BODY, acts_for=acts_for)
    name = f"{_word(random)} {_word(random)} {random.choice(('Institute', 'Union', 'League', 'Council', 'Party'))}"
    if number % 9 == 0:
        name = f"{_word(random)} farmers"
        return Entity(entity_id(Kind.GROUP, name), name, Kind.GROUP)
    short = "".join(word[0] for word in name.split())
    return Entity(entity_id(Kind.ORGANIZATION, name), name, Kind.ORGANIZATION, (short,))


def _topic(random: Random, number: int) -> _Content:
    label = f"{_word(random).lower()} {random.choice(('policy', 'tax', 'trade', 'law', 'reform'))}"
    return _Content(entity_id(Kind.TOPIC, label), label, Kind.TOPIC)


def _event(random: Random, actors: _Popular, topics: _Popular) -> _Content:
    actor, object, type = actors.one(random), topics.one(random), random.choice(EVENTS)
    label = f"{actor.label} {type.lower()} on {object.label}"
    parts = (("actor", actor, 0), ("object", object, len(label) - len(object.label)))
    return _Content(content_id(Kind.EVENT, label, actor.id, object.id), label, Kind.EVENT, parts, type)


def _claim(random: Random, actors: _Popular, topics: _Popular) -> _Content:
    actor, object = actors.one(random), topics.one(random)
    verb = random.choice(("broken", "wrecked", "hidden", "paid for"))
    label = f"{actor.label} had {verb} the {_word(random).lower()} {object.label}"
    parts = (("actor", actor, 0), ("object", object, len(label) - len(object.label)))
    return _Content(content_id(Kind.PROPOSITION, label, actor.id, object.id), label, Kind.PROPOSITION, parts)


class _Article:
    """One document in the making: pieces of text, and what they say at which offsets."""

    def __init__(self, world: _World, number: int, random: Random):
        self.world, self.random, self.number = world, random, number
        self.pieces: list[str] = []
        self.length = self.begin = 0
        self.drafts: list[dict[str, Any]] = []
        self.entities: dict[str, Entity] = {}
        self.day = FIRST + timedelta(random.randrange(DAYS))
        self.dates = [str(self.day - timedelta(days)) for days in (0, 0, 0, 1, 2, 5, 30)] + [str(self.day)[:7]]
        self.outlet = random.choice(OUTLETS)

    def read(self, statements: int) -> Reading:
        forms = (self._stance, self._claim, self._action, self._affiliation, self._answer, self._unvoiced)
        chosen = iter(self.random.choices(forms, (52, 22, 12, 9, 3, 2), k=statements))
        while len(self.drafts) < statements:
            self.begin = self.length
            next(chosen)()
            self._say(".\n")
        del self.drafts[statements:]
        skipped = self._say("Observers were divided")
        text = "".join(self.pieces)
        document = Document.of(
            text, title=f"Report {self.number} of {self.outlet}", uri=f"https://{slug(self.outlet)}.example/{self.number}",
            published=str(self.day), publisher=self.outlet, author=f"Reporter {self.number % 97}",
        )  # fmt: skip
        found: list[Statement] = []
        for draft in self.drafts:
            found.append(self._statement(document, found, **draft))
        for entity in [e for e in self.entities.values() if e.acts_for]:
            self.entities[entity.acts_for] = self.world.states[entity.acts_for]
        entities = tuple(self.entities[id] for id in sorted(self.entities))
        skips = (Skip("no-target", document.span(*skipped)),)
        return Reading(document, entities, tuple(sorted(found, key=order)), skips, len(text.split()))

    # --- sentences ---

    def _stance(self) -> None:
        chance = self.random.random()
        sources = self._sources(chance)
        holder = self._actor(self.world.actors)
        spoken = 0.14 < chance < 0.4
        if spoken:
            cue = self._say(f" {(report := self.random.choice(REPORTS))[1]}")
            self._say(" that it ")
            content = self.length
        target = self.random.choices((self.world.topics, self.world.events, self.world.actors, self.world.claims),
                                     (30, 30, 32, 8))[0].one(self.random)  # fmt: skip
        if target.id == holder.id:
            target = self.world.topics.one(self.random)
        polarity = self._side(holder, target)
        relation, verb, base, plover, cameo = self.random.choice(STANCES[polarity])
        negated = chance > 0.97
        fields = {"negated": negated, "polarity": 0 if negated else polarity, "plover": plover, "cameo": cameo}
        if chance > 0.92:
            fields["certainty"] = Certainty.CERTAIN if negated else Certainty.POSSIBLE
            words = self._say(f" {'did not' if negated else 'might'} {base}")
        else:
            words = self._say(verb if spoken else f" {verb}")
            fields["certainty"] = Certainty.PROBABLE if sources else Certainty.CERTAIN
        self._say(" ")
        party = self._party(target)
        if spoken:
            fields |= {"speech_act": report[0], "report": ((holder.start, holder.end), cue, (content, self.length))}
            sources = (holder,)
        kind = StatementKind.STANCE if polarity else StatementKind.ASSERTION
        self._draft(kind, holder, relation, party, words, attributed_to=sources, **fields)

    def _sources(self, chance: float) -> tuple[Party, ...]:
        """Who is quoted with a statement of another, outermost last: mostly nobody."""
        if chance > 0.14:
            return ()
        self._say("According to ")
        inner = self._actor(self.world.people)
        outer = ()
        if chance < 0.04:
            self._say(", as told by ")
            outer = (self._actor(self.world.bodies),)
        self._say(", ")
        return inner, *outer

    def _claim(self) -> None:
        """Somebody says that something is so, or denies it: a denial is a stance, and a claim that is not asserted."""
        holder, claim = self._actor(self.world.actors), self.world.claims.one(self.random)
        denied = self._side(holder, claim) < 0 and self.random.random() < 0.5
        act, verb = ("deny", "denied") if denied else self.random.choice(REPORTS)
        self._say(" ")
        cue = self._say(verb)
        self._say(" that ")
        target = self._party(claim)
        spoken = {"speech_act": act, "attributed_to": (holder,)}
        spoken["report"] = ((holder.start, holder.end), cue, (target.start, target.end))
        self._draft(StatementKind.ASSERTION, holder, "asserts", target, cue, polarity=0, negated=denied, **spoken)
        if denied:
            self._draft(StatementKind.STANCE, holder, "denies", target, cue, polarity=-1, cameo="016")

    def _action(self) -> None:
        holder = self._actor(self.world.actors)
        relation, verb, polarity, plover, cameo = self.random.choice(ACTIONS)
        future = self.random.random() < 0.1
        cue = self._say(f" will have {verb}" if future else f" {verb}")
        self._say(" ")
        target = self._actor(self.world.actors, but=holder.id)
        fields = {"plover": plover, "cameo": cameo, "polarity": polarity}
        if future:
            fields |= {"temporality": Temporality.FUTURE, "certainty": Certainty.UNDERSPECIFIED}
        self._draft(StatementKind.ACTION, holder, relation, target, cue, **fields)

    def _affiliation(self) -> None:
        holder = self._actor(self.world.people)
        relation, role = self.random.choice(ROLES)
        ended = self.random.random() < 0.1
        self._say(" was a " if ended else " is a ")
        cue = self._say(role)
        self._say(" of ")
        body = self._actor(self.world.bodies)
        fields = {"since": str(self.random.randrange(1990, 2023))} if self.random.random() < 0.2 else {}
        self._draft(StatementKind.RELATION, holder, relation, body, cue, polarity=0, role=role, ended=ended, **fields)

    def _answer(self) -> None:
        """A statement about the last one."""
        if not self.drafts:
            return self._unvoiced()
        holder = self._actor(self.world.actors)
        relation, verb, polarity = self.random.choice((("rejects", "rejected", -1), ("agreesWith", "welcomed", 1)))
        self._say(" ")
        cue = self._say(verb)
        self._say(" ")
        place = self._say("the remark")
        target = Party("", "the remark", Kind.STATEMENT, *place)
        self._draft(StatementKind.STANCE, holder, relation, target, cue, polarity=polarity, about=len(self.drafts) - 1)

    def _unvoiced(self) -> None:
        self._say("The talks on ")
        topic = self._party(self.world.topics.one(self.random))
        cue = self._say(" went on")
        self._draft(StatementKind.ASSERTION, None, "asserts", topic, cue, polarity=0)

    # --- their parts ---

    def _say(self, words: str) -> tuple[int, int]:
        """Where ``words`` come to stand, without the white space around them."""
        begin = self.length + (words[0] == " ")
        self.pieces.append(words)
        self.length += len(words)
        return begin, self.length

    def _actor(self, popular: _Popular, but: str = "") -> Party:
        entity = popular.one(self.random)
        while entity.id == but:
            entity = popular.one(self.random)
        return self._party(entity)

    def _party(self, thing: Entity | _Content) -> Party:
        """``thing`` where it is named next, by its name or, if it has one, its short name."""
        if isinstance(thing, Entity):
            self.entities[thing.id] = thing
            short = thing.aliases and self.random.random() < 0.25
            return Party(thing.id, thing.label, thing.kind, *self._say(thing.aliases[0] if short else thing.label))
        begin, end = self._say(thing.label)
        parts = []
        for role, part, at in thing.parts:
            place = begin + at, begin + at + len(part.label)
            parts.append(Participant(role, part.id, part.label, part.kind, *place))
            if isinstance(part, Entity):
                self.entities[part.id] = part
        return Party(thing.id, thing.label, thing.kind, begin, end, tuple(parts), thing.event_type)

    def _side(self, holder: Party, target: Entity | _Content) -> int:
        """For or against, by camps; a tenth of the actors change sides in the second year, and anyone may surprise."""
        camp, side = holder.id[-1] < "n", target.id[-1] < "n"
        turned = holder.id[-2] in "abc" and self.day.year > FIRST.year
        chance = self.random.random()
        if chance < 0.06:
            return 0
        return 1 if (camp == side) ^ turned ^ (chance > 0.9) else -1

    def _draft(self, kind: StatementKind, holder: Party | None, relation: str, target: Party, cue: tuple[int, int],
               **fields: Any) -> None:  # fmt: skip
        fields |= {"kind": kind, "holder": holder, "relation": relation, "target": target}
        self.drafts.append({"places": (self.begin, self.length, cue), **fields})

    def _statement(self, document: Document, found: list[Statement], places: tuple, report: tuple | None = None,
                   about: int | None = None, **fields: Any) -> Statement:  # fmt: skip
        begin, end, cue = places
        if about is not None:
            target = fields["target"]
            fields["target"] = Party(f"stance/{found[about].key}", target.label, target.kind, target.start, target.end)
        if report:
            fields["attribution"] = Attribution(*(document.span(*place) for place in report))
        return Statement(
            evidence=document.span(begin, end), cues=(document.span(*cue),), uri=document.uri, **fields,
            rule=f"made/{fields['relation']}", date=self.random.choice(self.dates),
            confidence=round(0.3 + 0.7 * self.random.random() ** 0.5, 4),
        )  # fmt: skip
