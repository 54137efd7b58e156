"""What a reader does with the page: filters, time, neighbourhood, sizes, links."""
# ruff: noqa: F811 (fixtures)

import re
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_view import affair
from test_view_browser import chromium, click, edge_of, read  # noqa: F401
from test_view_page import hostile

from kg.model import DRAWN
from kg.view import draw
from kg.view.sizes import FULL, sizes


@pytest.fixture(scope="module")
def drawing():
    return draw(*affair(), least=0, title="The Lindhaven Accord: who stands where?")


def total(tab):
    return int(tab.locator("#rail .total strong").inner_text())


def opening(drawing):
    """Keys of the statements that the page opens with."""
    return {key for edge in drawing.edges if edge.kind != "assertion" for key in edge.statements}


def hash_of(tab, holding):
    tab.wait_for_function("text => location.hash.includes(text)", arg=holding)
    return tab.evaluate("location.hash")


# sizes


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 4)), max_size=30))
def test_sizes_are_whole_numbers_up_to_a_thousand_and_repeatable(ties):
    network = nx.MultiDiGraph()
    network.add_nodes_from(map(str, range(10)))
    for a, b, weight in ties:
        network.add_edge(str(a), str(b), weight=weight)
    nodes = sorted(network)
    found = sizes(network, nodes)
    assert found == sizes(network.copy(), nodes)
    assert set(found) == {"betweenness", "pagerank"}
    for values in found.values():
        assert len(values) == len(nodes) and all(isinstance(value, int) and 0 <= value <= FULL for value in values)
    assert max(found["pagerank"]) == FULL


def test_who_lies_between_is_largest_and_what_costs_too_much_is_left_out(monkeypatch):
    network = nx.MultiDiGraph([("a", "hub"), ("b", "hub"), ("hub", "c")])
    assert sizes(network, ["a", "hub", "b", "c"])["betweenness"] == (0, FULL, 0, 0)
    monkeypatch.setattr("kg.view.sizes.STEPS", 7 * 49)
    monkeypatch.setattr("kg.view.sizes.LARGEST", 6)
    assert sizes(network, ["a"]) == {}


def test_nodes_are_sized_by_the_measure_chosen(read, drawing):
    tab = read(drawing)
    picture = tab.evaluate("kgView.size")
    tab.get_by_label("Size by").select_option("betweenness")
    between = tab.evaluate("kgView.size")
    assert picture != between
    order = [node.id for node in drawing.nodes]
    top = order[drawing.sizes["betweenness"].index(FULL)]
    assert between[top] == max(between.values()) == 18
    assert "between" in tab.locator(".key", has_text="Larger").inner_text()
    assert hash_of(tab, "size=") == "#size=betweenness"


# filters


def test_sources_filter_with_counts_that_follow(read, drawing):
    tab = read(drawing)
    sources = {e.key: e.source for e in drawing.evidence if e.key in opening(drawing)}
    section = tab.get_by_role("region", name="Source")
    first = section.locator(".option").first
    chosen = first.locator("label span").inner_text()
    assert int(first.locator(".number").inner_text()) == list(sources.values()).count(chosen)
    first.locator("input").uncheck()
    assert total(tab) == sum(source != chosen for source in sources.values())
    first.hover()
    first.locator(".only").click()
    assert total(tab) == sum(source == chosen for source in sources.values())


def test_many_options_are_searched(read, drawing):
    tab = read(drawing)
    tab.get_by_label("Find a relation").fill("withdr")
    left = tab.get_by_role("region", name="Relation").locator(".option:visible")
    assert left.locator("label span").all_inner_texts() == ["withdraws from"]


# time


def by_month(drawing, *months):
    dated = {e.key for e in drawing.evidence if e.date and e.date[:7] in months}
    return len(dated & opening(drawing))


def test_time_by_keyboard_and_by_brush(read, drawing):
    tab = read(drawing)
    months = sorted({e.date[:7] for e in drawing.evidence})
    start = tab.get_by_role("slider", name="From")
    start.focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowRight")
    assert total(tab) == by_month(drawing, *months[2:])
    assert start.get_attribute("aria-valuetext") == "Mar 2025"
    tab.get_by_role("slider", name="To").focus()
    tab.keyboard.press("Home")
    assert total(tab) == by_month(drawing, months[0])
    area = tab.locator(".columns").bounding_box()
    width, y = area["width"] / len(months), area["y"] + 8
    tab.mouse.move(area["x"] + 1.5 * width, y)
    tab.mouse.down()
    tab.mouse.move(area["x"] + 3.5 * width, y)
    tab.mouse.up()
    assert total(tab) == by_month(drawing, *months[1:4])
    assert tab.locator(".strip output").inner_text() == "Feb 2025 – Apr 2025"
    assert hash_of(tab, "to=2025-04") == "#from=2025-02&to=2025-04"
    tab.locator(".strip").get_by_role("button", name="All").click()
    assert total(tab) == len(opening(drawing))


