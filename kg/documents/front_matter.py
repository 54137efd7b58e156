"""What a markdown file says of itself at its top: ``key: value`` lines between ``---``, or TOML between ``+++``."""

import json
import re
import tomllib

from kg.documents.raw import Note

MATTER = re.compile(
    r"\ufeff?(?:---[ \t]*\r?\n(?P<lines>.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?"
    r"|\+\+\+[ \t]*\r?\n(?P<toml>.*?)^\+\+\+[ \t]*\r?$\n?)",
    re.DOTALL | re.MULTILINE,
)
OPEN = re.compile(r"\ufeff?(?:---[ \t]*\r?\n[ \t]*\w[\w -]*:(?=\s)|\+\+\+[ \t]*\r?\n[ \t]*[\w\"'.-]+[ \t]*=)")
KEY = re.compile(r"[\w\"'][\w \"'.-]*")
GOES_ON = re.compile(r"[ \t]+\S|-(?:[ \t]|$)|[\]})]")  # what a key's value has below it


def split(source: str) -> tuple[dict[str, str], str, list[Note]]:
    """The fields of ``source``, the text below them, and what of them could not be understood. What is no front matter
    is text: nothing of it is lost.

    >>> split("---\\ntitle: A\\n---\\nB.")
    ({'title': 'A'}, 'B.', [])
    """
    found = MATTER.match(source)
    if not found:
        unclosed = OPEN.match(source)
        return {}, source, [Note("front matter that no line closes is read as text; close it with "
                                 f"{source.lstrip(chr(0xFEFF))[:3]}")] if unclosed else []  # fmt: skip
    if found["toml"] is not None:
        fields, notes = _toml(found["toml"])
    else:
        fields, notes = _lines(found["lines"])
    is_matter = fields or notes or found["toml"] is not None
    return (fields, source[found.end() :], notes) if is_matter else ({}, source, [])


def _toml(source: str) -> tuple[dict[str, str], list[Note]]:
    try:
        fields = tomllib.loads(source.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split())
        return {}, [Note(f"front matter is no TOML ({reason[:100]}), its fields are left out; correct it")]
    return {key: _string(value) for key, value in fields.items()}, []


def _string(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _lines(source: str) -> tuple[dict[str, str], list[Note]]:
    """The fields of ``key: value`` lines. Lines that begin with none, or are others for the most part, are no front
    matter, but text between rules."""
    values: dict[str, list[str]] = {}
    lost, key = [], None
    for line in source.splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        name, colon, value = line.rstrip().partition(":")
        if colon and KEY.fullmatch(name := name.rstrip(" \t")) and value[:1] in ("", " ", "\t"):
            key = name.strip("\"'")
            values[key] = [value.lstrip(" \t")]
        elif key is None:
            return {}, []
        elif GOES_ON.match(line):
            values[key].append(bare.removeprefix("- "))
        else:
            lost.append(bare)
    if len(lost) > len(values):
        return {}, []
    fields = {key: _value(*lines) for key, lines in values.items()}
    notes = [Note(f"front matter {line[:40]!r} is no 'key: value' and is left out; correct it") for line in lost[:1]]
    return fields, notes


def _value(first: str, *below: str) -> str:
    """A value with the lines below it: a list's items with commas between, folded text as one."""
    if first.strip() in (">", "|", ">-", "|-", ">+", "|+"):
        return " ".join(below)
    if below and not first:
        return ", ".join(part.strip("\"'") for part in below)
    return " ".join((first, *below)).strip().strip("\"'")
