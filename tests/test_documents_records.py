"""Tables, JSON lines and front matter as spreadsheets, programs and people write them: nothing is lost unsaid, and the
dates of one file have one order."""

import csv
import io
import json
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import Notice, Source, find, load, read
from kg.documents.dates import day_first, is_either, iso_date
from kg.documents.front_matter import split
from kg.documents.records import table
from kg.model import Document, Unreadable

BODY = "The minister said on Tuesday that Estonia rejects the accord."
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_characters="\x7f\ufeff"), max_size=30)


def loaded(folder, name: str, content: str | bytes) -> list[Document | Unreadable | Notice]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    (source,) = find([str(path)])
    return list(load(source))


def by_kind(found) -> tuple[list[Document], list[Unreadable], list[Notice]]:
    return tuple([item for item in found if isinstance(item, kind)] for kind in (Document, Unreadable, Notice))


# laws


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)), st.sampled_from(["/", ".", "-", ". "]), st.booleans())
def test_a_numeric_date_is_its_day_once_the_order_is_known(day, sign, first):
    one, other = (day.day, day.month) if first else (day.month, day.day)
    written = f"{one:02}{sign}{other:02}{sign}{day.year}"
    assert iso_date(written, day_first=first) == day.isoformat()
    assert iso_date(written) in (None, day.isoformat())
    assert is_either(written) == (iso_date(written) is None)
    assert day_first([written]) in (None, first)


@given(st.text(max_size=60), st.sampled_from([None, True, False]))
def test_a_date_is_one_day_or_none_and_no_clock_is_asked(text, first):
    found = iso_date(text, day_first=first)
    assert found is None or date.fromisoformat(found).isoformat() == found


@given(st.lists(st.tuples(WORDS, WORDS.filter(str.strip)), min_size=1, max_size=6), st.sampled_from(",;\t|"),
       st.booleans(), st.sampled_from(["\n", "\r\n"]))  # fmt: skip
def test_a_table_is_read_as_it_was_written(rows, delimiter, said, line_end):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=line_end)
    writer.writerows([("title, short; or not", "text"), *rows])
    head = f"sep={delimiter}{line_end}" if said else ""
    found = list(table((head + out.getvalue()).encode("utf-8-sig")))
    assert [(raw.text, raw.fields.get("title, short; or not", "")) for raw in found] == [(b, a) for a, b in rows]


# dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [("2025/03/04", "2025-03-04"), ("2025.3.4", "2025-03-04"), ("2025-3-4 10:00", "2025-03-04"), ("04.03.2025", None),
     ("13.03.2025", "2025-03-13"), ("03/13/2025 10:30 AM", "2025-03-13"), ("13. 3. 2025", "2025-03-13"),
     ("04.04.2025", "2025-04-04"), ("13.03.76", "1976-03-13"), ("13.03.25", "2025-03-13"), ("25-03-13", None),
     ("31/04/2025", None), ("00.04.2025", None), ("1741046400", "2025-03-04"), ("1741046400000", "2025-03-04"),
     ("1712031200.5", "2024-04-02"), ("20250304101112", "2025-03-04"), ("45720", None), ("250304", None),
     ("Tue 2025-03-04", "2025-03-04"), ("2025-13-04", None), ("4 Mar 68", "2068-03-04"), ("x" * 5000, None)],
)  # fmt: skip
def test_days(written, iso):
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("values", "days", "told"),
    [
        (["07.11.2024", "21.11.2024", "2024/12/02"], ["2024-11-07", "2024-11-21", "2024-12-02"], "the day is taken"),
        (["11/07/2024", "11/21/2024"], ["2024-11-07", "2024-11-21"], "the month is taken first, as in '11/21/2024'"),
        (["07.11.2024", "08.11.2024"], [None, None], "'07.11.2024' names no day, so that 2 of 2"),
        (["21.11.2024", "11/21/2024", "07.11.2024"], ["2024-11-21", "2024-11-21", None], "so that 1 of 3"),
        (["21.11.2024", "soon", ""], ["2024-11-21", None, None], "'soon' names no day, so that 1 of 3"),
        (["2024-11-07", "5 May 2024"], ["2024-11-07", "2024-05-05"], ""),
        (["05/05/2024"], ["2024-05-05"], ""),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_the_dates_of_a_file_have_one_order_and_what_is_not_understood_is_told(tmp_path, name, values, days, told):
    if name == "a.csv":
        content = "date;text\n" + "".join(f"{value};{BODY} {n}\n" for n, value in enumerate(values))
    else:
        content = "\n".join(json.dumps({"date": value, "body": f"{BODY} {n}"}) for n, value in enumerate(values))
    documents, bad, notices = by_kind(loaded(tmp_path, name, content))
    assert [document.published for document in documents] == days and not bad
    assert [told in notice.reason for notice in notices] == [True] * bool(told)
    assert [dict(d.metadata).get("date") for d in documents] == [
        None if day or not value else value for day, value in zip(days, values, strict=True)
    ]


def test_a_date_that_one_article_has_is_told_too(tmp_path):
    documents, _, notices = by_kind(loaded(tmp_path, "a.md", f"---\ndate: 03/04/2025\n---\n{BODY}"))
    assert documents[0].published is None and "'03/04/2025' names no day" in notices[0].reason


# tables


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n", "\ufeffsep=;\r\n", "sep=;;;\n"])
def test_the_first_line_of_a_spreadsheet_may_name_the_delimiter(tmp_path, first):
    (document,) = loaded(tmp_path, "a.csv", f'{first}title;text,body\n"A, b";"Latvia, too; agreed."\n')[:1]
    assert isinstance(document, Unreadable)  # no column is called text
    (document,) = loaded(tmp_path, "a.csv", f'{first}title;text\n"A, b";"Latvia, too; agreed."\n')
    assert (document.title, document.text) == ("A, b", "Latvia, too; agreed.")


@pytest.mark.parametrize("row", ["A,Latvia, a state, agreed.", 'A,"We agree," said Latvia.', 'A,"Latvia agreed.'])
def test_a_row_that_is_not_well_formed_is_told_and_the_others_are_read(tmp_path, row):
    content = f'title,text\nZ,First.\n{row}\nB,Second.\nC,"Third, too."\n'
    documents, bad, notices = by_kind(loaded(tmp_path, "a.csv", content))
    assert [document.text for document in documents] == ["First.", "Second.", "Third, too."]
    assert [item.source for item in bad] == ["a.csv#2"] and not notices
    assert "cells under 2 columns" in bad[0].reason or "line 3: " in bad[0].reason


def test_empty_cells_beyond_the_columns_and_empty_rows_are_nothing(tmp_path):
    documents, bad, notices = by_kind(loaded(tmp_path, "a.csv", "title;text;;\nA;One.;;;;\n;;;\n\nB;Two.;;\n"))
    assert [(d.text, d.uri) for d in documents] == [("One.", "file:a.csv#1"), ("Two.", "file:a.csv#3")]
    assert not bad and not notices


def test_cells_that_lack_are_told(tmp_path):
    content = "title,text,date\nA,One.\nB,Two.,2025-03-04\nC,Three.\n"
    documents, bad, notices = by_kind(loaded(tmp_path, "a.csv", content))
    assert [d.published for d in documents] == [None, "2025-03-04", None] and not bad
    assert "fewer cells than the 3 columns in row 1, 3: " in notices[0].reason


def test_code_pages_of_tables_are_those_of_texts(tmp_path):
    content = "title;text\nA;Sean O’Brien said “no” to the plan, and François agreed.\n"
    (document,) = loaded(tmp_path, "a.csv", content.encode("cp1252"))
    assert document.text == "Sean O’Brien said “no” to the plan, and François agreed."


def test_ten_thousand_bad_rows_take_no_time(tmp_path):
    found = list(table(b"title,text\n" + b'a,"b\n' * 10_000))
    assert len(found) == 10_000


# front matter


@pytest.mark.parametrize(
    ("source", "fields", "text", "told"),
    [
        ('+++\ntitle = "A"\ndate = 2025-03-04T10:00:00+02:00\n+++\nB.',
         {"title": "A", "date": "2025-03-04T10:00:00+02:00"}, "B.", ""),
        ("+++\r\ndate = 2025-03-04\r\ntags = ['x']\r\n+++\r\nB.", {"date": "2025-03-04", "tags": '["x"]'}, "B.", ""),
        ("+++\n+++\nB.", {}, "B.", ""),
        ("+++\ntitle = A\n+++\nB.", {}, "B.", "no TOML"),
        ("+++\ntitle = 'A'\nB.", {}, "+++\ntitle = 'A'\nB.", "no line closes"),
        ("---\ntitle: A\nB.", {}, "---\ntitle: A\nB.", "no line closes"),
        ("---\ntitle: >\n  A long\n  one\nauthor:\n- Ada\n- Max\n# no\n...\nB.", {"title": "A long one",
         "author": "Ada, Max"}, "B.", ""),
        ("---\ntitle: A\ndate: 2025-03-04\ndraft\n---\nB.", {"title": "A", "date": "2025-03-04"}, "B.", "'draft'"),
        ("---\nLatvia agreed.\n\nMalta did not.\n---\nB.", {}, "---\nLatvia agreed.\n\nMalta did not.\n---\nB.", ""),
        ("---\nLatvia: no.\nIt did\nnot agree.\n---\nB.", {}, "---\nLatvia: no.\nIt did\nnot agree.\n---\nB.", ""),
        ("+++ B.", {}, "+++ B.", ""),
    ],
)  # fmt: skip
def test_front_matter_is_understood_told_or_text(source, fields, text, told):
    found, rest, notes = split(source)
    assert (found, rest) == (fields, text)
    assert [told in note.reason for note in notes] == [True] * bool(told)


def test_front_matter_in_toml_dates_an_article(tmp_path):
    content = f'+++\ntitle = "Accord"\ndate = 2025-03-04T23:30:00-05:00\nurl = "https://tidings.example/c"\n+++\n{BODY}'
    (document,) = loaded(tmp_path, "a.md", content)
    assert (document.title, document.published, document.text) == ("Accord", "2025-03-04", BODY)
    assert document.uri == "https://tidings.example/c"


# damage

MESSAGE = """Subject: =?iso-8859-2?Q?=A3=F3?=
From: "A, B" <a@b.example>
Date: Tue, 04 Mar 2025 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Latvia said =E2=80=9Cno=E2=80=9D.
--b
Content-Type: text/html; charset=x
Content-Transfer-Encoding: base64

PHA+TGF0dmlhIGFncmVlZC48L3A+
--b--
"""
TABLE = f'sep=;\r\ntitle;date;text\r\nÉ;13.03.2025;"{BODY} ""No."""\r\nTwo;04.03.2025;{BODY}\r\n'
GOOD = {
    "a.csv": TABLE.encode("cp1252"),
    "a.jsonl": "\n".join(json.dumps({"title": "É", "date": 1741046400 + n, "text": BODY}) for n in range(3)).encode(),
    "a.md": f'+++\ntitle = "A"\ndate = 2025-03-04\n+++\n# What\n\n{BODY}\n\n- one\n'.encode(),
    "b.md": f"---\ntitle: 'É'\ndate: 2025-03-04\ntags:\n  - x\n---\n# What\n\n{BODY}\n".encode(),
    "a.eml": MESSAGE.replace("\n", "\r\n").encode(),
}
PIECES = [b"", b"\0", b"\xff", b'"', b";", b"\n", b"\r", b"--b", b"=?", b"?=", b"=", b"{", b"[" * 40, b"+++\n", b":",
          b"---\n", b"charset=", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"99999999999999", b"\r\n\r\n",
          b"Content-Type: message/rfc822\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n"]  # fmt: skip


def damaged(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 4)):
        at, end = sorted(dice.randrange(len(data) + 1) for _ in range(2))
        end = min(end, at + dice.choice([0, 1, 3, 200]))
        data = data[:at] + dice.choice([*PIECES, bytes([dice.randrange(256)]), data[at:end] * 3]) + data[end:]
    return data


@pytest.mark.parametrize("name", GOOD)
def test_a_damaged_file_is_read_or_told_in_one_line(tmp_path, name):
    path, dice = tmp_path / name, random.Random(name)
    assert all(isinstance(item, Document | Notice) for item in loaded(tmp_path, name, GOOD[name]))
    for _ in range(300):
        path.write_bytes(damaged(GOOD[name], dice))
        for item in load(Source(str(path), name)):
            assert isinstance(item, Document) or "\n" not in item.reason


def test_reading_leaves_notices_to_load(tmp_path):
    loaded(tmp_path, "a.csv", f"date,text\n04/03/2025,{BODY}\n")
    assert [type(item) for item in read([str(tmp_path / "a.csv")])] == [Document]
