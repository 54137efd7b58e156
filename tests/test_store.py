"""The store, on real Oxigraph: replacing, deriving, the same bytes, and what a killed build leaves."""

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from factories import (
    ENTITIES,
    FORUM,
    HOUSE,
    JANE,
    NET,
    TEXT,
    USA,
    affair,
    document,
    flat,
    party,
    quick,
    reading,
    readings,
    statement,
)  # fmt: skip
from hypothesis import given
from hypothesis import strategies as st

from kg.builder import decisions
from kg.errors import QueryError, StoreError
from kg.ids import entity_id
from kg.model import Certainty, Entity, Kind, Reading
from kg.rdf import Run, iris, terms, validate
from kg.rdf.vocabulary import KG
from kg.resolve import Correction, Merge, resolve
from kg.store import Store, Writer, add, change, derive, lookup, stamp, writer
from kg.store.store import FORMAT
from kg.store.terms import written

RUN = Run("0.1.0", "5f1c", (("jobs", "2"),), (reading().document.id,), "2025-02-01T08:00:00Z", "2025-02-01T08:01:00Z")


def filled(found: list[Reading]) -> Store:
    store = Store.open()
    store.put(found, entities=ENTITIES)
    return store


@quick
@given(readings())
def test_what_is_put_in_comes_out(given):
    with Store.open() as store:
        store.put([given], entities=given.entities)
        assert list(store.readings()) == [given]
        assert store.entities() == given.entities
        assert store.trig() == store.trig()


def test_documents_statements_and_entities_are_sorted():
    found = affair() + [reading()]
    store = filled(found)
    assert list(store.statements()) == flat(found)
    assert list(store.documents()) == sorted((one.document for one in found), key=lambda d: d.id)
    assert store.entities() == ENTITIES


def test_every_quote_is_the_text_at_its_offsets():
    store = filled(affair() + [reading()])
    texts = {document.id: document.text for document in store.documents()}
    spans = [span for s in store.statements() for span in (s.evidence, *s.cues)]
    assert spans and all(texts[span.document][span.start : span.end] == span.text for span in spans)


def test_the_shapes_hold_for_all_that_is_stored():
    store = filled(affair() + [reading()])
    assert store.violations() == []
    store.put(forgotten=[JANE.id])
    assert any("label: exactly one" in line or "holder: at most one" in line for line in store.violations())


# --- the same bytes ---


def test_building_twice_and_in_another_order_changes_nothing():
    found = affair() + [reading()]
    once = filled(found)
    again = filled(random.Random(1).sample(found, len(found)))
    for one in found:
        again.replace(one)
    assert again.trig() == once.trig()
    assert again.turtle() == once.turtle()


def test_bytes_do_not_depend_on_the_process(tmp_path):
    script = (
        "from test_store import *; print(hashlib.sha256(filled(affair() + [reading()]).trig().encode()).hexdigest())"
    )
    here = Path(__file__).parent
    digests = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{here.parent}{os.pathsep}{here}"}
        command = [sys.executable, "-c", "import hashlib; " + script]
        digests.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(digests) == 1


def test_trig_and_turtle_say_what_the_store_says():
    store = filled([reading()])
    store.record_run(RUN)
    unwritten = (str(iris.RUNS), str(iris.KEYS))
    kept = {quad for quad in store._engine.inner if quad.graph_name.value not in unwritten}
    assert set(ox.parse(store.trig().encode(), ox.RdfFormat.TRIG)) == kept
    shown = {quad.triple for quad in kept if quad.graph_name.value in (str(iris.DERIVED), str(iris.ENTITIES))}
    assert {quad.triple for quad in ox.parse(store.turtle().encode(), ox.RdfFormat.TURTLE)} == shown
    assert r" span:0\,8 " in store.trig() and "person:jane-doe-" in store.turtle()


# --- one document's graph ---


def test_replacing_a_document_replaces_exactly_its_graph():
    store = filled(affair() + [reading()])
    others = flat(affair())
    changed = replace(reading(), statements=reading().statements[:1])
    store.replace(changed)
    assert list(store.statements()) == flat(affair() + [changed]) != others
    store.put(gone=[changed.document.id, "unknown"])
    assert list(store.statements()) == others
    assert len(store.documents()) == 3


def test_a_text_that_looks_like_sparql_is_only_text():
    text = 'x" } } ; DROP ALL ; INSERT DATA { <a:b> <a:c> "\\u0022\r\n\x00\u2028 y'
    one = Reading(document(text), (), (), ())
    store = filled([reading(), one])
    assert {d.text for d in store.documents()} == {text, TEXT}


