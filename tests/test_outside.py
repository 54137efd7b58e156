"""Outside the happy path: folders that may not be written, full disks, other encodings, closed pipes, Ctrl-C."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import portalocker
import pytest
from factories import ENTITIES, JANE, affair, document, party, reading, statement
from typer.testing import CliRunner

from kg import __version__
from kg.cli import app, console
from kg.documents import find, load
from kg.errors import OutputError, QueryError, StoreError
from kg.graph import Graph
from kg.ids import entity_id
from kg.model import Entity, Kind, Reading, Unreadable
from kg.outputs import put
from kg.query import run
from kg.rdf import Run, iris
from kg.rdf.sparql import is_query
from kg.store import Store, folder, writer

ROOT = Path(__file__).parent.parent
LUKASZ = Entity(entity_id(Kind.PERSON, "Łukasz Żak"), "Łukasz Żak", Kind.PERSON)
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"


def filled(path: Path, readings, entities) -> Path:
    with writer(path / "store") as held:
        held.build(readings, entities)
    return path


@pytest.fixture(scope="module")
def polish(tmp_path_factory) -> Path:
    """A folder with names that few code pages hold."""
    text = document("Łukasz Żak criticized Jane Doe in 東京.")
    said = statement(text, party(text, LUKASZ, "Łukasz Żak"), "criticizes", party(text, JANE, "Jane Doe"), "criticized")
    found = Reading(text, (JANE, LUKASZ), (said,), (), words=7)
    return filled(tmp_path_factory.mktemp("polish") / "Łódź", [found], [JANE, LUKASZ])


def kg(*arguments, **options):
    return CliRunner().invoke(app, [str(a) for a in arguments], **options)


def process(*arguments, env=(), **options) -> subprocess.CompletedProcess:
    """The command in a process of its own, its output as bytes."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | dict(env)
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120} | options
    return subprocess.run(command, env=environment, **given)


def one_line(found: bytes | str) -> bool:
    text = found.decode() if isinstance(found, bytes) else found
    return text.startswith("kg: ") and len(text.strip().splitlines()) == 1


# --- folders that may not be written ---


def refusing(monkeypatch, code: int) -> None:
    """Nothing can be opened to be written."""

    def opened(path, mode="r", **options):
        if mode != "r":
            raise OSError(code, os.strerror(code), str(path))
        return open(path, mode, **options)

    monkeypatch.setattr(folder, "open", opened, raising=False)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOSPC])
@pytest.mark.parametrize("lease", [True, False])
def test_a_store_that_may_not_be_written_is_read(polish, monkeypatch, code, lease, tmp_path):
    number = folder.stamp(polish / "store")
    mark = polish / "store" / f"{number}.lease"
    mark.touch() if lease else mark.unlink(missing_ok=True)
    refusing(monkeypatch, code)
    for line in (["query", "who-opposes", polish, "--target", "Jane Doe"], ["stats", polish], ["documents", polish]):
        assert kg(*line).exit_code == 0
    assert kg("export", polish, tmp_path / "x.csv").exit_code == 0
    found = kg("remove", "*", polish, "--all-matching")
    assert found.exit_code == 1 and one_line(found.stderr) and os.strerror(code) in found.stderr


def test_a_lease_is_held_also_by_who_may_not_write(polish, monkeypatch):
    path = polish / "store"
    mark = path / f"{folder.stamp(path)}.lease"
    mark.touch()
    refusing(monkeypatch, errno.EROFS)
    with folder.leased(path), mark.open("a") as other, pytest.raises(portalocker.exceptions.AlreadyLocked):
        portalocker.lock(other, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)


def test_a_file_system_without_locks_is_read_and_told_when_it_is_to_be_written(polish, monkeypatch):
    def lock(*_):
        raise portalocker.exceptions.LockException("No locks available")

    monkeypatch.setattr(portalocker, "lock", lock)
    with Graph.open(polish) as graph:
        assert len(graph.statements) == 1
    with pytest.raises(StoreError, match="cannot be kept from other writers, No locks available; name a place"):
        folder.lock(polish / "store").__enter__()


