"""What the commands share: where they print, how their errors end, what their arguments are."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from kg.errors import KgError

out_, err = Console(), Console(stderr=True)

Folder = Annotated[Path, typer.Argument(help="A folder that 'kg build' wrote, or its store.", show_default=False)]


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
