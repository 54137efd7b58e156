"""``kg entities``: likely duplicates, all entities, what was joined, and decisions."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Column, Table

from kg.cli.console import Place, handles_errors, out_, plain
from kg.errors import ConfigError
from kg.ids import exact, left_open

if TYPE_CHECKING:
    from kg.identity import Identity


def _two(what: str) -> Any:
    return typer.Option(help=what, show_default=False, metavar="A B")


@handles_errors
def entities(
    folder: Place = "graph",
    same: Annotated[tuple[str, str] | None, _two("Decide that two (names or identifiers) are one.")] = None,
    different: Annotated[tuple[str, str] | None, _two("Decide that they are not.")] = None,
    forget: Annotated[tuple[str, str] | None, _two("Take the decision back.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="List every entity instead, with its identifier.")] = False,
    joined: Annotated[bool, typer.Option("--joined", help="List joined names instead, and why.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="List names with several candidates instead.")] = False,
    most: Annotated[int, typer.Option(help="How many likely duplicates to show.", min=1)] = 20,
) -> None:
    """List likely duplicates and decide about them.

    \b
      kg entities affair
      kg entities affair --same "Volodymyr Zelenskyy" "Vladimir Zelensky"
      kg build --out affair

    Those come first that would change most: who stands on which side, then statements for or against.

    Decisions are kept in corrections.csv in the folder, which you may edit. Every build into the folder applies them;
    'kg build --out FOLDER' does it without new articles.
    """
    from kg.correcting import note, noted_in, unnote
    from kg.graph import opened
    from kg.identity import Identity

    given = {"same": same, "different": different, "forget": forget}
    decisions = [(action, pair) for action, pair in given.items() if pair]
    if len(decisions) + all_ + joined + open_ > 1:
        raise ConfigError(
            f"{', '.join(f'--{a}' for a in (*given, 'all', 'joined', 'open'))}: more than one; give one at a time"
        )
    if decisions:
        action, pair = decisions[0]
        path = unnote(folder, "same", *pair) if action == "forget" else note(folder, action, *pair)
        out_.print(f"Noted in {path}; 'kg build --out {folder}' applies it.", highlight=False, soft_wrap=True)
        return
    with opened(folder) as graph:
        identity = Identity(graph, noted_in(folder))
        if all_:
            out_.print(_all(identity))
        elif joined:
            out_.print(_joined(identity))
        elif open_:
            out_.print(_open(identity))
        else:
            _likely(identity, most)


def _likely(identity: "Identity", most: int) -> None:
    found = identity.likely()
    table = Table("why", "who", "statements", "a decision changes", "sentence", expand=True)
    for column, ratio in zip(table.columns, (3, 3, None, 3, 6), strict=True):
        column.ratio, column.no_wrap, column.overflow = ratio, ratio is None, "fold"
    for one in found[:most]:
        for why, entity, effect in ((one.pair.why, one.pair.one, str(one.effect)), ("", one.pair.other, "")):
            use = identity.use(entity)
            table.add_row(why, plain(entity.label), str(use.statements), effect, plain(use.sentence))
        table.add_section()
    if found:
        out_.print(table)
    decided = f"; {len(identity.noted)} decisions noted" if identity.noted else ""
    out_.print(f"{len(found)} likely duplicates{decided}", highlight=False)


def _all(identity: "Identity") -> Table:
    table = Table("who", "kind", "statements", "also called", "elsewhere", Column("identifier", overflow="fold"))
    for use in identity.all():
        entity = use.entity
        also, elsewhere = plain(", ".join(entity.aliases)), plain(", ".join(exact(entity.same_as)))
        table.add_row(plain(entity.label), entity.kind, str(use.statements), also, elsewhere, plain(entity.id))
    return table


def _open(identity: "Identity") -> Table:
    table = Table("who", "kind", "statements", Column("may be", overflow="fold"), Column("identifier", overflow="fold"))
    for use in identity.all():
        entity = use.entity
        if several := left_open(entity.same_as):
            may_be = plain(", ".join(several))
            table.add_row(plain(entity.label), entity.kind, str(use.statements), may_be, plain(entity.id))
    return table


def _joined(identity: "Identity") -> Table:
    table = Table("who", "was joined to", "because of", Column("identifier", overflow="fold"))
    labels = {e.id: e.label for e in identity.graph.entities}
    for old, merge in sorted(identity.merges.items(), key=lambda item: (labels[item[1].new], item[0])):
        table.add_row(plain(merge.label), plain(labels[merge.new]), merge.reason, plain(old))
    return table
