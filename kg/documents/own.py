"""What this program has written itself. Nothing of it is an article, wherever it lies and whatever it is called, and
read as one it would tell every statement again; so it is known by what stands at its beginning."""

import csv
import os
import re
from pathlib import Path

HEAD = 8192  # bytes that are looked at

PAGE = re.compile(r"""<meta\s+name=["']?generator["']?\s+content=["']?stancegraph\b""", re.IGNORECASE)
# the report in Markdown, by its comment; statements as JSON lines; networks for other programs
BEGINNING = re.compile(
    r"""\s*(?:<!--\s*stancegraph\b|\{"id":\s*"[a-z2-7]{20}",\s*"kind":|(?:<\?xml[^>]*>\s*)?<(?:graphml|gexf)\b)"""
)
# RDF: its first prefixes, statement or context name our addresses
RDF = re.compile(
    r"""\s*(?:(?:@?prefix\b[^\n]*\n\s*)*?@?prefix\b[^\n]*<|<(?=[^>\s]*>\s+<)|\{\s*"@?context"[\s\S]*?)"""
    r"https://w3id\.org/stancegraph/", re.IGNORECASE)  # fmt: skip
# tables: columns that they have, and no table of articles
COLUMNS = ({"holder", "relation", "target"}, {"correction", "subject", "value"}, {"id", "label", "kind", "statements"},
           {"source", "target", "source_label", "target_label"})  # fmt: skip
MATRIX = re.compile(r",,[^\n]*\r?\nid,label,")  # the weights of a network
ADDRESS = re.compile(r"[,;\t]https://w3id\.org/stancegraph/id/[^\n,;\t]*\r?$", re.MULTILINE)  # an answer's last column
TEXT = {"text", "body", "content"}  # columns that a table of articles has one of


def is_own(head: bytes) -> bool:
    """Whether a file that begins with ``head`` (its first `HEAD` bytes do) is an output of this program.

    >>> is_own(b"date,holder,relation,target,polarity\\n"), is_own(b"title,text\\n")
    (True, False)
    """
    start = head[:HEAD].decode("utf-8-sig", "replace")
    return bool(BEGINNING.match(start) or PAGE.search(start) or RDF.match(start)) or _is_table(start)


def is_own_file(path: str | Path) -> bool:
    """`is_own` of the regular file at ``path``; no where it is none or cannot be opened."""
    if not os.path.isfile(path):  # a pipe would be waited for
        return False
    try:
        with open(path, "rb") as file:
            return is_own(file.read(HEAD))
    except OSError:
        return False


def _is_table(start: str) -> bool:
    header = start.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    try:
        columns = {name.strip().casefold() for row in csv.reader([header], delimiter=delimiter) for name in row}
    except csv.Error:
        return False
    ours = any(known <= columns for known in COLUMNS) or MATRIX.match(start) or (
        len(columns) > 1 and ADDRESS.search(start))  # fmt: skip
    return bool(ours) and not columns & TEXT
