"""What differs between two states of a graph: two stores, two files, or one store after two of its runs.

Store, File, Past ── sides ──► Trace, Line ── compare ──► Difference ── table ──► columns and rows
"""

from kg.diff.compare import Difference, compare
from kg.diff.lines import Line
from kg.diff.open import opened
from kg.diff.sides import File, Kept, Past, Side
from kg.diff.table import table

__all__ = ["Difference", "File", "Kept", "Line", "Past", "Side", "compare", "opened", "table"]
