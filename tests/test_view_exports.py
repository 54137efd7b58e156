"""What a reader takes away from the page: pictures, tables, graphs, paper."""
# ruff: noqa: F811 (fixtures)

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import networkx as nx
from test_gexf import faults
from test_view_browser import chromium, edge_of, names, read  # noqa: F401
from test_view_page import hostile
from test_view_tools import drawing, total  # noqa: F401

from kg.view import show

SVG = "{http://www.w3.org/2000/svg}"


def exported(tab, label):
    """The name and the bytes of a download."""
    tab.get_by_role("button", name="Export").click()
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name=label).click()
    return waiting.value.suggested_filename, open(waiting.value.path(), "rb").read()


def test_data_exports_hold_what_the_filters_leave(read, drawing):
    tab = read(drawing, "#no-polarity=-1&from=2025-02&to=2025-06")
    later = {e.key for e in drawing.evidence if e.date >= "2025-02"}
    left = {
        edge.id: later & set(edge.statements)
        for edge in drawing.edges
        if edge.polarity != -1 and edge.kind != "assertion"
    }
    left = {id: keys for id, keys in left.items() if keys}
    by_key, by_edge = {e.key: e for e in drawing.evidence}, {e.id: e for e in drawing.edges}

    name, found = exported(tab, "Statements, CSV")
    assert name == "the-lindhaven-accord-who-stands-where.csv"
    assert found.startswith(b"\xef\xbb\xbf") and b"\r\n" in found
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"), newline="")))
    assert {row["statement"] for row in rows} == set().union(*left.values()) and len(rows) == total(tab)
    for row in rows:
        evidence = by_key[row["statement"]]
        assert (row["sentence"], row["date"], float(row["confidence"])) == (
            evidence.sentence, evidence.date, evidence.confidence)  # fmt: skip
        edges = [by_edge[id] for id, keys in left.items() if row["statement"] in keys]
        assert (row["from_id"], row["relation"], row["to_id"]) in {(e.source, e.relation, e.target) for e in edges}

    _, found = exported(tab, "Graph, GEXF")
    assert faults(found.decode()) == []
    network = nx.read_gexf(io.BytesIO(found), version="1.3")
    assert {data["id"] for *_, data in network.edges(data=True)} == set(left)
    for source, target, data in network.edges(data=True):
        edge = by_edge[data["id"]]
        assert (source, target, data["relation"], data["polarity"], data["weight"]) == (
            edge.source, edge.target, edge.relation, edge.polarity, len(left[edge.id]))  # fmt: skip
        assert data["first"] <= data["last"]
    kinds = {node.id: (node.label, node.kind, node.community) for node in drawing.nodes}
    for id, data in network.nodes(data=True):
        assert (data["label"], data["kind"], data["community"]) == kinds[id] and data["viz"]["size"] >= 6

    _, found = exported(tab, "Everything shown, JSON")
    whole = json.loads(found)
    assert {edge["id"]: set(edge["statements"]) for edge in whole["edges"]} == left
    assert {node["id"] for node in whole["nodes"]} == set(network)
    assert {s["key"]: s["sentence"] for s in whole["statements"]} == {
        key: by_key[key].sentence for keys in left.values() for key in keys}  # fmt: skip


def test_pictures_hold_what_is_on_the_screen(read, drawing):
    tab = read(drawing)
    _, found = exported(tab, "Picture, SVG")
    root = ElementTree.fromstring(found)
    written = {text.text for text in root.iter(f"{SVG}text")}
    assert set(names(tab)) | {drawing.title, "Opposes −", "Person"} <= written
    lines = [line for line in root.iter(f"{SVG}polyline") if line.get("fill") == "none"]
    assert len(lines) == sum(e.kind != "assertion" and e.source != e.target for e in drawing.edges)
    dashed = [line for line in lines if line.get("stroke-dasharray")]
    assert len(dashed) == sum(e.polarity != 1 and e.kind != "assertion" for e in drawing.edges)
    name, found = exported(tab, "Picture, PNG")
    assert name.endswith(".png") and found.startswith(b"\x89PNG")
    assert int.from_bytes(found[16:20]) == 2 * round(float(root.get("width")))


def test_hostile_names_stay_text_in_every_export(read):
    tab = read(hostile())
    _, found = exported(tab, "Statements, CSV")
    rows = csv.reader(io.StringIO(found.decode("utf-8-sig"), newline=""))
    assert not [cell for row in rows for cell in row if cell and cell[0] in "=+-@" and cell != "-1"]
    name, found = exported(tab, "Picture, SVG")
    assert re.fullmatch(r"[a-z0-9-]+\.svg", name)
    assert not {tag.tag for tag in ElementTree.fromstring(found).iter()} & {f"{SVG}script", f"{SVG}image"}
    _, found = exported(tab, "Graph, GEXF")
    assert faults(found.decode()) == []
    assert nx.read_gexf(io.BytesIO(found), version="1.3").number_of_edges() == 6


def test_a_formula_is_no_formula_in_a_table(read, drawing):
    tab = read(replace(drawing, evidence=tuple(replace(e, title="=1+1") for e in drawing.evidence)))
    _, found = exported(tab, "Statements, CSV")
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"), newline="")))
    assert {row["title"] for row in rows} == {"'=1+1"}
    assert {row["polarity"] for row in rows} == {"1", "0", "-1"}, "numbers stay numbers"


def test_exports_work_in_a_notebook_frame(chromium, drawing):
    tab = chromium.new_page(viewport={"width": 1200, "height": 700})
    tab.set_content(show(drawing)._repr_html_())
    frame = tab.frame_locator("iframe")
    frame.locator("#export").click()
    with tab.expect_download() as waiting:
        frame.get_by_role("button", name="Statements, CSV").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    tab.close()


def test_paper_shows_title_picture_and_evidence_in_light_colours(read, drawing, tmp_path):
    edge = edge_of(drawing, "Petra Lund", "heads", "Harbour Union")
    tab = read(drawing, f"#e={edge.id}", color_scheme="dark")
    assert tab.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.locator("#title").is_visible() and tab.locator(".card q").is_visible()
    assert tab.locator("#print > svg").is_visible() and not tab.locator("#rail").is_visible()
    assert tab.locator("#print rect").first.get_attribute("fill") == "rgb(247, 248, 248)"
    light = {"rgb(26, 32, 38)", "rgb(87, 97, 102)", "rgb(58, 70, 80)", "rgb(0, 114, 178)", "rgb(213, 94, 0)"}
    dark = {"rgb(232, 236, 239)", "rgb(160, 171, 181)", "rgb(201, 209, 216)", "rgb(86, 180, 233)", "rgb(230, 159, 0)"}
    used = set(
        tab.evaluate(
            "[...document.querySelectorAll('#print *')].flatMap(e => ['fill', 'stroke'].map(a => e.getAttribute(a)))"
        )
    )
    assert used & light and not used & dark
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
