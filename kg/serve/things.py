"""What the pages tell of a thing, read from a store as plain frozen data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rdflib import DC, DCTERMS, RDF, RDFS, URIRef

from kg.display import Mark, parts
from kg.rdf import iris
from kg.rdf.vocabulary import CLASSES, KG, NIF, STATEMENT_CLASSES
from kg.store import Store
from kg.view.drawing import after, before

Rows = tuple[tuple[Any, ...], ...]
EACH = 50  # statements on a page
_KINDS = {str(iri): str(kind) for kind, iri in CLASSES.items()}
_STATEMENT_KINDS = {str(iri): str(kind) for kind, iri in STATEMENT_CLASSES.items()}
_LOCAL = re.compile(re.escape(iris.BASE) + r"((?:id|rel|graph)/[^/].*|ns(?:#.*)?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Link:
    """Words, and where they lead: a path here, an address on the web, or nowhere (empty)."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A statement with its sentence. ``holder`` is ``None`` where the document itself speaks; ``parts`` are the
    sentence's pieces with their roles; ``date`` is the day of publication, ``event`` the day that the sentence names,
    if it is another; ``more`` are names and values of what else is known of it."""

    key: str
    href: str
    holder: Link | None
    relation: Link
    target: Link
    polarity: int
    before: str
    parts: tuple[tuple[str, str], ...]
    after: str
    document: Link
    publisher: str
    source: Link
    date: str | None
    event: str | None
    sources: tuple[Link, ...]
    negated: bool
    certainty: str
    temporality: str
    confidence: float
    rule: str
    more: tuple[tuple[str, str], ...]


def asked(store: Store, name: str, **values: Any) -> Rows:
    """The rows that the question in ``sparql/name.rq`` gives."""
    return store.query(question(name), values)[1]


@cache
def question(name: str) -> str:
    return resources.files("kg.serve").joinpath(f"sparql/{name}.rq").read_text(encoding="utf-8")


def href(iri: str) -> str:
    """Where ``iri`` can be looked at: here if it is of this graph, on the web if it is a web address, else nowhere."""
    if local := _LOCAL.fullmatch(iri):
        return "/" + local[1]
    return iri if iri.lower().startswith(("http://", "https://")) else ""


def words(name: str) -> str:
    """``withdrawsFrom`` → "withdraws from".

    >>> words("https://w3id.org/stancegraph/rel/withdrawsFrom")
    'withdraws from'
    """
    last = re.split(r"[/#]", name)[-1]
    return re.sub(r"[_-]", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", last)).lower()


def kind(classes: Iterable[str]) -> str:
    """The kind of a thing by its classes' addresses, or ``""``."""
    return next((_KINDS[iri] for iri in classes if iri in _KINDS), "")


class Facts(dict[str, list[Any]]):
    """The values of each property of a thing."""

    @classmethod
    def of(cls, store: Store, iri: str) -> "Facts":
        found = cls()
        for property, value in asked(store, "facts", thing=URIRef(iri)) if iri else ():
            found.setdefault(property, []).append(value)
        return found

    def one(self, property: str) -> Any:
        """The value, the first of several, or ``None``."""
        return self.get(str(property), [None])[0]

    def all(self, property: str) -> list[Any]:
        return self.get(str(property), [])


def place(iri: Any) -> tuple[int, int] | None:
    """The characters, half-open, at which a place in a text lies; ``None`` where ``iri`` is none."""
    try:
        return iris.offsets(str(iri))
    except ValueError:
        return None


def card(store: Store, iri: str) -> Card | None:
    """The statement with that address, or ``None`` where there is none, or not the whole of one."""
    facts = Facts.of(store, iri)
    evidence = Facts.of(store, facts.one(KG.evidence) or "")
    document = Facts.of(store, evidence.one(NIF.referenceContext) or "")
    found, text = place(facts.one(KG.evidence)), document.one(NIF.isString)
    if found is None or not isinstance(text, str) or facts.one(KG.relation) is None:
        return None
    start, end = found
    places = [("cue", place(cue)) for cue in facts.all(KG.cue)]
    places += [(role, place(facts.one(KG[f"{role}Span"]))) for role in ("holder", "target")]
    marks = (Mark(role, at[0] - start, at[1] - start) for role, at in places if at and start <= at[0] <= at[1] <= end)
    return Card(
        key=iris.thing_id(iri).removeprefix("stance/"),
        href=href(iri),
        holder=_party(store, facts.one(KG.holder), facts.one(KG.holderLabel)) if facts.one(KG.holder) else None,
        relation=Link(words(facts.one(KG.relation)), href(facts.one(KG.relation))),
        target=_party(store, facts.one(KG.target) or "", facts.one(KG.targetLabel)),
        polarity=facts.one(KG.polarity) or 0,
        before=before(text, start),
        parts=tuple(parts(text[start:end], tuple(marks))),
        after=after(text, end),
        document=Link(document.one(DC.title) or "no title", href(evidence.one(NIF.referenceContext))),
        publisher=document.one(DC.publisher) or "",
        source=Link(document.one(DC.source) or "", href(document.one(DC.source) or "")),
        date=document.one(DCTERMS.issued),
        event=event if (event := facts.one(KG.statedOn)) != document.one(DCTERMS.issued) else None,
        sources=_sources(store, facts),
        negated=bool(facts.one(KG.negated)),
        certainty=words(facts.one(KG.certainty) or ""),
        temporality=words(facts.one(KG.temporality) or ""),
        confidence=confidence if isinstance(confidence := facts.one(KG.confidence), int | float) else 0.0,
        rule=facts.one(KG.rule) or "",
        more=_more(facts),
    )


def _party(store: Store, iri: str, label: str | None) -> Link:
    if not label and iri:
        label = next((name for (name,) in asked(store, "named", thing=URIRef(iri))), None)
    return Link(label or iri, href(iri))


def _sources(store: Store, facts: Facts) -> tuple[Link, ...]:
    """Whose word it is, in their order where there are several."""
    parties = (Facts.of(store, party) for party in facts.all(KG.party))
    chain = sorted((p for p in parties if p.one(KG.partyRole) == "source"), key=lambda p: p.one(KG.position) or 0)
    if chain:
        return tuple(_party(store, one.one(KG.refersTo) or "", one.one(RDFS.label)) for one in chain)
    return tuple(_party(store, source, None) for source in facts.all(KG.attributedTo))


def _more(facts: Facts) -> tuple[tuple[str, str], ...]:
    kinds = (_STATEMENT_KINDS[iri] for iri in facts.all(RDF.type) if iri in _STATEMENT_KINDS)
    ended = "yes" if facts.one(KG.ended) else None
    named = {"kind": next(kinds, None), "act": facts.one(KG.speechAct), "role": facts.one(KG.role),
             "since": facts.one(KG.since), "until": facts.one(KG.until), "ended": ended,
             "PLOVER": facts.one(KG.plover), "CAMEO": facts.one(KG.cameo)}  # fmt: skip
    return tuple((name, str(value)) for name, value in named.items() if value is not None)


def cards(store: Store, statements: Iterable[str]) -> list[Card]:
    return [found for iri in statements if (found := card(store, iri))]
