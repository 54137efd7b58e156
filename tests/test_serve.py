"""What guards the server, what bounds it, and what it shows: on running servers."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import factories as f
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from serving import TOKEN, ask, bearing, refused, serving, store_at

from kg.errors import ServeError
from kg.query import questions
from kg.rdf import iris
from kg.rdf.sparql import calls_out
from kg.serve.examples import examples
from kg.serve.formats import GRAPHS, RESULTS, choose
from kg.serve.things import href, words
from kg.store import Store

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}"
HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    hostile = f.reading(title=HOSTILE, publisher=HOSTILE, uri="javascript:alert(1)", text=f"{f.TEXT} {HOSTILE}")
    return store_at(tmp_path_factory.mktemp("served") / "store", hostile)


@pytest.fixture(scope="module")
def client(store):
    with serving(store, "--timeout", "1", "--limit", "40", "--title", HOSTILE) as client:
        yield client


def statement(client):
    return ask(client, "SELECT ?s { ?s a :Stance ; :holder ?h } ORDER BY ?s").json()["results"]["bindings"][0]["s"][
        "value"
    ]


def local(iri):
    return "/" + iri.removeprefix(iris.BASE)


# --- bounds ---


def test_an_endless_query_is_stopped_and_the_server_goes_on(client):
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: ask(client, ENDLESS), range(5)))
    assert time.monotonic() - begun < 8
    for response in found:
        refused(response, 503)
    assert {"stopped after 1 s" in r.text or "busy" in r.text for r in found} == {True}
    assert ask(client, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"])
def test_a_longer_answer_is_an_error_not_a_part_of_it(client, query):
    refused(ask(client, query), 400, "more than 40 rows", "add LIMIT", "--limit")
    assert ask(client, query + " LIMIT 40").status_code == 200


def children(pid):
    return [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and parent(p) == pid]


def parent(process):
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return None


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found through /proc")
def test_a_worker_that_dies_takes_only_its_query_along(store):
    with serving(store) as client:
        ask(client, "ASK {}")
        workers = [p for p in children(client.server) if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
        assert workers
        with ThreadPoolExecutor(1) as threads:
            asked = threads.submit(ask, client, ENDLESS)
            time.sleep(0.3)
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
            refused(asked.result(), 500, "died")
        assert ask(client, "ASK {}").json()["boolean"] is True


def test_eight_clients_at_once_get_their_own_answers(client):
    def one(n):
        return [
            ask(client, f"SELECT ({n} * 1000 + {i} AS ?x) {{}}", accept="text/csv").text.split()[1] for i in range(10)
        ]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(one, range(8)))
    assert found == [[str(n * 1000 + i) for i in range(10)] for n in range(8)]


def test_a_store_that_changes_under_the_server_is_seen_by_the_next_request(tmp_path):
    path = store_at(tmp_path / "store")
    count = "SELECT (COUNT(*) AS ?n) { ?d a nif:Context }"
    with serving(path) as client:
        assert ask(client, count, accept="text/csv").text.split()[1] == "4"
        assert client.get("/").text.count('href="/id/doc/') == 4
        stop, wrong = threading.Event(), []

        def keep_asking():
            while not stop.is_set():
                if (found := ask(client, count, accept="text/csv")).status_code != 200:
                    wrong.append(found.text)

        asking = threading.Thread(target=keep_asking)
        asking.start()
        store_at(path, f.reading(text=f.TEXT + " Now."))
        stop.set()
        asking.join()
        assert wrong == []
        assert ask(client, count, accept="text/csv").text.split()[1] == "5"
        assert client.get("/").text.count('href="/id/doc/') == 5


# --- guards ---


def test_without_a_token_nothing_can_be_written(client):
    for how in ({"data": {"update": "CLEAR ALL"}}, {"data": {"update": "CLEAR ALL"}, "headers": bearing()}):
        refused(client.post("/sparql", **how), 403, "read-only", "--write")
    for method in ("PUT", "POST", "DELETE"):
        refused(client.request(method, "/data?graph=http://x/", headers=bearing()), 403, "read-only")


@pytest.fixture(scope="module")
def writable(tmp_path_factory):
    path = store_at(tmp_path_factory.mktemp("written") / "store")
    with serving(path, "--write", "--token", TOKEN) as client:
        yield client


@pytest.mark.parametrize("headers", [{}, bearing("wrong"), bearing(TOKEN + "x"), {"authorization": f"Basic {TOKEN}"}])
def test_writing_wants_the_token(writable, headers):
    refused(found := writable.post("/sparql", data={"update": "CLEAR ALL"}, headers=headers), 401, "token")
    assert found.headers["www-authenticate"] == "Bearer"
    refused(writable.delete("/data?default", headers=headers), 401, "token")
    assert ask(writable, "ASK { ?s a :Statement }").json()["boolean"] is True


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "localhost.evil", "[::2]"]
)
def test_names_of_other_machines_are_refused(client, host):
    refused(client.get("/", headers={"host": host}), 403, "127.0.0.1")
    refused(client.post("/sparql", data={"query": "ASK {}"}, headers={"host": host}), 403, "127.0.0.1")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST:99", "[::1]:80", "127.8.8.8"])
def test_names_of_this_machine_are_let_in(client, host):
    assert ask(client, "ASK {}", host=host).status_code == 200


def test_no_cors_no_cookies_and_a_policy_on_every_answer(client):
    for path in ("/", "/sparql?query=ASK{}", "/ns", "/id/nobody", "/static/pages.css", "/sparql?query=x"):
        headers = client.get(path, headers={"origin": "https://evil.example"}).headers
        assert not [name for name in headers if name.startswith(("access-control", "set-cookie"))]
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
    assert client.options("/sparql", headers={"origin": "https://evil.example"}).status_code == 405


@pytest.fixture
def elsewhere():
    """A server elsewhere: its address, and what was asked of it."""
    listening, asked = socket.create_server(("127.0.0.1", 0)), []

    def answer():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            asked.append(connection.recv(4096))
            connection.sendall(b"HTTP/1.1 500 no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            connection.close()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/", asked
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


CALLS = [
    "SELECT * {{ SERVICE <{at}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{at}> {{ ?s ?p ?o }} }}",
    "PREFIX x: <{at}> SELECT * {{SERVICE x:{{?s ?p ?o}}}}",
    "SELECT * {{ FILTER(1<2)SERVICE#>\n<{at}> {{ ?s ?p ?o }} }}",
    'SELECT * {{ FILTER(1<2#>"""\n) SERVICE <{at}> {{ ?s ?p ?o }} #"""\n }}',
    'SELECT * {{ ?s ?p ?o . # "\n SERVICE <{at}> {{ ?s ?p ?o }} # "\n }}',
    "SELECT * {{ {{ SELECT * {{ SERVICE <{at}> {{ ?s ?p ?o }} }} }} }}",
]


