"""The whole road, once: sources → documents → parses → statements → entities → store → files."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from kg import __version__
from kg.config import Config
from kg.documents import Notice, Source
from kg.errors import NothingRead, OutputError
from kg.graph import Graph
from kg.lexicon import Lexicon
from kg.model import Document, Reading, Unreadable, digest
from kg.rdf import Run
from kg.resolve import Correction, corrections, gazetteer, identified, resolve
from kg.store import RemoteWriter, Store, Writer, add, again, coding, lookup, writer
from kg.tabular import Reading as Said

BATCH = 16  # documents that the model reads at once

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: documents read, found as they were, and dropped; words and seconds of reading; what could not
    be read, and what else is to be known of the sources."""

    read: int
    unchanged: int
    removed: int
    words: int
    seconds: float
    unreadable: tuple[Unreadable, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def remarks(self) -> tuple[Unreadable | Notice, ...]:
        """What could not be read, then the notices."""
        return (*self.unreadable, *self.notices)


def read(text: str, *, config: Config | None = None) -> Said:
    """The statements in ``text`` and what was left unsaid; offsets count its characters.

    >>> read("Jane Doe of the Open Net Institute supports the treaty.")[0].relation  # doctest: +SKIP
    'affiliatedWith'
    """
    if not text.strip():
        return Said()
    reading = next(readings([Document.of(text)], config or Config()))
    return Said(reading.statements, reading.skips)


def readings(documents: Iterable[Document], config: Config) -> Iterator[Reading]:
    """What each document gives, in the same order."""
    from kg import extract

    table = _gazetteer(config)
    nlp, words = _pipeline(config.model), _lexicon(config)
    pairs = ((extract.readable(document), document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        reading = identified(extract.read(document, doc, words), words, table)
        yield replace(reading, reader=_reader(document, config))


def _reader(document: Document, config: Config) -> str:
    """A digest of what reads ``document`` and of what is known about it besides its text."""
    tables = (path for folder in config.words for path in sorted(folder.glob("*.toml")))
    by = (__version__, _digest(config), tuple(path.read_bytes() for path in tables))
    by += (table.digest,) if (table := _gazetteer(config)) else ()
    about = (getattr(document, field.name) for field in fields(document) if field.name not in ("id", "text"))
    return digest(by, *about, length=20)


def _lexicon(config: Config):
    from kg import lexicon

    return lexicon.load(extra=config.words)


def _gazetteer(config: Config) -> gazetteer.Gazetteer | None:
    return gazetteer.read(config.gazetteer) if config.gazetteer else None


_PIPELINES: dict[str | None, object] = {}


def _pipeline(model: str | None):
    # loading takes a second: once a process and model
    from kg import language

    if model not in _PIPELINES:
        _PIPELINES[model] = language.load(model)
    return _PIPELINES[model]


def build(
    sources: Iterable[str | Source],
    out: Path | None = None,
    *,
    store: str | Path | None = None,
    config: Config | None = None,
    anew: bool = False,
    progress: Progress = lambda done, total: None,
    stdin: BinaryIO | None = None,
) -> tuple[Graph, Outcome]:
    """Read ``sources`` into the store at ``store``, a folder or an endpoint's address, or in the folder ``out``, or in
    memory.

    What the store has is kept: documents are added, those whose source has changed replaced, those that are as they
    were left alone. ``anew`` begins with an empty store. Without sources the documents that the store holds are read
    again. What a person decided (``corrections.csv`` in ``out``) is followed. ``progress`` is told after each source
    how many of how many are read.
    Raises `SourceError` when nothing at all could be read, `OutputError` when ``out`` cannot be written, `StoreError`
    when somebody else writes to the store, `CorrectionError` when the decisions are malformed; a source that cannot be
    read is reported, not raised.
    """
    from kg.documents import find

    config = config or Config()
    if out is not None:
        _writable(out)
        store = store or out / "store"
    sources, run = list(sources), started(config.options())
    with ExitStack() as held:
        place = held.enter_context(writer(store)) if store else None
        known = {} if anew or place is None or place.is_new else _known(place)
        if not sources and known:
            documents, intake = _kept(place, known, progress), _Intake({}, config)
        else:
            documents, intake = _documents(find(sources), config, progress, stdin), _Intake(known, config)
        noted = decisions(out, place)
        begun = perf_counter()
        found = list(readings(intake.fresh(documents), config))
        seconds = perf_counter() - begun
        found += _coded(place, known) if known and not sources else []
        gone = intake.gone() if sources else ()
        if known and sources:
            found += _followed(place, noted, {*gone, *(reading.document.id for reading in found)}, config)
        if not found and not intake.unchanged:
            reasons = "; ".join(f"{u.source}: {u.reason}" for u in intake.unreadable[:3])
            line = f"nothing could be read ({reasons}); name files, folders or addresses with articles"
            raise NothingRead(line, intake.unreadable)
        run = replace(run, model=_digest(config))
        whole = anew or not sources  # all that is kept was read
        words_ = _lexicon(config)
        graph = keep(place, found, run, noted, gone=gone, anew=whole, lexicon=words_, title=config.title)
    words = sum(reading.words for reading in found)
    unreadable, notices = tuple(intake.unreadable), tuple(intake.notices)
    return graph, Outcome(len(found), intake.unchanged, len(gone), words, seconds, unreadable, notices)


def follow(
    place: Writer | RemoteWriter,
    decisions: Iterable[Correction],
    config: Config,
    *,
    note: Callable[[], None] = lambda: None,
) -> None:
    """Let the store at ``place`` be as if ``decisions``, in place of its own, had stood when it was built.

    Only the documents that they touch are written anew, and only where something is undone, or it is to be found out
    anew who is who, read again. ``note`` is called at the end, before all of it is put in place; what it raises undoes
    all.
    """
    decisions, run = tuple(decisions), started(config.options())
    found = _followed(place, decisions, set(), config)
    run = replace(run, model=_digest(config) if found else "")
    with place.change() as store:
        run = add(store, found, decisions, lexicon=_lexicon(config)).run(run)
        store.record_run(replace(run, ended=now()))
        note()


class _Intake:
    """Lets through what the store has not yet, or has otherwise, and remembers the rest."""

    def __init__(self, known: Mapping[str, tuple[str, str]], config: Config):
        self.known, self.config = known, config
        self.unchanged = 0
        self.unreadable: list[Unreadable] = []
        self.notices: list[Notice] = []
        self._seen: dict[str, str] = {}

    def fresh(self, documents: Iterable[Document | Unreadable | Notice]) -> Iterator[Document]:
        for item in documents:
            if isinstance(item, Unreadable):
                self.unreadable.append(item)
            elif isinstance(item, Notice):
                self.notices.append(item)
            elif item.id not in self._seen:
                self._seen[item.id] = item.uri
                if self.known.get(item.id, ("",))[0] == _reader(item, self.config):
                    self.unchanged += 1
                else:
                    yield item

    def gone(self) -> tuple[str, ...]:
        """Documents of the store whose source has been read and gave others."""
        sources = set(self._seen.values()) - {""}
        return tuple(sorted(id for id, (_, uri) in self.known.items() if uri in sources and id not in self._seen))


def _known(place: Writer) -> dict[str, tuple[str, str]]:
    with place.read() as store:
        return lookup.readers(store)


def _followed(place: Writer, decisions: Iterable[Correction], but: set[str], config: Config) -> list[Reading]:
    """Documents read again because what a person decided of them is new, or is no more."""
    with place.read() as store:
        documents = [document for document in again(store, decisions) if document.id not in but]
    return list(readings(documents, config)) if documents else []


def decisions(out: Path | None, place: Writer | None) -> tuple[Correction, ...]:
    """What a person decided: the file beside the store or, of a store alone, what it has itself."""
    if out is not None or place is None:
        return corrections.read(out / corrections.FILE) if out is not None else ()
    if place.is_new:
        return ()
    with place.read() as store:
        return lookup.corrections(store)


def _digest(config: Config) -> str:
    from kg import language

    return language.digest(_pipeline(config.model))


def _documents(found, config: Config, progress: Progress, stdin) -> Iterator[Document | Unreadable | Notice]:
    from kg.documents import load

    for done, source in enumerate(found):
        progress(done, len(found))
        yield from load(source, allow_private=config.allow_private, stdin=stdin)
    progress(len(found), len(found))


def _kept(place: Writer, known: Mapping[str, tuple[str, str]], progress: Progress) -> Iterator[Document]:
    """The documents that the store holds and a reader has read."""
    ids = sorted(id for id, (reader, _) in known.items() if reader)
    with place.read() as store:
        for done, id in enumerate(ids):
            progress(done, len(ids))
            yield store.reading(id).document
    progress(len(ids), len(ids))


def _coded(place: Writer, known: Mapping[str, tuple[str, str]]) -> list[Reading]:
    """What persons coded; nothing reads it again."""
    with place.read() as store:
        return [coding.source(store, id) for id, (reader, _) in sorted(known.items()) if not reader]


def started(options: tuple[tuple[str, str], ...]) -> Run:
    """The record of a run that begins now."""
    return Run(__version__, options=options, started=now())


def now() -> str:
    """The moment, as a run records it."""
    return datetime.now(UTC).isoformat()


def keep(
    place: Writer | None,
    found: list[Reading],
    run: Run,
    decisions: tuple[Correction, ...] = (),
    *,
    gone: tuple[str, ...] = (),
    anew: bool = False,
    lexicon: Lexicon | None = None,
    title: str = "",
) -> Graph:
    """Put readings into the store at ``place`` (``None``: in memory) and drop the documents ``gone``; ``anew``: the
    store is to hold these readings alone. ``decisions`` for which documents must be read again that are not among the
    readings wait for a build that reads them."""
    if place is not None and not place.is_new and not anew:
        with place.read() as store:
            noted, waiting = lookup.corrections(store), {document.id for document in again(store, decisions)}
        if waiting.difference(gone, (reading.document.id for reading in found)):
            decisions = noted
        if found or gone or set(decisions) != set(noted):
            with place.change() as store:
                run = add(store, found, decisions, gone=gone, lexicon=lexicon).run(run)
                store.record_run(replace(run, ended=now()))
        return Graph(place.read(), title=title)
    given = {reading.document.id: reading for reading in found}
    found, entities, merges = resolve(found, decisions, lexicon=lexicon)
    run = replace(run, documents=tuple(reading.document.id for reading in found), ended=now())
    if place is not None:
        coded = coding.changed(given, found)
        place.build(found, entities, run, merges=merges, corrections=decisions, coded=coded)
        return Graph(place.read(), title=title)
    store = Store.open()
    store.fill(found, entities, merges)
    store.record_run(run)
    return Graph(store, title=title)


def _writable(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is a file; name a folder with --out")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: cannot be made ({error.strerror}); name a folder that you may write") from error
    if not os.access(out, os.W_OK):
        raise OutputError(f"{out}: may not be written; name another folder with --out")
