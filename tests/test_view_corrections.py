"""What a reader corrects on the page: its effect, undo, what is kept, and the file that `kg correct` reads."""
# ruff: noqa: F811 (fixtures)

import json
from dataclasses import replace

import pytest
from hostile import PAYLOADS
from test_correcting import TEXTS, bytes_of, done
from test_view import affair, network_of
from test_view_access import grave
from test_view_browser import chromium, edge_of, names, read, statement  # noqa: F401
from test_view_opening import drawing_of
from test_view_page import data_of, hostile
from test_view_safety import harm
from test_view_tools import total

from kg.graph import Graph
from kg.lexicon import load
from kg.model import Document, Kind, Party, StatementKind
from kg.resolve.corrections import dumps, loads
from kg.resolve.verdicts import opposite
from kg.view import draw, page, show, write

BACKS = ("Mara Voss", "supports", "Lindhaven Accord")
ATTACKS = ("Petra Lund", "criticizes", "Lindhaven Accord")
SOURCE = ("Petra Lund", "heads", "Harbour Union")
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def drawing():
    return draw(*affair(), least=0, title="The Lindhaven Accord")


def opened(read, drawing, triple, **options):
    """A page at an edge, and the edge."""
    edge = edge_of(drawing, *triple)
    tab = read(drawing, f"#e={edge.id}", **{"viewport": {"width": 1440, "height": 900}} | options)
    tab.locator(".card").first.wait_for()
    return tab, edge


def at_name(read, drawing, label, **options):
    node = next(node for node in drawing.nodes if node.label == label)
    tab = read(drawing, f"#n={node.id}", **options)
    tab.locator("#panel h2").wait_for()
    return tab, node


def press(tab, text):
    tab.locator(".choice").get_by_role("button", name=text, exact=True).first.click()


def rename(tab, text):
    press(tab, "Rename…")
    tab.get_by_label("New name").fill(text)
    tab.keyboard.press("Enter")


def saved(tab) -> str:
    """What is in the file."""
    if not tab.locator("#sheet").is_visible():
        tab.locator("#corrections").click()
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Save corrections.csv").click()
    assert waiting.value.suggested_filename == "corrections.csv"
    text = waiting.value.path().read_bytes().decode("utf-8")
    tab.keyboard.press("Escape")
    return text


def side(tab, label):
    return int(tab.locator(".option", has=tab.get_by_label(label, exact=True)).locator(".number").inner_text())


STATE = """() => ["#rail", "#panel", "#list"].map((id) => document.querySelector(id).innerText)
    .concat([kgView.shown().sort(), kgView.lines().sort(), kgView.names().map(({ text }) => text).sort()])"""


# statements


def test_what_is_wrong_is_struck_through_and_no_longer_counted_or_drawn(read, drawing):
    tab, edge = opened(read, drawing, BACKS)
    before = total(tab)
    assert edge.id in tab.evaluate("kgView.lines()") and not tab.locator("#decided").is_visible()
    press(tab, "Wrong")
    assert total(tab) == before - 1 and tab.locator("#rail .total").inner_text().endswith("of 59 statements")
    assert edge.id not in tab.evaluate("kgView.lines()")
    card = tab.locator(".card")
    assert "line-through" in card.locator("q").evaluate("q => getComputedStyle(q).textDecoration")
    assert "Wrong: no longer counted." in card.inner_text()
    assert tab.locator("#corrections").text_content() == "1 correction"
    tab.locator("#as-list").click()
    assert not tab.locator(f"[data-statement='{edge.statements[0]}']").count()
    press(tab, "Wrong")  # again: taken back
    assert total(tab) == before and tab.locator(f"[data-statement='{edge.statements[0]}']").count()


def test_what_is_on_the_wrong_side_is_counted_on_the_other(read, drawing):
    tab, edge = opened(read, drawing, ATTACKS)
    plus, minus = side(tab, "Supports +"), side(tab, "Opposes −")
    press(tab, "Wrong side")
    assert (side(tab, "Supports +"), side(tab, "Opposes −")) == (plus + 1, minus - 1)
    assert "Wrong side: counted as “praises” +." in tab.locator(".card").inner_text()
    assert edge.id not in tab.evaluate("kgView.lines()") and f"f:{edge.id}" in tab.evaluate("kgView.lines()")
    assert tab.get_by_role("region", name="Relation").get_by_label("praises", exact=True).is_visible()
    tab.evaluate("id => { location.hash = '#e=' + id }", f"f:{edge.id}")
    tab.get_by_text("Stated:").wait_for()
    assert tab.locator("#panel h2").inner_text() == "Petra Lund praises Lindhaven Accord"
    assert "Stated: Petra Lund criticizes Lindhaven Accord" in tab.locator(".card").inner_text()
    tab.get_by_label("Supports +", exact=True).uncheck()
    assert f"f:{edge.id}" not in tab.evaluate("kgView.lines()")


