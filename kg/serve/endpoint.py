"""``/sparql`` (SPARQL 1.1 Protocol) and ``/data`` (SPARQL 1.1 Graph Store HTTP Protocol)."""

import hmac

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import ServeError
from kg.serve import answers, look
from kg.serve.description import description
from kg.serve.formats import ALIASES, GRAPHS, HTML, choose
from kg.serve.protocol import (
    LARGEST,
    LONGEST,
    Query,
    address,
    media_type,
    one,
    operation,
    read,
)

READING = ("GET", "HEAD")


async def sparql(request: Request) -> Response:
    """A query or an update; without either, the query page for browsers and the service description for others."""
    state = request.app.state.kg
    content_type = request.headers.get("content-type", "")
    longest = LARGEST if state.settings.token and _bears(request) else LONGEST
    body = await _body(request, longest) if request.method == "POST" else b""
    asked = operation(request.method, request.scope["query_string"], content_type, body)
    if isinstance(asked, Query) and len(asked.text) > LONGEST:
        raise _too_long(LONGEST)
    accept = request.headers.get("accept", "")
    if asked is None:
        media = choose(accept, [*GRAPHS, HTML])
        if media == HTML:
            return await look.query(request)
        return reply(*description(media, str(request.url.replace(query="")), writable=bool(state.settings.token)))
    calls = state.settings.allow_service
    if isinstance(asked, Query):
        return reply(*await state.query(request, answers.answer, asked, accept, state.settings.limit, calls))
    _authorize(request)
    await state.write(answers.update, asked, calls)
    return Response(status_code=204)


async def data(request: Request) -> Response:
    """A graph: ``?graph=ADDRESS``, or ``?default`` for all as one (to write, the one without an address)."""
    state = request.app.state.kg
    name = _name(request)
    if request.method in READING:
        media = choose(request.headers.get("accept", ""), GRAPHS)
        found = await state.run(request, answers.graph_of, name, media)
        if found is None:
            raise ServeError(404, f"{name}: no such graph")
        return reply(*found)
    if request.method not in ("PUT", "POST", "DELETE"):
        raise ServeError(405, f"{request.method}: not a method of this address; GET, PUT, POST or DELETE a graph")
    _authorize(request)
    if request.method == "DELETE":
        await state.write(answers.remove, name)
        return Response(status_code=204)
    media = _rdf(request.headers.get("content-type", ""))
    body = await _body(request, LARGEST)
    new = await state.write(answers.put, name, body, media, request.method == "PUT")
    return Response(status_code=201 if new else 204)


def reply(media: str, body: bytes) -> Response:
    """An answer in that form; text is in UTF-8."""
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(body, headers={"content-type": media + charset, "vary": "Accept"})


def _name(request: Request) -> str | None:
    parameters = read(request.scope["query_string"])
    if ("graph" in parameters) == ("default" in parameters):
        raise ServeError(400, "name a graph: ?graph=ADDRESS, or ?default for the default graph")
    return address(one(parameters, "graph")) if "graph" in parameters else None


def _rdf(content_type: str) -> str:
    media = media_type(content_type)
    media = next((other for other in ALIASES.get(media, ()) if other in GRAPHS), media)
    if media not in GRAPHS:
        raise ServeError(415, f"Content-Type {media or 'missing'}: use {', '.join(GRAPHS)}")
    return media


def _authorize(request: Request) -> None:
    """Raises `ServeError`: 403 where nobody may write, 401 where the request does not bear the token."""
    if not request.app.state.kg.settings.token:
        raise ServeError(403, "the server is read-only; begin it with --write and a token")
    if not _bears(request):
        raise ServeError(401, "writing needs the access token; send Authorization: Bearer TOKEN")


def _bears(request: Request) -> bool:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    wanted = request.app.state.kg.settings.token.encode()
    return scheme.casefold() == "bearer" and hmac.compare_digest(token.strip().encode(), wanted)


async def _body(request: Request, most: int) -> bytes:
    """The request's body; `ServeError` (413) where it is longer than ``most`` bytes."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise _too_long(most)
        parts.append(part)
    return b"".join(parts)


def _too_long(most: int) -> ServeError:
    return ServeError(413, f"the request has more than {most} bytes; send less at once")
