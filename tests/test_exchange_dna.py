"""Databases of the Discourse Network Analyzer, versions 2 and 3, made here by their own schemas."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from factories import quick
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.cli import app
from kg.exchange import bring_in, load
from kg.exchange.dna import readings
from kg.model import Kind, Reading, Skip, Unreadable

# the tables that hold what was coded, as leifeld/dna creates them for SQLite; columns of colours and rights left out
SHARED = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
    Section TEXT, Notes TEXT, Type TEXT, Date INTEGER, FOREIGN KEY(Coder) REFERENCES CODERS(ID));
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER,
    FOREIGN KEY(StatementTypeId) REFERENCES STATEMENTTYPES(ID), UNIQUE (Variable, StatementTypeId));
CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER, FOREIGN KEY(StatementTypeId) REFERENCES STATEMENTTYPES(ID));
"""
DATA = """CREATE TABLE {}(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    {} Value {}, UNIQUE (StatementId, VariableId));"""
PLAIN = (("DATABOOLEAN", "INTEGER"), ("DATAINTEGER", "INTEGER"), ("DATALONGTEXT", "TEXT"))
SECOND = SHARED + "".join(
    DATA.format(name, "StatementTypeId INTEGER,", type) for name, type in (*PLAIN, ("DATASHORTTEXT", "TEXT"))
)
THIRD = (
    SHARED
    + "".join(DATA.format(name, "", type) for name, type in PLAIN)
    + """
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '',
    ChildOf INTEGER, UNIQUE (VariableId, Value));
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
    Entity INTEGER NOT NULL, FOREIGN KEY(Entity) REFERENCES ENTITIES(ID), UNIQUE (StatementId, VariableId));
"""
)
TYPES = {
    1: (("person", "short text"), ("organization", "short text"), ("concept", "short text"), ("agreement", "boolean")),
    2: (("note", "long text"),),
    3: (("Person", "short text"), ("Organisation", "short text"), ("Concept", "short text"), ("Agreement", "integer")),
}
TEXT = "Asked by the press, Ada Byron said: “We need the canal.” The Harbour Board, she added, had never wanted it."
NEED, WANTED = "We need the canal.", "had never wanted it"
BOTH = pytest.mark.parametrize("version", [2, 3])


def database(path: Path, version: int, documents, statements) -> Path:
    """``documents``: texts; ``statements``: (document, start, stop, type, values in the order of the type)."""
    day = datetime(2024, 5, 17, tzinfo=UTC).timestamp()
    base = sqlite3.connect(path)
    base.executescript(SECOND if version == 2 else THIRD)
    base.executemany("INSERT INTO CODERS(ID, Name) VALUES (?, ?)", [(1, "Admin"), (2, "Zoë K.")])
    for id, text in enumerate(documents, start=1):
        date = int((day - 7200) * 1000) if version == 2 else int(day)  # the midnight of a coder two hours to the east
        row = (id, f"Title {id}", text, 1, "A. Writer", "The Gazette", "Politics", "", "Article", date)
        base.execute(f"INSERT INTO DOCUMENTS VALUES ({','.join('?' * 10)})", row)
    for type, variables in TYPES.items():
        base.execute("INSERT INTO STATEMENTTYPES(ID, Label) VALUES (?, ?)", (type, f"Type {type}"))
        for nth, (name, datatype) in enumerate(variables):
            base.execute("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", (10 * type + nth, name, datatype, type))
    for id, (document, start, stop, type, values) in enumerate(statements, start=1):
        base.execute("INSERT INTO STATEMENTS VALUES (?, ?, ?, ?, ?, 2)", (id, type, document, start, stop))
        for nth, value in enumerate(values):
            datatype, variable = TYPES[type][nth][1], 10 * type + nth
            if datatype == "short text" and version == 3:
                base.execute("INSERT OR IGNORE INTO ENTITIES(VariableId, Value) VALUES (?, ?)", (variable, value))
                find = "SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?"
                (value,) = base.execute(find, (variable, value)).fetchone()
            column = "Entity" if datatype == "short text" and version == 3 else "Value"
            table = "DATA" + datatype.replace(" ", "").upper()
            insert = f"INSERT INTO {table}(StatementId, VariableId, {column}) VALUES (?, ?, ?)"
            base.execute(insert, (id, variable, value))
    base.commit()
    base.close()
    return path


