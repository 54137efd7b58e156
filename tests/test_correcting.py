"""What a person decides: followed at once or by a build, the same either way, and taken back without a trace."""

import csv
import json
import shutil
from dataclasses import replace

import endpoints
import pytest
from factories import ENTITIES, FORUM, HOUSE, JANE, NET, affair, document, party, quick, reading, statement
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import kg
from kg.builder import keep, started
from kg.cli import app
from kg.errors import CorrectionError
from kg.graph import Graph
from kg.ids import entity_id
from kg.lexicon import load
from kg.model import Entity, Kind, Reading
from kg.resolve import precision, resolve
from kg.resolve.corrections import KINDS, decided, dumps, loads, made
from kg.resolve.verdicts import flipped
from kg.store import Store, add, coding, lookup, writer

OLD = Entity(entity_id(Kind.PERSON, "Doe"), "Doe", Kind.PERSON)
ANA = Entity(entity_id(Kind.PERSON, "Ana Doe"), "Ana Doe", Kind.PERSON, ("Annie",))


def supporter(who: Entity, number: int) -> Reading:
    it = document(f"{who.label} supports the {FORUM.label}. It was day {number}.", published=None)
    one = statement(it, party(it, who, who.label), "supports", party(it, FORUM, FORUM.label), "supports", polarity=1)
    return Reading(it, tuple(sorted((who, FORUM), key=lambda e: e.id)), (one,), ())


CODED = [*affair(), reading(), supporter(OLD, 1), supporter(ANA, 2), supporter(ANA, 3)]
STATEMENTS = [s for one in CODED for s in one.statements]
NAMES = [e.id for e in (*ENTITIES, OLD, ANA)] + ["Jane Doe", "doe", "Ana Doe", "Global Cyber Forum"]

PERSONS, BODIES = (JANE.id, OLD.id, ANA.id, "jane doe", "Doe"), (NET.id, FORUM.id, HOUSE.id, "Global cyber forum")


def two(correction):
    return correction[1].lower() != correction[2].lower()


people = st.sampled_from(NAMES)
labels = st.sampled_from(("Jane D.", "Doe", "=cmd()", "<b>x</b>", '" } ; DROP ALL #', "../../etc", "Ångström", "%41"))
corrections = st.one_of(
    st.tuples(st.sampled_from(("same", "different")), *[st.sampled_from(PERSONS)] * 2).filter(two),
    st.tuples(st.sampled_from(("same", "different")), *[st.sampled_from(BODIES)] * 2).filter(two),
    st.tuples(st.just("rename"), people, labels),
    st.tuples(st.just("retype"), people, st.sampled_from(KINDS)),
    st.tuples(st.sampled_from(("right", "reject", "flip")), st.sampled_from([s.key for s in STATEMENTS])),
).map(lambda cells: made(*cells))


@st.composite
def decisions(draw):
    noted = ()
    for one in draw(st.lists(corrections, max_size=5)):
        try:
            noted = decided(noted, one)
        except ValueError:
            continue
    return noted


def built(found, noted=()) -> Store:
    """What a build from nothing makes."""
    store = Store.open()
    resolved, entities, merges = resolve(found, noted)
    coded = coding.changed({one.document.id: one for one in found}, resolved)
    store.fill(resolved, entities, merges, noted, coded)
    return store


@quick
@given(decisions())
def test_deciding_on_a_store_is_building_it_with_the_decision(noted):
    store = built(CODED)
    before = store.trig()
    add(store, [], noted)
    assert store.trig() == built(CODED, noted).trig()
    assert lookup.corrections(store) == tuple(sorted(noted))
    add(store, [], noted)
    assert store.trig() == built(CODED, noted).trig()
    add(store, [], ())
    assert store.trig() == before
    kept = "SELECT ?it ?was { ?it :asGiven ?was } ORDER BY ?it"
    assert store.query(kept) == built(CODED).query(kept)


@quick
@given(decisions(), decisions())
def test_any_decisions_may_follow_any_others(first, then):
    store = built(CODED, first)
    add(store, [], then)
    assert store.trig() == built(CODED, then).trig()


