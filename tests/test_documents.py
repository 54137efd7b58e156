"""Sources become documents: laws first, then each type of file, then what cannot be read."""

import codecs
import io
import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import Config
from kg.config import load as load_config
from kg.documents import find, load, read
from kg.documents.encoding import decode
from kg.documents.pdf import paragraphs
from kg.documents.raw import MOST_CHARACTERS
from kg.errors import ConfigError, SourceError
from kg.model import Document, Unreadable

BODY = "The minister said on Tuesday that Estonia rejects the accord, which he called a mistake for the whole region."
PAGE = f"""<html><head><title>Minister rejects accord</title><meta property="og:site_name" content="Tidings">
<meta name="author" content="Ada Quill"><meta property="article:published_time" content="2025-03-04T10:00:00Z">
<link rel="canonical" href="https://tidings.example/a"></head><body><nav>Home About Contact</nav><article>
<h1>Minister rejects accord</h1><p>By Ada Quill</p><p>{BODY}</p><p>Latvia <b>supports</b> the
<a href="/x">accord</a>, according to two officials who asked not to be named in this report.</p></article></body>
</html>"""


def one(path) -> Document | Unreadable:
    (found,) = read([str(path)])
    return found


def written(folder, name: str, content: str | bytes):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def pdf_of(*pages: list[str], title: str = "") -> bytes:
    """A minimal PDF whose pages show lines of text."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]  # fmt: skip
    for i, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F 12 Tf 14 TL 72 720 Td {shown} ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /Contents {5 + 2 * i} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    objects.append(f"<< /Title ({title}) >>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return out + (f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info "
                  f"{size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF").encode()  # fmt: skip


# laws


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_plain_text_is_the_decoded_bytes_and_reads_the_same_twice(text):
    data = text.encode("utf-8")
    (first,), (second,) = read(["-"], stdin=io.BytesIO(data)), read(["-"], stdin=io.BytesIO(data))
    assert first == second
    assert isinstance(first, Unreadable) if not text.strip() else first.text == data.decode("utf-8-sig")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_a_record_keeps_its_text(text):
    from kg.documents.records import json_lines

    found = list(json_lines(json.dumps({"body": text}).encode()))
    assert [getattr(each, "text", "") for each in found] == [text if text.strip() else ""]


# types


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + "Köln said no.".encode(), "Köln said no."),
        (codecs.BOM_UTF16_LE + "Köln said no.".encode("utf-16-le"), "Köln said no."),
        ("Köln".encode("utf-32"), "Köln"),
        ("“Naïve,” he said – of Malmö’s plan.".encode("cp1252"), "“Naïve,” he said – of Malmö’s plan."),
        ("He’s “fine” with the accord.".encode("mac_roman"), "He’s “fine” with the accord."),
        ("In Łódź the mayor, Paweł Żurek, said the wąż was “fine” and świetny.".encode("cp1250"),
         "In Łódź the mayor, Paweł Żurek, said the wąż was “fine” and świetny."),
        (b" one\r\n\r\ntwo \n", " one\r\n\r\ntwo \n"),
    ],
)  # fmt: skip
def test_encodings(tmp_path, data, text):
    assert one(written(tmp_path, "a.txt", data)).text == text


def test_a_page_with_a_declared_encoding(tmp_path):
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("minister said", "minister Łoś said")
    assert "minister Łoś said" in one(written(tmp_path, "a.html", page.encode("iso-8859-2"))).text


def test_a_page_says_who_wrote_it_when_and_where(tmp_path):
    document = one(written(tmp_path, "a.html", PAGE))
    assert (document.title, document.author, document.publisher) == ("Minister rejects accord", "Ada Quill", "Tidings")
    assert (document.published, document.uri) == ("2025-03-04", "https://tidings.example/a")
    assert f"\n\n{BODY}\n\nLatvia supports the accord, according" in document.text and "Home" not in document.text
    assert [document.text[a:b] for a, b in document.furniture] == ["By Ada Quill"]


@pytest.mark.parametrize("name, day", [
    ("nyt_2016-10-23_debate.txt", "2016-10-23"), ("20161023.txt", "2016-10-23"), ("a-2016_10_23.txt", "2016-10-23"),
    ("2016-13-23.txt", None), ("2016-10.txt", None), ("2016-10-23_2016-10-24.txt", None), ("12016102345.txt", None),
])  # fmt: skip
def test_a_file_without_a_date_takes_it_from_its_name(tmp_path, name, day):
    (tmp_path / name).write_text("Norway left NATO.", encoding="utf-8")
    found = one(tmp_path / name)
    assert found.published == day and (("dated by", "file name") in found.metadata) == (day is not None)
    (tmp_path / "2016-10-23.md").write_text("---\ndate: 2015-01-02\n---\nNorway left NATO.", encoding="utf-8")
    assert one(tmp_path / "2016-10-23.md").published == "2015-01-02"


@pytest.mark.parametrize("name, pattern, day", [
    ("nyt 231016.txt", "%d%m%y", "2016-10-23"), ("nyt-3.5.16.txt", "%d.%m.%y", "2016-05-03"),
    ("Oct 23, 2016.txt", "%b %d, %Y", "2016-10-23"), ("2016/10/23/debate.txt", "%Y/%m/%d", "2016-10-23"),
    ("2016_297.txt", "%Y_%j", "2016-10-23"), ("2016-10-23.txt", "%d%m%y", "2016-10-23"),
    ("231316.txt", "%d%m%y", None), ("123101645.txt", "%d%m%y", None), ("231016 241016.txt", "%d%m%y", None),
])  # fmt: skip
def test_a_pattern_says_how_file_names_write_the_day(tmp_path, name, pattern, day):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Norway left NATO.", encoding="utf-8")
    (found,) = read([str(tmp_path)], date_pattern=pattern)
    assert found.published == day and (("dated by", "file name") in found.metadata) == (day is not None)


@pytest.mark.parametrize("pattern", ["%d%m", "%q", "day", "%", "%Y-%m", "%H%d%m%Y %"])
def test_a_pattern_that_gives_no_day_is_refused_in_a_line(pattern):
    with pytest.raises(ConfigError, match="it must give day, month and year") as told:
        load_config(Path("none.toml"), date_pattern=pattern)
    assert repr(pattern) in str(told.value) and "\n" not in str(told.value)


def test_a_pattern_is_kept_with_the_run():
    config = load_config(Path("none.toml"), date_pattern="%d%m%y")
    assert Config.of(dict(config.options())) == config


def test_markdown_front_matter_and_signs(tmp_path):
    source = """---
