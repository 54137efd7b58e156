"""Why two entities of different documents are one: the reasons that are sure enough to need no person.

Reasons are applied in this order; each sees what the earlier ones joined. What fits two is left alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.ids import exact, folded, is_elsewhere
from kg.lexicon import Lexicon
from kg.lexicon.agreements import Agreement, joined
from kg.lexicon.names import is_acronym
from kg.model import Entity, Kind
from kg.resolve.bearers import Called, bearer, called, office, offices
from kg.resolve.identities import Identities
from kg.resolve.names import Person, body, contents, person, plain, romanized, shortens

BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))
LONGEST = 120  # characters of a name
OFTEN = 3  # documents that name somebody whose surname is a first name, too, before it means them elsewhere
NAMED = BODIES | {Kind.PERSON, Kind.GROUP, Kind.PLACE}


class Reasons:
    """The entities of all documents by identifier, how often each is a party, in how many documents it is mentioned,
    and what is joined already."""

    def __init__(self, known: Mapping[str, Entity], used: Counter[str], documents: Counter[str],
                 identities: Identities, lexicon: Lexicon):  # fmt: skip
        self.used, self.documents, self.identities, self.lexicon = used, documents, identities, lexicon
        self.named = [e for e in known.values() if is_name(e.label, e.kind, lexicon)]
        self.known = known
        self.people = {e.id: person(e.label, lexicon) for e in self.named if e.kind == Kind.PERSON}

    def apply(self) -> None:
        self._items()
        self._kinds()
        self._spellings()
        self._middle_names()
        self._short_names()
        self._national()
        self._surnames()
        self._offices()
        self._agreements()

    def join(self, one: str, other: str, reason: str) -> None:
        """Make them one, called by the better of their names; where a person decided, as the one used more."""
        both = self.identities.of(one), self.identities.of(other)
        decided = reason == "decision"
        better, worse = sorted(both, key=lambda i: (-self.used[i] if decided else 0, self._rank(i)))
        self.identities.join(worse, better, reason)

    def _rank(self, identifier: str) -> tuple[bool, bool, bool, int, int, str]:
        """An order of names, the best first, that no count changes: a state's; the longest, but of a person without
        middle names and of a body without its legal form; "Paris Climate Agreement" before any "Paris deal"."""
        entity, words = self.known[identifier], self.known[identifier].label.split()
        person = entity.kind == Kind.PERSON
        short = person and len(words) == 1 or entity.kind == Kind.TOPIC and not words[-1][0].isupper()
        legal = entity.kind in BODIES and len(words) > 1 and self.lexicon.naming("legal", plain(words[-1])) is not None
        size = len(words) if person else -len(words)
        return entity.kind != Kind.STATE, short, legal, size, -len(entity.label), identifier

    def _items(self) -> None:
        """Who is the same elsewhere is one, if of one sort."""
        same: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entity in self.known.values():
            for item in filter(is_elsewhere, exact(entity.same_as)):
                same[entity.id.partition("/")[0], item].append(entity.id)
        for identifiers in same.values():
            self._all(identifiers, "item")

    def _kinds(self) -> None:
        """One name, two kinds: the model was wrong somewhere. The kind that most documents tell stays, a body among
        equals; the plural of a group is one ("Muslims"), and a place may stand for a government, or have the first name
        of a person."""
        same: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.named:
            first_name = entity.kind == Kind.PLACE and self._is_first(entity.label)
            if entity.kind in NAMED and not entity.acts_for and not first_name:
                same[folded(entity.label)].append(entity)
        for name, entities in same.items():
            folders = {e.id.partition("/")[0] for e in entities}
            if len(folders) == len(entities) > 1:
                groups = [e for e in entities if e.kind == Kind.GROUP and name.endswith("s")]
                best = min(groups or entities, key=self._told)
                for entity in entities:
                    self.identities.join(entity.id, best.id, "kind")

    def _told(self, entity: Entity) -> tuple[int, int, bool, str]:
        return -self.documents[entity.id], -self.used[entity.id], entity.kind not in BODIES, entity.id

    def _spellings(self) -> None:
        same: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for entity in self.named:
            if entity.id in self.people:
                name = self.people[entity.id]
                same[Kind.PERSON, name.whole.replace(" ", ""), name.generation].append(entity.id)
            elif entity.kind in BODIES and not is_acronym(entity.label):
                same[Kind.ORGANIZATION, "".join(body(entity.label, self.lexicon))].append(entity.id)
        for identifiers in same.values():
            self._all(identifiers, "spelling")
        for identifiers in self._namesakes().values():
            by_middle = defaultdict(list)
            for identifier in identifiers:
                by_middle[self.people[identifier].given[1:]].append(identifier)
            for group in by_middle.values():
                self._all(group, "spelling")

    def _middle_names(self) -> None:
        """Donald Trump is Donald J. Trump, unless there are two with different middle names."""
        for identifiers in self._namesakes().values():
            middles = sorted({self.people[i].given[1:] for i in identifiers}, key=len)
            if all(shortens(one, other) for n, one in enumerate(middles) for other in middles[n + 1 :]):
                self._all(identifiers, "middle name")

    def _namesakes(self) -> dict[tuple[str, ...], list[str]]:
        """People by first name, surname and generation, however transcribed; "Joe" is "Joseph"."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for identifier, name in self.people.items():
            if name.given and not name.family_first and len(name.given[0]) > 1:
                first = self.lexicon.naming("short", name.given[0]) or name.given[0]
                found[romanized(first), romanized(name.surname), name.generation].append(identifier)
        return found

    def _all(self, identifiers: list[str], reason: str) -> None:
        for identifier in sorted(identifiers)[1:]:
            self.join(min(identifiers), identifier, reason)

    def _short_names(self) -> None:
        """What one document calls a body or person beside the full name, another calls them alone."""
        called, places = defaultdict(set), {folded(e.label) for e in self.named if e.kind == Kind.PLACE}
        for entity in self.named:
            if entity.kind in BODIES | {Kind.PERSON}:
                for alias in entity.aliases:
                    is_surname = entity.kind == Kind.PERSON and " " not in alias
                    if not is_surname and is_name(alias, entity.kind, self.lexicon):
                        called[entity.kind == Kind.PERSON, folded(alias)].add(entity.id)
        found = []
        for entity in self.named:
            may_be_body = entity.kind in BODIES or entity.kind == Kind.PERSON or is_acronym(entity.label)
            if may_be_body and folded(entity.label) not in places:
                found.append((entity, called[False, folded(entity.label)]))
            if entity.kind == Kind.PERSON:
                found.append((entity, called[True, folded(entity.label)]))
        for entity, fits in found:
            self._shorter(entity, fits, "acronym" if is_acronym(entity.label) else "alias")

    def _national(self) -> None:
        """The Supreme Court is the U.S. Supreme Court where no other state's is spoken of."""
        longer = defaultdict(set)
        for entity in self.named:
            first, _, rest = entity.label.partition(" ")
            sort = contents(body(rest, self.lexicon), self.lexicon)[1] if entity.kind in BODIES else ()
            if sort and is_state(first, self.lexicon):
                longer[folded(rest)].add(entity.id)
        for entity in self.known.values():
            first, _, rest = entity.label.partition(" ")
            if entity.kind in BODIES and first[:1].isupper() and rest[:1].isupper():
                self._shorter(entity, longer[folded(entity.label)], "state")

    def _surnames(self) -> None:
        owners, one = surnames(self.people), defaultdict(list)
        for identifier in self.people:
            one[self.identities.of(identifier)].append(identifier)
        for identifier, name in self.people.items():
            fits = {i for form in name.alone for i in owners.get(romanized(form), ())} - {identifier}
            if not fits or name.generation or name.given and self._is_first(name.given[0]):
                continue
            bearers = {who: one[who] for who in sorted({self.identities.of(i) for i in fits} & one.keys())}
            documents = {who: sum(self.documents[i] for i in ids) for who, ids in bearers.items()}
            short = self._called([identifier])
            found = bearer(short, {who: self._called(ids) for who, ids in bearers.items()}, documents)
            first = self._is_first(name.whole) and not (short.titles or self.known[identifier].label.isupper())
            if found and not (first and documents[found] < OFTEN):
                self._shorter(self.known[identifier], [found], "surname")

    def _is_first(self, word: str) -> bool:
        """Whether a word is a first name, too: "James"."""
        return self.lexicon.gender("names", word.title()) is not None

    def _offices(self) -> None:
        """The Republican nominee whom a document does not name is who has that title elsewhere, if nobody else has."""
        holders = defaultdict(set)
        for identifier, name in self.people.items():
            for title in offices(self.known[identifier], name.surname, self.lexicon):
                holders[title].add(identifier)
        for entity in self.known.values():
            of_body = any(word[0].isupper() for word in entity.label.split()[:-1])  # an attorney may be anybody
            if of_body and entity.kind == Kind.PERSON and entity.id not in self.people:
                self._shorter(entity, holders[office(entity.label, self.lexicon)], "office")

    def _called(self, identifiers: list[str]) -> Called:
        """How all texts call a person who has several identifiers."""
        all_ = [called(self.known[i], next(iter(self.people[i].given), ""), self.lexicon) for i in identifiers]
        genders = {c.gender for c in all_} - {None}
        return Called(frozenset().union(*(c.titles for c in all_)), genders.pop() if len(genders) == 1 else None)

    def _agreements(self) -> None:
        """The Paris climate deal is the Paris Agreement, and the climate deal, if there is no other."""
        called = {e.id: a for e in self.known.values() if (a := agreement_of(e, self.lexicon)) is not None and a.words}
        groups: list[tuple[str, Agreement]] = []
        by_word: dict[str, set[int]] = defaultdict(set)
        for id, one in sorted(called.items(), key=lambda p: (not p[1].names, -len(p[1].words), p[0])):
            near = sorted(set().union(*(by_word[word] for word in one.words)))
            fits = [n for n in near if one.fits(groups[n][1]) and one.names <= groups[n][1].names]
            known = one.names or any(one.plain <= groups[n][1].plain for n in fits)
            if len(fits) == 1 and known:
                first, other = groups[fits[0]]
                self.join(first, id, "agreement")
                groups[fits[0]] = first, other.joined(one)
            elif not fits and one.names:
                for word in one.words:
                    by_word[word].add(len(groups))
                groups.append((id, one))

    def _shorter(self, entity: Entity, fits: Iterable[str], reason: str) -> None:
        """Join a short name to the one longer name that it fits."""
        whole = {self.identities.of(i) for i in fits if i != entity.id}
        if len(whole) == 1:
            longer = self.known[whole.pop()]
            if len(longer.label) > len(entity.label) or reason == "office":  # so that no two merge crosswise
                self.identities.join(entity.id, longer.id, reason)


