"""The encoder (BERT; Devlin et al., NAACL 2019; weights: MiniLM, Wang et al., NeurIPS 2020) and its heads, in torch.

Training only: what ships is the ONNX file that `kg.language.training.export` makes of it.
"""

import torch
from torch import nn
from torch.nn import functional as F

from kg.language.labels import BIO, CASES

WIDTH, LAYERS, HEADS, PIECES, POSITIONS = 384, 6, 12, 30522, 512


class Block(nn.Module):
    """One transformer layer, post-norm, as in BERT."""

    def __init__(self, dropout: float):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x, bias):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = scores.softmax(-1) @ v  # no dropout on attention: dropout was a sixth of the time
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm1(x + F.dropout(mixed, self.dropout, self.training))
        wide = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(wide, self.dropout, self.training))


class Reader(nn.Module):
    """Word pieces in, one vector a word out, and what each head says of it.

    ``pieces``, ``cases``, ``segments``, ``places``: int64 ``[rows, pieces]``, where only pieces of one segment see each
    other and places count within it; ``first``: int64 ``[rows, words]``, where each word's first piece is. The result
    is a dict of tensors, see `heads`.
    """

    def __init__(self, sizes: dict[str, int], *, dropout: float = 0.15, arc: int = 256, rel: int = 96):
        super().__init__()
        self.dropout = dropout
        self.piece = nn.Embedding(PIECES, WIDTH)
        self.place = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(len(CASES), WIDTH)
        nn.init.normal_(self.case.weight, std=0.02)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Block(0.1) for _ in range(LAYERS))
        self.start = nn.Linear(WIDTH, 1)
        self.taggers = nn.ModuleDict({name: nn.Linear(WIDTH, sizes[name]) for name in ("pos", "tag", "morph", "lemma")})
        self.entity = nn.Linear(WIDTH, len(BIO))
        self.arc_head, self.arc_dep = nn.Linear(WIDTH, arc), nn.Linear(WIDTH, arc)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_head, self.rel_dep = nn.Linear(WIDTH, rel), nn.Linear(WIDTH, rel)
        self.rel = nn.Parameter(torch.zeros(sizes["dep"], rel + 1, rel + 1))
        self.sides = Sides(dropout)

    def encode(self, pieces, cases, segments, places, first):
        """One vector a word, ``[rows, words, WIDTH]``."""
        x = self.norm(self.piece(pieces) + self.place(places) + self.case(cases))
        x = F.dropout(x, self.dropout, self.training)
        bias = (segments[:, None, :, None] != segments[:, None, None, :]).to(x.dtype) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        index = first.unsqueeze(-1).expand(-1, -1, WIDTH)
        return F.dropout(x.gather(1, index), self.dropout, self.training)

    def heads(self, words):
        """Every head's scores: ``start [b, w]``, taggers ``[b, w, labels]``, ``arcs [b, dependent, head]`` (a word
        that heads itself is a root), ``rel_dep``/``rel_head [b, w, rel]`` for `relations`."""

        def project(layer):
            return F.dropout(F.gelu(layer(words)), self.dropout, self.training)

        dependent = project(self.arc_dep)
        one = torch.ones_like(dependent[..., :1])
        scores = {name: layer(words) for name, layer in self.taggers.items()}
        return scores | {
            "start": self.start(words).squeeze(-1),
            "entity": self.entity(words),
            "arcs": torch.cat((dependent, one), -1) @ self.arc @ project(self.arc_head).transpose(-1, -2),
            "rel_dep": project(self.rel_dep),
            "rel_head": project(self.rel_head),
        }

    def relations(self, dependent, head):
        """Label scores ``[..., labels]`` of given pairs."""
        one = torch.ones_like(dependent[..., :1])
        a, b = torch.cat((dependent, one), -1), torch.cat((head, one), -1)
        return torch.einsum("nd,ldh,nh->nl", a, self.rel, b)


class Sides(nn.Module):
    """Who sides with whom. Two mentions, each the mean of its words, look at the words of their sentence for what is
    between them (attention); two layers judge. Both orders go through the same weights.
    """

    def __init__(self, dropout: float, *, heads: int = 4, size: int = 64):
        super().__init__()
        self.heads, self.size, self.dropout = heads, size, dropout
        self.anyone = nn.Parameter(torch.randn(1, WIDTH) * 0.02)  # the holder where nobody is named
        self.of_holder, self.of_target = nn.Linear(WIDTH, heads * size), nn.Linear(WIDTH, heads * size, bias=False)
        self.key, self.value = nn.Linear(WIDTH, heads * size, bias=False), nn.Linear(WIDTH, heads * size)
        self.hidden = nn.Linear(3 * WIDTH + heads * size, WIDTH)
        self.out = nn.Linear(WIDTH, 3)

    def forward(self, words, mentions, holders, targets, seen):
        """Scores ``[pairs, 3]`` (neutral, for, against) and attention ``[pairs, words]``.

        ``words [words, WIDTH]``; ``mentions [mentions, words]``: each mention's share of words, rows sum to one;
        ``holders``, ``targets [pairs]``: numbers of mentions from 1, a holder 0 is `anyone`; ``seen [pairs, words]``:
        1 for the words of the pair's sentence.
        """
        said = torch.cat((self.anyone, mentions @ words))
        holder, target = said[holders], said[targets]
        query = (self.of_holder(holder) + self.of_target(target)).unflatten(-1, (self.heads, self.size))
        key, value = (layer(words).unflatten(-1, (self.heads, self.size)) for layer in (self.key, self.value))
        scores = torch.einsum("phd,nhd->phn", query, key) * self.size**-0.5 + (seen[:, None] - 1) * 10000.0
        attention = scores.softmax(-1)
        between = torch.einsum("phn,nhd->phd", attention, value).flatten(1)
        features = F.dropout(torch.cat((holder, target, holder * target, between), -1), self.dropout, self.training)
        hidden = F.dropout(F.gelu(self.hidden(features)), self.dropout, self.training)
        return self.out(hidden), attention.mean(1)

    def both(self, words, mentions, first, second, seen):
        """Scores ``[pairs, 5]`` of DSE's classes (neutral, first for second, second for first, first against second,
        second against first) and attention ``[2, pairs, words]``, the first as holder and the second as holder."""
        there, looks = self(words, mentions, first, second, seen)
        back, looks_back = self(words, mentions, second, first, seen)
        sides = torch.stack((there[:, 0] + back[:, 0], there[:, 1], back[:, 1], there[:, 2], back[:, 2]), -1)
        return sides, torch.stack((looks, looks_back))


def load_bert(model: Reader, weights: dict[str, torch.Tensor]) -> None:
    """Put a BERT checkpoint's weights (Hugging Face names) into the encoder."""
    weights = {name.removeprefix("bert."): tensor for name, tensor in weights.items()}
    own = {
        "piece.weight": weights["embeddings.word_embeddings.weight"],
        "place.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    own["place.weight"] = own["place.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    names = {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
             "down": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
    for n in range(LAYERS):
        old = f"encoder.layer.{n}."
        for kind in ("weight", "bias"):
            parts = [weights[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            own[f"layers.{n}.qkv.{kind}"] = torch.cat(parts)
            for name, theirs in names.items():
                own[f"layers.{n}.{name}.{kind}"] = weights[f"{old}{theirs}.{kind}"]
    missing, unexpected = model.load_state_dict(own, strict=False)
    assert not unexpected, unexpected
