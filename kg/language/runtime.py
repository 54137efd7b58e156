"""onnxruntime sessions in which the same weights read the same on every x86 processor.

Without VNNI, onnxruntime adds products of bytes and signed bytes in pairs in 16 bits, which saturate: 255 × 127 twice
is 32,767 there and 64,770 elsewhere. Its option ``session.x64quantprecision`` has exact products, in twice the time.
"""

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Protocol

import numpy as np


class Session(Protocol):
    """What is asked of an onnxruntime session."""

    def run(self, outputs: Sequence[str], feed: Mapping[str, np.ndarray], /) -> list[np.ndarray]:
        """The values of ``outputs`` for what is fed."""


def session(path: Path, *, denormals: bool = True) -> Session:
    """An onnxruntime session that leaves threads and memory to the caller. Without ``denormals`` it is faster, and the
    thread that runs it has none afterwards: not for a thread of the caller's."""
    onnxruntime = _library()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # windows are many and small: a thread each
    options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for ever
    options.add_session_config_entry("session.set_denormal_as_zero", str(int(not denormals)))
    options.add_session_config_entry("session.x64quantprecision", str(int(saturates())))
    made: Session = onnxruntime.InferenceSession(
        os.fspath(path), sess_options=options, providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # the fused kernel is slower than its parts
    )  # fmt: skip
    return made


@cache
def saturates() -> bool:
    """Whether a product of bytes and signed bytes comes out too small on this processor: one is made and looked at."""
    onnxruntime = _library()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    product = onnxruntime.InferenceSession(_product(), sess_options=options, providers=["CPUExecutionProvider"])
    feed = {"a": np.full((8, 64), 255, dtype=np.uint8), "b": np.full((64, 16), 127, dtype=np.int8)}
    return bool((product.run(["c"], feed)[0] != 64 * 255 * 127).any())


def _library() -> ModuleType:
    # else its import writes an identifier of this machine into the home folder, to be sent with what was run
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    module: ModuleType = onnxruntime
    return module


def _product() -> bytes:
    """The ONNX model ``c = a @ b`` of bytes and signed bytes, put down by its format (``onnx.proto``)."""
    unsigned, signed, whole = 2, 3, 6  # TensorProto.DataType
    node = _field(1, b"a") + _field(1, b"b") + _field(2, b"c") + _field(4, b"MatMulInteger")
    graph = _field(1, node) + _field(2, b"product")
    graph += _field(11, _value(b"a", unsigned)) + _field(11, _value(b"b", signed)) + _field(12, _value(b"c", whole))
    return _number(1, 8) + _field(8, _number(2, 13)) + _field(7, graph)  # IR version, operator set, graph


def _value(name: bytes, kind: int) -> bytes:
    return _field(1, name) + _field(2, _field(1, _number(1, kind)))


def _field(number: int, body: bytes) -> bytes:
    return bytes((number << 3 | 2, len(body))) + body  # no body here has more than 127 bytes


def _number(number: int, value: int) -> bytes:
    return bytes((number << 3, value))