def test_what_joins_a_line_that_is_there_leaves_it_again(read):
    document = Document.of("ab")
    backs = statement(document, "Ann", "supports", "Bob", StatementKind.STANCE)
    fights = replace(statement(document, "Ann", "opposes", "Bob", StatementKind.STANCE), polarity=-1)
    few = draw(network_of([backs, fights]), [backs, fights], [document], least=0, title="Few")
    tab, _ = opened(read, few, ("Ann", "opposes", "Bob"))
    line = edge_of(few, "Ann", "supports", "Bob").id
    press(tab, "Wrong side")
    assert tab.evaluate("kgView.lines()") == [line]
    tab.evaluate("id => { location.hash = '#e=' + id }", line)
    tab.locator(".card").nth(1).wait_for()
    assert "2 statements" in tab.locator("#panel .eyebrow").inner_text()
    tab.keyboard.press("Control+z")
    assert tab.locator(".card").count() == 1 and "1 statement" in tab.locator("#panel .eyebrow").inner_text()


def test_only_what_takes_a_side_has_a_wrong_one(read, drawing):
    tab, _ = opened(read, drawing, SOURCE)
    assert tab.locator(".card .choice").inner_text().split("\n") == ["✕", "Wrong", "✓", "Right"]
    turned = replace(drawing, evidence=tuple(replace(one, rule=f"{one.rule}/flipped") for one in drawing.evidence))
    tab, _ = opened(read, turned, ATTACKS)
    assert not tab.get_by_role("button", name="Wrong side").count(), "it is turned already"


def test_the_other_side_is_what_a_correction_makes_of_it(drawing):
    found = data_of(page(drawing))["opposites"]
    assert found["criticizes|-1"] == ["praises", "stance"]
    for edge, (relation, kind) in found.items():
        name, _, sign = edge.partition("|")
        other = opposite(name, int(sign), load())
        assert (other.name, str(other.kind)) == (relation, kind)


def test_what_is_about_a_wrong_statement_goes_with_it(read):
    document = Document.of("ab")
    first = statement(document, "Ann", "backs", "Bob", StatementKind.STANCE)
    about = replace(statement(document, "Cem", "rejects", "x", StatementKind.STANCE), polarity=-1,
                    target=Party(f"stance/{first.key}", "that", Kind.STATEMENT, 0, 1))  # fmt: skip
    found = [first, about]
    few = draw(network_of(found), found, [document], least=0, title="Few")
    tab, _ = opened(read, few, ("Ann", "backs", "Bob"))
    press(tab, "Wrong")
    assert total(tab) == 0
    tab.evaluate("id => { location.hash = '#e=' + id }", edge_of(few, "Cem", "rejects", "that").id)
    tab.get_by_text("About a statement that is wrong: no longer counted.").wait_for()
    tab.keyboard.press("Control+z")
    assert total(tab) == 2


# names


def test_a_name_is_called_as_the_reader_says_and_found_by_both(read, drawing):
    tab, _ = at_name(read, drawing, "Mara Voss")
    rename(tab, "  Dr. Mara\tVoss ")
    assert tab.locator("#panel h2").inner_text() == "Dr. Mara Voss" and "Dr. Mara Voss" in names(tab)
    assert "Renamed. The documents say Mara Voss." in tab.locator("#panel").inner_text()
    for text in ("dr. mara", "mara voss", "the minister"):
        tab.locator("#search").fill(text)
        assert tab.locator("#found [role=option]").first.inner_text().startswith("Dr. Mara Voss")
    tab.keyboard.press("Enter")
    tab.locator("#panel .row").first.click()
    assert "Stated:" not in tab.locator("#panel").inner_text()
    tab.keyboard.press("Control+z")
    assert "Mara Voss" in names(tab) and "Dr. Mara Voss" not in names(tab)


