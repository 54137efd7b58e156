"""Parquet: what is written is read back, by DuckDB alone too; what is damaged is told in one line."""

import shutil
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from affairs import affairs
from anything import graphs
from factories import ENTITIES, affair, flat, quick, reading, readings
from hypothesis import given
from hypothesis import strategies as st
from test_exchange_in import run
from test_exchange_out import graph_of

from kg import tables
from kg.errors import ConfigError, NetworkError, OutputError, SourceError
from kg.exchange import bring_in, load
from kg.graph import Graph
from kg.model import DRAWN, Reading, Tie, Unreadable
from kg.network import narrowed, networks, ties_of
from kg.network.counts import ONE_MODE
from kg.outputs import write
from kg.tables.columns import TABLES
from kg.tables.files import NAMES

duckdb = pytest.importorskip("duckdb")
ALL = sorted([*affair(), reading()], key=lambda one: one.document.id)


@pytest.fixture
def folder(tmp_path) -> Path:
    tables.write(ALL, ENTITIES, tmp_path / "affair.parquet")
    return tmp_path / "affair.parquet"


def rows(query: str, *values) -> list[tuple]:
    with duckdb.connect() as connection:
        return connection.execute(query, list(values)).fetchall()


def faults(folder: Path) -> list[str]:
    found = [one for one in load(folder) if isinstance(one, Unreadable)]
    assert all("\n" not in f"{one.source}{one.reason}" for one in found)
    return [f"{one.source}: {one.reason}" for one in found]


def altered(folder: Path, name: str, change: str) -> None:
    """The table ``name`` with every row as ``change`` says."""
    path = folder / f"{name}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT {change} FROM read_parquet(?)", [str(path)])
        connection.table("t").write_parquet(str(path))


# --- there and back ---


@quick
@given(readings())
def test_whatever_is_written_is_read_back(tmp_path_factory, given):
    folder = tmp_path_factory.mktemp("law")
    tables.write([given], given.entities, folder)
    assert list(tables.readings(folder)) == [given]


@quick
@given(graphs())
def test_whatever_a_graph_holds_is_read_back(tmp_path_factory, found):
    found = sorted(found, key=lambda one: one.document.id)
    folder = tmp_path_factory.mktemp("law")
    tables.write(found, {e.id: e for one in found for e in one.entities}.values(), folder)
    kept = {entity.acts_for for one in found for entity in one.entities}
    for one, back in zip(found, tables.readings(folder), strict=True):
        assert replace(back, entities=()) == replace(one, entities=())
        more = set(back.entities) - set(one.entities)
        assert set(back.entities) >= set(one.entities) and {entity.id for entity in more} <= kept


def test_the_same_readings_are_the_same_bytes(folder, tmp_path):
    tables.write(iter(ALL), reversed(ENTITIES), tmp_path / "again")
    for name in NAMES:
        assert (folder / f"{name}.parquet").read_bytes() == (tmp_path / "again" / f"{name}.parquet").read_bytes()


def test_a_folder_with_signs_of_patterns_in_its_name_is_that_folder(tmp_path):
    for name in ("x[ab]*", "xa1", "xb?", "xbc"):
        tables.write(ALL[: 1 + (name in ("xa1", "xbc"))], ENTITIES, tmp_path / name)
    assert flat(tables.readings(tmp_path / "x[ab]*")) == flat(ALL[:1]) == flat(tables.readings(tmp_path / "xb?"))


def test_a_graph_exported_and_imported_is_the_same_graph(tmp_path):
    graph = graph_of(ALL)
    path = write(graph, tmp_path / "affair.parquet")
    assert path == write(graph, tmp_path / "other", "parquet").with_name("affair.parquet")
    copy, outcome = bring_in([path], tmp_path / "copy")
    with copy:
        assert copy.statements == graph.statements and copy.entities == graph.entities
        assert copy.documents == graph.documents and copy.store.trig() == graph.store.trig()
    assert outcome.read == 4 and not outcome.unreadable


