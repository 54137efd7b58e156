"""Train the reader: ``python -m kg.language.training.train --base DIR --out DIR``. Resumes from the last checkpoint in
``--out``, and stops before a cycle that needs the lessons of `kg.language.training.lessons` while there are none.
Corpora are read from ``KG_CORPORA``. Nothing here is needed to read."""

import argparse
import collections
import json
import os
import pickle
import random
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

import torch
from torch.nn import functional as F

from kg import language
from kg.language.labels import ROLES
from kg.language.lemmas import apply_rule
from kg.language.pieces import Pieces
from kg.language.training import bank, coded, corpora
from kg.language.training.batches import UNKNOWN, Encoder, Marked, endless, microbatches, take
from kg.language.training.network import Reader, load_bert
from kg.language.training.start import shipped

LAYERS = ("pos", "tag", "morph", "lemma", "dep")
SETTINGS = Path(__file__).with_name("settings.toml")
CORPORA = Path(os.environ.get("KG_CORPORA", "../shared/corpora"))
LESSONS = "lessons.pickle"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--start", type=Path, help="weights that `make model` wrote: the statement head alone learns")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--settings", type=Path, default=SETTINGS)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    options = parser.parse_args()
    settings = tomllib.loads(options.settings.read_text("utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_flush_denormal(True)  # the moments of rare words decay into denormals, which cost a factor of three
    torch.manual_seed(settings["seed"])
    rng = random.Random(settings["seed"])
    pieces = Pieces(options.base / "tokenizer.json")
    kinds = read_corpora(options.corpora)
    labels = label_sets(kinds["parse"])
    if options.start:
        labels = json.loads((options.start / "labels.json").read_text("utf-8"))
    (options.out / "labels.json").write_text(json.dumps(labels, indent=0, ensure_ascii=False), encoding="utf-8")
    model = Reader({name: len(labels[name]) for name in LAYERS}, dropout=settings["dropout"])
    trainer = Trainer(model, Encoder(pieces, labels, rng, settings), settings, options.out)
    if options.start:
        model.load_state_dict(shipped(options.start), strict=False)
        trainer.done = sum(cycle["updates"] for cycle in settings["cycles"] if "bank" not in cycle["words"])
    else:
        load_base(model, options.base)
    if (lessons := options.out / LESSONS).exists():
        kinds["lessons"] = pickle.loads(lessons.read_bytes())
    trainer.run(kinds)


def load_base(model: Reader, base: Path) -> None:
    from safetensors.torch import load_file

    load_bert(model, load_file(str(base / "model.safetensors")))


def read_corpora(root: Path) -> dict[str, list]:
    """Documents of windows by corpus; ``parse``: the treebanks. Development parts, Re-DocRED's too, stay out."""
    nlp = language.load()  # what ships cuts words, and finds the head words of coded spans

    def tokenize(text):
        return [(t.idx, t.text) for t in nlp.tokenizer(text)]

    redocred = corpora.redocred(root / "relations/redocred-train.json.gz")
    return {
        "parse": [d for n in ("ewt", "gum") for d in corpora.treebank(root / f"treebank/{n}-train.conllu.gz")],
        "gmb": corpora.gmb(root / "ner/gmb-train.conll.gz"),
        "redocred": redocred[: -corpora.HELD_OUT_REDOCRED],
        "crossner": corpora.crossner(root / "ner/crossner-politics-train.conll"),
        "re3d": corpora.re3d(root / "ner/re3d", tokenize),
        "bank": bank.read([*bank.records(root / "bank/train.jsonl.gz"), *coded.records(root)], nlp),
    }


def label_sets(parsed) -> dict[str, list[str]]:
    """Labels seen at least three times, most frequent first; ``known``: the lemmas of verbs, nouns and adjectives."""
    counts = {name: collections.Counter() for name in LAYERS}
    for document in parsed:
        for window in document:
            for name in LAYERS:
                counts[name].update(getattr(window, "deps" if name == "dep" else name))
    sets = {n: [v for v, k in sorted(c.items(), key=lambda p: (-p[1], p[0])) if k >= 3] for n, c in counts.items()}
    return sets | {"known": sorted(_lemmas(parsed))}


def _lemmas(parsed) -> set[str]:
    windows = (w for document in parsed for w in document)
    rows = (row for w in windows for row in zip(w.words, w.pos, w.lemma, strict=True))
    return {
        apply_rule(rule, word).lower() for word, pos, rule in rows if pos in ("VERB", "NOUN", "ADJ") and word.isalpha()
    }


class Trainer:
    """The loop: batches of both kinds, losses added, checkpoints, an average of the last weights."""

    def __init__(self, model: Reader, encoder: Encoder, settings: dict, out: Path):
        self.model, self.encoder, self.settings, self.out = model, encoder, settings, out
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        model.to(self.device)
        fast = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)()
        self.half = self.device == "cuda" or fast
        self.done, self.average, self.averaged = 0, None, 0
        self.optimizer = self.scheduler = None
        self.kept: dict | None = None  # the weights to blend in at the end

    def _prepare(self, cycle: dict) -> None:
        """A fresh optimizer and its schedule."""
        marked = "bank" in cycle["words"]  # then the statement head learns, and nothing else
        groups: dict[str, list] = {"encoder": [], "head": []}
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad_(name.startswith("statements.") == marked)
            encodes = name.startswith(("piece", "place", "norm", "layers", "statements.layers"))
            groups["encoder" if encodes else "head"].append(parameter)
        self.optimizer = torch.optim.AdamW(
            [{"params": group, "lr": cycle[f"{name}_rate"]} for name, group in groups.items()],
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        warm, total = self.settings["warmup"], cycle["updates"]
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))
        )

    def run(self, kinds: dict[str, list]) -> None:
        state = self._kept()
        end = 0
        for number, cycle in enumerate(self.settings["cycles"]):
            begin, end = end, end + cycle["updates"]
            if self.done >= end:
                continue
            if not cycle["words"].keys() <= kinds.keys() | {"names"}:
                self._keep()  # the lessons are not given yet
                return
            if self.done == begin and self.average:
                self.model.load_state_dict(self.average)
                self.kept = self.average if number == self.settings["blend"]["cycle"] else self.kept
                self.average, self.averaged = None, 0
            before = self.settings["cycles"][number - 1]["words"] if number else {}
            if self.done == begin and "bank" in cycle["words"] and "bank" not in before:
                self.model.begin_statements()
            self._prepare(cycle)
            if self.done > begin:
                self.optimizer.load_state_dict(state["optimizer"])
                self.scheduler.load_state_dict(state["scheduler"])
            self._turn(cycle, end, kinds)

    def _turn(self, cycle: dict, last: int, kinds: dict[str, list]) -> None:
        """One cycle, from where it stands to its last update."""
        rng, settings = self.encoder.rng, self.settings
        rng.seed(settings["seed"] + self.done)
        streams = {
            name: endless([], rng, lambda n=name: corpora.regrouped(kinds[n], rng, settings["longest"]))
            for name in ("parse", "bank")
        }
        streams["lessons"] = endless([], rng, lambda: kinds["lessons"])
        for name in sorted(kinds.keys() - streams.keys()):
            streams[name] = endless([], rng, lambda n=name: corpora.regrouped_names(kinds[n], rng, settings["longest"]))
        wanted = dict(cycle["words"])
        names = wanted.pop("names", 0)
        wanted |= {name: share * names for name, share in settings["name_mix"].items() if names}
        begun, seen, sums = time.time(), 0, collections.Counter()
        while self.done < last:
            windows = [w for name, words in wanted.items() for w in take(streams[name], words)]
            sums.update(self.update(windows))
            if last - self.done < settings["average_last"] * cycle["updates"] and self.done % 5 == 0:
                self._add_to_average()
            seen += sum(len(w.words) for w in windows)
            if self.done % 20 == 0:
                shown = " ".join(f"{k} {v / 20:.3f}" for k, v in sorted(sums.items()))
                print(f"{self.done} {seen / (time.time() - begun):.0f} words/s {shown}", flush=True)
                sums.clear()
            if self.done % settings["keep_every"] == 0:
                self._keep()
        self._keep()

    def update(self, windows: list) -> dict[str, float]:
        """One step on ``windows``; returns each loss, averaged over what it counts."""
        batches = microbatches(windows, self.encoder.pieces, self.settings["microbatch_pieces"])
        given = (
            (batch, [t.to(self.device) for t in self.encoder.inputs(batch, noisy=True)], None) for batch in batches
        )
        return self.step(windows, given)

    def step(self, windows: list, given: Iterable[tuple]) -> dict[str, float]:
        """One step on ``windows``, as batches of rows with their inputs and what `below` knows of them, if anything."""
        counts = {
            "parse": sum(len(w.words) for w in windows if w.heads),
            "name": sum(len(w.words) for w in windows if w.entities),
            "start": sum(len(w.words) for w in windows if not w.marked),
            "marked": sum(len(w.words) for w in windows if w.marked),
            "marks": max(1.0, sum(w.cues for w in windows)),
            "reports": max(1.0, sum(w.told for w in windows)),
        }
        learn = self._marked_losses if counts["marked"] else self._losses
        shown: collections.Counter = collections.Counter()
        for batch, inputs, known in given:
            losses = learn(inputs, batch, counts, known)
            sum(losses.values()).backward()
            shown.update({name: loss.item() for name, loss in losses.items()})
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.scheduler.step()
        self.done += 1
        return shown

    def _losses(self, inputs, batch, counts, _) -> dict[str, torch.Tensor]:
        """Of tags, parse, sentence starts and names."""
        self.model.train()
        with torch.autocast(self.device, torch.bfloat16, enabled=self.half):
            words, _ = self.model.encode(*inputs)
        return self.losses(words.float(), batch, counts)

    def _marked_losses(self, inputs, batch, counts, known) -> dict[str, torch.Tensor]:
        """Of the statement head; what lies below it, and the parse, are left as they are."""
        self.model.eval()
        self.model.statements.train()
        scores, window = marked(self.model, inputs, batch, self.encoder, known, half=self.half)
        return self._statement_losses(scores, window, batch, counts)

    def losses(self, words, batch, counts) -> dict[str, torch.Tensor]:
        scores, longest = self.model.heads(words), words.shape[1]
        losses = {}
        for name in ("pos", "tag", "morph", "lemma"):
            target = self.encoder.layer(batch, name, longest).to(self.device)
            losses[name] = 0.5 * summed(scores[name], target) / counts["parse"]
        starts, known = (t.to(self.device) for t in self.encoder.starts(batch, longest))
        raw = F.binary_cross_entropy_with_logits(scores["start"][known], starts[known].float(), reduction="sum")
        losses["start"] = 2 * raw / counts["start"]
        losses |= self._parse_losses(scores, starts.cumsum(1), batch, counts)
        allowed = self.encoder.entities(batch, longest).to(self.device)
        logp = scores["entity"].log_softmax(-1)
        losses["entity"] = -logp.masked_fill(~allowed, -1e4).logsumexp(-1).sum() / max(1, counts["name"])
        return losses

    def _statement_losses(self, scores, window, batch, counts):
        """Of cues and of reports a word, of standings and links a cue."""
        (cue, standing, report, links), weights = scores, self.settings["statements"]
        aim = Marked(*(t.to(self.device) for t in self.encoder.marks(batch, window.shape[1])))
        at, of_cue, of_report = (aim.row, aim.word), aim.weight[:, 0], aim.weight[:, 1]
        inside = window[aim.row] == window[at][:, None]
        raw = F.binary_cross_entropy_with_logits(links[aim.row, :, aim.word], aim.links, reduction="none")
        linked = raw.masked_fill(~inside[:, None], 0).sum(-1)  # [n, ROLES + REPORT_ROLES]
        told = F.binary_cross_entropy_with_logits(report, aim.report, reduction="none")[aim.report_known]
        sums = {
            "cue": F.cross_entropy(cue[aim.cue_known], aim.cue[aim.cue_known], reduction="sum") / counts["marked"],
            "report": told.sum() / counts["marked"],
            "standing": of_cue @ F.cross_entropy(standing[at], aim.standing, reduction="none") / counts["marks"],
            "link": of_cue @ linked[:, : len(ROLES)].sum(-1) / counts["marks"],
            "report_link": of_report @ linked[:, len(ROLES) :].sum(-1) / counts["reports"],
        }
        return {name: weights[name] * value for name, value in sums.items()}

    def _parse_losses(self, scores, sentence, batch, counts):
        """``sentence``: the number of each word's sentence in its row; a head is looked for there alone."""
        longest = sentence.shape[1]
        heads = self.encoder.heads(batch, longest).to(self.device)
        known = heads >= 0
        apart = sentence[:, :, None] != sentence[:, None, :]
        arcs = scores["arcs"].masked_fill(apart, -1e4)
        b, w = known.nonzero(as_tuple=True)
        labels = self.model.relations(scores["rel_dep"][b, w], scores["rel_head"][b, heads[b, w]])
        target = self.encoder.layer(batch, "dep", longest).to(self.device)[b, w]
        return {
            "arc": F.cross_entropy(arcs[b, w], heads[b, w], reduction="sum") / counts["parse"],
            "dep": summed(labels, target) / counts["parse"],
        }

    def _add_to_average(self) -> None:
        state = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        if self.average is None:
            self.average, self.averaged = state, 1
        else:
            self.averaged += 1
            for name, value in state.items():
                self.average[name] += (value - self.average[name]) / self.averaged

    def _keep(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer and self.optimizer.state_dict(),
            "done": self.done,
            "scheduler": self.scheduler and self.scheduler.state_dict(),
            "average": self.average,
            "averaged": self.averaged,
            "kept": self.kept,
            "share": self.settings["blend"]["share"],
        }
        torch.save(state, self.out / "checkpoint.tmp")
        (self.out / "checkpoint.tmp").replace(self.out / "checkpoint.pt")

    def _kept(self) -> dict:
        """Take up the last checkpoint, if there is one."""
        path = self.out / "checkpoint.pt"
        if not path.exists():
            return {}
        state = torch.load(path, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.done, self.average, self.averaged = state["done"], state["average"], state["averaged"]
        self.kept = state["kept"]
        return state


def below(model, inputs, *, half: bool):
    """What the statement head of ``model`` builds on: one vector a piece, and the parse. Nothing is learned there."""
    with torch.no_grad(), torch.autocast(inputs[0].device.type, torch.bfloat16, enabled=half):
        words, shared = model.encode(*inputs)
        return shared, model.arcs(words)


def marked(model, inputs, batch, encoder: Encoder, known=None, *, half: bool):
    """What the statement head of ``model`` says of a batch, and the number of each word's window in its row; ``known``:
    what `below` gives, where that is known already."""
    device = inputs[0].device
    shared, arcs = known or below(model, inputs, half=half)
    with torch.autocast(device.type, torch.bfloat16, enabled=half):
        words = model.statements.encode(shared, inputs[2], inputs[4])
    longest = words.shape[1]
    window = encoder.windows(batch, longest).to(device)
    sentence = encoder.starts(batch, longest)[0].to(device).cumsum(1) * (window > 0)
    apart = sentence[:, :, None] != sentence[:, None, :]
    return model.statements(words.float(), arcs.float().masked_fill(apart, -1e4)), window


def summed(scores, target):
    """Summed cross entropy over ``[batch, words, labels]`` or ``[n, labels]``, unknown targets left out."""
    return F.cross_entropy(
        scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=UNKNOWN, reduction="sum"
    )


if __name__ == "__main__":
    main()
