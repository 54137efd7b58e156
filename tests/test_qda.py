"""REFI-QDA projects (.qdpx): written, read by another program's reader of the standard, and read back."""

import io
import re
import zipfile
from collections.abc import Callable
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
from kg.errors import OutputError, SourceError
from kg.exchange import bring_in, load, qda_file, qda_project
from kg.exchange.qda_file import tree
from kg.exchange.qda_form import ends, places, restored, stored
from kg.model import Document, Kind, Reading, Skip, Unreadable
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


def changed(place: Path, change: Callable[[ET.Element], None], found: Reading | None = None) -> Reading:
    """The reading by hand, after a ``change`` of the project's XML."""
    parts = files(qda_project(graph_of([found or reading()])))
    root = ET.fromstring(parts["project.qde"])
    change(root)
    parts["project.qde"] = ET.tostring(root)
    (one,) = back(place, zipped(parts))
    return one


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


# --- what a coder has changed ---


def test_a_coders_change_makes_it_hers_and_the_others_stay(tmp_path):
    def change(root: ET.Element) -> None:
        ET.SubElement(root.find("Users", NS), f"{{{XML}}}User", guid="{" + "A" * 8 + "}", name="Zoë K.")
        (it,) = (one for one in selections(root, "rejects"))
        (for_,) = (guid for guid, code in codes(root).items() if code.get("name") == "for")
        (old,) = (guid for guid, code in codes(root).items() if code.get("name") == "rejects")
        (coding,) = (one for one in it.iterfind("Coding", NS) if one.find("CodeRef", NS).get("targetGUID") == old)
        coding.find("CodeRef", NS).set("targetGUID", for_.upper())
        coding.set("creatingUser", "a" * 8)

    found, was = changed(tmp_path, change), {s.key: s for s in reading().statements}
    (new,) = (s for s in found.statements if s.key not in was)
    (old,) = (s for s in was.values() if s.relation == "rejects")
    assert (new.relation, new.polarity, new.rule, new.confidence) == ("supports", 1, "qda/coder-zoe-k", 1)
    assert (new.holder.id, new.target, new.evidence) == (old.holder.id, old.target, old.evidence)
    assert [s for s in found.statements if s.key in was] == [s for s in reading().statements if s != old]
    assert ("qda/coder-zoe-k", "Zoë K.") in found.document.metadata


def test_a_deleted_statement_is_gone_with_those_about_it(tmp_path):
    def change(root: ET.Element) -> None:
        (source,) = root.iterfind(".//TextSource", NS)
        against = [code for code in codes(root).values() if code.get("name") == "against"]
        ours = {child.get("guid") for child in against[0].iterfind("Code", NS) if child.get("name") == "opposes"}
        for one in selections(root):
            if ours & {ref.get("targetGUID") for ref in one.iterfind("Coding/CodeRef", NS)}:
                source.remove(one)

    found = changed(tmp_path, change)
    assert len(found.statements) == len(reading().statements) - 2
    assert [s.reason for s in found.skips if s not in reading().skips] == ["about-rejected"]


def test_a_renamed_holder_a_moved_selection_and_a_new_title_are_the_coders(tmp_path):
    def change(root: ET.Element) -> None:
        for code in codes(root).values():
            if code.get("name") == "White House":
                code.set("name", "Red House")
        root.find(".//TextSource", NS).set("name", "Another title")
        (moved,) = selections(root, "withdrawsFrom")
        moved.set("endPosition", str(int(moved.get("endPosition")) - 1))

    found = changed(tmp_path, change)
    assert found.document.title == "Another title" and found.document.published == "2025-01-15"
    coded = [s for s in found.statements if s.rule == "qda/coded"]
    house, left = sorted(coded, key=lambda s: s.evidence.start)
    assert (house.holder.label, house.holder.kind) == ("Red House", Kind.GOVERNMENT_BODY)
    assert left.evidence.text == "The US left the forum" and left.holder.id == "state/usa"


def test_a_changed_project_makes_a_graph_that_keeps_the_shapes(tmp_path):
    def change(root: ET.Element) -> None:
        for one in selections(root):
            one.remove(one.find("Description", NS))

    changed(tmp_path, change)
    graph, outcome = bring_in([tmp_path / "x.qdpx"], tmp_path / "out")
    with graph:
        assert graph.store.violations() == [] and not outcome.unreadable
        assert {s.rule for s in graph.statements} == {"qda/coded"}


