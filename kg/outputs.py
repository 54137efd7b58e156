"""The files of a build beside its store. Each is written whole or not at all, and whatever is wrong with one keeps none
of the others back."""

import errno
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kg import exchange
from kg.display import skipped
from kg.documents import Notice
from kg.documents.raw import date_origin
from kg.errors import ConfigError, KgError, OutputError, PartialError
from kg.graph import Graph
from kg.ids import left_open
from kg.model import Unreadable
from kg.network import gexf, graphml
from kg.statements import dumps
from kg.versions import FILES, choose, chosen, command, note

UNREAD = "\n# What could not be read\n"
OURS = "<!-- stancegraph -->"  # by which it is known that the report is no article
REPORT = "report.md"
MOST = 15  # rows of a table of the report

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What is there of the outputs in ``folder``, by their ``paths``, and in ``unmade`` what could not be made."""

    folder: Path
    paths: tuple[Path, ...]
    unmade: tuple[Unreadable, ...] = ()

    @property
    def lacking(self) -> str:
        """One line on what could not be made, why, and how it is renewed; empty where all was."""
        if not self.unmade:
            return ""
        told = defaultdict(list)
        for one in self.unmade:
            told[one.reason].append(one.source)
        lines = "; ".join(f"{', '.join(names)} cannot be made ({reason})" for reason, names in told.items())
        return f"{self.folder}: {lines}; the store and all else are there, '{command(self.folder)}' tries again"

    def check(self) -> None:
        """Raises `PartialError` where something could not be made."""
        if self.unmade:
            raise PartialError(self.lacking)


def files(names: str) -> tuple[str, ...]:
    """The files that ``names`` ask for, parted by commas: ``page,report``; ``all`` are all of `kg.versions.FILES`.
    Raises `ConfigError` for one that is unknown."""
    wanted = [name.strip() for name in names.split(",")]
    for name in wanted:
        if name not in FILES and name != "all":
            raise ConfigError(f"output {name!r}: unknown; use {', '.join(FILES)} or all, with commas between them")
    return tuple(file for name, file in FILES.items() if name in wanted or "all" in wanted)


def write_all(
    graph: Graph,
    out: Path,
    unreadable: Iterable[Unreadable | Notice] | None = (),
    *,
    names: tuple[str, ...] = (),
    progress: Callable[[str, int, int], None] = lambda phase, done, total: None,
) -> Written:
    """Every output of `kg build` in folder ``out``. ``unreadable`` is what could not be read; ``None``: what the report
    that is there says of it stays. ``names`` are the files that are wanted from now on (see `files`); without, those
    that were wanted last. ``progress`` is told the file that is written, and how many of how many are."""
    if names:
        choose(graph.store, names)
    names, made, unmade = names or chosen(out), [], []
    for done, name in enumerate(names):
        progress(f"Writing {name}", done, len(names))
        try:
            made.append(_report(graph, out / name, unreadable) if name == REPORT else write(graph, out / name))
        # whatever it is, of ours or of a library: the store is whole, and who built it wants the other files
        except Exception as error:
            _log.exception("%s cannot be made", out / name)
            unmade.append(Unreadable(name, _line(error)))
    return Written(out, tuple(made), tuple(unmade))


def _line(error: Exception) -> str:
    if isinstance(error.__cause__, OSError):  # of each file the same: the disk is full
        return str(error.__cause__.strerror or error.__cause__)
    told = " ".join(str(error).split())
    return told if isinstance(error, KgError) else f"{type(error).__name__}: {told}".removesuffix(": ")


def _report(graph: Graph, path: Path, unreadable: Iterable[Unreadable | Notice] | None) -> Path:
    text = report_of(graph, unreadable or ())
    if unreadable is None and path.exists():
        told = path.read_text(encoding="utf-8").partition(UNREAD)[2]
        text = text.partition(UNREAD)[0] + UNREAD + told if told else text
    put(path, text)
    note(graph.store, path)
    return path


def write(graph: Graph, path: Path, format: str | None = None) -> Path:
    """One output at ``path``, its form by ``format`` or the file's ending; of `FOLDERS` it is a folder."""
    name = format or next((name for end, name in ENDINGS.items() if path.name.endswith(end)), path.suffix[1:])
    if name in FOLDERS:
        for made in FOLDERS[name](graph, path):
            note(graph.store, made)
        return path
    if name not in FORMATS:
        raise ConfigError(f"format {name!r}: unknown; use {', '.join(sorted({*FORMATS, *FOLDERS}))}")
    put(path, FORMATS[name](graph, path.name))
    note(graph.store, path)
    return path


