"""``statements.jsonl``: many statements as JSON lines and back, and the one order they are written in."""

import json
from collections.abc import Iterable, Iterator
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


def order(statement: Statement) -> tuple:
    """Sort key: document, place in it, key."""
    return statement.evidence.document, statement.evidence.start, statement.cues[0].start, statement.key


def _statement(line: str, number: int) -> Statement:
    try:
        statement = Statement.from_dict(json.loads(line))
        json.dumps(statement.to_dict(), ensure_ascii=False).encode()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        reason = " ".join(f"{type(error).__name__} {error}".split())[:120]
        raise SourceError(f"line {number}: {line[:40]!r} is no statement ({reason}); export it anew") from error
    if not (_is(statement, Statement) and statement.cues):
        raise SourceError(f"line {number}: {line[:40]!r} has no cue, or a text for a number; export it anew")
    return statement


def _is(value: Any, type: Any) -> bool:
    """Whether ``value``, and what it consists of, is of the type that it is declared to be of."""
    if get_origin(type) is UnionType:
        return any(_is(value, one) for one in get_args(type))
    if get_origin(type) is tuple:
        return all(_is(one, get_args(type)[0]) for one in value)
    if is_dataclass(type):
        known = _types(type)
        return isinstance(value, type) and all(_is(getattr(value, f.name), known[f.name]) for f in fields(type))
    return isinstance(value, (int, float) if type is float else type) and (type is bool or not isinstance(value, bool))


@cache
def _types(type: type) -> dict[str, Any]:
    return get_type_hints(type)
