"""What people explore in a notebook: selections, tables, cells, the frame and its fallback, progress."""

import pickle
import re
import subprocess
import sys
import warnings
from html.parser import HTMLParser

import factories
import networkx as nx
import pytest
from factories import quick
from hypothesis import given
from hypothesis import strategies as st
from test_view import affair as drawn_affair
from test_view_browser import chromium  # noqa: F401 (a fixture)
from test_view_page import HOSTILE

from kg.errors import KgError
from kg.graph import Graph
from kg.model import Entity, Kind, Party, Skip, Span, Statement, StatementKind
from kg.network import network_of, ties_of
from kg.query import ties
from kg.query.table import Table
from kg.resolve import resolve
from kg.store import Store
from kg.tabular import Reading as Read
from kg.tabular import Skips, Statements
from kg.view import draw, show
from kg.view.card import card

FILTERS = (
    {"polarity": 1}, {"polarity": (-1, 0)}, {"holder": "jane doe"}, {"holder": ("Jane Doe", "white house")},
    {"target": "Global Cyber Forum"}, {"kind": "stance"}, {"relation": "supports"}, {"confidence": 0.9},
    {"text": "WHITE house"}, {},
)  # fmt: skip
DAYS = ("2024", "2025-01-15", "2025-01", "2025-W11", "2025-03", "2025-06-01", "2025", "2026-02-28")


@pytest.fixture(scope="module")
def graph():
    found, entities, merges = resolve([*factories.affair(), factories.reading()])
    with Store.open() as store:
        store.fill(found, entities, merges)
        yield Graph(store, title="The Forum")


def keys(selection):
    return [s.key for s in selection.statements]


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words.append(data)


# --- laws of selections


@quick
@given(first=st.sampled_from(FILTERS), second=st.sampled_from(FILTERS))
def test_selections_compose_as_intersection(graph, first, second):
    both, other = graph.where(**first).where(**second), graph.where(**second)
    assert keys(both) == [key for key in keys(graph.where(**first)) if key in keys(other)]
    assert keys(both) == keys(other.where(**first))


@quick
@given(day=st.sampled_from(("2024-12-31", "2025-01-15", "2025-03-15", "2025-05-31", "2025-06-01")))
def test_days_part_the_dated_statements(graph, day):
    early = graph.between(None, day)
    late = [key for key in keys(graph.between()) if key not in keys(early)]
    assert keys(graph.between(f"{day}", None).between(day, day)) == keys(graph.between(day, day))
    following = graph.discourse.between(day).rows["day"] > graph.discourse.between(day, day).rows["day"].max()
    assert set(late).isdisjoint(keys(early)) and (len(late) + len(early) == len(graph.between()))
    assert set(following[following].index) <= set(late)


@quick
@given(since=st.none() | st.sampled_from(DAYS), until=st.none() | st.sampled_from(DAYS))
def test_between_takes_the_days_that_a_discourse_takes(graph, since, until):
    held = {s.key for s in graph.statements if s.holder}
    assert set(keys(graph.between(since, until))) & held == set(graph.discourse.between(since, until).rows.index)


def test_of_its_table_is_the_graph(graph):
    assert keys(graph.of(graph.statements())) == keys(graph)
    sure = graph.statements()
    sure = sure[sure.confidence > 0.8]
    assert keys(graph.of(sure)) == keys(graph.where(confidence=0.8001)) == list(sure.index)
    found = graph.query("SELECT ?statement ?holder { ?statement :holder ?holder ; :polarity -1 }").to_frame()
    assert set(keys(graph.of(found))) == {s.key for s in graph.statements if s.holder and s.polarity == -1}


def test_a_selection_of_all_is_as_the_graph(graph):
    every = graph.where()
    assert every.statements == graph.statements and every.documents == graph.documents and every.skips == graph.skips
    assert every.draw() == graph.draw()
    assert nx.utils.graphs_equal(every.network(), graph.network())
    assert every.discourse.rows.equals(graph.discourse.rows)
    assert ties_of(graph.statements) == ties(graph.store) != []


