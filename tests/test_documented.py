"""Nothing that people use is without a word: commands, options, public names, and each command that the guide shows."""

import inspect
import os
import pkgutil
import re
import shlex
import subprocess
import sys
import zlib
from functools import cached_property
from html.parser import HTMLParser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.query import questions

pytest.importorskip("mkdocs")

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCED = re.compile(r"^```(?:sh)?\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^    (?:kg|KG_\w+=\S+ kg) .*", re.MULTILINE)
COMMAND = re.compile(r"(?:KG_\w+=\S+ )*kg (.+?)(?:\s{2,}.*)?")


def module_at(path: Path):
    spec = spec_from_file_location(path.stem, path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = module_at(ROOT / "docs" / "generated.py")
COMMANDS = made.commands()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The guide, built strictly: an unknown link, anchor or name fails."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def shown() -> list[tuple[str, str]]:
    """Every line of a command in README, the guide and the help, with where it stands."""
    found = []
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        lines = [line for block in FENCED.findall(text) for line in block.splitlines()] + INDENTED.findall(text)
        found += [(path.name, line.strip()) for line in lines]
    for command in COMMANDS.values():
        found += [(f"kg {command.name}", line.strip()) for line in command.help.splitlines()]
    return [(where, match[1]) for where, line in found if (match := COMMAND.fullmatch(line))]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_tells_what_it_does_by_one_sentence_and_examples(name):
    first, examples, *_ = COMMANDS[name].help.split("\n\n")
    assert first.endswith(".") and len(first) <= 64 and "\n" not in first
    lines = examples.removeprefix("\b\n").splitlines()
    assert examples.startswith("\b\n") and 1 <= len(lines) <= 3
    assert all(re.search(rf"\bkg ({name}|build) ", line) and len(line) <= 76 for line in lines)


def test_every_argument_and_option_has_its_help():
    bare = [(name, one.name) for name, command in COMMANDS.items() for one in command.params if not one.help]
    assert not bare


@pytest.mark.parametrize(("where", "line"), shown())
def test_commands_that_are_shown_are_commands_that_there_are(where, line):
    name, *given = shlex.split(line)
    assert name in COMMANDS, where
    context = COMMANDS[name].make_context(name, given)  # raises where an option or argument is not known
    if name == "query" and (question := questions().get(context.params["query"])):
        values = {word.lstrip("-").partition("=")[0] for word in context.args if word.startswith("--")}
        assert values <= {one.name for one in question.parameters}, where


def test_a_command_that_is_none_is_told():
    with pytest.raises(Exception, match="nope"):
        COMMANDS["view"].make_context("view", ["affair", "--nope"])


def public() -> list[tuple[str, object]]:
    """All public names with what they mean, and the public methods and properties of classes among them."""
    found = []
    for module in made.packages():
        for name in module.__all__:
            value = getattr(module, name)
            found.append((f"{module.__name__}.{name}", value))
            if inspect.isclass(value) and value.__module__.startswith("kg"):
                found += [
                    (f"{module.__name__}.{name}.{key}", one) for key, one in vars(value).items() if told(key, one)
                ]
    return found


def told(key: str, value: object) -> bool:
    kinds = (property, cached_property, classmethod, staticmethod)
    return not key.startswith("_") and (inspect.isfunction(value) or isinstance(value, kinds))


def test_every_public_name_has_a_docstring():
    own = [
        (name, value)
        for name, value in public()
        if callable(value) or isinstance(value, (property, cached_property, classmethod))
    ]
    bare = [name for name, value in own if not (inspect.getdoc(value) or "").strip()]
    bare += [name for name, value in own if (value.__doc__ or "").startswith(f"{getattr(value, '__name__', '')}(")]
    assert not bare  # a dataclass without a docstring has its signature for one


def test_the_reference_reaches_every_public_name(site):
    raw = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    known = {line.split(" ")[0] for line in zlib.decompress(raw).decode().splitlines()}
    assert not sorted({name for name, _ in public() if not inspect.ismodule(_)} - known)


def test_the_reference_has_every_command_and_option(site):
    page = (site / "commands.html").read_text(encoding="utf-8")
    for name, command in COMMANDS.items():
        section = page.partition(f'id="kg-{name}"')[2].partition("<h3")[0]
        assert all(option in section for one in command.params for option in one.opts if option.startswith("--")), name


class Loads(HTMLParser):
    """Addresses that a page loads by itself, without a click."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("script", "img", "iframe", "link", "source"):
            self.found += [given[name] for name in ("src", "href") if given.get(name)]


def test_the_guide_loads_nothing_from_a_network(site):
    for path in site.rglob("*.html"):
        page = Loads()
        page.feed(path.read_text(encoding="utf-8"))
        assert not [address for address in page.found if re.match(r"(https?:)?//", address)], path.name


def test_links_of_the_readme_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", PAGES[0].read_text(encoding="utf-8"))
    assert links and all((ROOT / link).exists() for link in links if "://" not in link)


def test_help_is_plain_text_within_80_columns(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    runner = CliRunner()
    for arguments in (["--help"], *([name, "--help"] for name in COMMANDS)):
        help_ = runner.invoke(made.app, arguments).output
        assert all(len(line) <= 80 for line in help_.splitlines()) and "─" not in help_ and "\b" not in help_


def test_the_glossary_names_what_there_is():
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| .+ \| `(kg[\w.]+)`", glossary, re.MULTILINE)
    assert len(rows) > 20
    for term, name in rows:
        assert pkgutil.resolve_name(name) is not None, term
