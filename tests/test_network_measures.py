"""Measures: what must hold of any network, and small ones worked by hand."""

import re

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from debate import counted
from factories import quick
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kg.errors import NetworkError
from kg.network import counts as c
from kg.network import measures as m
from kg.network.measures.backbone import spectrum
from kg.network.measures.significance import shuffled

PLAIN = [name for name in m.MEASURES if m.MEASURES[name].of == "node" and name not in ("roles", "evenness")]
weights = st.sampled_from((-3.0, -1.0, -0.1, 0.0, 0.1, 0.7, 2.0))
pairs = st.dictionaries(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), weights, max_size=20)


def network(found, kind=nx.DiGraph, nodes="abcdefg") -> nx.Graph:
    made = kind()
    made.add_nodes_from(nodes)
    made.add_weighted_edges_from((a, b, weight) for (a, b), weight in found if a != b)
    return made


def one_mode(found) -> nx.Graph:
    return network({tuple(sorted(pair)): weight for pair, weight in found}.items(), nx.Graph)


def close(one, other) -> bool:
    return one.keys() == other.keys() and all(one[key] == pytest.approx(other[key], abs=1e-9) for key in one)


# --- laws of all measures of nodes ---


@quick
@given(pairs, st.randoms(), st.sampled_from((nx.Graph, nx.DiGraph)))
def test_the_order_of_nodes_and_edges_is_no_matter(found, random, kind):
    edges = network(found.items(), kind).edges(data="weight")
    one = network((((a, b), w) for a, b, w in edges), kind)
    shuffled = random.sample(list(edges), len(edges))
    other = network((((a, b), w) for a, b, w in shuffled), kind, random.sample("abcdefg", 7))
    for name in PLAIN:
        assert m.measure(one, name) == m.measure(other, name), name


@quick
@given(pairs, st.permutations("abcdefg"), st.sampled_from((nx.Graph, nx.DiGraph)))
def test_names_are_no_matter(found, names, kind):
    renamed = dict(zip("abcdefg", names, strict=True))
    one = network(found.items(), kind)
    other = nx.relabel_nodes(one, renamed)
    for name in PLAIN:
        expected = {renamed[node]: value for node, value in m.measure(one, name).items()}
        assert close(m.measure(other, name), expected), name


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
@pytest.mark.parametrize("nodes", ["", "a", "ab"])
def test_networks_without_ties_have_measures(kind, nodes):
    for name, one in m.MEASURES.items():
        made = network([], kind, nodes)
        if ("directed" if kind is nx.DiGraph else "one-mode") in one.on:
            assert m.measure(made, name) is not None


@quick
@given(pairs)
def test_strengths_of_both_signs_are_the_strength(found):
    made = network(found.items())
    strength, for_, against = m.strength(made), m.positive_strength(made), m.negative_strength(made)
    assert close(strength, {node: for_[node] + against[node] for node in made})
    assert sum(strength.values()) == pytest.approx(2 * sum(abs(w) for *_, w in made.edges(data="weight")))


@quick
@given(pairs)
def test_pagerank_adds_up_to_one_and_signed_pagerank_turns_with_the_signs(found):
    made = network(found.items())
    assert sum(m.pagerank(made).values()) == pytest.approx(1)
    turned = network((pair, -weight) for pair, weight in found.items())
    assert close(m.signed_pagerank(turned), {node: -value for node, value in m.signed_pagerank(made).items()})


# --- centralities with known answers ---


def test_eigenvector_of_parts_by_hand():
    # a star of 4 leaves: eigenvalue 2, the hub twice a leaf.  A pair: both alike.  Alone: 0.  The sign is no matter.
    edges = [(("hub", leaf), -1.0) for leaf in "abcd"] + [(("x", "y"), 9.0), (("y", "z"), 0.0)]
    found = m.eigenvector(network(edges, nx.Graph, ["z"]))
    assert found == pytest.approx({"hub": 1} | dict.fromkeys("abcd", 0.5) | {"x": 1, "y": 1, "z": 0})


@quick
@given(pairs)
def test_eigenvector_and_constraint_are_networkxs(found):
    made = one_mode((pair, abs(weight) or 1) for pair, weight in found.items())
    for part in nx.connected_components(made):
        if len(part) > 1:
            known = nx.eigenvector_centrality(made.subgraph(part), weight="weight", max_iter=100_000, tol=1e-13)
            top, own = max(known.values()), m.eigenvector(made)
            assert {node: own[node] for node in part} == pytest.approx({n: v / top for n, v in known.items()}, abs=1e-6)
    known = {node: value for node, value in nx.constraint(made, weight="weight").items() if made.degree(node)}
    assert close(m.constraint(made), known)


