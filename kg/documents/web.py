"""Fetch a page, and never from inside: every hop's name is resolved, its addresses checked, and the checked address is
the one connected to, so that a name that resolves differently a moment later changes nothing."""

import ipaddress
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.documents.encoding import decode
from kg.errors import SourceError

if TYPE_CHECKING:
    from httpx import URL, Client, Response

MOST_BYTES = 20_000_000
MOST_REDIRECTS = 5
PATIENCE = 20.0  # seconds for one step: to connect, or to the next bytes
MOST_SECONDS = 120.0  # for a whole page
NOT_MODIFIED = 304
VALIDATORS = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
MOST_STATE = 500  # letters of one
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Page:
    """``data`` as served (text in a declared encoding: as UTF-8), the bare media type, the address it came from, and
    ``state``: the headers that ask for it only if it has changed since (RFC 9110, section 13.1)."""

    data: bytes
    media_type: str
    url: str
    state: tuple[tuple[str, str], ...] = ()


def fetch(address: str, *, allow_private: bool = False) -> Page:
    """The page at ``address``, after at most `MOST_REDIRECTS` redirects. Proxies of the environment are not used: they
    would resolve the name themselves. Raises `SourceError` for every reason not to have it."""
    page = fetch_changed(address, (), allow_private=allow_private)
    if page is None:
        raise SourceError("status 304: a page must be served; check the address or save the page")
    return page


def fetch_changed(address: str, state: Iterable[tuple[str, str]], *, allow_private: bool = False) -> Page | None:
    """As `fetch`, but ``None`` where the page is as it was when it had this ``state``."""
    import httpx

    try:
        with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
            url = httpx.URL(address)
            for _ in range(MOST_REDIRECTS + 1):
                with _get(client, url, dict(state), allow_private=allow_private) as response:
                    if response.status_code == NOT_MODIFIED:
                        return None
                    if not response.has_redirect_location:
                        return _page(response, url)
                    url = url.join(response.headers["location"])
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, OSError) as error:
        reason = str(error) or type(error).__name__
        raise SourceError(f"{reason}: a page must be reachable; check the address or save the page") from error
    raise SourceError(f"more than {MOST_REDIRECTS} redirects: a page must be reached sooner; give its final address")


@contextmanager
def _get(client: "Client", url: "URL", state: dict[str, str], *, allow_private: bool) -> "Iterator[Response]":
    if url.scheme not in ("http", "https") or not url.host:
        raise SourceError(f"{str(url)[:80]!r}: an address must be http or https; give the page's own")
    if url.userinfo:
        raise SourceError(f"{url.host!r} with a password: an address is kept in the graph; leave the password out")
    checked = resolve(url.host, url.port or (443 if url.scheme == "https" else 80), allow_private=allow_private)
    request = client.build_request(
        "GET",
        url.copy_with(host=checked),
        headers={"Host": url.netloc.decode("ascii"), "Accept-Encoding": "gzip"} | state,
        extensions={"sni_hostname": url.raw_host.decode("ascii")},  # the certificate is the name's, not the number's
    )
    response = client.send(request, stream=True)
    try:
        yield response
    finally:
        response.close()


def resolve(host: str, port: int, *, allow_private: bool) -> str:
    """An address of ``host`` to connect to. Raises `SourceError` if any of its addresses is not public."""
    # in the system's order: it knows which kinds of address this machine can reach
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    inside = [each for each in found if not is_public(ipaddress.ip_address(each))]
    if inside and not allow_private:
        raise SourceError(f"{host!r} is {inside[0]}: only public addresses are read; allow private ones if meant")
    return found[0]


def is_public(address: Address) -> bool:
    """Whether ``address``, and the IPv4 address that it may wrap, belongs to the public internet."""
    wrapped = [address]
    if isinstance(address, ipaddress.IPv6Address):
        wrapped += [a for a in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if a]
        if address in NAT64:
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    # a mapped address says nothing of itself in some Pythons, so only what it wraps is asked
    asked = wrapped[1:] if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped else wrapped
    return all(a.is_global and not a.is_multicast and not a.is_reserved for a in asked)


def _page(response: "Response", url: "URL") -> Page:
    if not response.is_success:
        raise SourceError(f"status {response.status_code}: a page must be served; check the address or save the page")
    data, deadline = bytearray(), time.monotonic() + MOST_SECONDS
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > MOST_BYTES:
            raise SourceError(f"more than {MOST_BYTES:,} bytes: a page must be smaller; save the part that is needed")
        if time.monotonic() > deadline:
            raise SourceError(f"more than {MOST_SECONDS:.0f} seconds: a page must be served sooner; save the page")
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    encoding = response.charset_encoding
    if media_type.startswith("text/") and encoding:
        data = bytearray(decode(bytes(data), encoding).encode("utf-8"))
    told = ((ask, response.headers.get(tell, "")) for ask, tell in VALIDATORS.items())
    state = tuple((ask, value) for ask, value in told if 0 < len(value) <= MOST_STATE and value.isascii())
    return Page(bytes(data), media_type, str(url.copy_with(fragment=None)), state)
