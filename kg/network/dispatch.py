"""Which engines networkx hands its algorithms to."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points

import networkx as nx

from kg.errors import ConfigError


@contextmanager
def backends(names: Iterable[str]) -> Iterator[None]:
    """Inside, networkx uses the first of the backends ``names`` that knows an algorithm, as ``graphblas``, ``parallel``
    or ``cugraph``, and itself where none does; outside it is as before. ``()`` changes nothing. Raises `ConfigError`
    for a backend that is not installed or cannot be used with the networkx that is."""
    wanted = list(names)
    installed = {point.name: point for point in entry_points(group="networkx.backends")}
    for name in wanted:
        if name not in installed:
            known = ", ".join(sorted(installed)) or "none"
            raise ConfigError(
                f"networkx backend {name!r}: not installed (installed: {known}); install it or leave it out"
            )
        try:
            installed[name].load()
        except (ImportError, AttributeError) as error:
            line = f"does not work with networkx {nx.__version__} ({error})"
            raise ConfigError(
                f"networkx backend {name!r}: {line}; leave it out or install versions that fit"
            ) from error
    if not wanted:
        yield
        return
    with nx.config(backend_priority=wanted, cache_converted_graphs=False):  # a cache misses edges changed in place
        yield
