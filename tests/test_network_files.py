"""A network in files: each is read back and is the same network, whatever names the documents hold."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import networkx as nx
import pandas as pd
import pytest
from factories import quick, texts
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NetworkError
from kg.network import CHOICES, Discourse, chosen, measured, narrowed, tables, written
from kg.network.measures import MEASURES
from kg.network.standing import Named, Standing

NAMES = {"p/ann": "Ann", "o/bob": "Bob & <Sons>", "s/cem": "Cem", "t/tax": "tax", "t/road": "road", "t/park": "park"}
SAID = [
    ("p/ann", "t/tax", 1, 1), ("p/ann", "t/road", -1, 2), ("o/bob", "t/tax", 1, 3), ("s/cem", "t/tax", -1, 4),
    ("s/cem", "t/road", -1, 5), ("s/cem", "t/park", 1, -1), ("p/ann", "s/cem", -1, 6), ("o/bob", "p/ann", 1, 7),
    ("p/ann", "o/bob", 0, 8),
]  # fmt: skip
KINDS = {"p": "Person", "o": "Organization", "s": "State", "t": "Topic"}


def debate(said=SAID, names=NAMES) -> Discourse:
    """Statements of actor, target, polarity and day (738000 and so many; −1: undated), numbered from 0; Bob tells them
    all. Those that take no side tell who belongs to whom."""
    rows = [
        {"statement": f"key{n:02}", "actor": actor, "target": target, "relation": "holds",
         "kind": "stance" if side else "relation",
         "polarity": side, "document": f"d{n % 3}", "day": 738000 + day if day > 0 else -1, "confidence": 0.5 + n / 20,
         "weight": 1.0, "asserted": True, "sources": ("o/bob",)}
        for n, (actor, target, side, day) in enumerate(said)
    ]  # fmt: skip
    parties = {id: Named(label, KINDS[id[0]]) for id, label in names.items()}
    return Discourse(pd.DataFrame(rows).set_index("statement"), Standing(parties, {}, {}, {}), 0.0)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def weights(network) -> dict:
    """The weight of each edge, both ways where there is no direction."""
    found = {(one, other): weight for one, other, weight in network.edges(data="weight")}
    return found | ({} if network.is_directed() else {(b, a): weight for (a, b), weight in found.items()})


every = pytest.mark.parametrize("which", CHOICES)
ENDINGS = ("gexf", "graphml", "net", "json", "csv", "matrix.csv", "nodes.csv")


# --- read back ---


@every
def test_graphml_is_read_back_by_networkx(which):
    network = chosen(debate(), which)
    read = nx.parse_graphml(written(network, "x.graphml"))
    assert weights(read) == weights(network) and read.is_directed() == network.is_directed()
    assert {id: data["label"] for id, data in read.nodes(data=True)} == dict(network.nodes(data="label"))
    for one, other, data in network.edges(data=True):
        assert read.edges[one, other]["statements"].split() == list(data["statements"])
        assert (read.edges[one, other]["first"], read.edges[one, other]["last"]) == (data["first"], data["last"])


@every
def test_graphml_and_pajek_are_read_back_by_igraph(which, tmp_path):
    igraph = pytest.importorskip("igraph", reason="igraph is not installed: pip install igraph")
    network = chosen(debate(), which)
    path = tmp_path / "x.graphml"
    path.write_text(written(network, path.name), encoding="utf-8")
    read = igraph.Graph.Read_GraphML(str(path))
    ids = read.vs["id"]
    found = {(ids[e.source], ids[e.target]): e["weight"] for e in read.es}
    assert found.items() <= weights(network).items() and len(found) == network.number_of_edges()
    assert read.vs["label"] == [data["label"] for _, data in network.nodes(data=True)]
    path = tmp_path / "x.net"
    path.write_text(written(network, path.name), encoding="utf-8")
    read = igraph.Graph.Read_Pajek(str(path))
    assert (read.vcount(), read.ecount(), read.is_directed()) == (len(network), len(found), network.is_directed())
    assert sorted(read.es["weight"] if found else []) == sorted(found.values())


@every
def test_gexf_is_read_back_with_days_and_without_signs(which):
    network = chosen(debate(), which)
    text = written(network, "x.gexf")
    read, signed = nx.read_gexf(io.BytesIO(text.encode())), any(w < 0 for w in weights(network).values())
    for one, other, data in network.edges(data=True):
        edge = read.edges[one, other]
        assert edge["signed" if signed else "weight"] == data["weight"] and edge["weight"] == abs(data["weight"])
        assert edge["statements"].split() == list(data["statements"])
        assert (edge.get("start", ""), edge.get("end", "")) == (data["first"], data["last"])
    assert set(read) == set(network) and "lastmodifieddate" not in text


def test_gexf_colours_tell_the_sides():
    # blue for, orange against
    root = ET.fromstring(written(chosen(debate(), "two-mode"), "x.gexf"))
    edges = {(e.get("source"), e.get("target")): e for e in root.iter() if e.tag.endswith("}edge")}
    colours = {ends: next(c for c in edge.iter() if c.tag.endswith("}color")) for ends, edge in edges.items()}
    assert [(colours["p/ann", to].get("r"), colours["p/ann", to].get("b")) for to in ("→ t/tax", "→ t/road")] == [
        ("0", "178"), ("213", "0")
    ]  # fmt: skip


@every
def test_json_is_read_back_whole(which):
    network = chosen(debate(), which)
    read = nx.node_link_graph(json.loads(written(network, "x.json")), edges="edges")
    lists = {
        edge: {k: list(v) if isinstance(v, tuple) else v for k, v in network.edges[edge].items()}
        for edge in network.edges
    }
    assert {edge: read.edges[edge] for edge in network.edges} == lists
    assert set(read) == set(network)


@every
def test_the_edge_list_names_who_and_counts_the_statements(which):
    network = chosen(debate(), which)
    head, *rows = table(written(network, "x.csv"))
    assert head[:6] == ["source", "target", "source_label", "target_label", "source_kind", "target_kind"]
    assert len(rows) == network.number_of_edges()
    for row, (one, other, data) in zip(rows, network.edges(data=True), strict=True):
        cell = dict(zip(head, row, strict=True))
        assert (cell["source"], cell["target"]) == (one, other.removeprefix("→ "))
        assert (cell["source_label"], cell["target_label"]) == (NAMES[one], NAMES[other.removeprefix("→ ")])
        assert float(cell["weight"]) == data["weight"]
        assert (cell["first"], cell["last"]) == (data["first"], data["last"])
        assert cell["statements"].split() == list(data["statements"]) and int(cell["count"]) == len(data["statements"])


@every
def test_the_matrix_holds_the_weights_with_labels_and_identifiers(which):
    network = chosen(debate(), which)
    (_, _, *labels), (_, _, *ids), *rows = table(written(network, "matrix.csv"))
    assert labels == [NAMES[id] for id in ids]
    mark = "→ " if which == "two-mode" else ""
    for id, label, *cells in rows:
        assert label == NAMES[id]
        for other, cell in zip(ids, cells, strict=True):
            assert float(cell) == weights(network).get((id, mark + other), 0)
    assert len(ids) + (len(rows) if mark else 0) == len(network)


def test_two_mode_matrix_by_hand():
    # Ann for tax, against road and Cem; Bob for tax and Ann; Cem against tax and road, for park
    rows = table(written(chosen(debate(), "two-mode"), "matrix.csv"))
    assert [row[1:] for row in rows if row[0] != "id"] == [
        ["", "Ann", "Cem", "park", "road", "tax"],
        ["Bob & <Sons>", "1", "0", "0", "0", "1"],
        ["Ann", "0", "-1", "0", "-1", "1"],
        ["Cem", "0", "0", "1", "-1", "-1"],
    ]


def test_pajek_by_hand():
    # of two modes: three actors among eight, Bob's edge to tax
    lines = written(chosen(debate(), "two-mode"), "x.net").splitlines()
    assert lines[0] == "*Vertices 8 3" and lines[1] == '1 "Bob & <Sons>"' and lines[9] == "*Edges"
    assert '2 "Ann (p/ann)"' in lines and '4 "Ann (→ p/ann)"' in lines  # who speaks and is spoken of
    assert written(chosen(debate(), "stances"), "x.net").splitlines()[-3:] == ["*Arcs", "1 2 1", "2 3 -1"]


# --- laws ---


@quick
@given(st.lists(texts, min_size=6, max_size=6))
def test_any_names_give_well_formed_files_without_formulas(labels):
    network = chosen(debate(names=dict(zip(NAMES, labels, strict=True))), "two-mode")
    before = nx.to_dict_of_dicts(network)
    for ending in ("gexf", "graphml"):
        ET.fromstring(written(network, f"x.{ending}"))
    assert len(written(network, "x.net").split("\n")) == 3 + len(network) + network.number_of_edges()
    for ending in ("csv", "matrix.csv", "nodes.csv"):
        for cell in (cell for row in table(written(network, f"x.{ending}")) for cell in row):
            assert cell[:1] not in ("=", "+", "@", "\t", "\r")
            assert cell[:1] != "-" or cell[1:].replace(".", "").isdigit()
    assert nx.to_dict_of_dicts(network) == before


def test_a_formula_in_a_name_is_plain_text():
    text = written(chosen(debate(names=NAMES | {"p/ann": "=cmd|' /C calc'!A0"}), "sides"), "x.csv")
    assert "'=cmd" in text and ",=cmd" not in text


@pytest.mark.parametrize("which", ("sides", "subtract", "two-mode"))
def test_the_order_of_statements_is_no_matter(which):
    one = debate()
    other = Discourse(one.rows.sample(frac=1, random_state=1), one.standing, 0.0)
    for ending in ENDINGS:
        assert written(chosen(one, which), f"x.{ending}") == written(chosen(other, which), f"x.{ending}")


def test_a_network_of_nobody_has_files_too():
    nobody = chosen(narrowed(debate(), until="1900"), "sides")
    for ending in ENDINGS:
        written(nobody, f"x.{ending}")


def test_bad_wishes_are_told_with_their_remedy(monkeypatch):
    network = chosen(debate(), "sides")
    with pytest.raises(NetworkError, match="file 'x.doc': unknown form; let it end in .gexf"):
        written(network, "x.doc")
    with pytest.raises(NetworkError, match="of 'targets': not for the network 'sides'; use it with ignore"):
        chosen(debate(), "sides", of="targets")
    with pytest.raises(NetworkError, match="network 'agreement': unknown; use sides, ignore"):
        chosen(debate(), "agreement")
    with pytest.raises(NetworkError, match="kind 'view': unknown; use stance"):
        narrowed(debate(), kinds=["view"])
    with pytest.raises(NetworkError, match="measure 'fame': unknown"):
        measured(network, ["fame"])
    monkeypatch.setattr(tables, "CELLS", 8)
    with pytest.raises(NetworkError, match="matrix of 3 × 3: more than 8 cells"):
        written(network, "matrix.csv")


# --- what is chosen and measured ---


def test_narrowing_by_hand():
    # days 738001 to 738008 are 2021-07-30 to 2021-08-06; number 5 is undated
    assert list(narrowed(debate(), since="2021-08-04").rows.index) == ["key06", "key07", "key08"]
    assert list(narrowed(debate(), until="2021-07").rows.index) == ["key00", "key01"]
    assert len(narrowed(debate(), least_confidence=0.75)) == 4  # 0.5, 0.55 and so on to 0.9
    assert len(narrowed(debate(), kinds=["action"])) == 0
    twice = debate([*SAID, SAID[0]])
    assert len(narrowed(twice, once_per="day")) == len(SAID) < len(twice)


def test_measures_are_written_into_a_copy():
    network = chosen(debate(), "stances")
    found = measured(network, ["degree", "roles", "disparity", "communities", "density"])
    assert found.network.nodes["p/ann"]["degree"] == 2 and found.network.nodes["p/ann"]["roles.liaison"] == 0
    assert found.nodes[0] == "degree" and found.groups == ("communities",) and found.edges == ("disparity",)
    assert found.whole == {"density": 2 / 3} and "degree" not in network.nodes["p/ann"]
    bounds = measured(chosen(debate(), "sides"), ["polarisation"]).whole
    assert 0 <= bounds["polarisation.order.lower"] <= bounds["polarisation.order.upper"] <= 1
    head, *rows = table(written(found.network, "nodes.csv"))
    assert dict(zip(head, rows[1], strict=True)).items() >= {"id": "p/ann", "label": "Ann", "degree": "2"}.items()


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_can_be_written(name):
    if name == "leiden":
        pytest.importorskip("igraph", reason="igraph is not installed: pip install igraph")
    which = {"directed": "stances", "two-mode": "two-mode", "one-mode": "sides"}[MEASURES[name].on[0]]
    found = measured(chosen(debate(), which), [name])
    assert found.nodes or found.groups or found.edges or found.whole
    for value in found.whole.values():
        assert isinstance(value, int | float)
    for ending in ENDINGS:
        written(found.network, f"x.{ending}")
