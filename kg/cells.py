"""Tables that people open in spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any


def table(rows: Iterable[Sequence[Any]]) -> str:
    """``rows`` as comma-separated values. Lines end in ``\\n``; a cell that holds any line end is quoted."""
    out = io.StringIO()
    writer = csv.writer(out)  # it quotes what is in its own line end, and a lone carriage return must be
    for row in rows:
        writer.writerow(map(text, row))
        out.seek(out.tell() - 2)
        out.write("\n")
        out.truncate()
    return out.getvalue()


def text(value: Any) -> str:
    """A plain value in a cell: ``None`` is empty, truth is ``true`` or ``false``, as in SPARQL and JSON."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def harmless(value: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    is_number = value.lstrip("-").replace(".", "", 1).isdigit()
    return "'" + value if value.startswith(("=", "+", "-", "@", "\t", "\r")) and not is_number else value
