"""Laws of a drawing, on an invented affair: the Lindhaven Accord on cargo data, and who stands where."""

import math
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.display import Mark, parts
from kg.errors import KgError
from kg.ids import entity_id
from kg.model import Certainty, Document, Kind, Party, Span, Statement, StatementKind
from kg.view import draw
from kg.view.beside import arrange, beside
from kg.view.layout import WIDE, place

PROPOSITION = "the accord would expose crew records to foreign agencies"
PARTIES = {
    Kind.PERSON: "Mara Voss, Tomas Ehrling, Ilse Brandt, Dario Quill, Petra Lund, Samir Haddon, Oskar Feld, "
    "Greta Nyholm",
    Kind.ORGANIZATION: "Harbour Union, Meridian Shipping, Open Seas Institute, Civic Data League, Global Ports Forum, "
    "Council of Coastal Cities, Northline Freight",
    Kind.GOVERNMENT_BODY: "Valdorian Trade Ministry, Estmark Senate, Lindhaven Port Authority",
    Kind.STATE: "Valdoria, Estmark",
    Kind.GROUP: "coastal mayors",
    Kind.PLACE: "Lindhaven",
    Kind.EVENT: "Valdorian withdrawal from the Global Ports Forum, harbour strike",
    Kind.TOPIC: "Lindhaven Accord",
    Kind.PROPOSITION: PROPOSITION,
}
KIND = {name: kind for kind, names in PARTIES.items() for name in names.split(", ")}
ALIASES = {"Mara Voss": ("Voss", "the minister"), "Global Ports Forum": ("GPF",), "Estmark": ("the Grand Duchy",)}
MENTION = re.compile(r"[{\[<](.+?)[}\]>]")
POLARITY = {"+": 1, "-": -1, "0": 0}
CERTAINTIES = [Certainty.CERTAIN] * 4 + [Certainty.PROBABLE, Certainty.POSSIBLE]


def plain(sentence: str) -> str:
    return MENTION.sub(r"\1", sentence)


def party(label: str, span: tuple[int, int]) -> Party:
    return Party(entity_id(KIND[label], label), label, KIND[label], *span)


def read(head: str, sentence: str, document: Document, start: int, dice: random.Random) -> Statement:
    sort, holder, target = head.split(" | ")
    relation, polarity, kind = sort.split()
    spans = {}
    for i, mention in enumerate(MENTION.finditer(sentence)):  # two brackets fewer in the text for each mention before
        spans[mention[0][0]] = (start + mention.start() - 2 * i, start + mention.end() - 2 * i - 2)
    return Statement(
        kind=StatementKind(kind), holder=party(holder, spans["{"]), relation=relation, target=party(target, spans["<"]),
        polarity=POLARITY[polarity], evidence=document.span(start, start + len(plain(sentence))),
        cues=(document.span(*spans["["]),), rule=f"verb/{relation}", confidence=round(dice.uniform(0.45, 0.98), 2),
        certainty=dice.choice(CERTAINTIES), speech_act=dice.choice([None, "say"]), uri=document.uri,
    )  # fmt: skip


def network_of(statements: list[Statement]) -> nx.MultiDiGraph:
    """The network of ``statements`` as the view expects it."""
    network = nx.MultiDiGraph()
    for s in statements:
        for side in (s.holder, s.target):
            network.add_node(side.id, label=side.label, kind=str(side.kind), aliases=ALIASES.get(side.label, ()))
        key = f"{s.relation}|{s.polarity}"
        data = network.get_edge_data(s.holder.id, s.target.id, key) or {"weight": 0, "statements": ()}
        network.add_edge(s.holder.id, s.target.id, key, relation=s.relation, polarity=s.polarity, kind=str(s.kind),
                         weight=data["weight"] + 1, statements=(*data["statements"], s.key))  # fmt: skip
    return network


def affair() -> tuple[nx.MultiDiGraph, list[Statement], list[Document]]:
    """26 parties, 60 statements, 10 documents; every document has its own publisher, date and address."""
    dice, documents, statements = random.Random(1), [], []
    blocks = Path(__file__).with_name("test_view_affair.txt").read_text(encoding="utf-8").split("\n## ")[1:]
    for block in blocks:
        first, *lines = block.strip().split("\n")
        publisher, published, title = first.split(" | ")
        found = list(zip(lines[::2], map(str.strip, lines[1::2]), strict=True))
        said = [plain(sentence) for _, sentence in found]
        text = f"{title}\n\n{' '.join(said[:3])}\n\n{' '.join(said[3:])}\n"
        uri = f"https://news.example/{published}"
        document = Document.of(text, title=title, publisher=publisher, published=published, uri=uri)
        documents.append(document)
        statements += [
            read(head, sentence, document, document.text.index(words), dice)
            for (head, sentence), words in zip(found, said, strict=True)
        ]
    return network_of(statements), statements, documents


