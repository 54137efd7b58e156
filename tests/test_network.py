"""Networks: ties kept apart, measures with known answers, GraphML that other tools read."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import networkx as nx
import pytest
from factories import ENTITIES, FORUM, HOUSE, JANE, NET, affair, flat, quick, reading
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Entity, Kind, Tie
from kg.network import contested, graphml, measures, network_of, stats
from kg.query import run, ties
from kg.store import Store

FOUND = [*affair(), reading()]


@pytest.fixture(scope="module")
def network() -> nx.MultiDiGraph:
    with Store.open() as store:
        store.fill(FOUND, ENTITIES)
        return network_of(ties(store), ENTITIES, flat(FOUND))


def tie(source: str, target: str, polarity: int = 1, weight: int = 1, relation: str = "r") -> Tie:
    return Tie(source, target, relation, polarity, weight, tuple(f"{source}{target}{i}" for i in range(weight)))


polarities = st.sampled_from((-1, 0, 1))
many = st.lists(
    st.builds(tie, st.sampled_from("abcdef"), st.sampled_from("defghi"), polarities, st.integers(1, 4)),
    max_size=25,
    unique_by=lambda t: (t.source, t.target, t.polarity),
)


def test_support_does_not_overwrite_opposition(network):
    edges = network.get_edge_data(JANE.id, FORUM.id)
    assert {key: (data["polarity"], data["weight"]) for key, data in edges.items()} == {
        "opposes|-1": (-1, 2),
        "supports|1": (1, 1),
    }
    assert len(edges["opposes|-1"]["statements"]) == 2


def test_nodes_and_edges_say_what_they_are(network):
    assert network.nodes[JANE.id] == {"label": "Jane Doe", "kind": "Person", "aliases": ("Doe",), "same_as": ()}
    event = next(data for id, data in network.nodes(data=True) if id.startswith("event/"))
    assert event == {
        "label": "US withdrawal from the Global Cyber Forum",
        "kind": "Event",
        "aliases": (),
        "same_as": (),
    }
    kinds = {data["relation"]: data["kind"] for *_, data in network.edges(data=True)}
    assert kinds == {"asserts": "assertion", "memberOf": "relation", "opposes": "stance", "rejects": "stance",
                     "supports": "stance", "withdrawsFrom": "action"}  # fmt: skip


def test_without_statements_unknown_parties_go_by_their_identifier():
    made = network_of([tie("x", JANE.id)], ENTITIES)
    assert made.nodes["x"] == {"label": "x", "kind": "", "aliases": (), "same_as": ()}
    assert made.nodes[JANE.id]["label"] == "Jane Doe"


@quick
@given(many, st.randoms())
def test_the_order_of_ties_is_no_matter(found, random):
    shuffled = random.sample(found, len(found))
    one, other = network_of(found, ()), network_of(shuffled, ())
    assert list(one.nodes) == list(other.nodes) and list(one.edges(data=True)) == list(other.edges(data=True))
    assert stats(one) == stats(other) and graphml(one) == graphml(other)


@quick
@given(many)
def test_totals_agree(found):
    made = network_of(found, ())
    assert made.number_of_edges() == len(found)
    assert sum(measures.strength(made).values()) == 2 * sum(t.weight for t in found)
    assert sorted(id for group in measures.communities(made) for id in group) == sorted(made)
    assert all(0 <= value <= 1 for value in (*measures.contested(made).values(), measures.density(made)))


def test_measures_of_a_star_are_known():
    star = network_of([tie("hub", leaf, weight=2) for leaf in "abcd"] + [tie("a", "hub", -1)], ())
    assert measures.degree(star) == {"a": 1, "b": 1, "c": 1, "d": 1, "hub": 4}
    assert measures.strength(star) == {"a": 3, "b": 2, "c": 2, "d": 2, "hub": 9}
    assert measures.betweenness(star)["hub"] == 1.0
    assert measures.density(star) == 4 / 10


def test_two_circles_joined_by_one_tie_are_two_communities():
    circles = [tie(a, b, weight=3) for group in ("abcd", "wxyz") for a in group for b in group if a < b]
    found = measures.communities(network_of([*circles, tie("d", "w")], ()))
    assert found == [set("abcd"), set("wxyz")]


def test_who_is_contested_is_known():
    made = network_of([tie("a", "t", 1, 3), tie("b", "t", -1, 1), tie("c", "u", 1), tie("d", "v", 0)], ())
    found = measures.contested(made)
    assert found == {"t": pytest.approx(0.8112781), "u": 0.0}
    (row,) = stats(made).contested
    assert (row.id, row.positive, row.negative) == ("t", 1, 1)


def test_what_is_contested_is_ordered_by_the_smaller_side_then_the_total_each_holder_once():
    ties = [("even", 2, 2), ("large", 1, 5), ("many", 2, 3), ("small", 1, 1), ("agreed", 4, 0)]
    made = [
        tie(f"{side}{n}", target, side, weight=9)
        for target, *counts in ties
        for side, count in zip((1, -1), counts, strict=True)
        for n in range(count)
    ]
    made += [tie("wavers", "alone", side) for side in (1, -1)]
    made += [tie("-10", "many", 1)]
    found = contested(network_of(made, ()))
    assert [(row.id, row.positive, row.negative) for row in found] == [
        ("many", 3, 3), ("even", 2, 2), ("large", 1, 5), ("small", 1, 1)
    ]  # fmt: skip


def test_the_stats_of_the_affair(network):
    found = stats(network)
    assert [row.label for row in found.actors[:2]] == ["Global Cyber Forum", "Jane Doe"]
    (row,) = found.contested
    assert (row.label, row.positive, row.negative) == ("Global Cyber Forum", 3, 3)
    assert found.statements == sum(bool(s.holder) and s.asserted for s in flat(FOUND))
    assert {HOUSE.id, NET.id} <= {row.id for row in found.actors}


@quick
@given(st.data())
def test_the_question_and_the_network_agree_on_what_is_contested(data):
    targets = st.sampled_from([one.target for one in flat(FOUND)][:3])
    found = [
        replace(one, statements=tuple(
            replace(s, polarity=data.draw(polarities), target=data.draw(targets)) for s in one.statements))
        for one in FOUND
    ]  # fmt: skip
    with Store.open() as store:
        store.fill(found, ENTITIES)
        asked = run(store, "most-contested").rows
        made = contested(network_of(ties(store), ENTITIES, flat(found)))
    assert list(asked) == [(row.label, row.positive, row.negative) for row in made]


def test_a_network_of_nothing_has_stats():
    found = stats(network_of([], ()))
    assert (found.nodes, found.density, found.actors, found.contested) == (0, 0, (), ())


# --- GraphML ---


def test_graphml_is_read_back_and_leaves_the_network_alone(network):
    before = nx.to_dict_of_dicts(network)
    read = nx.parse_graphml(graphml(network), force_multigraph=True)
    assert nx.to_dict_of_dicts(network) == before
    assert set(read.nodes) == set(network.nodes) and read.number_of_edges() == network.number_of_edges()
    edge = next(data for *_, data in read.edges(JANE.id, data=True) if data["relation"] == "supports")
    assert edge["polarity"] == 1 and edge["statements"] in {s.key for s in flat(FOUND)}
    assert read.nodes[JANE.id]["aliases"] == "Doe"


@quick
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_graphml_of_any_label_is_xml(label):
    odd = Entity("a", label, Kind.PERSON, (label, label))
    ET.fromstring(graphml(network_of([tie("a", "b")], [odd])))


def test_graphml_does_not_depend_on_what_else_is_installed(network, monkeypatch):
    assert graphml(network) == graphml(network)
    assert graphml(network).startswith("<?xml version='1.0' encoding='utf-8'?>")
    renamed = replace(JANE, label="Jane & <Co>")
    assert "Jane &amp; &lt;Co&gt;" in graphml(network_of([tie(JANE.id, "b")], [renamed]))
