"""From a parse to statements."""

from kg.extract import attribution, quotations
from kg.extract.reader import cast, read, readable

__all__ = ["attribution", "cast", "quotations", "read", "readable"]
