"""Discourse networks: an example worked by hand, and what must hold for any."""

import numpy as np
import pytest
from debate import counted
from factories import quick
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NetworkError
from kg.network import counts as d

# Ann: twice for tax, once against road.  Bob: once for tax, once for road.  Cem: once against tax, three times against
# road, once for park.
#                 park road tax
# for        Ann     0    0   2          against   Ann    0    1   0
#            Bob     0    1   1                    Bob    0    0   0
#            Cem     1    0   0                    Cem    0    3   1
SAID = [("Ann", "tax", 1, 2), ("Ann", "road", -1, 1), ("Bob", "tax", 1, 1), ("Bob", "road", 1, 1),
        ("Cem", "tax", -1, 1), ("Cem", "road", -1, 3), ("Cem", "park", 1, 1)]  # fmt: skip


def one_mode(value, counts, **options):
    return d.one_mode(counts, [value], **options)[value]


HAND = counted(SAID)


def test_rows_and_columns_are_sorted_and_statements_of_one_polarity_add_up():
    assert (HAND.actors, HAND.targets) == (("Ann", "Bob", "Cem"), ("park", "road", "tax"))
    twice = counted([("a", "t", 1, 2), ("a", "t", 1, 3), ("a", "u", 0, 1)])
    assert twice.levels[1].toarray().tolist() == [[5]] and twice.targets == ("t",)


def test_two_mode_by_hand():
    assert d.two_mode_ignore(HAND).toarray().tolist() == [[0, 1, 2], [0, 1, 1], [1, 3, 1]]
    assert d.two_mode_subtract(HAND).toarray().tolist() == [[0, -1, 2], [0, 1, 1], [1, -3, -1]]
    assert d.two_mode_combine(HAND).toarray().tolist() == [[0, 2, 1], [0, 1, 1], [1, 2, 2]]
    both = counted([("a", "t", 1, 4), ("a", "t", -1, 1)])
    assert d.two_mode_combine(both).toarray().tolist() == [[3]]


def test_shares_by_hand():
    ignore = d.two_mode_ignore(HAND)
    assert d.activity(ignore, HAND).toarray() == pytest.approx(
        np.array([[0, 1 / 3, 2 / 3], [0, 1 / 2, 1 / 2], [0.2, 0.6, 0.2]])
    )
    shares = np.array([[0, 0.2, 0.5], [0, 0.2, 0.25], [1, 0.6, 0.25]])
    assert d.prominence(ignore, HAND).toarray() == pytest.approx(shares)


def test_one_mode_by_hand():
    # Ann and Bob: tax 2·1 agree, road 1·1 differ.  Ann and Cem: tax 2·1 differ, road 1·3 agree.  Bob and Cem: tax 1·1
    # and road 1·3 differ.
    assert one_mode("ignore", HAND).toarray().tolist() == [[0, 3, 5], [3, 0, 4], [5, 4, 0]]
    assert one_mode("congruence", HAND).toarray().tolist() == [[0, 2, 3], [2, 0, 0], [3, 0, 0]]
    assert one_mode("conflict", HAND).toarray().tolist() == [[0, 1, 2], [1, 0, 4], [2, 4, 0]]
    assert one_mode("subtract", HAND).toarray().tolist() == [[0, 1, 1], [1, 0, -4], [1, -4, 0]]


def test_normalisation_by_hand():
    # n = 3, 2, 5; congruence 2, 3, 0
    average = one_mode("congruence", HAND, by="average").toarray()
    assert [average[0, 1], average[0, 2], average[1, 2]] == pytest.approx([2 / 2.5, 3 / 4, 0])
    # Ann and Bob: Ann alone road− 1; Bob alone road+ 1; both tax+ 2.  Ann and Cem: Ann alone tax+ 2; Cem alone park+ 1,
    # tax− 1; both road− 3.  Bob and Cem: Bob alone 2; Cem alone 5; both 0.
    jaccard = one_mode("ignore", HAND, by="jaccard").toarray()
    assert [jaccard[0, 1], jaccard[0, 2], jaccard[1, 2]] == pytest.approx([3 / 4, 5 / 7, 4 / 7])
    assert one_mode("congruence", HAND, by="cosine").toarray()[0, 1] == pytest.approx(2 / np.sqrt(5 * 2))
    with pytest.raises(NetworkError, match="use average, jaccard, cosine"):
        one_mode("ignore", HAND, by="mean")


def test_light_pairs_are_dropped_after_normalisation():
    assert one_mode("subtract", HAND, least=2).toarray().tolist() == [[0, 0, 0], [0, 0, -4], [0, -4, 0]]
    assert one_mode("congruence", HAND, by="average", least=0.8).toarray()[0].tolist() == [0, 0.8, 0]


