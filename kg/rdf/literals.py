"""Plain values as literals, written as in N-Triples and in the canonical form to which Oxigraph would rewrite them."""

import re
from datetime import date

from rdflib import XSD

_DATATYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_TRUTH = {value: f'"{str(value).lower()}"^^<{XSD.boolean}>' for value in (True, False)}
_INTEGER, _DECIMAL = f'"^^<{XSD.integer}>', f'"^^<{XSD.decimal}>'


def text(value: str) -> str:
    """A plain string: names and quotes carry no language tag, so that a query need not guess one."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def integer(value: int) -> str:
    return f'"{value}{_INTEGER}'


def boolean(value: bool) -> str:
    return _TRUTH[value]


def decimal(value: float) -> str:
    """``value`` rounded to four places, as the shortest decimal: ``0.86``, ``1``."""
    return f'"{f"{value:.4f}".rstrip("0").rstrip(".")}{_DECIMAL}'


def moment(value: str) -> str:
    """An ISO moment as a ``xsd:dateTime``."""
    return f"{text(value)}^^<{XSD.dateTime}>"


def day(value: str) -> str:
    """An ISO date, year-month or year, typed; anything else stays a plain string, for the shapes to refuse."""
    return f'"{value}"^^<{_DATATYPES[len(value)]}>' if _is_date(value) else text(value)


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True
