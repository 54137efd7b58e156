"""The derived layer from the statements in hand: the triples that the SPARQL in ``kg/store/derived`` gives of a store
that holds them."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Reading
from kg.rdf import written
from kg.rdf.encode import KG, ORG, RDF, is_membership
from kg.rdf.literals import day, integer
from kg.rdf.written import Triple


@dataclass(slots=True)
class _Dyad:
    holder: str
    target: str
    signs: dict[int, int]
    first: str | None = None
    last: str | None = None

    def date(self, date: str) -> None:
        """Dates of differing precision have no common order but that of their text."""
        self.first = min(self.first or date, date)
        self.last = max(self.last or date, date)


class Derived:
    """What is derived of readings that are seen one after the other."""

    def __init__(self) -> None:
        self._dyads: dict[str, _Dyad] = {}
        self._plain: set[tuple[str, str, str]] = set()
        self._members: set[tuple[str, str]] = set()

    def see(self, reading: Reading) -> None:
        """Count what ``reading`` tells."""
        for s in reading.statements:
            if not s.holder or not s.drawn:
                continue
            holder, target = written.thing(s.holder.id), written.thing(s.target.id)
            node = written.dyad(s.holder.id, s.target.id)
            dyad = self._dyads.setdefault(node, _Dyad(holder, target, {1: 0, -1: 0, 0: 0}))
            dyad.signs[s.polarity] += 1
            if s.date is not None:
                dyad.date(s.date)
            self._plain.add((holder, written.relation(s.relation), target))
            if is_membership(s) and not s.ended:
                self._members.add((holder, target))

    def triples(self) -> Iterator[Triple]:
        """The layer's triples, each once."""
        for node, dyad in self._dyads.items():
            yield node, RDF.type, KG.Dyad
            yield node, KG.dyadHolder, dyad.holder
            yield node, KG.dyadTarget, dyad.target
            yield node, KG.statements, integer(sum(dyad.signs.values()))
            for property, sign in ((KG.positive, 1), (KG.negative, -1), (KG.neutral, 0)):
                yield node, property, integer(dyad.signs[sign])
            for property, date in ((KG.firstDate, dyad.first), (KG.lastDate, dyad.last)):
                if date is not None:
                    yield node, property, day(date)
        yield from self._plain
        for member, organization in self._members:
            if (member, ORG.memberOf, organization) not in self._plain:
                yield member, ORG.memberOf, organization
