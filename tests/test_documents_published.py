"""The day of a page is that of its publication: a table of pages that give the day of a change too."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import read
from kg.documents.html import html
from kg.model import Document

WORDS = """<p>The council of Malta rejected the levy on Monday, after months of talks with the islands and ports.</p>
<p>Cyprus condemned the decision, and its minister praised the council for the clear words that it had found.</p>"""
CHANGED = '<meta property="article:modified_time" content="2025-05-12T10:00:00Z">'


def page(head: str = "", body: str = "") -> bytes:
    return (f"<!doctype html><html><head><title>Levy</title>{head}</head><body><article><h1>Levy splits islands</h1>"
            f"{body}{WORDS}</article></body></html>").encode()  # fmt: skip


def data(source: str) -> str:
    return f'<script type="application/ld+json">{source}</script>'


@pytest.mark.parametrize("changed", ["", CHANGED, '<meta property="og:updated_time" content="2025-05-12">',
                                     '<meta http-equiv="last-modified" content="2025-05-12">'])  # fmt: skip
@pytest.mark.parametrize(
    ("head", "body"),
    [
        (data('{"@type":"NewsArticle","dateModified":"2025-05-12","datePublished":"2025-03-04T08:00:00+00:00"}'), ""),
        (data('{"@graph":[{"@type":"WebPage","dateModified":"2025-05-12"},'
              '{"@type":["NewsArticle"],"datePublished":"2025-03-04"}]}'), ""),
        (data('[{"@type":"Comment","datePublished":"2025-04-04"},'
              '{"@type":"BlogPosting","datePublished":"2025-03-04"}]'), ""),
        (data('{"@type":"WebPage","datePublished":"2025-04-01","mainEntity":'
              '{"@type":"Report","datePublished":["2025-03-04"]}}'), ""),
        (data('{"@type":"NewsArticle","datePublished":"2025-03-04",}'), ""),
        (data('{"@type":"NewsArticle","headline":"a\nb","datePublished":"2025-03-04"}'), ""),
        (data("[" * 100_000) + data('{"@type":"NewsArticle","datePublished":"2025-03-04"}'), ""),
        (data('{"@type":"NewsArticle","datePublished":{"a":1}}') +
         '<meta property="article:published_time" content="2025-03-04">', ""),
        (data('{"@type":"NewsArticle","datePublished":"soon"}') +
         '<meta name="article:published_time" content="2025-03-04">', ""),
        ('<meta itemprop="datePublished" content="2025-03-04">', ""),
        ('<meta name="dc.date.issued" content="2025-03-04">', ""),
        ("", '<time itemprop="datePublished" datetime="2025-03-04">4 March</time>'),
        ("", '<time datetime="2025-05-12" itemprop="dateModified">x</time><time pubdate datetime="2025-03-04">y</time>'
         ),
        ("", '<span itemprop="datePublished">4 March 2025</span>'),
        ("", "<p>Published: 4 March 2025</p>"),
        ("", '<p>Updated <time datetime="2025-05-12">12 May</time></p><time datetime="2025-03-04">4 March</time>'),
        (data('{"@type":"NewsArticle","dateCreated":"2025-03-04","dateModified":"2025-05-12"}'), ""),
        ("", '<p>Published <time datetime="2025-03-04">4 March</time>, '
             'updated <time datetime="2025-05-12">12 May</time></p>'),
    ],
)  # fmt: skip
def test_the_day_of_publication(changed, head, body):
    for source in (page(changed + head, body), page(head + changed, body)):
        (found,) = html(source)
        assert found.fields["date"] == "2025-03-04"


def test_where_only_a_change_is_given_it_is_the_day():
    (found,) = html(page(CHANGED))
    assert found.fields["date"] == "2025-05-12"


KEYS = st.sampled_from(["@type", "@graph", "datePublished", "comment"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)


@settings(max_examples=30)
@given(JSON)
def test_structured_data_of_any_shape_breaks_nothing(value):
    (found,) = html(page(data(json.dumps(value).replace("<", ""))))
    assert "Malta rejected" in found.text


@pytest.mark.parametrize(
    "source",
    [
        page(body='<b itemprop="datePublished">' * 20_000),
        page(body='<time itemprop="datePublished" datetime="never">x</time>' * 20_000),
        page(body='<time class="updated" datetime="2025-05-12"></time>words ' * 3000),
        page(body="<div>" * 5000),
        page(body="</div></p></b>" * 5000),
        page(head=data('{"@type":"NewsArticle","a":' * 900 + "1" + "}" * 900)),
        b"<!doctype html><html><head><title>Levy<body><p>" + WORDS.encode() * 3,
        b"<p>" + WORDS.replace("<p>", "<p <p class='>").encode() * 3,
        page().replace(b"<article>", b"<article\0 x=\xff\xfe>"),
    ],
)
def test_malformed_pages_are_read_or_refused_soon(source, tmp_path):
    (tmp_path / "a.html").write_bytes(source)
    began = time.process_time()
    (found,) = read([str(tmp_path / "a.html")])
    assert time.process_time() - began < 10
    assert isinstance(found, Document) or (";" in found.reason and "\n" not in found.reason)
