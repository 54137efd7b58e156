"""The days, months and years that expressions of time mean, against the day of the document."""

from dataclasses import dataclass
from datetime import date, timedelta

PAST, FUTURE = "past", "future"
WEEKEND, WEEK, MONTH, YEAR = 2, 7, 30, 365


@dataclass(frozen=True, slots=True)
class When:
    """What an expression says of a time. ``shift`` counts units ("two weeks ago": unit 7, shift −2); with a weekday, a
    month or a ``season``, told by its first month, it is the direction ("last" −1, "this" 0, "next" 1), ``None`` where
    there is none."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    unit: int | None = None
    shift: int | None = None


def resolve(when: When, published: date | None, tense: str) -> str | None:
    """The ISO day, month or year meant; ``None``: open. ``tense`` is `PAST`, `FUTURE` or empty.

    >>> resolve(When(weekday=1), date(2025, 5, 15), PAST)
    '2025-05-13'
    """
    if when.year is not None:
        return _iso(when.year, when.month, when.day)
    try:
        return _relative(when, published, tense) if published is not None else None
    except (ValueError, OverflowError):  # 29 February, days before all calendars
        return None


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    known = 4 if month is None else 7 if day is None else 10
    try:
        return date(year, month or 1, day or 1).isoformat()[:known]
    except ValueError:  # 30 February, the year 0
        return None


def _relative(when: When, published: date, tense: str) -> str | None:
    sign = {PAST: -1, FUTURE: 1}.get(tense, 0)
    if when.unit == WEEKEND and when.shift is None:  # "the weekend": this one from Saturday on, or when it is to come
        ended = sign < 0 and published.weekday() < 5
        return _shifted(published, WEEKEND, -1 if ended else 0) if sign else None
    if when.unit is not None:
        return _shifted(published, when.unit, when.shift or 0)
    if when.season is not None:
        return _season(published, when.season, when.shift if when.shift is not None else sign, begun=when.shift is None)
    way = when.shift or sign
    if not way:
        return None
    if when.weekday is not None:
        apart = (published.weekday() - when.weekday if way < 0 else when.weekday - published.weekday()) % 7
        return (published + timedelta(way * (apart or (7 if when.shift else 0)))).isoformat()
    if when.month is None:
        return None
    day = when.day or (published.day if when.month == published.month else 1)
    years = [published.year + n for n in (0, way)]
    other = when.shift and when.month == published.month  # "last May", in May
    return next(
        (
            _iso(year, when.month, when.day)
            for year in years[1 if other else 0 :]
            if (date(year, when.month, day) - published).days * way >= 0
        ),
        None,
    )


def _season(published: date, first: int, shift: int, *, begun: bool) -> str | None:
    """The year of the last, this or next season of three months; winter lies in two. The last is the one that has ended
    or, ``begun``, may still be ("in spring")."""
    began = published.month >= first
    ended = began if begun else published.month > first + 2
    year = published.year + {-1: -1 + ended, 0: 0, 1: int(began)}[shift]
    return _iso(year, None, None) if first < 11 else None


def _shifted(published: date, unit: int, shift: int) -> str | None:
    if unit == YEAR:
        return _iso(published.year + shift, None, None)
    if unit == MONTH:
        months = published.year * 12 + published.month - 1 + shift
        return _iso(months // 12, months % 12 + 1, None)
    if unit in (WEEKEND, WEEK):
        sunday = published + timedelta(7 * shift + 6 - published.weekday())
        first, last = (sunday - timedelta(unit - 1)).isoformat(), sunday.isoformat()
        return next((first[:n] for n in (7, 4) if first[:n] == last[:n]), None)
    return (published + timedelta(shift)).isoformat()
