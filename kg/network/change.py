"""How a network changes: one for each stretch of time, the camps in each, and how far they stand apart."""

from typing import Any

import networkx as nx

from kg.errors import NetworkError
from kg.network.choice import chosen
from kg.network.discourse import Discourse
from kg.network.measures import camps, signed_modularity
from kg.network.measures.stability import numbered
from kg.network.uncertainty import draws
from kg.network.windows import growing, windows

Dated = list[tuple[str, Discourse]]


def stretches(
    discourse: Discourse, unit: str = "month", *, width: int | None = None, kernel: str | None = None
) -> Dated:
    """What had been said by the end of each ``unit``, or, with a ``width``, in a window of so many units around it
    with a ``kernel`` of `kg.network.windows` (``None``: uniform). Each with the unit as a person writes it."""
    if width is None and kernel is not None:
        raise NetworkError(f"kernel {kernel!r}: only for windows; give their width too")
    return list(
        growing(discourse, unit) if width is None else windows(discourse, width, unit, kernel=kernel or "uniform")
    )


def networks_over_time(dated: Dated, which: str, **options: Any) -> list[tuple[str, "nx.Graph[str]"]]:
    """The network ``which`` of `CHOICES` in each of the `stretches`."""
    return [(label, chosen(said, which, **options)) for label, said in dated]


def camps_over_time(dated: Dated) -> list[tuple[str, dict[str, int]]]:
    """The camp of each actor in each of the `stretches` from the first to the last that has camps, numbered from 1; a
    camp that goes on keeps its number."""
    found = numbered((label, camps(chosen(said, "sides"))) for label, said in dated)
    with_camps = [place for place, (_, camp_of) in enumerate(found) if camp_of]
    return found[with_camps[0] : with_camps[-1] + 1] if with_camps else []


def polarisation_over_time(dated: Dated, *, times: int = 50, seed: int = 0) -> list[tuple[str, float, float, float]]:
    """How far two camps divide the signed network in each of the `stretches` (signed modularity of the best division
    in two, see `kg.network.measures.polarisation`), and between which values nine in ten of ``times`` draws by the
    statements' confidence lie. Stretches in which nobody takes sides are left out."""
    rows = []
    for label, said in dated:
        network = chosen(said, "sides")
        if network.edges:
            drawn = sorted(_divided(one, seed) for one in draws(said, "sides", times=times, seed=seed))
            rows.append((label, _divided(network, seed), drawn[times // 20], drawn[-1 - times // 20]))
    return rows


def _divided(network: "nx.Graph[str]", seed: int) -> float:
    return signed_modularity(network, camps(network, seed, most=2))
