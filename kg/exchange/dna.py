"""Databases of the Discourse Network Analyzer (Leifeld 2017; https://github.com/leifeld/dna): statements coded by hand.

Versions 2 and 3 are read. A statement whose type has a concept and an agreement becomes a stance: the person, or else
the organization, supports or opposes the concept. A person coded with an organization is affiliated with it. DNA
counts UTF-16 units of a text whose lines end in a line feed alone; here characters are counted.

What `kg.exchange.dna_write` wrote is read back as it was (`kg.exchange.dna_kept`), save for what a coder has changed.
"""

import re
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kg.documents.parsing import parsing
from kg.errors import SourceError
from kg.exchange.coded import by_cue, mention
from kg.exchange.dna_kept import CODER, RECORD, Kept, KeptDocument, KeptStatement, named, selection, units
from kg.ids import FOLDERS, entity_id, slug
from kg.model import ACTORS, Document, Entity, Kind, Party, Reading, Skip, Span, Statement, StatementKind, Unreadable
from kg.statements import order

MAGIC = b"SQLite format 3\0"

_VALUES_IN = ("DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER")
_TABLES = {"CODERS", "DOCUMENTS", "STATEMENTS", "VARIABLES", *_VALUES_IN}
_SPELLINGS = {"organisation": "organization"}
_SIDES = {-1: "opposes", 0: "speaksOf", 1: "supports"}
_MIDNIGHT = timedelta(hours=12)
_Ends = tuple[Span, str, str]  # a selection, and who is there to whom or what

_SETTINGS = "SELECT Property, Value FROM SETTINGS ORDER BY Property"
_DOCUMENTS = "SELECT ID, Title, Text, Author, Source, Section, Notes, Type, Date FROM DOCUMENTS ORDER BY ID"
_STATEMENTS = """SELECT s.ID, s.StatementTypeId, s.DocumentId, s.Start, s.Stop, c.Name
    FROM STATEMENTS s LEFT JOIN CODERS c ON c.ID = s.Coder ORDER BY s.ID"""
_VALUES = "SELECT d.StatementId, v.Variable, v.DataType, d.Value FROM {} d JOIN VARIABLES v ON v.ID = d.VariableId"
_TEXTS_OF_3 = "(SELECT t.StatementId, t.VariableId, e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity)"


@dataclass(frozen=True, slots=True)
class _Coded:
    """A statement as DNA has it: whether its type has a stance, its selection, its coder, each variable's type and
    value, and what it was where it was written here."""

    is_stance: bool
    start: Any
    stop: Any
    coder: str
    values: dict[str, tuple[str, Any]]
    kept: KeptStatement | None

    def as_written(self, document: Document, ends: list[int]) -> Statement | None:
        """What was written here, where it was, of this very text, and no coder has changed it since."""
        if self.kept is None or not self.kept.fits(document):
            return None
        statement = self.kept.statement
        shown = {name: self.values.get(name, ("", None))[1] for name in self.kept.shown}
        is_same = shown == self.kept.shown and (self.start, self.stop) == selection(ends, statement.evidence)
        return statement if is_same else None

    def name(self, variable: str) -> str:
        """The text of ``variable`` on one line, empty where there is none."""
        return " ".join(_text(self.values.get(variable, ("", ""))[1]).split())

    def polarity(self) -> int | None:
        """−1, 0 or +1 by the qualifier; ``None`` where it says nothing that is known."""
        type, value = self.values.get("agreement", ("", None))
        if not isinstance(value, int):
            return None
        sides = {0: -1, 1: 1} if type == "boolean" else {-1: -1, 0: 0, 1: 1}
        return sides.get(value)


