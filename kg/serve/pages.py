"""What workers do for the pages: each a plain function of a store that gives HTML, or ``None`` for what is unknown."""

from calendar import month_abbr
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from rdflib import URIRef

from kg import __version__
from kg.display import Mark, parts
from kg.rdf import iris
from kg.rdf.vocabulary import KG, NIF
from kg.serve.examples import examples
from kg.serve.formats import GRAPHS
from kg.serve.things import EACH, Link, Rows, asked, card, cards, href, kind, place, words
from kg.store import Store

ROLES = {
    "holder": "Takes a stance, acts or says",
    "target": "What others say of it and do to it",
    "source": "Is quoted",
    "part": "Takes part in what is spoken of",
}
LABELS = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label",
          "http://purl.org/dc/elements/1.1/title")  # fmt: skip
About = Rows  # property, value, whether it is an address, and its label if it has one
_SKOS, _RDF = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True, slots=True)
class Site:
    """What every page is told of its server."""

    title: str
    writable: bool


def index(store: Store, site: Site) -> bytes:
    """Where to begin: counts, who stands out, the newest documents."""
    [(documents, statements, entities)] = asked(store, "counts")
    return render(
        "index.html", site, counts={"documents": documents, "statements": statements, "entities": entities},
        foremost=asked(store, "foremost"), newest=asked(store, "newest")
    )  # fmt: skip


def find(store: Store, site: Site, text: str) -> bytes:
    """Who and what has ``text`` in its name."""
    found = asked(store, "find", words=text) if text.strip() else ()
    rows = [(Link(name, href(entity)), kind([type])) for entity, name, type in found]
    return render("find.html", site, text=text, found=rows)


def query(store: Store, site: Site) -> bytes:
    """The query page, with the named questions as examples."""
    return render("query.html", site, questions=examples(store), prefixes=iris.PREFIXES)


def thing(store: Store, site: Site, iri: str, role: str, page: int) -> bytes | None:
    """The page of whatever has that address; ``role`` and ``page`` (from 1) choose among an entity's statements."""
    about = _about(store, iri)
    if iri.startswith(iris.statement("")):
        found = card(store, iri)
        return render("statement.html", site, iri=iri, card=found, about=about) if found else None
    if iri.startswith(iris.document("")):
        return _document(store, site, iri, about) if about else None
    if iri.startswith(iris.relation("")):
        return _relation(store, site, iri, page)
    statements = asked(store, "parts", entity=URIRef(iri))
    if statements or about and kind(_values(about, _RDF + "type")):
        return _entity(store, site, iri, about, statements, role, page)
    links = [(Link(words(p), href(p)), _named(s)) for s, p in asked(store, "naming", thing=URIRef(iri))]
    if not about and not links:
        return None
    return render("thing.html", site, iri=iri, label=_label(about, iri), about=about, links=links)


