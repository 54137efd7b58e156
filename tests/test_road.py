"""Nothing breaks on the road from statements to what people look at, whatever the statements are."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import anything
import networkx as nx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.errors import NetworkError
from kg.graph import Graph
from kg.network import CHOICES, FILES, chosen, measured, narrowed, network_of, stats, surely, ties_of, written
from kg.network.affair import affair_of
from kg.network.change import stretches
from kg.network.measures import MEASURES
from kg.outputs import write_all
from kg.report import report
from kg.store import Store
from kg.versions import BUILT
from kg.view import draw, page
from kg.view.animated import animated
from kg.view.pictures import PICTURES, picture_of
from kg.view.report import Read
from kg.view.report import page as report_page
from kg.view.sides import camps_in

# what breaks is not made smaller: that takes minutes
tried = settings(deadline=None, max_examples=30, phases=set(Phase) - {Phase.shrink, Phase.explain},
                 suppress_health_check=list(HealthCheck))  # fmt: skip
KEYS = ("statements", "before", "after", "contrary")  # fields that hold keys of statements


def keys(claim: Any) -> Iterator[str]:
    """All keys of statements in ``claim``, however deep."""
    if is_dataclass(claim):
        for field in fields(claim):
            value = getattr(claim, field.name)
            yield from value if field.name in KEYS else keys(value)
    elif isinstance(claim, tuple):
        for one in claim:
            yield from keys(one)


def of_network(network: nx.Graph) -> Iterator[str]:
    for _, data in network.nodes(data=True):
        yield from data.get("statements", ())
    for *_, data in network.edges(data=True):
        yield from data["statements"]


@tried
@given(anything.told())
def test_any_statements_make_an_affair_and_every_claim_rests_on_statements_that_there_are(told):
    discourse = told.discourse
    assert set(discourse.rows.index) <= told.keys and discourse.rows.index.is_unique
    for actors in ("organization", "state"):
        affair = affair_of(discourse, actors=actors)
        assert set(keys(affair)) <= told.keys
        read = Read(tuple(told.documents), tuple(told.statements), 7, (), "")
        assert "</html>" in report_page(affair, read, title="Any")


@tried
@given(anything.told())
def test_any_statements_make_a_page(told):
    network = network_of(ties_of(told.statements), told.entities, told.statements)
    assert set(of_network(network)) <= told.keys
    assert stats(network).nodes == len(network)
    camps = camps_in(told.discourse)
    drawing = draw(network, told.statements, told.documents, title="Any", camps=camps)
    assert {key for edge in drawing.edges for key in edge.statements} == {one.key for one in drawing.evidence}
    assert "</html>" in page(drawing)


NARROWED = (
    {},
    {"actors": "organization", "targets": "event"},
    {"actors": "state", "targets": "topic", "once_per": "month"},
    {"until": "2024-12", "kinds": ("stance",), "least_confidence": 0.7},
)


@pytest.mark.parametrize("which", CHOICES)
@settings(tried, max_examples=12)
@given(anything.told(), st.sampled_from(NARROWED))
def test_any_statements_make_every_network_and_its_files(which, told, options):
    said = narrowed(told.discourse, **options)
    network = chosen(said, which)
    assert set(of_network(network)) <= told.keys
    for ending in FILES:
        assert written(network, f"x{ending}")
    for measure in set(MEASURES) - {"leiden"}:  # an extra
        made_or_senseless(measured, network, [measure])
    made_or_senseless(surely, said, which, times=2)
    made_or_senseless(animated, [("all", network)], "Any")


@pytest.mark.parametrize("name", PICTURES)
@settings(tried, max_examples=4)
@given(anything.told(), st.sampled_from(NARROWED))
def test_any_statements_make_every_picture(name, told, options):
    said = narrowed(told.discourse, **options)
    made_or_senseless(picture_of, f"{name}.svg", "sides", chosen(said, "sides"), said, lambda: stretches(said, "year"))


def made_or_senseless(make, *arguments, **options) -> None:
    """An error of ours is an answer: not everything has sense for every network."""
    try:
        make(*arguments, **options)
    except NetworkError as error:
        assert str(error)


@settings(tried, max_examples=8)
@given(readings=anything.graphs(most=8))
def test_any_graph_gives_all_outputs(readings, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    store = Store.open()
    store.fill(readings, {entity.id: entity for one in readings for entity in one.entities}.values())
    with Graph(store) as graph:
        found = write_all(graph, out)
        assert found.unmade == () and {path.name for path in out.iterdir()} == {*BUILT}
        assert "</html>" in report(graph)
