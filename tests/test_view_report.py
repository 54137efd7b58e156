"""The report: every line leads to its sentences, the page is closed to hostile text, and readable in any browser."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from factories import affair
from test_view_browser import chromium  # noqa: F401
from test_view_page import HOSTILE, Tags

import kg
from kg.display.skipped import SKIPPED
from kg.network import discourse_of
from kg.network.affair import affair_of
from kg.view.report import CARDS, Read, page

KG = Path(kg.__file__).parent


def told(readings):
    """What a graph would hand over of ``readings``."""
    documents = tuple(reading.document for reading in readings)
    statements = tuple(statement for reading in readings for statement in reading.statements)
    entities = {entity.id: entity for reading in readings for entity in reading.entities}
    read = Read(documents, statements, 1234, (("holder-unnamed", 3),), "")
    return affair_of(discourse_of(statements, entities.values(), documents), actors="organization"), read


def shown(readings, **fields):
    found, read = told(readings)
    return page(found, replace(read, **fields), title="The forum")


def twice():
    """The affair of the forum, told by two outlets: who turned is told so more than once."""
    return [*affair(), *(_again(reading) for reading in affair())]


def _again(reading):
    other = replace(reading.document, id=reading.document.id[::-1], publisher="Another")
    return replace(reading, document=other, statements=tuple(_moved(s, other.id) for s in reading.statements))


def _moved(statement, document):
    evidence = replace(statement.evidence, document=document)
    return replace(statement, evidence=evidence, cues=tuple(replace(cue, document=document) for cue in statement.cues))


def test_every_claim_is_on_the_page_with_its_sentences():
    found, _ = told(twice())
    html = shown(twice())
    tags = Tags(html).tags
    cards = {attributes["data-statement"] for name, attributes in tags if name == "article"}
    assert found.contests and found.changes and found.actors
    for change in found.changes:
        assert {*change.before[:CARDS], *change.after[:CARDS]} <= cards
    for contest in found.contests:
        for position in (*contest.supporters, *contest.opponents, *contest.unclear):
            assert set(position.statements[:CARDS]) <= cards
    assert "Jane Doe" in html and "1,234 words" in html and "nobody is named who says it" in html
    assert shown(twice()) == html


def test_what_a_person_looked_at_is_told():
    assert "Nobody has checked the statements yet" in shown(affair())
    html = shown(affair(), looked_at="3 of 4 statements looked at were right.")
    assert html.count("3 of 4 statements looked at were right.") == 2 and "Nobody has checked" not in html


def test_little_evidence_is_said():
    html = shown([])
    for line in ("0 documents", "Too little evidence to name camps", "No statement by anybody was found"):
        assert line in html


def test_nothing_runs_and_nothing_is_fetched():
    html = shown(twice())
    tags = Tags(html)
    assert not {name for name, _ in tags.tags} & {"script", "img", "link", "iframe", "object", "form", "base"}
    [policy] = [a["content"] for name, a in tags.tags if a.get("http-equiv") == "Content-Security-Policy"]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ") and f"style-src 'sha256-{digest}'" in policy
    assert "url(" not in style and "@import" not in style
    assert all("style" not in attributes for _, attributes in tags.tags)
    links = [attributes for name, attributes in tags.tags if name == "a" and attributes["href"][0] != "#"]
    assert links and all(link["rel"] == "noopener noreferrer" for link in links)


def test_the_page_is_closed_to_hostile_text():
    readings = []
    for text in HOSTILE:
        for one in affair():
            document = replace(one.document, title=text, publisher=text, uri="javascript:alert(1)")
            parties = [replace(s, holder=replace(s.holder, label=text), uri="", rule=text, relation=text)
                       for s in one.statements]  # fmt: skip
            entities = tuple(replace(entity, label=text) for entity in one.entities)
            readings.append(replace(one, document=document, statements=tuple(parties), entities=entities))
    found, read = told(readings)
    html = page(found, replace(read, looked_at=HOSTILE[0], skips=((HOSTILE[1], 1),)), title=HOSTILE[0])
    tags = Tags(html)
    assert not {name for name, _ in tags.tags} & {"script", "img", "iframe"}
    assert all(not name.startswith("on") for _, attributes in tags.tags for name in attributes)
    assert {attributes["href"] for name, attributes in tags.tags if name == "a"} == {"#camps"}


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_line_opens_and_fits_a_telephone(chromium, tmp_path, scheme):  # noqa: F811
    path, said, asked = tmp_path / "report.html", [], []
    path.write_text(shown(twice()), encoding="utf-8")
    tab = chromium.new_page(viewport={"width": 360, "height": 800}, color_scheme=scheme)
    tab.on("console", lambda message: said.append(message.text))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    line = tab.locator("#actors details").first
    assert not line.locator("blockquote").first.is_visible()
    line.locator("summary").click()
    assert line.locator("blockquote").first.is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") == 360
    tab.emulate_media(media="print")
    assert tab.locator("#weakest blockquote").first.is_visible(), "on paper every line is open"
    tab.close()
    assert said == [] and asked == [path.as_uri()]


def test_a_day_that_a_file_name_gave_is_marked():
    first, *others = affair()
    named = replace(first.document, metadata=(*first.document.metadata, ("dated by", "file name")))
    assert (
        "from file name" not in shown(affair())
        and shown([replace(first, document=named), *others]).count("from file name") == 1
    )


def test_a_day_that_a_sentence_names_is_event_time():
    first, *others = affair()
    published = replace(first.document, published="2025-03-04")
    said = tuple(replace(one, date="2024-12") for one in first.statements)
    html = shown([replace(first, document=published, statements=said), *others])
    assert "2025-03-04 · event time 2024-12" in html
    said = tuple(replace(one, date="2025-03-04") for one in first.statements)
    assert "event time" not in shown([replace(first, document=published, statements=said)])


def test_every_reason_for_a_skip_has_its_words():
    files = [path for room in ("extract", "resolve") for path in (KG / room).glob("*.py")]
    reasons = {one for path in files for one in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text(encoding="utf-8"))}
    assert len(reasons) > 9 and reasons - {"e-mail"} <= set(SKIPPED)
