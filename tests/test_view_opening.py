"""The opening picture of a graph with many names: who takes sides, camps as columns, what is contested between them."""

import re
from itertools import combinations, product
from math import hypot

import pytest
from test_view import network_of
from test_view_browser import chromium, read  # noqa: F401

from kg.model import Document, Kind, Party, Statement, StatementKind
from kg.view import draw
from kg.view.camps import Camp, Member

SCREENS = [(1440, 900), (1024, 768), (390, 844)]
LEAST = {1440: 30, 1024: 12, 390: 10}  # names, also where five camps need room for their titles


def statement_of(document, holder, relation, target, polarity):
    """Of ``document``, which reads "ab"."""
    return Statement(kind=StatementKind.STANCE, holder=holder, relation=relation, target=target, polarity=polarity,
                     rule="r", confidence=0.9, evidence=document.span(0, 2), cues=(document.span(1, 2),))  # fmt: skip


def drawing_of(camps: int, *, size: int = 12, more: int = 60):
    """``camps`` groups of ``size`` who back one treaty and oppose the others', and ``more`` who judge some of them."""
    document = Document.of("ab")
    topics = [
        Party(f"concept/treaty-{c}", f"Treaty {c} of {'Lindhaven' * (1 + c % 3)}", Kind.TOPIC, 0, 1)
        for c in range(max(1, camps))
    ]

    def person(name):
        return Party(f"person/{name}", f"Dr. {name} of the Long-Named Council", Kind.PERSON, 0, 1)

    def says(holder, target, polarity, relation="judges"):
        return statement_of(document, holder, relation, target, polarity)

    members = [[person(f"Camp{c}-{i}") for i in range(size)] for c in range(camps)]
    statements = [
        says(one, topic, 1 if c == t else -1)
        for c, group in enumerate(members) for one in group for t, topic in enumerate(topics)
    ]  # fmt: skip
    statements += [says(group[i], group[i + 1], 1) for group in members for i in range(size - 1)]
    others = [person(f"Other{i}") for i in range(more)]
    everyone = [one for group in members for one in group] or others
    statements += [says(one, topics[i % len(topics)], 1 - 2 * (i % 2)) for i, one in enumerate(others)]
    statements += [
        says(one, everyone[(7 * i) % len(everyone)], -1)
        for i, one in enumerate(others)
        if one is not everyone[(7 * i) % len(everyone)]
    ]
    statements += [says(one, others[(i + 1) % more], 1) for i, one in enumerate(others)]
    found = tuple(
        Camp(((topics[c].label, 1),), False, tuple(Member(one.id, 0.9) for one in group), (topics[c].id,))
        for c, group in enumerate(members)
    )
    return draw(network_of(statements), statements, [document], camps=found, title="An affair"), topics


@pytest.fixture(scope="module", params=[0, 2, 3, 5])
def affair(request):
    return drawing_of(request.param)


def geometry(tab):
    shown = tab.evaluate("kgView.shown()")
    spots = tab.evaluate("ids => ids.map(id => ({ ...kgView.point(id), r: kgView.radius(id) }))", shown)
    return shown, spots, tab.evaluate("kgView.names()"), tab.evaluate("kgView.lines()")


def covers(a, b):
    return (a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
            and a["y"] < b["y"] + b["height"] - 2 and b["y"] < a["y"] + a["height"] - 2)  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS)
def test_no_circle_and_no_name_covers_another_and_every_name_is_written(read, affair, screen):  # noqa: F811
    drawing, _ = affair
    tab = read(drawing, viewport={"width": screen[0], "height": screen[1]})
    shown, spots, names, _ = geometry(tab)
    assert LEAST[screen[0]] <= len(shown) <= (16 if screen[0] < 820 else 34)
    for a, b in combinations(spots, 2):
        assert hypot(a["x"] - b["x"], a["y"] - b["y"]) >= a["r"] + b["r"]
    for a, b in combinations(names, 2):
        assert not covers(a, b), (a, b)
    label = {node.id: node.label for node in drawing.nodes}
    written = [name["text"].rstrip("…") for name in names]
    for id in shown:
        assert any(text and label[id].startswith(text) for text in written), label[id]


@pytest.mark.parametrize("screen", SCREENS[:2])
def test_a_click_in_the_middle_of_a_name_or_a_line_selects_it(read, affair, screen):  # noqa: F811
    tab = read(affair[0], viewport={"width": screen[0], "height": screen[1]})
    shown, _, _, lines = geometry(tab)
    for id in [*shown[::3], *lines[::4]]:
        at = tab.evaluate("id => kgView.point(id)", id)
        tab.mouse.click(at["x"], at["y"])
        assert tab.evaluate("kgView.selected()") == id
        tab.keyboard.press("Escape")


def test_camps_are_columns_with_what_they_are_about_between_them(read):  # noqa: F811
    drawing, (topic, other) = drawing_of(2)
    tab = read(drawing, viewport={"width": 1440, "height": 900})
    shown, spots, _, _ = geometry(tab)
    at = dict(zip(shown, spots, strict=True))
    camp = {node.id: node.camp for node in drawing.nodes}
    left, right = ([at[id]["x"] for id in shown if camp[id] == number] for number in (0, 1))
    assert left and right and len(set(map(round, left))) == len(set(map(round, right))) == 1
    assert max(left) < at[topic.id]["x"] < min(right) and max(left) < at[other.id]["x"] < min(right)


