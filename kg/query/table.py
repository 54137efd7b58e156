"""An answer as a table of plain values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.cells import table as csv_table
from kg.display.markup import cell, element, table

if TYPE_CHECKING:
    import pandas

SHOWN = 50  # rows of a table in a cell


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` hold `str`, `int`, `float`, `bool`, or ``None`` where a column has no value. ``labels``
    are names of the addresses among them, for people: a notebook's cell and `to_frame` show them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    labels: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def to_csv(self) -> str:
        """Comma-separated values with a heading; lines end in ``\\n``, ``None`` is empty."""
        return csv_table([self.columns, *self.rows])

    def to_json(self) -> str:
        """A list of one object for each row."""
        records = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return json.dumps(records, ensure_ascii=False, indent=1)

    def to_frame(self) -> "pandas.DataFrame":
        """A row for each; where addresses have ``labels`` these are the column, and ``<column>_iri`` keeps the
        addresses."""
        import pandas

        frame = pandas.DataFrame(list(self.rows), columns=list(self.columns))
        for column in self.columns:
            if any(value in self.labels for value in frame[column]):
                frame[f"{column}_iri"] = frame[column]
                frame[column] = [self.labels.get(value, value) for value in frame[column]]
        return frame

    def _repr_html_(self) -> str:
        shown = [[self.labels.get(value, value) for value in row] for row in self.rows[:SHOWN]]
        note = f"{len(self.rows)} rows" + (f", the first {SHOWN} of them" if len(self.rows) > SHOWN else "")
        return cell(element("p", note, "note"), table(self.columns, shown))
