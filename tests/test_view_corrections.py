"""What a reader corrects on the page, and what follows there: with the mouse, by keyboard, on a telephone."""
# ruff: noqa: F811 (fixtures)

from dataclasses import replace

import pytest
from test_view import affair, network_of
from test_view_access import grave
from test_view_browser import chromium, edge_of, names, read, statement  # noqa: F401
from test_view_opening import drawing_of
from test_view_page import data_of
from test_view_tools import total

from kg.lexicon import load
from kg.model import Document, Kind, Party, StatementKind
from kg.resolve.verdicts import opposite
from kg.view import draw, page

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