# --- the derived layer ---


def derived(store: Store) -> set[tuple[str, str, str]]:
    asked = """SELECT ?s ?p ?o { GRAPH graph:derived { ?s ?p ?o }
               FILTER(STRSTARTS(STR(?p), STR(rel:)) || ?p = org:memberOf) }"""
    return {
        (iris.thing_id(s), p.rsplit("/")[-1].rsplit("#")[-1], iris.thing_id(o)) for s, p, o in store.query(asked)[1]
    }


@quick
@given(st.lists(readings(), max_size=3, unique_by=lambda one: one.document.id))
def test_what_is_derived_of_statements_in_hand_is_what_sparql_derives(found):
    store = Store.open()
    store.fill(found, ENTITIES)
    asked = [store.ask(f"CONSTRUCT {triples} WHERE {where}") for triples, where in derive.parts()]
    there = {str(triple) for triple in store.ask("CONSTRUCT { ?s ?p ?o } { GRAPH graph:derived { ?s ?p ?o } }")}
    assert there == {str(triple) for triples in asked for triple in triples}


def test_the_derived_layer_holds_what_is_asserted_and_nothing_else():
    one = reading()
    triples = derived(filled([one]))
    asserted = {(s.holder.id, s.relation, s.target.id) for s in one.statements if s.holder and s.asserted}
    assert triples == asserted | {(JANE.id, "memberOf", NET.id)}
    hedged = next(s for s in one.statements if s.certainty == Certainty.POSSIBLE)
    assert (hedged.holder.id, hedged.relation, hedged.target.id) not in triples


def test_what_is_negated_leaves_the_derived_layer():
    one = reading()
    member = next(s for s in one.statements if s.relation == "memberOf")
    store = filled([replace(one, statements=(replace(member, negated=True),))])
    assert derived(store) == set()


@pytest.mark.parametrize("ended", [True, False])
def test_a_former_member_does_not_belong(ended):
    one = reading()
    member = next(s for s in one.statements if s.relation == "memberOf")
    store = filled([replace(one, statements=(replace(member, ended=ended),))])
    assert store.query("ASK { GRAPH graph:derived { ?member org:memberOf ?organization } }")[1] == ((not ended,),)


def test_dyads_count_sides_and_span_dates():
    store = filled(affair())
    asked = """SELECT ?n ?for ?against ?neither ?first ?last ?who {
               ?dyad :dyadHolder ?who ; :dyadTarget ?forum ; :statements ?n ;
               :positive ?for ; :negative ?against ; :neutral ?neither ; :firstDate ?first ; :lastDate ?last }"""
    of = {entity.id: store.query(asked, {"who": iris.thing(entity.id)})[1] for entity in (JANE, HOUSE)}
    assert of[JANE.id] == ((3, 1, 2, 0, "2025-01-15", "2025-06-01"),)
    assert of[HOUSE.id] == ((2, 1, 1, 0, "2025-01-15", "2025-03"),)


def test_a_dyad_without_any_date_has_none():
    one = reading(published=None)
    store = filled([one])
    assert store.query("ASK { ?dyad a :Dyad }")[1] == ((True,),)
    assert store.query("ASK { ?dyad :firstDate ?day }")[1] == ((False,),)


def test_the_derived_layer_keeps_its_own_shapes():
    store = filled(affair())
    graphs = (*store._documents(), iris.ENTITIES, iris.DERIVED)
    triples = terms(written(quad for graph in graphs for quad in store._engine.quads(graph)))
    assert validate(triples) == []
    extra = (iris.thing(JANE.id), iris.relation("joins"), iris.thing(FORUM.id))
    assert any("a plain triple without a statement" in line for line in validate([*triples, extra]))
    dyads = [t for t in triples if t[1] != KG.negated]
    assert any("a dyad without a statement" in line for line in validate(dyads))


# --- questions ---


def test_values_are_bound_and_not_repeated():
    store = filled([reading()])
    columns, rows = store.query("SELECT ?who ?name { ?who skos:prefLabel ?name }", {"name": "Jane Doe"})
    assert (columns, rows) == (("who",), ((str(iris.thing(JANE.id)),),))
    assert store.query("SELECT ?who ?name { ?who skos:prefLabel ?name }", {"name": '" } #'})[1] == ()


