"""Word files as Word shows them with all changes accepted: tables of paragraphs, each of one kind of mark-up."""

import io
import zipfile

import pytest
from damage import packed, word_body, word_of
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import read
from kg.documents.word import word
from kg.errors import SourceError
from kg.model import Unreadable


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, mark: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(content)}</w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def blocks(body: str) -> list[str]:
    (found,) = word(word_of(body))
    return found.text.split("\n\n")


DEL, MOVED = '<w:del w:id="1">', '<w:moveFrom w:id="1">'
BOX = f"<w:txbxContent>{p(r('In a box.'))}</w:txbxContent>"


@pytest.mark.parametrize(
    ("paragraph", "shown"),
    [
        (p(r("Malta did "), f"<w:ins>{r('not ')}</w:ins>", r("agree.")), "Malta did not agree."),
        (p(r("Malta "), f"{DEL}<w:r><w:delText>dis</w:delText></w:r></w:del>", r("agreed.")), "Malta agreed."),
        (p(r("Malta "), f"<w:ins>{DEL}{r('dis')}</w:del></w:ins>", r("agreed.")), "Malta agreed."),
        (p(r("Malta "), f"{MOVED}{r('never ')}</w:moveFrom>", r("agreed.")), "Malta agreed."),
        (p(r("Malta "), f"<w:moveTo>{r('never ')}</w:moveTo>", r("agreed.")), "Malta never agreed."),
        (p(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('Malta')}</w:sdtContent></w:sdt>", r(" agreed.")), "Malta agreed."),
        (p("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("Click here") + "</w:sdtContent></w:sdt>",
           r("Malta agreed.")), "Malta agreed."),
        (p(f'<w:fldSimple w:instr="AUTHOR">{r("Ada Quill")}</w:fldSimple>', r(" agreed.")), "Ada Quill agreed."),
        (p(field("begin"), code(" REF x "), field("separate"), r("Malta"), field("end"), r(" agreed.")),
         "Malta agreed."),
        (p(field("begin"), code(" IF "), field("begin"), code(" DOCPROPERTY x "), field("separate"), r("hidden"),
           field("end"), code(" = 1 "), field("separate"), r("Malta"), field("end"), r(" agreed.")), "Malta agreed."),
        (p(field("begin"), code(" REF x "), field("separate"), field("begin"), code("PAGE"), field("separate"),
           r("Malta"), field("end"), field("end"), r(" agreed.")), "Malta agreed."),
        (p(field("end"), field("separate"), r("Malta agreed.")), "Malta agreed."),
        (p(f"<w:hyperlink><w:ins>{r('Malta')}</w:ins></w:hyperlink>", r(" agreed.")), "Malta agreed."),
        (p(f"<w:smartTag><w:smartTag>{r('Malta')}</w:smartTag></w:smartTag>", r(" agreed.")), "Malta agreed."),
        (p(f"<w:customXml>{r('Malta')}</w:customXml>", f"<w:bdo>{r(' agreed.')}</w:bdo>"), "Malta agreed."),
        (p(r("Malta did"), "<w:r><w:br/></w:r>", r("not"), "<w:r><w:tab/></w:r>", r("agree.")),
         "Malta did\nnot\tagree."),
        (p(r("self"), "<w:r><w:noBreakHyphen/></w:r>", r("gov"), "<w:r><w:softHyphen/></w:r>", r("erning")),
         "self-governing"),
        (p(r("Malta didn"), '<w:r><w:sym w:font="Arial" w:char="2019"/></w:r>', r("t.")), "Malta didn’t."),
        (p(r("Malta"), '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', r("Cyprus")), "Malta Cyprus"),
        (p(r("Malta"), '<w:r><w:sym w:font="Symbol" w:char="F02E"/></w:r>'), "Malta."),
        (p(r("Malta"), '<w:r><w:sym w:char="zz"/><w:sym/></w:r>', r("agreed.")), "Malta  agreed."),
        (p(r("Malta "), r("never ", "<w:vanish/>"), r("agreed.")), "Malta agreed."),
        (p(r("Malta "), r("never ", '<w:vanish w:val="0"/>'), r("agreed.")), "Malta never agreed."),
        (p(r("Malta agreed."), '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'),
         "Malta agreed."),
        (p("<w:r><w:ruby><w:rt>" + r("reading") + "</w:rt><w:rubyBase>" + r("Malta") + "</w:rubyBase></w:ruby></w:r>"),
         "Malta"),
        (p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", r(" is Malta.")), "x is Malta."),
    ],
)  # fmt: skip
def test_a_paragraph_is_what_word_shows(paragraph, shown):
    assert blocks(paragraph) == [shown]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (p(r("Malta did"), mark='<w:del w:id="1"/>') + p(r(" not agree.")), ["Malta did not agree."]),
        (p(r("Malta did"), mark='<w:ins w:id="1"/>') + p(r("Cyprus.")), ["Malta did", "Cyprus."]),
        (p(f"{DEL}{r('Gone.')}</w:del>", mark='<w:del w:id="1"/>') + p(r("Malta agreed.")), ["Malta agreed."]),
        (p(f"{MOVED}{r('Gone.')}</w:moveFrom>", mark='<w:moveFrom w:id="1"/>') + p(r("Malta.")), ["Malta."]),
        (p(r("One, "), mark="<w:del/>") + p(r("two, "), mark="<w:del/>") + p(r("three.")), ["One, two, three."]),
        (p(r("A."), mark="<w:del/>") + f"<w:tbl><w:tr><w:tc>{p(r('B.'))}</w:tc></w:tr></w:tbl>" + p(r("C.")),
         ["A.", "B.", "C."]),
        (f"<w:sdt><w:sdtContent>{p(r('A.'), mark='<w:del/>')}</w:sdtContent></w:sdt>" + p(r(" B.")), ["A. B."]),
        (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('Gone.'))}</w:tc></w:tr><w:tr><w:tc>{p(r('Kept.'))}</w:tc>"
         "</w:tr></w:tbl>", ["Kept."]),
        (f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p(r('Gone.'))}</w:tc><w:tc>{p(r('Kept.'))}</w:tc></w:tr>"
         "</w:tbl>", ["Kept."]),
        (p(r("Before "), f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
           "</mc:AlternateContent>", r("and after.")), ["Before and after.", "In a box."]),
        (p(f"<mc:AlternateContent><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"), ["In a box."]),
        (p(field("begin"), code("never ended")) + p(r("Malta agreed.")), ["Malta agreed."]),
    ],
)  # fmt: skip
def test_paragraphs_tables_and_boxes(body, shown):
    assert blocks(body) == shown


