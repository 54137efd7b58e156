"""The people, bodies and things of a document while they are being put together, and how their names compare."""

import re
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.mentions import Mention
from kg.ids import entity_id, folded, state_id
from kg.lexicon import Pronoun
from kg.model import Entity, Kind

BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY))
GENERIC = frozenset((
    "agency", "organization", "organisation", "company", "firm", "group", "body", "institution", "union", "party",
    "association", "forum", "centre", "center", "alliance", "bloc", "institute", "commission", "committee",
    "council", "court", "bank", "charity", "regulator", "network", "newspaper", "operator", "carrier", "airline",
    "manufacturer", "retailer", "broadcaster",
))  # fmt: skip


@dataclass(slots=True, eq=False)
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
    gender: str | None = None  # as a title, a noun or a first name tells it
    called: set[str] = field(default_factory=set)  # the genders of the pronouns that stood for it
    nouns: tuple[Token, ...] = ()  # of what is no entity: a thing, or a list of several

    @property
    def id(self) -> str:
        """The identifier of its entity."""
        if self.known and self.known[0] == "state":
            return state_id(self.known[1])
        return entity_id(self.kind, self.label, self.disambiguator)

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
