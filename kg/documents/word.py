"""Word files (.docx)."""

import io
import zipfile

from kg.documents.raw import PARSER_ERRORS, Found, Raw
from kg.errors import SourceError

MOST_UNPACKED = 100_000_000  # bytes; a packed bomb of 1 MB can hold gigabytes


def word(data: bytes) -> Found:
    """The paragraphs, those in tables and boxes too, with a blank line between. The title and author are the file's
    properties; when a file was made is not when it was published, so there is no date."""
    _check_size(data)
    import docx
    from docx.opc.exceptions import OpcError
    from docx.text.paragraph import Paragraph
    from lxml.etree import LxmlError

    try:
        file = docx.Document(io.BytesIO(data))
        # a box stands twice in the file: for new programs, and as a fallback for old ones
        found = file.element.body.xpath('.//w:p[not(ancestor::*[local-name()="Fallback"])]')
        blocks = [Paragraph(element, file).text.strip() for element in found]
        fields = {"title": file.core_properties.title, "author": file.core_properties.author}
    except (OpcError, LxmlError, *PARSER_ERRORS) as error:
        raise SourceError(f"{error}: a .docx file must be a whole Word file; save it again or as .txt") from error
    yield Raw("\n\n".join(filter(None, blocks)), {key: value for key, value in fields.items() if value})


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, *PARSER_ERRORS) as error:
        raise SourceError(f"{error}: a .docx file must be a whole Word file; save it again or as .txt") from error
    if unpacked > MOST_UNPACKED:
        raise SourceError(f"{unpacked:,} bytes unpacked: at most {MOST_UNPACKED:,} are; save its text as .txt")
