"""What other tools are given: parsed back by libraries that are not ours."""

import ast
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from factories import ENTITIES, FORUM, affair, document, quick, reading, readings, statements, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, Dataset, Literal, URIRef
from rdflib import Graph as RdfGraph
from typer.main import get_command

from kg import exchange
from kg.cli import app
from kg.errors import ConfigError
from kg.exchange import context
from kg.exchange.csvw import COLUMNS
from kg.graph import Graph
from kg.model import Document, Kind, Reading
from kg.network import gexf, network_of
from kg.outputs import FOLDERS, FORMATS, write
from kg.rdf import Run, iris
from kg.rdf.vocabulary import KG
from kg.store import Store
from kg.versions import BUILT, FILES

ROOT = Path(__file__).parent.parent
RUN = Run("0.1.0", "5f1c", started="2025-02-01T08:00:00Z")


def graph_of(found: list[Reading], entities=ENTITIES) -> Graph:
    store = Store.open()
    store.fill(found, entities)
    store.record_run(RUN)
    return Graph(store)


@pytest.fixture
def graph() -> Graph:
    return graph_of([*affair(), reading()])


def data(made: str | bytes) -> bytes:
    return made if isinstance(made, bytes) else made.encode()


def quads(text: str, format: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(text, format))


def said(graph: Graph) -> set[ox.Quad]:
    return quads(graph.store.trig(), ox.RdfFormat.TRIG)


# --- RDF ---


@quick
@given(readings())
def test_every_form_of_rdf_says_what_the_store_says(given):
    graph = graph_of([given], given.entities)
    assert quads(exchange.nquads(graph), ox.RdfFormat.N_QUADS) == said(graph)
    assert quads(exchange.jsonld(graph), ox.RdfFormat.JSON_LD) == said(graph)
    for text, format in (
        (exchange.reified(graph), ox.RdfFormat.TRIG),
        (exchange.reified(graph, lines=True), ox.RdfFormat.N_QUADS),
    ):
        assert {q for q in quads(text, format) if not isinstance(q.object, ox.Triple)} == said(graph)


