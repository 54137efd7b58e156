"""Pictures: the same network gives the same bytes, and everything that should be read stands in them."""

import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path

import pytest
from factories import quick, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from test_network_files import NAMES, debate

from kg.errors import NetworkError
from kg.network import chosen
from kg.network.measures.camps import camps
from kg.view import plots
from kg.view.sides import TINTS, letter

# Ann and Bob for tax; Cem against
CAMPS = [{"p/ann", "o/bob"}, {"s/cem"}]
ROWS = [("2025-01", {"p/ann": 1, "o/bob": 1, "s/cem": 2}), ("2025-02", {"p/ann": 2, "s/cem": 2})]
COURSE = [
    ("2025-02", 0.5, 0.4, 0.6),
    ("2025-W11", 0.2, 0.1, 0.2),
    ("2025-01-15", 0.3, None, None),
    ("2025-03", 0.4, 0.4, 0.5),
]


def words(figure) -> list[str]:
    """The texts of an SVG picture, in the order in which they stand in it."""
    root = ET.fromstring(plots.picture(figure, ".svg"))
    return ["".join(text.itertext()).strip() for text in root.iter("{http://www.w3.org/2000/svg}text")]


def drawn(names=NAMES):
    said = debate(names=names)
    return {
        "dendrogram": plots.dendrogram(chosen(said, "sides"), CAMPS, title=names["t/tax"]),
        "matrix": plots.matrix(chosen(said, "two-mode"), CAMPS),
        "camps": plots.camps_over_time(ROWS, names),
        "polarisation": plots.polarisation_over_time(COURSE, measure=names["t/tax"]),
    }


@pytest.mark.parametrize("ending", (".svg", ".png"))
def test_the_same_network_gives_the_same_bytes(ending):
    one, other = drawn(), drawn()
    for name in one:
        assert plots.picture(one[name], ending) == plots.picture(other[name], ending), name


def test_a_png_is_large_enough_to_read_and_an_svg_tells_no_day():
    for figure in drawn().values():
        png, svg = plots.picture(figure, ".png"), plots.picture(figure, ".svg")
        width, height = struct.unpack(">II", png[16:24])
        assert png.startswith(b"\x89PNG") and width > 300 and height > 100
        assert b"<dc:date>" not in svg and b"Matplotlib v" not in svg


@settings(quick, max_examples=8)
@given(st.lists(texts, min_size=6, max_size=6))
def test_any_names_are_drawn_as_words(labels):
    for figure in drawn(dict(zip(NAMES, labels, strict=True))).values():
        ET.fromstring(plots.picture(figure, ".svg"))


def test_names_are_neither_formulas_nor_markup():
    odd = NAMES | {"p/ann": r"$\frac{1}$ <script>x</script>"}
    assert r"A  $\frac{1}$ <script>x</script>" in words(drawn(odd)["dendrogram"])


def test_settings_of_the_user_stay_and_do_not_matter():
    import matplotlib

    before = plots.picture(drawn()["matrix"], ".svg")
    with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        assert plots.picture(drawn()["matrix"], ".svg") == before
        assert matplotlib.rcParams["font.size"] == 30


# --- what is shown ---


def test_the_matrix_stands_by_camps_and_has_signs_beside_colours():
    found = words(plots.matrix(chosen(debate(), "two-mode"), CAMPS))
    # how much more camp A is for it: tax 1 + 1 − (−1), Ann 1, road −1 − (−1), Cem −1, park −1
    targets, actors = ["tax", "Ann", "road", "Cem", "park"], ["Ann", "Bob & <Sons>", "Cem"]
    assert [word for word in found if word in NAMES.values()] == targets + actors
    assert (found.count("+"), found.count("−")) == (4, 4)
    assert {"camp A", "camp B"} <= set(found)


def test_camps_have_the_letters_and_colours_of_the_page():
    styles = files("kg.view").joinpath("templates", "colours.css").read_text(encoding="utf-8")
    assert re.findall(r"--camp-ink-\d: light-dark\((#\w+)", styles) == list(plots.CAMPS) and len(plots.CAMPS) == TINTS
    svg = plots.picture(plots.matrix(chosen(debate(), "two-mode"), CAMPS), ".svg").decode()
    assert all(colour in svg for colour in plots.CAMPS[:2]) and letter(0) == "A"


def test_two_who_agree_in_all_have_no_distance():
    said = [("p/ann", "t/tax", 1, 1), ("o/bob", "t/tax", 1, 3)]
    assert {"Ann", "Bob & <Sons>"} <= set(words(plots.dendrogram(chosen(debate(said), "sides"))))


def test_drawing_chooses_no_window_system():
    code = "import sys, test_view_plots as t; [t.plots.picture(f, '.png') for f in t.drawn().values()]"
    run = [sys.executable, "-c", f"{code}; print('matplotlib.pyplot' in sys.modules)"]
    where = {**os.environ, "PYTHONPATH": os.pathsep.join(("tests", ".")), "MPLBACKEND": "tkagg"}
    found = subprocess.run(run, capture_output=True, text=True, check=True, env=where, cwd=Path(__file__).parent.parent)
    assert found.stdout.strip() == "False"


def test_both_sides_are_marked():
    said = [("p/ann", "t/tax", 1, 1), ("p/ann", "t/tax", -1, 2), ("o/bob", "t/tax", 1, 3)]
    found = words(plots.matrix(chosen(debate(said), "two-mode")))
    assert (found.count("±"), found.count("+"), found.count("−")) == (1, 1, 0)


def test_the_dendrogram_joins_those_who_agree_first():
    # Ann and Bob: 1 over tax, 1 because Bob is for Ann; Ann and Cem: −1 over tax, 1 over road, −1 because Ann is
    # against Cem; Bob and Cem: −1 over tax. Distances 1 − 2/2, 1 + 1/2 and 1 + 1/2.
    network = chosen(debate(), "sides")
    found = [word for word in words(plots.dendrogram(network, camps(network))) if word[3:] in NAMES.values()]
    assert found in (["A  Ann", "A  Bob & <Sons>", "B  Cem"], ["A  Bob & <Sons>", "A  Ann", "B  Cem"],
                     ["B  Cem", "A  Ann", "A  Bob & <Sons>"], ["B  Cem", "A  Bob & <Sons>", "A  Ann"])  # fmt: skip


def test_clusters_over_time_number_every_change():
    found = words(plots.camps_over_time(ROWS, NAMES))
    # Bob last in 1; Cem, then Ann, in 2; numbers at the first date and where Ann changes
    assert [w for w in found if w in NAMES.values()] == ["Bob & <Sons>", "Cem", "Ann"]
    assert sorted(w for w in found if w in "123") == ["1", "1", "2", "2"]
    assert "2025-01" in found and "2025-02" in found


def test_what_cannot_be_drawn_is_told_with_its_remedy():
    with pytest.raises(NetworkError, match="dendrogram: needs a network of one mode"):
        plots.dendrogram(chosen(debate(), "stances"))
    with pytest.raises(NetworkError, match="dendrogram: no two are tied"):
        plots.dendrogram(chosen(debate(), "sides", least=99))
    with pytest.raises(NetworkError, match="matrix: no actor"):
        plots.matrix(chosen(debate(), "sides"))
    with pytest.raises(NetworkError, match="nobody is in a cluster"):
        plots.camps_over_time([("2025", {})], {})
    with pytest.raises(NetworkError, match="no dates"):
        plots.polarisation_over_time([])
    with pytest.raises(NetworkError, match="picture '.doc': unknown form; let its name end in .svg or .png"):
        plots.picture(drawn()["matrix"], ".doc")
