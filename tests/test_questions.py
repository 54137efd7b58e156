"""Every named question, asked of a small affair by hand: what must be answered, and what must not."""

import pytest
from factories import quick
from hypothesis import given
from hypothesis import strategies as st
from peer import Peer
from quarrel import BRIBE, EVERYBODY, POISON, quarrel, told

from kg.errors import QueryError
from kg.query import questions, run
from kg.query.questions import Question, known
from kg.rdf import encode, encode_entities, terms, validate

FORUM, HOUSE, NET, USA = "Global Cyber Forum", "White House", "Open Net Institute", "United States"
JANE, BOB, ACME, LEAVING = "Jane Doe", "Bob Roe", "Acme Works", "US withdrawal from the Global Cyber Forum"

# question, values, columns, rows that are all there is, a cell that would be wrong
ASKED = [
    ("who-opposes", {"target": FORUM}, "holder date",
     [(JANE, "2025-01-15"), (JANE, "2025-03"), (USA, "2025-01-15"), (HOUSE, "2025-03")], BOB),
    ("who-opposes", {"target": USA}, "holder whom quote", [(BOB, HOUSE, "Bob Roe attacked the White House.")], USA),
    ("who-supports", {"target": FORUM}, "holder date",
     [(JANE, "2025-06-01"), (NET, "2025-01-15"), (HOUSE, "2025-01-15")], USA),
    ("who-supports", {"target": NET}, "holder", [], BOB),
    ("neutral-mentions", {"target": POISON}, "holder date", [(JANE, "2025-02-01"), (JANE, "2025-02-03")], ACME),
    ("stances-of", {"holder": "bob roe"}, "relation target",
     [("asserts", BRIBE), ("criticizes", HOUSE), ("heads", ACME)], FORUM),
    ("hedged-or-negated", {"holder": BOB}, "relation target negated certainty",
     [("opposes", FORUM, False, "possible"), ("supports", NET, True, "certain")], HOUSE),
    ("timeline", {"target": FORUM}, "date holder polarity",
     [("2025-01-15", JANE, -1), ("2025-01-15", NET, 1), ("2025-01-15", USA, -1), ("2025-01-15", HOUSE, 1),
      ("2025-03", JANE, -1), ("2025-03", HOUSE, -1), ("2025-06-01", JANE, 1)], BOB),
    ("changed-mind", {}, "holder target date polarity",
     [(JANE, FORUM, "2025-01-15", -1), (JANE, FORUM, "2025-03", -1), (JANE, FORUM, "2025-06-01", 1),
      (HOUSE, FORUM, "2025-01-15", 1), (HOUSE, FORUM, "2025-03", -1)], NET),
    ("agreements", {"one": NET, "other": HOUSE}, "target one_for one_against other_for other_against",
     [(FORUM, 1, 0, 1, 1)], LEAVING),
    ("agreements", {"one": NET, "other": USA}, "target", [], FORUM),
    ("disagreements", {"one": NET, "other": USA}, "target one_for other_against", [(FORUM, 1, 1)], LEAVING),
    ("allies", {"name": NET}, "who shared", [(JANE, 1), (HOUSE, 1)], USA),
    ("opponents", {"name": NET}, "who opposed", [(JANE, 1), (USA, 1), (HOUSE, 1)], BOB),
    ("opponents-in-common", {"one": FORUM, "other": LEAVING}, "who against_one against_other", [(JANE, 2, 1)], HOUSE),
    ("most-contested", {}, "target for against", [(FORUM, 3, 3)], HOUSE),
    ("coalition", {"target": FORUM}, "camp holder for against first last",
     [("against", JANE, 1, 2, "2025-01-15", "2025-06-01"), ("against", USA, 0, 1, "2025-01-15", "2025-01-15"),
      ("for", NET, 1, 0, "2025-01-15", "2025-01-15"), ("neither", HOUSE, 1, 1, "2025-01-15", "2025-03")], BOB),
    ("by-organization", {"target": HOUSE}, "organization members_for members_against", [(ACME, 0, 1)], NET),
    ("by-organization", {"target": FORUM}, "organization", [], NET),  # its member is one no more
    ("claims-denied", {}, "who claim", [(ACME, POISON)], BRIBE),
    ("contradictions", {"about": ACME}, "claim side holder",
     [(POISON, "asserts", JANE), (POISON, "asserts", JANE), (POISON, "denies", ACME)], BRIBE),
    ("several-outlets", {}, "claim outlets documents", [(POISON, 2, 2)], BRIBE),
    ("told-by", {"target": POISON}, "outlet holder relation",
     [("Alpha Post", JANE, "asserts"), ("Alpha Post", ACME, "denies"), ("Beta News", JANE, "asserts")], BOB),
    ("single-source", {"about": ACME}, "source claim statements", [(BOB, BRIBE, 1), (JANE, POISON, 2)], ACME),
    ("attribution-chains", {"source": JANE}, "first second third target", [(JANE, BOB, None, POISON)], BRIBE),
    ("weak", {"below": "0.7"}, "confidence target", [(0.3, "cooperation"), (0.65, BRIBE)], "Global Cyber Forum"),
    ("statements-about", {"words": "acme w"}, "holder relation target",
     [(JANE, "asserts", POISON), (JANE, "asserts", POISON), (ACME, "denies", POISON), (BOB, "asserts", BRIBE),
      (BOB, "heads", ACME)], FORUM),
    ("known-about", {"name": HOUSE}, "what value",
     [("1 called", HOUSE), ("2 acts for", USA), ("5 opposes", FORUM), ("5 rejects", "the criticism"),
      ("5 supports", FORUM)], NET),
    ("affiliations", {"name": ACME}, "member relation role organization since", [(BOB, "heads", "head", ACME, "2020")],
     JANE),
    ("affiliations", {"name": JANE}, "organization role until ended", [(NET, "director", "2024-12", True)], ACME),
    ("speaks-for", {"name": USA}, "who relation", [(HOUSE, "actsFor")], BOB),
    ("speaks-for", {"name": ACME}, "who relation statements", [(BOB, "heads", 1)], JANE),
    ("joined-names", {}, "name joined_to reason", [("Robert Roe", BOB, "by hand")], JANE),
    ("sources", {}, "source statements", [(JANE, 5), (ACME, 1), (BOB, 1)], HOUSE),
    ("who-quotes-whom", {"name": JANE}, "source holder times", [(BOB, JANE, 1), (JANE, USA, 1)], ACME),
    ("quoted-in", {"source": JANE}, "outlet statements documents",
     [("Example News", 3, 1), ("Alpha Post", 1, 1), ("Beta News", 1, 1)], None),
    ("outlet-sources", {"outlet": "Beta News"}, "source statements", [(BOB, 1), (JANE, 1)], ACME),
    ("documents", {"since": "2025-02", "until": "2025-03"}, "published title statements",
     [("2025-02-01", "River", 3), ("2025-02-03", "Hearsay", 5), ("2025-03", "News of 2025-03", 2)],
     "News of 2025-06-01"),
    ("last-run", {}, "title statements", [("River", 3), ("Hearsay", 5)], "Forum"),
    ("skipped", {}, "reason times documents", [("no-target", 1, 1)], None),
]  # fmt: skip


