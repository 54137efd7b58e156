"""What a person's decisions touch in a store when some are new and some are taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.rdf import iris
from kg.resolve import Correction
from kg.resolve.corrections import FLIP, PAIRS, REJECT
from kg.store import lookup
from kg.store.store import Store


@dataclass(frozen=True, slots=True)
class Touched:
    """``again``: documents that are to be given as they were read or coded, because something is undone or it is to be
    found out anew who is who; ``here``: documents that change as the store has them; ``parted``: the identifiers of
    whom nothing that the store knows counts any more."""

    again: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()
    parted: frozenset[str] = field(default=frozenset())


def touched(store: Store, decisions: Iterable[Correction]) -> Touched:
    """What it touches that ``decisions`` are to stand in place of those that the store has."""
    noted, wanted = ({c.decision: c for c in found} for found in (lookup.corrections(store), decisions))
    undone = [noted[it] for it in noted.keys() - wanted]
    new = [wanted[it] for it in wanted.keys() - noted]
    if not undone and not new:
        return Touched()
    names = [end for c in undone for end in c.entities] + [end for c in new if c.action in PAIRS for end in c.entities]
    parted = _parted(store, names) if names else set()
    again = set(lookup.mentioning(store, parted))
    wrong, back = ([c.one for c in found if c.action in (REJECT, FLIP)] for found in (new, undone))
    here, there = _documents(store, wrong), _documents(store, back)
    again |= set(there.values())
    if set(back) - there.keys():
        again |= _with_rejected(store)
    return Touched(frozenset(again), frozenset(here.values()), frozenset(parted))


def _parted(store: Store, names: Iterable[str]) -> set[str]:
    """Everybody who is joined to somebody of those names, or by a person to somebody beside them: whom else a short
    name fits counts, and what a decision joined does not show it any more."""
    parted, merges = lookup.meant(store, names), store.merges()
    decided = {merge.new for merge in merges if merge.reason == "decision"}
    while more := (lookup.beside(store, parted) & decided) - parted:
        parted |= more
    return parted | {merge.old for merge in merges if merge.new in parted}


def _documents(store: Store, statements: Iterable[str]) -> dict[str, str]:
    """The document that each of the statements stands in; of those that are there."""
    asked = "SELECT ?statement ?document { %s ?statement :evidence/nif:referenceContext ?document }"
    rows = store.query_of(asked, "statement", map(iris.thing, statements))
    return {iris.thing_id(statement): iris.document_id(document) for statement, document in rows}


def _with_rejected(store: Store) -> set[str]:
    """The documents that a statement was rejected of: which one it was is not said there."""
    asked = 'SELECT DISTINCT ?document { GRAPH ?graph { ?span :skipped "rejected" . ?document a nif:Context } }'
    return {iris.document_id(document) for (document,) in store.query(asked)[1]}
