"""``kg documents``: what a store has read."""

from rich.table import Column, Table

from kg.cli.console import Place, honest, out_, plain


@honest
def documents(folder: Place = "graph") -> None:
    """List the documents of a graph, oldest first.

    \b
      kg documents affair

    Each is shown with the run that read it last; 'kg diff affair --runs' lists the runs.
    """
    from kg.graph import opened
    from kg.removal import documents as documents_

    with opened(folder) as graph:
        found = documents_(graph.store)
    wide = Column("title", ratio=5, overflow="fold"), Column("outlet", ratio=2, overflow="fold")
    source = Column("source", ratio=4, overflow="fold")
    table = Table(
        Column("id", no_wrap=True), Column("date", no_wrap=True), *wide, source, "statements", "run", expand=True
    )
    for one in found:
        texts = map(plain, (one.date, one.title, one.publisher, one.source))
        table.add_row(one.short, *texts, str(one.statements), str(one.run or ""))
    out_.print(table)
    out_.print(f"{len(found)} documents", highlight=False)
