"""Statements drawn for a person to judge, and what verdicts on them show: laws, and numbers worked by hand."""

import csv
from dataclasses import replace

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg import sampling
from kg.builder import keep, started
from kg.cli import app
from kg.errors import CorrectionError
from kg.store import writer

BASE = factories.reading().statements[0]
SAID = st.sampled_from(("right", "reject", "flip"))
CODERS = st.lists(st.dictionaries(st.sampled_from("abcdefghij"), SAID), min_size=1, max_size=3)


def statements(confidences):
    return [
        replace(BASE, relation=f"r{n}", confidence=c) for n, c in enumerate(confidences)
    ]  # the relation is in the key


@given(st.lists(st.floats(0, 1), max_size=60), st.integers(1, 40), st.integers(0, 5))
def test_a_draw_is_evenly_of_all_strata_and_the_same_for_the_same_seed(confidences, number, seed):
    found = statements(confidences)
    drawn = sampling.draw(found, number, seed)
    assert len(drawn) == min(number, len(found)) == len({s.key for s in drawn})
    assert drawn == sampling.draw(reversed(found), number, seed)
    taken = [sum(sampling.stratum(s) == n for s in drawn) for n in range(sampling.STRATA)]
    there = [sum(sampling.stratum(s) == n for s in found) for n in range(sampling.STRATA)]
    poor = [t for t, h in zip(taken, there, strict=True) if t < h]
    assert not poor or max(taken) <= min(poor) + 1, "whoever still has some gives as many as any other"


def test_what_is_only_said_is_not_drawn():
    kinds = {str(s.kind) for s in sampling.judgeable(factories.reading().statements)}
    assert kinds == {"stance", "action", "relation"}


def test_strata_weigh_as_much_as_they_hold():
    """10 statements at .9, of which 2 of 2 are right, 30 at .1, of which 1 of 4: (10 · 1 + 30 · ¼) / 40."""
    found = statements([0.9] * 10 + [0.1] * 30)
    said = {s.key: "right" for s in found[:2]} | {s.key: "reject" for s in found[10:13]} | {found[13].key: "right"}
    strata = sampling.judged(found, said)
    assert [(e.right, e.seen, e.there) for e in strata if e.there] == [(1, 4, 30), (2, 2, 10)]
    share, low, high = sampling.precision(strata)
    assert share == pytest.approx((10 + 7.5) / 40) and 0 < low < share < high < 1


def test_whoever_looks_at_all_knows():
    found = statements([0.9] * 4)
    said = {s.key: "right" for s in found[:3]} | {found[3].key: "flip"}
    assert sampling.precision(sampling.judged(found, said)) == (0.75, 0.75, 0.75)


def test_agreement_as_worked_by_hand():
    """Cohen: 4 of 5 agree; by chance (3·4 + 2·1)/25 = .56. Krippendorff: one unit of five differs, so of ten values
    D_o = 2/10, D_e = 2·7·3/(10·9)."""
    one = dict(zip("abcde", ("right", "right", "right", "reject", "reject"), strict=True))
    other = one | {"d": "right"}
    assert sampling.kappa(one, other) == pytest.approx((0.8 - 0.56) / 0.44)
    assert sampling.alpha([one, other]) == pytest.approx(1 - 0.2 / (42 / 90))


@given(CODERS)
def test_agreement_is_one_where_coders_agree_and_never_more(coders):
    assert (found := sampling.alpha(coders)) is None or found <= 1 + 1e-9
    for one in coders:
        assert sampling.kappa(one, one) in (None, pytest.approx(1))
        assert sampling.alpha([one, one]) in (None, pytest.approx(1))


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=1, max_size=40))
def test_a_fit_is_as_right_as_the_verdicts_on_the_whole(judged):
    found = statements([c for c, _ in judged])
    said = {s.key: "right" if good else "reject" for s, (_, good) in zip(found, judged, strict=True)}
    fit = sampling.fitted(found, said)
    chances = [sampling.refitted(s.confidence, fit) for s in found]
    right = sum(good for _, good in judged)
    aims = right * (right + 1) / (right + 2) + (len(judged) - right) / (len(judged) - right + 2)
    assert sum(chances) == pytest.approx(aims, abs=0.05 * len(judged))


def test_the_least_confidence_at_which_enough_are_right():
    found = statements([0.95] * 8 + [0.5] * 8)
    as_told = (0.0, 1.0)  # confidence is what it says
    assert sampling.enough(found, as_told, 0.9) == 0.95
    assert sampling.enough(found, as_told, 0.7) == 0.5
    assert sampling.enough(found, as_told, 0.99) is None


@pytest.fixture
def graph(tmp_path):
    with writer(tmp_path / "store") as place:
        keep(place, [factories.reading()], started(())).close()
    return tmp_path / "store"


def run(*arguments):
    return CliRunner().invoke(app, ["sample", *map(str, arguments)])


def test_a_sheet_is_written_filled_in_and_read_back(graph, tmp_path):
    sheet = tmp_path / "sheet.csv"
    assert "5 statements" in run(graph, "--out", sheet).stdout
    rows = list(csv.DictReader(sheet.open(encoding="utf-8")))
    assert "confidence" not in rows[0] and {row["verdict"] for row in rows} == {""}
    for n, row in enumerate(rows):
        row["verdict"] = "right" if n else "wrong"
    with sheet.open("w", encoding="utf-8", newline="") as out:
        (lines := csv.DictWriter(out, rows[0])).writeheader()
        lines.writerows(rows)
    told = run(graph, "--read", sheet, "--read", sheet, "--fit")
    assert told.exit_code == 0, told.output
    assert "in 100 statements are right (95 %:" in told.stdout and "alpha: 1.00" in told.stdout


@pytest.mark.parametrize(("arguments", "said"), [((), "give either"), (("--read", "none.csv"), "none.csv")])
def test_what_cannot_be_done_is_told_in_a_line(graph, arguments, said):
    assert run(graph, *arguments).exit_code == 2


def test_a_sheet_that_is_not_filled_in_is_told(graph, tmp_path):
    sheet = tmp_path / "sheet.csv"
    run(graph, "--out", sheet)
    with pytest.raises(CorrectionError, match="no verdict"):
        sampling.read(sheet)
