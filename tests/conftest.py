"""Laws are tried without a deadline: how long one takes says what else the machine is doing, not whether it holds."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

for size in ("COLUMNS", "LINES"):  # of a worker's terminal; every console that is made would have it for good
    os.environ.pop(size, None)
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@pytest.fixture(scope="session", autouse=True)
def weights(tmp_path_factory):
    """With ``KG_TEST_WEIGHTS``, the weights that ship in the arithmetic that it names: see ``tests/requantised.py``."""
    if kind := os.environ.get("KG_TEST_WEIGHTS"):
        from kg.language import component
        from tests import requantised

        folder: Path = tmp_path_factory.mktemp("weights")
        requantised.write(component.WEIGHTS, folder, kind)
        component.WEIGHTS = folder
