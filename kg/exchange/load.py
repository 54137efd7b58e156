"""A file of statements → readings, whoever made it."""

from collections.abc import Iterator
from pathlib import Path

from kg import tables
from kg.exchange import dna, qda, rdf
from kg.model import Reading, Unreadable

_TEXTLESS = {".jsonl", ".json", ".csv", ".tsv"}


def load(path: Path) -> Iterator[Reading | Unreadable]:
    """What the file at ``path`` gives, a document at a time, each with its entities; what is at fault in one line each.

    It reads databases of the Discourse Network Analyzer (SQLite, by content), REFI-QDA projects and RDF that keeps our
    shapes (.qdpx; Turtle, TriG, N-Triples, N-Quads, JSON-LD; by ending) and folders of Parquet tables (`kg.tables`).
    """
    if tables.is_tables(path):
        yield from tables.readings(path)
        return
    try:
        with path.open("rb") as file:
            is_database = file.read(len(dna.MAGIC)) == dna.MAGIC
    except OSError as error:
        yield Unreadable(str(path), f"cannot be read ({error.strerror}); name a file")
        return
    if is_database:
        yield from dna.readings(path)
    elif path.suffix.lower() == ".qdpx":
        yield from qda.readings(path)
    elif path.suffix.lower() in rdf.FORMATS:
        yield from rdf.readings(path)
    elif path.suffix.lower() == ".parquet":
        yield Unreadable(str(path), "is one of several tables; name the folder that holds statements and documents")
    elif path.suffix.lower() in _TEXTLESS:
        reason = "holds statements without the texts that they stand in; export TriG, N-Quads or JSON-LD instead"
        yield Unreadable(str(path), reason)
    else:
        known = ", ".join(sorted((".dna", ".qdpx", *rdf.FORMATS)))
        reason = f"neither a DNA database nor RDF that is read here; give {known}, or a folder of Parquet tables"
        yield Unreadable(str(path), reason)
