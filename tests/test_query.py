"""Named questions and SPARQL, asked of a store with a known answer."""

import csv
import io
import json
from pathlib import Path

import pytest
from factories import ENTITIES, FORUM, HOUSE, JANE, affair, flat, quick, reading
from hypothesis import given
from hypothesis import strategies as st

from kg.cells import text
from kg.errors import QueryError
from kg.query import Question, Table, questions, run, ties
from kg.query.questions import known
from kg.store import Store


@pytest.fixture(scope="module")
def store():
    with Store.open() as store:
        store.fill([*affair(), reading()], ENTITIES)
        yield store


def column(table: Table, name: str) -> list:
    return [row[table.columns.index(name)] for row in table.rows]


HELPERS = ("called", "called-in-any-case", "names", "sentence", "signed", "ties", "uses")


@pytest.mark.parametrize("name", questions())
def test_every_question_asks_in_english_on_its_first_line(name):
    question = questions()[name]
    assert "?" in question.asks and question.sparql.startswith(f"# {question.asks}\n") and question.group


@pytest.mark.parametrize("name", [*questions(), *HELPERS])
def test_every_question_declares_the_prefixes_it_uses(name):
    import pyoxigraph as ox

    question = known(name)
    projection = {ox.Variable(parameter.name): ox.Literal("x") for parameter in question.parameters}
    list(ox.Store().query(question.sparql, substitutions=projection))


def test_questions_come_sorted():
    assert list(questions()) == sorted(questions())


def test_a_state_is_asked_together_with_who_acts_for_it_and_by_other_names(store):
    found = run(store, "stances-of", name="america")
    assert set(column(found, "who")) == {"United States", "White House"}
    assert found == run(store, "stances-of", name="Us")


def test_hedged_and_negated_statements_are_no_stances(store):
    assert "cooperation" not in column(run(store, "stances-of", name="United States"), "target")


def test_weak_takes_numbers_only(store):
    assert column(run(store, "weak", below=0.5), "confidence") == [0.3]
    with pytest.raises(QueryError, match="must be a number"):
        run(store, "weak", below="half")


def test_statements_about_reads_participants_too(store):
    found = run(store, "statements-about", words="united states")
    assert "US withdrawal from the Global Cyber Forum" in column(found, "target")


def test_an_event_is_found_where_it_is_only_written_in_a_document(store):
    table = run(store, "who-opposes", name="US withdrawal from the Global Cyber Forum")
    assert column(table, "holder") == ["Jane Doe"]


@quick
@given(name=st.text(st.characters(exclude_categories=("Cs",)), max_size=20))
def test_no_value_breaks_out_of_its_query(store, name):
    known = {n.casefold() for e in ENTITIES for n in (e.label, *e.aliases)}
    assert name.casefold() in known or not run(store, "called", name=name).rows


# --- naming a query ---


def test_sparql_text_and_files_are_queries_too(store, tmp_path):
    text = "# Which states?\n# below: text  nothing\nSELECT ?label ?below { ?s a :State ; skos:prefLabel ?label }"
    path = tmp_path / "mine.rq"
    path.write_text(text, encoding="utf-8")
    for query in (path, str(path), text):
        assert run(store, query, below="x").rows == (("United States",),)
    assert run(store, "ASK { ?s a :State }").rows == ((True,),)


@pytest.mark.parametrize(
    ("query", "values", "said"),
    [
        ("who-oposes", {}, "did you mean who-opposes"),
        ("nonsense!", {}, "who-supports"),
        ("who-opposes", {}, "it needs target"),
        ("who-opposes", {"target": "x", "nam": "y"}, "got nam, target"),
        ("stances-of", {"name": "Jan Doe"}, "did you mean Jane Doe"),
        ("stances-of", {"name": "zzz"}, "ask statements-about"),
        (Path("no/such.rq"), {}, "cannot be read"),
        ("SELECT {", {}, "1:9"),
    ],
)
def test_a_query_that_cannot_be_asked_is_one_line(store, query, values, said):
    with pytest.raises(QueryError, match=said) as error:
        run(store, query, **values)
    assert "\n" not in str(error.value)


def test_a_heading_is_read():
    question = Question.parse("x", "# Who?\n# name: text  a name\n# no parameter\nSELECT ?name {}")
    assert (question.asks, [p.name for p in question.parameters]) == ("Who?", ["name"])
    assert Question.parse("x", "").parameters == ()


# --- tables ---

cells = st.none() | st.integers() | st.booleans() | st.text(st.characters(exclude_categories=("Cs", "Cc")))


@quick
@given(st.lists(st.tuples(cells, cells)))
def test_tables_keep_their_cells_in_every_form(rows):
    table = Table(("a", "b"), tuple(rows))
    assert [tuple(record.values()) for record in json.loads(table.to_json())] == rows
    read = list(csv.reader(io.StringIO(table.to_csv())))
    assert read == [["a", "b"]] + [[text(cell) for cell in row] for row in rows]


def test_a_table_as_a_frame(store):
    frame = run(store, "most-contested").to_frame()
    assert frame.to_dict("records") == [{"target": "Global Cyber Forum", "for": 3, "against": 3}]


# --- ties ---


def test_ties_keep_relation_and_polarity_apart(store):
    found = ties(store)
    between = {(t.relation, t.polarity): t.weight for t in found if (t.source, t.target) == (JANE.id, FORUM.id)}
    assert between == {("opposes", -1): 2, ("supports", 1): 1}
    assert found == sorted(found, key=lambda t: (t.source, t.target, t.relation, t.polarity))


def test_ties_lead_to_all_asserted_statements_with_a_holder(store):
    keys = sorted(key for tie in ties(store) for key in tie.statements)
    assert keys == sorted(s.key for s in flat([*affair(), reading()]) if s.holder and s.asserted)
    assert all(tie.weight == len(tie.statements) for tie in ties(store))
    assert HOUSE.id in {tie.source for tie in ties(store)}


@quick
@given(st.lists(st.lists(st.text(st.sampled_from('a,"\r\n;= ')), min_size=2, max_size=2), min_size=1))
def test_csv_gives_back_every_line_end_that_a_cell_holds(rows):
    found = Table(("a", "b"), tuple(map(tuple, rows))).to_csv()
    assert list(csv.reader(io.StringIO(found, newline=""), strict=True)) == [["a", "b"], *rows]
