"""The whole road, once: sources → documents → parses → statements → entities → store."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from kg import __version__
from kg.config import Config
from kg.documents import Notice, Source
from kg.errors import NothingRead, OutputError, StoppedError
from kg.graph import Graph
from kg.lexicon import Lexicon
from kg.model import Document, Reading, Unreadable
from kg.rdf import Run
from kg.reading import lexicon_of, model_digest, reader_of, reads, rows
from kg.resolve import Correction, corrections, join
from kg.store import RemoteWriter, Row, Spool, Store, Writer, add, again, coding, lookup, writer

HELD = 5_000  # documents whose statements are held for the files that are made of them; of more they are read back

Progress = Callable[[str, int, int], None]
Place = Writer | RemoteWriter
Numbered = tuple[int, Document | Unreadable | Notice]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: documents read now, found as they were, dropped, and, ``resumed``, read by an earlier build, as
    by one that was stopped; words and seconds of reading; what could not be read, and what else is to be known of the
    sources."""

    read: int
    unchanged: int
    removed: int
    words: int
    seconds: float
    unreadable: tuple[Unreadable, ...]
    notices: tuple[Notice, ...] = ()
    resumed: int = 0

    @property
    def remarks(self) -> tuple[Unreadable | Notice, ...]:
        """What could not be read, then the notices."""
        return (*self.unreadable, *self.notices)


def build(
    sources: Iterable[str | Source],
    out: Path | None = None,
    *,
    store: str | Path | None = None,
    config: Config | None = None,
    anew: bool = False,
    workers: int = 1,
    progress: Progress = lambda phase, done, total: None,
    stop: Callable[[], bool] = lambda: False,
    stdin: BinaryIO | None = None,
) -> tuple[Graph, Outcome]:
    """Read ``sources`` into the store at ``store``, a folder or an endpoint's address, or in the folder ``out``, or in
    memory.

    What the store has is kept: documents are added, those whose source has changed replaced, those that are as they
    were left alone. ``anew`` begins with an empty store. Without sources the documents that the store holds are read
    again, where what reads them has changed. What a person decided (``corrections.csv`` in ``out``) is followed.
    ``workers`` processes read; the graph is the same whatever their number. ``progress`` is told the name of a phase
    and how many of how many are done in it. Once ``stop`` says so, the documents in hand are finished and kept, and
    `StoppedError` is raised; a build of the same reads the others.
    Raises `SourceError` when nothing at all could be read, `OutputError` when ``out`` cannot be written, `StoreError`
    when somebody else writes to the store, `CorrectionError` when the decisions are malformed; a source that cannot be
    read is reported, not raised.
    """
    config, beside = config or Config(), _store_in(out)
    store = store or beside
    sources, run = list(sources), started(config.options())
    with ExitStack() as held:
        place = held.enter_context(writer(store)) if store else None
        spool = held.enter_context(place.spool() if place else Spool.open())
        known = {} if anew or place is None or place.is_new else _known(place)
        if not sources and known and place:
            (total, documents), intake = _stored(place, known), _Intake({}, config)
        else:
            (total, documents), intake = _found(sources, config, stdin), _Intake(known, config)
        noted = decisions(out, place)
        begun = perf_counter()
        portions = rows(intake.unread(documents, spool.readers()), config, workers, stop)
        wanted, read = intake.wanted, _put(spool, portions, intake, lambda done: progress("Reading", done, total))
        if stop():
            left = f"{total - intake.finished} of {total} sources are left: build the same again to read them"
            raise StoppedError(f"stopped; {len(read)} documents were read and are kept, {left}")
        gone = intake.gone() if sources else ()
        if known and place:
            wanted |= _coded(place, spool, known) if not sources else set()
            given, again_read = _again(place, spool, noted, config, gone)
            wanted, read = wanted | given, read | again_read
        seconds = perf_counter() - begun
        if not wanted and not intake.unchanged:
            raise NothingRead(intake.why, intake.unreadable)
        run = replace(run, model=model_digest(config.model))
        progress("Storing", 0, 1)
        graph = _kept_in(place, spool, wanted, run, noted, gone=gone, anew=anew or not sources,
                         lexicon=lexicon_of(config), title=config.title)  # fmt: skip
        words = spool.words(read)
    there = len(wanted) - len(read)  # in the spool
    counts = len(read), intake.unchanged if sources else there, len(gone), words, seconds
    remarks = tuple(intake.unreadable), tuple(intake.notices)
    return graph, Outcome(*counts, *remarks, resumed=there if sources else 0)


