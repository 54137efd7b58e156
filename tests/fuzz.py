"""Damaged, hostile and random input for everything that reads: ``python -m tests.fuzz --inputs 100000 --seed 1``.

Each format has a process of its own, one after the other. An input is bytes: a damaged file, or what Hypothesis makes
values of. What the code under test raises that is no refusal of ours, more than `MOST_SECONDS` of computing, more than
`MOST_MEMORY`, a file written or an address asked outside its folder is a failure; its input is kept in ``build/fuzz``.
The same seed gives the same inputs. One that failed is tried again by ``--again build/fuzz/pdf-71.pdf``.
"""

import argparse
import contextlib
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent))  # as pytest has it

from damage import BODY, SEEDS, damaged, packed
from hostile import PAYLOADS

import kg
from kg.errors import KgError
from kg.model import Document, Reading, Unreadable

EXAMPLES = Path(kg.__file__).parent / "examples"
MOST_SECONDS = 10.0  # of computing for one input
ENDED_AFTER = 15.0  # what computes for longer is ended from outside
SILENT = 600  # seconds without an input: one waits for something that never comes
MOST_MEMORY = 1024  # megabytes of a process
HELD = 3 * 2**30  # bytes that it may ask for: it fails before the machine does
KEPT = 3  # inputs of one kind of failure
LARGEST = 200_000  # bytes of an input
FILES = 16  # of a folder that goes the whole road
TOGETHER = 200  # inputs between two lines of the log
FOLDER = Path(__file__).parent.parent / "build" / "fuzz"
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
REACHES = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")


class Broken(Exception):
    """A law that does not hold for an input."""


@dataclass(frozen=True)
class Format:
    """``make``: the bytes of an input; ``check``: what is done with the file that they are in, raising for whatever
    must not be; ``ending``: that file's; ``share``: how many of a thousand inputs are of this format; ``together``: how
    many are in one file."""

    share: int
    make: Callable[[random.Random], bytes]
    check: Callable[[Path], None]
    ending: Callable[[random.Random], str]
    together: int = 1


# --- inputs ---

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1250", "koi8-r", "shift_jis", "utf-7")
OPENERS = (b"[", b"{", b"(", b"<div>", b"<table><tr><td>", b"> ", b"- ", b'{"a":', b"<<", b"=?utf-8?q?", b"**", b"\t",
           b"--a\n", b"\xff", b"\0", b"\r", b'"', b"&amp;", b"<!--", b"1", b"\xcc\x81", b" ", b"a.",
           b"A ", b"\n")  # fmt: skip
MAIL = (
    "From: =?iso-8859-1?q?Ada_Quill?= <ada@tidings.example>\nDate: Tue, 04 Mar 2025 23:30:00 -0500\nSubject: Accord\n"
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="a"\n\n--a\nContent-Type: multipart/alternative; '
    'boundary="b"\n\n--b\nContent-Type: text/plain; charset="iso-8859-1"\nContent-Transfer-Encoding: quoted-printable'
    f"\n\n{BODY} Zo=EB agreed.\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    "PGh0bWw+PHA+TGF0dmlhIHN1cHBvcnRzIHRoZSBhY2NvcmQuPC9wPjwvaHRtbD4=\n--b--\n--a\nContent-Type: application/pdf; "
    "name=\"../a.pdf\"\nContent-Disposition: attachment; filename*=utf-8''a%2Fb.pdf\n\nJVBERi0=\n--a--\n"
)
TEXTS: Mapping[str, tuple[str, ...]] = {
    ".csv": (f'title,date,text,source\nAccord,04.03.2025,"{BODY}",Tidings\nTreaty,13.3.2025,"He said ""no""\nto it."\n',
             f"sep=;\nheadline;published;body\nAccord;2025-03-04;{BODY}\nTreaty;5/3/25;Latvia agreed.;more\n",
             f"id\ttext\turl\n1\t{BODY}\thttps://t.example/a\n"),
    ".eml": (MAIL, f"Subject: A\n\n{BODY}\n", f"Content-Type: text/html\n\n<html><body><p>{BODY}</p></body></html>"),
    ".jsonl": (json.dumps({"title": "Accord", "date": "2025-03-04", "text": BODY, "tags": ["a", {"b": 1.5}]}) + "\n"
               + json.dumps({"headline": "Zoë", "published": "04/05/2025", "body": "Latvia agreed."}) + "\n",),
    ".md": (f"---\ntitle: Accord\ndate: 2025-03-04\nauthor: [Ada, 'Bo']\ntags:\n  - a\n  - b\n---\n# Head\n\n{BODY}\n\n"
            f"* one **two** [three](https://t.example)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx\n```\n",
            f'+++\ntitle = "Accord"\ndate = 2025-03-04T10:00:00Z\n[params]\na = [1, {{b = 2}}]\n+++\n{BODY}\n\n> said'),
    ".txt": (f"Minister rejects accord\nBy Ada Quill\n4 March 2025\n\n“{BODY}”\n\nLatvia didn’t agree, said "
             "Zoë O’Brien.\n- one\n- two\nCopyright 2025\n",),
}  # fmt: skip