@pytest.fixture(scope="module")
def drawing():
    return draw(*affair(), title="The Lindhaven Accord")


def test_affair_is_as_large_as_it_says(drawing):
    assert (len(drawing.nodes), len(drawing.evidence), drawing.documents) == (26, 60, 10)


def test_same_network_same_drawing_in_any_order(drawing):
    _, statements, documents = affair()
    backwards = network_of(statements[::-1])
    assert draw(backwards, statements[::-1], documents[::-1], title="The Lindhaven Accord") == drawing


def test_hash_seed_does_not_show(drawing):
    script = "import test_view as t; print(hash('a')); print(t.draw(*t.affair(), title='The Lindhaven Accord'))"
    env = {"PYTHONHASHSEED": "4217", "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8", env=env)
    seed, other = run.stdout.split("\n", 1)
    assert int(seed) != hash("a"), "the seeds must differ for this test to mean anything"
    assert other == f"{drawing}\n"


def test_network_is_left_as_it_is():
    network, statements, documents = affair()
    before = network.copy()
    draw(network, statements, documents, title="")
    assert nx.utils.graphs_equal(network, before)


def test_every_statement_of_the_network_is_evidence_once(drawing):
    _, statements, _ = affair()
    assert Counter(e.key for e in drawing.evidence) == Counter(s.key for s in statements)
    assert {key for edge in drawing.edges for key in edge.statements} == {s.key for s in statements}


def test_marks_are_the_mentions(drawing):
    _, statements, documents = affair()
    text = {d.id: d.text for d in documents}
    by_key = {s.key: s for s in statements}
    for evidence in drawing.evidence:
        s = by_key[evidence.key]
        spans = {"holder": s.holder, "cue": s.cues[0], "target": s.target}
        marked = {m.role: evidence.sentence[m.start : m.end] for m in evidence.marks}
        assert marked == {role: text[s.evidence.document][at.start : at.end] for role, at in spans.items()}


def test_a_mention_outside_the_sentence_is_not_marked():
    document = Document.of("Ann spoke. She backs Bob.")
    ann = Party("a", "Ann", Kind.PERSON, 0, 3)
    bob = Party("b", "Bob", Kind.PERSON, 21, 24)
    s = Statement(kind=StatementKind.STANCE, holder=ann, relation="supports", target=bob, polarity=1,
                  evidence=document.span(11, 25), cues=(document.span(15, 20),), rule="r", confidence=0.5)  # fmt: skip
    [evidence] = draw(network_of([s]), [s], [document], title="").evidence
    assert [m.role for m in evidence.marks] == ["cue", "target"]
    assert evidence.before == "Ann spoke. "


def test_one_edge_for_each_pair_relation_and_polarity(drawing):
    _, statements, _ = affair()
    found = [(e.source, e.target, e.relation, e.polarity) for e in drawing.edges]
    assert sorted(found) == sorted({(s.holder.id, s.target.id, s.relation, s.polarity) for s in statements})
    assert len({e.id for e in drawing.edges}) == len(found)


def test_edges_know_their_dates_and_confidence(drawing):
    evidence = {e.key: e for e in drawing.evidence}
    for edge in drawing.edges:
        own = [evidence[key] for key in edge.statements]
        assert edge.confidence == max(e.confidence for e in own)
        assert (edge.first, edge.last) == (min(e.date for e in own), max(e.date for e in own))


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from("pqrs")), min_size=1, unique=True))
def test_parallel_edges_bend_apart(triples):
    document = Document.of("ab")
    spans = [Party(str(i), str(i), Kind.TOPIC, 0, 1) for i in range(3)]
    statements = [
        Statement(kind=StatementKind.STANCE, holder=spans[a], relation=relation, target=spans[b], polarity=0,
                  evidence=document.span(0, 2), cues=(document.span(1, 2),), rule="r", confidence=0.5)
        for a, b, relation in triples
    ]  # fmt: skip
    seen = Counter(
        (min(e.source, e.target), max(e.source, e.target), e.bend if e.source <= e.target else -e.bend)
        for e in draw(network_of(statements), statements, [document], title="").edges
    )
    assert set(seen.values()) == {1}


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 30), st.integers(0, 45), st.integers(0, 30), st.integers(0, 9))
def test_no_node_stands_in_the_room_of_another(nodes, edges, core, seed):
    graph = nx.gnm_random_graph(nodes, edges, seed=seed)
    network = nx.relabel_nodes(graph, str)
    dice = random.Random(seed)
    room = {id: dice.uniform(22, 50) for id in sorted(network)}
    first = place(network.subgraph(sorted(network)[:core]), room)
    places = beside(network, first, room)
    assert set(places) == set(network)
    assert first.items() <= places.items(), "who stood before stays"
    for a, b in combinations(places, 2):
        (x, y), (u, v) = places[a].at, places[b].at
        assert math.hypot((x - u) / WIDE, y - v) > room[a] + room[b] - 2  # pixels are whole


