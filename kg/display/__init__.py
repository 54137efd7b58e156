"""What a notebook shows of plain things: HTML and SVG made of escaped text, with the standard library alone.

Nothing here runs a script or fetches anything, so that an untrusted notebook shows it too.
"""

from kg.display.cell import InCell
from kg.display.marks import Mark, marks_of, parts
from kg.display.markup import web, words
from kg.display.skipped import skipped

__all__ = ["InCell", "Mark", "marks_of", "parts", "skipped", "web", "words"]
