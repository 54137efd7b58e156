"""Plain text and markdown."""

import re

from kg.documents.encoding import decode
from kg.documents.raw import Found, Raw

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
KEY = re.compile(r"^(\w[\w -]*):[ \t]+(\S.*?)[ \t]*\r?$", re.MULTILINE)


def text(data: bytes) -> Found:
    """The decoded text as it stands."""
    yield Raw(decode(data))


def markdown(data: bytes) -> Found:
    """The words of the paragraphs, headings and list items, one block a line and a blank line between; pictures, code
    and HTML are left out. ``key: value`` lines between ``---`` at the top are the fields."""
    source = decode(data)
    matter = FRONT_MATTER.match(source)
    fields = {key: value.strip("\"'") for key, value in KEY.findall(matter[1])} if matter else {}
    yield Raw("\n\n".join(_blocks(source[matter.end() if matter else 0 :])), fields)


def _blocks(source: str) -> list[str]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    blocks = ("".join(map(_words, token.children)) for token in tokens if token.type == "inline")
    return [block for block in map(str.strip, blocks) if block]


def _words(token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline") else ""
