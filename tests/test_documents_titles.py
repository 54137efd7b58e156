"""What a document that gives no title is called: tables of first lines and of file names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import read
from kg.documents.titles import LONGEST, LONGEST_HEADLINE, first_words, from_name

BODY = "The minister said on Tuesday that Estonia rejects the accord, which he called a mistake for the whole region."
PARAGRAPH = f"{BODY} Gov. Ada Quill of N.Y. was asked, too. She said no."
BROKEN = """The minister said on Tuesday that Estonia
rejects the accord, which he called a
mistake. Others agree with what he said
of it on Monday."""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Will Estonia sign?\n\n{BODY}", "Will Estonia sign?"),
        (f"Estonia signed.\n\n{BODY}", "Estonia signed."),
        (f"Estonia signs\n{BODY}", "Estonia signs"),
        (f"“It is over.”\n\n{BODY}", "“It is over.”"),
        (f"Ministers vie for votes;\nA second line.\n\n{BODY}", "Ministers vie for votes"),
        (f"By Ada Quill\n\n4 March 2025\n\nEstonia says no.\n\n{BODY}", "Estonia says no."),
        (f"STOCKHOLM - Vindra said no.\n\n{BODY}", "Vindra said no."),
        ("Estonia signs\n\n", "Estonia signs"),
        (f"Estonia rejects accord after\nmonths of talks\n\n{BODY}", "Estonia rejects accord after months of talks"),
        (PARAGRAPH, BODY),
        (f"Gov. Quill {'really ' * 20}left N.Y. on Monday. She said no.", f"Gov. Quill {'really ' * 14}really…"),
        (BROKEN, "The minister said on Tuesday that Estonia rejects the accord, which he called a mistake."),
        ("word " * 32 + f"\n\n{BODY}", ("word " * 32).strip()),
        ("x" * 200 + f"\n\n{BODY}", "x" * (LONGEST - 1) + "…"),
        (f"Dear all,\n\n{BODY}", ""),
        ("By Ada Quill\n\n3 min read", ""),
        ("12\n\n", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_first_words(text, title):
    assert first_words(text) == title


@given(st.text(max_size=400))
def test_a_title_is_one_line_of_readable_length(text):
    title = first_words(text)
    assert len(title) <= LONGEST_HEADLINE and title == " ".join(title.split())


@pytest.mark.parametrize(
    ("name", "number", "title"),
    [
        ("affair/nyt_2016-10-23_old-hands-help-russia.txt", None, "nyt old hands help russia"),
        ("20161023 Estonia%20signs.v2.docx", None, "Estonia signs v2"),
        ("estonia-signs-4417720.md", None, "estonia signs"),
        ("estonia_signs_550e8400-e29b-41d4-a716-446655440000.html", None, "estonia signs"),
        ("23-10-2016.txt", None, "23-10-2016"),
        ("nyt_2016-10-23.txt", None, "nyt 2016-10-23"),
        ("4417720.txt", None, "4417720"),
        ("vote.txt", None, "vote"),
        ("news.csv", 7, "news #7"),
        ("https://tidings.example/2025/03/minister-rejects-accord.html?x=1", None, "minister rejects accord"),
        ("https://tidings.example/", None, "tidings.example"),
    ],
)
def test_names(name, number, title):
    assert from_name(name, number) == title


@given(st.text(min_size=1, max_size=60))
def test_a_name_always_gives_a_title(name):
    assert from_name(name)


def test_a_text_without_a_heading_has_a_title_and_keeps_its_text(tmp_path):
    texts = {
        "nyt_2016-10-23_a.txt": f"Estonia says no.\n\n{BODY}\n\nEstonia says no.\n",
        "minutes-of-may.txt": f"Dear all,\n\n{BODY}",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = {document.uri: document for document in read([str(tmp_path)])}
    assert found["file:nyt_2016-10-23_a.txt"].title == "Estonia says no."
    assert found["file:minutes-of-may.txt"].title == "minutes of may"
    assert all(found[f"file:{name}"].text == text for name, text in texts.items())
