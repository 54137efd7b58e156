"""`Drawing` → one self-contained HTML page, as text or as a file."""

from pathlib import Path

from kg.view.drawing import Drawing


def page(drawing: Drawing) -> str:
    """The page as HTML: offline, without a single request, in light and dark."""
    from kg.view.canvas import Canvas

    return Canvas(drawing).generate_html()


def write(drawing: Drawing, path: str | Path) -> None:
    """Write the page to ``path``, in UTF-8."""
    from kg.view.canvas import Canvas

    Canvas(drawing).write_html(str(path))
