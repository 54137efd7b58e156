"""Bytes to text, exactly: nothing is stripped and no line end is changed, so that offsets fit the file."""

import codecs

from kg.errors import SourceError

# UTF-32 first: its little-endian mark begins with that of UTF-16
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = ["cp1252", "mac_roman"]  # what English text that is not Unicode comes in


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``: by its byte order mark, else UTF-8, else as ``declared``, else as detected. Raises
    `SourceError` for binary data and for bytes that fit no encoding."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _detected(data, declared)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"byte {error.start} is not {encoding}, though the byte order mark says so; "
                          "save it as UTF-8") from error  # fmt: skip


def _detected(data: bytes, declared: str | None) -> str:
    from charset_normalizer import from_bytes

    if b"\0" in data:
        raise SourceError(f"zero byte at {data.index(0)}: a binary is not read; save its text as UTF-8")
    for candidates in ([declared] if declared else [], WESTERN):
        try:
            best = from_bytes(data, cp_isolation=candidates).best() if candidates else None
        except ValueError:  # a declared name that nobody knows
            continue
        if best:
            return str(best)
    best = from_bytes(data).best()
    if best is None:
        raise SourceError(f"{len(data):,} bytes fit no known encoding: text must be readable; save it as UTF-8")
    return str(best)
