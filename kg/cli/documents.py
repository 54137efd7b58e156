"""``kg documents``: what a store has read."""

from rich.table import Column, Table

from kg.cli.console import Place, Short, handles_errors, out_, plain


@handles_errors
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
    outlets = any(one.publisher for one in found)
    ratios = {"title": 5} | ({"outlet": 2} if outlets else {}) | {"source": 4}
    wide = (Column(name, ratio=ratio) for name, ratio in ratios.items())
    table = Table(Column("id", no_wrap=True), Column("date", no_wrap=True), *wide, "statements", "run", expand=True)
    for one in found:
        texts = map(Short, (one.title, *([one.publisher] if outlets else []), one.source))
        table.add_row(one.short, plain(one.date), *texts, str(one.statements), str(one.run or ""))
    out_.print(table)
    out_.print(f"{len(found)} documents", highlight=False)
