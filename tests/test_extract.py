"""The rules on parses written by hand, in both label sets: a table of sentences, and laws over texts made of them."""

from dataclasses import replace
from pathlib import Path

import parses
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg import language
from kg.extract import read, readable
from kg.extract.places import blanked
from kg.language.labels import CUES
from kg.lexicon import load
from kg.model import Document, Kind, Reading, Span, Statement, StatementKind

TABLE = parses.blocks(Path(__file__).with_name("test_extract.txt"))
CASES = [pytest.param(block, labels, id=f"{labels}: {block.text}") for block in TABLE for labels in block.sentences]
FACTIVE_ACTS = {report.act for report in load().reports if report.factive}
texts = st.lists(st.sampled_from(TABLE), min_size=1, max_size=5)
label_sets = st.sampled_from(("ud", "clear"))


def reading(*blocks: parses.Block, labels: str = "ud") -> Reading:
    document, doc = parses.doc(*blocks, labels=labels)
    return read(document, doc, load())


def block(text: str) -> parses.Block:
    return next(b for b in TABLE if b.text == text)


@pytest.mark.parametrize(("block", "labels"), CASES)
def test_sentence(block, labels):
    assert tuple(sorted(map(parses.shown, reading(block, labels=labels).statements))) == block.expected


# --- laws ---------------------------------------------------------------------------------------------------------


def _spans(statement: Statement) -> list[Span]:
    attribution = statement.attribution
    spans = [statement.evidence, *statement.cues]
    if attribution:
        spans += [s for s in (attribution.source, attribution.cue, attribution.content) if s]
    return spans


@settings(max_examples=60, deadline=None)
@given(texts, label_sets)
def test_laws(blocks, labels):
    first = reading(*blocks, labels=labels)
    assert reading(*blocks, labels=labels) == first, "reading twice gives two readings"
    text = first.document.text
    assert len({s.key for s in first.statements}) == len(first.statements)
    for statement in first.statements:
        assert all(text[s.start : s.end] == s.text for s in _spans(statement))
        assert all(0 <= p.start < p.end <= len(text) for p in (statement.holder, statement.target) if p)
        assert not statement.negated or statement.polarity == 0
        assert not _is_hearsay(statement) or not statement.asserted


@st.composite
def wild_parses(draw):
    """Sentences of the table under trees and labels that no parser should give, but may."""
    document, doc = parses.doc(*draw(texts), labels=draw(label_sets))
    labels = sorted({t.dep_ for t in doc} - {"ROOT"})
    heads, deps = [], []
    for sentence in doc.sents:
        order = draw(st.permutations(range(sentence.start, sentence.end)))
        above = {i: draw(st.sampled_from(order[:n])) if n else i for n, i in enumerate(order)}
        heads += [above[t.i] for t in sentence]
        deps += ["ROOT" if above[t.i] == t.i else draw(st.sampled_from(labels)) for t in sentence]
    words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    names = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc]
    wild = Doc(doc.vocab, words, spaces, tags=[t.tag_ for t in doc], pos=[t.pos_ for t in doc], heads=heads,
                         deps=deps, lemmas=[t.lemma_ for t in doc], ents=names)  # fmt: skip
    wild.user_data[language.CUES] = doc.user_data[language.CUES]
    return document, wild


@st.composite
def wild_cues(draw):
    """Texts of the table with cues that no head should find, but may."""
    document, doc = parses.doc(*draw(texts))
    word, chance = st.integers(0, len(doc) - 1), st.floats(0.05, 1)
    links = st.lists(st.tuples(word, chance), max_size=3, unique_by=lambda link: link[0]).map(tuple)
    standing = st.sampled_from(((0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8), (0.4, 0.3, 0.3)))
    cue = st.tuples(word, st.sampled_from(CUES[1:]), chance, standing, links, links, links)
    doc.user_data[language.CUES] = draw(st.lists(cue, max_size=6).map(sorted))
    return document, doc


@settings(max_examples=150, deadline=None)
@given(wild_cues())
def test_no_cue_is_too_wild(parse):
    found, told = read(*parse, load()), set()
    assert read(*parse, load()) == found
    for statement in found.statements:
        assert statement.holder is None or statement.holder.id != statement.target.id
        assert not statement.negated or statement.polarity == 0
        assert not _is_hearsay(statement) or not statement.asserted
        if statement.rule.startswith("head/"):
            sign = load().relation(statement.relation).polarity
            pair = statement.evidence.start, statement.kind, statement.holder.id, statement.target.id, sign
            assert statement.kind == StatementKind.RELATION or pair not in told
            told.add(pair)


