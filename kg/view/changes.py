"""What differs between two graphs as one self-contained HTML page."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from kg.diff import Difference, Line
from kg.display import Mark, parts, web, words
from kg.view.closed import hashed, source

STYLES = ("colours.css", "evidence.css", "page.css", "changes.css")
MOST = 5000  # differences on a page; a browser grows slow beyond
HOLDERS = 40  # that one may choose from, those with the most differences
HEADINGS = {
    "turned": "Changed sign",
    "appeared": "Appeared",
    "vanished": "Vanished",
    "revised": "Reworded",
}
SIGNS = {1: ("support", "+", ""), 0: ("neutral", "○", "1 4"), -1: ("oppose", "−", "6 4")}


def page(differences: Sequence[Difference], before: str, after: str) -> str:
    """The page as HTML: offline, without a single request, in light and dark. ``before`` and ``after`` name what was
    compared. Of more than `MOST` differences the first are shown, and the page says so."""
    shown = differences[:MOST]
    style = "\n".join(map(source, STYLES))
    script = source("changes.js")
    policy = (
        f"default-src 'none'; script-src {hashed(script)}; style-src {hashed(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    groups = [(change, list(map(_card, group))) for change, group in groupby(shown, key=lambda one: one.change)]
    holders = Counter(one.line.holder for one in shown)
    return (
        Environment(loader=PackageLoader("kg.view"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
        .get_template("changes.html")
        .render(
            before=before, after=after, groups=groups, headings=HEADINGS, total=len(differences), shown=len(shown),
            holders=sorted(holders.items(), key=lambda one: (-one[1], one[0]))[:HOLDERS], others=len(holders) - HOLDERS,
            policy=policy, style=Markup(style), script=Markup(script),
        )
    )  # fmt: skip


def _card(difference: Difference) -> dict[str, Any]:
    line = difference.line
    return {
        "line": line,
        "verb": words(line.relation),
        "sign": SIGNS[line.polarity],
        "signs": [SIGNS[sign] for sign in difference.signs] if len(difference.signs) > 1 else [],
        "told": [told for told in difference.told if told[0] != "polarity"],
        "parts": parts(line.sentence, _marks(line)),
        "link": web(line.source),
        "headline": line.title or line.source or line.document[:10],
    }


def _marks(line: Line) -> tuple[Mark, ...]:
    size = len(line.sentence)
    return tuple(Mark("cue", start, end) for start, end in line.cues if 0 <= start < end <= size)
