"""Hostile clients, hungry queries, broken stores: the server ends what goes too far, says so in one line, goes on."""

import asyncio
import os
import shutil
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import factories as f
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import TOKEN, ask, bearing, refused, serving, store_at

from kg.errors import QueryError, ServeError, StoreError
from kg.graph import Graph
from kg.serve import Settings, application, look, pages
from kg.serve.app import AppState
from kg.serve.failures import one_line, served
from kg.serve.formats import choose
from kg.serve.settings import QUERIES
from kg.store import Store, stamp, writer

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
HTML = {"accept": "text/html"}
QUERY = {"content-type": "application/sparql-query"}
PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found through /proc")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return store_at(tmp_path_factory.mktemp("limits") / "store")


@pytest.fixture(scope="module")
def client(store):
    with serving(store, "--timeout", "3", "--write", "--token", TOKEN) as client:
        yield client


@pytest.fixture(scope="module")
def small(store):
    with serving(store, "--timeout", "60", "--memory", "0.5") as client:
        yield client


def alive(client):
    assert ask(client, "ASK {}").json()["boolean"] is True


def post(client, query, **options):
    return client.post("/sparql", content=query, headers=QUERY, **options)


def children(pid):
    found = []
    for process in Path("/proc").iterdir():
        with suppress(OSError, IndexError):
            if process.name.isdigit() and int((process / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(process.name))
    return found


# --- memory, depth, time ---


def doubled(times):
    """A letter, and twice the text before, so often."""
    return "BIND('a' AS ?x0) " + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(times))


HUNGRY = {
    "a long text": f"SELECT (STRLEN(?x33) AS ?n) {{ {doubled(33)} }}",
    "many long texts": f"SELECT ?s ?x24 {{ ?s ?p ?o {doubled(24)} }}",
}


@PROC
@pytest.mark.parametrize("query", HUNGRY.values(), ids=HUNGRY)
def test_a_query_that_takes_too_much_memory_is_ended_and_told_so(small, query):
    before = len(small.log().splitlines())
    with ThreadPoolExecutor(2) as threads:
        hungry = threads.submit(post, small, query)
        alive(small)
        refused(hungry.result(), 503, "0.5 GB", "ask for less", "--memory")
    [said] = small.log().splitlines()[before:]
    assert "POST /sparql" in said and "0.5 GB" in said
    alive(small)


DEEP = {
    "parentheses": "SELECT (" + "(" * 50_000 + "1" + ")" * 50_000 + " AS ?x) {}",
    "groups": "SELECT * " + "{" * 50_000 + "}" * 50_000,
    "optional": "SELECT * {" + "OPTIONAL {" * 20_000 + "}" * 20_000 + "}",
    "sub-selects": "SELECT * {" + "{SELECT * {" * 20_000 + "}}" * 20_000 + "}",
    "paths": "SELECT * { ?s " + "(" * 50_000 + "rel:a" + ")*" * 50_000 + " ?o }",
    "nots": "SELECT (" + "!" * 200_000 + "true AS ?x) {}",
    "sums": "SELECT (1" + "+1" * 200_000 + " AS ?x) {}",
    "unions": "SELECT * {" + "{?s ?p ?o} UNION " * 20_000 + "{} }",
}


@pytest.mark.parametrize("query", DEEP.values(), ids=DEEP)
def test_a_query_nested_beyond_measure_is_the_client_s_error(client, query):
    found = post(client, query)
    assert found.status_code in (200, 400, 503), found.text  # read in time, refused, or stopped
    if found.status_code != 200:
        refused(found, found.status_code)
    alive(client)


def test_a_query_nested_too_deeply_for_the_engine_says_so(client):
    refused(post(client, DEEP["parentheses"]), 400, "nested", "flatter")


@pytest.mark.parametrize("text", ["a." * 400_000, "a-" * 400_000], ids=["dots", "dashes"])
def test_a_text_that_is_slow_to_look_through_keeps_nobody_waiting(client, text):
    alive(client)
    with ThreadPoolExecutor(1) as threads:
        hostile = threads.submit(post, client, text)
        time.sleep(0.3)
        alive(client)
        refused(hostile.result(), 503, "stopped after 3 s")


def test_an_answer_that_would_fill_the_server_is_refused(monkeypatch, store):
    from kg.serve import pool

    monkeypatch.setattr(pool, "LARGEST", 1000)
    packed, going = pool._outcome(pool._Reader(store), 1.0, lambda _: b"x" * 2000, ())
    _, error, _ = pool.ForkingPickler.loads(packed)
    assert error.status == 400 and "more than 1000 bytes" in str(error) and going


# --- who is served while others are ---


