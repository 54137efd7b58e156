"""How fast discourse networks are made of many statements, beside plain networkx; in a process of its own each."""

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict

import networkx as nx
import numpy as np
import pandas as pd

from kg.network import counts as c

LEAST = {"even": 3, "news": 150}  # lighter pairs are dropped: what is left can be drawn and measured


def rows_of(statements: int, actors: int, targets: int, spread: str, seed: int = 0) -> pd.DataFrame:
    """A debate of two camps with 15 % dissent. ``spread``: whether all speak and are spoken of about as much
    (``even``), or a few very much and most hardly, as in ``news`` (Zipf's law)."""
    random = np.random.default_rng(seed)

    def some(size: int) -> np.ndarray:
        shares = np.ones(size) if spread == "even" else 1 / (np.arange(size) + 3)
        return random.choice(size, statements, p=shares / shares.sum())

    actor, target = some(actors), some(targets)
    side = np.where(actor % 2, 1, -1) * random.choice([-1, 1], targets)[target]
    polarity = side * np.where(random.random(statements) < 0.85, 1, -1)
    names = [np.array([f"{kind}{n:06}" for n in range(size)], dtype=object)
             for kind, size in (("person/", actors), ("concept/", targets))]  # fmt: skip
    return pd.DataFrame({"actor": names[0][actor], "target": names[1][target], "polarity": polarity, "weight": 1.0})


def plain(rows: pd.DataFrame) -> dict[str, nx.Graph]:
    """The same networks in networkx and Python alone."""
    two_mode = nx.Graph()
    said: dict[str, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for actor, target, polarity in zip(rows["actor"], rows["target"], rows["polarity"], strict=True):
        said[actor][target][polarity] += 1
        two_mode.add_edge(actor, target)

    def weighed(weigh) -> nx.Graph:
        def weight(graph: nx.Graph, one: str, other: str) -> float:
            return sum(
                n * m * weigh(p != q)
                for target in set(graph[one]) & set(graph[other])
                for p, n in said[one][target].items()
                for q, m in said[other][target].items()
            )

        return nx.bipartite.generic_weighted_projected_graph(two_mode, sorted(said), weight_function=weight)

    formulas = {"ignore": lambda differ: 1, "congruence": lambda differ: 1 - differ, "conflict": lambda differ: differ,
                "subtract": lambda differ: 1 - 2 * differ}  # fmt: skip
    return {"two-mode": two_mode} | {value: weighed(formula) for value, formula in formulas.items()}


def made(rows: pd.DataFrame, least: float) -> dict[str, c.csr_array]:
    counts = c.counts_of(rows, paired=True)
    return {"two-mode": c.two_mode_subtract(counts)} | c.one_mode(counts, least=least)


def alone(spread: str, statements: int, actors: int, targets: int) -> None:
    rows = rows_of(statements, actors, targets, spread)
    begin = time.perf_counter()
    matrices = made(rows, LEAST[spread])
    spent = time.perf_counter() - begin
    pairs = ", ".join(f"{name} {matrix.nnz // (1 if name == 'two-mode' else 2)}" for name, matrix in matrices.items())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{spread}: {statements} statements, {actors} actors, {targets} targets")
    print(f"  two-mode and four one-mode networks: {spent:.1f} s, {peak:.2f} GB at most; edges: {pairs}")
    network = nx.from_scipy_sparse_array(abs(matrices["congruence"]))
    network.remove_nodes_from(list(nx.isolates(network)))
    for name, measure in (("betweenness, 50 pivots", lambda: nx.betweenness_centrality(network, k=50, seed=0)),
                          ("Louvain", lambda: nx.community.louvain_communities(network, seed=0))):  # fmt: skip
        begin = time.perf_counter()
        measure()
        print(f"  {name} of congruence ({len(network)} actors, {network.size()} pairs): "
              f"{time.perf_counter() - begin:.1f} s", flush=True)  # fmt: skip


def peer() -> None:
    """Both ways on a debate that plain networkx can do."""
    rows = rows_of(20_000, 1_000, 200, "news")
    spent = []
    for make in (lambda: made(rows, 0), lambda: plain(rows)):
        begin = time.perf_counter()
        found = make()
        spent.append(time.perf_counter() - begin)
    weights = nx.get_edge_attributes(found["subtract"], "weight")
    ours = made(rows, 0)["subtract"]
    index = {id: i for i, id in enumerate(c.counts_of(rows).actors)}
    assert all(ours[index[one], index[two]] == weight for (one, two), weight in weights.items())
    print(f"20,000 statements, 1,000 actors: {spent[0]:.2f} s; plain networkx {spent[1]:.1f} s, "
          f"{spent[1] / spent[0]:.0f} times as long; the same weights")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spread", choices=LEAST)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--actors", type=int, default=50_000)
    parser.add_argument("--targets", type=int, default=5_000)
    given = parser.parse_args()
    if given.spread:
        alone(given.spread, given.statements, given.actors, given.targets)
    else:
        peer()
        for spread in LEAST:
            options = [f"--{name}={value}" for name, value in vars(given).items() if value]
            subprocess.run([sys.executable, "-m", "tests.bench_network", f"--spread={spread}", *options], check=True)
