"""What others wrote, read: RDF that keeps the shapes, and what must be refused in one clear line."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from factories import ENTITIES, affair, document, flat, party, quick, reading, readings, statement
from hypothesis import given, settings
from hypothesis import strategies as st
from test_exchange_out import graph_of
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import SourceError
from kg.exchange import bring_in, load, rdf
from kg.graph import Graph
from kg.ids import entity_id
from kg.model import Entity, Kind, Reading, Unreadable
from kg.outputs import write
from kg.rdf import iris

SAME = ("trig", "nq", "jsonld", "trig12", "nq12")  # forms that hold all that a graph does


def run(*arguments) -> object:
    return CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "200"})


def faults(path: Path) -> list[str]:
    found = list(load(path))
    assert all(isinstance(item, Unreadable) for item in found)
    assert all("\n" not in f"{u.source}{u.reason}" and len(u.reason) <= 300 for u in found)
    return [f"{item.source}: {item.reason}" for item in found]


# --- there and back ---


@quick
@given(readings(), st.sampled_from(SAME))
def test_whatever_is_exported_is_read_back(tmp_path_factory, given, format):
    path = write(graph_of([given], given.entities), tmp_path_factory.mktemp("law") / f"graph.{format}")
    assert list(rdf.readings(path, checked=False)) == [given]


@st.composite
def valid(draw) -> Reading:
    """A reading that keeps the shapes, in hostile words."""
    words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
    name, what, around = draw(words), draw(words), draw(words)
    it = document(f"{around}{name} opposes {what}{around}", title=draw(words), publisher=draw(words))
    actor = Entity(entity_id(Kind.PERSON, name), name, Kind.PERSON, tuple(sorted({draw(words), draw(words)})))
    aim = Entity(entity_id(Kind.TOPIC, what), what, Kind.TOPIC)
    said = statement(it, party(it, actor, name), "opposes", party(it, aim, what), "opposes", rule=draw(words),
                     evidence=it.span(0, len(it.text)))  # fmt: skip
    return Reading(it, (actor,), (said,), (), draw(st.integers(0, 99)))


@settings(quick, max_examples=5)
@given(valid(), st.sampled_from(SAME))
def test_hostile_words_pass_the_shapes_there_and_back(tmp_path_factory, given, format):
    path = write(graph_of([given], given.entities), tmp_path_factory.mktemp("law") / f"graph.{format}")
    assert list(load(path)) == [given]


@pytest.mark.parametrize("format", ["trig", "jsonld"])
def test_a_graph_exported_and_imported_is_the_same_graph(tmp_path, format):
    graph = graph_of([*affair(), reading()])
    path = write(graph, tmp_path / f"graph.{format}")
    copy, outcome = bring_in([path], tmp_path / "copy")
    with copy:
        assert copy.statements == graph.statements and copy.entities == graph.entities
        assert copy.documents == graph.documents and copy.store.trig() == graph.store.trig()
        assert copy.store.violations() == []
        assert copy.totals() | {"words": 0} == {
            "documents": 4, "words": 0, "statements": 13, "entities": 5, "merges": 0
        }  # fmt: skip
        assert [row[:2] for row in copy.query("skipped").rows] == [("no-target", 1)]
    assert outcome.read == 4 and not outcome.unreadable


@pytest.mark.parametrize("format", [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES])
def test_a_file_without_graphs_is_told_apart_by_document(tmp_path, format):
    graph = graph_of([affair()[1], reading()])
    path = tmp_path / f"all.{format.file_extension}"
    triples = {quad.triple for quad in ox.parse(graph.store.trig(), ox.RdfFormat.TRIG)}
    path.write_bytes(ox.serialize(triples, format=format))
    found = list(load(path))
    assert flat(found) == list(graph.statements) and {e for r in found for e in r.entities} == set(ENTITIES)
    assert sorted(found, key=lambda r: r.document.id) == sorted([affair()[1], reading()], key=lambda r: r.document.id)


def test_names_of_others_become_ours_and_are_kept(tmp_path):
    text = graph_of([reading()]).store.trig()
    (jane,) = (str(iris.thing(e.id)) for e in ENTITIES if e.label == "Jane Doe")
    quads = [*ox.parse(text, ox.RdfFormat.TRIG)]
    new = {jane: "https://people.example/jane", str(iris.document(reading().document.id)): "https://doc.example/1"}
    renamed = [
        ox.Quad(*(ox.NamedNode(new.get(t.value, t.value)) if isinstance(t, ox.NamedNode) else t
                  for t in (q.subject, q.predicate, q.object)), q.graph_name)
        for q in quads
    ]  # fmt: skip
    path = tmp_path / "x.nq"
    path.write_bytes(ox.serialize(renamed, format=ox.RdfFormat.N_QUADS))
    (found,) = load(path)
    (mine,) = (e for e in found.entities if e.label == "Jane Doe")
    assert mine.id.startswith("person/jane-doe-") and mine.same_as == ("https://people.example/jane",)
    assert found.document == reading().document
    assert {s.holder.id for s in found.statements if s.holder and s.holder.label == "Jane Doe"} == {mine.id}
    assert [s.key for s in found.statements] == [s.key for s in reading().statements]


def test_a_state_that_somebody_acts_for_comes_along(tmp_path):
    without = replace(reading(), entities=tuple(e for e in ENTITIES if e.kind != Kind.STATE), statements=(), skips=())
    path = write(graph_of([without]), tmp_path / "x.trig")
    graph, _ = bring_in([path], tmp_path / "copy")
    with graph:
        assert graph.entities == ENTITIES and graph.store.violations() == []


# --- what is refused ---


def altered(tmp_path: Path, old: str, new: str, count: int = 1) -> Path:
    text = graph_of([affair()[2], reading()]).store.trig()
    assert old in text
    path = tmp_path / "altered.trig"
    path.write_text(text.replace(old, new, count), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (":polarity 1", ":polarity 7", "polarity: exactly one of -1, 0, 1"),
        (":relation rel:opposes ;", "", "relation: exactly one"),
        ('nif:anchorOf "The US', 'nif:anchorOf "The UK', "the quote is not the text at its offsets"),
        (r" span:0\,8 ;", " _:place ;", "without a name"),
        (r" span:0\,8 ;", " <https://x.example/8> ;", "attributed to: at most one place in the text"),
        (":negated false", ':negated "perhaps"', "negated: exactly one of true, false"),
        ('nif:isString "Jane', 'nif:isString "Jean', "quote is not the text"),
        (':textSha256 "', ':textSha256 "0', "SHA-256"),
    ],
)  # fmt: skip
def test_a_document_that_breaks_a_shape_is_left_out_and_told_of(tmp_path, old, new, told):
    path = altered(tmp_path, old, new)
    found = list(load(path))
    lines = [f"{u.source}: {u.reason}" for u in found if isinstance(u, Unreadable)]
    assert lines and any(told in line for line in lines), lines
    assert len([r for r in found if isinstance(r, Reading)]) == 1


def test_the_other_documents_are_brought_in(tmp_path):
    path = altered(tmp_path, ":polarity -1", ":polarity 7")
    done = run("import", path, "--out", tmp_path / "out")
    assert done.exit_code == 3 and "polarity: exactly one of -1, 0, 1" in done.stderr
    with Graph.open(tmp_path / "out") as graph:
        assert len(graph.documents) == 1 and graph.store.violations() == []


def test_statements_in_a_circle_are_told_of(tmp_path):
    keys = [s.key for s in reading().statements if s.target.kind == Kind.STATEMENT]
    text = graph_of([reading()]).store.trig()
    target = next(s.target.id for s in reading().statements if s.key == keys[0])
    triple = (iris.thing(target), iris.BASE + "ns#target", iris.statement(keys[0]), iris.graph(reading().document.id))
    circle = " ".join(f"<{node}>" for node in triple) + " ."
    path = tmp_path / "circle.nq"
    quads = ox.serialize(ox.parse(text, ox.RdfFormat.TRIG), format=ox.RdfFormat.N_QUADS).decode()
    path.write_text(quads + circle + "\n", "utf-8")
    assert any("in a circle" in line for line in faults(path))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.ttl", "<a> <b> <c> .", "No scheme found in an absolute IRI"),
        ("x.trig", "<http://a> <http://b", "cannot be read as RDF"),
        ("x.nq", "_:a <http://e/b> _:c .", "no document with its text"),
        ("x.jsonld", '{"@context": "http://evil.example/c", "@id": "http://e/a"}', "cannot be read as RDF"),
        ("x.jsonld", '{"@context": {"a": {"@id": "b"}, "b": "a:"}, "a": 1, ', "cannot be read as RDF"),
        ("x.rdf", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "nor RDF that is read here"),
        ("x.jsonld", '{"http://e/p":' * 100_000, "cannot be read as RDF"),
        ("x.nq", "", "no document with its text"),
        ("x.jsonl", "{}", "without the texts"),
        ("x.csv", "a,b", "without the texts"),
        ("x.doc", "", "neither a DNA database nor RDF"),
        ("x.parquet", "PAR1", "is one of several tables; name the folder"),
        ("x.dna", "no database", "neither a DNA database nor RDF"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path, name, text, told):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (line,) = faults(path)
    assert told in line and line.startswith(str(path))
    done = run("import", path, "--out", tmp_path / "out")
    assert done.exit_code == 1 and told in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out" / "store").exists()


def test_blank_nodes_in_a_document_are_told_of(tmp_path):
    path = tmp_path / "x.ttl"
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    path.write_text(f'[] a <{nif}Context> ; <{nif}isString> "x" .', "utf-8")
    (line,) = faults(path)
    assert "a node without a name" in line


def test_a_thousand_faults_are_ten_lines_and_a_count(tmp_path):
    path = altered(tmp_path, ":cueText", ":cueTexts", -1)
    lines = [line for line in faults(path) if reading().document.id in line.partition(" ")[2].partition(" ")[0]]
    assert len(lines) == 11 and lines[-1].endswith("more faults")


def test_no_file_and_a_folder_are_told_of(tmp_path):
    for path in (tmp_path / "none.trig", tmp_path):
        (line,) = faults(path)
        assert "cannot be read" in line


# --- the folder ---


def test_a_text_is_read_once(tmp_path):
    paths = [write(graph_of([reading()]), tmp_path / name) for name in ("one.trig", "two.nq")]
    graph, outcome = bring_in(paths, tmp_path / "out")
    with graph:
        assert len(graph.documents) == 1 == outcome.read
    (line,) = outcome.unreadable
    assert line.source == f"{paths[1]}: Forum" and "its text came before" in line.reason


def test_what_two_files_know_of_somebody_is_joined(tmp_path):
    other = tuple(replace(e, aliases=("J. D.",)) if e.label == "Jane Doe" else e for e in ENTITIES)
    one = write(graph_of(affair()[:1]), tmp_path / "one.trig")
    two = write(graph_of(affair()[1:], other), tmp_path / "two.trig")
    graph, _ = bring_in([one, two], tmp_path / "out")
    with graph:
        (jane,) = (e for e in graph.entities if e.label == "Jane Doe")
        assert jane.aliases == ("Doe", "J. D.")


def test_a_folder_with_a_graph_is_added_to(tmp_path):
    for n, found in enumerate(([reading()], affair(), [reading()])):
        path = write(graph_of(found), tmp_path / f"{n}.trig")
        assert run("import", path, "--out", tmp_path / "out").exit_code == 0
    with Graph.open(tmp_path / "out") as graph:
        assert list(graph.statements) == flat([*affair(), reading()])
        assert graph.store.violations() == []
    (tmp_path / "file").write_text("x")
    done = run("import", path, "--out", tmp_path / "file")
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1


def test_import_writes_the_files_of_a_build_and_is_the_same_twice(tmp_path):
    path = write(graph_of([reading()]), tmp_path / "one.nq")
    for name in ("a", "b"):  # one after the other, by a clock that goes on
        done = run("import", path, "--out", tmp_path / name)
        assert done.exit_code == 0 and "7" in done.stdout
    for name in ("graph.ttl", "statements.jsonl", "graph.html", "report.md"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_nothing_at_all_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="nothing could be read"):
        bring_in([tmp_path / "none.trig"], tmp_path / "out")
