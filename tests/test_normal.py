"""Text in one form: laws of the way back to the source first, then what is brought into form and what is left alone."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from parses import VOCAB, block
from spacy.tokens import Doc

from kg.config import Config
from kg.documents.normal import clean, normalise
from kg.documents.raw import Raw, document
from kg.extract import places, read, readable
from kg.ids import entity_id
from kg.language import CUES
from kg.lexicon import load
from kg.model import Document, Kind, StatementKind
from kg.reading import readings

ODDITIES = ["\u200b", "\xad", "\u2060", "\ufeff", "\u202e", "\ufe0f", "\xa0", "\u2009", "ﬁ", "ﬀ", "Ｐ", "e\u0301",
            "\u2011", "\x92", "ʼ", "´", "`", "‘", "„", "“", "”", "«", "»", "‹", "›", "‚", ",,", "''", "<<", ">>", "[3]",
            "²", ".7 A", ".A", "didnt", "wont", "didn?t", "- ", "* ", "1. ", "2) ", "(a) ", "\n", "\n\n", "\r\n",
            "\u2028", " "]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(ODDITIES), st.text('abNt.’" \n', max_size=6)), max_size=14).map("".join)
SENTENCES = ["Norway left.", "Jane Doe's plan, e.g. in the U.S.A., isn't new.", "“No,” she said; “never.”", "a - b",
             "See example.com/A.", "It cost $3.5 (no. 4) – a lot.", "John O’Hara, Ph.D., can’t say.", "As is her wont.",
             'He said: "Well..."']  # fmt: skip
PROSE = st.lists(st.sampled_from(SENTENCES)).map(" ".join)


# --- laws ---------------------------------------------------------------------------------------------------------


@given(TEXTS)
@example("did[1]nt")
@example("› ‹")
def test_a_normal_text_stays_as_it_is(text):
    for form in (normalise, clean):
        assert form(form(text).text) == form(form(text).text)
        assert form(form(text).text).steps == ()


@given(TEXTS, st.data())
def test_every_range_leads_back_in_order(text, data):
    normal = normalise(text)
    if not normal.text:
        return
    ends = sorted(data.draw(st.lists(st.integers(0, len(normal.text)), min_size=2, max_size=6, unique=True)))
    found = [normal.source(a, b) for a, b in zip(ends, ends[1:], strict=False)]
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert [a for a, _ in found] == sorted(a for a, _ in found) and [b for _, b in found] == sorted(b for _, b in found)
    whole = normal.source(ends[0], ends[-1])
    assert whole[0] <= found[0][0] and found[-1][1] <= whole[1]


@given(PROSE)
def test_prose_without_oddities_is_its_own_normal_form(text):
    assert normalise(text).text == text and normalise(text).steps == ()
    if text:
        assert normalise(text).source(0, len(text)) == (0, len(text))


@given(
    st.text("abcdefgh XYZ", min_size=1), st.lists(st.tuples(st.integers(0, 99), st.sampled_from("\u200b\u2060\xad")))
)
def test_what_nobody_sees_changes_nothing_and_every_word_is_found_again(text, signs):
    odd = list(text)
    for at, sign in signs:
        odd.insert(at % (len(odd) + 1), sign)
    normal = normalise("".join(odd))
    assert normal.text == text
    for at, letter in enumerate(text):
        start, end = normal.source(at, at + 1)
        assert "".join(odd)[start:end] == letter


@given(st.text(st.characters(max_codepoint=0x17F, categories=["Lu", "Ll"]), max_size=20))
def test_a_name_is_one_in_whatever_parts_its_letters_come(name):
    assert clean(unicodedata.normalize("NFD", name)).text == clean(name).text == name


def test_a_name_has_one_identifier_with_either_apostrophe():
    assert entity_id(Kind.PERSON, "Zoë O’Hara") == entity_id(Kind.PERSON, "Zoë O'Hara")


def test_a_range_must_be_one():
    normal = normalise("No\xadrway")
    for start, end in ((0, 0), (3, 2), (-1, 2), (0, 99)):
        with pytest.raises(ValueError, match="range"):
            normal.source(start, end)


# --- what is brought into form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [*"ʼ‘´`′＇‛ʹꞌʻ՚׳ˮ\x92'’", "&#39;", "&rsquo;"])
@pytest.mark.parametrize("word", ["doesn{}t", "can{}t", "O{}Hara", "they{}ve"])
def test_whatever_looks_like_an_apostrophe_is_one(word, sign):
    assert normalise(f"She {word.format(sign)} x").text.replace("’", "'") == "She " + word.format("'") + " x"


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        # apostrophes that are not there
        ("It doesnt, hasnt and COULDNT; theyre and thats", "It doesn't, hasn't and couldn't; they're and that's"),
        ("She wont go and cant stay.", "She won't go and can't stay."),
        ("Isnt it? Dont go.", "Isn't it? Don't go."),
        ("He didn t, did n't, didn?t, didn\ufffdt, didn''t", "He didn't, didn't, didn't, didn't, didn't"),
        ("It DIDN'T, ISN’T and WON´T", "It didn't, isn’t and won't"),
        ("It did'nt, didn;t, didn,t, didn\\'t, didńt", "It didn't, didn't, didn't, didn't, didn't"),
        ("Norway\ufffds plan, Norway?s plan", "Norway's plan, Norway's plan"),
        ("the ministersʼ plan, the ministers´ plan", "the ministers' plan, the ministers' plan"),
        # characters
        ("Nor\u200bway\ufeff is\u2060 \u202bin\u202c", "Norway is in"),
        ("the minis\xadter, the minis\xad\nter, the minis\xad \r\n  ter, the minis‐\nter, Franco‐\nGerman",
         "the minister, the minister, the minister, the minister, Franco-\nGerman"),
        ("10\xa0km\u2009on\u3000foot\u2028no", "10 km on foot\nno"),
        ("the ﬁrst oﬃce of ＮＡＴＯ, 𝐍𝐀𝐓𝐎", "the first office of NATO, NATO"),
        ("Ku\u010dera, Kuc\u030cera, \u212bse", "Kučera, Kučera, Åse"),
        ("non\u2011aligned", "non-aligned"),
        ("\x93We\x94 \x96 he\x85", "“We” – he…"),
        ("on Wed. night, Thurs., Mon. March 3, Sat. at noon, Fri.",
         "on Wednesday night, Thursday, Monday March 3, Saturday at noon, Friday."),
        # footnotes
        ("the pact[4] and[note 2] the law [5][6], the deal[12,13] in 2019[7].",
         "the pact and the law, the deal in 2019."),
        ("They left.3 Norway stayed.12", "They left. Norway stayed."),
        ("the pact² and “no.”³ It† is", "the pact and “no.” It is"),
        # full stops
        ("Oslo left.Norway stayed!Malta went?Cyprus too.A vote",
         "Oslo left. Norway stayed! Malta went? Cyprus too. A vote"),
        ("in 2019.Norway said “no.”Malta said.“We", "in 2019. Norway said “no.” Malta said. “We"),
        ("the U.S.Senate", "the U.S. Senate"),
        # quotation marks
        ("„Wir gehen“, sagte sie. „Nie,” rzekł. „Nu”", "“Wir gehen”, sagte sie. “Nie,” rzekł. “Nu”"),
        ("»Vi går,« sagde hun. « Non », dit-il. ‹Nein› ‚Ja‘, »Ei», ”Nej” sade",
         "“Vi går,” sagde hun. “Non”, dit-il. “Nein” “Ja”, “Ei”, “Nej” sade"),
        (",,Nie'' i <<nie>>", "“Nie” i “nie”"),
        ("»Eins.\n\n»Zwei.« Ende", "“Eins.\n\n“Zwei.” Ende"),
        # lists
        ("- Oslo left\n- Rome stayed\n", "Oslo left\n\nRome stayed\n"),
        ("Votes:\n* Oslo left\n  at noon\n* Rome stayed\nCairo came.",
         "Votes:\n\nOslo left\n  at noon\n\nRome stayed\n\nCairo came."),
        ("Votes\n1. Oslo left\n2. Rome stayed", "Votes\n\nOslo left\n\nRome stayed"),
        ("• Oslo left", "Oslo left"),
        ("•Oslo left\n•Rome stayed", "Oslo left\n\nRome stayed"),
        ("-Oslo left\n-Rome stayed", "Oslo left\n\nRome stayed"),
        ("\uf0b7 Oslo left\n② Rome stayed", "Oslo left\n\nRome stayed"),
        ("o\tOslo left\no\tRome stayed", "Oslo left\n\nRome stayed"),
        ("A. Oslo left\nB. Rome stayed", "Oslo left\n\nRome stayed"),
        ("II. Oslo left\nIII. Rome stayed", "Oslo left\n\nRome stayed"),
        ("[1] Oslo left\n[2] Rome stayed", "Oslo left\n\nRome stayed"),
        ("(a) Oslo left;\n(b) Rome stayed.", "Oslo left;\n\nRome stayed."),
    ],
)  # fmt: skip
def test_brought_into_form(odd, plain):
    assert normalise(odd).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "As is his wont, she is wont to say; pious cant and the cant of the day.",
        "Dont Nod, @dont and dont.com; Don T. Doe; a want, the President and Clint",
        "e.g. the U.S.A., Ph.D., 3.5, www.Example.Com, Booking.Com, README.Md, /a/B.Txt, a_b.Cd, org.things.Plug",
        "J. Doe, a.m. in vol.3 Norway",
        "Dec.3 Norway, 15 km², x², 10⁶, [sic], “[t]he”, minister[s]",
        "“We go,” said O’Hara. ‘No,’ she said. “I ‘go’.” It's 5′ 3″… rock ’n’ roll",
        "“It is over.”\n- Jane Doe\n“It is not.”\n- John Roe",
        "They met on June\n5. Then they left – or\n- so it seems – stayed.",
        "J. Doe left\nF. Roe stayed; in\n-5 degrees and\n-6 degrees",
        "“It is over.”\n-Jane Doe\n“It is not.”\n-John Roe",
        "The Sun. Norway; Mr. Wed; U.Fri. and Friday.",
        "Home » News » Norway; >>> x << y",
        "its, well, were, hell, shell, ill, id, lets, whos",
    ],
)
def test_left_alone(text):
    assert normalise(text).text == text


# --- documents and readings ---------------------------------------------------------------------------------------


def test_titles_names_and_bylines_are_clean_and_the_text_is_the_sources():
    text = "Nor\xadway\u200b says no\n\nBy\xa0Jane Doe\n\nNor\xadway\u200b says no\n\nMalta stayed."
    made = document(Raw(text, {"author": "Zoe\u0308\u200b Quill", "publisher": "The\xa0Tidings"}), "a.txt")
    assert (made.text, made.title, made.author, made.publisher) == (text, "Norway says no", "Zoë Quill", "The Tidings")
    assert [text[a:b] for a, b in made.furniture] == ["By\xa0Jane Doe", "Nor\xadway\u200b says no"]
    assert " ".join(readable(made).split()) == "Norway says no Malta stayed."


BLOCK = """Norway left NATO.
ud     Norway/NNP/nsubj>left/GPE left=leave/VBD/root NATO/NNP/obj>left/ORG ."""


def test_evidence_is_the_sources_and_names_are_clean():
    """The parse is that of the normal form; what is found in it stands in the source."""
    (sentence,) = block(BLOCK.split("\n")).sentences["ud"]
    source = "» Nor\xadway\u200b le\u2060ft ＮＡＴＯ.«"
    given = Document.of(source)
    assert readable(given) == "“Norway left NATO.”"
    words = ["“", *(token.word for token in sentence), "”"]
    doc = Doc(VOCAB, words=words, spaces=[False, True, True, False, False, False],
              tags=["``", "NNP", "VBD", "NNP", ".", "''"], pos=["PUNCT", "PROPN", "VERB", "PROPN", "PUNCT", "PUNCT"],
              lemmas=["“", "Norway", "leave", "NATO", ".", "”"],
              deps=["punct", "nsubj", "ROOT", "obj", "punct", "punct"],
              heads=[2] * 6, ents=["O", "B-GPE", "O", "B-ORG", "O", "O"], sent_starts=[True] + [False] * 5)  # fmt: skip
    doc.user_data[CUES] = [(2, "action-", 1.0, (1.0, 0.0, 0.0), ((1, 1.0),), ((3, 1.0),), ())]
    found = read(given, doc, load())
    (left,) = found.statements
    assert found.document == given and (left.holder.label, left.target.label) == ("Norway", "NATO")
    assert source[left.holder.start : left.holder.end] == "Nor\xadway"
    assert source[left.target.start : left.target.end] == "ＮＡＴＯ"
    assert left.evidence.text == source[left.evidence.start : left.evidence.end] == source
    assert [cue.text for cue in left.cues] == ["le\u2060ft"]
    with pytest.raises(ValueError, match="readable"):
        read(replace(given, text="Malta stayed."), doc, load())


def test_blank_furniture_and_odd_characters_go_together():
    given = Document.of("B\xady Jane\nNor\xadway left.", furniture=((0, 8),))
    assert places.blanked(given) == " " * 8 + "\nNor\xadway left."
    assert readable(given) == " " * 8 + "\nNorway left."


def _signs(text: str) -> list[tuple]:
    (found,) = readings([Document.of(text)], Config())
    for s in found.statements:
        assert text[s.evidence.start : s.evidence.end] == s.evidence.text
        assert all(text[c.start : c.end] == c.text for c in s.cues)
    told = [s for s in found.statements if s.kind == StatementKind.STANCE and s.holder]
    return sorted((s.holder.label, s.target.label, s.polarity, s.negated) for s in told)


@pytest.mark.model
@pytest.mark.parametrize(
    "odd",
    ["{n}", "Latvia didnʼt criticize Norway. Estonia wasn´t criticizing Sweden.",
     "Latvia didnt criticize Norway. Estonia wasnt criticizing Sweden.",
     "Lat\xadvia did\u200bn't criti\xadcize Nor\xad\nway.\u2060 Esto\ufeffnia wasn\u2019\u200bt criticizing\xa0Sweden.",
     "Latvia didn?t criticize Norway.[3] Estonia wasn\ufffdt criticizing Sweden.²",
     "Latvia did n't criticize Norway.Estonia wasn‘t criticizing Sweden.",
     "- Latvia didn't criticize Norway\n- Estonia wasn't criticizing Sweden"],
)  # fmt: skip
def test_no_sign_turns_by_how_it_is_written(odd):
    plain = "Latvia didn't criticize Norway. Estonia wasn't criticizing Sweden."
    expected = [("Estonia", "Sweden", 0, True), ("Latvia", "Norway", 0, True)]
    assert _signs(odd.format(n=plain)) == expected


@pytest.mark.model
@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.sampled_from("\u200b\u2060\xad\ufeff\u200e")), max_size=12))
def test_invisible_characters_anywhere_change_no_statement(signs):
    text = "Latvia condemned Norway. Estonia did not condemn Sweden."
    odd = list(text)
    for at, sign in signs:
        odd.insert(at % (len(odd) + 1), sign)
    assert _signs("".join(odd)) == _signs(text) == [("Estonia", "Sweden", 0, True), ("Latvia", "Norway", -1, False)]


@pytest.mark.model
@pytest.mark.parametrize("quote", ["“{}”", "„{}“", "„{}”", "»{}«", "« {} »", "”{}”", ",,{}''", "‹{}›"])
def test_a_quotation_is_its_speakers_however_it_is_printed(quote):
    words = "We condemn Norway, and we will never accept what it has done to our country,"
    (found,) = readings([Document.of(f"{quote.format(words)} Latvia's foreign minister Jane Doe said.")], Config())
    (said,) = [s for s in found.statements if s.kind == StatementKind.ASSERTION and s.holder is not None]
    assert said.holder.label == "Jane Doe" and said.target.label.startswith("We condemn Norway")
