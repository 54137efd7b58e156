"""A debate over time: windows worked by hand, and what must hold for any."""

from datetime import date

import numpy as np
import pytest
from debate import debate
from factories import quick
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NetworkError
from kg.network import networks
from kg.network.days import UNITS, first_day, number, period, shown
from kg.network.windows import KERNELS, growing, windows

# November 2024 to March 2025, in which February is silent
HAND = debate(
    "Ann supports tax 2024-11-30", "Bob supports tax 2024-12-01", "Cem opposes tax 2025-01-31",
    "Ann opposes tax 2025-03-01", "Bob supports road",
)  # fmt: skip


def cut(*args, **options) -> list[tuple[str, list[str]]]:
    """Each window's label, and its speakers in the order of time."""
    return [(label, list(found.rows.sort_values("day")["actor"])) for label, found in windows(HAND, *args, **options)]


def ties(network) -> dict:
    return {(one, two): data["weight"] for one, two, data in network.edges(data=True)}


def test_windows_by_hand():
    assert cut(1) == [("2024-11", ["Ann"]), ("2024-12", ["Bob"]), ("2025-01", ["Cem"]), ("2025-02", []),
                      ("2025-03", ["Ann"])]  # fmt: skip
    # round((3 − 1) / 2) = 1 month to both sides: December is the first middle, February the last
    three = [("2024-12", ["Ann", "Bob", "Cem"]), ("2025-01", ["Bob", "Cem"]), ("2025-02", ["Cem", "Ann"])]
    assert cut(3) == three == cut(2)  # round((2 − 1) / 2) = 1
    assert cut(3, step=2) == three[::2]
    assert cut(3, is_inside=False) == [("2024-11", ["Ann", "Bob"]), *three, ("2025-03", ["Ann"])]
    assert cut(1, "year") == [("2024", ["Ann", "Bob"]), ("2025", ["Cem", "Ann"])]
    # 1 December 2024 is a Sunday: it lies in the week of 30 November; the last week is that of 1 March
    weeks = cut(1, "week")
    assert (weeks[0], weeks[-1], len(weeks)) == (("2024-W48", ["Ann", "Bob"]), ("2025-W09", ["Ann"]), 14)


def test_kernels_by_hand():
    # the middle is January: d = 2 · (−2, −1, 0, 2) / 5
    expected = {
        "uniform": [1, 1, 1, 1],
        "triangular": [0.2, 0.6, 1, 0.2],
        "epanechnikov": [0.36, 0.84, 1, 0.36],
        "gaussian": [np.exp(-0.32), np.exp(-0.08), 1, np.exp(-0.32)],
    }
    for kernel, weights in expected.items():
        [(label, found)] = windows(HAND, 5, kernel=kernel)
        assert label == "2025-01" and found.rows.sort_values("day")["weight"].tolist() == pytest.approx(weights)
    # a pair counts as the root of both: Ann for (0.36) and Bob for (0.84) agree, Ann against (0.36) differs from Bob
    [(_, found)] = windows(HAND, 5, kernel="epanechnikov")
    one = networks.one_mode(found, "ignore")
    assert ties(one)["Ann", "Bob"] == pytest.approx(2 * np.sqrt(0.36 * 0.84))
    assert one["Ann"]["Bob"]["congruence"] == pytest.approx(np.sqrt(0.36 * 0.84))


def test_what_had_been_said_by_then():
    found = [(label, len(said)) for label, said in growing(HAND)]
    assert found == [("2024-11", 1), ("2024-12", 2), ("2025-01", 3), ("2025-02", 3), ("2025-03", 4)]
    assert list(growing(HAND, step=3))[0][0] == "2024-12"  # two units before the last, and two more before that
    assert [label for label, _ in growing(HAND, "year")] == ["2024", "2025"]


@pytest.mark.parametrize(("args", "options", "line"), [
    ((0,), {}, "width 0: expected at least 1 month"),
    ((1, "hour"), {}, "unit 'hour': unknown; use day, week, month, year"),
    ((1,), {"kernel": "box"}, "kernel 'box': unknown; use uniform"),
    ((1,), {"step": 0}, "step 0: expected at least 1 month"),
    ((6,), {}, "windows of 7 months: statements are of 5; use fewer"),
])  # fmt: skip
def test_a_bad_window_is_refused_at_once_in_a_line(args, options, line):
    with pytest.raises(NetworkError, match=line):
        windows(HAND, *args, **options)


