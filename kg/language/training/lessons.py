"""Plain news, and what teachers make of it: lessons for the statement head that ships (knowledge distillation; Hinton,
Vinyals and Dean, 2015): ``python -m kg.language.training.lessons --run DIR``, between the cycles of
`kg.language.training.train` that need none and those that do. Takes up a teacher's training that was interrupted.

Each teacher leaves a part of the bank out, so that a head that learns from it alone can be measured there. Sentences
that are coded by hand are no plain news.
"""

import argparse
import json
import pickle
import random
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch

from kg import language
from kg.language.component import WEIGHTS
from kg.language.pieces import Pieces
from kg.language.training import bank, coded, corpora, train
from kg.language.training.batches import Encoder, microbatches
from kg.language.training.corpora import Lesson, Window
from kg.language.training.export import restored
from kg.language.training.teacher import Teacher, base_weights

FOLDS = 5
SHORTEST = 4  # words: of a headline's length and less there is nothing to learn
LEAST = 0.05  # chance of a statement or a report from which a word's ties are kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of the run that the lessons are for")
    parser.add_argument("--settings", type=Path, default=train.SETTINGS)
    parser.add_argument("--corpora", type=Path, default=train.CORPORA)
    options = parser.parse_args()
    settings = tomllib.loads(options.settings.read_text("utf-8"))
    torch.set_flush_denormal(True)
    rng = random.Random(settings["seed"])
    reader, labels = restored(options.run)
    kinds = train.read_corpora(options.corpora)
    base, teachers = base_weights(options.run), []
    for number in range(settings["teaching"]["teachers"]):
        torch.manual_seed(settings["seed"] + number)
        teacher = Teacher(reader, base)
        encoder = Encoder(Pieces(WEIGHTS / "tokenizer.json"), labels, rng, settings)
        folder = options.run / f"teacher{number}"
        folder.mkdir(exist_ok=True)
        trainer = train.Trainer(teacher, encoder, settings | {"cycles": settings["teaching"]["cycles"]}, folder)
        trainer.run({"bank": [d for n, d in enumerate(kinds["bank"]) if n % FOLDS != number]})
        teacher.load_state_dict(trainer.average or teacher.state_dict())
        teachers.append(teacher.eval())
    documents = unseen(texts(kinds, options.corpora), by_hand(options.corpora))
    draw = random.Random(settings["seed"])  # the same news, whether or not a teacher's training was interrupted
    windows = chosen(documents, draw, settings["longest"], settings["teaching"]["words"])
    found = list(taught(teachers, windows, encoder, half=trainer.half, device=trainer.device))
    (options.run / "lessons.tmp").write_bytes(pickle.dumps(found))
    (options.run / "lessons.tmp").replace(options.run / train.LESSONS)


def texts(kinds: dict[str, list], root: Path) -> list[list[Window]]:
    """Documents of windows without labels: what a parse or names are known of, and single sentences of the press."""
    plain = [document for kind in ("parse", "gmb") for document in kinds[kind]]
    singles = [re.sub(r"[][]", "", line.split("\t")[0]) for line in _lines(root / "stance/dse-train.tsv")]
    singles += [json.loads(line)["sentence_normalized"] for line in _lines(root / "stance/newsmtsc-train.jsonl")]
    cut = language.load().tokenizer
    plain += [[_bare([t.text for t in cut(text) if not t.is_space])] for text in dict.fromkeys(singles)]
    return [[_bare(window.words, window.starts) for window in document] for document in plain]


def _lines(path: Path) -> Iterator[str]:
    return filter(None, path.read_text("utf-8").splitlines())


def _bare(words: list[str], starts: list[bool] | None = None) -> Window:
    return Window(words, starts or [n == 0 for n in range(len(words))])


def unseen(documents: list[list[Window]], known: Iterable[str]) -> list[list[Window]]:
    """The documents in which none of the ``known`` sentences stands."""
    digests = {coded.digest(text) for text in known}
    return [d for d in documents if not any(coded.digest(" ".join(window.words)) in digests for window in d)]


def by_hand(root: Path) -> Iterator[str]:
    """The sentences that somebody coded, those too that training leaves out."""
    for path in sorted((root / "bank").glob("*.jsonl.gz")):
        yield from (record["text"] for record in bank.records(path))
    for path in (coded.TRAIN, coded.DEV):
        yield from (record["text"] for record in coded.records(root, path))


def chosen(documents: list[list[Window]], rng: random.Random, longest: int, words: int) -> list[Window]:
    """Windows of neighbouring sentences, drawn at random, about ``words`` words of them."""
    windows = [w for w in corpora.regrouped(documents, rng, longest) if len(w.words) > SHORTEST]
    rng.shuffle(windows)
    sizes = np.cumsum([len(window.words) for window in windows])
    return windows[: int(np.searchsorted(sizes, words)) + 1]


def taught(teachers: list[Teacher], windows: list[Window], encoder: Encoder, **how) -> Iterator[Window]:
    """The windows, in any order, each with the mean of what the ``teachers`` make of it as its lesson; ``how`` as
    for `answer`."""
    for batch in microbatches(windows, encoder.pieces, encoder.settings["microbatch_pieces"]):
        answers = [answer(teacher, batch, encoder, **how) for teacher in teachers]
        cues, standings, reports, links = (sum(each) / len(teachers) for each in zip(*answers, strict=True))
        for r, row in enumerate(batch):
            end = 0
            for window in row.windows:
                begin, end = end, end + len(window.words)
                inside = slice(begin, end)
                window.lesson = _lesson(cues[r, inside], standings[r, inside], reports[r, inside],
                                        links[r, :, inside, inside])  # fmt: skip
                yield window


def answer(model, batch, encoder: Encoder, *, half: bool, device: str) -> tuple[np.ndarray, ...]:
    """The chances of a batch as a model sees them: cues, standings, reports, links."""
    inputs = [t.to(device) for t in encoder.inputs(batch, noisy=False)]
    with torch.no_grad():
        (cue, standing, report, links), _ = train.marked(model, inputs, batch, encoder, half=half)
    chances = cue.softmax(-1), standing.softmax(-1), report.sigmoid(), links.sigmoid()
    return tuple(t.cpu().numpy() for t in chances)


def _lesson(cues, standings, reports, links) -> Lesson:
    words = np.flatnonzero((1 - cues[:, 0] > LEAST) | (reports > LEAST))
    parts = cues, reports, words, standings[words], links[:, words].transpose(1, 0, 2)
    return Lesson(*(part if part is words else part.astype(np.float16) for part in parts))


if __name__ == "__main__":
    main()
