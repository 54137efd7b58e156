"""``kg remove``: take documents out of a store."""

from typing import Annotated

import typer

from kg.cli.console import Place, handles_errors, out_, plain

_NAMED = 12  # entities told by name


@handles_errors
def remove(
    document: Annotated[
        str, typer.Argument(help="Its id (or the start of it), source, title, or a pattern.", show_default=False)
    ],
    folder: Place = "graph",
    all_matching: Annotated[bool, typer.Option("--all-matching", help="Remove all documents that match.")] = False,
) -> None:
    """Remove a document, and all statements from it.

    \b
      kg remove draft.txt affair
      kg remove "https://news.example/*" affair --all-matching
    """
    from kg.removal import remove as remove_

    removed = remove_(folder, document, all_matching=all_matching)
    for one in removed.documents:
        said = f"{one.statements} statement{'' if one.statements == 1 else 's'}"
        out_.print(
            plain(f"Removed {one.title or one.source or one.id}, {one.date or 'undated'}: {said}"), soft_wrap=True
        )
    if labels := [entity.label for entity in removed.entities]:
        more = f" and {len(labels) - _NAMED} more" if len(labels) > _NAMED else ""
        out_.print(plain(f"Mentioned nowhere else: {', '.join(labels[:_NAMED])}{more}"), soft_wrap=True)
