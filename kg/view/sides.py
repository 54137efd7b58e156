"""Who stands with whom in the picture: the camps of the report, on the nodes of those who speak for their members."""

from collections import defaultdict
from collections.abc import Mapping

from kg.network import Discourse
from kg.network.affair import Affair, affair_of
from kg.network.affair import Camp as Group
from kg.network.days import shown
from kg.view.camps import Camp, Member, Turn
from kg.view.drawing import shortened

TOPICS = 3  # by which a camp is named
LABEL = 48  # characters of a name
TINTS = 4  # of camps, in colours.css and pictures


def camps_in(discourse: Discourse) -> tuple[Camp, ...]:
    """The camps that `kg.network.affair.affair_of` finds, largest first; empty where the evidence names none.

    Of a member that others speak for, those of its speakers are in the camp too on whose statements it is there;
    whoever else belongs to it is not.
    """
    affair = affair_of(discourse)
    label = {id: shortened(party.label, LABEL) for id, party in affair.parties.items()}
    turns = _turns(affair, label)
    return tuple(
        Camp(tuple((label[id], side) for id, side in camp.about[:TOPICS]), len(camp.about) > TOPICS,
             _members(camp, discourse, turns), tuple(id for id, _ in camp.about[:TOPICS]))
        for camp in affair.camps
    )  # fmt: skip


def letter(camp: int) -> str:
    """The letter of a camp, the first 0, as in the page.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', '27')
    """
    return chr(ord("A") + camp) if camp < 26 else str(camp + 1)


def _turns(affair: Affair, label: Mapping[str, str]) -> dict[tuple[str, str], list[Turn]]:
    """Who changed sides on what."""
    turns = defaultdict(list)
    for one in affair.changes:
        turn = Turn(label[one.actor], one.side, label[one.target], shown(one.since), one.firm)
        turns[one.actor, one.target].append(turn)
    return turns


def _members(camp: Group, discourse: Discourse, turns: Mapping[tuple[str, str], list[Turn]]) -> tuple[Member, ...]:
    speaker = discourse.rows["actor"]
    members: dict[str, Member] = {}
    for one in camp.members:
        turned = tuple(turn for target in one.over for turn in turns.get((one.actor, target), ()))
        for id in (one.actor, *speaker.loc[list(one.statements)]):
            members.setdefault(id, Member(id, one.sure, turned))
    return tuple(members.values())
