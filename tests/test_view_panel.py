"""The panel beside the picture, before anything is chosen: its figures are those of the other outputs."""

from test_view import affair
from test_view_browser import chromium, drawing, read  # noqa: F401

from kg.network import contested


def test_what_is_contested_is_what_the_statistics_say(drawing, read):  # noqa: F811
    found = [f"{one.label} +{one.positive} −{one.negative}" for one in contested(affair()[0])][:3]
    rows = read(drawing).locator("#panel h3", has_text="Most contested").locator("xpath=following-sibling::button")
    assert found and [" ".join(rows.nth(n).inner_text().split()) for n in range(rows.count())] == found