@pytest.mark.parametrize("query", [*CALLS, "SELECT * {{ VALUES ?x {{ <{at}> }} SERVICE ?x {{ ?s ?p ?o }} }}"])
def test_service_is_refused_and_nobody_is_called(client, elsewhere, query):
    address, asked = elsewhere
    refused(ask(client, query.format(at=address)), 403, "SERVICE", "--allow-service")
    assert asked == []


@pytest.mark.parametrize("update", ["LOAD <{at}>", "LOAD SILENT <{at}> INTO GRAPH <a:b>", "PREFIX x: <{at}> LOAD x:",
                                    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{at}> {{ ?s ?p ?o }} }}"])  # fmt: skip
def test_updates_call_nobody(writable, elsewhere, update):
    address, asked = elsewhere
    refused(writable.post("/sparql", data={"update": update.format(at=address)}, headers=bearing()), 403, "LOAD")
    assert asked == []


def test_service_calls_where_it_is_allowed(store, elsewhere):
    address, asked = elsewhere
    with serving(store, "--allow-service") as client:
        for query in CALLS:
            ask(client, query.format(at=address))
    assert len(asked) == len(CALLS)  # so that the test above can fail


@pytest.mark.parametrize("query", [
    "SELECT ?service { ?service ?p 'SERVICE <http://x/> {' }",
    'SELECT * { ?s ?p """\nSERVICE <http://x/> { ?s ?p ?o } """ }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/> { ?s ?p ?o }",
    "PREFIX s: <http://x/service> SELECT * { ?s s:service <http://x/service#SERVICE> ; s:SERVICE ?load }",
])  # fmt: skip
def test_the_word_service_elsewhere_is_no_service(client, query):
    assert ask(client, query + "\nLIMIT 1").status_code == 200


