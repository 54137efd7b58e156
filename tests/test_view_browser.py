"""The page in a browser, offline and from a file: what a reader does with mouse, keyboard and address."""

import shutil
from dataclasses import replace
from itertools import combinations

import pytest
from test_view import affair, network_of
from test_view_page import hostile

from kg.model import Document, Kind, Party, Statement, StatementKind
from kg.view import draw, page, show, write

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


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


@pytest.fixture(scope="module")
def drawing():
    return draw(*affair(), least=0, title="The Lindhaven Accord")


@pytest.fixture
def read(chromium, tmp_path):
    """Opens a drawing; fails when the page asked for anything or had anything to say on the console."""
    pages, said, asked = [], [], []

    def opened(drawing, fragment="", **options):
        path = tmp_path / f"{len(pages)}.html"
        write(drawing, path)
        tab = chromium.new_page(**{"viewport": {"width": 1024, "height": 768}, "reduced_motion": "reduce", **options})
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(path.as_uri() + fragment)
        pages.append(tab)
        return tab

    yield opened
    for tab in pages:
        tab.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:image/svg+xml"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == len(pages)


def click(tab, id):
    at = tab.evaluate("id => kgView.point(id)", id)
    tab.mouse.click(at["x"], at["y"])


def edge_of(drawing, source, relation, target):
    label = {node.id: node.label for node in drawing.nodes}
    [edge] = [e for e in drawing.edges if (label[e.source], e.relation, label[e.target]) == (source, relation, target)]
    return edge


def names(tab):
    return sorted(name["text"] for name in tab.evaluate("kgView.names()"))


def marked(tab):
    return tab.evaluate("[...document.querySelectorAll('.card mark')].map(m => [m.className, m.textContent])")


CLICKED = [
    (
        ("Valdoria", "withdrawsFrom", "Global Ports Forum"),
        "Valdoria withdrew from the Global Ports Forum at midnight.",
        [["holder", "Valdoria"], ["cue", "withdrew from"], ["target", "the Global Ports Forum"]],
    ),
    (
        ("Mara Voss", "supports", "Lindhaven Accord"),  # an emoji stands in it
        'Mara Voss welcomed the Lindhaven Accord as "long overdue" 🚢 in a speech to the chamber.',
        [["holder", "Mara Voss"], ["cue", "welcomed"], ["target", "the Lindhaven Accord"]],
    ),
]


def test_click_on_an_edge_shows_the_sentence_with_its_words_marked(read, drawing):
    tab = read(drawing)
    for triple, sentence, marks in CLICKED:
        edge = edge_of(drawing, *triple)
        click(tab, edge.id)
        assert tab.locator(".card q").inner_text() == sentence
        assert marked(tab) == marks
        assert tab.evaluate("location.hash") == f"#e={edge.id}"
        link = tab.locator(".card .source a")
        assert link.get_attribute("href").startswith("https://news.example/2025-")
        assert link.get_attribute("rel") == "noopener noreferrer"
        tab.keyboard.press("Escape")


def test_search_by_alias_and_by_arrow_keys_lands_on_the_name(read, drawing):
    tab = read(drawing)
    tab.keyboard.press("/")
    tab.keyboard.type("gpf")
    assert tab.locator("#found [role=option]").all_inner_texts() == ["Global Ports Forum\n6"]
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == "Global Ports Forum"
    assert tab.locator("#panel .lead").inner_text() == "Also GPF"
    tab.keyboard.press("Escape")
    assert tab.locator("#panel h2").inner_text() == "Every line leads to its sentence"
    tab.locator("#search").fill("lindhaven")
    tab.keyboard.press("ArrowDown")
    assert tab.locator("#found [aria-selected=true]").inner_text().startswith("Lindhaven Port Authority")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == "Lindhaven Port Authority"


def test_filters_and_their_counts_follow_one_another(read, drawing):
    tab = read(drawing)
    shown = tab.locator("#rail .total strong")
    said = {key for edge in drawing.edges if edge.kind == "assertion" for key in edge.statements}
    opposing = {key for edge in drawing.edges if edge.polarity == -1 for key in edge.statements}
    sure = {e.key for e in drawing.evidence if e.confidence >= 0.8} - said
    june = {e.key for e in drawing.evidence if e.date.startswith("2025-06")} - said
    everything = str(60 - len(said))
    assert shown.inner_text() == everything
    tab.get_by_label("Opposes −", exact=True).uncheck()
    assert shown.inner_text() == str(60 - len(opposing | said))
    tab.get_by_label("Lowest confidence").fill("0.8")
    assert shown.inner_text() == str(len(sure - opposing))
    count = tab.locator(".option", has=tab.get_by_label("Opposes −", exact=True)).locator(".number")
    assert count.inner_text() == str(len(sure & opposing)), "a facet counts what it would show if it were open"
    tab.get_by_role("button", name="Reset").click()
    assert shown.inner_text() == everything
    tab.get_by_role("slider", name="From").fill("5")
    assert shown.inner_text() == str(len(june))
    for kind in ("Stance", "Relation", "Action"):
        tab.get_by_role("checkbox", name=kind, exact=True).uncheck()
    assert "No statement passes the filters" in tab.locator("#empty").inner_text()


