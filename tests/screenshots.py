"""The pictures of README and guide, made from the example articles: ``make screenshots``. Needs a Chromium."""

import io
import shutil
import sys
import tempfile
from pathlib import Path

import kg
from kg.view import Drawing, write

FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none"]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SHOTS = (  # name, screen, colours, steps: what to press
    ("graph", DESK, "light", ()),
    ("dark", DESK, "dark", ()),
    ("matrix", DESK, "light", ("#as-matrix",)),
    ("phone", PHONE, "light", ()),
)
SETTLED = 600  # milliseconds, when all has faded in
SHARP = 1.5  # pixels to one of the page


def told_most(drawing: Drawing) -> str:
    """The id of the edge that takes a side in most statements."""
    sides = [edge for edge in drawing.edges if edge.polarity]
    return min(sides, key=lambda edge: (-edge.weight, edge.id)).id


def main(folder: Path) -> None:
    """Write a PNG for each of `SHOTS` into ``folder``, an edge selected."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        sys.exit("no Chromium found to take the screenshots with: install one ('apt install chromium')")
    from PIL import Image
    from playwright.sync_api import sync_playwright

    graph = kg.build([str(Path(kg.__file__).parent / "examples")], title="The Baltic Data Accord")
    drawing = graph.draw()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        write(drawing, Path(place) / "graph.html")
        address = f"{(Path(place) / 'graph.html').as_uri()}#e={told_most(drawing)}"
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, screen, colours, steps in SHOTS:
            tab = browser.new_page(viewport=screen, color_scheme=colours, device_scale_factor=SHARP)
            tab.goto(address)
            for step in steps:
                tab.locator(step).click(timeout=5000)
            tab.wait_for_timeout(SETTLED)
            picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
            path = folder / f"{name}.png"
            # 256 colours by most coverage: by median, the few pixels of the lines would turn grey
            few = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
            few.save(path, optimize=True)
            print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
            tab.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
