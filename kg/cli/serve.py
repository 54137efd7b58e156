"""``kg serve``: the graph as a website and SPARQL endpoint."""

import logging
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Folder, err, handles_errors, out_
from kg.errors import ConfigError, KgError


@handles_errors
def serve(
    folder: Folder,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 opens it to your network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 takes any free one.", min=0, max=65535)] = 7878,
    write: Annotated[bool, typer.Option("--write", help="Allow changes to the graph with the access token.")] = False,
    token: Annotated[
        str | None, typer.Option(envvar="KG_TOKEN", help="The access token.", show_default=False, show_envvar=True)
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds after which a query is stopped.", min=0.1)] = 30.0,
    limit: Annotated[int, typer.Option(help="Most rows of an answer; a longer one is an error.", min=1)] = 100_000,
    memory: Annotated[float, typer.Option(help="GB of memory at which a query is stopped.", min=0.5)] = 2.0,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Allow queries to other servers (SERVICE, LOAD).")
    ] = False,
    title: Annotated[str, typer.Option(help="Heading of the pages.", show_default="the build's")] = "",
) -> None:
    """Serve a graph: pages to read, and SPARQL at /sparql.

    \b
      kg serve affair
      KG_TOKEN=secret kg serve affair --write --port 9000
    """
    from kg.serve import Settings, store_in
    from kg.serve import serve as serve_

    if write and not token:
        raise ConfigError("--write: needs an access token, or any web page could write; set KG_TOKEN or give --token")
    if token and not (write and token.isascii() and token.isprintable() and " " not in token):
        raise ConfigError("--token: needs --write, and is one word of ASCII letters, digits and signs")
    title = title or heading(folder)
    settings = Settings(host, port, timeout, limit, token, allow_service, title, memory)
    if not settings.loopback:
        line = f"kg: {host}: others in your network can read this whole graph"
        err.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)

    def ready(address: str) -> None:
        out_.print(f"Serving {folder} at {address} (query page: {address}sparql). Ctrl-C ends it.", highlight=False,
                   soft_wrap=True)  # fmt: skip

    logging.disable(logging.NOTSET)  # a server's log is for whoever keeps it going
    serve_(store_in(folder), settings, ready)


def heading(folder: Path) -> str:
    """The heading that the build was given, else the folder's name; also where there is no graph, of which the server
    itself tells."""
    from kg.graph import Graph

    with suppress(KgError), Graph.open(folder) as graph:
        return graph.title or folder.resolve().name
    return folder.resolve().name