def test_the_commands_write_and_read_it(tmp_path):
    graph = graph_of(ALL)
    assert run("import", write(graph, tmp_path / "a.trig"), "--out", tmp_path / "affair").exit_code == 0
    done = run("export", tmp_path / "affair", tmp_path / "affair.parquet")
    assert done.exit_code == 0 and "affair.parquet" in done.stdout
    assert "statements.parquet" in run("status", tmp_path / "affair").stdout
    assert run("import", tmp_path / "affair.parquet", "--out", tmp_path / "copy").exit_code == 0
    with Graph.open(tmp_path / "copy") as copy:
        assert copy.store.trig() == graph.store.trig()


def test_several_shards_are_one(tmp_path, folder):
    several = tmp_path / "several"
    for number, one in enumerate(ALL, start=1):
        tables.write([one], one.entities, tmp_path / "part")
        several.mkdir(exist_ok=True)
        for name in ("statements", "documents"):
            (tmp_path / "part" / f"{name}.parquet").rename(several / f"{name}-{number:04}.parquet")
    shutil.copy(folder / "entities.parquet", several / "entities.parquet")
    assert list(tables.readings(several)) == ALL


# --- what is in it ---


def test_a_statement_alone_tells_of_its_document(folder):
    query = "SELECT * FROM read_parquet(?) LIMIT 0"
    with duckdb.connect() as connection:
        types = {name: str(type) for name, type, *_ in connection.execute(
            f"DESCRIBE {query}", [str(folder / "statements.parquet")]).fetchall()}  # fmt: skip
    assert list(types) == list(TABLES["statements"])
    assert types["day"] == "DATE" and types["polarity"] == "TINYINT" and types["confidence"] == "DOUBLE"
    query = "SELECT id, holder, title, publisher, day, quote FROM read_parquet(?)"
    found = rows(query, str(folder / "statements.parquet"))
    said = {s.key: (s, one.document) for one in ALL for s in one.statements}
    assert len(found) == len(said)
    for key, holder, title, publisher, day, quote in found:
        s, document = said[key]
        assert (holder, quote) == (s.holder and s.holder.label, s.evidence.text)
        assert (title, publisher) == (document.title, document.publisher)
        assert str(day) == {"2025-03": "2025-03-16"}.get(s.date, s.date)


def test_every_field_of_a_statement_has_its_column():
    (one, *_) = reading().statements
    record = one.to_dict()
    nested = {"holder", "target", "evidence"}
    assert record.keys() - nested <= TABLES["statements"].keys()
    parts = {f"{end}_{key}" for end in ("holder", "target") for key in ("id", "type", "start", "end")}
    parts |= {"holder", "target", "quote", "quote_start", "quote_end", "document", "uri"}
    assert parts <= TABLES["statements"].keys()


def test_rows_are_in_the_order_of_documents_and_places(folder):
    found = rows("SELECT document, quote_start FROM read_parquet(?)", str(folder / "statements.parquet"))
    assert all(one <= other for one, other in pairwise(found))


# --- what is refused ---


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("statements", "* REPLACE (quote || 'x' AS quote)", "does not fit"),
        ("statements", "* REPLACE ('x' || quote[2:] AS quote)", "is not the text at"),
        ("statements", "* REPLACE (2 AS polarity)", "expected -1, 0 or 1"),
        ("statements", "* REPLACE ('nonsense' AS kind)", "nonsense"),
        ("statements", "* REPLACE ([] AS cues)", "no cue"),
        ("statements", "* REPLACE (NULL AS negated)", "a text for a number"),
        ("statements", "* REPLACE ('nobody' AS id)", "not that of its content"),
        ("statements", "* REPLACE ('none' AS document)", "statements of a document that is not there"),
        ("statements", "* EXCLUDE (quote)", "statements.parquet has no column quote"),
        ("statements", "* REPLACE ('many' AS quote_start)", "cannot be read"),
        ("documents", "* REPLACE (text || '.' AS text)", "not named by its text"),
        ("documents", "* REPLACE (['nobody'] AS entities)", "who is not among the entities"),
        ("documents", "* REPLACE ([{reason: 'x', start: 4, \"end\": 9999, quote: 'y'}] AS skips)", "does not fit"),
        ("entities", "* REPLACE ('Nonsense' AS kind)", "Nonsense"),
        ("entities", "* REPLACE (NULL AS label)", "neither id nor label empty"),
    ],
)
def test_what_is_not_as_it_should_be_is_told(folder, name, change, told):
    altered(folder, name, change)
    lines = faults(folder)
    assert lines and all(len(line) < 500 for line in lines) and any(told in line for line in lines), lines


