"""REFI-QDA projects (.qdpx): written, read by another program's reader of the standard, and read back."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import anything
import pytest
from factories import ENTITIES, FORUM, JANE, affair, document, party, quick, reading, readings, span, statement
from hypothesis import given, settings
from hypothesis import strategies as st
from test_exchange_out import graph_of
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import OutputError
from kg.exchange import bring_in, load, qda_project
from kg.exchange.qda_form import ends, places, restored, stored
from kg.model import Document, Reading, Unreadable
from kg.outputs import write

XML = "urn:QDA-XML:project:1.0"
NS = {"": XML}


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def back(place: Path, data: bytes) -> list[Reading | Unreadable]:
    (place / "x.qdpx").write_bytes(data)
    return list(load(place / "x.qdpx"))


def root_of(data: bytes) -> ET.Element:
    return ET.fromstring(files(data)["project.qde"])


def codes(root: ET.Element) -> dict[str, ET.Element]:
    return {code.get("guid"): code for code in root.iterfind(".//Code", NS)}


def selections(root: ET.Element, name: str = "") -> list[ET.Element]:
    """Those with a code that is called ``name``."""
    named = {guid for guid, code in codes(root).items() if code.get("name") == name}
    refs = {one: {ref.get("targetGUID") for ref in one.iterfind("Coding/CodeRef", NS)} for one in
            root.iterfind(".//PlainTextSelection", NS)}  # fmt: skip
    return [one for one, its in refs.items() if not name or its & named]


# --- laws ---


@settings(quick)
@given(readings())
def test_whatever_one_document_gives_comes_back(tmp_path_factory, given):
    graph = graph_of([given], given.entities)
    assert back(tmp_path_factory.mktemp("law"), qda_project(graph)) == list(graph.store.readings())


@settings(quick)
@given(anything.graphs())
def test_whatever_documents_say_of_one_another_comes_back(tmp_path_factory, given):
    graph = graph_of(given, {entity.id: entity for reading in given for entity in reading.entities}.values())
    data = qda_project(graph)
    assert data == qda_project(graph)
    found = back(tmp_path_factory.mktemp("law"), data)
    assert found == list(graph.store.readings()) or (not given and [type(one) for one in found] == [Unreadable])


@settings(quick, max_examples=200)
@given(st.text(st.sampled_from("a\r\n😀 é\u2028\x85"), max_size=12))
def test_a_text_is_stored_with_line_feeds_and_restored(text):
    kept, offsets = stored(text), places(text)
    assert "\r" not in kept and restored(kept, ends(text)) == text
    assert len(offsets) == len(text) + 1 and offsets[-1] == len(kept)
    for start in range(len(text)):
        assert kept[offsets[start] : offsets[start + 1]] in (stored(text[start]), "", "\n")


@settings(quick)
@given(readings())
def test_a_selection_is_its_evidence_in_the_text_as_stored(given):
    parts = files(qda_project(graph_of([given], given.entities)))
    root = ET.fromstring(parts["project.qde"])
    (source,) = root.iterfind("Sources/TextSource", NS)
    text = parts["sources/" + source.get("plainTextPath").removeprefix("internal://")].decode()
    said = sorted(stored(s.evidence.text) for s in given.statements)
    its = [text[int(one.get("startPosition")) : int(one.get("endPosition"))] for one in selections(root)]
    assert all(its) and (sorted(its) == said or "\r" in given.document.text)


# --- the standard ---


def test_another_reader_of_the_standard_reads_it(tmp_path):
    """pyrefiqda, whose classes are made from Project.xsd; what they do not know is an error here."""
    pytest.importorskip(
        "pyrefiqda", reason="the reader of the standard's schema is not installed: pip install pyrefiqda"
    )
    from pyrefiqda.models import Project
    from xsdata.formats.dataclass.parsers.config import ParserConfig
    from xsdata_pydantic.bindings import XmlParser

    data = qda_project(graph_of([*affair(), reading()]))
    strict = ParserConfig(fail_on_unknown_properties=True, fail_on_unknown_attributes=True,
                          fail_on_converter_warnings=True)  # fmt: skip
    project = XmlParser(config=strict).from_bytes(files(data)["project.qde"], Project)
    (user,) = project.users.user
    assert user.name == "kg" and project.creating_user_guid == user.guid
    assert [code.name for code in project.code_book.codes.code] == ["Holders", "Targets", "Statements"]
    known = {code.guid for code in _all(project.code_book.codes.code)}
    sources = project.sources.text_source
    assert len(sources) == 4 and len(known) == len(list(_all(project.code_book.codes.code)))
    every = [selection for source in sources for selection in source.plain_text_selection]
    assert len(every) == sum(len(r.statements) for r in [*affair(), reading()])
    assert {coding.code_ref.target_guid for one in every for coding in one.coding} <= known
    guid = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    assert all(guid.fullmatch(id) for id in (*known, user.guid, *(one.guid for one in every)))


def _all(codes):
    for code in codes:
        yield code
        yield from _all(code.code)


def test_what_the_schema_wants_is_there():
    """The facts of Project.xsd that a program may trip over, for where no reader of it is installed."""
    data = qda_project(graph_of([*affair(), reading()]))
    root = root_of(data)
    assert root.tag == f"{{{XML}}}Project" and root.get("name")
    assert [child.tag.partition("}")[2] for child in root] == ["Users", "CodeBook", "Sources", "Description"]
    guids = [one.get("guid") for one in root.iter() if one.get("guid")]
    assert len(guids) == len({*guids})
    assert {one.get("targetGUID") for one in root.iterfind(".//CodeRef", NS)} <= codes(root).keys()
    for code in codes(root).values():
        assert re.fullmatch("#[0-9a-f]{6}", code.get("color")) and code.get("isCodable") in ("true", "false")
        siblings = [child.get("name").casefold() for child in code.iterfind("Code", NS)]
        assert len(siblings) == len({*siblings})
    dated = [one.get("creationDateTime") for one in root.iterfind(".//TextSource", NS)]
    assert sorted(filter(None, dated)) == ["2025-01-15T00:00:00Z", "2025-01-15T00:00:00Z", "2025-06-01T00:00:00Z"]
    paths = {one.get("plainTextPath").replace("internal://", "sources/") for one in root.iterfind(".//TextSource", NS)}
    assert {"project.qde", *paths} == files(data).keys()


def test_what_is_not_told_as_a_fact_is_on_no_side():
    root = root_of(qda_project(graph_of([reading()])))
    named = {guid: code.get("name") for guid, code in codes(root).items()}
    above = {
        child.get("guid"): code.get("name") for code in codes(root).values() for child in code.iterfind("Code", NS)
    }
    told = {}
    for one in selections(root):
        refs = [ref.get("targetGUID") for ref in one.iterfind("Coding/CodeRef", NS)]
        (relation,) = (ref for ref in refs if above[ref] not in ("Holders", "Targets"))
        told.setdefault(above[relation], []).append(named[relation])
    assert told["not asserted"] == ["opposes"] and "opposes" in told["against"]
    assert set(told["neither"]) == {"asserts", "memberOf"}


def test_same_graph_same_bytes():
    assert qda_project(graph_of([*affair(), reading()])) == qda_project(graph_of([reading(), *reversed(affair())]))


def test_what_xml_cannot_hold_is_marked_and_a_half_character_refused():
    root = root_of(qda_project(graph_of([reading(title='a\x00<b>&"\ufffe\n\tc')])))
    (source,) = root.iterfind(".//TextSource", NS)
    assert source.get("name") == 'a\ufffd<b>&"\ufffd c'
    from kg.exchange.qda_write import _zipped, guid

    assert guid("\ud800") == guid("\ud800") and _zipped({"b": b"", "a": b""}) == _zipped({"a": b"", "b": b""})


# --- the commands ---


def test_the_commands_there_and_back(tmp_path):
    graph = graph_of([*affair(), reading()])
    write(graph, tmp_path / "x.qdpx")
    other, outcome = bring_in([tmp_path / "x.qdpx"], tmp_path / "out")
    with other:
        assert not outcome.unreadable and other.statements == graph.statements
        assert [*other.entities] == [*graph.entities] and other.documents == graph.documents
    for format in ([], ["--format", "qdpx"]):
        done = CliRunner().invoke(app, ["export", str(tmp_path / "out"), str(tmp_path / "b.qdpx"), *format])
        assert done.exit_code == 0, done.output
        assert list(load(tmp_path / "b.qdpx")) == list(load(tmp_path / "x.qdpx"))


def test_line_ends_of_any_kind_come_back(tmp_path):
    it = Document.of("\ufeffOne.\r\nJane Doe opposes\rthe Global Cyber Forum 😀.\r\nEnd.", title="Ends")
    said = statement(it, party(it, JANE, "Jane Doe"), "opposes", party(it, FORUM, FORUM.label), "opposes",
                     evidence=span(it, "Jane Doe opposes\rthe Global Cyber Forum 😀."))  # fmt: skip
    graph = graph_of([Reading(it, ENTITIES, (said,), ())])
    data = qda_project(graph)
    (one,) = selections(root_of(data))
    assert (one.get("startPosition"), one.get("endPosition")) == ("6", "48")
    assert back(tmp_path, data) == list(graph.store.readings())
    windows = {
        name: part.replace(b"\n", b"\r\n") if name.endswith(".txt") else part for name, part in files(data).items()
    }
    assert back(tmp_path, zipped(windows)) == list(graph.store.readings())


def test_a_half_of_a_surrogate_pair_is_refused_in_one_line():
    found = Reading(document("half \ud800 of a pair"), (), (), ())

    class Store:
        entities, readings = staticmethod(lambda: ()), staticmethod(lambda: [found])

    class Graph:
        store, title = Store, ""

    with pytest.raises(OutputError, match="fits no project"):
        qda_project(Graph)
