"""The table of a debate, and the networks made of it: worked by hand, and every number leads to its statements."""

from dataclasses import replace

import networkx as nx
import pytest
from debate import HEDGED, debate, party, said
from factories import quick
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NetworkError
from kg.model import Document, Entity, Kind, Participant
from kg.network import NETWORKS, Discourse, discourse_of, networks
from kg.network.days import middle, period, shown

# Ann and Bob agree on tax, Bob and Cem differ on road; Cem blames Ann, who speaks of him.
LINES = ("Ann supports tax 2025-01-10", "Bob supports tax 2025-02-10", "Bob supports road 2025-02-11",
         "Cem opposes road 2025-03-01", "Cem accuses Ann 2025-03-02", "Ann speaksOf Cem 2025-03-03",
         "Ann supports tax 2025-01-10")  # fmt: skip
HAND = debate(*LINES)


def edges(network: nx.Graph) -> dict:
    return {(one, two): data["weight"] for one, two, data in network.edges(data=True)}


# --- the table ---


def test_days_weeks_months_and_years():
    assert [shown(middle(when)) for when in ("2025", "2025-02", "2025-02-03", "soon", None)] == [
        "2025-07-02", "2025-02-14", "2025-02-03", "", ""]  # fmt: skip
    assert [shown(middle("2027-01-03"), unit) for unit in ("week", "month", "year")] == ["2026-W53", "2027-01", "2027"]
    assert period("2024-02")[1] - period("2024-02")[0] == 28
    assert [shown(day) for day in period("2026-W53")] == ["2026-12-28", "2027-01-03"]
    assert period("2025-03-14T08:00") == period("2025-03-14")
    for wrong in ("2025-13", "2025-3", "2025-W60", "2025-03-14-1"):
        with pytest.raises(NetworkError, match="2025-03-14"):
            period(wrong)


def test_a_statement_without_a_date_has_its_documents():
    found = [said("Ann supports tax", document="d")]
    dated = discourse_of(found, (), [Document("d", "x", published="2025-05-06")])
    assert dated.days == discourse_of([said("Ann supports tax 2025-05-06")]).days
    assert discourse_of(found).days is None


def test_between_and_as_of_take_both_ends():
    assert len(HAND.between("2025-02-10", "2025-03-01")) == 3
    assert len(HAND.between(until="2025-01")) == 2 == len(HAND.as_of("2025-01-10"))
    assert len(debate(*LINES, "Ann opposes park").between()) == 7  # the undated one is left out


def test_where_filters_by_any_column():
    assert set(HAND.where(actor="Cem", polarity=-1).rows["target"]) == {"road", "Ann"}
    assert len(HAND.where(kind=("stance", "assertion"))) == 7
    with pytest.raises(NetworkError, match="use actor, target"):
        HAND.where(colour="red")


@pytest.mark.parametrize(("unit", "left"), [("document", 3), ("day", 3), ("week", 3), ("month", 3), ("year", 2)])
def test_duplicates_once_per_period_of_its_year(unit, left):
    lines = ("Ann supports tax 2025-01-10", "Ann supports tax 2025-01-10", "Ann opposes tax 2025-01-10",
             "Ann supports tax 2026-01-10", "Ann supports tax 2025-12-10")  # fmt: skip
    found = debate(*lines).once_per(unit)
    assert len(found) == {3: 4, 2: 3}[left]
    with pytest.raises(NetworkError, match="use document, day"):
        found.once_per("decade")


def test_what_is_hedged_or_denied_ties_nobody_but_is_told_by_somebody():
    found = discourse_of(
        [said("Ann supports tax by Bob", 1, **HEDGED), said("Cem supports tax by Bob", 2, negated=True)]
    )
    assert len(found) == 2 and not len(found.asserted)
    assert not networks.two_mode(found).edges and edges(networks.attributions(found)) == {
        ("Bob", "Ann"): 1, ("Bob", "Cem"): 1}  # fmt: skip


# --- roll-ups ---

MINISTRY = Entity("Ministry", "Ministry", Kind.ORGANIZATION, acts_for="FIN")


def test_persons_speak_for_the_body_told_most_often_and_it_for_its_state():
    found = debate("Ann heads Ministry 2025-01-01", "Ann memberOf League 2025-01-02",
                   "Ann memberOf Ministry 2025-01-03", "Ann supports tax", "Bob supports tax",
                   entities=(MINISTRY,))  # fmt: skip
    assert set(found.rolled(actors="organization").rows["actor"]) == {"Ministry", "Bob"}
    assert set(found.rolled(actors="state").rows["actor"]) == {"FIN", "Bob"}
    with pytest.raises(NetworkError, match="organization or state"):
        found.rolled(actors="planet")