@settings(max_examples=100, deadline=None)
@given(wild_parses())
def test_no_parse_is_too_wild(parse):
    found = read(*parse, load())
    text = found.document.text
    assert all(text[s.start : s.end] == s.text for statement in found.statements for s in _spans(statement))


def _is_hearsay(statement: Statement) -> bool:
    """Whether somebody other than its holder says it, by a word that does not vouch for it."""
    report = statement.attribution
    if report is None or statement.kind == StatementKind.ASSERTION or statement.speech_act in {None, *FACTIVE_ACTS}:
        return False
    sources = {p.id for p in statement.attributed_to[:1]}
    return statement.holder is None or statement.holder.id not in sources


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.data())
def test_furniture_is_blanked(text, data):
    places = st.integers(0, len(text))
    ranges = data.draw(st.lists(st.tuples(places, places).map(lambda p: (min(p), max(p))), max_size=3))
    shown = blanked(Document.of(text, furniture=tuple(ranges)))
    assert len(shown) == len(text)
    for i, (before, after) in enumerate(zip(text, shown, strict=True)):
        inside = any(start <= i < end for start, end in ranges)
        assert after == (" " if inside and before != "\n" else before)


# --- entities -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("block", "labels"), CASES)
def test_pronouns_and_dates_name_nobody(block, labels):
    names = {n.lower() for e in reading(block, labels=labels).entities for n in (e.label, *e.aliases)}
    assert not names & {"it", "its", "she", "i", "that", "who", "which", "monday", "this"}


def test_a_capital_that_acts_speaks_for_its_state():
    acting = {e.label: e for e in reading(block("Washington condemned Russia.")).entities}
    assert acting["Washington"].acts_for == "state/usa"
    assert acting["United States"].kind == Kind.STATE
    place = {e.label: e for e in reading(block("Protesters in Washington condemned Russia.")).entities}
    assert place["Washington"].kind == Kind.PLACE


def test_a_government_acts_for_its_state():
    (government,) = [e for e in reading(block("The US government condemned Russia.")).entities if e.acts_for]
    assert (government.kind, government.acts_for) == (Kind.GOVERNMENT_BODY, "state/usa")


def test_an_acronym_is_an_alias():
    entities = reading(block("The Global Cyber Forum (GCF) met in Oslo. GCF criticized Norway.")).entities
    (forum,) = [e for e in entities if e.kind == Kind.ORGANIZATION]
    assert (forum.label, forum.aliases) == ("Global Cyber Forum", ("GCF",))


def test_what_is_not_said_is_counted():
    reasons = {s.reason for s in reading(block("Jane Doe and John Doe met. Doe criticized Norway.")).skips}
    assert reasons == {"ambiguous-name", "holder-unresolved"}


def test_an_event_is_one_however_it_is_called():
    told = reading(block("Norway left NATO. Jane Doe criticized the decision.")).statements
    (stance,) = [s for s in told if s.kind == StatementKind.STANCE]
    assert [(p.role, p.label) for p in stance.target.participants] == [("actor", "Norway"), ("object", "NATO")]
    assert stance.target.event_type == "Withdrawal"


def test_furniture_is_not_evidence():
    """What stands in furniture is blank when it is parsed, and offsets stay those of the document."""
    document = Document.of("By Jane Doe\nNorway left NATO.", furniture=((0, 11),))
    assert readable(document) == " " * 11 + "\nNorway left NATO."
    assert readable(replace(document, furniture=())) == document.text


# --- event codes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("Norway offered to release Jane Doe.", "AGREE"),
        ("Jane Doe will not visit Norway.", "REJECT"),
        ("Jane Doe does not support Norway.", None),
        ("Norway lifted sanctions on Russia.", "CONCEDE"),
        ("Norway refused to lift sanctions on Russia.", "REJECT"),
    ],
)
def test_an_intent_has_the_code_of_an_intent(text, plover):
    assert plover in {s.plover for s in reading(block(text)).statements if s.kind != StatementKind.ASSERTION}


def test_nobody_intends_what_another_urges():
    codes = {(s.holder.label, s.plover) for s in reading(block("Sweden urged Norway to release Jane Doe.")).statements}
    assert codes == {("Sweden", "REQUEST"), ("Norway", "RETREAT")}


def test_the_claim_and_the_criticism_keep_their_participants():
    for text, people in (
        ("Jane Doe said that Norway would win. John Roe rejected the claim.", {"Jane Doe", "Norway"}),
        ("Russia criticized Norway. Sweden rejected the criticism.", {"Russia", "Norway"}),
    ):
        found = next(s for s in reading(block(text)).statements if s.relation == "rejects")
        assert {p.label for p in found.target.participants} == people
