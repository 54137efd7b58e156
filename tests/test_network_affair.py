"""What a report claims of an affair: laws for any affair, planted camps, and a small one worked by hand."""

from dataclasses import replace
from random import Random

import pandas as pd
import pytest
from debate import debate, said
from factories import quick
from hypothesis import given
from hypothesis import strategies as st

from kg.model import DRAWN, Entity, Kind
from kg.network.affair import Affair, affair_of
from kg.network.days import UNDATED
from kg.network.discourse import COLUMNS, Discourse, discourse_of
from kg.network.positions import CLEAR, positions, taken
from kg.network.standing import Named, Standing

PEOPLE = ("Ann", "Bob", "Cem", "Dee", "Eve", "Fay")
THINGS = ("law", "road", "tax")
PARTIES = {name: Named(name, "Person") for name in PEOPLE} | {name: Named(name, "Topic") for name in THINGS}


def discourse(told, **columns):
    """Rows of actor, target, polarity, day and confidence, keyed by their number."""
    rows = pd.DataFrame(told, columns=["actor", "target", "polarity", "day", "confidence"])
    default = {"relation": "says", "kind": "stance", "weight": 1.0, "asserted": True}
    rows = rows.assign(**default | columns, document=[f"d{n % 5}" for n in range(len(rows))])
    rows["sources"] = columns.get("sources", [()] * len(rows))
    rows.index = pd.Index([f"s{n:03}" for n in range(len(rows))], name="statement", dtype=object)
    rows = rows.astype({"asserted": bool})
    return Discourse(rows[list(COLUMNS)], Standing(PARTIES, {}, {}, {}), 0.0)


told = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(THINGS + PEOPLE),
        st.sampled_from((-1, 1)),
        st.integers(1, 5) | st.just(UNDATED),
        st.sampled_from((0.3, 0.75, 0.9, 1.0)),
    ),
    max_size=20,
)


@quick
@given(told, st.randoms(use_true_random=False))
def test_the_order_of_the_statements_says_nothing(rows, random):
    there = discourse(rows)
    mixed = list(there.rows.index)
    random.shuffle(mixed)
    shuffled = Discourse(there.rows.loc[mixed].sort_index(), there.standing, 0.0)
    assert affair_of(shuffled) == affair_of(there)


@quick
@given(told)
def test_every_claim_rests_on_statements_that_say_so(rows):
    found, said = affair_of(discourse(rows)), discourse(rows).rows

    def says(keys, actor, target, side):
        assert keys
        for key in keys:
            assert tuple(said.loc[key, ["actor", "target", "polarity"]]) == (actor, target, side)

    for contest in found.contests:
        for side, positions_ in ((1, contest.supporters), (-1, contest.opponents)):
            assert positions_
            for one in positions_:
                says(one.statements, one.actor, contest.target, side)
                assert one.sure >= CLEAR
                if one.contrary:
                    says(one.contrary, one.actor, contest.target, -side)
    for one in found.changes:
        says(one.before, one.actor, one.target, one.side)
        says(one.after, one.actor, one.target, -one.side)
        assert max(said.loc[list(one.before), "day"]) < one.since <= min(said.loc[list(one.after), "day"])
        assert min(said.loc[[*one.before, *one.after], "confidence"]) >= DRAWN
    for one in found.conflicts:
        says(one.statements, one.source, one.target, -1)
    for camp in found.camps:
        sides = dict(camp.about)
        for member in camp.members:
            for key in member.statements:
                actor, target, side = said.loc[key, ["actor", "target", "polarity"]]
                assert actor == member.actor and sides[target] == side and target in member.over


@quick
@given(told)
def test_camps_are_two_at_least_without_a_common_member_and_each_has_an_opponent(rows):
    camps = affair_of(discourse(rows)).camps
    assert len(camps) != 1
    members = [member.actor for camp in camps for member in camp.members]
    assert len(members) == len(set(members))
    for camp in camps:
        assert camp.members and camp.about


@quick
@given(told)
def test_for_and_against_are_mirrors(rows):
    there, turned = positions(discourse(rows).rows), positions(discourse([(*r[:2], -r[2], *r[3:]) for r in rows]).rows)
    assert [(one.actor, one.target, -one.side, one.sure) for one in turned] == [
        (one.actor, one.target, one.side, one.sure) for one in there
    ]


def planted(seed, noise):
    """Two camps of eight over three things, each member with four words on each; one has changed sides half-way."""
    random, rows, told = Random(seed), [], {f"p{n:02}": 1 if n < 8 else -1 for n in range(16)}
    for name, side in told.items():
        for thing in THINGS:
            for day in (10, 20, 30, 40):
                turned = name == "p00" and day < 25
                right = turned or random.random() >= noise
                rows.append((name, thing, side * (-1 if turned else 1) * (1 if right else -1), day, 0.9))
    there = discourse(rows)
    parties = PARTIES | {name: Named(name, "Organization") for name in told}
    return Discourse(there.rows, Standing(parties, {}, {}, {}), 0.0), told


@pytest.mark.parametrize("seed", range(4))
def test_planted_camps_are_found_and_so_is_who_changed(seed):
    there, told = planted(seed, noise=0.1)
    found = affair_of(there)
    camps = [{member.actor for member in camp.members} for camp in found.camps]
    assert len(camps) == 2
    for camp in camps:
        assert len({told[name] for name in camp}) == 1, "nobody stands in the wrong camp"
    assert sum(map(len, camps)) >= 14
    there, told = planted(seed, noise=0)
    found = affair_of(there)
    assert {(one.actor, one.target, one.side, one.since) for one in found.changes} == {
        ("p00", thing, -1, 30) for thing in THINGS
    }
    assert sorted(sorted(member.actor for member in camp.members) for camp in found.camps) == [
        sorted(name for name in told if told[name] == side) for side in (1, -1)
    ]


