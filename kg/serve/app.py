"""The server: which address is answered by what, and what guards them all."""

import logging
import re
from asyncio import FIRST_COMPLETED, Future, Lock, ensure_future, shield, wait
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError, ServeError
from kg.serve import endpoint, look
from kg.serve.failures import notes, one_line, served
from kg.serve.pool import Pool, State, state
from kg.serve.settings import PAGES, PATIENCE, QUERIES, Settings, is_loopback

log = logging.getLogger(__name__)
_T = TypeVar("_T")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HOST = re.compile(r"(?:(?P<name>[\w.~-]+)|\[(?P<number>[0-9A-Fa-f:.]+)\])(?::\d{0,5})?", re.ASCII)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@dataclass
class AppState:
    """What all requests share: workers for ``queries`` and for ``pages``. ``kept`` are pages that are dear to make,
    each with the state of its store: whoever asks for one that is being made waits for the same. ``writing`` lets one
    change be made after the other."""

    path: Path
    settings: Settings
    queries: Pool
    pages: Pool
    kept: dict[Any, tuple[State, Future[Any]]] = field(default_factory=dict)
    writing: Lock = field(default_factory=Lock)

    async def query(self, request: Request, function: Callable[..., _T], *args: Any) -> _T:
        """What ``function(store, *args)`` gives to a query; ended when the client hangs up."""
        return await _while_awaited(request, self.queries.run(function, *args))

    async def run(self, request: Request, function: Callable[..., _T], *args: Any) -> _T:
        """What ``function(store, *args)`` gives for a page; ended when the client hangs up."""
        return await _while_awaited(request, self.pages.run(function, *args))

    async def write(self, function: Callable[..., _T], *args: Any) -> _T:
        """What ``function(store, path, *args)`` gives, while no other writes; to the end, whoever hangs up."""
        async with self.writing:
            return await self.queries.run(function, self.path, *args)

    async def keep(self, function: Callable[..., _T], *args: Any) -> _T:
        """What ``function(store, *args)`` gives, made anew when the store has changed or it could not be made."""
        now = state(self.path)
        made, page = self.kept.get((function, args), (None, None))
        if page is None or made != now or page.done() and page.exception():
            patience = max(PATIENCE, self.settings.timeout)
            page = ensure_future(self.pages.run(function, *args, timeout=patience))
            page.add_done_callback(lambda page: page.cancelled() or page.exception())  # seen, even if nobody waits
            self.kept[function, args] = now, page
        found: _T = await shield(page)
        return found


async def _while_awaited(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """What ``work`` gives; it is cancelled, and `ClientDisconnect` raised, when the client of ``request`` is gone."""

    async def hang_up() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    working, gone = ensure_future(work), ensure_future(hang_up())
    try:
        await wait((working, gone), return_when=FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        gone.cancel()


def application(path: Path, settings: Settings) -> Starlette:
    """The server of the store at ``path`` as an ASGI application."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        queries, pages = (
            Pool(path, size=size, timeout=settings.timeout, memory=settings.memory) for size in (QUERIES, PAGES)
        )
        app.state.kg = AppState(path, settings, queries, pages)
        try:
            yield
        finally:
            queries.close()
            pages.close()

    every = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]  # so that refusals are ours, in one line
    routes = [
        Route("/", look.index),
        Route("/sparql", endpoint.sparql, methods=every),
        Route("/data", endpoint.data, methods=every),
        Route("/view", look.view),
        Route("/find", look.find),
        Route("/ns", look.terms),
        Route("/id/{name:path}", look.thing),
        Route("/rel/{name:path}", look.thing),
        Route("/graph/{name:path}", look.thing),
        Mount("/static", StaticFiles(packages=[("kg.serve", "static"), ("kg.view", "templates")])),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={
        KgError: refusal, HTTPException: refusal, ClientDisconnect: refusal})  # fmt: skip
    app.add_middleware(Guard, settings=settings)
    return app


async def refusal(request: Request, error: Exception) -> Response:
    """One line that says what is wrong and what to do; for what is not the client's fault, one in the log too."""
    if isinstance(error, ClientDisconnect):
        return Response(status_code=400)  # nobody gets it
    path, headers = request.scope["path"], {"vary": "Accept"}
    if isinstance(error, HTTPException):
        status, line, headers = error.status_code, f"{path[:200]}: {error.detail}", dict(error.headers or {})
    else:
        error = served(error)
        status, line = error.status, str(error)
    if status >= 500:
        log.warning("%s", one_line(": ".join((f"{request.method} {path[:200]}", line, *notes(error)))))
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status == 405 and isinstance(error, ServeError):
        headers["allow"] = "GET, HEAD, POST"
    if status == 404 and look.wants_html(request):
        return look.missing(request, line)
    return PlainTextResponse(" ".join(line.split()) + "\n", status, headers=headers)


class Guard:
    """Refuses, on loopback, names of other machines (a page elsewhere may have its own name lead here: DNS
    rebinding), and sends with every answer what a browser may do with it. A defect ends here, in one line."""

    def __init__(self, app: ASGIApp, settings: Settings):
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                known = {name for name, _ in message["headers"]}
                extra = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in known]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        answer = self._refused(dict(scope["headers"]).get(b"host", b"").decode("latin-1")) or self.app
        try:
            await answer(scope, receive, guarded)
        except Exception as error:
            answer = await refusal(Request(scope), error)
            if not begun:
                await answer(scope, receive, guarded)

    def _refused(self, host: str) -> Response | None:
        """What is answered to who asks for a machine that this is not."""
        found = _HOST.fullmatch(host)
        if self.settings.loopback and not (found and is_loopback(found["name"] or found["number"])):
            return PlainTextResponse(f"Host {one_line(host[:200])}: not a name of this server; ask 127.0.0.1 or "
                                     "localhost\n", 403)  # fmt: skip
        return None if found else PlainTextResponse(f"Host {one_line(host[:200])}: not a name of a machine\n", 400)
