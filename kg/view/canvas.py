"""pyvis's `Network` with the page of this project: own template, own escaping, nothing fetched.

pyvis carries the data model and vis-network 9.1.2. Its own template loads Bootstrap from the network, escapes neither
headings nor tooltips and is never used.
"""

import json
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from pyvis.network import Network

from kg.display import parts, web
from kg.view.closed import hashed, source
from kg.view.drawing import Drawing, Evidence

SCRIPTS = ("core.js", "filters.js", "canvas.js", "labels.js", "panel.js", "search.js", "page.js")
STYLES = ("colours.css", "evidence.css", "page.css")


SHOWN = ("key", "holder", "relation", "target", "before", "after", "title", "publisher", "date", "confidence", "rule",
         "certainty", "negated", "temporality", "speech_act", "attributed_to")  # fmt: skip


class Canvas(Network):
    """The nodes and edges of a drawing as pyvis keeps them, and the page that shows them."""

    def __init__(self, drawing: Drawing, home: str = ""):
        super().__init__(directed=True, cdn_resources="in_line", heading=drawing.title)
        self.templateEnv = Environment(loader=PackageLoader("kg.view"), autoescape=True)
        self.drawing, self.home = drawing, home
        for node in drawing.nodes:
            self.add_node(node.id, node.label, color=None, x=node.x, y=node.y, size=node.size, short=node.short,
                          kind=node.kind, aliases=node.aliases, community=node.community,
                          degree=node.degree)  # fmt: skip
        for edge in drawing.edges:
            self.add_edge(edge.source, edge.target, id=edge.id, relation=edge.relation, kind=edge.kind,
                          polarity=edge.polarity, weight=edge.weight, bend=edge.bend,
                          statements=edge.statements)  # fmt: skip

    def generate_html(self) -> str:
        """The page: no request leaves it, and its policy names the only style and the only scripts that may run."""
        style = "\n".join(map(source, STYLES))
        engine = source("lib/vis-9.1.2/vis-network.min.js", "pyvis").partition("//# sourceMappingURL")[0]
        script = "\n".join(map(source, SCRIPTS))
        script = f'(() => {{\n"use strict";\n{script}}})();\n'
        policy = (
            f"default-src 'none'; script-src {hashed(engine)} {hashed(script)}; style-src {hashed(style)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        return self.templateEnv.get_template("page.html").render(
            title=self.drawing.title, home=self.home, policy=policy, style=Markup(style), engine=Markup(engine),
            script=Markup(script), data=Markup(_json(self._data()))
        )  # fmt: skip

    def write_html(self, name: str) -> None:
        """Write the page to the file ``name``, in UTF-8 and with the line ends that its digests were taken of."""
        with open(name, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(self.generate_html())

    def _data(self) -> dict[str, Any]:
        return {
            "home": self.home,
            "title": self.drawing.title,
            "subtitle": self.drawing.subtitle,
            "documents": self.drawing.documents,
            "read": self.drawing.read,
            "unsure": self.drawing.unsure,
            "nodes": self.nodes,
            "edges": self.edges,
            "evidence": [_record(evidence) for evidence in self.drawing.evidence],
            "counts": [[count.facet, count.value, count.statements] for count in self.drawing.counts],
        }


def _record(evidence: Evidence) -> dict[str, Any]:
    """What a card shows. An address that is not http(s) stays out: a script, or a path on the maker's machine."""
    shown = {name: getattr(evidence, name) for name in SHOWN}
    return shown | {"parts": parts(evidence.sentence, evidence.marks), "link": web(evidence.uri)}


def _json(value: Any) -> str:
    """JSON in ASCII that no HTML parser can take for markup."""
    text = json.dumps(value, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
