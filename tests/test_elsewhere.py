"""Who is who elsewhere: exact names, nothing guessed, what fits two left open; a table's text never becomes code."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from factories import reading
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.builder import build
from kg.cli import app
from kg.config import Config, load
from kg.errors import ConfigError
from kg.ids import entity_id, exact, is_elsewhere, left_open, register, state_id
from kg.lexicon import load as load_lexicon
from kg.model import Entity, Kind
from kg.outputs import report_of
from kg.rdf import decode_entities, encode_entities, terms
from kg.resolve import gazetteer, identified, resolve
from kg.resolve.gazetteer import Gazetteer, Row
from kg.store import Store, add

LEXICON = load_lexicon()
ITEMS = st.integers(1, 5).map("Q{}".format)
ADDRESSES = st.sampled_from(
    ["https://a.example/1", "https://a.example/2#x", "http://b.example/1?q=%41", "http://A.example"]
)
IDENTIFIERS = st.frozensets(st.one_of(ITEMS, ADDRESSES, st.text(min_size=1, max_size=9)), max_size=6)
NAMES = st.sampled_from(["Open Net Institute", "open net institute", "the O.N.I.", "ONI", "Oni", "Doe", "Jane Doe"])
ROWS = st.builds(Row, st.one_of(ITEMS, ADDRESSES), st.sampled_from([Kind.ORGANIZATION, Kind.PERSON]), NAMES,
                 st.lists(NAMES, max_size=2).map(tuple), st.floats(0, 9))  # fmt: skip


def body(label: str, *aliases: str, kind: Kind = Kind.ORGANIZATION, **fields) -> Entity:
    return Entity(entity_id(kind, label), label, kind, aliases, **fields)


# --- laws ------------------------------------------------------------------------------------------------------------


@given(IDENTIFIERS)
def test_an_identifier_is_exact_or_left_open_and_comes_back(same_as):
    sure, several = exact(same_as), left_open(same_as)
    assert {*sure, *several} == same_as and not set(sure) & set(several)
    assert len(set(map(register, sure))) == len(sure)
    entity = body("Open Net Institute", same_as=tuple(sorted(same_as)))
    assert decode_entities(terms(encode_entities([entity]))) == (entity,)


@given(st.lists(ROWS, max_size=6), NAMES, st.randoms())
def test_what_is_found_is_called_so_whatever_the_order_of_the_rows(rows, name, chance):
    found = Gazetteer(rows).items(Kind.ORGANIZATION, name)
    so = {r.item for r in rows if r.kind == Kind.ORGANIZATION
          and gazetteer.called(name) in map(gazetteer.called, (r.label, *r.aliases))}  # fmt: skip
    assert set(found) == so and len(found) == len(so)
    chance.shuffle(rows)
    assert Gazetteer(rows).items(Kind.ORGANIZATION, name) == found


@given(st.lists(ROWS, max_size=6))
def test_documents_one_by_one_give_what_all_at_once_give(rows):
    names = [[body("Open Net Institute", "ONI")], [body("ONI")], [body("Jane Doe", kind=Kind.PERSON)]]
    one = reading()
    given_ = [
        replace(one, document=replace(one.document, id=str(n) * 64), entities=tuple(found), statements=(), skips=())
        for n, found in enumerate(names)
    ]
    given_ = [identified(each, LEXICON, Gazetteer(rows)) for each in given_]
    with Store.open() as together, Store.open() as step_by_step:
        together.fill(*resolve(given_))
        for each in given_:
            add(step_by_step, [each])
        assert step_by_step.trig() == together.trig()


# --- who is who ------------------------------------------------------------------------------------------------------

UN = Row("Q1065", Kind.ORGANIZATION, "United Nations", ("UN",), 334)
TABLE = Gazetteer([
    UN, Row("Q1150419", Kind.ORGANIZATION, "National University", ("UN",), 25),
    Row("Q5", Kind.PERSON, "Jane Doe", ("Doe",)), Row("Q6", Kind.PLACE, "United Nations"),
    Row("https://ftm.example/7", Kind.ORGANIZATION, "NATO"),
    Row("Q8", Kind.ORGANIZATION, "NATO"), Row("Q9", Kind.ORGANIZATION, "Catholic League", ("The League",)),
])  # fmt: skip


@pytest.mark.parametrize(
    ("entity", "items"),
    [(body("The United nations", "UN"), ("Q1065",)), (body("U.N."), ("Q1065", "Q1150419")), (body("un"), ()),
     (body("Open Registers League", "league"), ()), (body("league"), ()),
     (body("The University", "National University"), ("Q1150419",)), (body("United Nations", kind=Kind.PLACE), ("Q6",)),
     (body("United Nations", kind=Kind.GOVERNMENT_BODY), ("Q1065",)), (body("United Nation"), ()),
     (body("John", "Doe", kind=Kind.PERSON), ()), (body("J. Doe", "Jane Doe", kind=Kind.PERSON), ("Q5",))],
)  # fmt: skip
def test_an_exact_name_of_the_sort_and_all_that_fit(entity, items):
    (found,) = identified(replace(reading(), entities=(entity,)), LEXICON, TABLE).entities
    assert found.same_as == tuple(sorted(items))


def test_the_tables_of_words_come_first_and_others_beside_them():
    entities = (body("NATO"), Entity(state_id("NOR"), "Norway", Kind.STATE), body("Norway"), body("Harbour Watch"))
    found = identified(replace(reading(), entities=entities), LEXICON, TABLE).entities
    assert [e.same_as for e in found] == [("Q7184", "https://ftm.example/7"), ("Q20",), (), ()]


def test_who_is_one_elsewhere_is_joined_and_who_may_be_two_is_left_open():
    one, other = body("Open Net Institute", same_as=("Q1",)), body("ONI Foundation", same_as=("Q1",))
    open_ = body("Net Forum", same_as=("Q1", "Q2"))
    found = replace(reading(), entities=(one, other, open_), statements=(), skips=())
    _, entities, merges = resolve([found])
    assert [(m.old, m.new, m.reason) for m in merges] == [(other.id, one.id, "item")]
    with Store.open() as store:
        store.fill(*resolve([found]))
        assert store.violations() == []
        rows = store.query("SELECT ?who ?it { ?one :mayBe ?it ; skos:prefLabel ?who } ORDER BY ?it")[1]
    assert rows == tuple(("Net Forum", f"http://www.wikidata.org/entity/Q{n}") for n in (1, 2))


def test_what_a_document_no_longer_says_of_somebody_is_gone():
    before, after = body("Net Forum", "NF", same_as=("Q1",)), body("Net Forum", same_as=("Q2",))
    with Store.open() as store, Store.open() as fresh:
        for entity in (before, after):
            add(store, [replace(reading(), entities=(entity,), statements=(), skips=())])
        add(fresh, [replace(reading(), entities=(after,), statements=(), skips=())])
        assert store.trig() == fresh.trig() and store.entities() == (after,)


# --- the file --------------------------------------------------------------------------------------------------------


def table(folder: Path, *rows: tuple, name: str = "who.tsv") -> Path:
    path = folder / name
    text = io.StringIO()
    csv.writer(text, delimiter="," if name.endswith("csv") else "\t", lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


HEAD = ("item", "kind", "label", "aliases", "weight")
NAMED = body("Open Net Institute")


@pytest.mark.parametrize("name", ["who.tsv", "who.csv"])
def test_a_table_is_read(tmp_path, name):
    address = "https://register.example/body/17?x=%C3%A9#y"
    rows = [("https://www.wikidata.org/wiki/Q42", "organization", "Open Net Institute", "ONI| O N I |", "3"),
            (address, "organization", "Net, Forum", "", "")]  # fmt: skip
    found = gazetteer.read(table(tmp_path, HEAD, *rows, name=name))
    assert [found.items(Kind.ORGANIZATION, n) for n in ("ONI", "O N I", "net, forum")] == [
        ("Q42",),
        ("Q42",),
        (address,),
    ]


HOSTILE = [
    "Q30> <x", "https://a.example/<script>", "javascript:alert(1)", "http://a.example/ x", "https://a.example/}", "Q",
    "http://a.example/\u202e", "https://a.example/%zz", "Q0", "Q٣", 'https://a.example/"', "urn:x:1", "<Q30>", "",
]  # fmt: skip


@pytest.mark.parametrize("item", HOSTILE)
def test_an_item_that_is_none_is_refused(tmp_path, item):
    assert not is_elsewhere(item)
    with pytest.raises(ConfigError) as caught:
        gazetteer.read(table(tmp_path, HEAD, (item, "organization", "Open Net Institute"), name="who.csv"))
    assert "line 2" in str(caught.value) and "such as Q30" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "got the columns 'nothing'"), ([("item", "name")], "'item, name'; name item, kind, label"),
        ([(*HEAD, "x")], "line 1"), ([HEAD, ("Q1", "club", "X", "", "")], "kind 'club'; expected one of person"),
        ([HEAD, ("Q1", "person", " ", "", "")], "label ''"), ([HEAD, ("Q1", "person", "X", "", "nan")], "weight 'nan'"),
        ([HEAD, ("Q1", "person")], "more or fewer cells"),
        ([HEAD, ("Q1", "person", "X", "", "", "y")], "more or fewer cells"),
    ],
)  # fmt: skip
def test_a_bad_table_is_one_clear_line(tmp_path, rows, said):
    with pytest.raises(ConfigError, match="gazetteer") as caught:
        gazetteer.read(table(tmp_path, *rows))
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_that_is_no_text_or_not_there_is_one_clear_line(tmp_path):
    path = tmp_path / "who.tsv"
    with pytest.raises(ConfigError, match="no such file"):
        load(gazetteer=str(path))
    path.write_bytes(b"item\xff\xfe")
    with pytest.raises(ConfigError, match="give a text file in UTF-8"):
        gazetteer.read(path)
    found = CliRunner().invoke(app, ["build", "nowhere", "--out", str(tmp_path / "out"), "--gazetteer", f"{path}x"])
    assert found.exit_code == 2 and found.output.count("\n") == 1


def test_the_settings_name_a_table(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = table(tmp_path, HEAD)
    Path("kg.toml").write_text('gazetteer = "who.tsv"\n', encoding="utf-8")
    config = load()
    assert config.gazetteer == Path("who.tsv") and Config.of(dict(config.options())) == config
    assert load(gazetteer=path).gazetteer == path


# --- the whole road --------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_a_build_with_a_table(tmp_path):
    said = {"a": "Germany criticized Harbour Watch Institute.", "b": "Norway praised Delta Net Institute."}
    for name, text in said.items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    rows = [("Q100", "organization", "Harbour Watch Institute"), ("Q200", "organization", "Delta Net Institute"),
            ("Q300", "organization", "Delta Net Institute")]  # fmt: skip
    a, b = (str(tmp_path / f"{name}.txt") for name in "ab")
    config = Config(gazetteer=table(tmp_path, HEAD[:3], *rows))
    with build([a, b], tmp_path / "all", config=config)[0] as graph:
        assert "| Delta Net Institute | Q200, Q300 |" in report_of(graph)
        assert list(graph.entities().loc[:, "may_be"][lambda column: column.str.len() > 0]) == [("Q200", "Q300")]
        known = {e.label: e.same_as for e in graph.entities}
        at_once = {e.id: e for e in graph.entities}
    assert known["Germany"] == ("Q183",) and known["Norway"] == ("Q20",)
    assert known["Harbour Watch Institute"] == ("Q100",) and known["Delta Net Institute"] == ("Q200", "Q300")
    for source in (a, b):
        with build([source], tmp_path / "one", config=config)[0] as graph:
            found = {e.id: e for e in graph.entities}
    assert found == at_once
    shown = CliRunner().invoke(app, ["entities", str(tmp_path / "one"), "--open"], env={"COLUMNS": "200"}).output
    assert "Q200, Q300" in shown and "Harbour" not in shown
    config = Config(gazetteer=table(tmp_path, HEAD[:3], rows[1]))
    with build([a, b], tmp_path / "one", config=config)[0] as graph:  # another table: all is read again
        known = {e.label: e.same_as for e in graph.entities}
    assert known["Harbour Watch Institute"] == () and known["Delta Net Institute"] == ("Q200",)
