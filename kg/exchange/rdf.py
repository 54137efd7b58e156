"""RDF that keeps our shapes → readings, a document at a time.

A file may give each document a graph of its own, as we do, or say everything in one. Addresses that are not ours
become ours; what they were is kept as an identifier. What the shapes do not know is left behind.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDF, SKOS, Literal, URIRef

from kg.exchange.quads import REIFIES
from kg.ids import entity_id
from kg.model import Kind, Reading, Unreadable
from kg.rdf import decode, decode_entities, iris, validate
from kg.rdf.vocabulary import CLASSES, KG, NIF, PARTICIPANTS
from kg.store.terms import Plain, bare, triples

FORMATS = {  # not RDF/XML, whose entities may grow without end
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".trig12": ox.RdfFormat.TRIG,
    ".nq12": ox.RdfFormat.N_QUADS,
}
IN_MEMORY = 1 << 26  # bytes of a file that is not large
MOST = 10  # faults of one document that are told one by one

Triple = tuple[Plain, Plain, Plain]
_Node = ox.NamedNode | ox.BlankNode | ox.Triple
_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
_TYPE, _CONTEXT, _STATEMENT, _SKIPPED = map(ox.NamedNode, (RDF.type, NIF.Context, KG.Statement, KG.skipped))
_NOT_SAID = set(
    map(ox.NamedNode, (iris.DERIVED, iris.RUNS, iris.CORRECTIONS, iris.KEYS))
)  # made anew, or of another store
_TEXT, _MENTIONS, _ACTS_FOR = NIF.isString, KG.mentions, KG.actsFor
_MEANT = {_MENTIONS, _ACTS_FOR, KG.refersTo, KG.holder, KG.target, KG.attributedTo} | {
    property for property, _ in PARTICIPANTS.values()
}
_KINDS = {str(address): kind for kind, address in CLASSES.items()}


def readings(path: Path, *, checked: bool = True) -> Iterator[Reading | Unreadable]:
    """What the file at ``path`` gives, sorted by document; of a document that breaks a shape only the faults.

    A large file is held on disk meanwhile, not in memory. ``checked=False`` leaves the shapes to whoever wrote it.
    """
    with TemporaryDirectory() as folder:
        store = ox.Store(folder if path.stat().st_size > IN_MEMORY else None)
        try:
            store.bulk_load(path=str(path), format=FORMATS[path.suffix.lower()])
        except (SyntaxError, ValueError, OSError) as error:
            said = " ".join(str(error).split())[:300]
            yield Unreadable(str(path), f"cannot be read as RDF, {said}; correct it there, or convert it again")
            return
        file = _File(store)
        if not file.contexts:
            reason = "no document with its text (nif:Context) in it; export TriG, N-Quads or JSON-LD, and import that"
            yield Unreadable(str(path), reason)
        for context, graph in file.contexts:
            yield from _reading(str(path), file, context, graph, checked)
        del store, file  # before its folder


def _reading(
    source: str, file: "_File", context: _Node, graph: _Graph, checked: bool
) -> Iterator[Reading | Unreadable]:
    try:
        own = list(triples(file.document(context, graph)))
        about = list(triples(file.described(own, graph)))
        faults = validate([*own, *about]) if checked else []
        if not faults:
            yield _decoded(URIRef(bare(context)), own, about, file)
            return
    except (LookupError, ValueError, TypeError) as error:
        faults = [f"cannot be understood: {error}; compare it with what 'kg export' writes"]
    more = [f"and {len(faults) - MOST} more faults"] if len(faults) > MOST else []
    for fault in (*faults[:MOST], *more):
        line = " ".join(fault.split())
        yield Unreadable(f"{source}: {bare(context)}", line if len(line) <= 300 else line[:297] + "...")


def _decoded(context: URIRef, own: list[Triple], about: list[Triple], file: "_File") -> Reading:
    (said,) = {o for s, p, o in own if p == _TEXT and s == context}
    digest = hashlib.sha256(said.encode("utf-8")).hexdigest()
    if (context, KG.textSha256, Literal(digest)) not in own:
        raise ValueError(f"{context} is not named by its text, whose SHA-256 is {digest}")
    new = _addresses(own + about)
    if context != iris.document(digest):
        new[context] = iris.document(digest)
    if new:
        own, about = (list(_renamed(triples, new, context)) for triples in (own, about))
        about += [(node, DCTERMS.identifier, Literal(old)) for old, node in new.items() if old != context]
    entities = {entity.id: entity for entity in decode_entities(about)}
    unmentioned = entities.keys() & {e.acts_for for e in entities.values()}  # and would be lost
    unmentioned = {id for id in unmentioned if not file.mentions(iris.thing(id))}
    return decode([*own, *((iris.document(digest), _MENTIONS, iris.thing(id)) for id in unmentioned)], entities)


def _renamed(triples: Iterable[Triple], new: Mapping[Plain, URIRef], context: URIRef) -> Iterator[Triple]:
    """``triples`` with ``new`` addresses, those of places in the text of ``context`` among them."""

    def renamed(term: Plain) -> Plain:
        if context in new and isinstance(term, URIRef) and term.startswith(context + iris.PLACE):
            return URIRef(new[context] + term.removeprefix(context))
        return new.get(term, term)

    return ((renamed(subject), renamed(property), renamed(value)) for subject, property, value in triples)


def _addresses(triples: list[Triple]) -> dict[Plain, URIRef]:
    """An address of ours for each thing that has another, by its kind and name."""
    foreign = {value for _, property, value in triples if property in _MEANT and not value.startswith(iris.thing(""))}
    if not foreign:
        return {}
    kinds: dict[Plain, Kind] = {}
    labels: dict[Plain, str] = {}
    for subject, property, value in triples:
        if subject in foreign and property == RDF.type and str(value) in _KINDS:
            kinds[subject] = _KINDS[str(value)]
        elif subject in foreign and property == SKOS.prefLabel:
            labels[subject] = str(value)
    if unknown := foreign - (kinds.keys() & labels.keys()):
        raise ValueError(f"{min(unknown)} is neither an address of ours nor something with a kind and a label")
    return {node: iris.thing(entity_id(kinds[node], labels[node], node)) for node in foreign}


class _File:
    """The quads of a file, and whose they are."""

    def __init__(self, store: ox.Store):
        self._store = store
        found = {(quad.subject, quad.graph_name) for quad in store.quads_for_pattern(None, _TYPE, _CONTEXT)}
        self.contexts = sorted(found, key=str)
        self._graphs = Counter(graph for _, graph in found)

    def document(self, context: _Node, graph: _Graph) -> Iterator[ox.Quad]:
        """The quads of one document: its graph, or what in a graph of several leads from it."""
        several = self._graphs[graph] > 1
        found = self._reached(context, graph) if several else self._store.quads_for_pattern(None, None, None, graph)
        return (quad for quad in found if quad.predicate != REIFIES)

    def described(self, triples: Iterable[Triple], own: _Graph) -> Iterator[ox.Quad]:
        """What ``own`` and graphs of no document say of those whom ``triples`` mention, and of those they act for."""
        waiting, seen = {str(value) for _, property, value in triples if property == _MENTIONS}, set()
        while waiting:
            seen |= waiting
            quads = [quad for node in sorted(waiting) for quad in self._about(ox.NamedNode(node), own)]
            yield from quads
            waiting = {bare(quad.object) for quad in quads if quad.predicate.value == str(_ACTS_FOR)} - seen

    def mentions(self, node: str) -> bool:
        """Whether any document mentions ``node``."""
        return any(self._store.quads_for_pattern(None, ox.NamedNode(_MENTIONS), ox.NamedNode(node)))

    def _about(self, node: ox.NamedNode, own: _Graph) -> Iterator[ox.Quad]:
        for quad in self._store.quads_for_pattern(node, None, None, None):
            graph = quad.graph_name
            if graph == own or (graph not in self._graphs and graph not in _NOT_SAID):
                yield quad

    def _reached(self, context: _Node, graph: _Graph) -> Iterator[ox.Quad]:
        waiting = ends = [context]
        for property in (NIF.referenceContext, KG.evidence, PROV.wasDerivedFrom):
            # places in the text, the statements that stand there, the memberships that follow from them
            found = (self._store.quads_for_pattern(None, ox.NamedNode(property), end, graph) for end in ends)
            ends = [quad.subject for quads in found for quad in quads]
            waiting = waiting + ends
        places = (quad.subject for quad in self._store.quads_for_pattern(None, _SKIPPED, None, graph))
        waiting = list({*waiting, *(place for place in places if bare(place).startswith(f"{bare(context)}#"))})
        seen = set(waiting)
        while waiting:
            for quad in self._store.quads_for_pattern(waiting.pop(), None, None, graph):
                yield quad
                node = quad.object
                if isinstance(node, ox.NamedNode) and node not in seen and not self._stands_alone(node, graph):
                    seen.add(node)
                    waiting.append(node)

    def _stands_alone(self, node: ox.NamedNode, graph: _Graph) -> bool:
        """Whether ``node`` is a document or a statement, which belong to nobody else."""
        return any(ox.Quad(node, _TYPE, type, graph) in self._store for type in (_CONTEXT, _STATEMENT))
