"""Coreference within a document: which mentions are one and the same. Abstains rather than guesses.

Names first (whole names, then surnames and short names against them), then nouns and pronouns in reading order, each
looking back; what cannot be decided gets no entity and a reason. A rule sieve after Lee et al., "Deterministic
Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 2013.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract import parse
from kg.extract.mentions import Mention
from kg.ids import entity_id, folded, state_id
from kg.lexicon import Lexicon
from kg.model import ACTORS, Entity, Kind

LOOK_BACK = 3  # sentences
MARGIN = 0.3  # by which the likeliest antecedent must lead
PERSONAL = frozenset(("masculine", "feminine"))
BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))
HONORIFICS = {
    "feminine": frozenset(("mrs", "ms", "miss", "dame", "lady", "madam", "madame", "baroness", "frau", "queen")),
    "masculine": frozenset(("mr", "sir", "lord", "monsieur", "herr", "king")),
}
GENERIC = frozenset((
    "agency", "organization", "organisation", "company", "firm", "group", "body", "institution", "union", "party",
    "association", "forum", "centre", "center", "alliance", "bloc", "institute", "commission", "committee",
    "council", "court", "bank", "charity", "regulator", "network", "newspaper",
))  # fmt: skip


@dataclass(slots=True)
class Figure:
    """One entity of a document, while it is being put together."""

    kind: Kind
    label: str
    known: tuple[str, str] | None = None
    acts_for: str | None = None
    disambiguator: str = ""
    aliases: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    gender: str | None = None

    def entity(self) -> Entity:
        """The entity as it goes into the graph."""
        identifier = entity_id(self.kind, self.label, self.disambiguator)
        if self.known and self.known[0] == "state":
            identifier = state_id(self.known[1])
        return Entity(identifier, self.label, self.kind, tuple(sorted(self.aliases - {self.label})), self.acts_for)


class Cast:
    """The entities of a document; `of` gives the one behind a mention, `why_not` why there is none."""

    def __init__(self, doc: Doc, mentions: list[Mention], lexicon: Lexicon, document: str,
                 speaker: Callable[[int], Mention | None] = lambda i: None,
                 quoted: Callable[[int], bool] = lambda i: False):  # fmt: skip
        self.doc, self.lexicon, self.document = doc, lexicon, document
        self.speaker, self.quoted = speaker, quoted
        self.figures: list[Figure] = []
        self._figure: dict[Mention, Figure] = {}
        self.why_not: dict[Mention, str] = {}
        self.mentions = mentions
        self._sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
        names = [m for m in mentions if m.form in ("name", "adjective")]
        for mention in sorted(names, key=lambda m: (m.kind == Kind.PERSON and " " not in m.name, m.start)):
            self._take_name(mention)
        self._acronyms()
        first_person = []
        for mention in mentions:
            if mention.form == "noun":
                self._take_noun(mention)
            elif mention.form == "pronoun" and lexicon.pronoun(mention.name).person == 1:
                first_person.append(mention)  # its speaker may be named after the quotation
            elif mention.form == "pronoun":
                self._take_pronoun(mention)
        for mention in first_person:
            self._take_pronoun(mention)

    def of(self, mention: Mention) -> Figure | None:
        return self._figure.get(mention)

    def _join(self, figure: Figure, mention: Mention) -> None:
        self._figure[mention] = figure
        figure.mentions.append(mention)
        if mention.form != "pronoun":
            figure.aliases.add(mention.name)
        figure.roles.update(t.lower() for t in mention.titles)
        if mention.titled is not None:
            figure.gender = _gender(self.doc[mention.titled : mention.start]) or figure.gender

    def _new(self, mention: Mention, label: str = "", **fields) -> None:
        figure = Figure(mention.kind, label or mention.name, mention.known, mention.state, **fields)
        self.figures.append(figure)
        self._join(figure, mention)

    # --- names ------------------------------------------------------------------------------------------------------

    def _take_name(self, mention: Mention) -> None:
        if mention.known:
            figure = next((f for f in self.figures if f.known == mention.known), None)
            if figure:
                return self._join(figure, mention)
            kind, key = mention.known
            names = {"state": lambda: self.lexicon.states[key].name, "organization": lambda: key}
            return self._new(mention, label=names.get(kind, lambda: mention.name)())
        same = [f for f in self.figures if f.kind == mention.kind and folded(mention.name) in map(folded, f.aliases)]
        if mention.kind == Kind.PERSON:
            same = same or self._people(mention)
        elif mention.kind in BODIES and not same:
            same = self._bodies(mention)
        if len(same) == 1:
            self._join(same[0], mention)
        elif same:
            self.why_not[mention] = "ambiguous-name"
        else:
            self._new(mention)

    def _people(self, mention: Mention) -> list[Figure]:
        words = mention.name.split()
        people = [f for f in self.figures if f.kind == Kind.PERSON]
        if len(words) == 1:
            near = [f for f in people if folded(words[0]) == folded(f.label.split()[-1])]
            return near or [f for f in people if folded(words[0]) == folded(f.label.split()[0])]
        ends = (folded(words[0]), folded(words[-1]))
        return [f for f in people if (folded(f.label.split()[0]), folded(f.label.split()[-1])) == ends]

    def _bodies(self, mention: Mention) -> list[Figure]:
        """Bodies that a shorter or longer name of the same head may mean."""
        words = set(folded(mention.name).split()) - {"the", "of", "for", "and"}
        last = folded(mention.name).split()[-1]
        found = []
        for figure in self.figures:
            theirs = set(folded(figure.label).split())
            if (
                figure.kind in BODIES
                and set() < words < theirs
                and last in _heads(figure.label)
                and mention.name[0].isupper()
            ):
                found.append(figure)
        return found

    def _acronyms(self) -> None:
        """Join "GCF" to "Global Cyber Forum": said so in brackets, or its initials and nothing else fits."""
        for short in [f for f in self.figures if f.kind in BODIES and _is_acronym(f.label) and not f.known]:
            at = min(m.start for m in short.mentions)
            bracketed = at >= 2 and self.doc[at - 1].text == "("
            fits = []
            for figure in self.figures:
                if figure is short or figure.kind not in BODIES | {Kind.GROUP}:
                    continue
                adjacent = bracketed and any(m.end == at - 1 for m in figure.mentions)
                if adjacent or short.label.replace(".", "") in _initials(figure.label):
                    fits.append((not adjacent, figure))
            fits.sort(key=lambda pair: pair[0])
            if len(fits) == 1 or fits and fits[0][0] is False:
                for mention in short.mentions:
                    self._join(fits[0][1], mention)
                self.figures.remove(short)

    # --- nouns ------------------------------------------------------------------------------------------------------

    def _take_noun(self, mention: Mention) -> None:
        lemma = self.doc[mention.head].lemma_.lower()
        if mention.known:  # "the US government": a body of that state
            figure = next((f for f in self.figures if f.known == mention.known), None)
            state = self.lexicon.states[mention.known[1].partition("/")[0]]
            noun = self.doc[mention.head].lower_ if mention.plural else lemma
            return self._join(figure, mention) if figure else self._new(mention, label=f"{state.name} {noun}")
        beside = self._beside(mention)
        if beside is not None:
            return self._join(beside, mention)
        if mention.definite and not mention.plural:
            figure = self._definite(mention, lemma)
            if figure:
                return self._join(figure, mention)
            if lemma in GENERIC:
                self.why_not[mention] = "description-without-antecedent"
                return None
        return self._new(mention, disambiguator=f"{self.document}:{'' if mention.plural else mention.start}"
                         if not self._is_named(mention) else "")  # fmt: skip

    def _beside(self, mention: Mention) -> Figure | None:
        """Whose name stands beside a noun ("Estonia's minister, Jane Doe"), or of whom it is said ("Doe is a star")."""
        noun = self.doc[mention.head]
        near = parse.children(noun, "appos") + ([noun.head] if noun.dep_ == "appos" else [])
        at = {t.i for t in near + self._said_of(noun)}
        for other, figure in self._figure.items():
            alike = figure.kind == mention.kind or figure.kind in BODIES and mention.kind in BODIES
            if other.form != "noun" and other.head in at and alike and not mention.plural:
                figure.roles.add(mention.name.lower())
                return figure
        return None

    def _said_of(self, noun: Token) -> list[Token]:
        """Of whom a plain "is" says that they are this."""
        being = parse.clause(noun).lemma_ == "be" or parse.children(noun, "cop")
        open_ = parse.negations(noun, self.lexicon.is_negator) or any(t.tag_ == "MD" for t in parse.auxiliaries(noun))
        subject = parse.own_subject(noun) if being and not open_ else None
        return [subject] if subject is not None and not parse.is_question(noun.sent) else []

    def _is_named(self, mention: Mention) -> bool:
        return any(
            t.pos_ == "PROPN" or t.ent_type_ in ("NORP", "GPE", "ORG", "PERSON")
            for t in self.doc[mention.start : mention.end]
        )

    def _definite(self, mention: Mention, lemma: str) -> Figure | None:
        """Whom "the minister", "the government", "the agency" means: the nearest before it that fits."""
        before = self._before(mention.start)
        modified = mention.end - mention.start > 1
        if lemma == "government" and not modified:
            bodies = [f for f, _ in before if f.known and f.known[0] == "government"]
            states = {f.acts_for or state_id(f.known[1]) for f, m in before if f.acts_for or f.kind == Kind.STATE}
            return bodies[0] if bodies and len({f.acts_for for f in bodies}) == 1 and len(states) <= 2 else None
        called = mention.name.lower() if modified else lemma
        for figure, other in before:
            if figure.kind == mention.kind == Kind.PERSON and any(r.endswith(called) for r in figure.roles):
                return figure
            same_noun = other.form == "noun" and self.doc[other.head].lemma_.lower() == lemma
            if (
                same_noun
                and figure.kind == mention.kind
                and not other.plural
                and (not modified or folded(other.name) == folded(mention.name))
            ):
                return figure
            if figure.kind in BODIES and not modified and lemma in _heads(figure.label):
                return figure
        return self._generic(mention, before, lemma) if lemma in GENERIC and not modified else None

    def _generic(self, mention: Mention, before: list[tuple[Figure, Mention]], lemma: str) -> Figure | None:
        """Whom "the company" means: the body that the sentence before is about, or the only one near. A body that is
        called a court in its name is no company."""
        bodies = [(f, m) for f, m in before if f.kind in BODIES and not (_heads(f.label) & GENERIC - {lemma})]
        near = [(f, m) for f, m in bodies if self._apart(m.start, mention.start) <= 2]
        about = [f for f, m in near if self.doc[m.head].dep_ in parse.SUBJECTS
                 and self.doc[m.head].head == self.doc[m.head].sent.root
                 and self._apart(m.start, mention.start) == 1]  # fmt: skip
        found = {id(f): f for f in about or [f for f, _ in near]}
        return next(iter(found.values())) if len(found) == 1 else None

    def _before(self, token: int) -> list[tuple[Figure, Mention]]:
        """Earlier mentions with their entities, nearest first."""
        found = [(f, m) for m, f in self._figure.items() if m.end <= token and m.form != "adjective"]
        return sorted(found, key=lambda pair: -pair[1].start)

    def _apart(self, i: int, j: int) -> int:
        return abs(self._sentence[j] - self._sentence[i])

    # --- pronouns ---------------------------------------------------------------------------------------------------

    def _take_pronoun(self, mention: Mention) -> None:
        pronoun = self.lexicon.pronoun(mention.name)
        figure = None
        if pronoun.person == 1:
            source = self.speaker(mention.head)
            figure = self._figure.get(source) if source else None
        elif pronoun.person == 3:
            figure = self._antecedent(mention, pronoun)
        if figure is None:
            self.why_not[mention] = "pronoun-unresolved"
            return
        self._join(figure, mention)
        if pronoun.gender in ("masculine", "feminine"):
            figure.gender = pronoun.gender

    def _antecedent(self, mention: Mention, pronoun) -> Figure | None:
        token = self.doc[mention.head]
        verb = token.head
        if token.lower_ == "it" and token.dep_ in parse.OBJECTS and self._takes_side(verb):
            return None  # rather a thing talked about than a body
        quoted = self.quoted(mention.head)
        source = self.speaker(mention.head) if quoted else None
        speaking = self._figure.get(source) if source else None
        ranked: dict[int, tuple[float, Figure]] = {}
        for figure, other in self._before(mention.start):
            apart = self._apart(other.start, mention.start)
            if apart > LOOK_BACK or not self._fits(figure, other, pronoun) or figure is speaking:
                continue
            head = self.doc[other.head]
            if head.head == verb and token.dep_ not in parse.POSSESSORS and pronoun.use != "reflexive":
                continue  # "he praised him": two people
            is_subject = head.dep_ in parse.SUBJECTS
            if pronoun.gender is None and apart and not is_subject:
                continue
            if pronoun.gender is None and quoted and not self.quoted(other.start):
                continue  # what the speaker calls "it" is named in the speech
            likely = is_subject if token.dep_ not in parse.OBJECTS else 0.5  # an object may mean either as well
            score = -2.0 * apart + 1.5 * likely + 0.5 * (figure.gender is not None) + 0.3 * len(figure.mentions) ** 0.5
            if id(figure) not in ranked or ranked[id(figure)][0] < score:
                ranked[id(figure)] = (score, figure)
        best = sorted(ranked.values(), key=lambda pair: -pair[0])
        if not best or len(best) > 1 and best[0][0] - best[1][0] < MARGIN:
            return None
        figure = best[0][1]
        last = max(m.head for m in figure.mentions if m.start < mention.start)
        doubtful = pronoun.gender not in PERSONAL and not self._acts(token) and self._rival(last, token, pronoun)
        return None if doubtful else figure

    def _acts(self, token: Token) -> bool:
        """Whether only an actor can do what a pronoun is said to do: "It praised Norway"."""
        verb = token.head.lemma_
        return token.dep_ in parse.SUBJECTS and bool(
            self.lexicon.frames(verb, "VERB") or self.lexicon.report(verb, "VERB")
        )

    def _rival(self, last: int, token: Token, pronoun) -> bool:
        """Whether a thing that is no actor, and so no mention, may be meant as well: "the oath … It is rooted in"."""
        tags = ("NN",) if pronoun.number == "singular" else ("NNS", "NNPS")
        heads = {m.head for m in self._figure if m.form != "pronoun"}
        between = (t for t in self.doc[last + 1 : token.i] if t.tag_ in tags and t.i not in heads)
        return any(t.dep_ in parse.SUBJECTS or t.dep_ in parse.OBJECTS or t.dep_ == "ROOT" for t in between)

    def _takes_side(self, verb: Token) -> bool:
        return any(self.lexicon.relation(f.relation).polarity for f in self.lexicon.frames(verb.lemma_, "VERB"))

    def _fits(self, figure: Figure, mention: Mention, pronoun) -> bool:
        if pronoun.gender in ("masculine", "feminine"):
            return figure.kind == Kind.PERSON and figure.gender in (None, pronoun.gender)
        if pronoun.number != "singular":  # "they"
            return figure.kind == Kind.GROUP or mention.plural
        return figure.kind in ACTORS - {Kind.PERSON, Kind.GROUP} and not mention.plural


def _gender(titles: Iterable[Token]) -> str | None:
    """What the titles before a name tell: "Mrs.", "Sir"."""
    return next((g for t in titles for g, words in HONORIFICS.items() if t.lower_.rstrip(".") in words), None)


def _heads(name: str) -> set[str]:
    """The nouns that a body's name may be shortened to: "council" of "Council of Europe", "court" of "High Court"."""
    words = folded(name).split()
    return {words[-1], re.split(" of | for | on ", " ".join(words))[0].split()[-1]}


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isupper() and letters.isalnum() and 2 <= len(letters) <= 7


def _initials(name: str) -> set[str]:
    words = name.replace("-", " ").split()
    large = [w for w in words if w[0].isupper()]
    return {"".join(w[0] for w in large), "".join(w[0] for w in words).upper()} if len(large) > 1 else set()
