"""Differences as a table of plain values."""

from collections.abc import Iterable

from kg.diff.compare import Difference
from kg.query import Table

COLUMNS = ("change", "date", "holder", "relation", "target", "polarity", "what", "sentence", "cue", "title", "source",
           "document", "id")  # fmt: skip


def table(differences: Iterable[Difference]) -> Table:
    """One row for each difference; ``what`` says for changed ones what became what."""
    return Table(COLUMNS, tuple(map(_row, differences)))


def _row(difference: Difference) -> tuple[int | str, ...]:
    line = difference.line
    what = "; ".join(f"{name} {old or 'none'} → {new or 'none'}" for name, old, new in difference.told)
    return (difference.change, line.date, line.holder, line.relation, line.target, line.polarity, what, line.sentence,
            " … ".join(line.words), line.title, line.source, line.document, line.key)  # fmt: skip
