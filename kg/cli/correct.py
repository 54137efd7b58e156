"""``kg correct``: decisions about entities and statements, and the precision that they show."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Column, Table

from kg.cli.console import Place, handles_errors, out_, plain
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.correcting import Decisions


@handles_errors
def correct(
    folder: Place = "graph",
    action: Annotated[
        str,
        typer.Argument(help="same, different, rename, retype, reject, flip or right.", show_default=False),
    ] = "",
    subject: Annotated[
        str, typer.Argument(help="An entity's name or identifier, or a statement's key.", show_default=False)
    ] = "",
    value: Annotated[str, typer.Argument(help="The other entity, the new name, or the kind.", show_default=False)] = "",
    why: Annotated[str, typer.Option(help="The reason, kept with the decision.")] = "",
    who: Annotated[str, typer.Option(help="Who decides.", envvar="KG_WHO")] = "",
    forget: Annotated[bool, typer.Option("--forget", help="Take the decision back.")] = False,
    from_: Annotated[
        Path | None,
        typer.Option("--from", help="Import decisions from a CSV file: corrections, or statements with a verdict."),
    ] = None,
) -> None:
    """Correct names, identities and single statements.

    \b
      kg correct affair rename "Doe" "Jane Doe" --why "as they sign"
      kg correct affair reject ky2sqazm --who mk
      kg correct affair reject ky2sqazm --forget

    same A B, different A B: two entities are one, or are not. rename A NAME, retype A KIND. reject S, flip S, right
    S: a statement, by its key or six letters of it, is wrong, has the wrong sign, or is right.

    Decisions are kept in corrections.csv in the folder, which you may edit; they apply at once and in every build.
    Without an action they are applied and listed, with the precision that they imply. To check a graph by hand, copy
    statements.csv, add a column verdict (right, wrong or flip), and import it with --from.
    """
    from kg import correcting

    if from_ and (action or forget) or forget and not action or action and not subject:
        raise ConfigError("give an action with its subject, or --from with a file, or neither")
    if from_:
        decisions = correcting.take_over(folder, from_, why=why, who=who)
    elif forget:
        decisions = correcting.forget(folder, action, subject, value)
    elif action:
        decisions = correcting.correct(folder, action, subject, value, why=why, who=who)
    else:
        decisions = correcting.followed(folder)
        _list(folder, decisions)
        return
    noun = "decision stands" if len(decisions) == 1 else "decisions stand"
    out_.print(f"Done; {len(decisions)} {noun}.", highlight=False)


def _list(folder: str, decisions: "Decisions") -> None:
    from kg.graph import opened
    from kg.identity import Identity
    from kg.resolve import precision
    from kg.resolve.corrections import PAIRS

    table = Table("decision", Column("of", overflow="fold"), Column("value", overflow="fold"), "why", "who")
    with opened(folder) as graph:
        called = Identity(graph).called
        for c in decisions:
            ends = (called(c.one), called(c.other)) if c.action in PAIRS else (c.one, c.other)
            table.add_row(*map(plain, (c.action, *ends, c.note, c.who)))
    if decisions:
        out_.print(table)
    out_.print(f"{len(decisions)} decisions. {precision(decisions)}", highlight=False, soft_wrap=True)