def test_handles_are_dragged(read, drawing):
    tab = read(drawing)
    area = tab.locator(".columns").bounding_box()
    y = tab.locator(".track input.to").bounding_box()
    y = y["y"] + y["height"] / 2
    tab.mouse.move(area["x"] + area["width"], y)
    tab.mouse.down()
    tab.mouse.move(area["x"] + area["width"] / 2, y, steps=5)
    tab.mouse.up()
    assert tab.locator(".strip output").inner_text() == "Jan 2025 – Mar 2025"


def test_time_plays_to_the_end_and_pauses(read, drawing):
    tab = read(drawing, reduced_motion="no-preference")
    tab.get_by_role("slider", name="To").fill("0")
    tab.keyboard.press("Space")
    assert tab.get_by_role("button", name="Pause").is_visible()
    tab.wait_for_function("() => document.querySelector('.track .to').value >= 2")
    tab.keyboard.press("Space")
    assert tab.get_by_role("button", name="Play").is_visible()
    assert re.fullmatch(r"Jan 2025 – \w+ 2025, \d+ statements", tab.locator(".timeline [role=status]").inner_text())
    tab.get_by_role("button", name="Play").click()
    tab.wait_for_function("() => document.querySelector('.play').title === 'Play'", timeout=9000)
    assert total(tab) == len(opening(drawing))


def test_where_motion_is_unwanted_a_press_is_one_period(read, drawing):
    tab = read(drawing)
    tab.get_by_role("button", name="Moving window").click()
    button = tab.get_by_role("button", name="Next period")
    seen = []
    for _ in range(3):
        button.click()
        seen.append(tab.locator(".strip output").inner_text())
    assert seen == ["Jan 2025", "Feb 2025", "Mar 2025"]
    assert tab.locator(".timeline [role=status]").inner_text().startswith("Mar 2025, ")


def undated(drawing, every):
    """The drawing with every so manyth statement without a date, from the first on."""
    found = [replace(one, date=None) if at % every == 0 else one for at, one in enumerate(drawing.evidence)]
    return replace(drawing, evidence=tuple(found))


def test_what_has_no_date_has_a_bar_of_its_own_and_never_vanishes_silently(read, drawing):
    tab = read(undated(drawing, 3))
    line = tab.locator(".strip p")
    assert tab.locator(".undated").get_attribute("title") == "20 statements without a date"
    assert "20 without a date" in line.inner_text() and "hidden" not in line.inner_text()
    tab.locator(".track .to").focus()
    tab.keyboard.press("ArrowLeft")
    assert "20 without a date, hidden" in line.inner_text()
    assert not read(drawing).locator(".undated").count()


def test_a_strip_of_which_most_has_no_date_is_folded(read, drawing):
    tab = read(replace(undated(drawing, 3), evidence=tuple(
        replace(one, date=None) if at % 3 else one for at, one in enumerate(drawing.evidence))))  # fmt: skip
    fold = tab.get_by_role("button", name="Time: 20 of 60 statements have a date")
    assert not tab.locator(".strip").is_visible() and fold.get_attribute("aria-expanded") == "false"
    fold.click()
    assert tab.locator(".strip").is_visible() and fold.get_attribute("aria-expanded") == "true"


def test_without_two_periods_there_is_no_strip(read):
    assert not read(hostile()).locator("#timeline").is_visible()


# neighbourhood


@pytest.mark.parametrize("depth", [1, 2])
def test_neighbourhood_holds_what_is_that_many_steps_away(read, drawing, depth):
    tab = read(drawing)
    assert not tab.locator("#depth").is_visible()
    tab.locator("#search").fill("Lindhaven Port")
    tab.keyboard.press("Enter")
    tab.locator("#depth button").nth(depth).focus()
    tab.keyboard.press("Enter")
    network = nx.Graph((e.source, e.target) for e in drawing.edges if e.kind != "assertion")
    [port] = [node.id for node in drawing.nodes if node.label == "Lindhaven Port Authority"]
    near = nx.single_source_shortest_path_length(network, port, cutoff=depth)
    assert sorted(tab.evaluate("kgView.shown()")) == sorted(near)
    tab.keyboard.press("Escape")
    assert len(tab.evaluate("kgView.shown()")) == len(network)


