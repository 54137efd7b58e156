"""From a parse to statements."""

from kg.extract import quotations
from kg.extract.places import readable
from kg.extract.reader import entities_of, read, reports

__all__ = ["entities_of", "quotations", "read", "readable", "reports"]
