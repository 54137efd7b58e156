"""The picture: a network becomes a `Drawing` (plain data), and a drawing one self-contained HTML page.

network ── draw ──► Drawing ── page, write ──► HTML
                           └── show ─────────► notebook cell
"""

from kg.view.drawing import SHOWN, Drawing, draw
from kg.view.html import page, write
from kg.view.notebook import show

__all__ = ["SHOWN", "Drawing", "draw", "page", "show", "write"]
