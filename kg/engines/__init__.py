"""Where documents are read: by `processes` of this machine, or on the machines of a Ray `cluster`.

Each is a context manager that gives an `Engine`.
"""

from kg.engines.cluster import cluster, library
from kg.engines.engine import Engine
from kg.engines.processes import processes

__all__ = ["Engine", "cluster", "library", "processes"]
