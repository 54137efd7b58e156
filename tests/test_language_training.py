"""What the language model learns from, and how it is measured: corpora in small, made up here."""

import gzip
import json
from types import SimpleNamespace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from kg.language.component import WEIGHTS
from kg.language.pieces import Pieces
from kg.language.training import corpora, evaluate

PIECES = Pieces(WEIGHTS / "tokenizer.json")
TREEBANK = """# newdoc id = one
# newpar
# sent_id = 1
1	Ministers	minister	NOUN	NNS	Number=Plur	2	nsubj	_	_
2	met	meet	VERB	VBD	Tense=Past	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# sent_id = 2
1-2	Don't	_	_	_	_	_	_	_	_
1	Do	do	AUX	VB	_	0	root	_	SpaceAfter=No
2	n't	not	PART	RB	_	1	advmod:emph	_	_

# newpar
# sent_id = 3
1	Stop	stop	VERB	VB	_	0	root	_	_

# newdoc id = two
# newpar
# sent_id = 4
1	Yes	yes	INTJ	UH	_	0	root	_	_
"""


@pytest.fixture
def documents(tmp_path):
    path = tmp_path / "small.conllu.gz"
    path.write_bytes(gzip.compress(TREEBANK.encode()))
    return corpora.treebank(path)


def test_a_treebank_is_documents_of_sentences(documents):
    assert [[" ".join(s.words) for s in d] for d in documents] == [["Ministers met .", "Do n't", "Stop"], ["Yes"]]
    first, second = documents[0][:2]
    assert (first.heads, first.deps) == ([1, 1, 1], ["nsubj", "root", "punct"])
    assert second.deps == ["root", "advmod"], "a subtype that no rule asks for is cut"
    assert [s.paragraph for s in documents[0]] == [True, False, True]


def test_joined_windows_keep_their_trees_apart(documents):
    whole = corpora.joined(documents[0])
    assert whole.heads == [1, 1, 1, 3, 3, 5]
    assert whole.starts == [True, False, False, True, False, True]


def test_sentence_f1_is_of_the_text_as_it_was_laid_out(documents):
    seen = []

    def nlp(text):
        seen.append(text)
        doc = Doc(spacy.blank("en").vocab, words=text.split())
        for token in doc:
            token.is_sent_start = token.text in ("Ministers", "Don't", "Stop", "Yes")
        return doc

    assert evaluate.sentence_f1(nlp, documents) == 1.0
    assert seen == ["Ministers met. Don't\n\nStop ", "Yes "]


def _write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_word_that_a_corpus_leaves_unmarked_may_be_what_it_does_not_mark(tmp_path):
    path = _write(tmp_path / "c.conll", "Labour\tB-politicalparty\nParty\tI-politicalparty\npays\tO\n$\tO\n5\tO\n")
    marks = corpora.crossner(path)[0][0].entities
    assert marks[:2] == [("B", {"ORG"}), ("I", {"ORG"})]
    assert marks[2][0] == "O" and marks[2][1] >= {"O", "MONEY", "NORP"} and not marks[2][1] & {"ORG", "PERSON"}


def test_sums_and_shares_are_marked_by_their_form(tmp_path):
    rows = "It NN O\nlost NN O\n$ NN O\n3 NN O\nmillion NN O\nor NN O\n40 NN O\npercent NN O\n"
    path = tmp_path / "g.conll.gz"
    path.write_bytes(gzip.compress(rows.encode()))
    marks = corpora.gmb(path)[0][0].entities
    assert [prefix for prefix, _ in marks] == ["O", "O", "B", "I", "I", "O", "B", "I"]
    assert marks[2][1] == {"MONEY"} and marks[6][1] == {"PERCENT"}