title: "Accord: a test"
date: 4 March 2025
author: Ada Quill
publisher: Tidings
url: https://tidings.example/b
fictional: persons do not exist
---

# What *next*

Estonia **supports** the [accord](https://x.example),
the minister said.

![a picture](p.png)

> Latvia `opposes` it.

- one
- two_or_three

<div>menu</div>
"""
    document = one(written(tmp_path, "a.md", source.replace("\n", "\r\n")))
    assert document.text == (
        "What next\n\nEstonia supports the accord, the minister said.\n\nLatvia opposes it.\n\none\n\ntwo_or_three"
    )
    assert (document.title, document.published, document.author) == ("Accord: a test", "2025-03-04", "Ada Quill")
    assert (document.publisher, document.uri) == ("Tidings", "https://tidings.example/b")
    assert document.metadata == (("fictional", "persons do not exist"),)


def test_markdown_without_front_matter(tmp_path):
    document = one(written(tmp_path, "a.md", f"# Estonia says no\n\n{BODY}\n\n---\n\nend: of it"))
    assert document.title == "Estonia says no" and document.text.endswith("end: of it")


def test_json_lines_are_a_document_each(tmp_path):
    records = [
        {"text": " A. ", "headline": "One", "date": "2025-03-04T08:00", "source": "Tidings", "n": 3, "tags": ["x"]},
        {"Content": "B.", "url": "https://tidings.example/<b> c"},
        {"text": "", "body": "C.", "title": None},
    ]
    path = written(tmp_path, "a.jsonl", "\n\n".join(json.dumps(record) for record in records))
    first, second, third = read([str(path)])
    assert (first.text, first.title, first.published, first.publisher) == (" A. ", "One", "2025-03-04", "Tidings")
    assert (first.uri, first.metadata) == ("file:a.jsonl#1", (("n", "3"), ("tags", '["x"]')))
    assert (second.text, second.uri) == ("B.", "https://tidings.example/%3Cb%3E%20c")
    assert (third.text, third.title, third.uri) == ("C.", "a #5", "file:a.jsonl#5")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_are_a_document_a_row(tmp_path, separator):
    long = "word " * 40_000
    header = separator.join(["Title", "Text", "Date"])
    row = separator.join(["One", f'"{long}\nX, ""y""; z"', "2025-03-04"])
    documents = list(read([str(written(tmp_path, "a.csv", f"{header}\r\n{row}\r\nTwo{separator}B.\r\n"))]))
    assert [(d.title, d.published, d.uri) for d in documents] == [
        ("One", "2025-03-04", "file:a.csv#1"), ("Two", None, "file:a.csv#2")]  # fmt: skip
    assert documents[0].text == f'{long}\nX, "y"; z'


def test_word_files(tmp_path):
    import docx

    file = docx.Document()
    file.core_properties.title, file.core_properties.author = "Accord", "Ada Quill"
    file.add_paragraph(BODY)
    file.add_table(1, 1).cell(0, 0).text = "In a table."
    file.save(tmp_path / "a.docx")
    document = one(tmp_path / "a.docx")
    assert (document.text, document.title, document.author) == (f"{BODY}\n\nIn a table.", "Accord", "Ada Quill")
    assert document.published is None


def test_messages(tmp_path):
    message = EmailMessage()
    message["Subject"], message["From"] = "Estonia says nö", "Ada Quill <ada@tidings.example>"
    message["Date"] = "Tue, 04 Mar 2025 10:00:00 +0200"
    message.set_content(f"{BODY}\n\n> quoted words\n")
    message.add_alternative(PAGE, subtype="html")
    document = one(written(tmp_path, "a.eml", message.as_bytes()))
    assert (document.title, document.author, document.published) == ("Estonia says nö", "Ada Quill", "2025-03-04")
    assert document.text.startswith(BODY)
    assert [document.text[a:b] for a, b in document.furniture] == ["> quoted words"]
    message.clear_content()
    message.set_content(PAGE, subtype="html")
    assert BODY in one(written(tmp_path, "b.eml", message.as_bytes())).text


def test_pdf_files(tmp_path):
    lines = [
        "Ministers of three states met in Tallinn to dis-",
        "cuss the accord, which Latvia's govern-",
        "ment opposes.",
    ]
    pages = [["Tidings weekly", *lines, "Estonia's minister said no. He added that the", str(n)] for n in (1, 2, 3)]
    document = one(written(tmp_path, "a.pdf", pdf_of(*pages, title="Accord")))
    assert document.title == "Accord" and document.uri == "file:a.pdf"
    assert document.text.startswith("Ministers of three states met in Tallinn to discuss the accord, which Latvia's "
                                    "government opposes.\n\nEstonia's")  # fmt: skip
    assert "Tidings" not in document.text and "He added that the Ministers" in document.text
    untitled = one(written(tmp_path, "b.pdf", pdf_of(*pages, title="Microsoft Word - b.docx")))
    assert untitled.title == untitled.text.partition("\n")[0]


def test_a_hyphen_of_the_words_own_stays():
    lines = ["The self-governing region will remain so for years, as a self-", "governing one should always do."]
    assert "a self-governing one" in paragraphs([lines])


# what cannot be read


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "0 characters"),
        ("a.txt", b" \n\t", "0 characters"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "binary"),
        ("a.txt", bytes(range(128, 256)) * 9, "encoding"),
        ("a.txt", codecs.BOM_UTF16_LE + b"\x00\xd8", "byte order mark"),
        ("a.txt", b"word " * (MOST_CHARACTERS // 5) + b"s", "split it"),
        ("a.pdf", b"%PDF-1.4 broken", ".pdf"),
        ("a.pdf", pdf_of([]), "without text"),
        ("a.html", "<html><body><div id=app></div></body></html>", "without an article"),
        ("a.docx", b"PK\x03\x04 broken", ".docx"),
        ("a.docx", BODY, ".docx"),
        ("a.eml", b"", "0 parts of text|0 characters"),
        ("a.csv", "title,words\nx,y\n", "must be called text, body, content"),
        ("a.csv", "text\n", "0 rows"),
        ("a.jsonl", "", "0 records"),
        ("a.xyz", BODY, "type '.xyz'"),
        ("a.md", "---\ntitle: x\n---\n", "0 characters"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line_and_the_others_are_read(tmp_path, name, content, reason):
    written(tmp_path, "good.txt", BODY)
    bad, good = read([str(written(tmp_path, name, content)), str(tmp_path / "good.txt")])
    assert isinstance(bad, Unreadable) and bad.source == name
    assert any(part in bad.reason for part in reason.split("|")), bad.reason
    assert "\n" not in bad.reason and len(bad.reason) < 250 and str(tmp_path) not in bad.reason and ";" in bad.reason
    assert good.text == BODY


def test_missing_files_and_empty_folders(tmp_path):
    given_ = [str(tmp_path), str(tmp_path / "none.txt"), str(tmp_path / "*.txt")]
    found = list(read(given_))
    assert [each.source for each in found] == given_
    assert ["no such file" in each.reason for each in found] == [False, True, True]
    assert "0 documents in this folder" in found[0].reason


def test_a_bad_record_leaves_the_others(tmp_path):
    lines = ['{"text": "A."}', "{broken", "[1]", '{"title": "no text"}', '{"text": "\\ud800"}', '{"text": "B."}',
             "[" * 100_000]  # fmt: skip
    found = list(read([str(written(tmp_path, "a.jsonl", "\n".join(lines)))]))
    assert [each.text for each in found if isinstance(each, Document)] == ["A.", "B."]
    assert [each.source for each in found if isinstance(each, Unreadable)] == [f"a.jsonl#{n}" for n in (2, 3, 4, 5, 7)]


def test_loading_one_source_at_a_time(tmp_path):
    written(tmp_path, "a.txt", BODY)
    (source,) = find([str(tmp_path)])
    assert [document.text for document in load(source)] == [BODY]


# code pages: a few foreign names in an English text

EAST = (
    "Ivan Korčok met László Kövér in Łomża",
    "the mayor of Plzeň, Zbyněk Stanjura,",
    "Šimečka’s “plan” – Kolinda Grabar-Kitarović",
)
WEST = (
    "Agnès Pannier met José Muñoz in Tromsø",
    "the mayor of São Tomé, Jón Gnarr,",
    "Lefèvre’s “plan” – naïve, says Anaïs Åse",
)
ASIDE = " said on Tuesday that the accord is a mistake."


@pytest.mark.parametrize(
    ("encoding", "words"),
    [*((e, w) for e in ("cp1250", "iso8859_2") for w in EAST if e == "cp1250" or "’" not in w),
     *((e, w) for e in ("cp1252", "mac_roman") for w in WEST)],
)  # fmt: skip
def test_the_code_page_is_told_by_how_names_look(encoding, words):
    assert decode((words + ASIDE).encode(encoding)) == words + ASIDE
    for label in ("unknown-8bit", "us-ascii", "base64", "a\0b", ""):  # nobody knows it, or it cannot be so
        assert decode((words + ASIDE).encode(encoding), label) == words + ASIDE
    for label in ("iso-8859-1", "windows-1252"):  # what mail programs write when they do not know
        assert decode((words + ASIDE).encode(encoding), label) == words + ASIDE or encoding == "mac_roman"


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "ISO_8859-1", "latin1", "l1", "windows-1252", "x-cp1252", "utf-8", '"latin1"']
)
def test_latin_1_is_windows_1252(label):
    text = "“Norway didn’t sign…” – Zoë O’Hara"
    assert decode(text.encode("cp1252"), label) == text
    assert decode(text.encode(), label) == text  # UTF-8, whatever the label says


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [("windows-1250", "cp1250", "Petőfi"), ("latin2", "iso8859_2", "Žilina"), ("koi8-r", "koi8-r", "Осло"),
     ("gb2312", "gb18030", "奥斯陆"), ("shift_jis", "cp932", "オスロ①"), ("utf-16le", "utf-16-le", "Oslo é")],
)  # fmt: skip
def test_a_declared_encoding_is_believed(label, encoding, text):
    assert decode(text.encode(encoding), label) == text


def test_stray_bytes_do_not_spoil_utf8():
    text = "Zoë said “no” – Malmö, Łódź and Plzeň agree; naïve, says Jón."
    assert decode(text.encode() + "didn’t".encode("cp1252")) == text + "didn’t"
    assert decode(text.encode() + "é".encode()[:1]) == text  # cut


@given(
    st.binary(max_size=60), st.sampled_from(["", "latin1", "utf-8", "utf-16", "big5", "cp1250", "idna", "rot13", "hex"])
)
def test_any_bytes_are_decoded_or_refused(data, label):
    try:
        decode(data, label).encode("utf-8")
    except SourceError as error:
        assert "\n" not in str(error)