@given(
    st.text(alphabet="SERVICE load<>\"'#\\\n{}?:ax1 "), st.sampled_from(["service", "SERVICE silent", "Service\n#<\n"])
)
def test_law_a_service_clause_is_found_after_any_closed_beginning(noise, keyword):
    """Where the noise before is closed in a text, an address or a comment, nothing hides the clause after it."""
    quoted = json.dumps(noise)
    clause = f"{{ {keyword} <http://x/> {{ ?s ?p ?o }} }}"
    assert calls_out(
        f"SELECT * {{ ?s ?p {quoted} }} # {noise.splitlines()[0] if noise.splitlines() else ''}\n {clause}"
    )
    assert not calls_out(f"SELECT * {{ ?s ?p {json.dumps(clause + noise)} }}")


# --- things ---


THINGS = [
    (str(iris.thing(f.JANE.id)), "Jane Doe"),
    (str(iris.thing(f.USA.id)), "United States"),
    (str(iris.document(f.document().id)), "Forum"),
    (str(iris.relation("opposes")), "against the target"),
    (str(iris.graph(f.document().id)), "triples"),
    (str(iris.DERIVED), "derived"),
    (iris.BASE + "ns", ":holder"),
    (str(iris.event_type("Withdrawal")), "Withdrawal"),
]


@pytest.mark.parametrize(("iri", "says"), THINGS)
def test_every_address_is_a_page_and_rdf(client, iri, says):
    page = client.get(local(iri), headers=HTML)
    assert page.status_code == 200 and says in page.text and "Accept" in page.headers["vary"]
    for media, parser in (
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
    ):
        found = client.get(local(iri), headers={"accept": media})
        assert found.headers["content-type"].split(";")[0] == media
        graph = Graph().parse(data=found.text, format=parser)
        about = {str(node) for triple in graph for node in triple}
        assert graph and (iri in about or says in ("triples", "derived", ":holder"))
    assert (
        client.get(local(iri), params={"format": "nt"}, headers=HTML).headers["content-type"] == "application/n-triples"
    )


def test_a_statement_s_rdf_is_the_whole_of_it(client):
    iri = statement(client)
    graph = Graph().parse(data=client.get(local(iri), headers={"accept": "text/turtle"}).text, format="turtle")
    (sentence,) = graph.objects(None, URIRef(iris.PREFIXES["nif"] + "anchorOf"))
    words = set(graph.objects(URIRef(iri), URIRef(iris.PREFIXES[""] + "cueText")))
    assert words and all(cue in sentence for cue in words)


UNKNOWN = ("/id/person/nobody", "/rel/nonsense", "/graph/none", "/nowhere", "/id/", "/id/person/%FF%00",
           "/static/../app.py", "/static/%2e%2e/app.py", "/id/doc/x%22%3E%3Cscript%3E")  # fmt: skip


@pytest.mark.parametrize("path", UNKNOWN)
def test_unknown_addresses_are_404(client, path):
    refused(client.get(path), 404)
    page = client.get(path, headers=HTML)
    assert page.status_code == 404 and "Nothing here" in page.text and "<script" not in page.text


def test_unacceptable_forms_are_406(client):
    refused(client.get(local(str(iris.thing(f.JANE.id))), headers={"accept": "image/png"}), 406, "image/png")
    refused(client.get("/ns?format=csv"), 406, "csv")
    refused(client.get(local(str(iris.thing(f.JANE.id))) + "?page=0", headers=HTML), 400, "page")


def test_an_entity_s_page_tells_who_it_is_and_each_sentence(client):
    page = client.get(local(str(iris.thing(f.HOUSE.id))), headers=HTML).text
    assert "Government body" in page and "Acts for" in page and "/id/state/usa" in page
    assert "15 Jan 2025" in page and "the criticism" in page and 'class="cue"' in page and "/id/doc/" in page
    page = client.get(local(str(iris.thing(f.FORUM.id))) + "?role=target", headers=HTML).text
    assert page.count('class="card"') == 8 and "Jan 2025" in page


def test_a_document_s_page_marks_its_sentences(client):
    page = client.get(local(str(iris.document(f.document().id))), headers=HTML).text
    [text] = re.findall(r'<section class="text".*?>(.*?)</section>', page, re.DOTALL)
    assert re.sub(r"<.*?>", "", text).strip() == f.TEXT
    keys = set(re.findall(r'href="#s-(\w+)"', text))
    assert keys and keys <= set(re.findall(r'id="s-(\w+)"', page))


