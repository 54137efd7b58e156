"""Readings are kept as they are made: whatever number of processes reads, whatever is stopped or killed, and in
whatever order documents come, the graph is the same."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from random import Random

import factories
import pytest
from affairs import affairs
from factories import affair, readings
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import kg
from kg import reading
from kg.builder import build, keep, started
from kg.cli import app
from kg.config import Config
from kg.documents import read as documents_of
from kg.errors import StoppedError, StoreError, WorkerError
from kg.graph import Graph
from kg.ids import entity_id
from kg.lexicon import load
from kg.model import Document, Entity, Kind, Reading
from kg.store import Row, Spool, Store, adding, writer

EXAMPLES = str(Path(kg.__file__).parent / "examples")


# --- what is kept ---


@factories.quick
@given(readings())
def test_a_row_gives_its_reading_back(one):
    assert Row.of(one).reading() == one


@factories.quick
@given(st.lists(readings(), max_size=3, unique_by=lambda one: one.document.id))
def test_what_is_put_is_there_and_what_is_dropped_is_not(found):
    with Spool.open() as spool:
        spool.put(map(Row.of, found))
        spool.put(map(Row.of, found))
        ids = {one.document.id for one in found}
        assert list(spool.readings(ids)) == sorted(found, key=lambda one: one.document.id)
        assert spool.readers() == {one.document.id: one.reader for one in found}
        assert spool.words(ids) == sum(one.words for one in found)
        assert [one.entities for one in spool.mentions(ids)] == [one.entities for one in spool.readings(ids)]
        spool.drop(sorted(ids)[:1])
        assert spool.readers().keys() == set(sorted(ids)[1:])


def test_readings_that_are_none_are_told_in_one_line(tmp_path):
    (tmp_path / "readings").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(StoreError, match="readings: holds no readings of ours .*; remove it and build again"):
        Spool.open(tmp_path)


def test_a_spool_is_a_file_only_once_something_is_put(tmp_path):
    with Spool.open(tmp_path / "store") as spool:
        assert spool.readers() == {} and not (tmp_path / "store").exists()
        spool.put([Row.of(affair()[0])])
        assert sqlite3.connect(tmp_path / "store" / "readings").execute("SELECT count(*) FROM reading").fetchone() == (
            1,
        )


# --- the order of documents ---


def in_steps(found, path, steps, **how):
    for some in steps(found):
        with writer(path) as place:
            keep(place, some, started(()), **how).close()
    return trig(path)


def trig(path):
    with Store.read(path) as store:
        return store.trig()


@pytest.mark.parametrize("seed", range(3))
def test_documents_one_by_one_give_the_graph_of_all_at_once(tmp_path, seed):
    found = [*affair(), *affairs(60, seed)]
    once = in_steps(found, tmp_path / "once", lambda all: [all])
    Random(seed).shuffle(found)
    assert in_steps(found, tmp_path / "each", lambda all: [[one] for one in all]) == once
    gone = found[0].document.id
    with writer(tmp_path / "each") as place:
        keep(place, [], started(()), gone=(gone,)).close()
    assert trig(tmp_path / "each") == in_steps(found[1:], tmp_path / "without", lambda all: [all])
    with Spool.open(tmp_path / "each") as spool:
        assert gone not in spool.readers()


def test_who_is_parted_by_a_later_document_is_parted_in_the_earlier_ones(tmp_path):
    found = [supporting(name) for name in ("Jane Doe", "Doe", "John Doe", "Jane Roe")]
    once = in_steps(found, tmp_path / "once", lambda all: [all])
    for number, order in enumerate(list(permutations(found))[::5]):
        assert in_steps(order, tmp_path / str(number), lambda all: [[one] for one in all]) == once


def supporting(name, kind=Kind.PERSON):
    """A reading of one sentence about somebody else, and of one that tells nothing."""
    it = factories.document(f"{name} was there. Ann Poe supports the treaty.")
    who, ann = (Entity(entity_id(of, one), one, of) for one, of in ((name, kind), ("Ann Poe", Kind.PERSON)))
    what = Entity(entity_id(Kind.TOPIC, "treaty"), "treaty", Kind.TOPIC)
    holder, target = factories.party(it, ann, "Ann Poe"), factories.party(it, what, "treaty")
    when = None if name == "Doe" else it.published  # what is undated must not hide when the others were
    statement = factories.statement(it, holder, "supports", target, "supports", polarity=1, date=when)
    return Reading(it, tuple(sorted((what, who, ann), key=lambda one: one.id)), (statement,), ())


def test_a_large_store_is_added_to_by_what_is_near(tmp_path, monkeypatch):
    monkeypatch.setattr(adding, "WHOLE", 1)
    found = affair()
    once = in_steps(found, tmp_path / "once", lambda all: [all])
    assert in_steps(found, tmp_path / "each", lambda all: [[one] for one in all]) == once


def test_a_large_store_is_added_to_by_ones_own_words(tmp_path, monkeypatch):
    """Who shares a short name by the words that a build was given is found in the store by them, too."""
    monkeypatch.setattr(adding, "WHOLE", 1)
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "naming.toml").write_text('[spelling]\nstiftelsen = "foundation"')
    names = ("Nordic Foundation", "Nordic Stiftelsen", "Baltic Bank")
    found = [supporting(name, Kind.ORGANIZATION) for name in names]
    own = {"lexicon": load(extra=[tmp_path / "words"])}
    once = in_steps(found, tmp_path / "once", lambda all: [all], **own)
    assert once != in_steps(found, tmp_path / "plain", lambda all: [all])
    assert in_steps(found, tmp_path / "each", lambda all: [[one] for one in all], **own) == once


# --- workers ---


def documents() -> list[Document]:
    return [one for one in documents_of([EXAMPLES]) if isinstance(one, Document)][:5]


@pytest.mark.model
def test_any_number_of_processes_reads_the_same(monkeypatch):
    one = [row for some in reading.rows(documents(), Config()) for row in some]
    monkeypatch.setattr(reading, "FEW", 0)
    monkeypatch.setattr(reading, "LETTERS", 1)
    assert [row for some in reading.rows(documents(), Config(), 2) for row in some] == one
    assert {row.reader for row in one} == {reading.reader_of(each, reading.reads(Config())) for each in documents()}


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="ends a process as Unix does")
def test_a_process_that_is_ended_is_told_and_what_was_read_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(reading, "FEW", 0)
    monkeypatch.setattr(reading, "LETTERS", 1)
    put = Spool.put

    def and_kill(self, rows):
        put(self, rows)
        for child in children(os.getpid()):
            with suppress(ProcessLookupError):  # it has ended
                os.kill(child, signal.SIGKILL)

    monkeypatch.setattr(Spool, "put", and_kill)
    with pytest.raises(WorkerError, match="what was read is kept: build again, with fewer --workers"):
        build([EXAMPLES], tmp_path / "out", workers=2)
    monkeypatch.setattr(Spool, "put", put)
    with Spool.open(tmp_path / "out" / "store") as spool:
        assert spool.readers()


def children(process: int) -> list[int]:
    """The processes that read; they are the fork server's."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in found.splitlines()]
    servers = {pid for pid, parent, words in rows if int(parent) == process and "forkserver" in words}
    return [int(pid) for pid, parent, _ in rows if parent in servers]