def test_a_record_that_does_not_fit_is_not_believed(tmp_path):
    for lie in (
        "",
        "null",
        "[" * 90_000,
        '{"shown": {}, "statement": {}}',
        '{"shown": {"relation": {}}, "statement": 1}',
    ):

        def change(root: ET.Element, lie: str = lie) -> None:
            for one in root.iter(f"{{{XML}}}Description"):
                one.text = lie

        found = changed(tmp_path, change)
        assert {s.rule for s in found.statements} == {"qda/coded"} and found.document.text == reading().document.text


# --- what others have made ---

TEXT = "Ada Byron said: “We need the canal 😀.”\r\nThe Harbour Board had never wanted it."
BOOK = """<Code guid="h" name="holders" isCodable="false"><Code guid="h1" name="Ada Byron" isCodable="true"/>
<Code guid="h2" name="Harbour Board" isCodable="true"><Description>Organization</Description></Code></Code>
<Code guid="t" name="Targets" isCodable="false"><Code guid="t1" name="Canal" isCodable="true"/>
<Code guid="t2" name="Bridge" isCodable="true"/></Code>
<Code guid="s" name="Statements" isCodable="false"><Code guid="s1" name="For" isCodable="true"/>
<Code guid="s2" name="Against" isCodable="true"><Code guid="s3" name="denounces" isCodable="true"/></Code>
<Code guid="s4" name="neither" isCodable="true"/></Code><Code guid="o" name="Mood" isCodable="true"/>"""


def chosen(quote: str, *codes: str, user: str = "u") -> str:
    start = TEXT.index(quote)
    return placed(start, start + len(quote), *codes, user=user)


def placed(start: object, end: object, *codes: str, user: str = "u") -> str:
    codings = "".join(f'<Coding guid="c"><CodeRef targetGUID="{code}"/></Coding>' for code in codes)
    return (f'<PlainTextSelection guid="p" startPosition="{start}" endPosition="{end}" creatingUser="{user}">{codings}'
            "</PlainTextSelection>")  # fmt: skip


def foreign(*selections: str, path: str = "internal://a.txt", text: bytes = TEXT.encode(), more: str = "") -> bytes:
    xml = (f'<?xml version="1.0"?><Project xmlns="{XML}" name="p"><Users><User guid="u" name="Jane Roe"/></Users>'
           f'<CodeBook><Codes>{BOOK}</Codes></CodeBook><Sources><TextSource guid="a" name="One" plainTextPath="{path}">'
           f'{"".join(selections)}</TextSource>{more}</Sources></Project>')  # fmt: skip
    return zipped({"project.qde": xml.encode(), "Sources/a.txt": text})


def test_a_foreign_project_gives_statements(tmp_path):
    (found,) = back(tmp_path, foreign(
        chosen("We need the canal 😀.", "h1", "t1", "s1"), chosen("never wanted it", "h2", "t1", "s3")))  # fmt: skip
    need, wanted = found.statements
    assert (need.holder.label, need.holder.kind, need.relation, need.target.label) == (
        "Ada Byron", Kind.PERSON, "supports", "Canal")  # fmt: skip
    assert (wanted.holder.label, wanted.holder.kind, wanted.relation, wanted.polarity) == (
        "Harbour Board", Kind.ORGANIZATION, "opposes", -1)  # fmt: skip
    assert [s.evidence.text for s in found.statements] == ["We need the canal 😀.", "never wanted it"]
    assert {s.rule for s in found.statements} == {"qda/coder-jane-roe"} and not found.skips
    assert (found.document.text, found.document.title, found.document.published) == (TEXT, "One", None)
    assert TEXT[wanted.holder.start : wanted.holder.end] == "Harbour Board"
    graph, _ = bring_in([tmp_path / "x.qdpx"], tmp_path / "out")
    with graph:
        assert graph.store.violations() == []


