"""Words a second and peak memory of the reader and of a spaCy CNN pipeline, in turns: part of ``make bench``.

The articles are PolNeAR's development part ten times over where ``KG_CORPORA`` has it, else the examples. The CNN
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
from pathlib import Path
from time import perf_counter

import kg
from kg import language

EXAMPLES = Path(kg.__file__).parent / "examples"
COPIES, ROUNDS, UPDATES = 10, 3, 30
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
    import spacy
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
    """Words a second and peak memory (MB) of this process, which reads the articles ten times over."""
    import spacy

    _, texts = articles()
    nlp = language.load() if pipeline == "reader" else spacy.load(pipeline)
    for _ in nlp.pipe(texts[:4]):
        pass
    begun, words = perf_counter(), 0
    for doc in nlp.pipe((text for _ in range(COPIES) for text in texts), batch_size=BATCH):
        words += sum(not token.is_space for token in doc)
    seconds = perf_counter() - begun
    return {
        "speed": words / seconds,
        "words": words,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def compare() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cnn(Path(folder))
        results: dict[str, list[dict]] = {"reader": [], folder: []}
        for _ in range(ROUNDS):
            for pipeline, found in results.items():
                command = [sys.executable, "-m", "tests.bench_model", pipeline]
                found.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    ours, theirs = results.values()
    ratios = [a["speed"] / b["speed"] for a, b in zip(ours, theirs, strict=True)]
    name, texts = articles()
    print(f"texts                      {name}, {len(texts)} articles {COPIES} times, {ours[0]['words']:,} words")
    for label, found in (("reader", ours), ("spaCy CNN, width 96", theirs)):
        speed, memory = (statistics.median(r[key] for r in found) for key in ("speed", "memory"))
        print(f"{label:26} {speed:7.0f} words a second, {memory:.0f} MB at most")
    print(f"reader / CNN               {statistics.median(ratios):7.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1]))) if len(sys.argv) > 1 else compare()