def test_values_come_out_plain():
    store = Store.open()
    asked = 'SELECT (1 AS ?a) (0.5 AS ?b) (true AS ?c) ("x" AS ?d) (:holder AS ?e) ?f {}'
    assert store.query(asked)[1] == ((1, 0.5, True, "x", iris.PREFIXES[""] + "holder", None),)
    assert filled([reading()]).query("CONSTRUCT { ?s ?p ?o } { ?s a :State ; ?p ?o FILTER(?p = rdf:type) }")[0] == (
        "subject", "predicate", "object")  # fmt: skip


@pytest.mark.parametrize(
    ("query", "bindings", "said"),
    [
        ("SELECT * WHERE { ?s ?p }\n garbage", {}, "2:1"),
        ("SELECT * { ?s foo:bar ?o }", {}, "1:22: expected one of Prefix not found;"),
        ("DROP ALL", {}, "not a SPARQL query"),
        ("SELECT ?s { ?s ?p ?o }", {"name": "x"}, "?name"),
    ],
)
def test_a_bad_query_is_one_line_with_its_place(query, bindings, said):
    with pytest.raises(QueryError) as error:
        filled([reading()]).query(query, bindings)
    assert said in str(error.value) and "\n" not in str(error.value)


# --- adding ---


def added(*groups: list[Reading]) -> Store:
    store = Store.open()
    for found in groups:
        add(store, found)
    return store


def test_adding_one_by_one_gives_what_filling_at_once_gives():
    found = [*affair(), reading()]
    together = Store.open()
    together.fill(*resolve(found))
    for order_ in (found, found[::-1]):
        assert added(*([one] for one in order_)).trig() == together.trig()


def test_what_was_added_can_be_taken_away():
    first, rest = reading(), affair()
    store = added(rest, [first])
    assert first.document.id in {document.id for document in store.documents()}
    gone = add(store, [], gone=[first.document.id])
    assert gone.removed == (first.document.id,)
    assert {json.loads(one)["id"] for one in gone.vanished} == {s.key for s in first.statements}
    without = added(rest)
    without.put(entities=[USA])  # the White House acts for it
    assert store.trig() == without.trig()
    add(store, [], gone=[one.document.id for one in rest])
    assert store.query("SELECT ?s ?p { ?s ?p ?o }")[1] == ((str(iris.RUNS), str(KG.storeFormat)),)


def test_only_the_dyads_of_the_document_are_rebuilt():
    store = added(affair())
    mark = "<https://example.org/mark>"
    store.update(
        f"INSERT {{ GRAPH graph:derived {{ ?dyad {mark} 1 }} }} WHERE {{ GRAPH graph:derived {{ ?dyad a :Dyad }} }}"
    )
    marked = f"SELECT ?holder ?target {{ ?dyad :dyadHolder ?holder ; :dyadTarget ?target ; {mark} 1 }}"
    before = set(store.query(marked)[1])
    one = reading()
    touched = {(str(iris.thing(s.holder.id)), str(iris.thing(s.target.id))) for s in one.statements if s.holder}
    add(store, [one])
    assert before and set(store.query(marked)[1]) == before - touched


def test_a_short_name_is_joined_to_whom_the_store_knows_and_the_other_way_round():
    full = Entity(entity_id(Kind.PERSON, "Marco Rubio"), "Marco Rubio", Kind.PERSON)
    short = Entity(entity_id(Kind.PERSON, "Rubio"), "Rubio", Kind.PERSON)
    readings = [_supporter(full, "2025-01-01"), _supporter(short, "2025-01-02")]
    for order_ in (readings, readings[::-1]):
        store = added(*([one] for one in order_))
        assert [(m.old, m.new, m.reason) for m in store.merges()] == [(short.id, full.id, "surname")]
        assert {s.holder.id for s in store.statements()} == {full.id}
        assert store.violations() == []
        again = add(store, [_supporter(short, "2025-01-03")])
        assert (again.merges, {s.holder.id for s in store.statements()}) == ((), {full.id})
        assert store.trig() == added([*readings, _supporter(short, "2025-01-03")]).trig()


def test_who_is_joined_stays_so_when_their_only_document_comes_again():
    full = Entity(entity_id(Kind.PERSON, "Marco Rubio"), "Marco Rubio", Kind.PERSON)
    short = Entity(entity_id(Kind.PERSON, "Rubio"), "Rubio", Kind.PERSON)
    found = [_supporter(full, "2025-01-01"), _supporter(short, "2025-01-02")]
    store = added(found)
    before = store.trig()
    add(store, found)
    assert store.trig() == before and len(store.merges()) == 1


