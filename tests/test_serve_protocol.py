"""The W3C's tests of the SPARQL 1.1 Protocol (sparql11/data-sparql11/protocol), written after its list, on a running
server; then real clients: SPARQLWrapper, rdflib and curl."""

import csv
import io
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from serving import TOKEN, ask, bearing, refused, serving, store_at

DATA = "http://data.example/"
FORM = {"content-type": "application/x-www-form-urlencoded"}
QUERY = {"content-type": "application/sparql-query"}
UTF16 = {"content-type": "application/sparql-query; charset=UTF-16"}
UPDATE = {"content-type": "application/sparql-update"}
XML = "application/sparql-results+xml"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with serving(store_at(tmp_path_factory.mktemp("served") / "store"), "--write", KG_TOKEN=TOKEN) as client:
        for n in (1, 2, 3):
            put = client.put("/data", params={"graph": f"{DATA}{n}"}, content=f"<{DATA}s{n}> a <{DATA}T> .",
                             headers=bearing(content_type="text/turtle"))  # fmt: skip
            assert put.status_code == 201
        yield client


def true(response):
    assert response.status_code == 200, response.text
    assert response.json()["boolean"] is True


def has(n):
    return f"<{DATA}s{n}> a <{DATA}T>"


# --- query operations ---


def test_query_via_get(client):
    true(ask(client, "ASK {}"))


def test_query_via_url_encoded_post(client):
    true(client.post("/sparql", data={"query": "ASK {}"}))


def test_query_via_post_directly(client):
    true(client.post("/sparql", content="ASK {}", headers=QUERY))
    true(client.post("/sparql", content="ASK {}", headers={"content-type": "application/sparql-query; charset=UTF-8"}))


DATASETS = [
    ("default-graph-uri", [1], f"ASK {{ {has(1)} FILTER NOT EXISTS {{ {has(2)} }} }}"),
    ("default-graph-uri", [1, 2], f"ASK {{ {has(1)} . {has(2)} FILTER NOT EXISTS {{ {has(3)} }} }}"),
    ("named-graph-uri", [1, 2], f"ASK {{ GRAPH <{DATA}1> {{ {has(1)} }} GRAPH ?g {{ {has(2)} }} "
                                f"FILTER NOT EXISTS {{ GRAPH <{DATA}3> {{ ?s ?p ?o }} }} "
                                f"FILTER NOT EXISTS {{ ?s ?p ?o }} }}"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "graphs", "query"), DATASETS)
def test_query_with_graphs_in_all_three_ways(client, name, graphs, query):
    graphs = [f"{DATA}{n}" for n in graphs]
    true(client.get("/sparql", params={"query": query, name: graphs}))
    true(client.post("/sparql", data={"query": query, name: graphs}))
    true(client.post("/sparql", params={name: graphs}, content=query, headers=QUERY))


def test_query_with_default_and_named_graphs(client):
    query = f"ASK {{ {has(1)} GRAPH ?g {{ {has(3)} }} FILTER NOT EXISTS {{ {has(3)} }} FILTER(?g = <{DATA}3>) }}"
    true(client.get("/sparql", params={"query": query, "default-graph-uri": [f"{DATA}1", f"{DATA}2"],
                                       "named-graph-uri": f"{DATA}3"}))  # fmt: skip


def test_the_request_s_graphs_win_over_the_query_s(client):
    query = f"ASK FROM <{DATA}1> {{ {has(2)} FILTER NOT EXISTS {{ {has(1)} }} }}"
    true(client.get("/sparql", params={"query": query, "default-graph-uri": f"{DATA}2"}))


def test_without_graphs_all_are_the_default_graph_unless_the_query_names_its_own(client):
    true(ask(client, f"ASK {{ {has(1)} . {has(2)} . {has(3)} . ?s a :Statement }}"))
    true(ask(client, f"ASK FROM <{DATA}1> {{ {has(1)} FILTER NOT EXISTS {{ {has(2)} }} }}"))


