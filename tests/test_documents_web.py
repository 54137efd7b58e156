"""Pages fetched from a server of our own on the loopback address."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.documents import read
from kg.documents.web import MOST_BYTES
from kg.model import Document, Unreadable

BODY = "The minister said on Tuesday that Estonia rejects the accord, which he called a mistake for the whole region."
PAGE = f"""<html><head><title>No</title><link rel="canonical" href="https://elsewhere.example/"></head><body><article>
<p>{BODY}</p><p>Latvia supports the accord, according to two officials who asked not to be named.</p></article>
</html>"""

ANSWERS = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
    "/latin": (200, {"Content-Type": "text/plain; charset=iso-8859-2"}, f"Łoś: {BODY}".encode("iso-8859-2")),
    "/notes.md": (200, {}, b"---\ntitle: Notes\n---\n**Estonia** says no."),
    "/records": (200, {"Content-Type": "application/x-ndjson"}, b'{"text": "A."}\n{"text": "B."}'),
    "/moved": (302, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/to-file": (302, {"Location": "file:///etc/hostname"}, b""),
    "/same": (304, {}, b""),
    "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/large": (200, {"Content-Type": "text/plain"}, b"x" * (MOST_BYTES + 1)),
}


@pytest.fixture(scope="module")
def server():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.hosts.append(self.headers["Host"])
            status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
            if self.path == "/to-other":
                status, headers = 302, {"Location": f"http://127.0.0.2:{self.server.server_port}/page"}
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.end_headers()
            with suppress(ConnectionError):  # the reader hangs up on a page that is too large
                self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.hosts = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def get(server):
    def get(path: str, host: str = "127.0.0.1", allow_private: bool = True) -> list[Document | Unreadable]:
        return list(read([f"http://{host}:{server.server_port}{path}"], allow_private=allow_private))

    return get


@pytest.mark.parametrize("path", ["/page", "/page#part", "/moved"])
def test_a_page_keeps_the_address_that_served_it(server, get, path):
    (document,) = get(path)
    assert document.text.startswith(BODY) and document.title == "No"
    assert document.uri == f"http://127.0.0.1:{server.server_port}/page"


def test_a_declared_charset_is_honoured(get):
    assert get("/latin")[0].text == f"Łoś: {BODY}"


def test_the_suffix_decides_where_the_server_does_not_say(get):
    assert (get("/notes.md")[0].title, get("/notes.md")[0].text) == ("Notes", "Estonia says no.")


def test_records_have_addresses_of_their_own(server, get):
    base = f"http://127.0.0.1:{server.server_port}/records"
    assert [document.uri for document in get("/records")] == [f"{base}#1", f"{base}#2"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/none", "status 404"), ("/same", "status 304"), ("/loop", "redirects"), ("/to-file", "http or https"),
     ("/image", "'image/png'"), ("/large", "bytes")],
)  # fmt: skip
def test_what_is_refused(get, path, reason):
    (found,) = get(path)
    assert isinstance(found, Unreadable) and reason in found.reason and "\n" not in found.reason


def test_a_server_that_is_not_there():
    (found,) = read(["http://127.0.0.1:9/"], allow_private=True)
    assert isinstance(found, Unreadable) and "must be reachable" in found.reason
