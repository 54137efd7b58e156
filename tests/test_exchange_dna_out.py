"""A graph as a database of the Discourse Network Analyzer 3: its tables, what stands in them, and the way back."""

import base64
import hashlib
import re
import sqlite3
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from factories import ENTITIES, FORUM, JANE, affair, document, party, quick, reading, readings, span, statement
from hypothesis import given, settings
from test_exchange_dna import coded, database
from test_exchange_out import graph_of
from typer.testing import CliRunner

from kg.cli import app
from kg.exchange import bring_in, dna_database, load
from kg.exchange.dna_kept import units
from kg.exchange.dna_write import PASSWORD
from kg.ids import entity_id
from kg.model import Document, Entity, Kind, Reading, Unreadable
from kg.outputs import write
from kg.statements import order

# as DNA 3.0.8 makes them for SQLite (dna/src/main/java/sql/Sql.java): columns, "!" where there must be a value, "=" a
# default, "*" the key; then what refers to other tables, and what is there once only
COLOURS = "Red INTEGER!=0, Green INTEGER!=0, Blue INTEGER!=0"
MAY = ("AddDocuments EditDocuments DeleteDocuments ImportDocuments AddStatements EditStatements DeleteStatements "
       "EditAttributes EditRegex EditStatementTypes EditCoders EditCoderRelations ViewOthersDocuments "
       "EditOthersDocuments ViewOthersStatements EditOthersStatements")  # fmt: skip
DATA = "ID INTEGER!*, StatementId INTEGER!, VariableId INTEGER!"
DATA_RULES = "StatementId>STATEMENTS, VariableId>VARIABLES; StatementId+VariableId"
SCHEMA = f"""
SETTINGS: Property TEXT*, Value TEXT!;; Property
CODERS: ID INTEGER!*, Name TEXT!, {COLOURS}, Refresh INTEGER!=0, FontSize INTEGER!=14, Password TEXT!, PopupWidth \
INTEGER=300, ColorByCoder INTEGER!=0, PopupDecoration INTEGER!=0, PopupAutoComplete INTEGER!=1, \
{", ".join(f"Permission{what} INTEGER!=1" for what in MAY.split())};;
DOCUMENTS: ID INTEGER!*, Title TEXT!, Text TEXT!, Coder INTEGER, Author TEXT!='', Source TEXT!='', Section TEXT!='', \
Notes TEXT!='', Type TEXT!='', Date INTEGER!; Coder>CODERS;
STATEMENTTYPES: ID INTEGER!*, Label TEXT!, {COLOURS};;
VARIABLES: ID INTEGER!*, Variable TEXT!, DataType TEXT!='short text', StatementTypeId INTEGER; \
StatementTypeId>STATEMENTTYPES; Variable+StatementTypeId
VARIABLELINKS: ID INTEGER!*, SourceVariableId INTEGER, TargetVariableId INTEGER; SourceVariableId>VARIABLES, \
TargetVariableId>VARIABLES;
REGEXES: Label TEXT*, {COLOURS};; Label
CODERRELATIONS: ID INTEGER!*, Coder INTEGER, OtherCoder INTEGER, viewStatements INTEGER!=1, editStatements \
INTEGER!=1, viewDocuments INTEGER!=1, editDocuments INTEGER!=1; Coder>CODERS, OtherCoder>CODERS;
STATEMENTS: ID INTEGER!*, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER!, Stop INTEGER!, Coder INTEGER; \
Coder>CODERS, DocumentId>DOCUMENTS, StatementTypeId>STATEMENTTYPES;
DATABOOLEAN: {DATA}, Value INTEGER!=1; {DATA_RULES}
DATAINTEGER: {DATA}, Value INTEGER!=0; {DATA_RULES}
ENTITIES: ID INTEGER!*, VariableId INTEGER!, Value TEXT!='', Red INTEGER, Green INTEGER, Blue INTEGER, ChildOf \
INTEGER; ChildOf>ENTITIES, VariableId>VARIABLES; VariableId+Value
DATASHORTTEXT: {DATA}, Entity INTEGER!; Entity>ENTITIES, {DATA_RULES}
DATALONGTEXT: {DATA}, Value TEXT=''; {DATA_RULES}
ATTRIBUTEVARIABLES: ID INTEGER!*, VariableId INTEGER!, AttributeVariable TEXT!; VariableId>VARIABLES; \
VariableId+AttributeVariable
ATTRIBUTEVALUES: ID INTEGER!*, EntityId INTEGER!, AttributeVariableId INTEGER!, AttributeValue TEXT!=''; \
AttributeVariableId>ATTRIBUTEVARIABLES, EntityId>ENTITIES; EntityId+AttributeVariableId
"""
CODED = """
    SELECT s.ID, t.Label, d.ID, s.Start, s.Stop, c.Name FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
    JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId JOIN CODERS c ON c.ID = s.Coder ORDER BY s.ID"""
