"""Texts in another language are told, English is never refused."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.documents import read
from kg.documents.languages import foreign
from kg.model import Document, Unreadable

TEXTS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
PARTS = re.split(r"^# ", TEXTS, flags=re.MULTILINE)[1:]
FOREIGN = {name: " ".join(lines) for name, *lines in map(str.splitlines, PARTS)}
ENGLISH = [
    "The government did not agree. " * 40,
    "Minister Jean de la Tour of the Parti de la Loi and Maria de los Santos y Ruiz, of the Partido de la Ley, agreed "
    "with the head of the Bund der Freien, Otto von der Heide, that the treaty should be signed.",
    "Ada Quill\nMax van der Roe\nJosé de la Cruz\n" * 40,
    "word " * 10_000,
    "harbour 3.5 12\noil 4 7\n" * 200,
    "GOVERNMENT REJECTS TREATY; MINISTER SAYS TALKS WITH THE NEIGHBOURS ARE NOT OVER AND THAT IT IS FOR ALL TO AGREE.",
    f"“{FOREIGN['German']}” This is what the minister said on Monday, and it was not what others had hoped for. "
    "They said that they would wait for a better offer, and that the talks were to go on in the week after.",
    "Das ist nicht gut.", "Нет.", "", "1 2 3",
]  # fmt: skip


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_named_and_the_others_are_read(tmp_path, language):
    assert foreign(FOREIGN[language]) == language
    (tmp_path / "a.txt").write_text(FOREIGN[language], encoding="utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH[0], encoding="utf-8")
    told, document = read([str(tmp_path)])
    assert isinstance(told, Unreadable) and f"a page in another language ({language})" in told.reason
    assert isinstance(document, Document)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_lists_and_short_texts_are_read(text):
    assert not foreign(text)


def test_the_examples_are_english():
    assert all(isinstance(item, Document) for item in read([str(kg.examples())]))


@given(st.sampled_from([*FOREIGN.values()]), st.integers(0, 400))
def test_the_beginning_of_a_text_is_never_told_for_more_than_the_whole(text, end):
    assert foreign(text[:end]) == "" or foreign(text)


@given(st.text(max_size=300))
def test_anything_is_told_or_read(text):
    assert isinstance(foreign(text), str)
