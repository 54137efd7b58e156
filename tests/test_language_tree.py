"""Laws of the tree search, against networkx and against trying every tree."""

from itertools import product

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.language.tree import best_tree


def matrices(most):
    return st.integers(1, most).flatmap(
        lambda n: st.lists(st.floats(-20, 20, width=32), min_size=n * n, max_size=n * n).map(
            lambda v: np.array(v).reshape(n, n)
        )
    )


def is_tree(heads):
    roots = [i for i, h in enumerate(heads) if h == i]
    if len(roots) != 1:
        return False
    for i in range(len(heads)):
        at = i
        for _ in range(len(heads)):
            at = heads[at]
        if at != roots[0]:
            return False
    return True


def total(scores, heads):
    return sum(scores[i, h] for i, h in enumerate(heads))


@given(matrices(12))
def test_it_is_a_tree_with_one_root(scores):
    assert is_tree(best_tree(scores))


@given(matrices(5))
def test_no_tree_is_better(scores):
    n = len(scores)
    best = max(total(scores, heads) for heads in product(range(n), repeat=n) if is_tree(heads))
    assert total(scores, best_tree(scores)) >= best - 1e-6


@given(matrices(9), st.data())
def test_with_a_certain_root_it_equals_networkx(scores, data):
    root = data.draw(st.integers(0, len(scores) - 1))
    np.fill_diagonal(scores, -1e5)
    scores[root, root] = 1e5
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(scores)))
    for d in range(len(scores)):
        for h in range(len(scores)):
            if d not in (h, root):
                graph.add_edge(h, d, weight=float(scores[d, h]) + 100)
    known = nx.maximum_spanning_arborescence(graph) if len(scores) > 1 else graph
    expected = sum(scores[d, h] for h, d in known.edges) + 1e5
    assert abs(total(scores, best_tree(scores)) - expected) < 1e-3
