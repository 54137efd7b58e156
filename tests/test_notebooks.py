"""Notebooks run top to bottom, show what they promise, and are committed without outputs."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 120
STRIP = "strip it: jupyter nbconvert --clear-output --inplace notebooks/*.ipynb"


def test_there_are_six():
    assert [path.name[:2] for path in NOTEBOOKS] == ["1-", "2-", "3-", "4-", "5-", "6-"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_is_committed_without_outputs(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells), STRIP
    assert set(notebook.metadata) == {"kernelspec", "language_info"}, STRIP


PROGRESS = re.compile(r"(Reading|Storing|Writing [a-z.]+): ")


@pytest.mark.model
@pytest.mark.filterwarnings("default")  # of the kernel's own
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_it_runs_top_to_bottom(path, tmp_path, monkeypatch):
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(path, 4)
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources=where).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    said = "".join(output.text for output in outputs if output.get("name") == "stderr").replace("\r", "\n")
    assert not [line for line in said.splitlines() if line.strip() and not PROGRESS.match(line)]
    shown = "".join(output.data.get("text/html", "") for output in outputs if "data" in output)
    assert any(f"<{tag}" in shown for tag in ("table", "iframe", "svg"))
    assert not list(tmp_path.iterdir()), "a notebook leaves nothing where it runs"
