"""Documents → what each gives, by as many processes as are wanted, here or elsewhere: the same whoever reads."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, fields, replace
from functools import cache, partial
from importlib import resources
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any

from kg import __version__, engines
from kg.config import Config
from kg.errors import WorkerError
from kg.model import Document, Reading, digest
from kg.resolve import gazetteer, identified
from kg.store.spool import Row
from kg.tabular import Reading as Found

if TYPE_CHECKING:
    from kg.language import Pipeline
    from kg.lexicon import Lexicon

BATCH = 4  # documents that the model reads at once
LETTERS = 10_000  # of the documents that a process takes at once, and then gives back
FEW = 150_000  # letters that are read sooner by one process than others have begun
AHEAD = 3  # portions for each process: one at work, others at hand
RULES = ("extract", "lexicon", "language", "resolve")  # rooms whose code decides what a document gives

Engine = engines.Engine[list[Document], list[Row]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts, one at a time, as a build with the same settings would.

    >>> Reader().read("Jane Doe of the Open Net Institute supports the treaty.")[0].relation  # doctest: +SKIP
    'affiliatedWith'
    """

    config: Config = field(default_factory=Config)

    def read(self, text: str) -> Found:
        """The statements in ``text`` and what was skipped; offsets count its characters."""
        if not text.strip():
            return Found()
        reading = next(readings([Document.of(text)], self.config))
        return Found(reading.statements, reading.skips)


def readings(documents: Iterable[Document], config: Config) -> Iterator[Reading]:
    """What each document gives, in the same order, read by this process."""
    from kg import extract

    table, by = _gazetteer(config), reads(config)
    nlp, words = pipeline(config.model), lexicon_of(config)
    pairs = ((extract.readable(document), document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        reading = identified(extract.read(document, doc, words), words, table)
        yield replace(reading, reader=reader_of(document, by))


def rows(
    documents: Iterable[Document], config: Config, workers: int = 1, stop: Callable[[], bool] = lambda: False
) -> Iterator[list[Row]]:
    """The same as `readings` gives, ready to be kept, read by ``workers`` processes, or by the engine that ``config``
    names, as portions are done. Few documents are read by this process. Once ``stop`` says so, what is in hand is
    finished, and no more. Raises `WorkerError` where another process ends before its time or reads otherwise."""
    elsewhere = config.engine == "ray" and engines.library()
    documents, few, letters = iter(documents), list[Document](), 0
    while (workers > 1 or elsewhere) and letters <= FEW and (document := next(documents, None)):
        few.append(document)
        letters += len(document.text)
    documents = takewhile(lambda _: not stop(), chain(few, documents))
    if letters <= FEW:
        yield from ([Row.of(reading)] for reading in readings(documents, config))
        return
    with _engine(config, workers) as engine:
        pending: deque[Callable[[], list[Row]]] = deque()
        for portion in _portions(documents):
            pending.append(engine.hand_over(portion))
            while len(pending) >= AHEAD * engine.places():
                yield pending.popleft()()
        while pending:
            yield pending.popleft()()


def reader_of(document: Document, by: str) -> str:
    """A digest of what reads ``document``, ``by`` of `reads`, and of what is known about it besides its text."""
    about = (getattr(document, field.name) for field in fields(document) if field.name not in ("id", "text"))
    return by + digest(*about, length=12)


def is_stale(reader: str, by: str) -> bool:
    """Whether what read a document (see `kg.model.Reading`) is not what would read it now, ``by`` of `reads`."""
    return bool(reader) and not reader.startswith(by)


def reads(config: Config) -> str:
    """A digest of what reads: version, rules, model, tables of words and of who is who elsewhere, as they are now."""
    tables = (path for folder in config.words for path in sorted(folder.glob("*.toml")))
    by = (__version__, _rules(), model_digest(config.model), *(path.read_bytes() for path in tables))
    table = _gazetteer(config)
    return digest(*by, table.digest if table else "", length=12)


def what_reads(config: Config) -> dict[str, str]:
    """By what a machine reads, each with its version or digest: where one differs, two machines read otherwise."""
    digests = {"the rules": _rules(), "the language model": model_digest(config.model), "the tables": reads(config)}
    return {"stancegraph": __version__} | digests


@cache
def model_digest(model: str | None) -> str:
    """Which language model reads: see `kg.language.digest`."""
    from kg import language

    return language.digest(pipeline(model)) if model else language.own_digest()


def lexicon_of(config: Config) -> "Lexicon":
    """The lexicon, with the tables of words that ``config`` adds."""
    from kg import lexicon

    return lexicon.load(extra=config.words)


@cache
def pipeline(model: str | None) -> "Pipeline":
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


def _engine(config: Config, workers: int) -> AbstractContextManager[Engine]:
    """What reads: see `kg.engines`."""
    if config.engine == "ray":
        lexicon_of(config)  # here, where a malformed table has its name
        return engines.cluster(_read_there, config, what_reads(config), workers)
    return engines.processes(partial(_read, config=config), partial(_begin, config, workers), workers)


def _begin(config: Config, workers: int) -> None:
    from kg import language

    language.limit(pipeline(config.model), max(1, (os.cpu_count() or 1) // workers))


def _read(documents: list[Document], config: Config) -> list[Row]:
    return list(map(Row.of, readings(documents, config)))


def _read_there(documents: list[Document], config: Config, by: Mapping[str, str]) -> list[Row]:
    # on a machine that must read by the same as the one that asks
    from kg import language

    for what, here in what_reads(config).items():
        if here != by[what]:
            raise WorkerError(
                f"reads by {what} {here[:12]}, the machine that builds by {by[what][:12]}; install there what is here, "
                f"stancegraph {by['stancegraph']}, or leave it out of the cluster"
            )
    language.limit(pipeline(config.model), 1)
    return _read(documents, config)
