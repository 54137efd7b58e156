"""Measure a model: ``python -m kg.language.training.evaluate --weights DIR``. Figures as percentages, on development
parts and on the Re-DocRED documents that training leaves out."""

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise
from pathlib import Path

import spacy
from spacy.tokens import Doc

from kg.language import component, cues_of
from kg.language.labels import CUES, kept_dep
from kg.language.lemmas import apply_rule
from kg.language.training import bank, corpora

PLACES = dict.fromkeys(("GPE", "LOC", "FAC"), "PLACE")  # what the corpora call a location


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=component.WEIGHTS)
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("KG_CORPORA", "../shared/corpora")))
    options = parser.parse_args()
    print(json.dumps(figures(reader(options.weights), options.corpora), indent=1))


def reader(weights: Path):
    """A pipeline of the reader alone, with the weights of a folder."""
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_reader", config={"weights": str(weights)})
    return nlp


def figures(nlp, root: Path) -> dict[str, float]:
    """Every figure of the model card, by name."""
    found: dict[str, float] = {}
    for name in ("ewt", "gum"):
        documents = corpora.treebank(root / f"treebank/{name}-dev.conllu.gz")
        for key, value in parsing(nlp, documents).items():
            found[f"{key}, {name.upper()} dev"] = value
        found[f"sentence F1 from raw text, {name.upper()} dev"] = sentence_f1(nlp, documents)
    three = {"PERSON", "ORG", "PLACE"}
    politics = corpora.crossner(root / "ner/crossner-politics-dev.conll")
    found["entity F1, CrossNER politics dev"] = entity_f1(nlp, politics, three)
    held_out = corpora.redocred(root / "relations/redocred-train.json.gz")[-corpora.HELD_OUT_REDOCRED :]
    found["entity F1, Re-DocRED, last 100"] = entity_f1(nlp, held_out, three)
    found["the same without nationalities"] = entity_f1(nlp, held_out, three, aside={"NORP"})
    found["entity F1 with NORP and DATE, GMB dev"] = entity_f1(
        nlp, corpora.gmb(root / "ner/gmb-dev.conll.gz"), three | {"NORP", "DATE"}
    )
    for key, value in cue_f1(nlp, bank.read(bank.records(root / "bank/dev.jsonl.gz"), nlp)).items():
        found[f"cues of statements, F1, {key}, bank dev"] = value
    return {key: round(100 * value, 2) for key, value in found.items()}


def parsing(nlp, documents) -> dict[str, float]:
    """LAS, UAS, UPOS and lemma accuracy given gold words and sentence ends; every word counts."""
    windows = [corpora.joined(d) for d in documents]
    docs = (Doc(nlp.vocab, words=w.words, spaces=w.blanks, sent_starts=w.starts) for w in windows)
    right: Counter = Counter()
    for window, doc in zip(windows, nlp.pipe(docs, batch_size=4), strict=True):
        for i, token in enumerate(doc):
            label = "root" if token.dep_ == "ROOT" else kept_dep(token.dep_)
            attached = token.head.i == window.heads[i]
            lemma = apply_rule(window.lemma[i], window.words[i])
            right.update(
                words=1, UAS=attached, LAS=attached and label == window.deps[i], UPOS=token.pos_ == window.pos[i],
                lemmas=token.lemma_.lower() == lemma.lower(),
            )  # fmt: skip
    return {name: right[name] / right["words"] for name in ("LAS", "UAS", "UPOS", "lemmas")}


def sentence_f1(nlp, documents) -> float:
    """From each document's raw text, paragraphs apart by an empty line as in the treebanks' own text files; a sentence
    is right when both its ends are, white space ignored."""
    right = guessed = true = 0
    for document in documents:
        gold = _bounds("".join(s.words) for s in document)
        found = _bounds("".join(s.text.split()) for s in nlp(_raw(document)).sents)
        right, guessed, true = right + len(gold & found), guessed + len(found), true + len(gold)
    return 2 * right / (guessed + true)


def _raw(document: list[corpora.Window]) -> str:
    text = ""
    for sentence in document:
        text = text.rstrip() + "\n\n" if sentence.paragraph and text else text
        text += "".join(w + " " * b for w, b in zip(sentence.words, sentence.blanks, strict=True))
    return text


def _bounds(sentences: Iterable[str]) -> set[tuple[int, int]]:
    ends = [0, *accumulate(len("".join(sentence.split())) for sentence in sentences)]
    return set(pairwise(ends))


def entity_f1(nlp, documents, types: set[str], aside: AbstractSet[str] = frozenset()) -> float:
    """Exact span and type, micro-averaged over ``types``; GPE, LOC and FAC count as one. What a corpus leaves open
    counts neither for nor against, nor do names that may be of a type in ``aside``."""
    windows = [corpora.joined(d) for d in documents]
    docs = (Doc(nlp.vocab, words=w.words, sent_starts=w.starts) for w in windows)
    right = guessed = true = 0
    for window, doc in zip(windows, nlp.pipe(docs, batch_size=16), strict=True):
        gold, open_ = _gold(window, types, aside)
        found = {(e.start, e.end, PLACES.get(e.label_, e.label_)) for e in doc.ents}
        found = {e for e in found if e[2] in types and not open_ & set(range(e[0], e[1]))}
        right, guessed, true = right + len(gold & found), guessed + len(found), true + len(gold)
    return 2 * right / (guessed + true)


def cue_f1(nlp, documents: list[list[corpora.Window]]) -> dict[str, float]:
    """F1 of the statement head's cues, head words against head words, for each of its labels; a cue that it holds for
    one half likely counts as found."""
    right, guessed, true = Counter(), Counter(), Counter()
    windows = [corpora.joined(d) for d in documents]
    docs = (Doc(nlp.vocab, words=w.words, spaces=w.blanks, sent_starts=w.starts) for w in windows)
    for window, doc in zip(windows, nlp.pipe(docs, batch_size=16), strict=True):
        gold = {(mark.word, CUES[mark.label]) for mark in window.marks}
        found = {(cue.word, cue.kind) for cue in cues_of(doc) if cue.chance >= 0.5}
        for counter, marked in ((right, gold & found), (guessed, found), (true, gold)):
            counter.update(label for _, label in marked)
    return {label: 2 * right[label] / max(1, guessed[label] + true[label]) for label in CUES[1:]}


def _gold(window, types, aside):
    """Gold spans of ``types``, and the words of everything else that is marked."""
    spans, open_, i = set(), set(), 0
    marks = window.entities
    while i < len(marks):
        prefix, kinds = marks[i]
        j = i + 1
        while prefix == "B" and j < len(marks) and marks[j][0] == "I":
            j += 1
        kinds = {PLACES.get(kind, kind) for kind in kinds}
        kind = "PLACE" if "PLACE" in kinds else min(kinds)
        if prefix == "B" and kind in types and "O" not in kinds and not kinds & aside:
            spans.add((i, j, kind))
        elif prefix != "O":
            open_.update(range(i, j))
        i = j
    return spans, open_


if __name__ == "__main__":
    main()
