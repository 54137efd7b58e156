"""What the program wrote itself is known by what is in it, and never read as an article."""

import csv
import io
from pathlib import Path

import pytest
from factories import affair, reading
from test_exchange_out import graph_of
from test_view_animated import frames
from test_view_changes import changes

import kg
from kg.builder import build
from kg.cells import table
from kg.diff import table as differences
from kg.documents import find, read
from kg.documents.own import is_own
from kg.model import Unreadable
from kg.network import written
from kg.outputs import FORMATS, report_of, write_all
from kg.report import report
from kg.resolve import Correction, corrections
from kg.view.animated import animated
from kg.view.changes import page as changed

BODY = "The minister said on Tuesday that Estonia rejects the accord."
TEMPLATES = [path for room in ("view", "serve") for path in (Path(kg.__file__).parent / room).glob("templates/*.html")]


def outputs() -> dict[str, str]:
    """Everything that a command writes, by a name of its own."""
    graph = graph_of([*affair(), reading()])
    network = graph.network()
    rows = differences(changes())
    made = {name: form(graph, f"a.{name}") for name, form in FORMATS.items()}
    found = {name: content for name, content in made.items() if isinstance(content, str)}
    found |= {name: written(network, f"{name}.csv") for name in ("edges", "nodes", "matrix")}
    found |= {
        "report.md": report_of(graph, [Unreadable("a.pdf", "broken")]),
        "report.html": report(graph),
        "changes": changed(changes(), "a", "b"),
        "animated": animated(frames(), "Tax"),
        "diff": table([rows.columns, *rows.rows]),
        "answer": graph.query("who-supports", target=graph.statements[0].target.label).to_csv(),
        "frame": graph.statements().to_csv(),
        "corrections": corrections.dumps([Correction("same", "a", "b")]),
    }
    return found


@pytest.fixture(scope="module")
def own() -> dict[str, str]:
    return outputs()


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".csv", ".jsonl", ".eml"])
def test_outputs_are_passed_over_whatever_they_are_called(own, tmp_path, ending):
    for name, content in own.items():
        (tmp_path / f"{name}{ending}").write_text(content, encoding="utf-8")
    (tmp_path / "article.txt").write_text(BODY, encoding="utf-8")
    for given in (tmp_path, tmp_path / "*"):
        assert [source.name for source in find([str(given)])] == ["article.txt"]


def test_an_output_that_is_named_is_refused_in_one_line(own, tmp_path):
    for name in own:
        (tmp_path / f"{name}.md").write_text(own[name], encoding="utf-8")
        (told,) = read([str(tmp_path / f"{name}.md")])
        assert isinstance(told, Unreadable) and "an output of this program" in told.reason, name
    (told,) = read(["-"], stdin=io.BytesIO(own["html"].encode()))
    assert "an output of this program" in told.reason


def test_a_table_saved_by_a_spreadsheet_is_known(own):
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(csv.reader(io.StringIO(own["csv"])))
    assert is_own(("\ufeff" + out.getvalue()).encode("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_every_page_says_what_made_it(path):
    source = path.read_text(encoding="utf-8")
    assert ("<!doctype html>" in source) == ('<meta name="generator" content="stancegraph">' in source)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"holder,relation,target,text\nA,b,C,{BODY}\n"),
        ("a.csv", f"title,text,link\nA,{BODY},https://w3id.org/stancegraph/id/x\n"),
        ("a.jsonl", '{"id": "a", "kind": "news", "text": "The holder of a relation has a target."}'),
        ("a.txt", f"{BODY}\n<https://w3id.org/stancegraph/ns#> is cited, with holder, relation, target.\n"),
        ("a.md", "# What was read\n\nThe report by stancegraph was read out.\n\n<!-- stancegraph -->"),
        ("a.html", f'<html><head><meta name="generator" content="Press 5"></head><body><p>{BODY}</p></body></html>'),
    ],
)
def test_articles_that_look_a_little_like_it_are_articles(tmp_path, name, content):
    (tmp_path / name).write_text(content, encoding="utf-8")
    (document,) = read([str(tmp_path)])
    assert document.text


def test_a_pipe_among_the_files_is_not_waited_for(tmp_path):
    import os

    os.mkfifo(tmp_path / "a.txt")
    (told,) = read([str(tmp_path)])
    assert "not a regular file" in told.reason


@pytest.mark.model
def test_the_folder_of_a_build_may_lie_among_its_sources(tmp_path):
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    graphs = []
    for _ in range(3):
        graph, outcome = build([str(tmp_path)], tmp_path / "graph")
        with graph:
            write_all(graph, tmp_path / "graph", outcome.remarks)
            (tmp_path / "report.html").write_text(report(graph), encoding="utf-8")
            graphs.append((graph.store.trig(), len(graph.documents)))
        assert not outcome.remarks
    assert graphs[1] == graphs[2] and graphs[0][1] == graphs[1][1] == 1 and outcome.unchanged == 1