VALUES = """
    SELECT v.Variable, e.Value FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity AND e.VariableId = t.VariableId
    JOIN VARIABLES v ON v.ID = t.VariableId WHERE t.StatementId = ?1
    UNION ALL SELECT v.Variable, t.Value FROM DATABOOLEAN t JOIN VARIABLES v ON v.ID = t.VariableId
    WHERE t.StatementId = ?1
    UNION ALL SELECT v.Variable, t.Value FROM DATAINTEGER t JOIN VARIABLES v ON v.ID = t.VariableId
    WHERE t.StatementId = ?1"""


def opened(place: Path, data: bytes) -> sqlite3.Connection:
    path = place / "x.dna"
    path.write_bytes(data)
    return sqlite3.connect(path)


def described(base: sqlite3.Connection) -> list[str]:
    """The tables of ``base`` as `SCHEMA` has them."""
    lines = []
    for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall():
        columns = ", ".join(
            f"{name} {type}{'!' * required}{'' if default is None else f'={default}'}{'*' * key}"
            for _, name, type, required, default, key in base.execute(f"PRAGMA table_info({table})")
        )
        keys = base.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        assert {key[6] for key in keys} <= {"CASCADE"} and {key[4] for key in keys} <= {"ID"}
        refers = ", ".join(sorted(f"{key[3]}>{key[2]}" for key in keys))
        unique = [
            "+".join(row[2] for row in base.execute(f"PRAGMA index_info({index[1]})"))
            for index in base.execute(f"PRAGMA index_list({table})")
        ]
        lines.append(f"{table}: {columns};{refers and ' ' + refers};{' ' if unique else ''}{', '.join(unique)}")
    return lines


def back(place: Path) -> list[Reading | Unreadable]:
    return list(load(place / "x.dna"))


# --- its tables ---


def test_the_tables_are_those_that_dna_makes(tmp_path):
    base = opened(tmp_path, dna_database(graph_of([])))
    assert described(base) == SCHEMA.strip().splitlines()
    assert dict(base.execute("SELECT * FROM SETTINGS WHERE Property IN ('version', 'date')")) == {
        "version": "3.0.8", "date": "2022-06-16"}  # fmt: skip
    first = base.execute("SELECT Variable, DataType FROM VARIABLES WHERE StatementTypeId = 1 ORDER BY ID LIMIT 4")
    types = {"person": "short text", "organization": "short text", "concept": "short text", "agreement": "boolean"}
    assert first.fetchall() == [*types.items()]
    assert base.execute("SELECT Label, Red, Green, Blue FROM STATEMENTTYPES WHERE ID = 1").fetchall() == [
        ("DNA Statement", 239, 208, 51)]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO STATEMENTS VALUES (99, 1, 1, 5, 5, 1)",
        "INSERT INTO STATEMENTS VALUES (99, 1, 99, 0, 5, 1)",
        "UPDATE DOCUMENTS SET Title = printf('%191s', 'a')",
        "UPDATE VARIABLES SET DataType = 'date'",
        "UPDATE ENTITIES SET Red = 256",
        "UPDATE CODERRELATIONS SET OtherCoder = Coder",
        "INSERT INTO ENTITIES (VariableId, Value) VALUES (1, '')",
    ],
)
def test_the_tables_refuse_what_those_of_dna_refuse(tmp_path, wrong):
    base = opened(tmp_path, dna_database(graph_of([reading()])))
    base.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        base.execute(wrong)


def test_the_coders_can_log_in_and_see_each_other(tmp_path):
    base = opened(tmp_path, dna_database(graph_of([reading()])))
    assert base.execute("SELECT Coder, OtherCoder FROM CODERRELATIONS").fetchall() == [(1, 2), (2, 1)]
    for name, stored in base.execute("SELECT Name, Password FROM CODERS"):  # as Jasypt's StrongPasswordEncryptor looks
        raw = base64.b64decode(stored)
        found = hashlib.sha256(raw[:16] + unicodedata.normalize("NFC", PASSWORD).encode()).digest()
        for _ in range(99_999):
            found = hashlib.sha256(found).digest()
        assert name in ("Admin", "stancegraph") and found == raw[16:]