def coded(quote: str, *values, text: str = TEXT, type: int = 1, document: int = 1) -> tuple:
    start = text.index(quote)
    return document, start, start + len(quote), type, values


def skips(found: Reading) -> list[str]:
    return [skip.reason for skip in found.skips]


@BOTH
def test_what_was_coded_becomes_statements(tmp_path, version):
    path = database(tmp_path / "coded.dna", version, [TEXT], [
        coded(NEED, "Ada Byron", "Canal League", "Build the canal", 1),
        coded(WANTED, "", "Harbour Board", "Build the canal", 0),
    ])  # fmt: skip
    (found,) = load(path)
    assert found.document.published == "2024-05-17" and found.document.publisher == "The Gazette"
    assert found.document.title == "Title 1" and found.document.author == "A. Writer" and not found.skips
    assert ("dna/coder-zoe-k", "Zoë K.") in found.document.metadata
    for_, member, against = sorted(found.statements, key=lambda s: (s.evidence.start, s.kind != "stance"))
    assert (for_.holder.label, for_.relation, for_.target.label, for_.polarity) == (
        "Ada Byron", "supports", "Build the canal", 1)  # fmt: skip
    assert (for_.holder.kind, for_.target.kind, for_.target.id[:8]) == (Kind.PERSON, Kind.TOPIC, "concept/")
    assert (for_.evidence.text, for_.cues[0].text, for_.confidence) == (NEED, NEED, 1)
    assert TEXT[for_.holder.start : for_.holder.end] == "Ada Byron"
    assert (against.holder.label, against.holder.kind, against.polarity) == ("Harbour Board", Kind.ORGANIZATION, -1)
    assert (member.relation, member.holder.id, member.target.label) == (
        "affiliatedWith", for_.holder.id, "Canal League")  # fmt: skip
    assert {s.rule for s in found.statements} == {"dna/coder-zoe-k"} and {s.date for s in found.statements} == {
        "2024-05-17"
    }


@BOTH
def test_the_graph_of_a_database_keeps_the_shapes(tmp_path, version):
    path = database(tmp_path / "coded.dna", version, [TEXT, "Another text."], [
        coded(NEED, "Ada Byron", "Canal League", "Build the canal", 1),
        coded(NEED, "Ada Byron", "Canal League", "Ask the voters", 0),
        coded(WANTED, "", "Harbour Board", "Build the canal", 0),
        coded("canal", "", "", "x", 1),
    ])  # fmt: skip
    graph, outcome = bring_in([path], tmp_path / "out")
    with graph:
        assert graph.store.violations() == [] and len(graph.statements) == 4
        assert graph.store.documents()[0].id in {d.id for d in graph.documents} and outcome.read == 2
        assert [row[:2] for row in graph.query("skipped").rows] == [("dna-no-actor", 1)]
    done = CliRunner().invoke(app, ["import", str(path), "--out", str(tmp_path / "two")], env={"COLUMNS": "200"})
    assert done.exit_code == 0 and "dna no actor 1" in done.stdout
    assert graph_text(tmp_path / "two") == graph_text(tmp_path / "out")


