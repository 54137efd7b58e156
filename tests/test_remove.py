"""Taking documents out of a store: laws, names that fit none or several, and the command with a folder's files."""

from dataclasses import replace

import pytest
from factories import JANE, NET, affair, reading
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import ConfigError, StoreError
from kg.graph import Graph
from kg.outputs import write_all
from kg.rdf import Run
from kg.removal import Listed, documents, named, remove
from kg.store import Store, add, writer


@pytest.fixture
def folder(tmp_path):
    out = tmp_path / "out"
    for one in affair():
        with writer(out / "store") as place, place.change() as store:
            run = Run("1", options=(("title", "The affair"),), started=f"{one.document.published[:4]}-01-01")
            store.record_run(add(store, [one]).run(run))
    return out


def trig(path) -> str:
    with Store.read(path) as store:
        return store.trig()


def test_what_was_added_and_removed_again_leaves_no_trace_but_its_runs(folder):
    before = trig(folder / "store")
    one = replace(reading(), entities=tuple(e for e in reading().entities if e in (JANE, NET)))
    one = replace(one, statements=tuple(s for s in one.statements if s.holder and s.holder.id == JANE.id))
    with writer(folder / "store") as place, place.change() as store:
        store.record_run(add(store, [one]).run(Run("1", started="2025-02-01")))
    assert trig(folder / "store") != before
    removed = remove(folder / "store", one.document.id)
    assert [it.id for it in removed.documents] == [one.document.id]
    assert trig(folder / "store") == before
    with Store.read(folder / "store") as store:
        last = store.runs()[-1]
    assert (last.removed, last.options, len(last.vanished)) == (
        (one.document.id,), (("remove", one.document.id),), len(one.statements))  # fmt: skip
    assert last.started < last.ended


def test_entities_that_nobody_else_mentions_are_told(folder):
    removed = remove(folder, "News of 2025-01-15")
    assert [entity.label for entity in removed.entities] == ["Open Net Institute"]
    assert [one.statements for one in removed.documents] == [3]


def test_a_bare_store_gets_nothing_else_and_a_folder_its_files_anew(folder):
    remove(folder / "store", "News of 2025-03")
    assert {file.name for file in folder.iterdir()} == {"store", ".store.lock"}
    with Graph.open(folder, title="The affair") as graph:
        write_all(graph, folder)
    remove(folder, "News of 2025-06-01")
    with Graph.open(folder, title="The affair") as graph:
        files = {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix}
        write_all(graph, folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix} == files
    assert b"The affair" in files["graph.html"] and b"2025-06-01" not in files["statements.jsonl"]


def listed() -> list[Listed]:
    rows = (("abcdef01", "Talks", "file:in/a.txt"), ("abcdef02", "Talks", "https://x.example/1"),
            ("0bcdef02", "A [draft]", "https://x.example/2"), ("abc", "abcdef", "file:Talks"))  # fmt: skip
    return [Listed(id, title, source, "", "", 0, 0) for id, title, source in rows]


@pytest.mark.parametrize(("name", "several", "found"), [
    ("abcdef01", False, ["abcdef01"]),
    ("0bcdef", False, ["0bcdef02"]),
    ("in/a.txt", False, ["abcdef01"]),
    ("file:in/a.txt", False, ["abcdef01"]),
    ("https://x.example/2", False, ["0bcdef02"]),
    ("A [draft]", False, ["0bcdef02"]),
    ("abcdef", False, ["abc"]),  # a title comes before the beginning of an id
    ("abcdef0", True, ["abcdef01", "abcdef02"]),
    ("https://x.example/*", True, ["abcdef02", "0bcdef02"]),
    ("*/a.txt", False, ["abcdef01"]),
    ("https://x.example/?", False, "fits 2 documents: abcdef02 'Talks', 0bcdef02 'A [draft]'; give an id, or --all"),
    ("Talks", False, "fits 3 documents"),
    ("0bcde", False, "no such document"),
    ("", False, "no such document"),
    ("*none*", True, "no such document"),
])  # fmt: skip
def test_names(name, several, found):
    if isinstance(found, list):
        assert [one.id for one in named(listed(), name, all_matching=several)] == found
    else:
        with pytest.raises(ConfigError) as error:
            named(listed(), name, all_matching=several)
        assert found in str(error.value) and "\n" not in str(error.value)


def test_a_name_that_fits_several_removes_nothing(folder):
    before = trig(folder / "store")
    with pytest.raises(ConfigError, match="fits 3 documents"):
        remove(folder, "News of *")
    assert trig(folder / "store") == before and len(list((folder / "store").glob("?"))) == 1
    assert len(remove(folder, "News of *", all_matching=True).documents) == 3
    with Store.read(folder / "store") as store:
        assert documents(store) == ()


def test_where_there_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="no store here"):
        remove(tmp_path / "nowhere", "x")


def test_the_commands(folder):
    def run(*arguments):
        return CliRunner().invoke(app, list(map(str, arguments)), env={"COLUMNS": "200"})

    found = run("documents", folder)
    assert found.exit_code == 0 and "3 documents" in found.stdout and "News of 2025-03" in found.stdout
    found = run("remove", "News of 2025-01-15", folder)
    assert found.exit_code == 0, found.output
    assert found.stdout.splitlines() == [
        "Removed News of 2025-01-15, 2025-01-15: 3 statements",
        "Mentioned nowhere else: Open Net Institute",
    ]
    found = run("remove", "News of 2025-01-15", folder)
    assert found.exit_code == 2 and "no such document" in found.stderr
