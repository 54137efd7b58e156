"""The people, bodies and things of a document while they are being put together, and how their names compare."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract import phrases, roles
from kg.extract.mentions import Mention
from kg.extract.tokens import Doc, Token
from kg.ids import entity_id, folded, state_id
from kg.lexicon import Lexicon, Pronoun
from kg.model import Entity, Kind

BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))
GENERIC = frozenset((
    "agency", "organization", "organisation", "company", "firm", "group", "body", "institution", "union", "party",
    "association", "forum", "centre", "center", "alliance", "bloc", "institute", "commission", "committee",
    "council", "court", "bank", "charity", "regulator", "network", "newspaper", "operator", "carrier", "airline",
    "manufacturer", "retailer", "broadcaster",
))  # fmt: skip
LONGEST_TITLE = 3  # words of one that is kept with the name


@dataclass(slots=True, eq=False)
class Cluster:
    """One entity of a document, while it is being put together."""

    kind: Kind
    label: str
    known: tuple[str, str] | None = None
    acts_for: str | None = None
    disambiguator: str = ""
    aliases: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    gender: str | None = None  # as a title, a noun or a first name tells it
    called: set[str] = field(default_factory=set)  # the genders of the pronouns that stood for it
    nouns: tuple[Token, ...] = ()  # of what is no entity: a thing, or a list of several

    @property
    def id(self) -> str:
        """The identifier of its entity."""
        if self.known and self.known[0] == "state":
            return state_id(self.known[1])
        return entity_id(self.kind, self.label, self.disambiguator)

    @property
    def is_named(self) -> bool:
        """Whether a name mentions it, not nouns alone."""
        return any(mention.form == "name" for mention in self.mentions)

    def suits(self, pronoun: Pronoun) -> bool:
        """Whether a pronoun of the third person may mean it by its kind and gender alone."""
        if pronoun.gender in ("masculine", "feminine"):
            return self.kind == Kind.PERSON and self.gender in (None, pronoun.gender)
        one = pronoun.number == "singular"
        return self.kind in (*BODIES, Kind.STATE) or self.kind == Kind.GROUP and not one

    def entity(self) -> Entity:
        """The entity as it goes into the graph."""
        return Entity(self.id, self.label, self.kind, tuple(sorted(self.aliases - {self.label})), self.acts_for)


def heads(name: str) -> set[str]:
    """The nouns that a body's name may be shortened to: "council" of "Council of Europe", "court" of "High Court"."""
    words = folded(name).split()
    return {words[-1], re.split(" of | for | on ", " ".join(words))[0].split()[-1]}


def initials(name: str) -> set[str]:
    words = name.replace("-", " ").split()
    large = [w for w in words if w[0].isupper()]
    return {"".join(w[0] for w in large), "".join(w[0] for w in words).upper()} if len(large) > 1 else set()


def says_name(doc: Doc, mention: Mention) -> bool:
    """Whether a name stands in a noun phrase: "Norwegian officials", "the Oslo court"."""
    words = doc[mention.start : mention.end]
    return any(t.pos_ == "PROPN" or t.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") for t in words)


def short_name(person: Cluster, clusters: list[Cluster]) -> str:
    """A person's surname, unless another one of that surname is told of more often."""
    surname = person.label.split()[-1]
    most = max(len(c.mentions) for c in clusters if c.label.split()[-1] == surname)
    return surname if len(person.mentions) == most else person.label


def titled(doc: Doc, mention: Mention) -> Iterator[str]:
    """A person's name with the title before it, as other texts may call them: "President Doe"."""
    if mention.titled is not None and mention.start - mention.titled <= LONGEST_TITLE:
        yield phrases.text(doc, mention.titled, mention.end)


def offices(doc: Doc, mention: Mention, lexicon: Lexicon) -> Iterator[str]:
    """The titles before a name, as written and written out: "sen.", "senator"."""
    before = () if mention.titled is None else (doc.span(mention.titled, mention.start).text,)
    for text in mention.titles or before:
        title = lexicon.title(text)
        yield text.lower()
        if title is not None and not roles.is_anothers(text, lexicon):
            yield title.name.lower()


def gender(doc: Doc, mention: Mention, lexicon: Lexicon) -> str | None:
    """The gender that a title, a noun or, failing these, a first name tells."""
    if mention.form == "noun":
        return lexicon.gender("nouns", doc[mention.head].lemma_)
    before = doc[mention.titled : mention.start] if mention.titled is not None else ()
    told = [lexicon.gender(use, t.text) for t in before for use in ("titles", "nouns")]
    return next((g for g in told if g), None) or lexicon.gender("names", doc[mention.start].text)
