"""The machines of a Ray cluster: one that is there, or this machine alone.

What reads is installed on each of them; tables of words and of who is who elsewhere are sent to them. A portion whose
machine or process dies is handed to another by Ray.
"""

import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, Generic, TypeVar

from kg import __version__
from kg.config import Config
from kg.engines.engine import Engine
from kg.errors import ConfigError, KgError, WorkerError

AGAIN = 5  # machines or processes that may die of one portion; what kills so many would kill all
PATIENCE = 5.0  # seconds for a cluster to answer
LONG = 200  # letters of somebody else's error
OBJECTS = 200 << 20  # bytes for portions on the way, where Ray is started here; more go to the disk

P = TypeVar("P")
G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class _Cluster(Generic[P, G]):
    ray: ModuleType
    send: Callable[[P], Any]  # what comes back is Ray's reference to what will be there

    def hand_over(self, portion: P) -> Callable[[], G]:
        return partial(_outcome, self.ray, self.send(portion))

    def places(self) -> int:
        return max(1, int(self.ray.cluster_resources().get("CPU", 0)))


@contextmanager
def cluster(
    read: Callable[[P, Config, Mapping[str, str]], G], config: Config, by: Mapping[str, str], workers: int
) -> Iterator[Engine[P, G]]:
    """Processes on the machines of the cluster at ``config.address``, which each call ``read(portion, config, by)``
    with that machine's own ``config``. Without an address so many processes of this machine, ended with the block."""
    ray = library()
    with TemporaryDirectory() as folder:
        there = _sent(config, Path(folder))
        begun = {"runtime_env": {"working_dir": folder}} if there != config else {}
        _connect(ray, config.address, workers, **begun)
        try:
            task = ray.remote(num_cpus=1, max_retries=AGAIN)(read)
            yield _Cluster(ray, lambda portion: task.remote(portion, there, by))
        finally:
            ray.shutdown()


def library() -> ModuleType:
    """Ray, which sends nobody word of being used. Raises `ConfigError` where it is not installed."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_DEDUP_LOGS_SKIP_REGEX", ".")  # else pages of logs in our output when a machine dies
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # else it warns of what it will do one day
    try:
        import ray
    except ImportError:
        raise ConfigError("ray is not installed, and --engine ray needs it: pip install 'stancegraph[ray]'") from None
    module: ModuleType = ray
    return module


def _connect(ray: ModuleType, address: str | None, workers: int, **begun: Any) -> None:
    start = "start one by 'ray start --head', machines of it by 'ray start --address=…', and build on one of these"
    if ray.is_initialized():
        raise ConfigError("this program uses Ray already; call ray.shutdown() before it builds")
    if not address:
        begun |= {"num_cpus": workers, "include_dashboard": False, "object_store_memory": OBJECTS}
    try:
        host, _, port = (address or "").removeprefix("ray://").rpartition(":")
        if port.isdigit():  # Ray itself asks a port that is silent for ever
            socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
        ray.init(address or "local", log_to_driver=False, logging_level="ERROR", **begun)
        if not ray.cluster_resources().get("CPU"):
            ray.shutdown()
            raise ConnectionError("no machine of it has processors to give")
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        where = f"--address {address}: no Ray cluster to read with" if address else "Ray cannot be started here"
        raise ConfigError(f"{where} ({_line(error)}); {start}") from error


def _outcome(ray: ModuleType, portion: Any) -> Any:
    """What a portion gave, once it is there."""
    try:
        return ray.get(portion)
    except ray.exceptions.RayTaskError as error:
        ip = re.search(r"\bip=([\w.:]+)", str(error))  # an attribute of some of these errors only
        machine = f"machine {ip[1] if ip else 'of the cluster'}"
        if isinstance(error.cause, KgError):
            raise WorkerError(f"{machine}: {error.cause}") from error
        if "failed to import" in str(error.cause) or isinstance(error.cause, ImportError | AttributeError | TypeError):
            raise WorkerError(
                f"{machine}: cannot read as this one does ({_line(error.cause)}); "
                f"install there what is here: pip install 'stancegraph[ray]=={__version__}'"
            ) from error
        raise
    except ray.exceptions.RayError as error:
        raise WorkerError(
            f"the cluster reads no more ({_line(error)}); what was read is kept: see by 'ray status' that its machines "
            "run and have memory, and build again"
        ) from error


def _line(error: BaseException) -> str:
    """What Ray or the system says, in one line; of much, how it begins and ends."""
    said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return said if len(said) <= LONG else f"{said[: LONG // 2]} … {said[-LONG // 2 :]}"


def _sent(config: Config, folder: Path) -> Config:
    """Have the tables that ``config`` names in ``folder``; returns it with their places there, from the folder on."""
    for number, words in enumerate(config.words):
        (folder / f"words{number}").mkdir()
        for table in words.glob("*.toml"):
            shutil.copyfile(table, folder / f"words{number}" / table.name)
    there = None
    if config.gazetteer:
        there = Path(f"gazetteer{config.gazetteer.suffix}")
        shutil.copyfile(config.gazetteer, folder / there)
    return replace(config, words=tuple(Path(f"words{n}") for n, _ in enumerate(config.words)), gazetteer=there)