@pytest.mark.parametrize(
    ("words", "kind", "types"),
    [
        (["Italian"], "LOC", {"GPE", "NORP"}),
        (["Italy"], "LOC", {"GPE"}),
        (["Black", "Sea"], "LOC", {"LOC"}),
        (["Dalma", "Airport"], "LOC", {"FAC"}),
        (["40", "%"], "NUM", {"PERCENT"}),
        (["$", "40"], "NUM", {"MONEY"}),
        (["40"], "NUM", {"CARDINAL"}),
        (["May", "2004"], "TIME", {"DATE"}),
        (["Oleh", "Blokhin"], "PER", {"PERSON"}),
    ],
)
def test_types_of_redocred(tmp_path, words, kind, types):
    record = {"sents": [[*words, "is"]], "vertexSet": [[{"pos": [0, len(words)], "sent_id": 0, "type": kind}]]}
    path = _write(tmp_path / "r.json", json.dumps([record]))
    window = corpora.redocred(path)[0][0]
    assert window.entities[0] == ("B", types)
    assert all(mark == ("I", types) for mark in window.entities[1:-1])
    assert window.entities[-1] == ("O", {"O", "NORP"})


def reading(*spans):
    """A stand-in pipeline that finds ``spans``: ``(start, end, label)``."""

    def pipe(docs, batch_size):
        for doc in docs:
            doc.ents = [Span(doc, start, end, label=label) for start, end, label in spans]
            yield doc

    return SimpleNamespace(vocab=spacy.blank("en").vocab, pipe=pipe)


def test_names_count_by_exact_span_and_type_and_what_is_open_does_not():
    window = corpora.Window(
        words=["Oxfam", "met", "Jane", "Doe", "in", "Heathrow", "on", "X"],
        starts=[True] + [False] * 7,
        entities=[("B", {"ORG"}), ("O", {"O"}), ("B", {"PERSON"}), ("I", {"PERSON"}), ("O", {"O"}),
                  ("B", {"GPE"}), ("O", {"O"}), ("?", corpora.ANY)],
    )  # fmt: skip
    three = {"PERSON", "ORG", "PLACE"}

    def f1(*spans):
        return evaluate.entity_f1(reading(*spans), [[window]], three)

    right = [(0, 1, "ORG"), (2, 4, "PERSON"), (5, 6, "FAC")]
    assert f1(*right) == f1(*right, (7, 8, "ORG")) == 1.0
    assert f1(*right[:2]) == pytest.approx(0.8)
    assert f1(right[0], (3, 4, "PERSON"), right[2]) == pytest.approx(2 / 3)
    assert f1((0, 1, "PERSON"), *right[1:]) == pytest.approx(2 / 3)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=30), st.randoms())
def test_packing_loses_nothing_and_lets_no_window_see_another(sizes, rng):
    torch = pytest.importorskip("torch", reason="needs the extra 'train'")
    from kg.language.training import batches

    windows = [
        corpora.Window(words=[f"w{n}"] * size, starts=[True] + [False] * (size - 1), heads=[0] * size)
        for n, size in enumerate(sizes)
    ]
    encoder = batches.Encoder(PIECES, {}, rng, {})
    seen = []
    for batch in batches.microbatches(windows, PIECES, 2400):
        ids, cases, segments, places, first = encoder.inputs(batch, noisy=False)
        heads = encoder.heads(batch, first.shape[1])
        starts, known = encoder.starts(batch, first.shape[1])
        assert ids.numel() <= 2400 or len(batch) == 1
        assert torch.equal(segments == 0, ids == 0)
        for r, row in enumerate(batch):
            at = 0
            for window in row.windows:
                n = len(window.words)
                mine = first[r, at : at + n]
                cut = PIECES.of_words(window.words)
                assert ids[r, mine].tolist() == [cut.ids[i] for i in cut.first]
                assert places[r, mine].tolist() == cut.first
                assert len(set(segments[r, mine].tolist())) == 1
                assert heads[r, at : at + n].tolist() == [at] * n
                assert starts[r, at] and not known[r, at] and known[r, at + 1 : at + n].all()
                at += n
            seen += row.windows
    assert sorted(len(w.words) for w in seen) == sorted(sizes)
