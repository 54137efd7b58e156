"""A file of statements → readings, whoever made it."""

from collections.abc import Iterator
from pathlib import Path

from kg.exchange import dna, rdf
from kg.model import Reading, Unreadable

_TEXTLESS = {".jsonl", ".json", ".csv", ".tsv"}


def load(path: Path) -> Iterator[Reading | Unreadable]:
    """What the file at ``path`` gives, a document at a time, each with its entities; what is at fault in one line each.

    It reads databases of the Discourse Network Analyzer (SQLite, by content) and RDF that keeps our shapes (Turtle,
    TriG, N-Triples, N-Quads, JSON-LD, by ending).
    """
    try:
        with path.open("rb") as file:
            is_database = file.read(len(dna.MAGIC)) == dna.MAGIC
    except OSError as error:
        yield Unreadable(str(path), f"cannot be read ({error.strerror}); name a file")
        return
    if is_database:
        yield from dna.readings(path)
    elif path.suffix.lower() in rdf.FORMATS:
        yield from rdf.readings(path)
    elif path.suffix.lower() in _TEXTLESS:
        reason = "holds statements without the texts that they stand in; export TriG, N-Quads or JSON-LD instead"
        yield Unreadable(str(path), reason)
    else:
        known = ", ".join(sorted((".dna", *rdf.FORMATS)))
        yield Unreadable(str(path), f"neither a DNA database nor RDF that is read here; want one of {known}")
