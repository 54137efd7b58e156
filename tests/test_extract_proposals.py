"""What becomes of what the statement head finds, with a head that says what the test wants; parses by hand."""

from dataclasses import astuple

import parses
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import proposals, read, relations, tokens
from kg.language import CUES, REPORTS
from kg.language.statements import Cue, ReportCue
from kg.lexicon import load
from kg.model import Certainty, Kind, StatementKind

LEXICON = load()
SURE, DENIED, MAYBE = (0.98, 0.01, 0.01), (0.01, 0.01, 0.98), (0.05, 0.9, 0.05)
PRAISE = """Jane Doe praised Norway.
ud     Jane/NNP/nsubj>praised/PERSON Doe/NNP/flat>Jane/+PERSON praised=praise/VBD/root Norway/NNP/obj>praised/GPE ."""
SHRUG = """Jane Doe scowled at Norway.
ud     Jane/NNP/nsubj>scowled/PERSON Doe/NNP/flat>Jane/+PERSON scowled=scowl/VBD/root at/IN/case>Norway \
Norway/NNP/obl>scowled/GPE ."""
DENIAL = """Jane Doe did not praise Norway.
ud     Jane/NNP/nsubj>praise/PERSON Doe/NNP/flat>Jane/+PERSON did=do/VBD/aux>praise not/RB/advmod>praise \
praise/VB/root Norway/NNP/obj>praise/GPE ."""
CRITICS = """Critics scowled at the plan.
ud     Critics=critic/NNS/nsubj>scowled scowled=scowl/VBD/root at/IN/case>plan the/DT/det>plan \
plan/NN/obl>scowled ."""
TOLD = """Norway left, gossiped Jane Doe.
ud     Norway/NNP/nsubj>left/GPE left=leave/VBD/root , gossiped=gossip/VBD/parataxis>left \
Jane/NNP/nsubj>gossiped/PERSON Doe/NNP/flat>Jane/+PERSON ."""


def cue(word, kind, holder, target, *, chance=0.95, link=0.95, standing=SURE):
    return Cue(word, kind, chance, standing, ((holder, link),), ((target, link),), ())


def told(written: str, *cues, reports=()):
    """What is read where the head finds these cues."""
    document, doc = parses.doc(parses.block(written.split("\n")))
    doc.user_data |= {CUES: list(map(astuple, cues)), REPORTS: list(map(astuple, reports))}
    return list(read(document, doc, LEXICON).statements)


def signed(*arguments):
    return [s for s in told(*arguments) if s.kind is not StatementKind.ASSERTION]


def test_a_cue_with_its_parties_is_a_statement():
    (found,) = signed(SHRUG, cue(2, "stance-", 0, 4))
    assert parses.shown(found) == "Jane Doe | opposes | Norway | -1"
    assert (found.rule, found.cues[0].text, found.certainty) == ("head/stance-", "scowled", Certainty.CERTAIN)
    assert found.confidence == proposals.confidence("stance-", 0.95**3 * 0.98)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("stance+", "Jane Doe | supports | Norway | +1"),
        ("action+", "Jane Doe | helps | Norway | +1"),
        ("action-", "Jane Doe | actsAgainst | Norway | -1"),
        ("action0", "Jane Doe | consults | Norway | 0"),
        ("affiliation", "Jane Doe | affiliatedWith | Norway | 0"),
    ],
)
def test_a_word_that_no_table_lists_has_the_relation_of_its_kind(kind, line):
    (found,) = signed(SHRUG, cue(2, kind, 0, 4))
    assert parses.shown(found) == line


def test_a_word_of_the_tables_has_its_relation_where_kind_and_sign_are_the_same():
    given_ = [signed(PRAISE, cue(2, kind, 3, 0)) for kind in ("stance+", "stance-")]
    assert [[s.relation for s in each] for each in given_] == [["praises"], ["opposes"]]


