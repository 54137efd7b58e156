"""Days as numbers, and the days, weeks, months and years that they lie in."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from kg.errors import NetworkError

UNDATED = -1
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)")


@lru_cache(maxsize=10_000)
def period(when: date | str | int) -> tuple[int, int]:
    """The first and the last day of a day, a month (``2025-03``) or a year (``2025``), as `date.toordinal` counts.

    >>> period("2025-02")
    (739283, 739310)
    """
    if isinstance(when, int):
        return when, when
    found = _ISO.match(str(when))
    try:
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except (AttributeError, ValueError) as error:
        raise NetworkError(f"date {when!r}: unknown; write 2025, 2025-03 or 2025-03-14") from error
    return first.toordinal(), last.toordinal()


def middle(when: str | None) -> int:
    """The middle day of `period`; `UNDATED` where ``when`` is no date."""
    try:
        return sum(period(when)) // 2 if when else UNDATED
    except NetworkError:
        return UNDATED


def shown(day: int, unit: str = "day") -> str:
    """The ``day``, or the week, month or year that it lies in: ``2025-03-14``, ``2025-W11``, ``2025-03``, ``2025``;
    empty for `UNDATED`."""
    if day == UNDATED:
        return ""
    when = date.fromordinal(int(day))
    if unit == "week":
        year, week, _ = when.isocalendar()
        return f"{year}-W{week:02}"
    return when.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]
