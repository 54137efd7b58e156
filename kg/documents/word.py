"""Word files (.docx): a zip of XML parts, of which two are read, the text and the file's properties."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.documents.parsing import parsing
from kg.documents.raw import Found, Raw
from kg.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_UNPACKED = 50_000_000  # bytes of one part; a packed bomb of 1 MB can hold gigabytes
RULE = "a .docx file must be a whole Word file; save it again or as .txt"

# What is not shown: text taken out or moved away, codes of fields, readings printed above characters, and properties,
# which hold the former ones too
HIDDEN = {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "tblPr", "trPr", "tcPr",
          "sdtPr", "sectPr"}  # fmt: skip
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
CONTAINERS = {"body", "tc", "txbxContent"}
OLE = b"\xd0\xcf\x11\xe0"


def word(data: bytes) -> Found:
    """The paragraphs as Word shows them with all changes accepted, those in tables and boxes too, with a blank line
    between; comments and notes are left out. The title and author are the file's properties; when a file was made is
    not when it was published, so there is no date."""
    if data.startswith(OLE):
        raise SourceError("locked with a password, or an old .doc: a .docx file must be open; "
                          "save it as .docx without a password")  # fmt: skip
    with parsing(RULE, len(data)):
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = dict(_parts(archive))
        blocks = _paragraphs(_xml(archive, parts["officeDocument"]))
    yield Raw("\n\n".join(blocks), _properties(archive, parts.get("core-properties")))


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each part that the package names, by the last word of its type: ``officeDocument`` is the text."""
    yield "officeDocument", "word/document.xml"  # where Word puts it
    for relation in _xml(archive, "_rels/.rels") if "_rels/.rels" in archive.namelist() else ():
        if (target := relation.get("Target")) and relation.get("TargetMode") != "External":
            name = posixpath.normpath("/" + target).lstrip("/")
            yield posixpath.basename(relation.get("Type", "")), name


def _xml(archive: zipfile.ZipFile, name: str) -> "_Element":
    from lxml import etree

    size = archive.getinfo(name).file_size  # no more than this is unpacked
    if size > MOST_UNPACKED:
        raise SourceError(f"{size:,} bytes unpacked: at most {MOST_UNPACKED:,} are; save its text as .txt")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(archive.read(name), parser)


def _properties(archive: zipfile.ZipFile, name: str | None) -> dict[str, str]:
    """Title and author, where they can be read."""
    if name is None:
        return {}
    try:
        with parsing(RULE):
            found = {_name(element): "".join(map(str, element.itertext())).strip() for element in _xml(archive, name)}
    except SourceError:  # a damaged property costs the field, not the text
        return {}
    fields = {"title": found.get("title"), "author": found.get("creator")}
    return {key: value for key, value in fields.items() if value}


def _paragraphs(body: "_Element") -> list[str]:
    """The text of each paragraph in order, the empty ones left out; a box stands after the paragraph that holds it."""
    from lxml.etree import iterwalk

    blocks: list[list[str]] = []
    paragraphs: list[_Paragraph] = []  # those being read: that of a box lies within another
    unended: dict[
        _Element | None, list[str]
    ] = {}  # container → its last paragraph's words, where the mark that ended it is gone
    walker = iterwalk(body, events=("start", "end"))
    for event, element in walker:
        name = _name(element)
        if event == "end":
            if name == "p" and paragraphs and paragraphs[-1].element is element:
                ended = paragraphs.pop()
                if _has_no_mark(element):
                    unended[ended.container] = ended.words
        elif name in HIDDEN or _is_hidden(element):
            walker.skip_subtree()
        elif name == "p":
            container = next((e for e in element.iterancestors() if _name(e) in CONTAINERS), None)
            words = unended.pop(container, None)
            if words is None:
                blocks.append(words := [])
            paragraphs.append(_Paragraph(element, container, words))
        elif name == "tbl":
            unended.clear()
        elif paragraphs:
            paragraphs[-1].add(element)
    return [text for block in blocks if (text := "".join(block).strip())]


class _Paragraph:
    """One that is being read: its words so far, which are those of the paragraph before it where that has no end."""

    def __init__(self, element: "_Element", container: "_Element | None", words: list[str]):
        self.element, self.container, self.words = element, container, words
        self.fields: list[bool] = []  # those open, the inner ones last; whether what is shown of it has begun

    def add(self, element: "_Element") -> None:
        name = _name(element)
        if name == "fldChar":
            self._field(_value(element, "fldCharType"))
        elif not all(self.fields):  # a field within another's code
            return
        elif name == "t":
            self.words.append(element.text or "")
        elif name == "sym":
            self.words.append(_symbol(_value(element, "char"), _value(element, "font")))
        else:
            self.words.append(SIGNS.get(name, ""))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()


def _is_hidden(element: "_Element") -> bool:
    """Whether ``element`` is hidden by what it says of itself: text, rows, cells, prompts of empty form fields, and
    what old programs show in place of a new drawing."""
    match _name(element):
        case "r":
            return _has(element, "rPr", "vanish")
        case "tr":
            return _has(element, "trPr", "del")
        case "tc":
            return _has(element, "tcPr", "cellDel")
        case "sdt":
            return _has(element, "sdtPr", "showingPlcHdr")
        case "Choice" | "Fallback":
            return element.getprevious() is not None
    return False


def _has_no_mark(paragraph: "_Element") -> bool:
    """Whether the mark at the paragraph's end is deleted, moved away or hidden, so that the next one goes on in it."""
    return any(_has(paragraph, "pPr", "rPr", mark) for mark in ("del", "moveFrom", "vanish"))


def _has(element: "_Element", *path: str) -> bool:
    """Whether ``element`` has a property at ``path`` and it is not switched off."""
    for name in path:
        inner = next((child for child in element if _name(child) == name), None)
        if inner is None:
            return False
        element = inner
    return _value(element, "val") not in ("0", "false", "off")


def _symbol(code: str, font: str) -> str:
    """A character given by its number. Fonts of pictures have theirs where no letters are, at 0xF000 and above."""
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
        greek, pictures = font.casefold() == "symbol", font.casefold().startswith(("wingdings", "webdings"))
        if pictures or (greek and (number > 0x7E or chr(number).isalpha())):
            return " "
    return chr(number) if 0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else " "


def _value(element: "_Element", attribute: str) -> str:
    held = ((str(key), str(value)) for key, value in element.attrib.items())
    return next((value for key, value in held if key.rpartition("}")[2] == attribute), "")


def _name(element: "_Element") -> str:
    """The tag without its namespace: there are two, of the transitional and of the strict format."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
