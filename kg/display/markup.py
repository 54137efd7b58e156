"""The little HTML that cells are made of. All text and every attribute is escaped here."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

SIGNS = {1: "+", 0: "○", -1: "−"}
CLASSES = {1: "support", 0: "neutral", -1: "oppose"}
LONGEST = 300  # characters of a table's cell
STYLE = """<style>
.kg { --ink: #1a2026; --muted: #57616b; --line: #e1e5e8; --paper: #ffffff; --support: #0072b2; --oppose: #b04c00;
  --neutral: #57616b; --holder: #6a3fa0; --target: #0b6e5f; --cue: #fdf0b8; --cue-line: #a88600; color: var(--ink);
  font: 13px/1.5 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; margin: 4px 0; }
body[data-jp-theme-light="false"] .kg, body.theme-dark .kg, body.vscode-dark .kg, html[data-theme="dark"] .kg {
  --ink: #e8ecef; --muted: #a0abb5; --line: #3a434c; --paper: #14181c; --support: #56b4e9; --oppose: #e69f00;
  --neutral: #a0abb5; --holder: #c3a6f0; --target: #6fd0bd; --cue: #4d4416; --cue-line: #e0c341; }
.kg .card { padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; max-width: 720px; }
.kg.kg h4 { font-size: 15px; font-weight: 600; line-height: 24px; margin: 0 0 4px; color: var(--ink); }
.kg p { margin: 4px 0; } .kg .note { color: var(--muted); font-size: 12px; }
.kg .sentence { font: 15px/1.6 Charter, "Iowan Old Style", Georgia, serif; margin: 4px 0 8px; overflow-wrap: anywhere; }
.kg mark { background: none; color: inherit; text-decoration: underline 2px; text-underline-offset: 4px; }
.kg mark.holder { color: var(--holder); }
.kg mark.target { color: var(--target); text-decoration-style: dashed; }
.kg mark.cue { background: var(--cue); color: var(--ink); text-decoration: underline double 1px var(--cue-line); }
.kg table { border-collapse: collapse; margin: 4px 0; font-size: 13px; color: var(--ink); }
.kg.kg th, .kg.kg td { padding: 4px 12px 4px 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; min-width: 48px; max-width: 420px;
  white-space: normal; background: none; }
.kg th { white-space: nowrap; color: var(--muted); font-weight: 600; font-size: 12px; }
.kg.kg td.number { text-align: right; }
.kg .support { color: var(--support); } .kg .oppose { color: var(--oppose); } .kg .neutral { color: var(--neutral); }
.kg .scroll { overflow-x: auto; } .kg svg { display: block; max-width: none; } .kg a { color: var(--support); }
</style>"""


def cell(*blocks: str) -> str:
    """A whole cell of ``blocks`` of HTML, with its style."""
    return f'{STYLE}<div class="kg">{"".join(blocks)}</div>'


def element(tag: str, text: str, css: str = "") -> str:
    """``text``, escaped, in an element of the class ``css``."""
    return f"<{tag}{f' class={chr(34)}{css}{chr(34)}' if css else ''}>{escape(text)}</{tag}>"


def link(address: str, text: str) -> str:
    """A link to the web; of anything that is not http(s) the ``text`` alone."""
    if not web(address):
        return escape(text)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def web(address: str) -> str:
    """``address`` where it is http(s), else nothing: neither a script nor a path on the maker's machine is a link."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def words(relation: str) -> str:
    """A relation as words.

    >>> words("withdrawsFrom")
    'withdraws from'
    """
    return re.sub(r"([a-z])([A-Z])", r"\1 \2", relation).lower()


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table; numbers to the right, ``None`` empty, web addresses as links, long text cut."""
    head = "".join(element("th", words(column).replace("_", " ")) for column in columns)
    body = "".join(f"<tr>{''.join(map(_value, row))}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _value(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return element("td", f"{value:.3g}" if isinstance(value, float) else str(value), "number")
    text = "" if value is None else str(value)
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"<td>{link(text, shown)}</td>"