@given(st.lists(st.tuples(st.sampled_from(["", "ins", "del", "moveTo", "moveFrom"]), st.text("ab ", min_size=1))))
def test_what_is_accepted_stays_and_what_is_taken_out_goes(runs):
    body = "".join(f"<w:{kind}>{r(text)}</w:{kind}>" if kind else r(text) for kind, text in runs)
    shown = "".join(text for kind, text in runs if kind not in ("del", "moveFrom"))
    assert blocks(p(body)) == [shown.strip()]


def test_the_strict_format_is_read():
    transitional = word_of(p(r("Malta agreed.")))
    with zipfile.ZipFile(io.BytesIO(transitional)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members["word/document.xml"] = members["word/document.xml"].replace(space, "http://purl.oclc.org/ooxml/word/main")
    (found,) = word(packed(members))
    assert (found.text, found.fields) == ("Malta agreed.", {"title": "Accord", "author": "Ada Quill"})


@pytest.mark.parametrize("title", ["<x", "&unknown;", "<n>1</n><n/>", "\x01"])
def test_a_damaged_property_costs_the_field_and_not_the_text(title):
    (found,) = word(word_of(word_body(), title))
    assert "Latvia supports" in found.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        (packed({"other.xml": "<a/>"}), "word/document.xml"),
        (word_of("<w:p>"), "whole Word file"),
        (word_of(word_body())[:-40], "whole Word file"),
        (word_of("<w:p>" * 3000 + "</w:p>" * 3000), "whole Word file"),
    ],
)
def test_what_is_no_word_file_says_so(data, reason, tmp_path):
    (tmp_path / "a.docx").write_bytes(data)
    (found,) = read([str(tmp_path / "a.docx")])
    assert isinstance(found, Unreadable) and reason in found.reason and "\n" not in found.reason
    with pytest.raises(SourceError):
        list(word(data))
