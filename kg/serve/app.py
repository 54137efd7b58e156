"""The server: which address is answered by what, and what guards them all."""

from asyncio import Lock
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError, QueryError, ServeError, StoreError
from kg.serve import endpoint, look
from kg.serve.pool import Pool
from kg.serve.settings import PATIENCE, WORKERS, Settings, is_loopback
from kg.store import stamp

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@dataclass
class Desk:
    """What all requests share. ``kept`` are pages that are dear to make, each with the stamp of its store; ``making``
    lets each be made once at a time, and ``writing`` one change after the other."""

    path: Path
    settings: Settings
    pool: Pool
    kept: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    writing: Lock = field(default_factory=Lock)
    making: defaultdict[Any, Lock] = field(default_factory=lambda: defaultdict(Lock))

    async def write(self, function, *args: Any) -> Any:
        """What ``function(store, path, *args)`` gives, while no other writes."""
        async with self.writing:
            return await self.pool.run(function, self.path, *args)

    async def keep(self, function, *args: Any) -> Any:
        """What ``function(store, *args)`` gives, made anew when the store has changed."""
        async with self.making[function, args]:
            now = stamp(self.path)
            made, result = self.kept.get((function, args), (None, None))
            if made is None or made != now:
                result = await self.pool.run(function, *args, timeout=max(PATIENCE, self.settings.timeout))
                self.kept[function, args] = now, result
            return result


def application(path: Path, settings: Settings) -> Starlette:
    """The server of the store at ``path`` as an ASGI application."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        pool = Pool(path, size=WORKERS, timeout=settings.timeout)
        app.state.desk = Desk(path, settings, pool)
        try:
            yield
        finally:
            pool.close()

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
        KgError: refusal, HTTPException: refusal, Exception: refusal})  # fmt: skip
    app.add_middleware(Guard, settings=settings)
    return app


async def refusal(request: Request, error: Exception) -> Response:
    """One line that says what is wrong and what to do."""
    status, headers = 500, {"vary": "Accept"}
    line = f"a defect of the server ({type(error).__name__}); please report it"
    if isinstance(error, HTTPException):
        status, line, headers = error.status_code, f"{request.url.path[:200]}: {error.detail}", error.headers or {}
    elif isinstance(error, ServeError):
        status, line = error.status, str(error)
    elif isinstance(error, KgError):
        status, line = (
            400 if isinstance(error, QueryError) else 503 if isinstance(error, StoreError) else 500,
            str(error),
        )
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status == 405 and isinstance(error, ServeError):
        headers["allow"] = "GET, HEAD, POST"
    if status == 404 and look.wants_html(request):
        return look.missing(request, line)
    return PlainTextResponse(" ".join(line.split()) + "\n", status, headers=headers)


class Guard:
    """Refuses, on loopback, names of other machines (a page elsewhere may have its own name lead here: DNS
    rebinding), and sends with every answer what a browser may do with it."""

    def __init__(self, app: ASGIApp, settings: Settings):
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                known = {name for name, _ in message["headers"]}
                extra = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in known]
                message = message | {"headers": [*message["headers"], *extra]}
            await send(message)

        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        if self.settings.loopback and not is_loopback(name.strip("[]")):
            line = f"Host {name[:200]}: not a name of this server; ask 127.0.0.1 or localhost\n"
            await PlainTextResponse(line, 403)(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)