def surnames(people: Mapping[str, Person]) -> dict[str, set[str]]:
    """Who has which surname, in any of its forms, by how it is romanized; of full names only. Two words may be one
    surname: "Peña Nieto" of Enrique Peña Nieto."""
    owners: dict[str, set[str]] = defaultdict(set)
    for identifier, name in people.items():
        for form in name.surnames if name.given else ():
            owners[romanized(form)].add(identifier)
        words = name.whole.split()
        if len(words) > 2 and name.given:
            owners[romanized(" ".join(words[-2:]))].add(identifier)
    return owners


def is_state(word: str, lexicon: Lexicon) -> bool:
    """Whether a word names a state or what is of one: "U.S.", "Indian"."""
    return bool(lexicon.state(word) or lexicon.demonym(word))


def keys(entity: Entity, lexicon: Lexicon) -> set[str]:
    """Names in such forms that two entities share one of them if any reason here may join them."""
    found = {folded(name) for name in (entity.label, *entity.aliases)}
    if entity.kind == Kind.PERSON:
        name = person(entity.label, lexicon)
        last = " ".join(name.whole.split()[-2:])
        found |= {name.whole.replace(" ", ""), *map(romanized, (*name.surnames, *name.alone, last))}
        found |= {office(entity.label, lexicon), *offices(entity, name.surname, lexicon)}
    elif entity.kind in BODIES:
        first, _, rest = entity.label.partition(" ")
        found |= {"".join(body(entity.label, lexicon)), folded(rest) if is_state(first, lexicon) else ""}
    elif (called := agreement_of(entity, lexicon)) is not None:
        found |= {f"{called.sort} {word}" for word in called.words}
    found.update(filter(is_elsewhere, exact(entity.same_as)))
    return found - {""}


def agreement_of(entity: Entity, lexicon: Lexicon) -> Agreement | None:
    """What documents call a thing that is an agreement or a law, all names together."""
    return joined((entity.label, *entity.aliases), lexicon) if entity.kind == Kind.TOPIC else None


def is_name(label: str, kind: Kind, lexicon: Lexicon) -> bool:
    """Whether a label is a name, not a noun for a group or office ("the Court", "analysts", "Finnish minister",
    "board of Apple", "spokeswoman for Jane Doe")."""
    if len(label) > LONGEST:
        return False
    if lexicon.organization(label):
        return True
    words = label.split()
    small = [w for w in words if w.islower() and not lexicon.naming("particle", plain(w))]
    described = not words or small and kind == Kind.PERSON or words[0].islower() and kind != Kind.PERSON
    if described or label.islower() or lexicon.title(label) or lexicon.group(label):
        return False
    return bool(contents(body(label, lexicon), lexicon)[0])
