"""Who reads with the keyboard or a screen reader: axe-core finds nothing grave, and Tab reaches everything in order."""

import re

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe
from test_view import affair
from test_view_animated import frames
from test_view_browser import chromium
from test_view_changes import changes
from test_view_report import shown, twice

from kg.view import draw
from kg.view.animated import animated
from kg.view.changes import page as changes_page
from kg.view.html import page

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}
ANYTHING = re.compile(r"\S")
LANDMARKS = [("banner", None), ("main", None), ("complementary", "Filters and legend"), ("complementary", "Evidence"),
             ("region", "Graph and list"), ("heading", "The Lindhaven Accord")]  # fmt: skip
DARK = {"color_scheme": "dark"}


DRAWING = draw(*affair(), title="The Lindhaven Accord")


@pytest.fixture(scope="module")
def graph():
    return page(DRAWING)


@pytest.fixture
def opened(chromium, tmp_path):
    tabs = []

    def opening(html, fragment="", **options):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        screen = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", "bypass_csp": True}
        tabs.append(chromium.new_page(**screen | options))
        tabs[-1].goto(path.as_uri() + fragment)
        return tabs[-1]

    yield opening
    for tab in tabs:
        tab.close()


def grave(tab) -> list[str]:
    """What axe-core finds serious or critical: the rule, and where."""
    found = Axe().run(tab).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found if one["impact"] in ("serious", "critical") for node in one["nodes"]
    ]  # fmt: skip


def edge(tab):
    tab.locator("#panel .row").first.click()
    tab.locator("#panel .row").first.click()


def nothing_left(tab):
    for kind in ("Stance", "Relation", "Action"):
        tab.get_by_role("checkbox", name=kind, exact=True).uncheck()


STATES = {
    "opening": (lambda tab: None, {}),
    "an edge": (edge, {}),
    "a name": (lambda tab: tab.locator("#panel .row").first.click(), {}),
    "list": (lambda tab: tab.locator("#as-list").click(), {}),
    "search": (lambda tab: tab.locator("#search").fill("e"), {}),
    "nothing passes": (nothing_left, {}),
    "dark": (edge, DARK),
    "phone": (lambda tab: None, PHONE),
    "phone, filters": (lambda tab: tab.locator("#drawer").click(), PHONE),
    "phone, evidence": (lambda tab: tab.evaluate("document.querySelector('#panel .row').click()"), PHONE),
}


@pytest.mark.parametrize("state", STATES)
def test_nothing_grave_on_the_graph_page(opened, graph, state):
    do, options = STATES[state]
    tab = opened(graph, **options)
    do(tab)
    assert grave(tab) == []


@pytest.mark.parametrize("options", [{}, DARK, PHONE], ids=["light", "dark", "phone"])
@pytest.mark.parametrize("name", ["report", "changes", "animated", "empty"])
def test_nothing_grave_on_the_other_pages(opened, name, options):
    html = {
        "report": lambda: shown(twice()),
        "changes": lambda: changes_page(changes(), "before", "after"),
        "animated": lambda: animated(frames(), "Tax"),
        "empty": lambda: page(draw(nx.MultiDiGraph(), [], [], title="Nothing")),
    }[name]()
    tab = opened(html, **options)
    tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert grave(tab) == []


def test_something_grave_would_be_seen(opened, graph):
    tab = opened(graph)
    tab.evaluate("document.getElementById('theme').removeAttribute('aria-label')")
    tab.add_style_tag(content="#subtitle { color: #ddd !important }")
    assert {line.partition(":")[0] for line in grave(tab)} == {"button-name", "color-contrast"}


REACHED = """() => {
    const { activeElement: at } = document;
    at.dataset.reached = "";
    const parts = [...document.querySelectorAll(".skip, .top, main > *")];
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const { left, top, right, bottom, width, height } = at.getBoundingClientRect();
    return { part: parts.findIndex((part) => part.contains(at)), what: at.outerHTML.slice(0, 80),
             ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
             inside: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
             box: { x: left - 8, y: top - 8, width: width + 16, height: height + 16 } };
}"""
PARTS = """() => [...document.querySelectorAll(".skip, .top, main > *")].map((part, i) => [part, i]).filter(([part]) =>
    part.checkVisibility({ visibilityProperty: true })).map(([, i]) => i)"""
LEFT = """() => [...document.querySelectorAll("a[href], button, input, [tabindex='0']")].filter((one) =>
    one.tabIndex >= 0 && !("reached" in one.dataset) && one.checkVisibility({ visibilityProperty: true }))
    .map((one) => one.outerHTML.slice(0, 80))"""


def shows_focus(tab, box) -> bool:
    """Whether what has the focus looks otherwise without it."""
    at, focused = tab.evaluate_handle("document.activeElement"), tab.screenshot(clip=box)
    at.evaluate("one => one.blur()")
    blurred = tab.screenshot(clip=box)
    at.evaluate("one => one.focus()")
    return focused != blurred


@pytest.mark.parametrize("options", [{}, PHONE], ids=["state", "phone"])
def test_tab_reaches_every_control_in_reading_order_and_shows_where(opened, graph, options):
    tab = opened(graph, f"#e={DRAWING.edges[0].id}", **options)
    tab.locator(".card").wait_for()
    parts = []
    for _ in range(300):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement === document.body"):
            break
        step = tab.evaluate(REACHED)
        assert step["inside"] and (step["ring"] or shows_focus(tab, step["box"])), step["what"]
        parts.append(step["part"])
    assert parts == sorted(parts) and set(parts) == set(tab.evaluate(PARTS))
    assert tab.evaluate(LEFT) == []


def test_the_graph_is_two_keys_from_the_top_and_a_facet_is_one_stop(opened, graph):
    tab = opened(graph)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "canvas"
    boxes = tab.get_by_role("region", name="Parties").get_by_role("checkbox")
    assert boxes.count() > 2 and boxes.evaluate_all("all => all.filter(({ tabIndex }) => tabIndex >= 0).length") == 1
    boxes.first.focus()
    tab.keyboard.press("ArrowDown")
    assert boxes.nth(1).evaluate("one => one === document.activeElement")
    tab.keyboard.press("Space")
    assert not boxes.nth(1).is_checked()
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.className") == "only"
    tab.keyboard.press("Tab")
    assert not tab.evaluate("document.activeElement.closest('[aria-label=Parties]')")


def test_focus_stays_where_the_panel_is_painted_anew(opened, graph):
    tab = opened(graph)
    for _ in range(2):  # from the opening to a name, and on to an edge
        tab.locator("#panel .row").first.focus()
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "panel"


def test_every_control_has_a_name_and_every_part_a_landmark(opened, graph):
    tab = opened(graph, f"#e={DRAWING.edges[0].id}")
    tab.locator(".card").wait_for()
    for role in ("button", "checkbox", "slider", "combobox", "link", "application"):
        every = tab.get_by_role(role)
        assert every.count() and every.count() == tab.get_by_role(role, name=ANYTHING).count(), role
    names = [tab.get_by_role(role, name=name) for role, name in LANDMARKS]
    assert [found.count() for found in names] == [1] * len(names)