@cache
def seeds(ending: str) -> list[bytes]:
    """Whole files with this ending, ours first, then those of ``KG_CORPORA``."""
    own = [data for name, data in SEEDS.items() if name.endswith(ending)]
    own += [text.encode(encoding, "replace") for text in TEXTS.get(ending, ()) for encoding in ("utf-8", "cp1252")]
    folder = os.environ.get("KG_CORPORA")
    found = sorted(Path(folder).rglob(f"*{ending}")) if folder else []
    return own + [path.read_bytes() for path in found if path.is_file() and path.stat().st_size <= LARGEST]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with faults as accidents make them or, less often, as somebody who means harm does."""
    match chance.randrange(16):
        case 0:  # deep or long
            place, piece = chance.randrange(len(data) + 1), chance.choice(OPENERS)
            times = chance.choice((50, 2000, 100_000))
            data = data[:place] + piece * min(times, LARGEST // len(piece)) + data[place:]
        case 1:  # a part of it many times
            start = chance.randrange(len(data) + 1)
            piece = data[start : start + chance.choice((2, 20, 200))] or b"a"
            data = data[:start] + piece * (chance.choice((1000, LARGEST)) // len(piece)) + data[start:]
        case 2:  # another file within it
            other = chance.choice(seeds(chance.choice(list(READERS))))
            place, start = chance.randrange(len(data) + 1), chance.randrange(len(other) + 1)
            data = data[:place] + other[start : start + 2000] + data[place:]
        case 3:
            data = data.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")
        case 4 | 5:
            place = chance.randrange(len(data) + 1)
            text = chance.choice(list(PAYLOADS.values())).encode("utf-8", "surrogatepass")
            data = data[:place] + text + data[place + chance.choice((0, len(text))) :]
        case 6:
            data = chance.choice(seeds(chance.choice(list(READERS))))  # its ending lies
        case 7:
            data = chance.randbytes(chance.choice((0, 1, 10, 300)))
        case _:
            data = damaged(data, chance)
    if chance.random() < 0.3:
        data = damaged(data, chance)
    return data[:LARGEST]


def files(ending: str) -> Callable[[random.Random], bytes]:
    return lambda chance: mutated(chance.choice(seeds(ending)), chance)


def drawn(size: int) -> Callable[[random.Random], bytes]:
    """What Hypothesis makes values of."""
    return lambda chance: chance.randbytes(size)


def always(ending: str) -> Callable[[random.Random], str]:
    return lambda chance: ending


def valued(strategy: Callable[[], st.SearchStrategy]) -> Callable[[Callable], Callable[[Path], None]]:
    """Turns a check of a value into the check of a file whose bytes Hypothesis makes the value of."""

    def turned(check: Callable) -> Callable[[Path], None]:
        @cache
        def tried():
            calm = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
            return calm(given(strategy())(check)).hypothesis.fuzz_one_input

        return lambda path: tried()(path.read_bytes())

    return turned


# --- readers ---


def documents(path: Path) -> None:
    """Every file is read, or refused in one line, and what is read can be written."""
    from kg.documents import Notice, Source, load

    for item in load(Source(str(path), path.name)):
        if isinstance(item, Document):
            item.text.encode()
            str(item.metadata).encode()
            (item.title + item.uri + (item.author or "") + (item.publisher or "") + (item.language or "")).encode()
        elif isinstance(item, Unreadable | Notice):
            line(item.reason)
        else:
            raise Broken(f"{item!r} is no document")


def line(reason: str) -> None:
    if "\n" in reason or len(reason) > 500:
        raise Broken(f"not one line that can be read: {reason[:600]!r}")


def folder(chance: random.Random) -> bytes:
    """Some damaged files of all types, as one archive."""
    found = {}
    for nth in range(FILES):
        ending = chance.choice(list(READERS))
        found[f"{nth}{ending}"] = files(ending)(chance)[:20_000]
    return packed(found)


def road(path: Path) -> None:
    """A folder goes the whole road: read, resolved, stored, drawn, written."""
    sources, out = path.with_name("articles"), path.parent.parent / "out"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(sources)
    try:
        with kg.build([str(sources)], out) as graph:
            if not (out / "graph.html").stat().st_size or not graph.documents:
                raise Broken("no page")
    except KgError as error:
        line(str(error))
    finally:
        shutil.rmtree(sources)
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()


def passage(chance: random.Random) -> bytes:
    source = chance.choice(sorted(EXAMPLES.glob("2*.md"))).read_bytes()
    start = chance.randrange(len(source))
    return mutated(source[start : start + chance.choice((100, 400))], chance)[:2000]


def passages(path: Path) -> None:
    """Any text is read as one passage."""
    text = path.read_bytes().decode("utf-8", "replace")
    try:
        found = kg.read(text)
    except KgError as error:
        return line(str(error))
    for statement in found:
        span = statement.evidence
        if text[span.start : span.end] != span.text:
            raise Broken(f"{span} is not in the text")


# --- statements of other programs ---


@cache
def exported() -> dict[str, bytes]:
    """A graph in every form that can be read back, and as statements."""
    import pyoxigraph as ox
    from factories import affair, reading

    from kg.outputs import FORMATS

    graph = graph_of([*affair(), reading()])
    found = {f".{name}": FORMATS[name](graph, name).encode() for name in
             ("trig", "ttl", "nq", "jsonld", "trig12", "nq12", "jsonl")}  # fmt: skip
    triples = (quad.triple for quad in ox.parse(found[".nq"], ox.RdfFormat.N_QUADS))
    return found | {".nt": ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)}


def graph_of(readings: list[Reading]):
    from kg.graph import Graph
    from kg.store import Store

    store = Store.open()
    store.fill(readings, list({entity.id: entity for one in readings for entity in one.entities}.values()))
    return Graph(store)


RDF = (".trig", ".ttl", ".nq", ".jsonld", ".trig12", ".nq12", ".nt")


def said(chance: random.Random) -> bytes:
    """The bytes of a form, chosen by ``chance`` as `said_in` chooses its ending."""
    return mutated(exported()[said_in(chance)], chance)


def said_in(chance: random.Random) -> str:
    return chance.choice(RDF)


@cache
def databases() -> list[bytes]:
    from factories import affair, reading
    from test_exchange_dna import NEED, TEXT, WANTED, coded, database

    from kg.exchange import dna_database

    found = [dna_database(graph_of([*affair(), reading()]))]
    for version in (2, 3):
        with tempfile.TemporaryDirectory() as place:
            said = [coded(NEED, "Ada Byron", "Canal League", "Build the canal", 1),
                    coded(WANTED, "", "Harbour Board", "Build the canal", 0)]  # fmt: skip
            found.append(database(Path(place, "a.dna"), version, [TEXT, "More."], said).read_bytes())
    return found


def pages_damaged(chance: random.Random) -> bytes:
    """A database with bytes turned: most are empty, so the faults go where the others are."""
    data = bytearray(chance.choice(databases()))
    if chance.random() < 0.1:
        return mutated(bytes(data), chance)
    full = [place for place, byte in enumerate(data) if byte]
    for _ in range(chance.choice((1, 3, 10))):
        data[chance.choice(full)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return bytes(data)


def imported(path: Path) -> None:
    """What somebody else has said is taken over, or refused in one line each."""
    from kg.exchange import load

    for item in load(path):
        if isinstance(item, Unreadable):
            line(item.reason)
        elif not isinstance(item, Reading):
            raise Broken(f"{item!r} is no reading")


def statement_lines(path: Path) -> None:
    """JSON lines are statements, which are written as they were read, or refused in one line."""
    from kg.statements import dumps, loads

    text = path.read_bytes().decode("utf-8", "replace")
    try:
        found = list(loads(text))
    except KgError as error:
        return line(str(error))
    once = dumps(found)
    if dumps(loads(once)) != once:
        raise Broken("statements are not read as they are written")


def any_readings() -> st.SearchStrategy:
    """Readings in which names, words and addresses may be hostile."""
    from factories import readings, texts

    hostile = st.sampled_from([text for text in PAYLOADS.values() if not any("\ud800" <= c < "\ue000" for c in text)])
    word = hostile | texts

    @st.composite
    def changed(draw) -> Reading:
        one = draw(readings())
        found = []
        for s in one.statements:
            target = replace(s.target, label=draw(word))
            holder = s.holder and replace(s.holder, label=draw(word), id=draw(word))
            found.append(replace(s, target=target, holder=holder, rule=draw(word), uri=draw(word)))
        document = replace(one.document, title=draw(word), publisher=draw(word), uri=draw(word))
        return replace(one, document=document, statements=tuple(found))

    return st.lists(changed(), min_size=1, max_size=3)


@valued(any_readings)
def statements_written(found: list[Reading]) -> None:
    """Statements of every kind are read as they were written."""
    from factories import flat

    from kg.statements import dumps, loads

    if list(loads(dumps(flat(found)))) != flat(found):
        raise Broken("statements are not read as they are written")


# --- questions and pages ---


@cache
def asked():
    from factories import affair, reading

    return graph_of([*affair(), reading()])


def questions_and_values() -> st.SearchStrategy:
    from kg.query.questions import questions

    known = st.sampled_from(["Jane Doe", "white house", "forum", "cooperation", "Example News", "0.5", "2025-01"])
    odd = st.sampled_from([*PAYLOADS.values(), "2025-02-30", "1e9", "NaN", "https://t.example/a", "urn:x", "9" * 400])
    value = st.one_of(known, known, known, odd, st.text(max_size=30), st.integers(), st.floats(), st.none())

    @st.composite
    def made(draw):
        question = draw(st.sampled_from(list(questions().values())))
        names = [parameter.name for parameter in question.parameters]
        if draw(st.integers(0, 9)) == 0:
            names = draw(st.lists(st.sampled_from([*names, "name", "x", "query", "store", "", "a b"]), max_size=4))
        return question.name, {name: draw(value) for name in names}

    return made()


@valued(questions_and_values)
def questions_asked(given: tuple[str, dict]) -> None:
    """A named question is answered or refused, whatever is given for its values; an answer can be written."""
    name, values = given
    try:
        found = asked().query(name, **values)
    except KgError as error:
        return line(str(error))
    found.to_csv(), found.to_json()


def arguments() -> st.SearchStrategy:
    from kg.query.questions import questions

    names = sorted({p.name for question in questions().values() for p in question.parameters})
    some = [*(f"--{name}" for name in names), "--target=", "--format", "csv", "json", "--list", "--", "-", "", "--=",
            "--help", "no.rq", "SELECT * { ?s ?p ?o } LIMIT 3", "ASK {}", "{", "DESCRIBE <urn:x>"]  # fmt: skip
    word = st.sampled_from([*some, *questions()]) | st.sampled_from(list(PAYLOADS.values())) | st.text(max_size=12)
    return st.tuples(st.sampled_from([*questions()]) | word, st.lists(word, max_size=4))


@cache
def store_folder() -> str:
    from kg.exchange import bring_in

    place = Path(tempfile.gettempdir(), "..", "base").resolve()
    place.mkdir()
    (place / "a.trig").write_bytes(exported()[".trig"])
    with bring_in([place / "a.trig"], place / "graph")[0]:
        return str(place / "graph")


@valued(arguments)
def commands(given: tuple[str, list[str]]) -> None:
    """`kg query` ends with a status of ours, whatever its arguments."""
    from typer.testing import CliRunner

    from kg.cli import app

    first, rest = given
    found = CliRunner().invoke(app, ["query", first, store_folder(), *rest])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    if found.exit_code not in (0, 1, 2, 3):
        raise Broken(f"status {found.exit_code}")


def sparql(chance: random.Random) -> bytes:
    from kg.query.questions import questions

    return mutated(chance.choice(list(questions().values())).sparql.encode(), chance)[:5000]


def queries(path: Path) -> None:
    """Any text is answered as a query, or refused in one line."""
    try:
        asked().query(path.read_bytes().decode("utf-8", "replace") + " # {")
    except KgError as error:
        line(str(error))


class Tags(HTMLParser):
    """The elements of a page with their attributes; what they load."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.loads = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.loads += [value for name, value in attrs if name in ("src", "href", "srcset", "action", "data")
                       and not (value or "").startswith(("#", "data:"))]  # fmt: skip

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}", ()))


