"""Camps in the picture: a law on whoever is drawn in one, and a debate small enough to work out by hand."""

from itertools import chain

import networkx as nx
import pytest
from debate import debate, said
from hypothesis import given, settings
from hypothesis import strategies as st
from test_view import network_of

from kg.model import Document
from kg.network import discourse_of
from kg.view import draw
from kg.view.camps import Turn
from kg.view.layout import place
from kg.view.sides import camps_in

PARTED = [
    "Ann supports tax", "Ann supports tax", "Bob praises tax", "Cem supports tax",
    "Dora opposes tax", "Dora opposes tax", "Eve accuses tax", "Fay supports wine",
]  # fmt: skip
NEUTRAL = ["Ann speaksOf tax", "Bob speaksOf tax", "Dora speaksOf tax", "Eve memberOf League"]


def members(camps):
    return [[one.id for one in camp.members] for camp in camps]


def test_who_is_for_and_who_is_against_stand_apart_and_whom_nobody_contradicts_in_none():
    one, other = camps_in(debate(*PARTED))
    assert (one.about, one.more, members([one])) == ((("tax", 1),), False, [["Ann", "Bob", "Cem"]])
    assert (other.about, members([other])) == ((("tax", -1),), [["Dora", "Eve"]])
    assert all(0.5 <= member.sure <= 1 for camp in (one, other) for member in camp.members)


def test_a_speaker_is_in_the_camp_of_those_it_spoke_for_and_a_silent_member_in_none():
    lines = [*(line for line in PARTED if "Dora" not in line), "Dora memberOf League", "Gus memberOf League",
             "Dora opposes tax 2025-01-01", "League opposes tax", "Eve opposes tax"]  # fmt: skip
    one, other = camps_in(debate(*lines))
    assert set(members([one])[0]) == {"Ann", "Bob", "Cem"}
    assert set(members([other])[0]) == {"League", "Dora", "Eve"}


def test_who_changed_sides_stands_where_he_stood_last_and_says_since_when():
    turn = [f"Dora {relation} tax 2025-0{month}-01" for month, relation in enumerate(("supports",) * 2, 1)]
    turn += [f"Dora opposes tax 2025-0{month}-01" for month in (3, 4)]
    _, other = camps_in(debate(*(line for line in PARTED if "Dora" not in line), *turn))
    dora, eve = sorted(other.members, key=lambda one: one.id)
    assert dora.turns == (Turn("Dora", 1, "tax", "2025-03-01", True),)
    assert eve.turns == ()


@pytest.mark.parametrize("lines", [[], NEUTRAL, ["Ann supports tax", "Bob supports tax"]])
def test_where_nobody_contradicts_anybody_there_is_no_camp(lines):
    assert camps_in(debate(*lines)) == ()


@settings(max_examples=10, deadline=None)
@given(st.permutations([*PARTED, *NEUTRAL]))
def test_the_order_of_statements_does_not_show(lines):
    statements = [said(line, number) for number, line in enumerate([*PARTED, *NEUTRAL])]
    by_line = dict(zip([*PARTED, *NEUTRAL], statements, strict=True))
    shuffled = [by_line[line] for line in dict.fromkeys(lines)]
    ordered = [by_line[line] for line in dict.fromkeys([*PARTED, *NEUTRAL])]
    assert camps_in(discourse_of(shuffled, ())) == camps_in(discourse_of(ordered, ()))


def drawn(*lines):
    document = Document.of("word " * len(lines))
    statements = [said(line, number, document=document.id) for number, line in enumerate(lines)]
    camps = camps_in(discourse_of(statements, ()))
    return draw(network_of(statements), statements, [document], title="Tax", camps=camps)


def test_each_node_knows_its_camp_and_its_community_holds_nobody_else():
    drawing = drawn(*PARTED)
    camp = {node.id: node.camp for node in drawing.nodes}
    assert camp == {"Ann": 0, "Bob": 0, "Cem": 0, "Dora": 1, "Eve": 1, "Fay": None, "tax": None, "wine": None}
    community = {node.id: node.community for node in drawing.nodes}
    for number, ids in enumerate(members(drawing.camps)):
        assert {id for id in community if community[id] == community[ids[0]]} == set(ids), number


def test_a_camp_of_which_nobody_is_drawn_is_left_out_and_then_the_other_too():
    drawing, full = drawn(*PARTED), camps_in(debate(*PARTED))
    document, statements = Document.of("word " * 9), [said("Ann supports tax", 0), said("Bob supports tax", 1)]
    statements = [said(line, number, document=document.id) for number, line in enumerate(PARTED[1:4])]
    only = draw(network_of(statements), statements, [document], title="Tax", camps=full)
    assert len(drawing.camps) == 2
    assert only.camps == () and {node.camp for node in only.nodes} == {None}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=14), st.randoms(use_true_random=False))
def test_a_given_group_is_one_community_and_stands_apart(numbers, dice):
    """``numbers``: the group of each node, 0 for none."""
    network = nx.gnp_random_graph(len(numbers), 0.3, seed=dice.randrange(99))
    network = nx.relabel_nodes(network, {i: f"n{i:02}" for i in network})
    groups = {f"n{i:02}": number for i, number in enumerate(numbers) if number}
    places = place(network, dict.fromkeys(network, 20.0), groups)
    for number in set(groups.values()):
        own = {id for id in groups if groups[id] == number}
        [community] = {places[id].community for id in own}
        assert {id for id in places if places[id].community == community} == own
    assert len(set(chain(p.at for p in places.values()))) == len(numbers)
