"""How far long work is: a bar of rich's on a terminal, of tqdm's in a notebook, nothing where nobody looks."""

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[int, int], None]


@contextmanager
def bar(what: str = "Reading", unit: str = "documents") -> Iterator[Told]:
    """What to tell after each of the ``unit`` how many of how many are done. The bar is on standard error and goes
    away at the end; of output into a file or pipe nothing is seen."""
    show = _notebook if in_notebook() else _terminal if sys.stderr.isatty() else _nothing
    with show(what, unit) as told:
        yield told


def in_notebook() -> bool:
    """Whether cells of Jupyter run this, and not a terminal or script."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return hasattr(shell, "kernel")


@contextmanager
def _nothing(what: str, unit: str) -> Iterator[Told]:
    yield lambda done, total: None


@contextmanager
def _terminal(what: str, unit: str) -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[speed]}"),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None, speed="")

        def told(done: int, total: int) -> None:
            speed = shown.tasks[task].finished_speed or shown.tasks[task].speed
            shown.update(task, completed=done, total=total, speed=f"{speed:.1f} {unit}/s" if speed else "")

        yield told


@contextmanager
def _notebook(what: str, unit: str) -> Iterator[Told]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without ipywidgets it is drawn in letters
        from tqdm.auto import tqdm

    with tqdm(desc=what, unit=f" {unit}", leave=False) as shown:

        def told(done: int, total: int) -> None:
            shown.total = total
            shown.update(done - shown.n)

        yield told
