"""From a parse to statements."""

from kg.extract import quotations
from kg.extract.reader import cast, read, readable, reports

__all__ = ["cast", "quotations", "read", "readable", "reports"]
