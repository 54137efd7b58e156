"""The matrix, the periods and the camps in a browser: what stands in a cell or panel, and what a click on it shows."""

import re
from collections import defaultdict
from dataclasses import replace

import pytest
from test_view import affair
from test_view_browser import chromium, marked, read  # noqa: F401
from test_view_page import HOSTILE, hostile

from kg.view import draw
from kg.view.camps import Camp, Member, Turn

# ruff: noqa: F811

SIGN = {1: "+", -1: "−", 0: "○"}


@pytest.fixture(scope="module")
def drawing():
    network, statements, documents = affair()
    who = {data["label"]: id for id, data in network.nodes(data=True)}
    turns = (Turn("Valdoria", -1, "Lindhaven Accord", "2025-03-14", True),)
    camps = [
        Camp((("Lindhaven Accord", 1),), False, (Member(who["Mara Voss"], 1.0), Member(who["Valdoria"], 0.84, turns)),
             (who["Lindhaven Accord"],)),
        Camp((("Lindhaven Accord", -1), ("harbour strike", 1)), True, (Member(who["Petra Lund"], 0.9),),
             (who["Lindhaven Accord"], who["harbour strike"])),
    ]  # fmt: skip
    return draw(network, statements, documents, least=0, title="The Lindhaven Accord", camps=camps)


@pytest.fixture(scope="module")
def label(drawing):
    return {node.id: node.label for node in drawing.nodes}


def opening(drawing):
    """The edges that the page opens with, by who and whom."""
    pairs = defaultdict(list)
    for edge in drawing.edges:
        if edge.kind != "assertion" and edge.source != edge.target:
            pairs[edge.source, edge.target].append(edge)
    return pairs


def sign_of(edges):
    sides = {edge.polarity for edge in edges} - {0}
    count = len({key for edge in edges for key in edge.statements})
    sign = "±" if len(sides) == 2 else SIGN[sides.pop()] if sides else SIGN[0]
    return sign + (str(count) if count > 1 else "")


def cells(tab):
    return dict(
        tab.evaluate("[...document.querySelectorAll('.cell[data-cell]')].map(c => [c.dataset.cell, c.textContent])")
    )


def test_each_cell_says_which_side_is_taken_and_how_often(read, drawing, label):
    tab = read(drawing)
    tab.locator("#as-matrix").click()
    assert cells(tab) == {",".join(pair): sign_of(edges) for pair, edges in opening(drawing).items()}
    rows = tab.locator("#matrix th[scope=row]").all_inner_texts()
    columns = tab.locator("#matrix th[scope=col]").all_inner_texts()
    assert set(rows[:2]) == {"Mara Voss", "Valdoria"} and rows[2] == "Petra Lund", "camps first"
    groups = tab.locator("#matrix th[scope=rowgroup]").all_inner_texts()
    assert [text.split("\n")[-1] for text in groups] == [
        "For Lindhaven Accord", "Against Lindhaven Accord, for harbour strike and more", "In no camp"]  # fmt: skip
    judged = defaultdict(int)
    for (_, target), edges in opening(drawing).items():
        judged[label[target]] += sum(len(edge.statements) for edge in edges if edge.polarity)
    short = {node.short: node.label for node in drawing.nodes}
    found = [judged[short[text]] for text in columns]
    assert found == sorted(found, reverse=True)
    assert columns[0] == "Lindhaven Accord"


def test_a_click_on_a_cell_shows_its_sentences_and_the_address_brings_them_back(read, drawing):
    pair, edges = max(opening(drawing).items(), key=lambda one: len(one[1]))
    assert len(edges) > 1
    told = {evidence.key: evidence for evidence in drawing.evidence}
    wanted = sorted(told[key].sentence for edge in edges for key in edge.statements)
    marks = [[mark.role, told[key].sentence[mark.start:mark.end]] for edge in edges for key in edge.statements
             for mark in told[key].marks]  # fmt: skip
    tab = read(drawing)
    tab.locator("#as-matrix").click()
    tab.locator(f'[data-cell="{",".join(pair)}"]').click()
    assert sorted(tab.locator(".card q").all_inner_texts()) == wanted
    assert sorted(marked(tab)) == sorted(marks)
    assert tab.locator('.cell[aria-current="true"]').get_attribute("data-cell") == ",".join(pair)
    again = read(drawing, tab.evaluate("location.hash"))
    assert sorted(again.locator(".card q").all_inner_texts()) == wanted
    again.evaluate("location.hash = '#c=nobody,nothing'")
    again.locator("#panel h2", has_text="Every line").wait_for()