def statement(document, holder, relation, target, kind):
    """Of ``document``, which reads "ab": one person towards another."""
    ends = [Party(f"person/{name}", name, Kind.PERSON, 0, 1) for name in (holder, target)]
    return Statement(kind=kind, holder=ends[0], relation=relation, target=ends[1], polarity=1, rule="r", confidence=0.5,
                     evidence=document.span(0, 2), cues=(document.span(1, 2),))  # fmt: skip


def test_the_heading_has_the_days_of_publication_and_not_those_that_sentences_tell_of(read):
    texts = {"ab": "2016-10-03", "cd": None, "ef": "2016-11-28"}
    documents = [Document.of(text, published=day) for text, day in texts.items()]
    backs = replace(statement(documents[0], "Ann", "backs", "Bob", StatementKind.STANCE), date="1945")
    tab = read(draw(network_of([backs]), [backs], documents, least=0, title="Few"))
    assert tab.locator("#subtitle").inner_text() == "3 articles, 3 Oct 2016 – 28 Nov 2016, 1 statement"


def test_assertions_are_shown_on_demand(read):
    document = Document.of("ab")
    backs = statement(document, "Ann", "backs", "Bob", StatementKind.STANCE)
    says = statement(document, "Cem", "says", "so", StatementKind.ASSERTION)
    denied = replace(backs, negated=True)
    drawing = draw(network_of([backs, says]), [backs, says, denied], [document], least=0, title="Few")
    tab = read(drawing)
    total = tab.locator("#rail [role=status]")
    assert total.inner_text().split("\n")[0] == "1 of 2 statements"
    assert "2 of 3 statements are drawn; the rest are denied, uncertain or without a speaker." in total.inner_text()
    assert tab.locator("#subtitle").inner_text() == "1 article, 3 statements"
    assert names(tab) == ["Ann", "Bob"]
    assert tab.locator("#notice").inner_text() == "1 plain report (“X says that …”) hidden · Show"
    tab.locator("#notice button").click()
    assert total.inner_text().startswith("2 of 2 statements")
    assert names(tab) == ["Ann", "Bob", "Cem", "so"]
    tab.get_by_role("button", name="Reset").click()
    tab.locator("#search").fill("cem")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel .row").inner_text().startswith("so")
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Reset").click()
    tab.evaluate("fragment => { location.hash = fragment }", f"#e={edge_of(drawing, 'Cem', 'says', 'so').id}")
    tab.locator(".card").wait_for()
    assert "Cem" in names(tab)
    alone = read(draw(network_of([says]), [says], [document], least=0, title="Few"))
    assert names(alone) == ["Cem", "so"]


def test_names_and_parallel_edges_are_drawn_apart_and_on_the_canvas(read, drawing):
    tab = read(drawing)
    stage = tab.locator("#canvas").bounding_box()
    boxes = tab.evaluate("kgView.names()")
    assert len(boxes) > 20
    for box in boxes:
        assert box["x"] >= 0 and box["x"] + box["width"] <= stage["width"]
        assert box["y"] >= 0 and box["y"] + box["height"] <= stage["height"]
    for a, b in combinations(boxes, 2):
        assert (a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
                or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]), (a, b)  # fmt: skip
    pairs = {}
    for edge in drawing.edges:
        pairs.setdefault(frozenset((edge.source, edge.target)), []).append(edge.id)
    crowded = [ids for ids in pairs.values() if len(ids) > 1]
    assert len(crowded) > 4
    for ids in crowded:
        points = tab.evaluate("ids => ids.map(id => kgView.point(id))", ids)
        for a, b in combinations(points, 2):
            assert abs(a["x"] - b["x"]) + abs(a["y"] - b["y"]) > 6


def test_dark_follows_the_system_and_the_button(read, drawing):
    ground = "getComputedStyle(document.body).backgroundColor"
    tab = read(drawing, color_scheme="dark")
    dark = tab.evaluate(ground)
    tab.locator("#theme").click()
    light = tab.evaluate(ground)
    assert (dark, light) == ("rgb(20, 24, 28)", "rgb(247, 248, 248)")


