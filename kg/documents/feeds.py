"""Feeds (RSS, Atom): which pages they lead to. The pages themselves are read as any other."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag

from kg.documents import web
from kg.documents.parsing import parsing
from kg.documents.source import Source
from kg.errors import ConfigError, SourceError

RULE = "a feed must be RSS or Atom; give the feed's own address"
MOST = 1_000  # entries of a feed that are looked at

State = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """``sources``: the pages that the feed leads to, each once, in its order; ``state`` is given back to `feed` the
    next time, so that the server need not send again what has not changed."""

    sources: tuple[Source, ...]
    state: State


def feed(address: str, state: Iterable[tuple[str, str]] = (), *, allow_private: bool = False) -> Feed | None:
    """What the feed at ``address`` holds; ``None`` where it is as it was at ``state``. Entries that lead to no http or
    https address are left out. The rules for addresses are those of `kg.documents.web.fetch`. Raises `SourceError`
    where it cannot be had or is no feed, `ConfigError` where feedparser is not installed.
    """
    try:
        import feedparser
    except ImportError:
        raise ConfigError("feedparser is not installed, and feeds need it: pip install 'stancegraph[watch]'") from None
    page = web.fetch_changed(address, state, allow_private=allow_private)
    if page is None:
        return None
    with parsing(RULE, len(page.data)):
        # a file of bytes: what is no file it may take for a name or address, and open that
        known = {"content-location": page.url, "content-type": page.media_type}
        found = feedparser.parse(io.BytesIO(page.data), response_headers=known)
    if not found.version:
        raise SourceError(f"{page.media_type or 'no media type'}: {RULE}")
    links = (str(entry.get("link") or "") for entry in found.entries[:MOST])
    sources = {url: Source(url, url) for url in (urldefrag(link.strip()).url for link in links)}
    return Feed(tuple(source for source in sources.values() if source.is_address), page.state)
