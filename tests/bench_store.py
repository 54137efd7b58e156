"""How fast a big store is: ``python -m tests.bench_store --statements 1000000``.

Makes an affair (`tests.affairs`) of that many statements, loads it, asks every named question of it in a process of its
own, and asks the same of rdflib's memory store on 20,000 statements.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import pyoxigraph as ox  # noqa: E402
from affairs import OUTLETS, affairs  # noqa: E402
from bench import machine  # noqa: E402
from peer import Peer  # noqa: E402

from kg.lexicon import load as load_lexicon  # noqa: E402
from kg.model import Entity, Reading  # noqa: E402
from kg.query import questions, run  # noqa: E402
from kg.rdf import Run, encode  # noqa: E402
from kg.store import Store, add, change, is_store, writer  # noqa: E402

SEED, TIMES = 1, 3
POPULAR = """SELECT (MIN(?label) AS ?name) WHERE {
  { SELECT ?one (COUNT(?statement) AS ?statements) WHERE { ?statement %s ?one } GROUP BY ?one
    ORDER BY DESC(?statements) ?one OFFSET %d LIMIT 2 }
  ?one skos:prefLabel ?label } GROUP BY ?one ?statements ORDER BY DESC(?statements)"""


class Affair:
    """Readings once, and then the entities that were in them."""

    def __init__(self, statements: int, *, actors: int = 0):
        self.statements, self.actors, self.entities, self.documents = statements, actors, {}, []

    def readings(self) -> Iterator[Reading]:
        for one in affairs(self.statements, SEED, actors=self.actors):
            self.entities.update((entity.id, entity) for entity in one.entities)
            self.documents.append(one.document.id)
            yield one

    def __iter__(self) -> Iterator[Entity]:
        return (self.entities[id] for id in sorted(self.entities))


def build(path: Path, statements: int) -> None:
    """A store of so many statements, made in two runs; says how fast."""
    sample = list(islice(affairs(statements, SEED), 50))
    encoded, seconds = timed(lambda: [encode(one) for one in sample])
    said, triples = sum(len(one.statements) for one in sample), sum(map(len, encoded))
    print(f"triples a statement        {triples / said:7.1f} in documents' graphs", flush=True)
    print(f"encoding alone             {said / seconds:7.0f} statements a second")
    affair = Affair(statements)
    with writer(path) as place:
        _, seconds = timed(lambda: place.build(affair.readings(), affair))
    print(f"from readings to a store   {statements / seconds:7.0f} statements a second, {seconds:.0f} s", flush=True)
    with change(path) as store:
        for month, documents in enumerate((affair.documents[:-10], affair.documents[-10:]), start=1):
            moments = (f"2025-0{month}-01T0{hour}:00:00Z" for hour in (8, 9))
            store.record_run(Run("0.1.0", "made", (), tuple(documents), *moments))
        print(f"quads in the store         {len(store._engine.inner):9}", flush=True)


def load(path: Path, statements: int) -> None:
    """Oxigraph's bulk loader alone, from the N-Quads of the store at ``path``."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        file = Path(folder, "all.nq")
        with Store.read(path) as store:
            store._engine.inner.dump(str(file), ox.RdfFormat.N_QUADS)
            quads = len(store._engine.inner)
        inner = ox.Store(str(Path(folder, "store")))
        _, seconds = timed(lambda: inner.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS))
    print(f"from N-Quads to a store    {statements / seconds:7.0f} statements, {quads / seconds:.0f} quads a second")


def values(store: Store, rank: int) -> dict[str, Any]:
    """What to ask for: those named most often, but for the first ``rank``."""
    (holder,), (other,) = store.query(POPULAR % (":holder", rank))[1]
    (target,), _ = store.query(POPULAR % (":target", rank))[1]
    claim = store.query(POPULAR % (":relation rel:denies ; :target", rank))[1][0][0]
    body = store.query(POPULAR % (":relation rel:heads ; :target", rank))[1][0][0]
    return {
        **dict.fromkeys(("holder", "name", "one", "about", "source"), holder), "other": other, "target": target,
        "told-by": {"target": claim}, "speaks-for": {"name": body}, "below": 0.4, "words": target[:12],
        "outlet": OUTLETS[0], "since": "2024-03", "until": "2024-05-15",
    }  # fmt: skip