def test_address_restores_the_selection_and_the_back_button_walks(read, drawing):
    edge = edge_of(drawing, "Petra Lund", "heads", "Harbour Union")
    tab = read(drawing, f"#e={edge.id}")
    assert tab.locator("#panel h2").inner_text() == "Petra Lund heads Harbour Union"
    tab.locator("#panel h2 button").first.click()
    assert tab.locator("#panel h2").inner_text() == "Petra Lund"
    tab.go_back()
    assert tab.locator("#panel h2").inner_text() == "Petra Lund heads Harbour Union"
    for nothing in ("#e=gone", "#n=%E0%A4%A", "#other"):
        tab.evaluate("fragment => { location.hash = fragment }", nothing)
        assert "Every line" in tab.locator("#panel h2").inner_text()
        tab.go_back()


def test_list_and_graph_by_keyboard(read, drawing):
    tab = read(drawing)
    tab.locator("#as-list").focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#list li").count() == 59, "all but the assertion"
    tab.locator("#list button").first.focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    statement = tab.evaluate("document.activeElement.dataset.statement")
    [evidence] = [e for e in drawing.evidence if e.key == statement]
    assert evidence.sentence in tab.locator(f"#s-{statement} q").inner_text()
    tab.locator("#as-graph").click()
    tab.keyboard.press("Escape")
    tab.locator("#fit").click()
    label = {node.id: node.label for node in drawing.nodes}
    near = {label[e.target] for e in drawing.edges if label[e.source] == "Petra Lund"}
    near |= {label[e.source] for e in drawing.edges if label[e.target] == "Petra Lund"}
    click(tab, next(node.id for node in drawing.nodes if node.label == "Petra Lund"))
    tab.locator("#canvas").focus()
    tab.keyboard.press("ArrowDown")
    assert tab.locator("#panel h2").inner_text() in near
    assert tab.evaluate("document.activeElement.id") == "canvas"


def test_phone_shows_evidence_in_a_sheet_and_filters_in_a_drawer(read, drawing):
    tab = read(drawing, viewport={"width": 390, "height": 844})
    assert not tab.locator("#rail").is_visible() and not tab.locator("#panel").is_visible()
    tab.locator("#drawer").click()
    assert tab.locator("#rail").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#rail").is_visible()
    tab.locator("#drawer").click()
    tab.mouse.click(380, 400)
    assert not tab.locator("#rail").is_visible(), "a tap beside the drawer closes it"
    click(tab, edge_of(drawing, "Valdoria", "withdrawsFrom", "Global Ports Forum").id)
    box = tab.locator("#panel").bounding_box()
    assert box["width"] == 390 and box["y"] + box["height"] <= 844
    assert tab.evaluate("document.documentElement.scrollWidth") == 390


def test_hostile_documents_stay_text(read):
    drawing = hostile()
    tab = read(drawing)
    for edge in drawing.edges:
        tab.evaluate("id => { location.hash = '#e=' + id }", edge.id)
        tab.locator(".card").wait_for()
        assert tab.locator(".card a").count() == 0
        assert tab.locator("img, .card script").count() == 0
    tab.locator("#as-list").click()
    tab.locator("#search").fill("img")
    assert "<img src=x onerror=alert(1)>" in tab.locator("#found").inner_text()
    assert tab.locator("#title").inner_text() == "</script><script>alert(1)</script>"


def test_a_page_whose_data_are_still_to_come_has_its_title_and_says_so(chromium, drawing, tmp_path):
    html = page(drawing).partition('<script id="data"')[0]
    (tmp_path / "half.html").write_text(html, encoding="utf-8")
    tab = chromium.new_page()
    tab.goto((tmp_path / "half.html").as_uri())
    assert tab.locator("#title").inner_text() == "The Lindhaven Accord"
    tab.get_by_text("Reading …").wait_for()
    tab.close()


def test_nothing_found(read):
    tab = read(draw(affair()[0].__class__(), [], [], least=0, title="Nothing"))
    assert not tab.get_by_text("Reading …").is_visible()
    assert "No statements were found" in tab.locator("#empty").inner_text()


def test_a_large_graph_in_which_few_take_sides_opens_with_its_most_central_nodes(read):
    document = Document.of("ab")
    statements = [
        replace(statement(document, f"Person {i}", f"joins{i}", f"Person {i // 3}", StatementKind.RELATION), polarity=0)
        for i in range(1, 200)
    ]  # fmt: skip
    tab = read(draw(network_of(statements), statements, [document], least=0, title="Many"))
    assert tab.locator("#notice").inner_text() == "The 150 most central of 200 · Show all"
    tab.get_by_role("button", name="Show all").click()
    assert not tab.locator("#notice").is_visible()


def test_notebook_frame_works_in_its_sandbox(chromium, drawing):
    tab = chromium.new_page()
    errors = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.set_content(show(drawing)._repr_html_())
    frame = tab.frame_locator("iframe")
    frame.locator("#panel .row").first.click()
    assert frame.locator("#panel h2").inner_text() == "Lindhaven Accord"
    assert not tab.locator("table").is_visible()
    assert errors == []
    tab.close()
