"""Mentions across documents → the same entity. Every merge has a reason; the order of documents does not matter.

What a person decided comes before every other reason, and is kept in a file of its own.
"""

from kg.resolve.corrections import Correction, Precision, precision
from kg.resolve.elsewhere import identified
from kg.resolve.identities import Merge
from kg.resolve.merge import Joined, Known, Mentions, join, renamed, resolve
from kg.resolve.reasons import keys

__all__ = ["Correction", "Joined", "Known", "Mentions", "Merge", "Precision", "identified", "join", "keys", "precision",
           "renamed", "resolve"]  # fmt: skip
