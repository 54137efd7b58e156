"""What the statement head learns from, and what it makes of scores."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg import language
from kg.language.component import WEIGHTS
from kg.language.labels import CUES, REPORT_ROLES, ROLES, STANDINGS
from kg.language.pieces import Pieces
from kg.language.statements import Cue, ReportCue, StatementHead
from kg.language.training import bank, corpora

LINES = [
    {"id": "a1.0", "text": "Doe is here.", "statements": [], "reports": []},
    {"id": "a1.1", "text": "She told Norway it may help Sweden.",
     "statements": [
         {"kind": "action", "holder": [9, 15], "sign": 1, "target": [28, 34], "cue": [23, 27], "standing": "possible",
          "source": [0, 3]},
         {"kind": "stance", "holder": {"id": "a1.0", "span": [0, 3]}, "sign": 1, "target": [9, 15], "cue": [4, 8],
          "standing": "certain", "source": None}],
     "reports": [{"source": [0, 3], "cue": [4, 8], "content": [[16, 34]], "type": "indirect"}]},
    {"id": ".7", "text": "Sad.", "statements": [
        {"kind": "affiliation", "holder": "author", "sign": 0, "target": [0, 3], "cue": [0, 3], "standing": "negated",
         "source": None}]},
    {"id": ".8", "text": "No.", "statements": []},
]  # fmt: skip


@pytest.fixture
def documents(tmp_path):
    path = tmp_path / "bank.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, LINES)).encode()))
    nlp = spacy.blank("en")

    @spacy.Language.component("flat_parse")
    def parse(doc: Doc) -> Doc:
        for token in doc:
            token.head, token.dep_, token.pos_ = token.sent[0], "dep", "NOUN"
        return doc

    nlp.add_pipe("flat_parse")
    return bank.read(bank.records(path), nlp)


def test_what_is_coded_is_marked_by_its_words(documents):
    (first, second), *singles = documents
    assert [len(d) for d in singles] == [1, 1], "sentences without a document of their own are not neighbours"
    told, helped = second.marks
    assert [second.words[m.word] for m in (told, helped)] == ["told", "help"]
    assert (CUES[helped.label], STANDINGS[helped.standing]) == ("action+", "possible")
    assert [[second.words[i] for i in words] for words in helped.tied] == [["Norway"], ["Sweden"], ["She"]]
    (report,) = second.reports
    assert [[second.words[i] for i in words] for words in report.tied] == [["She"], ["it"], ["Sweden"]]
    (sad,) = singles[0][0].marks
    assert (CUES[sad.label], sad.tied) == ("affiliation", ((), (0,), ())) and singles[0][0].reports is None
    assert first.marks == [] and first.reports == []


def test_a_holder_in_the_sentence_before_is_marked_in_windows_that_have_it(documents):
    whole = corpora.joined(documents[0])
    told = whole.marks[0]
    assert [whole.words[i] for i in told.tied[0]] == ["Doe"] and whole.words[told.word] == "told"
    assert documents[0][1].marks[0].tied[0] == (-4,), "outside of a window of its sentence alone"


def test_training_places_marks_in_all_rows_of_a_batch(documents):
    pytest.importorskip("torch", reason="needs the extra 'train'")
    from kg.language.training.batches import Encoder, Row

    pieces = Pieces(WEIGHTS / "tokenizer.json")
    windows = [documents[1][0], documents[0][1]]
    batch = [Row([pieces.of_words(w.words) for w in windows], windows)]
    encoder = Encoder(pieces, {}, None, {})
    marked = encoder.marks(batch, 16)
    shift = len(windows[0].words)
    assert marked.word.tolist() == [0, shift + 1, shift + 5]
    assert marked.cue_known.sum() == shift + len(windows[1].words) and not marked.report_known[0, :shift].any()
    assert marked.links[2].nonzero().tolist() == [[0, shift + 2], [1, shift + 6], [2, shift]]
    assert not marked.links[1, 0].any(), "a holder outside of the window is no word of another window"
    assert marked.weight.tolist() == [[1, 0], [1, 1], [1, 0]] and marked.report[0].nonzero().tolist() == [[shift + 1]]
    assert marked.standing.argmax(-1).tolist() == [2, 0, 1]
    numbers = encoder.windows(batch, 16)[0].tolist()
    assert numbers == [1] * shift + [2] * len(windows[1].words) + [0] * (16 - shift - len(windows[1].words))


def test_a_teacher_s_chances_are_learned_as_they_are(documents):
    torch = pytest.importorskip("torch", reason="needs the extra 'train'")
    from kg.language.training import lessons
    from kg.language.training.batches import Encoder, microbatches

    pieces = Pieces(WEIGHTS / "tokenizer.json")
    windows = [replace(w, marks=None, reports=None) for document in documents for w in document]
    sizes = [len(window.words) for window in windows]
    encoder = Encoder(pieces, {}, None, {"microbatch_pieces": 4000})

    class Head:
        def encode(self, shared, segments, first):
            return torch.zeros(*first.shape, 1)

        def __call__(self, words, arcs):
            rows, longest = words.shape[:2]
            torch.manual_seed(1)
            return (
                torch.randn(rows, longest, len(CUES)),
                torch.randn(rows, longest, len(STANDINGS)),
                torch.randn(rows, longest),
                torch.randn(rows, len(ROLES) + len(REPORT_ROLES), longest, longest),
            )

    class Teacher:
        statements = Head()

        def encode(self, pieces, cases, segments, places, first):
            return torch.zeros(*first.shape, 1), None

        def arcs(self, words):
            return torch.zeros(*words.shape[:2], words.shape[1])

    taught = list(lessons.taught([Teacher(), Teacher()], windows, encoder, half=False, device="cpu"))
    assert sorted(len(w.words) for w in taught) == sorted(sizes)
    (batch,) = microbatches(taught, pieces, 4000)
    aim, (cues, standings, *_) = (
        encoder.marks(batch, 48),
        lessons.answer(Teacher(), batch, encoder, half=False, device="cpu"),
    )
    told = aim.cue_known
    assert told.sum() == sum(sizes) and (aim.report_known == told).all()
    assert torch.allclose(aim.cue[told], torch.from_numpy(cues)[told[:, : cues.shape[1]]], atol=1e-3)
    at = aim.row, aim.word
    assert torch.allclose(aim.standing, torch.from_numpy(standings)[at], atol=1e-3)
    assert torch.allclose(aim.weight, torch.stack((1 - aim.cue[(*at, 0)], aim.report[at]), 1), atol=1e-3)
    assert (aim.links.sum((1, 2)) > 0).all() and (aim.links <= 1).all()


def test_plain_news_holds_no_sentence_that_is_coded():
    pytest.importorskip("torch", reason="needs the extra 'train'")
    from kg.language.training import lessons

    documents = [[corpora.Window(text.split(), []) for text in texts] for texts in (["A b c .", "D e ."], ["F g h ."])]
    assert lessons.unseen(documents, ["d E."]) == documents[1:] and lessons.unseen(documents, ["D"]) == documents


def test_the_head_in_training_looks_at_words_and_paths():
    torch = pytest.importorskip("torch", reason="needs the extra 'train'")
    from kg.language.training.network import WIDTH, Statements

    torch.manual_seed(1)
    head = Statements(0.1).eval()
    shared, first = torch.randn(2, 9, WIDTH), torch.tensor([[1, 2, 4, 5, 7]]).repeat(2, 1)
    segments = torch.ones(2, 9, dtype=torch.long)
    segments[:, 6:] = 2
    words = head.encode(shared, segments, first)
    shared[:, 6:] += 1
    assert torch.allclose(words[:, :4], head.encode(shared, segments, first)[:, :4]), "windows do not see each other"
    cue, standing, report, links = head(words, torch.randn(2, 5, 5))
    assert cue.shape == (2, 5, len(CUES)) and standing.shape == (2, 5, len(STANDINGS)) and report.shape == (2, 5)
    assert links.shape == (2, len(ROLES) + len(REPORT_ROLES), 5, 5)


def outputs(words: int, **chances):
    """Chances as the head's network gives them: no cue, no link but what is given."""
    cue = np.zeros((1, words, len(CUES)), dtype=np.float32)
    cue[..., 0] = 1
    links = np.zeros((1, len(ROLES) + len(REPORT_ROLES), words, words), dtype=np.float32)
    found = {"cue": cue, "standing": np.full((1, words, 3), 1 / 3), "report": np.zeros((1, words)), "links": links}
    for name, cells in chances.items():
        for place, value in cells.items():
            found[name][(0, *place)] = value
    return found


