"""Who is meant, and why nobody is where it is left open."""

from pathlib import Path

import parses
import pytest

from kg.extract import antecedents, entities_of, read
from kg.lexicon import load

PRONOUNS = ("she", "his", "it", "its", "they", "them", "themselves")
TABLE = {b.text: b for b in parses.blocks(Path(__file__).with_name("test_extract.txt"))}


def meant(*texts: str) -> dict[str, str | tuple[str, ...] | None]:
    """Each pronoun with the entity's label, or the nouns that it stands for."""
    document, doc = parses.doc(*(TABLE[t] for t in texts))
    found = entities_of(document, doc, load())
    pronouns = [m for m in found.mentions if m.form == "pronoun"]
    nouns = {m.name: tuple(t.text for t in found.nouns(m)) or None for m in pronouns}
    return {m.name: cluster.label if (cluster := found.of(m)) else nouns[m.name] for m in pronouns}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Olga Berg met Paul Stone. She criticized Norway.", {"She": "Olga Berg"}),
        ("Olga Berg met Paul Stone. He criticized Norway.", {"He": "Paul Stone"}),
        ("Norway and Sweden left NATO. They criticized Russia.", {"They": ("Norway", "Sweden")}),
        ("Norway praised the treaty. Paul Stone criticized it.", {"it": ("treaty",)}),
        ("Paul Stone met his widow. She criticized Russia.", {"his": "Paul Stone", "She": ("widow",)}),
        ("Olga Berg met Norway. He criticized Russia.", {"He": None}),
        ('"He condemned Russia," Paul Stone said.', {"He": None}),
        ("Norway met Sweden. It is wrong to criticize Russia.", {"It": None}),
    ],
)
def test_pronouns(text, expected):
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Olga Berg met Norway. He criticized Russia.", "pronoun-unresolved"),
        ("Jane Doe praised Norway. Mary Doe met Sweden. Doe criticized Russia.", "ambiguous-name"),
        ("Minister Jane Doe met Minister Paul Stone. The minister criticized Norway.", "description-ambiguous"),
        ("Greenpeace met Oxfam. Norway left. The organization condemned Russia.", "description-ambiguous"),
        ("The charity met Norway. The agency condemned Russia.", "description-without-antecedent"),
    ],
)
def test_what_is_left_open_has_its_reason(text, reason):
    assert reason in {s.reason for s in read(*parses.doc(TABLE[text]), load()).skips}


def test_a_pronoun_may_be_left_open_because_two_fit(monkeypatch):
    """Certainty asked of it that no weights give, the likeliest is not taken."""
    monkeypatch.setattr(antecedents, "ENOUGH", 0.999)
    skips = read(*parses.doc(TABLE["Norway and Sweden left NATO. They criticized Russia."]), load()).skips
    assert "pronoun-ambiguous" in {s.reason for s in skips}


def test_pronouns_of_every_kind_have_weights():
    given = antecedents.weights()
    assert given.keys() == antecedents.LOOK_BACK.keys() == {antecedents.kind_of(load().pronoun(w)) for w in PRONOUNS}
    assert all("subject here" in w and antecedents.NOBODY + "always" in w for w in given.values())


@pytest.mark.parametrize(
    ("use", "word", "gender"),
    [
        ("titles", "Mrs.", "feminine"),
        ("names", "Olga", "feminine"),
        ("names", "Paul", "masculine"),
        ("nouns", "widow", "feminine"),
        ("names", "Kim", None),
        ("nouns", "Olga", None),
    ],
)
def test_words_that_tell_a_gender(use, word, gender):
    assert load().gender(use, word) == gender
