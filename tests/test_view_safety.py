"""Every page with hostile text wherever a document has a say: it stays text, nothing runs, nothing leaves.

Each page is opened a second time with its escaping switched off, to show that harm would be seen.
"""

import json
from dataclasses import replace

import jinja2
import networkx as nx
import pytest
from factories import affair
from hostile import PAYLOADS, graph
from test_diff import kept, said
from test_view_browser import chromium
from test_view_report import told

from kg.diff import Difference, compare
from kg.view import animated, canvas, changes, draw, report, show

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
TEXTS = list(PAYLOADS.values())
TITLE, SUBTITLE = PAYLOADS["title ends"], PAYLOADS["image"]
OURS = (  # what our templates and scripts make
    "html head meta title link style script body a header div h1 h2 h3 h4 p svg circle path rect line g text tspan "
    "input kbd ul ol li dl dt dd button main aside section canvas nav footer noscript label span bdi output i b em "
    "strong small article blockquote q mark del ins details summary table caption thead tbody tr th td fieldset legend "
    "select option time code figure figcaption dialog br"
)
HARM = """ours => {
    const found = window.hit === undefined ? [] : ["ran"];
    for (const element of document.querySelectorAll("*")) {
        const tag = element.tagName.toLowerCase();
        if (!ours.includes(tag)) found.push(`element ${tag}`);
        for (const { name } of element.attributes) if (name.startsWith("on")) found.push(`attribute ${name}`);
    }
    const outside = [...document.querySelectorAll("a")].filter((a) => !a.getAttribute("href").startsWith("#"));
    for (const a of outside) {
        if (!/^https?:/i.test(a.protocol)) found.push(`link ${a.protocol}`);
        if (a.rel !== "noopener noreferrer" || a.target !== "_blank") found.push(`link with rel=${a.rel}`);
    }
    const policy = document.querySelector("meta[http-equiv=Content-Security-Policy]").content;
    if (!policy.startsWith("default-src 'none';") || policy.includes("unsafe")) found.push(`policy ${policy}`);
    return found;
}"""
MISSED = """texts => JSON.parse(texts).filter((text) => !document.body.textContent.includes(text))"""


def drawn() -> str:
    """The graph page, made anew where a test changes how it is made."""
    return canvas.Canvas(draw(*graph(), title=TITLE, subtitle=SUBTITLE)).generate_html()


def reported() -> str:
    readings = []
    for text in TEXTS:
        for one in affair():
            document = replace(one.document, title=text, publisher=text, uri=text)
            statements = tuple(replace(s, holder=replace(s.holder, label=text), uri=f"https://news.example/{text}",
                                       rule=text, relation=text) for s in one.statements)  # fmt: skip
            entities = tuple(replace(entity, label=text) for entity in one.entities)
            readings.append(replace(one, document=document, statements=statements, entities=entities))
    found, read = told(readings)
    return report.page(found, replace(read, looked_at=TITLE, skips=((SUBTITLE, 1),)), title=TITLE)


def changed() -> str:
    [one] = compare(kept([]), kept(said()))
    fields = ("holder", "target", "rule", "title", "publisher", "source", "date", "key", "relation")
    found = []
    for text in TEXTS:
        line = replace(one.line, sentence=f"{text} and more", cues=((0, len(text)),), **dict.fromkeys(fields, text))
        other = replace(line, source=f"https://news.example/{text}", rule=f"other {text}")
        found.append(Difference("revised", line, other))
    return changes.page(found, TITLE, SUBTITLE)


def moving() -> str:
    ring = nx.Graph(
        (one, two, {"weight": 1, "statements": (one,)})
        for one, two in zip(TEXTS, TEXTS[1:] + TEXTS[:1], strict=True)
    )  # fmt: skip
    return animated.animated([(TITLE, ring), (SUBTITLE, ring)], TITLE, sentences={text: text for text in TEXTS})


def walk_graph(tab) -> list[str]:
    """Goes to every edge and name, to a tooltip, search and every view, the list last; which texts it did not meet."""
    drawing = draw(*graph(), title=TITLE, subtitle=SUBTITLE)
    point = tab.evaluate("id => kgView.point(JSON.parse(id))", json.dumps(PAYLOADS["href"]))
    tab.mouse.move(point["x"], point["y"], steps=3)
    tab.locator(".vis-tooltip").get_by_text(PAYLOADS["href"]).wait_for()
    places = {f"e={edge.id}": edge.source for edge in drawing.edges}
    return tab.evaluate(
        """async (places) => {
        const missed = [];
        const lacks = (id, text, part) => byText(id).includes(text) || missed.push(`${part}: ${text}`);
        const byText = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent).join("\\n");
        const search = document.getElementById("search");
        for (const [at, text] of Object.entries(JSON.parse(places))) {
            const turned = new Promise((done) => addEventListener("hashchange", done, { once: true }));
            location.hash = at;
            await turned;
            for (const part of ["h2", ".card q", ".card .source", ".badges"]) lacks(`#panel ${part}`, text, part);
            document.querySelector("#panel h2 button").click();
            for (const part of ["h2", ".lead", ".quote"]) lacks(`#panel ${part}`, text, part);
            search.focus();
            search.value = text;
            search.dispatchEvent(new Event("input"));
        }
        for (const view of document.querySelectorAll(".tools > .switch button")) view.click();
        for (const text of Object.values(JSON.parse(places))) lacks("#list", text, "list");
        return missed;
    }""",
        json.dumps(places),
    )


