"""Days as people, spreadsheets and programs write them, and which of two numbers is the day."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

LONGEST = 100  # characters
ISO = re.compile(r"(?<![\w.,:/-])(\d{4})([-/.])\s?(\d\d?)\2\s?(\d\d?)(?!\d)")
STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)")  # with the minute, or the second
# two numbers and a year; of two digits only where no hyphen lets it stand first
NUMBERS = re.compile(r"(?<![\w.,:/-])(\d\d?)\s?([-/.])\s?(\d\d?)\s?\2\s?(\d{4}|(?<![-\s])\d\d)(?![\d:])")
IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")  # "nyt_2016-10-23_debate.txt"
DIRECTIVES = {"Y": r"\d{4}", "y": r"\d\d", "m": r"\d\d?", "d": r"\d\d?", "j": r"\d{1,3}", "b": r"[^\W\d_]{3}",
              "B": r"[^\W\d_]{3,}", "%": "%"}  # fmt: skip
SECONDS = re.compile(r"(\d{10})(\d{3})?(?:\.\d*)?")  # since 1970, and thousandths
PARSER_ERRORS = (ValueError, OverflowError, TypeError, ArithmeticError, LookupError, AttributeError)


def iso_date(value: str, *, day_first: bool | None = None) -> str | None:
    """``value`` as YYYY-MM-DD; ``None`` unless it names one day.

    day_first: which of two numbers is the day; ``None`` if that is not known: then "03/04/2025" names no day, as it
    may be two.

    >>> iso_date("Tue, 4 Mar 2025 10:00:00 +0100"), iso_date("03/04/2025"), iso_date("May 2025")
    ('2025-03-04', None, None)
    >>> iso_date("03/04/2025", day_first=True)
    '2025-04-03'
    """
    value = value.strip()
    if len(value) > LONGEST:
        return None
    try:
        return _day(value, day_first)
    except PARSER_ERRORS:
        return None


def in_name(name: str, pattern: str = "") -> str | None:
    """The day that a file's name tells, as YYYY-MM-DD; ``None`` where it tells none, or several. ``pattern``: how it is
    written, as for `datetime.strptime`; a name that does not follow it is read as without.

    >>> in_name("nyt_2016-10-23_debate.txt"), in_name("20161023.txt"), in_name("2016-10.txt")
    ('2016-10-23', '2016-10-23', None)
    >>> in_name("debate 231016.txt", "%d%m%y"), in_name("tidings/2016/10/23/debate.html", "%Y/%m/%d")
    ('2016-10-23', '2016-10-23')
    """
    days: set[str | None] = set(_by_pattern(name, pattern)) if pattern else set()
    days = days or {iso_date("-".join(found.group(1, 3, 4))) for found in IN_NAME.finditer(name)}
    return days.pop() if len(days) == 1 else None


def _by_pattern(name: str, pattern: str) -> Iterator[str]:
    """The days in ``name`` that are written by ``pattern``."""
    given = re.split(r"%(.)", pattern)  # what stands between directives, and in turn their letters
    written = "".join(DIRECTIVES.get(each, r"\w+") if i % 2 else re.escape(each) for i, each in enumerate(given))
    if re.search(r"%\w%", pattern):  # nothing between them tells where one number ends
        written = written.replace(r"\d\d?", r"\d\d")
    for found in re.finditer(rf"(?<!\d){written}(?!\d)", name, re.IGNORECASE):
        with suppress(ValueError):
            yield datetime.strptime(found[0], pattern).date().isoformat()


def day_first(values: Iterable[str]) -> bool | None:
    """Which of two numbers is the day in dates that one hand wrote: as those show that can only be read one way.
    ``None`` where none does, or some show the one and some the other.

    >>> day_first(["04.03.2025", "13.03.2025"]), day_first(["03/13/2025"]), day_first(["03/04/2025"])
    (True, False, None)
    """
    found = {order for order in map(_order, values) if order is not None}
    return found.pop() if len(found) == 1 else None


def is_either(value: str) -> bool:
    """Whether ``value`` is a date that is one day if the day stands first, and another if the month does."""
    return len(_readings(value)) == 2


def _order(value: str) -> bool | None:
    found, numbers = _readings(value), _numbers(value)
    if numbers is None or len(found) != 1 or int(numbers[1]) == int(numbers[3]):
        return None
    return next(iter(found))


def _readings(value: str) -> dict[bool, str]:
    """The days that two numbers and a year may be, by whether the day stands first; of two that are the same, one."""
    found: dict[bool, str] = {}
    if (numbers := _numbers(value)) is None:
        return found
    for first in (True, False):
        day, month = (numbers[1], numbers[3]) if first else (numbers[3], numbers[1])
        try:
            read = date(_year(numbers[4]), int(month), int(day)).isoformat()
        except ValueError:
            continue
        if read not in found.values():
            found[first] = read
    return found


def _numbers(value: str) -> re.Match[str] | None:
    return None if len(value) > LONGEST or ISO.search(value) else NUMBERS.search(value)


def _day(value: str, day_first: bool | None) -> str | None:
    # a parser told "day first" turns even these round
    if iso := ISO.search(value):
        return date(int(iso[1]), int(iso[3]), int(iso[4])).isoformat()
    if stamp := STAMP.match(value):
        return date(*map(int, stamp.groups())).isoformat()
    if _numbers(value):
        readings = _readings(value)
        if len(readings) == 2:
            return None if day_first is None else readings[day_first]
        return next(iter(readings.values()), None)
    if seconds := SECONDS.fullmatch(value):
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds[1]))).date().isoformat()
    return _named(value) if any(map(str.isalpha, value)) else None


def _year(digits: str) -> int:
    """Of two digits the years from 1970 to 2069, as POSIX has it: no clock is asked."""
    return int(digits) + (0 if len(digits) == 4 else 2000 if int(digits) < 70 else 1900)


def _named(value: str) -> str | None:
    """A day whose month has a name."""
    from dateutil import parser

    class Info(parser.parserinfo):
        def convertyear(self, year: int, century_specified: bool = False) -> int:
            return year if century_specified or year > 99 else _year(f"{year:02}")

    # two defaults betray a missing day, month or year; two orders betray an ambiguous one
    readings = {
        parser.parse(value, Info(), default=default, dayfirst=first, ignoretz=True).date()
        for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))
        for first in (False, True)
    }
    return readings.pop().isoformat() if len(readings) == 1 else None