def graph_text(folder: Path) -> str:
    from kg.graph import Graph

    with Graph.open(folder) as graph:
        return graph.store.trig()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ((1, 5, 5, 1, ("A", "", "x", 1)), "dna-empty-selection"),
        ((1, 9, 5, 1, ("A", "", "x", 1)), "dna-empty-selection"),
        ((1, 8, 9, 1, ("A", "", "x", 1)), "dna-empty-selection"),  # a blank
        ((1, 5, 9999, 1, ("A", "", "x", 1)), "dna-empty-selection"),
        ((1, -3, 4, 1, ("A", "", "x", 1)), "dna-empty-selection"),
        ((1, 2**62, 2**63 - 1, 1, ("A", "", "x", 1)), "dna-empty-selection"),
        ((1, "a", None, 1, ("A", "", "x", 1)), "dna-empty-selection"),
        ((1, 0, 5, 1, (" ", "", "x", 1)), "dna-no-actor"),
        ((1, 0, 5, 1, ("A", "", "", 1)), "dna-no-concept"),
        ((1, 0, 5, 1, ("A", "", "x", 7)), "dna-unknown-qualifier"),
        ((1, 0, 5, 1, ("A", "", "x", None)), "dna-unknown-qualifier"),
        ((1, 0, 5, 1, ("A", "", "x")), "dna-unknown-qualifier"),
        ((1, 0, 5, 3, ("A", "", "x", -2)), "dna-unknown-qualifier"),
        ((1, 0, 5, 2, ("a note",)), "dna-other-type"),
    ],
)
def test_what_cannot_be_a_statement_is_a_skip(tmp_path, statement, reason):
    (found,) = load(database(tmp_path / "x.dna", 2, [TEXT], [statement]))
    assert skips(found) == [reason] and not found.statements


@pytest.mark.parametrize(("value", "relation"), [(1, "supports"), (0, "speaksOf"), (-1, "opposes")])
def test_a_scale_has_a_middle(tmp_path, value, relation):
    (found,) = load(database(tmp_path / "x.dna", 3, [TEXT], [coded(NEED, "Ada", "", "x", value, type=3)]))
    assert [(s.relation, s.polarity) for s in found.statements] == [(relation, value)]


@BOTH
def test_for_and_against_on_one_selection_is_neither(tmp_path, version):
    path = database(tmp_path / "x.dna", version, [TEXT], [
        coded(NEED, "Ada Byron", "", "Canal", 1), coded(NEED, "Ada Byron", "", "Canal", 0),
        coded(NEED, "Ada Byron", "", "Bridge", 1), coded(NEED, "Ada Byron", "", "Bridge", 1),
        coded(WANTED, "Ada Byron", "", "Canal", 0),
    ])  # fmt: skip
    (found,) = load(path)
    assert skips(found) == ["dna-coded-twice", "dna-contradiction", "dna-contradiction"]
    assert [(s.target.label, s.polarity) for s in found.statements] == [("Bridge", 1), ("Canal", -1)]


def test_many_concepts_on_one_selection_are_many_statements(tmp_path):
    path = database(tmp_path / "x.dna", 2, [TEXT], [coded(NEED, "Nobody", "", f"c{n}", 1) for n in range(5)])
    (found,) = load(path)
    assert len({s.key for s in found.statements}) == 4 and {s.evidence.text for s in found.statements} == {NEED}
    assert skips(found) == ["dna-selection-too-short"]  # four words tell four apart


@settings(quick, max_examples=15)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=20), st.text(min_size=1, max_size=9), st.data())
def test_offsets_are_those_of_the_text_whatever_it_holds(tmp_path_factory, before, quote, data):
    quote = "A" + "".join(c for c in quote if not "\ud800" <= c <= "\udfff") + "B"
    text = before + quote + data.draw(st.sampled_from(("", "\r\nrest", "😀")))
    shown = text.replace("\r\n", "\n").replace("\r", "\n")  # as DNA's editor has it
    start = len(shown[: shown.index("A")].encode("utf-16-le")) // 2
    stop = len(shown[: shown.rindex("B") + 1].encode("utf-16-le")) // 2
    path = database(tmp_path_factory.mktemp("law") / "x.dna", 3, [text], [(1, start, stop, 1, ("P", "", "c", 1))])
    (found,) = readings(path)
    (statement,) = found.statements
    assert found.document.text == shown
    assert statement.evidence.text == shown[shown.index("A") : shown.rindex("B") + 1]
    assert shown[statement.evidence.start : statement.evidence.end] == statement.evidence.text


