"""Why two entities of different documents are one: the reasons that are sure enough to need no person.

Reasons are applied in this order; each sees what the earlier ones joined. What fits two is left alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.ids import exact, folded, is_elsewhere
from kg.lexicon import Lexicon
from kg.lexicon.names import is_acronym
from kg.model import Entity, Kind
from kg.resolve.identities import Identities
from kg.resolve.names import Person, body, contents, person, romanized, shortens

BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))
LONGEST = 120  # characters of a name
NAMED = BODIES | {Kind.PERSON, Kind.GROUP}


class Reasons:
    """The entities of all documents by identifier, how often each is a party, and what is joined already."""

    def __init__(self, known: Mapping[str, Entity], used: Counter[str], identities: Identities, lexicon: Lexicon):
        self.used, self.identities, self.lexicon = used, identities, lexicon
        self.named = [e for e in known.values() if is_name(e.label, e.kind, lexicon)]
        self.known = known
        self.people = {e.id: person(e.label, lexicon) for e in self.named if e.kind == Kind.PERSON}

    def apply(self) -> None:
        self._items()
        self._kinds()
        self._spellings()
        self._middle_names()
        self._short_names()
        self._surnames()

    def join(self, one: str, other: str, reason: str) -> None:
        """Make them one, called as the one used more is."""
        better, worse = sorted((self.identities.of(one), self.identities.of(other)), key=self._rank)
        self.identities.join(worse, better, reason)

    def _rank(self, identifier: str) -> tuple:
        entity = self.known[identifier]
        return entity.kind != Kind.STATE, -self.used[identifier], -len(entity.label), identifier

    def _items(self) -> None:
        """Who is the same elsewhere is one, if of one sort."""
        same: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entity in self.known.values():
            for item in filter(is_elsewhere, exact(entity.same_as)):
                same[entity.id.partition("/")[0], item].append(entity.id)
        for identifiers in same.values():
            self._all(identifiers, "item")

    def _kinds(self) -> None:
        """One name, two kinds: the model was wrong somewhere. The kind that is used most stays, a body among equals."""
        same: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.named:
            if entity.kind in NAMED:
                same[folded(entity.label)].append(entity)
        for entities in same.values():
            folders = {e.id.partition("/")[0] for e in entities}
            if len(folders) == len(entities) > 1:
                best = min(entities, key=lambda e: (-self.used[e.id], e.kind not in BODIES, e.id))
                for entity in entities:
                    self.identities.join(entity.id, best.id, "kind")

    def _spellings(self) -> None:
        same: dict[tuple, list[str]] = defaultdict(list)
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

    def _namesakes(self) -> dict[tuple, list[str]]:
        """People by first name, surname and generation, however transcribed."""
        found = defaultdict(list)
        for identifier, name in self.people.items():
            if name.given and not name.family_first and len(name.given[0]) > 1:
                found[romanized(name.given[0]), romanized(name.surname), name.generation].append(identifier)
        return found

    def _all(self, identifiers: list[str], reason: str) -> None:
        for identifier in sorted(identifiers)[1:]:
            self.join(min(identifiers), identifier, reason)

    def _short_names(self) -> None:
        """What one document calls a body or person beside the full name, another calls them alone."""
        called = defaultdict(set)
        for entity in self.named:
            if entity.kind in BODIES | {Kind.PERSON}:
                for alias in entity.aliases:
                    is_surname = entity.kind == Kind.PERSON and " " not in alias
                    if not is_surname and is_name(alias, entity.kind, self.lexicon):
                        called[entity.kind == Kind.PERSON, folded(alias)].add(entity.id)
        found = []
        for entity in self.named:
            if entity.kind in BODIES or entity.kind == Kind.PERSON or is_acronym(entity.label):
                found.append((entity, called[False, folded(entity.label)]))
            if entity.kind == Kind.PERSON:
                found.append((entity, called[True, folded(entity.label)]))
        for entity, fits in found:
            self._shorter(entity, fits, "acronym" if is_acronym(entity.label) else "alias")

    def _surnames(self) -> None:
        owners = surnames(self.people)
        for identifier, name in self.people.items():
            if not name.generation:
                fits = set().union(*(owners[romanized(form)] for form in name.alone))
                self._shorter(self.known[identifier], fits, "surname")

    def _shorter(self, entity: Entity, fits: Iterable[str], reason: str) -> None:
        """Join a short name to the one longer name that it fits."""
        whole = {self.identities.of(i) for i in fits if i != entity.id}
        if len(whole) == 1:
            longer = self.known[whole.pop()]
            if len(longer.label) > len(entity.label):  # so that no two merge crosswise
                self.identities.join(entity.id, longer.id, reason)


def surnames(people: Mapping[str, Person]) -> dict[str, set[str]]:
    """Who has which surname, in any of its forms, by how it is romanized; of full names only."""
    owners: dict[str, set[str]] = defaultdict(set)
    for identifier, name in people.items():
        for form in name.surnames if name.given else ():
            owners[romanized(form)].add(identifier)
    return owners


def keys(entity: Entity, lexicon: Lexicon) -> set[str]:
    """Names in such forms that two entities share one of them if any reason here may join them."""
    found = {folded(name) for name in (entity.label, *entity.aliases)}
    if entity.kind == Kind.PERSON:
        name = person(entity.label, lexicon)
        found |= {name.whole.replace(" ", ""), *map(romanized, (*name.surnames, *name.alone))}
    elif entity.kind in BODIES:
        found.add("".join(body(entity.label, lexicon)))
    found.update(filter(is_elsewhere, exact(entity.same_as)))
    return found - {""}


def is_name(label: str, kind: Kind, lexicon: Lexicon) -> bool:
    """Whether a label is a name, not a noun for a group or office ("the Court", "analysts", "Finnish minister",
    "board of Apple")."""
    if len(label) > LONGEST:
        return False
    if lexicon.organization(label):
        return True
    words = label.split()
    described = not words or words[0].islower() and kind != Kind.PERSON or kind == Kind.PERSON and words[-1].islower()
    if described or label.islower() or lexicon.title(label) or lexicon.group(label):
        return False
    return bool(contents(body(label, lexicon), lexicon)[0])