def walk_details(tab) -> list[str]:
    tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    return tab.evaluate(MISSED, json.dumps([as_parsed(text) for text in TEXTS]))


def walk_ties(tab) -> list[str]:
    """Chooses every tie of the list."""
    return tab.evaluate(
        """texts => {
        const read = [];
        for (const button of document.querySelectorAll("#list button")) {
            button.click();
            read.push(document.body.textContent);
        }
        return JSON.parse(texts).filter((text) => !read.some((page) => page.includes(text)));
    }""",
        json.dumps(TEXTS),
    )


def as_parsed(text: str) -> str:
    """What is left of ``text`` where it stands in HTML: a parser drops NUL, UTF-8 has no half letters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


PAGES = {
    "graph": (canvas, drawn, walk_graph),
    "report": (report, reported, walk_details),
    "changes": (changes, changed, walk_details),
    "animated": (animated, moving, walk_ties),
}


@pytest.fixture
def opened(chromium, tmp_path):
    """Opens HTML; gives the page and what it did that no page may do: ask, say, call for attention."""
    tabs = []

    def opening(html, before=""):
        path, wrong = tmp_path / "page.html", []
        path.write_text(html, encoding="utf-8", errors="replace", newline="\n")
        tab = chromium.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        tabs.append(tab)
        tab.on("console", lambda message: wrong.append(f"said {message.text}"))
        tab.on("pageerror", lambda error: wrong.append(f"failed {error}"))
        tab.on("dialog", lambda dialog: wrong.append("dialog") or dialog.dismiss())
        tab.on("popup", lambda _: wrong.append("popup"))
        tab.on("download", lambda _: wrong.append("download"))
        tab.on("request", lambda asked: asked.url.startswith((path.as_uri(), "data:image/svg+xml,"))
               or wrong.append(f"asked {asked.url}"))  # fmt: skip
        if before:
            tab.add_init_script(before)
        tab.goto(path.as_uri())
        return tab, wrong

    yield opening
    for tab in tabs:
        tab.close()


def harm(tab) -> list[str]:
    return tab.evaluate(HARM, OURS.split())


@pytest.mark.parametrize("page", PAGES)
def test_hostile_text_stays_text(opened, page):
    _, make, walk = PAGES[page]
    tab, wrong = opened(make())
    assert walk(tab) == []
    assert harm(tab) == []
    assert wrong == []
    assert TITLE in tab.title() + tab.locator("body").text_content()


SLOPPY = """
    const into = (element, all) => all.filter((one) => one != null && one !== false).forEach((one) =>
        typeof one === "string" ? element.insertAdjacentHTML("beforeend", one) : element.appendChild(one));
    Element.prototype.append = function (...all) { into(this, all); };
    const { get } = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
    Object.defineProperty(Node.prototype, "textContent", { get, set(text) { this.innerHTML = text; } });
"""


@pytest.mark.parametrize("page", PAGES)
def test_a_template_that_does_not_escape_would_be_seen(opened, page, monkeypatch):
    module, make, _ = PAGES[page]
    monkeypatch.setattr(module, "Environment", lambda **given: jinja2.Environment(**given | {"autoescape": False}))
    tab, wrong = opened(make())
    assert "ran" not in harm(tab), "the policy is the second wall"
    assert any(said.startswith("said") and "Content Security Policy" in said for said in wrong)
    if page in ("report", "changes"):
        assert "attribute onerror" in harm(tab)


@pytest.mark.parametrize("page", ["graph", "animated"])
def test_a_script_that_writes_markup_would_be_seen(opened, page):
    _, make, walk = PAGES[page]
    tab, wrong = opened(make(), before=SLOPPY)
    walk(tab)
    assert any("Content Security Policy" in said for said in wrong)
    assert any(said.startswith("element ") for said in harm(tab))


def test_a_page_without_a_policy_would_be_seen(opened):
    markup = "".join(PAYLOADS[name] for name in ("image", "svg", "iframe", "remote script", "remote video", "focus"))
    link = f"<a href={PAYLOADS['javascript']}>x</a>"
    tab, wrong = opened(f"<meta http-equiv=Content-Security-Policy content=unsafe-inline>{link}{markup}")
    found = harm(tab)
    assert {"ran", "element iframe", "attribute onerror", "link javascript:", "policy unsafe-inline"} <= set(found)
    assert any(said.startswith("asked https://evil.example/") for said in wrong)


def test_notebook_frame_holds_hostile_text(opened):
    html = show(draw(*graph(), title=TITLE, subtitle=SUBTITLE))._repr_html_()
    tab, wrong = opened(f"<!doctype html><meta charset=utf-8>{html}")
    frame = tab.frames[1]
    frame.locator("#panel .row").first.click()
    frame.locator("#as-list").click()
    assert frame.evaluate(HARM, OURS.split()) == []
    assert tab.evaluate("[...document.querySelectorAll('script, img, form, svg')].length") == 0
    assert wrong == []