def _supporter(who: Entity, published: str) -> Reading:
    it = document(f"{who.label} supports the {FORUM.label}. It was {published}.", published=published)
    one = statement(it, party(it, who, who.label), "supports", party(it, FORUM, FORUM.label), "supports", polarity=1)
    return Reading(it, tuple(sorted((who, FORUM), key=lambda e: e.id)), (one,), ())


def test_a_statement_that_changed_sides_is_told():
    one = affair()[2]
    store = added([one])
    other = replace(one.statements[0], polarity=-1, relation="opposes")
    told = add(store, [replace(one, statements=(other,))])
    assert (told.appeared, [json.loads(v)["polarity"] for v in told.vanished]) == ((other.key,), [1])
    assert add(store, [replace(one, statements=(other,))]).appeared == ()


# --- on disk ---


def built(path: Path, found: list[Reading], *more, **known) -> None:
    with writer(path) as place:
        place.build(found, ENTITIES, *more, **known)


def test_a_store_on_disk_is_there_the_next_time(tmp_path):
    with change(tmp_path / "store") as store:
        store.put([reading()], entities=ENTITIES)
    with change(tmp_path / "store") as store:
        assert list(store.statements()) == flat([reading()])
        store.put(affair())
    with Store.read(tmp_path / "store") as store:
        assert list(store.statements()) == flat([reading(), *affair()])
        with pytest.raises(StoreError, match="cannot be written"):
            store.replace(reading())


def test_one_writer_at_a_time(tmp_path):
    built(tmp_path / "store", [reading()])
    with writer(tmp_path / "store"):
        with pytest.raises(StoreError, match="in use") as error, change(tmp_path / "store"):
            pass
        assert "\n" not in str(error.value)


def test_readers_keep_what_they_opened_and_the_next_one_sees_the_change(tmp_path):
    path = tmp_path / "store"
    built(path, [reading()])
    first = stamp(path)
    with Store.read(path) as one, Store.read(path) as other:
        before = one.trig()
        with change(path) as store:
            store.put(affair())
            assert one.trig() == other.trig() == before
        with change(path) as store:
            store.put(gone=[reading().document.id])
        assert one.trig() == other.trig() == before
        with Store.read(path) as late:
            assert list(late.statements()) == flat(affair())
    assert stamp(path) != first
    with change(path):
        pass
    assert sorted(file.name for file in path.iterdir() if file.is_dir()) == [stamp(path)]


def test_a_change_that_fails_changes_nothing(tmp_path):
    path = tmp_path / "store"
    built(path, [reading()])
    before = stamp(path)
    with pytest.raises(KeyboardInterrupt), change(path) as store:
        store.put(affair())
        raise KeyboardInterrupt
    with Store.read(path) as store:
        assert list(store.statements()) == flat([reading()])
    assert stamp(path) == before


def test_a_closed_store_says_so():
    store = Store.open()
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.statements()


