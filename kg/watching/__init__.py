"""What arrives in a folder or feed, added to a graph as it arrives."""

from kg.watching.adding import Added
from kg.watching.watch import watch

__all__ = ["Added", "watch"]
