"""Sudden death: ``make bench``. ``kill -9`` at random moments of builds, additions, removals and corrections.

After each kill the store must open and be what it was before or what it is after the work, to the byte; both are
checked to keep the shapes, with a derived layer that equals one made anew. Then the next writer must get the lock and
clear all leftovers away. Of a folder each file must be whole too, each that is not of the store as it is now must be
told to be older, and what is told to be so must be renewed by the next work.

A third of the moments is drawn over the whole work, a third between the beginning of the change and the swap of
versions, a third after the swap: just after it, or where there are files, until they are written.
"""

import argparse
import multiprocessing
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from typing import Any

from affairs import affairs

from kg.builder import keep
from kg.graph import Graph
from kg.model import Reading
from kg.outputs import write_all
from kg.rdf import Run, iris
from kg.removal import remove
from kg.resolve import Correction, resolve
from kg.store import Store, add, change, is_store, stamp, writer
from kg.versions import BUILT, CURRENT, OLDER, UNMADE, outputs, renewal

STATEMENTS = 6  # of each document
REAL = 0.1  # share of kills of the command itself, model and all
TICK = 0.0005  # seconds between two looks at the folder of a store
AFTER = 0.02  # seconds after the swap in which a kill may come
STALE = Counter()  # by work: kills after which a file was older than the store, each told
TEXTS = {"a.txt": "Germany criticized France on Monday.\n", "b.txt": "Poland praised Italy on Monday.\n"}


# --- the work, done by children ---


def build(path: Path, found: list[Reading]) -> None:
    found, entities, merges = resolve(found)
    with writer(path) as place:
        place.build(found, entities, _run(found, 1), merges=merges)


def put(path: Path, found: list[Reading]) -> None:
    with change(path) as store:
        store.record_run(add(store, found).run(_run(found, 2)))


def files(path: Path, found: list[Reading]) -> None:
    """What `kg build` does after reading."""
    with writer(path / "store") as place:
        graph = keep(place, found, _run(found, 3))
    with graph:
        write_all(graph, path)


def take(path: Path, document: str) -> None:
    remove(path, document)


def correct(path: Path, correction: Correction) -> None:
    with change(path) as store:
        store.set_corrections([correction])
        store.record_run(add(store, (), [correction]).run(_run((), 2)))


def _run(found, number: int) -> Run:
    ids = tuple(reading.document.id for reading in found)
    return Run("1", documents=ids, started=f"2025-01-0{number}T00:00:00+00:00")


# --- killing it ---


@dataclass
class Work:
    """``before`` is a folder as it is before the work, ``store`` the store's place in it; ``start`` begins the work on
    a copy. ``states`` are what the folder may say, ``seconds`` how long undisturbed work takes, ``opens`` and
    ``swaps`` when the change begins and when it is there."""

    name: str
    before: Path
    store: str
    start: Callable[[Path], Any]
    states: tuple[dict[str, str], ...] = ()
    seconds: float = 0.0
    opens: float = 0.0
    swaps: float = 0.0

    def measure(self, folder: Path) -> None:
        """Let it be done undisturbed."""
        path = self._copy(folder)
        begun, old = perf_counter(), stamp(path / self.store)
        process = self.start(path)
        self.opens = _until(lambda: _opened(path / self.store, old), process) - begun
        self.swaps = _until(lambda: stamp(path / self.store) != old, process) - begun
        _wait(process)
        self.seconds = perf_counter() - begun
        self.states = (_state(self.before, self.store), _state(path, self.store))
        assert self.states[0] != self.states[1], f"{self.name}: changes nothing"
        _validate(path / self.store)

    def kill(self, folder: Path, random: Random) -> str:
        """Kill it once; says what was found."""
        path, aim = self._copy(folder), random.choice(("any", "change", "swap"))
        old, begun = stamp(path / self.store), perf_counter()
        process = self.start(path)
        if aim == "any":
            until = begun + random.uniform(0, self.seconds)
        elif aim == "change":
            until = _until(lambda: _opened(path / self.store, old), process)
            until += random.uniform(0, self.swaps - self.opens)
        else:
            until = _until(lambda: stamp(path / self.store) != old, process)
            until += random.uniform(0, AFTER if self.store == "." else self.seconds - self.swaps)
        sleep(max(0.0, until - perf_counter()))
        process.kill()
        _wait(process)
        found = _check(path, self)
        shutil.rmtree(path)
        return found

    def _copy(self, folder: Path) -> Path:
        path = folder / "work"
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.before, path)
        return path