SELECT, CONSTRUCT = "SELECT ?o { ?o a :Stance }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3"
RESULTS = ["application/sparql-results+json", XML, "text/csv", "text/tab-separated-values"]
GRAPHS = ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "text/n3"]
TYPES = [
    *((SELECT, media, media) for media in RESULTS),
    *(("ASK {}", media, media) for media in RESULTS[:2]),
    *((form, media, media) for form in (CONSTRUCT, f"DESCRIBE <{DATA}s1>") for media in GRAPHS),
    (SELECT, "*/*", RESULTS[0]),
    ("ASK {}", "*/*", RESULTS[0]),
    (CONSTRUCT, "*/*", GRAPHS[0]),
    (SELECT, "text/csv;q=0.5, application/sparql-results+xml;q=0.9", XML),
    (SELECT, "application/json", RESULTS[0]),
    (SELECT, "text/*;q=0.3, application/sparql-results+json;q=0.1", "text/csv"),
    (SELECT, "application/sparql-results+json;q=0, */*;q=0.1", XML),
]


@pytest.mark.parametrize(("query", "accept", "media"), TYPES)
def test_the_answer_is_of_an_accepted_type_and_parses(client, query, accept, media):
    found = ask(client, query, accept=accept)
    assert found.status_code == 200, found.text
    assert found.headers["content-type"].split(";")[0] == media
    assert "Accept" in found.headers["vary"]
    if media in GRAPHS:
        name = {"text/turtle": "turtle", "text/n3": "n3", "application/n-triples": "nt",
                "application/ld+json": "json-ld"}.get(media, "xml")  # fmt: skip
        assert len(Graph().parse(data=found.text, format=name)) >= 1
    elif media == XML:
        assert ET.fromstring(found.text).tag.endswith("sparql")
    elif media == RESULTS[0]:
        assert "head" in json.loads(found.text)
    else:
        head, *rows = list(csv.reader(io.StringIO(found.text), dialect="excel" if "csv" in media else "excel-tab"))
        assert head in (["o"], ["?o"]) and rows


