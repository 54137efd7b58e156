"""The types of the package hold under mypy's strict mode, as `make type` says."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy")


def test_types_hold():
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
