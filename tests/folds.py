"""Cross-validation of the statement head on the bank's training part: ``python -m tests.folds --out DIR``.

Windows of neighbouring sentences are kept whole; each fifth of them is read, from text to statements, by a head that
learned from the other four and from half of the single sentences of `kg.language.training.coded` but those of GMB, EWT
and GUM, from whose documents windows are. Each head begins from the layers of the parse, as what ships does, and learns
without teachers for so many passes as ``--passes`` says. What lies below it stays as it ships, so it is computed once.
Folds that are done are not learned again.
"""

import argparse
import json
import random
import shutil
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from pathlib import Path

import torch
from spacy.tokens import Doc

from kg import language
from kg.evaluate import Reader, bank
from kg.language import component
from kg.language.pieces import Pieces
from kg.language.training import corpora, train
from kg.language.training.batches import Encoder, microbatches, take
from kg.language.training.coded import records
from kg.language.training.export import export_statements, quantise
from kg.language.training.lessons import FOLDS
from kg.language.training.network import Reader as Network
from kg.language.training.network import Statements
from kg.language.training.start import shipped

WORDS = 1200  # an update
SINGLE = frozenset(("dse", "newsmtsc"))
BANK = Path("bank/train.jsonl.gz")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, default=component.WEIGHTS, help="folder with the weights that ship")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--corpora", type=Path, default=train.CORPORA)
    options = parser.parse_args()
    folders = [options.out / f"fold{number}" for number in range(FOLDS)]
    waiting = [folder for folder in folders if not (folder / "statements.onnx").exists()]
    if waiting:
        learn(waiting, options)
    measured = bank.measure(options.corpora / BANK, Folded(folders))
    for score in measured.scores:
        print(f"{score.name:50} P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}")
    print(f"calibration error {measured.calibration:.3f}")


def learn(waiting: list[Path], options: argparse.Namespace) -> None:
    """Train the head of each fold in ``waiting`` and write its weights there."""
    settings = tomllib.loads(train.SETTINGS.read_text("utf-8"))
    torch.set_flush_denormal(True)
    torch.manual_seed(settings["seed"])
    rng = random.Random(settings["seed"])
    labels = json.loads((options.base / "labels.json").read_text("utf-8"))
    encoder = Encoder(Pieces(options.base / "tokenizer.json"), labels, rng, settings)
    model = Network({name: len(labels[name]) for name in train.LAYERS}, dropout=settings["dropout"])
    model.load_state_dict(shipped(options.base), strict=False)
    trainer = train.Trainer(model, encoder, settings, options.out)
    lessons = prepared(trainer, options.corpora)
    for folder in waiting:
        rest = list(chain.from_iterable(part for n, part in lessons.items() if n != int(folder.name[-1:])))
        torch.manual_seed(settings["seed"])
        _learn(trainer, rest, options.passes, folder)
        _write(model, options.base, folder)


def prepared(trainer: train.Trainer, root: Path) -> dict[int, list[tuple]]:
    """By fold the windows of an update each, with their batches as `train.Trainer.step` takes them; `FOLDS` for what
    all folds learn from."""
    nlp, encoder = language.load(), trainer.encoder
    by_hand = train.bank.read(train.bank.records(root / BANK), nlp)
    single = [record for record in records(root) if record["source"] in SINGLE][::2]
    parts = {n: by_hand[n::FOLDS] for n in range(FOLDS)} | {FOLDS: train.bank.read(single, nlp)}
    trainer.model.eval()
    lessons = {}
    for number, documents in parts.items():
        windows = corpora.regrouped(documents, encoder.rng, encoder.settings["longest"])
        encoder.rng.shuffle(windows)
        stream, lessons[number] = iter(windows), []
        while taken := take(stream, WORDS):
            given = []
            for batch in microbatches(taken, encoder.pieces, encoder.settings["microbatch_pieces"]):
                inputs = encoder.inputs(batch, noisy=False)
                given.append((batch, inputs, train.below(trainer.model, inputs, half=trainer.half)))
            lessons[number].append((taken, given))
        print(f"part {number}: {len(windows)} windows, {len(lessons[number])} updates", flush=True)
    return lessons


def _learn(trainer: train.Trainer, lessons: list[tuple], passes: int, folder: Path) -> None:
    cycle = {"updates": passes * len(lessons), "words": {"bank": WORDS}, "encoder_rate": 2e-4, "head_rate": 1.5e-3}
    trainer.model.statements = Statements(trainer.settings["dropout"])
    trainer.model.begin_statements()
    trainer.done, trainer.average, trainer.averaged = 0, None, 0
    trainer.encoder.rng.seed(trainer.settings["seed"])
    trainer._prepare(cycle)
    begun = time.time()
    while trainer.done < cycle["updates"]:
        order = trainer.encoder.rng.sample(lessons, len(lessons))
        for windows, given in order:
            losses = trainer.step(windows, given)
            if cycle["updates"] - trainer.done < 0.15 * cycle["updates"] and trainer.done % 5 == 0:
                trainer._add_to_average()
            if trainer.done % 50 == 0:
                shown = " ".join(f"{k} {v:.3f}" for k, v in sorted(losses.items()))
                print(
                    f"{folder.name} {trainer.done}/{cycle['updates']} {time.time() - begun:.0f} s {shown}", flush=True
                )
    trainer.model.load_state_dict(trainer.average)


def _write(model: Network, base: Path, folder: Path) -> None:
    """The weights that ship, with the statement head of ``model``."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in base.iterdir():
        if path.name != "statements.onnx":
            shutil.copy(path, folder)
    with tempfile.TemporaryDirectory() as plain:
        export_statements(model.statements, Path(plain) / "statements.onnx")
        quantise(Path(plain) / "statements.onnx", folder / "statements.onnx")


class Folded(Reader):
    """Reads the windows of the bank in turn with the weights in ``folders``."""

    def __init__(self, folders: list[Path]):
        super().__init__()
        self.models = []
        for folder in folders:
            nlp = language.load()
            nlp.replace_pipe("kg_reader", "kg_reader", config={"weights": str(folder)})
            self.models.append(nlp)

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        texts = list(texts)
        parts = [nlp.pipe(texts[n :: len(self.models)]) for n, nlp in enumerate(self.models)]
        return (doc for row in zip_longest(*parts) for doc in row if doc is not None)


if __name__ == "__main__":
    main()
