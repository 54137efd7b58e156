"""What is disputed."""

import math

import networkx as nx


def contested(network: nx.MultiDiGraph) -> dict[str, float]:
    """How evenly the stances towards each target are split: the Shannon entropy in bits of its statements for and
    against (Shannon, Bell System Technical Journal 1948, doi:10.1002/j.1538-7305.1948.tb01338.x). 1: half and half;
    0: all on one side. Targets of which nobody is for or against are left out."""
    found = {}
    for id in network:
        sides = [sum(data["weight"] for *_, data in network.in_edges(id, data=True) if data["polarity"] == side)
                 for side in (1, -1)]  # fmt: skip
        if any(sides):
            found[id] = entropy(*sides)
    return found


def entropy(*counts: int) -> float:
    """The Shannon entropy of ``counts`` in bits.

    >>> entropy(2, 2), entropy(3, 0)
    (1.0, 0.0)
    """
    shares = [count / sum(counts) for count in counts if count]
    return sum(share * math.log2(1 / share) for share in shares)