@cache
def plain_tags() -> frozenset:
    from kg.view import page

    return frozenset(Tags(page(asked().draw())).tags)


@valued(any_readings)
def pages(found: list[Reading]) -> None:
    """Whatever is said, the page has the elements of any other, and loads nothing."""
    from kg.view import page

    shown = Tags(page(graph_of(list({one.document.id: one for one in found}.values())).draw()))
    if more := set(shown.tags) - plain_tags():
        raise Broken(f"elements that are not ours: {sorted(more)[:5]}")
    if shown.loads:
        raise Broken(f"loads {shown.loads[:3]}")


READERS = {".csv": 105, ".docx": 120, ".eml": 120, ".html": 110, ".jsonl": 80, ".md": 80, ".pdf": 110, ".txt": 80}
FORMATS: dict[str, Format] = {
    **{ending[1:]: Format(share, files(ending), documents, always(ending)) for ending, share in READERS.items()},
    "dna": Format(37, pages_damaged, imported, always(".dna")),
    "rdf": Format(6, said, imported, said_in),
    "statements": Format(40, lambda chance: mutated(exported()[".jsonl"], chance), statement_lines, always(".jsonl")),
    "written": Format(10, drawn(12_000), statements_written, always(".bin")),
    "questions": Format(40, drawn(400), questions_asked, always(".bin")),
    "sparql": Format(10, sparql, queries, always(".rq")),
    "arguments": Format(10, drawn(400), commands, always(".bin")),
    "page": Format(16, drawn(12_000), pages, always(".bin")),
    "passages": Format(10, passage, passages, always(".txt")),
    "road": Format(16, folder, road, always(".zip"), FILES),
}


