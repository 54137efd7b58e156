"""The model card, with every figure measured: ``python -m kg.language.training.card --weights DIR --full DIR``."""

import argparse
import os
import tomllib
from pathlib import Path
from string import Template

from kg.language.engine import Engine
from kg.language.training.evaluate import figures, reader

SETTINGS = Path(__file__).with_name("settings.toml")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="the folder that ships; gets CARD.md")
    parser.add_argument("--full", type=Path, required=True, help="the same model with 32-bit weights")
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("KG_CORPORA", "../shared/corpora")))
    options = parser.parse_args()
    measured = [figures(reader(folder), options.corpora) for folder in (options.weights, options.full)]
    card = written(options.weights, *measured)
    (options.weights / "CARD.md").write_text(card, encoding="utf-8")
    print(card)


def written(weights: Path, quantised: dict[str, float], full: dict[str, float]) -> str:
    """The card's text; both dicts as `figures` gives them."""
    cycles = [cycle["updates"] for cycle in tomllib.loads(SETTINGS.read_text("utf-8"))["cycles"]]
    rows = [f"| {name} | {quantised[name]:.2f} | {full[name]:.2f} |" for name in quantised]
    return Template(Path(__file__).with_name("card.md").read_text("utf-8")).substitute(
        size=f"{sum(path.stat().st_size for path in weights.iterdir()) / 1e6:.1f}",
        digest=Engine(weights).digest,
        updates=f"{sum(cycles):,}",
        cycles=f"{len(cycles)} cycles of {', '.join(f'{c:,}' for c in cycles)}",
        figures="\n".join(["| measure | int8 (ships) | 32 bits |", "|---|---|---|", *rows]),
    )


if __name__ == "__main__":
    main()