@pytest.fixture(scope="module")
def store():
    with told() as store:
        yield store


@pytest.fixture(scope="module")
def peer(store, tmp_path_factory):
    return Peer(store, tmp_path_factory.mktemp("peer") / "told.nq")


def cells(table, columns: str) -> list[tuple]:
    places = [table.columns.index(name) for name in columns.split()]
    return sorted((tuple(row[i] for i in places) for row in table.rows), key=str)


def test_the_quarrel_by_hand_keeps_the_shapes():
    for one in quarrel():
        assert validate(terms([*encode(one), *encode_entities(EVERYBODY)])) == []


@pytest.mark.parametrize(("name", "values", "columns", "rows", "wrong"), ASKED)
def test_what_is_asked_is_answered_and_nothing_else(store, name, values, columns, rows, wrong):
    found = cells(run(store, name, **values), columns)
    assert found == sorted(rows, key=str)
    assert wrong is None or all(wrong not in row for row in found)


@pytest.mark.parametrize(("name", "values"), [(name, values) for name, values, *_ in ASKED])
def test_rdflib_answers_the_same(store, peer, name, values):
    ours, theirs = run(store, name, **values), run(peer, name, **values)
    assert ours.columns == theirs.columns
    assert sorted(ours.rows, key=str) == sorted(theirs.rows, key=str)


