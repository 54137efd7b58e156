"""The whole road, once: sources → documents → parses → statements → entities → store → files."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from kg import __version__
from kg.config import Config
from kg.errors import ModelError, OutputError, SourceError
from kg.graph import Graph
from kg.model import Document, Reading, Statement, Unreadable
from kg.rdf import Run
from kg.store import Store, build_at

BATCH = 16  # documents that the model reads at once

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: counts, what could not be read, why statements were not made, how long the reading took."""

    documents: int
    words: int
    statements: int
    entities: int
    merges: int
    skipped: tuple[tuple[str, int], ...]
    unreadable: tuple[Unreadable, ...]
    seconds: float
    outputs: tuple[Path, ...] = ()


def read(text: str, *, config: Config | None = None) -> list[Statement]:
    """The statements in ``text``; offsets count its characters.

    >>> read("Jane Doe of the Open Net Institute supports the treaty.")[0].relation  # doctest: +SKIP
    'affiliatedWith'
    """
    return list(next(readings([Document.of(text)], config or Config())).statements) if text.strip() else []


def readings(documents: Iterable[Document], config: Config) -> Iterator[Reading]:
    """What each document gives, in the same order. Raises `ModelError` where the learned head alone is asked for and
    the pipeline has none."""
    from kg import extract, language

    nlp, words = _pipeline(config.model), _lexicon(config)
    sides = language.stance_head(nlp)
    if sides is None and config.stance == "model":
        raise ModelError(f"language model {config.model!r} has no stance head: leave --model out or use --stance rules")
    pairs = ((extract.readable(document), document) for document in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield extract.read(document, doc, words, sides, config.stance)


def _lexicon(config: Config):
    from kg import lexicon

    return lexicon.load(extra=config.words)


_PIPELINES: dict[str | None, object] = {}


def _pipeline(model: str | None):
    # loading takes a second: once a process and model
    from kg import language

    if model not in _PIPELINES:
        _PIPELINES[model] = language.load(model)
    return _PIPELINES[model]


def build(
    sources: Iterable[str],
    out: Path | None = None,
    *,
    config: Config | None = None,
    progress: Progress = lambda done, total: None,
    stdin: BinaryIO | None = None,
) -> tuple[Graph, Outcome]:
    """Build the graph of ``sources``; with ``out`` as files and a store on disk, else in memory.

    Without sources the documents that the store in ``out`` holds are read again. What a person decided about entities
    (``corrections.csv`` in ``out``) is followed. ``progress`` is told after each source how many of how many are read.
    Raises `SourceError` when nothing at all could be read, `OutputError` when ``out`` cannot be written,
    `CorrectionError` when the decisions are malformed; a source that cannot be read is reported, not raised.
    """
    from kg.documents import find
    from kg.resolve import corrections, resolve

    config = config or Config()
    if out is not None:
        _writable(out)
    decisions = corrections.read(out / corrections.FILE) if out is not None else ()
    begun = perf_counter()
    unreadable: list[Unreadable] = []
    sources = list(sources)
    if not sources and out is not None and (out / "store").exists():
        documents = _kept(out, progress)
    else:
        documents = _documents(find(sources), config, progress, stdin, unreadable)
    read_, entities, merges = resolve(readings(documents, config), decisions, lexicon=_lexicon(config))
    seconds = perf_counter() - begun
    if not read_:
        reasons = "; ".join(f"{u.source}: {u.reason}" for u in unreadable[:3])
        raise SourceError(f"nothing could be read ({reasons}); name files, folders or addresses with articles")
    run = Run(
        __version__,
        _digest(config),
        config.options(),
        tuple(r.document.id for r in read_),
        started=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    graph = _graph(read_, entities, run, out, config, merges=merges, corrections=decisions)
    outcome = Outcome(
        documents=len(read_),
        words=sum(r.words for r in read_),
        statements=sum(len(r.statements) for r in read_),
        entities=len(entities),
        merges=len(merges),
        skipped=tuple(sorted(Counter(s.reason for r in read_ for s in r.skips).items(), key=lambda p: (-p[1], p[0]))),
        unreadable=tuple(unreadable),
        seconds=seconds,
    )
    return graph, outcome


def _digest(config: Config) -> str:
    from kg import language

    return language.digest(_pipeline(config.model))


def _documents(found, config: Config, progress: Progress, stdin, unreadable: list[Unreadable]) -> Iterator[Document]:
    """The documents of all sources, each once; what cannot be read goes to ``unreadable``."""
    from kg.documents import load

    seen: set[str] = set()
    for done, source in enumerate(found):
        progress(done, len(found))
        for item in load(source, allow_private=config.allow_private, stdin=stdin):
            if isinstance(item, Unreadable):
                unreadable.append(item)
            elif item.id not in seen:
                seen.add(item.id)
                yield item
    progress(len(found), len(found))


def _kept(out: Path, progress: Progress) -> Iterator[Document]:
    """The documents that the store in ``out`` holds."""
    with Store.read(out / "store") as store:
        documents = store.documents()
    for done, document in enumerate(documents):
        progress(done, len(documents))
        yield document
    progress(len(documents), len(documents))


def _graph(read_: list[Reading], entities, run: Run, out: Path | None, config: Config, **identity) -> Graph:
    if out is not None:
        build_at(out / "store", read_, entities, run, **identity)
        return Graph.open(out, title=config.title)
    store = Store.open()
    for reading in read_:
        store.replace(reading)
    store.set_entities(entities, identity["merges"])
    store.derive()
    store.record_run(run)
    return Graph(store, title=config.title)


def _writable(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is a file; name a folder with --out")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: cannot be made ({error.strerror}); name a folder that you may write") from error
    if not os.access(out, os.W_OK):
        raise OutputError(f"{out}: may not be written; name another folder with --out")
