"""The encoder (BERT; Devlin et al., NAACL 2019; weights: MiniLM, Wang et al., NeurIPS 2020) and its heads, in torch.

Training only: what ships is the ONNX file that `kg.language.training.export` makes of it.
"""

import torch
from torch import nn
from torch.nn import functional as F

from kg.language.labels import BIO, CASES, CUES, REPORT_ROLES, ROLES, STANDINGS

WIDTH, LAYERS, HEADS, PIECES, POSITIONS = 384, 6, 12, 30522, 512
SHARED = 2  # layers below both the parse and the statement head; above them each has its own
REACH = 20  # words; beyond, distances count as one
PATHS = 8


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
        self.statements = Statements(dropout)

    def encode(self, pieces, cases, segments, places, first):
        """One vector a word, ``[rows, words, WIDTH]``, and one a piece as `Statements` takes them."""
        x = self.norm(self.piece(pieces) + self.place(places) + self.case(cases))
        x = F.dropout(x, self.dropout, self.training)
        bias = apart(segments)
        for layer in self.layers[:SHARED]:
            x = layer(x, bias)
        shared = x
        for layer in self.layers[SHARED:]:
            x = layer(x, bias)
        return F.dropout(firsts(x, first), self.dropout, self.training), shared

    def begin_statements(self) -> None:
        """Let the statement head's layers begin as those of the encoder are."""
        self.statements.layers.load_state_dict(self.layers[SHARED:].state_dict())

    def heads(self, words):
        """Every head's scores: ``start [b, w]``, taggers ``[b, w, labels]``, ``arcs [b, dependent, head]`` (a word
        that heads itself is a root), ``rel_dep``/``rel_head [b, w, rel]`` for `relations`."""

        def project(layer):
            return self._projected(layer, words)

        scores = {name: layer(words) for name, layer in self.taggers.items()}
        return scores | {
            "start": self.start(words).squeeze(-1),
            "entity": self.entity(words),
            "arcs": self.arcs(words),
            "rel_dep": project(self.rel_dep),
            "rel_head": project(self.rel_head),
        }

    def arcs(self, words):
        """Scores ``[b, dependent, head]``."""
        dependent = self._projected(self.arc_dep, words)
        one = torch.ones_like(dependent[..., :1])
        return torch.cat((dependent, one), -1) @ self.arc @ self._projected(self.arc_head, words).transpose(-1, -2)

    def _projected(self, layer, words):
        return F.dropout(F.gelu(layer(words)), self.dropout, self.training)

    def relations(self, dependent, head):
        """Label scores ``[..., labels]`` of given pairs."""
        one = torch.ones_like(dependent[..., :1])
        a, b = torch.cat((dependent, one), -1), torch.cat((head, one), -1)
        return torch.einsum("nd,ldh,nh->nl", a, self.rel, b)


def apart(segments):
    """What keeps pieces of different segments from seeing each other."""
    return (segments[:, None, :, None] != segments[:, None, None, :]).float() * -10000.0


def firsts(pieces, first):
    """The vectors of the pieces that begin words."""
    return pieces.gather(1, first.unsqueeze(-1).expand(-1, -1, pieces.shape[-1]))


class Statements(nn.Module):
    """What each word says as the cue of a statement or of a report, and which words it ties.

    It has upper layers of its own: trained on the same ones, the parse lost 0.7 to 1.4 LAS. Whom a word ties is a sum
    of a scaled dot product, the distance, and the paths between the two in the parse: how likely the one is the
    other's head, its head's head, or hangs on the same head (as in the biaffine parsers of Dozat and Manning, ACL 2018,
    with the first-order parse as evidence).
    """

    def __init__(self, dropout: float, *, size: int = 128, width: int = WIDTH, layers: int = LAYERS - SHARED):
        super().__init__()
        self.dropout, self.size = dropout, size
        links = len(ROLES) + len(REPORT_ROLES)
        self.layers = nn.ModuleList(Block(0.1) for _ in range(layers))
        self.hidden, self.cue, self.report = nn.Linear(width, width), nn.Linear(width, len(CUES)), nn.Linear(width, 1)
        self.standing_hidden, self.standing = nn.Linear(width, 128), nn.Linear(128, len(STANDINGS))
        self.of_cue, self.of_word = nn.Linear(2 * width, links * size), nn.Linear(width, links * size)
        self.far = nn.Parameter(torch.zeros(links, 2 * REACH + 1))
        self.paths = nn.Parameter(torch.zeros(links, PATHS))
        self.bias = nn.Parameter(torch.full((links,), -3.0))

    def encode(self, shared, segments, first):
        """One vector a word, ``[rows, words, WIDTH]``, from those that `Reader.encode` gives for pieces."""
        bias = apart(segments)
        for layer in self.layers:
            shared = layer(shared, bias)
        return self._drop(firsts(shared, first))

    def forward(self, words, arcs):
        """Scores for ``words [rows, words, WIDTH]``, from `encode`, and ``arcs [rows, dependent, head]``: ``cue [rows,
        words, CUES]``, ``standing [rows, words, STANDINGS]``, ``report [rows, words]``, ``links [rows, ROLES +
        REPORT_ROLES, cue, word]``."""
        hidden = self._drop(F.gelu(self.hidden(words)))
        standing = self.standing(self._drop(F.gelu(self.standing_hidden(words))))
        return self.cue(hidden), standing, self.report(hidden).squeeze(-1), self._links(words, hidden, arcs)

    def _links(self, words, hidden, arcs):
        links = self.bias.shape[0]

        def parts(layer, vectors):
            return self._drop(F.gelu(layer(vectors))).unflatten(-1, (links, self.size)).transpose(1, 2)

        cues, others = parts(self.of_cue, torch.cat((words, hidden), -1)), parts(self.of_word, words)
        place = torch.arange(words.shape[1], device=words.device)
        distance = (place[None] - place[:, None]).clamp(-REACH, REACH) + REACH
        near = self.far[:, distance] + self.bias[:, None, None]
        paths = (_paths(arcs).flatten(2).transpose(1, 2) @ self.paths.T).transpose(1, 2).unflatten(-1, arcs.shape[1:])
        return cues @ others.transpose(-1, -2) * self.size**-0.5 + near + paths

    def _drop(self, x):
        return F.dropout(x, self.dropout, self.training)


def _paths(arcs):
    """``[rows, PATHS, cue, word]``, chances: the word hangs on the cue, the cue on the word; both with one word
    between; both on one; the word hangs on what hangs with the cue on one."""
    up = arcs.softmax(-1)  # [dependent, head]
    down = up.transpose(-1, -2)
    beside = up @ down
    return torch.stack((down, up, down @ down, up @ up, beside, beside @ down, down @ down @ down, up @ beside), 1)


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
