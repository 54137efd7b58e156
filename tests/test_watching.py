"""What arrives is added once and told in a line; what is broken is told, and watching goes on."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.config import Config
from kg.documents import Source, articles, feed, find
from kg.errors import ConfigError, SourceError
from kg.graph import Graph
from kg.model import Unreadable
from kg.store import writer
from kg.versions import CURRENT, outputs
from kg.watching import Added, watch
from kg.watching.feeds import FILE

pytest.importorskip("watchfiles")
pytest.importorskip("feedparser")

ONE = "Germany criticized France on Monday."
TWO = "Poland praised Norway on Tuesday."
PAGE = "<html><head><title>{}</title></head><body><article><p>{}</p><p>{}</p></article></body></html>"
MORE = "The two governments had not spoken of the matter for a year, according to officials in both of the capitals."
PRIVATE = Config(allow_private=True)
PATIENCE = 120


# --- a feed ---


class Site:
    """A server of a feed and pages; counts what is asked of it and how often it need not send the feed again."""

    def __init__(self):
        self.pages: dict[str, bytes] = {}
        self.links: list[str] = []
        self.asked, self.spared = Counter(), 0
        self.etag = True

    def feed(self, kind: str) -> bytes:
        items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in self.links)
        entries = "".join(f'<entry><title>x</title><link href="{link}"/></entry>' for link in self.links)
        if kind == "atom":
            return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{entries}</feed>'.encode()
        return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


@pytest.fixture
def site():
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found.asked[self.path] += 1
            kind = self.path.rpartition(".")[2]
            body = found.feed(kind) if kind in ("rss", "atom") else found.pages.get(self.path)
            tag = f'"{hash(body)}"'
            if kind in ("rss", "atom") and self.headers["If-None-Match"] == tag:
                found.spared += 1
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/xml" if kind in ("rss", "atom") else "text/html")
            if found.etag:
                self.send_header("ETag", tag)
            self.end_headers()
            with suppress(ConnectionError):
                self.wfile.write(body or b"")

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_leads_to_its_pages_each_once(site, kind):
    site.links = ["/a", "/b#part", "/a", f"{site.address}/c", "https://elsewhere.example/d"]
    found = feed(f"{site.address}/news.{kind}", allow_private=True)
    places = [f"{site.address}/a", f"{site.address}/b", f"{site.address}/c", "https://elsewhere.example/d"]
    assert found.sources == tuple(Source(place, place) for place in places)


@pytest.mark.parametrize("link", ["/etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "", "-", "ftp://x/y"])
def test_a_feed_leads_to_nothing_but_the_web(site, link):
    site.links = [link]
    found = feed(f"{site.address}/news.rss", allow_private=True)
    assert all(source.is_address and source.place.startswith("http://127.0.0.1") for source in found.sources)


def test_a_feed_that_has_not_changed_is_not_sent_again(site):
    site.links = ["/a"]
    found = feed(f"{site.address}/news.rss", allow_private=True)
    assert feed(f"{site.address}/news.rss", found.state, allow_private=True) is None and site.spared == 1
    site.links = ["/a", "/b"]
    assert len(feed(f"{site.address}/news.rss", found.state, allow_private=True).sources) == 2


@pytest.mark.parametrize(
    ("body", "told"),
    [(b"<html><body>no feed</body></html>", "a feed must be RSS or Atom"), (b"", "must be"),
     (b"\x00\xff" * 99, "must be"), (b"/etc/passwd", "a feed must be RSS or Atom"),
     (b"http://127.0.0.1/x", "a feed must be RSS or Atom")],
)  # fmt: skip
def test_what_is_no_feed_is_told(site, body, told):
    site.pages["/page"] = body
    with pytest.raises(SourceError, match=told):
        feed(f"{site.address}/page", allow_private=True)


def test_a_bomb_of_entities_is_no_feed(site):
    names = "".join(f'<!ENTITY x{n} "&x{n - 1};&x{n - 1};&x{n - 1};&x{n - 1};">' for n in range(1, 20))
    site.pages["/bomb"] = f'<!DOCTYPE rss [<!ENTITY x0 "x">{names}]><rss version="2.0"><channel><title>&x19;</title>' \
                          "</channel></rss>".encode()  # fmt: skip
    begun = time.monotonic()
    with suppress(SourceError):
        assert feed(f"{site.address}/bomb", allow_private=True).sources == ()
    assert time.monotonic() - begun < 30


def test_addresses_inside_are_refused(site):
    with pytest.raises(SourceError, match="only public addresses are read"):
        feed(f"{site.address}/news.rss")


# --- places ---


def test_a_file_in_a_folder_is_named_as_the_folders(tmp_path):
    (tmp_path / "in" / ".hidden").mkdir(parents=True)
    for name in ("a.txt", "in/b.md", "in/.hidden/c.txt", "in/d.exe", "README.md"):
        (tmp_path / name).write_text(ONE)
    whole = find([str(tmp_path)])
    assert articles(str(tmp_path)) == whole and [source.name for source in whole] == ["a.txt", "in/b.md"]
    for within in ("in", "in/b.md"):
        assert articles(str(tmp_path), str(tmp_path / within)) == whole[1:]
    assert find(whole) == whole
    for none in ("in/.hidden/c.txt", "in/d.exe", "none.txt", "README.md"):
        assert articles(str(tmp_path), str(tmp_path / none)) == []
    assert articles(str(tmp_path / "in"), str(tmp_path / "a.txt")) == []


def run(*arguments):
    return CliRunner().invoke(app, ["watch", *map(str, arguments)])


def test_places_that_cannot_be_watched_are_one_line(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    for places, status, told in (
        ([tmp_path / "none"], 1, "neither a folder nor an address"),
        ([tmp_path / "one", tmp_path / "two"], 2, "one folder at a time"),
        (["ftp://x.example/"], 1, "neither a folder nor an address"),
    ):
        done = run(*places, "--out", tmp_path / "out")
        assert done.exit_code == status and told in done.stderr and len(done.stderr.splitlines()) == 1
        assert done.stdout == "" and not (tmp_path / "out").exists()


@pytest.mark.parametrize("library", ["watchfiles", "feedparser"])
def test_a_library_that_is_missing_is_named_with_the_remedy(tmp_path, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    place = str(tmp_path) if library == "watchfiles" else "http://127.0.0.1:9/rss"
    done = run(place, "--out", tmp_path / "out", "--allow-private")
    assert done.exit_code == 2 and "pip install 'stancegraph[watch]'" in done.stderr
    with pytest.raises(ConfigError):
        next(watch([place], tmp_path / "out", config=PRIVATE))


# --- watching ---


@contextmanager
def watching(*places, out: Path, **options):
    """What is told, as it is: ``told()`` waits for the next."""
    found, stop = Queue(), threading.Event()

    def go() -> None:
        try:
            for one in watch(list(map(str, places)), out, stop=stop, config=PRIVATE, **options):
                found.put(one)
        except BaseException as error:  # for whoever waits
            found.put(error)

    def told():
        one = found.get(timeout=PATIENCE)
        assert isinstance(one, Added | Unreadable), one
        return one

    def quiet(seconds: float = 4.0) -> bool:
        time.sleep(seconds)
        with suppress(Empty):
            raise AssertionError(found.get_nowait())
        return True

    thread = threading.Thread(target=go)
    thread.start()
    told.quiet = quiet
    try:
        yield told
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.mark.model
def test_what_arrives_in_a_folder_is_added_once(tmp_path):
    folder, out = tmp_path / "articles", tmp_path / "articles" / "affair"
    folder.mkdir()
    (folder / "a.txt").write_text(ONE)
    with watching(folder, out=out) as told:
        assert told() == Added(ONE.strip(), "a.txt", 1)
        (folder / "in").mkdir()
        (folder / "in" / "b.txt").write_text(TWO)
        assert told() == Added(TWO.strip(), "in/b.txt", 1)
        (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
        broken = told()
        assert isinstance(broken, Unreadable) and broken.source == "broken.pdf"
        (folder / "copy.txt").write_text(ONE)  # the same words: one document
        (folder / "a.txt").touch()
        assert told.quiet()
        (folder / "a.txt").write_text(TWO.replace("Poland", "Latvia"))
        assert told() == Added(TWO.strip().replace("Poland", "Latvia"), "a.txt", 1)
        assert told() == Added(ONE.strip(), "copy.txt", 1)  # which is a copy of nothing any more
        assert told.quiet()
    with Graph.open(out) as graph:
        holders = {s.holder.label for s in graph.statements}
        assert {"Poland", "Latvia"} <= holders and {d.uri for d in graph.documents} >= {"file:a.txt", "file:in/b.txt"}
    assert {one.state for one in outputs(out) if one.is_built} == {CURRENT}
    with watching(folder, out=out) as told:
        again = told()  # the broken one, and nothing else
        assert isinstance(again, Unreadable) and again.source == "broken.pdf" and told.quiet()


@pytest.mark.model
def test_what_a_feed_brings_is_added_once(tmp_path, site, monkeypatch):
    monkeypatch.setattr("kg.watching.feeds.TRIES", 2)
    site.links = ["/one", "/gone"]
    site.pages["/one"] = PAGE.format("First", ONE, MORE).encode()
    site.pages["/two"] = PAGE.format("Second", TWO, MORE).encode()
    out, address = tmp_path / "affair", f"{site.address}/news.rss"
    with watching(address, out=out, every=0.02) as told:
        found = [told(), told()]
        assert any(isinstance(one, Added) and one.title == "First" and one.statements for one in found)
        assert any(isinstance(one, Unreadable) and one.source == f"{site.address}/gone" for one in found)
        site.links.append("/two")
        assert told().title == "Second"
        assert told.quiet(5)
    assert site.asked["/one"] == site.asked["/two"] == 1 and site.asked["/gone"] == 2
    assert site.spared and (out / FILE).is_file()
    with watching(address, out=out, every=0.02) as told:
        assert told.quiet(5)
    assert site.asked["/one"] == site.asked["/two"] == 1


@pytest.mark.model
def test_a_feed_without_a_server_is_told_and_tried_again(tmp_path, site):
    site.pages["/page.html"] = b"<p>no feed</p>"
    with watching(f"{site.address}/page.html", out=tmp_path / "affair", every=0.02) as told:
        first, second = told(), told()
    assert first == second and "a feed must be RSS or Atom" in first.reason


@pytest.mark.model
def test_whoever_else_writes_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["kg.watching.watch"], "AGAIN", 1.0)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.txt").write_text(ONE)
    with watching(tmp_path / "a", out=tmp_path / "affair") as told:
        assert isinstance(told(), Added)
        with writer(tmp_path / "affair" / "store"):
            (tmp_path / "a" / "b.txt").write_text(TWO)
            assert "in use" in told().reason
        while not isinstance(one := told(), Added):
            assert "in use" in one.reason
        assert one.source == "b.txt"


@pytest.mark.model
def test_the_log_is_a_line_a_document_and_ctrl_c_ends_it(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.md").write_text(f'---\ntitle: "Hard \\e[31m words"\n---\n{ONE}\n')
    (tmp_path / "a" / "empty.txt").write_text("")
    command = [sys.executable, "-m", "kg.cli", "watch", str(tmp_path / "a"), "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=os.environ | {"PYTHONUNBUFFERED": "1"}) as process:  # fmt: skip
        lines = [process.stdout.readline() for _ in range(2)]
        told = process.stderr.readline()
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        rest, more = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0 and "Traceback" not in more and rest == "Ended; 1 document added.\n"
    assert "Ctrl-C ends it" in lines[0]
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    assert re.fullmatch(rf"{when}  Hard.* words: 1 statement\n", lines[1]) and "\x1b" not in lines[1]
    assert re.fullmatch(rf"kg: {when}  empty\.txt: .*\n", told)
