"""Who is the source of what: exact spans, quotation marks, what counts in an evaluation."""

from pathlib import Path

import parses
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg import extract
from kg.evaluate.attribution import Relation, outermost
from kg.extract import attitudes, attribution, proposals, quotations, tokens
from kg.lexicon import load

TABLE = parses.blocks(Path(__file__).with_name("test_extract.txt"))
BLANK = spacy.blank("en")


def spans(text: str) -> set[tuple[str | None, str, str]]:
    """Source, cue and content of each statement of a block of the table."""
    document, doc = parses.doc(next(b for b in TABLE if b.text == text))
    found = [s.attribution for s in extract.read(document, doc, load()).statements if s.attribution]
    return {(a.source.text if a.source else None, a.cue.text, a.content.text) for a in found}


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Jane Doe wants to talk to reporters.", "Jane Doe", "wants", "to talk to reporters"),
        ("Jane Doe cited a report by the ministry.", "Jane Doe", "cited", "a report by the ministry"),
        ("The minister discussed the treaty with reporters.", "The minister", "discussed", "the treaty"),
        ("Jane Doe called on Norway to leave NATO.", "Jane Doe", "called", "Norway to leave NATO"),
        ("Jane Doe blasted Norway for the delays.", "Jane Doe", "blasted", "Norway for the delays"),
        ("Jane Doe pointed to the delays.", "Jane Doe", "pointed", "the delays"),
        ("Jane Doe did not mention Norway.", "Jane Doe", "did not mention", "Norway"),
        ("Norway's promise to leave NATO was welcome.", "Norway's", "promise", "to leave NATO"),
        ("NATO was criticized by Russia.", "Russia", "was criticized", "NATO"),
        ("Analysts expect Norway to leave NATO.", "Analysts", "expect", "Norway to leave NATO"),
        ("Jane Doe said Norway wants a permit.", "Jane Doe", "said", "Norway wants a permit"),
        ("Jane Doe said Norway left NATO, citing the delays.", "Jane Doe", "citing", "the delays"),
    ],
)
def test_spans_are_exact(text, source, cue, content):
    assert (source, cue, content) in spans(text)


@pytest.mark.parametrize(
    "text",
    ["The train was seeking a station.", "The law requires a permit.", "You want a permit.", "Nobody wants a permit.",
     "It seeks to explain the delays.", "The engine showed a fault."],
)  # fmt: skip
def test_what_has_no_source_is_no_attitude(text):
    assert spans(text) == set()


@pytest.mark.parametrize("block", TABLE, ids=lambda b: b.text)
def test_attitudes_stand_outside_of_what_is_reported(block):
    doc = tokens.Doc(parses.doc(block)[1])
    reports = attribution.find(doc, load(), quotations.ranges(doc))
    for attitude in attitudes.find(doc, load(), proposals.find(doc), reports):
        assert not any(r.holds(i) for r in reports for i in range(*attitude.cue) if i not in range(*r.cue))
        assert set(range(*attitude.cue)).isdisjoint(range(*attitude.content))


# --- quotation marks ------------------------------------------------------------------------------------------------


def quoted(text: str) -> list[str]:
    doc = tokens.Doc(BLANK(text))
    return [doc.span(start, end).text for start, end in quotations.ranges(doc)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('He said: "It failed." She left.', ['"It failed."']),
        ("“It failed,” she said, “twice.”", ["“It failed,”", "“twice.”"]),
        ("“He calls it “hell” here.” She left.", ["“He calls it “hell” here.”"]),
        ('"It failed.\n"It failed twice."', ['"It failed.', '"It failed twice."']),
        ("“It failed.\n\n“It failed twice.”", ["“It failed.", "“It failed twice.”"]),
        ('A board of 6" by 4" and no more', []),
        ("“It never ends", []),
        ('It failed" twice.', []),
    ],
)
def test_quotations_end_where_they_end(text, parts):
    assert quoted(text) == parts


@given(st.lists(st.sampled_from(["“", "”", '"', "word", ",", "\n"]), max_size=30), st.randoms(use_true_random=False))
def test_quotations_do_not_overlap(words, random):
    doc = tokens.Doc(Doc(BLANK.vocab, words, [random.random() < 0.5 for _ in words]))
    found = quotations.ranges(doc)
    assert all(start < end <= len(doc) for start, end in found)
    assert all(a[1] <= b[0] for a, b in zip(found, found[1:], strict=False))


# --- evaluation -----------------------------------------------------------------------------------------------------


def relation(cue: range, content: range) -> Relation:
    return Relation(frozenset(cue), frozenset(), frozenset(content))


def test_a_report_in_a_report_is_not_counted():
    outer, inner, beside = (relation(range(2), range(2, 9)), relation(range(4, 5), range(5, 9)),
                            relation(range(10, 11), range(11, 14)))  # fmt: skip
    assert outermost([inner, outer, beside]) == [outer, beside]


@pytest.mark.parametrize(
    ("words", "paragraphs"),
    [
        ("Doe said . “ It rained . ¶ “ Rome left Oslo . ¶ “ Bern stayed on . ”", 3),  # the report stands before
        ("“ It rained . ¶ “ Rome left Oslo . ¶ “ Bern stayed on , ” Doe said .", 3),  # behind
        ("Doe said . “ It rained now . ” ¶ “ Rome left Oslo again . ”", 1),  # one was closed, another opens
    ],
)
def test_a_quotation_is_its_speakers_in_every_paragraph(words, paragraphs):
    spelt = ["\n\n" if word == "¶" else word for word in words.split()]
    starts = [i == 0 or spelt[i - 1] in ("\n\n", ".") and spelt[i] not in ("”", "\n\n") for i in range(len(spelt))]
    said = spelt.index("said")
    spaces = [word not in ("“", "\n\n") for word in spelt]
    pos = ["VERB" if i == said else "SPACE" if word == "\n\n" else "NOUN" for i, word in enumerate(spelt)]
    doc = tokens.Doc(Doc(BLANK.vocab, spelt, spaces, sent_starts=starts, pos=pos))
    quotes = quotations.ranges(doc)
    own = quotes[-1] if said > 1 else (said, said)  # what is quoted right before its cue
    found = [quotations.Reported(doc[said - 1], (said, said + 1), own, (doc[said],), quotations.SAYS, direct=True)]
    held = {r.content for r in (*found, *quotations.carried_on(doc, found, quotes))} & set(quotes)
    assert len(held) == paragraphs
