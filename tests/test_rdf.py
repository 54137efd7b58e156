"""Statements as RDF: the laws first."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from factories import ENTITIES, affair, confidences, entities, quick, reading, readings
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import ORG, SKOS, TIME

from kg.lexicon import load
from kg.rdf import decode, decode_entities, encode, encode_entities, iris, terms
from kg.rdf.literals import day, decimal, text
from kg.rdf.vocabulary import AFFILIATIONS, CLASSES, KG, STATEMENT_CLASSES
from kg.statements import order
from kg.store import Store
from kg.store.terms import lines

ONTOLOGY = Path(__file__).parents[1] / "ontologies"
BY_ID = {entity.id: entity for entity in ENTITIES}
HOSTILE = (
    '"',
    "\\",
    '\\"',
    "\\u0041",
    "\n\r\t",
    "\x00\x07\x7f\x85",
    "\u2028\ufeff",
    "> . <x:a>",
    '"@en',
    "}",
    "\U0001d4b3",
)


def parsed(triples):
    """What an engine makes of written triples: their bare addresses and texts."""
    found = ox.parse(lines(triples), ox.RdfFormat.N_TRIPLES)
    return [(triple.subject.value, triple.predicate.value, triple.object.value) for triple in found]


def content(one):
    return parsed(encode(one))


@quick
@given(readings())
def test_decode_is_the_inverse_of_encode(given):
    known = {entity.id: entity for entity in given.entities}
    assert decode(content(given), known) == given


def test_a_graph_that_does_not_say_what_a_party_is_is_refused():
    unmentioned = [triple for triple in content(affair()[0]) if triple[1] != str(KG.mentions)]
    with pytest.raises(LookupError, match="does not say what"):
        decode(unmentioned, BY_ID)


@quick
@given(entities())
def test_decode_is_the_inverse_of_encode_for_entities(given):
    assert decode_entities(parsed(encode_entities([given]))) == (given,)


@quick
@given(readings())
def test_no_blank_node_and_no_triple_twice(given):
    triples = encode(given)
    assert len(triples) == len(set(triples))
    assert not any(term.startswith("_:") for triple in triples for term in triple)


@quick
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.sampled_from(HOSTILE))
def test_any_text_is_read_as_it_was_written(value):
    ((_, _, read),) = parsed([("<x:s>", "<x:p>", text(value))])
    assert read == value
    assert terms([("<x:s>", "<x:p>", text(value))]) == [(URIRef("x:s"), URIRef("x:p"), Literal(value))]
    with Store.open() as store:
        store._engine.fill([("x:g", [("<x:s>", "<x:p>", text(value))])])
        store.update(f"INSERT DATA {{ GRAPH <x:g> {{ <x:s> <x:q> {text(value)} }} }}")
        assert store.query("SELECT ?p ?o { <x:s> ?p ?o } ORDER BY ?p")[1] == (("x:p", value), ("x:q", value))


def test_half_a_surrogate_pair_is_an_error_and_no_other_text():
    with pytest.raises(ValueError, match="surrogates not allowed"), Store.open() as store:
        store._engine.fill([("x:g", [("<x:s>", "<x:p>", text("\ud800"))])])


@quick
@given(confidences)
def test_four_places_of_a_confidence_survive_in_canonical_form(value):
    literal = decimal(value).split('"')[1]
    assert float(literal) == value
    assert not literal.endswith((".", "0")) or literal == "0"


def test_the_order_of_triples_is_no_matter():
    one = reading()
    assert decode(reversed(content(one)), BY_ID) == decode(content(one), BY_ID) == one


def test_a_confidence_is_rounded_to_four_places():
    one = reading()
    given = replace(one, statements=(replace(one.statements[0], confidence=0.123456),))
    assert decode(content(given), BY_ID).statements[0].confidence == 0.1235


def test_terms_for_a_dates_precision():
    types = [day(d).rpartition("#")[2] for d in ("2025", "2025-01", "2025-01-15")]
    assert types == ["gYear>", "gYearMonth>", "date>"]
    assert [day(d) for d in ("2025-13-45", "last week")] == ['"2025-13-45"', '"last week"']


def test_the_documents_own_voice_has_neither_holder_nor_source():
    (own,) = (s for s in reading().statements if s.holder is None)
    found = {(s, p) for s, p, _ in terms(encode(reading()))}
    assert (iris.statement(own.key), KG.target) in found
    assert not {(iris.statement(own.key), p) for p in (KG.holder, KG.holderSpan, KG.attributedTo)} & found


def test_a_membership_only_where_it_is_asserted():
    one = reading()
    (member,) = (s for s in one.statements if s.relation in AFFILIATIONS)
    assert iris.membership(member.key) in {s for s, _, _ in terms(encode(one))}
    hedged = replace(one, statements=(replace(member, negated=True),))
    assert not any("membership/" in s for s, _, _ in encode(hedged))


def test_a_membership_lasts_as_long_as_its_statement_says():
    one = reading()
    (member,) = (s for s in one.statements if s.relation in AFFILIATIONS)
    ends = {str(o) for s, p, o in terms(encode(one)) if p in (TIME.inXSDgYear, TIME.inXSDgYearMonth, TIME.inXSDDate)}
    assert ends == {member.since, member.until} == {"2019", "2024-12"}
    open_ = replace(one, statements=(replace(member, since=None, until=None),))
    assert not any(p == ORG.memberDuring for _, p, _ in terms(encode(open_)))


def test_parties_that_no_entity_describes_are_described_once():
    triples = terms(encode(reading()))
    labels = [(s, o) for s, p, o in triples if p == SKOS.prefLabel and "/event/" in s]
    assert [str(label) for _, label in labels] == ["US withdrawal from the Global Cyber Forum"]
    assert not any(p == SKOS.prefLabel and s == iris.thing(ENTITIES[0].id) for s, p, _ in triples)


@pytest.mark.parametrize("id", ["person/jane-doe-6gt6iojx", "person/Ünal <b> {x}", "state/usa", "a b#c%20?"])
def test_any_identifier_fits_into_an_address_and_comes_back(id):
    assert iris.thing_id(iris.thing(id)) == id
    assert not set(iris.thing(id)) & set(' <>"{}|^`\\')


def test_a_misspelt_term_is_an_error():
    with pytest.raises(AttributeError):
        _ = KG.holdr


def test_every_kind_has_a_class_and_none_shares_it():
    assert len(set(CLASSES.values())) == len(CLASSES)
    assert len(set(STATEMENT_CLASSES.values())) == len(STATEMENT_CLASSES)


def test_affiliations_are_relations_of_the_lexicon():
    assert set(load().relations) >= AFFILIATIONS


def test_statements_of_an_affair_come_back_in_order():
    for one in affair():
        assert list(decode(content(one), BY_ID).statements) == sorted(one.statements, key=order)
