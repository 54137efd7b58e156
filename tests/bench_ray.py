"""How fast the machines of a Ray cluster read, and what is lost when one of them dies: ``make bench``.

The cluster is a head that reads nothing and two machines with a processor each, all of them processes of this machine.
One is killed, with all of its processes, when a third is read. The rows must be those of one process, to the byte.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from time import perf_counter

from kg import reading
from kg.config import Config
from kg.engines import library
from kg.store import Row
from tests.bench import corpus, machine

MACHINES = 2


@contextmanager
def started() -> Iterator[tuple]:
    """A cluster and its machines but the head."""
    library()
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    try:
        yield cluster, [cluster.add_node(num_cpus=1) for _ in range(MACHINES)]
    finally:
        cluster.shutdown()


def read(documents, config: Config, kill=lambda: None) -> tuple[list[Row], float, float]:
    """The rows in their order, the seconds that they took, and those until the first was there; ``kill`` is called when
    a third is."""
    found, begun, first, killed = [], perf_counter(), 0.0, False
    for portion in reading.rows(documents, config):
        first = first or perf_counter() - begun
        found += portion
        if not killed and len(found) >= len(documents) / 3:
            killed = kill() or True
    return found, perf_counter() - begun, first


def told(who: str, rows: list[Row], seconds: float, first: float) -> None:
    words = sum(row.words for row in rows)
    print(f"{who:24} {words} words in {seconds:.0f} s, the first after {first:.0f} s, {words / seconds:.0f} a second")


def main() -> None:
    if not find_spec("ray"):
        print("Ray is not installed, nothing is measured: pip install 'stancegraph[ray]'")
        return
    documents, reading.FEW = corpus(), 0
    next(reading.readings(documents[:1], Config()))  # loads the model
    alone, *taken = read(documents, Config())
    print(f"machine                  {machine()}")
    told("this process", alone, *taken)
    with started() as (cluster, machines):
        config = Config(engine="ray", address=cluster.address)
        for what, kill in (
            (f"{MACHINES} machines", lambda: None),
            (f"{MACHINES}, one of them killed", lambda: cluster.remove_node(machines[0], allow_graceful=False)),
        ):
            rows, *taken = read(documents, config, kill)
            told(what, rows, *taken)
            assert rows == alone, f"{what}: other statements"
    print("the statements are the same, byte for byte")


if __name__ == "__main__":
    main()
