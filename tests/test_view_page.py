"""The page without a browser: whole, self-contained, and closed to whatever a document may contain."""

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from factories import quick
from hypothesis import given
from hypothesis import strategies as st
from test_view import affair, network_of

from kg.model import Document, Kind, Party, Statement, StatementKind
from kg.view import canvas, draw, page, show, write
from kg.view.encoding import columns

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a plain href in a name",
    "\u202eevil\u2066",
    "{{7*7}}{% raw %}",
    "<!-- <script>",
    "line\u2028separator & 'quotes' \"too\" \ud800",
]


class Tags(HTMLParser):
    """Every start tag with its attributes, and the text inside scripts, styles and the title."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags, self.inside = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] in ("script", "style", "title") and data.strip():
            self.inside.append((*self.tags[-1], data))

    def handle_endtag(self, tag):
        self.tags.append((f"/{tag}", {}))


def hostile(address: str = "javascript:alert(1)"):
    """A drawing in which every string that a document can supply is hostile."""
    text = " ".join(HOSTILE)
    document = Document.of(text, title=HOSTILE[0], publisher=HOSTILE[1], uri=address, published="2025-01-02")
    parties = []
    for i, name in enumerate(HOSTILE):
        start = text.index(name)
        parties.append(Party(f"person/{i}{name}", name, Kind.PERSON, start, start + len(name)))
    statements = [
        Statement(kind=StatementKind.STANCE, holder=a, relation="opposes", target=b, polarity=-1, confidence=0.5,
                  evidence=document.span(0, len(text)), cues=(document.span(0, 8),), rule=HOSTILE[1],
                  attributed_to=(a,), speech_act=HOSTILE[0])
        for a, b in zip(parties, parties[1:], strict=False)
    ]  # fmt: skip
    return draw(network_of(statements), statements, [document], title=HOSTILE[0], subtitle=HOSTILE[1])


def data_of(html: str) -> dict:
    """The data of a page, as its ``encoding.js`` has them: columns as objects, places as what stands there."""
    [(attributes, text)] = [(a, text) for _, a, text in Tags(html).inside if a.get("type") == "application/json"]
    if "data-packed" in attributes:
        text = gzip.decompress(base64.b64decode(text)).decode()
    data = json.loads(text)
    for name in ("nodes", "edges", "evidence"):
        values = [c if isinstance(c, list) else [c["of"][i] for i in c["at"]] for c in data[name].values()]
        data[name] = [dict(zip(data[name], row, strict=True)) for row in zip(*values, strict=True)]
    for edge in data["edges"]:
        edge |= {end: data["nodes"][edge[end]]["id"] for end in ("from", "to")}
        edge["statements"] = [data["evidence"][i]["key"] for i in edge["statements"]]
    return data


@pytest.fixture(scope="module")
def html():
    return page(draw(*affair(), title="The Lindhaven Accord"))


@pytest.mark.parametrize("make", [lambda: draw(*affair(), title="The Lindhaven Accord"), hostile])
def test_policy_names_every_script_and_style_and_nothing_else(make):
    tags = Tags(page(make()))
    [policy] = [a["content"] for _, a in tags.tags if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    digests = {"script": [], "style": []}
    for tag, attributes, text in tags.inside:
        if tag in digests and attributes.get("type") != "application/json":
            digests[tag].append(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == digests["script"]
    assert len(digests["script"]) == 2
    assert rules["style-src"].split() == digests["style"]
    assert len(digests["style"]) == 1


@pytest.mark.parametrize("make", [lambda: draw(*affair(), title="The Lindhaven Accord"), hostile])
def test_no_tag_loads_or_runs_anything(make):
    for tag, attributes in Tags(page(make())).tags:
        assert tag not in ("img", "iframe", "object", "embed", "base", "form")
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert attributes.get("href", "#").startswith(("#", "data:image/svg+xml,"))


def test_hostile_strings_arrive_as_they_are():
    html = page(hostile())
    data = data_of(html)
    assert {node["label"] for node in data["nodes"]} == set(HOSTILE)
    assert [text for tag, _, text in Tags(html).inside if tag == "title"] == [HOSTILE[0]]
    assert "{{7*7}}" in html and "49{" not in html


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///home/someone/a.txt", ""),
        (" http://spaced.example", ""),
        ("https://news.example/a?b=1&c", "https://news.example/a?b=1&c"),
        ("HTTP://news.example", "HTTP://news.example"),
    ],
)
def test_only_web_addresses_become_links(address, link):
    html = page(hostile(address))
    assert {record["link"] for record in data_of(html)["evidence"]} == {link}
    assert link or address not in html


def test_file_holds_the_page_as_utf8(tmp_path, html):
    drawing = draw(*affair(), title="The Lindhaven Accord")
    write(drawing, tmp_path / "graph.html")
    assert (tmp_path / "graph.html").read_bytes() == html.encode()
    assert "\r" not in html
    write(hostile(), tmp_path / "hostile.html")
    assert (tmp_path / "hostile.html").read_bytes().decode().startswith("<!doctype html>")


def test_parts_of_the_page_join_to_the_sentences(html):
    _, statements, _ = affair()
    joined = {record["key"]: "".join(text for text, _ in record["parts"]) for record in data_of(html)["evidence"]}
    assert joined == {s.key: s.evidence.text for s in statements}


def test_notebook_gets_a_sandboxed_frame_and_a_table():
    shown = show(hostile())
    bundle = shown._repr_mimebundle_()
    assert bundle["text/html"] == shown._repr_html_()
    assert bundle["text/plain"].splitlines()[0].endswith("7 nodes, 6 edges, 6 statements>")
    tags = Tags(bundle["text/html"]).tags
    [frame] = [attributes for tag, attributes in tags if tag == "iframe"]
    assert frame["sandbox"] == "allow-scripts allow-downloads allow-popups"
    [packed] = re.findall(r'atob\("([A-Za-z0-9+/=]+)"\)', frame["srcdoc"])
    assert gzip.decompress(base64.b64decode(packed)).decode() == page(hostile())
    assert not [tag for tag, _ in tags if tag in ("script", "img")]
    assert sum(tag == "tr" for tag, _ in tags) == 1 + 6


def test_importing_the_room_loads_no_heavy_library():
    script = "import sys, kg.view; print(*({'pyvis', 'networkx', 'numpy', 'scipy', 'jinja2'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


def test_a_page_carries_the_drawing_whole(html):
    drawing = draw(*affair(), title="The Lindhaven Accord")
    data = data_of(html)
    assert [(n["id"], n["label"], n["short"] or n["label"], n["x"], n["y"], n["camp"]) for n in data["nodes"]] == [
        (n.id, n.label, n.short, n.x, n.y, n.camp) for n in drawing.nodes
    ]
    assert [(e["from"], e["to"], e["relation"], e["polarity"], tuple(e["statements"])) for e in data["edges"]] == [
        (e.source, e.target, e.relation, e.polarity, e.statements) for e in drawing.edges
    ]


MIXED = st.sampled_from([0, 0.0, 1, True, False, None, "", (), "x"])


@quick
@given(st.lists(st.builds(lambda a, b: {"a": a, "b": b}, MIXED, st.text())))
def test_columns_give_back_every_value_with_its_type(rows):
    found = columns(rows)
    values = {n: c if isinstance(c, list) else [c["of"][i] for i in c["at"]] for n, c in found.items()}
    assert [repr(row) for row in rows] == [repr({n: values[n][i] for n in values}) for i in range(len(rows))]


def test_a_large_page_is_packed(monkeypatch, html):
    monkeypatch.setattr(canvas, "LARGE", 1000)
    small = page(draw(*affair(), title="The Lindhaven Accord"))
    assert len(small) < len(html)
    assert data_of(small) == data_of(html)