class Session:
    def __init__(self, found):
        self.found = found

    def run(self, names, feed):
        return [self.found[name] for name in names]


def found(words, **chances):
    head = StatementHead(WEIGHTS / "statements.onnx")
    head.__dict__["session"] = Session(outputs(words, **chances))
    nothing = np.zeros((words, words), dtype=np.float32)
    return head.find(nothing, np.arange(words), nothing)


def test_a_cue_has_its_likeliest_kind_the_chance_of_its_sign_and_its_links_in_order():
    cues, reports = found(
        4,
        cue={(1, 0): 0.2, (1, CUES.index("stance-")): 0.5, (1, CUES.index("action-")): 0.3},
        links={(0, 1, 0): 0.6, (0, 1, 3): 0.9, (1, 1, 2): 0.01},
    )
    ((cue,), ()) = cues, reports
    assert (cue.word, cue.kind, cue.chance) == (1, "stance-", pytest.approx(0.8))
    assert [i for i, _ in cue.holders] == [3, 0] and cue.targets == () and cue.sources == ()


def test_a_report_ends_no_sooner_than_it_begins():
    _, (report,) = found(5, report={(1,): 0.9}, links={(3, 1, 0): 0.8, (4, 1, 2): 0.9, (5, 1, 0): 0.95, (5, 1, 4): 0.7})
    assert (report.source, report.content) == ((0, pytest.approx(0.8)), (2, 4, pytest.approx(0.7)))


