"""The day on which a page was published, by what the page says of itself; never the day of a change."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.documents.dates import iso_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_NODES = 10_000  # of a page's structured data
MOST_TRIED = 100  # dates of a page
LONGEST_DATE = 60
ARTICLE = re.compile(r"(Article|Posting|Report|Story|Release)$")
PAGE = re.compile(r"(Page|CreativeWork|Review|Episode|Object)$")
PUBLISHED = re.compile(r"(schema:|og:)?(datePublished|article:published(_time)?)", re.IGNORECASE)
CHANGED = re.compile(r"modif|updated|revised|revision", re.IGNORECASE)
PUBLISHED_LABEL = re.compile(r"\W*(first\s+)?(published|posted)(\s+on)?\b\W*", re.IGNORECASE)
LABEL = re.compile(r"\W*(last\s+|date\s+)?(updated?|modified|revised|edited|changed)\b", re.IGNORECASE)
LABEL_BEFORE = re.compile(r"\b(updated?|modified|revised|edited|changed)(\s+(on|at))?\W*$", re.IGNORECASE)
IN_BROKEN_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{1,60})"')


def published(tree: "HtmlElement") -> str | None:
    """The first date of publication, as YYYY-MM-DD, that the page of ``tree`` (lxml's) gives: in its JSON-LD, in a
    ``meta`` element, in microdata, in a ``time`` element, in words; ``None`` if it gives none that names one day."""
    values = islice((value.strip() for value in _given(tree)), MOST_TRIED)
    return next((day for value in values if len(value) <= LONGEST_DATE and (day := iso_date(value))), None)


def without_changes(tree: "HtmlElement") -> bool:
    """Takes out of ``tree`` what gives the day of a change, so that no guess at the page's date meets it; whether there
    was any."""
    found = [element for element in _elements(tree) if _is_change(element)]
    for element in found[:MOST_NODES]:
        element.drop_tree()
    return bool(found)


def _is_change(element: "HtmlElement") -> bool:
    if element.getparent() is None or len(element) > 3:  # what holds much is more than a date
        return False
    names = _names(element)
    before = element.getprevious()
    label = (element.getparent().text if before is None else before.tail) or ""
    return bool(
        (CHANGED.search(names) and "publish" not in names.casefold())
        or LABEL.match(element.text or "")
        or (element.tag == "time" and LABEL_BEFORE.search(label))
    )


def _given(tree: "HtmlElement") -> Iterator[str]:
    yield from _in_data(tree)
    elements = _elements(tree)
    marked = [element for element in elements if any(map(PUBLISHED.fullmatch, _names(element).split()))]
    # what the head says is of the page itself; in the body there are teasers too
    for element in [e for e in marked if e.tag == "meta"] + [e for e in marked if e.tag != "meta"]:
        yield from _values(element)
    for element in elements:
        if element.tag == "time" and element.get("pubdate") is not None:
            yield from _values(element)
    for element in elements:
        if (label := PUBLISHED_LABEL.match(element.text or "")) and len(element) <= 3:
            yield _text(element)[label.end() :]


def _elements(tree: "HtmlElement") -> "list[HtmlElement]":
    return [element for element in tree.iter() if isinstance(element.tag, str)]  # comments have none


def _names(element: "HtmlElement") -> str:
    return " ".join(element.get(key) or "" for key in ("property", "name", "itemprop", "http-equiv", "class"))


def _values(element: "HtmlElement") -> Iterator[str]:
    yield from filter(None, (element.get("content"), element.get("datetime"), _text(element)))


def _text(element: "HtmlElement") -> str:
    """What stands in ``element`` and its first children, no deeper: a date needs no more."""
    return (element.text or "") + "".join((child.text or "") + (child.tail or "") for child in element[:3])


def _in_data(tree: "HtmlElement") -> Iterator[str]:
    """Dates of the JSON-LD: those of articles first, then those of pages, never those of comments and the like."""
    nodes: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").casefold():
            nodes += _nodes(script.text or "")
    for kind, key in ((ARTICLE, "datePublished"), (PAGE, "datePublished"), (ARTICLE, "dateCreated")):
        for node in nodes:
            types = node.get("@type")
            value = node.get(key)
            if any(isinstance(each, str) and kind.search(each) for each in _as_list(types)):
                yield from (str(each) for each in _as_list(value) if isinstance(each, str | int))


def _nodes(source: str) -> list[dict[str, Any]]:
    """All objects of a JSON text, the outer before the inner. Of a broken one, each date as if it were an article's."""
    try:
        level = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return [{"@type": "Article", "datePublished": value} for value in IN_BROKEN_DATA.findall(source)]
    nodes: list[dict[str, Any]] = []
    while level and len(nodes) < MOST_NODES:
        nodes += [each for each in level if isinstance(each, dict)]
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else _as_list(each))
                 if isinstance(inner, dict | list)]  # fmt: skip
    return nodes


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
