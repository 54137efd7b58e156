"""Statements and entities as people explore them: tuples that become DataFrames and show themselves in a notebook."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

from kg.display.arcs import drawn
from kg.display.markup import SIGNS, cell, element, table, words
from kg.display.statement import skipped
from kg.ids import exact, left_open
from kg.model import Document, Entity, Skip, Statement

if TYPE_CHECKING:
    import pandas

SHOWN = 20  # rows of a table in a cell
COLUMNS = ("holder", "relation", "target", "polarity", "certainty", "date", "sentence", "title", "publisher",
           "confidence", "rule", "kind", "negated", "holder_id", "target_id", "document", "uri")  # fmt: skip


class Statements(tuple[Statement, ...]):
    """Statements in the order of documents and places. Called, it is their DataFrame: ``graph.statements()``."""

    entities: Mapping[str, Entity]
    documents: Mapping[str, Document]

    def __new__(
        cls, found: Iterable[Statement] = (), entities: Iterable[Entity] = (), documents: Iterable[Document] = ()
    ) -> Self:
        self = super().__new__(cls, found)
        self.entities = {entity.id: entity for entity in entities}
        self.documents = {document.id: document for document in documents}
        return self

    def __call__(self) -> "pandas.DataFrame":
        return self.to_frame()

    def to_frame(self) -> "pandas.DataFrame":
        """A row for each statement, by its key (``statement``): `COLUMNS`, names as the graph calls them now and
        identifiers beside them. ``polarity`` is −1, 0 or 1, ``date`` an ISO day, month or year (the document's where
        the statement has none); ``holder`` is ``None`` where the document itself speaks."""
        import pandas

        index = pandas.Index([s.key for s in self], name="statement", dtype=object)
        return pandas.DataFrame(list(map(self._row, self)), index=index, columns=list(COLUMNS))

    def _row(self, s: Statement) -> tuple[Any, ...]:
        document = self.documents.get(s.evidence.document)
        title, publisher = (document.title, document.publisher) if document else ("", None)
        uri = s.uri or (document.uri if document else "")
        return (
            self._name(s.holder), s.relation, self._name(s.target), s.polarity, str(s.certainty),
            s.date or (document.published if document else None), s.evidence.text, title, publisher, s.confidence,
            s.rule, str(s.kind), s.negated, s.holder.id if s.holder else None, s.target.id, s.evidence.document, uri,
        )  # fmt: skip

    def _name(self, party: Any) -> str | None:
        known = self.entities.get(party.id) if party else None
        return known.label if known else party and party.label

    def _repr_html_(self) -> str:
        rows = (
            (self._name(s.holder), f"{words(s.relation)} {SIGNS[s.polarity]}", self._name(s.target), s.date,
             s.evidence.text, s.confidence)
            for s in self[:SHOWN]
        )  # fmt: skip
        note = f"{len(self)} statements" + (f", the first {SHOWN} of them" if len(self) > SHOWN else "")
        shown = table(("holder", "relation", "target", "date", "sentence", "confidence"), rows)
        return cell(element("p", note, "note"), shown)


class Reading(Statements):
    """What a text says: its statements, and in ``skips`` what the reader declined to say. In a cell the sentences are
    shown with their statements drawn over them. It equals a list or tuple of the same statements."""

    skips: "Skips"

    def __new__(cls, found: Iterable[Statement] = (), skips: Iterable[Skip] = ()) -> Self:
        self = super().__new__(cls, found)
        self.skips = Skips(skips)
        return self

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, list | tuple) else NotImplemented

    __hash__ = tuple.__hash__

    def _repr_html_(self) -> str:
        note = f"{len(self)} statement{'' if len(self) == 1 else 's'}, {len(self.skips)} skipped"
        return cell(drawn(self), element("p", note, "note"))


class Entities(tuple[Entity, ...]):
    """Entities in the order of their identifiers. Called, it is their DataFrame: ``graph.entities()``."""

    statements: tuple[Statement, ...]

    def __new__(cls, found: Iterable[Entity] = (), statements: Iterable[Statement] = ()) -> Self:
        self = super().__new__(cls, found)
        self.statements = tuple(statements)
        return self

    def __call__(self) -> "pandas.DataFrame":
        return self.to_frame()

    def to_frame(self) -> "pandas.DataFrame":
        """A row for each entity, by its identifier (``entity``), the most spoken of first: ``label``, ``kind``,
        ``aliases``, ``as_holder`` and ``as_target`` (in how many statements), ``acts_for``, ``same_as`` elsewhere, and
        ``may_be``, of which it is one at most."""
        import pandas

        holders = Counter(s.holder.id for s in self.statements if s.holder)
        targets = Counter(s.target.id for s in self.statements)
        found = sorted(self, key=lambda e: (-holders[e.id] - targets[e.id], e.label, e.id))
        rows = [
            (e.label, str(e.kind), e.aliases, holders[e.id], targets[e.id], e.acts_for, exact(e.same_as),
             left_open(e.same_as)) for e in found
        ]  # fmt: skip
        index = pandas.Index([e.id for e in found], name="entity", dtype=object)
        columns = ["label", "kind", "aliases", "as_holder", "as_target", "acts_for", "same_as", "may_be"]
        return pandas.DataFrame(rows, index=index, columns=columns)

    def _repr_html_(self) -> str:
        frame = self.to_frame().head(SHOWN)
        rows = frame[["label", "kind", "as_holder", "as_target"]].itertuples(index=False, name=None)
        note = f"{len(self)} entities" + (f", the {SHOWN} most spoken of" if len(self) > SHOWN else "")
        return cell(element("p", note, "note"), table(("name", "kind", "as holder", "as target"), rows))


class Skips(tuple[Skip, ...]):
    """What was skipped. Called, it is a DataFrame: ``graph.skips()``."""

    def __call__(self) -> "pandas.DataFrame":
        return self.to_frame()

    def to_frame(self) -> "pandas.DataFrame":
        """A row for each: ``reason``, ``text``, ``document``, ``start`` and ``end`` (characters of the document)."""
        import pandas

        rows = [(s.reason, s.span.text, s.span.document, s.span.start, s.span.end) for s in self]
        return pandas.DataFrame(rows, columns=["reason", "text", "document", "start", "end"])

    def _repr_html_(self) -> str:
        return skipped(self)
