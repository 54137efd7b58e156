"""PDF files: laws of lines and pages, then tables of heads and feet, metadata, locks and scans."""

import io
import tomllib
from pathlib import Path

import pytest
from damage import INFO, pdf_of_objects, stream, whole_pdf
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import read
from kg.documents.pages import paragraphs
from kg.documents.pdf import pdf
from kg.documents.raw import Bad
from kg.model import Document

WORDS = ["Malta", "rejected", "the", "harbour", "levy", "because", "its", "council", "of", "islands", "had", "voted"]
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
IMAGE = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>"


def prose(number: int) -> list[str]:
    """Six full lines and a short one, of which no two pages have one in common."""
    lines = [" ".join(WORDS[(number * 5 + i * 7 + j) % len(WORDS)] for j in range(9)) for i in range(6)]
    return [f"{lines[0]} {'abcdefghij'[number]}", *lines[1:], f"as page {'abcdefghij'[number]} says it"]


def drawn(*pages: list[tuple[int, str]], pictures: tuple[int, ...] = ()) -> bytes:
    """A PDF whose pages show each line at its height; ``pictures`` are the pages that also show one."""
    objects: list[str | bytes] = [
        f"<< /Type /Pages /Kids [{' '.join(f'{5 + 2 * i} 0 R' for i in range(len(pages)))}] /Count {len(pages)} >>",
        FONT,
        IMAGE.encode() + b"\nstream\n0\nendstream",
    ]
    for i, lines in enumerate(pages):
        shown = "".join(f"BT /F 12 Tf 72 {height} Td ({text}) Tj ET " for height, text in lines)
        picture = "/XObject << /P 4 0 R >>" if i in pictures else ""
        objects += [f"<< /Type /Page /Parent 2 0 R /Contents {6 + 2 * i} 0 R /Resources << /Font << /F 3 0 R >> "
                    f"{picture} >> >>", stream(shown.encode("cp1252"))]  # fmt: skip
    return pdf_of_objects(*objects)


# lines and pages


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010", "\u2011", "¬"])
def test_a_word_cut_by_any_hyphen_is_whole(hyphen):
    own = "-" if hyphen == "¬" else hyphen  # no font gives ¬ for a hyphen that stays
    lines = [f"Malta rejects the admin{hyphen}", f"istrative levy of the Franco{own}", f"German council, a self{own}",
             "governing one, not self-governing ones."]  # fmt: skip
    text = paragraphs([lines])
    assert text == ("Malta rejects the administrative levy of the Franco-German council, a self-governing one, not "
                    "self-governing ones.")  # fmt: skip


def test_a_hyphen_within_a_line_is_seen_on_paper_whatever_it_is_called():
    assert paragraphs([["A self\u00adgoverning, well\u2010known island."]]) == "A self-governing, well-known island."


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (["11/29/26, 10:48 AM Levy"], ["https://t.example/levy {n}/{all}"]),
        ([], ["11/29/26, 10:48\u202fAM Levy", "https://t.example/levy?a=1… {n}/{all}"]),
        ([], ["29.11.2026, 10:48 Levy", "ﬁle:///home/a.html", "{n}/{all}"]),
        (["Levy https://t.example/levy"], ["{n} of {all} 2026-11-29, 10:48"]),
        (["2026/11/29 10:48 Levy: council split"], ["https://t.example/levy Page {n} of {all}"]),
        (["Harbour Tidings", "No. 12, 3 March 2025"], ["Page {n} of {all}"]),
        (["Harbour Tidings | {n}"], ["© 2025 Harbour Tidings", "t.example"]),
        (["{n}", "Harbour Tidings"], []),
        (["Harbour Tidings", "", "Politics"], ["- {n} -"]),
        (["PRESS RELEASE"], ["p. {n}"]),
    ],
)
@pytest.mark.parametrize("count", [2, 3, 7])
def test_sentences_that_cross_a_page_are_whole(head, foot, count):
    def filled(lines: list[str], n: int) -> list[str]:
        return [line.format(n=n, all=count) for line in lines]

    pages = [[*filled(head, n), *prose(n), *filled(foot, n)] for n in range(1, count + 1)]
    assert paragraphs(pages) == paragraphs([prose(n) for n in range(1, count + 1)])


@pytest.mark.parametrize(
    "page",
    [
        [*prose(1), "11/29/26, 10:48 AM Levy", "https://t.example/levy 1/1"],
        ["Levy https://t.example/levy", *prose(1), "1 of 1 11/29/26, 10:48 AM"],
    ],
)
def test_one_printed_page(page):
    assert paragraphs([page]) == paragraphs([prose(1)])


PARTS = ["the levy of 12 March", "and 4 others", "In 2024", "which Malta", "rejected"]


@given(st.lists(st.lists(st.sampled_from(PARTS), min_size=3, max_size=9), min_size=1, max_size=4))
def test_prose_that_no_page_shares_is_kept_word_for_word(pages):
    marked = [[f"{line} {chr(97 + i)}{chr(97 + j)}x" for j, line in enumerate(page)] for i, page in enumerate(pages)]
    assert paragraphs(marked).split() == [word for page in marked for line in page for word in line.split()]


@pytest.mark.parametrize("line", ["2024.", "Malta 12 said that its council", "in 2024", "12 of the 20 islands agreed"])
def test_a_number_in_prose_is_no_page_number(line):
    assert line in paragraphs([prose(1), [line, *prose(2)]]) and line in paragraphs([[*prose(1), line], prose(2)])


def test_lines_that_each_paragraph_repeats_are_no_heads():
    lines = ["Minister number {n} of Malta rejected the levy for", "the islands because the council of the harbour",
             "had voted for it after many hours."]  # fmt: skip
    every = [line.format(n=n) for n in range(1, 15) for line in lines]
    pages = [every[i : i + 10] for i in range(0, len(every), 10)]
    assert " ".join(paragraphs(pages).split()) == " ".join(every)


