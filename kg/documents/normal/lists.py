"""Lists in plain text: each item is a paragraph of its own, as it is in markdown."""

import re
from collections.abc import Iterator
from string import ascii_uppercase

Edit = tuple[int, int, str]

# the last two lines: numbers in circles, and signs of the fonts that Word takes its bullets from
SURE = ("•‣⁃∙▪▫●○■□◦➢►✓·▶▸▹❖✔✗✘★☆☐☑☒→⇒➔➤➜◆◇🔹🔸"
        "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
        "\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076\uf06c\uf06e\uf071")  # fmt: skip
MARKER = re.compile(
    rf"^[ \t]*(?:(?:(?P<sign>[{SURE}*+–—§-]|--|o)|[(\[]?(?P<number>\d{{1,2}})[.)\]:]"
    r"|\(?(?P<letter>[a-z]|[ivx]{2,4})[.)]|(?P<capital>[A-Z]|[IVX]{2,4})[.)])[ \t]+"
    rf"|(?P<close>[{SURE.replace('·', '')}]|-(?=[A-Z])))(?=\S)",
    re.MULTILINE,
)
ORDER = f" {' '.join(ascii_uppercase)} I II III IV V VI VII VIII IX X XI XII "
PARAGRAPH = re.compile(r"\n[ \t\r]*\n[ \t]*(?=\S)")
SHORT = 50  # characters; a line that ends before was not broken for want of room
ENDED = (".", "!", "?", ";", ":")


def items(text: str) -> Iterator[Edit]:
    """The marks of list items go, and an empty line stands before each item and behind the last. A lone dash, a
    number by chance at a line's beginning and the name that signs a quotation are no items."""
    found = list(MARKER.finditer(text))
    joined = [_are_neighbours(text, a, b) for a, b in zip(found, found[1:], strict=False)]
    for n, match in enumerate(found):
        sure = (_sign(match) or " ") in SURE
        if sure or any(joined[max(0, n - 1) : n + 1]) or _is_announced(text, match):
            yield match.start(), match.end(), _break_before(text, match.start())
            following = found[n + 1].start() if n + 1 < len(found) else len(text)
            end = _end(text, match.end(), following)
            if end < following:
                yield end, end, "\n"


def _are_neighbours(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two marks are of one list: of one kind, in order, with no paragraph between them."""
    same = _sign(one) == _sign(other) and one.lastgroup == other.lastgroup
    if one["number"] and other["number"]:
        same = int(other["number"]) == int(one["number"]) + 1
    elif one["capital"] and other["capital"]:  # "J. Doe" begins a line too
        same = f" {one['capital']} {other['capital']} " in ORDER
    between = text[one.end() : other.start()]
    return same and not PARAGRAPH.search(between) and not _signs(text, one) and not _signs(text, other)


def _sign(match: re.Match[str]) -> str | None:
    return match["sign"] or match["close"]


def _signs(text: str, match: re.Match[str]) -> bool:
    """Whether a dash stands before the name of who is quoted on the line before."""
    lines = text[max(0, match.start() - 2500) : match.start()].rstrip().rpartition("\n")
    quoted = lines[2].lstrip()[:1] in ("“", '"', "«", "„") and lines[2].endswith(("”", '"', "»", "“"))
    return _sign(match) in ("-", "–", "—") and quoted


def _is_announced(text: str, match: re.Match[str]) -> bool:
    """Whether a colon stands at the end of the line before."""
    before = text[max(0, match.start() - 200) : match.start()]
    return _sign(match) is not None and before.rstrip(" \t\r\n").endswith(":") and not before.endswith("\n\n")


def _break_before(text: str, start: int) -> str:
    return "\n" if start and not re.search(r"\n[ \t\r]*\n[ \t]*$", text[max(0, start - 80) : start]) else ""


def _end(text: str, start: int, following: int) -> int:
    """Where a line begins that belongs to the item no more: not indented, with a capital, behind a line that ended."""
    for match in re.finditer(r"(?m)^.*$", text[start:following]):
        line = match[0].strip()
        end = start + match.end() + 1
        if not line or end >= following:
            break
        if text[end].isupper() and (line.endswith(ENDED) or len(match[0]) < SHORT):
            return end
    return following
