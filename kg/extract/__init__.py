"""From a parse to statements."""

from kg.extract import attribution, phrases
from kg.extract.reader import cast, read, readable

__all__ = ["attribution", "cast", "phrases", "read", "readable"]
