"""The files of a build beside its store. Each is written whole or not at all."""

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.errors import ConfigError, OutputError
from kg.graph import Graph
from kg.model import Unreadable
from kg.network import graphml
from kg.statements import dumps

COLUMNS = (
    "date",
    "holder",
    "relation",
    "target",
    "polarity",
    "certainty",
    "negated",
    "kind",
    "attributed_to",
    "quote",
    "cue",
    "document",
    "confidence",
    "rule",
    "id",
)


UNREAD = "\n# What could not be read\n"


def write_all(graph: Graph, out: Path, unreadable: Iterable[Unreadable] | None = ()) -> tuple[Path, ...]:
    """Every output of `kg build` in folder ``out``; returns their paths. ``unreadable`` is what could not be read;
    ``None``: what the report that is there says of it stays."""
    made = tuple(write(graph, out / name) for name in FORMATS)
    report = out / "report.md"
    text = report_of(graph, unreadable or ())
    if unreadable is None and report.exists():
        told = report.read_text(encoding="utf-8").partition(UNREAD)[2]
        text = text.partition(UNREAD)[0] + UNREAD + told if told else text
    put(report, text)
    return (*made, report)


def write(graph: Graph, path: Path, format: str | None = None) -> Path:
    """One output at ``path``, its form by the file's ending or ``format``."""
    name = f"graph.{format}" if format else path.name
    make = FORMATS.get(name) or FORMATS.get(f"statements{path.suffix}") or FORMATS.get(f"graph{path.suffix}")
    if format:
        make = FORMATS.get(f"graph.{format}") or FORMATS.get(f"statements.{format}")
    if make is None:
        known = ", ".join(sorted(n.partition(".")[2] for n in FORMATS))
        raise ConfigError(f"format {format or path.suffix!r}: unknown; use {known}")
    put(path, make(graph))
    return path


def put(path: Path, text: str) -> None:
    """Write ``text`` at ``path``, whole or not at all; `OutputError` where that cannot be."""
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name another place") from error


def _csv(graph: Graph) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    titles = {d.id: d.title or d.uri or d.id for d in graph.documents}
    for s in graph.statements:
        row = (
            s.date or "",
            s.holder.label if s.holder else "",
            s.relation,
            s.target.label,
            s.polarity,
            s.certainty,
            str(s.negated).lower(),
            s.kind,
            "; ".join(p.label for p in s.attributed_to),
            s.evidence.text,
            s.cues[0].text,
            titles[s.evidence.document],
            s.confidence,
            s.rule,
            s.key,
        )
        writer.writerow([_harmless(str(value)) for value in row])
    return out.getvalue()


def _harmless(value: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    is_number = value.lstrip("-").replace(".", "", 1).isdigit()
    return "'" + value if value[:1] in "=+-@\t\r" and not is_number else value


def _html(graph: Graph) -> str:
    from kg.view import page

    return page(graph.draw())


FORMATS: dict[str, Callable[[Graph], str]] = {
    "graph.trig": lambda graph: graph.store.trig(),
    "graph.ttl": lambda graph: graph.store.turtle(),
    "statements.jsonl": lambda graph: dumps(graph.statements),
    "statements.csv": _csv,
    "graph.graphml": lambda graph: graphml(graph.network()),
    "graph.html": _html,
}


def report_of(graph: Graph, unreadable: Iterable[Unreadable] = ()) -> str:
    """``report.md``: what was read, who stands out, what was left unsaid."""
    stats, totals = graph.stats(), graph.totals()
    lines = [
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
        lines.append(
            f"| {_cell(d.title or d.uri)} | {d.published or ''} | {_cell(d.publisher or '')} | {per_document[d.id]} |"
        )
    lines += ["", "# Who stands out", "", "| who | kind | statements | betweenness |", "|---|---|---|---|"]
    lines += [f"| {_cell(a.label)} | {a.kind} | {a.statements} | {a.betweenness:.3f} |" for a in stats.actors[:15]]
    lines += ["", "# What is contested", "", "| target | for | against |", "|---|---|---|"]
    lines += [f"| {_cell(c.label)} | {c.positive} | {c.negative} |" for c in stats.contested[:15]]
    lines += ["", "# What was left unsaid", "", "| reason | times |", "|---|---|"]
    lines += [f"| {reason} | {count} |" for reason, count, *_ in graph.query("skipped").rows]
    lines += ["", UNREAD.strip(), ""]
    lines += [f"- {_cell(u.source)}: {_cell(u.reason)}" for u in unreadable] or ["Everything was read."]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text from a document as plain words in a Markdown table."""
    escaped = "".join("\\" + c if c in "\\`*_{}[]<>#|!" else c for c in text)
    return " ".join(escaped.split())
