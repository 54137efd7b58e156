"""The whole road with the model that ships: laws of a build, on the example articles."""

from pathlib import Path

import pytest

import kg
from kg.builder import build
from kg.config import Config
from kg.outputs import write_all
from kg.statements import dumps, loads

pytestmark = pytest.mark.model
EXAMPLES = Path(kg.__file__).parent / "examples"
ARTICLES = sorted(str(p) for p in EXAMPLES.glob("*.md") if p.name != "README.md")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("built")
    graph, outcome = build([str(EXAMPLES)], out)
    write_all(graph, out, outcome.unreadable)
    yield graph, outcome, out
    graph.close()


def test_every_article_is_read(built):
    graph, outcome, _ = built
    assert outcome.read == len(ARTICLES) == 12
    assert outcome.unreadable == ()
    assert len(graph.statements) > 150


def test_every_quote_stands_at_its_offsets(built):
    graph, *_ = built
    texts = {d.id: d.text for d in graph.documents}
    for s in graph.statements:
        text = texts[s.evidence.document]
        spans = [s.evidence, *s.cues]
        if s.attribution:
            spans += [x for x in (s.attribution.source, s.attribution.cue, s.attribution.content) if x]
        assert all(text[x.start : x.end] == x.text for x in spans)
        for party in filter(None, (s.holder, s.target, *s.attributed_to)):
            assert 0 <= party.start < party.end <= len(text)


def test_building_again_in_another_order_gives_the_same_bytes(built, tmp_path):
    _, _, out = built
    graph, _ = build(list(reversed(ARTICLES)), tmp_path)
    with graph:
        write_all(graph, tmp_path)
    for name in ("statements.jsonl", "graph.ttl", "statements.csv", "graph.html"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_the_graph_keeps_to_its_shapes(built):
    graph, *_ = built
    assert graph.store.violations() == []


def test_statements_survive_their_file(built):
    graph, _, out = built
    text = (out / "statements.jsonl").read_text(encoding="utf-8")
    assert tuple(loads(text)) == graph.statements
    assert dumps(loads(text)) == text


def test_what_is_there_as_it_is_is_left_alone_and_what_changed_is_replaced(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text("Germany criticized the United States on Monday.\n", encoding="utf-8")
    (source / "b.txt").write_text("France praised Italy on Monday.\n", encoding="utf-8")
    for kept, expected in ((2, (2, 0, 0)), (2, (0, 2, 0))):
        graph, outcome = build([str(source)], out)
        with graph:
            assert (outcome.read, outcome.unchanged, outcome.removed) == expected
            assert len(graph.documents) == kept
    (source / "a.txt").write_text("Germany praised the United States on Monday.\n", encoding="utf-8")
    (source / "c.txt").write_text("Poland condemned Russia on Monday.\n", encoding="utf-8")
    graph, outcome = build([str(source)], out)
    with graph:
        assert (outcome.read, outcome.unchanged, outcome.removed) == (2, 1, 1)
        assert [s.relation for s in graph.statements if s.target.label == "United States"] == ["praises"]
        runs = graph.query(
            "SELECT ?run (COUNT(?was) AS ?n) { ?run a prov:Activity OPTIONAL { ?run :vanished ?was } } GROUP BY ?run"
        )
        assert sorted(n for _, n in runs.rows) == [0, 1]
        added = graph.store.trig()
    graph, _ = build([str(source)], tmp_path / "other")
    with graph:
        assert graph.store.trig() == added
    graph, outcome = build([], out)
    with graph:
        assert (outcome.read, outcome.unchanged, graph.store.trig()) == (0, 3, added)
    (out / "store" / "readings").unlink()
    graph, outcome = build([], out)
    with graph:
        assert (outcome.read, graph.store.trig()) == (3, added)
    graph, outcome = build([str(source / "b.txt")], out, anew=True)
    with graph:
        assert (outcome.read, outcome.resumed, len(graph.documents)) == (0, 1, 1)


def test_what_the_author_planted_is_found(built):
    graph, *_ = built
    asserted = {(s.holder.label, s.relation, s.target.label) for s in graph.statements if s.asserted and s.holder}
    signers = {h for h, r, t in asserted if r == "signs" and "Accord" in t}
    assert {"Estonia", "Germany", "Lithuania", "Denmark"} <= signers
    assert any(h == "Agneta Kolvik" and r == "heads" and "Union of Data" in t for h, r, t in asserted)
    assert any(h == "Edgars Strautmalis" and r == "accuses" and t == "Estonia" for h, r, t in asserted)


def test_in_memory_and_from_python():
    with kg.build(ARTICLES[:2]) as graph:
        assert len(graph.documents) == 2
        assert graph.query("SELECT (COUNT(*) AS ?n) { ?s a :Stance }").rows[0][0] >= 0
        assert graph.network().number_of_edges() > 0
        assert "iframe" in graph.show()._repr_mimebundle_()["text/html"]


def test_one_source_may_be_given_alone_as_text_or_path(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    for name in ("a/one.txt", "two.txt"):
        (tmp_path / name).write_text("Norway condemned the attack.")
    monkeypatch.chdir(tmp_path)  # where "." among the letters of a path would find the other file
    for sources in ("./a", Path("a"), [Path("a/one.txt")]):
        with kg.build(sources) as graph:
            assert len(graph.documents) == 1


def test_rdflib_sees_the_same_graph(built):
    graph, *_ = built
    rows = list(graph.rdf().query("SELECT ?s WHERE { ?s a <https://w3id.org/stancegraph/ns#Stance> }"))
    assert len(rows) == len(graph.query("SELECT ?s { ?s a :Stance }").rows) > 0


def test_reading_a_text_gives_statements_with_offsets():
    text = "Germany criticized the United States on Monday."
    found = [s for s in kg.read(text) if s.relation == "criticizes"]
    assert [(s.holder.label, s.target.label, s.polarity) for s in found] == [("Germany", "United States", -1)]
    assert text[found[0].target.start : found[0].target.end] == "United States"
    assert kg.read("  \n ") == []


def test_furniture_is_not_read(tmp_path):
    from kg.model import Document
    from kg.reading import readings

    text = "Germany criticizes France\n\nGermany criticizes France\n\nNothing else happened that day in Europe.\n"
    document = Document.of(text, furniture=((27, 52),))
    reading = next(readings([document], Config()))
    assert all(s.evidence.start < 27 for s in reading.statements)
