"""`Drawing` → what a notebook shows: the page in a sandboxed frame, a small table where frames are not trusted, a
picture and plain text where there is no HTML."""

from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass
from gzip import compress

from kg.display import words
from kg.display.markup import CLASSES, SIGNS, STYLE
from kg.view.drawing import Drawing, Edge, shortened
from kg.view.html import page
from kg.view.still import still

ROWS = 20  # of the fallback table


@dataclass(frozen=True, slots=True)
class Display:
    """Shows ``drawing`` when it is the last value of a notebook cell, ``height`` pixels high."""

    drawing: Drawing
    height: int = 640

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        made = {
            "text/html": self._repr_html_,
            "image/svg+xml": lambda: still(self.drawing),
            "text/plain": self.__repr__,
        }
        kinds = (kind for kind in made if (not include or kind in include) and kind not in (exclude or ()))
        return {kind: made[kind]() for kind in kinds}

    def _repr_html_(self) -> str:
        from jinja2 import Environment, PackageLoader

        rows = [(*ends, words(edge.relation), SIGNS[edge.polarity], CLASSES[edge.polarity], edge.weight)
                for *ends, edge in self._heaviest()]  # fmt: skip
        packed = b64encode(compress(page(self.drawing).encode("utf-8", "replace"), mtime=0)).decode()
        template = Environment(loader=PackageLoader("kg.view"), autoescape=True).get_template("notebook.html")
        return template.render(
            style=STYLE, packed=packed, title=self.drawing.title, rows=rows, height=int(self.height),
            edges=len(self.drawing.edges)
        )  # fmt: skip

    def _heaviest(self) -> list[tuple[str, str, Edge]]:
        label = {node.id: node.label for node in self.drawing.nodes}
        heaviest = sorted(self.drawing.edges, key=lambda edge: (-edge.weight, edge.source, edge.target, edge.id))[:ROWS]
        return [(label[edge.source], label[edge.target], edge) for edge in heaviest]

    def __repr__(self) -> str:
        """The size of the drawing and its heaviest edges, a line each."""
        drawing = self.drawing
        lines = [
            f"  {_plain(source, 30):30}  {words(edge.relation)} {SIGNS[edge.polarity]}  {_plain(target, 40)}"
            f"  ({edge.weight})"
            for source, target, edge in self._heaviest()
        ]
        head = (
            f"<{drawing.title!r}: {len(drawing.nodes)} nodes, {len(drawing.edges)} edges, "
            f"{len(drawing.evidence)} statements>"
        )
        return "\n".join([head, *lines])


def _plain(label: str, most: int) -> str:
    """``label`` without what a terminal might obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in shortened(label, most))


def show(drawing: Drawing, *, height: int = 640) -> Display:
    """An object that a notebook displays as the page."""
    return Display(drawing, height)