# --- what is stopped goes on ---


@pytest.mark.model
def test_a_build_that_is_stopped_keeps_what_it_read_and_the_next_reads_the_rest(tmp_path):
    asked = iter(range(100))
    with pytest.raises(StoppedError, match=r"stopped; 3 documents were read and are kept, 9 of 12 sources are left"):
        build([EXAMPLES], tmp_path / "out", stop=lambda: next(asked) >= 3)
    graph, outcome = build([EXAMPLES], tmp_path / "out")
    graph.close()
    assert (outcome.read, outcome.resumed) == (9, 3)
    whole, _ = build([EXAMPLES], tmp_path / "whole")
    whole.close()
    assert trig(tmp_path / "out" / "store") == trig(tmp_path / "whole" / "store")


@pytest.mark.model
def test_a_graph_that_was_built_is_the_one_that_is_opened(tmp_path):
    graph, _ = build([EXAMPLES], tmp_path / "out")
    with graph, Graph.open(tmp_path / "out") as opened:
        assert not any(reading.is_stale(one.reader, reading.reads(Config())) for one in opened.store.readings())
        for name in ("statements", "entities", "documents", "skips"):
            assert tuple(getattr(graph, name)) == tuple(getattr(opened, name)), name


def kept(store: Path) -> bool:
    if not (store / "readings").exists():
        return False
    with sqlite3.connect(store / "readings") as inner:
        return bool(inner.execute("SELECT name FROM sqlite_master").fetchall()) and bool(
            inner.execute("SELECT document FROM reading").fetchall()
        )


@pytest.fixture
def articles(tmp_path):
    """Twice the examples, cut short."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, path in enumerate(sorted(Path(EXAMPLES).glob("*.md")) * 2):
        text = path.read_text(encoding="utf-8")[:700]
        (folder / f"{number:02}.md").write_text(f"{text}\n\nCopy {number}.\n", encoding="utf-8")
    return folder


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="interrupts as Unix does")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_the_same_command_goes_on_where_it_was_interrupted_or_killed(tmp_path, articles, number):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "kg", "build", articles, "--out", out]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    while process.poll() is None and not kept(out / "store"):
        time.sleep(0.01)
    process.send_signal(number)
    _, told = process.communicate(timeout=120)
    if number == signal.SIGINT:
        assert process.returncode == 130 and "finishing the current documents" in told
        assert "were read and are kept" in told
    assert not (out / "graph.html").exists()
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "were read before the stop" in found.stdout
    kg.build([str(articles)], tmp_path / "whole").close()
    assert trig(out / "store") == trig(tmp_path / "whole" / "store")


@pytest.mark.model
def test_status_tells_what_waits_and_what_is_stale(tmp_path, articles, monkeypatch):
    one, *_ = sorted(articles.iterdir())
    build([str(one)], tmp_path / "out")[0].close()
    asked = iter(range(100))
    with pytest.raises(StoppedError):
        build([str(articles)], tmp_path / "out", stop=lambda: next(asked) >= 3)
    run = CliRunner().invoke(app, ["status", str(tmp_path / "out")], env={"COLUMNS": "200"})
    assert "3 more are read and wait for the build that was stopped" in run.stdout and "stale" not in run.stdout
    monkeypatch.setattr(reading, "reads", lambda config: "another")
    run = CliRunner().invoke(app, ["status", str(tmp_path / "out")], env={"COLUMNS": "200"})
    assert "1 are stale: kg build --out" in run.stdout
