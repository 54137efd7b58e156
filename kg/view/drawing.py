"""Network → `Drawing`: plain frozen data with positions, and for every edge the sentences behind it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.display import Mark, marks_of
from kg.errors import KgError
from kg.model import ACTORS, DRAWN, Document, Kind, Statement, digest
from kg.view.camps import Camp

if TYPE_CHECKING:
    import networkx as nx

SMALLEST, LARGEST = 6.0, 18.0  # radius of a node, in pixels at zoom 1
NAME = 16.0  # what a name needs above or below its node, pixels
LETTER = 7.0  # width of a letter of a name, pixels
SHOWN = 0.25  # confidence from which the page has a statement for those who ask for less sure ones
REACH = 160  # characters of context before and after a sentence
BEND = 0.3  # curvature between two edges of the same pair
SHARPEST = 1.2  # curvature between the outermost two
CONTENT = frozenset((Kind.EVENT, Kind.PROPOSITION, Kind.STATEMENT))  # what is said, which no entity is


@dataclass(frozen=True, slots=True)
class Node:
    """A party at its place. ``short`` is the label as drawn; ``degree`` counts the statements at its edges;
    ``x``, ``y`` and the radius ``size`` are pixels at zoom 1; ``community`` 0 is the largest; ``camp`` is the place
    of its camp in those of the drawing, ``None`` where it is in none; an ``entity`` may be renamed and joined."""

    id: str
    label: str
    short: str
    kind: str
    aliases: tuple[str, ...]
    x: int
    y: int
    size: float
    community: int
    degree: int
    camp: int | None = None
    entity: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """All statements of one relation and polarity from one party to another. ``confidence`` is their highest,
    ``first`` and ``last`` their earliest and latest date (``None``: undated). ``bend`` is the curvature, positive
    clockwise seen from ``source``; edges of one pair differ in it, whichever way they point."""

    id: str
    source: str
    target: str
    relation: str
    kind: str
    polarity: int
    weight: int
    confidence: float
    first: str | None
    last: str | None
    bend: float
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement as a reader checks it. ``holder`` is empty where the document itself speaks; ``marks`` lack a
    party that the sentence does not name; ``date`` is the statement's, else the document's."""

    key: str
    holder: str
    relation: str
    target: str
    polarity: int
    kind: str
    before: str
    sentence: str
    after: str
    marks: tuple[Mark, ...]
    title: str
    publisher: str
    date: str | None
    uri: str
    confidence: float
    rule: str
    certainty: str
    negated: bool
    temporality: str
    speech_act: str | None
    attributed_to: tuple[str, ...]

    @property
    def source(self) -> str:
        """Who published it; where nobody is named, the document."""
        return self.publisher or self.title or self.uri or "untitled document"


