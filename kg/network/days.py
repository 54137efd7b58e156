"""Days as numbers, and the days, weeks, months and years that they lie in."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

import numpy as np

from kg.errors import NetworkError

UNDATED = -1
UNITS = ("day", "week", "month", "year")
EPOCH = date(1970, 1, 1).toordinal()  # numpy counts from there
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?=$|[T +Z])")  # a time of day may follow
_WEEK = re.compile(r"(\d{4})-W(\d\d)$")


@lru_cache(maxsize=10_000)
def period(when: date | str | int) -> tuple[int, int]:
    """The first and the last day of a day, a week (``2025-W11``), a month (``2025-03``) or a year (``2025``), as
    `date.toordinal` counts.

    >>> period("2025-02")
    (739283, 739310)
    """
    if isinstance(when, int):
        return when, when
    try:
        if week := _WEEK.match(str(when)):
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1).toordinal()
            return monday, monday + 6
        if not (found := _ISO.match(str(when))):
            raise ValueError(when)
        year, month, day = (int(part or 0) for part in found.groups())
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError as error:
        raise NetworkError(f"date {when!r}: unknown; write 2025, 2025-03, 2025-W11 or 2025-03-14") from error
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


def number(days: np.ndarray, unit: str) -> np.ndarray:
    """The numbers of the days, weeks (from Monday), months or years in which ``days`` lie, counted through the years:
    the next unit has the next number."""
    if unit == "day":
        return np.asarray(days, dtype=np.int64)
    if unit == "week":
        return (np.asarray(days) - 1) // 7  # the first day of all is a Monday
    dates = (np.asarray(days, dtype=np.int64) - EPOCH).astype("datetime64[D]")
    return dates.astype(f"datetime64[{unit[0].upper()}]").astype(np.int64)


def first_day(number: int, unit: str) -> int:
    """The first day of the unit that has this ``number``."""
    if unit == "day":
        return number
    if unit == "week":
        return number * 7 + 1
    first = np.int64(number).astype(f"datetime64[{unit[0].upper()}]")
    return int(first.astype("datetime64[D]").astype(np.int64)) + EPOCH
