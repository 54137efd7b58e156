"""Requests to an endpoint, and one clear line for whatever may go wrong with them."""

from typing import Any

import httpx

from kg.errors import QueryError, StoreError
from kg.store.address import Place

_SECONDS = 600  # the longest that an answer may take to begin
_REMEDIES = {
    401: "give a name and password in the address, or KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN",
    403: "use a name, password or token that may do this (Virtuoso: at /sparql-auth)",
    404: "correct the address, or give query=URL update=URL",
    405: "correct the address, or give query=URL update=URL",
    413: "let the server take larger requests",
    429: "try again later",
    503: "try again later",
}


class Wire:
    """A connection to the server at ``place``."""

    def __init__(self, place: Place):
        self.shown = place.shown
        timeout = httpx.Timeout(_SECONDS, connect=10)
        self._client = httpx.Client(auth=place.auth, timeout=timeout, headers={"user-agent": "stancegraph"})

    def post(self, url: str, **request: Any) -> httpx.Response:
        """The answer, whatever its status. Raises `StoreError` where there is none."""
        try:
            return self._client.post(url, **request)
        except httpx.TimeoutException as error:
            said = "no connection within 10 s" if isinstance(error, httpx.ConnectTimeout) else f"{_SECONDS} s went by"
            raise StoreError(f"{self.shown}: no answer, {said}; ask less, or look after the server") from error
        except httpx.HTTPError as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise StoreError(f"{self.shown}: cannot be reached ({said}); see that the server runs there") from error

    def done(self, response: httpx.Response) -> httpx.Response:
        """``response`` if it is a success. Raises `QueryError` where the server found what it was asked malformed,
        `StoreError` for all else."""
        status = response.status_code
        if response.is_success:
            return response
        said = first_line(response)
        if status == httpx.codes.BAD_REQUEST:
            raise QueryError(f"{self.shown}: refused as malformed ({said}); correct the query or update")
        if response.is_redirect:
            where = response.headers.get("location", "").partition("?")[0]
            raise StoreError(f"{self.shown}: is elsewhere (status {status}); give the address {where[:200]}")
        status = 403 if "No permission" in said else status  # Virtuoso says 500
        remedy = _REMEDIES.get(status, "look at the server's log")
        raise StoreError(
            f"{self.shown}: refused, status {response.status_code} ({said or response.reason_phrase}); {remedy}"
        )

    def close(self) -> None:
        self._client.close()


def first_line(response: httpx.Response) -> str:
    """What the server says about an error, where it says it in plain words."""
    if "html" in response.headers.get("content-type", ""):
        return ""
    lines = (" ".join(line.split()) for line in response.text[:2000].splitlines())
    return next(filter(None, lines), "")[:200]