def follow(
    place: Place,
    decisions: Iterable[Correction],
    config: Config,
    *,
    note: Callable[[], object] = lambda: None,
) -> None:
    """Let the store at ``place`` be as if ``decisions``, in place of its own, had stood when it was built.

    Only the documents that they touch are written anew. ``note`` is called at the end, before all of it is put in
    place; what it raises undoes all.
    """
    decisions, run = tuple(decisions), started(config.options())
    with place.spool() as spool:
        given, read = _again(place, spool, decisions, config)
        run = replace(run, model=model_digest(config.model) if read else "")
        with place.change(lexicon_of(config)) as store:
            run = add(store, spool.readings(given), decisions, spool=spool).run(run)
            store.record_run(replace(run, ended=now()))
            note()


class _Intake:
    """Lets through what is to be read, and remembers the rest."""

    def __init__(self, known: Mapping[str, tuple[str, str]], config: Config):
        self.known, self._by = known, reads(config)
        self.wanted: set[str] = set()
        self.unchanged, self.finished = 0, 0
        self.unreadable: list[Unreadable] = []
        self.notices: list[Notice] = []
        self._seen: dict[str, str] = {}
        self._sources: dict[str, int] = {}

    def finish(self, document: str) -> int:
        """How many sources are finished once this document is."""
        self.finished = self._sources[document] + 1
        return self.finished

    def unread(self, documents: Iterable[Numbered], kept: Mapping[str, str]) -> Iterator[Document]:
        """Those that are ``wanted`` and not among the readings ``kept`` as what is to read them would give them."""
        for before, item in documents:
            if isinstance(item, Unreadable):
                self.unreadable.append(item)
            elif isinstance(item, Notice):
                self.notices.append(item)
            elif item.id not in self._seen:
                self._seen[item.id] = item.uri
                reader = reader_of(item, self._by)
                if self.known.get(item.id, ("",))[0] == reader:
                    self.unchanged += 1
                    continue
                self.wanted.add(item.id)
                if kept.get(item.id) != reader:
                    self._sources[item.id] = before
                    yield item

    @property
    def why(self) -> str:
        """Why the first of the sources could not be read."""
        return "; ".join(f"{u.source}: {u.reason}" for u in self.unreadable[:3])

    def gone(self) -> tuple[str, ...]:
        """Documents of the store whose source has been read and gave others."""
        sources = set(self._seen.values()) - {""}
        return tuple(sorted(id for id, (_, uri) in self.known.items() if uri in sources and id not in self._seen))


def _put(spool: Spool, portions: Iterable[list[Row]], intake: _Intake, done: Callable[[int], None]) -> set[str]:
    """Keep what is read in ``spool``; ``done`` is told how many sources are. Returns the documents that were read."""
    read: set[str] = set()
    done(0)
    for portion in portions:
        spool.put(portion)
        read.update(row.document for row in portion)
        done(intake.finish(portion[-1].document))
    return read


def _known(place: Place) -> dict[str, tuple[str, str]]:
    with place.read() as store:
        return lookup.readers(store)


def _again(
    place: Place, spool: Spool, decisions: Iterable[Correction], config: Config, gone: Collection[str] = ()
) -> tuple[set[str], set[str]]:
    """Have the documents in ``spool``, but those ``gone``, that are to be given again because what a person decided of
    them is new, or is no more. Returns them, and those that had to be read for it."""
    with place.read(lexicon=lexicon_of(config)) as store:
        given = {document.id: document for document in again(store, decisions, spool) if document.id not in gone}
    unread = given.keys() - spool.readers().keys()
    for portion in rows([given[id] for id in sorted(unread)], config):
        spool.put(portion)
    return set(given), set(unread)


def decisions(out: Path | None, place: Place | None) -> tuple[Correction, ...]:
    """What a person decided: the file beside the store or, of a store alone, what it has itself."""
    if out is not None or place is None:
        return corrections.read(out / corrections.FILE) if out is not None else ()
    if place.is_new:
        return ()
    with place.read(older=True) as store:
        return lookup.corrections(store)