def made(name: str, seed: int, number: int) -> tuple[bytes, str]:
    """Input ``number`` of a format and the ending of its file."""
    key = f"{seed}/{name}/{number}"
    return FORMATS[name].make(random.Random(key)), FORMATS[name].ending(random.Random(key))


# --- a process that tries the inputs of one format ---


def work(name: str, place: Path, seed: int, numbers: range) -> None:
    """Try these inputs; the log in ``place`` tells of each failure, and now and then how far it is."""
    watch = Watch(place)
    sys.addaudithook(watch)
    resource.setrlimit(resource.RLIMIT_DATA, (HELD, HELD))
    with (place / "log").open("a", buffering=1) as log:
        slowest = (0.0, 0)
        for number in numbers:
            data, ending = made(name, seed, number)
            path = place / "in" / f"a{ending}"
            path.write_bytes(data)
            (place / "at").write_text(f"{number} {ending}")
            times = FORMATS[name].together + 8 * (number == numbers.start)  # the first loads what is needed
            failed, seconds = tried(FORMATS[name].check, path, watch, times)
            slowest = max(slowest, (seconds, number))
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            if failed is None and memory > MOST_MEMORY:
                failed = ("memory", f"{memory} MB")
            if failed:
                log.write(json.dumps({"failed": number, "ending": ending, "kind": failed[0], "why": failed[1]}) + "\n")
            if failed or number % TOGETHER == 0 or number == numbers[-1]:
                log.write(json.dumps({"done": number, "slowest": slowest, "memory": memory}) + "\n")
            if memory > MOST_MEMORY:
                sys.exit(3)  # its highest is not forgotten: another process goes on
            path.unlink()