def test_paragraphs_are_told_by_their_distance(tmp_path):
    data = drawn(
        [(760, "Harbour Tidings"), (700, "Malta rejected the levy of the council because"),
         (686, "its islands had voted against it in the spring."),
         (658, "Cyprus did not reject it, for the council of"),
         (644, "the harbour had asked it not to, and so the"), (30, "Page 1 of 2")],
        [(760, "Harbour Tidings"), (700, "levy stays as it is, said the minister in a letter."), (30, "Page 2 of 2")],
    )  # fmt: skip
    (found,) = pdf(data)
    assert found.text == ("Malta rejected the levy of the council because its islands had voted against it in the "
                          "spring.\n\nCyprus did not reject it, for the council of the harbour had asked it not to, "
                          "and so the levy stays as it is, said the minister in a letter.")  # fmt: skip


def test_a_name_goes_on_after_a_head_that_is_set_apart():
    first = ["Harbour Tidings", "", "Malta rejected the levy that had been asked for by the council of the islands of"]
    second = ["Harbour Tidings", "", "Cyprus and by nobody else, as far as the papers of that spring can tell us now."]
    assert paragraphs([first, second]) == f"{first[2]} {second[2]}"


# what a file says of itself


@pytest.mark.parametrize(
    ("info", "fields"),
    [
        ("<< /Title (Levy) /Author (Ada Quill) >>", {"title": "Levy", "author": "Ada Quill"}),
        ("<< /Title /Levy /Author /Quill >>", {}),
        ("<< /Title 12 /Author [(Ada) (Max)] >>", {}),
        ("<< /Title << /A (Levy) >> /Author true >>", {}),
        ("<< /Title null /Author 1.5 /CreationDate (D:99999999) /ModDate /Never >>", {}),
        ("<< /Title 99 0 R /Author 1 0 R >>", {}),
        ("<< /Title <FEFFD800> /Author (Ada Quill) >>", {"author": "Ada Quill"}),
        ("(no dictionary)", {}),
        ("[1 2]", {}),
    ],
)
def test_properties_that_are_no_text_are_left_out(info, fields, tmp_path):
    (tmp_path / "a.pdf").write_bytes(whole_pdf(info=info))
    (document,) = read([str(tmp_path / "a.pdf")])
    assert "Estonia rejects the accord" in document.text
    assert {key: value for key in ("title", "author") if (value := getattr(document, key))}.items() >= fields.items()
    title = fields.get("title", document.text.partition("\n")[0])
    assert document.author == fields.get("author") and document.title in (title, "\ufffd")


# locks, scans, fonts without letters


def locked(data: bytes, password: str, algorithm: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(PdfReader(io.BytesIO(data))), io.BytesIO()
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_what_opens_without_a_password_is_read_and_what_does_not_is_named(algorithm, tmp_path):
    (tmp_path / "open.pdf").write_bytes(locked(whole_pdf(info=INFO), "", algorithm))
    (tmp_path / "shut.pdf").write_bytes(locked(whole_pdf(info=INFO), "secret", algorithm))
    opened, shut = read([str(tmp_path / "open.pdf"), str(tmp_path / "shut.pdf")])
    assert isinstance(opened, Document) and "Estonia rejects the accord" in opened.text
    assert shut.source == "shut.pdf" and "password" in shut.reason and "save it without" in shut.reason


def test_the_library_that_opens_encrypted_files_is_declared():
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(each.startswith("pypdf[crypto]") for each in project["dependencies"])


PAGE = [(700, "Malta rejected the levy.")]


def test_a_scanned_file_is_named(tmp_path):
    (tmp_path / "a.pdf").write_bytes(drawn([], [], pictures=(0, 1)))
    (found,) = read([str(tmp_path / "a.pdf")])
    assert found.source == "a.pdf" and "2 pages without text: scanned" in found.reason and "OCR" in found.reason


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (drawn(PAGE, [], [], PAGE, pictures=(1, 2)), "2 of 4 pages are pictures without text (page 2, 3)"),
        (drawn(PAGE, [], pictures=(1,)), "1 of 2 pages are pictures without text (page 2)"),
        (drawn([], PAGE, PAGE, [], pictures=(0, 3)), ""),
        (drawn(PAGE, [], PAGE), ""),
        (drawn(PAGE, [(700, "Cyprus did not.")], pictures=(1,)), ""),
    ],
)
def test_pages_that_are_pictures_are_told_beside_the_text_of_the_others(data, told):
    text, *bad = pdf(data)
    assert "Malta rejected the levy." in text.text
    assert [each.reason.split(":")[0] for each in bad if isinstance(each, Bad)] == ([told] if told else [])


def test_a_font_that_does_not_name_its_letters(tmp_path):
    (tmp_path / "a.pdf").write_bytes(drawn([(700, "\x02\x03\x04\x05\x06\x0e\x0f\x10 a")]))
    (found,) = read([str(tmp_path / "a.pdf")])
    assert "characters are none" in found.reason


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it may first strike a finalizer
def test_drawings_that_repeat_without_end_are_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.documents.parsing.MOST_SECONDS", 0.5)
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {n} 0 R >> >>"
    forms = [stream(b"/X Do " * 30, form.format(n=n + 1)) for n in range(5, 11)]
    data = pdf_of_objects(
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do " * 30), *forms, stream(b"q Q " * 500, form.format(n=11)),
    )  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(data)
    (found,) = read([str(tmp_path / "a.pdf")])
    assert "seconds of work: a .pdf file must be whole" in found.reason
