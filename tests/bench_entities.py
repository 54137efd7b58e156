"""What `kg entities` takes: ``python -m tests.bench_entities [--statements 120000] [--actors 150000]``.

A made-up affair (`tests.affairs`) of so many statements, of which as in news one in ten takes a side; how long its
likely duplicates take, and how much of that goes into what a decision would change. Seconds are of this process alone.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent))

from bench_store import Affair, timed  # noqa: E402

from kg.graph import Graph  # noqa: E402
from kg.identity import Identity  # noqa: E402
from kg.lexicon import load  # noqa: E402
from kg.model import Reading  # noqa: E402
from kg.network.effect import Picture  # noqa: E402
from kg.query import signed  # noqa: E402
from kg.resolve.duplicates import duplicates  # noqa: E402
from kg.store import writer  # noqa: E402


def few_sides(readings: Iterator[Reading]) -> Iterator[Reading]:
    """The readings with every fifth of their statements for or against."""
    for one in readings:
        kept = (s for number, s in enumerate(one.statements) if not s.polarity or number % 5 == 0)
        yield replace(one, statements=tuple(kept))


def measure(path: Path) -> None:
    load()
    with Graph.open(path) as graph:
        begun = process_time()
        identity = Identity(graph)
        opened = process_time()
        found = duplicates(graph.entities, identity.uses)
        listed = process_time()
        rows = signed(graph.store)
        asked = process_time()
        picture = Picture(rows)
        seen = process_time()
        effects = [picture.effect(pair.one.id, pair.other.id) for pair in found]
        weighed = process_time()
        print(f"{len(graph.entities)} names, {len(rows)} pairs of holder and target by sign, {len(found)} likely "
              f"duplicates, {sum(effect.moved > 0 for effect in effects)} of which would change something")  # fmt: skip
    print(f"names and uses {opened - begun:.2f} s, duplicates {listed - opened:.2f} s")
    print(f"what a decision would change: asked {asked - listed:.2f} s, camps {seen - asked:.2f} s, "
          f"effects {weighed - seen:.2f} s; {weighed - listed:.2f} s in all")  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    options.add_argument("--statements", type=int, default=120_000)
    options.add_argument("--actors", type=int, default=150_000)
    asked = options.parse_args()
    affair = Affair(asked.statements, actors=asked.actors)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "store")
        with writer(path) as held:
            _, seconds = timed(lambda: held.build(few_sides(affair.readings()), affair))
        print(f"{asked.statements} statements stored in {seconds:.0f} s", flush=True)
        measure(path)


if __name__ == "__main__":
    main()