def test_the_other_documents_are_read(folder):
    wrong = f"CASE document WHEN '{ALL[0].document.id}' THEN 7 ELSE polarity END"
    altered(folder, "statements", f"* REPLACE ({wrong} AS polarity)")
    assert [one for one in load(folder) if isinstance(one, Reading)] == ALL[1:]


def test_files_that_are_missing_or_damaged_are_told(folder):
    (folder / "entities.parquet").write_bytes(b"PAR1 nonsense PAR1")
    assert "entities.parquet cannot be read" in faults(folder)[0]
    (folder / "documents.parquet").unlink()
    (folder / "entities.parquet").unlink()
    assert "no file entities.parquet or entities-*.parquet" in faults(folder)[0]
    done = run("import", folder, "--out", folder / "out")
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1


def test_a_document_in_two_shards_is_read_once(folder):
    for name in ("statements", "documents"):
        shutil.copy(folder / f"{name}.parquet", folder / f"{name}-0001.parquet")
    found = list(load(folder))
    assert [one for one in found if isinstance(one, Reading)] == ALL
    assert all("in several shards, and is read once" in line for line in faults(folder))


def test_other_shards_are_neither_mixed_with_ours_nor_removed(folder):
    (folder / "statements-0001.parquet").write_bytes(b"")
    with pytest.raises(OutputError, match=r"holds other tables \(statements-0001.parquet\)"):
        tables.write(ALL, ENTITIES, folder)


def test_the_folder_may_be_this_one_and_one_that_was_begun(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".new").mkdir()
    (tmp_path / ".new" / "statements.parquet").write_bytes(b"begun")
    tables.write(ALL, ENTITIES, Path("."))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.parquet" for name in NAMES)
    assert list(tables.readings(Path("."))) == ALL


