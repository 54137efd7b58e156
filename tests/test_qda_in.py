"""REFI-QDA projects that coders have changed, that others have made, and that are damaged or hostile."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from factories import quick, reading
from hypothesis import given, settings
from hypothesis import strategies as st
from test_exchange_out import graph_of
from test_qda import NS, XML, back, codes, files, selections, zipped
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import SourceError
from kg.exchange import bring_in, qda_file, qda_project
from kg.exchange.qda_file import tree
from kg.model import Kind, Reading, Skip, Unreadable


def changed(place: Path, change: Callable[[ET.Element], None], found: Reading | None = None) -> Reading:
    """The reading by hand, after a ``change`` of the project's XML."""
    parts = files(qda_project(graph_of([found or reading()])))
    root = ET.fromstring(parts["project.qde"])
    change(root)
    parts["project.qde"] = ET.tostring(root)
    (one,) = back(place, zipped(parts))
    return one


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
