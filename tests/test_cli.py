"""The command: bad input gets one clear line and the right exit status, the rest is built."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.cli.console import PARTIAL
from kg.cli.query import table_of
from kg.query import Table
from kg.store import writer

pytestmark = pytest.mark.model
EXAMPLES = Path(kg.__file__).parent / "examples"
GOOD = "Germany criticized France on Monday.\n"


def run(*arguments, **options):
    return CliRunner().invoke(app, [str(a) for a in arguments], **options)


@pytest.fixture(scope="module")
def affair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("affair")
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    assert run("build", folder / "a.txt", "--out", folder / "out").exit_code == 0
    return folder / "out"


def write(path: Path, content) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "line.txt": b"x" * 20_000_000,
    "broken.pdf": b"%PDF-1.7 broken",
    "blank.html": b"<html><body><script>1</script></body></html>",
    "broken.docx": b"PK\x03\x04 not a zip",
    "no-text.csv": b"a,b\n1,2\n",
    "bad.jsonl": b"{not json}\n",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_source_is_one_line_and_the_others_are_built(name, tmp_path):
    bad = write(tmp_path / name, BAD[name])
    good = write(tmp_path / "good.txt", GOOD)
    found = run("build", bad, good, "--out", tmp_path / "out")
    assert found.exit_code == PARTIAL, found.output
    lines = [line for line in found.stderr.splitlines() if line.startswith("kg: ")]
    assert len(lines) == 1 and name in lines[0] and "Traceback" not in found.output
    record = json.loads((tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert record["holder"]["label"] == "Germany"


@pytest.mark.parametrize("name", BAD)
def test_nothing_but_a_bad_source_leaves_no_store(name, tmp_path):
    found = run("build", write(tmp_path / name, BAD[name]), "--out", tmp_path / "out")
    assert found.exit_code == 1
    assert re.match(r"kg: nothing could be read \(.*\); name files", found.stderr)
    assert not (tmp_path / "out" / "store").exists()


def test_a_folder_without_documents(tmp_path):
    (tmp_path / "empty").mkdir()
    found = run("build", tmp_path / "empty", "--out", tmp_path / "out")
    assert found.exit_code == 1 and len(found.stderr.strip().splitlines()) == 1


def test_an_output_that_is_a_file(tmp_path):
    found = run("build", write(tmp_path / "a.txt", GOOD), "--out", write(tmp_path / "file", "x"))
    assert found.exit_code == 1 and "is a file; name a folder" in found.stderr


def test_an_output_that_cannot_be_made(tmp_path):
    found = run("build", write(tmp_path / "a.txt", GOOD), "--out", "/proc/nowhere/out")
    assert found.exit_code == 1 and "cannot be made" in found.stderr


def test_an_unknown_model(tmp_path):
    found = run("build", write(tmp_path / "a.txt", GOOD), "--out", tmp_path / "out", "--model", "no_such_model")
    assert found.exit_code == 2 and "no_such_model" in found.stderr and "leave --model out" in found.stderr


def test_an_old_store_survives_a_failed_build(affair, tmp_path):
    before = (affair / "statements.jsonl").read_bytes()
    assert run("build", write(tmp_path / "empty.txt", b""), "--out", affair).exit_code == 1
    assert run("query", "SELECT ?s { ?s a :Stance }", affair, "--format", "json").exit_code == 0
    assert (affair / "statements.jsonl").read_bytes() == before


def test_standard_input(tmp_path):
    found = run("build", "-", "--out", tmp_path / "out", input=GOOD)
    assert found.exit_code == 0, found.output


def test_queries_by_name_in_three_forms(affair):
    table = run("query", "who-opposes", affair, "--name", "France")
    assert table.exit_code == 0, table.output
    assert "Germany" in table.stdout
    csv = run("query", "who-opposes", affair, "--name", "France", "--format", "csv")
    assert csv.stdout.startswith("holder,")
    assert json.loads(run("query", "who-opposes", affair, "--name=France", "--format", "json").stdout)


def test_a_table_breaks_no_names_and_cuts_sentences_to_two_lines():
    columns = ("holder", "relation", "whom", "date", "quote", "title", "confidence", "statement")
    row = ("Open Net Institute", "opposes", "Global Cyber Forum", "2025-03-04", "It is a mistake. " * 20, "Levy " * 20,
           0.78912, "https://x.example/1")  # fmt: skip
    for width in (80, 100, 160):
        console = Console(width=width, file=io.StringIO())
        console.print(table_of(Table(columns, (row,)), width))
        lines = console.file.getvalue().splitlines()
        cells = [line for line in lines if line.startswith("│")]
        assert len(cells) == 2 and "…" in cells[1] and not any("x.example" in line for line in lines)
        assert " ".join(line.split("│")[1].strip() for line in cells).strip() == "Open Net Institute"
        shown = [name for name in columns if name in lines[1]]
        assert {"holder", "relation", "whom", "quote"} <= set(shown) and max(map(len, lines)) <= width
        assert ("without room here" in lines[-1]) == (len(shown) < 7) == (width < 160)
    assert "0.79" in cells[0] and "2025-03-04" in cells[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["SELECT * {"], "not a SPARQL query"),
        (["who-opposess"], "did you mean who-opposes"),
        (["who-opposes"], "it needs target"),
        (["who-opposes", "--nme", "x"], "nme"),
        (["SELECT ?s { ?s a :Stance }", "--format", "xml"], "unknown; use table, csv or json"),
    ],
)
def test_bad_queries_are_one_line(affair, arguments, says):
    found = run("query", arguments[0], affair, *arguments[1:])
    assert found.exit_code == 2, found.output
    assert says in found.stderr and len(found.stderr.strip().splitlines()) == 1


def test_a_store_that_is_not_there(tmp_path):
    found = run("stats", tmp_path / "nowhere")
    assert found.exit_code == 1 and "no such folder; build one" in found.stderr


def test_listing_stats_view_export_and_validate(affair, tmp_path):
    assert "who-opposes" in run("query", "--list").stdout
    assert "Germany" in run("stats", affair).stdout
    assert run("view", affair, "--out", tmp_path / "p.html").exit_code == 0
    assert "<!doctype html>" in (tmp_path / "p.html").read_text(encoding="utf-8")[:200].lower()
    for name in ("x.trig", "x.ttl", "x.jsonl", "x.csv", "x.graphml"):
        assert run("export", affair, tmp_path / name).exit_code == 0, name
    assert run("export", affair, tmp_path / "x.xyz").exit_code == 2
    assert "conforms to its shapes" in run("validate", affair).stdout


def test_words_of_documents_never_become_terminal_markup(tmp_path):
    text = "Germany criticized [bold red]France[/bold red] on Monday, and Germany criticized Italy.\n"
    run("build", write(tmp_path / "a.txt", text), "--out", tmp_path / "out")
    found = run("query", "SELECT ?q { ?x nif:anchorOf ?q }", tmp_path / "out")
    assert found.exit_code == 0 and "[bold red]" in found.stdout


def test_a_zip_bomb_is_refused(tmp_path):
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    found = run("build", bomb, "--out", tmp_path / "out")
    assert found.exit_code == 1 and "bomb.docx" in found.stderr


def test_a_second_build_into_one_store_is_told_so_before_it_reads(tmp_path):
    source = write(tmp_path / "a.txt", b"Germany praised France on Monday.\n")
    with writer(tmp_path / "out" / "store"):
        found = run("build", source, "--out", tmp_path / "out")
    assert found.exit_code == 1
    assert re.fullmatch(r"kg: .*store: in use, and has one writer at a time; .*\n", found.stderr)
    assert run("build", source, "--out", tmp_path / "out").exit_code == 0


def test_a_date_from_a_file_name_is_marked_and_a_pattern_that_gives_none_is_one_line(tmp_path):
    write(tmp_path / "debate 231016.txt", GOOD)
    out = tmp_path / "out"
    found = run("build", tmp_path / "debate 231016.txt", "--out", out, "--date-pattern", "%q")
    assert found.exit_code == 2 and len(found.stderr.splitlines()) == 1 and "such as %d%m%y" in found.stderr
    assert not out.exists()
    found = run("build", tmp_path / "debate 231016.txt", "--out", out, "--date-pattern", "%d%m%y")
    assert found.exit_code == 0, found.output
    report = (out / "report.md").read_text(encoding="utf-8")
    assert "| Germany criticized France on Monday. | 2016-10-23 (from file name) |" in report
