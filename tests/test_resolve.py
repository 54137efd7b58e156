"""Which entities of many documents are one."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.ids import entity_id
from kg.model import Document, Entity, Kind, Party, Reading, Statement, StatementKind
from kg.resolve import resolve

TEXT = "A supports B."


def entity(label, kind=Kind.PERSON, *aliases):
    return Entity(entity_id(kind, label), label, kind, aliases)


def reading(text, *entities):
    """A document in which each entity supports a topic of its own."""
    document = Document.of(text)
    statements = tuple(
        Statement(
            StatementKind.STANCE, Party(e.id, e.label, e.kind, n, n + 1), "supports",
            Party(entity_id(Kind.TOPIC, f"t{n}"), f"t{n}", Kind.TOPIC, n + 1, n + 2), 1,
            document.span(0, len(text)), (document.span(n, n + 1),), "verb/support/obj", 0.8,
        )
        for n, e in enumerate(entities)
    )  # fmt: skip
    return Reading(document, entities, statements, ())


def merged(*readings):
    return {(m.old, m.new, m.reason) for m in resolve(readings)[2]}


RUBIO, SHORT = entity("Marco Rubio"), entity("Rubio")
FORUM, GCF = entity("Global Cyber Forum", Kind.ORGANIZATION, "GCF"), entity("GCF", Kind.ORGANIZATION)


def test_a_surname_and_an_acronym_find_their_names_in_other_documents():
    found = merged(reading("one", RUBIO, FORUM), reading("two", SHORT, GCF))
    assert found == {(SHORT.id, RUBIO.id, "surname"), (GCF.id, FORUM.id, "acronym")}


def test_a_surname_that_fits_two_is_left_alone():
    assert merged(reading("one", RUBIO, entity("Ana Rubio")), reading("two", SHORT)) == set()


def test_one_name_of_two_kinds_is_what_it_mostly_is():
    person, body = entity("Kestrelix"), entity("Kestrelix", Kind.ORGANIZATION)
    assert merged(reading("one", person), reading("two", body), reading("three", body)) == {
        (person.id, body.id, "kind")
    }
    assert merged(reading("one", person), reading("two", body)) == {(person.id, body.id, "kind")}


def test_a_wrong_kind_of_a_short_form_ends_at_the_long_form():
    wrong = entity("GCF")
    found = merged(reading("one", FORUM), reading("two", GCF), reading("three", GCF), reading("four", wrong))
    assert found == {(wrong.id, FORUM.id, "kind"), (GCF.id, FORUM.id, "acronym")}


def test_statements_follow_their_entities_and_keep_their_keys():
    before = reading("two", SHORT)
    renamed, entities, _ = resolve([reading("one", RUBIO), before])
    after = next(r for r in renamed if r.document.id == before.document.id)
    assert after.statements[0].holder == replace(before.statements[0].holder, id=RUBIO.id, label="Marco Rubio")
    assert after.statements[0].key == before.statements[0].key
    assert "Rubio" in next(e for e in entities if e.id == RUBIO.id).aliases
    assert SHORT.id not in {e.id for r in renamed for e in r.entities}


@given(
    st.permutations(
        [("one", (RUBIO, FORUM)), ("two", (SHORT,)), ("three", (GCF, entity("Ann Lind"))), ("four", (entity("Lind"),))]
    )
)
def test_the_order_of_documents_does_not_matter(parts):
    readings = [reading(text, *entities) for text, entities in parts]
    assert resolve(readings) == resolve(sorted(readings, key=lambda r: r.document.text))
