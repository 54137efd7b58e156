"""Whom actors stand for, and what targets are about: how a discourse is rolled up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import NetworkError
from kg.lexicon import load
from kg.model import Entity, Kind, Statement, StatementKind

BODIES = frozenset((Kind.ORGANIZATION, Kind.GOVERNMENT_BODY, Kind.STATE, Kind.GROUP))
TIES = frozenset(("affiliatedWith", "employedBy", "heads", "holdsOffice", "memberOf", "represents",
                  "spokespersonFor"))  # fmt: skip

OFTEN = 0.25  # of the documents in which a person speaks must tell the tie: else it is past, or misread


@dataclass(frozen=True, slots=True)
class Named:
    """A party's name and kind, as `Kind` writes it."""

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Standing:
    """``parties`` by identifier. ``bodies``: the organization, group or state that a person speaks for, by the tie
    told most often, of those the one told last, if at least `OFTEN` of the documents in which the person speaks tell
    it. ``states``: the state for which a body acts. ``about``: what a target
    is about, and the sign with which: to reject (−1) a criticism (−1) of a law is to be for it (+1)."""

    parties: Mapping[str, Named]
    bodies: Mapping[str, str]
    states: Mapping[str, str]
    about: Mapping[str, tuple[str, int]]

    def actor(self, id: str, *, to: str) -> str:
        """For whom ``id`` speaks: the ``"organization"`` of a person, or the ``"state"`` of person or organization;
        himself where nothing is known."""
        if to not in ("organization", "state"):
            raise NetworkError(f"actors {to!r}: unknown; use organization or state")
        body = self.bodies.get(id, id)
        return self.states.get(body, body) if to == "state" else body

    def target(self, id: str, *, to: str) -> tuple[str, int]:
        """What ``id`` is about and with which sign: ``"event"`` follows what was said of a statement to that which the
        statement is about, ``"topic"`` also an event to its object where its sign is known ("criticism of the law")."""
        if to not in ("event", "topic"):
            raise NetworkError(f"targets {to!r}: unknown; use event or topic")
        sign, met = 1, {id}
        while id in self.about and (to == "topic" or self.parties[id].kind == Kind.STATEMENT):
            other, its = self.about[id]
            if other in met:
                break
            met.add(other)
            id, sign = other, sign * its
        return id, sign


def standing_of(statements: Iterable[Statement], entities: Iterable[Entity]) -> Standing:
    """What ``statements`` and ``entities`` tell of it."""
    found, entities = sorted(statements, key=lambda s: s.key), tuple(entities)
    states = {entity.id: entity.acts_for for entity in entities if entity.acts_for}
    return Standing(_parties(found, entities), _bodies(found), states, _about(found))


def _parties(statements: list[Statement], entities: Iterable[Entity]) -> dict[str, Named]:
    # a state for which somebody acts may be named nowhere itself
    named = {entity.acts_for: Named(entity.acts_for, str(Kind.STATE)) for entity in entities if entity.acts_for}
    for statement in statements:
        for party in (statement.holder, statement.target, *statement.attributed_to, *statement.target.participants):
            if party is None:
                continue
            known = named.get(party.id)
            if known is None or (party.label, str(party.kind)) < (known.label, known.kind):
                named[party.id] = Named(party.label, str(party.kind))
    return named | {entity.id: Named(entity.label, str(entity.kind)) for entity in entities}


def _bodies(statements: list[Statement]) -> dict[str, str]:
    spoke: dict[str, set[str]] = defaultdict(set)
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for holder, s in ((s.holder, s) for s in statements if s.holder):
        spoke[holder.id].add(s.evidence.document)
        is_tie = s.kind == StatementKind.RELATION and s.relation in TIES and not s.ended
        if is_tie and holder.kind == Kind.PERSON and s.target.kind in BODIES:
            told[holder.id][s.target.id].append(s)
    found = {}
    for person, ties in told.items():
        body = max(ties, key=lambda id: (len(ties[id]), max(s.date or "" for s in ties[id]), id))
        if len({s.evidence.document for s in ties[body]}) >= OFTEN * len(spoke[person]):
            found[person] = body
    return found


def _about(statements: list[Statement]) -> dict[str, tuple[str, int]]:
    found = {f"stance/{s.key}": (s.target.id, s.polarity) for s in statements if s.polarity}
    for s in statements:
        if s.target.kind == Kind.EVENT and (sign := _signs().get(s.target.event_type or "")):
            objects = {p.id for p in s.target.participants if p.role == "object"}
            if len(objects) == 1:
                found[s.target.id] = (objects.pop(), sign)
    return found


@cache
def _signs() -> dict[str, int]:
    """Which side an event takes towards its object, by its type; types of both sides have none."""
    sides = defaultdict(set)
    for relation in load().relations.values():
        sides[relation.event].add(relation.polarity)
    return {event: min(found) for event, found in sides.items() if event and len(found) == 1 and found != {0}}
