"""The lines of printed pages → paragraphs: running lines are left out, words cut at a line's end made whole."""

import re
from collections import Counter
from collections.abc import Iterator

SHORT = 0.75  # of the usual line: what ends before may end a paragraph
MOST_RUNNING = 6  # lines at each edge of a page that may be no part of its text
LONGEST_WORD = 60
STOPS = (".", "!", "?", "”", '"', ":")

# drawn on paper each is a hyphen: U+00AD, which is invisible elsewhere, U+2010 and U+2011
HYPHENS = dict.fromkeys(map(ord, "\u00ad\u2010\u2011"), "-")
CUT = re.compile(r"(\w+)[-¬]$")  # ¬ is what some fonts give for U+00AD

COUNT = r"(?:page\s+)?\d{1,4}\s*(?:/|of)\s*\d{1,4}"
ADDRESS = r"(?:https?|file|ﬁle|chrome-extension)://\S+"
TIME = r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4},?\s+\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?"
PAGE_NUMBER = re.compile(
    rf"[-–—|•·*(\[\s]*(?:{COUNT}|(?:page|pages|pg\.?|p\.)\s*\d{{1,4}}|\d{{1,3}}|[ivx]{{1,5}})[-–—|•·*)\]\s]*",
    re.IGNORECASE,
)
# what browsers print at the edges of a page: title, address, day and time, number of the page
PRINTED = re.compile(
    rf"{ADDRESS}(\s+{COUNT})?|{COUNT}\s+{ADDRESS}|({COUNT}\s+)?{TIME}(\s.*)?|.*\s{TIME}(\s+{COUNT})?|{TIME}\s+{COUNT}",
    re.IGNORECASE,
)
PRINTED_WITH_TITLE = re.compile(rf".*\s{ADDRESS}", re.IGNORECASE)
COUNTED = re.compile(rf"(?:^|\s){COUNT}(?:$|\s)", re.IGNORECASE)
SITE = re.compile(rf"{ADDRESS}|[\w-]+(\.[\w-]+)+(/\S*)?")
MARK = re.compile(rf"{ADDRESS}|{TIME}", re.IGNORECASE)


def paragraphs(pages: list[list[str]]) -> str:
    """Paragraphs with a blank line between, from the lines of each page. An empty line ends a paragraph, unless its
    sentence goes on after it.

    >>> paragraphs([["Ministers met to discuss the ac-", "cord on Monday.", "", "They left."]])
    'Ministers met to discuss the accord on Monday.\\n\\nThey left.'
    """
    drawn = [[" ".join(line.translate(HYPHENS).split()) for line in page] for page in pages]
    usual = _usual([line for page in drawn for line in page])
    lines = [line for page in _without_running_lines(drawn, SHORT * usual) for line in page]
    words = set(re.findall(r"\b\w+-\w+", "\n".join(lines)))
    blocks, current = [], ""
    for i, line in enumerate(lines):
        if not line:
            continue
        current = _joined(current, line, words)
        following = next((other for other in lines[i + 1 : i + 3] if other), "")
        if not following or _ends(line, following, set_apart=lines[i + 1] == "", short=SHORT * usual):
            blocks.append(current)
            current = ""
    return "\n\n".join(blocks)


def _usual(lines: list[str]) -> int:
    """The length of a full line."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0


def _ends(line: str, following: str, *, set_apart: bool, short: float) -> bool:
    """Whether ``line`` ends a paragraph."""
    if not line.endswith(STOPS) and (following[0].islower() or CUT.search(line[-LONGEST_WORD:])):
        return False
    return set_apart or len(line) < short


def _joined(current: str, line: str, words: set[str]) -> str:
    if not current:
        return line
    cut = CUT.search(current[-LONGEST_WORD:])
    if not cut or not line[0].islower():
        return f"{current}{'' if cut else ' '}{line}"
    # a hyphen of the word's own stays, if the word stands whole elsewhere
    rest = re.split(r"\W", line, maxsplit=1)[0]
    return current + line if f"{cut[1]}-{rest}" in words else current[:-1] + line


def _without_running_lines(pages: list[list[str]], short: float) -> list[list[str]]:
    """Pages without the lines at their edges that are no part of the text: heads and feet that other pages have too,
    but for the page's number, that number, and what a browser prints there. Lines shorter than ``short`` are not full.
    """
    shared = _Shared(pages, short)
    kept = []
    for i, page in enumerate(pages):
        edges = _edges(page)
        printed = any(map(COUNTED.search, edges)) and any(map(MARK.search, edges))
        end = len(page) - shared.cut(page[::-1], i, printed)
        full = [n for n in range(shared.cut(page[:end], i, printed), end) if page[n]]
        kept.append(page[full[0] : full[-1] + 1] if full else [])
    return kept


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return lines if len(lines) <= 2 * MOST_RUNNING else lines[:MOST_RUNNING] + lines[-MOST_RUNNING:]


class _Shared:
    """What the edges of pages have in common, and which of their lines are therefore running."""

    def __init__(self, pages: list[list[str]], short: float):
        self.pages, self.short = len(pages), short
        self.counts = Counter(
            key for i, page in enumerate(pages) for key in {key for line in _edges(page) for key in _keys(line, i)}
        )

    def cut(self, lines: list[str], index: int, printed: bool) -> int:
        """How many of ``lines``, from the edge of page ``index`` on, are running; ``printed``: by a browser."""
        depth = 0
        for n, line in enumerate(lines[: 2 * MOST_RUNNING]):
            first = depth == 0
            if not line:
                continue
            if not (_is_mark(line, printed, first) or self._runs(line, index, first=first, inward=lines[n + 1 :])):
                break
            depth = n + 1
        return depth

    def _runs(self, line: str, index: int, *, first: bool, inward: list[str]) -> bool:
        shared, key = max((self.counts[key], key) for key in _keys(line, index))
        if shared < 2 or (line[0].islower() and not SITE.fullmatch(line)):  # it goes on from the page before
            return False
        numbered, most = key != line, 2 * shared > self.pages
        apart = "" in inward[:2]
        if line.endswith(STOPS) or not (numbered or len(line) < self.short or MARK.search(line)):
            # it could be prose: where the file tells distances, a head is set apart
            return first and shared > 2 and most and (apart or "" not in inward)
        return shared > 2 or most or (numbered and apart)


def _is_mark(line: str, printed: bool, first: bool) -> bool:
    """Whether ``line`` alone is the number of a page, or what a browser prints."""
    if PAGE_NUMBER.fullmatch(line):
        return True
    return printed and bool(PRINTED.fullmatch(line) or (first and PRINTED_WITH_TITLE.fullmatch(line)))


def _keys(line: str, index: int) -> Iterator[str]:
    """What ``line``, of page ``index``, has in common with the same line of other pages: itself, or what is left when
    the number at its start or end is told from the page's own place."""
    yield line
    for pattern in (r"^\W*(\d{1,4})\b", r"\b(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?\W*$"):
        if number := re.search(pattern, line):
            yield f"{line[: number.start(1)]}#{int(number[1]) - index}{line[number.end(1) :]}"