def test_two_names_of_one_are_noted_and_wait_for_the_command(read, drawing):
    tab, node = at_name(read, drawing, "Mara Voss")
    press(tab, "Same as…")
    assert tab.evaluate("document.activeElement.placeholder") == "Find the other name"
    tab.keyboard.type("mara")
    assert not tab.locator(".form .row").count(), "nobody is the same as themselves"
    tab.get_by_label("Same as").fill("ilse")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.textContent") == "Same as…" and not tab.locator(".form").count()
    assert "Same as Ilse Brandt. Noted; takes effect with kg correct." in tab.locator("#panel").inner_text()
    other = next(node.id for node in drawing.nodes if node.label == "Ilse Brandt")
    assert saved(tab) == f'correction,subject,value,why,who\nsame,{node.id},{other},"""Mara Voss"", ""Ilse Brandt""",\n'


def test_only_entities_have_names_to_correct(read, drawing):
    none = replace(drawing, nodes=tuple(replace(node, entity=False) for node in drawing.nodes))
    tab, _ = at_name(read, none, "Mara Voss")
    assert not tab.get_by_role("button", name="Rename…").count()
    entity = {node.label: node.entity for node in drawing.nodes}
    assert entity["Lindhaven Accord"] and not entity["harbour strike"]


def test_what_a_camp_is_for_is_told_by_the_new_name(read):
    drawing, (topic, _) = drawing_of(2)
    tab, _ = at_name(read, drawing, topic.label, viewport={"width": 1440, "height": 900})
    rename(tab, "Treaty of Lindhaven")
    assert "Camp: For Treaty of Lindhaven" in tab.locator("#rail").inner_text()
    assert any(text.startswith("A · For Treaty of Lindhaven") for text in names(tab))


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


# keyboard, phone, who cannot see it


def test_by_keyboard_alone_the_focus_stays_and_each_decision_is_said(read, drawing):
    tab, _ = opened(read, drawing, ATTACKS)
    button = tab.get_by_role("button", name="Wrong", exact=True)
    button.focus()
    tab.keyboard.press("Enter")
    said = tab.locator("#said")
    assert said.inner_text() == "Wrong: no longer counted. 1 correction."
    assert button.evaluate("one => one === document.activeElement") and button.get_attribute("aria-pressed") == "true"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    assert said.inner_text() == "Wrong side: counted as “praises” +. 1 correction."
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.type("because")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "panel"
    assert tab.locator(".why").input_value() == "because" and tab.locator("#panel h2").is_visible()
    tab.keyboard.press("Control+z")
    tab.keyboard.press("Control+z")
    assert said.inner_text() == "Undone. 0 corrections."


def test_the_panel_stays_where_it_is_read(read, drawing):
    tab = read(drawing, viewport={"width": 1440, "height": 360})
    tab.locator("#as-matrix").click()
    busy = max((e for e in drawing.edges if e.polarity), key=lambda e: len(e.statements))
    tab.evaluate("id => { location.hash = '#e=' + id }", busy.id)
    last = tab.locator(".card").last.get_by_role("button", name="Right", exact=True)
    last.focus()
    before = tab.locator("#panel").evaluate("panel => (panel.scrollTop = 60)")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel").evaluate("panel => panel.scrollTop") == before
    tab.evaluate("id => { location.hash = '#n=' + id }", busy.source)
    tab.get_by_role("button", name="Rename…").wait_for()
    assert tab.locator("#panel").evaluate("panel => panel.scrollTop") == 0


def test_the_keys_are_listed(read, drawing):
    tab = read(drawing)
    tab.keyboard.press("?")
    assert "undo a correction" in tab.locator("#sheet").inner_text()
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Keys").click()
    assert tab.locator("#sheet h2").inner_text() == "Keys"
    tab.get_by_role("button", name="Close").click()
    assert not tab.locator("#sheet").is_visible()
    tab.locator("#search").fill("?")
    assert not tab.locator("#sheet").is_visible()


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": PHONE}], ids=["light", "dark", "phone"])
def test_nothing_grave_and_nothing_too_wide(read, drawing, options):
    tab, edge = opened(read, drawing, ATTACKS, bypass_csp=True, **options)
    press(tab, "Wrong")
    assert grave(tab) == []
    tab.evaluate("id => { location.hash = '#n=' + id }", edge.source)
    press(tab, "Same as…")
    tab.get_by_label("Same as").fill("e")
    assert grave(tab) == []
    tab.locator(".form .row").first.click()
    tab.locator("#corrections").click()
    assert grave(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") == tab.viewport_size["width"]
    box = tab.locator("#sheet").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= tab.viewport_size["width"]
    for button in tab.locator("#sheet button").all():
        assert button.is_visible()
