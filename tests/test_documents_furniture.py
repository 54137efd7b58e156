"""What is prose in a document and what is not, and its date: laws, then tables of lines."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import read
from kg.documents.furniture import furniture, is_furniture
from kg.documents.raw import iso_date

BODY = "The minister said on Tuesday that Estonia rejects the accord, which he called a mistake for the whole region."

LINES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from(["By Ada Quill", "3 min read", "Advertisement", "A headline", "4 March 2025", "  ", BODY]),
    ),
    max_size=12,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]), st.sampled_from(["", "A headline", "by ada quill"]))
def test_furniture_lies_in_the_text_sorted_and_disjoint(lines, line_end, title):
    text = line_end.join(lines)
    ranges = furniture(text, title)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(end <= start for (_, end), (start, _) in zip(ranges, ranges[1:], strict=False))
    assert all(text[start:end] == text[start:end].strip() for start, end in ranges)


@given(st.text(max_size=40))
def test_a_date_is_iso_or_nothing(text):
    assert iso_date(text) is None or len(iso_date(text)) == 10


@pytest.mark.parametrize(
    "line",
    ["3 min Security", "3 min read", "5-minute read", "Reading time: 4 minutes", "By Ada Quill", "BY ADA QUILL",
     "By Ada Quill and Max van der Roe in Tallinn", "By Ada Quill, Europe correspondent", "By Ada Quill | 3 March 2025",
     "Reporting by Ada Quill in Riga; editing by Max Roe", "(Reporting by Ada Quill)", "4 March 2025",
     "Published: March 4, 2025, 10:30 am", "Last updated 4 March 2025 at 10:30 CET", "Tuesday, 4 March 2025",
     "We use cookies to improve your experience.", "Accept all cookies", "Sign up for our daily newsletter",
     "Subscribe now!", "Advertisement", "Share this article", "Read more: Latvia opposes the accord", "Related stories",
     "Photo: Ada Quill/Tidings", "Photo by Ada Quill", "© 2025 Tidings", "Copyright 2025 Tidings. All rights reserved.",
     "- ends -", "***", "> quoted"],
)  # fmt: skip
def test_lines_that_are_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    ["5 minutes later he left", "By Monday Estonia will vote", "By rejecting the accord, Estonia lost", "What next",
     "Copyright reform was rejected.", "Cookies and consent: ministers split", "A newsletter said the deal is off.",
     "Photos by satellite show ships.", "In 2025", "Latvia shares this view", "On 4 March 2025 Estonia signed.",
     "Advertisement rules were criticized by Latvia.", "Minister: no", "", "x" * 10_000],
)  # fmt: skip
def test_lines_that_are_not(line):
    assert not is_furniture(line)


def test_a_title_is_read_once():
    text = f"3 min Security\n\nEstonia says no\n\nEstonia says no\n\n{BODY}\n\nWhat next\n\nEstonia says  NO\n\n{BODY}"
    (document,) = read(["-"], stdin=io.BytesIO(text.encode()))
    assert document.title == "Estonia says no" and document.text == text
    assert [text[a:b] for a, b in document.furniture] == ["3 min Security", "Estonia says no", "Estonia says  NO"]
    assert document.furniture[1][0] == text.index("Estonia says no", text.index("Estonia says no") + 1)


@pytest.mark.parametrize(
    ("written_", "iso"),
    [("2025-03-04", "2025-03-04"), ("2025-03-04T23:30:00-05:00", "2025-03-04"), ("4 March 2025", "2025-03-04"),
     ("March 4, 2025", "2025-03-04"), ("20250304", "2025-03-04"), ("25/04/2025", "2025-04-25"), ("03/04/2025", None),
     ("2025-13-04", None), ("2025-02-30", None), ("May 2025", None), ("2025", None), ("yesterday", None), ("", None)],
)  # fmt: skip
def test_dates(written_, iso):
    assert iso_date(written_) == iso


@pytest.mark.parametrize(
    ("line", "dateline"),
    [("STOCKHOLM - Vindra said no.", "STOCKHOLM - "), ("PARIS, May 3 (AFP) — “No,” he said.", "PARIS, May 3 (AFP) — "),
     ("WASHINGTON (AP) -- The deal is dead.", "WASHINGTON (AP) -- "), ("NATO - the alliance - said no.", ""),
     ("Germany - France talks go on.", ""), ("US officials said no.", "")],
)  # fmt: skip
def test_the_place_before_a_report_is_no_prose(line, dateline):
    text = f"A headline\n\n{line}\n"
    assert [text[start:end] for start, end in furniture(text)] == ([dateline] if dateline else [])