def tried(check: Callable[[Path], None], path: Path, watch: "Watch", times: int = 1
          ) -> tuple[tuple[str, str] | None, float]:  # fmt: skip
    """What is wrong with the outcome of ``check``, in a word and in full; the seconds that it computed, of which it may
    take ``times`` as many as for one input."""
    failed, output = None, io.StringIO()
    signal.setitimer(signal.ITIMER_PROF, times * ENDED_AFTER)
    began = time.process_time()
    try:
        with watch, redirect_stdout(output), redirect_stderr(output):
            check(path)
    except BaseException as error:  # whatever it is, it is what is looked for
        last = traceback.extract_tb(error.__traceback__)
        ours = next((f for f in reversed(last) if "/kg/" in f.filename), last[-1])
        where = f"{Path(ours.filename).name}:{ours.lineno}"
        failed = (f"{type(error).__name__} {where}", "".join(traceback.format_exception(error, limit=-8))[-3000:])
    seconds = time.process_time() - began
    signal.setitimer(signal.ITIMER_PROF, 0)
    if failed is None and watch.seen:
        failed = ("outside", "; ".join(watch.seen[:5]))
    if failed is None and seconds > times * MOST_SECONDS:
        failed = ("slow", f"{seconds:.1f} s")
    return failed, seconds