@quick
@given(decisions(), st.integers(0, len(CODED) - 1))
def test_what_is_added_later_is_corrected_too(noted, n):
    late, rest = CODED[n], CODED[:n] + CODED[n + 1 :]
    store = built(rest, noted)
    add(store, [late])
    assert lookup.corrections(store) == tuple(sorted(noted))
    rejected = {c.one for c in noted if c.action == "reject"}
    there = {s.key: s for s in store.statements()}
    assert not rejected & {f"stance/{key}" for key in there}
    for one in noted:
        if one.action == "flip" and one.one.removeprefix("stance/") in there:
            read = next(s for s in STATEMENTS if f"stance/{s.key}" == one.one)
            assert there[read.key].polarity == -read.polarity


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_corrected_keeps_the_shapes(kind):
    one = reading()
    noted = [made("flip", s.key) for s in one.statements if s.relation != "rejects"]
    noted += [made("retype", JANE.id, kind), made("retype", NET.id, kind), made("rename", NET.id, "=<b>ONI</b>")]
    noted += [made("reject", s.key) for s in one.statements if s.relation == "rejects"]
    with built([one]) as store:
        add(store, [], noted)
        assert store.violations() == []


@quick
@given(decisions())
def test_decisions_survive_their_file_and_no_cell_is_a_formula(noted):
    text = dumps(noted)
    assert loads(text) == noted and loads(text.replace("\n", "\r\n")) == noted
    assert not [cell for row in csv.reader(text.splitlines()) for cell in row if cell[:1] in tuple("=+-@")]


def test_a_rejected_statement_leaves_with_all_that_is_about_it():
    one = reading()
    opposes = next(s for s in one.statements if s.relation == "opposes" and s.holder.id == JANE.id)
    rejects = next(s for s in one.statements if s.relation == "rejects")
    assert rejects.target.id == f"stance/{opposes.key}"
    store = built([one])
    told = add(store, [], [made("reject", opposes.key)])
    assert {json.loads(was)["id"] for was in told.vanished} == {opposes.key, rejects.key}
    (now,) = store.readings()
    assert {("rejected", opposes.evidence), ("about-rejected", rejects.evidence)} <= {
        (skip.reason, skip.span) for skip in now.skips
    }
    assert {s.key for s in one.statements} - {s.key for s in now.statements} == {opposes.key, rejects.key}


@pytest.mark.parametrize("name", sorted(n for n, r in load().relations.items() if r.polarity))
def test_the_sign_of_any_relation_can_be_turned(name):
    relation, one = load().relation(name), affair()[2].statements[0]
    one = replace(one, relation=name, kind=relation.kind, polarity=relation.polarity)
    turned = flipped(one, load())
    assert turned.polarity == -one.polarity == load().relation(turned.relation).polarity
    assert (turned.key, turned.read_as, turned.rule) == (one.key, name, "verb/test/flipped")
    assert flipped(turned, load()) == turned


def test_opposites_are_of_each_other():
    pairs = {name: r.opposite for name, r in load().relations.items() if r.opposite}
    assert pairs and all(pairs[pairs[name]] == name for name in pairs)


def test_only_the_documents_concerned_are_written():
    store = built(CODED)
    one = supporter(ANA, 2)
    assert [r.document.id for r in add(store, [], [made("reject", one.statements[0].key)]).readings] == [
        one.document.id
    ]
    told = add(store, [], [made("rename", OLD.id, "John Doe")])
    assert {r.document.id for r in told.readings} == {one.document.id, supporter(OLD, 1).document.id}
    assert add(store, [], [made("rename", OLD.id, "John Doe", "why", "me")]).readings == ()
    assert lookup.corrections(store)[0].who == "me"


def test_a_name_is_not_taken_for_an_address_or_an_escape():
    noted = (made("rename", "A%20B", "%41"), made("same", "https://w3id.org/stancegraph/id/person/x", "Ana"))
    store = built(CODED, noted)
    assert lookup.corrections(store) == tuple(sorted(noted))


