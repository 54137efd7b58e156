"""The weights that ship in other arithmetic: what a test says of them must not hang on one rounding.

    KG_TEST_WEIGHTS=float python -m pytest -m model

``float``: products of 32-bit numbers; no input of a product is rounded to a byte. ``coarse``: weights of 7 bits, which
saturate nowhere. Both need the library ``onnx``. Either moves every score by more than another processor does.
"""

import shutil
from pathlib import Path

import numpy as np

KINDS = ("float", "coarse")


def write(source: Path, target: Path, kind: str) -> None:
    """Put the folder of weights ``source`` into ``target``, its products in arithmetic of ``kind``."""
    import onnx

    shutil.copytree(source, target, dirs_exist_ok=True)
    for path in target.glob("*.onnx"):
        model = onnx.load(path)
        {"float": _floats, "coarse": _coarse}[kind](model.graph)
        onnx.save(model, path)


def _weights(graph):
    """Every product of bytes with its node and its weights, which are signed and have no offset."""
    from onnx import numpy_helper

    tables = {table.name: table for table in graph.initializer}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            assert not numpy_helper.to_array(tables[node.input[3]]).any()
            yield node, tables[node.input[1]]


def _coarse(graph) -> None:
    from onnx import numpy_helper

    for table in {table.name: table for _, table in _weights(graph)}.values():
        halves = np.clip(np.round(numpy_helper.to_array(table) / 2), -63, 63)
        table.CopyFrom(numpy_helper.from_array((halves * 2).astype(np.int8), table.name))


def _floats(graph) -> None:
    from onnx import helper, numpy_helper

    for node, table in list(_weights(graph)):
        name = table.name + "_float"
        if all(known.name != name for known in graph.initializer):
            values = numpy_helper.to_array(table).astype(np.float32)
            graph.initializer.append(numpy_helper.from_array(values, name))
        node.CopyFrom(helper.make_node("MatMul", [node.input[0], name], list(node.output)))
    for node in [node for node in graph.node if node.op_type == "DynamicQuantizeLinear"]:
        place = list(graph.node).index(node)
        value, scale, _ = node.output
        one = helper.make_node("Constant", [], [scale], value_float=1.0)
        node.CopyFrom(helper.make_node("Identity", [node.input[0]], [value]))
        graph.node.insert(place, one)
    used = {name for node in graph.node for name in node.input}
    for table in [table for table in graph.initializer if table.name not in used]:
        graph.initializer.remove(table)
