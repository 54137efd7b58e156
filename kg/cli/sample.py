"""``kg sample``: a sheet of statements to judge by hand, and what the verdicts show."""

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Column, Table

from kg.cli.console import Place, handles_errors, out_
from kg.errors import ConfigError, CorrectionError

if TYPE_CHECKING:
    from kg.sampling import Judged


@handles_errors
def sample(
    folder: Place = "graph",
    out: Annotated[
        Path | None, typer.Option(help="Write a sheet (CSV) of statements to judge.", show_default=False)
    ] = None,
    number: Annotated[int, typer.Option(help="How many statements to draw.", min=1)] = 100,
    seed: Annotated[int, typer.Option(help="Another number draws other statements.")] = 1,
    read: Annotated[
        list[Path] | None, typer.Option(help="A sheet that was filled in; one for each coder.", show_default=False)
    ] = None,
    fit: Annotated[bool, typer.Option("--fit", help="Recalibrate confidence by these verdicts.")] = False,
) -> None:
    """Check a sample of a graph by hand to estimate its precision.

    \b
      kg sample affair --out sheet.csv
      kg sample affair --read sheet.csv --fit
      kg sample affair --read mk.csv --read jd.csv   two coders

    Fill in the column verdict: right, wrong or flip (right except for its sign); leave out what you cannot judge. The
    guide says what counts as right. The statements are drawn evenly over all confidences, which the sheet does not
    show. The first sheet gives the precision of the graph, with a 95 % interval.
    """
    from kg import sampling
    from kg.graph import opened
    from kg.outputs import put

    sheets = read or []
    if bool(out) == bool(sheets):
        raise ConfigError("give either --out with a file to write, or --read with one that is filled in")
    with opened(folder) as graph:
        if out:
            drawn = sampling.draw(graph.statements, number, seed)
            put(out, sampling.sheet(drawn, {d.id: d.title or d.uri for d in graph.documents}))
            out_.print(
                f"{len(drawn)} statements in {out}; fill in its column verdict.", highlight=False, soft_wrap=True
            )
            return
        coders = [sampling.read(path) for path in sheets]
        strata = sampling.judged(graph.statements, coders[0])
        if not any(each.seen for each in strata):
            raise CorrectionError(f"{sheets[0]}: none of its statements is in {folder}; read a sheet drawn from it")
        fitted = sampling.fitted(graph.statements, coders[0]) if fit else None
        _told(strata, fitted)
        if fitted:
            _limit(sampling.enough(graph.statements, fitted))
    for (first, one), (second, other) in combinations(zip(sheets, coders, strict=True), 2):
        shown = sampling.kappa(one, other)
        agreed = "not defined" if shown is None else f"{shown:.2f}"
        out_.print(f"Cohen's kappa of {first} and {second}: {agreed}", highlight=False, soft_wrap=True)
    if len(coders) > 1 and (agreement := sampling.alpha(coders)) is not None:
        out_.print(f"Krippendorff's alpha: {agreement:.2f}", highlight=False)


def _told(strata: "list[Judged]", fitted: tuple[float, float] | None) -> None:
    from kg import sampling

    table = Table("confidence", *(Column(name, justify="right") for name in ("right", "judged", "in the graph")))
    if fitted:
        table.add_column("fitted", justify="right")
    for n, each in enumerate(strata):
        row = f"{n / len(strata):.1f}–{(n + 1) / len(strata):.1f}", str(each.right), str(each.seen), str(each.there)
        middle = sampling.refitted((n + 0.5) / len(strata), fitted) if fitted else 0.0
        table.add_row(*row, *([f"{middle:.2f}"] if fitted else []))
    out_.print(table)
    share, low, high = (100 * value for value in sampling.precision(strata))
    out_.print(f"{share:.0f} in 100 statements are right (95 %: {low:.0f}–{high:.0f}).", highlight=False)


def _limit(least: float | None) -> None:
    if least is None:
        out_.print("By these verdicts no confidence makes 80 in 100 right.", highlight=False)
    else:
        out_.print(
            f"From confidence {least:.2f} on 80 in 100 are right: --least-confidence {least:.2f}", highlight=False
        )
