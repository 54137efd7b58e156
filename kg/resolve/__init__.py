"""Mentions across documents → the same entity. Every merge has a reason; the order of documents does not matter."""

from kg.resolve.merge import Merge, resolve

__all__ = ["Merge", "resolve"]
