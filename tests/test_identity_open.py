"""What is left open of who is who: the pair first that would change most, in `kg entities` and in both reports."""

import re
from random import Random

import pytest
from factories import document, party, statement
from typer.testing import CliRunner

from kg.cli import app
from kg.graph import Graph
from kg.ids import entity_id
from kg.model import Entity, Kind, Reading
from kg.report import report
from kg.resolve.corrections import Correction
from kg.store import Store, writer

CAMPS = ("Cem Ay + law", "Dee Ek + law", "Eve Oz - law", "Fay Uz - law")
OPPOSITE = ("Jane Doe + law", "Jane Doe + law again", "J. Doe - law")
MUCH = ("Bob Roe + tax", "Bob Roe + tax again", "B. Roe + road", "B. Roe + road again")
SILENT = ("Ann Poe = tax", "Ann Poe = tax again", "Ann Poe = road", "A. Poe = road", "A. Poe = tax", "A. Poe = law")
TOPICS = ("law", "tax", "road")


def entity(name):
    kind = Kind.TOPIC if name in TOPICS else Kind.PERSON
    return Entity(entity_id(kind, name), name, kind)


def reading(line):
    """``"Jane Doe - law"`` as a document of one statement: for (+), against (-) or neither (=)."""
    name, sign, topic, again = re.fullmatch(r"(.+) ([+=-]) (\w+)( again)?", line).groups()
    verb, polarity = {"+": ("supports", 1), "-": ("opposes", -1), "=": ("speaksOf", 0)}[sign]
    it = document(f"{name} {verb} the {topic}.{' Again.' if again else ''}")
    who, what = entity(name), entity(topic)
    found = statement(it, party(it, who, name), verb, party(it, what, topic), verb, polarity=polarity)
    return Reading(it, tuple(sorted((who, what), key=lambda one: one.id)), (found,), ())


def filled(place, lines):
    """A store of these lines at ``place``."""
    readings = [reading(line) for line in lines]
    entities = {one.id: one for each in readings for one in each.entities}
    with writer(place) as held:
        held.build(readings, [entities[id] for id in sorted(entities)])
    return place


def listed(place):
    found = CliRunner().invoke(app, ["entities", str(place)], env={"COLUMNS": "220"})
    assert found.exit_code == 0, found.output
    return found.stdout


def before(text, *parts):
    """Whether ``text`` has the parts in this order."""
    places = [text.index(part) for part in parts]
    return places == sorted(places)


@pytest.fixture
def open_(tmp_path):
    return filled(tmp_path / "store", (*CAMPS, *SILENT, *MUCH, *OPPOSITE))


def test_the_pair_that_would_change_camps_is_first_and_one_without_sides_last(open_):
    said = listed(open_)
    assert "3 likely duplicates" in said
    assert before(said, "Jane Doe", "Bob Roe", "Ann Poe")
    assert "1 statement; stand on opposite sides" in said and "2 statements" in said
    assert "no statement for or against" in said


def test_the_order_of_documents_says_nothing(open_, tmp_path):
    lines = [*CAMPS, *SILENT, *MUCH, *OPPOSITE]
    for seed in range(3):
        Random(seed).shuffle(lines)
        assert listed(filled(tmp_path / f"store-{seed}", lines)) == listed(open_)


def test_the_report_names_the_pair_that_would_change_sides(open_):
    told = "'Jane Doe' and 'J. Doe' may be one: they stand on opposite sides; "
    asked = told + "decide with kg correct … same 'Jane Doe' 'J. Doe'"
    with Graph.open(open_) as graph:
        assert asked.replace("'", "&#39;") in report(graph)


@pytest.mark.parametrize("lines", [CAMPS, (*CAMPS, *MUCH, *SILENT), ()])
def test_a_report_names_none_where_nobody_would_change_sides(tmp_path, lines):
    with Graph.open(filled(tmp_path / "store", lines)) as graph:
        assert "may be one" not in report(graph)


def test_what_is_decided_is_named_no_more(open_):
    ends = sorted(entity(name).id for name in ("Jane Doe", "J. Doe"))
    with Graph.open(open_) as graph, Store.open() as store:
        store.put(graph.store.readings(), entities=graph.entities)
        store.set_corrections([Correction("different", *ends)])
        assert "may be one" not in report(Graph(store))