def test_a_selection_does_what_a_graph_does(graph):
    some = graph.where(holder="JANE doe", polarity=-1)
    assert {(s.holder.label, s.polarity) for s in some.statements} == {("Jane Doe", -1)}
    assert len(some) == len(some.statements()) == len(some.statements) > 1
    assert {e.label for e in some.entities} >= {"Jane Doe"} and len(some.entities) < len(graph.entities)
    assert {d.id for d in some.documents} == {s.evidence.document for s in some.statements}
    assert set(some.network().nodes) == {id for s in some.statements if s.asserted for id in (s.holder.id, s.target.id)}
    assert "iframe" in some.show()._repr_html_()
    assert repr(some).startswith("<Selection: ")
    assert keys(graph.where(holder=some.statements[0].holder.id, polarity=-1)) == keys(some)
    assert not len(some.where(polarity=1)) and some.where(polarity=1).draw().nodes == ()


UNKNOWN = [
    ({"holder": "Jane Do"}, "'Jane Do': nobody and nothing is called so; did you mean Jane Doe?"),
    ({"target": "xxxxxxxx"}, "'xxxxxxxx': nobody and nothing is called so; see graph.entities() for who is"),
    ({"relation": "suports"}, "relation 'suports': there is none such here; use supports"),
    ({"kind": "stances"}, "kind 'stances': there is none such here; use stance"),
    ({"polarity": 2}, "polarity '2': there is none such here; use -1 or 0 or 1"),
]


@pytest.mark.parametrize(("asked", "line"), UNKNOWN, ids=[next(iter(asked)) for asked, _ in UNKNOWN])
def test_unknown_values_name_what_is_near(graph, asked, line):
    with pytest.raises(KgError) as error:
        graph.where(**asked)
    assert str(error.value).startswith(line) and "\n" not in str(error.value)


def test_of_refuses_what_is_not_here(graph):
    with pytest.raises(KgError, match="'nowhere': not here; hand over keys"):
        graph.of(["nowhere"])
    with pytest.raises(KgError, match="date 'March'"):
        graph.between("March")


# --- tables


def test_statements_table_says_what_the_statements_say(graph):
    frame = graph.statements()
    labels = {entity.id: entity.label for entity in graph.entities}
    assert list(frame.index) == keys(graph) and frame.index.name == "statement"
    for row, s in zip(frame.itertuples(), graph.statements, strict=True):
        assert (row.relation, row.polarity, row.sentence, row.confidence, row.rule, row.document, row.target_id) == (
            s.relation, s.polarity, s.evidence.text, s.confidence, s.rule, s.evidence.document, s.target.id
        )  # fmt: skip
        assert row.target == labels.get(s.target.id, s.target.label)
        if s.holder:
            assert (row.holder, row.holder_id) == (labels.get(s.holder.id, s.holder.label), s.holder.id)
        else:
            assert row.holder != row.holder or row.holder is None
    assert {"News of 2025-01-15", "News of 2025-03"} <= set(frame.title)
    assert len(Statements().to_frame()) == 0 and list(Statements()().columns) == list(frame.columns)


def test_entities_table_counts_where_each_stands(graph):
    frame = graph.entities()
    assert len(frame) == len(graph.entities) and set(frame.index) == {entity.id for entity in graph.entities}
    assert frame.as_holder.sum() == sum(s.holder is not None and s.holder.id in frame.index for s in graph.statements)
    totals = list(frame.as_holder + frame.as_target)
    assert totals == sorted(totals, reverse=True)


def test_skips_count_reasons(graph):
    assert [skip.reason for skip in graph.skips] == list(graph.skips().reason) == ["no-target"]
    assert "no target" in graph.skips._repr_html_() and "rejected the criticism" in graph.skips._repr_html_()


def test_answers_have_names_and_keep_addresses(graph):
    frame = graph.query("SELECT ?who ?sign { ?statement :holder ?who ; :polarity ?sign }").to_frame()
    assert "Jane Doe" in set(frame.who) and list(frame.columns) == ["who", "sign", "who_iri"]
    assert all(iri.startswith("https://w3id.org/stancegraph/id/") for iri in frame.who_iri)
    assert "Jane Doe" in graph.query("SELECT ?who { ?statement :holder ?who }")._repr_html_()


