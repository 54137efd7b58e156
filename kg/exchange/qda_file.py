"""A REFI-QDA project on disk: a zip in memory's bounds, its XML without a DTD, and texts that lie in the zip alone.

Nothing is unpacked onto the disk and no path is followed: a name is only looked up among those of the zip.
"""

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from kg.documents.parsing import parsing
from kg.errors import SourceError

MOST_PROJECT = 200_000_000  # bytes of the XML
MOST_SOURCE = 50_000_000  # bytes of one text
MOST_SOURCES = 1_000_000_000  # bytes of all texts that are read: a bomb may name one text a million times
MOST_DEEP = 100  # elements within one another; codes have seldom ten
RULE = "a .qdpx file must be a whole REFI-QDA project; export it again"

_INTERNAL = re.compile(r"internal://([^/\\:]+)")


class QdaFile:
    """The project at ``path``, to be read; raises `SourceError` where it is damaged or too large.

    ``root`` is its XML, the tags without their namespace: programs write it differently.
    """

    def __init__(self, path: Path):
        size = path.stat().st_size
        with parsing(RULE, size):
            self._archive = zipfile.ZipFile(path)
        try:
            with parsing(RULE, size):
                self._parts = {part.filename.casefold(): part for part in self._archive.infolist()}
                names = sorted(name for name in self._parts if name.endswith(".qde") and "/" not in name)
                if not names:
                    raise SourceError(f"a zip without a .qde file: {RULE}")
                self._left = MOST_SOURCES
                self.root = tree(self._unpacked(names[0], MOST_PROJECT))
            if self.root.tag != "Project":
                raise SourceError(f"its XML is a {self.root.tag[:40]!r}, not a Project: {RULE}")
        except BaseException:
            self.close()
            raise

    def text(self, source: ET.Element) -> str:
        """The text of a TextSource, as it is stored; `SourceError` says why there is none."""
        if (inside := source.findtext("PlainTextContent")) is not None:
            return inside
        path = source.get("plainTextPath") or ""
        name = _INTERNAL.fullmatch(path)
        part = f"sources/{name[1]}".casefold() if name else ""
        if part not in self._parts:
            told = f"plainTextPath {path[:80]!r}" if path else "no plain text"
            raise SourceError(f"{told}: a text must lie in the project, as internal://…; export it with its sources")
        self._left -= self._parts[part].file_size
        if self._left < 0:
            raise SourceError(f"more than {MOST_SOURCES:,} bytes of text: export fewer sources at once")
        with parsing("a text must be UTF-8 in a whole zip; export the project again"):
            return self._unpacked(part, MOST_SOURCE).decode("utf-8")

    def close(self) -> None:
        self._archive.close()

    def _unpacked(self, name: str, most: int) -> bytes:
        size = self._parts[name].file_size  # no more than this is unpacked
        if size > most:
            raise SourceError(f"{name[:80]!r} has {size:,} bytes: at most {most:,} are read; export fewer at once")
        return self._archive.read(self._parts[name])


def tree(data: bytes) -> ET.Element:
    """The XML of ``data``; refuses what declares a document type, for only that makes entities, which may grow without
    end or name files ("billion laughs", XXE)."""
    builder, parser = ET.TreeBuilder(), expat.ParserCreate(namespace_separator="}")
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEEP:
            raise SourceError(f"more than {MOST_DEEP} elements within one another: {RULE}")
        builder.start(name.rpartition("}")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition("}")[2])

    def refuse(*_: Any) -> None:
        raise SourceError("its XML has a DOCTYPE: none is read, because its entities may grow without end; remove it")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, refuse
    parser.buffer_text = True
    parser.Parse(data, True)
    return builder.close()