def test_codes_that_a_program_writes_apart_are_taken_together(tmp_path):
    (found,) = back(tmp_path, foreign(*(chosen("never wanted it", code) for code in ("h2", "o", "t1", "s2"))))
    assert [(s.holder.label, s.target.label, s.polarity) for s in found.statements] == [("Harbour Board", "Canal", -1)]


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        (placed(0, 5, "o"), "qda-other-code"), (placed(0, 5), "qda-other-code"), (placed(0, 5, "h"), "qda-other-code"),
        (placed(0, 5, "gone"), "qda-other-code"),
        (placed(0, 5, "h1", "t1"), "qda-no-side"), (placed(0, 5, "h1", "t1", "s4"), "qda-no-side"),
        (placed(0, 5, "h1", "t1", "s1", "s3"), "qda-several-sides"),
        (placed(0, 5, "h1", "t1", "s1", "s4"), "qda-several-sides"),
        (placed(0, 5, "t1", "s1"), "qda-no-holder"), (placed(0, 5, "h1", "h2", "t1", "s1"), "qda-several-holders"),
        (placed(0, 5, "h1", "s1"), "qda-no-target"), (placed(0, 5, "h1", "t1", "t2", "s1"), "qda-several-targets"),
        (placed(5, 5, "h1", "t1", "s1"), "qda-empty-selection"),
        (placed(3, 4, "h1", "t1", "s1"), "qda-empty-selection"),
        (placed(5, 10**11, "h1", "t1", "s1"), "qda-empty-selection"),
        (placed(-2, 5, "h1", "t1", "s1"), "qda-empty-selection"),
        (placed("x", "", "h1", "t1", "s1"), "qda-empty-selection"),
        ('<Coding guid="c"><CodeRef targetGUID="o"/></Coding>', "qda-other-code"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_statement_is_a_skip(tmp_path, selection, reason):
    (found,) = back(tmp_path, foreign(selection))
    assert [skip.reason for skip in found.skips] == [reason] and not found.statements


def test_for_and_against_on_one_selection_is_neither_and_twice_is_once(tmp_path):
    whole = ("h1", "t1", "s1")
    (found,) = back(tmp_path, foreign(
        placed(0, 9, *whole), placed(0, 9, "h1", "t1", "s2"), placed(10, 14, *whole), placed(10, 14, *whole),
        placed(0, 9, "h2", "t2", "s1")))  # fmt: skip
    assert [skip.reason for skip in found.skips] == ["qda-contradiction", "qda-contradiction", "qda-coded-twice"]
    assert [(s.evidence.start, s.target.label) for s in found.statements] == [(0, "Bridge"), (10, "Canal")]


def test_a_skip_has_words_for_people_and_points_into_the_text(tmp_path):
    (found,) = back(tmp_path, foreign(placed(500, 900, "o"), text=b"ab"))
    assert found.skips == (Skip("qda-other-code", found.document.span(1, 2)),)
    done = CliRunner().invoke(app, ["import", str(tmp_path / "x.qdpx"), "--out", str(tmp_path / "out")],
                              env={"COLUMNS": "200"})  # fmt: skip
    assert done.exit_code == 0 and "coded in a QDA project with other codes only 1" in " ".join(done.stdout.split())


def test_texts_in_the_xml_and_sources_that_are_none(tmp_path):
    more = ('<TextSource guid="b" name="Two"><PlainTextContent>More words.</PlainTextContent></TextSource>'
            '<PDFSource guid="d" name="Three" path="internal://d.pdf"/><AudioSource guid="e"/>'
            '<TextSource guid="f" name="Four"><PlainTextContent> </PlainTextContent></TextSource>')  # fmt: skip
    found = back(tmp_path, foreign(text=b"\xef\xbb\xbfOne.", more=more))
    assert [one.document.text for one in found if isinstance(one, Reading)] == ["One.", "More words."]
    lines, path = [f"{one.source}: {one.reason}" for one in found if isinstance(one, Unreadable)], tmp_path / "x.qdpx"
    assert lines == [
        f"{path}: source 'Four': has no text: a document must have words; give it its text",
        f"{path}: 1 AudioSource, 1 PDFSource: only sources of text are read; add their texts to the project",
    ]


# --- hostile files ---


@pytest.mark.parametrize(
    "path",
    ["absolute:///etc/passwd", "/etc/passwd", "internal://../project.qde", "internal:///etc/passwd", "relative://a.txt",
     "internal://..", "file:///etc/passwd", "internal://a.txt/", "internal://..\\a.txt", "", "internal://b.txt"],
)  # fmt: skip
def test_no_path_leads_out_of_the_project(tmp_path, path):
    (line,) = back(tmp_path, foreign(chosen("We need", "h1", "t1", "s1"), path=path))
    assert isinstance(line, Unreadable) and "must lie in the project" in line.reason and "\n" not in line.reason


BILLION = b"""<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Project name="&c;"/>"""
EXTERNAL = (
    b"""<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project>&a;</Project>"""
)


WIDE = BILLION.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
ELSEWHERE = b'<!DOCTYPE Project SYSTEM "http://x.example/a.dtd"><Project/>'


@pytest.mark.parametrize("xml", [BILLION, EXTERNAL, ELSEWHERE, WIDE])
def test_a_document_type_is_refused(tmp_path, xml):
    (line,) = back(tmp_path, zipped({"project.qde": xml}))
    assert "DOCTYPE" in line.reason and "\n" not in line.reason
    done = CliRunner().invoke(app, ["import", str(tmp_path / "x.qdpx"), "--out", str(tmp_path / "out")])
    assert done.exit_code not in (0, None) and done.stdout == ""


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"no zip at all", zipped({}), zipped({"project.qde": b""}), zipped({"project.qde": b"<Project>"}),
     zipped({"project.qde": b"<Other/>"}), zipped({"a/project.qde": b"<Project/>"}),
     zipped({"project.qde": b"<Project/>"}), zipped({"project.qde": b"<a>" * 5000 + b"</a>" * 5000}),
     foreign(text=b"\xff\xfe\x00"), qda_project(graph_of([reading()]))[:900]],
)  # fmt: skip
def test_what_is_no_project_is_told_in_one_line(tmp_path, data):
    (line,) = back(tmp_path, data)
    assert isinstance(line, Unreadable) and "\n" not in line.reason and line.source.startswith(str(tmp_path / "x.qdpx"))


