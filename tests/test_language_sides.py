"""What the stance head learns from, and that it judges a pair by its own sentence, whichever mention comes first."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
import spacy

from kg.language.component import WEIGHTS
from kg.language.pieces import Pieces
from kg.language.sides import Sides
from kg.language.training import corpora, evaluate, pairs

TOKENIZER = spacy.blank("en").tokenizer


def tokenize(text):
    return [(t.idx, t.text) for t in TOKENIZER(text)]


@pytest.fixture
def dse(tmp_path):
    rows = [
        "The [Nort]h denounced the “bogus” probe of [South Korea].\tNort\tSouth Korea\t3",
        "[Doe’]s ally, [Roe], left.\tDoe’\tRoe\t2",
        "A line with [one] mention.\tone\t\t0",
    ]
    path = tmp_path / "dse.tsv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_brackets_mark_whole_words(dse):
    first, second = pairs.read(dse)
    assert first.text == "The North denounced the “bogus” probe of South Korea."
    assert [first.text[slice(*span)] for span in (first.first, first.second)] == ["North", "South Korea"]
    assert (first.label, second.label) == (3, 2)


def test_a_pair_is_a_window_with_two_mentions(dse):
    (first,), (second,) = pairs.dse(dse, tokenize)
    assert [[first.words[i] for i in m] for m in (first.sides[0].first, first.sides[0].second)] == [
        ["North"],
        ["South", "Korea"],
    ]
    whole = corpora.joined([first, second])
    shift = len(first.words)
    assert whole.sides[1].second == tuple(i + shift for i in second.sides[0].second)
    assert whole.sides[1].sentence == (shift, shift + len(second.words))
    assert whole.entities is whole.heads is None


def test_targets_of_a_sentence_have_no_holder(tmp_path):
    targets = [{"from": 4, "to": 7, "polarity": 2.0}, {"from": 12, "to": 15, "polarity": 6.0}]
    path = tmp_path / "n.jsonl"
    path.write_text(json.dumps({"sentence_normalized": "Bad Doe and Roe.", "targets": targets}), encoding="utf-8")
    (window,) = pairs.newsmtsc(path, tokenize)[0]
    assert [(s.first, s.second, s.label) for s in window.sides] == [(None, (1,), 3), (None, (3,), 1)]


def test_stance_f1_counts_rare_classes_like_others(monkeypatch):
    given = [pairs.Pair(text, (0, 1), (1, 2), label) for text, label in zip("abcd", (0, 0, 0, 1), strict=True)]
    head = SimpleNamespace(engine=SimpleNamespace(sides=None))
    nlp = SimpleNamespace(get_pipe=lambda name: head, pipe=list)
    monkeypatch.setattr(pairs, "guessed", lambda sides, doc, pair: 0)
    assert evaluate.stance_f1(nlp, given) == {"micro": 0.75, "macro": pytest.approx((6 / 7) / 5)}


def test_the_head_sees_its_sentence_alone_and_either_order():
    torch = pytest.importorskip("torch", reason="needs the extra 'train'")
    from kg.language.training.network import WIDTH
    from kg.language.training.network import Sides as Head

    torch.manual_seed(1)
    head = Head(0.1).eval()
    words, seen = torch.randn(9, WIDTH), torch.zeros(1, 9)
    seen[0, :5] = 1
    mentions = torch.zeros(2, 9)
    mentions[0, 0], mentions[1, 3:5] = 1, 0.5
    one, two = torch.tensor([1]), torch.tensor([2])
    there, looks = head.both(words, mentions, one, two, seen)
    back, _ = head.both(words, mentions, two, one, seen)
    assert torch.allclose(there[0, [0, 2, 1, 4, 3]], back[0], atol=1e-5)
    assert torch.allclose(looks[0, :, :5].sum(), torch.tensor(1.0))
    words[5:] += 10
    assert torch.allclose(head.both(words, mentions, one, two, seen)[0], there)


def test_training_places_pairs_in_all_rows_of_a_batch(dse):
    torch = pytest.importorskip("torch", reason="needs the extra 'train'")
    from kg.language.training.batches import Encoder, Row

    pieces = Pieces(WEIGHTS / "tokenizer.json")
    windows = [w for (w,) in pairs.dse(dse, tokenize)]
    batch = [Row([pieces.of_words(w.words)], [w]) for w in windows]
    marked = Encoder(pieces, {}, None, {}).sides(batch, 16)
    assert torch.equal(marked.mentions.sum(1), torch.ones(4)) and torch.equal(marked.labels, torch.tensor([3, 2]))
    places = [row.nonzero().flatten().tolist() for row in marked.mentions]
    flat = [w.words + [""] * (16 - len(w.words)) for w in windows]
    assert [[sum(flat, [])[i] for i in place] for place in places] == [["North"], ["South", "Korea"], ["Doe"], ["Roe"]]
    assert marked.seen.sum(1).tolist() == [len(w.words) for w in windows]
    assert (marked.first.tolist(), marked.second.tolist()) == ([1, 3], [2, 4])


def test_the_shipped_head_gives_chances_and_looks():
    sides = Sides(WEIGHTS / "sides.onnx")
    rng = np.random.default_rng(0)
    words = rng.normal(size=(6, 384)).astype(np.float16)
    first, second = sides.judge(words, [(0, 2), (3, 4), (5, 6)], [(0, 1), (1, 2)])
    assert sum(first.chances) == pytest.approx(1, abs=1e-4) and len(second.chances) == 5
    assert sum(second.looks[0]) == pytest.approx(1, abs=1e-3) and len(second.looks[1]) == 6
    (swapped,) = sides.judge(words, [(0, 2), (3, 4)], [(1, 0)])
    assert [swapped.chances[c] for c in (0, 2, 1, 4, 3)] == pytest.approx(first.chances, abs=0.05)


def test_what_ships_has_a_share_of_earlier_weights_but_not_of_an_untrained_head():
    torch = pytest.importorskip("torch", reason="needs the extra 'train'")
    from kg.language.training.export import blended

    now = {"piece.weight": torch.tensor([1.0]), "sides.out.bias": torch.tensor([1.0])}
    kept = {"piece.weight": torch.tensor([3.0]), "sides.out.bias": torch.tensor([9.0])}
    assert blended(now, kept, 0.25) == {"piece.weight": torch.tensor([1.5]), "sides.out.bias": torch.tensor([1.0])}
    assert blended(now, None, 0.25) == now
