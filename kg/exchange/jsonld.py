"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): every graph, with the published context inside, to work offline."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, XSD

from kg.exchange.context import ADDRESS, coercions, context, prefixes, terms
from kg.exchange.quads import quads
from kg.graph import Graph
from kg.store.terms import Term, bare

_STRING, _TYPE = str(XSD.string), str(RDF.type)
_NATIVE = {str(XSD.integer), str(XSD.boolean)}


def jsonld(graph: Graph) -> str:
    """Every graph but that of runs, one node a line.

    The context stands inside; where it is published is said under ``context``, a name that it does not define and
    that therefore adds no triple.
    """
    writer = _Writer()
    head = f'{{"context": {json.dumps(ADDRESS)},\n"@context": {json.dumps(context())},\n"@graph": [\n'
    return head + ",\n".join(writer.graphs(quads(graph))) + "\n]}\n"


class _Writer:
    """Quads, sorted by graph and subject, as JSON texts in the words of the context."""

    def __init__(self) -> None:
        self._names = {str(term): name for name, term in terms().items()}
        self._types = {str(term): type for term, type in coercions().items()}
        self._prefixes = {address: prefix for prefix, address in prefixes().items()}

    def graphs(self, found: Iterable[ox.Quad]) -> Iterator[str]:
        for name, members in groupby(found, key=lambda quad: _named(quad.graph_name)):
            nodes = ",\n".join(
                json.dumps(self._node(subject, properties), ensure_ascii=False)
                for subject, properties in groupby(members, key=lambda quad: _named(quad.subject))
            )
            yield f'{{"id": {json.dumps(self._address(name))}, "@graph": [\n{nodes}\n]}}'

    def _node(self, subject: str, found: Iterable[ox.Quad]) -> dict[str, Any]:
        node: dict[str, Any] = {"id": self._address(subject)}
        for quad in found:
            property = quad.predicate.value
            if property == _TYPE:
                name, value = "type", self._term(_named(quad.object))
            else:
                name, value = self._term(property), self._value(property, quad.object)
            known = node.get(name)
            node[name] = value if known is None else [*(known if isinstance(known, list) else [known]), value]
        return node

    def _value(self, property: str, value: Term) -> Any:
        coerced = self._types.get(property)
        if not isinstance(value, ox.Literal):
            address = _named(value)
            if coerced == "@vocab":
                return self._term(address)
            return self._address(address) if coerced == "@id" else {"id": self._address(address)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == coerced or (datatype == _STRING and not coerced):
            return value.value
        if datatype in _NATIVE and not coerced and (native := _native(value.value)) is not None:
            return native
        return {"@value": value.value, "@type": self._term(datatype)}

    def _term(self, address: str) -> str:
        return self._names.get(address) or self._address(address)

    def _address(self, address: str) -> str:
        """``address`` with the longest prefix there is for it; each ends in a hash or a slash."""
        end = len(address)
        while end := max(address.rfind("#", 0, end), address.rfind("/", 0, end)) + 1:
            prefix, rest = self._prefixes.get(address[:end]), address[end:]
            if prefix and not rest.startswith("//"):
                return f"{prefix}:{rest}"
            end -= 1
        return address


def _named(node: Term | ox.DefaultGraph) -> str:
    """The address of a node, or the name that it has within the file."""
    return str(node) if isinstance(node, ox.BlankNode | ox.DefaultGraph) else bare(node)


def _native(text: str) -> int | bool | None:
    """The JSON value that is written exactly as ``text``; ``None`` where there is none."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, int) and abs(value) < 1 << 53 and json.dumps(value) == text else None
