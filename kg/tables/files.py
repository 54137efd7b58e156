"""The files of a folder of tables, and DuckDB, which reads and writes them."""

import glob
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ConfigError

if TYPE_CHECKING:
    import duckdb

NAMES = ("statements", "entities", "ties", "documents")
ENDING = ".parquet"
_QUIET = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def is_tables(place: str | Path) -> bool:
    """Whether ``place`` is a folder of tables: it has statements in it."""
    return Path(place).is_dir() and bool(shards(Path(place), "statements"))


def shards(folder: Path, name: str) -> list[Path]:
    """The files of one table, sorted: ``statements.parquet``, ``statements-0001.parquet`` …"""
    found = [folder / f"{name}{ENDING}", *sorted(folder.glob(f"{name}-*{ENDING}"))]
    return [path for path in found if path.is_file()]


def opened(connection: "duckdb.DuckDBPyConnection", paths: list[Path]) -> "duckdb.DuckDBPyRelation":
    """The rows of several shards; a name is a name, whatever signs of patterns are in it."""
    return connection.read_parquet([glob.escape(str(path)) for path in paths], union_by_name=True)


@contextmanager
def engine() -> Iterator["duckdb.DuckDBPyConnection"]:
    """DuckDB with a database of its own, on disk and gone at the end, where what does not fit into memory goes. It
    loads nothing from a network. `ConfigError` where it is not installed."""
    try:
        import duckdb
    except ImportError:
        raise ConfigError("duckdb is not installed, and Parquet needs it: pip install 'stancegraph[duckdb]'") from None
    with ExitStack() as held:
        work = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="kg-")), "work.duckdb")
        yield held.enter_context(duckdb.connect(str(work), config={**_QUIET}))
