"""Who stands with whom in the picture: the camps of the report, on the nodes of those who speak for their members."""

from kg.network import Discourse
from kg.network.affair import Camp as Group
from kg.network.affair import affair_of
from kg.view.drawing import Camp, shortened

TOPICS = 3  # by which a camp is named
LABEL = 48  # characters of a topic's name


def camps_in(discourse: Discourse) -> tuple[Camp, ...]:
    """The camps that `kg.network.affair.affair_of` finds, largest first; empty where the evidence names none.

    Of a member that others speak for, those of its speakers are in the camp too on whose statements it is there;
    whoever else belongs to it is not.
    """
    affair = affair_of(discourse)
    label = {id: shortened(party.label, LABEL) for id, party in affair.parties.items()}
    return tuple(
        Camp(tuple((label[id], side) for id, side in camp.about[:TOPICS]), len(camp.about) > TOPICS,
             _members(camp, discourse))
        for camp in affair.camps
    )  # fmt: skip


def _members(camp: Group, discourse: Discourse) -> tuple[tuple[str, float], ...]:
    speaker = discourse.rows["actor"]
    members: dict[str, float] = {}
    for one in camp.members:
        for id in (one.actor, *speaker.loc[list(one.statements)]):
            members.setdefault(id, one.sure)
    return tuple(members.items())