def _found(sources: list[str | Source], config: Config, stdin: BinaryIO | None) -> tuple[int, Iterator[Numbered]]:
    """How many sources there are, and what they give, each with how many of them came before it."""
    from kg.documents import find, load

    found = find(sources)
    given = (
        (before, item)
        for before, source in enumerate(found)
        for item in load(source, allow_private=config.allow_private, date_pattern=config.date_pattern, stdin=stdin)
    )
    return len(found), given


def _stored(place: Place, known: Mapping[str, tuple[str, str]]) -> tuple[int, Iterator[Numbered]]:
    """The same of the documents that the store holds and a reader has read."""
    ids = sorted(id for id, (reader, _) in known.items() if reader)

    def given() -> Iterator[Numbered]:
        with place.read() as store:
            for before, id in enumerate(ids):
                if reading := store.reading(id):
                    yield before, reading.document

    return len(ids), given()


def _coded(place: Place, spool: Spool, known: Mapping[str, tuple[str, str]]) -> set[str]:
    """The documents that persons coded, which nothing reads again; have them in ``spool``."""
    ids = {id for id, (reader, _) in known.items() if not reader}
    with place.read() as store:
        readings = (coding.source(store, id) for id in sorted(ids - spool.readers().keys()))
        spool.put(Row.of(reading) for reading in readings if reading)
    return ids


def started(options: tuple[tuple[str, str], ...]) -> Run:
    """The record of a run that begins now."""
    return Run(__version__, options=options, started=now())


def now() -> str:
    """The moment, as a run records it."""
    return datetime.now(UTC).isoformat()


def keep(
    place: Place | None,
    found: Iterable[Reading],
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
    given = {reading.document.id: reading for reading in found}
    with place.spool() if place else Spool.open() as spool:
        spool.put(map(Row.of, given.values()))
        return _kept_in(place, spool, given, run, decisions, gone=gone, anew=anew, lexicon=lexicon, title=title)


def _kept_in(
    place: Place | None, spool: Spool, found: Collection[str], run: Run, decisions: tuple[Correction, ...] = (), *,
    gone: tuple[str, ...], anew: bool, lexicon: Lexicon | None, title: str,
) -> Graph:  # fmt: skip
    """As `keep`; the readings are those of the documents ``found`` in ``spool``."""
    if place is not None and not place.is_new and not anew:
        with place.read(lexicon=lexicon) as store:
            noted, waiting = lookup.corrections(store), {document.id for document in again(store, decisions, spool)}
        if waiting.difference(gone, found):
            decisions = noted
        if found or gone or set(decisions) != set(noted):
            with place.change(lexicon) as store:
                given = spool.readings(found)
                run = add(store, given, decisions, spool=spool, gone=gone).run(run)
                store.record_run(replace(run, ended=now()))
            spool.drop(gone)
        return Graph(place.read(), title=title)
    joined = join(spool.mentions(found), decisions, lexicon=lexicon)
    run = replace(run, documents=tuple(sorted(found)), ended=now())
    coded, held = {}, []

    def readings() -> Iterator[Reading]:
        for given in spool.readings(found):
            reading = joined.applied(given)
            coded.update(coding.changed({given.document.id: given}, [reading]))
            if len(found) <= HELD:
                held.append(reading)
            yield reading

    if place is not None:
        place.build(readings(), joined.entities, run, merges=joined.merges, corrections=decisions, coded=coded,
                    lexicon=lexicon)  # fmt: skip
        spool.drop(spool.readers().keys() - set(found))
        return Graph(place.read(), title=title, readings=held or None)
    store = Store.open(lexicon)
    store.fill(readings(), joined.entities, joined.merges)
    store.record_run(run)
    return Graph(store, title=title, readings=held or None)


def _store_in(out: Path | None) -> Path | None:
    """The store's place in the folder ``out``, which is made if need be."""
    if out is None:
        return None
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is a file; name a folder with --out")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: cannot be made ({error.strerror}); name a folder that you may write") from error
    if not os.access(out, os.W_OK):
        raise OutputError(f"{out}: may not be written; name another folder with --out")
    return out / "store"
