"""`Collection`: statements with their entities and documents, and what can be made of them; `Selection`: some of a
graph's."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection as Several
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.ids import folded
from kg.model import DRAWN, Document, Statement
from kg.tabular import Entities, Skips, Statements

if TYPE_CHECKING:
    import networkx as nx
    import pandas

    from kg.network import Discourse, Stats
    from kg.view import Drawing
    from kg.view.notebook import Display


class Collection(ABC):
    """What a `Graph` and a `Selection` of it share."""

    @property
    @abstractmethod
    def statements(self) -> Statements: ...

    @property
    @abstractmethod
    def entities(self) -> Entities: ...

    @property
    @abstractmethod
    def documents(self) -> tuple[Document, ...]: ...

    @property
    @abstractmethod
    def skips(self) -> Skips: ...

    @property
    @abstractmethod
    def title(self) -> str: ...

    def __len__(self) -> int:
        """How many statements there are."""
        return len(self.statements)

    def __bool__(self) -> bool:
        return True  # an empty graph is a graph

    @property
    def _whole(self) -> "Collection":
        return self

    def where(
        self,
        *,
        holder: str | Several[str] | None = None,
        target: str | Several[str] | None = None,
        relation: str | Several[str] | None = None,
        kind: str | Several[str] | None = None,
        polarity: int | Several[int] | None = None,
        confidence: float | None = None,
        text: str | None = None,
    ) -> "Selection":
        """The statements for which all of this holds; ``where(a).where(b)`` are those of both.

        ``holder`` and ``target`` are names, aliases or identifiers, in any case of letters; ``relation``, ``kind``
        (as in `StatementKind`) and ``polarity`` (−1, 0, 1) are values. Of any of these there may be several.
        ``confidence`` is the least, ``text`` a part of the sentence, in any case of letters. Raises `QueryError` for
        a name, relation, kind or polarity that the graph has not, and names those that are near.
        """
        every, found = self._whole.statements, iter(self.statements)
        if holder is not None:
            held = self._whole._called(holder)
            found = (s for s in found if s.holder and s.holder.id in held)
        if target is not None:
            meant = self._whole._called(target)
            found = (s for s in found if s.target.id in meant)
        if relation is not None:
            relations = _known("relation", relation, {s.relation for s in every})
            found = (s for s in found if s.relation in relations)
        if kind is not None:
            kinds = _known("kind", kind, {str(s.kind) for s in every})
            found = (s for s in found if str(s.kind) in kinds)
        if polarity is not None:
            signs = _known("polarity", polarity, {-1, 0, 1})
            found = (s for s in found if s.polarity in signs)
        if confidence is not None:
            found = (s for s in found if s.confidence >= confidence)
        if text is not None:
            found = (s for s in found if folded(text) in folded(s.evidence.text))
        return Selection(self._whole, found)

    def between(self, since: date | str | int | None = None, until: date | str | int | None = None) -> "Selection":
        """The statements of the days from ``since`` to ``until``, both included; a week, month or year means all its
        days. A statement without a date has its document's; undated ones are left out. As in `Discourse.between`."""
        from kg.network.days import UNDATED, middle, period

        first = period(since)[0] if since is not None else UNDATED + 1
        last = period(until)[1] if until is not None else date.max.toordinal()
        published = {document.id: document.published for document in self.documents}
        dates = ((s, s.date or published.get(s.evidence.document)) for s in self.statements)
        return Selection(self._whole, (s for s, when in dates if first <= middle(when) <= last))

    def of(self, frame: "pandas.DataFrame | Iterable[str]") -> "Selection":
        """The statements whose keys are in the column ``statement`` of ``frame``, in its index where it has no such
        column, or in any other series of keys or addresses. Raises `QueryError` for one that is not here."""
        given: Any = frame
        columns = getattr(given, "columns", None)
        found = given if columns is None else given["statement"] if "statement" in columns else given.index
        keys = {str(key).rpartition("/")[2] for key in found}
        if missing := sorted(keys.difference(s.key for s in self.statements)):
            raise QueryError(f"statement {missing[0]!r}: not here; hand over keys, as graph.statements() has them")
        return Selection(self._whole, (s for s in self.statements if s.key in keys))

    def network(self, least: float = DRAWN) -> "nx.MultiDiGraph[str]":
        """What is asserted and at least as sure as ``least``, as a directed networkx graph; see
        `kg.network.network_of`."""
        from kg.network import network_of, ties_of

        return network_of(ties_of(self.statements, least), self.entities, self.statements)

    @cached_property
    def discourse(self) -> "Discourse":
        """The statements as a table, from which discourse networks are made; see `kg.network.discourse`."""
        from kg.network import discourse_of

        return discourse_of(self.statements, self.entities, self.documents)

    def stats(self) -> "Stats":
        """The network's measures."""
        from kg.network import stats

        return stats(self.network())

    def draw(self) -> "Drawing":
        """The network as a drawing: plain data with positions, and the camps where there are any. It holds less sure
        statements, too, down to `kg.view.drawing.SHOWN`, for whoever asks the page for them."""
        from kg.view import SHOWN, draw
        from kg.view.sides import camps_in

        return draw(self.network(SHOWN), self.statements, self.documents, title=self.title or "Who stands where",
                    camps=camps_in(self.discourse), entities=(e.id for e in self.entities))  # fmt: skip

    def show(self, height: int = 640) -> "Display":
        """The interactive page in a notebook, ``height`` pixels high; a table and a picture where there is none."""
        from kg.view import show

        return show(self.draw(), height=height)

    def _repr_html_(self) -> str:
        from kg.view.card import card

        return card(self.title, self.network(), self.discourse.days, self._counts())

    def _counts(self) -> dict[str, int]:
        names = ("documents", "statements", "entities")
        return {name: len(getattr(self, name)) for name in names}

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in self._counts().items())
        return f"<{type(self).__name__}: {counts}>"

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """By each name, folded, the identifiers that it stands for with the name as written; the identifiers
        themselves among the names."""
        names: dict[str, dict[str, str]] = defaultdict(dict)
        for entity in self.entities:
            for name in (entity.label, *entity.aliases, entity.id):
                names[folded(name)].setdefault(entity.id, name)
        for statement in self.statements:
            for party in filter(None, (statement.holder, statement.target)):
                for name in (party.label, party.id):
                    names[folded(name)].setdefault(party.id, name)
        return names

    def _called(self, names: str | Several[str]) -> set[str]:
        found: set[str] = set()
        for name in _several(names):
            ids = self._names.get(folded(name))
            if ids is None:
                near = [min(self._names[one].values()) for one in get_close_matches(folded(name), self._names)]
                meant = f"did you mean {' or '.join(near)}?" if near else "see graph.entities() for who is"
                raise QueryError(f"{name!r}: nobody and nothing is called so; {meant}")
            found |= ids.keys()
        return found


