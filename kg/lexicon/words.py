"""The rows of the tables: frozen, made of plain values. ``key`` says which row a later table may replace.

``pos`` is ``VERB``, ``NOUN`` or ``ADJ``; ``particle`` is ``""`` or the second half of a particle verb ("pull" + "out").
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from kg.model import Certainty, Kind, StatementKind

PREPOSITIONS = frozenset((
    "about", "above", "across", "after", "against", "along", "alongside", "amid", "among", "around", "as", "at",
    "before", "behind", "between", "beyond", "by", "despite", "for", "from", "in", "inside", "into", "like", "near",
    "of", "off", "on", "onto", "out", "outside", "over", "past", "regarding", "through", "to", "toward", "towards",
    "under", "upon", "via", "with", "within", "without",
))  # fmt: skip
PARTICLES = frozenset((
    "about", "across", "after", "ahead", "along", "apart", "around", "aside", "away", "back", "by", "down", "forward",
    "in", "off", "on", "out", "over", "through", "together", "under", "up",
))  # fmt: skip
PLACES = frozenset(("obj", "iobj", "subj", "clause", "xcomp", "mutual", "none"))
SLOTS = PLACES | PREPOSITIONS | {f"{first}_{p}" for first in ("obj", "passive") for p in PREPOSITIONS}
GENDERED = ("titles", "nouns", "names")  # words that tell a gender: "Mrs", "widow", "Olga"


class Row(Protocol):
    """A row of any table."""

    @property
    def key(self) -> Hashable:
        """What no two entries of a table share; a later one replaces an earlier."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a holder may be to a target. ``event`` is the type of the event that an action is; ``plover`` and ``cameo``
    are the nearest event codes (PLOVER's sixteen types; CAMEO's numbers, a root where no finer code fits). ``voiced``:
    who is so to a target says or shows it, so that the holder is its source and the target its content. ``example`` is
    a sentence in which someone is so. ``opposite``:
    the relation of the other sign that says the same of it."""

    name: str
    label: str
    kind: StatementKind
    polarity: int
    definition: str
    plover: str | None = None
    cameo: str | None = None
    event: str | None = None
    example: str | None = None
    voiced: bool = False
    opposite: str | None = None

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.name


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate and where its parties stand.

    ``slot`` says where the target stands:

    * ``obj``: direct object, and so the subject of the passive; ``iobj``: the one who is given or told;
    * ``clause``: a that-, whether- or -ing clause is the target; ``xcomp``: a to-infinitive whose unspoken subject is
      the holder ("refuse to join");
    * a preposition: after it; ``obj_to``: after "to", with an object in between ("send arms to X");
    * ``subj``: the subject, and the *object* is the holder ("the plan alarmed officials");
    * ``mutual``: the subjects are each other's targets ("Norway and Russia met"); a noun's ``between`` is the same;
    * ``none``: there is no target but the act itself ("Doe resigned");
    * ``passive_in``: after "in", and the *object*, which is the passive's subject, is the holder ("X is based in Y").

    Elsewhere the holder of a verb is its subject (in the passive: behind "by"), of an adjective what it describes, of a
    noun its possessor, its "by", or an adjective or compound of a state. An ``agent`` noun names the holder itself
    ("a critic of X"); its possessor or compound is then the target ("Trump supporters").
    """

    lemma: str
    particle: str
    pos: str
    relation: str
    slot: str
    agent: bool = False

    @property
    def key(self) -> tuple[str, str, str, str, bool]:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.pos, self.lemma, self.particle, self.slot, self.agent

    @property
    def preposition(self) -> str | None:
        """The preposition that the target follows; ``None`` where it follows none."""
        last = self.slot.rpartition("_")[2]
        return None if last in PLACES else last

    @property
    def holder_is_object(self) -> bool:
        """Whether the holder stands where the object of the active verb stands."""
        return self.slot == "subj" or self.slot.startswith("passive_")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A verb that means something with one object only: "take issue with". ``via`` is the preposition before the
    object, or "" ("be *at* odds with"); the target follows ``preposition``."""

    verb: str
    via: str
    object: str
    preposition: str
    relation: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.verb, self.via, self.object, self.preposition


@dataclass(frozen=True, slots=True)
class Content:
    """The prepositions behind which a predicate says what it is about: accuse X *of* Y, praise X *for* Y."""

    lemma: str
    prepositions: tuple[str, ...]

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.lemma


@dataclass(frozen=True, slots=True)
class Report:
    """A word that reports what someone says or thinks.

    ``act`` is the speech act. ``certainty`` is how sure the source shows itself of the content; the document itself
    stays uncommitted unless ``factive`` ("pointed out that"). ``polarity`` is the source's stance to the content
    (warn −1, hope +1). ``negates``: the source says that the content is not so. ``future``: it is still to come.
    ``relation`` is what the source is to a clause; ``things``: an object may be what is reported.
    """

    lemma: str
    particle: str
    pos: str
    act: str
    certainty: Certainty
    factive: bool = False
    polarity: int = 0
    negates: bool = False
    future: bool = False
    relation: str = "asserts"
    things: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.pos, self.lemma, self.particle


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a word says of the act it governs: +1 it happens, −1 it does not, 0 it stays open, when the word itself is
    ``plain`` and when it is ``negated`` (manage +1 −1, fail −1 +1, refuse −1 0, want 0 0); ``pos`` is ``CLAUSE`` for
    adjectives and nouns that a that-clause follows ("it is false that" −1 +1). After Karttunen, "Simple
    and Phrasal Implicatives", *SEM 2012."""

    lemma: str
    particle: str
    pos: str
    plain: int
    negated: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.pos, self.lemma, self.particle


