"""Bytes to text, exactly: nothing is stripped and no line end is changed, so that offsets fit the file."""

import codecs
import re

from kg.documents.codepages import STRONG, likeliest, oddity
from kg.errors import SourceError

# UTF-32 first: its little-endian mark begins with that of UTF-16
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what a label means in practice (WHATWG, "Encoding", 2024): who writes "iso-8859-1" saves windows-1252
MEANT = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
         "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "big5": "big5hkscs"}  # fmt: skip
WIDE = ("utf-16", "utf-32")
# say nothing of bytes beyond ASCII, or are no character sets
UNTOLD = frozenset(("ascii", "utf-8", "utf-8-sig", "utf-7", "idna", "punycode", "unicode-escape",
                    "raw-unicode-escape", "undefined", "mbcs", "oem"))  # fmt: skip
SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
HIGH = re.compile(rb"[\x80-\xff]")
LETTERS = re.compile(rb"[A-Za-z]")
FOREIGN = 0.4  # share of bytes beyond ASCII among letters, from which a text is in no Latin alphabet


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``: by its byte order mark, else UTF-8, else as ``declared``, else as detected. Raises
    `SourceError` for binary data and for bytes that fit no encoding.

    declared: the label that a page, a message or its sender gives, as the web reads it ("latin1" is windows-1252). One
    that nobody knows, that the bytes do not fit, or that gives far odder words than another does is not believed.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    meant = codec(declared or "")
    wide = meant is not None and meant.startswith(WIDE)
    # a text in English has zero bytes there, or its label lies
    if wide and b"\0" in data and (text := _as_declared(data, meant)) is not None:
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _detected(data, None if wide else meant)


def codec(label: str) -> str | None:
    """The codec that a declared ``label`` means; ``None``: it tells nothing.

    >>> codec("ISO-8859-1"), codec("x-cp1250"), codec("us-ascii"), codec("unknown-8bit")
    ('cp1252', 'cp1250', None, None)
    """
    plain = label.strip(" \t\r\n\"'").lower().removeprefix("x-")
    for name in (plain, re.sub(r"[-_ ]", "", plain), re.sub(r"^iso[-_ ]?8859[-_ ]?", "iso8859-", plain)):
        if found := _character_set(name):
            return None if found in UNTOLD else MEANT.get(found, found)
    return None


def _character_set(name: str) -> str:
    """The codec of this name; empty: none, or one that gives no text."""
    try:
        found = codecs.lookup(name).name
        b"a".decode(name)
    except UnicodeDecodeError:  # of more than one byte a character
        return found
    except (LookupError, ValueError):
        return ""
    return found


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"byte {error.start} is not {encoding}, though the byte order mark says so; "
                          "save it as UTF-8") from error  # fmt: skip


def _detected(data: bytes, declared: str | None) -> str:
    if b"\0" in data:
        raise SourceError(f"zero byte at {data.index(0)}: a binary is not read; save its text as UTF-8")
    high = len(HIGH.findall(data))
    if (text := _nearly_utf8(data, high)) is not None:
        return text
    text = _as_declared(data, declared)
    foreign = high > FOREIGN * (len(LETTERS.findall(data)) + high)
    if declared and text is not None and (foreign or not _is_lie(data, declared)):
        return text
    if not foreign and (best := likeliest(data)) is not None:
        return data.decode(best)
    from charset_normalizer import from_bytes

    found = from_bytes(data).best()
    if found is None:
        raise SourceError(f"{len(data):,} bytes fit no known encoding: text must be readable; save it as UTF-8")
    return str(found)


def _nearly_utf8(data: bytes, high: int) -> str | None:
    """UTF-8 that is cut at its end, or has a few bytes of windows-1252 in it."""
    found = [len(sequence) for sequence in SEQUENCE.findall(data)]
    stray = high - sum(found)
    try:
        if found and stray < 4:
            return codecs.getincrementaldecoder("utf-8")().decode(data)  # whatever is begun at the end is left out
    except UnicodeDecodeError:
        pass
    if 3 * stray >= len(found):
        return None
    text = data.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda m: bytes((ord(m[0]) - 0xDC00,)).decode("cp1252", "replace"), text)


def _as_declared(data: bytes, declared: str | None) -> str | None:
    try:
        return data.decode(declared) if declared else None
    except (UnicodeDecodeError, LookupError):
        return None


def _is_lie(data: bytes, declared: str) -> bool:
    """Whether another code page gives far more plausible words."""
    best = likeliest(data)
    europe = declared.startswith(("cp125", "iso8859", "mac"))
    return europe and best is not None and oddity(data, declared) >= 2 * (STRONG + oddity(data, best))
