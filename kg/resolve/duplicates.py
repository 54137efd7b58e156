"""Likely duplicates: pairs of entities that may be one, with what speaks for it, for a person to decide.

Only names that share a key are compared, and of those with a common key only the most used, so that fifty thousand
entities take seconds.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg import lexicon as tables
from kg.lexicon import Lexicon
from kg.lexicon.names import is_acronym
from kg.model import Entity, Kind
from kg.resolve.names import (
    Person,
    are_initials,
    body,
    contents,
    first_names_agree,
    initials,
    of_two_genders,
    one_letter_apart,
    person,
    plain,
    romanized,
    shortens,
    skeleton,
)
from kg.resolve.reasons import BODIES, is_name, surnames

MOST = 12  # names of one key that are compared
LONG = 6  # letters of a word that may differ in one
FEW = 3  # longer names that a short one is shown with
TOLD_APART = 3  # consonants, from which on equal ones say something

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two entities that may be one; ``one`` is used more. ``why`` is for a person to read."""

    one: Entity
    other: Entity
    why: str


def duplicates(
    entities: Iterable[Entity],
    used: Mapping[str, int],
    *,
    decided: Collection[frozenset[str]] = (),
    lexicon: Lexicon | None = None,
) -> list[Duplicate]:
    """Likely duplicates among ``entities``, those used most first. ``used`` counts the statements of each identifier;
    pairs of identifiers in ``decided`` are left out."""
    found = _Names(entities, used, lexicon or tables.load())
    pairs: dict[Pair, str] = {}
    for why, search in found.searches().items():
        for one, other in search():
            pair = min(one, other), max(one, other)
            if one != other and frozenset(pair) not in decided:
                pairs.setdefault(pair, why)
    ranked = [(tuple(sorted(pair, key=found.rank)), why) for pair, why in pairs.items()]
    ranked.sort(key=lambda row: (found.rank(row[0][1])[0], found.rank(row[0][0])[0], row[0]))
    return [Duplicate(found.entities[one], found.entities[other], why) for (one, other), why in ranked]


