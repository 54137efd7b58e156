"""The data of a page, small: a list of objects becomes columns, which the page's ``encoding.js`` turns back.

A column is a list of values or, where values recur, ``{"of": values, "at": places}``. What is large is packed besides:
browsers unpack gzip by themselves.
"""

import base64
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

LARGE = 200_000  # characters of JSON above which it is packed


def columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The columns of ``rows``, which have one set of keys; lists in them are tuples.

    >>> columns([{"a": 1, "b": "x"}, {"a": 2, "b": "x"}, {"a": 3, "b": "x"}])
    {'a': [1, 2, 3], 'b': {'of': ['x'], 'at': [0, 0, 0]}}
    """
    return {name: _column([row[name] for row in rows]) for name in (rows[0] if rows else ())}


def _column(values: list[Any]) -> Any:
    typed = dict.fromkeys((type(value), value) for value in values)  # 1, 1.0 and true are one key else
    if 2 * len(typed) >= len(values):
        return values
    place = {value: i for i, value in enumerate(typed)}
    return {"of": [value for _, value in typed], "at": [place[type(value), value] for value in values]}


def script_text(value: Any) -> str:
    """JSON in ASCII that no HTML parser can take for markup."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def packed(text: str) -> str:
    """``text`` in gzip and base64; the same text gives the same letters."""
    return base64.b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()


def places(keys: Iterable[str]) -> dict[str, int]:
    """Each key with its place, by which other columns name it."""
    return {key: i for i, key in enumerate(keys)}
