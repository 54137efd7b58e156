"""The pages for people, and content negotiation on every address of the graph."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import ServeError
from kg.rdf import iris
from kg.serve import answers, pages
from kg.serve.formats import GRAPHS, HTML, NAMES, choose

_PAGE = re.compile(r"0*[1-9]\d{0,5}", re.ASCII)
_ROOMS = {"id": iris.thing, "rel": iris.relation, "graph": iris.graph}
# the graph view brings scripts of its own, with a policy that names them
DRAWING = {"content-security-policy": "frame-ancestors 'none'"}


async def index(request: Request) -> Response:
    state = request.app.state.kg
    return html(await state.keep(pages.index, _site(request)))


async def find(request: Request) -> Response:
    text = request.query_params.get("q", "")[:200]
    return html(await request.app.state.kg.run(request, pages.find, _site(request), text))


async def query(request: Request) -> Response:
    """The query page."""
    state = request.app.state.kg
    return html(await state.keep(pages.query, _site(request)))


async def view(request: Request) -> Response:
    """The graph view."""
    state = request.app.state.kg
    return HTMLResponse(await state.keep(pages.drawing, state.settings.title), headers=DRAWING)


async def terms(request: Request) -> Response:
    return await _negotiated(request, iris.BASE + "ns", pages.terms, _site(request))


async def thing(request: Request) -> Response:
    """The page of an entity, statement, document, relation, graph or anything else that has an address."""
    _, room, name = unquote(request.scope["raw_path"].decode("utf-8", "replace")).split("/", 2)
    iri = str(_ROOMS[room](name))
    role, page = request.query_params.get("role", ""), request.query_params.get("page", "1")
    if room == "graph":
        return await _negotiated(request, iri, pages.graph, _site(request), iri)
    if role not in ("", *pages.ROLES) or not _PAGE.fullmatch(page):
        raise ServeError(400, f"role={role[:50]}, page={page[:50]}: no such part; follow the page's links")
    return await _negotiated(request, iri, pages.thing, _site(request), iri, role, int(page))


async def _negotiated(request: Request, iri: str, page: Callable[..., bytes | None], *args: Any) -> Response:
    from kg.serve.endpoint import reply

    wanted = request.query_params.get("format")
    if wanted is not None and NAMES.get(wanted) not in (HTML, *GRAPHS):
        raise ServeError(406, f"format={wanted[:50]}: none of these; use html, {', '.join(GRAPHS.values())}")
    media = NAMES[wanted] if wanted else choose(request.headers.get("accept", ""), (*GRAPHS, HTML))
    state = request.app.state.kg
    if media == HTML:
        found = await state.run(request, page, *args)
        response = html(found) if found is not None else None
    else:
        found = await state.run(request, answers.describe, iri, media)
        response = reply(*found) if found is not None else None
    if response is None:
        raise ServeError(404, f"{iri[:300]}: nothing of that address is in the graph")
    return response


def html(body: bytes, status: int = 200) -> Response:
    return HTMLResponse(body, status, headers={"vary": "Accept"})


def missing(request: Request, line: str) -> Response:
    """The page that says that there is none."""
    return html(pages.render("missing.html", _site(request), line=line), 404)


def wants_html(request: Request) -> bool:
    return request.scope["path"] not in ("/sparql", "/data") and "text/html" in request.headers.get("accept", "")


def _site(request: Request) -> pages.Site:
    settings = request.app.state.kg.settings
    return pages.Site(settings.title, bool(settings.token))