def test_arrow_keys_walk_between_cells_and_enter_opens_the_sentences(read, drawing):
    tab = read(drawing)
    tab.locator("#as-matrix").click()
    assert tab.locator("#matrix table [tabindex='0']").count() == 1, "one stop for the tabulator"
    tab.locator("#matrix table [tabindex='0']").focus()
    at = "document.activeElement.dataset.at.split(',').map(Number)"
    row, column = tab.evaluate(at)
    held = {tuple(map(int, place.split(","))) for place in tab.evaluate(
        "[...document.querySelectorAll('.cell[data-at]')].map(c => c.dataset.at)")}  # fmt: skip
    tab.keyboard.press("End")
    last = (row, max(c for r, c in held if r == row))
    assert tuple(tab.evaluate(at)) == last
    tab.keyboard.press("ArrowDown")
    below = [r for r, c in held if c == last[1] and r > row]
    down = (min(below), last[1]) if below else last
    assert tuple(tab.evaluate(at)) == down
    tab.keyboard.press("Home")
    assert tuple(tab.evaluate(at)) == (down[0], min(c for r, c in held if r == down[0]))
    here = tab.evaluate("document.activeElement.dataset.cell")
    tab.keyboard.press("Enter")
    assert tab.locator(".card").count() > 0
    assert tab.evaluate("document.activeElement.dataset.cell") == here, "the focus stays where it was"


def test_the_matrix_follows_the_filters(read, drawing):
    tab = read(drawing)
    tab.locator("#as-matrix").click()
    tab.get_by_label("Opposes −", exact=True).uncheck()
    tab.get_by_label("Neutral ○", exact=True).uncheck()
    backed = {",".join(pair) for pair, edges in opening(drawing).items() if any(edge.polarity > 0 for edge in edges)}
    assert set(cells(tab)) == backed
    assert {text[0] for text in cells(tab).values()} == {"+"}


def test_a_wide_matrix_shows_more_on_demand(read):
    network, statements, documents = affair()
    hub, *_ = network.nodes
    for i in range(70):
        network.add_node(f"x{i}", label=f"X {i}", kind="Person", aliases=())
        key = statements[0].key
        network.add_edge(f"x{i}", hub, "k", relation="backs", polarity=1, kind="stance", weight=1, statements=(key,))
        network.add_edge(hub, f"x{i}", "k", relation="backs", polarity=1, kind="stance", weight=1, statements=(key,))
    tab = read(draw(network, statements, documents, least=0, title="Wide"))
    tab.locator("#as-matrix").click()
    rows, columns = tab.locator("#matrix th[scope=row]"), tab.locator("#matrix th[scope=col]")
    assert (rows.count(), columns.count()) == (60, 40)
    tab.locator("#matrix .more button").click()
    assert rows.count() > 60 and columns.count() == 80
    tab.locator("#matrix .more button").click()
    assert tab.locator("#matrix .more button").count() == 0