def test_read_is_a_sequence_with_skips():
    found = factories.reading()
    read = Read(found.statements, found.skips)
    assert read == list(found.statements) == list(read) and read == found.statements and read[0] == found.statements[0]
    assert Read() == [] and read != [] and not Read()
    assert read.skips == found.skips and len(read.to_frame()) == len(read)


def test_network_stays_networkx(graph):
    network = graph.network()
    some = network.subgraph(list(network)[:2])
    for made in (network, network.copy(), some.copy(), network.reverse(), pickle.loads(pickle.dumps(network))):
        assert isinstance(made, nx.MultiDiGraph) and "nodes" in made._repr_html_()
    assert type(network.to_undirected()) is nx.MultiGraph
    assert nx.utils.graphs_equal(pickle.loads(pickle.dumps(network)), network)


# --- cells: everything is text


def hostile(text: str) -> tuple[Statement, Entity]:
    sentence = f"{text} opposes {text}."
    holder = Party("person/x", text, Kind.PERSON, 0, len(text))
    target = Party("concept/y", text, Kind.TOPIC, len(text) + 9, len(sentence) - 1)
    span, cue = Span("d", 0, len(sentence), sentence), Span("d", len(text) + 1, len(text) + 8, "opposes")
    made = Statement(StatementKind.STANCE, holder, "opposes", target, -1, span, (cue,), text, 0.9, uri=text, date=text)
    return made, Entity("person/x", text, Kind.PERSON, (text,))


@pytest.mark.parametrize("text", [*HOSTILE, "javascript:alert(1)", '" onload="alert(1)', "]]></style><style>*{}"])
def test_hostile_text_stays_text_in_every_cell(text):
    statement, entity = hostile(text)
    skip = Skip(text, statement.evidence)
    network = network_of(ties_of([statement]), [entity], [statement])
    cells = [
        statement, Statements([statement], [entity]), Read([statement], [skip]), Skips([skip]),
        Table((text, "link"), ((text, text),), {text: text}), network, show(draw(*drawn_affair(), title=text)),
    ]  # fmt: skip
    for html in [*(cell._repr_html_() for cell in cells), card(text, network, None, {"documents": 1})]:
        shown = Tags(html)
        tags = {tag for tag, _ in shown.tags}
        assert tags <= {"style", "div", "p", "b", "h4", "span", "mark", "code", "table", "thead", "tbody", "tr", "th",
                        "td", "svg", "g", "path", "rect", "line", "text", "iframe", "br"}  # fmt: skip
        assert not [name for _, attributes in shown.tags for name in attributes if name.startswith("on")]
        assert html.count("<style>") == html.count("</style>") <= 2


def test_links_lead_to_the_web_alone():
    table = Table(("a", "b", "c"), (("https://news.example/x?a&b", "file:///etc/passwd", "JAVASCRIPT:alert(1)"),))
    [(_, attributes)] = [found for found in Tags(table._repr_html_()).tags if found[0] == "a"]
    assert attributes["href"] == "https://news.example/x?a&b" and "noopener" in attributes["rel"]


def test_arcs_lead_from_holder_to_target_in_sentences_that_hold_statements():
    found = factories.reading()
    html = Read(found.statements)._repr_html_()
    shown = Tags(html)
    sentences = {(s.evidence.start, s.evidence.end) for s in found.statements}
    assert sum(tag == "svg" for tag, _ in shown.tags) == len(sentences)
    assert html.count("stroke-linecap") == len(found.statements)
    told = " ".join(attributes.get("aria-label", "") for _, attributes in shown.tags)
    for s in found.statements:
        assert s.target.label in told and (s.holder.label if s.holder else "the document") in told


def test_card_of_a_statement_marks_its_words():
    statement = factories.affair()[0].statements[0]
    html = statement._repr_html_()
    marked = re.findall(r'<mark class="(\w+)"[^>]*>([^<]+)</mark>', html)
    assert marked == [("holder", "Jane Doe"), ("cue", "opposes"), ("target", "Global Cyber Forum")]
    assert str(statement.rule) in html and "confidence" in html


