"""A discourse network by its name and options, as a person asks for it."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import networkx as nx

from kg.errors import NetworkError
from kg.model import StatementKind
from kg.network.counts import ONE_MODE
from kg.network.discourse import Discourse
from kg.network.measures import camps
from kg.network.networks import NETWORKS, known, one_mode
from kg.network.uncertainty import draws, stable, uncertain

CHOICES: Mapping[str, Callable[..., "nx.Graph[str]"]] = {
    "sides": NETWORKS["sides"],
    **{value: partial(one_mode, value=value) for value in ONE_MODE},
    **{name: make for name, make in NETWORKS.items() if name not in ("sides", "one-mode")},
}
DRAWN: Mapping[str, tuple[str, dict[str, str]]] = {  # kind and values as `kg.network.uncertainty` names them
    "sides": ("sides", {}),
    "two-mode": ("two-mode", {}),
    **{value: ("one-mode", {"value": value}) for value in ONE_MODE},
}
SIGNED = ("sides", "subtract")  # where clusters are to be found
AGREEMENT = (*SIGNED, "congruence")


def chosen(discourse: Discourse, which: str, **options: Any) -> "nx.Graph[str]":
    """The network ``which`` of `CHOICES`, its values those of `kg.network.networks`. ``options`` that are ``None`` are
    not given; a `NetworkError` for one that the network does not have."""
    make = known(CHOICES, which, "network")
    return make(discourse, **_given(which, options))


def surely(discourse: Discourse, which: str, *, times: int, **options: Any) -> "nx.Graph[str]":
    """`chosen`, each edge with how sure it is in ``times`` draws by the statements' confidence (see `uncertain`) and,
    where clusters are to be found, each actor with ``cluster-share``, the share of draws in which it is with its
    own."""
    known(CHOICES, which, "network")
    kind, fixed = known(DRAWN, which, "draws of network")
    given = fixed | _given(which, options)
    network = uncertain(discourse, kind, times=times, **given)
    if which in SIGNED:
        found = stable(network, draws(discourse, kind, times=times, **given), camps)
        nx.set_node_attributes(network, found.share, "cluster-share")
    return network


def narrowed(
    discourse: Discourse,
    *,
    since: date | str | None = None,
    until: date | str | None = None,
    kinds: Iterable[str] = (),
    least_confidence: float | None = None,
    actors: str | None = None,
    targets: str | None = None,
    once_per: str | None = None,
) -> Discourse:
    """The statements of certain days (see `Discourse.between`), ``kinds`` (of `StatementKind`) and confidence, then
    with actors and targets rolled up (`Discourse.rolled`), then without duplicates (`Discourse.once_per`)."""
    if wanted := tuple(kinds):
        for kind in wanted:
            known({str(kind): kind for kind in StatementKind}, kind, "kind")
        discourse = discourse.where(kind=wanted)
    if least_confidence is not None:
        sure = discourse.rows["confidence"] >= least_confidence
        discourse = replace(discourse, rows=discourse.rows[sure], least=least_confidence)
    if since is not None or until is not None:
        discourse = discourse.between(since, until)
    discourse = discourse.rolled(actors=actors, targets=targets)
    return discourse if once_per is None else discourse.once_per(once_per)


def _given(which: str, options: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in options.items() if value is not None}
    for name in given:
        if name not in _options(CHOICES[which]):
            those = ", ".join(other for other, made in CHOICES.items() if name in _options(made))
            raise NetworkError(f"{name} {given[name]!r}: not for the network {which!r}; use it with {those}")
    return given


def _options(make: Callable[..., "nx.Graph[str]"]) -> set[str]:
    """The names of the options that are still to be given."""
    fixed = make.keywords if isinstance(make, partial) else {}
    return set(inspect.signature(make).parameters) - {"discourse", *fixed}