def test_periods_count_what_is_told_in_them_and_a_click_filters(read, drawing):
    shown = {key for edges in opening(drawing).values() for edge in edges for key in edge.statements}
    months = defaultdict(int)
    for evidence in drawing.evidence:
        months[evidence.date[:7]] += evidence.key in shown
    counts = [count for _, count in sorted(months.items()) if count]
    tab = read(drawing)
    tab.locator("#as-periods").click()
    panels = tab.locator(".period")
    labels = [panel.get_attribute("aria-label") for panel in panels.all()]
    assert [int(text.split(": ")[1].split()[0]) for text in labels] == counts
    assert labels[0].startswith(("Jan 2025: ", "Feb 2025: "))
    tab.get_by_label("Opposes −", exact=True).uncheck()
    assert not any("opposes" in panel.get_attribute("aria-label") for panel in panels.all())
    tab.get_by_label("Opposes −", exact=True).check()
    panels.nth(1).focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#stage").is_visible()
    assert tab.locator("#rail .total strong").inner_text() == str(counts[1])
    tab.locator("#as-periods").click()
    assert tab.locator('.period[aria-pressed="true"]').get_attribute("aria-label") == labels[1]
    tab.get_by_role("button", name="All periods").click()
    assert tab.locator("#rail .total strong").inner_text() == str(len(shown))


def test_camps_stand_in_the_opening_panel_the_legend_and_the_picture(read, drawing):
    tab = read(drawing)
    stands = [[line for line in text.split("\n") if line] for text in tab.locator("#panel .stand").all_inner_texts()]
    assert stands == [
        ["A", "For Lindhaven Accord", "Mara Voss", "Valdoria"],
        ["B", "Against Lindhaven Accord, for harbour strike and more", "Petra Lund"],
    ]
    written = {name["text"] for name in tab.evaluate("kgView.names()")}
    assert "A · For Lindhaven Accord" in written and any(text.startswith("B · Against Lindhaven") for text in written)
    assert "Camp: For Lindhaven Accord" in tab.locator("#rail").inner_text()
    tab.locator("#panel .stand button", has_text="Valdoria").click()
    assert tab.locator("#panel .belonging").inner_text().endswith("For Lindhaven Accord")
    assert "Valdoria was against Lindhaven Accord before 14 Mar 2025." in tab.locator("#panel").inner_text()


def test_a_place_in_a_camp_says_what_it_rests_on(read, drawing, label):
    tab = read(drawing)
    tab.locator("#panel .stand button", has_text="Mara Voss").click()
    own = {key for edge in drawing.edges for key in edge.statements
           if (label[edge.source], label[edge.target]) == ("Mara Voss", "Lindhaven Accord")
           and edge.polarity}  # fmt: skip
    articles = {evidence.source for evidence in drawing.evidence if evidence.key in own}
    text = tab.locator("#panel .belonging").inner_text()
    found = re.search(r"(weak|fair|strong): (\d+) sentences? in (\d+) article", text)
    assert found and (int(found[2]), int(found[3])) == (len(own), len(articles))


def test_without_camps_nothing_speaks_of_them(read):
    tab = read(draw(*affair(), least=0, title="The Lindhaven Accord"))
    tab.locator("#as-matrix").click()
    assert tab.locator(".camp, .group, .stand").count() == 0


def test_hostile_names_stay_text_in_camps_and_cells(read):
    drawing = hostile()
    camp = Camp(tuple((text, 1) for text in HOSTILE[:3]), False, (Member(drawing.nodes[0].id, 1.0),))
    tab = read(replace(drawing, camps=(camp, camp), nodes=(replace(drawing.nodes[0], camp=0), *drawing.nodes[1:])))
    tab.locator("#as-matrix").click()
    assert HOSTILE[1] in tab.locator("#panel .stand").first.inner_text()
    for number, cell in enumerate(cells(tab)):
        if "\ud800" in cell:  # no identifier that a store keeps, and no address can name it
            continue
        tab.locator(".cell[data-cell]").nth(number).click()
        assert tab.locator(".card").count() > 0
    assert tab.locator("img, #panel script, #matrix script").count() == 0


def test_phone_scrolls_the_matrix_inside_its_box(read, drawing):
    tab = read(drawing, viewport={"width": 390, "height": 844})
    for view in ("matrix", "periods"):
        tab.locator(f"#as-{view}").click()
        assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.locator("#as-matrix").click()
    tab.evaluate("document.getElementById('matrix').scrollTo(200, 200)")
    head = tab.locator("#matrix th[scope=row]").nth(12).bounding_box()
    assert head["x"] == 0, "names of rows stay in sight"
