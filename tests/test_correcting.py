"""What a person decides: followed at once or by a build, the same either way, and taken back without a trace."""

from dataclasses import replace

import pytest
from factories import ENTITIES, FORUM, HOUSE, JANE, NET, USA, affair, document, party, quick, reading, statement
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import entity_id
from kg.lexicon import load
from kg.model import Entity, Kind, Reading
from kg.resolve import Correction, precision, resolve
from kg.resolve.corrections import KINDS, decided, dumps, loads, made
from kg.resolve.verdicts import flipped
from kg.store import Store, add, coding, lookup

OLD = Entity(entity_id(Kind.PERSON, "Doe"), "Doe", Kind.PERSON)
ANA = Entity(entity_id(Kind.PERSON, "Ana Doe"), "Ana Doe", Kind.PERSON, ("Annie",))


def supporter(who: Entity, number: int) -> Reading:
    it = document(f"{who.label} supports the {FORUM.label}. It was day {number}.", published=None)
    one = statement(it, party(it, who, who.label), "supports", party(it, FORUM, FORUM.label), "supports", polarity=1)
    return Reading(it, tuple(sorted((who, FORUM), key=lambda e: e.id)), (one,), ())


CODED = [*affair(), reading(), supporter(OLD, 1), supporter(ANA, 2), supporter(ANA, 3)]
STATEMENTS = [s for one in CODED for s in one.statements]
NAMES = [e.id for e in (*ENTITIES, OLD, ANA)] + ["Jane Doe", "doe", "Ana Doe", "Global Cyber Forum"]

people = st.sampled_from(NAMES)
labels = st.sampled_from(("Jane D.", "Doe", "=cmd()", "<b>x</b>", '" } ; DROP ALL #', "../../etc", "Ångström", "%41"))
corrections = st.one_of(
    st.tuples(st.sampled_from(("same", "different")), people, people).filter(lambda c: c[1].lower() != c[2].lower()),
    st.tuples(st.just("rename"), people, labels),
    st.tuples(st.just("retype"), people, st.sampled_from(KINDS)),
    st.tuples(st.sampled_from(("right", "reject", "flip")), st.sampled_from([s.key for s in STATEMENTS])),
).map(lambda cells: made(*cells))


@st.composite
def decisions(draw):
    noted = ()
    for one in draw(st.lists(corrections, max_size=5)):
        try:
            noted = decided(noted, one)
        except ValueError:
            continue
    return noted


def built(found, noted=()) -> Store:
    """What a build from nothing makes."""
    store = Store.open()
    resolved, entities, merges = resolve(found, noted)
    coded = coding.changed({one.document.id: one for one in found}, resolved)
    store.fill(resolved, entities, merges, noted, coded)
    return store


@quick
@given(decisions())
def test_deciding_on_a_store_is_building_it_with_the_decision(noted):
    store = built(CODED)
    before = store.trig()
    add(store, [], noted)
    assert store.trig() == built(CODED, noted).trig()
    assert lookup.corrections(store) == tuple(sorted(noted))
    add(store, [], noted)
    assert store.trig() == built(CODED, noted).trig()
    add(store, [], ())
    assert store.trig() == before
    kept = "SELECT ?it ?was { ?it :asGiven ?was } ORDER BY ?it"
    assert store.query(kept) == built(CODED).query(kept)


@quick
@given(decisions(), decisions())
def test_any_decisions_may_follow_any_others(first, then):
    store = built(CODED, first)
    add(store, [], then)
    assert store.trig() == built(CODED, then).trig()