# confidence


def test_the_page_opens_with_what_is_sure_enough_and_shows_less_sure_ones_on_demand(read, drawing):
    """The asked-for confidence is in the address; a page of nothing so sure opens with all of it."""
    sure = {e.key for e in drawing.evidence if e.confidence >= DRAWN} & opening(drawing)
    assert 0 < len(sure) < len(opening(drawing)), "some are surer, some less"
    tab = read(replace(drawing, least=DRAWN))
    assert total(tab) == len(sure) and tab.evaluate("location.hash") == ""
    slider = tab.get_by_label("Lowest confidence")
    slider.fill("0")
    assert total(tab) == len(opening(drawing)) and "sure=0" in hash_of(tab, "sure=0")
    assert total(read(replace(drawing, least=DRAWN), "#sure=0")) == len(opening(drawing))
    tab.get_by_role("button", name="Reset").click()
    assert total(tab) == len(sure)
    assert total(read(replace(drawing, least=1.0))) == len(opening(drawing))


# address


def test_everything_set_is_in_the_address_and_comes_back(read, drawing):
    tab = read(drawing)
    tab.get_by_label("Opposes −", exact=True).uncheck()
    tab.get_by_role("checkbox", name="Assertion", exact=True).check()
    tab.get_by_label("Lowest confidence").fill("0.6")
    tab.get_by_role("slider", name="From").fill("1")
    tab.get_by_label("Size by").select_option("pagerank")
    only = tab.get_by_role("region", name="Parties").locator(".option").nth(1)
    only.locator("input").uncheck()
    tab.get_by_role("region", name="Source").locator("input[type=checkbox]").first.uncheck()
    click(tab, tab.evaluate("kgView.shown()[0]"))
    tab.locator("#depth button").nth(1).click()
    tab.locator("#as-list").click()
    fragment = hash_of(tab, "view=list")
    for part in ("n=", "depth=1", "size=pagerank", "from=2025-02&to=2025-06", "sure=0.6", "no-polarity=-1", "no-kind=",
                 "no-actor=", "no-source="):  # fmt: skip
        assert part in fragment, fragment
    again = read(drawing, fragment)
    state = """() => [document.querySelector('#rail').innerText, document.querySelector('#panel').innerText,
        document.querySelector('#list').innerText, kgView.shown().sort(), kgView.size,
        [...document.querySelectorAll('[type=checkbox]')].map(box => box.checked)]"""
    assert again.evaluate(state) == tab.evaluate(state)
    assert again.evaluate("location.hash") == fragment


def test_back_walks_selections_and_not_filters(read, drawing):
    tab = read(drawing)
    click(tab, edge_of(drawing, "Valdoria", "withdrawsFrom", "Global Ports Forum").id)
    before = tab.evaluate("history.length")
    for level in ("0.3", "0.4", "0.5"):
        tab.get_by_label("Lowest confidence").fill(level)
    hash_of(tab, "sure=0.5")
    assert tab.evaluate("history.length") == before
    tab.locator("#panel h2 button").first.click()
    tab.go_back()
    assert tab.locator("#panel h2").inner_text().startswith("Valdoria withdraws")
    assert tab.get_by_label("Lowest confidence").input_value() == "0.5"


@pytest.mark.parametrize("fragment", [
    "#e=gone&n=__proto__", "#view=constructor&size=__proto__&depth=9", "#from=2025-05&to=2025-01", "#sure=NaN",
    "#sure=7&no-polarity=<script>&source=nobody", "#n=%E0%A4%A&kind=%", "#&&==&=", "#from=1999&to=2999&no-relation=%2C",
])  # fmt: skip
def test_an_address_that_is_wrong_opens_the_page_as_it_opens(read, drawing, fragment):
    tab = read(drawing, fragment)
    assert total(tab) == len(opening(drawing))
    assert "Every line" in tab.locator("#panel h2").inner_text()
    assert tab.locator("#canvas").is_visible()


def test_link_is_copied_or_shown(read, drawing):
    edge = edge_of(drawing, "Petra Lund", "heads", "Harbour Union")
    tab = read(drawing, f"#e={edge.id}")
    tab.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text } }")
    tab.get_by_role("button", name="Copy link").click()
    assert tab.locator("#copied").inner_text() == "Link copied"
    assert tab.evaluate("window.copied === location.href")
    tab.evaluate("() => { navigator.clipboard.writeText = async () => { throw new Error('not allowed') } }")
    tab.get_by_role("button", name="Copy link").click()
    assert tab.get_by_label("Link", exact=True).input_value().endswith(f"#e={edge.id}")
