"""A store of the small affair, and real servers on it: `kg serve` in a process of its own, on a free port."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import factories as f
import httpx

from kg.model import Reading
from kg.store import writer

TOKEN = "open-sesame"


def store_at(path: Path, *more: Reading) -> Path:
    """A store of `factories.reading` and `factories.affair`, and ``more``."""
    with writer(path) as place:
        place.build([f.reading(), *f.affair(), *more], f.ENTITIES)
    return path


@contextmanager
def serving(store: Path, *options: str, **environment: str) -> Iterator[httpx.Client]:
    """A client of a server of ``store``, which ends with the context; ``client.log()`` is what the server has said."""
    command = [sys.executable, "-m", "kg.cli", "serve", str(store), "--port", "0", *options]
    with tempfile.TemporaryFile() as log:  # a pipe that nobody reads would fill and hold the server up

        def said() -> str:
            return os.pread(log.fileno(), 1 << 20, 0).decode()

        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True,
                                   env=os.environ | {"COLUMNS": "200"} | environment)  # fmt: skip
        try:
            line = process.stdout.readline()
            address = re.search(r"http://\S+?:\d+/", line)
            assert address, line + said()
            with httpx.Client(base_url=address[0], timeout=60, trust_env=False) as client:
                client.server, client.log = process.pid, said
                yield client
        finally:
            process.terminate()
            process.communicate(timeout=10)


def ask(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    """The answer to a query by GET; ``headers`` with ``_`` for ``-``."""
    return client.get("/sparql", params={"query": query}, headers={k.replace("_", "-"): v for k, v in headers.items()})


def bearing(token: str = TOKEN, **headers: str) -> dict[str, str]:
    """The headers of a request that may write."""
    return {"authorization": f"Bearer {token}"} | {k.replace("_", "-"): v for k, v in headers.items()}


def refused(response: httpx.Response, status: int, *says: str) -> None:
    """The answer has that status and one line of plain text that holds all of ``says``."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/plain")
    assert response.text.endswith("\n") and len(response.text.splitlines()) == 1
    for words in says:
        assert words in response.text
