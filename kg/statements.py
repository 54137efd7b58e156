"""``statements.jsonl``: many statements as JSON lines and back, and the one order they are written in."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from kg.errors import SourceError
from kg.model import Statement


def dumps(statements: Iterable[Statement]) -> str:
    """JSON lines, sorted by document, place and key."""
    return "".join(json.dumps(s.to_dict(), ensure_ascii=False) + "\n" for s in in_order(statements))


def loads(text: str) -> Iterator[Statement]:
    """Statements of JSON lines. Raises `SourceError`, which names the line, for one that is none."""
    return (_statement(line, number) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def in_order(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """``statements``, sorted."""
    return tuple(sorted(statements, key=order))


def order(statement: Statement) -> tuple[str, int, int, str]:
    """Sort key: document, place in it, key."""
    return statement.evidence.document, statement.evidence.start, statement.cues[0].start, statement.key


def checked(record: dict[str, Any]) -> Statement:
    """The statement of a `Statement.to_dict` record from elsewhere; a `ValueError` says what is wrong with it."""
    try:
        statement = Statement.from_dict(record)
        json.dumps(statement.to_dict(), ensure_ascii=False).encode()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(" ".join(f"{type(error).__name__} {error}".split())[:120]) from error
    if not (_is(statement, Statement) and statement.cues):
        raise ValueError("it has no cue, or a text for a number")
    return statement


def fitting(statement: Statement, text: str) -> Statement:
    """``statement``, whose document has this ``text``; a `ValueError` says what of it does not fit."""
    if statement.polarity not in (-1, 0, 1) or not 0 <= statement.confidence <= 1:
        told = f"polarity {statement.polarity}, confidence {statement.confidence}"
        raise ValueError(f"{told}: expected -1, 0 or 1, and 0 to 1")
    spans = [statement.evidence, *statement.cues]
    if report := statement.attribution:
        spans += [span for span in (report.source, report.cue, report.content) if span]
    for span in spans:
        if text[span.start : span.end] != span.text:
            raise ValueError(f"the quote {span.text[:40]!r} is not the text at {span.start}:{span.end}")
    return statement


def well_typed(value: Any) -> bool:
    """Whether the fields of a noun of `kg.model`, and what they consist of, are of the types that they are declared to
    be of."""
    return _is(value, type(value))


def _statement(line: str, number: int) -> Statement:
    try:
        return checked(json.loads(line))
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        raise SourceError(f"line {number}: {line[:40]!r} is no statement ({reason}); export it again") from error


def _is(value: Any, type: Any) -> bool:
    """Whether ``value``, and what it consists of, is of the type that it is declared to be of."""
    return _check(type)(value)


@cache
def _check(kind: Any) -> Callable[[Any], bool]:
    """`_is` of one type, made once: of a million statements each has some sixty values."""
    if get_origin(kind) is UnionType:
        ways = [_check(one) for one in get_args(kind)]
        return lambda value: any(way(value) for way in ways)
    if get_origin(kind) is tuple:
        inner = _check(get_args(kind)[0])
        return lambda value: all(map(inner, value))
    if isinstance(kind, type) and is_dataclass(kind):
        known = get_type_hints(kind)
        parts = [(field.name, _check(known[field.name])) for field in fields(kind) if field.compare]
        return lambda value: isinstance(value, kind) and all(its(getattr(value, name)) for name, its in parts)
    if kind is bool:
        return lambda value: isinstance(value, bool)
    plain = (int, float) if kind is float else kind
    return lambda value: isinstance(value, plain) and not isinstance(value, bool)