def test_who_interrupts_leaves_what_was_there(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def cut():
        yield ALL[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tables.write(cut(), ENTITIES, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "in"):
        with pytest.raises(OutputError, match="name another place"):
            tables.write(ALL, ENTITIES, place)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_words_of_documents_are_no_commands(tmp_path):
    evil = "'); DROP TABLE statements; --"
    found = [replace(one, document=replace(one.document, title=evil, publisher=f'"{evil}')) for one in ALL]
    tables.write(found, ENTITIES, tmp_path / evil)
    assert list(tables.readings(tmp_path / evil)) == found


def test_without_duckdb_one_line_names_the_remedy(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ConfigError, match=r"pip install 'stancegraph\[duckdb\]'"):
        write(graph_of(ALL), folder.parent / "other.parquet")
    done = run("import", folder, "--out", folder / "out")
    assert done.exit_code == 2 and "stancegraph[duckdb]" in done.stderr and len(done.stderr.splitlines()) == 1


# --- questions ---

AGREEMENT = ("weight", "congruence", "conflict")


def numbers(network) -> tuple[list, list]:
    nodes = [(id, data["label"], data["kind"]) for id, data in network.nodes(data=True)]
    return nodes, [(one, two, *(data[name] for name in AGREEMENT)) for one, two, data in network.edges(data=True)]


def alike(folder: Path, found: list[Reading], **options) -> None:
    """Whatever is asked of the tables is what is told by the statements."""
    graph = graph_of(found, {e.id: e for one in found for e in one.entities}.values())
    tables.write(graph.store.readings(), graph.entities, folder)
    with tables.open(folder) as told:
        assert len(told) == len(graph)
        for least in (0.0, 0.3, DRAWN, 0.7, 1.0):
            assert list(told.ties(least)) == ties_of(graph.statements, least)
            one, other = told.network(least), graph.network(least)
            assert list(one.nodes(data=True)) == list(other.nodes(data=True))
            assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
        assert told.stats() == graph.stats()
        for value in ONE_MODE:
            expected = networks.one_mode(narrowed(graph.discourse, **options), value)
            assert numbers(told.agreement(value, **options)) == numbers(expected)
        said = graph.discourse
        for shape in ({"of": "targets"}, {"levels": (-1, 0, 1)}, {"by": "average"}, {"by": "jaccard"},
                      {"by": "cosine", "least": 0.2}):  # fmt: skip
            assert numbers(told.agreement(**shape)) == numbers(networks.one_mode(said, **shape))


@quick
@given(graphs(), st.sampled_from((
    {}, {"since": "2024-02"}, {"until": "2024-02-29"}, {"since": "2024", "until": "2025-01"}, {"kinds": ("stance",)},
    {"kinds": ("action", "relation"), "least_confidence": 0.3}, {"least_confidence": 0.9},
)))  # fmt: skip
def test_whatever_is_asked_of_tables_is_what_the_graph_tells(tmp_path_factory, found, options):
    alike(tmp_path_factory.mktemp("law"), sorted(found, key=lambda one: one.document.id), **options)


def test_of_an_affair_too(tmp_path):
    alike(tmp_path / "affair", sorted(affairs(2_000, seed=3), key=lambda one: one.document.id), since="2023-06")


def test_ties_are_a_table_too(folder):
    found = rows("SELECT holder_id, target_id, relation, polarity, weight, statements FROM read_parquet(?)",
                 str(folder / "ties.parquet"))  # fmt: skip
    assert [Tie(*edge, tuple(keys)) for *edge, keys in found] == ties_of(flat(ALL))


def test_answers_come_from_several_shards(tmp_path, folder):
    several = tmp_path / "several"
    several.mkdir()
    for number, one in enumerate(ALL, start=1):
        tables.write([one], one.entities, tmp_path / "part")
        (tmp_path / "part" / "statements.parquet").rename(several / f"statements-{number:04}.parquet")
    shutil.copy(folder / "entities.parquet", several)
    with tables.open(several) as one, tables.open(folder) as other:
        assert list(one.ties()) == list(other.ties()) and one.stats() == other.stats()


def test_nothing_at_all_is_answered_too(tmp_path):
    alike(tmp_path / "none", [])


def test_stats_of_tables_are_those_of_the_graph(tmp_path):
    graph = graph_of(ALL)
    run("import", write(graph, tmp_path / "a.trig"), "--out", tmp_path / "affair")
    told = run("stats", write(graph, tmp_path / "a.parquet"))
    assert told.exit_code == 0 and told.stdout == run("stats", tmp_path / "affair").stdout
    write(graph, tmp_path / "affair", "parquet")  # beside its store, which is asked
    assert told.stdout == run("stats", tmp_path / "affair").stdout


@pytest.mark.parametrize("command", ["network", "report", "view"])
def test_commands_that_need_a_graph_say_so(folder, command):
    done = run(command, folder)
    assert done.exit_code == 1 and "'kg import' makes a graph of them" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [({"value": "peace"}, "use ignore, congruence"), ({"of": "cats"}, "use actors, targets"),
     ({"kinds": ["mood"]}, "use stance"), ({"since": "soon"}, "write 2025"), ({"by": "luck"}, "use average"),
     ({"levels": (1,)}, "at least two")],
)  # fmt: skip
def test_questions_without_sense_are_refused(folder, options, told):
    with tables.open(folder) as asked, pytest.raises(NetworkError, match=told):
        asked.agreement(**options)


def test_tables_that_cannot_be_asked_are_told(folder, tmp_path):
    with pytest.raises(SourceError, match="make one with 'kg export"):
        tables.open(tmp_path / "none")
    shutil.copy(folder / "statements.parquet", folder / "statements-1.parquet")
    with pytest.raises(SourceError, match="13 statements stand there twice; keep one shard"):
        tables.open(folder)
    (folder / "statements-1.parquet").write_bytes(b"nonsense")
    with pytest.raises(SourceError, match="cannot be read"):
        tables.open(folder)
    (folder / "statements-1.parquet").unlink()
    altered(folder, "statements", "* EXCLUDE (day)")
    with pytest.raises(SourceError, match="no column day"):
        tables.open(folder)
    (folder / "entities.parquet").unlink()
    with pytest.raises(SourceError, match="no file entities.parquet"):
        tables.open(folder)
