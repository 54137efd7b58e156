"""How fast the page opens and moves, beside pyvis's own page of the same graph: ``python -m tests.bench_view``.

Headless Chromium, software rendering, pages from files: read the figures as ratios. "First picture" is the time from
the start of the navigation to the first frame with the graph in it; pyvis's is stopped after `PATIENCE`.
"""

import random
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from pyvis.network import Network

from kg.model import Document, Kind, Party, Statement, StatementKind
from kg.view import draw, write
from tests.bench import machine
from tests.test_view import network_of

SIZES = {500: (0.5, 50, 1), 5000: (1.0, 40, 6), 50_000: (3.0, 40, 25)}  # nodes: seconds, frames a second, megabytes
if len(sys.argv) > 1:
    SIZES = {k: v for k, v in SIZES.items() if k <= int(sys.argv[1])}
PATIENCE = 30  # seconds
TIMES = 3  # that our page is opened; the middle figure counts
TEXT = (
    "The hearing went on until the evening, and several members left the room before the vote was taken.",
    "The {0} told reporters on Monday that it {1} the {2}, which had been put before the chamber after long talks.",
    "No date has been set for the next round, which is expected to be held behind closed doors in the capital.",
)
SIGNS = {1: ("supports", "welcomed"), -1: ("opposes", "rejected"), 0: ("comments", "spoke of")}
GROUP = 60  # parties of one community
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-extensions"]  # fmt: skip
FRAMES = """async () => { let [n, from] = [0, performance.now()]; window.done = new Promise((told) => {
  const tick = (now) => { n += 1; now - from < 2000 ? requestAnimationFrame(tick) : told(n * 1000 / (now - from)); };
  requestAnimationFrame(tick); }); }"""


def affair(nodes: int) -> tuple[list[Statement], list[Document]]:
    """``2 * nodes`` statements of as many pairs; four of five join parties of one community."""
    dice = random.Random(nodes)
    kinds = (Kind.PERSON, Kind.ORGANIZATION, Kind.STATE, Kind.TOPIC)
    names = [f"{kind} {number} of the Northern Coast" for number in range(nodes) for kind in [kinds[number % 4]]]
    statements, documents, seen = [], [], set()
    for number in range(2 * nodes):
        one = number % nodes
        at = one // GROUP * GROUP
        near = at + dice.randrange(min(GROUP, nodes - at))
        other = near if dice.random() < 0.8 else int(nodes * dice.random() ** 2)
        polarity = dice.choice((1, 1, -1, 0))
        if one == other or (one, other) in seen:
            continue
        seen.add((one, other))
        relation, verb = SIGNS[polarity]
        told = TEXT[1].format(names[one], verb, names[other])
        text = " ".join((TEXT[0], told, TEXT[2]))
        day = f"2025-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        document = Document.of(text, title=f"Chamber report {number}", publisher=f"Gazette {number % 40}",
                               published=day, uri=f"https://news.example/{day}/{number}")  # fmt: skip
        begin, start, verb_at = text.index(told), text.index(names[one]), text.index(f"it {verb}") + 3
        target = text.index(names[other], verb_at)
        parties = [Party(f"{kinds[i % 4].lower()}/{i}", names[i], kinds[i % 4], s, s + len(names[i]))
                   for i, s in ((one, start), (other, target))]  # fmt: skip
        statements.append(
            Statement(
                kind=StatementKind.STANCE,
                holder=parties[0],
                relation=relation,
                target=parties[1],
                polarity=polarity,
                evidence=document.span(begin, begin + len(told)),
                confidence=0.5 + 0.05 * (number % 10),
                cues=(document.span(verb_at, verb_at + len(verb)),),
                rule="verb/active",
            )  # fmt: skip
        )
        documents.append(document)
    return statements, documents


def opened(browser, path: Path, ready: str, limit: float) -> tuple[float | None, float | None]:
    """Seconds to the first picture, ``None`` beyond ``limit``; frames a second while the mouse drags the picture."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.route("http*://**", lambda route: route.abort())
    try:
        tab.goto(path.as_uri(), wait_until="commit")
        first = waited(tab, ready, limit)
        if first is None:
            return None, None
        tab.wait_for_timeout(500)
        box = tab.locator("canvas").first.bounding_box()
        x, y = box["x"] + 20, box["y"] + 60
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.evaluate(FRAMES)
        begun = perf_counter()
        while perf_counter() - begun < 2:
            tab.mouse.move(x + 200 * (perf_counter() - begun), y + 100 * (perf_counter() - begun))
        return first, tab.evaluate("window.done")
    finally:
        tab.close()


def waited(tab, ready: str, limit: float) -> float | None:
    """Seconds, once the page has a value for ``ready``; ``None`` beyond ``limit``. Its policy forbids other ways."""
    begun = perf_counter()
    while perf_counter() - begun < limit:
        if found := tab.evaluate(ready):
            return found / 1000
        tab.wait_for_timeout(50)
    return None


def beside(drawing, path: Path) -> None:
    """pyvis's own page of the same nodes and edges, as its users make it."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in drawing.nodes:
        network.add_node(node.id, label=node.label, title=node.label)
    for edge in drawing.edges:
        network.add_edge(edge.source, edge.target, title=edge.relation)
    page = network.generate_html()
    mark = "network.once('stabilized', () => requestAnimationFrame(() => window.at = performance.now()));"
    path.write_text(page.replace("return network;", f"{mark} return network;"), encoding="utf-8")


def main() -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        sys.exit("no Chromium found: install Debian's chromium to measure the page")
    from playwright.sync_api import sync_playwright

    print(f"machine   {machine()}")
    print("nodes   edges   drawn in Python   first picture   panning   file      pyvis: first picture, panning, file")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for nodes, (seconds, frames, megabytes) in SIZES.items():
            statements, documents = affair(nodes)
            begun = perf_counter()
            drawing = draw(network_of(statements), statements, documents, title="The Northern Coast")
            layout = perf_counter() - begun
            ours, theirs = Path(folder, "ours.html"), Path(folder, "pyvis.html")
            write(drawing, ours)
            ready = "performance.getEntriesByName('picture')[0]?.startTime"
            opens = [opened(browser, ours, ready, 60) for _ in range(TIMES)]
            first, pan = (median(figures) for figures in zip(*opens, strict=True))
            size = ours.stat().st_size / 1e6
            line = (f"{nodes:6} {len(drawing.edges):7}   {layout:8.1f} s      {first:6.2f} s (≤ {seconds})   "
                    f"{pan:3.0f} fps (≥ {frames})   {size:5.2f} MB (≤ {megabytes})")  # fmt: skip
            if nodes <= 5000:  # it tests every end of every edge against a list: beyond, hours
                beside(drawing, theirs)
                other, slow = opened(browser, theirs, "window.at", PATIENCE)
                told = (
                    f"{other:.1f} s ({other / first:.0f} ×), {slow:.0f} fps"
                    if other
                    else f"> {PATIENCE} s (> {PATIENCE / first:.0f} ×)"
                )
                line += f"   {told}, {theirs.stat().st_size / 1e6:.1f} MB"
            print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
