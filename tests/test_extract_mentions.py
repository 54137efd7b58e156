"""Of which kind a name is: the tables know better than the model what is a state, an agreement, a place."""

import parses
import pytest

from kg.extract import mentions, tokens
from kg.lexicon import load
from kg.model import Kind

LEXICON = load()


def kinds(text: str, ud: str) -> dict[str, Kind]:
    """The names in a text, with the kind of each."""
    _, doc = parses.doc(parses.block([text, f"ud {ud}"]))
    return {m.name: m.kind for m in mentions.find(tokens.Doc(doc), LEXICON) if m.form == "name"}


STATES = [
    ("Comoros and Fiji left.", "Comoros/NNP/nsubj>left/ORG and/CC/cc>Fiji/+ORG Fiji/NNP/conj>Comoros/+ORG "
     "left=leave/VBD/root .", ("Comoros", "Fiji")),
    ("Talks with Siam and Norway failed.", "Talks=talk/NNS/nsubj>failed with/IN/case>Siam Siam/NNP/nmod>Talks/ORG "
     "and/CC/cc>Norway/+ORG Norway/NNP/conj>Siam/GPE failed=fail/VBD/root .", ("Siam", "Norway")),
    ("Saint Lucia left.", "Saint/NNP/compound>Lucia/PERSON Lucia/NNP/nsubj>left/+PERSON left=leave/VBD/root .",
     ("Saint Lucia",)),
    ("Palestine left.", "Palestine/NNP/nsubj>left/PERSON left=leave/VBD/root .", ("Palestine",)),
    ("Eswatini left.", "Eswatini/NNP/nsubj>left/PERSON left=leave/VBD/root .", ("Eswatini",)),
    ("Trinidad and Tobago left.", "Trinidad/NNP/nsubj>left/ORG and/CC/cc>Tobago Tobago/NNP/conj>Trinidad/ORG "
     "left=leave/VBD/root .", ("Trinidad and Tobago",)),
    ("The Kingdom of Norway left.", "The/DT/det>Kingdom Kingdom/NNP/nsubj>left/ORG of/IN/case>Norway/+ORG "
     "Norway/NNP/nmod>Kingdom/+ORG left=leave/VBD/root .", ("Kingdom of Norway",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ud", "names"), STATES, ids=[row[0] for row in STATES])
def test_a_listed_state_is_no_person_and_no_body(text, ud, names):
    assert kinds(text, ud) == dict.fromkeys(names, Kind.STATE)


@pytest.mark.parametrize("name", ["Georgia", "Chad"])
def test_a_first_name_that_the_model_takes_for_a_person_stays_one(name):
    assert kinds(f"{name} left.", f"{name}/NNP/nsubj>left/PERSON left=leave/VBD/root .") == {name: Kind.PERSON}


def test_a_persons_surname_and_a_titled_name_are_no_state():
    ud = "Ann/NNP/nsubj>left/PERSON Holland/NNP/flat>Ann/+PERSON left=leave/VBD/root . || "
    found = kinds("Ann Holland left. Holland lied.", ud + "Holland/NNP/nsubj>lied/PERSON lied=lie/VBD/root .")
    assert found == {"Ann Holland": Kind.PERSON, "Holland": Kind.PERSON}
    titled = "Senator=senator/NNP/compound>Ireland Ireland/NNP/nsubj>left/PERSON left=leave/VBD/root ."
    assert kinds("Senator Ireland left.", titled) == {"Ireland": Kind.PERSON}


OTHERS = [
    ("NAFTA", "ORG", "NAFTA", Kind.TOPIC), ("Obamacare", "ORG", "Affordable Care Act", Kind.TOPIC),
    ("GDPR", "", "GDPR", Kind.TOPIC), ("Brexit", "ORG", "Brexit", Kind.EVENT), ("Brexit", "GPE", "Brexit", Kind.EVENT),
    ("Grexit", "PERSON", "Grexit", Kind.EVENT), ("Geneva", "PERSON", "Geneva", Kind.PLACE),
    ("Maastricht", "ORG", "Maastricht", Kind.PLACE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "label", "called", "kind"), OTHERS, ids=[f"{r[0]}-{r[1]}" for r in OTHERS])
def test_an_agreement_an_event_or_a_town_is_no_body(name, label, called, kind):
    ud = f"Ann/NNP/nsubj>rejected/PERSON rejected=reject/VBD/root {name}/NNP/obj>rejected" + f"/{label}" * bool(label)
    assert kinds(f"Ann rejected {name}.", f"{ud} .") == {"Ann": Kind.PERSON, called: kind}


HAGUE = "The/DT/det>Hague Hague/NNP/nsubj>ruled/ORG ruled=rule/VBD/root ."


@pytest.mark.parametrize(
    ("text", "ud", "name", "kind"),
    [("The Hague ruled.", HAGUE, "The Hague", Kind.PLACE),
     ("Dutch troops left. The Hague ruled.", "Dutch/JJ/amod>troops/NORP troops=troop/NNS/nsubj>left "
      f"left=leave/VBD/root . || {HAGUE}", "Hague", Kind.GOVERNMENT_BODY),
     ("Hague ruled.", "Hague/NNP/nsubj>ruled/PERSON ruled=rule/VBD/root .", "Hague", Kind.PERSON),
     ("Warsaw ruled.", "Warsaw/NNP/nsubj>ruled/ORG ruled=rule/VBD/root .", "Warsaw", Kind.GOVERNMENT_BODY),
     ("Talks in Warsaw failed.", "Talks=talk/NNS/nsubj>failed in/IN/case>Warsaw Warsaw/NNP/nmod>Talks/ORG "
      "failed=fail/VBD/root .", "Warsaw", Kind.PLACE)],
)  # fmt: skip
def test_a_capital_is_a_place_unless_it_acts(text, ud, name, kind):
    assert kinds(text, ud)[name] is kind
