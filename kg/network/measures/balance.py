"""Whether friends' friends are friends: structural balance (Heider 1946; Cartwright and Harary, Psychological Review
1956, doi:10.1037/h0046049)."""

from dataclasses import dataclass
from typing import Any

import networkx as nx
from scipy.sparse import csr_array

from kg.network.measures.signed import signed_matrix


@dataclass(frozen=True, slots=True)
class Triads:
    """How many triangles have three, two, one and no positive ties. ``balanced`` is the share of those with an even
    number of negative ties, ``weighted`` the same share where each triangle counts by the product of its weights'
    sizes; both `None` where there is no triangle."""

    all_friends: int
    one_quarrel: int
    common_enemy: int
    all_enemies: int
    balanced: float | None
    weighted: float | None


def triads(network: "nx.Graph[str]") -> Triads:
    """The triangles of a network with signed ``weight``, by the signs of their ties: +++ and +−− are balanced, ++− and
    −−− are not. ``weighted`` is (C + 1) / 2 with C the relative signed clustering coefficient (Kunegis, Lommatzsch and
    Bauckhage, WWW 2009, doi:10.1145/1526709.1526809)."""
    _, weights = signed_matrix(network)
    if not weights.nnz:
        return Triads(0, 0, 0, 0, None, None)
    friends, enemies = (weights > 0).astype(int), (weights < 0).astype(int)
    counts = (
        _closed(friends, friends) // 6,
        _closed(friends, enemies) // 2,
        _closed(enemies, friends) // 2,
        _closed(enemies, enemies) // 6,
    )
    if not sum(counts):
        return Triads(0, 0, 0, 0, None, None)
    size, net = (float(_closed(one, one)) for one in (abs(weights), weights))
    return Triads(*counts, (counts[0] + counts[2]) / sum(counts), (1 + net / size) / 2 if size else None)


def _closed(sides: csr_array, base: csr_array) -> Any:
    """Σ over ordered pairs of the paths of two ``sides``, times the ``base`` that closes them."""
    return (sides @ sides).multiply(base).sum().item()