def test_every_form_is_the_same_from_another_store_of_the_same_in_another_process(graph):
    script = (
        "from test_exchange_out import *; other = graph_of([reading(), *reversed(affair())]); "
        "print({name: hashlib.sha256(data(make(other, 'x'))).hexdigest() for name, make in FORMATS.items()})"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    digests = {name: hashlib.sha256(data(make(graph, "x"))).hexdigest() for name, make in FORMATS.items()}
    assert ast.literal_eval(done.stdout) == digests


def test_runs_and_their_clock_stay_at_home(graph):
    for name in FORMATS.keys() - {"html"}:
        assert b"2025-02-01T08:00:00Z" not in data(FORMATS[name](graph, "x")), name


def rdflib_quads(text: str, format: str) -> set:
    return set(dataset_of(text, format).quads())


def dataset_of(text: str, format: str) -> Dataset:
    found = Dataset()
    found.parse(data=text, format=format)  # gives the default graph back before rdflib 7.3, the dataset since
    return found


@settings(quick, max_examples=10)
@given(readings())
def test_json_ld_of_any_words_expands_to_the_same_triples_in_another_library(given):
    graph = graph_of([given], given.entities)
    assert rdflib_quads(exchange.jsonld(graph), "json-ld") == rdflib_quads(exchange.nquads(graph), "nquads")


def test_json_ld_expands_to_the_same_triples_in_another_library_without_a_network(graph, monkeypatch):
    monkeypatch.setattr("socket.socket", None)
    text = exchange.jsonld(graph)
    assert rdflib_quads(text, "json-ld") == rdflib_quads(graph.store.trig(), "trig")
    record = json.loads(text)
    assert record["context"] == context.ADDRESS
    assert record["@context"] == json.loads((ROOT / "ontologies" / "context.jsonld").read_text("utf-8"))["@context"]


def test_json_ld_has_the_nodes_without_a_name_and_the_languages_of_anybody_s_triples():
    node, named = ox.BlankNode("it"), ox.NamedNode("https://example.org/p")
    graph = graph_of([], ())
    said = ox.Literal("Vertrag", language="de")
    graph.store.extend([ox.Triple(named, named, node), ox.Triple(node, named, said)], "https://example.org/g")
    found = ox.parse(exchange.jsonld(graph), ox.RdfFormat.JSON_LD)
    linked, told = sorted(found, key=lambda quad: isinstance(quad.object, ox.Literal))
    assert linked.subject == named and linked.object == told.subject and told.object == said


def test_json_ld_is_for_people_too(graph):
    nodes = [node for part in json.loads(exchange.jsonld(graph))["@graph"] for node in part["@graph"]]
    jane = next(node for node in nodes if node.get("prefLabel") == "Jane Doe")
    assert jane["id"].startswith("person:jane-doe-") and jane["type"] == "Person"
    stance = next(node for node in nodes if "Stance" in node.get("type", ()) and node["polarity"] == -1)
    assert stance["relation"].startswith("rel:") and stance["certainty"] == "certain" and stance["negated"] is False


def test_the_published_context_is_that_of_the_vocabulary():
    assert (ROOT / "ontologies" / "context.jsonld").read_text("utf-8") == context.published()
    assert set(context.terms().values()) >= set(dir(KG))
    assert not context.terms().keys() & context.prefixes().keys()


def test_the_context_knows_which_properties_are_links():
    ontology = RdfGraph().parse(ROOT / "ontologies" / "kg.ttl")
    ours = set(map(URIRef, dir(KG)))
    links = ours & set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    plain = ours & set(ontology.subjects(RDF.type, OWL.DatatypeProperty))
    typed = {term for term, type in context.coercions().items() if type.startswith("@")}
    assert typed & ours >= links - {KG.concerns, KG.value} and not typed & plain


def test_an_asserted_statement_reifies_its_triple_and_no_other_does(graph):
    found = {q for q in quads(exchange.reified(graph), ox.RdfFormat.TRIG) if isinstance(q.object, ox.Triple)}
    asserted = [s for s in graph.statements if s.asserted and s.holder]
    assert len(found) == len(asserted) < len(graph.statements)
    for s in asserted:
        triple = (iris.thing(s.holder.id), iris.relation(s.relation), iris.thing(s.target.id))
        name = ox.NamedNode(iris.graph(s.evidence.document))
        reifies = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")
        assert ox.Quad(
            ox.NamedNode(iris.statement(s.key)), reifies, ox.Triple(*map(ox.NamedNode, triple)), name
        ) in found  # fmt: skip
    assert quads(exchange.reified(graph, lines=True), ox.RdfFormat.N_QUADS) == found | said(graph)


# --- annotations ---


def wild(text: str, draw) -> Graph:
    it = Document.of(text, uri="https://news.example/1")
    return graph_of([Reading(it, (), (draw(statements(it)),), ())], ())


@quick
@given(st.data())
def test_an_annotation_points_at_its_words(data):
    graph = wild(data.draw(texts), data.draw)
    (text,) = (d.text for d in graph.documents)
    (note,) = json.loads(exchange.annotations(graph))["first"]["items"]
    position, quote = note["target"]["selector"]
    start, end = position["start"], position["end"]
    assert text[start:end] == quote["exact"] == graph.statements[0].evidence.text
    assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
    assert bool(quote["prefix"]) == (start > 0) and bool(quote["suffix"]) == (end < len(text))


def test_annotations_follow_the_model_of_the_w3c(graph):
    found = json.loads(exchange.annotations(graph))
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld" and found["type"] == "AnnotationCollection"
    items = found["first"]["items"]
    assert found["total"] == len(items) == len(graph.statements) == len({note["id"] for note in items})
    for note, statement in zip(items, graph.statements, strict=True):
        assert note["type"] == "Annotation" and note["body"][0]["source"] == str(iris.statement(statement.key))
        assert note["target"]["source"]["id"] == str(iris.document(statement.evidence.document))
        assert [s["type"] for s in note["target"]["selector"]] == ["TextPositionSelector", "TextQuoteSelector"]
        assert note["target"]["source"]["via"] == "https://news.example/1"


# --- nanopublications ---


def test_nanopublications_are_well_formed(graph):
    # the rules of https://nanopub.net/guidelines/working_draft/, "well-formedness"
    np = "http://www.nanopub.org/nschema#"
    dataset = dataset_of(exchange.nanopubs(graph), "trig")
    heads = [(s, g) for s, _, _, g in dataset.quads((None, RDF.type, URIRef(np + "Nanopublication"), None))]
    assert len(heads) == len(graph.documents)
    used = set()
    for name, head in heads:
        parts = [
            list(dataset.graph(head).objects(name, URIRef(np + f"has{part}")))
            for part in ("Assertion", "Provenance", "PublicationInfo")
        ]
        assert [len(part) for part in parts] == [1, 1, 1]
        (assertion,), (provenance,), (published,) = parts
        assert len({name, head, assertion, provenance, published}) == 5
        assert len(dataset.graph(assertion)) and (assertion, None, None) in dataset.graph(provenance)
        assert (name, None, None) in dataset.graph(published) and len(dataset.graph(head)) == 4
        used |= {head, assertion, provenance, published}
    assert {g for _, _, _, g in dataset.quads()} == used


def test_a_nanopublication_asserts_what_its_document_does(graph):
    dataset = dataset_of(exchange.nanopubs(graph), "trig")
    found = {(s, p, o) for s, p, o, g in dataset.quads() if "/rel/" in p}
    asserted = {
        (iris.thing(s.holder.id), iris.relation(s.relation), iris.thing(s.target.id))
        for s in graph.statements
        if s.asserted and s.holder
    }
    assert found == asserted
    assert (None, None, Literal("https://news.example/1")) in dataset.graph(
        URIRef(f"{iris.BASE}np/{reading().document.id}#provenance")
    )


def test_nanopublications_are_valid_to_their_own_library(graph):
    library = pytest.importorskip("nanopub", reason="nanopub is not installed: pip install nanopub")
    for one in affair():
        dataset = dataset_of(exchange.nanopubs(graph_of([one])), "trig")
        assert library.Nanopub(rdf=dataset, conf=library.NanopubConf()).is_valid


# --- tables ---


@pytest.mark.filterwarnings("always:Invalid column value")
def test_the_table_and_its_description_agree(graph, tmp_path):
    csvw = pytest.importorskip("csvw", reason="csvw is not installed: pip install csvw")
    path = write(graph, tmp_path / "said.csv-metadata.json")
    write(graph, tmp_path / "said.csv")
    assert json.loads(path.read_text("utf-8"))["url"] == "said.csv"
    group = csvw.CSVW(str(path))
    assert group.is_valid
    rows = list(group.tables[0].iterdicts(strict=True))
    assert [row["polarity"] for row in rows] == [s.polarity for s in graph.statements]
    assert [row["holder_id"] for row in rows] == [s.holder and s.holder.id for s in graph.statements]
    broken = (tmp_path / "said.csv").read_text("utf-8").replace(",-1,", ",-2,")
    (tmp_path / "said.csv").write_text(broken, "utf-8")
    assert not csvw.CSVW(str(path)).is_valid


def test_the_description_makes_triples_that_the_store_has(graph):
    """What a converter does (https://www.w3.org/TR/csv2rdf/, minimal mode), for the columns that are properties."""
    schema = json.loads(exchange.csvw("x"))["tableSchema"]
    assert [c["name"] for c in schema["columns"] if not c.get("virtual")] == list(COLUMNS)
    held = {(q.subject.value, q.predicate.value, q.object.value) for q in said(graph)}
    made = set()
    for row in csv.DictReader(io.StringIO(exchange.csv_table(graph))):
        about = schema["aboutUrl"].replace("{id}", row["id"])
        for column in schema["columns"]:
            name = column["name"]
            if column.get("suppressOutput") or column.get("virtual") or not row[name]:
                continue
            value = row[name]
            if address := column.get("valueUrl"):
                value = address.replace("{+" + name + "}", value).replace("{" + name + "}", value)
            elif name == "confidence":  # as an xsd:decimal is written canonically
                value = f"{float(value):g}"
            made.add((about, column["propertyUrl"], value))
    assert made <= held and len(made) > 6 * len(graph.statements)


def test_an_empty_cell_is_empty(graph):
    rows = csv.DictReader(io.StringIO(exchange.csv_table(graph)))
    assert [row["holder"] for row in rows] == [s.holder.label if s.holder else "" for s in graph.statements]


@pytest.mark.parametrize("label", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx"])
def test_a_table_holds_no_formula(label):
    it = document(f"{label} supports it")
    one = reading()
    odd = one.statements[0].to_dict() | {"evidence": {"document": it.id, "start": 0, "end": len(label), "quote": label}}
    found = Reading(it, (), (type(one.statements[0]).from_dict(odd),), ())
    (row,) = csv.DictReader(io.StringIO(exchange.csv_table(graph_of([found]))))
    assert row["quote"] == "'" + label


# --- networks ---


def test_gexf_is_read_back_with_its_parallel_edges(graph):
    network = graph.network()
    read = nx.read_gexf(io.BytesIO(gexf(network).encode()))
    assert read.is_multigraph() and set(read) == set(network)
    assert sorted(d["relation"] for _, _, d in read.edges(data=True)) == sorted(
        d["relation"] for _, _, d in network.edges(data=True)
    )
    assert network.number_of_edges(FORUM.id, FORUM.id) == 0 and "viz" not in network.nodes[FORUM.id]


def test_gexf_knows_no_clock_and_has_colours_and_sizes(graph):
    text = gexf(graph.network())
    assert "lastmodifieddate" not in text
    tree = ET.fromstring(text)
    ours, viz = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
    assert all(node.find(viz + "size") is not None for node in tree.iter(ours + "node"))
    colours = {e.find(viz + "color").get("r") for e in tree.iter(ours + "edge")}
    assert colours == {"0", "153", "213"}


@quick
@given(st.text())
def test_gexf_of_any_label_is_xml(label):
    from test_network import tie

    from kg.model import Entity

    ET.fromstring(gexf(network_of([tie("a", "b")], [Entity("a", label, Kind.PERSON, (label,))])))


# --- files ---


def test_each_format_by_ending_and_by_name(graph, tmp_path):
    endings = {
        "x.nq": "nq", "x.trig12": "trig12", "x.nq12": "nq12", "x.gexf": "gexf", "x.jsonld": "jsonld", "x.trig": "trig",
        "annotations.jsonld": "annotations", "my-annotations.jsonld": "annotations", "v1.2.nanopubs.trig": "nanopubs",
        "statements.csv-metadata.json": "csvw", "x.csv": "csv", "x.dna": "dna",
    }  # fmt: skip
    for name, format in endings.items():
        by_name = write(graph, tmp_path / name, format).read_bytes()
        assert write(graph, tmp_path / name).read_bytes() == by_name, name
        assert by_name == data(FORMATS[format](graph, name))
    with pytest.raises(ConfigError, match="annotations, csv, csvw"):
        write(graph, tmp_path / "x.doc")


def test_a_build_writes_what_most_want_and_the_rest_when_asked():
    assert BUILT == ("graph.ttl", "statements.jsonl", "statements.csv", "graph.html", "report.md")
    assert {*FILES.values()} == {*BUILT, "graph.trig", "graph.graphml"}


def test_help_names_every_format():
    (told,) = (p.help for p in get_command(app).commands["export"].params if p.name == "format")
    assert set(told.split(";")[0].replace(" or", ",").replace(",", "").split()) == {*FORMATS, *FOLDERS}
