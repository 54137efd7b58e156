"""Many articles: ``python -m tests.bench_scale [--articles 2000] [--kills 20] [--workers 2]``.

Generated articles of 300 words are built by the command itself: how fast from the first to the last tenth, with how
much memory, and how long joining, storing and files take. Then the same is built with ``kill -9`` at random moments
until it is done: the graph must be the same bytes, and what was read twice is counted.
"""

import argparse
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from random import Random

import kg
from kg.reading import AHEAD, LETTERS
from kg.store import Store
from tests.bench import machine

WORDS = 300


def articles(folder: Path, count: int) -> None:
    """``count`` files, each of paragraphs drawn from the examples and a line of its own."""
    random, paragraphs = Random(1), []
    for path in sorted((Path(kg.__file__).parent / "examples").glob("*.md")):
        paragraphs += [one for one in path.read_text(encoding="utf-8").split("\n\n") if len(one.split()) > 20]
    folder.mkdir()
    for number in range(count):
        text = [f"Notes of day {number}."]
        while sum(len(one.split()) for one in text) < WORDS:
            text.append(random.choice(paragraphs))
        (folder / f"2025-01-{number % 28 + 1:02}_{number:06}.txt").write_text("\n\n".join(text), encoding="utf-8")


def command(folder: Path, out: Path, workers: int) -> list[str]:
    told = ["--workers", str(workers), "--outputs", "report,jsonl"]
    return [sys.executable, "-m", "kg", "build", str(folder), "--out", str(out), *told]


def kept(out: Path) -> int:
    """How many documents are read and kept."""
    try:
        with sqlite3.connect(f"file:{out}/store/readings?mode=ro", uri=True, timeout=60) as inner:
            return inner.execute("SELECT count(*) FROM reading").fetchone()[0]
    except sqlite3.OperationalError:  # none yet
        return 0


def undisturbed(folder: Path, out: Path, count: int, workers: int) -> None:
    """Builds once, and tells how fast."""
    begun, marks = time.perf_counter(), [(0, 0.0)]
    process = subprocess.Popen(command(folder, out, workers), stdout=subprocess.DEVNULL)
    while process.poll() is None:
        time.sleep(0.2)
        if (now := kept(out)) >= marks[-1][0] + count // 10:
            marks.append((now, time.perf_counter() - begun))
    assert process.returncode == 0
    whole = time.perf_counter() - begun
    tenths = [WORDS * (b - a) / (after - before) for (a, before), (b, after) in pairwise(marks)]
    print(f"words a second by tenths   {' '.join(f'{one:.0f}' for one in tenths)} (the first with loading)")
    print(f"read; joined, stored       {marks[-1][1]:.0f} s; {whole - marks[-1][1]:.0f} s")
    print(f"files to store and files   {WORDS * count / whole:.0f} words a second")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"memory of the largest process, at most  {peak / 1024:.0f} MB")
    size = sum(path.stat().st_size for path in (out / "store").rglob("*") if path.is_file())
    readings = (out / "store" / "readings").stat().st_size
    print(f"disk                       {size / 1e6:.0f} MB, {readings / 1e6:.0f} of it readings")


def killed(folder: Path, out: Path, kills: int, seconds: float, workers: int) -> None:
    """Kills it at random moments, so that it takes as long as ``kills`` times ``seconds`` or more, and lets it end."""
    random = Random(2)
    for _ in range(kills):
        process = subprocess.Popen(
            command(folder, out, workers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        before, until = kept(out), random.uniform(0, seconds)
        begun = time.perf_counter()
        while process.poll() is None and kept(out) == before:  # models are loaded
            time.sleep(0.05)
        while process.poll() is None and time.perf_counter() < begun + until:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if process.returncode == 0:
            break
    subprocess.run(command(folder, out, workers), check=True, stdout=subprocess.DEVNULL)


def trig(out: Path) -> str:
    with Store.read(out / "store") as store:
        return store.trig()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    print(f"machine                    {machine()}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "articles")
        articles(folder, asked.articles)
        begun = time.perf_counter()
        undisturbed(folder, Path(place, "whole"), asked.articles, asked.workers)
        seconds = (time.perf_counter() - begun) / max(asked.kills, 1)
        killed(folder, Path(place, "killed"), asked.kills, seconds, asked.workers)
        same = trig(Path(place, "whole")) == trig(Path(place, "killed"))
        hand = AHEAD * asked.workers * LETTERS / sum(path.stat().st_size for path in folder.iterdir())
        told = f"lost each time at most {hand:.2%} of the work, what is in hand"
        print(f"killed {asked.kills} times            {'the same bytes' if same else 'NOT the same'}; {told}")
        assert same


if __name__ == "__main__":
    main()
