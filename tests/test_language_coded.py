"""Sentences coded by hand beside the bank: the coding is kept without the text and finds it in the corpora again."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.training import coded

CORPORA = Path(os.environ.get("KG_CORPORA", "../shared/corpora"))
DOE, CUE, ROE = [0, 3], [4, 11], [12, 15]
WORDS = st.lists(st.sampled_from(["Doe", "said", ",", '"', "I", "'s", "n't", "(", ")", "$", "5", "."]), min_size=1)


@given(WORDS)
def test_a_sentence_is_known_however_it_is_spaced(words):
    assert coded.digest(coded.joined(words)) == coded.digest(" ".join(words))
    assert coded.joined(words).replace(" ", "") == "".join(words)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ('" I like it , " Doe said .', '"I like it," Doe said.'),
        ("Doe 's plan ( a $ 5 tax ) failed", "Doe's plan (a $5 tax) failed"),
        ('He called it " unfair " .', 'He called it "unfair".'),
    ],
)
def test_words_are_joined_as_people_write(words, text):
    assert coded.joined(words.split(" ")) == text


def test_the_coding_finds_its_sentence_and_says_what_was_coded(tmp_path):
    for name in ("stance", "ner", "treebank"):
        (tmp_path / name).mkdir()
    newsmtsc = {"sentence_normalized": "Doe praised Roe."}
    (tmp_path / "stance/newsmtsc-train.jsonl").write_text(json.dumps(newsmtsc) + "\n")
    (tmp_path / "stance/dse-train.tsv").write_text('"[Ann], ""the boss"", fired [Bob]."\tAnn\tBob\t1\n')
    with gzip.open(tmp_path / "ner/gmb-train.conll.gz", "wt") as file:
        file.write("Norway\tNNP\tB-geo\nleft\tVBD\tO\n.\t.\tO\n\n")
    for name, text in (("ewt", "Roe left."), ("gum", "Nobody came.")):
        with gzip.open(tmp_path / f"treebank/{name}-train.conllu.gz", "wt") as file:
            file.write(f"# sent_id = 1\n# text = {text}\n1\tx\n\n")
    rows = [
        [coded.digest("Roe left."), [1, -1, 0, [0, 3], [0, 3], [4, 8], None]],
        [coded.digest("Doe praised Roe."), [0, 1, 0, DOE, ROE, CUE, None], [0, 1, 1, 0, DOE, CUE, ROE]],
        [coded.digest('Ann, "the boss", fired Bob.')],
        [coded.digest("Nobody has this sentence")],
        [coded.digest("Norway left."), [2, 0, 2, [0, 6], [7, 11], [7, 11], None]],
    ]  # fmt: skip
    with gzip.open(tmp_path / "rows.gz", "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    found = list(coded.records(tmp_path, tmp_path / "rows.gz"))
    assert [one["source"] for one in found] == ["ewt", "newsmtsc", "dse", "gmb"]
    assert [one["text"] for one in found] == [
        "Roe left.",
        "Doe praised Roe.",
        'Ann, "the boss", fired Bob.',
        "Norway left.",
    ]
    assert found[1]["statements"] == [
        {"kind": "stance", "sign": 1, "standing": "certain", "holder": DOE, "target": ROE, "cue": CUE, "source": None},
        {
            "kind": "stance",
            "sign": 1,
            "standing": "possible",
            "holder": "author",
            "target": DOE,
            "cue": CUE,
            "source": ROE,
        },
    ]
    assert found[2]["statements"] == [] and found[3]["statements"][0]["kind"] == "affiliation"


def test_every_coded_sentence_is_in_the_corpora_and_holds_its_spans():
    if not (CORPORA / "stance").is_dir():
        pytest.skip("the corpora are not here (KG_CORPORA)")
    parts = [list(coded.records(CORPORA, path)) for path in (coded.TRAIN, coded.DEV)]
    for path, part in zip((coded.TRAIN, coded.DEV), parts, strict=True):
        with gzip.open(path, "rt") as lines:
            assert len(part) == sum(1 for _ in lines)
    found = [one for part in parts for one in part]
    assert len({one["id"] for one in found}) == len(found), "nothing learns from what confidence is fitted on"
    for one in found:
        for statement in one["statements"]:
            for role in ("holder", "target", "cue", "source"):
                if isinstance(statement[role], list):
                    start, end = statement[role]
                    assert 0 <= start < end <= len(one["text"])
