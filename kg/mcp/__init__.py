"""A graph for assistants: tools of the Model Context Protocol that only read, over standard input and output.

assistant ─ stdio ─► server ─ tools ─► workers of kg.serve: answers, affair ─► store
"""

import asyncio
from pathlib import Path

from kg.errors import ConfigError
from kg.serve import Settings
from kg.store import Store

__all__ = ["serve"]


def serve(path: Path, settings: Settings) -> None:
    """Answer an assistant that writes to standard input until it closes that; standard output carries the protocol
    alone. Of ``settings`` the title and the limits of time, rows and memory count.

    Raises `StoreError` where there is no store at ``path``, and `ConfigError` where the package ``mcp`` is missing.
    """
    try:
        import mcp  # noqa: F401 - so that its absence is told before anything begins
    except ImportError:
        raise ConfigError("mcp is not installed: pip install 'stancegraph[mcp]'") from None
    from kg.mcp.server import run

    Store.read(path).close()
    asyncio.run(run(path, settings))
