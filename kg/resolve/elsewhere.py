"""What the entities of a document are elsewhere: items of Wikidata, or addresses in a table of the user's own."""

from dataclasses import replace

from kg.ids import entity_id, register, state_id
from kg.lexicon import Lexicon
from kg.model import Entity, Kind, Reading
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.reasons import is_name


def identified(reading: Reading, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> Reading:
    """``reading`` with what each of its entities is elsewhere, in ``same_as``.

    The tables of words are asked first; ``gazetteer`` tells only what they leave open. Exact names alone count.
    Several items of one register for one entity leave open which it is, see `kg.ids.left_open`.
    """
    return replace(reading, entities=tuple(_identified(entity, lexicon, gazetteer) for entity in reading.entities))


def _identified(entity: Entity, lexicon: Lexicon, gazetteer: Gazetteer | None) -> Entity:
    known = {*entity.same_as, *_listed(entity, lexicon)}
    registers = set(map(register, known))
    found = _found(entity, lexicon, gazetteer) if gazetteer else ()
    known.update(item for item in found if register(item) not in registers)
    return replace(entity, same_as=tuple(sorted(known))) if known else entity


def _found(entity: Entity, lexicon: Lexicon, gazetteer: Gazetteer) -> tuple[str, ...]:
    """All items that an entity may be: called as its label or, where none is, as another of its names. A noun ("the
    league") is no name, and of a person neither is a single word besides the label: "Doe" is many."""
    label, *aliases = [is_name(name, entity.kind, lexicon) and name for name in (entity.label, *entity.aliases)]
    others = (name for name in aliases if name and (entity.kind != Kind.PERSON or " " in name))
    return (gazetteer.items(entity.kind, label) if label else ()) or gazetteer.items(entity.kind, *others)


def _listed(entity: Entity, lexicon: Lexicon) -> set[str]:
    """The item that the tables of words have for an entity: a state by its code, all else by its whole name."""
    state = lexicon.state(entity.label)
    if state is not None and entity.id == state_id(state.code):
        return {state.item} if state.item else set()
    rows = lexicon.organization(entity.label), lexicon.thing(entity.label)
    return {row.item for row in rows if row and row.item and entity.id == entity_id(row.kind, row.name)}
