"""Whoever reads, the statements are the same: the machines of a Ray cluster, and whichever of them dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg import reading
from kg.cli import app
from kg.config import Config, load
from kg.documents import read as documents_of
from kg.engines import library
from kg.errors import ConfigError, WorkerError
from kg.model import Document
from kg.store import Store

EXAMPLES = Path(kg.__file__).parent / "examples"


# --- what is asked for ---


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"engine": "spark"}, "engine 'spark': no such engine; use processes or ray"),
        ({"address": "auto"}, "address 'auto': only the engine ray has one; add --engine ray"),
    ],
)
def test_engines_that_are_none_are_told(given, told):
    with pytest.raises(ConfigError, match=told):
        load(**given)


def test_who_reads_is_no_part_of_what_a_run_records():
    assert Config(engine="ray", address="auto", title="Affair").options() == (("title", "Affair"),)


def test_without_ray_one_line_names_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    run = CliRunner().invoke(app, ["build", str(EXAMPLES), "--out", str(tmp_path), "--engine", "ray"])
    assert run.exit_code == 2
    assert run.stderr.strip() == "kg: ray is not installed, and --engine ray needs it: pip install 'stancegraph[ray]'"


def test_a_machine_that_reads_otherwise_refuses_and_says_what_to_do(monkeypatch):
    by = reading.what_reads(Config())
    monkeypatch.setattr(reading, "__version__", "0.2.0")
    with pytest.raises(WorkerError, match=r"stancegraph 0\.2\.0, the machine that builds by 0\.1\.0; install there"):
        reading._read_there([], Config(), by)


# --- a cluster ---


def on_a_cluster(test):
    """A test that needs Ray and the model."""
    skipped = pytest.mark.skipif(not find_spec("ray"), reason="Ray is not installed: pip install 'stancegraph[ray]'")
    return pytest.mark.model(skipped(test))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two machines, of which the one that builds has no processors to give."""
    library()
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    cluster.add_node(num_cpus=1)
    yield cluster.address
    cluster.shutdown()


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """Few documents are enough to be handed over, one at a time."""
    monkeypatch.setattr(reading, "FEW", 0)
    monkeypatch.setattr(reading, "LETTERS", 1)


def documents() -> list[Document]:
    return [one for one in documents_of([str(EXAMPLES)]) if isinstance(one, Document)][:5]


def rows(config: Config) -> list:
    return [row for some in reading.rows(documents(), config) for row in some]


@on_a_cluster
def test_a_cluster_with_our_tables_reads_the_same_though_a_process_dies(address, tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "titles.toml").write_text("# of our own\n", encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("item,kind,label\nQ458,organization,European Union\n", encoding="utf-8")
    given, found = {"words": (tmp_path / "words",), "gazetteer": table}, []
    for some in reading.rows(documents(), Config(engine="ray", address=address, **given)):
        if not found:
            assert reading_ones()
            for process in reading_ones():
                os.kill(process, signal.SIGKILL)
        found += some
    assert found == rows(Config(**given))
    by = reading.reads(Config(**given))
    assert {row.reader for row in found} == {reading.reader_of(one, by) for one in documents()}


def reading_ones() -> list[int]:
    """The processes of the cluster that read."""
    lines = subprocess.run(["ps", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout.splitlines()
    return [int(line.split()[0]) for line in lines if "ray::_read_there" in line]


@on_a_cluster
def test_a_cluster_that_reads_otherwise_is_refused(address, monkeypatch):
    monkeypatch.setattr(reading, "__version__", "0.2.0")
    with pytest.raises(WorkerError, match=r"machine [\d.]+: reads by stancegraph 0\.1\.0, the machine that builds by"):
        rows(Config(engine="ray", address=address))


@on_a_cluster
def test_an_address_without_a_cluster_is_told_at_once():
    with pytest.raises(ConfigError, match="--address 127.0.0.1:1: no Ray cluster to read with .*ray start --head"):
        rows(Config(engine="ray", address="127.0.0.1:1"))


@on_a_cluster
def test_without_an_address_this_machine_reads_the_same_graph(tmp_path):
    some = [str(path) for path in sorted(EXAMPLES.glob("2025-01*.md"))]
    kg.build(some, tmp_path / "ray", workers=1, engine="ray").close()
    kg.build(some, tmp_path / "one").close()
    with Store.read(tmp_path / "ray" / "store") as ours, Store.read(tmp_path / "one" / "store") as theirs:
        assert ours.trig() == theirs.trig()
