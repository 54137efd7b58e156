"""What expressions of time mean against the day of a document: laws, then a table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parses import VOCAB
from spacy.tokens import Doc

from kg.extract import tokens
from kg.extract.times import FUTURE, PAST, Times, When, resolve
from kg.lexicon import load

THURSDAY = date(2025, 5, 15)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
tenses = st.sampled_from((PAST, FUTURE, ""))
whens = st.builds(
    When,
    year=st.none() | st.integers(1000, 2099),
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 31),
    weekday=st.none() | st.integers(0, 6),
    unit=st.sampled_from((None, 1, 2, 7, 30, 365)),
    shift=st.none() | st.integers(-3000, 3000),
).filter(lambda w: w.year or w.month or w.weekday is not None or w.unit)


@given(whens, st.none() | days, tenses)
def test_an_answer_is_an_iso_day_month_or_year(when, published, tense):
    found = resolve(when, published, tense)
    assert found == resolve(when, published, tense)
    assert found is None or date.fromisoformat((found + "-01-01")[:10]).isoformat().startswith(found)


@given(st.integers(0, 6), days)
def test_a_past_weekday_is_one_of_the_last_seven_days(weekday, published):
    found = date.fromisoformat(resolve(When(weekday=weekday), published, PAST))
    assert found.weekday() == weekday and timedelta(0) <= published - found < timedelta(7)


@given(st.integers(0, 6), days)
def test_a_coming_weekday_is_one_of_the_next_seven_days(weekday, published):
    found = date.fromisoformat(resolve(When(weekday=weekday), published, FUTURE))
    assert found.weekday() == weekday and timedelta(0) <= found - published < timedelta(7)


@given(st.integers(1, 12), days)
def test_a_past_month_is_not_yet_to_come(month, published):
    found = resolve(When(month=month), published, PAST)
    assert found.endswith(f"-{month:02}") and found <= published.isoformat()[:7]


@given(whens, tenses)
def test_without_a_day_of_the_document_only_years_say_when(when, tense):
    assert (resolve(when, None, tense) is None) or when.year is not None


@given(st.builds(When, weekday=st.integers(0, 6)) | st.builds(When, month=st.integers(1, 12), day=st.none()), days)
def test_without_a_tense_nothing_is_guessed(when, published):
    assert resolve(when, published, "") is None


@pytest.mark.parametrize(
    ("words", "tense", "day"),
    [
        ("on Tuesday", PAST, "2025-05-13"),
        ("on Thursday", PAST, "2025-05-15"),
        ("last Thursday", PAST, "2025-05-08"),
        ("next Thursday", FUTURE, "2025-05-22"),
        ("on Tuesday", FUTURE, "2025-05-20"),
        ("on Tuesday , 6 May", PAST, "2025-05-06"),
        ("yesterday", PAST, "2025-05-14"),
        ("tomorrow", FUTURE, "2025-05-16"),
        ("two weeks ago", PAST, "2025"),  # a week that two months share
        ("a month ago", PAST, "2025-04"),
        ("10 years ago", PAST, "2015"),
        ("earlier this month", PAST, "2025-05"),
        ("last week", PAST, "2025-05"),
        ("last year", PAST, "2024"),
        ("next year", FUTURE, "2026"),
        ("in March", PAST, "2025-03"),
        ("in November", PAST, "2024-11"),
        ("in November", FUTURE, "2025-11"),
        ("last May", PAST, "2024-05"),
        ("in May 2021", PAST, "2021-05"),
        ("on May 3 , 2021", PAST, "2021-05-03"),
        ("on the 3rd of May 2021", PAST, "2021-05-03"),
        ("on Sept. 3", PAST, "2024-09-03"),
        ("on 30 February 2021", PAST, None),
        ("on Tuesday night", PAST, "2025-05-13"),
        ("Tuesday morning", PAST, "2025-05-13"),
        ("late Wednesday", PAST, "2025-05-14"),
        ("early on Tuesday evening", PAST, "2025-05-13"),
        ("on the night of Tuesday , 6 May", PAST, "2025-05-06"),
        ("on the evening of 3 May 2021", PAST, "2021-05-03"),
        ("yesterday afternoon", PAST, "2025-05-14"),
        ("last night", PAST, "2025-05-14"),
        ("this morning", PAST, "2025-05-15"),
        ("tomorrow night", FUTURE, "2025-05-16"),
        ("the day before yesterday", PAST, "2025-05-13"),
        ("the day after tomorrow", FUTURE, "2025-05-17"),
        ("over the weekend", PAST, "2025-05"),
        ("at the weekend", FUTURE, "2025-05"),
        ("last weekend", PAST, "2025-05"),
        ("in the early hours of Tuesday", PAST, "2025-05-13"),
        ("in the second half of 2023", PAST, "2023"),
        ("in the first quarter of last year", PAST, "2024"),
        ("in the spring of 2023", PAST, "2023"),
        ("in winter 2023", PAST, "2023"),
        ("in early 2024", PAST, "2024"),
        ("in mid - 2024", PAST, "2024"),
        ("in late April", PAST, "2025-04"),
        ("at the end of 2023", PAST, "2023"),
        ("at the beginning of March", PAST, "2025-03"),
        ("by the end of 2023", PAST, None),
        ("last autumn", PAST, "2024"),
        ("last spring", PAST, "2024"),  # this one has not ended yet
        ("this spring", PAST, "2025"),
        ("next summer", FUTURE, "2025"),
        ("in spring", PAST, "2025"),
        ("in autumn", PAST, "2024"),
        ("in autumn", FUTURE, "2025"),
        ("last winter", PAST, None),  # of two years
        ("at night", PAST, None),
        ("in the end", PAST, None),
        ("in the fall", PAST, None),
        ("in 2019", PAST, "2019"),
        ("in 2030", PAST, None),  # what was is not to come
        ("next week", PAST, "2025-05"),
        ("tomorrow", PAST, None),
        ("he may march", PAST, None),
        ("over the last year", PAST, None),  # a stretch of time
        ("1500000", PAST, None),
    ],
)
def test_expressions(words, tense, day):
    spelt = [*words.split(), "left"]
    last = len(spelt) - 1
    tags = {PAST: ("ADV", "VBD"), FUTURE: ("ADV", "VB")}[tense]
    pos = ["ADP" if w in ("on", "in", "over", "of", "at", "by") else "ADV" for w in spelt[:-1]] + ["VERB"]
    parse = Doc(VOCAB, spelt, pos=pos, tags=["XX"] * last + [tags[1]], heads=[last] * (last + 1),
                deps=["obl"] * last + ["ROOT"], lemmas=spelt)  # fmt: skip
    doc = tokens.Doc(parse)
    assert Times(doc, THURSDAY.isoformat(), load()).of(doc[last], future=tense == FUTURE) == day


@pytest.mark.parametrize(("word", "day"), [("2019", "2019"), ("yesterday", None), ("Tuesday", None)])
@pytest.mark.parametrize("published", [None, "2025", "2025-05"])
def test_a_document_of_no_day_knows_only_what_is_absolute(word, day, published):
    parse = Doc(VOCAB, ["in", word, "left"], pos=["ADP", "NOUN", "VERB"], tags=["IN", "NN", "VBD"], heads=[1, 2, 2],
                deps=["case", "obl", "ROOT"], lemmas=["in", word, "leave"])  # fmt: skip
    doc = tokens.Doc(parse)
    assert Times(doc, published, load()).of(doc[2]) == day
