"""A network over time as a page: the data that it shows, and what a reader does with it in a browser."""

import json
import re

import networkx as nx
import pytest
from debate import debate
from test_view_browser import chromium

from kg.errors import NetworkError
from kg.network import networks
from kg.network.windows import windows
from kg.view import animated as page
from kg.view.animated import animated

__all__ = ["chromium"]
HOSTILE = "</script><img src=x onerror=alert(1)>"
SAID = debate(
    "Ann supports tax 2025-01-10", "Bob supports tax 2025-01-11", "Cem opposes tax 2025-01-12",
    "Ann supports tax 2025-02-10", "Bob opposes tax 2025-02-11", "Dan opposes tax 2025-02-12",
)  # fmt: skip


def frames() -> list[tuple[str, nx.Graph]]:
    """January: Ann and Bob against Cem; February: Bob and Dan against Ann."""
    return [(label, networks.sides(found)) for label, found in windows(SAID, 1)]


def friends(network: nx.Graph) -> list[set[str]]:
    agree = nx.Graph((one, two) for one, two, weight in network.edges(data="weight") if weight > 0)
    agree.add_nodes_from(network)
    return sorted(nx.connected_components(agree), key=min)


def data(html: str) -> dict:
    return json.loads(re.search(r'<script id="data" type="application/json">(.*?)</script>', html, re.DOTALL)[1])


def test_each_frame_has_its_ties_and_everybody_one_place():
    found = data(animated(frames(), "Tax"))
    assert [node["id"] for node in found["nodes"]] == ["Ann", "Bob", "Cem", "Dan"]
    assert len({(node["x"], node["y"]) for node in found["nodes"]}) == 4
    names = [tuple(found["nodes"][end]["id"] for end in pair) for pair in found["pairs"]]
    ties = [{names[number]: weight for number, weight, *_ in frame["ties"]} for frame in found["frames"]]
    assert ties == [
        {("Ann", "Bob"): 1, ("Ann", "Cem"): -1, ("Bob", "Cem"): -1},
        {("Ann", "Bob"): -1, ("Ann", "Dan"): -1, ("Bob", "Dan"): 1},
    ]
    assert {width for frame in found["frames"] for _, _, width, _ in frame["ties"]} == {page.THICK}
    keys = set(SAID.rows.index)
    assert {key for frame in found["frames"] for *_, told in frame["ties"] for key in told} == keys


def test_a_camp_that_goes_on_keeps_its_number():
    camps = [frame["camps"] for frame in data(animated(frames(), "Tax", group=friends))["frames"]]
    assert camps[0] == {"Ann": 0, "Bob": 0, "Cem": 1}
    assert camps[1]["Bob"] == camps[1]["Dan"] != camps[1]["Ann"]
    assert 0 in (camps[1]["Ann"], camps[1]["Bob"]) and 1 not in camps[1].values()  # Cem's camp is gone, its number too


def test_the_order_of_nodes_and_edges_is_no_matter():
    turned = []
    for label, network in frames():
        other = nx.Graph()
        other.add_nodes_from(reversed(list(network.nodes(data=True))))
        other.add_edges_from((two, one, data) for one, two, data in reversed(list(network.edges(data=True))))
        turned.append((label, other))
    assert animated(turned, "Tax", group=friends) == animated(frames(), "Tax", group=friends)


def test_of_too_many_ties_the_heaviest_stay_and_the_page_says_so(monkeypatch):
    monkeypatch.setattr(page, "MOST", 1)
    network = nx.Graph([("Ann", "Bob", {"weight": 1}), ("Ann", "Cem", {"weight": -3})])
    html = animated([("2025", network)], "Tax")
    assert [node["id"] for node in data(html)["nodes"]] == ["Ann", "Cem"]
    assert "the 1 heaviest of 2 ties" in html


def test_hostile_text_stays_text():
    network = nx.Graph([(HOSTILE, "Bob", {"weight": 1, "statements": ("k",)})])
    html = animated([(HOSTILE, network)], HOSTILE, sentences={"k": HOSTILE, "other": "unused"})
    assert "<img" not in html and html.count("</script>") == 2 and "unused" not in html
    assert data(html)["nodes"][0]["label"] == HOSTILE and data(html)["sentences"] == {"k": HOSTILE}


def test_what_cannot_be_animated_is_refused_in_a_line():
    with pytest.raises(NetworkError, match="0 frames: expected at least one network"):
        animated([], "Tax")
    with pytest.raises(NetworkError, match="animation of 2025: the network is directed"):
        animated([("2025", nx.DiGraph())], "Tax")