def test_signed_pagerank_by_hand():
    # n = 2, a → b: a = 0.15/2 + 0.85·b/2, b = a + 0.85·a, so b = 1.85·a and a = 1/2.85.  No negative tie: ½ each.
    found = m.signed_pagerank(network([(("a", "b"), 2.0)], nodes="ab"))
    assert found == pytest.approx({"a": 1 / 2.85 - 0.5, "b": 1.85 / 2.85 - 0.5})


def test_betweenness_is_exact_on_request_and_sampled_by_the_seed():
    made = nx.Graph()
    made.add_weighted_edges_from((f"n{a}", f"n{b}", -1.0) for a, b in nx.gnm_random_graph(40, 80, seed=3).edges)
    exact = m.betweenness(made, pivots=None)
    assert exact == pytest.approx(nx.betweenness_centrality(made))
    assert m.betweenness(made, pivots=10, seed=1) == m.betweenness(made, pivots=10, seed=1) != exact
    assert m.betweenness(made, pivots=10, seed=2) != m.betweenness(made, pivots=10, seed=1)


# --- brokers ---


def test_roles_by_hand():
    # groups A = {a, b, c}, B = {x, y}, C = {z}
    # a: z → a → b gate (C A A), z → a → x liaison (C A B).  b: a → b → c coordinates, x → b → c gate (B A A).
    # c: b → c → x represents (A A B).  x: c → x → y and a → x → y gate, c → x → b itinerant (A B A), a → x → b is
    # closed by a → b.  y: x → y → z represents (B B C).  z: y → z → a liaison (B C A).
    ties = ["ab", "bc", "cx", "xy", "yz", "za", "ax", "xb"]
    made = nx.DiGraph()
    made.add_weighted_edges_from((*tie, -1.0) for tie in ties)
    found = m.roles(made, groups=["abc", "xy", "z"])
    assert found == {
        "a": m.Roles(0, 0, 0, 1, 1),
        "b": m.Roles(1, 0, 0, 1, 0),
        "c": m.Roles(0, 0, 1, 0, 0),
        "x": m.Roles(0, 1, 0, 2, 0),
        "y": m.Roles(0, 0, 1, 0, 0),
        "z": m.Roles(0, 0, 0, 0, 1),
    }


@quick
@given(pairs, st.lists(st.integers(0, 2), min_size=7, max_size=7))
def test_roles_are_the_open_paths_by_the_groups_of_three(found, numbers):
    made, of = network(found.items()), dict(zip("abcdefg", numbers, strict=True))
    ties = {(a, b) for a, b, weight in made.edges(data="weight") if weight}
    counts = {node: [0] * 5 for node in made}
    for i, v in ties:
        for w, k in ties:
            if v == w and i != k and (i, k) not in ties:
                same = (of[i] == of[v], of[v] == of[k], of[i] == of[k])
                role = {(True, True, True): 0, (False, False, True): 1, (True, False, False): 2,
                        (False, True, False): 3, (False, False, False): 4}[same]  # fmt: skip
                counts[v][role] += 1
    groups = [{node for node in made if of[node] == number} for number in range(3)]
    assert m.roles(made, groups=groups) == {node: m.Roles(*count) for node, count in counts.items()}


# --- targets ---


def test_targets_are_contested_in_every_shape_of_network():
    # three for and one against: ¾ log₂ 4/3 + ¼ log₂ 4 = 0.811
    two = nx.Graph()
    two.add_node("→ t", mode="target")
    for actor, positive, negative in (("a", 3, 0), ("b", 0, 1)):
        two.add_node(actor, mode="actor")
        two.add_edge("→ t", actor, positive=positive, negative=negative, neutral=5, weight=positive - negative)
    directed = nx.DiGraph()
    directed.add_edge("a", "t", positive=3, negative=0, neutral=5, weight=3)
    directed.add_edge("b", "t", positive=0, negative=1, neutral=0, weight=-1)
    assert m.measure(two, "evenness") == {"→ t": pytest.approx(0.8112781)}
    assert m.measure(directed, "evenness") == {"t": pytest.approx(0.8112781)}


def rows(said) -> pd.DataFrame:
    return pd.DataFrame(said, columns=["actor", "target", "day"])


