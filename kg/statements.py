"""``statements.jsonl``: many statements as JSON lines and back, and the one order they are written in."""

import json
from collections.abc import Iterable, Iterator

from kg.model import Statement


def dumps(statements: Iterable[Statement]) -> str:
    """JSON lines, sorted by document, place and key."""
    return "".join(json.dumps(s.to_dict(), ensure_ascii=False) + "\n" for s in sorted(statements, key=order))


def loads(text: str) -> Iterator[Statement]:
    """Statements of JSON lines."""
    return (Statement.from_dict(json.loads(line)) for line in text.split("\n") if line.strip())


def order(statement: Statement) -> tuple:
    """Sort key: document, place in it, key."""
    return statement.evidence.document, statement.evidence.start, statement.cues[0].start, statement.key