def test_every_value_survives_every_form(client):
    text = 'a "quoted",\ttab\nline \\ é 🦀 <b>&amp;'
    first = json.dumps(text, ensure_ascii=False)
    query = (f"SELECT ?x ?y ?z {{ VALUES (?x ?y) {{ ({first} 1) (<{DATA}é> 2.50) (UNDEF true) "
             '("hallo"@de "2025-01-01"^^xsd:date) } }')  # fmt: skip
    rows = ask(client, query).json()["results"]["bindings"]
    assert [row.get("x", {}).get("value") for row in rows] == [text, f"{DATA}é", None, "hallo"]
    assert [row["y"]["value"] for row in rows] == ["1", "2.50", "true", "2025-01-01"] or rows[1]["y"]["value"] == "2.5"
    assert rows[3]["x"]["xml:lang"] == "de" and rows[0]["y"]["datatype"].endswith("integer")
    found = list(csv.reader(io.StringIO(ask(client, query, accept="text/csv").text, newline="")))
    assert found[0] == ["x", "y", "z"] and found[1][0] == text and found[3] == ["", "true", ""]
    assert ET.fromstring(ask(client, query, accept=XML).text).find(".//{*}literal").text == text
    assert len(ask(client, query, accept="text/tab-separated-values").text.splitlines()) == 5


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        ({"method": "PUT", "params": {"query": "ASK {}"}}, 405, "PUT"),
        ({"method": "GET", "params": [("query", "ASK {}"), ("query", "SELECT * {}")]}, 400, "query: given 2 times"),
        ({"method": "POST", "content": "ASK {}", "headers": {"content-type": "text/plain"}}, 415, "text/plain"),
        ({"method": "POST", "content": "query=ASK%20%7B%7D"}, 415, "missing"),
        ({"method": "POST", "content": "ASK {}"}, 415, "missing"),
        ({"method": "POST", "content": "ASK {}".encode("utf-16"), "headers": QUERY}, 400, "UTF-8"),
        ({"method": "POST", "content": "ASK {}", "headers": UTF16}, 400, "UTF-8"),
        ({"method": "POST", "content": "query=%FF", "headers": FORM}, 400, "UTF-8"),
        ({"method": "GET", "params": {"query": "SELECT * {"}}, 400, "not a SPARQL query"),
        ({"method": "GET", "params": {"query": "ASK {}", "default-graph-uri": "nonsense"}}, 400, "absolute IRI"),
        ({"method": "GET", "params": {"query": "ASK {}", "using-graph-uri": DATA}}, 400, "default-graph-uri"),
        ({"method": "GET", "params": {"query": "ASK {}"}, "headers": {"accept": "image/png"}}, 406, "image/png"),
        ({"method": "POST", "data": {"other": "x"}}, 400, "either a query or an update"),
        ({"method": "POST", "content": b"#" * (1 << 20) + b"ASK {}", "headers": QUERY}, 413, "bytes"),
        # update operations
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 400, "GET"),
        ({"method": "POST", "data": {"update": ["CLEAR NAMED", "CLEAR DEFAULT"]}}, 400, "2 times"),
        ({"method": "POST", "content": "CLEAR NAMED", "headers": {"content-type": "text/plain"}}, 415, "text/plain"),
        ({"method": "POST", "content": "update=CLEAR%20NAMED"}, 415, "missing"),
        ({"method": "POST", "content": "CLEAR NAMED".encode("utf-16"), "headers": UPDATE}, 400, "UTF-8"),
        ({"method": "POST", "content": "update=%FF", "headers": FORM}, 400, "UTF-8"),
        ({"method": "POST", "content": "CLEAR XYZ", "headers": UPDATE}, 400, "not a SPARQL update"),
        ({"method": "POST", "params": {"using-graph-uri": DATA}, "headers": UPDATE,
          "content": f"DELETE {{ ?s ?p ?o }} USING <{DATA}> WHERE {{ ?s ?p ?o }}"}, 400, "USING"),
        ({"method": "POST", "params": {"using-graph-uri": DATA}, "headers": UPDATE,
          "content": f"WITH <{DATA}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}"}, 400, "WITH"),
        ({"method": "POST", "params": {"using-graph-uri": DATA}, "headers": UPDATE,
          "content": "DELETE WHERE { ?s ?p ?o }"}, 400, "DELETE WHERE"),
    ],
)  # fmt: skip
def test_bad_requests_are_one_line(client, request_, status, says):
    headers = bearing() | request_.get("headers", {})
    refused(client.request(url="/sparql", **request_ | {"headers": headers}), status, says)


# --- update operations ---


def update(client, text, **graphs):
    params = {name.replace("_", "-"): value for name, value in graphs.items()}
    found = client.post("/sparql", params=params, content=text, headers=bearing(content_type=UPDATE["content-type"]))
    assert found.status_code == 204, found.text


def test_update_via_form_and_directly(client):
    text = f"CLEAR SILENT GRAPH <{DATA}u> ; INSERT DATA {{ GRAPH <{DATA}u> {{ <{DATA}u> a <{DATA}U> }} }}"
    assert client.post("/sparql", data={"update": text}, headers=bearing()).status_code == 204
    true(ask(client, f"ASK {{ GRAPH <{DATA}u> {{ ?s a <{DATA}U> }} }}"))
    update(client, f"DROP GRAPH <{DATA}u>")
    assert ask(client, f"ASK {{ GRAPH <{DATA}u> {{ ?s ?p ?o }} }}").json()["boolean"] is False


COPY = f"DROP SILENT GRAPH <{DATA}o> ; INSERT {{ GRAPH <{DATA}o> {{ ?s a <{DATA}C> }} }} WHERE {{ %s }}"