def test_documents_of_one_text_are_one_and_those_without_are_told_of(tmp_path):
    path = database(tmp_path / "x.dna", 2, [TEXT, " ", TEXT], [
        coded(NEED, "A", "", "x", 1), coded(WANTED, "B", "", "y", 1, document=3), (2, 0, 1, 1, ()), (9, 0, 1, 1, ()),
    ])  # fmt: skip
    found = list(load(path))
    (one,) = (item for item in found if isinstance(item, Reading))
    assert len(one.statements) == 2 and one.document.title == "Title 1"
    lines = [f"{item.source}: {item.reason}" for item in found if isinstance(item, Unreadable)]
    assert lines == [
        f"{path}: document 2: has no text, and 1 statements; give it its text in DNA",
        f"{path}: 1 statements belong to no document; remove them in DNA",
    ]


def test_names_are_text_and_no_pattern(tmp_path):
    name = "A.* <b>(x)\"'; DROP TABLE STATEMENTS;--"
    path = database(tmp_path / "x.dna", 3, [TEXT], [coded(NEED, name, "", name, 1)])
    (found,) = load(path)
    assert [(s.holder.label, s.target.label) for s in found.statements] == [(name, name)]


@pytest.mark.parametrize("ruin", ["other", "cut", "view", "blobs", "column"])
def test_a_database_that_is_none_of_dna_is_told_in_one_line(tmp_path, ruin):
    path = database(tmp_path / "x.dna", 3, [TEXT * 100], [coded(NEED, "A", "", "x", 1)])
    base = sqlite3.connect(path)
    changes = {
        "other": "DROP TABLE STATEMENTS",
        "view": "ALTER TABLE STATEMENTS RENAME TO S; CREATE VIEW STATEMENTS AS WITH RECURSIVE a(n) AS "
        "(SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT * FROM a",
        "blobs": "UPDATE DOCUMENTS SET Text = x'ff00', Title = x'00', Date = 'soon'",
        "column": "ALTER TABLE STATEMENTS RENAME COLUMN Stop TO Ending",
    }
    base.executescript(changes.get(ruin, ""))
    base.close()
    if ruin == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    (line,) = load(path)
    assert isinstance(line, Unreadable) and "\n" not in line.reason and line.source.startswith(str(path))


def test_the_database_is_left_as_it_is(tmp_path):
    path = database(tmp_path / "x.dna", 3, [TEXT], [coded(NEED, "A", "", "x", 1)])
    before = path.read_bytes()
    path.chmod(0o400)
    assert [type(item) for item in load(path)] == [Reading] and path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["x.dna"]


def test_an_odd_date_is_none(tmp_path):
    path = database(tmp_path / "x.dna", 3, [TEXT], [coded(NEED, "A", "", "x", 1)])
    base = sqlite3.connect(path)
    for odd in (None, "soon", 2**62, -(2**62)):
        base.execute("UPDATE DOCUMENTS SET Date = ?", (odd,))
        base.commit()
        (found,) = load(path)
        assert found.document.published is None and found.statements[0].date is None
    base.execute("UPDATE DOCUMENTS SET Date = -86400")
    base.commit()
    base.close()
    assert [found.document.published for found in load(path)] == ["1969-12-31"]


def test_a_skip_points_into_the_text(tmp_path):
    (found,) = load(database(tmp_path / "x.dna", 2, ["ab"], [(1, 7, 9, 1, ("A", "", "x", 1))]))
    assert found.skips == (Skip("dna-empty-selection", found.document.span(1, 2)),)