def test_where_the_head_has_not_read_only_reports_are_found():
    document, doc = parses.doc(parses.block(SHRUG.split("\n")))
    del doc.user_data[CUES]
    assert not read(document, doc, LEXICON).statements


def test_of_two_cues_that_say_the_same_of_two_the_surer_one_stands():
    twice = cue(2, "stance-", 0, 4), cue(3, "stance-", 0, 4, chance=0.5)
    assert [s.cues[0].text for s in signed(SHRUG, *twice)] == ["scowled"]
    assert {s.kind for s in signed(SHRUG, twice[0], cue(3, "action-", 0, 4))} == {"stance", "action"}


def test_a_statement_stands_as_the_head_finds_it():
    (possible,) = signed(SHRUG, cue(2, "stance-", 0, 4, standing=MAYBE))
    assert possible.certainty is Certainty.POSSIBLE and not possible.drawn
    (negated,) = signed(SHRUG, cue(2, "stance-", 0, 4, standing=DENIED))
    assert negated.negated and negated.polarity == 0


@pytest.mark.parametrize(("chance", "sources"), [(0.9, ["Jane Doe"]), (0.0, [])])
def test_what_is_said_in_a_report_is_no_fact_unless_nobody_says_so(chance, sources):
    written = """Jane Doe said Norway, which left NATO, won.
ud     Jane/NNP/nsubj>said/PERSON Doe/NNP/flat>Jane/+PERSON said=say/VBD/root Norway/NNP/nsubj>won/GPE , \
which/WDT/nsubj>left left=leave/VBD/acl:relcl>Norway NATO/NNP/obj>left/ORG , won=win/VBD/ccomp>said ."""
    heard = Cue(6, "action-", 0.95, SURE, ((3, 0.95),), ((7, 0.95),), ((0, chance),))
    (found,) = signed(written, heard)
    assert [p.label for p in found.attributed_to] == sources and found.asserted != bool(sources)


def test_a_former_office_was_held():
    written = """Jane Doe, a former director of Interpol, left.
ud     Jane/NNP/nsubj>left/PERSON Doe/NNP/flat>Jane/+PERSON , a/DT/det>director former/JJ/amod>director \
director/NN/appos>Jane of/IN/case>Interpol Interpol/NNP/nmod>director/ORG , left=leave/VBD/root ."""
    (found,) = signed(written, cue(5, "affiliation", 0, 7, standing=DENIED))
    assert parses.shown(found) == "Jane Doe | heads | Interpol | 0 | role director | ended" and found.drawn


def test_the_field_of_an_office_is_no_body():
    written = """Jane Doe, minister of defence, left.
ud     Jane/NNP/nsubj>left/PERSON Doe/NNP/flat>Jane/+PERSON , minister/NN/appos>Jane of/IN/case>defence \
defence/NN/nmod>minister , left=leave/VBD/root ."""
    (found,) = signed(written, cue(3, "affiliation", 0, 5))
    assert parses.shown(found) == "Jane Doe | holdsOffice | minister of defence | 0 | role minister of defence"


def test_what_somebody_says_whom_no_rule_sees_is_no_fact():
    given_ = [
        signed(written, Cue(2, kind, 0.95, SURE, ((0, 0.95),), ((last, 0.95),), ((word, 0.6),)))
        for written, kind, last in ((SHRUG, "stance-", 4), (PRAISE, "stance+", 3))
        for word in (0, 1)
    ]
    assert [s.asserted for (s,) in given_] == [True, False] * 2, "one's own words are one's own"


@pytest.mark.parametrize(("noun", "kept"), [("decision/NN", False), ("three/CD", False), ("levy/NN", True)])
def test_a_noun_that_only_points_is_nothing_that_somebody_is_for_or_against(noun, kept):
    word = noun.partition("/")[0]
    written = f"""Jane Doe scowled at the {word}.
ud     Jane/NNP/nsubj>scowled/PERSON Doe/NNP/flat>Jane/+PERSON scowled=scowl/VBD/root at/IN/case>{word} \
the/DT/det>{word} {noun}/obl>scowled ."""
    assert len(signed(written, cue(2, "stance-", 0, 5))) == kept


