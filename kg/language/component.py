"""The reader as a spaCy component: ``nlp.add_pipe("kg_reader")``.

One component sets all of it, because one encoder pass gives all of it.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc

from kg.language import CUES, REPORTS
from kg.language.engine import WEIGHTS, Analysis, Engine
from kg.language.windows import windows

MOST_DOCUMENTS = 16  # held at once; spaCy hands over a thousand, which would all stay in memory
WRITTEN = [HEAD, DEP, TAG, POS, MORPH, LEMMA, ENT_IOB, ENT_TYPE]
IOB = {"O": 2, "B": 3, "I": 1}

Windows = list[tuple[list[int], Analysis]]  # token indices, and what the model says of them


@Language.factory(
    "kg_reader",
    default_config={"weights": None},
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head",
             "token.is_sent_start", "doc.sents", "doc.ents", "token.ent_iob", "token.ent_type"],
)  # fmt: skip
def make_reader(nlp: Language, name: str, weights: str | None) -> "ReaderComponent":
    """``weights``: a folder that `make model` wrote; the package's own when ``None``."""
    return ReaderComponent(name, Path(weights) if weights else WEIGHTS)


@Language.factory("kg_statements", default_config={"weights": None})
def make_statements(nlp: Language, name: str, weights: str | None) -> "StatementComponent":
    """The cues of statements alone, behind a pipeline that parses; ``weights`` as of ``kg_reader``."""
    return StatementComponent(name, Path(weights) if weights else WEIGHTS)


class ReaderComponent:
    """Finds, then writes: tags, lemmas, parse, sentence starts, names and, as ``doc.user_data``, the cues of statements
    and reports. Sentence starts that a ``Doc`` already has are kept; an empty line always ends a sentence."""

    def __init__(self, name: str, folder: Path):
        self.name = name
        self.engine = Engine(folder)

    def __call__(self, doc: Doc) -> Doc:
        write(doc, self.find([doc])[0])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = MOST_DOCUMENTS) -> Iterator[Doc]:
        """As spaCy's; the next documents are read while the last ones are written and used."""
        waiting: tuple[list[Doc], Future[list[Windows]]] | None = None
        with ThreadPoolExecutor(1) as ahead:
            for docs in _batches(stream, min(batch_size, MOST_DOCUMENTS)):
                found = ahead.submit(self.find, docs)
                yield from _written(waiting)
                waiting = docs, found
            yield from _written(waiting)

    def find(self, docs: list[Doc]) -> list[Windows]:
        """Per document its windows. Changes nothing."""
        lists, starts, places = [], [], []
        for number, doc in enumerate(docs):
            tokens = [t.i for t in doc if not t.is_space]
            words = [t.text for t in doc if not t.is_space]
            known = [bool(doc[i].is_sent_start) for i in tokens] if doc.has_annotation("SENT_START") else None
            for begin, end in windows(words, _breaks(doc, tokens), known, self.engine.pieces):
                lists.append(words[begin:end])
                mine = known[begin:end] if known else None
                starts.append([True, *mine[1:]] if mine else None)
                places.append((number, tokens[begin:end]))
        found: list[Windows] = [[] for _ in docs]
        for (number, tokens), analysis in zip(places, self.engine.analyse(lists, starts), strict=True):
            found[number].append((tokens, analysis))
        return found

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        import shutil

        shutil.copytree(self.engine.folder, path, dirs_exist_ok=True)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "ReaderComponent":
        self.engine = Engine(Path(path))
        return self


class StatementComponent(ReaderComponent):
    """Finds what `ReaderComponent` does, in the sentences that a ``Doc`` has, and writes the cues alone."""

    def __call__(self, doc: Doc) -> Doc:
        write_marks(doc, self.find([doc])[0])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = MOST_DOCUMENTS) -> Iterator[Doc]:
        """As spaCy's."""
        for docs in _batches(stream, min(batch_size, MOST_DOCUMENTS)):
            for doc, found in zip(docs, self.find(docs), strict=True):
                write_marks(doc, found)
                yield doc


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs = iter(stream)
    while some := list(islice(docs, size)):
        yield some


def _written(waiting: tuple[list[Doc], Future[list[Windows]]] | None) -> Iterator[Doc]:
    if waiting is None:
        return
    docs, found = waiting
    for doc, analyses in zip(docs, found.result(), strict=True):
        write(doc, analyses)
        yield doc


def _breaks(doc: Doc, tokens: list[int]) -> list[bool]:
    """Where an empty line stands before a word."""
    gaps = ((before + 1, after) for before, after in pairwise(tokens))
    return [False, *(end > begin and doc[begin:end].text.count("\n") > 1 for begin, end in gaps)][: len(tokens)]


def write(doc: Doc, found: Windows) -> None:
    """Put a document's analyses into ``doc``."""
    table = np.zeros((len(doc), len(WRITTEN)), dtype=np.uint64)
    table[:, 6] = 2  # outside of any name
    add, morphology = cache(doc.vocab.strings.add), cache(doc.vocab.morphology.add)
    written = np.zeros(len(doc), dtype=bool)
    for tokens, a in found:
        written[tokens] = True
        names = [label.partition("-") for label in a.entities]
        columns = (
            [(tokens[head] - i) % 2**64 for i, head in zip(tokens, a.heads, strict=True)],
            [add("ROOT" if dep == "root" else dep) for dep in a.deps],
            map(add, a.tag),
            map(IDS.__getitem__, a.pos),
            [morphology("" if morph == "_" else morph) for morph in a.morph],
            map(add, a.lemma),
            [IOB[prefix] for prefix, _, _ in names],
            [add(kind) if kind else 0 for _, _, kind in names],
        )
        table[tokens] = np.array([*zip(*columns, strict=True)], dtype=np.uint64).reshape(-1, len(WRITTEN))
    _write_spaces(doc, table, written)
    doc.from_array(WRITTEN, cast(Any, table))  # declared to take thinc's arrays alone
    write_marks(doc, found)


def write_marks(doc: Doc, found: Windows) -> None:
    """Put the cues of a document's analyses into ``doc``, their places those of its tokens; as plain tuples, so that
    it can be saved."""
    doc.user_data[CUES] = [astuple(cue.placed(tokens)) for tokens, analysis in found for cue in analysis.cues]
    doc.user_data[REPORTS] = [astuple(cue.placed(tokens)) for tokens, analysis in found for cue in analysis.reports]


def _write_spaces(doc: Doc, table: np.ndarray, written: np.ndarray) -> None:
    """White space hangs on the word before it, at the very beginning on the word after it; inside a name it is part
    of the name. A text of nothing else hangs on its first token."""
    anchors = np.flatnonzero(written)
    for i in np.flatnonzero(~written).tolist():
        before, after = anchors[anchors < i], anchors[anchors > i]
        anchor = int(before[-1]) if len(before) else int(after[0]) if len(after) else 0
        iob, kind = 2, 0
        if len(after) and table[after[0], 6] == 1:
            iob, kind = 1, table[after[0], 7]
        dep = "dep" if anchor != i else "ROOT"
        table[i] = (_offset(anchor - i), doc.vocab.strings.add(dep), doc.vocab.strings.add("_SP"), IDS["SPACE"],
                    doc.vocab.morphology.add(""), doc[i].orth, iob, kind)  # fmt: skip


def _offset(value: int) -> np.uint64:
    return np.uint64(value % 2**64)
