"""An answer as a table of plain values."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.cells import table

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` hold `str`, `int`, `float`, `bool`, or ``None`` where a column has no value."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def to_csv(self) -> str:
        """Comma-separated values with a heading; lines end in ``\\n``, ``None`` is empty."""
        return table([self.columns, *self.rows])

    def to_json(self) -> str:
        """A list of one object for each row."""
        records = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return json.dumps(records, ensure_ascii=False, indent=1)

    def to_frame(self) -> "pandas.DataFrame":
        import pandas

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))