def test_a_noun_that_is_no_actor_elsewhere_may_hold_a_stance():
    (found,) = signed(CRITICS, cue(1, "stance-", 0, 4))
    assert parses.shown(found) == "critics | opposes | plan | -1"


def test_several_holders_have_a_statement_each_and_nobody_one_to_himself():
    both = Cue(2, "stance-", 0.9, SURE, ((0, 0.9), (4, 0.8)), ((4, 0.9),), ())
    assert [parses.shown(s) for s in signed(SHRUG, both)] == ["Jane Doe | opposes | Norway | -1"]


def test_a_word_is_tied_in_its_likelier_role():
    both = Cue(2, "stance+", 0.9, SURE, ((0, 0.9), (4, 0.8)), ((4, 0.9), (0, 0.4)), ())
    assert [(p.holder.i, p.target.i) for p in _proposals(SHRUG, both)] == [(0, 4)]


def test_an_unlikely_link_is_taken_only_where_there_is_none_likelier():
    many = Cue(2, "stance-", 0.9, SURE, ((0, 0.2), (4, 0.1)), ((4, 0.9), (0, 0.2)), ())
    assert [(p.holder.i, p.target.i) for p in _proposals(SHRUG, many)] == [(0, 4)]


@pytest.mark.parametrize(("own", "holders"), [(0.8, ["Doe"]), (0.1, ["Norway"])])
def test_a_neighbouring_sentence_has_the_holder_only_where_its_own_has_none(own, holders):
    two = """Norway left. Jane Doe scowled at Sweden.
ud     Norway/NNP/nsubj>left/GPE left=leave/VBD/root . || Jane/NNP/compound>Doe/PERSON Doe/NNP/nsubj>scowled/+PERSON \
scowled=scowl/VBD/root at/IN/case>Sweden Sweden/NNP/obl>scowled/GPE ."""
    cue_ = Cue(5, "stance-", 0.9, SURE, ((0, 0.9), (4, own)), ((7, 0.9), (0, 0.9)), ())
    assert [(p.holder.text, p.target.text) for p in _proposals(two, cue_)] == [(who, "Sweden") for who in holders]


def _proposals(written, *cues):
    _, doc = parses.doc(parses.block(written.split("\n")))
    doc.user_data[CUES] = list(map(astuple, cues))
    return list(proposals.find(tokens.Doc(doc)))


def test_a_report_that_only_the_head_sees_is_told():
    (found,) = (s for s in told(TOLD, reports=[ReportCue(3, 0.9, (4, 0.9), (0, 1, 0.9))]) if s.relation == "asserts")
    assert (found.holder.label, found.target.label) == ("Jane Doe", "Norway left")
    unsure = told(TOLD, reports=[ReportCue(3, 0.3, (4, 0.9), (0, 1, 0.9))])
    assert not [s for s in unsure if s.relation == "asserts"]


@given(st.sampled_from(sorted(relations.GENERAL)), st.floats(0, 1), st.floats(0, 1))
def test_confidence_rises_with_the_head_and_stays_in_bounds(label, a, b):
    low, high = (proposals.confidence(label, chance) for chance in sorted((a, b)))
    assert 0 < low <= high < 1


def test_what_is_too_unsure_leaves_no_topic_behind():
    document, doc = parses.doc(parses.block(CRITICS.split("\n")))
    doc.user_data |= {CUES: [astuple(cue(1, "stance-", 0, 4, chance=0.11, link=0.1))], REPORTS: []}
    found = read(document, doc, LEXICON)
    assert not found.statements and not [e for e in found.entities if e.kind is Kind.TOPIC]
