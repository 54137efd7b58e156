"""Camps, balance, frustration and polarisation of signed networks, and whether camps last."""

import sys
from itertools import combinations

import networkx as nx
import pytest
from factories import quick
from hypothesis import given
from hypothesis import strategies as st
from planted import planted

from kg.errors import ConfigError
from kg.network.measures import (
    camps,
    communities,
    frustration,
    leiden,
    numbered,
    polarisation,
    polarisation_over_time,
    signed_modularity,
    stability,
    stability_over_time,
    triads,
)
from kg.network.measures.frustration import ROUNDING

WEIGHTS = st.integers(-3, 3).map(float)


@st.composite
def networks(draw, most: int = 8) -> nx.Graph:
    """Any small signed network, some of its weights 0."""
    names = [f"n{number}" for number in range(draw(st.integers(1, most)))]
    pairs = list(combinations(names, 2))
    weights = draw(st.lists(st.none() | WEIGHTS, min_size=len(pairs), max_size=len(pairs)))
    return made({pair: weight for pair, weight in zip(pairs, weights, strict=True) if weight is not None}, names)


def made(weights: dict[tuple[str, str], float], names=()) -> nx.Graph:
    network = nx.Graph()
    network.add_nodes_from(names)
    network.add_weighted_edges_from((*pair, weight) for pair, weight in weights.items())
    return network


def splits(network: nx.Graph):
    """Every split in two, by its first side."""
    first, *rest = network
    for size in range(len(rest) + 1):
        for chosen in combinations(rest, size):
            yield {first, *chosen}


def cost(network: nx.Graph, side) -> float:
    """The weight that a split in two frustrates."""
    return sum(abs(weight) for one, other, weight in network.edges(data="weight")
               if weight * (1 if (one in side) == (other in side) else -1) < 0)  # fmt: skip


def same(one, other) -> bool:
    return set(map(frozenset, one)) == set(map(frozenset, other))


def reversed_order(network: nx.Graph) -> nx.Graph:
    """The same network, everything added the other way round."""
    other = nx.Graph()
    other.add_nodes_from(reversed(list(network)))
    other.add_weighted_edges_from((b, a, weight) for a, b, weight in reversed(list(network.edges(data="weight"))))
    return other


# --- laws ---


@quick
@given(networks())
def test_the_exact_index_is_that_of_the_best_of_all_splits(network):
    found = frustration(network)
    assert found.is_exact
    assert found.upper == pytest.approx(min(cost(network, side) for side in splits(network)))
    assert cost(network, found.split[0]) == found.upper
    assert sum(abs(network.edges[edge]["weight"]) for edge in found.edges) == found.upper
    assert set().union(*found.split) == {n for n in network if any(d["weight"] for d in network[n].values())}


@quick
@given(networks(), st.sampled_from([(0, 1), (1000, 1)]))
def test_bounds_enclose_the_exact_index_whatever_the_effort(network, effort):
    exact = frustration(network).upper
    found = frustration(network, most_edges=effort[0], branches=effort[1])
    assert found.lower - ROUNDING <= exact <= found.upper + ROUNDING


@quick
@given(networks(), st.sets(st.integers(0, 7).map("n{}".format)))
def test_switching_leaves_the_frustration_index_as_it_is(network, side):
    switched = made({(a, b): -weight if (a in side) != (b in side) else weight
                     for a, b, weight in network.edges(data="weight")}, network)  # fmt: skip
    assert frustration(switched).upper == pytest.approx(frustration(network).upper)
    assert triads(switched).balanced == triads(network).balanced


@quick
@given(networks(), st.permutations(range(8)))
def test_names_tell_nothing(network, order):
    other = nx.relabel_nodes(network, {f"n{number}": f"m{order[number]}" for number in range(8)})
    assert frustration(other).upper == pytest.approx(frustration(network).upper)
    assert triads(other).balanced == triads(network).balanced
    assert polarisation(other).order == pytest.approx(polarisation(network).order)


@quick
@given(networks())
def test_the_order_of_nodes_and_edges_tells_nothing(network):
    other = reversed_order(network)
    assert camps(network) == camps(other)
    assert frustration(network) == frustration(other)
    assert triads(network) == triads(other)
    assert communities(network) == communities(other)


@quick
@given(networks(), st.sampled_from([0.25, 8.0, 1024.0]))
def test_scaled_weights_scale_frustration_and_nothing_else(network, scale):
    scaled = made({(a, b): scale * weight for a, b, weight in network.edges(data="weight")}, network)
    assert frustration(scaled).upper == pytest.approx(scale * frustration(network).upper)
    assert camps(scaled) == camps(network)
    assert signed_modularity(scaled, camps(scaled)) == pytest.approx(signed_modularity(network, camps(network)))
    assert triads(scaled) == triads(network)


