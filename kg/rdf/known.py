"""What a document's graph and the entities say of things, so that the statements need not say it again.

`kg.rdf.encode` and `kg.rdf.decode` both ask here how a party would be read where nothing else is said of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.ids import FOLDERS
from kg.model import Entity, Kind, Participant, Party, Statement

ROLES = ("actor", "object")  # of a participant, in their order
_COMPOSED = frozenset((Kind.EVENT, Kind.PROPOSITION, Kind.TOPIC))  # what others take part in
_STANCE = FOLDERS[Kind.STATEMENT] + "/"


class Known:
    """Things by identifier: ``described`` has label and kind of what is no entity, ``types`` the types of events,
    ``parts`` who takes part in a thing in which role, ``places`` where such a one is named."""

    def __init__(self, entities: Mapping[str, Entity]):
        self.entities = entities
        self.described: dict[str, tuple[str, Kind]] = {}
        self.types: dict[str, set[str]] = defaultdict(set)
        self.parts: dict[tuple[str, Kind, str], set[str]] = defaultdict(set)
        self.places: dict[tuple[str, str], tuple[int, int]] = {}
        self._participants: dict[tuple[str, Kind], tuple[Participant, ...] | None] = {}

    def named(self, id: str) -> tuple[str | None, Kind | None]:
        """Label and kind, as far as they are known."""
        if entity := self.entities.get(id):
            return entity.label, entity.kind
        if id.startswith(_STANCE):
            return None, Kind.STATEMENT
        return self.described.get(id, (None, None))

    def party(self, id: str, start: int, end: int, label: str | None = None) -> Party | None:
        """The party that ``id`` is at that place; ``label`` is how it is called where that is said. ``None`` where what
        is known does not suffice for one."""
        known, kind = self.named(id)
        called = known if label is None else label
        if called is None or kind is None or (participants := self._who(id, kind)) is None:
            return None
        types = self.types.get(id, ())
        type = next(iter(types)) if len(types) == 1 else None
        return Party(id, called, kind, start, end, participants, type)

    def _who(self, id: str, kind: Kind) -> tuple[Participant, ...] | None:
        if kind not in _COMPOSED:
            return ()
        if (id, kind) not in self._participants:
            self._participants[id, kind] = self._found(id, kind)
        return self._participants[id, kind]

    def _found(self, id: str, kind: Kind) -> tuple[Participant, ...] | None:
        found: list[Participant] = []
        for role in ROLES:
            ids = self.parts.get((id, kind, role), ())
            if len(ids) == 1:
                (one,) = ids
                label, what = self.named(one)
                if label is None or what is None:
                    return None
                found.append(Participant(role, one, label, what, *self.places.get((id, role), (None, None))))
        return tuple(found)


def known(entities: Iterable[Entity], statements: Iterable[Statement]) -> Known:
    """What the graph of a document with these ``statements`` is to say of the things in them."""
    found = Known({entity.id: entity for entity in entities})
    first: dict[str, tuple[Participant, ...]] = {}
    for party in parties(statements):
        named: tuple[Party | Participant, ...] = (party, *party.participants)
        for one in named:
            if one.kind != Kind.STATEMENT and one.id not in found.entities:
                label, _ = found.described.get(one.id, (one.label, one.kind))
                found.described[one.id] = min(label, one.label), one.kind
        if party.participants and party.kind in _COMPOSED:
            first.setdefault(party.id, party.participants)
            for each in party.participants:
                if each.role in ROLES:
                    found.parts[party.id, party.kind, each.role].add(each.id)
        if party.kind == Kind.EVENT and party.event_type is not None:
            found.types[party.id].add(party.event_type)
    for id, participants in first.items():
        for each in participants:
            if each.role in ROLES and each.start is not None and each.end is not None:
                found.places.setdefault((id, each.role), (each.start, each.end))
    return found


def parties(statements: Iterable[Statement]) -> Iterable[Party]:
    for statement in statements:
        if statement.holder:
            yield statement.holder
        yield statement.target
        yield from statement.attributed_to
