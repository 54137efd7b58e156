"""PDF files: the text of their pages, lines joined to paragraphs."""

import io
import re
from collections import Counter

from kg.documents.raw import MOST_CHARACTERS, PARSER_ERRORS, Found, Raw
from kg.errors import SourceError

FILE_NAME = re.compile(r"(microsoft word - .*|.*\.(docx?|pdf|indd|rtf|odt|tex|pages)|untitled.*)", re.IGNORECASE)
SHORT = 0.75  # of the usual line: what ends before may end a paragraph


def pdf(data: bytes) -> Found:
    """The text of all pages: words cut at a line's end joined, running heads and page numbers left out. The title and
    author are the file's properties; when a file was made is not when it was published, so there is no date."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    pages, size = [], 0
    try:
        reader = PdfReader(io.BytesIO(data))
        for page in reader.pages:
            pages.append([line.strip() for line in page.extract_text().splitlines()])
            size += sum(map(len, pages[-1]))
            if size > MOST_CHARACTERS:
                break
        about = reader.metadata
        fields = {"title": about.title, "author": about.author} if about else {}
    except (PyPdfError, DependencyError, *PARSER_ERRORS) as error:
        reason = str(error) or type(error).__name__
        raise SourceError(f"{reason}: a .pdf file must be whole and open; save it again or as .txt") from error
    text = paragraphs(pages)
    if not text:
        raise SourceError(f"{len(pages)} pages without text: scanned pages are not read; recognise their text first")
    title = fields.get("title")
    if title and FILE_NAME.fullmatch(title.strip()):
        del fields["title"]
    yield Raw(text, {key: value for key, value in fields.items() if value})


def paragraphs(pages: list[list[str]]) -> str:
    """Paragraphs with a blank line between, from the lines of each page.

    >>> paragraphs([["Ministers met to discuss the ac-", "cord on Monday.", "", "They left."]])
    'Ministers met to discuss the accord on Monday.\\n\\nThey left.'
    """
    lines = [line for page in _without_running_heads(pages) for line in page]
    lengths = sorted(len(line) for line in lines if line)
    short = SHORT * lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0
    words = set(re.findall(r"\w+-\w+", "\n".join(lines)))
    blocks, current = [], ""
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        current = _joined(current, line, words)
        ended = len(line) < short and (line.endswith((".", "!", "?", "”", '"', ":")) or not following[:1].islower())
        if current and (not following or not line or ended):
            blocks.append(current)
            current = ""
    return "\n\n".join(blocks)


def _joined(current: str, line: str, words: set[str]) -> str:
    if not current or not line:
        return current or line
    cut = re.search(r"(\w+)-$", current)
    if not cut or not line[0].islower():
        return f"{current}{'' if cut else ' '}{line}"
    # a hyphen of the word's own stays, if the word stands whole elsewhere
    rest = re.match(r"\w*", line)[0]
    return current + line if f"{cut[1]}-{rest}" in words else current[:-1] + line


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Pages without lone page numbers and without first and last lines that most pages share but for numbers."""

    def pattern(line: str) -> str:
        return re.sub(r"\d+", "#", line)

    edges = Counter(pattern(line) for page in pages if page for line in {page[0], page[-1]})
    repeated = {line for line, n in edges.items() if line and n >= 3 and 2 * n > len(pages)}
    return [
        [line for i, line in enumerate(page)
         if not re.fullmatch(r"\W*\d{1,4}\W*", line) and (i not in (0, len(page) - 1) or pattern(line) not in repeated)]
        for page in pages
    ]  # fmt: skip
