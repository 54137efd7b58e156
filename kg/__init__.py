"""Articles → a graph of actors, organizations and the stances they take, every edge with its sentence.

    import kg
    graph = kg.build("articles/")
    graph.query("who-opposes", target="European Union")
    graph.show()
    kg.read("Jane Doe supports the treaty.")
    kg.correct("affair", "rename", "Doe", "Jane Doe", why="as they sign")

Importing this package loads neither spaCy nor onnxruntime; the first call does. The command line alone reads
``kg.toml``.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Graph", "Reader", "build", "correct", "examples", "forget", "load", "open", "read"]

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.reading import Reader
    from kg.tabular import Reading

Places = str | Path | Iterable[str | Path]


def build(
    sources: Places,
    out: str | Path | None = None,
    *,
    title: str = "",
    model: str | None = None,
    words: Places = (),
    gazetteer: str | Path | None = None,
    date_pattern: str = "",
    allow_private: bool = False,
    store: str | Path | None = None,
    workers: int = 1,
    engine: str = "processes",
    address: str | None = None,
) -> "Graph":
    """The graph of ``sources``, in memory or, with ``out``, in that folder. A terminal or notebook shows how far it is.

    Args:
        sources: Files, folders, patterns or addresses; one or several.
        out: The folder for the store, the page, the report and the tables; a later build adds to it.
        title: The heading of page and report.
        model: An installed spaCy pipeline that parses in place of the one that ships.
        words: Folders with own tables of words.
        gazetteer: A table of who is who elsewhere (see `kg.resolve.gazetteer`).
        date_pattern: How file names write the day of a document that has none, as ``%d%m%y``.
        allow_private: Whether addresses inside the local network may be read.
        store: Another place for the store: a folder, or the address of a SPARQL endpoint (see `kg.store.address`).
        workers: How many processes read; the graph is the same. In a script, more than one need
            ``if __name__ == "__main__":`` around what it does.
        engine: ``processes`` of this machine, or ``ray``.
        address: That of the Ray cluster; without one, a Ray on this machine.

    Returns:
        The graph; ``graph.outcome`` says what was read and what could not be, and why.

    Raises:
        SourceError: Nothing at all could be read.
        ConfigError: An option names what is not there or cannot be.
        OutputError: ``out`` cannot be written.

    >>> kg.build(kg.examples()).outcome.unreadable  # doctest: +SKIP
    ()
    """
    from kg.builder import build as build_
    from kg.config import settings
    from kg.outputs import write_all
    from kg.progress import bar

    config = settings(title=title, model=model, words=_several(words), gazetteer=gazetteer, date_pattern=date_pattern,
                      allow_private=allow_private, engine=engine, address=address)  # fmt: skip
    folder = Path(out) if out is not None else None
    with bar() as progress:
        graph, outcome = build_(
            map(str, _several(sources)), folder, store=store, workers=workers, config=config, progress=progress
        )
        graph.outcome = outcome
        if folder is not None:
            write_all(graph, folder, outcome.remarks, progress=progress)
    return graph


def open(place: str | Path) -> "Graph":
    """The graph in a folder that ``kg build`` wrote, or at the address of a SPARQL endpoint, to be read.

    Raises `kg.errors.StoreError` where there is none.
    """
    from kg.graph import Graph

    return Graph.open(place)


def load(*, model: str | None = None, words: Places = (), gazetteer: str | Path | None = None) -> "Reader":
    """What reads texts, to be kept where many are read; the options are those of `build`.

    >>> reader = kg.load()  # doctest: +SKIP
    >>> [reader.read(text) for text in texts]
    """
    from kg.config import settings
    from kg.reading import Reader

    return Reader(settings(model=model, words=_several(words), gazetteer=gazetteer))


def read(text: str, *, model: str | None = None, words: Places = (), gazetteer: str | Path | None = None) -> "Reading":
    """The statements in ``text``, and in ``skips`` what was skipped; offsets count its characters. A notebook
    shows the sentences with their statements drawn over them. The options are those of `build`.

    >>> kg.read("Jane Doe supports the treaty.")[0].relation  # doctest: +SKIP
    'supports'
    """
    return load(model=model, words=words, gazetteer=gazetteer).read(text)


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


def _several(places: Places) -> tuple[str | Path, ...]:
    """One place or several as several: the letters of a path are no paths."""
    return (places,) if isinstance(places, str | Path) else tuple(places)


def __getattr__(name: str) -> type:
    if name == "Graph":
        from kg.graph import Graph

        return Graph
    if name == "Reader":
        from kg.reading import Reader

        return Reader
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
