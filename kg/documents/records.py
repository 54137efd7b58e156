"""Many articles in one file: JSON lines and tables. Each record is a document of its own."""

import csv
import io
import json
from collections.abc import Mapping

from kg.documents.encoding import decode
from kg.documents.raw import MOST_CHARACTERS, PARSER_ERRORS, Bad, Found, Raw
from kg.errors import SourceError

TEXT = ("text", "body", "content")
WANTED = ", ".join(TEXT)


def json_lines(data: bytes) -> Found:
    """One JSON object a line; its number is the line's."""
    # not splitlines: JSON strings may hold other line separators
    lines = [(number, line) for number, line in enumerate(decode(data).split("\n"), 1) if line.strip()]
    if not lines:
        raise SourceError("0 records: a .jsonl file needs one JSON object a line; fill or remove it")
    for number, line in lines:
        try:
            record = json.loads(line)
        except PARSER_ERRORS as error:
            yield Bad(f"{line.strip()[:40]!r}: a line must be one JSON object ({error}); correct it", number)
            continue
        if not isinstance(record, dict):
            yield Bad(f"{line.strip()[:40]!r}: a line must be a JSON object; name its text 'text'", number)
            continue
        yield _record({key: _string(value) for key, value in record.items()}, number)


def table(data: bytes) -> Found:
    """One row a document, columns named in the first; separated by comma, semicolon or tab. Its number is the row's."""
    # a whole article may stand in one cell; the module's own limit is 131,072 characters
    csv.field_size_limit(MOST_CHARACTERS)
    source = decode(data)
    header = source.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(source, newline=""), delimiter=max(",;\t", key=header.count))
    try:
        columns = rows.fieldnames or ()
        if not any(column.strip().casefold() in TEXT for column in columns):
            raise SourceError(f"columns {', '.join(columns)[:80]!r}: one must be called {WANTED}; rename it")
        empty = True
        for number, row in enumerate(rows, 1):
            empty = False
            yield _record({key: value for key, value in row.items() if key and value}, number)
    except csv.Error as error:
        raise SourceError(f"line {rows.line_num}: {error}: a .csv file must be well-formed; save it again") from error
    if empty:
        raise SourceError("0 rows: a .csv file needs one below its header; fill or remove it")


def _record(fields: Mapping[str, str], number: int) -> Raw | Bad:
    keys = {key.strip().casefold(): key for key in fields}
    text = next((keys[name] for name in TEXT if name in keys and fields[keys[name]].strip()), None)
    if text is None:
        return Bad(f"keys {', '.join(fields)[:80]!r}: one of {WANTED} must hold the text; add it", number)
    return Raw(fields[text], {key: value for key, value in fields.items() if key != text}, number)


def _string(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