class Watch:
    """Sees what is written outside the folder ``place`` and what is left there, and who is asked."""

    EMPTY = ("home", "cwd", "tmp", "out")

    def __init__(self, place: Path):
        self.place, self.seen, self.on = os.path.realpath(place), [], False

    def __call__(self, event: str, args: tuple) -> None:
        if not self.on:
            return
        if event == "open":
            path, _, flags = args
            if isinstance(path, int) or not (flags or 0) & WRITES:
                return
            self._note(event, path)
        elif event in CHANGES:
            for path in args[: 2 if event in ("os.rename", "os.link") else 1]:
                self._note(event, path)
        elif event in REACHES:
            self.seen.append(f"{event} {args!r}"[:200])

    def _note(self, event: str, path) -> None:
        full = os.path.realpath(os.fsdecode(path)) if not isinstance(path, int) else self.place
        if not full.startswith(self.place + os.sep) and full not in (self.place, os.devnull):
            self.seen.append(f"{event} {full}")

    def __enter__(self) -> None:
        self.seen, self.on = [], True

    def __exit__(self, *_: object) -> None:
        self.on = False
        for name in self.EMPTY:
            folder = os.path.join(self.place, name)
            left = os.listdir(folder)
            self.seen += [f"left {name}/{one}" for one in left]
            for one in left:
                full = os.path.join(folder, one)
                shutil.rmtree(full, ignore_errors=True) if os.path.isdir(full) else os.remove(full)


# --- the process that counts ---


@dataclass
class Count:
    """What came of the inputs of one format."""

    wanted: int
    done: int = 0
    slowest: float = 0.0
    slowest_number: int = 0
    memory: int = 0
    seconds: float = 0.0
    failures: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        wrong = ", ".join(f"{times} × {kind}" for kind, times in self.failures.items()) or "0 failures"
        return (f"{self.done:7,} of {self.wanted:,}   slowest {self.slowest:5.2f} s (input {self.slowest_number})   "
                f"{self.memory:4} MB   {self.seconds:5.0f} s   {wrong}")  # fmt: skip


def counted(name: str, inputs: int, seed: int) -> Iterator[Count]:
    """Have all inputs of a format tried; now and then, and at the end, what came of them so far."""
    count, began, start = Count(inputs), time.monotonic(), 0
    while start < inputs:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            place = Path(folder)
            for one in ("in", *Watch.EMPTY):
                (place / one).mkdir()
            with (place / "said").open("wb") as heard:
                process = subprocess.Popen(
                    [sys.executable, "-m", "tests.fuzz", "--work", name, "--place", folder, "--seed", str(seed),
                     "--from", str(start), "--inputs", str(inputs)],
                    stdout=heard, stderr=heard, env=surroundings(place), cwd=Path(__file__).parent.parent,
                )  # fmt: skip
                while (status := waited(process, place)) is None:
                    known = read_log(place, name, seed, replace(count, failures=dict(count.failures)))
                    known.seconds = time.monotonic() - began
                    yield known
            count = read_log(place, name, seed, count)
            reached = place / "at"
            if status == 0:
                count.done = start = inputs
            elif not reached.exists():
                raise SystemExit((place / "said").read_text(errors="replace")[-3000:])
            else:
                number, ending = reached.read_text().split(" ")
                start = count.done = int(number) + 1
                if status != 3:
                    kind = "hang" if -status in (signal.SIGPROF, signal.SIGKILL) else f"ended with {status}"
                    why = (place / "said").read_text(errors="replace")[-3000:]
                    note(count, name, seed, int(number), ending, kind, why)
            count.seconds = time.monotonic() - began
    yield count


