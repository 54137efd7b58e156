"""The bundled articles: they read whole, and what their README promises of them holds."""

import re
from importlib.resources import files

import pytest

from kg.documents import read
from kg.model import Document

FOLDER = files("kg").joinpath("examples")


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    return list(read([str(FOLDER)]))


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading of the README, without its first two lines."""
    section = FOLDER.joinpath("README.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_twelve_short_articles_over_nine_months_that_say_they_are_fiction(articles):
    assert len(articles) == 12 and all(isinstance(article, Document) for article in articles)
    dates = [article.published for article in articles]
    assert dates == sorted(set(dates)) and dates[0] < "2025-02" and dates[-1] > "2025-09"
    assert len({article.publisher for article in articles}) == 6
    for article in articles:
        assert 120 <= len(article.text.split()) <= 260
        assert ".example/" in article.uri and article.title
        assert dict(article.metadata)["fictional"] == "persons and organizations in this article do not exist"


def test_what_is_not_prose_in_them(articles):
    found = [article.text[start:end] for article in articles for start, end in article.furniture]
    assert found == [
        "TALLINN - ",
        "By Dot Merriweather",
        "4 min read",
        "FOR IMMEDIATE RELEASE",
        "ends -",
        "STOCKHOLM - ",
        "3 min Policy",
        "RIGA - ",
        "By Dot Merriweather",
    ]


def test_all_of_the_cast_appears(articles):
    everything = "\n".join(article.text for article in articles)
    for who, _ in rows("The cast"):
        name, acronym = re.match(r"([^(]+?)(?: \(([A-Z]+)\b.*| \(.*)?$", who).groups()
        assert (f"{name} ({acronym})" if acronym else name) in everything


@pytest.mark.parametrize("heading", ["Planted statements", "Traps"])
def test_the_truth_is_about_articles_that_exist(articles, heading):
    table = rows(heading)
    assert len(table) > 15 and {row[0] for row in table} <= {article.published for article in articles}


def test_words_quoted_in_the_traps_stand_in_their_article(articles):
    texts = {article.published: article.text for article in articles}
    for date, _, why in rows("Traps"):
        for quote in re.findall(r'"([^"]+)"', why):
            for part in quote.split(" … "):
                assert part in texts[date], (date, part)
