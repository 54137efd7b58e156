"""Discourse networks: an example worked by hand, and what must hold for any."""

import numpy as np
import pytest
from factories import quick
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Tie
from kg.network import discourse as d

# Ann: twice for tax, once against road.  Bob: once for tax, once for road.  Cem: once against tax, three times against
# road, once for park.
#                 park road tax
# for        Ann     0    0   2          against   Ann    0    1   0
#            Bob     0    1   1                    Bob    0    0   0
#            Cem     1    0   0                    Cem    0    3   1
SAID = [("Ann", "tax", 1, 2), ("Ann", "road", -1, 1), ("Bob", "tax", 1, 1), ("Bob", "road", 1, 1),
        ("Cem", "tax", -1, 1), ("Cem", "road", -1, 3), ("Cem", "park", 1, 1)]  # fmt: skip


def tie(source: str, target: str, polarity: int, weight: int, relation: str = "r") -> Tie:
    return Tie(source, target, relation, polarity, weight, ())


HAND = d.discourse_of([tie(*said) for said in SAID])


def test_rows_and_columns_are_sorted_and_relations_of_one_polarity_add_up():
    assert (HAND.actors, HAND.concepts) == (("Ann", "Bob", "Cem"), ("park", "road", "tax"))
    twice = d.discourse_of([tie("a", "t", 1, 2, "supports"), tie("a", "t", 1, 3, "praises"), tie("a", "u", 0, 1)])
    assert twice.counts[1].toarray().tolist() == [[5]] and twice.concepts == ("t",)


def test_two_mode_by_hand():
    assert d.two_mode_ignore(HAND).toarray().tolist() == [[0, 1, 2], [0, 1, 1], [1, 3, 1]]
    assert d.two_mode_subtract(HAND).toarray().tolist() == [[0, -1, 2], [0, 1, 1], [1, -3, -1]]
    assert d.two_mode_combine(HAND).toarray().tolist() == [[0, 2, 1], [0, 1, 1], [1, 2, 2]]
    both = d.discourse_of([tie("a", "t", 1, 4), tie("a", "t", -1, 1)])
    assert d.two_mode_combine(both).toarray().tolist() == [[3]]


def test_shares_by_hand():
    ignore = d.two_mode_ignore(HAND)
    assert d.activity(ignore).toarray() == pytest.approx(
        np.array([[0, 1 / 3, 2 / 3], [0, 1 / 2, 1 / 2], [0.2, 0.6, 0.2]])
    )
    assert d.prominence(ignore).toarray() == pytest.approx(np.array([[0, 0.2, 0.5], [0, 0.2, 0.25], [1, 0.6, 0.25]]))


def test_one_mode_by_hand():
    # Ann and Bob: tax 2·1 agree, road 1·1 differ.  Ann and Cem: tax 2·1 differ, road 1·3 agree.  Bob and Cem: tax 1·1
    # and road 1·3 differ.
    assert d.ignore(HAND).toarray().tolist() == [[0, 3, 5], [3, 0, 4], [5, 4, 0]]
    assert d.congruence(HAND).toarray().tolist() == [[0, 2, 3], [2, 0, 0], [3, 0, 0]]
    assert d.conflict(HAND).toarray().tolist() == [[0, 1, 2], [1, 0, 4], [2, 4, 0]]
    assert d.subtract(HAND).toarray().tolist() == [[0, 1, 1], [1, 0, -4], [1, -4, 0]]


def test_normalisation_by_hand():
    # n = 3, 2, 5
    average = d.average_activity(HAND)
    assert [average[0, 1], average[0, 2], average[1, 2]] == [2.5, 4, 3.5]
    # Ann and Bob: Ann alone road− 1; Bob alone road+ 1; both tax+ 2.  Ann and Cem: Ann alone tax+ 2; Cem alone park+ 1,
    # tax− 1; both road− 3.  Bob and Cem: Bob alone 2; Cem alone 5; both 0.
    jaccard = d.jaccard(HAND)
    assert [jaccard[0, 1], jaccard[0, 2], jaccard[1, 2]] == [4, 7, 7]
    cosine = d.cosine(HAND)
    assert cosine[0, 1] == pytest.approx(np.sqrt(5 * 2))
    assert d.normalised(d.congruence(HAND), average)[0, 1] == pytest.approx(2 / 2.5)


def test_neutral_statements_stand_half_way():
    three = d.discourse_of([tie("a", "t", 1, 1), tie("b", "t", 0, 1), tie("c", "t", -1, 1)], levels=(-1, 0, 1))
    assert d.congruence(three).toarray().tolist() == [[0, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0]]
    assert d.conflict(three).toarray().tolist() == [[0, 0.5, 1], [0.5, 0, 0.5], [1, 0.5, 0]]


ties = st.lists(
    st.builds(tie, st.sampled_from("abcde"), st.sampled_from("tuvw"), st.sampled_from((-1, 0, 1)), st.integers(1, 5)),
    max_size=20,
)
discourses = st.builds(d.discourse_of, ties, st.sampled_from(((-1, 1), (-1, 0, 1))))


@quick
@given(discourses)
def test_one_mode_networks_are_symmetric_and_nobody_is_tied_to_oneself(given):
    for make in (d.ignore, d.congruence, d.conflict, d.subtract):
        matrix = make(given).toarray()
        assert (matrix == matrix.T).all() and not matrix.diagonal().any()


@quick
@given(discourses)
def test_to_agree_and_to_disagree_is_all_there_is(given):
    agree, differ = d.congruence(given).toarray(), d.conflict(given).toarray()
    assert (agree >= 0).all() and (differ >= 0).all()
    assert agree + differ == pytest.approx(d.ignore(given).toarray())
    assert agree - differ == pytest.approx(d.subtract(given).toarray())


@quick
@given(ties)
def test_turning_every_side_round_changes_no_agreement(found):
    turned = [tie(t.source, t.target, -t.polarity, t.weight) for t in found]
    one, other = d.discourse_of(found), d.discourse_of(turned)
    assert (d.congruence(one).toarray() == d.congruence(other).toarray()).all()
    assert (d.two_mode_subtract(one).toarray() == -d.two_mode_subtract(other).toarray()).all()


@quick
@given(ties)
def test_the_cosine_of_congruence_is_at_most_one(found):
    given = d.discourse_of(found)
    assert (d.normalised(d.congruence(given), d.cosine(given)) <= 1 + 1e-9).all()
    assert (d.jaccard(given) == d.jaccard(given).T).all()


@quick
@given(ties)
def test_shares_add_up_to_one(found):
    rows = d.activity(d.two_mode_ignore(d.discourse_of(found))).sum(axis=1)
    assert rows == pytest.approx(np.ones(len(rows)))
