"""What people run after a plain install, run: every command of README and of the help, and README's Python.

    make test-plain

It runs on the standard library and what the package itself depends on, in a folder of its own, with the ``kg`` that is
installed beside the Python that runs it. A command that ends in a traceback, misses a library or fails where it need
not is told, and the exit status is 1.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import typer.main

sys.path.append(str(Path(__file__).parent))  # of the checkout the tests alone: the package is the installed one

from damage import word_of

import kg
from kg.cli import app

README = Path(__file__).parent.parent / "README.md"
KG = Path(sys.executable).with_name("kg")
COMMAND = re.compile(r"((?:KG_\w+=\S+ )*)kg (.+?)(?:\s{2,}.*)?")
UNREACHABLE = re.compile(r"https?://")
WRONG = re.compile(r"Traceback|No module named|ImportError|not installed|pip install")
STATUS = {"diff": (0, 1)}  # 1: there are differences
DRAFT = "Germany opposes the European Union. Volodymyr Zelenskyy met Vladimir Zelensky. Doe criticized Germany."
DSE = "The [North] denounced the probe of [South Korea].\tNorth\tSouth Korea\t3\n"


def commands() -> list[tuple[str, str]]:
    """Settings and arguments of every command shown, README's first."""
    lines = [line for block in re.findall(r"^```\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
             for line in block.splitlines()]  # fmt: skip
    for command in typer.main.get_command(app).commands.values():
        lines += command.help.splitlines()
    return list(dict.fromkeys(match.groups() for line in lines if (match := COMMAND.fullmatch(line.strip()))))


def prepare(folder: Path) -> None:
    """The files that the commands name; ``affair/`` is made by README's first command."""
    shutil.copytree(Path(kg.__file__).parent / "examples", folder / "articles")
    (folder / "articles" / "draft.txt").write_text(DRAFT, "utf-8")
    text = "France condemned the attack on Monday. Doe welcomed the plan of France."
    (folder / "notes.docx").write_bytes(word_of(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    (folder / "valid.tsv").write_text(DSE, "utf-8")
    coded = '{"id": "a.0", "text": "France condemned the attack.", "source": "wire", "statements": []}'
    (folder / "mine.jsonl").write_text(coded, "utf-8")
    run(folder, {}, ["build", "notes.docx", "--out", "notes"])
    for name in ("coded.dna", "other.jsonld"):
        run(folder, {}, ["export", "notes", name])


def statement(path: Path) -> str:
    """The identifier of a statement that was read, in place of the one in the examples."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return next(row["id"] for row in rows if "relation" in row)


def run(folder: Path, settings: dict, arguments: list[str]) -> subprocess.CompletedProcess:
    return subprocess.run([KG, *arguments], cwd=folder, env=environment(settings), capture_output=True, text=True,
                          encoding="utf-8", stdin=subprocess.DEVNULL, timeout=600)  # fmt: skip


def environment(settings: dict) -> dict:
    return {**{k: v for k, v in os.environ.items() if k != "PYTHONPATH"}, "PYTHONIOENCODING": "utf-8", **settings}


def served(folder: Path, settings: dict, arguments: list[str]) -> str:
    """What is wrong with a server: it must answer within a minute and end when told."""
    port = arguments[arguments.index("--port") + 1] if "--port" in arguments else "8765"
    process = subprocess.Popen([KG, *arguments, "--port", port], cwd=folder, env=environment(settings),
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
    answer = ""
    try:
        for _ in range(120):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
                    answer = page.read().decode("utf-8")
                break
            except OSError:
                time.sleep(0.5)
    finally:
        process.terminate()
        told, _ = process.communicate(timeout=60)
    return "" if "<html" in answer and not WRONG.search(told) else f"no page: {told[-1000:]}"


def fault(folder: Path, settings: dict, arguments: list[str]) -> str:
    """What is wrong with a command; empty if nothing is."""
    if arguments[0] == "serve":
        return served(folder, settings, arguments)
    done = run(folder, settings, arguments)
    if any(argument.endswith(".parquet") for argument in arguments) or arguments[0] in ("mcp", "watch"):
        return "" if done.returncode in (1, 2) and len(done.stderr.splitlines()) == 1 else done.stderr[-2000:]
    if WRONG.search(done.stderr):
        return done.stderr[-2000:]
    expected = STATUS.get(arguments[0], (0,))
    if any(map(UNREACHABLE.match, arguments)) or "--polnear" in arguments:
        expected = (0, 1, 2, 3)  # there is no network, and no corpus: one line says so
    return "" if done.returncode in expected else f"status {done.returncode}: {done.stderr[-2000:]}"


def main() -> int:
    faults, known = 0, ""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        prepare(folder)
        for given, line in commands():
            if "ky2sqazm" in line:
                known = known or statement(folder / "affair" / "statements.jsonl")
                line = line.replace("ky2sqazm", known)
            wrong = fault(folder, dict(pair.split("=", 1) for pair in given.split()), shlex.split(line))
            print("FAILED" if wrong else "ok    ", "kg", line, wrong, flush=True)
            faults += bool(wrong)
        code = re.search(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)[1]
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment({}), capture_output=True,
                              text=True, timeout=600)  # fmt: skip
        print("FAILED" if done.returncode else "ok    ", "README's Python", done.stderr[-2000:])
        faults += bool(done.returncode)
    print(f"{faults} failed")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