def test_precision_is_that_of_the_statements_looked_at():
    keys = [s.key for s in STATEMENTS]
    assert str(precision(())) == "No statement was looked at yet."
    seen = precision([made("right", k) for k in keys[:7]] + [made("flip", keys[7])] + [made("rename", "a", "b")])
    assert (seen.right, seen.rejected, seen.flipped, seen.looked_at) == (7, 0, 1, 8)
    assert [round(100 * end, 1) for end in seen.interval()] == [52.9, 97.8]  # Wilson's, by R's binom.confint
    assert str(seen).startswith("Precision seen so far: 87.5 %, 7 right of 8 looked at (0 rejected, 1 flipped; 95 %")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("retype,Doe,Persn", "line 1: unknown kind 'Persn'; use Person, Organization"),
        ("rename,Doe", "line 1: rename 'Doe' ''; expected an entity and its new name"),
        ("reject,abc", "line 1: 'abc': no statement; expected a key of 20 letters"),
        ("right,{0}\nreject,stance/{0}", "line 2: contradicts line 1"),
        ("rename,Doe,A\nrename,doe,B", "line 2: contradicts line 1"),
        ("retype,Doe,person\nretype,Doe,place", "line 2: contradicts line 1"),
        ("id,verdict\n{0},perhaps", "line 2: unknown verdict 'perhaps'; use right, wrong or flip"),
        ("rename,Doe,a\x00b", "line 1: 'a\\x00b': holds a control character"),
    ],
)
def test_a_malformed_or_contradicting_line_is_told(text, says):
    with pytest.raises(CorrectionError) as error:
        loads(text.format(STATEMENTS[0].key))
    assert says in str(error.value) and "\n" not in str(error.value)


def test_a_table_of_statements_with_verdicts_is_read_from_any_spreadsheet():
    one, two, three = (s.key for s in STATEMENTS[:3])
    for mark in ",;\t":
        rows = [
            ("date", "id", "verdict", "why"),
            ("x", one, "Right", ""),
            ("y", two, "", ""),
            ("z", three, "wrong", "why"),
        ]
        text = "\n".join(mark.join(row) for row in rows)
        assert loads(text) == (made("right", one), made("reject", three, "", "why"))
    assert loads(f"reject,https://w3id.org/stancegraph/id/stance/{one}") == loads(f"reject,{one}")


# --- a folder, a store alone, a file: with the model ---


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})


def done(*arguments) -> str:
    found = run(*arguments)
    assert found.exit_code == 0, found.output
    return found.stdout


TEXTS = {
    "a": "Marco Rubio criticized Germany on Monday. Ana Rubio praised Germany.",
    "b": "Rubio criticized France on Monday.",
    "c": "Volodymyr Zelenskyy criticized France. Sergei Lavrov criticized Germany. He met Ana Rubio.",
}


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folder = tmp_path_factory.mktemp("correct")
    (folder / "articles").mkdir()
    for name, text in TEXTS.items():
        (folder / "articles" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    done("build", folder / "articles", "--out", folder / "affair")
    return folder


@pytest.fixture
def affair_(example, tmp_path):
    shutil.copytree(example / "affair", tmp_path / "affair")
    return tmp_path / "affair"


def bytes_of(out):
    found = {p.name: p.read_bytes() for p in out.iterdir() if p.is_file() and p.suffix != ".csv" and p.name[0] != "."}
    with Store.read(out / "store") as store:
        return found | {"store": store.trig()}


def key_of(out, quote):
    with Graph.open(out) as graph:
        return next(s.key for s in graph.statements if s.evidence.text.startswith(quote) and s.polarity)


DECISIONS = [
    ("same", "Rubio", "Ana Rubio"),
    ("different", "Rubio", "Ana Rubio"),
    ("rename", "Rubio", "<b>Rubio</b>"),
    ("retype", "Volodymyr Zelenskyy", "group"),
    ("reject", "Marco Rubio"),
    ("flip", "Rubio criticized"),
    ("right", "Sergei"),
]


@pytest.mark.model
@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision[0])
def test_deciding_on_a_folder_is_building_it_so_and_forgetting_leaves_no_trace(affair_, example, decision, tmp_path):
    before = bytes_of(affair_)
    action, subject, *value = decision
    if action in ("reject", "flip", "right"):
        subject = key_of(affair_, subject)[:8]
    assert "1 decision stands" in done("correct", affair_, action, subject, *value, "--why", "so", "--who", "mk")
    after, table = bytes_of(affair_), (affair_ / "corrections.csv").read_text(encoding="utf-8")
    assert after != before and ",so,mk\n" in table
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "corrections.csv").write_text(table, encoding="utf-8")
    done("build", example / "articles", "--out", tmp_path / "new")
    assert bytes_of(tmp_path / "new") == after
    done("build", example / "articles", "--out", affair_)
    assert bytes_of(affair_) == after
    with Store.read(affair_ / "store") as store:
        assert store.violations() == []
    if action == "flip":
        (affair_ / "corrections.csv").unlink()
        done("build", example / "articles", "--out", affair_)
    else:
        done("correct", affair_, action, subject, *value, "--forget")
    assert bytes_of(affair_) == before