def test_what_is_no_store_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    for path, said in ((tmp_path, "no store"), (tmp_path / "letter.txt", "cannot be opened")):
        with pytest.raises(StoreError, match=said), change(path):
            pass
    with pytest.raises(StoreError, match="build one first"):
        Store.read(tmp_path / "nothing")
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_broken_store_says_so(tmp_path):
    path = tmp_path / "store"
    built(path, [reading()])
    (path / stamp(path) / "CURRENT").write_text("garbage", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be opened") as error:
        Store.read(path)
    assert "\n" not in str(error.value)
    shutil.rmtree(path / stamp(path))
    with pytest.raises(StoreError, match="missing"):
        Store.read(path)


# --- the format ---


def aged(path: Path, number: int | None) -> None:
    """Let the store at ``path`` be as another version left it; ``None``: one that noted no format."""
    with change(path) as store:
        store.update("DELETE WHERE { GRAPH graph:runs { graph:runs :storeFormat ?format } }")
        if number is not None:
            store.update(f"INSERT DATA {{ GRAPH graph:runs {{ graph:runs :storeFormat {number} }} }}")


@pytest.mark.parametrize(("number", "age"), [(None, "an older"), (1, "an older"), (99, "a newer")])
def test_another_versions_store_is_refused_in_one_line_with_the_remedy(tmp_path, number, age):
    path = tmp_path / "affair" / "store"
    built(path, [reading()], RUN)
    aged(path, number)
    said = f"{path}: written by {age} version (format {number or 1}, this one reads {FORMAT}); build it again with "
    said += f"'kg build SOURCES --out {path.parent} --anew'"
    with pytest.raises(StoreError) as error:
        Store.read(path)
    assert str(error.value) == said
    with pytest.raises(StoreError) as error, change(path):
        pass
    assert str(error.value) == said


def test_building_anew_takes_an_older_versions_place_and_keeps_its_runs_and_corrections(tmp_path):
    path, noted = tmp_path / "store", [Correction("different", "Doe", JANE.id)]
    built(path, [reading()], RUN, corrections=noted)
    aged(path, None)
    kept = decisions(None, Writer(path))
    assert kept == tuple(noted)
    built(path, affair(), replace(RUN, version="0.2.0"), corrections=kept)
    with Store.read(path) as store:
        assert store.format == FORMAT and list(store.statements()) == flat(affair())
        assert [run.version for run in store.runs()] == ["0.1.0", "0.2.0"]
        assert lookup.corrections(store) == kept


def test_triples_of_an_older_version_are_refused(tmp_path):
    (tmp_path / "graph.trig").write_text("<x:s> <https://w3id.org/stancegraph/ns#targetMention> <x:m> .", "utf-8")
    with pytest.raises(StoreError, match="written by an older version; build its documents again"):
        Store.of(tmp_path / "graph.trig")


# --- building anew ---


def test_building_makes_the_same_store_as_step_by_step(tmp_path):
    built(tmp_path / "store", iter(affair()), RUN)
    with Store.read(tmp_path / "store") as store:
        assert store.trig() == filled(affair()).trig()
        assert store.query("SELECT ?v { ?run a prov:Activity ; :softwareVersion ?v ; prov:used ?document }")[1] == (
            ("0.1.0",),
        )


def test_a_document_that_comes_twice_is_taken_once(tmp_path):
    built(tmp_path / "store", [reading(), reading(title="Copy", uri="https://copy.example")])
    with Store.read(tmp_path / "store") as store:
        assert store.documents() == (reading().document,)


def test_merges_and_corrections_are_kept_with_their_reasons_and_earlier_runs_survive(tmp_path):
    merges = [Merge("person/doe-a", JANE.id, "surname", "Doe"), Merge("org/oni-b", NET.id, "decision", 'O "N" I')]
    noted = [Correction("same", "org/oni-b", NET.id, "as they say"), Correction("different", "Doe", JANE.id)]
    built(tmp_path / "store", [reading()], RUN)
    built(tmp_path / "store", affair(), replace(RUN, version="0.2.0"), merges=merges, corrections=noted)
    with Store.read(tmp_path / "store") as store:
        assert store.merges() == tuple(sorted(merges, key=lambda m: m.old))
        assert store.entities() == ENTITIES
        asked = (
            "SELECT ?what ?who ?other { GRAPH graph:corrections { ?x :action ?what ; :concerns ?who ; :value ?other } }"
        )
        assert set(store.query(asked)[1]) == {
            ("same", str(iris.thing("org/oni-b")), str(iris.thing(NET.id))),
            ("different", "Doe", str(iris.thing(JANE.id))),
        }
        assert store.query("SELECT ?v { ?run :softwareVersion ?v } ORDER BY ?v")[1] == (("0.1.0",), ("0.2.0",))
        assert len(store.documents()) == 3


def test_a_reading_that_fails_leaves_the_old_store_whole(tmp_path):
    built(tmp_path / "store", [reading()])

    def failing():
        yield affair()[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(tmp_path / "store", failing())
    with Store.read(tmp_path / "store") as store:
        assert list(store.statements()) == flat([reading()])


def test_a_place_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError) as error:
        built(tmp_path / "file" / "store", [reading()])
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("left", ["2", "2.tmp", "0.lease", "now.new"])
def test_what_a_killed_writer_left_is_cleared_away(tmp_path, left):
    path = tmp_path / "store"
    built(path, [reading()])
    if left[0] == "2":
        shutil.copytree(path / "1", path / left)
    else:
        (path / left).write_text("", encoding="utf-8")
    with change(path) as store:
        store.put(affair())
    with Store.read(path) as store:
        assert list(store.statements()) == flat([reading(), *affair()])
    assert {file.name for file in path.iterdir()} == {"now", "2", "2.lease"}