@dataclass(frozen=True, slots=True)
class Modal:
    """How sure a modal makes its verb, and whether it looks ahead. ``relation``: what one who says so of somebody else
    is to them ("Norway must leave" is a demand)."""

    lemma: str
    certainty: Certainty
    future: bool
    relation: str | None = None

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.lemma


@dataclass(frozen=True, slots=True)
class Word:
    """A word or short phrase with one use: ``negator``, ``conditional``, ``hedge``, ``light``,
    ``source``, ``event``, ``qualifier`` (of titles), ``tenure`` or one of `GENDERED`; ``value`` depends on the use."""

    use: str
    text: str
    value: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.use, self.text


@dataclass(frozen=True, slots=True)
class Title:
    """An honorific, office or role. ``text`` is as matched, ``name`` written out ("Sen." → "Senator"); ``sector`` is
    ``honorific``, ``government``, ``party``, ``organization`` or ``role`` (tied to none: "analyst"); ``relation`` is
    what the person is to the body, ``None`` for an honorific. ``standing`` is ``ended`` ("former"), ``future``
    ("incoming") or empty."""

    text: str
    name: str
    sector: str
    relation: str | None
    standing: str = ""

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.text


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word that says when. ``use`` is ``weekday`` (Monday is 0), ``month``, ``day`` (days from today), ``direction``
    ("last" −1), ``unit`` (in days), ``number``, ``distance`` ("ago" −1), ``part`` (of a day or a longer time) or
    ``season`` (its first month)."""

    text: str
    use: str
    value: int

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.text


@dataclass(frozen=True, slots=True)
class Group:
    """A common noun for a source or actor; ``acts_for_state``: with a state before it, it speaks for that state."""

    lemma: str
    kind: Kind
    acts_for_state: bool

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.lemma


@dataclass(frozen=True, slots=True)
class Pronoun:
    """``case`` is nominative, accusative or possessive; ``use`` is personal, reflexive, relative, demonstrative or
    indefinite; ``None`` where the word leaves it open."""

    text: str
    use: str
    person: int
    number: str | None
    gender: str | None
    case: str | None

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.text
