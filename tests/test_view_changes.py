"""The page of differences, read by a parser and in a browser: whole, closed to hostile text, and filtered by hand."""

import re
from dataclasses import replace

import pytest
from factories import FORUM, JANE, affair
from test_diff import kept, said
from test_view_browser import chromium  # noqa: F401
from test_view_page import HOSTILE, Tags

from kg.diff import Difference, compare
from kg.view.changes import MOST, page


def changes():
    """One of each kind, two holders."""
    before, after = affair(), [*affair()[1:], *said()]
    after[0] = replace(after[0], statements=tuple(replace(s, polarity=-s.polarity) for s in after[0].statements))
    after[1] = replace(after[1], statements=tuple(replace(s, confidence=0.1) for s in after[1].statements))
    return compare(kept(before), kept(after))


def hostile():
    [one] = compare(kept([]), kept(said()))
    for text in HOSTILE:
        names = ("holder", "target", "rule", "title", "publisher", "source", "date", "key", "relation")
        line = replace(one.line, sentence=f"{text} and more", cues=((0, len(text)),), **dict.fromkeys(names, text))
        yield Difference("revised", replace(line, rule="x" + text, holder=text[::-1]), line)


def test_every_difference_is_on_the_page_with_its_words():
    found = changes()
    html = page(found, "affair@1", "affair")
    tags = Tags(html).tags
    assert len([1 for tag, _ in tags if tag == "article"]) == len(found)
    assert len([1 for tag, _ in tags if tag == "mark"]) == sum(len(one.line.cues) for one in found)
    assert "affair@1" in html and "Reworded" in html
    assert page(found, "affair@1", "affair") == html
    assert "No differences" in page((), "a", "b")


def test_the_page_is_closed_to_hostile_text():
    html = page(list(hostile()), HOSTILE[0], HOSTILE[1])
    tags = Tags(html)
    assert [name for name, _ in tags.tags if name in ("img", "script", "iframe")] == ["script"]
    assert all(not name.startswith("on") for _, attributes in tags.tags for name in attributes)
    links = {attributes["href"] for name, attributes in tags.tags if name == "a"}
    assert links == {"#changes"}


def test_more_than_a_browser_bears_is_cut_and_said():
    [one] = compare(kept([]), kept(said()))
    html = page([one] * (MOST + 1), "a", "b")
    assert html.count("<article") == MOST and re.search(r"This page shows the first 5,000", html)


@pytest.mark.browser
def test_filters_and_colours_in_a_browser(chromium, tmp_path):  # noqa: F811
    found = [*changes(), *hostile()]
    (tmp_path / "p.html").write_text(page(found, "a", "b"), encoding="utf-8", errors="replace")
    said_, asked = [], []
    tab = chromium.new_page(viewport={"width": 1024, "height": 768})
    tab.on("console", lambda message: said_.append(message.text))
    tab.on("pageerror", lambda error: said_.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((tmp_path / "p.html").as_uri())

    def shown() -> int:
        return tab.locator("article:visible").count()

    assert shown() == len(found)
    tab.get_by_label("Vanished").uncheck()
    assert shown() == sum(one.change != "vanished" for one in found)
    tab.get_by_label(JANE.label, exact=True).check()
    assert shown() == sum(one.change != "vanished" and one.line.holder == JANE.label for one in found)
    assert tab.locator("section[data-change=vanished]").is_hidden()
    tab.locator("#every").click()
    tab.get_by_label("Vanished").check()
    assert shown() == len(found)
    hidden = tab.get_by_role("radio", name=HOSTILE[0])
    hidden.check()
    assert shown() == 1
    before = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.locator("#theme").click()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert tab.locator("mark.cue").first.inner_text()
    assert said_ == [] and len(asked) == 1
    assert FORUM.label in tab.locator("article").first.inner_text()
    tab.close()