@given(st.lists(st.integers(0, 1000), min_size=8, max_size=8, unique=True))
def test_marks_move_with_their_words(places):
    cue = Cue(1, "stance+", 0.9, (1, 0, 0), ((2, 0.9), (3, 0.5)), ((4, 0.8),), ())
    moved = cue.placed(places)
    assert moved.word == places[1] and [i for i, _ in moved.holders] == [places[2], places[3]]
    assert moved.targets == ((places[4], 0.8),) and (moved.kind, moved.chance) == (cue.kind, cue.chance)
    report = ReportCue(1, 0.9, (0, 0.8), (2, 5, 0.7)).placed(places)
    assert (report.word, report.source[0], report.content[:2]) == (places[1], places[0], (places[2], places[5]))


@pytest.mark.model
def test_what_ships_finds_cues_whoever_parses():
    """Most of four plain sentences; another pipeline's parse leaves the cues as they are."""
    texts = ("Norway condemned the attack.", "The minister praised Jane Doe.", "Rebels killed the mayor.",
             "Estonia supports the treaty.")  # fmt: skip
    ours = language.load()
    other = spacy.blank("en")
    other.add_pipe("sentencizer")
    other.add_pipe("kg_statements")
    both = [
        [{c.word for c in language.cues_of(nlp(text)) if c.chance > 0.5} for text in texts] for nlp in (ours, other)
    ]
    assert sum(1 in cues or 2 in cues for cues in both[0]) >= 3
    assert sum(a == b for a, b in zip(*both, strict=True)) >= 3
