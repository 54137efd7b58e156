"""How sure a network is, given how sure its statements are.

A bootstrap: in each draw every statement is there with the probability that its confidence says, whatever the others
(parametric bootstrap, Efron and Tibshirani, An Introduction to the Bootstrap, 1993). What a network would be in many
draws tells what of it one may rely on. Statements that were missed are beyond it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array

from kg.errors import NetworkError
from kg.network import counts as c
from kg.network import networks
from kg.network.discourse import Discourse

TIMES, LEVEL = 200, 0.9
BUILDERS = {"one-mode": networks.one_mode, "two-mode": networks.two_mode, "sides": networks.sides}


@dataclass(frozen=True, slots=True)
class Certainty:
    """``camps`` as they are; ``share``: in how many of the draws, 0 to 1, each actor is in the camp that goes on as
    its own; ``low`` and ``high``: between how many camps there are in as many draws as asked for."""

    camps: tuple[AbstractSet[str], ...]
    share: Mapping[str, float]
    low: int
    high: int


def uncertain(
    discourse: Discourse,
    kind: str = "sides",
    *,
    times: int = TIMES,
    level: float = LEVEL,
    seed: int = 0,
    **options: Any,
) -> "nx.Graph[str]":
    """The network of a ``kind`` (``one-mode``, ``two-mode``, ``sides``) and its ``options``, in which each edge also
    has ``low``, ``median`` and ``high``, between which its weight lies in a share ``level`` of ``times`` draws, and
    ``certain``, the share of draws in which its weight has its sign.

    An edge's own weight counts every statement in full; where these are doubtful it may lie outside its interval. The
    same statements, in whatever order, and ``seed`` give the same intervals.
    """
    tail = _tail(level)
    network = networks.known(BUILDERS, kind, "uncertainty of network")(discourse, **options)
    rows, columns, matrices = _drawn(discourse, kind, times, seed, **options)
    row, column = ({id: i for i, id in enumerate(names)} for names in (rows, columns))
    ends = [(one, two) if one in row and two in column else (two, one) for one, two in network.edges]
    i, j = np.array([(row[one], column[two]) for one, two in ends], dtype=np.int64).reshape(-1, 2).T
    weights = np.stack([c.at(matrix, i, j) for matrix in matrices])
    signs = np.sign([weight for *_, weight in network.edges(data="weight", default=0)])
    found = np.quantile(weights, (tail, 0.5, 1 - tail), axis=0, method="inverted_cdf")
    shares = (np.sign(weights) == signs).mean(axis=0)
    for data, *values in zip((data for *_, data in network.edges(data=True)), *found.tolist(), shares, strict=True):
        data.update(zip(("low", "median", "high", "certain"), map(float, values), strict=True))
    return network


def draws(
    discourse: Discourse, kind: str = "sides", *, times: int = TIMES, seed: int = 0, **options: Any
) -> Iterator["nx.Graph[str]"]:
    """The networks of the draws of `uncertain`, bare: actors (or targets) and the ``weight`` of their edges. Who says
    nothing in a draw is a node alone. Not for networks of two modes."""
    if kind not in ("one-mode", "sides"):
        raise NetworkError(f"draws of network {kind!r}: expected one of actors or targets; use one-mode or sides")
    BUILDERS[kind](replace(discourse, rows=discourse.rows[:0]), **options)  # refuses what has no sense
    rows, _, matrices = _drawn(discourse, kind, times, seed, **options)
    for matrix in matrices:
        half = c.half(matrix)
        network: nx.Graph[str] = nx.Graph()
        network.add_nodes_from(rows)
        network.add_weighted_edges_from(
            (rows[i], rows[j], weight) for i, j, weight in zip(*half.coords, half.data.tolist(), strict=True)
        )
        yield network


def stable(
    network: "nx.Graph[str]",
    draws: Iterable["nx.Graph[str]"],
    group: Callable[["nx.Graph[str]"], Iterable[AbstractSet[str]]],
    *,
    level: float = LEVEL,
) -> Certainty:
    """How sure the camps are that ``group`` finds in ``network``, by the camps that it finds in its `draws`.

    The camps of a draw go on from those of the network that share most actors with them, one each (Kuhn, Naval
    Research Logistics Quarterly 1955, doi:10.1002/nav.3800020109). An actor in no camp is not with its own.
    """
    tail = _tail(level)
    camps = tuple(group(network))
    actors = sorted(set().union(*camps))
    own = _member(camps, actors)
    together, numbers = np.zeros(len(actors)), []
    for drawn in draws:
        found = tuple(group(drawn))
        there = _member(found, actors)
        here, goes_on = linear_sum_assignment(own.T @ there, maximize=True)
        together += (own[:, here] * there[:, goes_on]).sum(axis=1)
        numbers.append(len(found))
    if not numbers:
        raise NetworkError("camps in 0 draws: expected at least one")
    low, high = np.quantile(numbers, (tail, 1 - tail), method="inverted_cdf")
    share = dict(zip(actors, (together / len(numbers)).tolist(), strict=True))
    return Certainty(camps, share, int(low), int(high))


def _member(camps: tuple[AbstractSet[str], ...], actors: list[str]) -> np.ndarray:
    """1 where the actor is in the camp: actors × camps."""
    member = [[actor in camp for camp in camps] for actor in actors]
    return np.array(member, dtype=float).reshape(len(actors), len(camps))


def _drawn(
    discourse: Discourse,
    kind: str,
    times: int,
    seed: int,
    *,
    value: str = "subtract",
    of: str = "actors",
    levels: tuple[int, ...] = c.BINARY,
    by: str | None = None,
    least: float = 0.0,
) -> tuple[tuple[str, ...], tuple[str, ...], Iterator[csr_array]]:
    """The names of rows and columns, and the matrix of each draw. ``least`` matters not: what is light in one draw may
    be heavy in another."""
    if times < 1:
        raise NetworkError(f"{times} draws: expected at least one")
    discourse = replace(discourse, rows=discourse.rows.sort_index())
    rows = networks.of_levels(discourse, levels)
    rows = networks.takes_sides(rows) if kind == "sides" else rows
    if of == "targets":
        rows = rows.rename(columns={"actor": "target", "target": "actor"})
    rows = rows.astype({"actor": "category", "target": "category"})  # sorted once and not in each draw
    weights, confidence = rows["weight"].to_numpy(), discourse.rows["confidence"].to_numpy()
    places = discourse.rows.index.get_indexer(rows.index)

    def counted(weights: np.ndarray) -> c.Counts:
        return c.counts_of(rows.assign(weight=weights), levels, paired=kind == "one-mode")

    def matrix(counts: c.Counts) -> csr_array:
        if kind == "sides":
            return c.sides(counts)
        if kind == "one-mode":
            return c.one_mode(counts, [value], by=by)[value]
        found = networks.TWO_MODE[value](counts)
        return networks.SHARES[by](found, counts) if by else found

    random = np.random.default_rng(seed)
    masks = (random.random(len(confidence)) < confidence for _ in range(times))
    counts = counted(weights)
    columns = tuple(networks.TARGET + id for id in counts.targets) if kind == "two-mode" else counts.actors
    return counts.actors, columns, (matrix(counted(weights * mask[places])) for mask in masks)


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise NetworkError(f"level {level}: expected a share between 0 and 1, as 0.9")
    return (1 - level) / 2
