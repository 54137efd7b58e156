"""``kg stats``: who is central and what is contested."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from kg.cli.console import handles_errors, out_, plain

if TYPE_CHECKING:
    from kg.network import Stats

Asked = Annotated[
    str,
    typer.Argument(
        help="A folder that 'kg build' wrote, its store, an endpoint's address, or a folder of Parquet tables.",
        show_default=False,
    ),
]


@handles_errors
def stats(folder: Asked = "graph", most: Annotated[int, typer.Option(help="Rows of each table.", min=1)] = 15) -> None:
    """Show who is central and what is contested.

    \b
      kg stats affair
      kg stats affair --most 40
      kg stats affair.parquet              Parquet tables, of any size
    """
    found, judged = _found(folder)
    out_.print(
        f"{found.nodes} nodes, {found.edges} edges, {found.statements} statements, "
        f"density {found.density:.4f}, {found.communities} communities"
    )
    if judged:
        out_.print(judged, highlight=False, soft_wrap=True)
    actors = Table("who", "kind", "degree", "statements", "betweenness", "community")
    for a in found.actors[:most]:
        actors.add_row(
            plain(a.label), a.kind, str(a.degree), str(a.statements), f"{a.betweenness:.3f}", str(a.community)
        )
    contested = Table("most contested", "kind", "holders for", "holders against")
    for c in found.contested[:most]:
        contested.add_row(plain(c.label), c.kind, str(c.positive), str(c.negative))
    out_.print(actors, contested)


def _found(folder: str) -> "tuple[Stats, str]":
    """The measures, and what persons judged of the statements, which tables do not tell."""
    from kg import tables
    from kg.graph import opened
    from kg.store import is_store

    if tables.is_tables(folder) and not is_store(Path(folder, "store")):
        with tables.open(folder) as told:
            return told.stats(), ""
    with opened(folder) as graph:
        return graph.stats(), str(graph.precision) if graph.precision.looked_at else ""
