"""Large graphs: their most central names, their communities, laid out, packed, opened and unfolded."""

import re

import networkx as nx
import numpy as np
import pytest
from factories import quick
from hypothesis import given
from hypothesis import strategies as st
from test_view import network_of
from test_view_browser import chromium, click, read, statement  # noqa: F401

from kg.model import Document, StatementKind
from kg.view import draw, layout


@quick
@given(st.integers(1, 40), st.integers(0, 80), st.integers(0, 9))
def test_every_node_is_in_one_community_and_no_edge_joins_strangers(nodes, edges, seed):
    graph = nx.gnm_random_graph(nodes, edges, seed=seed)
    nx.set_edge_attributes(graph, 1.0, "weight")
    found = layout._joined(graph)
    assert sorted(node for group in found for node in group) == list(range(nodes))
    for group in found:
        assert nx.is_connected(graph.subgraph(group))


def test_communities_are_those_that_were_planted():
    graph = nx.planted_partition_graph(20, 15, 0.6, 0.01, seed=3)
    nx.set_edge_attributes(graph, 1.0, "weight")
    assert {frozenset(group) for group in layout._joined(graph)} == {
        frozenset(group) for group in graph.graph["partition"]
    }


@quick
@given(st.lists(st.floats(-50, 50), min_size=4, max_size=60), st.sampled_from([1, 3, 40]))
def test_no_pair_that_may_touch_is_overlooked(numbers, largest):
    points = np.array(numbers[: len(numbers) // 2 * 2]).reshape(-1, 2)
    reach = np.array([1 + (largest - 1) * (i % 3) / 2 for i in range(len(points))])
    ranks = [np.flatnonzero(np.frexp(reach)[1] == size) for size in np.unique(np.frexp(reach)[1])]
    found = {tuple(sorted(pair)) for pair in layout._near(points, reach, ranks).T.tolist()}
    for a in range(len(points)):
        for b in range(a + 1, len(points)):
            if np.linalg.norm(points[a] - points[b]) < reach[a] + reach[b]:
                assert (a, b) in found


GROUPS, EACH = 12, 20


@pytest.fixture(scope="module")
def many():
    """Twelve rings of twenty, and one tie from each to the next."""
    document = Document.of("ab")
    pairs = [(g, i, g, (i + step) % EACH) for g in range(GROUPS) for i in range(EACH) for step in (1, 2)]
    pairs += [(g, 0, (g + 1) % GROUPS, 0) for g in range(GROUPS)]
    statements = [
        statement(document, f"Person {a}.{i}", "backs", f"Person {b}.{j}", StatementKind.STANCE) for a, i, b, j in pairs
    ]
    return draw(network_of(statements), statements, [document], title="Many")


@pytest.fixture
def large(monkeypatch):
    """Pages that take even this for a large graph, and pack it."""
    from kg.view import canvas

    real = canvas.source
    monkeypatch.setattr(canvas, "LARGE", 1000)
    monkeypatch.setattr(canvas, "source", lambda *name: re.sub(r"GATHERED = \w+", "GATHERED = 100", real(*name)))


def text_of(tab, place):
    return tab.locator(place).inner_text()


def test_a_large_graph_offers_its_most_central_names_and_communities_that_unfold(read, many, large):  # noqa: F811
    tab = read(many)
    tab.get_by_role("button", name="All names").click()
    assert text_of(tab, "#notice").startswith("The 150 most central of 240 · Show communities")
    assert 100 < len(tab.evaluate("kgView.shown()")) <= 150
    tab.get_by_role("button", name="Show communities").click()
    assert text_of(tab, "#notice").startswith("The 12 largest communities of 240 names · Show the 150 most central")
    groups = [id for id in tab.evaluate("kgView.shown()") if id.startswith("g:")]
    assert len(groups) == GROUPS == len(tab.evaluate("kgView.shown()"))
    click(tab, groups[0])
    assert "Community · 20 names" in text_of(tab, "#panel .eyebrow").replace("\n", " ")
    assert tab.evaluate("location.hash").startswith("#n=g")
    tab.keyboard.press("Escape")
    at = tab.evaluate("id => kgView.point(id)", groups[0])
    tab.mouse.dblclick(at["x"], at["y"])
    tab.get_by_role("button", name="Close", exact=True).wait_for()
    assert len(tab.evaluate("kgView.shown()")) == GROUPS - 1 + EACH
    tab.get_by_role("button", name="Close", exact=True).click()
    assert len(tab.evaluate("kgView.shown()")) == GROUPS
    tab.get_by_role("button", name="Show the 150 most central").click()
    assert not [id for id in tab.evaluate("kgView.shown()") if id.startswith("g:")]
    tab.get_by_role("button", name="Show communities").click()
    assert len(tab.evaluate("kgView.shown()")) == GROUPS


def test_in_a_large_graph_search_ties_and_keys_lead_to_the_sentence(read, many, large):  # noqa: F811
    tab = read(many, "#names=1")
    tab.get_by_role("button", name="Show communities").click()
    tab.locator("#search").fill("person 3.7")
    tab.keyboard.press("Enter")
    assert text_of(tab, "#panel h2") == "Person 3.7"
    tab.locator("#panel .row").first.click()
    assert tab.locator(".card q").inner_text() == "ab"
    tab.keyboard.press("Escape")
    tab.locator("#canvas").focus()
    tab.keyboard.press("ArrowDown")
    assert "Community" in text_of(tab, "#panel .eyebrow")
    tab.locator("#panel .row:has(.sample)").first.click()
    assert "1 statement between communities" in text_of(tab, "#panel .eyebrow")
    tab.locator("#panel .row").first.click()
    assert tab.locator(".card q").inner_text() == "ab"
    tab.go_back()
    tab.locator("#theme").click()
    tab.get_by_label("Supports +", exact=True).uncheck()
    assert "No statement passes" in text_of(tab, "#empty")


def test_a_community_has_an_address(read, many, large):  # noqa: F811
    tab = read(many, "#n=g%3A4")
    tab.locator("#panel h2").wait_for()
    assert "Community" in text_of(tab, "#panel .eyebrow")
