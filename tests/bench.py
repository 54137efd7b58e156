"""How fast it reads: ``make bench``. Words a second over the second of two runs, model loaded; share of the model."""

import os
import platform
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import kg
from kg import extract, language, lexicon
from kg.builder import build
from kg.documents import read
from kg.model import Document

COPIES = 10


def machine() -> str:
    """Processor, cores and versions, in one line."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def corpus() -> list[Document]:
    """The example articles ten times over, each copy with a line of its own."""
    examples = [d for d in read([str(Path(kg.__file__).parent / "examples")]) if isinstance(d, Document)]
    return [
        replace(Document.of(f"{d.text}\n\nCopy {n}.\n"), published=d.published) for n in range(COPIES) for d in examples
    ]


def parts(documents: list[Document]) -> tuple[int, float, float]:
    """Words, seconds in the language model, seconds in the rules."""
    nlp, words = language.load(), lexicon.load()
    for _ in range(2):
        begun = perf_counter()
        docs = list(nlp.pipe((extract.readable(d) for d in documents), batch_size=16))
        parsed = perf_counter()
        readings = [extract.read(document, doc, words) for document, doc in zip(documents, docs, strict=True)]
        read_ = perf_counter()
    return sum(r.words for r in readings), parsed - begun, read_ - parsed


def whole(documents: list[Document]) -> tuple[int, float]:
    """Words and seconds of builds from files to a store on disk."""
    with tempfile.TemporaryDirectory() as folder:
        for n, document in enumerate(documents):
            Path(folder, f"{n:04}.txt").write_text(document.text, encoding="utf-8")
        for n in range(2):
            begun = perf_counter()
            graph, outcome = build([folder], Path(folder, f"out{n}"))
            seconds = perf_counter() - begun
            graph.close()
    return outcome.words, seconds


def main() -> None:
    documents = corpus()
    words, model, rules = parts(documents)
    all_words, seconds = whole(documents)
    print(f"machine                    {machine()}")
    print(
        f"end to end                 {all_words / seconds:7.0f} words a second, "
        f"files to store on disk, {len(documents)} documents"
    )
    print(f"language model and rules   {words / (model + rules):7.0f} words a second")
    print(f"language model alone       {words / model:7.0f} words a second")
    print(
        f"share of the model         {100 * model / seconds:6.0f} % of end to end; rules {100 * rules / seconds:.0f} %"
    )


if __name__ == "__main__":
    main()