def test_the_agenda_by_hand():
    # tax: Ann and Bob on day 1, Cem and Dan later: each of the two leads half a target and 2/2 followers.
    # road: Cem on day 2, Ann later: one and one.  park: Dan alone, undated rows say nothing.
    said = [("Cem", "tax", 3), ("Ann", "tax", 1), ("Bob", "tax", 1), ("Ann", "tax", 9), ("Dan", "tax", 4),
            ("Ann", "road", 5), ("Cem", "road", 2), ("Dan", "park", 7), ("Eve", "park", -1)]  # fmt: skip
    assert m.openings(rows(said)) == (
        m.Opening("tax", "0001-01-01", ("Ann", "Bob"), 2),
        m.Opening("road", "0001-01-02", ("Cem",), 1),
        m.Opening("park", "0001-01-07", ("Dan",), 0),
    )
    assert list(m.agenda(rows(said)).items()) == [
        ("Cem", m.Lead(1, 1)), ("Ann", m.Lead(0.5, 1)), ("Bob", m.Lead(0.5, 1)), ("Dan", m.Lead(1, 0)),
    ]  # fmt: skip
    assert m.openings(rows([])) == () and m.agenda(rows([])) == {}


@quick
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("tuv"), st.sampled_from((-1, 1, 2, 3, 4))), max_size=12)
)
def test_every_target_is_led_once_and_everybody_else_follows(said):
    led, dated = m.agenda(rows(said)), {(actor, target) for actor, target, day in said if day > 0}
    opened = m.openings(rows(said))
    assert sum(lead.targets for lead in led.values()) == pytest.approx(len({target for _, target in dated}))
    assert sum(len(one.actors) + one.followers for one in opened) == len(dated)
    assert m.openings(rows(said[::-1])) == opened and list(m.agenda(rows(said[::-1])).items()) == list(led.items())


# --- backbones ---


def test_the_disparity_filter_by_hand():
    # the hub has weights 8, 1, 1: s = 10, k = 3, so (1 − 0.8)² = 0.04 and (1 − 0.1)² = 0.81; leaves say nothing (1)
    made = network([(("hub", "a"), -8.0), (("hub", "b"), 1.0), (("hub", "c"), 1.0)], nx.Graph, ["d"])
    assert {frozenset(edge) - {"hub"}: p for edge, p in m.disparity(made).items()} == pytest.approx(
        {frozenset("a"): 0.04, frozenset("b"): 0.81, frozenset("c"): 0.81}
    )
    kept = m.backbone(made)
    assert [set(edge) for edge in kept.edges] == [{"hub", "a"}] and set(kept) == set(made)
    assert made.number_of_edges() == 3
    # directed: out of the hub as above; into a come 8 and 2, (1 − 0.8)¹ = 0.2 and 0.8
    arrows = network([(("h", "a"), 8.0), (("h", "b"), 1.0), (("h", "c"), 1.0), (("d", "a"), 2.0)])
    assert m.disparity(arrows)["h", "a"] == pytest.approx(0.04) and m.disparity(arrows)["d", "a"] == pytest.approx(0.8)
    with pytest.raises(NetworkError, match="level 5"):
        m.backbone(made, level=5)


@quick
@given(pairs, st.sampled_from((nx.Graph, nx.DiGraph)))
def test_a_stricter_backbone_is_part_of_a_looser_one(found, kind):
    made = network(found.items(), kind)
    assert set(m.backbone(made, level=0.1).edges) <= set(m.backbone(made, level=0.4).edges) <= set(made.edges)
    assert all(0 <= p <= 1 for p in m.disparity(made).values())


def tie(actor: str, target: str, polarity: int, times: int = 1) -> tuple:
    return actor, target, polarity, times


def test_the_spectrum_by_hand():
    # two agree once: L = [[1, −1], [−1, 1]] has 0 and 2, whose sum is 2; the third is alone: 0
    found = counted([tie("a", "t", 1), tie("b", "t", 1), tie("c", "t", -1)])
    assert spectrum(found) == pytest.approx([0, 0, 1])


