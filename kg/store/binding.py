"""Values put into a query, for engines that take none beside it: SPARQL over HTTP has no parameters.

A query is cut into the tokens of SPARQL 1.1 (section 19.8), so that what looks like a variable within a text, an
address or a comment is left alone, and a value is written by the library that will not let it be more than a term.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import QueryError
from kg.rdf import iris
from kg.rdf.sparql import TOKEN
from kg.store.terms import bound

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_AFTER_BY = ("HAVING", "LIMIT", "OFFSET", "VALUES")  # what ends the conditions of ORDER BY and GROUP BY


def form(query: str) -> str:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``. Raises `QueryError` for what is none, such as an update."""
    word = next((word for word in _words(query) if word not in ("BASE", "PREFIX")), "")
    if word not in _FORMS:
        raise QueryError(f"not a SPARQL query: it begins with {word[:20]!r}; begin it with {', '.join(_FORMS)}")
    return word


def declared(text: str) -> str:
    """``text`` with those of `kg.rdf.iris.PREFIXES` declared that it uses and does not declare."""
    used, own, before = set[str](), set[str](), ""
    for token in _tokens(text):
        if token.lastgroup == "name":
            (own if before == "PREFIX" else used).add(token[0].partition(":")[0])
        before = token[0].upper()
    missing = sorted((used & iris.PREFIXES.keys()) - own)
    return "".join(f"PREFIX {name}: <{iris.PREFIXES[name]}>\n" for name in missing) + text


def substituted(query: str, bindings: Mapping[str, Any]) -> str:
    """``query`` with the values of ``bindings`` in the places of their variables, which leave the lists of ``SELECT``.

    As in Oxigraph, a sub-select that does not list a variable has one of its own by that name, and a variable that is
    listed nowhere is a `QueryError`.

    >>> substituted('SELECT ?s ?o { ?s ?p ?o # ?o?\\n FILTER(?o != "?o") }', {"o": 'a " b'})
    'SELECT ?s  { ?s ?p  "a \\\\" b"  # ?o?\\n FILTER( "a \\\\" b"  != "?o") }'
    """
    if not bindings:
        return query
    return "".join(_Substitution(query, bindings).parts())


class _Substitution:
    """One walk over a query. ``own`` holds, for each brace that is open, the names that are not bound within it."""

    def __init__(self, query: str, bindings: Mapping[str, Any]):
        self.terms = {name: f" {bound(value)} " for name, value in bindings.items()}
        self.tokens = list(TOKEN.finditer(query))
        self.own: list[frozenset[str]] = [frozenset()]
        self.round, self.sorting = 0, False  # how many brackets are open; whether the words of ORDER BY are read

    def parts(self) -> Iterator[str]:
        self._refuse_unlisted()
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            word = token[0].upper() if token.lastgroup == "word" else ""
            self._follow(token[0], word)
            if word == "SELECT":
                end = self._end_of_list(at)
                yield self._list(at, end)
                at = end
                continue
            name = _name(token)
            if name in self.terms and name not in self.own[-1]:
                term = self.terms[name]
                yield f" ({term}) " if self.sorting and not self.round else term
            else:
                yield token[0]
            at += 1

    def _follow(self, sign: str, word: str) -> None:
        if sign == "{":
            self.own.append(self.own[-1])
        elif sign == "}" and len(self.own) > 1:
            self.own.pop()
        self.round += (sign == "(") - (sign == ")")
        if word == "BY":
            self.sorting = True
        elif sign == "}" or word in _AFTER_BY:
            self.sorting = False

    def _list(self, begin: int, end: int) -> str:
        """A list of ``SELECT`` without what is bound; what it does not list is its own from here on."""
        listed, starred = self._listed(begin, end)
        depth = len(self.own) - 1
        if depth and not starred:
            self.own[-1] |= self.terms.keys() - listed
        kept, round_, empty = [], 0, True
        for token in self.tokens[begin:end]:
            round_ += (token[0] == "(") - (token[0] == ")")
            name = _name(token)
            is_bound = name in self.terms and name not in self.own[-1]
            if is_bound and not round_:
                continue
            empty = empty and not (name or token[0] == "*")
            kept.append(self.terms[name] if is_bound else token[0])
        if empty:  # a list may not be
            name = min(listed)
            kept.append(f" ({self.terms[name]} AS ?{name}{depth or ''}) ")
        return "".join(kept)

    def _listed(self, begin: int, end: int) -> tuple[set[str], bool]:
        tokens, round_, listed, starred = self.tokens[begin:end], 0, set(), False
        for token in tokens:
            round_ += (token[0] == "(") - (token[0] == ")")
            if not round_ and _name(token):
                listed.add(_name(token))
            starred = starred or not round_ and token[0] == "*"
        return listed & self.terms.keys(), starred

    def _end_of_list(self, begin: int) -> int:
        for at in range(begin + 1, len(self.tokens)):
            if self.tokens[at][0] == "{" or self.tokens[at][0].upper() in ("WHERE", "FROM"):
                return at
        return len(self.tokens)

    def _refuse_unlisted(self) -> None:
        first = next((at for at, token in enumerate(self.tokens) if token[0].upper() in _FORMS), 0)
        names = {_name(token) for token in self.tokens}
        if self.tokens and self.tokens[first][0].upper() == "SELECT":
            listed, starred = self._listed(first, self._end_of_list(first))
            names = names if starred else listed
        for name in sorted(self.terms.keys() - names):
            raise QueryError(f"no answer to the query, it does not list the variable ?{name}; list it after SELECT")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return (token for token in TOKEN.finditer(text) if token.lastgroup != "gap")


def _words(text: str) -> Iterator[str]:
    return (token[0].upper() for token in _tokens(text) if token.lastgroup == "word")


def _name(token: re.Match[str]) -> str:
    """The name of a variable; empty for other tokens."""
    return token[0][1:] if token.lastgroup == "value" and token[0][0] != "@" else ""
