"""PDF files: the text of their pages, lines joined to paragraphs."""

import io
import re
from collections import Counter
from math import hypot
from typing import TYPE_CHECKING, Any

from kg.documents.pages import paragraphs
from kg.documents.parsing import parsing
from kg.documents.raw import MOST_CHARACTERS, Bad, Found, Raw
from kg.errors import SourceError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

FILE_NAME = re.compile(r"(microsoft word - .*|.*\.(docx?|pdf|indd|rtf|odt|tex|pages)|untitled.*)", re.IGNORECASE)
RULE = "a .pdf file must be whole; save it again or as .txt"
SCANNED = "scanned pages are not read; recognise their text first (OCR)"
MOST_UNPACKED = 20_000_000  # bytes of one stream
WIDE = 1.3  # times the usual distance of two lines: a new paragraph begins
LOST = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff\ud800-\udfff]")  # where a font does not name its letters
MOST_LOST = 0.2  # of all characters

Chunk = tuple[str, float, float]  # text, its height on the page, the size of its letters


def pdf(data: bytes) -> Found:
    """The text of all pages: words cut at a line's end joined, running heads, page numbers and what a browser prints at
    the edges left out. The title and author are the file's properties; when a file was made is not when it was
    published, so there is no date. Pages that are pictures, but for a cover, are told beside the text of the others."""
    pages, scanned, fields = _read(data)
    text = paragraphs(pages)
    if not text:
        raise SourceError(f"{len(pages)} pages without text: {SCANNED}")
    lost = len(LOST.findall(text))
    if lost > MOST_LOST * len(text):
        raise SourceError(f"{lost:,} of {len(text):,} characters are none: the fonts of a .pdf file must name their "
                          "letters; recognise its text (OCR) or save it as .txt")  # fmt: skip
    if FILE_NAME.fullmatch(fields.get("title", "")):
        del fields["title"]
    yield Raw(LOST.sub("", text), fields)
    if scanned and (len(pages) < 3 or set(scanned) - {1, len(pages)}):
        numbers = ", ".join(map(str, scanned[:10])) + (" and more" if len(scanned) > 10 else "")
        yield Bad(f"{len(scanned)} of {len(pages)} pages are pictures without text (page {numbers}): {SCANNED}",
                  scanned[0])  # fmt: skip


def _read(data: bytes) -> tuple[list[list[str]], list[int], dict[str, str]]:
    """The lines of each page, an empty one where more space is left; the numbers of pages that are only pictures; title
    and author."""
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import FileNotDecryptedError

    pages, scanned, size = [], [], 0
    with parsing(RULE, len(data)), apply_configuration(zlib_maximum_output_length=MOST_UNPACKED):
        try:
            reader = PdfReader(io.BytesIO(data))
            for page in reader.pages:  # an encrypted file that needs no password has opened here
                pages.append(_extracted(page))
                size += len(pages[-1][0])
                if not pages[-1][0].strip() and _has_picture(page):
                    scanned.append(len(pages))
                if size > MOST_CHARACTERS:  # what is made of them is refused
                    break
        except FileNotDecryptedError as error:
            raise SourceError("locked with a password: a .pdf file must be open; save it without its password, "
                              "or as .txt") from error  # fmt: skip
    return [_lines(*page) for page in pages], scanned, _fields(reader)


def _fields(reader: "PdfReader") -> dict[str, str]:
    """Title and author, where they are text: a file may hold anything in their place."""
    from pypdf.generic import TextStringObject

    fields = {}
    for key in ("title", "author"):
        try:
            with parsing(RULE):
                value = reader.metadata.get(f"/{key.capitalize()}") if reader.metadata else None
                value = value.get_object() if value is not None else None
        except SourceError:  # a damaged property costs the field, not the text
            continue
        if isinstance(value, TextStringObject) and value.strip():
            fields[key] = value.strip()
    return fields


def _has_picture(page: "PageObject") -> bool:
    held: Any = page
    for key in ("/Resources", "/XObject"):
        if key not in held:
            return False
        held = held[key]
    return any(held[name].get("/Subtype") == "/Image" for name in held)


def _extracted(page: "PageObject") -> tuple[str, list[Chunk]]:
    """The text of ``page``, and the same in the chunks that it is drawn in."""
    chunks: list[Chunk] = []

    def add(text: str, page_matrix: list[float], matrix: list[float], _: object, size: float) -> None:
        height = matrix[4] * page_matrix[1] + matrix[5] * page_matrix[3] + page_matrix[5]
        scale = hypot(matrix[2], matrix[3]) * hypot(page_matrix[2], page_matrix[3])
        chunks.append((text, float(height), abs(float(size * scale))))

    return page.extract_text(visitor_text=add), chunks


def _lines(text: str, chunks: list[Chunk]) -> list[str]:
    """The lines of a page; an empty one stands where the distance to the next is more than usual."""
    if "".join(chunk for chunk, *_ in chunks) != text:  # the places do not belong to these lines
        return [line.strip() for line in text.splitlines()]
    placed: list[Chunk] = []
    line, place = "", (0.0, 0.0)
    for chunk, height, size in [*chunks, ("\n", 0.0, 0.0)]:
        for n, part in enumerate(chunk.split("\n")):
            if n:
                placed += [(line.strip(), *place)] if line.strip() else []
                line = ""
            if part.strip() and not line.strip():
                place = height, size
            line += part
    return _spaced(placed)


def _spaced(placed: list[Chunk]) -> list[str]:
    """Lines with an empty one where the distance, in sizes of the letters, is more than usual."""
    distances = [
        (above - below) / max(size, other, 1)
        for (_, above, size), (_, below, other) in zip(placed, placed[1:], strict=False)
    ]
    common = Counter(round(distance, 1) for distance in distances if distance > 0.5)
    usual = min(common, key=lambda distance: (-common[distance], distance), default=0)
    lines = []
    for (line, *_), distance in zip(placed, [0, *distances], strict=False):
        lines += ["", line] if distance > WIDE * usual > 0 else [line]
    return lines
