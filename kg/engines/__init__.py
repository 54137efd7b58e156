"""Where documents are read: by `processes` of this machine, or on the machines of a Ray `cluster`.

An engine is a context manager that gives two functions: one hands a portion over and gives back what waits for its
outcome, one says how many portions may be read at once now. Whoever asks for the outcomes in the order of the portions
has the same with every engine.
"""

from kg.engines.cluster import cluster, library
from kg.engines.processes import processes

__all__ = ["cluster", "library", "processes"]
