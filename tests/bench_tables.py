"""How fast tables of Parquet are: ``python -m tests.bench_tables --statements 1000000``.

Writes an affair (`tests.affairs`) of that many statements as Parquet, and asks of it what `kg.tables` answers, each
question in a process of its own, whose peak of memory is told.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from affairs import affairs  # noqa: E402
from bench import machine  # noqa: E402

from kg import tables  # noqa: E402
from kg.model import DRAWN, Entity, Reading  # noqa: E402

SEED, LEAST = 1, 20  # lighter pairs are dropped
READ = 500  # documents that are read back


class Affair:
    """Readings once, and then the entities that were in them."""

    def __init__(self, statements: int):
        self.statements, self.entities = statements, {}

    def readings(self) -> Iterator[Reading]:
        for one in affairs(self.statements, SEED):
            self.entities.update((entity.id, entity) for entity in one.entities)
            yield one

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities.values())


def _ties(folder: Path) -> str:
    with tables.open(folder) as told:
        return f"{sum(1 for _ in told.ties())} ties"


def _agreement(folder: Path) -> str:
    with tables.open(folder) as told:
        network = told.agreement("congruence", least=LEAST)
    return f"{len(network)} actors, {len(network.edges)} pairs of at least {LEAST}"


def _subtract(folder: Path) -> str:
    with tables.open(folder) as told:
        network = told.agreement("subtract", by="average", least=1, since="2024-01", until="2024-03")
    return f"{len(network)} actors, {len(network.edges)} pairs of at least 1"


def _network(folder: Path) -> str:
    with tables.open(folder) as told:
        network = told._network(DRAWN, keys=False)
    return f"{len(network)} nodes, {network.size()} edges"


def _stats(folder: Path) -> str:
    with tables.open(folder) as told:
        found = told.stats()
    return f"{found.nodes} nodes, {found.edges} edges, {len(found.contested)} contested"


def _read(folder: Path) -> str:
    begun = perf_counter()
    found = tables.readings(folder)
    next(found)
    first = perf_counter()
    count = sum(len(one.statements) for one in islice(found, READ))
    return f"begun after {first - begun:.1f} s, then {count / (perf_counter() - first):.0f} statements a second"


ASKED: dict[str, Callable[[Path], str]] = {
    "ties": _ties,
    "congruence": _agreement,
    "subtract, three months": _subtract,
    "network for stats": _network,
    "stats": _stats,
    f"reading back, {READ} documents": _read,
}


def write(folder: Path, statements: int) -> None:
    affair = Affair(statements)
    begun = perf_counter()
    for _ in affair.readings():
        pass
    made = perf_counter() - begun
    begun = perf_counter()
    tables.write(affair.readings(), affair, folder)
    seconds = perf_counter() - begun - made
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    print(f"{statements} statements written: {seconds:.0f} s, {statements / seconds:.0f} a second; {size:.0f} MB, "
          f"{size * 1e6 / statements:.0f} bytes a statement; {peak():.2f} GB at most", flush=True)  # fmt: skip


def peak() -> float:
    """GB of memory that this process held at most; not ru_maxrss, in which a child still has what its parent held."""
    (found,) = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(found) / 1e6


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    options.add_argument("--statements", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path, help="where to make the tables, or tables made before")
    options.add_argument("--ask", choices=ASKED, help=argparse.SUPPRESS)
    options.add_argument("--only", choices=ASKED, action="append", help="these alone")
    given: Any = options.parse_args()
    if given.ask:
        begun = perf_counter()
        found = ASKED[given.ask](given.folder)
        print(f"{given.ask:32} {perf_counter() - begun:7.1f} s, {peak():.2f} GB at most: {found}", flush=True)
        return
    print(f"machine: {machine()}", flush=True)
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made, "affair.parquet")
        if not tables.is_tables(folder):
            write(folder, given.statements)
        for name in given.only or ASKED:
            command = [sys.executable, __file__, "--folder", str(folder), "--ask", name]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
