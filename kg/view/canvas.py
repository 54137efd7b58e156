"""pyvis's `Network` with the page of this project: own template, own escaping, nothing fetched.

pyvis carries the data model and vis-network 9.1.2. Its own template loads Bootstrap from the network, escapes neither
headings nor tooltips and is never used.
"""

from dataclasses import asdict
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.display import parts, web
from kg.lexicon import load
from kg.model import DRAWN, digest
from kg.resolve.verdicts import opposite
from kg.view.closed import hashed, source
from kg.view.drawing import Drawing, Edge, Evidence, Node
from kg.view.encoding import LARGE, columns, packed, places, script_text

STYLES = ("colours.css", "evidence.css", "page.css", "matrix.css", "tools.css", "corrections.css")


SHOWN = ("key", "holder", "relation", "target", "before", "after", "title", "publisher", "source", "date", "confidence",
         "rule", "certainty", "negated", "temporality", "speech_act", "attributed_to")  # fmt: skip


class Canvas(Network):  # type: ignore[misc]  # pyvis has no types
    """The nodes and edges of a drawing as pyvis keeps them, and the page that shows them."""

    def __init__(self, drawing: Drawing, home: str = ""):
        super().__init__(directed=True, cdn_resources="in_line", heading=drawing.title)
        self.templateEnv = Environment(loader=PackageLoader("kg.view"), autoescape=True)
        self.drawing, self.home = drawing, home
        # add_node() and add_edge() look through all that is there for each one that comes
        self.nodes = [_node(node) for node in drawing.nodes]
        self.edges = [_edge(edge) for edge in drawing.edges]
        self.node_map = {node["id"]: node for node in self.nodes}
        self.node_ids = list(self.node_map)

    def generate_html(self) -> str:
        """The page: no request leaves it, and its policy names the only style and the only scripts that may run."""
        style = "\n".join(map(source, STYLES))
        engine = source("lib/vis-9.1.2/vis-network.min.js", "pyvis").partition("//# sourceMappingURL")[0]
        script = source("page.js")
        policy = (
            f"default-src 'none'; script-src {hashed(engine)} {hashed(script)}; style-src {hashed(style)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        data = script_text(self._data())
        large = len(data) > LARGE
        return self.templateEnv.get_template("page.html").render(
            title=self.drawing.title, home=self.home, policy=policy, style=Markup(style), engine=Markup(engine),
            script=Markup(script), data=Markup(packed(data) if large else data), large=large
        )  # fmt: skip

    def write_html(self, name: str) -> None:
        """Write the page to the file ``name``, in UTF-8 and with the line ends that its digests were taken of."""
        with open(name, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(self.generate_html())

    def _data(self) -> dict[str, Any]:
        node, told = places(self.node_ids), places(evidence.key for evidence in self.drawing.evidence)
        edges = [
            edge | {"from": node[edge["from"]], "to": node[edge["to"]],
                    "statements": tuple(told[key] for key in edge["statements"])}
            for edge in self.edges
        ]  # fmt: skip
        return {
            "home": self.home,
            "title": self.drawing.title,
            "subtitle": self.drawing.subtitle,
            "documents": self.drawing.documents,
            "published": self.drawing.published,
            "read": self.drawing.read,
            "unsure": self.drawing.unsure,
            "least": self.drawing.least,
            "usual": DRAWN,
            "nodes": columns(self.nodes),
            "edges": columns(edges),
            "evidence": columns([_record(evidence) for evidence in self.drawing.evidence]),
            "counts": [[count.facet, count.value, count.statements] for count in self.drawing.counts],
            "camps": [asdict(camp) for camp in self.drawing.camps],
            "sizes": dict(self.drawing.sizes),
            "opposites": self._opposites(),
            "digest": self._digest(),
        }

    def _opposites(self) -> dict[str, tuple[str, str]]:
        """By relation and sign, with which relation and kind of statement it is if its sign was wrong."""
        lexicon = load()
        signed = sorted({(edge.relation, edge.polarity) for edge in self.drawing.edges if edge.polarity})
        found = {f"{relation}|{sign}": opposite(relation, sign, lexicon) for relation, sign in signed}
        return {edge: (other.name, str(other.kind)) for edge, other in found.items()}

    def _digest(self) -> str:
        """What is drawn, in a few letters: decisions about another page are none about this one."""
        drawing = self.drawing
        names = ((node.id, node.label) for node in drawing.nodes)
        return digest(drawing.title, *names, *(edge.id for edge in drawing.edges), *(e.key for e in drawing.evidence),
                      length=16)  # fmt: skip


def _node(node: Node) -> dict[str, Any]:
    short = None if node.short == node.label else node.short
    return {"id": node.id, "label": node.label, "short": short, "kind": node.kind, "aliases": node.aliases, "x": node.x,
            "y": node.y, "size": node.size, "community": node.community, "degree": node.degree,
            "camp": node.camp, "entity": node.entity}  # fmt: skip


def _edge(edge: Edge) -> dict[str, Any]:
    return {"id": edge.id, "from": edge.source, "to": edge.target, "relation": edge.relation, "kind": edge.kind,
            "polarity": edge.polarity, "weight": edge.weight, "bend": edge.bend,
            "statements": edge.statements}  # fmt: skip


def _record(evidence: Evidence) -> dict[str, Any]:
    """What a card shows. An address that is not http(s) stays out: a script, or a path on the maker's machine."""
    shown = {name: getattr(evidence, name) for name in SHOWN}
    return shown | {"parts": tuple(parts(evidence.sentence, evidence.marks)), "link": web(evidence.uri)}
