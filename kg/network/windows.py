"""A debate over time: a discourse cut into windows that move, or growing (Leifeld, Policy Debates as Dynamic Networks,
2016). Units are those of the calendar, counted through the years: the month after December is January."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from kg.errors import NetworkError
from kg.network.days import UNITS, first_day, number, shown
from kg.network.discourse import Discourse
from kg.network.networks import known

# By d, how far a statement lies from the middle of its window: −1 and 1 are half a width away. All are even, and 1 in
# the middle, so that no kernel makes a network heavier than it is.
KERNELS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "uniform": np.ones_like,
    "epanechnikov": lambda d: np.maximum(1 - d**2, 0),
    "triangular": lambda d: np.maximum(1 - np.abs(d), 0),
    "gaussian": lambda d: np.exp(-(d**2) / 2),
}


def windows(
    discourse: Discourse,
    width: int,
    unit: str = "month",
    *,
    kernel: str = "uniform",
    step: int = 1,
    is_inside: bool = True,
) -> Iterator[tuple[str, Discourse]]:
    """The windows over ``discourse`` in the order of time, each with the unit in its middle, as `shown` writes it.

    A window at t has the statements of the units t − round((w − 1) / 2) to t + round((w − 1) / 2), halves rounded up:
    with w the ``width`` in ``unit`` (``day``, ``week``, ``month``, ``year``), an even one reaches as far as the next
    odd one. t moves by ``step`` units. The whole window lies between the first and the last dated statement, unless
    ``is_inside`` is false: then its middle does.

    ``kernel``: a statement in unit γ counts as a function of d = 2 (γ − t) / w, which is 1 in the middle: ``uniform``
    1, ``epanechnikov`` 1 − d², ``triangular`` 1 − abs(d), ``gaussian`` exp(−d² / 2). In networks of pairs two
    statements count as the geometric mean of both. What counts as 0 is left out. Undated statements are in no window.

    Raises `NetworkError` where nothing is dated or a window is wider than the time that there is.
    """
    weigh = known(KERNELS, kernel, "kernel")
    dated, at, first, last = _dated(discourse, unit, step)
    if width < 1:
        raise NetworkError(f"width {width}: expected at least 1 {unit}")
    reach = width // 2
    margin = reach if is_inside else 0
    if first + margin > last - margin:
        raise NetworkError(f"windows of {2 * reach + 1} {unit}s: statements are of {last - first + 1}; use fewer")
    order = np.argsort(at, kind="stable")
    ordered = at[order]

    def window(t: int) -> Discourse:
        here = slice(*np.searchsorted(ordered, (t - reach, t + reach + 1)))
        found = np.sort(order[here])
        rows = dated.rows.iloc[found]
        return replace(dated, rows=rows).weighted(rows["weight"] * weigh(2 * (at[found] - t) / width))

    middles = range(first + margin, last - margin + 1, step)
    return ((shown(first_day(t, unit), unit), window(t)) for t in middles)


def growing(discourse: Discourse, unit: str = "month", *, step: int = 1) -> Iterator[tuple[str, Discourse]]:
    """What had been said by the end of each ``unit``, from the first with a dated statement to the last; every
    ``step``-th unit, counted back from the last, so that the last holds everything that is dated. Errors as in
    `windows`."""
    dated, _, first, last = _dated(discourse, unit, step)
    units = range(first + (last - first) % step, last + 1, step)
    return ((shown(first_day(t, unit), unit), dated.as_of(first_day(t + 1, unit) - 1)) for t in units)


def _dated(discourse: Discourse, unit: str, step: int) -> tuple[Discourse, np.ndarray, int, int]:
    """What is dated, the number of the unit of each of its statements, and the first and the last unit."""
    if unit not in UNITS:
        raise NetworkError(f"unit {unit!r}: unknown; use {', '.join(UNITS)}")
    if step < 1:
        raise NetworkError(f"step {step}: expected at least 1 {unit}")
    dated = discourse.between()
    if not len(dated):
        raise NetworkError("windows over time: no statement is dated; use the network of all")
    at = number(dated.rows["day"].to_numpy(), unit)
    return dated, at, int(at.min()), int(at.max())