def test_card_of_a_graph_is_small_and_says_what_is_in_it(graph):
    html = graph._repr_html_()
    assert len(html) < 10_000 and "iframe" not in html
    assert "4 documents" in html and "The Forum" in html and "Most contested: <b>Global Cyber Forum</b>" in html


def test_card_names_the_first_few():
    many = nx.MultiDiGraph()
    many.add_nodes_from((f"p{n}", {"label": f"Person {n}", "kind": Kind.PERSON}) for n in range(9))
    many.add_edge("p8", "p7", weight=3, polarity=1)
    assert re.findall("<b>(.*?)</b>", card("", many, None, {})) == [f"Person {n}" for n in (7, 8, 0, 1, 2)]


# --- show


def test_show_gives_each_viewer_what_it_can_show(graph):
    shown = graph.show(height=400)
    bundle = shown._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/svg+xml", "text/plain"}
    assert set(shown._repr_mimebundle_(include={"text/plain"})) == {"text/plain"}
    assert 'height="400"' in bundle["text/html"] and len(bundle["text/html"]) < 400_000
    assert "Jane Doe" in bundle["text/plain"] and "Jane Doe" in bundle["image/svg+xml"]
    assert bundle == graph.show(height=400)._repr_mimebundle_()
    from lxml import etree

    assert etree.fromstring(bundle["image/svg+xml"].encode()).tag.endswith("svg")


def notebook(graph):
    """HTML that nbconvert makes of a notebook with the graph's page."""
    nbformat, nbconvert = pytest.importorskip("nbformat"), pytest.importorskip("nbconvert")
    made = nbformat.v4.new_output("display_data", data=graph.show()._repr_mimebundle_())
    cell = nbformat.v4.new_code_cell("graph.show()", outputs=[made])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return nbconvert.HTMLExporter(require_js_url="", mathjax_url="").from_notebook_node(
            nbformat.v4.new_notebook(cells=[cell])
        )[0]


def test_frame_works_in_the_page_that_nbconvert_makes(graph, chromium, tmp_path):  # noqa: F811
    (tmp_path / "notebook.html").write_text(notebook(graph), encoding="utf-8")
    tab, asked, said = chromium.new_page(), [], []
    tab.on("request", lambda request: asked.append((request.frame != tab.main_frame, request.url)))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto((tmp_path / "notebook.html").as_uri())
    frame = tab.frame_locator("iframe")
    frame.locator("#panel .row").first.click()
    assert frame.locator("#panel h2").inner_text() == "Global Cyber Forum"
    assert not tab.locator(".kg table").is_visible()
    assert [url for inside, url in asked if inside and not url.startswith(("about:", "data:"))] == []
    assert [line for line in said if "Content Security Policy" in line] == []
    inner = next(frame for frame in tab.frames if frame != tab.main_frame)
    assert inner.evaluate("document.querySelector('meta[http-equiv]').content.startsWith(\"default-src 'none'\")")
    assert inner.evaluate("(() => { try { return parent.document.title } catch { return 'closed' } })()") == "closed"
    tab.close()


def test_without_the_frame_the_table_appears(graph, chromium):  # noqa: F811
    html = re.sub(r"<iframe.*?</iframe>", "", graph.show()._repr_html_(), flags=re.DOTALL)  # what a sanitizer leaves
    for shown in (html, re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)):
        tab = chromium.new_page()
        tab.set_content(shown)
        assert tab.locator(".kg table").is_visible() and "Jane Doe" in tab.locator(".kg table").inner_text()
        tab.close()


# --- progress


def test_progress_is_silent_where_nobody_looks():
    code = "from kg.progress import bar\nwith bar() as told:\n    told('Reading', 1, 2); told('Reading', 2, 2)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("", "")


def test_progress_counts_in_a_notebook(monkeypatch, capsys):
    from kg import progress

    monkeypatch.setattr(progress, "in_notebook", lambda: True)
    with progress.bar() as told:
        told("Reading", 1, 3)
        told("Storing", 0, 1)
    err = capsys.readouterr().err
    assert "Reading" in err
