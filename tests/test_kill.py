"""A store survives ``kill -9``: a few of the kills that `bench_kill` does by the hundred."""

import sys
from random import Random

import pytest
from bench_kill import kills, works


@pytest.mark.skipif(sys.platform == "win32", reason="kills and forks as Unix does")
def test_a_killed_writer_leaves_the_store_whole(tmp_path):
    among = [work for work in works(tmp_path) if work.name in ("build anew", "remove", "correct", "files")]
    assert sum(kills(8, Random(5), tmp_path, among).values()) == 8
