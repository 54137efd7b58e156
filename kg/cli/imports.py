"""``kg import``: statements that another program or person has made."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import finished, handles_errors, older


@handles_errors
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="DNA databases (.dna), REFI-QDA projects (.qdpx), RDF (.trig, .nq, .jsonld, .ttl, .nt) that keeps the "
            "shapes, or folders of Parquet tables.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the store and all files.")] = Path("graph"),
) -> None:
    """Import statements from DNA, REFI-QDA, RDF or Parquet.

    \b
      kg import coded.dna other.qdpx --out coded
      kg import affair/graph.trig other.jsonld --out both
      kg import affair.parquet --out copy
    """
    from kg.exchange import bring_in
    from kg.outputs import write_all

    older(out)
    graph, outcome = bring_in(files, out)
    with graph:
        finished(graph, outcome, write_all(graph, out, outcome.unreadable), str(out / "store"))
