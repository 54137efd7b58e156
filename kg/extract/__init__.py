"""From a parse to statements."""

from kg.extract.reader import read, readable

__all__ = ["read", "readable"]
