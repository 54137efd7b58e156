"""From a parse to statements."""

from kg.extract import attitudes, attribution, claims, quotations
from kg.extract.reader import cast, read, readable

__all__ = ["attitudes", "attribution", "cast", "claims", "quotations", "read", "readable"]
