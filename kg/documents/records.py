"""Many articles in one file: JSON lines and tables. Each record is a document of its own."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.documents.dates import day_first, is_either
from kg.documents.encoding import decode
from kg.documents.raw import MOST_CHARACTERS, Bad, Found, Note, Raw, date_of
from kg.errors import SourceError

TEXT = ("text", "body", "content")
WANTED = ", ".join(TEXT)
SEPARATOR = re.compile(r'\ufeff?"?sep=([^\w\s"]|\t)"?[,;\t ]*(?:\r\n?|\n)', re.IGNORECASE)  # Excel's own first line
DELIMITERS = ",;\t|"
SHOWN = 5  # rows that are named


def json_lines(data: bytes) -> Found:
    """One JSON object a line; its number is the line's."""
    # not splitlines: JSON strings may hold other line separators
    lines = [(number, line) for number, line in enumerate(decode(data).split("\n"), 1) if line.strip("\ufeff \t\r\n")]
    if not lines:
        raise SourceError("0 records: a .jsonl file needs one JSON object a line; fill or remove it")
    yield from _dated(_object(line.strip("\ufeff"), number) for number, line in lines)


def _object(line: str, number: int) -> Raw | Bad:
    try:
        record = json.loads(line)
        fields = {key: _string(value) for key, value in record.items()} if isinstance(record, dict) else None
    except (ValueError, RecursionError) as error:
        return Bad(f"{line.strip()[:40]!r}: a line must be one JSON object ({error}); correct it", number)
    if fields is None:
        return Bad(f"{line.strip()[:40]!r}: a line must be a JSON object; name its text 'text'", number)
    return _record(fields, number)


def table(data: bytes) -> Found:
    """One row a document, columns named in the first; separated by comma, semicolon, tab or bar, or as Excel's first
    line ``sep=;`` says. Its number is the row's. A row with cells beyond the columns is bad; one with fewer is read."""
    # a whole article may stand in one cell; the module's own limit is 131,072 characters
    csv.field_size_limit(MOST_CHARACTERS)
    source = decode(data)
    said = SEPARATOR.match(source)
    source = source[said.end() :] if said else source.removeprefix("\ufeff")
    delimiter = said[1] if said else max(DELIMITERS, key=lambda delimiter: _fit(source, delimiter))
    rows = _rows(source, delimiter)
    columns = next(rows, [])
    if isinstance(columns, str):
        raise SourceError(f"header: {columns}; correct it")
    if not _has_text(columns):
        raise SourceError(f"columns {', '.join(columns)[:80]!r}: one must be called {WANTED}; rename it")
    found = list(enumerate(rows, 1))
    if not found:
        raise SourceError("0 rows: a .csv file needs one below its header; fill or remove it")
    yield from _dated(_row(columns, cells, number, delimiter) for number, cells in found if any(cells))
    short = [str(number) for number, cells in found if any(cells) and not isinstance(cells, str)
             and len(cells) < len(columns)]  # fmt: skip
    if short:
        rest = f" and {len(short) - SHOWN} more" if len(short) > SHOWN else ""
        yield Note(f"fewer cells than the {len(columns)} columns in row {', '.join(short[:SHOWN])}{rest}: what lacks "
                   "is taken as empty; put cells that hold a line end in quotes")  # fmt: skip


def _fit(source: str, delimiter: str) -> tuple[bool, int]:
    """How well ``delimiter`` divides the header: whether a column is the text, and how many there are."""
    columns = next(_rows(source, delimiter), "")
    return (False, 0) if isinstance(columns, str) else (_has_text(columns), len(columns))


def _has_text(columns: Iterable[str]) -> bool:
    return any(column.strip().casefold() in TEXT for column in columns)


def _rows(source: str, delimiter: str) -> Iterator[list[str] | str]:
    """The cells of each row, or what is wrong with it; lines without anything are passed over."""
    lines, start = list(io.StringIO(source, newline="")), 0
    while start < len(lines):
        # strict: else marks in the middle of a cell vanish, and what one quotes becomes what the article says
        rest = map(lines.__getitem__, range(start, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True, skipinitialspace=True)
        begun = 0  # the row's first line, from start
        try:
            for cells in reader:
                begun = reader.line_num
                if cells:
                    yield cells
            return
        except csv.Error as error:
            yield f"line {start + begun + 1}: {error}: a cell with a quotation mark has it twice, and quotes around it"
        start += begun + 1  # its first line alone is bad: a mark that nothing closes would swallow the rows below


def _row(columns: list[str], cells: list[str] | str, number: int, delimiter: str) -> Raw | Bad:
    if isinstance(cells, str):
        return Bad(f"{cells}; correct it", number)
    if any(cell.strip() for cell in cells[len(columns) :]):
        return Bad(f"{len(cells)} cells under {len(columns)} columns: a cell with {delimiter!r} in it must be in "
                   "quotes; put it in quotes", number)  # fmt: skip
    return _record({key: value for key, value in zip(columns, cells, strict=False) if key and value}, number)


def _record(fields: Mapping[str, str], number: int) -> Raw | Bad:
    keys = {key.strip().casefold(): key for key in fields}
    text = next((keys[name] for name in TEXT if name in keys and fields[keys[name]].strip()), None)
    if text is None:
        return Bad(f"keys {', '.join(fields)[:80]!r}: one of {WANTED} must hold the text; add it", number)
    return Raw(fields[text], {key: value for key, value in fields.items() if key != text}, number)


def _dated(records: Iterable[Raw | Bad]) -> Found:
    """``records``, told which of two numbers is the day: one hand wrote their dates, so all are read as those that can
    be read in one way only. What was decided is told."""
    found = list(records)
    dates = [date_of(record.fields) for record in found if isinstance(record, Raw)]
    order = day_first(dates)
    for record in found:
        yield replace(record, day_first=order) if isinstance(record, Raw) else record
    either = [date for date in dates if is_either(date)]
    if either and order is not None:
        shown = next(date for date in dates if day_first([date]) is not None)
        yield Note(f"{len(either)} of {sum(map(bool, dates))} dates, as {either[0][:40]!r}, may be one day or another: "
                   f"the {'day' if order else 'month'} is taken first, as in {shown[:40]!r}; write YYYY-MM-DD if it is "
                   "not")  # fmt: skip


def _string(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
