"""From a parse to statements."""

from kg.extract import quotations
from kg.extract.places import readable
from kg.extract.reader import cast, read, reports

__all__ = ["cast", "quotations", "read", "readable", "reports"]
