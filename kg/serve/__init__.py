"""A store as a website and SPARQL endpoint, on this machine unless told otherwise.

browser, SPARQL client ─► app ─ endpoint, look ─► pool ─► worker: answers, pages ─► store
"""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ServeError, StoreError
from kg.serve.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["Settings", "application", "serve"]


def application(path: Path, settings: Settings) -> "Starlette":
    """The server of the store at ``path`` as an ASGI application, for any ASGI server."""
    from kg.serve.app import application as make

    return make(path, settings)


def serve(path: Path, settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve the store at ``path`` until interrupted; ``ready`` gets the server's address when it answers.

    Raises `StoreError` where there is no store, and `ServeError` where the address cannot be had.
    """
    import uvicorn

    Store.read(path).close()
    listening = _listening(settings)
    host, port = listening.getsockname()[:2]
    config = uvicorn.Config(application(path, settings), log_level="warning", access_log=False, server_header=False,
                            timeout_graceful_shutdown=2, log_config=_logging())  # fmt: skip
    with listening:
        ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        uvicorn.Server(config).run(sockets=[listening])


def store_in(folder: Path) -> Path:
    """The store in a folder that `kg build` wrote, or the folder itself; `StoreError` where there is neither."""
    if not folder.exists():
        raise StoreError(f"{folder}: no such folder; build one with 'kg build SOURCE --out {folder}'")
    inner = folder / "store"
    return inner if inner.is_dir() else folder


def _logging() -> dict[str, Any]:
    """uvicorn's, to whose log ours is added."""
    from uvicorn.config import LOGGING_CONFIG

    ours = {"handlers": ["default"], "level": "WARNING", "propagate": False}
    return LOGGING_CONFIG | {"loggers": LOGGING_CONFIG["loggers"] | {"kg.serve": ours}}


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family)
        # its connections inherit it: head and body of an answer are sent apart, and the second would wait 40 ms
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise ServeError(
            500, f"{where}: cannot be listened at ({error.strerror or error}); choose another --host or --port"
        ) from error