# --- full disks ---


@pytest.mark.parametrize("at", ["write_text", "replace", "mkdir"])
def test_a_full_disk_leaves_the_store_as_it_was(tmp_path, monkeypatch, at):
    place = filled(tmp_path / "out", affair(), ENTITIES) / "store"
    before, versions = folder.stamp(place), lambda: sorted(path.name for path in place.iterdir() if path.is_dir())

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with writer(place) as held, monkeypatch.context() as patch:
        patch.setattr(Path, at, full)
        with pytest.raises(StoreError, match="No space left on device; it is as it was: free some space"):
            held.build([reading()], ENTITIES)
    assert folder.stamp(place) == before and versions() == [before]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs limits on files")
def test_a_file_that_cannot_grow_is_one_line_and_the_store_is_whole(tmp_path):
    import resource

    place = filled(tmp_path / "out", affair(), ENTITIES) / "store"
    before = Store.read(place).trig()
    script = (
        "import sys, signal; from test_outside import *; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try: filled(Path(sys.argv[1]), [reading()], ENTITIES)\n"
        "except StoreError as error: sys.exit(f'kg: {error}')"
    )
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # noqa: E731
    command = [sys.executable, "-c", script, str(tmp_path / "out")]
    done = subprocess.run(command, env=env, preexec_fn=limit, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1 and one_line(done.stderr) and "cannot be written" in done.stderr
    assert Store.read(place).trig() == before


@pytest.mark.parametrize("broken", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch, broken):
    path = tmp_path / "x.csv"
    put(path, "before")

    def replace(*_):
        raise broken

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        put(path, "after")
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"] and path.read_text() == "before"


def test_links_pipes_and_folders_as_files(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "real" / "x.csv")
    put(tmp_path / "link.csv", "one")
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "real" / "x.csv").read_text() == "one"
    (tmp_path / "folder").symlink_to(tmp_path / "real")
    put(tmp_path / "folder" / "y.csv", "two")
    assert (tmp_path / "real" / "y.csv").read_text() == "two"
    for where in (tmp_path, Path("."), tmp_path / "none" / "x.csv"):
        with pytest.raises(OutputError, match="cannot be written"):
            put(where, "x")
    os.mkfifo(tmp_path / "pipe")
    held = os.open(tmp_path / "pipe", os.O_RDWR)
    put(tmp_path / "pipe", "three")
    assert os.read(held, 10) == b"three" and (tmp_path / "pipe").is_fifo()
    os.close(held)


# --- encodings ---