def _entity(store: Store, site: Site, iri: str, about: About, statements: Rows, role: str, page: int) -> bytes:
    by_role: dict[str, list[str]] = defaultdict(list)
    for statement, part, _ in statements:
        by_role[part].append(statement)
    first, each = ((page - 1) * EACH, EACH) if role else (0, EACH // 5 if len(by_role) > 1 else EACH)
    shown = {
        part: cards(store, by_role[part][first : first + each])
        for part in ROLES
        if part in by_role and role in ("", part)
    }
    return render(
        "entity.html", site, iri=iri, label=_label(about, iri), kind=kind(_values(about, _RDF + "type")),
        aliases=sorted(set(_values(about, _SKOS + "altLabel"))), about=about, role=role, page=page, each=EACH,
        acts_for=_links(about, str(KG.actsFor)), elsewhere=_links(about, _SKOS + "exactMatch"), roles=ROLES,
        may_be=_links(about, str(KG.mayBe)),
        counts={part: len(found) for part, found in by_role.items()}, shown=shown,
        total=len({statement for statement, *_ in statements}),
        sides=[] if role else [(Link(label, href(target)), *rest)
                               for target, label, *rest in asked(store, "sides", holder=URIRef(iri))],
    )  # fmt: skip


def _document(store: Store, site: Site, iri: str, about: About) -> bytes:
    text = str(_value(about, str(NIF.isString)))
    found = asked(store, "in-document", document=URIRef(iri))
    marks = tuple(
        Mark(iris.thing_id(statement).removeprefix("stance/"), *ends)
        for statement, evidence in found
        if (ends := place(evidence))
    )
    return render(
        "document.html", site, iri=iri, label=_label(about, iri) if _value(about, LABELS[2]) else "no title",
        pieces=parts(text, marks), cards=cards(store, [statement for statement, *_ in found]), about=about,
        publisher=_value(about, "http://purl.org/dc/elements/1.1/publisher"),
        author=_value(about, "http://purl.org/dc/elements/1.1/creator"),
        date=_value(about, "http://purl.org/dc/terms/issued"),
        source=_value(about, "http://purl.org/dc/elements/1.1/source"),
        graph=href(iris.graph(iris.document_id(iri))),
    )  # fmt: skip


def _relation(store: Store, site: Site, iri: str, page: int) -> bytes | None:
    from kg.lexicon import load

    known = load().relations.get(iris.relation_name(iri))
    found = asked(store, "with-relation", relation=URIRef(iri))
    if not known and not found:
        return None
    first = (page - 1) * EACH
    shown = cards(store, [statement for statement, _ in found[first : first + EACH]])
    return render("relation.html", site, iri=iri, label=words(iri), relation=known, total=len(found), cards=shown,
                  page=page, each=EACH)  # fmt: skip


def terms(store: Store, site: Site) -> bytes:
    """The project's own terms."""
    classes = [name for name in sorted(KG.__annotations__) if name[0].isupper()]
    others = sorted(KG.__annotations__.keys() - set(classes))
    groups = {"Classes": classes, "Properties and values": others}
    return render("terms.html", site, groups=groups, iri=iris.BASE + "ns")


def graph(store: Store, site: Site, iri: str) -> bytes | None:
    """What a named graph holds, in short."""
    [(triples, subjects)] = asked(store, "size", graph=URIRef(iri)) or [(0, 0)]
    if not triples:
        return None
    document = iris.document(iris.graph_document(iri))
    known = bool(asked(store, "about", thing=document))
    return render("graph.html", site, iri=iri, triples=triples, subjects=subjects, name=iris.graph_document(iri),
                  document=href(document) if known else "")  # fmt: skip


def drawing(store: Store, title: str) -> bytes:
    """The graph view."""
    from kg.graph import Graph
    from kg.view import page

    return page(Graph(store, title=title).draw(), home="/").encode("utf-8", "replace")


def render(template: str, site: Site, **values: Any) -> bytes:
    """The template filled with ``values``, all of which are escaped."""
    return _templates().get_template(template).render(site=site, formats=GRAPHS, **values).encode("utf-8", "replace")


@cache
def _templates() -> Environment:
    found = Environment(loader=PackageLoader("kg.serve"), autoescape=True, undefined=StrictUndefined,
                        trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    found.filters |= {"day": _day, "words": words, "href": href}
    found.globals["version"] = __version__
    return found


def _about(store: Store, iri: str) -> About:
    return asked(store, "about", thing=URIRef(iri))


def _values(about: About, property: str) -> list[Any]:
    return [value for name, value, *_ in about if name == property]


def _value(about: About, property: str) -> Any:
    return next(iter(_values(about, property)), "")


def _label(about: About, iri: str) -> str:
    return next((str(v) for name in LABELS if (v := _value(about, name))), iris.thing_id(iri))


def _links(about: About, property: str) -> list[Link]:
    return [_named(value, label) for name, value, _, label in about if name == property]


def _named(iri: str, label: str | None = None) -> Link:
    return Link(label or iri.removeprefix(iris.BASE), href(iri))


def _day(date: str | None) -> str:
    """2025-01-03 → 3 Jan 2025; a year or a month stays as coarse as it is; anything else as it is written."""
    year, month, day = [*str(date or "").split("-"), "", ""][:3]
    if not date or not (year.isdigit() and month in ("", *(f"{n:02}" for n in range(1, 13)))):
        return str(date or "undated")
    return " ".join(filter(None, (day[:2].lstrip("0"), month_abbr[int(month)] if month else "", year)))
