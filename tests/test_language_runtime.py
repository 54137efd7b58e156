"""The same weights read the same on processors whose products of bytes saturate and on those whose do not."""

import numpy as np
import pytest

from kg.language import runtime
from kg.language.runtime import _field, _number, _value, session

EXACT = 4 * 255 * 127
UNSIGNED, SIGNED, WHOLE = 2, 3, 6  # TensorProto.DataType


@pytest.fixture
def product(tmp_path):
    """A model that multiplies by a table of weights, as our reader's do, each the largest that there is."""
    weights = _number(1, 4) + _number(1, 4) + _number(2, SIGNED) + _field(8, b"b") + _field(9, b"\x7f" * 16)
    node = _field(1, b"a") + _field(1, b"b") + _field(2, b"c") + _field(4, b"MatMulInteger")
    graph = _field(1, node) + _field(2, b"product") + _field(5, weights)
    graph += _field(11, _value(b"a", UNSIGNED)) + _field(12, _value(b"c", WHOLE))
    path = tmp_path / "product.onnx"
    path.write_bytes(_number(1, 8) + _field(8, _number(2, 13)) + _field(7, graph))
    return path


@pytest.mark.parametrize("rows", [1, 2, 7, 64])
def test_products_are_exact_on_this_processor(product, rows):
    (found,) = session(product).run(["c"], {"a": np.full((rows, 4), 255, dtype=np.uint8)})
    assert (found == EXACT).all()


@pytest.mark.parametrize("saturates", [True, False])
def test_exact_products_are_asked_for_where_they_saturate(product, monkeypatch, saturates):
    monkeypatch.setattr(runtime, "saturates", lambda: saturates)
    options = session(product).get_session_options()
    assert options.get_session_config_entry("session.x64quantprecision") == str(int(saturates))


def test_the_processor_is_asked_once(monkeypatch):
    assert runtime.saturates() in (True, False)
    monkeypatch.setattr(runtime, "_product", None)
    runtime.saturates()
