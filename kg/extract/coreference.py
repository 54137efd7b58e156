"""Coreference within a document: which mentions are one and the same. Abstains rather than guesses.

Names first (whole names, then surnames and short names against them), then nouns and pronouns in reading order, each
looking back; what cannot be decided gets no entity and a reason. A rule sieve after Lee et al., "Deterministic
Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 2013.
"""

from collections.abc import Callable

from kg.extract import clusters, instruments, negation, owners, parse, phrases, roles
from kg.extract.antecedents import Antecedents
from kg.extract.clusters import BODIES, GENERIC, Cluster, gender, heads, initials, offices, titled
from kg.extract.mentions import Mention
from kg.extract.offices import Offices
from kg.extract.titles import says_sort
from kg.extract.tokens import Doc, Token
from kg.ids import folded
from kg.lexicon import Lexicon, Pronoun
from kg.lexicon.agreements import agreement
from kg.lexicon.names import is_acronym
from kg.model import Kind

FAR = 3  # sentences, beyond which an office may be another's


class Coreference:
    """The entities of a document; `of` gives the one behind a mention, `why_not` why there is none."""

    def __init__(self, doc: Doc, mentions: list[Mention], posts: list[roles.Role], lexicon: Lexicon, document: str,
                 speaker: Callable[[int], Mention | None], quoted: Callable[[int], bool],
                 before: Callable[[int], Mention | None]):  # fmt: skip
        self.doc, self.lexicon, self.document = doc, lexicon, document
        self.speaker, self.quoted, self.before = speaker, quoted, before
        self.clusters: list[Cluster] = []
        self._cluster: dict[Mention, Cluster] = {}
        self.why_not: dict[Mention, str] = {}
        self.mentions = mentions
        names = [m for m in mentions if m.form in ("name", "adjective")]
        for mention in sorted(names, key=self._fullness):
            self._take_name(mention)
        self._acronyms()
        self._first_words()
        self._antecedents = Antecedents(doc, mentions, self.clusters, lexicon, quoted)
        self._posts = Offices(doc, posts, lexicon, self._antecedents.apart)
        for mention, cluster in self._cluster.items():
            self._antecedents.add(cluster, mention)
        self._read()

    def _read(self) -> None:
        """Nouns and pronouns in reading order; "I" and "we" last, for their speaker may be named behind them."""
        first_person = []
        for mention in self.mentions:
            pronoun = self.lexicon.pronoun(mention.name) if mention.form == "pronoun" else None
            if mention.form == "noun":
                self._take_noun(mention)
            elif pronoun is None:
                continue
            elif pronoun.person == 1:
                first_person.append((mention, pronoun))
            else:
                self._take_pronoun(mention, pronoun)
            self._antecedents.add(self._cluster.get(mention), mention)
        for mention, pronoun in first_person:
            self._take_pronoun(mention, pronoun)

    def of(self, mention: Mention) -> Cluster | None:
        """The entity that a mention means."""
        cluster = self._cluster.get(mention)
        return None if cluster is None or cluster.nouns else cluster

    def nouns(self, mention: Mention) -> tuple[Token, ...]:
        """The nouns that a pronoun stands for where it means a thing, or several together."""
        cluster = self._cluster.get(mention)
        return cluster.nouns if cluster else ()

    def _join(self, cluster: Cluster, mention: Mention) -> None:
        self._cluster[mention] = cluster
        cluster.mentions.append(mention)
        if mention.form in ("name", "adjective") or mention.form == "noun" and cluster.mentions[0].form == "noun":
            cluster.aliases.update((mention.name, *mention.also, *titled(self.doc, mention)))
        if (
            cluster.kind == Kind.TOPIC
            and mention.name.split()[-1].istitle()
            and not cluster.label.split()[-1].istitle()
        ):
            cluster.label = mention.name  # "Paris Agreement" rather than "Paris climate deal"
        cluster.roles.update(offices(self.doc, mention, self.lexicon))
        if cluster.kind == Kind.PERSON and mention.form in ("name", "noun"):
            cluster.gender = gender(self.doc, mention, self.lexicon) or cluster.gender

    def _new(self, mention: Mention, label: str = "", disambiguator: str = "") -> None:
        cluster = Cluster(mention.kind, label or mention.name, mention.known, mention.state, disambiguator)
        self.clusters.append(cluster)
        self._join(cluster, mention)

    # --- names ------------------------------------------------------------------------------------------------------

    def _take_name(self, mention: Mention) -> None:
        if mention.known:
            cluster = next((f for f in self.clusters if f.known == mention.known), None)
            if cluster:
                return self._join(cluster, mention)
            kind, key = mention.known
            names = {"state": lambda: self.lexicon.states[key].name, "organization": lambda: key}
            return self._new(mention, label=names.get(kind, lambda: mention.name)())
        same = [f for f in self.clusters if f.kind == mention.kind and folded(mention.name) in map(folded, f.aliases)]
        if mention.kind == Kind.PERSON and not (len(same) == 1 and " " in mention.name):
            same = self._people(mention)
        elif mention.kind in BODIES and not same:
            same = self._bodies(mention)
        elif mention.kind == Kind.TOPIC and not same and (called := agreement(mention.name, self.lexicon)):
            same = [f for f in [instruments.fitting(called, self.clusters, self.lexicon)] if f]
        if len(same) == 1:
            self._join(same[0], mention)
        elif same:
            self.why_not[mention] = "ambiguous-name"
        else:
            self._new(mention)

    def _fullness(self, mention: Mention) -> tuple[bool, bool, bool, int]:
        """Names in full first; a surname after "Mr." before one alone, as it may be that of somebody else."""
        single = mention.kind == Kind.PERSON and " " not in mention.name
        told = mention.titled is not None and gender(self.doc, mention, self.lexicon) is not None
        return single, not mention.also, single and not told, mention.start

    def _people(self, mention: Mention) -> list[Cluster]:
        """People of that surname or first name, none whose gender the title rules out."""
        words = [folded(w) for w in mention.name.split()]
        told = gender(self.doc, mention, self.lexicon) if mention.titled is not None else None
        people = [f for f in self.clusters if f.kind == Kind.PERSON and (not told or f.gender in (None, told))]
        ends = [(folded(f.label.split()[0]), folded(f.label.split()[-1]), f) for f in people]
        if len(words) > 1:
            return [f for first, last, f in ends if (first, last) == (words[0], words[-1])]
        near = [f for _, last, f in ends if last == words[0]] or [f for first, _, f in ends if first == words[0]]
        return self._bearers(near, mention) if len(near) > 1 else near

    def _bearers(self, people: list[Cluster], mention: Mention) -> list[Cluster]:
        """Whom a name means that several bear: the one it meant before, unless another was named since, close by; else
        those named in full before it."""
        last = {id(f): max((m.end for m in f.mentions if m.end <= mention.start), default=0) for f in people}
        before = [f for f in people if last[id(f)]]
        used = [f for f in before or people if any(folded(m.name) == folded(mention.name) for m in f.mentions)]
        if len(used) != 1:
            return used or before or people
        rival = max((last[id(f)] for f in before if f is not used[0]), default=0)
        close = sum(t.is_sent_start for t in self.doc[rival : mention.start + 1]) < 2
        return people if rival > last[id(used[0])] and close else used

    def _bodies(self, mention: Mention) -> list[Cluster]:
        """Bodies that a shorter or longer name of the same head may mean."""
        words = set(folded(mention.name).split()) - {"the", "of", "for", "and"}
        last = folded(mention.name).split()[-1]
        found = []
        for cluster in self.clusters:
            theirs = set(folded(cluster.label).split())
            if (
                cluster.kind in BODIES
                and set() < words < theirs
                and last in heads(cluster.label)
                and mention.name[0].isupper()
            ):
                found.append(cluster)
        return found

    def _acronyms(self) -> None:
        """Join "GCF" to "Global Cyber Forum": said so in brackets, or its initials and nothing else fits."""
        for short in [f for f in self.clusters if f.kind in BODIES and is_acronym(f.label) and not f.known]:
            at = min(m.start for m in short.mentions)
            bracketed = at >= 2 and self.doc[at - 1].text == "("
            fits = []
            for cluster in self.clusters:
                if cluster is short or cluster.kind not in BODIES | {Kind.GROUP}:
                    continue
                adjacent = bracketed and any(m.end == at - 1 for m in cluster.mentions)
                if adjacent or short.label.replace(".", "") in initials(cluster.label):
                    fits.append((not adjacent, cluster))
            fits.sort(key=lambda pair: pair[0])
            if len(fits) == 1 or fits and fits[0][0] is False:
                self._merge(short, fits[0][1])

    def _first_words(self) -> None:
        """Join "Telenor" to "Telenor Group" and "Patriot" to "Patriot Coal", the only body called so and what sort of
        body it is or what it does; "Tulsa" is a place, and its police is another thing."""
        bodies = [f for f in self.clusters if f.kind == Kind.ORGANIZATION]
        places = {folded(f.label): len(f.mentions) for f in self.clusters if f.kind == Kind.PLACE}
        for short in [f for f in bodies if " " not in f.label and not f.known and not self._is_one_of(f)]:
            longer = [(f, folded(f.label).split(maxsplit=1)) for f in bodies if " " in f.label]
            sorts = [(f, sort.split()) for f, (first, sort) in longer if first == folded(short.label)]
            fits = [f for f, sort in sorts if len(sort) == 1 or all(says_sort(word, self.lexicon) for word in sort)]
            if len(fits) == 1 and places.get(folded(short.label), 0) < len(short.mentions):
                self._merge(short, fits[0])

    def _is_one_of(self, cluster: Cluster) -> bool:
        """Whether a name stands for one of many, a state's or a party's: "one Republican"."""
        counted = any(parse.children(self.doc[m.head], "det", "nummod") for m in cluster.mentions)
        return counted or self.lexicon.demonym(cluster.label) is not None

    def _merge(self, one: Cluster, other: Cluster) -> None:
        for mention in one.mentions:
            self._join(other, mention)
        self.clusters.remove(one)

    # --- nouns ------------------------------------------------------------------------------------------------------

    def _take_noun(self, mention: Mention) -> None:
        lemma = self.doc[mention.head].lemma_.lower()
        if mention.known:  # "the US government": a body of that state
            cluster = next((f for f in self.clusters if f.known == mention.known), None)
            state = self.lexicon.states[mention.known[1].partition("/")[0]]
            noun = self.doc[mention.head].lower_ if mention.plural else lemma
            return self._join(cluster, mention) if cluster else self._new(mention, label=f"{state.name} {noun}")
        beside = self._beside(mention)
        if beside is not None:
            return self._join(beside, mention)
        if mention.definite and not mention.plural:
            fitting = self._definite(mention, lemma)
            if len(fitting) == 1:
                return self._join(fitting[0], mention)
            owned = parse.possessors(self.doc[mention.head])
            alone = not owned and self._posts.is_alone(mention, self._cluster)
            if fitting or lemma in GENERIC or alone:
                self.why_not[mention] = "description-ambiguous" if fitting else "description-without-antecedent"
                return None
        if phrases.names_nothing(self.doc[mention.head], self.lexicon) or self._posts.is_post(mention, self._cluster):
            self.why_not[mention] = "generic-noun"
            return None
        whose = [owner for owner in self._owners(self.doc[mention.head]) if owner.is_named]
        # an office has other holders elsewhere
        named = mention.kind != Kind.PERSON and (whose or clusters.says_name(self.doc, mention))
        own = f"{self.document}:{'' if mention.plural else mention.start}"
        return self._new(mention, self._owned(mention, whose), disambiguator="" if named else own)

    def _owned(self, mention: Mention, whose: list[Cluster]) -> str:
        """What is called by whom it belongs to: "Doe campaign", "Jane Doe’s supporters"."""
        head = self.doc[mention.head]
        if self.lexicon.naming("owned", head.lemma_):
            at = [m for m in self._cluster if mention.start in (m.start, m.titled) and m.form == "name"]
            before = [self._cluster[m] for m in at if head.i - m.end <= 1]
            if person := next((c for c in before or whose if c.kind == Kind.PERSON), None):
                return f"{clusters.short_name(person, self.clusters)} {head.lower_}"
        word = owners.possessor(head, self.lexicon)
        return owners.owned(head, word, whose[0].label) if word is not None and whose else ""

    def _beside(self, mention: Mention) -> Cluster | None:
        """Whose name stands beside a noun ("Estonia's minister, Jane Doe"), or of whom it is said ("Doe is a star")."""
        noun = self.doc[mention.head]
        near = parse.children(noun, "appos") + ([noun.head] if noun.dep_ == "appos" else [])
        at = {t.i for t in near + self._said_of(noun)} if not mention.plural else ()
        for other, cluster in self._cluster.items() if at else ():
            if other.head not in at or other.form == "noun":
                continue
            if cluster.kind == mention.kind or cluster.kind in BODIES and mention.kind in BODIES:
                cluster.roles.add(mention.name.lower())
                return cluster
        return None

    def _said_of(self, noun: Token) -> list[Token]:
        """Of whom a plain "is" says that they are this."""
        being = parse.clause(noun).lemma_ == "be" or parse.children(noun, "cop")
        open_ = negation.find(noun, self.lexicon.is_negator) or any(t.tag_ == "MD" for t in parse.auxiliaries(noun))
        subject = parse.own_subject(noun) if being and not open_ else None
        return [subject] if subject is not None and not parse.is_question(noun.sent) else []

    def _definite(self, mention: Mention, lemma: str) -> list[Cluster]:
        """Whom "the minister", "the government", "the agency" may mean: the nearest before it that fits; several, if
        they were named equally near."""
        before = self._before(mention.start)
        modified = mention.end - mention.start > 1
        if lemma == "government" and not modified:
            bodies = [f for f, _ in before if f.known and f.known[0] == "government"]
            states = {f.acts_for or f.id for f, _ in before if f.acts_for or f.kind == Kind.STATE}
            return bodies[:1] if len({f.acts_for for f in bodies}) == 1 and len(states) <= 2 else []
        holders = self._posts.holders(mention, self._cluster)
        fitting = [(f, m) for f, m in before if f in holders or self._is_called(f, m, mention)]
        named = self._posts.just_named(mention, before)
        if not fitting and lemma in GENERIC:
            return self._generic(mention, before, lemma)
        if not fitting and not named:
            return holders  # named behind it
        nearest = fitting[0][1].start if fitting else mention.start
        meant = [f for f, m in fitting if self._antecedents.apart(m.start, nearest) == 0]
        far = self._antecedents.apart(nearest, mention.start) > FAR
        if far and len(holders) > 1:
            return holders
        return list(dict.fromkeys([*meant, *named] if far or not fitting else meant))

    def _is_called(self, cluster: Cluster, other: Mention, mention: Mention) -> bool:
        """Whether a cluster, where it was mentioned before, bears a noun or a head that a noun repeats."""
        lemma = self.doc[mention.head].lemma_.lower()
        modified = mention.end - mention.start > 1
        same_noun = other.form == "noun" and self.doc[other.head].lemma_.lower() == lemma and not other.plural
        owners = self._owners(self.doc[mention.head]) if same_noun and mention.kind in BODIES else []
        other_owners = owners and owners != self._owners(self.doc[other.head])
        if same_noun and cluster.kind == mention.kind and not other_owners:
            return not modified or self._posts.repeats(mention, other)
        return cluster.kind in BODIES and not modified and lemma in heads(cluster.label)

    def _generic(self, mention: Mention, before: list[tuple[Cluster, Mention]], lemma: str) -> list[Cluster]:
        """Whom "the company" may mean: the body that the sentence before is about, or those near; "his company": the
        one that he has an office in; "the French company": only the first. A body that is called a court in its name
        is no company."""
        words = mention.name.split()[:-1]
        if not all(map(self.lexicon.demonym, words)):
            return []
        own = self._led(self.doc[mention.head])
        if own:
            return own
        bodies = [(f, m) for f, m in before if f.kind in BODIES and not (heads(f.label) & GENERIC - {lemma})]
        near = [(f, m) for f, m in bodies if self._antecedents.apart(m.start, mention.start) <= 2]
        about = [f for f, m in near if self.doc[m.head].dep_ in parse.SUBJECTS
                 and self.doc[m.head].head == self.doc[m.head].sent.root
                 and self._antecedents.apart(m.start, mention.start) == 1]  # fmt: skip
        return list(dict.fromkeys(about or [f for f, _ in near if not words]))

    def _owners(self, noun: Token) -> list[Cluster]:
        """Whose a noun is said to be: "her company"."""
        at = {t.i for t in parse.possessors(noun)}
        return [f for m, f in self._cluster.items() if m.head in at]

    def _led(self, noun: Token) -> list[Cluster]:
        """The named bodies in which whoever a body is said to be of has an office: "her company"."""
        owners = self._owners(noun)
        at = {m.head: f for m, f in self._cluster.items() if m.form == "name"}
        bodies = [r.body for r in self._posts.posts if r.body is not None and at.get(r.person.i) in owners]
        return [f for f in dict.fromkeys(at.get(body.i) for body in bodies) if f is not None and f.kind in BODIES]

    def _before(self, token: int) -> list[tuple[Cluster, Mention]]:
        """Earlier mentions with their entities, nearest first."""
        found = [(f, m) for m, f in self._cluster.items() if m.end <= token and m.form != "adjective"]
        return sorted(found, key=lambda pair: -pair[1].start)

    # --- pronouns ---------------------------------------------------------------------------------------------------

    def _take_pronoun(self, mention: Mention, pronoun: Pronoun) -> None:
        source = self.speaker(mention.head)
        speaking = self._cluster.get(source) if source else None
        cluster, reason = speaking if pronoun.person == 1 else None, "pronoun-unresolved"
        if pronoun.person == 3:
            before = self.before(mention.head)
            cluster = self._cluster.get(before) if before else None
            if cluster is None or not cluster.suits(pronoun):
                quoted = self.quoted(mention.head)
                place, reason = self._antecedents.choose(mention, pronoun, speaking if quoted else None)
                cluster = place.cluster if place else None
        if cluster is None:
            self.why_not[mention] = reason
            return
        self._join(cluster, mention)
        if pronoun.gender in ("masculine", "feminine"):
            cluster.called.add(pronoun.gender)
