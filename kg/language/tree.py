"""Maximum spanning arborescence with a single root (Chu and Liu 1965; Edmonds 1967)."""

import numpy as np

NEVER = -1e9


def best_tree(scores: np.ndarray) -> np.ndarray:
    """Heads of the best tree over ``n`` words.

    ``scores[d, h]`` is how well word ``h`` heads word ``d``; ``scores[d, d]`` how well ``d`` is the root. The result
    holds each word's head, the root its own index; there is exactly one root and no cycle.
    """
    scores = np.asarray(scores, dtype=np.float64)
    heads: np.ndarray = scores.argmax(1)
    if _is_tree(heads):
        return heads
    # a small penalty on every root cannot split one: try each word that a free solution makes a root
    free = _arborescence(_with_root(scores))[1:]
    roots = np.flatnonzero(free == 0)
    if len(roots) == 1:
        return _own_index(free)
    best: np.ndarray | None = None
    best_score = -np.inf
    for root in np.argsort(-np.diagonal(scores), kind="stable")[: max(8, len(roots))]:
        limited = scores.copy()
        np.fill_diagonal(limited, NEVER)
        limited[root, :] = NEVER
        limited[root, root] = scores[root, root]
        if limited.max(1).sum() <= best_score:
            continue  # not even with cycles is it better
        heads = _own_index(_arborescence(_with_root(limited))[1:])
        total = scores[np.arange(len(heads)), heads].sum()
        if total > best_score and _is_tree(heads):
            best, best_score = heads, total
    assert best is not None  # some word can be the root
    return best


def _is_tree(heads: np.ndarray) -> bool:
    own = np.arange(len(heads))
    if (heads == own).sum() != 1:
        return False
    reached = heads
    for _ in range(int(np.ceil(np.log2(max(2, len(heads)))))):
        reached = reached[reached]  # doubles the steps taken; on a tree all end at the root
    return bool((heads[reached] == reached).all())


def _with_root(scores: np.ndarray) -> np.ndarray:
    """The same scores with an artificial root in row and column 0."""
    n = len(scores)
    full = np.full((n + 1, n + 1), NEVER)
    full[1:, 1:] = scores
    full[1:, 0] = np.diagonal(scores)
    np.fill_diagonal(full, NEVER)
    return full


def _own_index(heads_with_root: np.ndarray) -> np.ndarray:
    """Heads counted from 1, 0 the artificial root → heads counted from 0, the root its own."""
    return np.where(heads_with_root == 0, np.arange(len(heads_with_root)), heads_with_root - 1)


def _arborescence(scores: np.ndarray) -> np.ndarray:
    """Heads (node 0 is the root) of the maximum arborescence; contracts one cycle at a time."""
    heads: np.ndarray = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    # entering the cycle at a node breaks the arc that the cycle gave it
    entering = scores[np.ix_(cycle, outside)] - kept[:, None]
    leaving = scores[np.ix_(outside, cycle)]
    n = len(outside)
    small = np.full((n + 1, n + 1), NEVER)
    small[:n, :n] = scores[np.ix_(outside, outside)]
    small[n, :n] = entering.max(0)
    small[:n, n] = leaving.max(1)
    np.fill_diagonal(small, NEVER)
    solved = _arborescence(small)
    result = heads.copy()
    for i, node in enumerate(outside):
        if node:
            into_cycle = solved[i] == n
            result[node] = cycle[leaving[i].argmax()] if into_cycle else outside[solved[i]]
    source = solved[n]
    result[cycle[entering[:, source].argmax()]] = outside[source]
    return result


def _cycle(heads: np.ndarray) -> np.ndarray | None:
    state = np.zeros(len(heads), dtype=int)
    state[0] = 2
    for begin in range(1, len(heads)):
        path = []
        node = begin
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return np.array(path[path.index(node) :])
        state[path] = 2
    return None