@pytest.mark.model
def test_a_store_alone_keeps_its_decisions_itself(affair_, tmp_path):
    shutil.copytree(affair_ / "store", tmp_path / "alone")
    with Store.read(tmp_path / "alone") as store:
        before = store.trig()
    key = key_of(tmp_path / "alone", "Rubio")
    kg.correct(tmp_path / "alone", "reject", key, why="irony", who="mk")
    kg.correct(tmp_path / "alone", "rename", "Ana Rubio", "Ana Maria Rubio")
    with Store.read(tmp_path / "alone") as store:
        assert [c.action for c in lookup.corrections(store)] == ["reject", "rename"]
        assert key not in {s.key for s in store.statements()}
        runs = store.query("SELECT ?was { ?run :vanished ?was }")[1]
        assert any(json.loads(was)["id"] == key for (was,) in runs)
    assert "1 right" not in done("correct", tmp_path / "alone")
    kg.forget(tmp_path / "alone", "rename", "Ana Maria Rubio")
    kg.forget(tmp_path / "alone", "reject", key)
    with Store.read(tmp_path / "alone") as store:
        assert store.trig() == before
    assert {file.name for file in tmp_path.iterdir()} == {"affair", "alone", ".alone.lock"}


@pytest.mark.model
def test_a_graph_is_checked_in_a_spreadsheet(affair_, tmp_path):
    rows = list(csv.reader((affair_ / "statements.csv").read_text(encoding="utf-8").splitlines()))
    checked = tmp_path / "checked.csv"
    verdicts = ["right", "wrong", "right", ""]
    with checked.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [*row, verdict] for row, verdict in zip(rows, ["verdict", *verdicts, *[""] * len(rows)], strict=False)
        )
    done("correct", affair_, "--from", checked, "--who", "mk")
    said = "Precision seen so far: 66.7 %, 2 right of 3 looked at (1 rejected, 0 flipped"
    assert said in done("correct", affair_) and said in done("stats", affair_)
    assert said in (affair_ / "report.md").read_text(encoding="utf-8")
    assert len((affair_ / "statements.csv").read_text(encoding="utf-8").splitlines()) == len(rows) - 1
    before = bytes_of(affair_), (affair_ / "corrections.csv").read_bytes()
    done("correct", affair_, "--from", checked)
    assert (bytes_of(affair_), (affair_ / "corrections.csv").read_bytes()) == before
    checked.write_text(f"id,verdict\n{rows[4][rows[0].index('id')]},right\n{'a' * 20},wrong\n", encoding="utf-8")
    found = run("correct", affair_, "--from", checked)
    assert found.exit_code == 2 and "checked.csv, line 3: 'stance/aaaa" in found.stderr
    assert (bytes_of(affair_), (affair_ / "corrections.csv").read_bytes()) == before


@pytest.mark.model
def test_what_could_not_be_read_stays_in_the_report(tmp_path):
    (tmp_path / "a.txt").write_text(TEXTS["a"], encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    run("build", tmp_path / "a.txt", tmp_path / "b.pdf", "--out", tmp_path / "out")
    before = bytes_of(tmp_path / "out")
    assert b"b.pdf" in before["report.md"]
    done("correct", tmp_path / "out", "rename", "Ana Rubio", "../../etc/passwd")
    assert b"b.pdf" in bytes_of(tmp_path / "out")["report.md"]
    done("correct", tmp_path / "out", "rename", "Ana Rubio", "--forget")
    assert bytes_of(tmp_path / "out") == before


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("reject", "zzzzzz"), "'zzzzzz': no statement has that key"),
        (("reject", "ab"), "expected its key, or 6 letters or more"),
        (("reject", '"> } DROP ALL'), "no statement; expected its key"),
        (("flip", "affiliated"), "takes no side, so there is no sign to turn"),
        (("rename", "Nobody", "X"), "'Nobody': nobody and nothing is called so"),
        (("rename", "Rubio"), "expected an entity and its new name"),
        (("retype", "Rubio", "robot"), "unknown kind 'robot'; use Person,"),
        (("retype", "Germany", "group"), "is a state by its code"),
        (("shout", "Rubio"), "unknown correction 'shout'; use same, different"),
        (("reject", "--forget"), "give an action with its subject"),
        (("rename", "Rubio", "--forget"), "'Rubio': no such decision"),
        (("--from", "nowhere.csv"), "nowhere.csv: cannot be read"),
    ],
)
def test_bad_decisions_are_one_line_and_change_nothing(affair_, arguments, says):
    if arguments[1] == "affiliated":
        with Graph.open(affair_) as graph:
            arguments = ("flip", next(s.key for s in graph.statements if not s.polarity))
    before = bytes_of(affair_)
    found = run("correct", affair_, *arguments)
    assert found.exit_code == 2 and says in found.stderr, found.output
    assert len(found.stderr.strip().splitlines()) == 1
    assert bytes_of(affair_) == before and not (affair_ / "corrections.csv").exists()


