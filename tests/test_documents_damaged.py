"""What is damaged on its way is read or refused in one line, whatever the libraries below make of it."""

import random
import time

import pytest
from damage import SEEDS, damaged

from kg.documents import read
from kg.model import Document, Unreadable

MOST_SECONDS = 10


@pytest.mark.parametrize("name", SEEDS)
def test_the_whole_files_are_read(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(SEEDS[name])
    (document,) = read([str(path)])
    assert "Estonia rejects the accord" in document.text and "Latvia supports" in document.text


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("seed", range(3))
def test_damaged_files_are_read_or_refused_in_one_line(name, seed, tmp_path):
    chance = random.Random(f"{name}{seed}")
    path = tmp_path / name
    refused = 0
    for _ in range(60):
        path.write_bytes(damaged(SEEDS[name], chance))
        began = time.process_time()
        for found in read([str(path)]):
            assert isinstance(found, Document | Unreadable)
            if isinstance(found, Unreadable):
                refused += 1
                assert found.source.startswith(name) and "\n" not in found.reason and len(found.reason) < 400
        assert time.process_time() - began < MOST_SECONDS
    assert refused > 0
