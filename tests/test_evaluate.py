"""The reader held against annotated sets: counting first, then small sets made up here, read by the real model."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg import evaluate
from kg.cli import app
from kg.errors import SourceError
from kg.evaluate import attribution, bank, pronouns, stance
from kg.evaluate.scores import Miss, Score, calibration_error, worst

DSE = """[Germany] condemned [Russia] over the attack.\tGermany\tRussia\t3
[Finland] was praised by [Estonia].\tFinland\tEstonia\t2
[Poland] and [Latvia] are neighbours.\tPoland\tLatvia\t0
"""
ARTICLE = "The minister said the talks had failed. Officials said it was over."
BRAT = """T1\tSource 0 12\tThe minister
T2\tCue 13 17\tsaid
T3\tContent 18 38\tthe talks had failed
T4\tAttribution 13 17\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
"""
GUM = """# newdoc id = GUM_news_talks
1\tAnna\tAnna\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-n-cf1-1,2-coref
2\tBerg\tBerg\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
4\tshe\tshe\tPRON\tPRP\t_\t5\tnsubj\t_\tEntity=(1-person-giv-n-cf1-1-ana)
5\tagreed\tagree\tVERB\tVBD\t_\t3\tccomp\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

1\tIt\tit\tPRON\tPRP\t_\t2\texpl\t_\t_
2\trained\train\tVERB\tVBD\t_\t0\troot\t_\t_

