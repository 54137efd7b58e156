"""GEXF as its schema (1.3) has it, and so that Gephi keeps every edge."""

import io
import math
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from factories import quick
from hypothesis import given
from hypothesis import strategies as st
from test_network_files import debate

from kg.network import CHOICES, chosen, gexf, written

OURS, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"
NUMBERS = {"integer": int, "long": int, "float": float, "double": float}
TYPES = {*NUMBERS, "string", "boolean"}
HAS = {  # the attributes that an element must have, and may have
    "gexf": ({"version"}, {"variant"}),
    "meta": (set(), {"lastmodifieddate"}),
    "graph": (set(), {"defaultedgetype", "idtype", "mode", "timeformat", "timerepresentation", "start", "end"}),
    "attributes": ({"class"}, set()),
    "attribute": ({"id", "title", "type"}, set()),
    "nodes": (set(), {"count"}),
    "edges": (set(), {"count"}),
    "node": ({"id"}, {"label", "start", "end"}),
    "edge": ({"id", "source", "target"}, {"label", "weight", "kind", "type", "start", "end"}),
    "attvalues": (set(), set()),
    "attvalue": ({"for", "value"}, {"start", "end"}),
}
HOLDS = {
    "gexf": ["meta", "graph"],
    "meta": ["creator", "keywords", "description"],
    "graph": ["attributes", "nodes", "edges"],
    "attributes": ["attribute"],
    "nodes": ["node"],
    "edges": ["edge"],
    "node": ["attvalues", "color", "position", "size"],
    "edge": ["attvalues", "color", "thickness"],
    "attvalues": ["attvalue"],
}
DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")


def faults(text: str) -> list[str]:
    """What the schema, or a reading program, has against ``text``."""
    root, found = ET.fromstring(text), []
    for element in root.iter():
        name = element.tag.removeprefix(OURS).removeprefix(VIZ)
        space = VIZ if name in ("color", "position", "size", "thickness") else OURS
        if element.tag != space + name:
            found.append(f"{element.tag} is of another namespace")
        if name in HAS:
            must, may = HAS[name]
            found += [f"{name} lacks {one}" for one in must - set(element.keys())]
            found += [f"{name} has {one}" for one in set(element.keys()) - must - may]
        inner = [child.tag.removeprefix(OURS).removeprefix(VIZ) for child in element]
        order = HOLDS.get(name, [])
        found += [f"{name} holds {child}" for child in inner if child not in order]
        if name in ("gexf", "graph") and inner != sorted(inner, key=order.index):
            found.append(f"{name} holds {inner}, out of order")
        if name in ("node", "edge"):
            found += [f"{name} has two {child}" for child in set(inner) if inner.count(child) > 1]
    graph = root.find(OURS + "graph")
    declared = {
        owner.get("class"): {one.get("id"): one.get("type") for one in owner}
        for owner in graph.iter(OURS + "attributes")
    }
    ids = [one.get("id") for one in graph.iter(OURS + "attribute")]
    found += ["an attribute is declared twice"] if len(set(ids)) < len(ids) else []
    found += [f"type {kind}" for own in declared.values() for kind in own.values() if kind not in TYPES]
    nodes = {node.get("id") for node in graph.iter(OURS + "node")}
    for owner in ("node", "edge"):
        each = list(graph.iter(OURS + owner))
        found += [f"two {owner}s of one id"] if len({one.get("id") for one in each}) < len(each) else []
        for value in (value for one in each for value in one.iter(OURS + "attvalue")):
            kind = declared[owner].get(value.get("for"))
            if kind is None:
                found.append(f"{owner} has a value for {value.get('for')}, which is not declared")
            elif kind in NUMBERS and not math.isfinite(NUMBERS[kind](value.get("value"))):
                found.append(f"{value.get('value')} is no {kind}")
            elif kind == "boolean" and value.get("value") not in ("true", "false"):
                found.append(f"{value.get('value')} is no boolean")
    parallel = set()
    for edge in graph.iter(OURS + "edge"):
        found += [f"edge without its {end}" for end in ("source", "target") if edge.get(end) not in nodes]
        weight = float(edge.get("weight", "1"))
        found += [] if 0 < weight < math.inf else [f"weight {weight}"]
        ends = edge.get("source"), edge.get("target"), edge.get("kind")
        found += [f"two edges {ends}"] if ends in parallel else []
        parallel.add(ends)
        days = [day for day in (edge.get("start"), edge.get("end")) if day is not None]
        found += [f"day {day}" for day in days if not DAY.fullmatch(day)]
        found += ["days, but a static graph"] if days and graph.get("mode") != "dynamic" else []
    found += ["days, but no format of time"] if graph.get("mode") == "dynamic" and not graph.get("timeformat") else []
    return found


BOTH = [("p/ann", "s/cem", 1, 1), ("p/ann", "s/cem", -1, 2), ("o/bob", "s/cem", 1, -1), ("o/bob", "s/cem", -1, -1),
        ("o/bob", "s/cem", 0, -1), ("s/cem", "p/ann", -1, 3)]  # fmt: skip


@pytest.mark.parametrize("said", [None, BOTH, BOTH[:2], BOTH[-1:]])
@pytest.mark.parametrize("which", CHOICES)
def test_every_network_is_valid_and_keeps_its_edges(which, said):
    network = chosen(debate() if said is None else debate(said), which)
    text = gexf(network)
    assert faults(text) == []
    assert ET.fromstring(text).find(f"{OURS}graph/{OURS}edges").__len__() == network.number_of_edges()


@pytest.mark.parametrize("by", [None, "activity", "prominence"])
def test_who_is_for_and_against_keeps_an_edge_of_its_amount_that_counts_0(by):
    network = chosen(debate([*BOTH, ("p/ann", "t/tax", 1, 4)]), "two-mode", by=by)
    read = nx.read_gexf(io.BytesIO(written(network, "x.gexf").encode()), version="1.3")
    for one, other, weight in network.edges(data="weight"):
        edge = read.edges[one, other]
        assert edge["signed"] == weight and edge["weight"] > 0
        assert not weight or edge["weight"] == abs(weight)
    if by is None:
        assert read.edges["p/ann", "→ s/cem"]["weight"] == 2


ends, weights = st.sampled_from("abc"), st.sampled_from([-2, -0.5, 0, 0.25, 3])
values = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.floats(), st.text(max_size=5), st.just(("a", "b")))
carried = st.dictionaries(st.sampled_from(["kind", "label", "statements", "share", "odd name"]), values, max_size=4)


@quick
@given(
    st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiDiGraph]),
    st.lists(st.tuples(ends, ends, weights, carried)),
    carried,
)
def test_whatever_nodes_and_edges_carry(kind, edges, node):
    network = kind()
    network.add_node("a", **node)
    for one, other, weight, data in edges:
        network.add_edge(one, other, weight=weight, **data)
    assert faults(gexf(network)) == []
