"""Documents → what each gives, by as many processes as are wanted: the same whatever their number."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache
from importlib import resources
from itertools import chain, takewhile
from threading import Thread
from typing import Any

from kg import __version__
from kg.config import Config
from kg.errors import WorkerError
from kg.model import Document, Reading, digest
from kg.resolve import gazetteer, identified
from kg.store.spool import Row
from kg.tabular import Reading as Said

BATCH = 4  # documents that the model reads at once
LETTERS = 10_000  # of the documents that a process takes at once, and then gives back
FEW = 150_000  # letters that are read sooner by one process than others have begun
AHEAD = 3  # portions for each process: one at work, others at hand
RULES = ("extract", "lexicon", "language", "resolve")  # rooms whose code decides what a document gives


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
    """What each document gives, in the same order, read by this process."""
    from kg import extract

    table = _gazetteer(config)
    nlp, words = pipeline(config.model), lexicon_of(config)
    pairs = ((extract.readable(document), document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        reading = identified(extract.read(document, doc, words), words, table)
        yield replace(reading, reader=reader_of(document, config))


def rows(
    documents: Iterable[Document], config: Config, workers: int = 1, stop: Callable[[], bool] = lambda: False
) -> Iterator[list[Row]]:
    """The same as `readings` gives, ready to be kept, read by ``workers`` processes, as portions are done. Few
    documents are read by this process. Once ``stop`` says so, what is in hand is finished, and no more. Raises
    `WorkerError` where another process ends before its time."""
    documents, few, letters = iter(documents), [], 0
    while workers > 1 and letters <= FEW and (document := next(documents, None)):
        few.append(document)
        letters += len(document.text)
    documents = takewhile(lambda _: not stop(), chain(few, documents))
    if letters <= FEW:
        yield from ([Row.of(reading)] for reading in readings(documents, config))
        return
    with _pool(config, workers) as submit:
        pending: deque[Future[list[Row]]] = deque()
        for portion in _portions(documents):
            pending.append(submit(portion))
            if len(pending) >= AHEAD * workers:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def reader_of(document: Document, config: Config) -> str:
    """A digest of what reads ``document`` and of what is known about it besides its text."""
    about = (getattr(document, field.name) for field in fields(document) if field.name not in ("id", "text"))
    return digest(_reads(config), *about, length=20)


@cache
def _reads(config: Config) -> str:
    tables = (path for folder in config.words for path in sorted(folder.glob("*.toml")))
    by = (__version__, _rules(), model_digest(config.model), *(path.read_bytes() for path in tables))
    table = _gazetteer(config)
    return digest(*by, table.digest if table else "", length=20)


@cache
def model_digest(model: str | None) -> str:
    """Which language model reads: see `kg.language.digest`."""
    from kg import language

    return language.digest(pipeline(model)) if model else language.own_digest()


def lexicon_of(config: Config):
    """The lexicon, with the tables of words that ``config`` adds."""
    from kg import lexicon

    return lexicon.load(extra=config.words)


@cache
def pipeline(model: str | None):
    """The spaCy pipeline of that name, or the one that ships; loading takes a second: once a process."""
    from kg import language

    return language.load(model)


def _gazetteer(config: Config) -> gazetteer.Gazetteer | None:
    return gazetteer.read(config.gazetteer) if config.gazetteer else None


@cache
def _rules() -> str:
    """A digest of the code and tables that decide what a document gives."""
    package = resources.files("kg")
    found = sorted(_files(package / room for room in RULES))
    return digest(*((name, path.read_bytes()) for name, path in found), length=20)


def _files(folders: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for folder in folders:
        for path in folder.iterdir():
            if path.is_dir() and path.name not in ("training", "weights"):
                yield from _files([path])
            elif path.name.endswith((".py", ".toml")):
                yield f"{folder.name}/{path.name}", path


def _portions(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Neighbouring documents, about as many letters each time."""
    portion, letters = [], 0
    for document in documents:
        portion.append(document)
        letters += len(document.text)
        if letters >= LETTERS:
            yield portion
            portion, letters = [], 0
    if portion:
        yield portion


@contextmanager
def _pool(config: Config, workers: int) -> Iterator[Callable[[list[Document]], Future[list[Row]]]]:
    """What hands documents over to processes, each with the model loaded; they end with the block, at once where it
    fails."""
    way = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["kg.extract", "kg.language.component"])
    pool = ProcessPoolExecutor(workers, context, _begin, (config, workers))
    try:
        yield lambda documents: pool.submit(_read, documents, config)
        pool.shutdown()
    except BrokenProcessPool as error:
        raise WorkerError(
            "a process that reads was ended from outside, perhaps because memory ran out; what was read is kept: "
            "build again, with fewer --workers"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _begin(config: Config, workers: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal's; the first process decides
    Thread(target=_end_with_parent, daemon=True).start()
    from kg import language

    language.limit(pipeline(config.model), max(1, (os.cpu_count() or 1) // workers))


def _end_with_parent() -> None:
    # a parent that was killed hands over nothing any more, and tells nobody
    multiprocessing.parent_process().join()
    os._exit(1)


def _read(documents: list[Document], config: Config) -> list[Row]:
    return list(map(Row.of, readings(documents, config)))
