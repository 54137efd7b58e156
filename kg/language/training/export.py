"""Checkpoint → the files that ship: ``python -m kg.language.training.export --run DIR --base DIR --out DIR``."""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import nn

from kg.language.training.network import WIDTH, Reader, Statements
from kg.language.training.train import LAYERS

OUTPUTS = ("start", "pos", "tag", "morph", "lemma", "entity", "arcs", "rel_dep", "rel_head", "shared")


class Shipped(nn.Module):
    """The reader with its answers in the form the engine wants: label indices, log-probabilities, scores."""

    def __init__(self, reader: Reader):
        super().__init__()
        self.reader = reader

    def forward(self, pieces, cases, mask, first):
        places = torch.arange(pieces.shape[1], device=pieces.device).expand_as(pieces)
        words, shared = self.reader.encode(pieces, cases, mask.long(), places, first)
        scores = self.reader.heads(words)
        best = {name: scores[name].argmax(-1).to(torch.int32) for name in self.reader.taggers}
        best["lemma"] = scores["lemma"].topk(4, -1).indices.to(torch.int32)
        scores |= best | {"entity": scores["entity"].log_softmax(-1), "shared": shared}
        return tuple(scores[name] for name in OUTPUTS)


def export(reader: Reader, path: Path) -> None:
    """Write ``reader`` as ONNX with free batch, piece and word dimensions."""
    reader.eval()
    pieces = torch.randint(1000, 2000, (2, 16))
    example = (pieces, torch.zeros_like(pieces), torch.ones(2, 16), torch.arange(1, 9).repeat(2, 1))
    names = ("pieces", "cases", "mask", "first")
    axes = {n: {0: "batch", 1: "words" if n == "first" else "pieces"} for n in names}
    axes |= {n: {0: "batch", 1: "words"} for n in OUTPUTS}
    axes["arcs"] = {0: "batch", 1: "words", 2: "words"}
    axes["shared"] = {0: "batch", 1: "pieces"}
    torch.onnx.export(
        Shipped(reader), example, str(path), input_names=list(names), output_names=list(OUTPUTS), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip


class ShippedStatements(nn.Module):
    """The statement head with chances in place of scores."""

    def __init__(self, statements: Statements):
        super().__init__()
        self.statements = statements

    def forward(self, shared, first, arcs):
        words = self.statements.encode(shared, torch.zeros_like(shared[..., 0]), first)
        cue, standing, report, links = self.statements(words, arcs)
        return cue.softmax(-1), standing.softmax(-1), report.sigmoid(), links.sigmoid()


def export_statements(statements: Statements, path: Path) -> None:
    """Write the statement head as ONNX with free numbers of pieces and words."""
    statements.eval()
    axes = {"shared": {1: "pieces"}, "first": {1: "words"}, "arcs": {1: "words", 2: "words"},
            "links": {2: "words", 3: "words"}}  # fmt: skip
    axes |= {name: {1: "words"} for name in ("cue", "standing", "report")}
    torch.onnx.export(
        ShippedStatements(statements), (torch.randn(1, 16, WIDTH), torch.arange(1, 9)[None], torch.randn(1, 8, 8)),
        str(path), input_names=["shared", "first", "arcs"], output_names=["cue", "standing", "report", "links"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """int8 weights, per channel (per tensor costs 0.7 LAS)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(str(source), str(target), weight_type=QuantType.QInt8, per_channel=True)
    unshare(target)


def unshare(path: Path) -> None:
    """Give each product of bytes weights of its own: onnxruntime cannot load a model with shared ones on processors
    where its products are asked to be exact (see ``kg/language/runtime.py``)."""
    import onnx

    model = onnx.load(path)
    tables = {table.name: table for table in model.graph.initializer}
    used = set()
    for node in model.graph.node:
        for place in (1, 3) if node.op_type == "MatMulInteger" else ():  # weights and their offsets
            if (name := node.input[place]) in used:
                node.input[place] = f"{name}_of_{node.output[0]}"
                model.graph.initializer.add().CopyFrom(tables[name])
                model.graph.initializer[-1].name = node.input[place]
            used.add(name)
    onnx.save(model, path)


def restored(run: Path) -> tuple[Reader, dict]:
    """The reader of a run's checkpoint, averaged and blended where it has them, and its label sets."""
    labels = json.loads((run / "labels.json").read_text("utf-8"))
    state = torch.load(run / "checkpoint.pt", map_location="cpu")
    reader = Reader({name: len(labels[name]) for name in LAYERS})
    reader.load_state_dict(blended(state["average"] or state["model"], state["kept"], state["share"]))
    return reader, labels


def blended(weights: dict, kept: dict | None, share: float) -> dict:
    """``share`` of the weights that were ``kept`` from an earlier cycle, the statement head's aside: what was forgotten
    since is partly back (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022)."""
    old = {name: value for name, value in (kept or {}).items() if not name.startswith("statements.")}
    return weights | {name: share * value + (1 - share) * weights[name] for name, value in old.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("run", "base", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="keep 32-bit weights, to see what quantising costs")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    reader, labels = restored(options.run)
    with tempfile.TemporaryDirectory() as folder:
        export(reader, Path(folder) / "reader.onnx")
        export_statements(reader.statements, Path(folder) / "statements.onnx")
        for plain in Path(folder).iterdir():
            if options.full:
                shutil.copy(plain, options.out)
            else:
                quantise(plain, options.out / plain.name)
    np.save(options.out / "relations.npy", reader.rel.detach().numpy().astype(np.float16))
    (options.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=0), encoding="utf-8")
    shutil.copy(options.base / "tokenizer.json", options.out / "tokenizer.json")


if __name__ == "__main__":
    main()
