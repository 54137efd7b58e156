"""`kg entities`: what is listed, what is decided, and that every build follows it until it is taken back."""

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.graph import Graph
from kg.store import Store

pytestmark = pytest.mark.model
ARTICLES = {
    "a": "Marco Rubio criticized Germany on Monday. Ana Rubio praised Germany.",
    "b": "Rubio criticized France on Monday.",
    "c": "Volodymyr Zelenskyy criticized France. Sergei Lavrov criticized Germany.",
    "d": "Vladimir Selenskyj praised Germany. Sergey Lavrov praised [bold]France[/bold].",
}


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})


def built(out, *sources):
    found = run("build", *sources, "--out", out)
    assert found.exit_code == 0, found.output


@pytest.fixture
def affair(tmp_path):
    (tmp_path / "articles").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    built(tmp_path / "affair", tmp_path / "articles")
    return tmp_path / "affair"


def names(out):
    with Graph.open(out) as graph:
        return {e.label for e in graph.entities if e.kind == "Person"}


def bytes_of(out):
    return {p.name: p.read_bytes() for p in out.iterdir() if p.is_file() and p.name != "corrections.csv"}


def test_duplicates_are_listed_with_reason_number_and_sentence(affair):
    found = run("entities", affair)
    assert found.exit_code == 0, found.output
    assert "3 likely duplicates" in found.stdout
    for said in ("the surname fits", "the surname's sound is the same", "Vladimir Selenskyj praised Germany."):
        assert said in found.stdout
    assert run("entities", affair, "--most", 1).stdout.count("│ the ") == 1


def test_all_entities_and_what_was_joined_are_listed(affair):
    found = run("entities", affair, "--all").stdout
    assert "Ana Rubio" in found and "state/deu" in found
    found = run("entities", affair, "--joined").stdout
    assert "spelling" in found and "person/serge" in found


def test_a_decision_is_followed_by_every_build_until_it_is_taken_back(affair, tmp_path):
    before, people = bytes_of(affair), names(affair)
    assert {"Rubio", "Volodymyr Zelenskyy", "Vladimir Selenskyj"} <= people and len(people) == 6
    assert run("entities", affair, "--same", "volodymyr zelenskyy", "vladimir selenskyj").exit_code == 0
    assert run("entities", affair, "--same", "Rubio", "Ana Rubio").exit_code == 0
    assert bytes_of(affair) == before
    assert "1 likely duplicates; 2 decisions noted" in run("entities", affair).stdout
    for sources in ((tmp_path / "articles",), (), (tmp_path / "articles",)):
        built(affair, *sources)
        assert names(affair) == people - {"Rubio", "Vladimir Selenskyj"}
    assert run("entities", affair, "--forget", "volodymyr zelenskyy", "Vladimir Selenskyj").exit_code == 0
    assert run("entities", affair, "--forget", "Ana Rubio", "Rubio").exit_code == 0
    built(affair)
    assert names(affair) == people and bytes_of(affair) == before


def test_an_automatic_merge_is_undone_by_a_decision(affair):
    assert {"Sergei Lavrov", "Sergey Lavrov"} - names(affair) != set()
    assert run("entities", affair, "--different", "Sergei Lavrov", "Sergey Lavrov").exit_code == 0
    built(affair)
    assert {"Sergei Lavrov", "Sergey Lavrov"} <= names(affair)
    assert "Lavrov" not in run("entities", affair).stdout
    with Store.read(affair / "store") as store:
        assert store.query("SELECT ?what { ?x a :Correction ; :action ?what }")[1] == (("different",),)
        assert store.violations() == []


def test_the_file_may_be_edited(affair):
    (affair / "corrections.csv").write_text("same,Rubio,Marco Rubio\n", encoding="utf-8")
    built(affair)
    assert "Rubio" not in names(affair)
    (affair / "corrections.csv").write_text("same,Rubio\n", encoding="utf-8")
    before = bytes_of(affair)
    found = run("build", "--out", affair)
    assert found.exit_code == 2 and "corrections.csv, line 1" in found.stderr
    assert bytes_of(affair) == before
    (affair / "corrections.csv").unlink()
    built(affair)
    assert "Rubio" in names(affair)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--same", "Rubbio", "Ana Rubio"), "'Rubbio': nobody and nothing is called so; did you mean"),
        (("--same", "Ana Rubio", "ana rubio"), "are one in the documents themselves"),
        (("--different", "Berlin", "Ana Rubio"), "nobody and nothing is called so"),
        (("--forget", "Rubio", "Ana Rubio"), "nothing is noted of the two"),
        (("--all", "--joined"), "more than one; give one at a time"),
    ],
)
def test_bad_decisions_are_one_line_and_change_nothing(affair, arguments, says):
    found = run("entities", affair, *arguments)
    assert found.exit_code == 2 and says in found.stderr and len(found.stderr.strip().splitlines()) == 1
    assert not (affair / "corrections.csv").exists()


def test_a_decision_is_noted_beside_a_store_only(affair):
    found = run("entities", affair / "store", "--same", "Rubio", "Ana Rubio")
    assert found.exit_code == 2 and "name a build's folder" in found.stderr
    assert not list(affair.rglob("corrections.csv"))


def test_a_decision_that_contradicts_others_is_refused_and_the_last_word_on_two_counts(affair):
    run("entities", affair, "--same", "Rubio", "Ana Rubio")
    run("entities", affair, "--different", "Ana Rubio", "Marco Rubio")
    found = run("entities", affair, "--same", "Marco Rubio", "Rubio")
    assert found.exit_code == 2 and "other lines make the two one" in found.stderr
    assert run("entities", affair, "--different", "Ana Rubio", "Rubio").exit_code == 0
    assert run("entities", affair, "--same", "Marco Rubio", "Rubio").exit_code == 0
    built(affair)
    assert {"Ana Rubio", "Marco Rubio"} <= names(affair) and "Rubio" not in names(affair)


def test_documents_read_again_from_the_store_are_the_same(affair, tmp_path):
    before = bytes_of(affair)
    built(affair)
    assert bytes_of(affair) == before
    found = run("build", "--out", tmp_path / "new")
    assert found.exit_code == 1 and "at least one is needed" in found.stderr
