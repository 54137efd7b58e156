"""Documents of a store: which there are, and taking some away."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from kg.builder import keep, started
from kg.correcting import config_of
from kg.errors import ConfigError, StoreError
from kg.model import Entity
from kg.outputs import write_all
from kg.rdf import iris
from kg.reading import lexicon_of
from kg.store import Store, is_address, lookup, shown, writer

LEAST = 6  # characters of an identifier that may stand for it
_LISTED = 5  # of several that fit
_PREFIX = re.compile(rf"[0-9a-f]{{{LEAST},}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of a store. ``run`` is the number of the last run that wrote it, 1 the store's first; 0: unknown."""

    id: str
    title: str
    source: str
    publisher: str
    date: str
    statements: int
    run: int

    @property
    def short(self) -> str:
        return self.id[:10]


@dataclass(frozen=True, slots=True)
class Removed:
    """What went: documents, and the entities that nothing else mentions."""

    documents: tuple[Listed, ...]
    entities: tuple[Entity, ...]


def documents(store: Store) -> tuple[Listed, ...]:
    """All documents, sorted by date, title and id."""
    asked = """SELECT ?document ?title ?source ?publisher ?date { ?document a nif:Context .
        OPTIONAL { ?document dc:title ?title } OPTIONAL { ?document dc:source ?source }
        OPTIONAL { ?document dc:publisher ?publisher } OPTIONAL { ?document dct:issued ?date } }"""
    counted = "SELECT ?graph (COUNT(?statement) AS ?n) { GRAPH ?graph { ?statement a :Statement } } GROUP BY ?graph"
    statements = {iris.graph_document(graph): n for graph, n in store.query(counted)[1]}
    run = {id: number for number, run in enumerate(store.runs(), start=1) for id in run.documents}
    found = []
    for address, *told in store.query(asked)[1]:
        id, (title, source, publisher, date) = iris.document_id(address), (value or "" for value in told)
        found.append(Listed(id, title, source, publisher, date, statements.get(id, 0), run.get(id, 0)))
    return tuple(sorted(found, key=lambda one: (one.date, one.title, one.id)))


def named(found: Sequence[Listed], name: str, *, all_matching: bool = False) -> tuple[Listed, ...]:
    """Those of ``found`` that ``name`` stands for: an identifier or its beginning, a source, a title, or a pattern
    (``*``, ``?``) of a source or title. Raises `ConfigError` for none, and for several unless ``all_matching``."""
    source = {name, f"file:{name}"}
    ways = (
        lambda one: one.id == name,
        lambda one: one.source in source or one.title == name,
        lambda one: bool(_PREFIX.fullmatch(name)) and one.id.startswith(name),
        lambda one: fnmatchcase(one.source, name) or fnmatchcase(one.title, name),
    )
    fitting = next((fits for way in ways if (fits := tuple(filter(way, found)))), ())
    if not fitting:
        raise ConfigError(f"{name!r}: no such document; give an id, source or title that 'kg documents' lists")
    if len(fitting) > 1 and not all_matching:
        first = ", ".join(f"{one.short} {one.title or one.source!r}" for one in fitting[:_LISTED])
        more = f" and {len(fitting) - _LISTED} more" if len(fitting) > _LISTED else ""
        raise ConfigError(f"{name!r}: fits {len(fitting)} documents: {first}{more}; give an id, or --all-matching")
    return fitting


def remove(place: str | Path, name: str, *, all_matching: bool = False) -> Removed:
    """Take what ``name`` stands for (see `named`) out of the store at ``place``, or in the folder there, whose other
    files are then written anew. Who was joined to whom stays so until the documents are read again.

    Raises `ConfigError` as `named` does, `StoreError` where there is no store or somebody else writes, and
    `PartialError` at the end where some of the files could not be made.
    """
    inner = Path(place) / "store"
    is_folder = not is_address(place) and inner.is_dir()
    with writer(inner if is_folder else place) as held:
        if held.is_new:
            raise StoreError(f"{shown(place)}: no store here; name a folder that 'kg build' wrote, or its store")
        with held.read() as store:
            title = _title(store)
            gone = named(documents(store), name, all_matching=all_matching)
            ids = [one.id for one in gone]
            alone = store.described(map(iris.thing, lookup.unshared(store, ids)))
            noted, config = lookup.corrections(store), config_of(store)
        run = started((*title, ("remove", name)))
        with keep(
            held, [], run, noted, gone=tuple(ids), lexicon=lexicon_of(config), title=dict(title).get("title", "")
        ) as graph:
            if is_folder:
                write_all(graph, Path(place), None).check()
    return Removed(gone, alone)


def _title(store: Store) -> tuple[tuple[str, str], ...]:
    """The heading that the last run gave the page, as its option; a removal hands it on."""
    last = store.runs()[-1:]
    return tuple(option for run in last for option in run.options if option[0] == "title")
