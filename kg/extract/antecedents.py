"""Whom a pronoun of the third person means: every cluster and thing named before it is weighed, and the likeliest taken
if it is likely enough.

What speaks for and against a candidate are plain facts with names ("subject before", "governs"); their weights stand in
``antecedents.toml``. A log-linear mention ranker after Denis and Baldridge, "Specialized Models and Ranking for
Coreference Resolution", EMNLP 2008, in which nobody is a candidate too.
"""

import tomllib
from bisect import insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, fsum

from kg.extract import instruments, parse
from kg.extract.clusters import BODIES, Cluster
from kg.extract.mentions import Mention
from kg.extract.tokens import Doc, Token
from kg.lexicon import Lexicon, Pronoun
from kg.model import ACTORS, Kind, StatementKind

ENOUGH = 0.4  # the probability that the likeliest must have
LOOK_BACK = {"person": 8, "one": 3, "many": 3}  # sentences
NOBODY = "nobody: "
ROLES = {dep: role for role, deps in (
    ("subject", parse.SUBJECTS), ("object", parse.OBJECTS | parse.INDIRECT), ("owner", parse.POSSESSORS),
    ("inside", ("nmod",)), ("oblique", ("obl", "obl:agent")),
) for dep in deps}  # fmt: skip
NOMINAL = frozenset(("nmod", "nmod:poss", "poss", "compound", "amod", "appos", "conj", "flat", "prep", "pobj"))
PARTS = frozenset(("compound", "flat", "goeswith", "fixed", "nmod:desc"))
TIMES = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"))
BACK = ("here", "before", *["earlier"] * 7)  # by sentences back
GROUNDS = frozenset(("for", "over", "of", "because of", "due to", "because"))  # before why one is praised or blamed
AGENTS = ("er", "or", "ist", "ian", "ant", "ee")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cluster is mentioned: the head, its part in the clause, and ``name``, ``noun``, ``pronoun``, ``thing``
    (a noun that names no actor) or ``list`` ("Norway and Sweden")."""

    token: Token
    cluster: Cluster
    form: str
    role: str
    plural: bool


class Antecedents:
    """The clusters and things of a document by sentence, for pronouns to look back on."""

    def __init__(self, doc: Doc, mentions: list[Mention], named: list[Cluster], lexicon: Lexicon,
                 quoted: Callable[[int], bool]):  # fmt: skip
        self.doc, self.lexicon, self.quoted = doc, lexicon, quoted
        self._sentence = [n for n, s in enumerate(doc.sents) for _ in range(len(s))]
        self._places: list[list[Place]] = [[] for _ in doc.sents]
        taken = {i for m in mentions for i in range(m.start, m.end) if m.form != "noun" or i == m.head}
        for token in doc:
            if token.i not in taken and token.tag_ in ("NN", "NNS", "NNP", "NNPS") and token.dep_ not in PARTS:
                thing = instruments.meant(token, named, lexicon) or self._thing(token)
                self._put(token, thing, "thing", token.tag_ in ("NNS", "NNPS"))
            joined = together(token) if token.pos_ in ("NOUN", "PROPN") else ()
            if len(joined) > 1:
                self._put(token, Cluster(Kind.GROUP, token.text, nouns=joined), "list", plural=True)

    def _thing(self, noun: Token) -> Cluster:
        """What a noun stands for that is no mention: a thing, or someone who takes no side ("his widow")."""
        gender = self.lexicon.gender("nouns", noun.lemma_)
        return Cluster(Kind.PERSON if gender else Kind.TOPIC, noun.text, gender=gender, nouns=(noun,))

    def apart(self, i: int, j: int) -> int:
        """How many sentences lie between two tokens; 0: they stand in one."""
        return abs(self._sentence[j] - self._sentence[i])

    def add(self, cluster: Cluster | None, mention: Mention) -> None:
        """Remember where a cluster is mentioned; a noun that means no known one may be meant like any thing."""
        token = self.doc[mention.head]
        if cluster is None and mention.form == "noun":
            cluster = Cluster(mention.kind, token.text, nouns=(token,))
        if cluster is not None and mention.form != "adjective":
            self._put(token, cluster, mention.form, mention.plural)

    def _put(self, token: Token, cluster: Cluster, form: str, plural: bool) -> None:
        if form in ("thing", "noun") and not cluster.aliases - {cluster.label} and _describes(token):
            return  # whoever is so described is named beside it
        place = Place(token, cluster, form, role(token), plural)
        insort(self._places[self._sentence[token.i]], place, key=lambda p: -p.token.i)

    def choose(self, mention: Mention, pronoun: Pronoun, speaking: Cluster | None) -> tuple[Place | None, str]:
        """The place that a pronoun takes its meaning from, the nearest of its cluster; else why there is none.
        ``speaking``: who says it, and so does not mean themselves."""
        token = self.doc[mention.head]
        given = weights()[kind_of(pronoun)]
        found = self.candidates(token, pronoun, speaking)
        judged = [place for place, facts in found if "judged" in facts]
        if judged:
            return max(judged, key=lambda p: p.plural == (pronoun.number != "singular")), ""
        odds = [exp(fsum(given.get(f, 0.0) for f in facts)) for _, facts in found]
        nobody = exp(fsum(given.get(NOBODY + f, 0.0) for f in self.nobody(token)))
        if len(found) == 1 and token.dep_ in parse.SUBJECTS | parse.OBJECTS and self._judges(token.head):
            nobody = 0.0
        likeliest = max(odds, default=0.0)
        if likeliest >= ENOUGH * (sum(odds) + nobody) > 0:
            return found[odds.index(likeliest)][0], ""
        return None, "pronoun-ambiguous" if likeliest > nobody else "pronoun-unresolved"

    def candidates(self, token: Token, pronoun: Pronoun, speaking: Cluster | None) -> list[tuple[Place, set[str]]]:
        """Each cluster that a pronoun may mean, by its nearest place, with the facts that speak for or against it."""
        by_cluster: dict[int, list[Place]] = {}
        for place in self._near(token, LOOK_BACK[kind_of(pronoun)]):
            fits = place.cluster is not speaking and self._fits(place, token, pronoun)
            if fits and not _bound(place.token, token, pronoun):
                by_cluster.setdefault(id(place.cluster), []).append(place)
        context = _Context(token, role(token), self.quoted(token.i), self._acts(token), tuple(_governing(token)),
                           pronoun.gender, self._judged(token))  # fmt: skip
        found = [(places[0], self._facts(places, context)) for places in by_cluster.values()]
        for key, i in (("nearest", -1), ("first", 1)):
            for back in (0, 1):
                there = [(i * p.token.i, n) for n, (p, _) in enumerate(found) if self.apart(p.token.i, token.i) == back]
                if there:
                    found[min(there)[1]][1].add(f"{key} {BACK[back]}")
        if len(found) == 1:
            found[0][1].add("alone")
        return found

    def _near(self, token: Token, sentences: int) -> Iterator[Place]:
        """Places before a token, nearest first."""
        at = self._sentence[token.i]
        for sentence in range(at, max(-1, at - sentences - 1), -1):
            yield from [p for p in self._places[sentence] if p.token.i < token.i]

    def _fits(self, place: Place, token: Token, pronoun: Pronoun) -> bool:
        cluster = place.cluster
        if pronoun.gender in ("masculine", "feminine"):
            return not place.plural and self._may_be_someone(place) and cluster.gender in (None, pronoun.gender)
        if pronoun.number != "singular":  # "they"
            return place.plural or cluster.kind in (Kind.GROUP, *BODIES) or cluster.kind == Kind.STATE
        if cluster.kind in (Kind.PERSON, Kind.GROUP) or place.plural:
            return False
        if cluster.kind in ACTORS:
            return token.dep_ not in parse.OBJECTS or not self._sided(token.head)
        return not self._acts(token)

    def _may_be_someone(self, place: Place) -> bool:
        """Whether a person may be meant: one so named, a name that no table knows, a noun like "inventor"."""
        cluster, token = place.cluster, (place.cluster.nouns or (place.token,))[0]
        if cluster.kind == Kind.PERSON or cluster.known or token.tag_ not in ("NN", "NNP"):
            return cluster.kind == Kind.PERSON
        return token.tag_ == "NNP" or token.lower_.endswith(AGENTS)

    def _facts(self, places: list[Place], context: "_Context") -> set[str]:
        """What speaks for or against a cluster with these places, the nearest first."""
        token, nearest = context.token, places[0]
        cluster = nearest.cluster
        apart = self.apart(nearest.token.i, token.i)
        facts = {f"{apart} back", nearest.form if nearest.form != "pronoun" else "pronoun last", str(cluster.kind)}
        for place in places:
            facts.add(f"{place.role} {BACK[self.apart(place.token.i, token.i)]}")
            if place.token == context.judged:
                facts.add("judged")
            if place.token.i in context.governing:
                facts.add("governs")
            if place.token.i in context.governing[:1]:
                facts.add("subject of its clause")
            if place.form == "pronoun" and place.token.lower_ == token.lower_:
                facts.add("same word")
        if nearest.role == context.role:
            facts.add("same part")
        if cluster.gender is not None:
            facts.add("gender known")
        if cluster.called:
            facts.add("called so before" if context.gender in cluster.called else "called otherwise before")
        facts.update(f"named {n} times" for n in (2, 4, 8) if len(cluster.mentions) >= n)
        if token.i - nearest.token.i <= 4:
            facts.add("close")
        elif token.i - nearest.token.i > 25:
            facts.add("far")
        if nearest.token.ent_type_ in TIMES:
            facts.add("time")
        if self.quoted(nearest.token.i) != context.quoted:
            facts.add("quotation between")
        article = next((c.lower_ for c in nearest.token.children if c.dep_ == "det"), "")
        if article in ("a", "an"):
            facts.add("indefinite")
        if context.acts:
            facts.add("acts: actor" if cluster.kind in ACTORS else "acts: thing")
        return facts

    def _acts(self, token: Token) -> bool:
        """Whether rather an actor does what a pronoun is said to do: "It praised Norway"."""
        verb = token.head.lemma_
        return token.dep_ in parse.SUBJECTS and bool(
            self.lexicon.frames(verb, "VERB") or self.lexicon.report(verb, "VERB")
        )

    def _sided(self, verb: Token, *sides: int) -> bool:
        """Whether a verb takes a side, or one of these: "It praised" is said of somebody, "praised it" rather of a
        thing than a body."""
        frames = self.lexicon.frames(verb.lemma_, "VERB")
        taken = {self.lexicon.relation(f.relation).polarity for f in frames if not f.holder_is_object}
        return not taken.isdisjoint(sides or (1, -1))

    def _judged(self, token: Token) -> Token | None:
        """Who is praised, blamed or attacked where a pronoun stands in why: "criticized Norway over its refusal",
        "accused Norway of leaving its allies"."""
        whole = token.head
        if token.dep_ in parse.POSSESSORS and whole.dep_ == "conj" and whole.head.pos_ == "PROPN":
            return whole.head  # "criticized Norway and its allies"
        own = token.i + 1 < len(token.doc) and token.nbor().lower_ == "own"
        at = token
        for verb in token.ancestors if not own else ():
            before = {parse.preposition(at), parse.opener(at)} | {w for w, noun in parse.obliques(verb) if noun == at}
            if verb.pos_ == "VERB" and self._sided(verb) and not self._grounds(verb).isdisjoint(before):
                if at.tag_ == "VBG" and not self._sided(verb, -1):
                    return None  # "thanked Norway for backing its plan": whose, is open
                passive = parse.own_subject(verb) if parse.is_passive(verb) else None
                things = [passive] if passive is not None else parse.objects(verb)
                return next((t for t in things if t.i < token.i), None)
            if parse.own_subject(verb) is not None and parse.opener(verb) != "because":
                return None
            at = at if verb.pos_ == "ADP" else verb
        return None

    def _grounds(self, verb: Token) -> set[str]:
        """Words behind which a verb says why it judges: those of all, and "on" of "congratulate"."""
        return {*GROUNDS, *self.lexicon.content_prepositions(verb.lemma_)}

    def _judges(self, verb: Token) -> bool:
        """Whether a verb is one of praise, blame and the like: somebody judges something."""
        frames = self.lexicon.frames(verb.lemma_, "VERB") if verb.pos_ == "VERB" else ()
        judging = (f for f in frames if f.slot == "obj" and not f.particle)
        return any(self.lexicon.relation(f.relation).kind == StatementKind.STANCE for f in judging)

    def nobody(self, token: Token) -> set[str]:
        """Facts that speak for a pronoun that means no cluster: "it is clear that", "they say"."""
        facts = {"always", role(token)}
        if token.dep_ == "expl":
            facts.add("expletive")
        behind = any(c.dep_ in parse.CLAUSES or parse.has_to(c) for c in token.head.children)
        if token.dep_ in parse.SUBJECTS and behind:
            facts.add("clause behind")
        if self.quoted(token.i):
            facts.add("quoted")
        if parse.children(token.head, "cop"):
            facts.add("is")
        if self._acts(token):
            facts.add("acts")
        return facts


@dataclass(frozen=True, slots=True)
class _Context:
    """A pronoun, its part in the clause, the subjects of the clauses that it stands in, the nearest first, and who is
    ``judged`` there for what it stands in."""

    token: Token
    role: str
    quoted: bool
    acts: bool
    governing: tuple[int, ...]
    gender: str | None
    judged: Token | None


def role(token: Token) -> str:
    """The part that a noun plays in its clause; that of the first of a list for all."""
    while token.dep_ in ("conj", "appos") and token.head.i < token.i:
        token = token.head
    if token.dep_ == "pobj":
        return "inside" if token.head.head.pos_ in ("NOUN", "PROPN") else "oblique"
    return ROLES.get(token.dep_, "other")


def together(first: Token) -> tuple[Token, ...]:
    """A noun and the nouns joined to it by "and"."""
    joined = [c for c in first.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN")]
    said = any(c.dep_ == "cc" and c.lower_ in ("and", "&") for j in (first, *joined) for c in j.children)
    return (first, *joined) if said else (first,)


def _describes(noun: Token) -> bool:
    """Whether a noun says what something else is: "Doe is a writer", "Doe, a writer", "served as a writer"."""
    return (
        noun.dep_ == "appos"
        or bool(parse.children(noun, "cop"))
        or any(c.lower_ == "as" for c in parse.children(noun, "case"))
    )


def _bound(place: Token, token: Token, pronoun: Pronoun) -> bool:
    """Whether grammar forbids that a pronoun means what stands there: "he praised him", "a friend of his friend"."""
    owner = token.dep_ in parse.POSSESSORS
    if not owner and pronoun.use != "reflexive" and place.head == token.head and place.dep_ != "conj":
        return True
    above = token
    while above.dep_ in NOMINAL and above.head.i != above.i and not (owner and above.dep_ == "conj"):
        above = above.head
        if above.i == place.i:
            return True
    return False


def _governing(token: Token) -> Iterator[int]:
    """The subjects of the clauses that a pronoun stands in, but its own place."""
    for verb in token.ancestors:
        subject = parse.own_subject(verb)
        if subject is not None and subject.i < token.i:
            yield from (t.i for s in (subject, *subject.conjuncts) for t in (s, *parse.children(s, "appos")))


def kind_of(pronoun: Pronoun) -> str:
    """Which weights a pronoun has: those of ``person`` ("she"), ``one`` ("it") or ``many`` ("they")."""
    if pronoun.gender in ("masculine", "feminine"):
        return "person"
    return "one" if pronoun.number == "singular" else "many"


@cache
def weights() -> dict[str, dict[str, float]]:
    """How much each fact counts, by what `kind_of` tells."""
    return tomllib.loads(files("kg.extract").joinpath("antecedents.toml").read_text(encoding="utf-8"))