# Ann and Bob are for the law, Cem and Dee against it; Eve says so weakly; Fay is quoted by Ann with what she is for.
HAND = [("Ann", "law", 1, 1, 0.9), ("Bob", "law", 1, 1, 0.9), ("Cem", "law", -1, 1, 0.9), ("Dee", "law", -1, 1, 0.9),
        ("Eve", "law", 1, 1, 0.5), ("Fay", "law", 1, 1, 0.9), ("Cem", "Ann", -1, 2, 0.8)]  # fmt: skip
QUOTED = {"sources": [(), (), ("Cem",), (), (), ("Ann",), ()]}


def told_of(found: Affair):
    return [(camp.about, [member.actor for member in camp.members]) for camp in found.camps]


def test_by_hand():
    found = affair_of(discourse(HAND, **QUOTED))
    assert told_of(found) == [((("law", 1),), ["Ann", "Bob"]), ((("law", -1),), ["Cem", "Dee"])]
    assert [(one.actor, one.reason) for one in found.apart] == [("Eve", "weak"), ("Fay", "hedged")]
    [contest] = found.contests
    assert [one.actor for one in contest.unclear] == ["Eve"] and contest.unclear[0].sure == 0.5
    assert [(one.source, one.target, one.sure) for one in found.conflicts] == [("Cem", "Ann", 0.8)]
    assert found.weak[0][0] == found.conflicts[0] and found.weak[0][1] == 1
    assert found.changes == ()


def test_too_little_evidence_names_no_camps():
    assert affair_of(discourse([])) == Affair(PARTIES, (), (), (), (), (), (), ())
    assert affair_of(discourse(HAND[:2])).camps == ()
    assert affair_of(discourse([HAND[0], HAND[2]])).camps == (), "one against one are no camps"
    assert affair_of(discourse([(*row[:4], 0.6) for row in HAND])).camps == (), "weak statements, one each"


def test_a_change_needs_a_clear_before_and_after():
    now_this_now_that = [("Ann", "law", side, day, 0.9) for day, side in enumerate((1, -1, 1, -1), start=1)]
    assert affair_of(discourse(now_this_now_that)).changes == ()
    same_day = [("Ann", "law", 1, 3, 0.9), ("Ann", "law", -1, 3, 0.9)]
    assert affair_of(discourse(same_day)).changes == ()
    weak = [("Ann", "law", 1, 1, 0.9), ("Ann", "law", -1, 2, 0.5)]
    assert affair_of(discourse(weak)).changes == ()
    undated = [("Ann", "law", 1, UNDATED, 0.9), ("Ann", "law", -1, 2, 0.9)]
    assert affair_of(discourse(undated)).changes == ()
    # 1.8 for before; after, 0.9 for and 2.7 against: three quarters of what is said are against
    clear = [("Ann", "law", side, day, 0.9) for day, side in ((1, 1), (2, 1), (5, -1), (6, -1), (7, -1), (8, 1))]
    [one] = affair_of(discourse(clear)).changes
    assert (one.side, one.since, one.before, one.after) == (1, 5, ("s000", "s001"), ("s002", "s003", "s004"))
    assert one.contrary == ("s005",) and one.firm


def test_what_others_tell_is_denied_or_is_of_oneself_takes_no_side():
    rows = [("Ann", "law", 1, 1, 0.9), ("Bob", "law", 1, 1, 0.9), ("Cem", "Cem", 1, 1, 0.9)]
    said = discourse(rows, sources=[("Ann",), ("Ann", "Bob"), ()], asserted=[True, True, True])
    assert list(taken(said).rows["actor"]) == ["Ann"]
    assert len(taken(discourse(rows, asserted=False))) == 0


def test_whoever_is_spoken_of_is_spoken_of_as_whom_he_stands_for():
    # Dora speaks for the League, so what is said of her is said of it: Ann, now for and now against, is mixed, and Fay,
    # whom Bob quotes, hedged
    ties = ["Dora memberOf League 2025-01-01"] * 3
    sides = ["Bob supports League 2025-01-01", "Cem supports Dora 2025-01-01", "Eve opposes League 2025-01-01",
             "Gus opposes Dora 2025-01-01"]  # fmt: skip
    mixed = ["Ann supports Dora 2025-01-01", "Ann opposes Dora 2025-01-01", "Fay supports Dora 2025-01-01 by Bob"]
    found = affair_of(debate(*ties, *sides, *mixed))
    assert {one.actor: one.reason for one in found.apart if one.actor in ("Ann", "Fay")} == {
        "Ann": "mixed",
        "Fay": "hedged",
    }


def test_a_state_that_nobody_names_may_be_acted_for():
    body = Entity("League", "League", Kind.ORGANIZATION, acts_for="state/usa")
    lines = ["Ann opposes League", "Bob opposes League", "Cem supports League", "Dora supports League"]
    found = affair_of(debate(*lines, "League supports wine", entities=[body]))
    assert [contest.target for contest in found.contests] == ["state/usa"]
    assert "state/usa" in {actor.id for actor in found.actors}


def test_a_statement_that_is_handed_over_twice_counts_once():
    ann = said("Ann supports tax", 1)
    there = discourse_of([ann, replace(ann, confidence=0.5), said("Bob supports tax", 2)])
    assert len(there) == 2 and there.rows.loc[ann.key, "confidence"] == ann.confidence
