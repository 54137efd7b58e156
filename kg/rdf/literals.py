"""Plain values as literals, in the canonical form that Oxigraph would otherwise rewrite them to."""

import re
from datetime import date
from functools import lru_cache

from rdflib import XSD, Literal, URIRef

_DATATYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


def text(value: str) -> Literal:
    """A plain string: names and quotes carry no language tag, so that a query need not guess one."""
    return Literal(value, normalize=False)


def integer(value: int) -> Literal:
    return _typed(str(value), XSD.integer)


def boolean(value: bool) -> Literal:
    return _typed("true" if value else "false", XSD.boolean)


def decimal(value: float) -> Literal:
    """``value`` rounded to four places, as the shortest decimal: ``0.86``, ``1``."""
    return _typed(f"{value:.4f}".rstrip("0").rstrip("."), XSD.decimal)


def day(value: str) -> Literal:
    """An ISO date, year-month or year, typed; anything else stays a plain string, for the shapes to refuse."""
    return _typed(value, _DATATYPES[len(value)]) if _is_date(value) else text(value)


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1 << 14)  # few numbers make up most of a graph, and rdflib's literals are dear to make
def _typed(value: str, datatype: URIRef) -> Literal:
    return Literal(value, datatype=datatype, normalize=False)
