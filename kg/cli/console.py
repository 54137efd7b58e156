"""What the commands share: where they print, how their errors end, what their arguments are."""

import functools
from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from kg.errors import KgError

out_, err = Console(), Console(stderr=True)

# a word and no path, which would make one slash of an address's two
Folder = Annotated[
    str, typer.Argument(help="A folder that 'kg build' wrote, its store, or an endpoint's address.", show_default=False)
]


def honest(command: Callable) -> Callable:
    """One clear line and the right exit status for every error of ours."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except KgError as error:
            err.print(f"kg: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
            raise typer.Exit(error.exit_code) from error

    return run


def plain(value: Any) -> Text:
    """Words of documents are never markup."""
    return Text(str(value))