def ask(store: Any, given: dict[str, Any], times: int) -> dict[str, tuple[float, list]]:
    """The best of so many times in seconds, and the answer, for each question."""
    found = {}
    for name, question in questions().items():
        wanted = given | given.get(name, {})
        asked = {parameter.name: wanted[parameter.name] for parameter in question.parameters}
        rows, seconds = timed(lambda name=name, asked=asked: run(store, name, **asked).rows)
        for _ in range(times - 1):
            seconds = min(seconds, timed(lambda name=name, asked=asked: run(store, name, **asked))[1])
        found[name] = seconds, sorted(map(list, rows), key=str)
    return found


def asking(path: Path, given: dict[str, Any]) -> None:
    """The process that asks: writes what it measured as JSON."""
    with Store.read(path) as store:
        found = ask(store, given, TIMES)
    # not ru_maxrss, in which a child still has what its parent held
    (peak,) = re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    print(json.dumps({"peak": int(peak), "seconds": {name: [s, len(rows)] for name, (s, rows) in found.items()}}))


def measure(path: Path) -> None:
    for rank, whom in ((0, "the most frequent names"), (20, "names of rank 20")):
        with Store.read(path) as store:
            given = values(store, rank)
        command = [sys.executable, __file__, "--store", str(path), "--asking", json.dumps(given)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        seconds = {name: s for name, (s, _) in told["seconds"].items()}
        slowest = max(seconds, key=seconds.get)
        print(f"{len(seconds)} questions, {whom}: median {median(seconds.values()):.3f} s, slowest "
              f"{seconds[slowest]:.2f} s ({slowest}), peak {told['peak'] / 1e6:.2f} GB")  # fmt: skip
        for name, (s, rows) in sorted(told["seconds"].items(), key=lambda item: -item[1][0]):
            print(f"    {name:22} {s:7.3f} s {rows:5} rows", flush=True)


def adding(path: Path) -> None:
    """Documents of forty statements that the store has not yet, one after the other, from lock to new version."""
    load_lexicon()
    for nth in range(TIMES):
        (one,) = affairs(40, SEED + 1 + nth)
        begun = perf_counter()
        with change(path) as store:
            opened = perf_counter()
            done = add(store, [one])
            written = perf_counter()
        ended = perf_counter()
        parts = f"copying {opened - begun:.2f}, adding {written - opened:.2f}, closing {ended - written:.2f}"
        print(f"adding one document        {ended - begun:7.2f} s ({parts}); {len(done.readings)} documents written")


def peer(statements: int) -> None:
    """The same questions through rdflib."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "store")
        build(path, statements)
        with Store.read(path) as store:
            given = values(store, 0)
            ours = ask(store, given, 1)
            theirs = ask(Peer(store, Path(folder, "all.nq")), given, 1)
    for name in ours:
        same = "same answers" if ours[name][1] == theirs[name][1] else "OTHER ANSWERS"
        print(f"    {name:22} {ours[name][0]:7.3f} s {theirs[name][0]:8.2f} s {same}")
    mine, other = (sum(seconds for seconds, _ in found.values()) for found in (ours, theirs))
    ratio = median(theirs[name][0] / ours[name][0] for name in ours)
    print(f"rdflib in memory           {other:.0f} s for all, Oxigraph {mine:.1f} s; median ratio {ratio:.0f}")


def timed(work) -> tuple[Any, float]:
    begun = perf_counter()
    found = work()
    return found, perf_counter() - begun


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    options.add_argument("--statements", type=int, default=100_000)
    options.add_argument("--store", type=Path, help="where to make the store, or one made before")
    options.add_argument("--peer", type=int, default=20_000, help="statements to ask rdflib about, 0 for none; slow")
    options.add_argument("--asking", type=json.loads, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.asking:
        return asking(given.store, given.asking)
    print(f"machine                    {machine()}")
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder, "store")
        if not is_store(path):
            build(path, given.statements)
            load(path, given.statements)
        measure(path)
        adding(path)
    if given.peer:
        peer(given.peer)


if __name__ == "__main__":
    main()