def _check(path: Path, work: Work) -> str:
    """``before`` or ``after``; fails where it is neither, or the next writer is hindered."""
    now = _state(path, work.store)
    store = [state["store"] for state in work.states]
    assert now["store"] in store, f"{work.name}: neither as before nor as after"
    for file, text in now.items():
        assert text in {state.get(file) for state in work.states}, f"{work.name}: {file} is not whole"
    place = path / work.store
    if work.store != ".":
        _check_files(path, now, work)
    if is_store(place):
        with change(place):
            pass
        left = {file.name for file in place.iterdir()} - {"now", "outputs", "readings", stamp(place)}
        left -= {f"{stamp(place)}.lease"}
        assert not left, f"{work.name}: the next writer leaves {left}"
        assert _state(path, work.store)["store"] == now["store"], f"{work.name}: the next writer changes it"
    else:
        with writer(place):
            pass
    return ("before", "after")[store.index(now["store"])]


def _check_files(path: Path, now: dict[str, str], work: Work) -> None:
    """What is not of the store as it is now is told, and the next work renews it."""
    there = next(state for state in work.states if state["store"] == now["store"])
    stale = {name for name in BUILT if name in now and now[name] != there.get(name)}
    found = {one.path.name: one.state for one in outputs(path)}
    told = {name for name, state in found.items() if state == OLDER}
    assert stale <= told, f"{work.name}: {stale - told} older, and it is not told"
    lacking = {name for name in BUILT if name in there and name not in now}
    assert lacking <= {name for name, state in found.items() if state == UNMADE}, f"{work.name}: {lacking} not told"
    line = renewal(path)
    assert bool(line) == bool(told or (lacking and lacking != there.keys() & {*BUILT})), f"{work.name}: {line!r}"
    STALE[work.name] += bool(stale)
    if line:
        with Graph.open(path) as graph:
            write_all(graph, path)
        assert renewal(path) == "" and {one.state for one in outputs(path)} == {CURRENT}, f"{work.name}: not renewed"


def _state(path: Path, store: str) -> dict[str, str]:
    """What the store says with its runs (not when), and the files beside it; leftovers aside."""
    said = ""
    if is_store(path / store):
        with Store.read(path / store) as opened:
            runs = sorted((run.documents, run.removed, run.appeared, run.vanished) for run in opened.runs())
            said = f"{opened.trig()}{runs}"
    files = {} if store == "." else {f.name: f.read_text("utf-8") for f in path.iterdir() if f.is_file()}
    return {"store": said} | {name: text for name, text in files.items() if not name.startswith(".")}


def _validate(path: Path) -> None:
    with Store.read(path) as store:
        assert not (broken := store.violations()), broken
        again = Store.open()
        again.fill(store.readings(), store.entities(), store.merges())
        derived = "SELECT ?s ?p ?o { GRAPH graph:derived { ?s ?p ?o } }"
        assert set(store.query(derived)[1]) == set(again.query(derived)[1])
        assert store.query(f"ASK {{ ?d :mentions ?e FILTER NOT EXISTS {{ GRAPH <{iris.ENTITIES}> {{ ?e a ?k }} }} }}")[
            1
        ] == ((False,),)


def _opened(store: Path, old: str) -> bool:
    return (store / str(int(old or 0) + 1)).is_dir()