def test_what_is_only_said_stands_beside_who_says_it():
    network = nx.MultiDiGraph(affair()[0])
    network.remove_edges_from([e for *e, kind in network.edges(keys=True, data="kind") if kind == "assertion"])
    said = network.copy()
    for id in network:
        said.add_edge(id, f"{id} says so", kind="assertion")
    said.add_edge("a stranger", "a stranger says so", kind="assertion")
    room = dict.fromkeys(said, 30.0)
    before, after = arrange(network, room), arrange(said, room)
    assert before.items() <= after.items(), "nobody who takes a side moves"
    assert set(after) == set(said)
    for id in network:
        (x, y), (u, v) = after[id].at, after[f"{id} says so"].at
        assert math.hypot(x - u, y - v) < 500
        assert after[id].community == after[f"{id} says so"].community
    assert after["a stranger"].community not in {place.community for place in before.values()}


def test_what_is_only_said_is_laid_out_where_there_is_nothing_else():
    said = nx.MultiDiGraph()
    said.add_edges_from(("a", str(i), {"kind": "assertion"}) for i in range(5))
    room = dict.fromkeys(said, 30.0)
    assert arrange(said, room) == place(said, room)


def test_statements_that_nobody_asserts_are_counted():
    network, statements, documents = affair()
    first, second, third, *_ = statements
    others = [replace(first, negated=True), replace(second, holder=None), replace(third, role="x")]
    drawing = draw(network, [*statements, *others], documents, title="")
    assert (drawing.read, drawing.unsure, len(drawing.evidence)) == (63, 2, 60)


def test_nobody_at_all():
    drawing = draw(nx.MultiDiGraph(), [], [], title="Nothing")
    assert (drawing.nodes, drawing.edges, drawing.evidence, drawing.counts) == ((), (), (), ())


def test_long_names_are_shortened_for_drawing_only(drawing):
    short = {n.label: n.short for n in drawing.nodes}
    assert short[PROPOSITION] == "the accord would expose…"
    assert short["Council of Coastal Cities"] == "Council of Coastal Cities"


def test_an_edge_without_its_sentence_is_refused():
    network, statements, documents = affair()
    with pytest.raises(KgError, match="hand draw\\(\\) its statement too"):
        draw(network, statements[1:], documents, title="")
    with pytest.raises(KgError, match="hand draw\\(\\) its document too"):
        draw(network, statements, documents[1:], title="")


def test_counts_are_of_statements(drawing):
    counts = {(c.facet, c.value): c.statements for c in drawing.counts}
    _, statements, _ = affair()
    assert counts["polarity", "-1"] == sum(s.polarity == -1 for s in statements)
    assert counts["actor", "Event"] == sum(s.target.kind == Kind.EVENT for s in statements)
    assert counts["relation", "heads"] == sum(s.relation == "heads" for s in statements)


@pytest.mark.parametrize(
    ("published", "date"),
    [("2025-01-03T10:00:00Z", "2025-01-03"), ("2025-01", "2025-01"), ("2025", "2025"), ("3 Jan", None),
     ("2025-13-45", None), (None, None)],
)  # fmt: skip
def test_dates_are_iso_or_none(published, date):
    document = Document.of("Ann backs Bob.", published=published)
    s = Statement(kind=StatementKind.STANCE, holder=Party("a", "Ann", Kind.PERSON, 0, 3), relation="supports",
                  target=Party("b", "Bob", Kind.PERSON, 10, 13), polarity=1, evidence=document.span(0, 14),
                  cues=(document.span(4, 9),), rule="r", confidence=0.5)  # fmt: skip
    assert draw(network_of([s]), [s], [document], title="").evidence[0].date == date


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=40), st.data())
def test_parts_are_the_sentence(sentence, data):
    place = st.integers(0, len(sentence))
    marks = tuple(
        Mark(role, *sorted(data.draw(st.tuples(place, place))))
        for role in data.draw(st.lists(st.sampled_from(["holder", "cue", "target"]), max_size=4))
    )
    cut = parts(sentence, marks)
    assert "".join(text for text, _ in cut) == sentence
    at = 0
    for text, roles in cut:
        inside = {m.role for m in marks if m.start <= at and at + len(text) <= m.end}
        assert set(roles.split()) == inside
        at += len(text)


def test_span_of_an_emoji_sentence_counts_code_points(drawing):
    [evidence] = [e for e in drawing.evidence if "🚢" in e.sentence]
    assert isinstance(Span("d", 0, 1, "🚢"), Span)
    assert "".join(text for text, roles in parts(evidence.sentence, evidence.marks) if roles == "cue") == "welcomed"
