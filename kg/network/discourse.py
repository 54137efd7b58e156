"""The statements of a debate as one table, from which every discourse network is made (Leifeld, Policy Debates as
Dynamic Networks, 2016).

What the document itself says has no holder and is left out. What is denied, hedged or merely reported is there, marked
as not asserted; only networks of who speaks of whom count it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Self

import pandas as pd

from kg.errors import NetworkError
from kg.model import DRAWN, Document, Entity, Statement
from kg.network.days import UNDATED, middle, period, shown
from kg.network.standing import Standing, standing_of

COLUMNS = ("actor", "target", "relation", "kind", "polarity", "document", "day", "confidence", "weight", "asserted",
           "sources")  # fmt: skip
TYPES = dict.fromkeys(COLUMNS, object) | {"polarity": int, "day": int, "confidence": float, "weight": float,
                                          "asserted": bool}  # fmt: skip
PERIODS = ("document", "day", "week", "month", "year")

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Discourse:
    """``rows``: a row for each statement, by its key, in sorted order: ``actor`` and ``target`` (identifiers),
    ``relation``, ``kind``, ``polarity`` (−1, 0, 1), ``document``, ``day`` (days since 0001-01-01, the first being 1;
    the middle of a month or year of which the day is not known; `UNDATED`), ``confidence``, ``weight`` (1, unless
    statements count for less, as in a kernel), ``asserted`` (not denied, certain or probable) and ``sources`` (who
    says it, a tuple of identifiers, outermost last). ``standing`` says who and what these are and belong to;
    ``least``: how sure an asserted statement must be to be a tie."""

    rows: pd.DataFrame
    standing: Standing
    least: float = DRAWN

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def asserted(self) -> pd.DataFrame:
        """The rows that the graph shows as ties."""
        return self.rows[self.rows["asserted"] & (self.rows["confidence"] >= self.least)]

    @property
    def days(self) -> tuple[int, int] | None:
        """The first and the last day of which something is told; ``None`` where nothing is dated."""
        dated = self.rows["day"][self.rows["day"] != UNDATED]
        return (int(dated.min()), int(dated.max())) if len(dated) else None

    def where(self, **values: Value | Iterable[Value]) -> Self:
        """The statements whose columns have these values, or one of several: ``where(kind=("stance", "action"))``."""
        rows = self.rows
        for column, value in values.items():
            if column not in COLUMNS:
                raise NetworkError(f"column {column!r}: unknown; use {', '.join(COLUMNS)}")
            wanted = [value] if isinstance(value, Value) else list(value)
            rows = rows[rows[column].isin(wanted)]
        return replace(self, rows=rows)

    def between(self, since: date | str | int | None = None, until: date | str | int | None = None) -> Self:
        """The statements of the days from ``since`` to ``until``, both included; a month or year means all its days.
        Undated statements are left out."""
        day = self.rows["day"]
        wanted = day != UNDATED
        if since is not None:
            wanted &= day >= period(since)[0]
        if until is not None:
            wanted &= day <= period(until)[1]
        return replace(self, rows=self.rows[wanted])

    def as_of(self, when: date | str | int) -> Self:
        """What had been said by the end of ``when``."""
        return self.between(None, when)

    def once_per(self, unit: str) -> Self:
        """Each actor's stance on a target with one polarity once in a ``document``, ``day``, ``week``, ``month`` or
        ``year``; a month and week are those of their year. Of several the first stays, by day and key."""
        if unit not in PERIODS:
            raise NetworkError(f"duplicates within {unit!r}: unknown; use {', '.join(PERIODS)}")
        rows = self.rows.sort_values("day", kind="stable")
        when = rows["document"] if unit == "document" else rows["day"].map(lambda day: shown(day, unit))
        again = rows.assign(when=when).duplicated(["actor", "target", "polarity", "asserted", "when"])
        return replace(self, rows=rows[~again].sort_index())

    def rolled(self, *, actors: str | None = None, targets: str | None = None) -> Self:
        """The same with others in the places of ``actors`` (``"organization"``, ``"state"``) and ``targets``
        (``"event"``, ``"topic"``); see `Standing`. Who has none to stand for stands for himself."""
        rows, standing = self.rows, self.standing
        if actors is not None:
            speaks = cache(lambda id: standing.actor(id, to=actors))
            sources = rows["sources"].map(lambda told: tuple(map(speaks, told)))
            rows = rows.assign(actor=rows["actor"].map(speaks), sources=sources)
        if targets is not None:
            about = {id: standing.target(id, to=targets) for id in rows["target"].unique()}
            sign = rows["target"].map({id: sign for id, (_, sign) in about.items()})
            target = rows["target"].map({id: other for id, (other, _) in about.items()})
            rows = rows.assign(target=target, polarity=rows["polarity"] * sign)
        return replace(self, rows=rows)

    def weighted(self, weights: pd.Series) -> Self:
        """The same with the statements counting as much as ``weights`` say, a number each; nothing counts as 0."""
        return replace(self, rows=self.rows.assign(weight=weights)[weights > 0])


def discourse_of(
    statements: Iterable[Statement], entities: Iterable[Entity] = (), documents: Iterable[Document] = ()
) -> Discourse:
    """The table of ``statements``. A statement without a date has its document's; of several with one key, the surest
    is taken."""
    found = list({s.key: s for s in sorted(statements, key=lambda s: s.confidence) if s.holder is not None}.values())
    published = {d.id: d.published for d in documents}
    rows: Mapping[str, list[Any]] = {
        "actor": [s.holder.id for s in found if s.holder],
        "target": [s.target.id for s in found],
        "relation": [s.relation for s in found],
        "kind": [str(s.kind) for s in found],
        "polarity": [s.polarity for s in found],
        "document": [s.evidence.document for s in found],
        "day": [middle(s.date or published.get(s.evidence.document)) for s in found],
        "confidence": [s.confidence for s in found],
        "weight": [1.0] * len(found),
        "asserted": [s.asserted for s in found],
        "sources": [tuple(source.id for source in s.attributed_to) for s in found],
    }
    index = pd.Index([s.key for s in found], name="statement", dtype=object)
    table = pd.DataFrame(rows, index=index).astype(TYPES)  # said, for a table of nothing
    return Discourse(table.sort_index(), standing_of(found, entities))
