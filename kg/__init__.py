"""Articles → a graph of actors, organizations and the stances they take, every edge with its sentence.

    import kg
    graph = kg.build(["articles/"])
    graph.query("who-opposes", target="European Union")
    graph.show()
    kg.read("Jane Doe supports the treaty.")
    kg.correct("affair", "rename", "Doe", "Jane Doe", why="as they sign")

Importing this package loads neither spaCy nor onnxruntime; the first call does.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Graph", "build", "correct", "examples", "forget", "open", "read"]

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.tabular import Reading


def build(
    sources: str | Path | Iterable[str | Path],
    out: str | Path | None = None,
    *,
    store: str | Path | None = None,
    workers: int = 1,
    **options: Any,
) -> "Graph":
    """The graph of ``sources`` (files, folders, patterns, addresses; one or several), in memory or, with ``out``, in
    that folder.

    ``store`` is another place for its store: a folder, or the address of a SPARQL endpoint (see `kg.store.address`).

    ``workers`` processes read; the graph is the same whatever their number. In a script, more than one need
    ``if __name__ == "__main__":`` around what it does.

    ``options`` are those of `kg.config.Config`: ``model``, ``words``, ``gazetteer``, ``title``, ``allow_private``,
    ``date_pattern``; ``engine="ray"`` reads on the machines of the Ray cluster at ``address``, or without one, of a
    Ray on this machine.
    A terminal or notebook shows how far it is.
    """
    from kg.builder import build as build_
    from kg.config import load
    from kg.outputs import write_all
    from kg.progress import bar

    folder = Path(out) if out is not None else None
    given = [sources] if isinstance(sources, str | Path) else sources  # the letters of a path are no paths
    with bar() as progress:
        graph, outcome = build_(
            map(str, given), folder, store=store, workers=workers, config=load(**options), progress=progress
        )
        if folder is not None:
            write_all(graph, folder, outcome.remarks, progress=progress)
    return graph


def open(place: str | Path) -> "Graph":
    """The graph in a folder that ``kg build`` wrote, or at the address of a SPARQL endpoint, to be read."""
    from kg.graph import Graph

    return Graph.open(place)


def read(text: str, **options: Any) -> "Reading":
    """The statements in ``text``, and in ``skips`` what was skipped; offsets count its characters. A notebook
    shows the sentences with their statements drawn over them. ``options`` as in `build`."""
    from kg.config import load
    from kg.reading import read as read_

    return read_(text, config=load(**options))


def correct(path: str | Path, action: str, subject: str, value: str = "", *, why: str = "", who: str = "") -> None:
    """Correct what the graph at ``path`` says, at once and at every rebuild.

    ``action``: ``same``, ``different``, ``rename`` or ``retype`` of entities by name or identifier; ``reject``,
    ``flip`` or ``right`` of a statement by its key. See `kg.correcting.correct`.
    """
    from kg.correcting import correct as correct_

    correct_(path, action, subject, value, why=why, who=who)


def forget(path: str | Path, action: str, subject: str, value: str = "") -> None:
    """Take back what `correct` did; the graph is as if it had never been."""
    from kg.correcting import forget as forget_

    forget_(path, action, subject, value)


def examples() -> Path:
    """The folder of the example articles: twelve, invented, on the Baltic Data Accord."""
    return Path(__file__).parent / "examples"


def __getattr__(name: str) -> Any:
    if name == "Graph":
        from kg.graph import Graph

        return Graph
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
