"""The learned stance head: which of two mentions of a sentence sides with or against the other. Knows no spaCy."""

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the head says of two mentions: the chances of DSE's five classes (neutral, first for second, second for
    first, first against second, second against first), and how it looked at each word, in shares of one, with the
    first mention as the holder and with the second."""

    chances: list[float]
    looks: tuple[list[float], list[float]]


class Sides:
    """The head's weights, loaded at first use. Deterministic; safe to share between threads."""

    def __init__(self, path: Path):
        self.path = path

    @cached_property
    def session(self):
        return session(self.path)

    def __getstate__(self):
        return {"path": self.path}

    def judge(self, words: np.ndarray, mentions: list[tuple[int, int]], pairs: list[tuple[int, int]]) -> list[Verdict]:
        """A verdict for each of ``pairs``, two numbers of ``mentions``; these are ranges of the ``words`` of one
        sentence, ``[words, width]``."""
        shares = np.zeros((len(mentions), len(words)), dtype=np.float32)
        for n, (start, end) in enumerate(mentions):
            shares[n, start:end] = 1 / (end - start)
        first, second = np.array(pairs, dtype=np.int64).T + 1
        feed = {"words": words.astype(np.float32), "mentions": shares, "first": first, "second": second}
        chances, looks = self.session.run(("chances", "looks"), feed)
        return [Verdict(*each) for each in zip(chances.tolist(), zip(*looks.tolist(), strict=True), strict=True)]


def session(path: Path, *, denormals: bool = True):
    """An onnxruntime session that leaves threads and memory to the caller. Without ``denormals`` it is faster, and the
    thread that runs it has none afterwards: not for a thread of the caller's."""
    # else its import writes an identifier of this machine into the home folder, to be sent with what was run
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # windows are many and small: a thread each
    options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for ever
    options.add_session_config_entry("session.set_denormal_as_zero", str(int(not denormals)))
    return onnxruntime.InferenceSession(
        os.fspath(path), sess_options=options, providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # the fused kernel is slower than its parts
    )  # fmt: skip