def waited(process: subprocess.Popen, place: Path) -> int | None:
    """The status of ``process``, if it has ended within some seconds; it is ended where nothing moves any more."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(5)
    at = place / "at"
    if at.exists() and time.time() - at.stat().st_mtime > SILENT:
        process.kill()
        return process.wait()
    return None


def surroundings(place: Path) -> dict[str, str]:
    home = {name: str(place / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR")}
    root = str(Path(__file__).parent.parent)
    return {**os.environ, **home, "TMPDIR": str(place / "tmp"), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": root, "HYPOTHESIS_STORAGE_DIRECTORY": str(place / "hypothesis")}  # fmt: skip


def read_log(place: Path, name: str, seed: int, count: Count) -> Count:
    log = place / "log"
    for one in map(json.loads, log.read_text().splitlines() if log.exists() else []):
        if "failed" in one:
            note(count, name, seed, one["failed"], one["ending"], one["kind"], one["why"])
        else:
            count.done = one["done"] + 1
            slowest, number = one["slowest"]
            if slowest > count.slowest:
                count.slowest, count.slowest_number = slowest, number
            count.memory = max(count.memory, one["memory"])
    return count


def note(count: Count, name: str, seed: int, number: int, ending: str, kind: str, why: str) -> None:
    """Count a failure; the first few of a kind are kept, with what is known of them."""
    count.failures[kind] = count.failures.get(kind, 0) + 1
    if count.failures[kind] <= KEPT:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}-{number}.why").write_text(f"{kind}\n{why}\n")
        data, _ = made(name, seed, number)
        (FOLDER / f"{name}-{number}{ending}").write_bytes(data)


def again(path: Path) -> None:
    """Try an input that was kept; it ends in its traceback."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        place = Path(folder)
        for one in ("in", *Watch.EMPTY):
            (place / one).mkdir()
        tempfile.tempdir = str(place / "tmp")
        copy = place / "in" / f"a{path.suffix}"
        shutil.copy(path, copy)
        began = time.process_time()
        FORMATS[path.name.partition("-")[0]].check(copy)
    print(f"{path.name}: nothing is wrong, {time.process_time() - began:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", help="folder with real files to damage too; else KG_CORPORA")
    parser.add_argument("--only", choices=FORMATS, action="append", help="these formats alone, all inputs theirs")
    parser.add_argument("--again", type=Path, help="try one kept input again")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--from", type=int, default=0, dest="start", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.corpus:
        os.environ["KG_CORPORA"] = str(Path(given.corpus).resolve())
    if given.work:
        os.chdir(given.place / "cwd")
        return work(given.work, given.place, given.seed, range(given.start, given.inputs))
    if given.again:
        return again(given.again)
    chosen = given.only or list(FORMATS)
    shares = sum(FORMATS[name].share for name in chosen)
    counts = {}
    for name in chosen:
        inputs = max(1, given.inputs * FORMATS[name].share // shares // FORMATS[name].together)
        shown = 0.0
        for count in counted(name, inputs, given.seed):
            counts[name] = count
            if time.monotonic() - shown > 60 or count.done == inputs:
                shown = time.monotonic()
                print(f"{name:11}{count}", flush=True)
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / "summary.json").write_text(json.dumps({n: c.__dict__ for n, c in counts.items()}, indent=1))
    failures = sum(sum(count.failures.values()) for count in counts.values())
    done, slowest, memory = (list(column) for column in zip(
        *((c.done * FORMATS[n].together, c.slowest, c.memory) for n, c in counts.items()), strict=True))  # fmt: skip
    print(f"{'all':11}{sum(done):7,} inputs   slowest {max(slowest):.2f} s   {max(memory)} MB   {failures} failures")
    if failures:
        sys.exit(f"{failures} failures: see {FOLDER}")


if __name__ == "__main__":
    main()