def test_hostile_words_are_words_on_every_page(client):
    document = str(iris.document(f.document(f"{f.TEXT} {HOSTILE}").id))
    things = [local(iri) for iri in (document, statement(client), str(iris.thing(f.JANE.id)))]
    paths = ["/", "/find?q=" + HOSTILE.replace("&", "%26"), "/sparql", "/view", *things]
    for path in paths:
        page = client.get(path, headers=HTML).text
        assert "alert(1)" in page or "find" in path
        assert "<script>alert" not in page and 'javascript:alert(1)"' not in page.replace("&#34;", "'"), path
        assert "{{ 7*7 }}" in page or "\\u007b" in page or "49" not in page


def test_a_script_s_address_is_no_link(client):
    assert href("javascript:alert(1)") == href("JaVaScript:x") == href("data:text/html,x") == ""
    assert href(iris.BASE + "/evil.example/x") == iris.BASE + "/evil.example/x"  # not "//evil.example/x"
    page = client.get(local(str(iris.document(f.document(f"{f.TEXT} {HOSTILE}").id))), headers=HTML).text
    assert 'href="javascript' not in page.lower() and "javascript:alert(1)" in page


def test_names_are_found_by_a_part_of_them(client):
    page = client.get("/find", params={"q": "FORUM"}).text
    assert "Global Cyber Forum" in page and "Jane Doe" not in page
    assert "No name holds" in client.get("/find", params={"q": "zzz"}).text


# --- without a server ---


ACCEPTED = [
    ("", "text/turtle"),
    ("*/*", "text/turtle"),
    ("application/*", "application/n-triples"),
    ("text/n3, */*;q=0.1", "text/n3"),
    ("TEXT/TURTLE;q=0.2, application/ld+json;q=0.3", "application/ld+json"),
    ("text/turtle;q=x, text/n3", "text/n3"),
    ("text/turtle;q=0, text/*", "text/n3"),
]


@pytest.mark.parametrize(("accept", "media"), ACCEPTED)
def test_negotiation(accept, media):
    assert choose(accept, GRAPHS) == media


@given(st.text(), st.sampled_from([GRAPHS, RESULTS]))
def test_law_negotiation_chooses_one_of_the_offered_or_refuses(accept, offered):
    try:
        assert choose(accept, offered) in offered
    except ServeError as error:
        assert error.status == 406 and len(str(error).splitlines()) == 1


@pytest.mark.parametrize(("name", "said"), [("withdrawsFrom", "withdraws from"), (iris.BASE + "ns#certain", "certain")])
def test_relations_in_words(name, said):
    assert words(name) == said


def test_every_example_is_a_query_and_most_have_an_answer(store):
    with Store.read(store) as opened:
        found = {e["name"]: len(opened.query(e["sparql"])[1]) for e in examples(opened)}
    assert found.keys() == {name for name, question in questions().items() if question.asks}
    assert sum(map(bool, found.values())) > len(found) * 0.7, found


@pytest.mark.parametrize(
    ("options", "status", "says"),
    [
        (["--write"], 2, "needs an access token"),
        (["--token", "x"], 2, "needs --write"),
        (["--write", "--token", "a b"], 2, "one word"),
        (["--host", "no.such.host.invalid"], 1, "another --host or --port"),
    ],
)
def test_bad_options_are_one_line(store, options, status, says):
    environment = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"}
    found = subprocess.run([sys.executable, "-m", "kg.cli", "serve", str(store), "--port", "0", *options],
                           capture_output=True, text=True, timeout=20, env=environment)  # fmt: skip
    assert found.returncode == status and says in found.stderr.splitlines()[-1] and "Traceback" not in found.stderr


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_no_store_is_one_line(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    found = subprocess.run(
        [sys.executable, "-m", "kg.cli", "serve", str(tmp_path / folder)], capture_output=True, text=True, timeout=20
    )
    assert found.returncode == 1 and len(found.stderr.splitlines()) == 1 and "build one" in found.stderr


def test_a_taken_port_is_one_line_and_an_open_host_is_warned_of(store):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        found = subprocess.run(
            [sys.executable, "-m", "kg.cli", "serve", str(store), "--port", port],
            capture_output=True,
            text=True,
            timeout=20,
        )
    assert found.returncode == 1 and len(found.stderr.splitlines()) == 1 and f":{port}: cannot" in found.stderr
    with serving(store, "--host", "0.0.0.0") as client:
        assert ask(client, "ASK {}", host="graph.example").status_code == 200  # others may ask by its own name
