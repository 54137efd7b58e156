"""Whatever is older than the store is told; what cannot be made keeps nothing else back; both can be renewed."""

import json
import logging
import shutil

import pytest
from factories import affair, reading
from typer.testing import CliRunner

from kg import outputs
from kg.cli import app
from kg.cli.console import PARTIAL
from kg.errors import ConfigError, PartialError
from kg.graph import Graph
from kg.outputs import write, write_all
from kg.rdf import Run
from kg.removal import remove
from kg.resolve import resolve
from kg.store import Store, change, writer
from kg.versions import BUILT, CHANGED, CURRENT, OLDER, REMOVED, UNMADE, renewal
from kg.versions import outputs as made_of

REST = BUILT[1:]


def run(*arguments):
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": "200"})


def fill(folder, found=None):
    found, entities, merges = resolve(affair() if found is None else found)
    with writer(folder / "store") as place:
        place.build(found, entities, Run("1", started="2025-01-01T00:00:00+00:00"), merges=merges)


def change_store(folder):
    """A version more of the store, and nothing else: as where the rest was killed."""
    with change(folder / "store") as store:
        store.replace(reading())


@pytest.fixture
def folder(tmp_path):
    """A folder as a build leaves it."""
    fill(tmp_path / "affair")
    with Graph.open(tmp_path / "affair") as graph:
        write_all(graph, tmp_path / "affair")
    return tmp_path / "affair"


def states(place):
    return {one.path.name: one.state for one in made_of(place)}


def test_what_a_build_leaves_is_current(folder):
    assert states(folder) == states(folder / "store") == dict.fromkeys(BUILT, CURRENT)
    assert renewal(folder) == ""
    found = run("status", folder)
    assert found.exit_code == 0 and found.stdout.count("current") == len(BUILT) and found.stderr == ""


def test_every_command_tells_in_one_line_what_is_older_and_how_it_is_renewed(folder, tmp_path):
    change_store(folder)
    assert set(states(folder).values()) == {OLDER}
    line = (
        f"kg: {folder}: graph.ttl, statements.jsonl, statements.csv, graph.html and 1 more are older than the store; "
    )
    line += f"'kg build --out {folder}' updates what a build makes"
    for arguments in (
        ["view", folder, "--out", tmp_path / "page.html"],
        ["report", folder, "--out", tmp_path / "report.html"],
        ["query", "totals", folder, "--format", "json"],
        ["stats", folder],
        ["documents", folder],
        ["entities", folder],
        ["network", folder],
        ["export", folder, tmp_path / "x.csv"],
        ["documents", folder / "store"],
    ):
        found = run(*arguments)
        assert found.exit_code == 0, found.output
        [told] = found.stderr.splitlines()
        assert told.partition(": graph")[2] == line.partition(": graph")[2], arguments
    found = run("status", folder)
    assert found.exit_code == 1 and found.stderr.splitlines() == [line]
    assert found.stdout.count("older") == len(BUILT) and f"Update with: kg build --out {folder}" in found.stdout
    with Graph.open(folder) as graph:
        write_all(graph, folder)
    assert run("status", folder).exit_code == 0


def test_a_file_that_is_renewed_is_current_and_the_others_are_not(folder):
    change_store(folder)
    found = run("view", folder, "--out", folder / "graph.html")
    assert "and 1 more are older" in found.stderr
    assert states(folder) == dict.fromkeys(BUILT, OLDER) | {"graph.html": CURRENT}


def test_what_is_exported_anywhere_is_told_until_it_is_removed_or_changed(folder, tmp_path):
    page = tmp_path / "elsewhere" / "report.html"
    page.parent.mkdir()
    run("report", folder, "--out", page)
    run("export", folder, folder / "graph.gexf")
    assert run("status", folder).exit_code == 0 and states(folder)["report.html"] == CURRENT
    change_store(folder)
    with Graph.open(folder) as graph:
        write_all(graph, folder)
    assert (
        renewal(folder) == f"{folder}: report.html, graph.gexf are older than the store; export again what you exported"
    )
    page.write_text("my own", encoding="utf-8")
    (folder / "graph.gexf").unlink()
    assert states(folder) == dict.fromkeys(BUILT, CURRENT) and renewal(folder) == ""


def test_what_somebody_removed_or_changed_is_his_own_affair_but_shown(folder):
    (folder / "graph.html").unlink()
    (folder / "statements.csv").write_text("mine", encoding="utf-8")
    assert renewal(folder) == ""
    assert states(folder) == dict.fromkeys(BUILT, CURRENT) | {"graph.html": REMOVED, "statements.csv": CHANGED}
    assert run("status", folder).exit_code == 1


def test_a_store_that_is_deleted_and_made_anew_knows_nothing_of_the_files_before(folder):
    shutil.rmtree(folder / "store")
    fill(folder, [reading()])
    assert set(states(folder).values()) == {OLDER}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"graph.html": 1}', '{"graph.html": ["1"]}', "\0"])
def test_notes_that_are_cut_off_or_nonsense_make_nothing_current(folder, text):
    (folder / "store" / "outputs").write_text(text, encoding="utf-8")
    assert set(states(folder).values()) == {OLDER}
    change_store(folder)  # and do not hinder the next writer
    with Graph.open(folder) as graph:
        write_all(graph, folder)
    assert renewal(folder) == ""


