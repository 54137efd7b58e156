"""Web pages: the article's own text and what the page says of itself, found by trafilatura."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.documents.encoding import decode
from kg.documents.parsing import parsing
from kg.documents.published import published, without_changes
from kg.documents.raw import Raw
from kg.errors import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
# one fixed latest date, where the library would ask the clock; and no guessing from years in the text
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
MOST_STEPS = 100_000_000  # of a pattern that looks for the end of each tag


def html(data: bytes) -> Iterator[Raw]:
    """The article of a page: paragraphs with a blank line between; menus, comments and tables left out. The publisher
    is the site's name."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    declared = CHARSET.search(data[:4096])
    source = decode(data, declared[1].decode("ascii") if declared else None)
    with parsing("a page must be HTML; save its text as .txt", len(data)):
        given = _tree(source)
        page = bare_extraction(source if given is None else given, with_metadata=True, include_comments=False,
                               include_tables=False, date_extraction_params=DATES)  # fmt: skip
        tree = _tree(source)  # anew: extraction changes it
    text = page.text or "" if isinstance(page, Document) else ""
    lines = [line.removeprefix("- ").strip() for line in text.splitlines()]
    if not isinstance(page, Document) or not any(lines):
        raise SourceError(f"{len(data):,} bytes without an article: a page needs paragraphs; save its text as .txt")
    fields = {"title": page.title, "date": _date(tree, page.date), "author": page.author, "publisher": page.sitename,
              "url": page.url}  # fmt: skip
    yield Raw("\n\n".join(filter(None, lines)), {key: value for key, value in fields.items() if value})


def _tree(source: str) -> "HtmlElement | None":
    """The elements of a page, without scripts that hold so many tags without an end that the library's pattern for tags
    would compute for minutes, which nothing can end."""
    from trafilatura import load_html

    tree = load_html(source)
    for script in () if tree is None else tree.iter("script"):
        if sum(part.count("<") * len(part) for part in (script.text or "").split(">")) > MOST_STEPS:
            script.text = ""
    return tree


def _date(tree: "HtmlElement | None", guess: str | None) -> str | None:
    """The day of publication; where the page does not give one plainly, the library's guess, of the page as it were
    without its days of changes if that has one."""
    from trafilatura.metadata import extract_metadata

    if tree is None or (day := published(tree)):
        return guess if tree is None else day
    if guess is None or not without_changes(tree):
        return guess
    try:
        with parsing("a page must be HTML"):
            return extract_metadata(tree, date_config=DATES).date or guess
    except SourceError:  # a date that cannot be read costs the field, not the text
        return guess
