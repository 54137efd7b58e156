"""Which entities of many documents are one."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.errors import CorrectionError
from kg.ids import entity_id
from kg.lexicon import load
from kg.lexicon.agreements import agreement
from kg.model import Document, Entity, Kind, Party, Reading, Statement, StatementKind
from kg.resolve import Correction, Merge, resolve
from kg.resolve.corrections import decided, dumps, loads, read
from kg.resolve.duplicates import duplicates
from kg.resolve.names import body, one_letter_apart, person, plain, romanized, skeleton

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


def test_a_surname_is_that_of_the_bearer_whom_most_documents_name():
    often = [reading(f"{n} named", RUBIO) for n in range(12)]
    assert merged(*often, reading("one", entity("Ana Rubio")), reading("two", SHORT)) == {
        (SHORT.id, RUBIO.id, "surname")
    }
    assert merged(*often[:3], reading("one", entity("Ana Rubio")), reading("two", SHORT)) == set()


def test_a_title_tells_whose_a_surname_is():
    senator = entity("Marco Rubio", Kind.PERSON, "Senator Marco Rubio")
    said = [entity("Rubio", Kind.PERSON, title + " Rubio") for title in ("Sen.", "Senator", "Mrs.", "Professor")]
    rivals = [reading("one", senator), reading("two", senator), reading("three", entity("Ana Rubio"))]
    to = [{new for _, new, _ in merged(*rivals, reading("four", short))} for short in said]
    assert to == [{senator.id}, {senator.id}, {entity("Ana Rubio").id}, set()]


def test_a_woman_is_no_man_of_her_surname():
    assert (
        merged(reading("one", entity("John Rubio")), reading("two", entity("Rubio", Kind.PERSON, "Mrs. Rubio")))
        == set()
    )


def test_an_office_is_whoever_has_the_title_elsewhere():
    rubio = entity("Marco Rubio", Kind.PERSON, "Republican nominee Marco Rubio", "attorney Marco Rubio")
    told = [entity(name) for name in ("GOP presidential nominee", "Democratic nominee", "attorney")]
    named = reading("one", rubio)
    assert merged(named, reading("two", *told)) == {(told[0].id, rubio.id, "office")}
    other = entity("Ana Roe", Kind.PERSON, "Republican nominee Ana Roe")
    assert merged(named, reading("two", *told), reading("three", other)) == set()


@pytest.mark.parametrize("short, long", [
    ("Joe Doe", "Joseph Doe"), ("Peña Nieto", "Enrique Peña Nieto"), ("Suu Kyi", "Aung San Suu Kyi"),
])  # fmt: skip
def test_short_first_names_and_two_word_surnames(short, long):
    assert {frozenset(m[:2]) for m in merged(reading("one", entity(short)), reading("two", entity(long)))} == {
        frozenset((entity(short).id, entity(long).id))
    }


def test_who_speaks_for_somebody_is_somebody_else():
    spokeswoman = entity("spokeswoman for Jorma Hietakoski")
    assert merged(reading("one", spokeswoman), reading("two", entity("Jorma Hietakoski"))) == set()
    assert merged(reading("one", entity("Hietakoski")), reading("two", spokeswoman)) == set()


def test_a_supreme_court_is_that_of_the_only_state_spoken_of():
    court, ours, theirs = (entity(n, Kind.ORGANIZATION) for n in ("High Court", "U.S. High Court", "Indian High Court"))
    assert merged(reading("one", court), reading("two", ours)) == {(court.id, ours.id, "state")}
    assert merged(reading("one", court), reading("two", ours), reading("three", theirs)) == set()


def test_a_city_is_not_its_police():
    police = entity("Tulsa Police Department", Kind.ORGANIZATION, "Tulsa")
    short, city = entity("Tulsa", Kind.ORGANIZATION), entity("Tulsa", Kind.PLACE)
    assert merged(reading("one", police), reading("two", short)) == {(short.id, police.id, "alias")}
    found = merged(reading("one", police), reading("two", short), reading("three", city), reading("four", city))
    assert found == {(short.id, city.id, "kind")}


def agreements(*names):
    """Which of the names become which; each stands in a document of its own."""
    label = {entity(name, Kind.TOPIC).id: name for name in names}
    found = resolve([reading(name, entity(name, Kind.TOPIC)) for name in names])[2]
    return {label[m.old]: label[m.new] for m in found}


def test_an_agreement_is_one_however_it_is_called():
    assert agreements("Paris Agreement", "Paris climate deal", "Paris accord", "climate deal", "climate talks") == {
        "Paris climate deal": "Paris Agreement", "Paris accord": "Paris Agreement", "climate deal": "Paris Agreement"
    }  # fmt: skip


@pytest.mark.parametrize("names", [
    ("Paris climate deal", "Paris peace accord"), ("Paris Agreement", "trade agreement"), ("Paris Agreement", "deal"),
    ("Iran nuclear deal", "Korea nuclear deal", "nuclear deal"), ("Crime Act", "Crime Treaty"),
    ("1994 Crime Bill", "1999 Crime Bill"), ("Paris Agreement", "Paris"),
])  # fmt: skip
def test_two_agreements_stay_two(names):
    assert agreements(*names) == {}


words_beside = st.lists(
    st.sampled_from(["Paris", "climate", "peace", "Iran", "nuclear", "landmark", "2015"]), max_size=4
)


@given(words_beside, words_beside)
def test_whether_two_agreements_fit_is_asked_of_both_alike(one, other):
    tables = load()
    a, b = (agreement(" ".join([*words, "deal"]), tables) for words in (one, other))
    assert a.fits(a) and a.fits(b) == b.fits(a)
    assert not a.fits(b) or a.joined(b).words in (a.words, b.words)


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


# --- other spellings and short forms, and the traps beside them ---

PERSON, BODY = Kind.PERSON, Kind.ORGANIZATION


def joined(*labels, kind=PERSON, corrections=()):
    """The classes of two or more names when each stands in a document of its own."""
    entities = [entity(label, kind) for label in labels]
    _, _, merges = resolve([reading(str(n), e) for n, e in enumerate(entities)], corrections)
    of = {m.old: m.new for m in merges}
    classes = {}
    for e in entities:
        classes.setdefault(of.get(e.id, e.id), []).append(e.label)
    return {frozenset(names) for names in classes.values() if len(names) > 1}


@pytest.mark.parametrize(
    "names",
    [
        "Volodymyr Zelensky|Volodymyr Zelenskyy|Volodymyr Zelenskiy|Zelenskyi",
        "Sergei Lavrov|Sergey Lavrov|Lavrov",
        "Muammar Gaddafi|Muammar Gadhafi",
        "Yevgeny Prigozhin|Evgeny Prigozhin",
        "Recep Tayyip Erdoğan|Recep Tayyip Erdogan|Erdogan",
        "Kim Jong Un|Kim Jong-un|Kim",
        "Xi Jinping|Xi",
        "Donald Trump|Donald J. Trump|Donald John Trump",
        "J. D. Vance|JD Vance|J.D. Vance",
        "Ursula von der Leyen|von der Leyen",
        "Bashar al-Assad|al-Assad|Assad",
        "Marine Le Pen|Le Pen",
        "Mohammed bin Salman|bin Salman",
        "Jane Doe|Jane Doe, PhD",
    ],
)
def test_spellings_and_short_forms_of_one_person_are_joined(names):
    assert joined(*names.split("|")) == {frozenset(names.split("|"))}


@pytest.mark.parametrize(
    "names",
    [
        "John Allan|John Allen|John Ellen",
        "Ian Reid|Ian Reed",
        "Tim Clark|Tim Clarke",
        "John Smith|John Smyth",
        "Lars Petersen|Lars Peterson",
        "Muammar Gaddafi|Saif Gadhafi",
        "Donald Trump|Donald Trump Jr.",
        "Donald Trump|Donald Trump Jr.|Trump",
        "George Bush|George W. Bush|George H. W. Bush",
        "Marco Rubio|Ana Rubio|Rubio",
        "Kim Jong Nam|Kim Yong Nam",
        "Li Peng|Li Xiao Peng",
        "Kim Jong Un|Kim Kardashian|Kim",
        "Al Gore|Karenna Gore",
        "Van Jones|Alex Jones",
        "Marco Rubio|Marco",
        "Jane Doe|J. Doe",
        "Finnish minister|Minister",
    ],
)
def test_people_who_may_be_two_are_left_alone(names):
    assert joined(*names.split("|")) == set()


@pytest.mark.parametrize(
    "names",
    ["Centre for Strategic Analysis|Center for Strategic Analysis", "Apple Inc.|Apple", "Open AI|OpenAI",
     "Ministry of Defence|Ministry of Defense", "The Harbour Organisation|Harbor Organization"],
)  # fmt: skip
def test_spellings_of_one_body_are_joined(names):
    assert joined(*names.split("|"), kind=BODY) == {frozenset(names.split("|"))}


@pytest.mark.parametrize(
    "names",
    ["National Bank|National Party", "Ford|Ford Foundation", "Global Cyber Forum|GCF", "Bank of North|Bank of South",
     "Forum|Global Cyber Forum"],
)  # fmt: skip
def test_bodies_that_may_be_two_are_left_alone(names):
    assert joined(*names.split("|"), kind=BODY) == set()


@pytest.mark.parametrize("noun", ["agency", "Agency", "the Court", "commission"])
def test_a_noun_that_one_document_uses_of_a_body_names_it_nowhere_else(noun):
    assert merged(reading("one", entity("Open Data Agency", BODY, noun)), reading("two", entity(noun, BODY))) == set()


def test_a_description_of_a_person_names_nobody_in_other_documents():
    one = entity("Maarit Elisabet Kaldvee", PERSON, "US envoy")
    assert merged(reading("one", one), reading("two", entity("US envoy"))) == set()


def test_a_full_name_that_one_document_gives_beside_another_is_joined_everywhere():
    one, other = entity("Marco Antonio Rubio", PERSON, "Marco Junior"), entity("Marco Junior")
    assert merged(reading("one", one), reading("two", other)) == {(other.id, one.id, "alias")}


# --- a person's word ---

LABELS = ("Marco Rubio", "Ana Rubio", "Rubio", "Marco A. Rubio", "Sergei Lavrov", "Sergey Lavrov", "Lavrov")
PEOPLE = [entity(label) for label in LABELS] + [FORUM, GCF, entity("GCF"), entity("Lavrov", BODY)]
IDS = [e.id for e in PEOPLE]
documents = st.lists(st.sets(st.sampled_from(range(len(PEOPLE))), min_size=1), min_size=1, max_size=6).map(
    lambda found: [reading(f"{n} {TEXT}", *(PEOPLE[i] for i in sorted(one))) for n, one in enumerate(found)]
)
decisions = st.lists(
    st.builds(Correction, st.sampled_from(("same", "different")), st.sampled_from(IDS), st.sampled_from(IDS)),
    max_size=6,
).map(lambda rows: _noted(rows))


def _noted(rows):
    noted = ()
    for row in rows:
        if row.one != row.other:
            with suppress(CorrectionError):
                noted = decided(noted, row)
    return noted


def classes(merges):
    of = {m.old: m.new for m in merges}
    return lambda identifier: of.get(identifier, identifier)


@given(documents, decisions)
def test_merging_is_an_equivalence_that_every_document_keeps_to(found, noted):
    renamed, entities, merges = resolve(found, noted)
    old, new = {m.old for m in merges}, {m.new for m in merges}
    assert len(old) == len(merges) and not old & new and old | new <= set(IDS)
    known = {e.id for e in entities}
    assert new <= known and not old & known
    for one in renamed:
        assert {e.id for e in one.entities} <= known
        assert {s.holder.id for s in one.statements} <= known
    assert sum(len(r.statements) for r in renamed) == sum(len(r.statements) for r in found)


@given(documents, decisions, st.randoms())
def test_neither_the_order_of_documents_nor_that_of_decisions_matters(found, noted, random):
    again, other = random.sample(found, len(found)), random.sample(noted, len(noted))
    assert resolve(again, [*other, *other]) == resolve(found, noted)


@given(documents, decisions)
def test_different_wins_over_every_reason_and_same_over_none_but_it(found, noted):
    renamed, entities, merges = resolve(found, noted)
    of, present = classes(merges), {e.id for r in found for e in r.entities}
    for row in noted:
        if {row.one, row.other} <= present:
            assert (of(row.one) == of(row.other)) == (row.action == "same")


@given(documents, decisions)
def test_taking_all_decisions_back_leaves_no_trace(found, noted):
    taken_back = loads(dumps(noted).splitlines()[0])
    assert resolve(found, taken_back) == resolve(found)


@pytest.mark.parametrize("named", [(SHORT.id, RUBIO.id), ("Rubio", "marco rubio"), (RUBIO.id, "Rubio")])
def test_an_automatic_merge_that_a_person_calls_different_is_undone(named):
    found = [reading("one", RUBIO), reading("two", SHORT)]
    renamed, _, merges = resolve(found, [Correction("different", *named)])
    assert merges == [] and {r.statements[0].holder.id for r in renamed} == {RUBIO.id, SHORT.id}


def test_what_a_person_calls_the_same_is_joined_under_the_name_used_more():
    one, other = entity("Elisabeth Windsor"), entity("Queen of England")
    found = [reading("one", one), reading("two", other), reading("three", other)]
    _, entities, merges = resolve(found, [Correction("same", one.id, other.id)])
    assert merges == [Merge(one.id, other.id, "decision", one.label)]
    assert entities[0].aliases == ("Elisabeth Windsor",)


def test_a_person_may_part_a_surname_from_one_and_give_it_to_another():
    ana = entity("Ana Rubio")
    noted = [Correction("same", SHORT.id, ana.id)]
    found = [reading("one", RUBIO), reading("two", SHORT), reading("three", ana)]
    assert {(m.old, m.new) for m in resolve(found, noted)[2]} == {(SHORT.id, ana.id)}


def test_decisions_about_entities_that_no_document_names_any_more_do_no_harm():
    noted = [Correction("same", "person/gone-abc", RUBIO.id), Correction("different", "Nobody", "Rubio")]
    assert resolve([reading("one", RUBIO)], noted) == resolve([reading("one", RUBIO)])


# --- the file of corrections ---


@given(decisions)
def test_corrections_survive_their_file(noted):
    assert loads(dumps(noted)) == tuple(noted)


@given(decisions, st.sampled_from(("same", "different")), st.sampled_from(IDS), st.sampled_from(IDS))
def test_deciding_twice_is_deciding_once_and_the_last_word_counts(noted, action, one, other):
    assume(one != other)
    row = Correction(action, one, other)
    try:
        once = decided(noted, row)
    except CorrectionError:
        assert any(c.about != row.about for c in noted)
    else:
        assert decided(once, row) == once and row in once
        assert [c for c in once if c.about == row.about] == [row]


def test_a_file_written_by_hand(tmp_path):
    (tmp_path / "mine.csv").write_bytes(
        b'\xef\xbb\xbfcorrection,entity,value,note\r\n\r\n same , Ana Rubio, "Rubio, A.", said she \r\ndifferent,a,b'
    )
    assert read(tmp_path / "mine.csv") == (
        Correction("same", "Ana Rubio", "Rubio, A.", "said she"), Correction("different", "a", "b"))  # fmt: skip
    assert read(tmp_path / "none.csv") == loads("") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sme,a,b", "line 1: unknown correction 'sme'; use same, different"),
        ("same,a,b\nsame,a", "line 2: 'a' and ''; expected two entities"),
        ("same,a,A", "expected two entities"),
        ("same,a,b\n\ndifferent,B,a", "line 3: contradicts line 1"),
        ("different,a,c\nsame,a,b\nsame,b,c", "line 1: other lines make the two one"),
        ('same,a,"b', "line 1: not CSV"),
    ],
)
def test_a_malformed_or_contradicting_file_is_one_line(text, says, tmp_path):
    (tmp_path / "corrections.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CorrectionError) as error:
        read(tmp_path / "corrections.csv")
    assert says in str(error.value) and "corrections.csv, line" in str(error.value) and "\n" not in str(error.value)


# --- likely duplicates ---


def listed(*labels, kind=PERSON, **options):
    found = duplicates([entity(label, kind) for label in labels], {}, **options)
    return {(frozenset((d.one.label, d.other.label)), d.why) for d in found}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Muammar Gaddafi", "Moammar Qadhafi", "the surname's sound is the same"),
        ("Volodymyr Zelensky", "Vladimir Selenskyj", "the surname's sound is the same"),
        ("Zelensky", "Selenskyj", "the surname's sound is the same"),
        ("Boris Yeltsin", "Boris Eltsin", "the surname's sound is the same"),
        ("J. Doe", "Jane Doe", "initials of the first name"),
        ("J. D. Vance", "James David Vance", "initials of the first name"),
        ("Bill Clinton", "William Clinton", "a first name and its short form"),
        ("Edgars Strautmalis", "Edgars Strautmanis", "one letter differs"),
        ("Ana Rubio", "Rubio", "the surname fits"),
        ("George Bush", "George W. Bush", "one has a middle name"),
    ],
)
def test_people_who_may_be_one_are_listed(one, other, why):
    assert listed(one, other) == {(frozenset((one, other)), why)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Doe", "Jack Doe"),
        ("J. Doe", "Mary Doe"),
        ("J. D. Vance", "James Edward Vance"),
        ("Bill Clinton", "Hillary Clinton"),
        ("George W. Bush", "George H. W. Bush"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Ed Lee", "Eric Lee"),
        ("Maria Silva", "Mario Silva"),
        ("Martina Berg", "Martin Berg"),
        ("Ian Reid", "Ian Reed"),
        ("Muammar Gaddafi", "Saif Qadhafi"),
        ("Lee", "Li"),
        ("minister", "Minister"),
    ],
)
def test_people_who_are_two_are_not_listed(one, other):
    assert listed(one, other) == set()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Global Cyber Forum", "GCF", "an acronym and its initials"),
        ("Union of Data and Port Workers", "UDPW", "an acronym and its initials"),
        ("Forum for Cyber Defence", "Cyber Defense Forum",
         "the same words in another order, or one of them left out"),
        ("Ford Foundation", "Ford", "the same words in another order, or one of them left out"),
        ("Vindra", "Vindra Telekom", "the beginning of the longer name"),
        ("Hizbolah Brigade", "Hezbollah Brigade", "the same consonants"),
        ("Common Data Inspectorate", "Common Date Inspectorate", None),
        ("Institute of Polimer Physics", "Institute of Polymer Physics", "the same consonants"),
        ("Union of Plumbers", "Union of Plunbers", "one letter differs"),
    ],
)  # fmt: skip
def test_bodies_that_may_be_one_are_listed(one, other, why):
    assert {w for _, w in listed(one, other, kind=BODY)} == ({why} if why else {"the same consonants"})


@pytest.mark.parametrize(
    ("one", "other"),
    [("National Bank", "National Party"), ("Bank of North", "Bank of South"), ("ABC", "ABD"), ("Court", "High Court"),
     ("government in Riga", "Riga")],
)  # fmt: skip
def test_bodies_that_are_two_are_not_listed(one, other):
    assert listed(one, other, kind=BODY) == set()


def test_a_capital_and_its_government_are_two_and_one_name_of_two_kinds_is_listed():
    places = [entity("Kestrelix", Kind.PLACE), entity("Kestrelix", BODY), entity("Riga", Kind.PLACE)]
    riga = Entity(entity_id(BODY, "Riga"), "Riga", Kind.GOVERNMENT_BODY, acts_for="state/lva")
    assert [(d.one.label, d.why) for d in duplicates([*places, riga], {})] == [("Kestrelix", "the same name")]


def test_duplicates_come_by_use_once_each_and_without_those_decided():
    labels = ("Ana Rubio", "Rubio", "J. Doe", "Jane Doe", "John Doe")
    entities = [entity(label) for label in labels]
    used = {entities[2].id: 9, entities[3].id: 5, entities[4].id: 2, entities[0].id: 7, entities[1].id: 1}
    found = [(d.one.label, d.other.label) for d in duplicates(entities, used)]
    assert found == [("J. Doe", "Jane Doe"), ("J. Doe", "John Doe"), ("Ana Rubio", "Rubio")]
    left = duplicates(entities, used, decided={frozenset((entities[2].id, entities[3].id))})
    assert [(d.one.label, d.other.label) for d in left] == found[1:]


def test_many_names_of_one_key_are_not_all_compared():
    crowd = [entity(f"Q. X{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)} Doe") for n in range(3000)]
    assert len(duplicates([*crowd, entity("Quentin Doe")], {})) < 200
    assert duplicates([entity("A" * 100_000), entity("A b" * 50_000, BODY)], {}) == []


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_letter_apart_is_one_edit(one, other):
    def edits(word):
        cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
        yield from (a + b[1:] for a, b in cuts if b)
        yield from (a + c + b for a, b in cuts for c in "abc")
        yield from (a + c + b[1:] for a, b in cuts for c in "abc" if b)
        yield from (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)

    assert one_letter_apart(one, other) == (one != other and other in set(edits(one)))


@given(st.text(max_size=30))
def test_any_text_may_be_a_name(text):
    person(text, load()), body(text, load()), romanized(text), skeleton(text)
    assert plain(plain(text)) == plain(text)
