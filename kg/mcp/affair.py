"""Camps and contested topics as the report has them, as plain data that a worker makes once for each state of a store.

``statements`` are keys, the surest first: `kg.mcp.answers.evidenced` puts sentences in their place.
"""

from collections.abc import Iterable
from typing import Any

from kg.graph import Graph
from kg.network.affair import Affair, Camp, Contest, affair_of
from kg.network.positions import Position
from kg.store import Store
from kg.view.report import APART
from kg.view.sides import letter

Data = dict[str, Any]
SIDES = {1: "for", -1: "against"}


def affair(store: Store, actors: str) -> Data:
    """``camps``, ``apart`` (main actors in no camp, and why) and ``contested`` topics, those most contested first.
    ``actors``: persons stand for their ``organization``, or for the ``state`` that it acts for."""
    found = affair_of(Graph(store).discourse, actors=actors)
    apart = [
        {"name": _name(found, one.actor), "reason": APART[one.reason], "statements": one.statements}
        for one in found.apart
    ]
    camps = [_camp(found, number, one) for number, one in enumerate(found.camps)]
    return {"camps": camps, "apart": apart, "contested": [_contest(found, one) for one in found.contests]}


def _camp(affair: Affair, number: int, camp: Camp) -> Data:
    members = [
        {"name": _name(affair, one.actor), "sure": one.sure, "over": [_name(affair, id) for id in one.over],
         "statements": one.statements}
        for one in camp.members
    ]  # fmt: skip
    about = [{"topic": _name(affair, target), "side": SIDES[side]} for target, side in camp.about]
    return {"camp": letter(number), "about": about, "members": members}


def _contest(affair: Affair, contest: Contest) -> Data:
    sides = {"for": contest.supporters, "against": contest.opponents, "unclear": contest.unclear}
    return {"topic": _name(affair, contest.target)} | {
        side: _positions(affair, positions) for side, positions in sides.items()
    }


def _positions(affair: Affair, positions: Iterable[Position]) -> list[Data]:
    return [
        {"name": _name(affair, one.actor), "sure": one.sure, "saying_otherwise": len(one.contrary),
         "statements": one.statements}
        for one in positions
    ]  # fmt: skip


def _name(affair: Affair, id: str) -> str:
    return " ".join(affair.parties[id].label.split())
