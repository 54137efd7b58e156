"""A real article, as scraped: what its graph must hold. Skipped where the article is not at hand."""

import os
from pathlib import Path

import pytest

from kg.builder import build
from kg.model import ACTORS, Kind

ARTICLE = Path(os.environ.get("KG_CORPORA", "../shared/corpora")).parent / "articles" / "cyber-cooperation.txt"
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not ARTICLE.exists(), reason="no article: set KG_CORPORA to the corpora beside which articles/ lies"
    ),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    graph, _ = build([str(ARTICLE)], tmp_path_factory.mktemp("article"))
    yield graph
    graph.close()


@pytest.fixture(scope="module")
def asserted(graph):
    return [s for s in graph.statements if s.asserted and s.holder]


def acts_for_the_us(graph, party):
    entity = next((e for e in graph.entities if e.id == party.id), None)
    return party.id == "state/usa" or entity is not None and entity.acts_for == "state/usa"


@pytest.mark.parametrize(
    "name",
    [
        "European Centre of Excellence for Countering Hybrid Threats",
        "Global Forum on Cyber Expertise",
        "International Law Commission",
    ],
)
def test_the_united_states_withdraws_from_each(graph, asserted, name):
    assert any(
        s.relation == "withdrawsFrom" and s.target.label == name and acts_for_the_us(graph, s.holder) for s in asserted
    )


@pytest.mark.parametrize(("person", "office"), [("Donald Trump", "president"), ("Marco Rubio", "secretary of state")])
def test_persons_hold_their_offices(asserted, person, office):
    held = [s for s in asserted if s.holder.label == person and s.relation == "holdsOffice"]
    assert any((s.role or "").lower() == office for s in held)
    assert all(s.holder.kind == Kind.PERSON for s in held)


def test_givens_is_affiliated_and_warns_of_the_withdrawal(asserted):
    hers = [s for s in asserted if s.holder.label == "Alexandra Givens"]
    assert any(s.relation == "affiliatedWith" and s.target.label == "Center for Democracy and Technology" for s in hers)
    warned = [s for s in hers if s.speech_act == "warn"]
    assert any("state/usa" in {p.id for p in s.target.participants} for s in warned)


def test_the_governments_reasons_are_attributed_to_it(graph):
    reasons = [s for s in graph.statements if "not sufficiently effective" in s.target.label and s.kind == "assertion"]
    assert any(s.attributed_to and acts_for_the_us(graph, s.attributed_to[0]) for s in reasons)


def test_the_united_states_is_one(graph):
    names = {"America", "US", "Washington", "US government", "White House"}
    for entity in graph.entities:
        if names & {entity.label, *entity.aliases}:
            assert entity.id == "state/usa" or entity.acts_for == "state/usa", entity


def test_no_pronoun_date_or_clause_is_an_actor(graph):
    for entity in (e for e in graph.entities if e.kind in ACTORS):
        assert entity.label.lower() not in {"she", "he", "it", "they", "we", "i", "this", "that"}
        assert "point" not in entity.label.split()
        assert not any(c.isdigit() for c in entity.label.split()[0]) or entity.kind == Kind.GROUP