@pytest.mark.parametrize(
    ("graphs", "pattern", "copied"),
    [
        ({"using_graph_uri": [1]}, "?s a ?T", [1]),
        ({"using_graph_uri": [1, 2]}, "?s a ?T", [1, 2]),
        ({"using_named_graph_uri": [2, 3]}, "GRAPH ?g { ?s a ?T }", [2, 3]),
        ({"using_graph_uri": [1], "using_named_graph_uri": [2]}, "{ ?s a ?T } UNION { GRAPH ?g { ?s a ?T } }", [1, 2]),
    ],
)
def test_update_with_graphs(client, graphs, pattern, copied):
    update(client, COPY % pattern, **{name: [f"{DATA}{n}" for n in ns] for name, ns in graphs.items()})
    rows = ask(client, f"SELECT ?s {{ GRAPH <{DATA}o> {{ ?s a <{DATA}C> }} }}").json()["results"]["bindings"]
    assert sorted(row["s"]["value"] for row in rows) == [f"{DATA}s{n}" for n in copied]


def test_update_with_a_base(client):
    update(client, f"BASE <{DATA}> DROP SILENT GRAPH <b> ; INSERT DATA {{ GRAPH <b> {{ <x> <y> <z> }} }}")
    true(ask(client, f"BASE <{DATA}> ASK {{ GRAPH <b> {{ <{DATA}x> <y> <{DATA}z> }} }}"))


# --- description, HEAD ---


def test_the_service_describes_itself(client):
    found = client.get("/sparql", headers={"accept": "text/turtle"})
    graph = Graph().parse(data=found.text, format="turtle")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    languages = {str(o) for o in graph.objects(None, URIRef(sd + "supportedLanguage"))}
    assert languages == {sd + "SPARQL11Query", sd + "SPARQL11Update"}
    assert (None, URIRef(sd + "endpoint"), URIRef(str(client.base_url) + "sparql")) in graph
    assert client.get("/sparql", headers={"accept": "text/html"}).headers["content-type"].startswith("text/html")


def test_head_is_get_without_the_body(client):
    for path in ("/sparql?query=ASK%20%7B%7D", "/sparql", f"/data?graph={quote(DATA)}1", "/", "/ns"):
        get, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (200, b"") and head.headers["content-type"] == get.headers[
            "content-type"
        ]


# --- the Graph Store HTTP Protocol ---


def test_graphs_are_put_read_added_to_and_deleted(client):
    at = {"params": {"graph": f"{DATA}gs"}}
    turtle = bearing(content_type="text/turtle; charset=utf-8")
    refused(client.get("/data", **at), 404, "no such graph")
    assert client.put("/data", content="<a:1> <a:p> 'é' .", headers=turtle, **at).status_code == 201
    assert client.put("/data", content="<a:2> <a:p> 2 .", headers=turtle, **at).status_code == 204
    more = bearing(content_type="application/ld+json")
    assert client.post("/data", content='{"@id": "a:3", "a:p": "three"}', headers=more, **at).status_code == 204
    found = client.get("/data", headers={"accept": "application/n-triples"}, **at).text
    assert sorted(line.split()[0] for line in found.splitlines()) == ["<a:2>", "<a:3>"]
    assert client.head("/data", **at).status_code == 200
    assert client.delete("/data", headers=bearing(), **at).status_code == 204
    refused(client.delete("/data", headers=bearing(), **at), 404, "no such graph")


def test_the_default_graph_is_all_that_there_is(client):
    assert (
        client.put("/data?default", content="<a:d> <a:p> 1 .", headers=bearing(content_type="text/turtle")).status_code
        == 204
    )
    found = client.get("/data?default", headers={"accept": "application/n-triples"}).text
    assert "<a:d> <a:p>" in found and f"<{DATA}s1>" in found
    assert client.delete("/data?default", headers=bearing()).status_code == 204
    assert "<a:d>" not in client.get("/data?default", headers={"accept": "application/n-triples"}).text


