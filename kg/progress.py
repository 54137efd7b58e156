"""How far long work is: a bar of rich's on a terminal, of tqdm's in a notebook, nothing where nobody looks."""

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[str, int, int], None]


@contextmanager
def bar() -> Iterator[Told]:
    """What to tell the name of a phase, and how many of how many are done in it. The bar is on standard error and goes
    away at the end; of output into a file or pipe nothing is seen."""
    show = _notebook if in_notebook() else _terminal if sys.stderr.isatty() else _nothing
    with show() as told:
        yield told


def in_notebook() -> bool:
    """Whether cells of Jupyter run this, and not a terminal or script."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel")


@contextmanager
def _nothing() -> Iterator[Told]:
    yield lambda phase, done, total: None


@contextmanager
def _terminal() -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)

        def told(phase: str, done: int, total: int) -> None:
            if shown.tasks[0].description != phase:
                shown.reset(task, description=phase)
            shown.update(task, completed=done, total=total)

        yield told


@contextmanager
def _notebook() -> Iterator[Told]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without ipywidgets it is drawn in letters
        from tqdm.auto import tqdm

    with tqdm(desc="Reading", leave=False) as shown:

        def told(phase: str, done: int, total: int) -> None:
            shown.set_description(phase, refresh=False)
            shown.total = total
            shown.update(done - shown.n)

        yield told
