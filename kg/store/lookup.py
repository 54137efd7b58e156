"""What a change needs to know of a store: who may be one, who is mentioned where, what has been read by what."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.ids import folded, is_id
from kg.model import Entity
from kg.rdf import decode_given, iris
from kg.resolve import Correction, Known, keys
from kg.store.store import Store

LONGEST = len("stance/") + 20  # letters of a statement's identifier


def readers(store: Store) -> dict[str, tuple[str, str]]:
    """What read each document (see `kg.model.Reading`) and where it came from, by the document's id."""
    asked = """SELECT ?document ?reader ?source { ?document a nif:Context .
               OPTIONAL { ?document :readBy ?reader } OPTIONAL { ?document dc:source ?source } }"""
    return {iris.document_id(one): (reader or "", source or "") for one, reader, source in store.query(asked)[1]}


def corrections(store: Store) -> tuple[Correction, ...]:
    """What a person decided, as the store has it, sorted."""
    asked = """SELECT ?action ?one ?other ?note ?who (isIRI(?one) AS ?is) (isIRI(?other) AS ?too) {
               GRAPH graph:corrections { ?it :action ?action ; :concerns ?one OPTIONAL { ?it :value ?other }
               OPTIONAL { ?it rdfs:comment ?note } OPTIONAL { ?it :decidedBy ?who } } }"""

    def end(name: str | None, is_address: bool | None) -> str:
        return iris.thing_id(name) if name and is_address else name or ""

    rows = store.query(asked)[1]
    return tuple(sorted(
        Correction(action, end(one, is_), end(other, too), note or "", who or "")
        for action, one, other, note, who, is_, too in rows
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A statement in short."""

    holder: str
    relation: str
    target: str
    polarity: int

    def __str__(self) -> str:
        return " ".join(filter(None, (self.holder, self.relation, self.target)))


def saying(store: Store, id: str) -> CodedStatement | None:
    """The statement with that identifier; ``None`` where it is not here."""
    asked = """SELECT ?holder ?relation ?target ?polarity { %s ?it :polarity ?polarity ; :relation ?relation
               OPTIONAL { ?it :holderLabel ?holder }
               OPTIONAL { ?it :holder ?by . GRAPH graph:entities { ?by skos:prefLabel ?holder } }
               OPTIONAL { ?it :targetLabel ?target }
               OPTIONAL { ?it :target ?to . GRAPH graph:entities { ?to skos:prefLabel ?target } } }"""
    rows = store.query_of(asked, "it", [iris.thing(id)])
    found = (CodedStatement(who or "", iris.relation_name(what), whom or "", sign) for who, what, whom, sign in rows)
    return next(found, None)


def beginning(store: Store, start: str) -> set[str]:
    """The identifiers of statements that begin so, two at most."""
    if len(start) == LONGEST:
        return {start} if saying(store, start) else set()
    asked = "SELECT ?it ?start { ?it :polarity ?sign FILTER(STRSTARTS(STR(?it), ?start)) } LIMIT 2"
    return {iris.thing_id(it) for (it,) in store.query(asked, {"start": str(iris.thing(start))})[1]}


def near(store: Store, entities: Iterable[Entity], named: Iterable[str] = (), but: Collection[str] = ()) -> Known:
    """What is known of whoever may be one of ``entities``, or is ``named`` by name or identifier; nothing of the
    identifiers in ``but``."""
    entities = list(entities)
    ids = {entity.id for entity in entities}
    found = _by_key(store, {key for entity in entities for key in keys(entity, store.lexicon)}) | meant(store, named)
    merges = tuple(merge for merge in store.merges() if merge.old not in but and merge.new not in but)
    found |= {merge.new for merge in merges if merge.old in ids}
    addresses = list(map(iris.thing, found.difference(but)))
    asked = "SELECT ?entity (COUNT(?document) AS ?documents) { %s ?document :mentions ?entity } GROUP BY ?entity"
    mentioned = {iris.thing_id(entity): count for entity, count in store.query_of(asked, "entity", addresses)}
    called = store.described(addresses)
    return Known(uncorrected(store, called), merges, mentioned, called)


def uncorrected(store: Store, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """``entities`` as they were before they were renamed or retyped."""
    entities = tuple(entities)
    rows = store.query_of("SELECT ?was { %s ?it :asGiven ?was }", "it", (iris.thing(e.id) for e in entities))
    given = {entity.id: entity for entity in (decode_given(json.loads(was)) for (was,) in rows)}
    return tuple(given.get(entity.id, entity) for entity in entities)


def meant(store: Store, names: Iterable[str]) -> set[str]:
    """The identifiers that names or identifiers stand for now: of those called so, and of those joined to others."""
    names = {folded(name) for name in names}
    joined = {merge.new for merge in store.merges() if {merge.old, folded(merge.label)} & names}
    return joined | {name for name in names if is_id(name)} | _by_key(store, names)


def beside(store: Store, ids: Iterable[str]) -> set[str]:
    """The entities that share a key with one of ``ids``, themselves among them; see `kg.resolve.keys`."""
    entities = store.described(map(iris.thing, ids))
    return _by_key(store, {key for entity in entities for key in keys(entity, store.lexicon)})


def _by_key(store: Store, wanted: Iterable[str]) -> set[str]:
    asked = "SELECT DISTINCT ?entity { %s ?entity :nameKey ?key }"
    return {iris.thing_id(entity) for (entity,) in store.query_of(asked, "key", wanted)}


def mentioning(store: Store, ids: Iterable[str]) -> list[str]:
    """The documents that mention one of the entities ``ids``, sorted."""
    asked = "SELECT DISTINCT ?document { %s ?document :mentions ?entity }"
    return sorted(iris.document_id(row[0]) for row in store.query_of(asked, "entity", map(iris.thing, ids)))


def unshared(store: Store, document_ids: Iterable[str]) -> set[str]:
    """The entities that only these documents mention, and the identifiers that became one of them."""
    documents = list(map(iris.document, document_ids))
    mine = ", ".join(f"<{document}>" for document in documents)
    # a union and no ":actsFor?", which Virtuoso 7.2 does not plan
    asked = f"""SELECT DISTINCT ?entity {{ %s
        {{ ?document :mentions ?entity }} UNION {{ ?document :mentions/:actsFor ?entity }}
        FILTER NOT EXISTS {{ ?other :mentions ?entity FILTER(?other NOT IN ({mine})) }}
        FILTER NOT EXISTS {{ ?who :actsFor ?entity . ?other :mentions ?who FILTER(?other NOT IN ({mine})) }} }}"""
    alone = {iris.thing_id(row[0]) for row in store.query_of(asked, "document", documents)}
    return alone | {merge.old for merge in store.merges() if merge.new in alone}
