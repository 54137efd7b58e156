"""E-mail messages: newsletters, press releases, statements sent to a list."""

import re
from email import message_from_bytes, policy
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect
from email.header import decode_header
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from kg.documents.encoding import decode
from kg.documents.html import html
from kg.documents.parsing import parsing
from kg.documents.raw import Found, Raw
from kg.errors import SourceError

BOUNDARY = re.compile(rb"^--([!#-\[\]-~]{1,200}?)(?:--)?[ \t]*\r?$", re.MULTILINE)
PART = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
HEADER = "a header must be words of known charsets"
BROKEN = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
WORD = r"=\?[^?\s]{1,60}\?[bq]\?[^?]*\?="
ENCODED = re.compile(rf"{WORD}(?:\s+{WORD})*", re.IGNORECASE)  # words of one header in a run
NAMES = "html|head|body|div|p|table|t[rd]|center|span|font|br|b|i|strong|em|a|[uo]l|li|h[1-6]"
TAGS = re.compile(rf"<(?:!doctype\s+html|/?(?:{NAMES})(?=[\s/>]))[^<>]{{0,1000}}>", re.IGNORECASE)
BODY = re.compile(rb"<body\b", re.IGNORECASE)


def mail(data: bytes) -> Found:
    """The message's body, plain where it has one, else its HTML; subject, date and sender are title, date and author.
    What is plain by its label alone is read as HTML, and bytes that do not fit their charset are detected as those of a
    text file. Attachments are not read."""
    with parsing("a .eml file must be one message; save its text as .txt", len(data)):
        message = message_from_bytes(data, policy=policy.default)
        subject, date, sender = _headers(message, "subject", "date", "from")
        fields = {"title": _decoded(subject), "date": _decoded(date), "author": _decoded(parseaddr(sender)[0])}
        content = _content(_mended(message))
    if not content.strip():
        raise SourceError("0 parts of text: a message needs a body in text or HTML; save its text as .txt")
    yield Raw(content, {key: value for key, value in fields.items() if value})


def _headers(message: EmailMessage, *names: str) -> list[str]:
    """These headers, each in one line, nothing where there is none. Bytes that must not stand there, but do, are read
    as the message's, all at once: one name alone is too little to tell an encoding by."""
    values = {name.casefold(): " ".join(str(value).split()) for name, value in reversed([*message.raw_items()])}
    found = [values.get(name, "") for name in names]
    data = "\n".join(found).encode("utf-8", "surrogateescape")
    try:
        read = decode(data, _charset(message)).split("\n")
    except SourceError:  # damaged: the message is read all the same
        read = []
    return read if len(read) == len(found) else data.decode("utf-8", "replace").split("\n")


def _decoded(header: str) -> str:
    """``header`` with its encoded words read."""
    return ENCODED.sub(lambda match: _words(match[0]), header).strip()


def _words(run: str) -> str:
    try:
        with parsing(HEADER):
            parts = decode_header(run)
        return "".join(decode(part, charset) for part, charset in parts if isinstance(part, bytes)) or run
    except SourceError:  # it stays as it stands
        return run


def _mended(message: EmailMessage) -> EmailMessage:
    """``message``, its parts found by the boundary that stands between them where that is not the one it names; a
    plain one where there is none."""
    payload = message.get_payload()
    if message.get_content_maintype() != "multipart" or not isinstance(payload, str):
        return message
    body = payload.encode("ascii", "surrogateescape")
    found = BOUNDARY.search(body) if PART.search(body) else None
    kind = b'multipart/mixed; boundary="%b"' % found[1] if found else b"text/plain"
    return message_from_bytes(b"Content-Type: %b\n\n%b" % (kind, body), policy=policy.default)


def _content(message: EmailMessage) -> str:
    """The text of the first part that has any, plain before HTML; nothing if none has."""
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        if part is None or not (data := _data(part)).strip():  # a part without headers is false
            continue
        charset = _charset(part)
        text = decode(data, charset)
        if kind == "html" or len(TAGS.findall(text[:100_000])) > 1:
            page = text.encode("utf-8", "replace") if charset else data  # else it says itself what it is in
            return next(html(page if BODY.search(page) else b"<html><body>%b</body></html>" % page)).text
        return text
    return ""


def _data(part: MIMEPart) -> bytes:
    data = part.get_payload(decode=True)
    if any(isinstance(defect, BROKEN) for defect in part.defects):
        raise SourceError("base64 that is cut or damaged: a message must be whole; save its text as .txt")
    return data if isinstance(data, bytes) else b""


def _charset(part: MIMEPart) -> str | None:
    try:
        with parsing(HEADER):
            return part.get_content_charset()
    except SourceError:  # the name itself is in a charset that nobody knows
        return None
