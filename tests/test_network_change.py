"""Networks in stretches of time: who was in which camp when, worked by hand, and how sure that is."""

from dataclasses import replace

import pytest
from debate import debate

from kg.errors import NetworkError
from kg.network import change, surely

# In January Ann and Bob stand against Cem and Dan; in February Bob goes over, and keeps saying so.
DEBATE = debate(
    "Ann supports tax 2025-01-01", "Ann supports road 2025-01-01", "Bob supports tax 2025-01-02",
    "Cem opposes tax 2025-01-03", "Dan opposes tax 2025-01-04", "Dan opposes road 2025-01-05",
    "Ann supports tax 2025-02-01", "Cem opposes tax 2025-02-03", "Dan opposes tax 2025-02-04",
    *(f"Bob opposes {target} 2025-02-0{day}" for target in ("tax", "road") for day in (1, 2, 3)),
)  # fmt: skip


def test_by_the_end_of_each_month_or_in_windows():
    assert [(label, len(said)) for label, said in change.stretches(DEBATE)] == [("2025-01", 6), ("2025-02", 15)]
    assert [(label, len(said)) for label, said in change.stretches(DEBATE, width=1)] == [("2025-01", 6), ("2025-02", 9)]
    with pytest.raises(NetworkError, match="only for windows"):
        change.stretches(DEBATE, kernel="uniform")


def test_a_camp_that_goes_on_keeps_its_number_and_who_goes_over_does_not():
    (_, january), (_, february) = change.camps_over_time(change.stretches(DEBATE, width=1))
    assert january["Ann"] == january["Bob"] != january["Cem"] == january["Dan"]
    assert {name: february[name] for name in ("Ann", "Cem", "Dan")} == {
        name: january[name] for name in ("Ann", "Cem", "Dan")
    }
    assert february["Bob"] == february["Cem"]


def test_stretches_before_anybody_takes_sides_have_no_camps():
    quiet = debate("Ann speaksOf tax 2024-11-01", "Ann supports tax 2025-01-01", "Bob opposes tax 2025-01-01",
                   "Ann speaksOf tax 2025-03-01")  # fmt: skip
    dated = change.stretches(quiet, width=1)
    assert [label for label, _ in dated] == ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03"]
    assert [label for label, _ in change.camps_over_time(dated)] == ["2025-01"]
    assert [label for label, *_ in change.polarisation_over_time(dated, times=3)] == ["2025-01"]
    assert change.camps_over_time(dated[:2]) == []


def test_polarisation_lies_between_its_bounds_where_statements_are_certain():
    certain = replace(DEBATE, rows=DEBATE.rows.assign(confidence=1.0))
    for _, value, low, high in change.polarisation_over_time(change.stretches(certain), times=5):
        assert low == value == high > 0


def test_networks_of_each_stretch():
    found = change.networks_over_time(change.stretches(DEBATE), "congruence", by="average")
    assert [(label, network.has_edge("Bob", "Cem")) for label, network in found] == [
        ("2025-01", False),
        ("2025-02", True),
    ]


def test_how_sure_edges_and_camps_are():
    doubtful = replace(DEBATE, rows=DEBATE.rows.assign(confidence=0.5))
    network = surely(doubtful, "sides", times=40)
    assert all(0 < data["cluster-share"] <= 1 for _, data in network.nodes(data=True))
    assert any(data["low"] < data["high"] for *_, data in network.edges(data=True))
    assert "cluster-share" not in surely(doubtful, "congruence", times=3).nodes["Ann"]
    with pytest.raises(NetworkError, match="draws of network 'stances': unknown; use sides"):
        surely(DEBATE, "stances", times=3)
    with pytest.raises(NetworkError, match="by 'mean'|normalisation 'mean'"):
        surely(DEBATE, "congruence", times=3, by="mean")