def test_what_unpacks_to_more_than_is_read_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(qda_file, "MOST_SOURCE", 50)
    (line,) = back(tmp_path, foreign())
    assert "at most 50" in line.reason
    monkeypatch.setattr(qda_file, "MOST_PROJECT", 50)
    (line,) = back(tmp_path, foreign())
    assert "at most 50" in line.reason
    monkeypatch.undo()
    monkeypatch.setattr(qda_file, "MOST_SOURCES", 2 * len(TEXT.encode()))
    again = '<TextSource guid="b" name="Two" plainTextPath="internal://a.txt"/>'
    found = back(tmp_path, foreign(more=again + again))
    assert [type(one) for one in found] == [Unreadable, Reading] and "bytes of text" in found[0].reason


@settings(quick, max_examples=60)
@given(st.data())
def test_a_damaged_project_never_crashes(tmp_path_factory, data):
    whole = bytearray(qda_project(graph_of([reading()])))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for one in back(tmp_path_factory.mktemp("damage"), bytes(whole)):
        assert isinstance(one, Reading) or "\n" not in one.reason


@settings(quick, max_examples=60)
@given(st.data())
def test_a_project_whose_xml_says_something_else_never_crashes(tmp_path_factory, data):
    parts = files(qda_project(graph_of([reading()])))
    words = re.split(rb"(\w+)", parts["project.qde"])
    others = (
        b"",
        b"-1",
        b"99999999999",
        b"null",
        b"[",
        b'"',
        b"&#10;",
        b"\\ud800",
        b"Holders",
        b"<Code/>",
        b"<Coding/>",
    )
    for _ in range(data.draw(st.integers(1, 5))):
        words[data.draw(st.integers(0, len(words) - 1))] = data.draw(st.sampled_from((*others, *words[:400])))
    parts["project.qde"] = b"".join(words)
    for one in back(tmp_path_factory.mktemp("damage"), zipped(parts)):
        if isinstance(one, Unreadable):
            assert "\n" not in one.reason
        else:
            assert all(one.document.span(s.evidence.start, s.evidence.end) == s.evidence for s in one.statements)


@given(st.binary(max_size=40))
def test_xml_is_a_tree_or_a_fault(data):
    try:
        assert tree(b"<a>" + data + b"</a>").tag == "a"
    except (SourceError, ET.ParseError) as error:
        assert str(error)
    except Exception as error:  # of the parser itself; `parsing` makes one line of it
        assert type(error).__module__ in ("pyexpat", "xml.parsers.expat", "builtins")


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
