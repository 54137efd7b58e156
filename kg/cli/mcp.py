"""``kg mcp``: the graph as tools for an assistant."""

import logging
from typing import Annotated

import typer

from kg.cli import interrupt
from kg.cli.console import Folder, handles_errors
from kg.cli.serve import heading


@handles_errors
def mcp(
    folder: Folder,
    timeout: Annotated[float, typer.Option(help="Seconds after which a query is stopped.", min=0.1)] = 30.0,
    limit: Annotated[int, typer.Option(help="Most rows that SPARQL may find; more is an error.", min=1)] = 100_000,
    memory: Annotated[float, typer.Option(help="GB of memory at which a query is stopped.", min=0.5)] = 2.0,
) -> None:
    """Let an assistant ask a graph, by the Model Context Protocol.

    \b
      kg mcp affair

    Standard input and output carry the protocol: an assistant begins this command itself, see the guide. It only
    reads. Every answer has its sentences, sources and statement ids.
    """
    from kg.mcp import serve
    from kg.serve import Settings, store_in

    settings = Settings(timeout=timeout, limit=limit, memory=memory, title=heading(folder))
    logging.disable(logging.NOTSET)  # a server's log is for whoever keeps it going
    with interrupt.at_once():  # its workers end with it
        serve(store_in(folder), settings)
