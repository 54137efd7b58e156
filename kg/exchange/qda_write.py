"""A graph as a REFI-QDA project (.qdpx), which NVivo, ATLAS.ti, MAXQDA and QualCoder open.

REFI-QDA 1.5, schema ``urn:QDA-XML:project:1.0`` of 18 March 2019 (https://www.qdasoftware.org): a zip with
``project.qde`` and a text for each document. A statement is a selection, its sentence, with codes for its relation,
its holder and its target. What such programs have no place for is kept in descriptions (`kg.exchange.qda_form`).
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree as ET

from kg.errors import OutputError
from kg.exchange.coded import names, one_line
from kg.exchange.dna_kept import document_setting, entity_setting, selection, statement_record
from kg.exchange.qda_form import (
    AGAINST,
    ENDS,
    FOR,
    HOLDERS,
    KEYS,
    NEITHER,
    OPEN,
    STATEMENTS,
    TARGETS,
    USER,
    ends,
    lines,
    places,
    plain,
    record,
    side,
    stored,
)
from kg.graph import Graph
from kg.model import Entity, Party, Reading, Statement

SCHEMA = "urn:QDA-XML:project:1.0"
# of the page: for, against, neither, who speaks, what is spoken of
_COLOURS = {FOR: "#0072b2", AGAINST: "#b04c00", NEITHER: "#57616b", OPEN: "#a0abb5", STATEMENTS: "#57616b",
            HOLDERS: "#6a3fa0", TARGETS: "#0b6e5f"}  # fmt: skip
_SIDES = (FOR, AGAINST, NEITHER, OPEN)
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, SCHEMA)
_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can name: files are the same bytes whenever they are made
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def qda_project(graph: Graph) -> bytes:
    """The project, whole; raises `OutputError` for a text that is no Unicode."""
    writer = _Writer(graph.store.entities())
    try:
        for reading in graph.store.readings():
            writer.add(reading)
        files = {"project.qde": writer.project(graph.title).encode(), **writer.texts}
    except UnicodeEncodeError as error:
        raise OutputError(f"a text of this graph fits no project ({error}); export jsonl instead") from error
    return _zipped(files)


def guid(*names: str) -> str:
    """The identifier, of the form that the standard wants, of what has these ``names``: always the same."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(names).encode("utf-8", "replace").decode()))


class _Writer:
    """Gathers the sources and codes of a project; ``texts`` are its other files."""

    def __init__(self, entities: Iterable[Entity]):
        self.texts: dict[str, bytes] = {}
        self._known = {entity.id: entity for entity in entities}
        self._sources = ET.Element("Sources")
        self._keys: list[str] = []
        # by the code above: by identifier the name and description of a code, and the names that are taken
        self._codes: dict[str, dict[str, tuple[str, str]]] = {above: {} for above in (HOLDERS, TARGETS, *_SIDES)}
        self._taken: set[tuple[str, str]] = set()

    def add(self, reading: Reading) -> None:
        """A source, with its selections."""
        document, id = reading.document, guid("document", reading.document.id)
        self.texts[f"sources/{id}.txt"] = stored(document.text).encode()
        name = plain(one_line(document.title or document.uri or document.id))
        told = {"guid": id, "name": name, "plainTextPath": f"internal://{id}.txt", "creatingUser": guid(USER)}
        if day := _day(document.published):
            told["creationDateTime"] = f"{day}T00:00:00Z"
        source = ET.SubElement(self._sources, "TextSource", told)
        kept = [document_setting(reading, (name, *[""] * 6))]
        if letters := ends(document.text):
            kept.append((ENDS, letters))
        ET.SubElement(source, "Description").text = lines(kept)
        offsets = places(document.text)
        for statement in reading.statements:
            self._select(source, statement, offsets)

    def _select(self, source: ET.Element, statement: Statement, offsets: list[int]) -> None:
        above = side(statement)
        codes = {"relation": (above, statement.relation), "target": (TARGETS, statement.target.id)}
        shown = {"relation": [above, self._code(above, statement.relation, statement.relation, "")],
                 "target": self._of(TARGETS, statement.target), "holder": None}  # fmt: skip
        if statement.holder:
            codes["holder"] = (HOLDERS, statement.holder.id)
            shown["holder"] = self._of(HOLDERS, statement.holder)
        start, end = selection(offsets, statement.evidence)
        self._keys.append(statement.key)
        its = ET.SubElement(
            source, "PlainTextSelection", guid=guid("statement", statement.key), startPosition=str(start),
            endPosition=str(end), name=plain(one_line(statement.evidence.text)), creatingUser=guid(USER),
        )  # fmt: skip
        ET.SubElement(its, "Description").text = record(statement_record(statement, shown))
        for role in sorted(codes):
            own = guid("coding", statement.key, role)
            coding = ET.SubElement(its, "Coding", guid=own, creatingUser=guid(USER))
            ET.SubElement(coding, "CodeRef", targetGUID=guid("code", *codes[role]))

    def _of(self, above: str, party: Party) -> str:
        """The name of the code of ``party``."""
        known = self._known.get(party.id)
        also = f" Also: {'; '.join(known.aliases)}." if known and known.aliases else ""
        label = known.label if known else party.label
        return self._code(above, party.id, label, f"{party.kind}.{also} {party.id}")

    def _code(self, above: str, id: str, label: str, description: str) -> str:
        """The name of a code; what is called alike has a mark behind it, letters' case aside."""
        if id not in self._codes[above]:
            free = (name for name in map(plain, names(label, id)) if (above, name.casefold()) not in self._taken)
            name = next(free)
            self._taken.add((above, name.casefold()))
            self._codes[above][id] = name, plain(description)
        return self._codes[above][id][0]

    def project(self, title: str) -> str:
        """The XML of the project."""
        name = plain(one_line(title)) or "stancegraph"
        root = ET.Element("Project", xmlns=SCHEMA, name=name, origin="stancegraph", creatingUserGUID=guid(USER))
        ET.SubElement(ET.SubElement(root, "Users"), "User", guid=guid(USER), name=USER)
        codes = ET.SubElement(ET.SubElement(root, "CodeBook"), "Codes")
        for above in (HOLDERS, TARGETS):
            self._branch(codes, above, codable=False)
        statements = _code_element(codes, STATEMENTS, guid("code", STATEMENTS), STATEMENTS, codable=False)
        for above in _SIDES:
            self._branch(statements, above, codable=True)
        if len(self._sources):
            root.append(self._sources)
        kept = [*map(entity_setting, self._known.values()), (KEYS, " ".join(self._keys))]
        ET.SubElement(root, "Description").text = lines(kept)
        return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")

    def _branch(self, parent: ET.Element, above: str, *, codable: bool) -> None:
        branch = _code_element(parent, above, guid("code", above), above, codable=codable)
        for id, (name, description) in sorted(self._codes[above].items(), key=lambda item: (item[1], item[0])):
            code = _code_element(branch, name, guid("code", above, id), above, codable=True)
            if description:
                ET.SubElement(code, "Description").text = description


def _code_element(parent: ET.Element, name: str, id: str, colour: str, *, codable: bool) -> ET.Element:
    told = {"guid": id, "name": name, "isCodable": str(codable).lower(), "color": _COLOURS[colour]}
    return ET.SubElement(parent, "Code", told)


def _day(published: str | None) -> str:
    """``published`` where it is a day; empty where it is a month, a year or none."""
    try:
        return date.fromisoformat(published).isoformat() if published and _DAY.fullmatch(published) else ""
    except ValueError:
        return ""


def _zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            about = zipfile.ZipInfo(name, _FIRST)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(about, files[name])
    return held.getvalue()