def test_of_a_store_that_lies_alone_nothing_is_expected(tmp_path):
    fill(tmp_path)
    (tmp_path / "store").rename(tmp_path / "mine")
    assert made_of(tmp_path / "mine") == () and renewal(tmp_path / "mine") == ""
    fill(tmp_path / "filled")
    assert set(states(tmp_path / "filled").values()) == {UNMADE} and renewal(tmp_path / "filled") == ""
    assert renewal(tmp_path / "nowhere") == renewal("https://host.example/dataset") == ""


def test_a_folder_is_moved_with_all_that_is_known_of_it(folder, tmp_path):
    folder.rename(tmp_path / "moved")
    assert set(states(tmp_path / "moved").values()) == {CURRENT}


def test_notes_have_no_time_and_no_place(folder):
    notes = json.loads((folder / "store" / "outputs").read_text(encoding="utf-8"))
    notes = notes["made"]
    assert set(notes) == set(BUILT) and {version for version, _ in notes.values()} == {"1"}


def test_the_files_that_were_asked_for_are_made_from_then_on(folder, tmp_path):
    with Graph.open(folder) as graph:
        write_all(graph, folder, names=outputs.files("csv, trig"))
    change_store(folder)
    (folder / "graph.trig").unlink()
    with Graph.open(folder) as graph:
        found = write_all(graph, folder)
    assert {path.name for path in found.paths} == {"statements.csv", "graph.trig"}
    now = states(folder)
    assert (now.pop("statements.csv"), now.pop("graph.trig")) == (CURRENT, CURRENT) and set(now.values()) == {OLDER}
    assert set(outputs.files("all")) > set(BUILT)
    with pytest.raises(ConfigError, match="output 'pdf': unknown; use page, report"):
        outputs.files("page,pdf")


# --- what cannot be made ---


@pytest.fixture
def broken(monkeypatch):
    """The page and the report cannot be made."""

    def fail(*_):
        raise KeyError("['xo4o'] not in\nindex")

    monkeypatch.setitem(outputs.FORMATS, "html", fail)
    monkeypatch.setattr(outputs, "report_of", fail)


def test_what_cannot_be_made_keeps_nothing_else_back(folder, broken, caplog):
    change_store(folder)
    with Graph.open(folder) as graph, caplog.at_level(logging.ERROR):
        found = write_all(graph, folder)
    assert [one.source for one in found.unmade] == ["graph.html", "report.md"]
    assert states(folder) == dict.fromkeys(BUILT, CURRENT) | {"graph.html": OLDER, "report.md": OLDER}
    assert "Traceback" in caplog.text and "graph.html cannot be made" in caplog.text
    with pytest.raises(PartialError, match="renew|tries again"):
        found.check()


def test_it_is_told_in_one_line_with_the_status_of_a_part(folder, broken):
    found = run("remove", "News of 2025-03", folder)
    assert found.exit_code == PARTIAL, found.output
    [line] = found.stderr.splitlines()
    assert line.startswith(f"kg: {folder}: graph.html, report.md cannot be made (KeyError: ")
    assert line.endswith(f"; the store and all else are there, 'kg build --out {folder}' tries again")
    with Store.read(folder / "store") as store:
        assert len(store.documents()) == 2


def test_files_that_one_thing_hinders_are_told_together(folder):
    for name in BUILT:
        (folder / name).unlink()
        (folder / name).mkdir()
    with Graph.open(folder) as graph:
        found = write_all(graph, folder)
    assert found.paths == ()
    assert found.lacking.startswith(f"{folder}: {', '.join(BUILT)} cannot be made (Is a directory); ")


def test_what_was_never_made_is_told_where_others_were(tmp_path, broken):
    fill(tmp_path / "affair")
    with Graph.open(tmp_path / "affair") as graph:
        write_all(graph, tmp_path / "affair")
    assert renewal(tmp_path / "affair").startswith(f"{tmp_path / 'affair'}: graph.html, report.md are not made; ")


def test_one_that_is_made_by_itself_says_what_is_wrong(folder, broken, tmp_path):
    with Graph.open(folder) as graph, pytest.raises(KeyError):
        write(graph, tmp_path / "x.html")
    assert not (tmp_path / "x.html").exists()


def test_a_removal_renews_what_is_older(folder):
    change_store(folder)
    remove(folder, "News of 2025-03")
    assert set(states(folder).values()) == {CURRENT}


@pytest.mark.model
def test_the_next_build_tells_it_and_renews(tmp_path):
    source, out = tmp_path / "a.txt", tmp_path / "out"
    source.write_text("Germany criticized France on Monday.\n", encoding="utf-8")
    assert run("build", source, "--out", out).stderr == ""
    with change(out / "store") as store:
        store.record_run(Run("1", started="2025-01-01T00:00:00+00:00"))
    for arguments in (["build", "--out", out], ["status", out]):
        found = run(*arguments)
        assert found.exit_code == 0, found.output
        assert found.stderr.count("are older than the store") == (arguments[0] == "build")


@pytest.mark.model
def test_a_build_without_its_page_has_all_the_rest(tmp_path, broken):
    source, out = tmp_path / "a.txt", tmp_path / "out"
    source.write_text("Germany criticized France on Monday.\n", encoding="utf-8")
    found = run("build", source, "--out", out)
    assert found.exit_code == PARTIAL and "graph.html, report.md cannot be made" in found.stderr
    assert "statements" in found.stdout
    assert {path.name for path in out.iterdir()} & {*BUILT} == {*BUILT} - {"graph.html", "report.md"}
