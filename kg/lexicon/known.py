"""Whom and what the tables know by name: states, their seats, organizations, and what only looks like one.

``item`` is the item in Wikidata (``Q30``), ``None`` where the tables do not tell it.
"""

from dataclasses import dataclass

from kg.model import Kind


@dataclass(frozen=True, slots=True)
class State:
    """A state by its ISO 3166 alpha-3 code (Kosovo: the user-assigned XKX). ``demonyms`` are adjectives and names of
    its people. ``capitals`` and ``seats`` stand for its government. ``ambiguous`` are those of all its names that also
    name something else (Georgia, Jordan): they need support from the text."""

    code: str
    name: str
    item: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.code


@dataclass(frozen=True, slots=True)
class Metonym:
    """A name that stands for a state's government. ``seat``: it is a body of its own ("the Kremlin"), not a city."""

    name: str
    state: State
    seat: bool


@dataclass(frozen=True, slots=True)
class Organization:
    """A well-known body. ``sector`` is ``international``, ``body`` (of a state), ``party``, ``nongovernmental``,
    ``armed``, ``company`` or ``media``; ``state`` is the ISO 3166 alpha-3 code of where it belongs, if it does."""

    name: str
    aliases: tuple[str, ...]
    sector: str
    state: str | None = None
    item: str | None = None

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.name

    @property
    def kind(self) -> Kind:
        """What it is in the graph."""
        return Kind.GOVERNMENT_BODY if self.sector == "body" else Kind.ORGANIZATION

    @property
    def acts_for(self) -> str | None:
        """The code of the state that it acts for; ``None`` for any but a body of a state."""
        return self.state if self.sector == "body" else None


@dataclass(frozen=True, slots=True)
class Thing:
    """What is easily taken for a body or a person and is neither: an agreement ("NAFTA"), something that happened
    ("Brexit"), a town known for what sits there ("Geneva")."""

    name: str
    aliases: tuple[str, ...]
    kind: Kind
    item: str | None = None

    @property
    def key(self) -> str:
        """What no two entries of a table share; a later one replaces an earlier."""
        return self.name