@quick
@given(networks(6), st.sampled_from([0.5, 1.0]))
def test_two_camps_are_the_best_split_by_signed_modularity(network, resolution):
    best = max(signed_modularity(network, [side, set(network) - side], resolution=resolution)
               for side in splits(network))  # fmt: skip
    found = camps(network, resolution=resolution, most=2)
    assert len(found) <= 2
    assert signed_modularity(network, found, resolution=resolution) == pytest.approx(best)


@quick
@given(networks(), st.lists(st.integers(0, 3), min_size=8, max_size=8))
def test_signed_modularity_is_its_formula(network, labels):
    groups = [{f"n{i}" for i in range(len(network)) if labels[i] == label} for label in range(4)]
    weight = {pair: network.get_edge_data(*pair, {"weight": 0.0})["weight"] for a in network for b in network
              for pair in [(a, b)]}  # fmt: skip
    plus = {a: sum(max(weight[a, b], 0) for b in network) for a in network}
    minus = {a: sum(max(-weight[a, b], 0) for b in network) for a in network}
    all_plus, all_minus = sum(plus.values()), sum(minus.values())
    found = sum(weight[a, b] - plus[a] * plus[b] / (all_plus or 1) + minus[a] * minus[b] / (all_minus or 1)
                for group in groups for a in group for b in group)  # fmt: skip
    assert signed_modularity(network, groups) == pytest.approx(found / (all_plus + all_minus or 1))


