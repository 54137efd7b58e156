"""Mail as it comes: charsets that nobody knows or that lie, HTML under a plain label, parts that do not fit."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.mail import mail
from kg.errors import SourceError

HEAD = b"From: Ada Quill <ada@tidings.example>\nDate: Tue, 04 Mar 2025 23:30:00 -0500\nMIME-Version: 1.0\n"
SAID = "“We don’t agree,” Zoë O’Brien of Malmö said – twice."


def text_of(kind: str, body: bytes, more: str = "") -> str:
    (raw,) = mail(HEAD + f"Content-Type: {kind}\n{more}\n".encode() + body)
    return raw.text


CHARSETS = ["unknown-8bit", "x-nobody", '"', "us-ascii", "utf-8", "iso-8859-1", "", "hex", "utf-16", "utf-32-be"]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_charset_that_is_unknown_missing_or_wrong_does_not_end_the_reading(charset, encoding):
    assert text_of(f"text/plain; charset={charset}", SAID.encode(encoding)) == SAID


def test_a_message_without_a_word_on_its_charset():
    assert text_of("text/plain", SAID.encode("cp1252")) == SAID
    assert list(mail(b"Subject: A\n\n" + SAID.encode()))[0].text == SAID


@pytest.mark.parametrize(
    "body",
    ["<html><body><p>Latvia did not agree.</p></body></html>", "<p>Latvia did not agree.</p>",
     "Latvia did not agree.<br><br>",
     "<!DOCTYPE html><html><head><style>p {}</style></head><body>\n<div>Latvia did not agree.</div></body></html>",
     "<table><tr><td>Latvia did not agree.</td></tr></table>"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["text/plain", "text/html", "text/html; charset=x-nobody"])
def test_html_is_read_as_html_whatever_it_is_called(kind, body):
    assert text_of(kind, body.encode()) == "Latvia did not agree."


@pytest.mark.parametrize("body", ["We <3 it. a < b > c <ada@x.example>", "Write to <p@x.example> or <b@x.example>."])
def test_plain_text_with_angles_is_plain(body):
    assert text_of("text/plain", body.encode()) == body


@pytest.mark.parametrize(
    "body",
    [
        b"--other\nContent-Type: text/plain; charset=utf-8\n\nLatvia did not agree.\n--other\nContent-Type: text/html"
        b"\n\n<p>x</p>\n--other--\n",
        b"--b\nContent-Type: text/plain\n\nLatvia did not agree.\n",
        b"--b\n\nLatvia did not agree.\n--b--",
        b"--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html\n\n<p>Latvia did not agree.</p>\n--b--",
        b"--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>Latvia did not "
        b"agree.</p>\n--c--\n--b\nContent-Type: application/pdf\n\nx\n--b--",
        b"Latvia did not agree.\n",
    ],
)
@pytest.mark.parametrize("kind", ["multipart/alternative; boundary=b", "multipart/mixed; boundary=b"])
def test_parts_are_found_though_their_boundary_is_not(kind, body):
    assert text_of(kind, body).strip() == "Latvia did not agree."


def test_a_boundary_that_no_header_names():
    body = b"--b\nContent-Type: text/plain\n\nLatvia did not agree.\n--b--"
    assert text_of("multipart/mixed", body).strip() == "Latvia did not agree."


@pytest.mark.parametrize(
    ("subject", "title"),
    [("=?utf-8?Q?Vl=C4=8Dek?=\n =?utf-8?Q?_agrees?=", "Vlček agrees"),
     ("=?x-nobody?Q?O=92Brien?= agrees", "O’Brien agrees"),
     ("=?iso-8859-1?Q?O=92Brien?=", "O’Brien"), ("=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="), ("plain", "plain"),
     ("Zoë O’Brien’s answer", "Zoë O’Brien’s answer"), ("=?utf-8?Q?=C5?=\n =?utf-8?Q?=81=C3=B3d=C5=BA?=", "Łódź")],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_headers(subject, title, encoding):
    (raw,) = mail(b"Subject: " + subject.encode(encoding) + b"\n" + HEAD + b"\nWords.")
    assert (raw.fields["title"], raw.fields["author"]) == (title, "Ada Quill")
    assert raw.fields["date"].startswith("Tue, 04 Mar 2025")


def test_the_sender_may_have_a_comma():
    (raw,) = mail(b"From: =?utf-8?Q?Vl=C4=8Dek=2C_Hana?= <h@x.example>\n\nWords.")
    assert raw.fields["author"] == "Vlček, Hana"


@pytest.mark.parametrize("body", [b"k05vL", b"TGF0dmlhIGRpZCBub3QgYWdyZWUu*\xff!x"])
def test_damaged_base64_is_no_text(body):
    with pytest.raises(SourceError, match="base64"):
        text_of("text/plain", body, "Content-Transfer-Encoding: base64\n")


PARTED = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"


@given(st.binary(max_size=200), st.sampled_from([b"", HEAD, PARTED]))
def test_any_bytes_are_a_message_or_told(data, head):
    with suppress(SourceError):
        assert all(raw.text.strip() for raw in mail(head + data))