def _until(done: Callable[[], bool], process) -> float:
    """When ``done`` came to be, or the process ended."""
    while not done() and _alive(process):
        sleep(TICK)
    return perf_counter()


def _alive(process) -> bool:
    return process.poll() is None if isinstance(process, subprocess.Popen) else process.is_alive()


def _wait(process) -> None:
    process.wait() if isinstance(process, subprocess.Popen) else process.join()


# --- which work ---


def _child(context, work: Callable, *arguments) -> Callable[[Path], Any]:
    def start(path: Path):
        process = context.Process(target=work, args=(path, *arguments))
        process.start()
        return process

    return start


def _command(*arguments: str) -> Callable[[Path], Any]:
    """The command itself; ``PATH`` stands for the copy."""

    def start(path: Path):
        said = [argument.replace("PATH", str(path)) for argument in arguments]
        return subprocess.Popen(
            [sys.executable, "-m", "kg.cli", *said], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    return start


def works(folder: Path) -> list[Work]:
    """Work on a store of four documents."""
    # a server of forks, as a store's threads do not survive a fork
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.removal", "kg.rdf", "kg.outputs", "affairs"])
    # a statement may be about an earlier one: the first of each document
    found = [replace(one, statements=one.statements[:STATEMENTS]) for one in affairs(240, 1)]
    full, empty = folder / "full", folder / "empty"
    empty.mkdir()
    build(full, found[:4])
    files(home := folder / "written", found[:4])
    less = replace(found[0], statements=tuple(replace(s, confidence=0.5) for s in found[0].statements[:4]))
    people = sorted(e.id for e in found[1].entities if e.id.startswith("person/") and not e.same_as)[:2]
    child = partial(_child, context)
    return [
        Work("build", empty, ".", child(build, found[:4])),
        Work("build anew", full, ".", child(build, [less, *found[4:]])),
        Work("add", full, ".", child(put, [less, *found[4:]])),
        Work("remove", full, ".", child(take, found[1].document.id)),
        Work("files", home, "store", child(files, [less, *found[4:]])),
        Work("first files", empty, "store", child(files, found[:4])),
        Work("correct", full, ".", child(correct, Correction("same", *people))),
    ]


def commands(folder: Path) -> list[Work]:
    """The command itself, on a folder with its files."""
    source, home = folder / "in", folder / "home"
    source.mkdir()
    for name, text in TEXTS.items():
        (source / name).write_text(text, encoding="utf-8")
    assert _command("build", str(source), "--out", str(home))(home).wait() == 0
    (source / "a.txt").write_text("Germany praised France on Monday.\n", encoding="utf-8")
    (source / "c.txt").write_text("Sweden condemned Russia on Monday.\n", encoding="utf-8")
    return [
        Work("kg build", home, "store", _command("build", str(source), "--out", "PATH")),
        Work("kg remove", home, "store", _command("remove", "b.txt", "PATH")),
    ]


def kills(number: int, random: Random, folder: Path, among: list[Work]) -> Counter:
    """Kill ``number`` times; counts work and what was found. Fails at the first store that is not whole."""
    found = Counter()
    for work in among:
        work.measure(folder)
    for time in range(number):
        work = among[time % len(among)]
        found[work.name, work.kill(folder, random)] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", "--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    begun, random, real = perf_counter(), Random(given.seed), round(given.kills * REAL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = kills(given.kills - real, random, folder, works(folder))
        found += kills(real, random, folder, commands(folder))
    names = list(dict.fromkeys(name for name, _ in found))
    print("| killed | times | found as before | found as after | a file older, told |\n|---|---|---|---|---|")
    for name in names:
        before, after = found[name, "before"], found[name, "after"]
        print(f"| {name} | {before + after} | {before} | {after} | {STALE[name]} |")
    told = f"each store whole, of {STALE.total()} with older files each told"
    print(f"{sum(found.values())} kills, {told}, {perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