class _Database:
    """The database at ``path``, to be read; raises `SourceError` where it is damaged."""

    def __init__(self, path: Path):
        self._size = path.stat().st_size
        with self._reading():
            self._inner = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            self._inner.text_factory = lambda raw: raw.decode("utf-8", "replace")
            self._inner.execute("PRAGMA trusted_schema = OFF")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self._reading():
            return self._inner.execute(query).fetchall()

    def close(self) -> None:
        self._inner.close()

    def _reading(self) -> AbstractContextManager[None]:
        return parsing("a .dna file must be a whole database; open it in DNA and save it again", self._size)


def readings(path: Path) -> Iterator[Reading | Unreadable]:
    """What the database at ``path`` gives, a document at a time, in its order; documents of one text are one."""
    try:
        with closing(_Database(path)) as database:
            yield from _readings(str(path), database)
    except SourceError as error:
        yield Unreadable(str(path), str(error))


def _readings(source: str, database: _Database) -> Iterator[Reading | Unreadable]:
    tables = {name.upper() for (name,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if missing := sorted(_TABLES - tables):
        yield Unreadable(source, f"a database, but none of DNA 2 or 3: no table {', '.join(missing)}; name a .dna file")
        return
    coded = _coded(database, is_third="ENTITIES" in tables)
    documents: dict[str, tuple[Document, KeptDocument | None, list[_Coded]]] = {}
    kept = Kept.of(database.rows(_SETTINGS) if "SETTINGS" in tables else ())
    names = named(one.kept for statements in coded.values() for one in statements if one.kept)
    for row in database.rows(_DOCUMENTS):
        document = _document(row, milliseconds="ENTITIES" not in tables)
        before = kept.document(_text(row[2]))
        if before:
            document = before.now((*map(_text, (row[1], *row[3:-1])), row[-1]), document)
        statements = coded.pop(row[0], [])
        if document is None:
            reason = f"has no text, and {len(statements)} statements; give it its text in DNA"
            yield Unreadable(f"{source}: document {row[0]}", reason)
        else:
            documents.setdefault(document.id, (document, before, []))[2].extend(statements)
    if lost := sum(map(len, coded.values())):
        yield Unreadable(source, f"{lost} statements belong to no document; remove them in DNA")
    for document, before, statements in documents.values():
        maker = _Maker(document, names, kept.entities)
        yield _reading(maker, statements, before)


def _coded(database: _Database, *, is_third: bool) -> dict[Any, list[_Coded]]:
    """The coded statements by document."""
    variables: dict[Any, set[str]] = defaultdict(set)
    for type, name in database.rows("SELECT StatementTypeId, Variable FROM VARIABLES"):
        variables[type].add(_variable(name))
    values: dict[Any, dict[str, tuple[str, Any]]] = defaultdict(dict)
    for table in (_TEXTS_OF_3 if is_third else _VALUES_IN[0], *_VALUES_IN[1:]):
        for statement, name, datatype, value in database.rows(_VALUES.format(table)):
            values[statement][_variable(name)] = (datatype, value)
    found: dict[Any, list[_Coded]] = defaultdict(list)
    for statement, type, document, start, stop, coder in database.rows(_STATEMENTS):
        is_stance = {"concept", "agreement"} <= variables[type]
        kept = KeptStatement.of(values[statement].pop(RECORD, ("", None))[1])
        found[document].append(_Coded(is_stance, start, stop, _text(coder), values[statement], kept))
    return found


def _variable(name: Any) -> str:
    folded = _text(name).casefold()
    return _SPELLINGS.get(folded, folded)


def _text(value: Any) -> str:
    """``value`` where it is a text: SQLite minds no types."""
    return value if isinstance(value, str) else ""


def _document(row: tuple[Any, ...], *, milliseconds: bool) -> Document | None:
    """A row of DOCUMENTS; ``None`` where it has no text. Version 2 counts milliseconds, version 3 seconds."""
    title, words, author, publisher, section, notes, type = map(_text, row[1:-1])
    if not words.strip():
        return None
    metadata = tuple((n, v) for n, v in (("section", section), ("type", type), ("notes", notes)) if v)
    return Document.of(
        re.sub(r"\r\n?", "\n", words),
        title=title,
        published=_day(row[-1], milliseconds),
        publisher=publisher or None,
        author=author or None,
        metadata=metadata,
    )


def _day(date: Any, milliseconds: bool) -> str | None:
    """The day of a moment since 1970. Version 2 counts from the midnight of wherever the coder sat, so that a whole
    hour is taken for the nearest midnight."""
    try:
        moment = datetime(1970, 1, 1) + timedelta(milliseconds=date if milliseconds else 1000 * date)
        at_midnight = milliseconds and not (moment.minute or moment.second)
        return (moment + _MIDNIGHT if at_midnight else moment).date().isoformat()
    except (TypeError, OverflowError):
        return None


def _reading(maker: "_Maker", coded: Iterable[_Coded], before: KeptDocument | None) -> Reading:
    for one in coded:
        maker.take(one)
    statements = maker.grounded(list(maker.statements()))
    coders = sorted({(maker.rule(one.coder), one.coder) for one in coded if one.coder and one.coder != CODER})
    document = maker.document
    told = (*document.metadata, *(coder for coder in coders if coder not in document.metadata))
    was = before.reading if before else Reading(document, (), (), (), words=len(document.text.split()))
    known = tuple(id for id in sorted(maker.entities) if id not in {entity.id for entity in was.entities})
    return replace(
        was,
        document=replace(document, metadata=told),
        entities=(*was.entities, *(maker.entities[id] for id in known)),
        statements=tuple(sorted(statements, key=order)),
        skips=tuple(sorted({*was.skips, *maker.skips} if before else maker.skips, key=_place)),
    )


def _place(skip: Skip) -> tuple[int, int, str]:
    return skip.span.start, skip.span.end, skip.reason


class _Maker:
    """Makes a document's coded statements ours. ``names`` are parties by what DNA calls them, ``known`` entities by
    identifier."""

    def __init__(self, document: Document, names: dict[tuple[str, Any], Party], known: dict[str, Entity]):
        self.document = document
        self.entities: dict[str, Entity] = {}
        self.skips: list[Skip] = []
        self._names, self._known = names, known
        self._units = units(document.text)
        self._written: dict[str, Statement] = {}
        self._stances: dict[_Ends, dict[int, Statement]] = defaultdict(dict)
        self._affiliations: dict[_Ends, Statement] = {}

    def take(self, coded: _Coded) -> None:
        """Make a stance of ``coded``, and an affiliation where it says so; else note why not. What was written here is
        taken as it was."""
        span = self._selection(coded)
        if statement := coded.as_written(self.document, self._units):
            if statement.key in self._written:
                self._skip("dna-coded-twice", span)
            self._written.setdefault(statement.key, statement)
            return None
        person, organization, concept = map(coded.name, ("person", "organization", "concept"))
        polarity = coded.polarity()
        if not coded.is_stance:
            return self._skip("dna-other-type", span)
        if not span.text.strip() or self._is_outside(coded):
            return self._skip("dna-empty-selection", span)
        if not person and not organization:
            return self._skip("dna-no-actor", span)
        if not concept:
            return self._skip("dna-no-concept", span)
        if polarity is None:
            return self._skip("dna-unknown-qualifier", span)
        body = self._actor(Kind.ORGANIZATION, organization, span) if organization else None
        holder = self._actor(Kind.PERSON, person, span) if person or not body else body
        was = coded.kept if coded.kept and coded.kept.fits(self.document) else None
        target = was.statement.target if was and was.shown.get("concept") == concept else self._target(concept, span)
        same = self._stances[span, holder.id, target.id]
        if polarity in same:
            self._skip("dna-coded-twice", span)
        kind = StatementKind.STANCE if polarity else StatementKind.ASSERTION
        same.setdefault(polarity, self._statement(coded, kind, holder, target, polarity, span))
        if person and body:
            affiliation = self._statement(coded, StatementKind.RELATION, holder, body, 0, span)
            self._affiliations.setdefault((span, holder.id, body.id), affiliation)

    def statements(self) -> Iterator[Statement]:
        """All of them; a selection in which somebody was coded as for and against one concept gives neither."""
        yield from self._written.values()
        taken = set(self._written)
        for same in self._stances.values():
            if len(same) > 1:
                for statement in same.values():
                    self._skip("dna-contradiction", statement.evidence)
        plain = (next(iter(same.values())) for same in self._stances.values() if len(same) == 1)
        for statement in (*plain, *self._affiliations.values()):
            told_apart = next((s for s in by_cue(statement, self.document) if s.key not in taken), None)
            if told_apart is None:
                self._skip("dna-selection-too-short", statement.evidence)
            else:
                taken.add(told_apart.key)
                yield told_apart

    def grounded(self, statements: list[Statement]) -> list[Statement]:
        """``statements`` without those about one of ours that a coder has removed or changed."""
        lost = None
        while lost != []:
            there = {f"{FOLDERS[Kind.STATEMENT]}/{s.key}" for s in statements}
            lost = [s for s in statements if s.target.kind == Kind.STATEMENT and s.target.id not in there]
            lost = [s for s in lost if s.target.id.startswith(FOLDERS[Kind.STATEMENT])]
            self.skips += [Skip("about-rejected", s.evidence) for s in lost]
            statements = [s for s in statements if s not in lost]
        return statements

    @staticmethod
    def rule(coder: str) -> str:
        """The name under which a coder is the source of statements; whoever changed one of ours did not say."""
        return f"dna/coder-{slug(coder)}" if coder and coder != CODER else "dna/coded"

    def _skip(self, reason: str, span: Span) -> None:
        self.skips.append(Skip(reason, span))

    def _is_outside(self, coded: _Coded) -> bool:
        ends = (coded.start, coded.stop)
        return not all(isinstance(end, int) for end in ends) or not 0 <= ends[0] < ends[1] <= self._units[-1]

    def _selection(self, coded: _Coded) -> Span:
        """The selected text; what lies outside the text is the character nearest to it."""
        ends = (end if isinstance(end, int) else 0 for end in (coded.start, coded.stop))
        start, stop = (bisect_left(self._units, end) for end in ends)
        start = min(start, len(self.document.text) - 1)
        return self.document.span(start, min(max(stop, start + 1), len(self.document.text)))

    def _actor(self, kind: Kind, name: str, span: Span) -> Party:
        variable = "person" if kind == Kind.PERSON else "organization"
        meant = self._names.get((variable, name))
        if meant and meant.kind in ACTORS:
            entity = self._known.get(meant.id) or Entity(meant.id, meant.label, meant.kind)
        else:
            entity = Entity(entity_id(kind, name), name, kind)
        known = self.entities.setdefault(entity.id, entity)
        return Party(known.id, known.label, known.kind, *mention(self.document, known.label, span))

    def _target(self, name: str, span: Span) -> Party:
        """The concept ``name``: an actor of ours that is called so, else a topic."""
        meant = self._names.get(("concept", name))
        entity = self._known.get(meant.id) if meant and meant.kind in ACTORS else None
        if entity is None:
            return Party(entity_id(Kind.TOPIC, name), name, Kind.TOPIC, span.start, span.end)
        self.entities.setdefault(entity.id, entity)
        return Party(entity.id, entity.label, entity.kind, *mention(self.document, entity.label, span))

    def _statement(
        self, coded: _Coded, kind: StatementKind, holder: Party, target: Party, polarity: int, span: Span
    ) -> Statement:
        relation = "affiliatedWith" if kind == StatementKind.RELATION else _SIDES[polarity]
        return Statement(
            kind, holder, relation, target, polarity, span, (span,), self.rule(coded.coder), 1.0,
            date=self.document.published, uri=self.document.uri,
        )  # fmt: skip
