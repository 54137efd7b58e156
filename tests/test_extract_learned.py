"""The learned head beside the rules, with a head that says what the test wants; parses by hand."""

import numpy as np
import parses
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import learned, read
from kg.language.sides import Verdict
from kg.lexicon import load
from kg.model import Certainty

LEXICON = load()
CHANCES = st.floats(0, 1, allow_nan=False)
PRAISE = """Jane Doe praised Norway.
ud     Jane/NNP/nsubj>praised/PERSON Doe/NNP/flat>Jane/+PERSON praised=praise/VBD/root Norway/NNP/obj>praised/GPE ."""
SHRUG = """Jane Doe shrugged at Norway.
ud     Jane/NNP/nsubj>shrugged/PERSON Doe/NNP/flat>Jane/+PERSON shrugged=shrug/VBD/root at/IN/case>Norway \
Norway/NNP/obl>shrugged/GPE ."""
DENIAL = """Jane Doe did not praise Norway.
ud     Jane/NNP/nsubj>praise/PERSON Doe/NNP/flat>Jane/+PERSON did=do/VBD/aux>praise not/RB/advmod>praise \
praise/VB/root Norway/NNP/obj>praise/GPE ."""
MAYBE = """Jane Doe may shrug at Norway.
ud     Jane/NNP/nsubj>shrug/PERSON Doe/NNP/flat>Jane/+PERSON may/MD/aux>shrug shrug/VB/root at/IN/case>Norway \
Norway/NNP/obl>shrug/GPE ."""
ALONE = """Jane Doe shrugged.
ud     Jane/NNP/nsubj>shrugged/PERSON Doe/NNP/flat>Jane/+PERSON shrugged=shrug/VBD/root ."""

MINISTER = """Norway's minister Jane Doe praised Sweden.
ud     Norway/NNP/nmod:poss>minister/GPE 's/POS/case>Norway minister/NN/nmod>Jane Jane/NNP/nsubj>praised/PERSON \
Doe/NNP/flat>Jane/+PERSON praised=praise/VBD/root Sweden/NNP/obj>praised/GPE ."""
THREE = """Jane Doe shrugged at Norway and Sweden.
ud     Jane/NNP/nsubj>shrugged/PERSON Doe/NNP/flat>Jane/+PERSON shrugged=shrug/VBD/root at/IN/case>Norway \
Norway/NNP/obl>shrugged/GPE and/CC/cc>Sweden Sweden/NNP/conj>Norway/GPE ."""


class Head:
    """Says ``chances`` of every pair and looks at word ``at`` alone."""

    def __init__(self, chances, at=2):
        self.chances, self.at = chances, at

    def judge(self, words, mentions, pairs):
        looks = [float(n == self.at) for n in range(len(words))]
        return [Verdict(self.chances, (looks, looks)) for _ in pairs]


FOR, AGAINST = Head([0.1, 0.8, 0.02, 0.05, 0.03]), Head([0.1, 0.05, 0.02, 0.8, 0.03])


def told(written: str, head=None, stance="both"):
    document, doc = parses.doc(parses.block(written.split("\n")))
    doc.tensor = np.zeros((len(doc), 2), dtype=np.float16)
    return [s for s in read(document, doc, LEXICON, head, stance).statements if s.polarity or s.negated]


def test_where_no_rule_speaks_the_head_does_and_says_why():
    (found,) = told(SHRUG, AGAINST)
    assert parses.shown(found) == "Jane Doe | opposes | Norway | -1"
    assert (found.rule, found.cues[0].text, found.certainty) == ("head/pair", "shrugged", Certainty.CERTAIN)
    assert found.confidence == learned.Side(None, None, 0.05, 0.8, None, 0).sure()


@pytest.mark.parametrize("head", [None, Head([0.6, 0.35, 0, 0.05, 0])])
def test_an_unsure_head_says_nothing(head):
    assert not told(SHRUG, head)


def test_rules_alone_do_not_ask_the_head():
    assert not told(SHRUG, AGAINST, "rules")
    assert [s.rule for s in told(PRAISE, FOR, "rules")] == ["verb/praise/obj"]


def test_the_head_alone_tells_stances_without_the_rules():
    assert [s.rule for s in told(PRAISE, FOR, "model")] == ["head/pair"]
    assert not told(PRAISE, Head([1, 0, 0, 0, 0]), "model")


def test_the_rule_has_the_word_and_the_head_bears_on_how_sure_it_is():
    ((alone,), (agreed,), (opposed,)) = told(PRAISE), told(PRAISE, FOR), told(PRAISE, AGAINST)
    assert (alone.rule, agreed.rule, opposed.rule) == ("verb/praise/obj", "verb/praise/obj+head", "verb/praise/obj")
    assert alone.polarity == agreed.polarity == opposed.polarity == 1
    assert opposed.confidence < alone.confidence and opposed.confidence < agreed.confidence
    assert alone.key == agreed.key == opposed.key, "a better model leaves the key as it is"


def test_what_a_rule_says_is_not_so_the_head_does_not_assert():
    (found,) = told(DENIAL, FOR)
    assert found.negated and found.polarity == 0 and not found.asserted


def test_what_may_be_is_not_asserted():
    (found,) = told(MAYBE, AGAINST)
    assert found.rule == "head/pair" and found.certainty == Certainty.POSSIBLE and not found.asserted


def test_a_word_by_which_a_rule_tells_a_stance_tells_nobody_elses_and_nothing_of_those_who_belong_together():
    assert [parses.shown(s) for s in told(MINISTER, Head([0.1, 0.8, 0.7, 0.0, 0.0], at=5))] == [
        "Jane Doe | praises | Sweden | +1"
    ]


def test_one_word_tells_one_stance():
    assert len(told(THREE, AGAINST)) == 1


def test_one_actor_alone_is_no_pair():
    assert not told(ALONE, FOR)


def test_the_second_may_be_the_holder():
    (found,) = told(SHRUG, Head([0.1, 0, 0.9, 0, 0]))
    assert parses.shown(found) == "Norway | supports | Jane Doe | +1"


@given(CHANCES, CHANCES, CHANCES)
def test_confidence_rises_with_the_head_and_stays_in_bounds(a, b, prior):
    low, high = (learned.Side(None, None, chance, 0.0, None, 0) for chance in sorted((a, b)))
    assert 0 < low.sure() <= high.sure() < 1
    assert 0 < low.bearing(1, prior) <= high.bearing(1, prior) < 1
    assert high.bearing(-1, prior) == low.bearing(-1, prior)
