"""The page that explains the ontology, and the one road to everything that is written from its sources.

``python -m kg.view.reference FOLDER`` writes those files in a checkout of the repository; ``make ontology`` does that.
"""

import re
import sys
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kg import lexicon
from kg.rdf import ontology
from kg.rdf.reference import Reference, reference

_NAME = re.compile(r"(?<![\w:/#])(?:\w*:[A-Za-z]\w*)")
_PARTS = re.compile(r"(?<= [;.]) (?=\S)")  # of a Turtle example on one line


def page(known: Reference) -> str:
    """The reference as one HTML page that asks nothing of the network and runs no script."""
    environment = Environment(
        loader=PackageLoader("kg.view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def linked(text: str) -> Markup:
        """``text`` with every name that is known made a link."""
        parts, end = [], 0
        for found in _NAME.finditer(text):
            if address := known.links.get(found[0]):
                parts += [escape(text[end : found.start()]), Markup('<a href="{}">{}</a>').format(address, found[0])]
                end = found.end()
        return Markup("").join([*parts, escape(text[end:])])

    environment.filters |= {
        "linked": linked,
        "laid": lambda turtle: _PARTS.sub("\n    ", turtle),
        "anchor": lambda name: known.links[name].removeprefix("#"),
    }
    return environment.get_template("reference.html").render(known=known)


def written(root: Path) -> dict[Path, str]:
    """What each file under ``root`` that is made from others ought to hold: ``kg.ttl`` (its relations), the scheme of
    relations, the shapes that run, and the page."""
    relations, folder = lexicon.load().relations.values(), root / "ontologies"
    terms = ontology.with_relations((folder / "kg.ttl").read_text(encoding="utf-8"), relations)
    shapes = (folder / "shapes.ttl").read_text(encoding="utf-8")
    return {
        folder / "kg.ttl": terms,
        folder / "stances.ttl": ontology.stances(relations),
        root / "kg" / "rdf" / "shapes.ttl": shapes,
        root / "docs" / "ontology.html": page(reference(terms, shapes, relations)),
    }


if __name__ == "__main__":
    for path, text in written(Path(sys.argv[1])).items():
        path.write_text(text, encoding="utf-8", newline="\n")
