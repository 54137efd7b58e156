"""Tokens laid out once: they answer as spaCy's."""

from pathlib import Path

import parses
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract import tokens

TABLE = parses.blocks(Path(__file__).with_name("test_extract.txt"))
PLAIN = ("i", "idx", "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "ent_iob_", "whitespace_",
         "text_with_ws", "is_space", "is_punct", "is_quote", "is_bracket", "is_alpha", "is_title", "like_url",
         "like_num")  # fmt: skip
WORDS = ["Norway", "left", "“", '"', "(", "\n\n", " ", ".", "3", "two", "e.g.", "x.com", "n't"]


def spans(found) -> list[tuple[int, int, str]]:
    return [(s.start, s.end, s.label_) for s in found]


def agree(parse: Doc) -> None:
    doc = tokens.Doc(parse)
    assert spans(doc.sents) == spans(parse.sents) and spans(doc.ents) == spans(parse.ents)
    for mine, theirs in zip(doc, parse, strict=True):
        assert [getattr(mine, name) for name in PLAIN] == [getattr(theirs, name) for name in PLAIN]
        assert (mine.morph, bool(mine.is_sent_start)) == (str(theirs.morph), bool(theirs.is_sent_start))
        for name in ("children", "ancestors", "subtree", "conjuncts"):
            assert [t.i for t in getattr(mine, name)] == [t.i for t in getattr(theirs, name)]
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(mine, name).i == getattr(theirs, name).i
        sent = theirs.sent
        assert (mine.sent.start, mine.sent.end, mine.sent.root.i) == (sent.start, sent.end, sent.root.i)
        assert [mine.is_ancestor(doc[i]) for i in range(len(doc))] == [theirs.is_ancestor(t) for t in parse]
    for start in range(len(doc)):
        for end in range(start + 1, min(start + 9, len(doc)) + 1):
            mine, theirs = doc.span(start, end), parse[start:end]
            assert (mine.text, mine.root.i, [t.i for t in mine]) == (theirs.text, theirs.root.i, [t.i for t in theirs])
            assert [root.i for root in doc.roots(start, end)] == [s.root.i for s in theirs.sents]


@pytest.mark.parametrize("labels", ["ud", "clear"])
def test_laid_out_as_parsed(labels):
    for block in TABLE:
        agree(parses.doc(block, labels=labels)[1])


@given(st.data())
def test_trees_of_any_form_are_laid_out_as_parsed(data):
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
    order = data.draw(st.permutations(range(len(words))))
    heads = list(range(len(words)))
    for n, i in enumerate(order[1:], 1):  # each hangs on one before it: a tree, not always projective
        heads[i] = order[data.draw(st.integers(0, n - 1))]
    deps = data.draw(st.lists(st.sampled_from(["conj", "nsubj", "obl"]), min_size=len(words), max_size=len(words)))
    agree(Doc(parses.VOCAB, words, heads=heads, deps=deps))


def test_a_question_is_answered_once_a_document():
    asked = []

    @tokens.once
    def half(token, by=2):
        asked.append((token.i, by))
        return token.i // by

    doc, other = (tokens.Doc(Doc(parses.VOCAB, ["a", "b", "c"])) for _ in range(2))
    assert [half(doc[2]), half(doc[2]), half(doc[2], 1), half(other[2])] == [1, 1, 2, 1]
    assert asked == [(2, 2), (2, 1), (2, 2)]
