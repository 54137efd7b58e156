"""A store survives ``kill -9``: a few of the kills that `bench_kill` does by the hundred."""

import sys

import pytest
from bench_kill import kills


@pytest.mark.skipif(sys.platform == "win32", reason="kills and forks as Unix does")
def test_a_killed_writer_leaves_the_store_whole(tmp_path):
    assert sum(kills(6, 5, tmp_path, real=0).values()) == 6