# newdoc id = GUM_fiction_rain
1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(2-person-new-x-ana)
2\tran\trun\tVERB\tVBD\t_\t0\troot\t_\t_
"""
PLOVER = [
    {"text": "Germany condemned Russia.", "event": "DISAPPROVE", "source": {"actorText": "Germany"},
     "target": [{"actorText": "Russia"}]},
    {"text": "It rained.", "event": "AGREE", "source": "", "target": ""},
]  # fmt: skip
REDOCRED = [
    {
        "sents": [["Estonia", "is", "a", "member", "of", "NATO", "."]],
        "vertexSet": [[{"pos": [0, 1], "sent_id": 0}], [{"pos": [5, 6], "sent_id": 0}]],
        "labels": [{"h": 0, "r": "P463", "t": 1}],
    }
]

BANK = [
    {"id": "a.0", "text": "Germany condemned Russia.", "source": "wire", "statements": [
        {"kind": "stance", "holder": [0, 7], "sign": -1, "target": [18, 24], "cue": [8, 17], "standing": "certain",
         "source": None}]},
    {"id": "a.1", "text": "It rained.", "source": "wire", "statements": [
        {"kind": "stance", "holder": {"id": "a.0", "span": [0, 7]}, "sign": 1, "target": [0, 2], "cue": [3, 9],
         "standing": "possible", "source": None},
        {"kind": "stance", "holder": "author", "sign": -1, "target": [0, 2], "cue": [3, 9], "standing": "certain",
         "source": None}]},
    {"id": "b.0", "text": "Estonia praised Finland.", "source": "wire", "statements": []},
]  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    return evaluate.Reader()


@pytest.fixture
def sets(tmp_path):
    (tmp_path / "dse.tsv").write_text(DSE)
    (tmp_path / "gum.conllu").write_text(GUM)
    (tmp_path / "plover.json").write_text(json.dumps(PLOVER))
    (tmp_path / "redocred.json").write_text(json.dumps(REDOCRED))
    (tmp_path / "bank.jsonl").write_text("\n".join(map(json.dumps, BANK)))
    for folder, name, text in (("text", "a.txt", ARTICLE), ("attributions", "a.ann", BRAT)):
        (tmp_path / "polnear" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "polnear" / folder / name).write_text(text)
    return tmp_path


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_lies_between_precision_and_recall(right, more, others):
    score = Score("x", right, right + more, right + others)
    low, high = sorted((score.precision, score.recall))
    assert 0 <= low <= score.f1 + 1e-9 and score.f1 <= high + 1e-9 <= 1 + 1e-9


def test_calibration_is_the_distance_from_what_is_right():
    assert calibration_error([]) is None
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(0.9, True), (0.9, False)]) == pytest.approx(0.4)
    assert calibration_error([(1.0, True), (0.05, True)]) == pytest.approx(0.475)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_calibration_error_is_a_share(judged):
    assert 0 <= calibration_error(judged) <= 1


def test_the_surest_errors_come_first():
    assert [m.text for m in worst([Miss("b", "", "", 0.1), Miss("a", "", "", 0.9)])] == ["a", "b"]


def test_brackets_that_cut_a_word_mean_the_whole_word(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_text("[Brussel]s attacker [Najim L]aachraoui.\tBrussel\tNajim L\t0\n")
    (pair,) = stance.read(path)
    assert pair.text == "Brussels attacker Najim Laachraoui."
    assert [pair.text[slice(*span)] for span in (pair.first, pair.second)] == ["Brussels", "Najim Laachraoui"]


def test_parts_of_an_attribution_may_be_scattered(tmp_path):
    path = tmp_path / "x.ann"
    path.write_text("T1\tContent 0 3;10 12\tabc de\nT2\tCue 4 8\tsaid\nE1\tAttribution:T2 Content:T1 Cue:T2\n")
    (relation,) = attribution.read(path)
    assert relation.content == {0, 1, 2, 10, 11} and relation.cue == {4, 5, 6, 7} and not relation.source


def test_pronouns_count_when_their_chain_has_a_name(sets):
    news, fiction = pronouns.read(sets / "gum.conllu")
    assert list(news.pronouns()) == [(3, "1")] and list(fiction.pronouns()) == []
    assert news.chain(0) == news.chain(1) == "1" and news.chain(2) is None


def test_a_window_of_coded_sentences_is_one_text(sets):
    first, second = bank.read(sets / "bank.jsonl")
    assert (first.text, second.text) == ("Germany condemned Russia. It rained.", "Estonia praised Finland.")
    shown = [(first.text[slice(*c.holder)], c.sign, first.text[slice(*c.target)]) for c in first.statements]
    assert shown == [("Germany", -1, "Russia"), ("Germany", 1, "It")]  # the author's own is left out


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "file", "shares"),
    [
        ("dse", "dse.tsv", [(2, 2, 2)]),
        ("polnear", "polnear", [(1, 2, 1), (1, 2, 1), (1, 2, 1), (1, 2, 1)]),
        ("plover", "plover.json", [(1, 1, 1), (1, 1, 1), (1, 2, 2), (1, 2, 2)]),
        ("gum", "gum.conllu", [(1, 1, 1), (1, 1, 1)]),
        ("redocred", "redocred.json", [(1, 1, 1)]),
        ("bank", "bank.jsonl", [(1, 2, 1)]),
    ],
)
def test_small_sets(sets, reader, name, file, shares):
    measured = evaluate.measure(name, sets / file, reader)
    found = [(s.right, s.found, s.true) for s in measured.scores][: len(shares)]
    if name in ("dse", "bank"):  # the head may see more in a sentence, if less surely
        assert all(count <= 2 * most for (_, count, _), (_, most, _) in zip(found, shares, strict=True))
        found = [
            (right, min(count, most), true) for (right, count, true), (_, most, _) in zip(found, shares, strict=True)
        ]
    assert found == shares
    assert all(m.text for m in measured.misses)


def test_what_is_not_there_or_not_in_format_is_one_clear_line(sets, reader):
    with pytest.raises(SourceError, match="no such file or folder"):
        evaluate.measure("dse", sets / "nothing.tsv", reader)
    with pytest.raises(SourceError, match="not in the format of 'dse'"):
        evaluate.measure("dse", sets / "plover.json", reader)
    assert CliRunner().invoke(app, ["evaluate"]).exit_code == 2


@pytest.mark.model
def test_the_command_shows_figures_and_errors(sets):
    result = CliRunner().invoke(
        app, ["evaluate", "--dse", str(sets / "dse.tsv"), "--plover", str(sets / "plover.json")]
    )
    assert result.exit_code == 0, result.output
    assert "100.0" in result.output and "It rained." in result.output
