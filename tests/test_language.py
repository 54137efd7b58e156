"""Lemma rules, cases, windows: without the trained model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import language
from kg.language.labels import case_of, kept_dep
from kg.language.lemmas import apply_rule, regular, rule_of
from kg.language.stops import Clause, Stops
from kg.language.windows import MOST_PIECES, windows
from kg.lexicon import load

WORDS = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=1, max_size=12)


@given(WORDS.map(str.lower), WORDS.map(str.lower))
def test_a_lemma_rule_gives_back_its_lemma(word, lemma):
    assert apply_rule(rule_of(word, lemma), word) == lemma


@pytest.mark.parametrize(
    ("word", "lemma"), [("went", "go"), ("Bushes", "Bush"), ("Leaves", "leave"), ("US", "US"), ("was", "be")]
)
def test_known_lemmas(word, lemma):
    assert apply_rule(rule_of(word, lemma), word) == lemma


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("suing", "sue"), ("Denounced", "denounce"), ("bragged", "brag"), ("decried", "decry"), ("tied", "tie"),
     ("asks", "ask"), ("classes", "class"), ("dying", "die"), ("studying", "study")],
)  # fmt: skip
def test_regular_forms(form, lemma):
    assert lemma in regular(form)


@pytest.mark.parametrize("word", ["", "ran", "the", "s", "ed", "ing"])
def test_what_is_no_regular_form_is_of_nothing(word):
    assert regular(word) == []


def test_a_rule_that_cuts_too_much_leaves_the_word():
    assert apply_rule("lower|5|", "Go") == "go"


@pytest.mark.parametrize(
    ("word", "case"),
    [("us", 0), ("Us", 1), ("US", 2), ("McCain", 3), ("2026", 4), ("—", 5), ("A", 1), ("iPhone", 3), ("F-16", 2)],
)
def test_case_tells_us_from_the_us(word, case):
    assert case_of(word) == case


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("N.C.—Jane Doe", ["N.C.", "—", "Jane", "Doe"]),
        ("Doe”—but", ["Doe", "”", "—", "but"]),
        ("(Doe)—he", ["(", "Doe", ")", "—", "he"]),
        ("Doe’s—no", ["Doe", "’s", "—", "no"]),
    ],
)
def test_a_dash_parts_words_whatever_stands_beside_it(text, words):
    assert [token.text for token in language.load().tokenizer(text)] == words


@pytest.mark.parametrize(
    ("label", "kept"), [("nsubj:pass", "nsubj:pass"), ("obl:tmod", "obl"), ("acl:relcl", "acl:relcl"), ("obj", "obj")]
)
def test_subtypes_that_no_rule_asks_for_are_cut(label, kept):
    assert kept_dep(label) == kept


class OnePiece:
    def count(self, word):
        return 1


@given(st.lists(st.sampled_from(["He", "said", ".", '"', "it", "Minister"]), max_size=900), st.data())
def test_windows_cover_every_word_once_and_fit(words, data):
    breaks = [i > 0 and data.draw(st.booleans()) if i < 30 else False for i in range(len(words))]
    found = list(windows(words, breaks, None, OnePiece()))
    assert [i for start, end in found for i in range(start, end)] == list(range(len(words)))
    assert all(0 < end - start <= MOST_PIECES for start, end in found)
    begins = {start for start, _ in found}
    assert all(i in begins for i, new in enumerate(breaks) if new)


def test_a_window_begins_only_where_a_sentence_may():
    words = (["The", "deal", "is", "dead", "."] * 60) + ["end"]
    for start, _ in windows(words, [False] * len(words), None, OnePiece()):
        assert start == 0 or words[start - 1] == "."


STOPS = Stops.of(load())


@pytest.mark.parametrize(
    ("words", "tags", "names", "places"),
    [
        ("Oslo sued the U.S. Rome stayed", "NNP VBD DT NNP NNP VBD", "B O O B B O", [4]),
        ("Oslo sued Kestrel Inc. Rome stayed", "NNP VBD NNP NNP NNP VBD", "B O B I I O", [4]),
        ("Oslo chose plan B. Rome stayed", "NNP VBD NN NN NNP VBD", "B O O B I O", [4]),
        ("Oslo said the U.S. Senate stayed", "NNP VBD DT NNP NNP VBD", "B O O B I O", []),  # one name
        ("Oslo knew Ann J. Doe stayed", "NNP VBD NNP NNP NNP VBD", "B O B I I O", []),
        ("Oslo met Dr. Doe who stayed", "NNP VBD NNP NNP WP VBD", "B O B I O O", []),
        ("Oslo sued the U.S. President", "NNP VBD DT NNP NNP", "B O O B O", []),  # no second verb
        ("Oslo sued the U.S. and stayed", "NNP VBD DT NNP CC VBD", "B O O B O O", []),
    ],
)
def test_where_an_abbreviation_may_end_a_sentence(words, tags, names, places):
    assert list(STOPS.places(words.split(), tags.split(), names.split())) == places


@pytest.mark.parametrize(
    ("words", "i", "score", "begins"),
    [
        ("It rained . We left", 3, -3.0, True),
        ("It rained . We left", 3, -9.0, False),
        ("Retired Lt . Doe left", 3, -3.0, False),
        ("Rome is No . 5 now", 4, 3.0, False),
        ("Ann Doe , a.k.a. Jay Doe", 4, 3.0, False),
        ("It rained and We left", 3, -3.0, False),
    ],
)
def test_what_begins_a_sentence_behind_a_full_stop(words, i, score, begins):
    assert STOPS.begins(words.split(), i, score) is begins


WHOLE = Clause(["NNP", "VBD", "NNP"], ["Oslo", "sue", "Rome"], [1, 1, 1], ["nsubj", "root", "obj"])
SAYING = Clause(["NNP", "VBD", "NNP"], ["Oslo", "say", "U.S."], [1, 1, 1], ["nsubj", "root", "obj"])
NO_VERB = Clause(["NNP", "NNP"], ["Ann", "Doe"], [0, 0], ["root", "flat"])


@pytest.mark.parametrize(
    ("left", "right", "score", "ends"),
    [(WHOLE, WHOLE, 1.0, True), (WHOLE, WHOLE, -1.0, False), (WHOLE, NO_VERB, 1.0, False),
     (NO_VERB, WHOLE, 1.0, False), (SAYING, WHOLE, 1.0, False)],
)  # fmt: skip
def test_a_sentence_ends_where_both_parts_are_clauses(left, right, score, ends):
    assert STOPS.is_end(["Oslo", "sued", "Inc.", "Rome", "left"], 3, score, (left, right)) is ends
