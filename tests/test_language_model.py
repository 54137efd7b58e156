"""The trained model as a spaCy pipeline. Figures are measured elsewhere; here it must hold together."""

import pickle

import pytest
import spacy
from spacy.tokens import Doc

from kg import language
from kg.errors import ModelError
from kg.language.engine import Analysis

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp():
    return language.load()


def layers(doc):
    return [
        (
            t.text,
            t.tag_,
            t.pos_,
            t.lemma_,
            t.dep_,
            t.head.i,
            t.ent_type_,
            t.ent_iob_,
            bool(t.is_sent_start),
            str(t.morph),
        )
        for t in doc
    ]


def test_it_reads_a_plain_sentence(nlp):
    doc = nlp("The United States criticized Germany. The minister rejects it.")
    assert [s.text for s in doc.sents] == ["The United States criticized Germany.", "The minister rejects it."]
    verb = next(t for t in doc if t.text == "criticized")
    assert verb.lemma_ == "criticize" and verb.dep_ == "ROOT"
    assert {c.dep_ for c in verb.children} >= {"nsubj", "obj"}
    assert ("United States", "GPE") in [(e.text, e.label_) for e in doc.ents]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n \n",
        "US",
        "MINISTER SLAMS EU DEAL",
        "minister slams eu deal",
        "- first\n- second\n\n* third",
        "👍🏽 fine 🇪🇺",
        "قال الوزير محمد علي إن",
        "x" * 5000,
        "word " * 5000,
        "a.b.c " * 300,
        "He said: “No.” \u202e evil",
        "\x00\x01 control",
    ],
)
def test_nothing_breaks_it_and_trees_are_trees(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    for sentence in doc.sents:
        assert [t.dep_ for t in sentence].count("ROOT") == 1
        assert all(t.head in sentence for t in sentence)


def test_batches_and_single_documents_agree(nlp):
    texts = [
        "Jane Doe said no.",
        "The European Union supports Ukraine, officials said on Monday. It is not alone.",
        "No",
    ]
    assert [layers(d) for d in nlp.pipe(texts, batch_size=2)] == [layers(nlp(t)) for t in texts]


def test_a_million_characters_stream_in_windows_without_loss(monkeypatch):
    nlp = language.load()
    paragraph = "The minister, who had said so before, met Jane Doe in Paris. " * 8 + "\n\n"
    text = paragraph * (1_000_000 // len(paragraph) + 1)
    seen = []

    def analyse(windows, starts):
        seen.extend(windows)
        return [
            Analysis(*([value] * len(w) for value in (False, "X", "XX", "_", "x")), list(range(len(w))),
                     ["root"] * len(w), ["O"] * len(w), [], [])
            for w in windows
        ]  # fmt: skip

    monkeypatch.setattr(nlp.get_pipe("kg_reader").engine, "analyse", analyse)
    doc = nlp(text)
    assert doc.text == text
    assert [w for window in seen for w in window] == [t.text for t in doc if not t.is_space]
    assert len({tuple(window) for window in seen}) <= 3, "paragraphs that are alike are cut alike"
    assert {t.tag_ for t in doc if not t.is_space} == {"XX"}


def test_the_same_sentence_far_on_reads_the_same(nlp):
    sentence = "Estonia accused Russia of hacking the ministry."
    doc = nlp("\n\n".join([sentence, "Officials said that it rained. " * 120, sentence]))
    first, last = (list(doc.sents)[n].as_doc() for n in (0, -1))
    assert layers(first)[:8] == layers(last)[:8]


def test_sentence_starts_that_are_given_are_kept(nlp):
    doc = Doc(nlp.vocab, words=["Stop", "it", "Now", "go"], sent_starts=[True, False, True, False])
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [len(s) for s in doc.sents] == [2, 2]


def test_it_can_be_saved_pickled_and_shared_among_processes(nlp, tmp_path):
    text = "Oxfam criticised the World Bank."
    expected = layers(nlp(text))
    nlp.to_disk(tmp_path / "model")
    assert layers(spacy.load(tmp_path / "model")(text)) == expected
    assert layers(pickle.loads(pickle.dumps(nlp))(text)) == expected
    assert [layers(d) for d in nlp.pipe([text, text], n_process=2)] == [expected, expected]


def test_an_unknown_model_is_one_clear_line():
    with pytest.raises(ModelError, match="language model 'no_such_model'.*leave --model out"):
        language.load("no_such_model")


def test_a_model_that_lacks_layers_is_named(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="lacks a dependency parser and parts of speech"):
        language.load(str(tmp_path / "blank"))


def test_a_stream_is_read_as_it_comes(nlp):
    taken = []

    def texts():
        for n in range(200):
            taken.append(n)
            yield f"Officials said so {n} times."

    next(nlp.pipe(texts()))
    assert len(taken) <= 32


ENDS = """Oslo sued Kestrel Corp.|Rome praised Bern.
Ministers rejected Plan C.|Norway backed it.
Sweden condemned the U.S.|Poland praised Malta.
Norway criticized Karl Doe Jr.|Anna Berg praised Poland.
Malta fined Statk Ltd.|Critics attacked the ruling.
The talks began at 9 a.m.|Estonia left at noon."""
GOES_ON = """U.S. President Anna Berg praised Norway.
Germany said the U.S. Senate rejected the treaty.
Anna J. Berg criticized Poland.
Dr. Berg praised Norway, and Prof. Lind left.
Norway thanked the U.K. Parliament, which praised Malta.
The case of Doe vs. Roe divided Norway."""


@pytest.mark.parametrize(("lines", "share"), [(ENDS, 4), (GOES_ON, 5)])
def test_an_abbreviation_ends_a_sentence_where_another_begins(nlp, lines, share):
    """Shares with a margin: another processor may read one of them otherwise."""
    wanted = [line.split("|") for line in lines.split("\n")]
    right = [[s.text.strip() for s in nlp(" ".join(parts)).sents] == parts for parts in wanted]
    assert sum(right) >= share
