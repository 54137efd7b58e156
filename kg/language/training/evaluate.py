"""Measure a model: ``python -m kg.language.training.evaluate --weights DIR``. Figures as percentages, on development
parts and on the Re-DocRED documents that training leaves out."""

import argparse
import json
import os
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.tokens import Doc

from kg.language import component  # noqa: F401  registers the factory
from kg.language.labels import kept_dep
from kg.language.training import corpora
from kg.language.training.train import HELD_OUT_REDOCRED

PLACES = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "FAC"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=component.WEIGHTS)
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("KG_CORPORA", "../shared/corpora")))
    options = parser.parse_args()
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_reader", config={"weights": str(options.weights)})
    print(json.dumps(figures(nlp, options.corpora), indent=1))


def figures(nlp, root: Path) -> dict[str, float]:
    """Every figure of the model card, by name."""
    found: dict[str, float] = {}
    for name in ("ewt", "gum"):
        documents = corpora.treebank(root / f"treebank/{name}-dev.conllu.gz")
        for key, value in parsing(nlp, documents).items():
            found[f"{name} {key}"] = value
        found[f"{name} sentence F1"] = sentence_f1(nlp, documents)
    three = {"PERSON", "ORG", "PLACE"}
    politics = corpora.crossner(root / "ner/crossner-politics-dev.conll")
    found["politics entity F1"] = entity_f1(nlp, politics, three)
    held_out = corpora.redocred(root / "relations/redocred-train.json.gz")[-HELD_OUT_REDOCRED:]
    found["Re-DocRED entity F1"] = entity_f1(nlp, held_out, three)
    found["GMB entity F1"] = entity_f1(nlp, corpora.gmb(root / "ner/gmb-dev.conll.gz"), three | {"NORP", "DATE"})
    return {key: round(100 * value, 2) for key, value in found.items()}


def parsing(nlp, documents) -> dict[str, float]:
    """LAS, UAS, UPOS and lemma accuracy given gold words and sentence ends; every word counts."""
    windows = [corpora.joined(d) for d in documents]
    docs = (Doc(nlp.vocab, words=w.words, spaces=w.blanks, sent_starts=w.starts) for w in windows)
    total = las = uas = pos = 0
    for window, doc in zip(windows, nlp.pipe(docs, batch_size=4), strict=True):
        for i, token in enumerate(doc):
            label = "root" if token.dep_ == "ROOT" else kept_dep(token.dep_)
            right = token.head.i == window.heads[i]
            total, uas, las = total + 1, uas + right, las + (right and label == window.deps[i])
            pos += token.pos_ == window.pos[i]
    return {"LAS": las / total, "UAS": uas / total, "UPOS": pos / total}


def sentence_f1(nlp, documents) -> float:
    """From each document's raw text; a sentence is right when both its ends are, white space ignored."""
    right = guessed = true = 0
    for document in documents:
        window = corpora.joined(document)
        text = "".join(w + " " * b for w, b in zip(window.words, window.blanks, strict=True))
        gold = _bounds(["".join(w for w in s.words) for s in document])
        found = _bounds(["".join(s.text.split()) for s in nlp(text).sents])
        right, guessed, true = right + len(gold & found), guessed + len(found), true + len(gold)
    return 2 * right / (guessed + true)


def _bounds(sentences: Iterable[str]) -> set[tuple[int, int]]:
    bounds, at = set(), 0
    for sentence in sentences:
        length = len("".join(sentence.split()))
        bounds.add((at, at + length))
        at += length
    return bounds


def entity_f1(nlp, documents, types: set[str]) -> float:
    """Exact span and type, micro-averaged over ``types``; GPE and LOC count as one. What a corpus leaves open counts
    neither for nor against."""
    windows = [corpora.joined(d) for d in documents]
    docs = (Doc(nlp.vocab, words=w.words, sent_starts=w.starts) for w in windows)
    right = guessed = true = 0
    for window, doc in zip(windows, nlp.pipe(docs, batch_size=16), strict=True):
        gold, open_ = _gold(window, types)
        found = {(e.start, e.end, PLACES.get(e.label_, e.label_)) for e in doc.ents}
        found = {e for e in found if e[2] in types and not open_ & set(range(e[0], e[1]))}
        right, guessed, true = right + len(gold & found), guessed + len(found), true + len(gold)
    return 2 * right / (guessed + true)


def _gold(window, types):
    """Gold spans of ``types``, and the words of spans of any other type."""
    spans, open_, i = set(), set(), 0
    marks = window.entities
    while i < len(marks):
        j = i + 1
        if marks[i][0] == "B":
            while j < len(marks) and marks[j][0] == "I":
                j += 1
            kinds = {PLACES.get(k, k) for k in marks[i][1]}
            kind = (
                "PLACE"
                if kinds & {"PLACE", "FAC"} and "ORG" not in kinds and "O" not in kinds
                else next(iter(kinds & {"DATE"} or kinds))
            )
            if kind in types and "O" not in kinds:
                spans.add((i, j, kind))
            else:
                open_.update(range(i, j))
        elif marks[i][0] == "?":
            open_.add(i)
        i = j
    return spans, open_


if __name__ == "__main__":
    main()
