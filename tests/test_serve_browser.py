"""The served pages in a browser: what a reader does, with no request to anywhere else and nothing on the console."""

import re
import shutil

import factories as f
import pytest
from serving import serving, store_at

from kg.rdf import iris

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving(store_at(tmp_path_factory.mktemp("served") / "store"), "--title", "The Forum") as client:
        yield str(client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def chromium():
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not path:
        pytest.skip("no Chromium found")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def read(chromium, site):
    """Opens a page of the site; fails when anything went wrong, or anywhere else."""
    tabs, wrong = [], []

    def opened(path, **options):
        tab = chromium.new_page(**{"viewport": {"width": 1280, "height": 800}, **options})
        tab.on("console", lambda message: wrong.append(message.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        # given up where another page is gone to before all of this one is there: nothing is wrong
        tab.on("requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or wrong.append(request.url))
        tab.on("response", lambda answer: answer.status >= 400 and wrong.append(f"{answer.status}: {answer.url}"))
        tab.on("request", lambda asked: asked.url.startswith((site, "data:")) or wrong.append(asked.url))
        tab.goto(site + path)
        tabs.append(tab)
        return tab

    yield opened
    for tab in tabs:
        tab.close()
    assert wrong == []


def test_the_query_page_asks_a_question_and_leads_to_the_statement(read, site):
    tab = read("/sparql")
    tab.get_by_role("button", name="Who is against something or someone").click()
    tab.wait_for_selector(".yasr table tbody a.iri")
    assert tab.locator(".tabsList .tab.active").inner_text().startswith("who-opposes")
    assert tab.locator(".yasr table tbody tr").count() >= 1
    with tab.expect_popup() as opened:
        tab.locator(".yasr table tbody a.iri[href*='id/stance/']").first.click()
    opened.value.wait_for_selector("h1.claim")
    assert opened.value.url.startswith(f"{site}/id/stance/")


def test_a_malformed_query_shows_the_server_s_line(chromium, site):
    tab = chromium.new_page()
    tab.goto(f"{site}/sparql")
    tab.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * {')")
    tab.locator(".yasqe_queryButton").click()
    tab.wait_for_selector(".yasr .errorResult")
    assert "not a SPARQL query" in tab.locator(".yasr .errorResult").inner_text()
    tab.close()


def test_from_the_overview_to_an_entity_its_document_and_back_to_the_sentence(read):
    tab = read("/")
    tab.get_by_role("link", name="Jane Doe").click()
    assert tab.locator("h1").inner_text() == "Jane Doe"
    assert tab.locator("mark.holder").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    tab.locator(".card .source a[href^='/id/doc/']").first.click()
    sentence = tab.locator(".text a.said").first
    sentence.click()
    chosen = re.search(r"#s-(\w+)$", tab.url)
    assert chosen and tab.locator(f"#s-{chosen[1]}").is_visible()


def test_by_keyboard_alone(read):
    tab = read("/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the content"
    tab.get_by_role("searchbox").focus()
    tab.keyboard.type("forum")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/find?q=forum")
    tab.get_by_role("link", name="Global Cyber Forum", exact=False).first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".card")


@pytest.mark.parametrize(
    "path", ["/", str(iris.thing(f.FORUM.id)), str(iris.document(f.document().id)), "/ns", "/sparql"]
)
def test_on_a_phone_nothing_runs_off_the_side(read, path):
    tab = read("/" + path.removeprefix(iris.BASE).lstrip("/"), viewport={"width": 360, "height": 740})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_follow_the_reader_s_colours(read, scheme):
    tab = read("/", color_scheme=scheme)
    [red, *_] = map(int, re.findall(r"\d+", tab.evaluate("getComputedStyle(document.body).backgroundColor")))
    assert (red > 200) == (scheme == "light")


def test_the_graph_view_leads_to_a_name_s_page(read):
    tab = read("/view#n=" + f.JANE.id.replace("/", "%2F"))
    tab.get_by_role("link", name="All that is said here").click()
    assert tab.locator("h1").inner_text() == "Jane Doe"
    tab.go_back()
    tab.get_by_role("link", name="Overview").click()
    assert tab.locator("h1").inner_text() == "The Forum"
