"""`Lexicon`: quick questions to the tables. Lemmas and short words are looked up in any case; names as written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from kg.errors import LexiconError
from kg.lexicon.known import Metonym, Organization, State, Thing
from kg.lexicon.names import length, office, opening, written
from kg.lexicon.words import (
    Content,
    Embedding,
    Fixed,
    Frame,
    Group,
    Modal,
    Pronoun,
    Relation,
    Report,
    Row,
    TimeWord,
    Title,
    Word,
)
from kg.model import Certainty

_K = TypeVar("_K")
_R = TypeVar("_R")


class Lexicon:
    """All rows, indexed. A question about an unknown word is answered with ``None``, 0 or an empty tuple.

    **Case.** Lemmas, pronouns, titles and phrases: any. Names of states, peoples, capitals and organizations: as in
    the tables ("US" is a state, "us" is not), or all in capitals if longer than four letters; dots of acronyms, a
    leading "the" and the form of the apostrophe do not count.
    """

    def __init__(self, rows: Iterable[Row]):
        by_type: dict[type, dict[Any, Any]] = defaultdict(dict)
        for row in rows:
            by_type[type(row)][row.key] = row
        self._words: dict[tuple[str, str], Word] = by_type[Word]
        self._content: dict[str, Content] = by_type[Content]
        self._reports: dict[tuple[str, str, str], Report] = by_type[Report]
        self._embeddings: dict[tuple[str, str, str], Embedding] = by_type[Embedding]
        self._modals: dict[str, Modal] = by_type[Modal]
        self._times: dict[str, TimeWord] = by_type[TimeWord]
        self._titles: dict[str, Title] = by_type[Title]
        self._groups: dict[str, Group] = by_type[Group]
        self._pronouns: dict[str, Pronoun] = by_type[Pronoun]
        self._things: dict[str, Thing] = by_type[Thing]
        self.relations: dict[str, Relation] = by_type[Relation]
        self.states: dict[str, State] = by_type[State]
        self.organizations: dict[str, Organization] = by_type[Organization]
        self.all_frames: tuple[Frame, ...] = tuple(by_type[Frame].values())
        self.all_fixed: tuple[Fixed, ...] = tuple(by_type[Fixed].values())
        self._frames = _grouped(((f.lemma, f.pos), f) for f in self.all_frames)
        self._fixed = _grouped(((f.verb, f.object), f) for f in self.all_fixed)
        self._phrases = {use: tuple(sorted(w.text for w in self._words.values() if w.use == use)) for use in _PHRASES}
        self._names = {what: _named(rows_) for what, rows_ in self._nameable().items()}
        self._offices = {name.rpartition(" ")[2] for name in self._titles}  # the last words of titles
        self._longest: dict[str, int] = {}
        for what in ("state", "metonym", "organization", "thing"):
            for name in self._names[what]:
                self._longest[opening(name)] = max(length(name), self._longest.get(opening(name), 0))

    def _nameable(self) -> dict[str, list[tuple[str, Any]]]:
        states, bodies = self.states.values(), self.organizations.values()
        return {
            "state": [(n, s) for s in states for n in (s.name, *s.aliases)],
            "demonym": [(n, s) for s in states for n in s.demonyms],
            "metonym": [(n, Metonym(n, s, seat)) for s in states
                        for seat, names in ((False, s.capitals), (True, s.seats)) for n in names],
            "organization": [(n, b) for b in bodies for n in (b.name, *b.aliases)],
            "thing": [(n, t) for t in self._things.values() for n in (t.name, *t.aliases)],
        }  # fmt: skip

    # --- predicates -------------------------------------------------------------------------------------------------

    def relation(self, name: str) -> Relation:
        """The relation called ``name``; an unknown one is a `LexiconError`."""
        if name not in self.relations:
            raise LexiconError(f"relation {name!r}: not in relations.toml; use one of {', '.join(self.relations)}")
        return self.relations[name]

    def frames(self, lemma: str, pos: str) -> tuple[Frame, ...]:
        """All frames of a lemma as ``VERB``, ``NOUN`` or ``ADJ``, those with a particle among them."""
        return self._frames.get((lemma.lower(), pos), ())

    def fixed(self, verb: str, object: str) -> tuple[Fixed, ...]:
        """Frames of a verb with a fixed object, by both lemmas: ``fixed("take", "issue")``."""
        return self._fixed.get((verb.lower(), object.lower()), ())

    def light(self, verb: str) -> str | None:
        """What the subject of a verb is to the noun that is its object: ``holder`` ("voiced criticism of"), ``target``
        ("drew criticism from"), ``ends`` (a holder who stops: "dropped its support for"); ``None``: none of these."""
        return self._word("light", verb)

    def content_prepositions(self, lemma: str) -> tuple[str, ...]:
        """Behind which prepositions a predicate says what it is about: ``accuse`` → ``("of",)``."""
        row = self._content.get(lemma.lower())
        return row.prepositions if row else ()

    def event_type(self, lemma: str) -> str | None:
        """The type of event that a noun names: ``pullout`` → ``Withdrawal``; by its own entry, else by its relation."""
        own = self._word("event", lemma)
        events = (self.relation(f.relation).event for f in self.frames(lemma, "NOUN") if not f.agent)
        return own or next((e for e in events if e), None)

    # --- reports ----------------------------------------------------------------------------------------------------

    def report(self, lemma: str, pos: str, particle: str = "") -> Report | None:
        """The report that a word makes: ``report("point", "VERB", "out")``."""
        return self._reports.get((pos, lemma.lower(), particle.lower()))

    def goes_on(self, lemma: str, particle: str = "") -> bool:
        """Whether by this verb whoever spoke last goes on speaking: "she added", "he went on"."""
        return ("going on", f"{lemma} {particle}".strip().lower()) in self._words

    @property
    def reports(self) -> tuple[Report, ...]:
        """All words that report."""
        return tuple(self._reports.values())

    @property
    def source_phrases(self) -> tuple[str, ...]:
        """Phrases before a source: "according to", "in the words of"."""
        return self._phrases["source"]

    # --- what is so -------------------------------------------------------------------------------------------------

    def is_negator(self, word: str) -> bool:
        """Whether a word or phrase negates what it modifies: "not", "hardly", "no longer", "without"."""
        return ("negator", word.lower()) in self._words

    def is_conditional(self, word: str) -> bool:
        """Whether a word or phrase opens a condition: "if", "unless", "provided that"."""
        return ("conditional", word.lower()) in self._words

    def modal(self, lemma: str) -> Modal | None:
        """A modal verb: its certainty, and whether it looks ahead."""
        return self._modals.get(lemma.lower())

    def implicative(self, lemma: str, pos: str = "VERB", particle: str = "") -> Embedding | None:
        """What a word says of the act it governs: "fail to", "refusal to", "unable to"."""
        return self._embeddings.get((pos, lemma.lower(), particle.lower()))

    def hedge(self, word: str) -> Certainty | None:
        """The certainty that an adverb leaves ("reportedly", "probably")."""
        value = self._word("hedge", word)
        return Certainty(value) if value else None

    def time(self, word: str) -> TimeWord | None:
        """A word that says when, as written: "May" is a month, "may" is not."""
        row = self._times.get(word.rstrip(".").lower())
        return row if row is None or row.use not in ("weekday", "month") or word[0].isupper() else None

    # --- people and bodies ------------------------------------------------------------------------------------------

    def title(self, text: str) -> Title | None:
        """The honorific, office or role that ``text`` is: "Sen.", "former Foreign Minister". Dots and hyphens do not
        count. Qualifiers in front say whether it is held ("former") and that a deputy does not head."""
        words, said = office(text).split(), []
        if not words or words[-1] not in self._offices:
            return None
        while words and " ".join(words) not in self._titles and (qualifier := self.qualifier(words[0])):
            said.append(qualifier)
            words = words[1:]
        title = self._titles.get(" ".join(words))
        if title is None or not said:
            return title
        relation = "holdsOffice" if "below" in said and title.relation == "heads" else title.relation
        return replace(title, relation=relation, standing=next((q for q in said if q in ("ended", "future")), ""))

    def ends_title(self, word: str) -> bool:
        """Whether a title that `title` knows may end in ``word``."""
        words = office(word).split()
        return not words or words[-1] in self._offices

    def qualifier(self, word: str) -> str | None:
        """What a word before a title says of its holder: ``below`` ("deputy"), ``ended`` ("former"), ``future``
        ("incoming") or ``plain`` ("acting")."""
        return self._word("qualifier", word)

    def tenure(self, verb: str) -> str | None:
        """Whether by this verb a membership ``begins`` ("join") or ``ends`` ("leave")."""
        return self._word("tenure", verb)

    def naming(self, use: str, word: str) -> str | None:
        """What a word is in a name by ``naming.toml``: the full form of a ``short`` first name, the other ``spelling``,
        the ``party`` whose people are called so, or, for the uses that are lists (``particle``, ``generic`` …), the
        word itself; else ``None``."""
        return self._word(use, word)

    def listed(self, use: str) -> frozenset[str]:
        """All words that ``naming.toml`` lists under ``use``."""
        return frozenset(w.text for w in self._words.values() if w.use == use)

    def gender(self, use: str, word: str) -> str | None:
        """The gender that a word tells as one of `GENDERED`: ``gender("names", "Olga")`` is ``feminine``."""
        return self._word(use, word.rstrip("."))

    def group(self, lemma: str) -> Group | None:
        """A common noun for a source or actor: "analyst", "government", "business community"."""
        return self._groups.get(lemma.lower())

    def pronoun(self, word: str) -> Pronoun | None:
        """A pronoun and what it may refer to."""
        return self._pronouns.get(word.lower())

    def state(self, name: str) -> State | None:
        """The state of a name, alias or ISO 3166 alpha-3 code."""
        return self._names["state"].get(written(name)) or self.states.get(name)

    def demonym(self, word: str) -> State | None:
        """The state of an adjective or of a name for its people, singular or with a plural -s."""
        names, word = self._names["demonym"], written(word)
        return names.get(word) or (names.get(word[:-1]) if word[-1:] in ("s", "S") else None)

    def metonym(self, name: str) -> Metonym | None:
        """The state for whose government a capital or a seat stands: "Washington", "the Kremlin"."""
        return self._names["metonym"].get(written(name))

    def organization(self, name: str) -> Organization | None:
        """A well-known organization by its name, acronym or alias."""
        return self._names["organization"].get(written(name))

    def thing(self, name: str) -> Thing | None:
        """A well-known agreement, event or town that is easily taken for a body: "NAFTA", "Brexit", "Geneva"."""
        return self._names["thing"].get(written(name))

    def longest(self, word: str) -> int:
        """How many words and marks the longest name of a state, a metonym, an organization or a thing has that begins
        like ``word``; 0: none does."""
        return self._longest.get(opening(word), 0)

    def is_ambiguous(self, name: str) -> bool:
        """Whether a state's name, demonym or capital also names something else ("Georgia", "Polish", "Victoria")."""
        owner = self.state(name) or self.demonym(name)
        metonym = self.metonym(name)
        owner = owner or (metonym.state if metonym else None)
        return owner is not None and written(name) in map(written, owner.ambiguous)

    def _word(self, use: str, text: str) -> str | None:
        row = self._words.get((use, text.lower()))
        return row.value if row else None


_PHRASES = ("negator", "conditional", "source")


def _grouped(pairs: Iterable[tuple[_K, _R]]) -> dict[_K, tuple[_R, ...]]:
    groups = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return {key: tuple(rows) for key, rows in groups.items()}


def _named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Rows by written name, and by the same in capitals, where an acronym of four letters or less is safe from it."""
    names: dict[str, Any] = {}
    for name, row in pairs:
        name = written(name)
        if _label(names.setdefault(name, row)) != _label(row):
            raise LexiconError(f"name {name!r}: stands for two things ({_label(names[name])}, {_label(row)}); keep one")
    for name, row in list(names.items()):
        if len(name) > 4:
            names.setdefault(name.upper(), row)
    return names


def _label(row: Any) -> str:
    return row.state.name if isinstance(row, Metonym) else row.name
