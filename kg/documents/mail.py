"""E-mail messages: newsletters, press releases, statements sent to a list."""

from email import message_from_bytes, policy
from email.utils import parseaddr

from kg.documents.html import html
from kg.documents.raw import PARSER_ERRORS, Found, Raw
from kg.errors import SourceError


def mail(data: bytes) -> Found:
    """The message's body, plain where it has one, else its HTML; subject, date and sender are title, date and author.
    Attachments are not read."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        fields = {"title": message["Subject"], "date": message["Date"], "author": parseaddr(message["From"] or "")[0]}
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body else None
    except PARSER_ERRORS as error:
        raise SourceError(f"{error}: a .eml file must be one message; save its text as .txt") from error
    if not isinstance(content, str):
        raise SourceError("0 parts of text: a message needs a body in text or HTML; save its text as .txt")
    if body.get_content_subtype() == "html":
        content = next(html(content.encode("utf-8", "replace"))).text
    yield Raw(content, {key: str(value) for key, value in fields.items() if value})