@pytest.mark.model
def test_who_writes_first_and_where_it_may_be_written(affair_):
    found = run("correct", affair_ / "store", "rename", "Rubio", "X")
    assert found.exit_code == 2 and "corrections.csv beside it; name" in found.stderr
    with writer(affair_ / "store"):
        found = run("correct", affair_, "rename", "Rubio", "X")
    assert found.exit_code == 1 and "in use" in found.stderr
    assert not (affair_ / "corrections.csv").exists()
    assert run("correct", affair_.parent / "nothing").exit_code == 1


@pytest.mark.model
def test_a_decision_that_cannot_be_noted_is_not_followed(affair_):
    with Store.read(affair_ / "store") as store:
        before = store.trig()
    (affair_ / "corrections.csv").mkdir()
    assert run("correct", affair_, "rename", "Rubio", "X").exit_code == 2
    (affair_ / "corrections.csv").rmdir()
    (affair_ / ".corrections.csv.new").mkdir()
    found = run("correct", affair_, "rename", "Rubio", "X")
    assert found.exit_code == 1 and "cannot be written" in found.stderr
    with Store.read(affair_ / "store") as store:
        assert store.trig() == before and lookup.corrections(store) == ()


@pytest.mark.model
def test_a_decision_that_needs_documents_read_waits_for_a_build_where_their_readings_are_gone(affair_, example):
    before = bytes_of(affair_)
    done("correct", affair_, "reject", key_of(affair_, "Marco Rubio"))
    rejected = bytes_of(affair_)
    (affair_ / "corrections.csv").unlink()
    (affair_ / "store" / "readings").unlink()
    with writer(affair_ / "store") as place:
        keep(place, [supporter(ANA, 9)], started(()), ()).close()
        with place.read() as store:
            assert [c.action for c in lookup.corrections(store)] == ["reject"]
        keep(place, [], started(()), gone=(supporter(ANA, 9).document.id,)).close()
    assert bytes_of(affair_) == rejected
    done("correct", affair_)
    assert bytes_of(affair_) == before


@pytest.mark.model
def test_a_decision_that_is_taken_back_is_followed_by_any_change_without_reading(affair_):
    before = bytes_of(affair_)
    done("correct", affair_, "reject", key_of(affair_, "Marco Rubio"))
    (affair_ / "corrections.csv").unlink()
    with writer(affair_ / "store") as place:
        keep(place, [supporter(ANA, 9)], started(()), ()).close()
        keep(place, [], started(()), gone=(supporter(ANA, 9).document.id,)).close()
    assert bytes_of(affair_)["store"] == before["store"]


def test_two_names_that_decisions_contradict_each_other_on_stay_as_they_were_taken():
    noted = (made("same", JANE.id, ANA.id), made("same", ANA.id, "Doe"), made("different", JANE.id, OLD.id))
    store = built(CODED, noted)
    before = store.trig()
    add(store, [], noted)
    assert store.trig() == before


def test_a_store_elsewhere_is_corrected_where_it_is():
    with endpoints.oxigraph() as address, writer(address) as held:
        found, entities, merges = resolve(CODED)
        coded = coding.changed({one.document.id: one for one in CODED}, found)
        held.build(found, entities, merges=merges, coded=coded)
        key = next(s.key for s in STATEMENTS if s.relation == "rejects")
        noted = (made("flip", key, "", "why", "me"), made("rename", NET.id, '" } ; DROP ALL #', "why"))
        for one in noted:
            kg.correct(address, one.action, one.one, one.other, why=one.note, who=one.who)
        with held.read() as store:
            assert store.trig() == built(CODED, noted).trig()
        for one in noted:
            kg.forget(address, one.action, one.one)
        with held.read() as store:
            assert store.trig() == built(CODED).trig()