class _Names:
    """The named entities, taken apart."""

    def __init__(self, entities: Iterable[Entity], used: Mapping[str, int], lexicon: Lexicon):
        kinds = BODIES | {Kind.PERSON, Kind.PLACE}
        self.used, self.lexicon = used, lexicon
        self.entities = {e.id: e for e in entities if e.kind in kinds and is_name(e.label, e.kind, lexicon)}
        self.people = {e.id: person(e.label, lexicon) for e in self.entities.values() if e.kind == Kind.PERSON}
        self.bodies = {e.id: body(e.label, lexicon) for e in self.entities.values() if e.kind in BODIES}

    def searches(self) -> dict[str, Callable[[], Iterator[Pair]]]:
        """What speaks for a pair, the strongest first, and how to find such pairs."""
        return {
            "the same name": self._same_name,
            "the surname fits": self._surname,
            "initials of the first name": self._initial,
            "a first name and its short form": self._short_first_name,
            "one has a middle name": self._middle_name,
            "the surname's sound is the same": self._sound,
            "an acronym and its initials": self._acronym,
            "the same words in another order, or one of them left out": self._words,
            "the beginning of the longer name": self._beginning,
            "the same consonants": self._consonants,
            "one letter differs": self._letter,
        }

    def rank(self, identifier: str) -> tuple[int, int, str]:
        return -self.used.get(identifier, 0), -len(self.entities[identifier].label), identifier

    def _pairs(self, keys: Iterable[tuple[object, str]]) -> Iterator[Pair]:
        """Pairs of those that share a key, the most used of each key."""
        blocks: dict[object, set[str]] = defaultdict(set)
        for key, identifier in keys:
            blocks[key].add(identifier)
        for block in blocks.values():
            if len(block) > 1:
                yield from combinations(sorted(block, key=self.rank)[:MOST], 2)

    def _same_name(self) -> Iterator[Pair]:
        """One name of two kinds; a capital and the government that it stands for are two."""
        return self._pairs((plain(e.label), i) for i, e in self.entities.items() if not e.acts_for)

    # --- people -----------------------------------------------------------------------------------------------------

    def _surname(self) -> Iterator[Pair]:
        """A surname alone, and the people who have it: two at least, or it would be joined already."""
        owners = surnames(self.people)
        for identifier, name in self.people.items():
            fits = set().union(*(owners[romanized(form)] for form in name.alone)) - {identifier}
            yield from ((identifier, other) for other in sorted(fits, key=self.rank)[:FEW])

    def _full(self, key: Callable[[Person], object], agree: Callable[[Person, Person], bool]) -> Iterator[Pair]:
        """Pairs of full names with one key that agree otherwise."""
        pairs = self._pairs((key(n), i) for i, n in self.people.items() if n.given)
        return ((a, b) for a, b in pairs if agree(self.people[a], self.people[b]))

    def _initial(self) -> Iterator[Pair]:
        """J. Doe and Jane Doe, J. D. Vance and James David Vance."""

        def agree(one: Person, other: Person) -> bool:
            short, long = sorted((one.given, other.given), key=lambda given: len(given[0]))
            letters, first = "".join(short), "".join(word[0] for word in long)
            return are_initials(short[0]) and not are_initials(long[0]) and shortens(first, letters)

        return self._full(lambda n: (n.given[0][0], romanized(n.surname), n.generation), agree)

    def _short_first_name(self) -> Iterator[Pair]:
        """Bill Clinton and William Clinton."""

        def agree(one: Person, other: Person) -> bool:
            short, long = (self.lexicon.naming("short", n.given[0]) or n.given[0] for n in (one, other))
            return one.given[0] != other.given[0] and short == long

        return self._full(lambda n: (romanized(n.surname), n.generation), agree)

    def _middle_name(self) -> Iterator[Pair]:
        """George Bush and George W. Bush, where there is a George H. W. Bush too."""

        def agree(one: Person, other: Person) -> bool:
            middle = one.given[1:], other.given[1:]
            return not one.family_first and middle[0] != middle[1] and shortens(*middle)

        return self._full(lambda n: (romanized(n.given[0]), romanized(n.surname), n.generation), agree)

    def _sound(self) -> Iterator[Pair]:
        """Muammar Gaddafi and Moammar Qadhafi; Zelensky and Selenskyj."""

        def agree(one: Person, other: Person) -> bool:
            first, second = one.given[0], other.given[0]
            namesakes = first == second and one.surname == other.surname
            told = namesakes or are_initials(first) or are_initials(second)  # by another search, or two people
            return not told and first_names_agree(first, second, self.lexicon)

        alone = ((skeleton(n.surname), i) for i, n in self.people.items() if not n.given)
        yield from self._pairs((key, i) for key, i in alone if len(key) > TOLD_APART)
        for one, other in self._full(lambda n: (skeleton(n.surname), n.generation), agree):
            if len(skeleton(self.people[one].surname)) >= TOLD_APART:
                yield one, other

    # --- bodies -----------------------------------------------------------------------------------------------------

    def _acronym(self) -> Iterator[Pair]:
        """GCF and Global Cyber Forum."""
        spelt_out = defaultdict(list)
        for identifier, words in self.bodies.items():
            for letters in initials(words, self.lexicon):
                spelt_out[letters].append(identifier)
        for identifier, entity in self.entities.items():
            if is_acronym(entity.label):
                fits = sorted(spelt_out.get(plain(entity.label).replace("-", ""), ()), key=self.rank)
                yield from ((identifier, other) for other in fits[:3])

    def _words(self) -> Iterator[Pair]:
        """Global Cyber Forum, Forum for Global Cyber Cooperation; National Bank and National Party are two."""
        known = {i: contents(words, self.lexicon) for i, words in self.bodies.items()}
        for one, other in self._pairs((said, i) for i, (said, _) in known.items() if said):
            if known[one][1] <= known[other][1] or known[other][1] <= known[one][1]:
                yield one, other

    def _beginning(self) -> Iterator[Pair]:
        """Carnegie and Carnegie Endowment; a word that many names begin with says nothing."""
        longer = defaultdict(list)
        for identifier, words in self.bodies.items():
            for end in range(1, len(words)):
                longer[words[:end]].append(identifier)
        for identifier, words in self.bodies.items():
            label = self.entities[identifier].label
            named = self.lexicon.state(label) or self.lexicon.demonym(label) or self.lexicon.metonym(label)
            if len(longer.get(words, ())) <= FEW and not named and not is_acronym(label):
                yield from ((identifier, other) for other in longer.get(words, ()))

    # --- any name ---------------------------------------------------------------------------------------------------

    def _consonants(self) -> Iterator[Pair]:
        """Hizbollah and Hezbollah."""
        keys = ((tuple(map(skeleton, words)), i) for i, words in self.bodies.items() if not self._is_short(i))
        return self._pairs((key, i) for key, i in keys if len("".join(key)) > TOLD_APART)

    def _letter(self) -> Iterator[Pair]:
        """Names equal but for one long word that differs in one letter: its first or its last three are the same."""
        names = self.bodies | {i: (*n.given, n.surname, n.generation) for i, n in self.people.items()}
        for end in (slice(3), slice(-3, None)):
            keys = (
                ((i in self.people, words[:n], word[end], words[n + 1 :]), i)
                for i, words in names.items()
                if not self._is_short(i)
                for n, word in enumerate(words)
                if len(word) >= LONG
            )
            for one, other in self._pairs(keys):
                for n, (a, b) in enumerate(zip(names[one], names[other], strict=True)):
                    two = one in self.people and n == 0 and of_two_genders(a, b)
                    if one_letter_apart(a, b) and not two:
                        yield one, other

    def _is_short(self, identifier: str) -> bool:
        return is_acronym(self.entities[identifier].label)
