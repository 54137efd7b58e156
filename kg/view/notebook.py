"""`Drawing` → what a notebook shows: the page in a sandboxed frame, or a small table where frames are not trusted."""

from dataclasses import dataclass
from typing import Any

from kg.view.drawing import Drawing
from kg.view.html import page

ROWS = 20  # of the fallback table


@dataclass(frozen=True, slots=True)
class Display:
    """Shows ``drawing`` when it is the last value of a notebook cell."""

    drawing: Drawing

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}

    def _repr_html_(self) -> str:
        from jinja2 import Environment, PackageLoader

        label = {node.id: node.label for node in self.drawing.nodes}
        heaviest = sorted(self.drawing.edges, key=lambda edge: (-edge.weight, edge.source, edge.target, edge.id))[:ROWS]
        rows = [(label[edge.source], edge.relation, label[edge.target], edge.weight) for edge in heaviest]
        template = Environment(loader=PackageLoader("kg.view"), autoescape=True).get_template("notebook.html")
        return template.render(page=page(self.drawing), title=self.drawing.title, rows=rows)

    def __repr__(self) -> str:
        drawing = self.drawing
        return (
            f"<{drawing.title!r}: {len(drawing.nodes)} nodes, {len(drawing.edges)} edges, "
            f"{len(drawing.evidence)} statements>"
        )


def show(drawing: Drawing) -> Display:
    """An object that a notebook displays as the page."""
    return Display(drawing)