def test_nothing_dated_has_no_windows():
    for make in (lambda said: windows(said, 1), growing):
        with pytest.raises(NetworkError, match="no statement is dated; use the network of all"):
            make(debate("Ann supports tax"))


def weighed(rows) -> list:
    """Who says what with which weight, in any order."""
    columns = (rows[name] for name in ("actor", "polarity", "target", "weight"))
    return sorted(zip(*columns, strict=True))


# --- laws ---

days = st.dates(date(2024, 12, 20), date(2025, 1, 12))
lines = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(("supports", "opposes")), st.sampled_from(("tax", "road")), days),
    min_size=1,
    max_size=12,
)
units, kernels = st.sampled_from(UNITS), st.sampled_from(sorted(KERNELS))


def made(said):
    return debate(*(f"{who}x {does} {what} {day}" for who, does, what, day in said))


@quick
@given(st.integers(1, 1_000_000), units)
def test_units_follow_one_another_and_hold_their_days(day, unit):
    here = int(number(np.array([day]), unit)[0])
    assert first_day(here, unit) <= day < first_day(here + 1, unit)
    assert number(np.array([first_day(here + 1, unit)]), unit) == here + 1
    assert shown(first_day(here, unit), unit) == shown(day, unit) != shown(first_day(here + 1, unit), unit)


def test_months_are_those_of_the_calendar():
    for month in ("2024-02", "2024-12", "0001-01"):
        begin, end = period(month)
        [here, same] = number(np.array([begin, end]), "month")
        assert here == same and (first_day(here, "month"), first_day(here + 1, "month") - 1) == (begin, end)


@quick
@given(lines, units, st.sampled_from((1, 3, 5)), kernels)
def test_every_dated_statement_is_in_some_window(said, unit, width, kernel):
    discourse = made(said)
    at = number(discourse.rows["day"].to_numpy(), unit)
    if at.max() - at.min() + 1 >= width:
        found = set().union(*(set(each.rows.index) for _, each in windows(discourse, width, unit, kernel=kernel)))
        assert found == set(discourse.rows.index)


@quick
@given(lines, st.sampled_from(("week", "month", "year")))
def test_one_uniform_window_over_everything_is_the_plain_network(said, unit):
    discourse = made(said)
    at = number(discourse.rows["day"].to_numpy(), unit)
    size = int(at.max() - at.min() + 1)
    if size % 2:
        [(_, found)] = windows(discourse, size, unit)
        assert found.rows.equals(discourse.rows)
        assert ties(networks.sides(found)) == ties(networks.sides(discourse))
    assert list(growing(discourse, unit))[-1][1].rows.equals(discourse.rows)


@quick
@given(lines, st.integers(1, 5), kernels)
def test_time_turned_round_turns_the_windows_round(said, width, kernel):
    turned = [(*rest, date.fromordinal(2 * date(2024, 12, 30).toordinal() - day.toordinal())) for *rest, day in said]
    if (max(day for *_, day in said) - min(day for *_, day in said)).days >= 2 * (width // 2):
        one, other = (
            [weighed(found.rows) for _, found in windows(made(each), width, "day", kernel=kernel)]
            for each in (said, turned)
        )
        assert one == other[::-1]


@quick
@given(lines, st.randoms())
def test_the_order_of_statements_is_no_matter(said, random):
    discourse = made(said)
    mixed = type(discourse)(discourse.rows.sample(frac=1, random_state=random.randrange(99)), discourse.standing)
    for (label, one), (same, other) in zip(growing(discourse), growing(mixed), strict=True):
        assert label == same and ties(networks.sides(one)) == ties(networks.sides(other))


@given(st.floats(-1, 1), kernels)
@quick
def test_kernels_are_even_highest_in_the_middle_and_fall(d, kernel):
    weigh = KERNELS[kernel]
    assert weigh(np.array([d])) == weigh(np.array([-d])) <= weigh(np.array([d / 2])) <= weigh(np.zeros(1)) == 1
