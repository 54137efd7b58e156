"""The fuzzer itself, and each kind of fault that it has met."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from damage import PAGE
from factories import affair, flat, reading
from hypothesis import given
from hypothesis import strategies as st
from test_exchange_dna import NEED, TEXT, coded, database
from typer.testing import CliRunner

from kg.cli import app
from kg.documents.encoding import decode
from kg.documents.front_matter import split
from kg.documents.html import html
from kg.documents.mail import mail
from kg.documents.plain import markdown
from kg.errors import KgError, QueryError, SourceError
from kg.exchange import bring_in, load
from kg.model import Unreadable
from kg.outputs import write
from kg.statements import dumps, loads
from tests import fuzz


@pytest.fixture
def watch(tmp_path):
    for name in ("in", *fuzz.Watch.EMPTY):
        (tmp_path / name).mkdir()
    return fuzz.Watch(tmp_path)


def outcome(check, watch):
    path = watch.place + "/in/a.txt"
    return fuzz.tried(check, path, watch)[0]


@pytest.mark.parametrize("name", fuzz.FORMATS)
def test_the_same_seed_gives_the_same_inputs(name):
    if name in ("road", "passages"):
        assert fuzz.made(name, 1, 2) == fuzz.made(name, 1, 2)
        return
    once = [fuzz.made(name, 1, number) for number in range(20)]
    assert once == [fuzz.made(name, 1, number) for number in range(20)]
    assert len(set(once)) > 10 and once != [fuzz.made(name, 2, number) for number in range(20)]
    assert max(len(data) for data, _ in once) <= fuzz.LARGEST


def test_what_goes_wrong_is_seen(watch):
    def crash(path):
        raise IndexError("no")

    def leave(path):
        open(watch.place + "/cwd/left", "w").close()

    assert outcome(lambda path: None, watch) is None
    assert outcome(crash, watch)[0].startswith("IndexError")
    assert outcome(leave, watch) == ("outside", "left cwd/left") and outcome(lambda path: None, watch) is None


def test_what_is_written_elsewhere_or_asked_is_seen(watch, tmp_path_factory):
    with watch:
        watch("open", (str(tmp_path_factory.mktemp("other") / "a"), "w", 577))
        watch("open", ("/etc/hosts", "r", 0))
        watch("os.rename", (watch.place + "/in/a", "/tmp/b"))
        watch("socket.connect", (None, ("203.0.113.1", 80)))
        watch("open", (watch.place + "/out/a", "w", 577))
    assert [seen.split()[0] for seen in watch.seen] == ["open", "os.rename", "socket.connect"]


LINES = dumps(flat([*affair(), reading()]))


@given(st.data())
def test_a_line_that_is_no_statement_is_refused_by_its_number(data):
    record = json.loads(LINES.splitlines()[0])
    broken = data.draw(st.sampled_from(sorted(record)))
    value = data.draw(st.sampled_from([{}, [], "x", 7, True, {"start": 3}, [[]], "\ud800"]))
    lines = LINES + json.dumps(record | {broken: value}) + "\n"
    try:
        once = dumps(loads(lines))
    except SourceError as error:
        assert str(error).startswith(f"line {LINES.count(chr(10)) + 1}: ") and "\n" not in str(error)
    else:
        assert dumps(loads(once)) == once and once.encode()


@pytest.mark.parametrize("line", ["x", "[]", "{}", "7", '{"evidence": 3}', "[" * 5000, '{"a": ' * 5000])
def test_what_is_no_record_is_refused(line):
    with pytest.raises(SourceError, match="line 2: .* is no statement"):
        list(loads(f"\n{line}\n"))


def test_a_value_of_another_type_is_refused():
    for key, value in (("relation", 5), ("confidence", "0.5"), ("negated", "no"), ("polarity", True), ("cues", [])):
        record = json.loads(LINES.splitlines()[0]) | {key: value}
        with pytest.raises(SourceError, match="line 1: .* has no cue, or a text for a number"):
            list(loads(json.dumps(record)))


def test_a_database_with_names_that_are_no_text_is_told_in_one_line(tmp_path):
    path = database(tmp_path / "x.dna", 3, [TEXT], [coded(NEED, "A", "", "x", 1)])
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE DOCUMENTS", b"CREATE TABLE DOCU\x80\xffNTS"))
    (line,) = load(path)
    assert isinstance(line, Unreadable) and "save it again" in line.reason and "\n" not in line.reason


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("asked")
    with fuzz.graph_of([*affair(), reading()]) as graph:
        write(graph, place / "a.trig")
    with bring_in([place / "a.trig"], place / "graph")[0]:
        return place / "graph"


@pytest.mark.parametrize("name", ["store", "query", "self", "folder"])
def test_a_value_may_have_any_name(name, folder):
    found = CliRunner().invoke(app, ["query", "who-opposes", str(folder), f"--{name}", "x"])
    assert found.exit_code == 2 and f"got {name}" in found.stderr
    with pytest.raises(QueryError, match=f"got {name}"):
        fuzz.asked().query("who-opposes", **{name: "x"})


@pytest.mark.parametrize("question", ["who-opposes", "x"])
def test_a_line_that_refuses_is_short_whatever_was_given(question):
    with pytest.raises(KgError) as error:
        fuzz.asked().query(question * (1 if question in "who-opposes" else 900), target="x" * 5000)
    assert len(str(error.value)) < 2000


def test_a_long_run_of_letters_in_an_unknown_code_page_takes_no_time():
    began = time.process_time()
    assert decode(b"\x93" + b"sa" * 100_000 + b"\x94 he said").startswith("“sasa")
    assert time.process_time() - began < 5


def test_a_long_run_of_spaces_in_front_matter_takes_no_time():
    began = time.process_time()
    assert split("---\ntitle: A\na" + " " * 200_000 + "b\n---\nB.")[0] == {"title": "A"}
    assert time.process_time() - began < 5


def test_what_the_parser_of_markdown_raises_is_one_line(monkeypatch):
    def parse(self, source):
        raise RecursionError("deep")

    monkeypatch.setattr("markdown_it.MarkdownIt.parse", parse)
    with pytest.raises(SourceError, match=r"deep: a \.md file must be Markdown"):
        list(markdown(b"A."))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it may first strike a finalizer
def test_a_message_whose_header_is_parsed_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("kg.documents.parsing.MOST_SECONDS", 0.2)
    with pytest.raises(SourceError, match=r"seconds of work: a \.eml file must be one message"):
        list(mail(b"Content-Type: " + b": " * 60_000 + b"\n\nA."))


def test_tags_without_end_in_the_data_of_a_page_take_no_time():
    page = PAGE.replace(b'{"@graph"', b'{"a": "' + b"<" * 60_000 + b'", "@graph"')
    began = time.process_time()
    assert "Estonia rejects the accord" in next(html(page)).text
    assert time.process_time() - began < 3


@pytest.mark.parametrize("label", ["utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("text", ["Latvia agrees.", "“We do,” he said."])
def test_a_label_of_wide_characters_is_not_believed_of_narrow_ones(label, text):
    assert decode(text.encode(), label) == text and decode(text.encode("cp1252"), label) == text
    assert decode(text.encode(label), label) == text


def test_the_model_writes_nothing_and_knows_no_machine(tmp_path):
    weights = Path(fuzz.__file__).parent.parent / "kg" / "language" / "weights" / "statements.onnx"
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    for name in ("home", "tmp"):
        (tmp_path / name).mkdir()
    surroundings |= {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp")}
    code = f"from pathlib import Path; from kg.language.runtime import session; session(Path({str(weights)!r}))"
    subprocess.run([sys.executable, "-c", code], check=True, env=surroundings, cwd=weights.parents[3])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["home", "tmp"]