def test_the_spectral_backbone_leaves_out_what_says_the_same_again():
    # t and u split the four alike, so either may go at no loss; v alone ties b to c, and nothing else does
    camps = [tie(actor, target, 1 if actor in "ab" else -1) for actor in "abcd" for target in "tu"]
    found = counted([*camps, tie("b", "v", 1), tie("c", "v", 1)])
    kept, gone = m.spectral_backbone(found, size=2)
    whole = spectrum(found)
    assert kept == ("u", "v") and [target for target, _ in gone] == ["t"]
    # kept: path a–b–c–d of equal weights, eigenvalues 0, 2 − √2, 2, 2 + √2, sum 6
    assert gone[0][1] == pytest.approx(np.linalg.norm(whole - np.array([0, 2 - 2**0.5, 2, 2 + 2**0.5]) / 6))
    assert m.spectral_backbone(found, size=9) == (("t", "u", "v"), ())
    with pytest.raises(NetworkError, match="size 0"):
        m.spectral_backbone(found, size=0)


# --- significance ---


def agreement(counts: c.Counts) -> float:
    return c.one_mode(counts, ["congruence"])["congruence"].sum()


def difference(counts: c.Counts) -> float:
    return abs(c.one_mode(counts, ["subtract"])["subtract"]).sum()


def matrix(found: c.Counts, level: int) -> list[list[int]]:
    return found.levels[level].toarray().tolist()


said = st.lists(
    st.builds(tie, st.sampled_from("abcd"), st.sampled_from("tuvw"), st.sampled_from((-1, 1)), st.integers(1, 4)),
    min_size=1, max_size=12,
)  # fmt: skip


@quick
@given(said, st.booleans(), st.integers(0, 9), st.randoms())
def test_the_null_model_keeps_what_it_says_and_knows_no_order(ties, prominence, seed, random):
    found = counted(ties)
    drawn = shuffled(found, np.random.default_rng(seed), prominence=prominence)
    for level in (-1, 1):
        assert (drawn.levels[level].sum(axis=1) == found.levels[level].sum(axis=1)).all()
        if prominence:
            assert (drawn.levels[level].sum(axis=0) == found.levels[level].sum(axis=0)).all()
    again = counted(random.sample(ties, len(ties)))
    other = shuffled(again, np.random.default_rng(seed), prominence=prominence)
    assert matrix(other, 1) == matrix(drawn, 1) and matrix(other, -1) == matrix(drawn, -1)


@quick
@given(said)
def test_p_values_are_symmetric_and_never_nought(ties):
    higher, lower = m.edge_significance(counted(ties), "congruence", draws=9)
    for p in (higher, lower):
        assert (p == p.T).all() and p.min() >= 0.1 and p.max() <= 1
    assert (higher + lower >= 1.1 - 1e-9).all()  # a draw is as high or as low; so is the observed, in both


def test_what_is_certain_has_p_one_and_camps_stand_out():
    # one concept: nothing can be dealt otherwise
    one = counted([tie("a", "t", 1, 3), tie("b", "t", 1, 2)])
    assert m.significance(one, agreement).p == 1
    # two camps, each for five targets of its own and against the other five
    camps = counted([tie(actor, target, 1 if (actor in "abc") == (target in "12345") else -1, 2)
                          for actor in "abcxyz" for target in "1234567890"])  # fmt: skip
    higher, lower = m.edge_significance(camps, draws=99)
    assert higher[0, 1] == lower[0, 3] == 0.01
    found = m.significance(camps, difference, draws=99)
    assert found.p == 0.01 and found.observed > found.mean + 3 * found.deviation
    assert found == m.significance(camps, difference, draws=99)


def test_counts_that_cannot_be_dealt_are_refused():
    half = c.Counts(("a",), ("t",), {-1: csr_array([[0.5]]), 1: csr_array([[1.0]])})
    with pytest.raises(NetworkError, match="whole counts"):
        m.edge_significance(half)
    with pytest.raises(NetworkError, match="draws 0"):
        m.edge_significance(counted([tie("a", "t", 1)]), draws=0)


# --- by name ---


def test_every_measure_has_one_line_of_help_and_its_reference():
    for name, one in m.MEASURES.items():
        assert one.name == name and one.of in ("node", "edge", "network", "groups")
        assert 10 < len(one.help) < 120 and one.help.endswith("."), one.help
        assert re.search(r"\b(19|20)\d\d\b|as `strength`", " ".join(one.function.__doc__.split())), name


def test_a_measure_that_is_not_or_does_not_fit_is_refused():
    with pytest.raises(NetworkError, match="'fame': unknown; use degree"):
        m.measure(nx.Graph(), "fame")
    with pytest.raises(NetworkError, match="'roles': not for a one-mode network"):
        m.measure(nx.Graph(), "roles")