def test_of_two_bodies_the_one_told_last():
    found = debate("Ann memberOf Ministry 2025-01-01", "Ann memberOf League 2025-01-02", "Ann supports tax")
    assert "League" in set(found.rolled(actors="organization").rows["actor"])


def test_who_left_a_body_does_not_speak_for_it():
    left = replace(said("Ann memberOf League"), ended=True)
    assert set(discourse_of([left]).rolled(actors="organization").rows["actor"]) == {"Ann"}


def test_a_tie_that_one_of_many_documents_tells_is_not_whom_a_person_speaks_for():
    lines = ["Ann memberOf League 2025-01-01", *(f"Ann supports tax 2025-02-0{day}" for day in range(1, 4))]
    assert "League" in set(debate(*lines).rolled(actors="organization").rows["actor"])
    assert "League" not in set(
        debate(*lines, "Ann supports tax 2025-03-01").rolled(actors="organization").rows["actor"]
    )


def event(type: str, *objects: str):
    parts = tuple(Participant("object", name, name, Kind.TOPIC) for name in objects)
    return replace(party("event"), id=f"event/{type}", kind=Kind.EVENT, event_type=type, participants=parts)


@pytest.mark.parametrize(
    ("target", "rolled"),
    [
        (event("Criticism", "tax"), ("tax", -1)),  # to support criticism of the tax is to be against it
        (event("Support", "tax"), ("tax", 1)),
        (event("Meeting", "tax"), ("event/Meeting", 1)),  # takes no side
        (event("Criticism", "tax", "road"), ("event/Criticism", 1)),  # of which?
        (event("Criticism"), ("event/Criticism", 1)),
    ],
)
def test_an_event_with_a_side_is_about_its_object(target, rolled):
    found = discourse_of([replace(said("Ann supports x"), target=target)]).rolled(targets="topic").rows
    assert (found["target"].iloc[0], found["polarity"].iloc[0]) == rolled


def test_what_is_said_of_a_statement_is_about_its_target():
    first = said("Ann opposes tax", 1)
    about = replace(party("first"), id=f"stance/{first.key}", kind=Kind.STATEMENT)
    second = replace(said("Bob opposes x", 2), target=about)
    rows = discourse_of([first, second]).rolled(targets="event").rows
    assert rows.set_index("actor").loc["Bob", ["target", "polarity"]].tolist() == ["tax", 1]


# --- networks by hand ---


def test_two_modes():
    network = networks.two_mode(HAND, "subtract", levels=(-1, 0, 1))
    assert edges(network) == {("Ann", "→ tax"): 2, ("Ann", "→ Cem"): 0, ("Bob", "→ tax"): 1, ("Bob", "→ road"): 1,
                              ("Cem", "→ road"): -1, ("Cem", "→ Ann"): -1}  # fmt: skip
    assert network.nodes["→ Ann"]["party"] == "Ann" and network.nodes["→ Ann"]["mode"] == "target"
    assert edges(networks.two_mode(HAND, "combine"))["Cem", "→ road"] == 2
    assert edges(networks.two_mode(HAND, "combine", levels=(0, 1))) == {
        ("Ann", "→ tax"): 1, ("Ann", "→ Cem"): 0, ("Bob", "→ tax"): 1, ("Bob", "→ road"): 1}  # fmt: skip
    assert edges(networks.two_mode(HAND, "ignore", by="activity"))["Bob", "→ tax"] == 0.5
    assert edges(networks.two_mode(HAND, least=2)) == {("Ann", "→ tax"): 2}


def test_actors_who_agree_and_differ():
    network = networks.one_mode(HAND)
    assert edges(network) == {("Ann", "Bob"): 2, ("Bob", "Cem"): -1}
    data = network.edges["Ann", "Bob"]
    assert (data["congruence"], data["conflict"], data["over"]) == (2, 0, ("tax",))
    assert (data["first"], data["last"], len(data["statements"])) == ("2025-01-10", "2025-02-10", 3)


def test_targets_spoken_of_by_the_same():
    # tax and road: Bob for both.  road and Ann: Cem against both.
    assert edges(networks.one_mode(HAND, of="targets")) == {("road", "tax"): 1, ("Ann", "road"): 1}