# --- what stands in them ---


def test_statements_are_as_a_coder_would_have_coded_them(tmp_path):
    found = reading()
    base = opened(tmp_path, dna_database(graph_of([found])))
    rows = base.execute(CODED).fetchall()
    assert {row[5] for row in rows} == {"stancegraph"}
    selected = [found.document.text[start:stop] for _, _, _, start, stop, _ in rows]
    assert selected == [s.evidence.text for s in sorted(found.statements, key=order)]
    shown = {id: dict(base.execute(VALUES, (id,))) for id, *_ in rows}
    by_relation = {
        (values["relation"], label): values for (_, label, *_), values in zip(rows, shown.values(), strict=True)
    }
    assert by_relation["opposes", "DNA Statement"] == {
        "person": "Jane Doe", "organization": "", "concept": "US withdrawal from the Global Cyber Forum",
        "agreement": 0, "relation": "opposes", "confidence": 86}  # fmt: skip
    assert by_relation["rejects", "DNA Statement"]["organization"] == "White House"
    unsure = by_relation["opposes", "Other statement"]
    assert (unsure["organization"], unsure["certainty"], unsure["denied"]) == ("United States", "possible", 0)
    assert "agreement" not in by_relation["memberOf", "Other statement"]
    kinds = dict(
        base.execute("""
        SELECT e.Value, a.AttributeValue FROM ENTITIES e JOIN ATTRIBUTEVALUES a ON a.EntityId = e.ID
        JOIN ATTRIBUTEVARIABLES v ON v.ID = a.AttributeVariableId AND v.AttributeVariable = 'Type'""")
    )
    assert kinds["Jane Doe"] == "Person" and kinds["United States"] == "State"


def test_a_database_is_whole_and_refers_to_nothing_that_is_not_there(tmp_path):
    base = opened(tmp_path, dna_database(graph_of([*affair(), reading()])))
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    several = "SELECT COUNT(*) FROM STATEMENTS s WHERE (SELECT COUNT(*) FROM VARIABLES v WHERE v.StatementTypeId = "
    several += "s.StatementTypeId) != " + " + ".join(
        f"(SELECT COUNT(*) FROM {table} t WHERE t.StatementId = s.ID)"
        for table in ("DATASHORTTEXT", "DATALONGTEXT", "DATAINTEGER", "DATABOOLEAN")
    )
    assert base.execute(several).fetchone() == (0,)  # each statement has each variable of its type


def test_offsets_are_utf_16_units(tmp_path):
    it = document("😀 Jane Doe opposes the Global Cyber Forum 𝔸.")
    said = statement(it, party(it, JANE, "Jane Doe"), "opposes", party(it, FORUM, FORUM.label), "opposes")
    base = opened(tmp_path, dna_database(graph_of([Reading(it, ENTITIES, (said,), ())])))
    ((start, stop),) = base.execute("SELECT Start, Stop FROM STATEMENTS").fetchall()
    utf_16 = it.text.encode("utf-16-le")
    assert utf_16[2 * start : 2 * stop].decode("utf-16-le") == said.evidence.text
    assert (start, stop) != (said.evidence.start, said.evidence.end)
    assert units("a\r\nb😀") == [0, 1, 1, 2, 3, 5]


def test_days_are_seconds_since_1970_and_none_is_the_first(tmp_path):
    days = ("2025-01-15", "2025-03", "1969", None, "soon", "2025-02-31", "20250115")
    found = [
        replace(reading(), document=document(f"Text {day}.", published=day), statements=(), skips=()) for day in days
    ]
    base = opened(tmp_path, dna_database(graph_of(found)))
    told = dict(base.execute("SELECT Text, Date FROM DOCUMENTS"))
    assert [told[f"Text {day}."] for day in days] == [1736899200, 1740787200, -31536000, 0, 0, 0, 0]
    assert [item.document.published for item in back(tmp_path)] == [r.document.published for r in by_id(found)]


def by_id(found: list[Reading]) -> list[Reading]:
    return sorted(found, key=lambda reading: reading.document.id)


def test_same_graph_same_bytes_and_nothing_of_the_library(tmp_path):
    data = dna_database(graph_of([*affair(), reading()]))
    assert data == dna_database(graph_of([reading(), *reversed(affair())]))
    assert data[96:100] == bytes(4)


