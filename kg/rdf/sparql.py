"""What can be told of a SPARQL text by its words alone, before an engine reads it: SPARQL 1.1, section 19.

Engines such as Oxigraph's read without a separate tokenizer, so that ``<`` may begin an address or be "less than", and
``service:x`` may be a prefixed name or ``SERVICE :x``. `calls_out` therefore follows every reading.
"""

import re
from collections.abc import Iterator, Sequence

from kg.errors import QueryError

_IRI = r'<[^<>"{}|^`\\\x00-\x20]*+>'
_NAME = r"(?:[^\W\d][\w.-]*+)?:(?:\\.|[\w.:%-])*+"
_VARIABLE = r"[?$]\w++"
_GAP = r"(?:\s|\#[^\n\r]*+)*+"
TOKEN = re.compile(
    rf"""
      (?P<gap>   \s++ | \#[^\n\r]*+)
    | (?P<iri>   {_IRI})
    | (?P<text>  \"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*+\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*+'''
               | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+')
    | (?P<value> {_VARIABLE} | @[A-Za-z]+(?:-[A-Za-z0-9]+)*+)
    | (?P<name>  {_NAME})
    | (?P<word>  [^\W\d]\w*+)
    | (?P<sign>  .)
    """,
    re.VERBOSE | re.DOTALL,
)
_BEGINS = re.compile(rf"{_GAP}(?:SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE)(?=[\s<{{(*?$:#]|$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]\w*+")
_SILENT = rf"{_GAP}(?:silent{_GAP})?"
_SERVICE = re.compile(rf"\w*service{_SILENT}(?:{_IRI}|{_VARIABLE}|{_NAME}){_GAP}\{{", re.IGNORECASE)
_LOAD = re.compile(rf"\w*load{_SILENT}(?:{_IRI}|{_NAME})", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

Token = tuple[str, str, int, int]


def calls_out(text: str, *, update: bool = False) -> bool:
    """Whether ``text`` may ask another server: it has a ``SERVICE`` clause or, being an update, a ``LOAD``.

    The words in texts, addresses and comments do not count.

    >>> calls_out("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    True
    >>> calls_out("SELECT * { ?s ?p 'SERVICE <https://example.org/> {}' } # SERVICE <x> {")
    False
    """
    return any(_calls(reading, update) for reading in {text, _ESCAPE.sub(_unescaped, text)})


def _calls(text: str, update: bool) -> bool:
    ahead, seen = [0], set[int]()
    while ahead:
        at = ahead.pop()
        found = None if at in seen else TOKEN.match(text, at)
        if not found:  # at the end
            continue
        seen.add(at)
        ahead.append(found.end())
        if found.lastgroup == "iri":
            ahead.append(at + 1)
        elif found.lastgroup in ("name", "word") and (word := _WORD.match(text, at)):
            if _SERVICE.match(text, at) or update and _LOAD.match(text, at):
                return True
            ahead.append(word.end())
    return False


def is_query(text: str) -> bool:
    """Whether ``text`` is meant as SPARQL, right or wrong, and not as a name or a path: it begins as a query does, or
    has a brace.

    >>> is_query("describe <https://example.org/>"), is_query("select-all.rq"), is_query("SELCT * { ?s ?p ?o }")
    (True, False, True)
    """
    return "{" in text or _BEGINS.match(text) is not None


def names_dataset(query: str) -> bool:
    """Whether ``query`` says itself over which graphs it goes, with ``FROM``."""
    return any(word == "FROM" for word, _, depth, _ in _words(query) if not depth)


def with_dataset(update: str, using: Sequence[str], named: Sequence[str]) -> str:
    """``update`` with the graphs of the request in each of its operations that has a ``WHERE``.

    ``using`` and ``named`` are addresses, checked by the caller. Raises `QueryError` where the update names graphs
    itself (SPARQL 1.1 Protocol, section 2.2.3), or is a ``DELETE WHERE``, which has no place for them.
    """
    clauses = " ".join([*(f"USING <{iri}>" for iri in using), *(f"USING NAMED <{iri}>" for iri in named)])
    parts, done = [], 0
    for word, before, depth, start in _words(update):
        if depth:
            continue
        if word in ("USING", "WITH"):
            raise QueryError(f"{word} in the update and using-graph-uri beside it: name the graphs in one place")
        if word == "WHERE":
            if before == "DELETE":
                raise QueryError("DELETE WHERE takes no using-graph-uri; write DELETE { … } WHERE { … }")
            parts += [update[done:start], clauses, " "]
            done = start
    return "".join(parts) + update[done:]


def _words(text: str) -> Iterator[Token]:
    """Each bare word in capitals, the one before it, how many braces it lies in, and where it begins."""
    depth, before = 0, ""
    for found in TOKEN.finditer(text):
        if found.lastgroup == "sign":
            depth += (found[0] == "{") - (found[0] == "}")
        if found.lastgroup == "word":
            yield found[0].upper(), before, depth, found.start()
        if found.lastgroup != "gap":
            before = found[0].upper()


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else found[0]
