"""Documents that persons coded, as they coded them.

No program reads them again. So where names or corrections make a graph say other things than its coder did, the store
keeps what they said beside it; from that every resolution begins, and so each can be undone.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace

from kg.model import Reading
from kg.rdf import decode_given, iris
from kg.store import lookup
from kg.store.spool import told, untold
from kg.store.store import Store


def source(store: Store, document_id: str) -> Reading | None:
    """What a document gave: as it was coded or, read by a program, as the graph has it; ``None`` where it is not here.
    Whom it mentions is called as before any correction."""
    reading = store.reading(document_id)
    if reading is None:
        return None
    reading = replace(reading, entities=lookup.uncorrected(store, reading.entities))
    if reading.reader:
        return reading
    kept = store.query_of("SELECT ?was { %s ?document :asGiven ?was }", "document", [iris.document(document_id)])
    return _loads(kept[0][0], reading) if kept else reading


def changed(given: Mapping[str, Reading], found: Iterable[Reading]) -> dict[str, str]:
    """What is to be kept of the codings ``given``, by document: of those whose graph, as ``found``, says otherwise."""
    pairs = ((given[reading.document.id], reading) for reading in found if reading.document.id in given)
    return {own.document.id: _dumps(own) for own, now in pairs if not own.reader and _content(own) != _content(now)}


def _content(reading: Reading) -> tuple[frozenset[object], ...]:
    return tuple(map(frozenset, (reading.entities, reading.statements, reading.skips)))


def _dumps(reading: Reading) -> str:
    record = {"entities": list(map(asdict, reading.entities))} | told(reading)
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def _loads(was: str, reading: Reading) -> Reading:
    record = json.loads(was)
    entities = tuple(map(decode_given, record["entities"]))
    return replace(reading, entities=entities, **untold(record, reading.document))