def test_neutral_statements_stand_half_way():
    three = counted([("a", "t", 1, 1), ("b", "t", 0, 1), ("c", "t", -1, 1)], (-1, 0, 1))
    assert one_mode("congruence", three).toarray().tolist() == [[0, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0]]
    assert one_mode("conflict", three).toarray().tolist() == [[0, 0.5, 1], [0.5, 0, 0.5], [1, 0.5, 0]]


said = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("tuvw"), st.sampled_from((-1, 0, 1)), st.integers(1, 5)),
    max_size=20,
)
levels = st.sampled_from(((-1, 1), (-1, 0, 1)))
NORMALISATIONS = (None, *d.NORMALISED)


@quick
@given(said, levels, st.sampled_from(NORMALISATIONS))
def test_one_mode_networks_are_symmetric_and_nobody_is_tied_to_oneself(found, levels, by):
    for value in d.ONE_MODE:
        matrix = one_mode(value, counted(found, levels), by=by).toarray()
        assert matrix == pytest.approx(matrix.T) and not matrix.diagonal().any()


@quick
@given(said, levels)
def test_to_agree_and_to_disagree_is_all_there_is(found, levels):
    counts = counted(found, levels)
    agree, differ = one_mode("congruence", counts).toarray(), one_mode("conflict", counts).toarray()
    assert (agree >= 0).all() and (differ >= 0).all()
    assert agree + differ == pytest.approx(one_mode("ignore", counts).toarray())
    assert agree - differ == pytest.approx(one_mode("subtract", counts).toarray())


@quick
@given(said, st.randoms())
def test_the_order_of_statements_is_no_matter(found, random):
    one, other = counted(found), counted(random.sample(found, len(found)))
    assert (one.actors, one.targets) == (other.actors, other.targets)
    assert (one_mode("subtract", one) != one_mode("subtract", other)).nnz == 0


@quick
@given(said)
def test_turning_every_side_round_changes_no_agreement(found):
    one, other = counted(found), counted([(a, t, -side, n) for a, t, side, n in found])
    assert (one_mode("congruence", one).toarray() == one_mode("congruence", other).toarray()).all()
    assert (d.two_mode_subtract(one).toarray() == -d.two_mode_subtract(other).toarray()).all()


@quick
@given(said)
def test_who_is_merged_has_the_sum_of_both(found):
    apart, merged = counted(found), counted([("a" if a == "b" else a, *rest) for a, *rest in found])
    row = {id: i for i, id in enumerate(apart.actors)}
    for make in (d.two_mode_ignore, d.two_mode_subtract):
        sums = sum(make(apart).toarray()[row[id]] for id in "ab" if id in row)
        if "a" in merged.actors:
            assert (make(merged).toarray()[merged.actors.index("a")] == sums).all()
    for value in d.ONE_MODE:
        one, other = one_mode(value, merged).toarray(), one_mode(value, apart).toarray()
        for i, id in enumerate(merged.actors):
            if id != "a" and "a" in merged.actors:
                assert one[i, merged.actors.index("a")] == sum(other[row[id], row[x]] for x in "ab" if x in row)


@quick
@given(said, levels)
def test_normalisations_as_the_formulas_say(found, levels):
    counts = counted(found, levels)
    x = np.concatenate([matrix.toarray() for matrix in counts.levels.values()], axis=1)
    for i, one in enumerate(x):
        for j, other in enumerate(x):
            if i != j:
                divisors = {
                    "average": (one.sum() + other.sum()) / 2,
                    "jaccard": one[other == 0].sum() + other[one == 0].sum() + one @ other,
                    "cosine": np.linalg.norm(one) * np.linalg.norm(other),
                }
                for by, divisor in divisors.items():
                    expected = one_mode("ignore", counts).toarray()[i, j] / divisor
                    assert one_mode("ignore", counts, by=by).toarray()[i, j] == pytest.approx(expected)


@quick
@given(said)
def test_the_cosine_of_congruence_is_at_most_one(found):
    assert (one_mode("congruence", counted(found), by="cosine").toarray() <= 1 + 1e-9).all()


@quick
@given(said)
def test_blocks_make_no_difference(found):
    counts = counted(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(d, "WORK", 1)
        small = one_mode("subtract", counts, by="jaccard")
    assert small.toarray() == pytest.approx(one_mode("subtract", counts, by="jaccard").toarray())


@quick
@given(said)
def test_values_at_pairs_are_those_of_the_matrix(found):
    counts = counted(found, (-1, 0, 1))
    half = d.half(one_mode("ignore", counts))
    for value in d.ONE_MODE:
        assert d.at_pairs(counts, value, *half.coords) == pytest.approx(one_mode(value, counts).toarray()[half.coords])


@quick
@given(said)
def test_shares_add_up_to_one(found):
    counts = counted(found)
    rows = d.activity(d.two_mode_ignore(counts), counts).sum(axis=1)
    assert rows == pytest.approx(np.ones(len(rows)))