def test_sides_are_mean_stances_on_the_same_and_on_each_other():
    # Ann and Bob: tax 1·1, however often Ann says so.  Bob and Cem: road 1·−1.  Cem on Ann: −1.
    assert edges(networks.sides(HAND)) == {("Ann", "Bob"): 1, ("Bob", "Cem"): -1, ("Ann", "Cem"): -1}


def test_who_blames_whom_leads_only_to_actors():
    network = networks.stances(HAND)
    assert edges(network) == {("Cem", "Ann"): -1} and network.edges["Cem", "Ann"]["relations"] == ("accuses",)


def test_members_are_tied_to_their_bodies():
    assert edges(networks.affiliations(debate("Ann memberOf League", "Ann heads League", "Ann supports tax"))) == {
        ("Ann", "League"): 2}  # fmt: skip


def test_named_in_the_same_documents():
    found = networks.co_mentions(debate("Ann supports tax 2025-01-01", "Bob supports road 2025-01-01"))
    assert len(found.edges) == 6 and set(edges(found).values()) == {1}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_of_nothing_is_empty(name):
    assert not NETWORKS[name](debate()).nodes


@pytest.mark.parametrize(
    ("made", "remedy"),
    [
        (lambda: networks.one_mode(HAND, "love"), "use ignore, congruence"),
        (lambda: networks.one_mode(HAND, by="mean"), "use average, jaccard"),
        (lambda: networks.one_mode(HAND, of="dogs"), "use actors or targets"),
        (lambda: networks.two_mode(HAND, by="mean"), "use activity, prominence"),
        (lambda: networks.one_mode(HAND, levels=(1,)), "at least two"),
    ],
)
def test_what_is_unknown_is_told_with_what_is_known(made, remedy):
    with pytest.raises(NetworkError, match=remedy):
        made()


# --- laws ---

ACTORS, TARGETS = ("Ann", "Bob", "Cem", "League"), ("tax", "road", "Ann", "Bob")
RELATIONS = ("supports", "opposes", "speaksOf", "heads")
lines = st.lists(
    st.builds(" ".join, st.tuples(st.sampled_from(ACTORS), st.sampled_from(RELATIONS),
                                  st.sampled_from(TARGETS), st.sampled_from(("2025-01-01", "2025-02-01", "2025")))),
    max_size=15,
)  # fmt: skip


def same(one: nx.Graph, other: nx.Graph) -> bool:
    return list(one.nodes(data=True)) == list(other.nodes(data=True)) and list(one.edges(data=True)) == list(
        other.edges(data=True)
    )


@quick
@given(lines, st.randoms(), st.sampled_from(sorted(NETWORKS)))
def test_the_order_of_statements_is_no_matter(found, random, name):
    statements = [said(line, number) for number, line in enumerate(found)]
    shuffled = random.sample(statements, len(statements))
    assert same(NETWORKS[name](discourse_of(statements)), NETWORKS[name](discourse_of(shuffled)))


@quick
@given(lines, st.sampled_from(sorted(NETWORKS)))
def test_every_number_leads_to_statements_of_its_ends(found, name):
    given = debate(*found)
    network = NETWORKS[name](given)
    for one, two, data in network.edges(data=True):
        assert data["statements"] and set(data["statements"]) <= set(network.nodes[one]["statements"])
        rows = given.rows.loc[list(data["statements"])]
        ends = {network.nodes[end].get("party", end) for end in (one, two)}
        assert all(ends & {row.actor, row.target, *row.sources} for row in rows.itertuples())
        days = sorted(day for day in rows["day"] if day > 0)
        assert (data["first"], data["last"]) == (shown(days[0]), shown(days[-1]))


@quick
@given(lines)
def test_two_modes_count_every_statement_once(found):
    given = debate(*found)
    network = networks.two_mode(given, "ignore")
    told = [key for *_, data in network.edges(data=True) for key in data["statements"]]
    assert sorted(told) == sorted(key for key, polarity in given.asserted["polarity"].items() if polarity)
    assert sum(data["weight"] for *_, data in network.edges(data=True)) == len(told)


@quick
@given(lines)
def test_as_of_the_last_day_everything_dated_is_there(found):
    given = debate(*found)
    if given.days:
        assert isinstance(given.as_of(given.days[1]), Discourse) and len(given.as_of(given.days[1])) == len(given)