def raw(client, data):
    found = socket.create_connection((client.base_url.host, client.base_url.port), timeout=30)
    found.sendall(data)
    return found


def asking(client, query):
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {QUERY['content-type']}\r\n"
    return raw(client, f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode())


def test_queries_that_take_all_workers_hold_no_page_up_and_end_when_their_clients_hang_up(store):
    with serving(store, "--timeout", "60") as client:
        alive(client)
        begun = time.monotonic()
        slow = [asking(client, ENDLESS) for _ in range(3 * QUERIES)]
        time.sleep(0.5)
        assert client.get("/ns", headers=HTML).status_code == 200  # pages wait for no query
        assert time.monotonic() - begun < 40
        for connection in slow:
            connection.close()
        alive(client)
        assert time.monotonic() - begun < 40  # and not 60 for each of three rounds
        half = raw(client, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\nhalf of it")
        half.close()
        alive(client)
        assert client.log() == ""


@PROC
def test_a_killed_server_takes_its_workers_along(store):
    with serving(store, "--timeout", "600") as client:
        alive(client)
        asking(client, ENDLESS)
        time.sleep(0.5)
        workers = children(client.server)
        assert workers
        os.kill(client.server, signal.SIGKILL)
        until = time.monotonic() + 20
        while time.monotonic() < until and any(Path(f"/proc/{pid}/stat").exists() for pid in workers):
            time.sleep(0.1)
        assert not [pid for pid in workers if Path(f"/proc/{pid}/stat").exists()]


def test_answers_to_a_kept_connection_do_not_wait_for_acknowledgements(client):
    """With Nagle's algorithm each waits for 40 ms."""
    client.get("/static/pages.css")
    seconds = []
    for _ in range(20):
        begun = time.monotonic()
        client.get("/static/pages.css")
        seconds.append(time.monotonic() - begun)
    assert min(seconds) < 0.03


class Counted:
    """Workers that make a page after a moment, or cannot."""

    def __init__(self):
        self.runs, self.error = 0, ServeError(503, "stopped")

    async def run(self, function, *args, timeout):
        self.runs += 1
        await asyncio.sleep(0.01)
        if self.error:
            raise self.error
        return b"page"


def test_whoever_waits_for_a_page_gets_what_the_first_gets_and_the_next_tries_anew(store):
    async def main():
        workers = Counted()
        state = AppState(store, Settings(), workers, workers)
        found = await asyncio.gather(*(state.keep(len) for _ in range(5)), return_exceptions=True)
        assert found == [workers.error] * 5 and workers.runs == 1
        workers.error = None
        assert await asyncio.gather(*(state.keep(len) for _ in range(5))) == [b"page"] * 5 and workers.runs == 2

    asyncio.run(main())


# --- stores that are not as they were ---


def test_a_store_taken_away_and_built_anew_is_seen(tmp_path):
    path = tmp_path / "store"
    with writer(path) as place:
        place.build([f.reading()], f.ENTITIES)
    count = "SELECT (COUNT(*) AS ?n) { ?d a nif:Context }"
    with serving(path) as client:
        assert ask(client, count, accept="text/csv").text.split()[1] == "1"
        assert client.get("/").text.count('href="/id/doc/') == 1
        version = stamp(path)
        shutil.rmtree(path)
        for address in ("/", "/view", "/find?q=a", "/id/person/nobody", "/data?default"):
            refused(client.get(address), 503, "no store here")
        refused(ask(client, "ASK {}"), 503, "no store here")
        store_at(path)
        assert stamp(path) == version
        assert ask(client, count, accept="text/csv").text.split()[1] == "4"
        assert client.get("/").text.count('href="/id/doc/') == 4
        assert client.get("/view").status_code == 200
        assert "Traceback" not in client.log() and len(client.log().splitlines()) == 6


@pytest.mark.parametrize("part", ["sst", "MANIFEST", "CURRENT"])
def test_a_store_that_breaks_while_it_is_served_is_one_line(store, tmp_path, part):
    path = tmp_path / "store"
    shutil.copytree(store, path)
    with serving(path) as client:
        for file in (path / stamp(path)).iterdir():
            if part in file.name:
                data = bytearray(file.read_bytes()[: -20 if part != "MANIFEST" else None])
                if part == "MANIFEST":  # cut short it may lack no more than its last record, and be whole
                    data[len(data) // 2] ^= 0xFF
                file.write_bytes(data)
        refused(ask(client, "ASK { ?s ?p ?o }"), 503, "cannot be opened", "build it again")
        refused(client.get("/view", headers=HTML), 503, "cannot be opened")
        assert len(client.log().splitlines()) == 2 and "Traceback" not in client.log()


KINDS = {
    "empty": ([], ()),
    "one document": ([f.reading()], f.ENTITIES),
    "undated": ([f.reading(published=None)], f.ENTITIES),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_store_has_its_pages(tmp_path, kind):
    with writer(tmp_path / "store") as place:
        place.build(*KINDS[kind])
    with serving(tmp_path / "store") as client:
        for address in ("/", "/view", "/sparql", "/find?q=a", "/ns"):
            assert client.get(address, headers=HTML).status_code == 200, address
        assert client.log() == ""


FOREIGN = {
    "a graph of one's own": "INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 'o' } }",
    "blank nodes": "INSERT DATA { GRAPH <a:g> { [] <a:p> [] } }",
    "a graph named as a document's": "INSERT DATA { GRAPH graph:mine { <a:s> a nif:Context ; nif:isString 'x' } }",
}


@pytest.mark.parametrize("update", FOREIGN.values(), ids=FOREIGN)
def test_anybody_s_own_triples_keep_no_view_from_being_made(store, tmp_path, update):
    path = tmp_path / "store"
    shutil.copytree(store, path)
    with Store.read(path) as before:
        readings, drawn = tuple(before.readings()), Graph(before).draw()
    with writer(path) as place, place.change() as changed:
        changed.update(update)
    with Store.read(path) as after:
        assert tuple(after.readings()) == readings and Graph(after).draw() == drawn
        assert after.document_ids() == sorted(reading.document.id for reading in readings)


BROKEN = {
    "offsets": ":cue <https://x.example/here>",
    "far offsets": ":cue <https://x.example/#char=0,99999999999>",
    "confidence": ":confidence 'sure'",
    "polarity": ":polarity 'x'",
    "text": "nif:isString 5",
}


@pytest.mark.parametrize("told", BROKEN.values(), ids=BROKEN)
def test_a_document_s_graph_that_somebody_wrote_in_is_named(store, tmp_path, told):
    path = tmp_path / "store"
    shutil.copytree(store, path)
    name = told.split()[0]
    with writer(path) as place, place.change() as changed:
        changed.update(f"DELETE {{ GRAPH ?g {{ ?s {name} ?old }} }} INSERT {{ GRAPH ?g {{ ?s {told} }} }} "
                       f"WHERE {{ GRAPH ?g {{ ?s {name} ?old }} }}")  # fmt: skip
    with Store.read(path) as broken:
        if name != "nif:isString":  # a document without a text has no statements to draw
            with pytest.raises(StoreError, match="/graph/.*: not as a document's graph is written"):
                pages.drawing(broken, "")
        site = pages.Site("", writable=False)
        for (iri,) in broken.query("SELECT ?s { { ?s a :Statement } UNION { ?s a nif:Context } }")[1]:
            pages.thing(broken, site, iri, "", 1)  # a page or none, no error


# --- requests of every kind ---

WORDS = st.text(max_size=30) | st.sampled_from(["ASK {}", "SELECT * { ?s ?p ?o }", "a:b", "CLEAR ALL", "1", "html", ""])
NAMES = st.sampled_from(["query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "graph",
                         "default", "format", "role", "page", "q", "x"])  # fmt: skip
PATHS = st.sampled_from(["/", "/sparql", "/data", "/find", "/ns", "/id/person/x", "/id/state/usa", "/rel/opposes",
                         "/graph/x", "/static/pages.css", "/static/%00", "/static/" + "a" * 300, "/id/%ff%00", "/id/",
                         "//", "/id//..//x", "/%2e%2e/x", "/id/stance/%22"])  # fmt: skip
TYPES = st.sampled_from(
    [
        "application/x-www-form-urlencoded",
        "application/sparql-query",
        "application/sparql-update",
        "text/turtle",
        "application/ld+json; charset=utf-16",
        "multipart/form-data",
        "x",
        ";;=",
        "",
    ]
)
ACCEPTS = st.lists(st.sampled_from(["text/html", "text/turtle", "*/*", "text/*;q=nan", "text/csv;q=-1", "a/b", "*",
                                    ";q", "application/json;q=1e9", "text/n3;q=0.5"]), max_size=4)  # fmt: skip
BODIES = st.binary(max_size=60) | st.sampled_from([b"query=ASK+%7B%7D", b"query=%FF", b"ASK {}", b"&&==&", b"a&query"])
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(METHODS, PATHS, st.lists(st.tuples(NAMES, WORDS), max_size=4), TYPES, ACCEPTS, BODIES, st.booleans())
def test_law_no_request_is_a_defect(client, method, path, parameters, media, accept, body, bears):
    headers = {"accept": ", ".join(accept), "content-type": media} | (bearing("wrong") if bears else {})
    with suppress(UnicodeEncodeError):  # half of a character cannot be sent
        url = f"{str(client.base_url).rstrip('/')}{path}?{httpx.QueryParams(parameters)}"
        found = client.request(method, url, headers=headers, content=body, timeout=20)
        assert found.status_code < 500, found.text
        if found.status_code >= 400 and "html" not in found.headers["content-type"] and method != "HEAD":
            refused(found, found.status_code)


LINES = st.binary(max_size=40) | st.sampled_from([b"Host: localhost", b"Host: [", b"Host: a b", b"Content-Length: -1",
         b"Content-Length: 9999999999999999999", b"Transfer-Encoding: chunked", b"Transfer-Encoding: x",
         b"Accept: \xff", b"Expect: 100-continue", b"Content-Type: \x00", b"Host: localhost:x", b"Connection: upgrade",
         b"Cookie: " + b"a" * 9000, b"Upgrade: websocket", b"Range: bytes=9-1", b"If-Modified-Since: x"])  # fmt: skip
BEGINNINGS = st.binary(max_size=40) | st.sampled_from(
    [
        b"GET / HTTP/1.1",
        b"GET http://x/ HTTP/1.1",
        b"GET * HTTP/1.1",
        b"GET /%zz?%zz HTTP/9.9",
        b"POST /sparql HTTP/1.1",
        b"CONNECT a:1 HTTP/1.1",
        b"GET /id/\xff HTTP/1.1",
        b"GET /static/../../x HTTP/1.0",
        b"GET //[ HTTP/1.1",
        b"GET",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BEGINNINGS, st.lists(LINES, max_size=5), st.binary(max_size=40))
def test_law_no_bytes_are_a_defect(client, beginning, lines, body):
    before = client.log()
    with raw(client, b"\r\n".join([beginning, *lines, b"", body])) as connection, suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(20)
        answered = connection.recv(1 << 16)
        assert b" 500 " not in answered.partition(b"\r\n")[0]
    assert "Traceback" not in client.log()[len(before) :]


REQUESTS = [
    ("/id/state/usa?page=" + "1" * 5000, {}, 400, "page="),
    ("/id/state/usa?page=²", {}, 400, "page="),
    ("/sparql", {"host": "[127.0.0.1"}, 403, "not a name of this server"),
    ("/nowhere", {"host": "[::1"}, 403, "not a name of this server"),
    ("/find", {"host": "127.0.0.1:x"}, 403, "not a name of this server"),
    ("/sparql?query=ASK{}", {"accept": "text/csv;q=nan"}, 406, "none of these"),
    ("/static/%00", {}, 404, ""),
]


@pytest.mark.parametrize(("path", "headers", "status", "says"), REQUESTS)
def test_what_cannot_be_is_one_line(client, path, headers, status, says):
    refused(client.get(path, headers=headers), status, says)


@pytest.mark.parametrize("host", ["[", "a b", "x/y", "a:b:c", "[1", "ä".encode()])
def test_a_host_that_is_none_is_refused_in_the_open_too(store, host):
    def answered(host):
        async def main():
            app = application(store, Settings(host="0.0.0.0"))
            app.state.kg = SimpleNamespace(settings=Settings())
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
                return await client.get("/sparql", headers={"host": host})

        return asyncio.run(main())

    refused(answered(host), 400, "not a name of a machine")
    assert answered("kg.example:80").status_code == 200


def test_a_quality_is_a_number():
    assert choose("text/csv;q=nan, text/turtle;q=0.1", ["text/csv", "text/turtle"]) == "text/turtle"
    with pytest.raises(ServeError):
        choose("text/csv;q=-inf", ["text/csv"])


# --- what is said ---


def test_a_defect_is_one_line_for_the_client_and_one_in_the_log(monkeypatch, caplog, store):
    async def broken(request):
        raise KeyError("no\nsuch\x1b[31m thing")

    monkeypatch.setattr(look, "terms", broken)

    async def main():
        transport = httpx.ASGITransport(application(store, Settings()))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/ns", headers=HTML)

    refused(asyncio.run(main()), 500, "a defect of the server (KeyError)")
    [line] = caplog.messages
    assert "GET /ns" in line and "test_serve_limits.py:" in line and line.isprintable()


@pytest.mark.parametrize(("error", "status"), [
    (QueryError("x"), 400), (StoreError("x"), 503), (ServeError(413, "x"), 413), (KeyError("x"), 500),
])  # fmt: skip
def test_every_error_has_its_status(error, status):
    assert served(error).status == status


@given(st.text())
def test_law_a_line_of_the_log_is_one_line(text):
    assert one_line(text).isprintable() and len(one_line(text)) <= 500