@quick
@given(st.lists(st.integers(0, 2), min_size=6, max_size=6), st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_stability_by_pairs(before, after):
    was, now = ([{f"n{i}" for i in range(6) if of[i] == camp} for camp in range(3)] for of in (before, after))
    pairs = list(combinations(range(6), 2))
    found = stability(was, now)
    agree = [(before[i] == before[j]) == (after[i] == after[j]) for i, j in pairs]
    assert found.rand == pytest.approx(sum(agree) / len(pairs))
    assert stability(now, was).adjusted == pytest.approx(found.adjusted)
    assert found.adjusted <= 1 and (found.adjusted == 1) == all(agree)
    assert (found.moved == ()) == all(agree)


# --- planted camps ---


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("seed", range(5))
def test_planted_camps_are_found_in_noise(count, seed):
    network, true = planted([20] * count, density=0.8, noise=0.15, seed=seed)
    assert same(camps(network), true)


@pytest.mark.parametrize("seed", range(5))
def test_the_true_split_minimises_the_frustration_index(seed):
    network, true = planted([15, 15], density=0.7, noise=0.15, seed=seed)
    found = frustration(network)
    assert found.is_exact and same(found.split, true)
    assert cost(network, true[0]) == found.upper > 0


def test_a_long_balanced_ring_is_known_as_such_without_a_solver():
    # two of its 300 ties are negative: an even number
    ring = made({(f"n{i:03}", f"n{(i + 1) % 300:03}"): -1 if i in (100, 200) else 1 for i in range(300)})
    found = frustration(ring, most_edges=0)
    assert found.is_exact and found.upper == 0 and len(found.split[0]) == 200
    ring.edges["n000", "n001"]["weight"] = -0.5
    assert (frustration(ring, most_edges=0).lower, frustration(ring).upper) == (0.5, 0.5)


def test_polarisation_is_largest_at_the_true_camps():
    network, true = planted([4, 4], density=1, noise=0, seed=1)
    found = polarisation(network)
    assert same(found.camps, true) and found.order == (1, 1)
    scores = {frozenset(side): signed_modularity(network, [side, set(network) - side]) for side in splits(network)}
    highest = max(scores, key=scores.get)
    assert set(highest) in true and scores[highest] == pytest.approx(found.modularity)


# --- worked by hand ---


def test_triads_by_hand():
    # abc is +++, abd is +-- (1, -2, -1); acd and bcd lack the tie c-d
    network = made({("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 1, ("a", "d"): -2, ("b", "d"): -1})
    found = triads(network)
    assert (found.all_friends, found.one_quarrel, found.common_enemy, found.all_enemies) == (1, 0, 1, 0)
    assert found.balanced == found.weighted == 1
    # c-d 2 closes acd (1, -2, 2: product -4) and bcd (1, -1, 2: product -2), both ++-; the others are 1 and 2
    network.add_edge("c", "d", weight=2)
    found = triads(network)
    assert (found.all_friends, found.one_quarrel, found.common_enemy, found.all_enemies) == (1, 2, 1, 0)
    assert found.balanced == 0.5 and found.weighted == pytest.approx(3 / 9)


def test_frustration_by_hand():
    # a triangle of enemies: one of its ties must go, the lightest; the bridge to d never does
    network = made({("a", "b"): -3, ("b", "c"): -2, ("a", "c"): -1, ("c", "d"): -5})
    found = frustration(network)
    assert (found.lower, found.upper, found.total, found.edges) == (1, 1, 11, (("a", "c"),))
    assert set(found.split) == {frozenset("ac"), frozenset("bd")}
    assert found.order == (1 - 2 / 11, 1 - 2 / 11)


def test_signed_modularity_by_hand():
    # a+b, c+d, a-c: 2w+ = 4, 2w- = 2. Inside: 4 of ab, ba, cd, dc; each camp has k+ = 2, k- = 1:
    # (4 - 2 * (2 * 2 / 4 - 1 * 1 / 2)) / 6 = 0.5
    network = made({("a", "b"): 1, ("c", "d"): 1, ("a", "c"): -1})
    assert signed_modularity(network, [{"a", "b"}, {"c", "d"}]) == pytest.approx(0.5)
    assert camps(network) == [{"a", "b"}, {"c", "d"}]


def test_where_all_agree_nothing_is_polarised_though_all_is_in_order():
    found = polarisation(nx.relabel_nodes(nx.complete_graph(5), str))
    assert found.modularity == pytest.approx(0, abs=1e-9) and found.order == (1, 1) and len(found.camps) == 1


def test_who_changed_camp():
    before, after = [{"a", "b", "c"}, {"d", "e", "x"}], [{"d", "e", "c"}, {"a", "b", "y"}]
    found = stability(before, after)
    # pairs of a b c d e: ab, de stay together, ad ae bd be apart: 6 of 10; expected 4 * 4 / 10 = 1.6 of at most 4
    assert (found.shared, found.rand, found.moved) == (5, 0.6, ("c",))
    assert found.adjusted == pytest.approx((2 - 1.6) / (4 - 1.6))
    assert found.camp_of == ((0, 1), (1, 0))


def test_over_time_goes_by_date():
    one, other = (planted([4, 4], density=1, noise=0, seed=seed)[0] for seed in (1, 2))
    rows = polarisation_over_time([("2025-02", other), ("2025-01", one)])
    assert rows == [("2025-01", polarisation(one)), ("2025-02", polarisation(other))]
    first, last = [{"a"}, {"b"}], [{"a", "b"}]
    assert stability_over_time([("2025-02", last), ("2025-01", first)]) == [
        ("2025-01", "2025-02", stability(first, last))
    ]


def test_who_has_no_tie_is_in_no_camp():
    network = made({("a", "b"): 1, ("c", "d"): 0, ("e", "e"): 1}, "z")
    assert camps(network) == [{"a", "b"}] and frustration(network).split == (frozenset("ab"), frozenset())
    empty = made({}, "z")
    assert camps(empty) == [] and frustration(empty).is_exact and triads(empty).balanced is None
    assert polarisation(empty).modularity == 0


# --- Leiden ---


def test_leiden_finds_the_groups_that_louvain_finds_and_twice_the_same():
    pytest.importorskip("igraph")
    groups = nx.planted_partition_graph(3, 10, 0.9, 0.05, seed=1)
    network = made({(f"n{one}", f"n{other}"): 1 for one, other in groups.edges})
    assert leiden(network) == communities(network) == leiden(reversed_order(network))
    assert leiden(network, seed=3) == leiden(network, seed=3)
    nothing = made({("a", "b"): 0})
    assert leiden(nothing) == communities(nothing) == [{"a"}, {"b"}]


def test_without_igraph_leiden_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(ConfigError, match="stancegraph\\[leiden\\]"):
        leiden(nx.Graph())


# --- bad input ---


@pytest.mark.parametrize("bad", [
    lambda: camps(nx.DiGraph()),
    lambda: camps(made({("a", "b"): float("nan")})),
    lambda: camps(made({("a", "b"): "much"})),
    lambda: camps(nx.Graph(), most=0),
    lambda: camps(nx.Graph(), restarts=0),
    lambda: frustration(nx.Graph(), branches=0),
    lambda: signed_modularity(made({("a", "b"): 1}), [{"a"}, {"a", "b"}]),
    lambda: signed_modularity(made({("a", "b"): 1}), [{"c"}]),
    lambda: stability([{"a"}, {"a"}], []),
])  # fmt: skip
def test_bad_input_is_one_clear_line(bad):
    with pytest.raises(ConfigError) as error:
        bad()
    assert ": expected " in str(error.value) or ": signed measures need" in str(error.value)


def test_a_camp_that_goes_on_keeps_its_number():
    # {a, b, c} goes on without c, over a month without camps; {d, e} ends, and {x, y} and {c} are new
    camps = [("2025-02", [{"d", "e"}, {"a", "b", "c"}]), ("2025-03", []), ("2025-04", [{"c"}, {"a", "b"}, {"x", "y"}])]
    assert numbered(camps) == [
        ("2025-02", {"d": 1, "e": 1, "a": 2, "b": 2, "c": 2}),
        ("2025-03", {}),
        ("2025-04", {"c": 3, "a": 2, "b": 2, "x": 4, "y": 4}),
    ]
    assert numbered([]) == []
