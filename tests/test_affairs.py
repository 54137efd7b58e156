"""The made-up affair keeps the laws that real readings keep."""

from itertools import islice

from affairs import affairs

from kg.model import Kind
from kg.rdf import decode, encode, encode_entities, terms, validate

FOUND = list(islice(affairs(4000, seed=7), 5))


def test_it_keeps_the_shapes_and_comes_back_as_it_was():
    for one in FOUND[:2]:
        triples = terms(encode(one))
        assert decode(triples, {entity.id: entity for entity in one.entities}) == one
        assert validate(triples + terms(encode_entities(one.entities))) == []


def test_it_is_the_same_for_the_same_seed_only():
    assert list(islice(affairs(4000, seed=7), 5)) == FOUND != list(islice(affairs(4000, seed=8), 5))


def test_it_has_as_many_statements_as_asked_for_of_every_sort():
    assert [len(one.statements) for one in affairs(90, seed=1)] == [40, 40, 10]
    statements = [s for one in affairs(4000, seed=7) for s in one.statements]
    assert len({s.key for s in statements}) == 4000
    assert {s.target.kind for s in statements} >= {Kind.EVENT, Kind.TOPIC, Kind.PROPOSITION, Kind.STATEMENT}
    assert {len(s.attributed_to) for s in statements} == {0, 1, 2}
    assert 0.04 < sum(not s.asserted for s in statements) / 4000 < 0.16