def test_every_question_is_asked_and_at_least_once_answered():
    assert {name for name, _, _, rows, _ in ASKED if rows} == set(questions())
    assert len(questions()) >= 25


@pytest.mark.parametrize("name", questions())
def test_a_parameter_is_spelt_with_a_dollar_sign_and_projected(name):
    question = questions()[name]
    body = "\n".join(line for line in question.sparql.splitlines() if not line.startswith("#"))
    projection = body[body.index("SELECT") : body.index("WHERE")]
    for parameter in question.parameters:
        assert f"${parameter.name}" in projection.split() and f"?{parameter.name} " not in body
    assert body.count("$") == sum(body.count(f"${parameter.name}") for parameter in question.parameters)


hostile = st.sampled_from(('"} DROP ALL #', "$target", "?x", "<a:b>", "\\", "'''", "\n}", "\x00", "Jane\u202eDoe"))


@quick
@given(value=hostile | st.text(st.characters(exclude_categories=("Cs",)), max_size=12))
@pytest.mark.parametrize("name", [name for name, question in questions().items() if question.parameters])
def test_a_hostile_value_finds_nothing_and_breaks_nothing(store, name, value):
    known_names = {label.casefold() for (label,) in run(store, "names").rows}
    if len(value.strip()) < 3 or value.casefold() in known_names:
        return
    try:
        rows = run(store, name, **{parameter.name: value for parameter in questions()[name].parameters}).rows
    except QueryError as error:
        assert "\n" not in str(error)
    else:
        assert not rows or value.replace(".", "").isdigit()


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("weak", {"below": "nan"}, "must be a number"),
        ("weak", {"below": "1e999999999"}, "must be a number"),
        ("documents", {"since": "2025-13", "until": "2025"}, "since='2025-13': must be a date"),
        ("documents", {"since": "2025", "until": "March"}, "until='March'"),
        ("most-contested", {"name": "x"}, "got name; it needs nothing"),
        ("disagreements", {"name": JANE}, "it needs one"),
    ],
)
def test_a_value_of_the_wrong_sort_is_one_line(store, name, values, said):
    with pytest.raises(QueryError, match=said) as error:
        run(store, name, **values)
    assert "\n" not in str(error.value)


def test_the_only_name_may_be_called_name(store):
    assert run(store, "who-opposes", name=FORUM) == run(store, "who-opposes", target=FORUM)


def test_names_are_matched_in_any_case_and_by_alias(store):
    for called in ("acme works", "ACME", "aCmE wOrKs"):
        assert run(store, "affiliations", name=called).rows == run(store, "affiliations", name=ACME).rows


def test_helpers_are_no_questions_for_people():
    assert known("called") and "called" not in questions()
    assert {question.group for question in questions().values()} == {"stances", "claims", "people", "sources",
                                                                     "documents"}  # fmt: skip


def test_what_a_question_needs_is_said_in_one_short_line():
    question = Question.parse("many", "# Who?\n" + "# name: name  " + "whose allies " * 200 + "\nSELECT * {}")
    with pytest.raises(QueryError) as caught:
        question.bindings({"other": "x"})
    assert len(str(caught.value)) < 500 and "\n" not in str(caught.value)