def put(path: Path, content: str | bytes) -> None:
    """Write ``content``, text as UTF-8, at ``path``, whole or not at all; `OutputError` where that cannot be. What a
    symbolic link leads to is replaced, not the link; a pipe or device, as ``/dev/stdout``, is written to."""
    data = content if isinstance(content, bytes) else content.encode()
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name another place") from error


def _replace(path: Path, data: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except BaseException:  # also of who interrupts
        unfinished.unlink(missing_ok=True)
        raise


def _html(graph: Graph, _: str) -> str:
    from kg.view import page

    return page(graph.draw())


FORMATS: dict[str, Callable[[Graph, str], str | bytes]] = {  # of a graph, and the name of the file
    "trig": lambda graph, _: graph.store.trig(),
    "ttl": lambda graph, _: graph.store.turtle(),
    "nq": lambda graph, _: exchange.nquads(graph),
    "jsonld": lambda graph, _: exchange.jsonld(graph),
    "trig12": lambda graph, _: exchange.reified(graph),
    "nq12": lambda graph, _: exchange.reified(graph, lines=True),
    "annotations": lambda graph, _: exchange.annotations(graph),
    "nanopubs": lambda graph, _: exchange.nanopubs(graph),
    "jsonl": lambda graph, _: dumps(graph.statements),
    "csv": lambda graph, _: exchange.csv_table(graph),
    "csvw": lambda _, name: exchange.csvw(name),
    "graphml": lambda graph, _: graphml(graph.network()),
    "gexf": lambda graph, _: gexf(graph.network()),
    "html": _html,
    "dna": lambda graph, _: exchange.dna_database(graph),
    "qdpx": lambda graph, _: exchange.qda_project(graph),
}
FOLDERS: dict[str, Callable[[Graph, Path], tuple[Path, ...]]] = {  # of a graph, and the folder; which files it made
    "parquet": lambda graph, folder: exchange.parquet(graph, folder),
}
ENDINGS = {  # where they are no format's name
    "annotations.jsonld": "annotations",
    "nanopubs.trig": "nanopubs",
    "csv-metadata.json": "csvw",
}


def report_of(graph: Graph, unreadable: Iterable[Unreadable | Notice] = ()) -> str:
    """``report.md``: what was read, who stands out, what was skipped."""
    stats, totals = graph.stats(), graph.totals()
    lines = [
        OURS,
        "",
        *([f"**{_cell(graph.title)}**", ""] if graph.title else []),
        "# What was read",
        "",
        "{documents} documents, {words} words: {statements} statements, "
        "{entities} entities ({merges} joined across documents).".format(**totals),
        *(["", str(graph.precision)] if graph.precision.looked_at else []),
        "",
        "| document | date | publisher | statements |",
        "|---|---|---|---|",
    ]
    per_document = {d.id: 0 for d in graph.documents}
    for statement in graph.statements:
        per_document[statement.evidence.document] += 1
    for d in sorted(graph.documents, key=lambda d: (d.published or "", d.id)):
        date = f"{d.published} (from {origin})" if (origin := date_origin(d)) else d.published or ""
        lines.append(f"| {_cell(d.title or d.uri)} | {date} | {_cell(d.publisher or '')} | {per_document[d.id]} |")
    lines += ["", "# Most central", "", "| who | kind | statements | betweenness |", "|---|---|---|---|"]
    lines += [f"| {_cell(a.label)} | {a.kind} | {a.statements} | {a.betweenness:.3f} |" for a in stats.actors[:MOST]]
    lines += ["", "# What is contested", "", "| target | holders for | holders against |", "|---|---|---|"]
    lines += [f"| {_cell(c.label)} | {c.positive} | {c.negative} |" for c in stats.contested[:MOST]]
    lines += ["", "# What was skipped because it is unclear", "", "| reason | times |", "|---|---|"]
    lines += [f"| {skipped(reason)} | {count} |" for reason, count, *_ in graph.query("skipped").rows]
    several = [(e.label, left_open(e.same_as)) for e in graph.entities if left_open(e.same_as)]
    if several:
        lines += ["", "# Who has several candidates in your register", "", "| who | may be |", "|---|---|"]
        lines += [f"| {_cell(label)} | {_cell(', '.join(may_be))} |" for label, may_be in several[:MOST]]
        lines += [f"\n{len(several)} in all: 'kg entities --open'"] if len(several) > MOST else []
    lines += ["", UNREAD.strip(), ""]
    lines += [f"- {_cell(u.source)}: {_cell(u.reason)}" for u in unreadable] or ["All documents were read."]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text from a document as plain words in a Markdown table."""
    escaped = "".join("\\" + c if c in "\\`*_{}[]<>#|!" else c for c in text)
    return " ".join(escaped.split())
