"""How far a debate has come apart into two camps, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from kg.network.measures.camps import camps, signed_modularity
from kg.network.measures.frustration import frustration


@dataclass(frozen=True, slots=True)
class Polarisation:
    """``modularity`` is how far the network divides into the two ``camps``, −1 to 1; ``order`` between which bounds
    lies how cleanly the best two sides explain its ties, 0 to 1 (`Frustration.order`)."""

    modularity: float
    order: tuple[float, float]
    camps: tuple[frozenset[str], ...]


def polarisation(network: "nx.Graph[str]", seed: int = 0) -> Polarisation:
    """Polarisation of a network with signed ``weight``: the signed modularity of its best division in two camps at
    most (Gómez, Jensen and Arenas, Physical Review E 2009, doi:10.1103/PhysRevE.80.016114), and 1 − 2 L / |w| with L
    the frustration index.

    Two numbers, because neither will do alone. The second has a proof: it is 1 if and only if two camps explain every
    tie (Harary's theorem; Cartwright and Harary, Psychological Review 1956, doi:10.1037/h0046049), then the true
    camps reach it, and L is exact or bounded. But it is 1 as well where all agree. The first is 0 where all agree with
    all, and grows as agreement keeps to the camps and disagreement to the space between them. A network that is
    polarised is high in both. Modularity's maximum is searched for, so the true one may be higher.
    """
    found = camps(network, seed, most=2)
    order = frustration(network, seed).order
    return Polarisation(signed_modularity(network, found), order, tuple(map(frozenset, found)))


def polarisation_over_time(
    networks: Iterable[tuple[str, "nx.Graph[str]"]], seed: int = 0
) -> list[tuple[str, Polarisation]]:
    """The `polarisation` at each date, sorted by date."""
    return [(date, polarisation(network, seed)) for date, network in sorted(networks, key=lambda dated: dated[0])]