@pytest.mark.parametrize(
    ("method", "params", "options", "status", "says"),
    [
        ("GET", {}, {}, 400, "name a graph"),
        ("GET", {"graph": "no iri"}, {}, 400, "absolute IRI"),
        ("GET", {"graph": f"{DATA}1"}, {"headers": {"accept": "text/csv"}}, 406, "text/csv"),
        ("PUT", {"graph": f"{DATA}x"}, {"content": "a"}, 415, "missing"),
        (
            "PUT",
            {"graph": f"{DATA}x"},
            {"content": "<a:b> .", "headers": {"content-type": "text/turtle"}},
            400,
            "Turtle",
        ),
        ("PATCH", {"graph": f"{DATA}1"}, {}, 405, "PATCH"),
    ],
)
def test_bad_graph_requests_are_one_line(client, method, params, options, status, says):
    headers = bearing() | options.get("headers", {})
    refused(client.request(method, "/data", params=params, **options | {"headers": headers}), status, says)


def test_a_malformed_graph_leaves_the_old_one(client):
    headers = bearing(content_type="text/turtle")
    refused(client.put(f"/data?graph={DATA}1", content="<a:b> <a:c> <a:d> . <", headers=headers), 400, "Turtle")
    true(ask(client, f"ASK {{ GRAPH <{DATA}1> {{ {has(1)} }} }}"))


# --- real clients ---


def test_sparqlwrapper(client):
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    for method in (wrapper.GET, wrapper.POST):
        for kind in (wrapper.URLENCODED, wrapper.POSTDIRECTLY):
            service = wrapper.SPARQLWrapper(f"{client.base_url}sparql")
            service.setMethod(method)
            service.setRequestMethod(kind)
            for form in (wrapper.JSON, wrapper.XML, wrapper.CSV, wrapper.TSV):
                service.setQuery(SELECT)
                service.setReturnFormat(form)
                assert "stance" in str(
                    service.query().convert() if form != wrapper.XML else service.query().convert().toxml()
                )
            service.setQuery(CONSTRUCT)
            service.setReturnFormat(wrapper.TURTLE)
            assert len(Graph().parse(data=service.query().convert(), format="turtle")) == 3
    service.setReturnFormat(wrapper.JSON)
    service.setQuery("SELECT * {")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed):
        service.query()
    service = wrapper.SPARQLWrapper(f"{client.base_url}sparql")
    service.setMethod(wrapper.POST)
    service.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    service.setQuery(f"INSERT DATA {{ GRAPH <{DATA}w> {{ <a:w> <a:p> 1 }} }}")
    service.query()
    true(ask(client, f"ASK {{ GRAPH <{DATA}w> {{ <a:w> ?p ?o }} }}"))


def test_rdflib(client):
    endpoint = f"{client.base_url}sparql"
    store = SPARQLUpdateStore(endpoint, endpoint, headers=bearing())
    assert len(list(store.query(SELECT))) >= 4
    graph = Graph(store, identifier=URIRef(f"{DATA}r"))
    graph.add((URIRef("a:r"), URIRef("a:p"), URIRef("a:o")))
    assert list(graph) == [(URIRef("a:r"), URIRef("a:p"), URIRef("a:o"))]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_curl(client):
    def curl(*arguments):
        return subprocess.run(["curl", "-sS", "-f", *arguments], capture_output=True, text=True, check=True).stdout

    at = f"{client.base_url}sparql"
    assert json.loads(curl(at, "--data-urlencode", "query=ASK {}", "-G"))["boolean"] is True
    assert json.loads(curl(at, "--data-urlencode", "query=ASK {}"))["boolean"] is True
    assert (
        json.loads(curl(at, "-H", "Content-Type: application/sparql-query", "--data-binary", "ASK {}"))["boolean"]
        is True
    )
    assert curl(at, "-H", "Accept: text/csv", "--data-urlencode", f"query={SELECT}").startswith("o\nhttps://")
    assert "HTTP/1.1 200" in curl("-I", f"{at}?query=ASK%7B%7D")
    assert curl("-X", "PUT", "-H", f"Authorization: Bearer {TOKEN}", "-H", "Content-Type: text/turtle", "--data-binary",
                "<a:c> <a:p> 1 .", f"{client.base_url}data?graph={DATA}c") == ""  # fmt: skip