def test_a_crowd_that_is_told_once_takes_nobody_s_seat(read):  # noqa: F811
    document, treaty = Document.of("ab"), Party("concept/treaty", "Treaty", Kind.TOPIC, 0, 1)
    people = [Party(f"person/{i}", f"Dr. {i}", Kind.PERSON, 0, 1) for i in range(61)]
    crowd, again = (Party(f"group/{n}", f"{n} generals", Kind.GROUP, 0, 1) for n in ("88", "95"))
    told = [
        statement_of(document, one, "judges", treaty, 1 - 2 * (i % 2)) for i, one in enumerate([*people, crowd, again])
    ]
    told.append(statement_of(document, again, "judges", people[0], 1))
    tab = read(draw(network_of(told), told, [document], title="An affair"), viewport={"width": 1440, "height": 900})
    while (more := tab.get_by_text(re.compile(r"^Show \d+ more"))).count():
        more.click()
    shown = set(tab.evaluate("kgView.shown()"))
    assert again.id in shown and crowd.id not in shown


def test_one_line_a_pair_grey_where_the_sides_are_mixed_leads_to_all_its_sentences(read):  # noqa: F811
    document = Document.of("ab")
    people = [Party(f"person/{i}", f"Person {i}", Kind.PERSON, 0, 1) for i in range(70)]

    def says(a, b, polarity, relation):
        return statement_of(document, people[a], relation, people[b], polarity)

    statements = [says(i, 0, 1, "backs") for i in range(1, 70)] + [says(i, 0, -1, "fights") for i in range(1, 40)]
    statements += [says(0, i, -1, "fights") for i in range(1, 5)]
    tab = read(draw(network_of(statements), statements, [document], title="Many"))
    line = "c:person/1,person/0"
    assert line in tab.evaluate("kgView.lines()") and "c:person/0,person/1" in tab.evaluate("kgView.lines()")
    at = tab.evaluate("id => kgView.point(id)", line)
    tab.mouse.click(at["x"], at["y"])
    panel = tab.locator("#panel")
    panel.locator("h2").wait_for()
    assert "backs" in panel.inner_text() and "fights" in panel.inner_text()
    assert tab.evaluate("location.hash").startswith("#c=")


def test_more_names_and_all_names_are_a_click_away_and_in_the_address(read, affair):  # noqa: F811
    tab = read(affair[0], viewport={"width": 1440, "height": 900})
    first = set(tab.evaluate("kgView.shown()"))
    tab.get_by_role("button", name="Show 30 more").click()
    assert first < set(tab.evaluate("kgView.shown()"))
    tab.get_by_role("button", name="All names").click()
    assert not any(line.startswith("c:") for line in tab.evaluate("kgView.lines()"))
    tab.wait_for_timeout(400)  # the address follows once the reader pauses
    assert "names=1" in tab.evaluate("location.hash")
    tab.get_by_role("button", name="Who takes sides").click()
    assert all(line.startswith("c:") for line in tab.evaluate("kgView.lines()"))


def test_who_is_searched_for_joins_the_picture_and_stays(read, affair):  # noqa: F811
    drawing, _ = affair
    tab = read(drawing, viewport={"width": 1440, "height": 900})
    shown = set(tab.evaluate("kgView.shown()"))
    hidden = next(node for node in reversed(drawing.nodes) if node.id not in shown and node.kind == "Person")
    tab.locator("#search").fill(hidden.label)
    tab.keyboard.press("Enter")
    assert hidden.id in tab.evaluate("kgView.shown()")
    tab.keyboard.press("Escape")
    assert hidden.id in tab.evaluate("kgView.shown()")


def test_filters_lay_out_what_is_left(read):  # noqa: F811
    drawing, _ = drawing_of(2)
    tab = read(drawing, viewport={"width": 1440, "height": 900})
    tab.get_by_label("Opposes −", exact=True).uncheck()
    shown, spots, _, lines = geometry(tab)
    assert lines and all(at["y"] < 900 for at in spots)
    for a, b in product(spots, repeat=2):
        assert a is b or hypot(a["x"] - b["x"], a["y"] - b["y"]) >= a["r"] + b["r"]


def test_the_picture_that_is_taken_away_has_the_camps(read):  # noqa: F811
    tab = read(drawing_of(2)[0], viewport={"width": 1440, "height": 900})
    tab.locator("#export").click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="SVG").click()
    text = download.value.path().read_text("utf-8")
    assert text.count("<rect") == 4, "the paper, the frame and two camps"
    assert "In no camp" in text


def test_the_tooltip_of_a_name_tells_its_kind_statements_and_camp(read):  # noqa: F811
    drawing, _ = drawing_of(2)
    tab = read(drawing, viewport={"width": 1440, "height": 900})
    shown = tab.evaluate("kgView.shown()")
    node = next(node for node in drawing.nodes if node.camp == 1 and node.id in shown)
    at = tab.evaluate("id => kgView.point(id)", node.id)
    tab.mouse.move(at["x"], at["y"], steps=3)
    tab.locator(".vis-tooltip").get_by_text(node.label).wait_for()
    told = tab.locator(".vis-tooltip").inner_text().split("\n")
    assert told[1:] == [f"Person · in {node.degree} statements", "Camp B: For Treaty 1 of LindhavenLindhaven"]


def test_who_takes_no_side_and_is_looked_at_is_counted_among_those_shown(read):  # noqa: F811
    document = Document.of("ab")
    people = [Party(f"person/{i}", f"Person {i}", Kind.PERSON, 0, 1) for i in range(80)]
    statements = [statement_of(document, one, "backs", people[0], 1) for one in people[1:9]]
    statements += [statement_of(document, one, "meets", people[9], 0) for one in people[10:]]
    tab = read(draw(network_of(statements), statements, [document], title="Few take sides"))
    assert tab.locator("#notice").inner_text().startswith("9 of 9 names that take sides")
    tab.locator("#search").fill("Person 79")
    tab.keyboard.press("Enter")
    assert tab.locator("#notice").inner_text().startswith("10 of 10 ")
