"""``kg report``: on the bundled examples it says what their author planted, and bad input gets one line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.graph import Graph
from kg.network.affair import affair_of

EXAMPLES = Path(kg.__file__).parent / "examples"
# kg/examples/README.md: who stands where towards the accord at the end; persons stand for those they speak for
FOR = {"Estonia", "Germany", "Lithuania", "Denmark", "Council of Amber Coast States", "Kestrelix",
       "Harbour Privacy Watch"}  # fmt: skip
AGAINST = {"Latvia", "Open Registers League", "Union of Data and Port Workers", "Vindra Telekom"}
UNDECIDED = {"Finland", "Poland"}


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("report") / "out"
    assert run("build", EXAMPLES, "--out", out).exit_code == 0
    return out


@pytest.fixture(scope="module")
def found(built):
    with Graph.open(built) as graph:
        return affair_of(graph.discourse)


def placed(found):
    """By the side that it takes on the accord, the names in each camp."""
    sides = {}
    for camp in found.camps:
        side = {found.parties[id].label: side for id, side in camp.about}["Baltic Data Accord"]
        sides[side] = {found.parties[member.actor].label for member in camp.members}
    return sides


@pytest.mark.model
def test_the_camps_of_the_examples_are_those_planted(found):
    camps = placed(found)
    assert set(camps) == {1, -1} and len(found.camps) == 2
    assert not camps[1] & (AGAINST | UNDECIDED) and not camps[-1] & (FOR | UNDECIDED), "nobody is in the wrong camp"
    placed_right = (camps[1] & FOR) | (camps[-1] & AGAINST)
    assert len(placed_right) >= 0.75 * len(FOR | AGAINST), "the others are told only once, and not surely enough"
    apart = {found.parties[one.actor].label: one.reason for one in found.apart}
    assert {name: apart[name] for name in UNDECIDED} == dict.fromkeys(UNDECIDED, "hedged")


@pytest.mark.model
def test_the_change_of_mind_of_the_examples_is_the_one_planted(found):
    told = [(found.parties[one.actor].label, one.side, found.parties[one.target].label) for one in found.changes]
    assert told == [("Harbour Privacy Watch", -1, "Baltic Data Accord")]


@pytest.mark.model
def test_the_command_writes_the_page(built, tmp_path):
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    for path in (first, second):
        said = run("report", built, "--out", path, "--title", "The accord <b>")
        assert said.exit_code == 0, said.output
    assert first.read_bytes() == second.read_bytes()
    html = first.read_text(encoding="utf-8")
    assert '<h1 dir="auto">The accord &lt;b&gt;</h1>' in html and "12 documents" in html
    assert '<span class="camp camp-0">A</span>' in html and '<span class="camp camp-1">B</span>' in html
    wrong = run("report", built, "--out", tmp_path / "c.html", "--actors", "party")
    assert wrong.exit_code == 2 and wrong.stderr.splitlines() == [
        "kg: actors 'party': unknown; use organization or state"
    ]


@pytest.mark.model
def test_the_heading_of_the_build_is_on_all_that_is_made_of_it_and_each_in_its_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2025-03-04 a.txt").write_text("Latvia rejects the accord. Estonia backs the accord.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Poland criticized Latvia.", encoding="utf-8")
    assert run("build", "2025-03-04 a.txt", "--out", "first", "--title", "The <harbour> affair").exit_code == 0
    assert run("build", "b.txt", "--out", "first").exit_code == 0
    assert run("build", "2025-03-04 a.txt", "--out", "second").exit_code == 0
    for folder in ("first", "second"):
        assert run("report", folder).exit_code == 0 and run("view", folder).exit_code == 0
    assert not list(tmp_path.glob("*.html"))
    done = run("network", "first", "--plot", "matrix.svg", "--animate", "change.html")
    assert done.exit_code == 0, done.output
    assert "The &lt;harbour&gt; affair: Who is for and against what" in Path("matrix.svg").read_text(encoding="utf-8")
    assert "The &lt;harbour&gt; affair: Sides over time" in Path("change.html").read_text(encoding="utf-8")
    for file in ("report.html", "graph.html"):
        assert "The &lt;harbour&gt; affair" in (tmp_path / "first" / file).read_text(encoding="utf-8")
        assert "Who stands where" in (tmp_path / "second" / file).read_text(encoding="utf-8")
    assert "**The \\<harbour\\> affair**" in (tmp_path / "first" / "report.md").read_text(encoding="utf-8")


def test_a_folder_without_a_graph_is_one_line(tmp_path):
    said = run("report", tmp_path / "none")
    assert said.exit_code == 1 and len(said.stderr.splitlines()) == 1 and "no such folder" in said.stderr
