"""The tables are sound, the loader refuses what is not, and a look-up finds what it says it finds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LexiconError
from kg.extract.relations import GENERAL
from kg.ids import is_item
from kg.lexicon import load
from kg.lexicon.names import written
from kg.lexicon.words import SLOTS
from kg.model import Certainty, Kind, StatementKind

LEXICON = load()
FRAMES = LEXICON.all_frames


def found(lemma, pos, particle="", agent=False):
    """slot → relation of one predicate."""
    return {f.slot: f.relation for f in LEXICON.frames(lemma, pos) if (f.particle, f.agent) == (particle, agent)}


# --- the tables ------------------------------------------------------------------------------------------------------


def test_breadth():
    assert len({(f.lemma, f.particle, f.pos) for f in FRAMES}) >= 1000
    assert len({f.lemma for f in FRAMES if f.pos == "VERB"}) >= 400
    assert len(LEXICON.all_fixed) >= 200
    assert len(LEXICON.states) == 197
    assert len(LEXICON.organizations) >= 500
    assert sum(b.sector == "international" for b in LEXICON.organizations.values()) >= 300


def test_every_predicate_has_a_relation_with_a_sign():
    for row in (*FRAMES, *LEXICON.all_fixed):
        assert LEXICON.relation(row.relation).polarity in (-1, 0, 1)
    for frame in FRAMES:
        assert frame.slot in SLOTS


def test_no_place_of_a_predicate_has_two_relations():
    places = [(f.pos, f.lemma, f.particle, f.slot, f.agent) for f in FRAMES]
    assert len(places) == len(set(places))


def test_relations_are_complete():
    plover = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
              "PROTEST", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "RETREAT"}  # fmt: skip
    used = {f.relation for f in FRAMES}
    for relation in LEXICON.relations.values():
        assert relation.definition and relation.label
        assert relation.plover in plover | {None}
        assert relation.cameo is None or relation.cameo.isdigit()
        assert relation.name in used | set(GENERAL.values()) or relation.kind is StatementKind.ASSERTION
    assert LEXICON.relation("warnsOf").plover is None


@pytest.mark.parametrize("american, british", [("favor", "favour"), ("honor", "honour"), ("clamor", "clamour")])
def test_both_spellings_mean_the_same(american, british):
    assert found(american, "VERB") == found(british, "VERB") != {}


def test_every_ize_verb_has_its_ise():
    verbs = {(f.lemma, f.slot): f.relation for f in FRAMES if f.pos == "VERB"}
    for (lemma, slot), relation in verbs.items():
        if lemma.endswith("ize") and lemma != "seize":
            assert verbs.get((lemma[:-3] + "ise", slot)) == relation, lemma


def test_names_of_states_are_their_own():
    for state in LEXICON.states.values():
        for name in (state.name, *state.aliases, state.code):
            assert LEXICON.state(name) is state
        for word in state.demonyms:
            assert LEXICON.demonym(word) is state
        for name in (*state.capitals, *state.seats):
            assert LEXICON.metonym(name).state is state
        names = map(written, (state.name, *state.aliases, *state.demonyms, *state.capitals, *state.seats))
        assert set(map(written, state.ambiguous)) <= set(names), state.code


def test_a_name_is_of_one_sort():
    bodies = {n for b in LEXICON.organizations.values() for n in (b.name, *b.aliases)}
    for name in bodies:
        assert LEXICON.state(name) is LEXICON.demonym(name) is LEXICON.metonym(name) is None, name


def test_an_item_is_of_one_alone():
    rows = [*LEXICON.states.values(), *LEXICON.organizations.values()]
    items = [row.item for row in rows if row.item]
    assert len(items) == len(set(items)) and all(map(is_item, items))
    assert all(state.item for state in LEXICON.states.values())
    assert LEXICON.states["NOR"].item == "Q20" and LEXICON.organization("NATO").item == "Q7184"


@pytest.mark.parametrize("code, name", [
    ("TUR", "Republic of Türkiye"), ("SWZ", "Kingdom of Eswatini"), ("KIR", "Republic of Kiribati"),
    ("COM", "Union of the Comoros"), ("DEU", "Federal Republic of Germany"), ("GRC", "Hellenic Republic"),
    ("LAO", "Lao People's Democratic Republic"), ("CHE", "Swiss Confederation"), ("TTO", "Trinidad & Tobago"),
])  # fmt: skip
def test_a_state_has_its_official_name(code, name):
    assert LEXICON.state(name).code == code


def test_a_thing_is_nothing_else():
    assert (LEXICON.thing("the Nafta").name, LEXICON.thing("nafta")) == ("NAFTA", None)
    for name in ("Brexit", "NAFTA", "Geneva"):
        assert LEXICON.organization(name) is LEXICON.state(name) is LEXICON.metonym(name) is None


def test_organizations_belong_to_known_states():
    for body in LEXICON.organizations.values():
        assert body.state is None or body.state in LEXICON.states
        assert (body.acts_for is not None) == (body.kind is Kind.GOVERNMENT_BODY)


@pytest.mark.parametrize(
    ("acronym", "name"),
    [("UNCTAD", "UN Trade and Development"), ("PACE", "Parliamentary Assembly of the Council of Europe"),
     ("the O.A.S.", "Organization of American States"), ("OIE", "World Organisation for Animal Health"),
     ("Unifil", "UNIFIL"), ("FSB", "Federal Security Service"), ("ECHR", "European Court of Human Rights")],
)  # fmt: skip
def test_international_organizations_by_their_acronyms(acronym, name):
    assert LEXICON.organization(acronym).name == name


@pytest.mark.parametrize("word", ["pace", "Pace", "who", "Who", "quad", "iso", "Ebu", "ISA", "EPO", "ECO", "CAS"])
def test_a_word_or_an_acronym_of_many_is_no_organization(word):
    assert LEXICON.organization(word) is None


# --- what is found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lemma, pos, particle, slot, relation",
    [
        ("withdraw", "VERB", "", "from", "withdrawsFrom"),
        ("pull", "VERB", "out", "of", "withdrawsFrom"),
        ("leave", "VERB", "", "obj", "withdrawsFrom"),
        ("lash", "VERB", "out", "at", "criticizes"),
        ("refuse", "VERB", "", "xcomp", "refuses"),
        ("oppose", "VERB", "", "clause", "opposes"),
        ("warn", "VERB", "", "of", "warnsOf"),
        ("warn", "VERB", "", "against", "opposes"),
        ("accuse", "VERB", "", "obj", "accuses"),
        ("provide", "VERB", "", "obj_to", "aids"),
        ("anger", "VERB", "", "subj", "criticizes"),
        ("withdrawal", "NOUN", "", "from", "withdrawsFrom"),
        ("criticism", "NOUN", "", "of", "criticizes"),
        ("ban", "NOUN", "", "on", "coerces"),
        ("critical", "ADJ", "", "of", "criticizes"),
        ("worried", "ADJ", "", "about", "fears"),
        ("affiliated", "ADJ", "", "with", "affiliatedWith"),
    ],
)
def test_frames(lemma, pos, particle, slot, relation):
    assert found(lemma, pos, particle)[slot] == relation


def test_frames_say_where_the_parties_stand():
    by_slot = {f.slot: f for f in FRAMES if f.pos == "VERB"}
    assert by_slot["obj_to"].preposition == "to" and not by_slot["obj_to"].holder_is_object
    assert by_slot["passive_to"].preposition == "to" and by_slot["passive_to"].holder_is_object
    assert by_slot["obj"].preposition is None and not by_slot["obj"].holder_is_object
    assert by_slot["subj"].preposition is None and by_slot["subj"].holder_is_object


def test_agent_nouns():
    assert found("critic", "NOUN", agent=True)["of"] == "criticizes"
    assert found("spokeswoman", "NOUN", agent=True)["for"] == "spokespersonFor"
    assert found("director", "NOUN", agent=True)["of"] == "heads"


@pytest.mark.parametrize(
    "verb, noun, preposition, relation",
    [("take", "part", "in", "joins"), ("put", "end", "to", "ends"), ("sever", "tie", "with", "cutsTiesWith"),
     ("Cast", "Doubt", "on", "distrusts"), ("be", "odd", "with", "opposes")],
)  # fmt: skip
def test_fixed(verb, noun, preposition, relation):
    assert (preposition, relation) in [(f.preposition, f.relation) for f in LEXICON.fixed(verb, noun)]


def test_light_verbs():
    assert [LEXICON.light(v) for v in ("voice", "draw", "drop", "criticize")] == ["holder", "target", "ends", None]


def test_events_of_nouns():
    assert LEXICON.event_type("pullout") == "Withdrawal"
    assert LEXICON.event_type("criticism") == "Criticism"  # by its relation
    assert LEXICON.event_type("critic") is None
    assert LEXICON.event_type("table") is None


def test_reports():
    verbs = {r.lemma for r in LEXICON.reports if r.pos == "VERB"}
    assert len(verbs) >= 150
    assert LEXICON.report("say", "VERB").act == "say"
    assert LEXICON.report("point", "VERB", "out").factive and LEXICON.report("bring", "VERB") is None
    warn = LEXICON.report("Warn", "VERB")
    assert (warn.act, warn.polarity, warn.future, warn.certainty) == ("warn", -1, True, Certainty.POSSIBLE)
    assert LEXICON.report("deny", "VERB").negates
    assert LEXICON.report("concern", "NOUN").polarity == -1
    assert LEXICON.report("afraid", "ADJ").act == "fear"
    assert LEXICON.report("table", "NOUN") is None
    assert "according to" in LEXICON.source_phrases


@pytest.mark.parametrize(
    "lemma, pos, signs",
    [("manage", "VERB", (1, -1)), ("fail", "VERB", (-1, 1)), ("refuse", "VERB", (-1, 0)), ("want", "VERB", (0, 0)),
     ("threat", "NOUN", (0, 0)), ("refusal", "NOUN", (-1, 0)), ("unable", "ADJ", (-1, 0))],
)  # fmt: skip
def test_implicatives(lemma, pos, signs):
    row = LEXICON.implicative(lemma, pos)
    assert (row.plain, row.negated) == signs


def test_refusals_and_wishes_assert_nothing():
    for frame in FRAMES:
        if frame.relation in ("refuses", "threatens", "promises") and frame.slot == "xcomp":
            row = LEXICON.implicative(frame.lemma, frame.pos, frame.particle)
            assert row is not None and row.plain < 1, frame


def test_modifiers():
    assert all(map(LEXICON.is_negator, ("not", "Never", "no longer", "without")))
    assert not LEXICON.is_negator("now")
    assert LEXICON.is_conditional("unless") and not LEXICON.is_conditional("because")
    assert LEXICON.modal("may").certainty is Certainty.POSSIBLE
    assert LEXICON.modal("will").future and LEXICON.modal("do") is None
    assert LEXICON.hedge("reportedly") is Certainty.UNDERSPECIFIED and LEXICON.hedge("today") is None


@pytest.mark.parametrize(
    "text, name, sector, relation",
    [
        ("Sen.", "senator", "government", "memberOf"),
        ("Secretary of State", "secretary of state", "government", "holdsOffice"),
        ("former Defence Minister", "defence minister", "government", "holdsOffice"),
        ("minister for foreign affairs", "minister for foreign affairs", "government", "holdsOffice"),
        ("ex-president", "president", "government", "heads"),
        ("director-general", "director general", "organization", "heads"),
        ("CEO", "chief executive officer", "organization", "heads"),
        ("spokeswoman", "spokeswoman", "organization", "spokespersonFor"),
        ("Mrs", "Mrs.", "honorific", None),
    ],
)
def test_titles(text, name, sector, relation):
    title = LEXICON.title(text)
    assert (title.name, title.sector, title.relation) == (name, sector, relation)


def test_what_is_no_title():
    assert LEXICON.title("former") is LEXICON.title("") is LEXICON.title("table") is None


def test_groups_and_pronouns():
    assert LEXICON.group("analyst").kind is Kind.GROUP
    assert LEXICON.group("Government").acts_for_state and not LEXICON.group("police").acts_for_state
    assert LEXICON.group("table") is None
    she, they = LEXICON.pronoun("She"), LEXICON.pronoun("they")
    assert (she.gender, she.number, she.person, she.case) == ("feminine", "singular", 3, "nominative")
    assert they.number is None and LEXICON.pronoun("Rubio") is None


@pytest.mark.parametrize("name", ["US", "U.S.", "the U.S.", "USA", "America", "the United States", "UNITED STATES"])
def test_one_state_many_names(name):
    assert LEXICON.state(name).code == "USA"


def test_names_are_as_written():
    assert LEXICON.state("us") is None and LEXICON.pronoun("us")
    assert LEXICON.organization("who") is None and LEXICON.organization("WHO").name == "World Health Organization"
    assert LEXICON.demonym("polish") is None and LEXICON.demonym("Poles").code == "POL"
    assert LEXICON.demonym("Americans") is LEXICON.demonym("AMERICANS") is LEXICON.state("US")
    assert LEXICON.organization("Nato") is LEXICON.organization("the N.A.T.O.") is LEXICON.organization("NATO")


def test_metonyms_are_no_names():
    assert LEXICON.state("Washington") is None and not LEXICON.metonym("Washington").seat
    assert LEXICON.metonym("the Kremlin").seat and LEXICON.metonym("the Kremlin").state.code == "RUS"
    assert LEXICON.metonym("Quai d\u2019Orsay").state.code == "FRA"
    assert LEXICON.organization("the Pentagon").acts_for == "USA"


def test_ambiguous_names():
    assert all(map(LEXICON.is_ambiguous, ("Georgia", "Jordan", "Chad", "Turkey", "Polish", "Washington")))
    assert not any(map(LEXICON.is_ambiguous, ("France", "the US", "German", "Interpol")))


@given(st.text(max_size=30))
def test_any_text_may_be_asked(text):
    answers = (LEXICON.frames(text, "VERB"), LEXICON.fixed(text, text), LEXICON.title(text), LEXICON.state(text),
               LEXICON.demonym(text), LEXICON.organization(text), LEXICON.is_ambiguous(text))  # fmt: skip
    assert all(not answer or text.strip() for answer in answers)


@given(st.sampled_from(sorted(n for s in LEXICON.states.values() for n in (s.name, *s.aliases))))
def test_written_forms_find_the_same_state(name):
    state = LEXICON.state(name)
    assert name.startswith("The ") or LEXICON.state(f"the {name}") is state
    assert LEXICON.state(f"  {name} ") is LEXICON.state(written(name)) is state


# --- the loader ------------------------------------------------------------------------------------------------------


def tables(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_default_is_read_once():
    assert load() is LEXICON


def test_own_tables_extend_and_replace(tmp_path):
    own = tables(
        tmp_path,
        verbs='[praises]\nobj = "stan slam"\n',
        relations='[mentors]\nlabel = "mentors"\nkind = "relation"\npolarity = 0\ndefinition = "Teaches."\n',
        organizations='[international]\n"Global Cyber Forum" = ["GCF"]\n[media]\nBBC = { item = "Q9531" }\n',
        groups='[Group]\nwords = ["Stakeholder"]\n',
    )
    lexicon = load(extra=[own])
    assert lexicon.frames("stan", "VERB")[0].relation == "praises"
    assert {f.slot: f.relation for f in lexicon.frames("slam", "VERB")} == {"obj": "praises"}
    assert lexicon.relation("mentors").kind is StatementKind.RELATION
    assert lexicon.organization("GCF").name == "Global Cyber Forum"
    assert (lexicon.organization("BBC").item, lexicon.organization("BBC").state) == ("Q9531", None)
    assert lexicon.group("stakeholder").kind is Kind.GROUP
    assert found("slam", "VERB") == {"obj": "criticizes"}


@pytest.mark.parametrize(
    "name, text, parts",
    [
        ("verbs", '[adores]\nobj = "adore"', ("verbs.toml", "adores", "praises")),
        ("verbs", '[praises]\nobject = "adore"', ("verbs.toml [praises]", "'object'", "obj, obj_about")),
        ("verbs", '[praises]\nobj = ["adore"]', ("verbs.toml [praises]", "obj", "expected a str")),
        ("verbs", '[praises]\nobj = "adore Adore"', ("'Adore'", "lower-case")),
        ("verbs", '[praises]\nobj = "cheer_nowhere"', ("'cheer_nowhere'", "pull_out")),
        ("verbs", '[praises]\nobj = "adore adore"', ("'adore'", "stands twice")),
        ("verbs", '[praises]\nobj = "adore"\n[criticizes]\nobj = "adore"', ("'adore'", "stands twice", "praises")),
        ("verbs", "praises = 3", ("verbs.toml [praises]", "3", "table")),
        ("verbs", "[praises", ("verbs.toml", "TOML")),
        ("verses", "", ("verses.toml", "no such table", "verbs")),
        ("nouns", '[act.praises]\nobj = "adoration"', ("nouns.toml [act] [praises]", "'obj'", "of")),
        ("nouns", '[acts.praises]\nof = "adoration"', ("nouns.toml", "'acts'", "act, agent, event")),
        ("nouns", '[event]\nadoration = "adoration"', ("'adoration'", "Withdrawal")),
        ("relations", '[likes]\nlabel = "likes"\nkind = "mood"', ("kind", "'mood'", "stance")),
        ("relations", '[likes]\nlabel = "likes"\nkind = "stance"\npolarity = 2', ("polarity", "2", "-1")),
        ("relations", '[likes]\nkind = "stance"\npolarity = 1\ndefinition = "x"', ("[likes]", "label", "str")),
        ("fixed", '[frames]\npraises = ["take hat"]', ("'take hat'", "object preposition")),
        ("content", 'praise = "beside"', ("praise", "'beside'", "prepositions")),
        ("reports", '[acts.say]\ncertainty = "sure"\nverbs = "say"', ("certainty", "'sure'", "possible")),
        ("reports", '[acts.say]\nfactive = 1\nverbs = "say"', ("factive", "1", "bool")),
        ("reports", '[acts.say]\nverbs = "say"\nthings = "sing"', ("things", "'sing'", "verbs")),
        ("reports", '[acts.say]\nverbs = "say"\nrelation = "speaks"', ("'speaks'", "asserts")),
        ("modifiers", '[embeddings.x]\nplain = 2\nnegated = 0\nverbs = "say"', ("plain", "2", "-1, 0, 1")),
        ("titles", '[abbreviations]\n"Dgl." = "dogeling"', ("Dgl.", "'dogeling'")),
        ("pronouns", 'xe = { use = "personal", person = 4 }', ("[xe]", "person", "4")),
        ("states", 'usa = { name = "United States" }', ("[usa]", "alpha-3")),
        ("states", 'XXX = { name = "X", aliases = "Y" }', ("[XXX]", "aliases", "list")),
        ("states", 'XXX = { name = "X", item = "30" }', ("[XXX]", "item", "'30'", "such as Q30")),
        ("organizations", '[club]\n"Chess Club" = []', ("'club'", "nongovernmental")),
        ("organizations", '[media]\nBBC = { item = "Q0" }', ("[BBC]", "'Q0'", "such as Q30")),
        ("organizations", '[media]\nNews = { alias = ["N"] }', ("[News]", "'alias'", "aliases, item")),
        ("things", "[treaty]\nNAFTA = []", ("'treaty'", "agreement, event, place")),
    ],
)  # fmt: skip
def test_a_bad_table_is_refused(tmp_path, name, text, parts):
    with pytest.raises(LexiconError) as caught:
        load(extra=[tables(tmp_path, **{name: text})])
    message = str(caught.value)
    assert "\n" not in message and all(part in message for part in parts), message


def test_a_name_for_two_states_is_refused(tmp_path):
    with pytest.raises(LexiconError, match="'America'.*United States.*Atlantis"):
        load(extra=[tables(tmp_path, states='XAT = { name = "Atlantis", aliases = ["America"] }')])


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(LexiconError, match="no tables"):
        load(extra=[tmp_path])


def test_an_unknown_relation_is_refused():
    with pytest.raises(LexiconError, match="'adores'.*supports"):
        LEXICON.relation("adores")
