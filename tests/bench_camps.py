"""How often are planted camps found exactly, and how fast? ``python tests/bench_camps.py [RUNS]``

Each line: the sizes of the camps ("10–30": drawn anew each run), the share of pairs that are tied, the share of signs
that are flipped, and the share of runs whose camps are found exactly. ``possible`` is the share in which no node stands
better with another camp than with its own by the count of its ties, and every node has one: no method that looks at
the ties alone can be expected to do much better. ``missed`` counts runs in which the truth has a higher modularity than
what was found: the search failed, not the measure.
"""

import sys
from time import perf_counter

import networkx as nx
import numpy as np
from planted import planted

from kg.network.measures import camps, frustration, signed_modularity

SIZES = {"20 each": lambda random, count: [20] * count, "10–30": lambda random, count: random.integers(10, 31, count)}


def possible(network: nx.Graph, true: list[set[str]]) -> bool:
    camp_of = {node: number for number, camp in enumerate(true) for node in camp}
    for node, near in network.adjacency():
        sums = np.zeros(len(true))
        for other, data in near.items():
            sums[camp_of[other]] += data["weight"]
        own = sums[camp_of[node]]
        sums[camp_of[node]] = -np.inf
        if not near or own <= sums.max():
            return False
    return True


def found(sizes, count: int, density: float, noise: float, runs: int) -> str:
    exact = reachable = missed = 0
    for seed in range(runs):
        drawn = list(sizes(np.random.default_rng(seed), count))
        network, true = planted(drawn, density=density, noise=noise, seed=seed)
        best = camps(network)
        right = set(map(frozenset, best)) == set(map(frozenset, true))
        exact += right
        reachable += possible(network, true)
        missed += signed_modularity(network, best) < signed_modularity(network, true) - 1e-9
    return f"{exact / runs:>7.0%}{reachable / runs:>10.0%}{missed:>8}"


def main(runs: int = 100) -> None:
    print("camps  sizes    density  noise  found  possible  missed")
    for count in (2, 3, 4):
        for name, sizes in SIZES.items():
            for density in (1.0, 0.8, 0.6):
                for noise in (0.1, 0.2):
                    result = found(sizes, count, density, noise, runs)
                    print(f"{count:<7}{name:<9}{density:<9}{noise:<5}{result}", flush=True)
    ends = np.random.default_rng(1).integers(0, 5000, (50_000, 2))
    signs = np.random.default_rng(2).choice([-1.0, 1.0], len(ends))
    large = nx.Graph()
    large.add_weighted_edges_from((f"n{a}", f"n{b}", sign) for (a, b), sign in zip(ends, signs, strict=True))
    for measure in (camps, frustration):
        start = perf_counter()
        measure(large)
        print(f"{measure.__name__}: {len(large)} nodes, {large.size()} random ties, {perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