class Selection(Collection):
    """Some statements of a graph, with whom and what they name and the documents they stand in. Made by
    `Collection.where`, `Collection.between` and `Collection.of`; it is asked and shown as a graph is."""

    def __init__(self, whole: Collection, found: Iterable[Statement]):
        self.whole = whole
        self._found = tuple(found)

    @property
    def _whole(self) -> Collection:
        return self.whole

    @property
    def title(self) -> str:
        """The heading of its pages, as the whole's."""
        return self.whole.title

    @cached_property
    def statements(self) -> Statements:
        return Statements(self._found, self.whole.entities, self.documents)

    @cached_property
    def entities(self) -> Entities:
        """Whoever holds, is meant, is a source or takes part, and whom they act for."""
        parties = [p for s in self._found for p in (s.holder, s.target, *s.attributed_to) if p]
        named = {p.id for p in parties} | {one.id for p in parties for one in p.participants}
        named |= {entity.acts_for for entity in self.whole.entities if entity.acts_for and entity.id in named}
        return Entities((entity for entity in self.whole.entities if entity.id in named), self._found)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        read = {s.evidence.document for s in self._found}
        return tuple(document for document in self.whole.documents if document.id in read)

    @cached_property
    def skips(self) -> Skips:
        """What was skipped in these documents."""
        read = {document.id for document in self.documents}
        return Skips(skip for skip in self.whole.skips if skip.span.document in read)


def _several(values: Any) -> Iterable[Any]:
    return (values,) if isinstance(values, str | int) else values


def _known(what: str, values: Any, allowed: set[Any]) -> set[Any]:
    wanted = set(_several(values))
    if unknown := wanted - allowed:
        name = min(map(str, unknown))
        near = get_close_matches(name, map(str, allowed), n=3) or sorted(map(str, allowed))
        raise QueryError(f"{what} {name!r}: there is none such here; use {' or '.join(near)}")
    return wanted
