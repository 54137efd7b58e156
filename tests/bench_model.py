"""Words a second and peak memory of the language model, of the whole reader and of a spaCy CNN pipeline, in turns: part
of ``make bench``.

The articles are PolNeAR's development part twice over where ``KG_CORPORA`` has it, else the examples. The CNN
pipeline (tagger, morphologizer, parser, names on one tok2vec of width 96: the shape of spaCy's small models) learns for
a moment what the reader says of the examples, so that it parses rather than guesses. Each run is a process of its own.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter

import spacy

import kg
from kg import builder, language
from kg.config import Config
from kg.model import Document

EXAMPLES = Path(kg.__file__).parent / "examples"
COPIES, ROUNDS, UPDATES = 2, 3, 30
BATCH = 32  # documents; with a thousand, as by default, the CNN holds 12 GB and reads a third slower
PARTS = ("tagger", "morphologizer", "parser", "ner")


def articles() -> tuple[str, list[str]]:
    """What they are, and their texts."""
    polnear = Path(os.environ.get("KG_CORPORA", "../shared/corpora"), "attribution/polnear-dev")
    found = sorted(polnear.rglob("*.txt"))
    name = "PolNeAR dev" if found else "examples"
    return name, [path.read_text("utf-8") for path in found or sorted(EXAMPLES.glob("*.md"))]


def cnn(folder: Path) -> None:
    """Write the CNN pipeline into ``folder``."""
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    for part in PARTS:
        listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
        nlp.add_pipe(part, config={"model": {"tok2vec": listener}})
    ours = language.load()
    sentences = [s.as_doc() for p in sorted(EXAMPLES.glob("*.md")) for s in ours(p.read_text("utf-8")).sents]
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in sentences]
    optimizer = nlp.initialize(lambda: examples)
    for n in range(UPDATES):
        nlp.update(examples[n * 32 % len(examples) :][:32], sgd=optimizer)
    nlp.to_disk(folder)


def run(pipeline: str) -> dict[str, float]:
    """Words a second and peak memory (MB) of this process, which reads the articles twice over. ``model``: parses
    alone; ``reader``: statements; else the folder of a spaCy pipeline."""
    _, texts = articles()
    words = COPIES * sum(map(len, spacy.blank("en").pipe(texts)))
    read = _reading(pipeline)
    deque(read(texts[:4]), maxlen=0)
    begun = perf_counter()
    deque(read(text for _ in range(COPIES) for text in texts), maxlen=0)
    seconds = perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return {"speed": words / seconds, "words": words, "memory": memory}


def _reading(pipeline: str) -> Callable[[Iterable[str]], Iterator]:
    if pipeline == "reader":
        return lambda texts: builder.readings(map(Document.of, texts), Config())
    nlp = language.load() if pipeline == "model" else spacy.load(pipeline)
    return lambda texts: nlp.pipe(texts, batch_size=BATCH)


def compare() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cnn(Path(folder))
        results: dict[str, list[dict]] = {"model": [], "reader": [], folder: []}
        for _ in range(ROUNDS):
            for pipeline, found in results.items():
                command = [sys.executable, "-m", "tests.bench_model", pipeline]
                found.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    model, whole, cnn_ = results.values()
    name, texts = articles()
    print(f"texts                      {name}, {len(texts)} articles {COPIES} times, {model[0]['words']:,} words")
    for label, found in (("language model", model), ("whole reader", whole), ("spaCy CNN, width 96", cnn_)):
        speed, memory = (statistics.median(r[key] for r in found) for key in ("speed", "memory"))
        print(f"{label:26} {speed:7.0f} words a second, {memory:.0f} MB at most")
    for label, ours, theirs in (("model / CNN", model, cnn_), ("whole reader / model", whole, model)):
        ratios = [a["speed"] / b["speed"] for a, b in zip(ours, theirs, strict=True)]
        print(f"{label:26} {statistics.median(ratios):7.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1]))) if len(sys.argv) > 1 else compare()
