"""The whole road on real articles, ``python tests/bench_road.py``: no set of them keeps a build from its outputs.

Reads the texts of PolNeAR's development part (``attribution/polnear-dev/text`` in ``KG_CORPORA``) once. Of each random
set, one article to all, it then makes what `kg build` makes after reading: who is who, the store, every file, and the
page of `kg report`. A few sets go through the command itself, file by file.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from random import Random
from time import perf_counter

from kg.builder import keep, started
from kg.config import Config
from kg.documents import read
from kg.model import Document, Reading
from kg.outputs import write_all
from kg.reading import readings
from kg.report import report
from kg.store import writer
from kg.versions import BUILT, CURRENT, outputs

TEXTS = Path("attribution", "polnear-dev", "text")
REAL = 5  # sets that go through the command itself
MOST = 12  # articles in these


def made(found: list[Reading], out: Path) -> None:
    """What a build makes of ``found`` after reading; fails where anything lacks."""
    with writer(out / "store") as place:
        graph = keep(place, found, started(()))
    with graph:
        assert len(graph.documents) == len(found)
        write_all(graph, out).check()
        assert "</html>" in report(graph)
    whole(out)


def built(files: list[Path], out: Path) -> None:
    """The same by the command."""
    command = [sys.executable, "-m", "kg.cli", "build", *map(str, files), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "kg.cli", "report", str(out), "--out", str(out / "page.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    whole(out)


def whole(out: Path) -> None:
    for name in BUILT:
        assert (out / name).stat().st_size, f"{name} is empty"
    assert {one.state for one in outputs(out)} == {CURRENT}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("KG_CORPORA", "../shared/corpora")))
    given = parser.parse_args()
    if not (paths := sorted((given.corpora / TEXTS).glob("*.txt"))):
        sys.exit(f"no texts in {given.corpora / TEXTS}: set KG_CORPORA to the folder that holds attribution/")
    begun, random, right = perf_counter(), Random(given.seed), 0
    documents = [document for document in read(map(str, paths)) if isinstance(document, Document)]
    found = list(readings(documents, Config()))
    print(f"{len(found)} articles, {sum(one.words for one in found)} words read in {perf_counter() - begun:.0f} s")
    for time in range(given.times):
        is_real = time < min(REAL, given.times)
        number = random.randint(1, MOST if is_real else len(found))
        chosen = sorted(random.sample(range(len(found)), number))
        with tempfile.TemporaryDirectory() as name:
            try:
                if is_real:
                    built([paths[i] for i in chosen], Path(name))
                else:
                    made([found[i] for i in chosen], Path(name))
                right += 1
            except Exception:  # whatever it is, it is what is looked for
                print(f"set {time + 1}, of {number} articles:\n{traceback.format_exc()}")
    print(f"{right} of {given.times} with all outputs, {perf_counter() - begun:.0f} s")
    sys.exit(right < given.times)


if __name__ == "__main__":
    main()
