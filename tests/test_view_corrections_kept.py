"""What a reader corrects on the page: undone, listed, kept, and saved in the file that `kg correct` reads."""
# ruff: noqa: F811 (fixtures)

import json
from dataclasses import replace

import pytest
from hostile import PAYLOADS
from test_correcting import TEXTS, bytes_of, done
from test_view_browser import chromium, edge_of, read  # noqa: F401
from test_view_corrections import ATTACKS, STATE, drawing, opened, press, rename, saved  # noqa: F401
from test_view_page import data_of, hostile
from test_view_safety import harm

from kg.graph import Graph
from kg.resolve.corrections import dumps, loads
from kg.view import page, show, write

# undo, the sheet, what is kept


def test_undo_and_redo_lead_back_and_forth_and_leave_no_trace(read, drawing):
    tab, _ = opened(read, drawing, ATTACKS)
    seen = [tab.evaluate(STATE)]
    for text in ("Wrong", "Wrong side", "Right"):
        press(tab, text)
        seen.append(tab.evaluate(STATE))
    for state in seen[-2:0:-1]:
        tab.keyboard.press("Control+z")
        assert tab.evaluate(STATE) == state
    tab.locator("#undo").click()
    assert not tab.locator("#corrections").text_content().startswith("1")
    for state in seen[1:]:
        tab.keyboard.press("Control+Shift+Z")
        assert tab.evaluate(STATE) == state
    tab.keyboard.press("Control+Shift+Z")
    assert tab.evaluate(STATE) == seen[-1], "there is no more"
    tab.locator(".why").fill("x")
    tab.keyboard.press("Control+z")
    assert tab.locator("#corrections").text_content() == "1 correction", "in a field the key is the field's"


def test_the_sheet_lists_what_is_decided_leads_there_and_takes_it_back(read, drawing):
    tab, edge = opened(read, drawing, ATTACKS)
    press(tab, "Wrong")
    tab.locator(".why").fill("irony")
    tab.evaluate("id => { location.hash = '#n=' + id }", edge.source)
    press(tab, "Rename…")
    tab.get_by_label("New name").fill("P. Lund")
    tab.get_by_role("button", name="Rename", exact=True).click()
    tab.locator("#corrections").click()
    assert tab.evaluate("document.activeElement.textContent") == "2 corrections"
    first, second = (" ".join(row.split()) for row in tab.locator("#sheet li").all_inner_texts())
    assert first == "Renamed Petra Lund → P. Lund Take back"
    assert second == "Wrong P. Lund criticizes Lindhaven Accord irony Take back"
    tab.locator("#sheet").get_by_role("button", name="Take back").first.click()
    assert tab.locator("#sheet h2").inner_text() == "1 correction"
    tab.locator("#sheet").get_by_role("button", name="Undo").click()
    assert tab.locator("#sheet h2").inner_text() == "2 corrections"
    tab.locator("#sheet").get_by_role("button", name="P. Lund criticizes").click()
    assert not tab.locator("#sheet").is_visible() and tab.locator(".card.gone").count() == 1
    tab.locator("#corrections").click()
    tab.locator("#sheet").get_by_role("button", name="Take all back").click()
    assert tab.locator("#sheet h2").inner_text() == "0 corrections"
    tab.keyboard.press("Control+z")
    assert tab.locator("#sheet h2").inner_text() == "2 corrections"
    tab.locator("#sheet h2").click()  # on it, not beside it
    tab.keyboard.press("Escape")
    assert not tab.locator("#sheet").is_visible() and tab.locator(".card.gone").count() == 1, "only the sheet is shut"


@pytest.fixture
def lasting(chromium, drawing, tmp_path):
    """A page that may be opened again, at a statement."""
    write(drawing, tmp_path / "page.html")
    tab = chromium.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    tab.goto((tmp_path / "page.html").as_uri() + f"#e={edge_of(drawing, *ATTACKS).id}")
    tab.locator(".card").wait_for()
    yield tab
    tab.close()


def test_what_is_decided_is_there_when_the_page_is_opened_again_and_on_no_other_page(lasting, drawing):
    tab = lasting
    press(tab, "Wrong side")
    tab.locator(".why").fill("misread")
    state = tab.evaluate(STATE)
    tab.reload()
    tab.locator(".card").wait_for()
    assert tab.evaluate(STATE) == state and tab.locator(".why").input_value() == "misread"
    others = [page(replace(drawing, title="Another")), page(replace(drawing, edges=drawing.edges[1:]))]
    digests = {data_of(html)["digest"] for html in (*others, page(drawing))}
    assert len(digests) == 3 and data_of(page(drawing))["digest"] in digests


LIES = [
    "not JSON", "7", "null", '{"a": 1}', "[null, 1, []]",
    json.dumps([{"action": "reject", "one": "gone", "other": "", "why": ""}]),
    json.dumps([{"action": "rename", "one": "__proto__", "other": "x", "why": ""}]),
    json.dumps([{"action": "destroy", "one": "person/x", "other": "x", "why": 1}]),
]  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_what_others_put_in_the_store_is_not_taken(lasting, drawing, lie):
    tab = lasting
    key = f"stancegraph corrections {data_of(page(drawing))['digest']}"
    tab.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, lie])
    tab.reload()
    tab.locator(".card").wait_for()
    assert not tab.locator("#decided").is_visible()


