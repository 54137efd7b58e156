"""What a decision about two names would change: small affairs by hand, and laws for any."""

import re

import pytest
from factories import quick
from hypothesis import given
from hypothesis import strategies as st

from kg.network.effect import Effect, Picture

PAIR = "Ann", "A."
BOTH = "Cem + law, Cem - tax, Dee + law, Dee - tax, Eve - law, Eve + tax, Fay - law, Fay + tax"
CAMPS = "Cem + law, Dee + law, Eve - law, Fay - law"


def signed(text):
    """``"Cem + law, Dee -3 tax"``: holder, sign, in how many statements (one where none is told), target."""
    found = re.findall(r"(\S+) ([+-])(\d*) (\w+\.?)", text)
    return [(holder, target, 1 if sign == "+" else -1, int(count or 1)) for holder, sign, count, target in found]


@pytest.mark.parametrize(
    ("told", "effect", "words"),
    [
        # of the other nothing is told
        (f"{CAMPS}, Ann +9 law", Effect(), "no statement for or against"),
        # statements move, and no camp is touched
        ("Ann +9 tax, A. +2 road", Effect(2), "2 statements"),
        (f"{CAMPS}, Ann +9 tax, A. +2 road, Gil - A.", Effect(3), "3 statements"),
        # both are for or against one thing, or somebody is so to both; camps stay
        ("Ann +9 tax, A. - tax, Gil + Ann, Gil - A.", Effect(2, shared=2), "2 statements; 2 ties in common"),
        (f"{CAMPS}, Ann +9 law, A. + law", Effect(1, shared=1), "1 statement; 1 tie in common"),
        # one is for and the other against what camps are about: the stronger word counts when they are one
        (
            f"{CAMPS}, Ann +9 law, A. -2 law",
            Effect(2, shared=1, opposite=True, placed=1),
            "2 statements; stand on opposite sides; 1 tie in common",
        ),
        # as many for as against: both would leave their camps
        (
            f"{CAMPS}, Ann +2 law, A. -2 law",
            Effect(2, shared=1, opposite=True, placed=2),
            "2 statements; stand on opposite sides; 1 tie in common",
        ),
        # one stands in a camp, the other would come into it
        (
            f"{CAMPS}, Ann +9 law, A. +2 road",
            Effect(2, placed=1),
            "2 statements; 1 name would change sides",
        ),
        # two things on which one camp is agreed: the two need not speak of the same
        (f"{BOTH}, Ann + law, A. - tax", Effect(1), "1 statement"),
        (
            f"{BOTH}, Ann + law, A. + tax",
            Effect(1, opposite=True, placed=2),
            "1 statement; stand on opposite sides",
        ),
        # what they hold of each other says nothing once they are one
        (f"{CAMPS}, Ann + law, A. - Ann", Effect(1, placed=1), "1 statement; 1 name would change sides"),
        # camps are over one of the two, and somebody is against the other
        (
            "Cem + Ann, Dee + Ann, Eve - Ann, Fay - Ann, Gil - A., Hal - A.",
            Effect(2, placed=2),
            "2 statements; 2 names would change sides",
        ),
    ],
)
def test_what_joining_two_names_would_change(told, effect, words):
    picture = Picture(signed(told))
    assert picture.effect(*PAIR) == picture.effect(*reversed(PAIR)) == effect
    assert str(effect) == words


def test_what_changes_camps_comes_first():
    told = [
        Effect(2, shared=1, opposite=True, placed=1),
        Effect(2, placed=1),
        Effect(9, shared=1),
        Effect(9),
        Effect(1),
        Effect(),
    ]
    assert sorted(told, key=lambda effect: effect.rank) == told


NAMES = ("Ann", "A.", "Cem", "Dee", "Eve", "Fay", "law", "tax")
affairs = st.lists(
    st.tuples(st.sampled_from(NAMES[:6]), st.sampled_from(NAMES), st.sampled_from((-1, 1)), st.integers(1, 5)),
    max_size=20,
).map(lambda rows: [row for row in rows if row[0] != row[1]])


@quick
@given(affairs, st.randoms(use_true_random=False))
def test_the_order_of_what_is_told_says_nothing(rows, random):
    mixed = [*rows]
    random.shuffle(mixed)
    one, other = Picture(rows), Picture(mixed)
    pairs = [(a, b) for a in NAMES for b in NAMES if a < b]
    assert [one.effect(*pair) for pair in pairs] == [other.effect(*pair) for pair in pairs]


@quick
@given(affairs)
def test_a_name_of_which_nothing_is_told_never_stands_before_one_that_would_change_camps(rows):
    picture = Picture(rows)
    told = {name for holder, target, *_ in rows for name in (holder, target)}
    pairs = [(a, b) for a in NAMES for b in NAMES if a < b]
    ranked = sorted(pairs, key=lambda pair: picture.effect(*pair).rank)
    camps = [bool(picture.effect(*pair).sides) for pair in ranked]
    silent = [not told.issuperset(pair) for pair in ranked]
    last = max((n for n, changes in enumerate(camps) if changes), default=-1)
    assert not any(silent[: last + 1])


@quick
@given(affairs)
def test_an_effect_is_never_more_than_what_is_told(rows):
    picture = Picture(rows)
    for pair in ((a, b) for a in NAMES for b in NAMES if a < b):
        effect = picture.effect(*pair)
        of = [sum(count for holder, target, _, count in rows if name in (holder, target)) for name in pair]
        assert effect.moved == min(of) and effect == picture.effect(*reversed(pair))
        assert effect.placed >= effect.opposite