CODES = [{"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"},
         {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]  # fmt: skip
QUESTION = ("query", "who-opposes", "--target", "Jane Doe")


@pytest.mark.parametrize("env", CODES, ids=lambda env: next(iter(env.values())))
def test_redirected_output_is_utf_8_whatever_the_encoding(polish, env, tmp_path):
    place = polish.rename(tmp_path / "plain") if "LC_ALL" in env else polish  # whose name no such machine can say
    try:
        found = process(*QUESTION[:2], place, *QUESTION[2:], "--format", "csv", env=env)
        assert found.returncode == 0 and "Łukasz Żak" in found.stdout.decode() and not found.stderr
        found = process("entities", place, "--all", env=env)
        assert found.returncode == 0 and "Łukasz Żak" in found.stdout.decode()
    finally:
        if place != polish:
            place.rename(polish)
    if "LC_ALL" not in env:
        found = process("query", "who-opposes", polish, "--target", "Łukasz", env=env)
        assert found.returncode == 2 and one_line(found.stderr) and "Łukasz" in found.stderr.decode()
        assert not process("diff", polish, polish, "--format", "json", env=env).stderr


def test_a_terminal_that_lacks_a_character_is_given_a_mark(polish):
    import pty

    ours, theirs = pty.openpty()
    env = {"PYTHONIOENCODING": "ascii", "COLUMNS": "100", "TERM": "dumb"}
    done = process("entities", polish, "--all", env=env, stdout=theirs)
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert done.returncode == 0 and b"?ukasz ?ak" in shown and shown.isascii()


@pytest.mark.parametrize("columns", ["0", "1", "7", "wide"])
def test_any_width_of_a_terminal(polish, columns):
    found = process("entities", polish, "--all", env={"COLUMNS": columns, "TERM": "dumb"})
    assert found.returncode == 0 and not found.stderr


# --- pipes and streams ---


def test_nobody_reads_on(polish):
    ours, theirs = os.pipe()
    os.close(ours)
    for line in (("query", "--list"), (*QUESTION[:2], polish, *QUESTION[2:], "--format", "csv")):
        done = process(*line, stdout=theirs)
        assert (done.returncode, done.stderr) == (console.CUT, b"")
    os.close(theirs)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_output_to_a_full_disk_is_one_line(polish):
    with open("/dev/full", "wb") as full:
        for line in (("stats", polish), ("--help",)):
            done = process(*line, stdout=full)
            assert done.returncode == 1 and one_line(done.stderr) and b"No space left" in done.stderr
        done = process("diff", polish, polish, stdout=full)
        assert done.returncode == 2 and one_line(done.stderr), "1 would say that they differ"


def test_closed_streams(polish):
    line = f'exec "{sys.executable}" -m kg "$@" <&- >&- 2>&-'
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", line, "kg", "stats", str(polish)], env=env, timeout=120)
    assert done.returncode == 0


# --- Ctrl-C ---


def test_an_interrupted_command_is_one_line(polish, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Graph, "stats", interrupted)
    found = kg("stats", polish)
    assert found.exit_code == console.INTERRUPTED and one_line(found.stderr) and "interrupted" in found.stderr


def test_ctrl_c_ends_a_query_that_goes_on(tmp_path):
    place = filled(tmp_path / "out", [*affair(), reading()], ENTITIES)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", "query", LONG, str(place)]
    started = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(5)
    assert started.poll() is None, "the query is to be long"
    started.send_signal(signal.SIGINT)
    out, told = started.communicate(timeout=30)
    assert started.returncode == console.INTERRUPTED and one_line(told) and not out


def test_what_the_machine_refuses_is_one_line(polish):
    found = kg("stats", polish / ("x" * 300))
    assert found.exit_code == 1 and one_line(found.stderr) and "File name too long" in found.stderr


# --- how it is begun ---


def test_version_and_module():
    assert kg("--version").stdout == f"kg {__version__}\n"
    done = process("--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"kg {__version__}\n")


def test_nothing_of_the_surroundings_is_needed(polish, tmp_path):
    env = {name: value for name, value in os.environ.items() if name not in ("HOME", "USER", "LANG", "TERM")}
    nowhere = {"PYTHONPATH": str(ROOT), "TMPDIR": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}
    for line in (["view", polish, "--out", tmp_path / "p.html"], ["report", polish, "--out", tmp_path / "r.html"],
                 ["network", polish, "stances", "--out", tmp_path / "s.gexf"]):  # fmt: skip
        command = [sys.executable, "-m", "kg", *map(str, line)]
        done = subprocess.run(command, env=env | nowhere, capture_output=True, timeout=120)
        assert (done.returncode, done.stderr) == (0, b"")


# --- what is SPARQL ---

STATE = "https://w3id.org/stancegraph/id/state/usa"
DESCRIBED = [f"DESCRIBE <{STATE}>", f"describe<{STATE}>", f"# of a state {{\nPREFIX s: <{STATE}>\n DESCRIBE s:",
             f"BASE <{STATE[:-3]}> describe <usa>", f"\n\tDESCRIBE ?it WHERE {{ VALUES ?it {{ <{STATE}> }} }}",
             f"CONSTRUCT {{ <{STATE}> ?p ?o }} WHERE {{ <{STATE}> ?p ?o }}"]  # fmt: skip


@pytest.fixture(scope="module")
def store():
    found = Store.open()
    found.fill([*affair(), reading()], ENTITIES)
    return found


@pytest.mark.parametrize("query", DESCRIBED)
def test_describe_and_construct_give_triples(store, query):
    found = run(store, query)
    assert found.columns == ("subject", "predicate", "object")
    assert set(found.rows) == set(run(store, f"SELECT ?s ?p ?o {{ ?s ?p ?o VALUES ?s {{ <{STATE}> }} }}").rows) != set()


@pytest.mark.parametrize(
    ("text", "meant"),
    [("describe", True), ("ASK{}", True), ("select*{}", True), ("SELCT * { ?s ?p ?o }", True), ("DESCRIBE :a", True),
     ("describe ex:what.rq", True), ("select-all.rq", False), ("describe.rq", False), ("ask/me.rq", False),
     ("who-opposes", False), ("prefixes", False), ("", False), ("# nothing but a comment", False),
     ("#\n#\nASK # {", True)],
)  # fmt: skip
def test_what_is_meant_as_sparql(text, meant):
    assert is_query(text) == meant


def test_a_query_in_a_file_of_notepad(store, tmp_path):
    (tmp_path / "x.rq").write_text(DESCRIBED[0], encoding="utf-8-sig")
    assert run(store, str(tmp_path / "x.rq")).rows == run(store, DESCRIBED[0]).rows
    with pytest.raises(QueryError, match="not a SPARQL query"):
        run(store, "DESCRIBE")


def test_truth_is_true_or_false_in_every_form(store, polish):
    assert run(store, "ASK {}").rows == ((True,),) and run(store, "ASK {}").to_csv() == "answer\ntrue\n"
    assert run(store, "SELECT (1 = 2 AS ?same) (?no AS ?none) {}").to_csv() == "same,none\nfalse,\n"
    assert kg("query", "ASK {}", polish, "--format", "csv").stdout == "answer\ntrue\n"
    assert json.loads(kg("query", "ask { <x:y> ?p ?o }", polish, "--format", "json").stdout) == [{"answer": False}]
    assert "true" in kg("query", "ASK {}", polish).stdout


def test_nodes_without_a_name_and_triples_are_cells_too(store):
    rows = run(store, f"SELECT (BNODE() AS ?it) (<<( <{STATE}> <a:b> 1 )>> AS ?said) {{}}").rows
    assert rows[0][0].startswith("_:") and str(iris.thing("state/usa")) in rows[0][1]


# --- clocks and sources ---


def test_a_clock_that_was_set_back_does_not_mix_up_the_runs():
    moments = [("2031-01-01T10:00:00Z", "2031-01-01T10:05:00Z"), ("2025-01-01", ""), ("2025-01-01", ""),
               ("2031-01-01T10:04:00Z", "2031-01-01T10:09:00Z"), ("2032-01-01T00:00:00Z", "")]  # fmt: skip
    with Store.open() as store:
        for n, (started, ended) in enumerate(moments):
            store.record_run(Run(str(n), started=started, ended=ended))
        assert [run.version for run in store.runs()] == ["0", "1", "2", "3", "4"]
        assert [run.started for run in store.runs()][::4] == [moments[0][0], moments[4][0]], "what fits stays"


@pytest.mark.parametrize("where", ["below", "itself", "file", "long"])
def test_what_may_not_be_read_is_told_and_the_rest_is_read(tmp_path, where, monkeypatch):
    (tmp_path / "good.txt").write_text("Germany criticized France.")
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "bad.txt").write_text("Nobody reads this.")
    scandir = os.scandir

    def refused(path="."):
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    def no_stat(self, **_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    if where in ("below", "itself"):
        monkeypatch.setattr(os, "scandir", refused)
        monkeypatch.setattr(os, "listdir", refused)
    elif where == "file":
        monkeypatch.setattr(type(tmp_path), "stat", no_stat)
    given = {"below": tmp_path, "itself": closed, "file": closed / "bad.txt", "long": tmp_path / ("x" * 400)}[where]
    found = [item for source in find([str(given)]) for item in load(source)]
    bad = [item for item in found if isinstance(item, Unreadable)]
    assert len(bad) == 1 and len(found) == (2 if where == "below" else 1)
    assert ("File name too long" if where == "long" else "Permission denied") in bad[0].reason
