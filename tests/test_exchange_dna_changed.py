"""What coders have changed in DNA in a database that was written here, and records that somebody else wrote."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from factories import HOUSE, reading
from test_exchange_dna import skips
from test_exchange_dna_out import back, opened
from test_exchange_out import graph_of

from kg.exchange import bring_in, dna_database
from kg.model import Kind, Reading


def changed(tmp_path: Path, *changes: str) -> Reading:
    """The reading by hand, after ``changes`` in DNA."""
    base = opened(tmp_path, dna_database(graph_of([reading()])))
    base.execute("PRAGMA foreign_keys = ON")
    base.executescript(";".join(changes))
    base.commit()
    base.close()
    (found,) = back(tmp_path)
    return found


OPPOSED = "(SELECT StatementId FROM DATABOOLEAN WHERE VariableId = 4 AND Value = 0 ORDER BY 1 LIMIT 1)"


def test_a_coders_change_makes_it_hers_and_the_others_stay(tmp_path):
    found = changed(tmp_path, f"UPDATE STATEMENTS SET Coder = 1 WHERE ID = {OPPOSED}",
                    f"UPDATE DATABOOLEAN SET Value = 1 WHERE VariableId = 4 AND StatementId = {OPPOSED}")  # fmt: skip
    was = {s.key: s for s in reading().statements}
    (new,) = (s for s in found.statements if s.key not in was)
    assert (new.relation, new.polarity, new.rule, new.confidence) == ("supports", 1, "dna/coder-admin", 1)
    (old,) = (s for s in was.values() if (s.holder, s.relation) == (new.holder, "opposes"))
    assert new.target == old.target and len(found.statements) == len(was) - 1  # "rejected the criticism" went with it
    assert [s.reason for s in found.skips if s not in reading().skips] == ["about-rejected"]
    assert [s for s in found.statements if s.key in was] == [was[s.key] for s in found.statements if s.key in was]
    assert ("dna/coder-admin", "Admin") in found.document.metadata


def test_a_change_without_a_new_coder_is_somebodys(tmp_path):
    found = changed(tmp_path, f"UPDATE DATABOOLEAN SET Value = 1 WHERE VariableId = 4 AND StatementId = {OPPOSED}")
    assert [s.rule for s in found.statements if s.rule.startswith("dna")] == ["dna/coded"]


def test_a_changed_database_makes_a_graph_that_keeps_the_shapes(tmp_path):
    changed(
        tmp_path,
        "UPDATE DATABOOLEAN SET Value = 1 - Value WHERE VariableId = 4",
        "UPDATE ENTITIES SET Value = 'Someone Else' WHERE Value = 'Jane Doe' AND VariableId = 1",
        "UPDATE STATEMENTS SET Coder = 1",
    )
    graph, outcome = bring_in([tmp_path / "x.dna"], tmp_path / "out")
    with graph:
        assert graph.store.violations() == [] and not outcome.unreadable
        assert {"dna/coder-admin"} < {s.rule for s in graph.statements}


def test_a_deleted_statement_is_gone_a_copy_is_none_and_a_renamed_actor_is_coded(tmp_path):
    gone = changed(tmp_path, f"DELETE FROM STATEMENTS WHERE ID = {OPPOSED}")
    assert len(gone.statements) == len(reading().statements) - 2 and "about-rejected" in skips(gone)
    named = changed(tmp_path, "UPDATE ENTITIES SET Value = 'Janet Doe' WHERE Value = 'Jane Doe' AND VariableId = 1")
    assert [s.holder.label for s in named.statements if s.rule == "dna/coded"] == ["Janet Doe"]
    copy = "INSERT INTO STATEMENTS SELECT 99, StatementTypeId, DocumentId, Start, Stop, 1 FROM STATEMENTS WHERE ID = 1"
    values = [
        f"INSERT INTO {table} (StatementId, VariableId, {column}) SELECT 99, VariableId, {column} FROM {table} "
        "WHERE StatementId = 1"
        for table, column in (("DATASHORTTEXT", "Entity"), ("DATALONGTEXT", "Value"), ("DATABOOLEAN", "Value"),
                              ("DATAINTEGER", "Value"))
    ]  # fmt: skip
    twice = changed(tmp_path, copy, *values)
    assert "dna-coded-twice" in skips(twice) and len(twice.statements) == len(reading().statements)


def test_names_that_a_coder_chooses_again_mean_the_same(tmp_path):
    state = "(SELECT ID FROM ENTITIES WHERE VariableId = 2 AND Value = '{}')"
    found = changed(
        tmp_path,
        "INSERT INTO STATEMENTS VALUES (99, 1, 1, 0, 8, 1)",
        "INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (900, 3, 'a new concept')",
        "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (99, 2, " + state.format(HOUSE.label) + ")",
        "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (99, 3, 900)",
        "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (99, 4, 1)",
    )
    (new,) = (s for s in found.statements if s.rule == "dna/coder-admin")
    assert (new.holder.id, new.holder.kind, new.target.label) == (HOUSE.id, Kind.GOVERNMENT_BODY, "a new concept")
    assert HOUSE in found.entities


def test_a_documents_cells_may_be_changed_and_its_text(tmp_path):
    found = changed(tmp_path, "UPDATE DOCUMENTS SET Author = 'A. Writer', Section = 'Politics', Date = 86400")
    it = reading().document
    assert found.document == replace(
        it, author="A. Writer", published="1970-01-02", metadata=(("section", "Politics"),)
    )
    assert found.statements == reading().statements
    other = changed(tmp_path, "UPDATE DOCUMENTS SET Text = Text || ' More.'")
    assert other.document.text == it.text + " More." and other.document.uri == ""
    assert {s.rule for s in other.statements} == {"dna/coded"}


@pytest.mark.parametrize(
    "record",
    [
        "", "null", "[]", "{", '{"shown": 1}', '{"shown": {}, "statement": {}}', "[" * 100_000, '{"shown": null}',
        '{"shown": {"person": "\\ud800"}, "statement": 1}',
    ],
)  # fmt: skip
def test_a_record_that_is_none_is_as_if_it_were_not_there(tmp_path, record):
    base = opened(tmp_path, dna_database(graph_of([reading()])))
    base.execute("UPDATE DATALONGTEXT SET Value = ?", (record,))
    base.execute("UPDATE SETTINGS SET Value = ? WHERE Property NOT IN ('version', 'date')", (record,))
    base.commit()
    (found,) = back(tmp_path)
    assert {s.rule for s in found.statements} == {"dna/coded"} and found.document.text == reading().document.text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("polarity",), 7), (("confidence",), 2), (("evidence", "quote"), "other words, same length?"),
        (("cues",), []), (("evidence", "document"), "0" * 64), (("holder", "type"), "Ghost"), (("rule",), "\ud800"),
    ],
)  # fmt: skip
def test_a_record_that_does_not_fit_is_not_believed(tmp_path, path, value):
    base = opened(tmp_path, dna_database(graph_of([reading()])))
    (text,) = base.execute(f"SELECT Value FROM DATALONGTEXT WHERE StatementId = {OPPOSED}").fetchone()
    record = json.loads(text)
    place = record["statement"]
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    base.execute(f"UPDATE DATALONGTEXT SET Value = ? WHERE StatementId = {OPPOSED}", (json.dumps(record),))
    base.commit()
    (found,) = back(tmp_path)
    assert [s.rule for s in found.statements if s.rule.startswith("dna")] == ["dna/coded"]
