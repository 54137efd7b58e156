"""Who is who in a built folder: likely duplicates, and what a person decides about them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product
from pathlib import Path

from kg.errors import CorrectionError
from kg.graph import Graph, opened
from kg.ids import folded
from kg.model import Entity
from kg.outputs import put
from kg.query import sentence, uses
from kg.resolve import Correction, Merge, corrections
from kg.resolve.duplicates import Duplicate, duplicates
from kg.store import is_address, lookup, shown


@dataclass(frozen=True, slots=True)
class Use:
    """An entity, in how many statements it stands, and the sentence that tells of it most surely (empty: none)."""

    entity: Entity
    statements: int
    sentence: str = ""


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

    def likely(self) -> list[Duplicate]:
        """Likely duplicates that nobody has decided about, those in most statements first."""
        return duplicates(self.graph.entities, self.uses, decided=self._decided())

    def use(self, entity: Entity) -> Use:
        """``entity`` with its sentence."""
        return Use(entity, self.uses.get(entity.id, 0), sentence(self.graph.store, entity.id))

    def _decided(self) -> set[frozenset[str]]:
        now = {old: merge.new for old, merge in self.merges.items()}
        ends = ((self._meant(c.one), self._meant(c.other)) for c in self.noted)
        return {frozenset(now.get(i, i) for i in pair) for both in ends for pair in product(*both)}

    def _meant(self, name: str) -> set[str]:
        """The identifiers that ``name`` may stand for: its own; those called so; those that were, before they were
        joined; those also called so; the first of these that are any."""
        if name in self._ids:
            return {name}
        return next((found[folded(name)] for found in self._called if folded(name) in found), set())

    def one(self, name: str) -> str:
        """The identifier of who is called ``name``. Raises `CorrectionError` for a name that nobody or several have."""
        found = sorted(self._meant(name))
        if len(found) == 1:
            return found[0]
        if found:
            raise CorrectionError(f"{name!r}: {len(found)} are called so; use an identifier, {' or '.join(found)}")
        near = get_close_matches(folded(name), [n for names in self._called for n in names], n=3)
        meant = f"did you mean {' or '.join(near)}?" if near else "'kg entities --all' lists all"
        raise CorrectionError(f"{name!r}: nobody and nothing is called so; {meant}")

    def correction(self, action: str, one: str, other: str) -> Correction:
        """The decision that the two who are called so are the ``same`` or ``different``."""
        ends = self.one(one), self.one(other)
        if ends[0] == ends[1]:
            said = "are one in the documents themselves; there is nothing to decide"
            raise CorrectionError(f"{one!r} and {other!r}: {said}")
        return Correction(action, *ends, f'"{one}", "{other}"')

    def without(self, one: str, other: str) -> tuple[Correction, ...]:
        """What is noted but for what is said of the two; `CorrectionError` if that is nothing."""
        ends = [{folded(name), *self._meant(name)} for name in (one, other)]
        pairs = {frozenset(pair) for pair in product(*ends)}
        kept = tuple(c for c in self.noted if c.pair not in pairs)
        if len(kept) == len(self.noted):
            raise CorrectionError(f"{one!r} and {other!r}: nothing is noted of the two; see {corrections.FILE}")
        return kept


def noted_in(place: str | Path) -> tuple[Correction, ...]:
    """What is decided for the graph in a folder, whether built yet or not, or at an endpoint's address."""
    if not is_address(place):
        return corrections.read(Path(place) / corrections.FILE)
    with opened(place) as graph:
        return lookup.corrections(graph.store)


def decide(folder: str | Path, action: str, one: str, other: str) -> Path:
    """Note in ``folder`` that two entities, by name or identifier, are the ``same`` or ``different``; the next build
    follows it. What was noted of the two before is replaced. Returns the file."""
    with opened(folder) as graph:
        identity = Identity(graph, noted_in(folder))
        found = corrections.decided(identity.noted, identity.correction(action, one, other))
    return _note(folder, found)


def forget(folder: str | Path, one: str, other: str) -> Path:
    """Take back what is noted of two entities; the next build does as if nothing had been decided. Returns the file."""
    with opened(folder) as graph:
        found = Identity(graph, noted_in(folder)).without(one, other)
    return _note(folder, found)


def _note(folder: str | Path, found: Iterable[Correction]) -> Path:
    if is_address(folder) or not (Path(folder) / "store").is_dir():
        folder = shown(folder)
        raise CorrectionError(f"{folder}: holds no store, so no build would follow the decision; name a build's folder")
    path = Path(folder) / corrections.FILE
    put(path, corrections.dumps(found))
    return path