@dataclass(frozen=True, slots=True)
class Count:
    """How many statements have ``value`` in ``facet``: ``polarity``, ``kind``, ``actor`` (the kind of a party),
    ``relation`` or ``source`` (see `Evidence.source`)."""

    facet: str
    value: str
    statements: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a page shows. ``nodes`` are sorted by degree, highest first. ``documents`` and ``read`` count the
    documents and statements handed in; ``unsure`` those of the statements that no edge leads to because they are
    negated, hedged, less sure than `SHOWN` or have no holder; ``least`` is the confidence that the page opens with.
    ``sizes`` holds for each measure one number a node (see `kg.view.sizes`). ``published`` are the first and the last
    day on which documents were published, none where no day is known."""

    title: str
    subtitle: str
    documents: int
    read: int
    unsure: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    evidence: tuple[Evidence, ...]
    counts: tuple[Count, ...]
    sizes: Mapping[str, tuple[int, ...]]
    camps: tuple[Camp, ...] = ()
    least: float = DRAWN
    published: tuple[str, ...] = ()


def draw(
    network: nx.MultiDiGraph[str],
    statements: Iterable[Statement],
    documents: Iterable[Document],
    *,
    title: str,
    subtitle: str = "",
    camps: Iterable[Camp] = (),
    least: float = DRAWN,
    entities: Iterable[str] | None = None,
) -> Drawing:
    """The drawing of ``network``; ``statements`` and ``documents`` must hold at least those that its edges lead to.
    A ``subtitle`` replaces the line that counts articles and statements. ``camps`` (see `kg.view.sides.camps_in`) are
    drawn apart, as far as the network has their members. ``least`` is the confidence that the page opens with.
    ``entities`` are the identifiers of those that decisions may be about (``None``: all but events, propositions and
    statements).

    The network is left as it is. The same network gives the same drawing, in whatever order it was made.

    Raises `KgError` where an edge leads to no sentence.
    """
    from kg.view.sizes import sizes

    known = {s.key: s for s in statements}
    read = {d.id: d for d in documents}
    keys = sorted({key for *_, data in network.edges(data=True) for key in data["statements"]})
    for key in keys:
        if key not in known or known[key].evidence.document not in read:
            missing = "document" if key in known else "statement"
            raise KgError(f"statement {key!r}: an edge must lead to its sentence; hand draw() its {missing} too")
    evidence = {key: evidence_of(known[key], read[known[key].evidence.document]) for key in keys}
    edges = _edges(network, evidence)
    camps = _drawn(camps, network)
    nodes = _nodes(network, {one.id: number for number, camp in enumerate(camps) for one in camp.members}, entities)
    unsure = sum(
        not s.asserted or s.holder is None or s.confidence < SHOWN for key, s in known.items() if key not in evidence
    )
    return Drawing(title, subtitle, len(read), len(known), unsure, nodes, edges, tuple(evidence.values()),
                   _counts(nodes, edges, evidence), sizes(network, [node.id for node in nodes]), camps,
                   least, _ends(read.values()))  # fmt: skip


def _ends(documents: Iterable[Document]) -> tuple[str, ...]:
    days = sorted(document.published for document in documents if document.published)
    return (days[0], days[-1]) if days else ()


def _drawn(camps: Iterable[Camp], network: nx.MultiDiGraph[str]) -> tuple[Camp, ...]:
    """The camps with those of their members who are in ``network``; fewer than two camps are none."""
    found = [replace(camp, members=tuple(one for one in camp.members if one.id in network)) for camp in camps]
    found = [camp for camp in found if camp.members]
    return tuple(found) if len(found) > 1 else ()


def _nodes(network: nx.MultiDiGraph[str], camps: Mapping[str, int], entities: Iterable[str] | None) -> tuple[Node, ...]:
    from kg.view.beside import arrange

    degree = {id: int(d) for id, d in network.degree(weight="weight")}
    highest = max(degree.values(), default=0) or 1
    named = sorted(network.nodes.items(), key=lambda node: (-degree[node[0]], node[0]))
    known = {id for id, data in named if data["kind"] not in CONTENT} if entities is None else set(entities)
    short, size = {}, {}
    for id, data in named:
        short[id] = shortened(data["label"], 36 if data["kind"] in ACTORS else 28)
        size[id] = round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(degree[id] / highest), 1)
    places = arrange(network, {id: max(size[id] + NAME, LETTER * len(short[id]) / 4) for id in short}, camps)
    return tuple(
        Node(id, data["label"], short[id], str(data["kind"]), tuple(data["aliases"]), *places[id].at, size[id],
             places[id].community, degree[id], camps.get(id), id in known)
        for id, data in named
    )  # fmt: skip


def _edges(network: nx.MultiDiGraph[str], evidence: Mapping[str, Evidence]) -> tuple[Edge, ...]:
    pairs: dict[tuple[str, str], list[tuple[str, int, str, str, dict[str, Any]]]] = defaultdict(list)
    for source, target, data in network.edges(data=True):
        edge = (data["relation"], data["polarity"], source, target, data)
        pairs[min(source, target), max(source, target)].append(edge)
    edges = []
    for pair in sorted(pairs):
        parallel = sorted(pairs[pair], key=lambda edge: edge[:4])
        for bend, (relation, polarity, source, target, data) in zip(_bends(len(parallel)), parallel, strict=True):
            found = sorted(data["statements"], key=lambda key: (evidence[key].date or "9999", key))
            dates = [day for key in found if (day := evidence[key].date)]
            edges.append(Edge(
                id=digest(source, target, relation, polarity, length=12), source=source, target=target,
                relation=relation, kind=str(data["kind"]), polarity=polarity, weight=data["weight"],
                confidence=max((evidence[key].confidence for key in found), default=0.0),
                first=min(dates, default=None), last=max(dates, default=None),
                bend=bend if source <= target else -bend,  # seen from the other end, clockwise is counter-clockwise
                statements=tuple(found),
            ))  # fmt: skip
    return tuple(edges)


def _bends(edges: int) -> list[float]:
    step = min(BEND, SHARPEST / max(edges - 1, 1))
    return [round(step * (i - (edges - 1) / 2), 3) for i in range(edges)]


def evidence_of(statement: Statement, document: Document) -> Evidence:
    start, end = statement.evidence.start, statement.evidence.end
    return Evidence(
        key=statement.key,
        holder=statement.holder.label if statement.holder else "",
        relation=statement.relation,
        target=statement.target.label,
        polarity=statement.polarity,
        kind=str(statement.kind),
        before=before(document.text, start),
        sentence=statement.evidence.text,
        after=after(document.text, end),
        marks=marks_of(statement),
        title=document.title,
        publisher=document.publisher or "",
        date=date_of(statement.date) or date_of(document.published),
        uri=statement.uri or document.uri,
        confidence=statement.confidence,
        rule=statement.rule,
        certainty=str(statement.certainty),
        negated=statement.negated,
        temporality=str(statement.temporality),
        speech_act=statement.speech_act,
        attributed_to=tuple(party.label for party in statement.attributed_to),
    )


def date_of(text: str | None) -> str | None:
    """The day, month or year that ``text`` begins with, as in ISO 8601; ``None`` where it is none."""
    found = re.match(r"\d{4}(-\d\d)?(-\d\d)?(?!\d)", text or "")
    try:
        return found[0] if found and date.fromisoformat((found[0] + "-01-01")[:10]) else None
    except ValueError:
        return None


def before(text: str, start: int) -> str:
    """What precedes the sentence in its line, at most `REACH` characters, beginning with a whole word."""
    line = text[max(0, start - REACH) : start].rpartition("\n")[2]
    return "…" + line.partition(" ")[2] if len(line) == REACH else line


def after(text: str, end: int) -> str:
    """What follows the sentence in its line, likewise."""
    line = text[end : end + REACH].partition("\n")[0]
    return line.rpartition(" ")[0] + "…" if len(line) == REACH else line


def shortened(label: str, most: int) -> str:
    """``label`` on one line, cut after a word when longer than ``most`` characters."""
    label = " ".join(label.split())
    if len(label) <= most:
        return label
    return (re.match(rf".{{1,{most - 1}}}(?=\s)", label) or [label[: most - 1]])[0].rstrip(" ,;:") + "…"


def _counts(nodes: tuple[Node, ...], edges: tuple[Edge, ...], evidence: Mapping[str, Evidence]) -> tuple[Count, ...]:
    kinds = {node.id: node.kind for node in nodes}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in edges:
        ends = {kinds[edge.source], kinds[edge.target]}
        values = [("polarity", str(edge.polarity)), ("kind", edge.kind), ("relation", edge.relation)]
        for place in [*values, *(("actor", kind) for kind in ends)]:
            found[place].update(edge.statements)
        for key in edge.statements:
            found["source", evidence[key].source].add(key)
    counts = (Count(facet, value, len(keys)) for (facet, value), keys in found.items())
    return tuple(sorted(counts, key=lambda count: (count.facet, -count.statements, count.value)))
