"""`Drawing` → one self-contained HTML page, as text or as a file."""

from pathlib import Path

from kg.view.drawing import Drawing


def page(drawing: Drawing, *, home: str = "") -> str:
    """The page as HTML: offline, without a single request, in light and dark.

    ``home`` is the address of the site that it is a part of, ending in a slash: names and statements then lead to
    their own pages there.
    """
    from kg.view.canvas import Canvas

    return Canvas(drawing, home).generate_html()


def write(drawing: Drawing, path: str | Path) -> None:
    """Write the page to ``path``, in UTF-8."""
    from kg.view.canvas import Canvas

    Canvas(drawing).write_html(str(path))
