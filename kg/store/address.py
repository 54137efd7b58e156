"""Where a store is: a folder on this machine, or an endpoint elsewhere by its address, and who one is there.

    https://host/dataset                                what answers is looked for there and beside it
    query=https://… update=https://… data=https://…     told one by one; update and data may be left out

A name and password stand in the address (``https://name:password@host/``) or, like a token, in the environment:
``KG_STORE_USER`` and ``KG_STORE_PASSWORD``, or ``KG_STORE_TOKEN``. They are sent and never shown or kept.
"""

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from kg.errors import StoreError

_Flow = Generator[httpx.Request, httpx.Response, None]
_PARTS = ("query", "update", "data")
# what servers call the three, beside each other: Virtuoso for who has a name, Oxigraph (Fuseki all but the last), ours
_CALLED = (
    ("sparql-auth", "sparql-auth", "sparql-graph-crud-auth"),
    ("query", "update", "store"),
    ("sparql", "sparql", "data"),
)


@dataclass(frozen=True, slots=True)
class Address:
    """Three addresses of the protocol: ``query``, ``update``, and ``data``, of the Graph Store Protocol, if any."""

    query: str
    update: str
    data: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """``shown`` is the address as it may be printed, ``candidates`` what it may mean, the likeliest first."""

    shown: str
    candidates: tuple[Address, ...]
    auth: httpx.Auth | None = field(default=None, repr=False)


def is_address(place: str | Path) -> bool:
    """Whether ``place`` is an endpoint's and no folder's."""
    return str(place).startswith(("http://", "https://", *(f"{part}=" for part in _PARTS)))


def shown(place: str | Path) -> str:
    """``place`` as it may be printed: an address without name and password."""
    return read(str(place)).shown if is_address(place) else str(place)


def read(place: str) -> Place:
    """What ``place`` says. Raises `StoreError` where it is malformed."""
    if place.startswith(("http://", "https://")):
        bare, who = _bare(place)
        auth = _auth(*who)
        return Place(bare, tuple(_candidates(bare, auth is not None)), auth)
    given = dict(part.partition("=")[::2] for part in place.split())
    if not given.keys() <= set(_PARTS) or "query" not in given:
        raise StoreError("the store's address needs query=URL and may have update=URL and data=URL; correct it")
    found = {part: _bare(url) for part, url in given.items()}
    query = found["query"][0]
    address = Address(query, found.get("update", (query,))[0], found["data"][0] if "data" in found else None)
    return Place(query, (address,), _auth(*next((who for _, who in found.values() if who[0]), ("", ""))))


def _bare(url: str) -> tuple[str, tuple[str, str]]:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise StoreError("the store's address is malformed; write it like https://host/dataset") from error
    if not parsed.host or parsed.scheme not in ("http", "https"):
        raise StoreError("the store's address lacks its host; write it like https://host/dataset")
    return str(parsed.copy_with(userinfo=b"", fragment=None)).rstrip("/"), (parsed.username, parsed.password)


def _candidates(url: str, named: bool) -> Iterator[Address]:
    whole, _, last = url.rpartition("/")
    beside = next((names for names in _CALLED if last == names[0]), None)
    if beside:
        yield Address(*(f"{whole}/{name}" for name in beside))
        return
    for names in _CALLED if named else _CALLED[1:]:
        yield Address(*(f"{url}/{name}" for name in names))
    yield Address(url, url)


def _auth(user: str, password: str) -> httpx.Auth | None:
    user, token = user or os.environ.get("KG_STORE_USER", ""), os.environ.get("KG_STORE_TOKEN", "")
    if user:
        return _Password(user, password or os.environ.get("KG_STORE_PASSWORD", ""))
    return _Token(token) if token else None


class _Token(httpx.Auth):
    """Bearer (RFC 6750)."""

    def __init__(self, token: str):
        self.header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> _Flow:
        request.headers["Authorization"] = self.header
        yield request


class _Password(httpx.Auth):
    """Basic or Digest (RFC 7617, 7616), as the server asks; nothing is sent before it does."""

    def __init__(self, user: str, password: str):
        self.who = (user, password)
        self.scheme: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> _Flow:
        if self.scheme is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            digest = "digest" in response.headers.get("www-authenticate", "").casefold()
            self.scheme = httpx.DigestAuth(*self.who) if digest else httpx.BasicAuth(*self.who)
        yield from self.scheme.auth_flow(request)