def test_a_debate_of_nothing_says_so():
    assert "Nobody agrees or disagrees" in animated([("2025", nx.Graph())], "Tax")


@pytest.fixture
def read(chromium, tmp_path):
    """Opens a page; fails when it asks for anything or has anything to say on the console."""
    pages, said, asked = [], [], []

    def opened(html, **options):
        path = tmp_path / f"{len(pages)}.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        tab = chromium.new_page(**{"reduced_motion": "reduce", **options})
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(path.as_uri())
        pages.append(tab)
        return tab

    yield opened
    for tab in pages:
        tab.close()
    assert said == [] and len(asked) == len(pages)


def drawn(tab) -> dict[str, str]:
    """The ties that are seen, and how."""
    ties = tab.locator(".tie:not(.away)").evaluate_all(
        "ties => ties.map(tie => [tie.dataset.pair, [...tie.classList].filter(c => c !== 'tie').join(' '),"
        " getComputedStyle(tie.firstChild).strokeDasharray])"
    )
    names = ["Ann – Bob", "Ann – Cem", "Ann – Dan", "Bob – Cem", "Bob – Dan"]
    return {names[int(pair)]: f"{side} {dash}" for pair, side, dash in ties}


JANUARY = {"Ann – Bob": "support none", "Ann – Cem": "oppose 8px, 5px", "Bob – Cem": "oppose 8px, 5px"}
FEBRUARY = {"Ann – Bob": "oppose 8px, 5px", "Ann – Dan": "oppose 8px, 5px", "Bob – Dan": "support none"}


def test_keys_slider_and_button_move_through_time(read):
    tab = read(animated(frames(), "Tax", group=friends))
    when = tab.locator("#when")
    assert when.inner_text() == "2025-01" and drawn(tab) == JANUARY
    tab.keyboard.press("ArrowRight")
    assert when.inner_text() == "2025-02" and drawn(tab) == FEBRUARY
    tab.keyboard.press("ArrowRight")
    assert when.inner_text() == "2025-02", "the last frame is the last"
    tab.keyboard.press("ArrowLeft")
    assert drawn(tab) == JANUARY
    tab.get_by_role("slider", name="Time").fill("1")
    assert drawn(tab) == FEBRUARY
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press(" ")
    assert tab.locator("#play").inner_text() == "Pause" and when.inner_text() == "2025-01"
    tab.locator("#when", has_text="2025-02").wait_for()
    tab.locator("#play", has_text="Play").wait_for()
    assert tab.locator(".node.away").count() == 1  # Cem
    assert tab.locator("#numbers").is_visible()


def test_a_click_on_a_tie_gives_its_sentences(read):
    sentences = {key: f"{row.actor} said it." for key, row in SAID.rows.iterrows()}
    for tab in (read(animated(frames(), "Tax", sentences=sentences)), read(animated(frames(), "Tax"))):
        at = tab.locator('.tie[data-pair="0"] .hit').bounding_box()
        tab.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
        assert tab.locator("#pair").inner_text() == "Ann – Bob"
        assert tab.locator("#weight").inner_text() == "agree +1"
    assert tab.locator("#said").inner_text().strip() == "2 statements"
    tab = read(animated(frames(), "Tax", sentences=sentences))
    tab.get_by_role("button", name="Ann – Bob").press("Enter")
    assert sorted(tab.locator("#said li").all_inner_texts()) == ["Ann said it.", "Bob said it."]
    tab.keyboard.press("ArrowRight")
    assert tab.locator("#weight").inner_text() == "disagree −1"
    tab.get_by_role("button", name="Ann – Dan").click()
    tab.keyboard.press("ArrowLeft")
    assert tab.locator("#weight").inner_text() == "no tie in this frame" and not tab.locator("#said li").count()
    tab.keyboard.press("Escape")
    assert not tab.locator("#chosen").is_visible()


def test_dark_narrow_and_hostile(read):
    network = nx.Graph([(HOSTILE, "Bob", {"weight": 1, "statements": ("k",)})])
    tab = read(animated([(HOSTILE, network)], HOSTILE, sentences={"k": HOSTILE}),
               color_scheme="dark", viewport={"width": 390, "height": 844})  # fmt: skip
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 28)"
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.locator("#list button").click()
    assert tab.locator("#said").inner_text() == HOSTILE and not tab.locator("img").count()
    tab.locator("#theme").click()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(247, 248, 248)"
