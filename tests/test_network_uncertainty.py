"""How sure networks and camps are: worked by hand, and what must hold for any."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from debate import debate
from factories import quick
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NetworkError
from kg.network import Discourse
from kg.network.uncertainty import BUILDERS, draws, stable, uncertain

KINDS = [
    ("sides", {}),
    ("one-mode", {"value": "subtract"}),
    ("one-mode", {"value": "conflict", "by": "jaccard", "of": "targets"}),
    ("one-mode", {"value": "congruence", "levels": (-1, 0, 1), "by": "average"}),
    ("two-mode", {}),
    ("two-mode", {"value": "ignore", "by": "prominence"}),
]
TIMES = 9


def sure(discourse: Discourse, *confidence: float) -> Discourse:
    """``discourse`` with these confidences, in the order of its keys, over and over."""
    return replace(discourse, rows=discourse.rows.assign(confidence=np.resize(confidence, len(discourse))))


def friends(network: nx.Graph) -> list[set[str]]:
    """Who is joined by agreement, with at least one other."""
    agree = nx.Graph((one, two) for one, two, weight in network.edges(data="weight") if weight > 0)
    return sorted(nx.connected_components(agree), key=min)


def intervals(network: nx.Graph) -> dict:
    return {ends: (*(data[name] for name in ("low", "median", "high", "certain")),)
            for *ends, data in network.edges(data=True) for ends in [tuple(ends)]}  # fmt: skip


def test_two_halves_make_a_quarter():
    # Ann and Bob agree where both statements are there: 0.5 · 0.5; 500 draws miss 0.25 by less than 0.08 (4 σ)
    network = uncertain(sure(debate("Ann supports tax", "Bob supports tax"), 0.5), times=500)
    low, median, high, certain = intervals(network)["Ann", "Bob"]
    assert (low, median, high) == (0, 0, 1) and certain == pytest.approx(0.25, abs=0.08)
    assert network["Ann"]["Bob"]["weight"] == 1


def test_a_certain_tie_beside_one_of_which_nothing_is_known():
    said = debate("Ann supports tax", "Bob opposes tax", "Cem supports tax")
    confidence = said.rows["actor"].map({"Ann": 1.0, "Bob": 1.0, "Cem": 0.0})
    found = intervals(uncertain(sure(said, *confidence), "one-mode"))
    assert found == {("Ann", "Bob"): (-1, -1, -1, 1), ("Ann", "Cem"): (0, 0, 0, 0), ("Bob", "Cem"): (0, 0, 0, 0)}


def test_camps_are_as_sure_as_what_holds_them_together():
    said = debate("Ann supports tax", "Bob supports tax", "Cem supports tax", "Dan opposes tax", "Eve opposes tax")
    confidence = said.rows["actor"].map({"Cem": 0.7}).fillna(1.0)
    said = sure(said, *confidence)
    network = uncertain(said)
    found = stable(network, draws(said, times=300), friends)
    assert found.camps == ({"Ann", "Bob", "Cem"}, {"Dan", "Eve"}) and (found.low, found.high) == (2, 2)
    assert {actor: share for actor, share in found.share.items() if actor != "Cem"} == dict.fromkeys(
        ("Ann", "Bob", "Dan", "Eve"), 1
    )
    assert found.share["Cem"] == pytest.approx(0.7, abs=0.11)
    # without Eve's statement there is one camp
    one = stable(network, draws(sure(said, *said.rows["actor"].map({"Eve": 0.5}).fillna(1.0)), times=50), friends)
    assert (one.low, one.high) == (1, 2) and one.share["Dan"] == one.share["Eve"] < 1


def test_a_camp_that_swaps_its_name_is_the_same_camp():
    before, after = (nx.Graph([(one, two, {"weight": 1}) for one, two in pairs])
                     for pairs in (("AB", "BC", "DE"), ("BC", "DE", "EA")))  # fmt: skip
    found = stable(before, [after], lambda network: friends(network)[:: 1 if network is before else -1])
    assert found.share == {"A": 0, "B": 1, "C": 1, "D": 1, "E": 1}


@pytest.mark.parametrize(("call", "line"), [
    (lambda said: uncertain(said, "stances"), "network 'stances': unknown; use one-mode, two-mode"),
    (lambda said: uncertain(said, times=0), "0 draws: expected at least one"),
    (lambda said: uncertain(said, level=1.0), "level 1.0: expected a share between 0 and 1"),
    (lambda said: list(draws(said, "two-mode")), "use one-mode or sides"),
    (lambda said: list(draws(said, "one-mode", value="sum")), "value 'sum': unknown"),
    (lambda said: list(draws(said, "one-mode", of="events")), "use actors or targets"),
    (lambda said: stable(nx.Graph(), [], friends), "camps in 0 draws"),
])  # fmt: skip
def test_what_has_no_sense_is_refused_in_a_line(call, line):
    with pytest.raises(NetworkError, match=line):
        call(debate("Ann supports tax"))


def test_of_nothing_nothing_is_uncertain():
    nothing = debate()
    for kind in BUILDERS:
        assert not len(uncertain(nothing, kind, times=2))
    assert stable(nx.Graph(), draws(nothing, times=2), friends).share == {}


# --- laws ---

verbs = st.sampled_from(("supports", "opposes", "speaksOf"))
lines = st.lists(
    st.tuples(st.sampled_from(("Ann", "Bob", "Cem")), verbs, st.sampled_from(("tax", "road", "Ann", "Bob"))),
    max_size=12,
)
confidences = st.lists(st.sampled_from((0.0, 0.3, 0.6, 1.0)), min_size=1, max_size=12)
kinds = st.sampled_from(KINDS)


def made(said) -> Discourse:
    return debate(*(" ".join(line) for line in said))


@quick
@given(lines, kinds)
def test_of_sure_statements_the_interval_is_the_weight(said, kind):
    network = uncertain(sure(made(said), 1.0), kind[0], times=3, **kind[1])
    for *_, data in network.edges(data=True):
        assert data["low"] == data["median"] == data["high"] == pytest.approx(data["weight"])
        assert data["certain"] == 1


@quick
@given(lines, confidences, kinds, st.integers(0, 99))
def test_intervals_are_those_of_networks_built_draw_by_draw(said, confidence, kind, seed):
    discourse = sure(made(said), *confidence)
    found = uncertain(discourse, kind[0], times=TIMES, seed=seed, level=0.5, **kind[1])
    random = np.random.default_rng(seed)
    weights = {ends: [] for ends in found.edges}
    for _ in range(TIMES):
        there = random.random(len(discourse)) < discourse.rows["confidence"].to_numpy()
        network = BUILDERS[kind[0]](replace(discourse, rows=discourse.rows[there]), **kind[1])
        for ends, drawn in weights.items():
            drawn.append(network.edges[ends]["weight"] if network.has_edge(*ends) else 0.0)
    for ends, drawn in weights.items():
        data, drawn = found.edges[ends], sorted(drawn)
        # of nine, sorted, the third has a quarter (2.25) at or below it, the fifth a half, the seventh three quarters
        assert [data["low"], data["median"], data["high"]] == pytest.approx([drawn[2], drawn[4], drawn[6]])
        assert data["low"] <= data["median"] <= data["high"]
        assert data["certain"] == pytest.approx(np.mean(np.sign(drawn) == np.sign(data["weight"])))


@quick
@given(lines, confidences, kinds, st.randoms())
def test_intervals_are_seeded_and_the_order_of_statements_is_no_matter(said, confidence, kind, random):
    discourse = sure(made(said), *confidence)
    mixed = replace(discourse, rows=discourse.rows.sample(frac=1, random_state=random.randrange(99)))
    one, other = (intervals(uncertain(each, kind[0], times=TIMES, **kind[1])) for each in (discourse, mixed))
    assert one == other


@quick
@given(lines, confidences)
def test_a_share_is_between_none_and_all(said, confidence):
    discourse = sure(made(said), *confidence)
    found = stable(uncertain(discourse, times=1), draws(discourse, times=TIMES), friends)
    assert all(0 <= share <= 1 for share in found.share.values()) and found.low <= found.high
    certain = sure(discourse, 1.0)
    same = stable(uncertain(certain, times=1), draws(certain, times=2), friends)
    assert set(same.share.values()) <= {1} and same.low == same.high == len(same.camps)
