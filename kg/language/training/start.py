"""Weights that ship, back into the network: a training may begin from them instead of from the base encoder."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from kg.language.training.network import LAYERS

# the products of the file in the order in which the network makes them
PRODUCTS = (
    *(f"layers.{n}.{part}" for n in range(LAYERS) for part in ("qkv", "out", "up", "down")),
    "arc_dep", "taggers.pos", "taggers.tag", "taggers.morph", "taggers.lemma", "start", "entity", "arc_head",
    "rel_dep", "rel_head",
)  # fmt: skip


def shipped(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of encoder, tags, parse and names in ``folder``, their bytes turned back into floats."""
    have = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(folder / "reader.onnx")).graph.initializer}

    def floats(name: str) -> np.ndarray:
        whole, zero = (have[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point"))
        return (whole - zero) * have[f"{name}_scale"]

    packed = [name.removesuffix("_quantized") for name in have if name.endswith("_quantized")]
    products = [name for name in packed if not name.startswith("reader.")]
    state = {f"{name}.weight": floats(product).T for name, product in zip(PRODUCTS, products, strict=True)}
    state |= {f"{name}.weight": floats(f"reader.{name}.weight") for name in ("piece", "place", "case")}
    plain = ("_quantized", "_zero_point", "_scale")
    state |= {
        n.removeprefix("reader."): v for n, v in have.items() if n.startswith("reader.") and not n.endswith(plain)
    }
    state |= {"arc": floats("reader.arc"), "rel": np.load(folder / "relations.npy").astype(np.float32)}
    return {name: torch.tensor(np.array(value)) for name, value in state.items()}
