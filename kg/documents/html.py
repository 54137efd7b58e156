"""Web pages: the article's own text and what the page says of itself, found by trafilatura."""

import re

from kg.documents.encoding import decode
from kg.documents.raw import PARSER_ERRORS, Found, Raw
from kg.errors import SourceError

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
# one fixed latest date, where the library would ask the clock; and no guessing from years in the text
DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}


def html(data: bytes) -> Found:
    """The article of a page: paragraphs with a blank line between; menus, comments and tables left out. The publisher
    is the site's name."""
    from trafilatura import bare_extraction

    declared = CHARSET.search(data[:4096])
    source = decode(data, declared[1].decode("ascii") if declared else None)
    try:
        page = bare_extraction(source, with_metadata=True, include_comments=False, include_tables=False,
                               date_extraction_params=DATES)  # fmt: skip
    except PARSER_ERRORS as error:
        raise SourceError(f"{error}: a page must be HTML; save its text as .txt") from error
    lines = [line.removeprefix("- ").strip() for line in (page.text or "").splitlines()] if page else []
    if not any(lines):
        raise SourceError(f"{len(data):,} bytes without an article: a page needs paragraphs; save its text as .txt")
    fields = {"title": page.title, "date": page.date, "author": page.author, "publisher": page.sitename,
              "url": page.url}  # fmt: skip
    yield Raw("\n\n".join(filter(None, lines)), {key: value for key, value in fields.items() if value})
