"""Who is who and what is said in a graph, by name, identifier or key: likely duplicates, and what a person decides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product
from shlex import quote
from typing import TYPE_CHECKING

from kg.errors import CorrectionError
from kg.graph import Graph
from kg.ids import folded, is_state
from kg.model import Entity
from kg.query import sentence, signed, uses
from kg.resolve import Correction, Merge, corrections
from kg.resolve.corrections import FLIP, PAIRS, RETYPE, VERDICTS, made
from kg.resolve.duplicates import Duplicate, duplicates
from kg.store import lookup

if TYPE_CHECKING:
    from kg.network.effect import Effect

SHORTEST = 6  # letters of a key that may stand for all of it


@dataclass(frozen=True, slots=True)
class Use:
    """An entity, in how many statements it stands, and the sentence that tells of it most surely (empty: none)."""

    entity: Entity
    statements: int
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """Two that may be one, of which nobody has decided, and what it would change to join them."""

    pair: Duplicate
    effect: "Effect"


class Identity:
    """The entities of a graph, the merges that made them, and the corrections that a person has noted since."""

    def __init__(self, graph: Graph, noted: Iterable[Correction] = ()):
        self.graph, self.noted = graph, tuple(noted)
        self.merges: dict[str, Merge] = {m.old: m for m in graph.store.merges()}
        self.uses: dict[str, int] = uses(graph.store)
        self._called: tuple[dict[str, set[str]], ...] = (defaultdict(set), defaultdict(set), defaultdict(set))
        labels, joined, aliases = self._called
        for entity in graph.entities:
            labels[folded(entity.label)].add(entity.id)
            for alias in entity.aliases:
                aliases[folded(alias)].add(entity.id)
        for merge in self.merges.values():
            joined[folded(merge.label)].add(merge.old)
        self._ids = {e.id for e in graph.entities} | self.merges.keys()

    def all(self) -> list[Use]:
        """Every entity, those in most statements first."""
        found = [Use(e, self.uses.get(e.id, 0)) for e in self.graph.entities]
        return sorted(found, key=lambda use: (-use.statements, use.entity.label, use.entity.id))

    def likely(self) -> list[Open]:
        """Likely duplicates that nobody has decided about, those first that would change most, of these those in most
        statements."""
        from kg.network.effect import Picture

        found = duplicates(self.graph.entities, self.uses, decided=self._decided())
        picture = Picture(signed(self.graph.store) if found else ())
        told = [Open(pair, picture.effect(pair.one.id, pair.other.id)) for pair in found]
        return sorted(told, key=lambda one: one.effect.rank)

    def pressing(self) -> str:
        """One line on the open pair with which most names would change sides; empty where none would."""
        found = [one for one in self.likely() if one.effect.sides]
        if not found:
            return ""
        pair, effect = found[0].pair, found[0].effect
        asked = f"'{pair.one.label}' and '{pair.other.label}' may be one"
        told = f"they {effect.sides}" if effect.opposite else effect.sides
        names = " ".join(quote(self._name(entity)) for entity in (pair.one, pair.other))
        more = f"; {len(found) - 1} more such in 'kg entities'" if len(found) > 1 else ""
        return f"{asked}: {told}; decide with kg correct … same {names}{more}"

    def _name(self, entity: Entity) -> str:
        """By what a command knows an entity: its label, or its identifier where others are called so too."""
        return entity.label if self.meant(entity.label) == {entity.id} else entity.id

    def use(self, entity: Entity) -> Use:
        """``entity`` with its sentence."""
        return Use(entity, self.uses.get(entity.id, 0), sentence(self.graph.store, entity.id))

    def _decided(self) -> set[frozenset[str]]:
        now = {old: merge.new for old, merge in self.merges.items()}
        ends = (map(self.meant, c.entities) for c in self.noted if c.action in PAIRS)
        return {frozenset(now.get(i, i) for i in pair) for both in ends for pair in product(*both)}

    def meant(self, name: str) -> set[str]:
        """The identifiers that ``name`` may stand for: its own; those called so; those that were, before they were
        joined; those also called so; the first of these that are any."""
        if name in self._ids:
            return {name}
        return next((found[folded(name)] for found in self._called if folded(name) in found), set())

    def called(self, identifier: str) -> str:
        """What somebody is called, or was before they were joined to another; the identifier where that is unknown."""
        known = {e.id: e.label for e in self.graph.entities}
        return known.get(identifier) or (self.merges[identifier].label if identifier in self.merges else identifier)

    def one(self, name: str) -> str:
        """The identifier of who is called ``name``. Raises `CorrectionError` for a name that nobody or several have."""
        found = sorted(self.meant(name))
        if len(found) == 1:
            return found[0]
        if found:
            raise CorrectionError(f"{name!r}: {len(found)} are called so; use an identifier, {' or '.join(found)}")
        near = get_close_matches(folded(name), [n for names in self._called for n in names], n=3)
        meant = f"did you mean {' or '.join(near)}?" if near else "'kg entities --all' lists all"
        raise CorrectionError(f"{name!r}: nobody and nothing is called so; {meant}")

    def correction(self, action: str, subject: str, value: str = "", *, why: str = "", who: str = "") -> Correction:
        """What somebody decided, of whom and what they named. Raises `CorrectionError` where nothing is called so, or
        there is nothing to decide."""
        if action in VERDICTS:
            return self._verdict(action, subject, why, who)
        if action not in PAIRS or not subject or not value:
            asked = made(action, subject, value, why, who)
            id = self.one(asked.one)
            if action == RETYPE and is_state(self._now(id)):
                raise CorrectionError(f"{subject!r}: is a state by its code, which stays one; correct its statements")
            return made(action, id, asked.other, why or f'"{asked.one}"', who)
        ends = self.one(subject), self.one(value)
        if ends[0] == ends[1]:
            said = "are one in the documents themselves; there is nothing to decide"
            raise CorrectionError(f"{subject!r} and {value!r}: {said}")
        return made(action, *ends, why or f'"{subject}", "{value}"', who)

    def _verdict(self, action: str, name: str, why: str, who: str) -> Correction:
        id = self.statement(name)
        said = lookup.saying(self.graph.store, id)
        if action == FLIP and said and not said.polarity:
            raise CorrectionError(f"{name!r}: takes no side, so there is no sign to turn; reject it if it is wrong")
        return made(action, id, "", why or (f'"{said}"' if said else ""), who)

    def _now(self, identifier: str) -> str:
        return self.merges[identifier].new if identifier in self.merges else identifier

    def statement(self, name: str) -> str:
        """The identifier of the statement with that key, address or beginning of a key, be it rejected already. Raises
        `CorrectionError` where there is none, or several begin so."""
        start = name.rpartition("/")[2].rpartition(":")[2]
        if len(start) < SHORTEST or not (start.isascii() and start.isalnum()):
            raise CorrectionError(
                f"{name!r}: no statement; expected its key, or {SHORTEST} letters or more of its beginning"
            )
        start = f"stance/{start}"
        found = {c.one for c in self.noted if c.action in VERDICTS and c.one.startswith(start)}
        if start not in found:
            found |= lookup.beginning(self.graph.store, start)
        if not found:
            raise CorrectionError(f"{name!r}: no statement has that key; statements.csv has all keys")
        if len(found) > 1:
            raise CorrectionError(f"{name!r}: several begin so; give more of it, {' or '.join(sorted(found)[:2])}")
        return found.pop()

    def without(self, action: str, subject: str, value: str = "") -> tuple[Correction, ...]:
        """What is noted, but for what ``action`` says of the subject; of a pair, whatever is said of the two. Raises
        `CorrectionError` if that is nothing."""
        if action in VERDICTS:
            ends = [{self.statement(subject)}]
        else:
            ends = [{folded(name), *self.meant(name)} for name in (subject, value)[: 1 + (action in PAIRS)]]
        kept = tuple(c for c in self.noted if not self._is(c, action, ends))
        if len(kept) == len(self.noted):
            said = (
                f"{subject!r} and {value!r}: nothing is noted of the two" if value else f"{subject!r}: no such decision"
            )
            raise CorrectionError(f"{said}; see {corrections.FILE}")
        return kept

    def _is(self, noted: Correction, action: str, ends: list[set[str]]) -> bool:
        if noted.action != action and not {noted.action, action} <= set(PAIRS):
            return False
        names = noted.entities or (noted.one,)
        own = [{folded(name), *self.meant(name)} for name in names]
        return any(all(a & b for a, b in zip(own, order, strict=True)) for order in (ends, ends[::-1]))
