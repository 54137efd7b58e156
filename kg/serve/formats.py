"""Media types, and which of them a client likes best: RFC 9110, section 12.5.1."""

import re
from collections.abc import Iterable

from kg.errors import ServeError

HTML = "text/html"
RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "text/n3": "n3",
}
ALIASES = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "application/x-turtle": ("text/turtle",),
    "text/plain": ("application/n-triples",),
}
NAMES = {name: media for media, name in (GRAPHS | RESULTS).items()} | {"html": HTML}

_QUALITY = re.compile(r"\d{1,9}(\.\d{0,9})?|\.\d{1,9}", re.ASCII)


def choose(accept: str, offered: Iterable[str]) -> str:
    """The one of ``offered`` media types that the header ``accept`` likes best; of equals the first.

    Raises `ServeError` (406) where it takes none.

    >>> choose("text/turtle;q=0.5, application/ld+json", GRAPHS)
    'application/ld+json'
    """
    offered = tuple(offered)
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    best = max(offered, key=lambda media: _quality(media, ranges))
    if not _quality(best, ranges):
        raise ServeError(406, f"Accept: {' '.join(accept.split())[:200]}: none of these; accept {', '.join(offered)}")
    return best


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().casefold() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            quality = min(float(value), 1.0) if _QUALITY.fullmatch(value.strip()) else 0.0
    return media, quality


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """What the closest range gives: the type itself, then another name of it, then ``text/*``, then ``*/*``."""
    found = dict(ranges)
    others = (alias for alias, types in ALIASES.items() if media in types)
    for name in (media, *others, media.partition("/")[0] + "/*", "*/*"):
        if name in found:
            return found[name]
    return 0.0