def test_where_nothing_can_be_kept_the_sheet_says_so(chromium, drawing):
    tab = chromium.new_page(viewport={"width": 1200, "height": 700})
    tab.set_content(show(drawing)._repr_html_())
    frame = tab.frame_locator("iframe")
    frame.locator("#panel .row").first.click()
    frame.locator("#panel .row").first.click()
    frame.get_by_role("button", name="Right", exact=True).first.click()
    frame.locator("#corrections").click()
    assert "Kept only until this page is closed" in frame.locator("#sheet").inner_text()
    with tab.expect_download() as waiting:
        frame.get_by_role("button", name="Save corrections.csv").click()
    assert waiting.value.suggested_filename == "corrections.csv"
    tab.close()


# the file


WRITTEN = [*PAYLOADS.values(), '=HYPERLINK("x")', "'=1", "''+2", "-", "@a,b;c", ' "quoted", twice "', "a\tb\u2028c",
           "'plain", "Ångström 🚢", "\x00\x07bell"]  # fmt: skip


def test_the_file_is_as_the_command_writes_it_whatever_was_typed(read, drawing):
    tab, edge = opened(read, drawing, ATTACKS)
    press(tab, "Wrong")
    tab.evaluate("id => { location.hash = '#n=' + id }", edge.source)
    for text in WRITTEN:
        rename(tab, "Petra Lund")  # back
        rename(tab, text)
        tab.locator(".why").fill(text)
        found = saved(tab)
        decisions = loads(found)
        assert dumps(decisions) == found
        wanted = tab.evaluate("text => text.toWellFormed().replace(/[\\s\\p{Cc}]+/gu, ' ').trim()", text)
        [reject, *renamed] = decisions
        assert reject.one == f"stance/{edge.statements[0]}"
        if wanted:
            assert [(one.other, one.note) for one in renamed] == [(wanted[:200].strip(), wanted[:300].strip())]


def test_hostile_names_stay_text_where_they_are_decided_about(read):
    drawing = hostile()
    tab, edge = opened(read, drawing, next(
        (next(n.label for n in drawing.nodes if n.id == e.source), e.relation,
         next(n.label for n in drawing.nodes if n.id == e.target)) for e in drawing.edges))  # fmt: skip
    press(tab, "Wrong side")
    tab.locator(".why").fill(PAYLOADS["image"])
    tab.locator("#panel h2 button").first.click()
    rename(tab, PAYLOADS["image"])
    tab.locator("#corrections").click()
    assert PAYLOADS["image"] in tab.locator("#sheet").inner_text()
    assert harm(tab) == []
    loads(saved(tab))


@pytest.mark.model
def test_the_command_follows_the_file(read, tmp_path):
    (tmp_path / "articles").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "articles" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    folder = tmp_path / "affair"
    done("build", tmp_path / "articles", "--out", folder)
    with Graph.open(folder) as graph:
        drawing = graph.draw()
    key = {e.sentence.partition(" on")[0]: e.key for e in drawing.evidence if e.polarity}
    on = {key: edge.id for edge in drawing.edges for key in edge.statements}
    label = {node.label: node.id for node in drawing.nodes}
    wrong, turned, right = (key[text] for text in (
        "Marco Rubio criticized Germany", "Volodymyr Zelenskyy criticized France.", "Sergei Lavrov criticized Germany.",
    ))  # fmt: skip
    tab = read(drawing)
    for statement_, verdict in ((wrong, "Wrong"), (turned, "Wrong side"), (right, "Right")):
        tab.evaluate("id => { location.hash = '#e=' + id }", on[statement_])
        tab.locator(f"#s-{statement_}").get_by_role("button", name=verdict, exact=True).click()
    tab.locator(f"#s-{right} .why").fill("=checked")
    tab.evaluate("id => { location.hash = '#n=' + id }", label["Volodymyr Zelenskyy"])
    rename(tab, "W. Zelensky")
    press(tab, "Same as…")
    tab.get_by_label("Same as").fill("Sergei")
    tab.keyboard.press("Enter")
    (tmp_path / "corrections.csv").write_text(saved(tab), encoding="utf-8", newline="")
    assert "5 decisions stand" in done("correct", folder, "--from", tmp_path / "corrections.csv")
    with Graph.open(folder) as graph:
        left = {s.key: s for s in graph.statements}
        joined = {merge.old: merge.new for merge in graph.store.merges()}
        called = {entity.label for entity in graph.entities}
    assert wrong not in left and right in left
    assert (left[turned].relation, left[turned].polarity) == ("praises", 1)
    assert "W. Zelensky" in called and "Volodymyr Zelenskyy" not in called
    assert {label["Volodymyr Zelenskyy"], label["Sergei Lavrov"]} & joined.keys()
    lines = (folder / "corrections.csv").read_text(encoding="utf-8")
    assert "right,stance/" + right + ",,'=checked,\n" in lines
    before = bytes_of(folder)
    done("correct", folder, "--from", tmp_path / "corrections.csv")
    assert bytes_of(folder) == before