def test_text_is_a_value_and_never_sql(tmp_path):
    name = "x'); DROP TABLE STATEMENTS;-- \"`?1"
    it = document(f"{name} opposes {name}.", title=name, author=name, publisher=name)
    who = Entity(entity_id(Kind.PERSON, name), name, Kind.PERSON, (name,))
    said = statement(it, party(it, who, name), "opposes", party(it, FORUM, name, 1), "opposes", rule=name)
    graph = graph_of([Reading(it, (*ENTITIES, who), (said,), ())], (*ENTITIES, who))
    base = opened(tmp_path, dna_database(graph))
    assert base.execute("SELECT Title, Author, Source FROM DOCUMENTS").fetchall() == [(name,) * 3]
    assert back(tmp_path) == list(graph.store.readings())


def test_long_names_are_cut_and_what_is_called_alike_is_told_apart(tmp_path):
    it = document("Jane Doe opposes the treaty. Jane Doe opposes the treaty. Jane Doe opposes the treaty.")
    long = "treaty " * 60
    kinds = [(f"concept/a{n}", long if n else "treaty") for n in range(3)]
    found = [
        statement(it, party(it, JANE, "Jane Doe", n), "opposes",
                  replace(party(it, FORUM, "treaty", n), id=id, label=label, kind=Kind.TOPIC), "opposes",
                  evidence=span(it, "Jane Doe opposes the treaty.", n))
        for n, (id, label) in enumerate(kinds)
    ]  # fmt: skip
    graph = graph_of([Reading(it, ENTITIES, tuple(found), ())])
    base = opened(tmp_path, dna_database(graph))
    names = [n for (n,) in base.execute("SELECT Value FROM ENTITIES WHERE VariableId = 3 AND Value != '' ORDER BY ID")]
    assert names[0] == "treaty" and len({*names}) == 3 and max(map(len, names)) <= 190
    assert names[1].endswith("…") and re.search(r"treaty \[[a-z2-7]{8}\]$|\[[a-z2-7]{8}\]$", names[2])
    assert back(tmp_path) == list(graph.store.readings())


# --- and back ---


def test_what_was_written_is_read_back_as_it_was(tmp_path):
    graph = graph_of([*affair(), reading()])
    write(graph, tmp_path / "x.dna")
    assert back(tmp_path) == list(graph.store.readings())
    other, outcome = bring_in([tmp_path / "x.dna"], tmp_path / "out")
    with other:
        assert not outcome.unreadable and other.statements == graph.statements
        assert [*other.entities] == [*graph.entities] and other.documents == graph.documents
        assert dna_database(other) == (tmp_path / "x.dna").read_bytes()


@settings(quick)
@given(readings())
def test_whatever_there_is_comes_back(tmp_path_factory, given):
    place = tmp_path_factory.mktemp("law")
    graph = graph_of([given], given.entities)
    base = opened(place, dna_database(graph))
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    base.close()
    assert back(place) == list(graph.store.readings())


def test_the_command_and_a_folder_that_comes_back(tmp_path):
    with_graph, _ = bring_in([database(tmp_path / "a.dna", 3, ["Ann Lee wants it."], [
        coded("wants", "Ann Lee", "League", "Canal", 1, text="Ann Lee wants it.")])], tmp_path / "one")  # fmt: skip
    with_graph.close()
    for format in ([], ["--format", "dna"]):
        done = CliRunner().invoke(app, ["export", str(tmp_path / "one"), str(tmp_path / "b.dna"), *format])
        assert done.exit_code == 0, done.output
    (found,) = load(tmp_path / "b.dna")
    (first,) = load(tmp_path / "a.dna")
    assert found.statements == first.statements and found.document == first.document


def test_line_ends_of_any_kind_come_back(tmp_path):
    it = Document.of("One.\r\nJane Doe opposes\rthe Global Cyber Forum.\r\nEnd.", title="Ends")
    said = statement(it, party(it, JANE, "Jane Doe"), "opposes", party(it, FORUM, FORUM.label), "opposes",
                     evidence=span(it, "Jane Doe opposes\rthe Global Cyber Forum."))  # fmt: skip
    graph = graph_of([Reading(it, ENTITIES, (said,), ())])
    base = opened(tmp_path, dna_database(graph))
    assert base.execute("SELECT Start FROM STATEMENTS").fetchone() == (5,)  # DNA's editor has one unit for a line end
    assert back(tmp_path) == list(graph.store.readings())
