"""Plain text and markdown."""

from typing import TYPE_CHECKING

from kg.documents import front_matter
from kg.documents.encoding import decode
from kg.documents.parsing import parsing
from kg.documents.raw import Found, Raw

if TYPE_CHECKING:
    from markdown_it.token import Token


def text(data: bytes) -> Found:
    """The decoded text as it stands."""
    yield Raw(decode(data))


def markdown(data: bytes) -> Found:
    """The words of the paragraphs, headings and list items, one block a line and a blank line between; pictures, code
    and HTML are left out. ``key: value`` lines between ``---`` at the top, or TOML between ``+++``, are the fields."""
    fields, source, notes = front_matter.split(decode(data))
    yield Raw("\n\n".join(_blocks(source)), fields)
    yield from notes


def _blocks(source: str) -> list[str]:
    from markdown_it import MarkdownIt

    with parsing("a .md file must be Markdown; save its text as .txt", len(source)):
        tokens = MarkdownIt("commonmark").enable("table").parse(source)
    blocks = ("".join(map(_words, token.children or ())) for token in tokens if token.type == "inline")
    return [block for block in map(str.strip, blocks) if block]


def _words(token: "Token") -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return token.content if token.type in ("text", "code_inline") else ""
