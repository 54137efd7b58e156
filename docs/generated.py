"""The pages of the guide that are made from the program itself: commands, questions, the Python reference.

MkDocs calls `on_files` as a hook; nothing is written into ``docs/``.
"""

import importlib
import inspect
import pkgutil
from itertools import groupby
from types import ModuleType

import typer.main
from mkdocs.structure.files import File

import kg
from kg.cli import app
from kg.query import questions

# modules to use that have no __all__
WHOLE = ("kg.model", "kg.collection", "kg.tabular", "kg.network.change", "kg.correcting", "kg.config", "kg.errors")


def packages() -> list[ModuleType]:
    """``kg`` and every package in it that says by ``__all__`` what is public."""
    found = [name for _, name, package in pkgutil.walk_packages(kg.__path__, "kg.") if package]
    modules = [kg, *map(importlib.import_module, found)]
    return [module for module in modules if hasattr(module, "__all__")]


def commands():
    """The commands by name, in the order of ``kg --help``."""
    return typer.main.get_command(app).commands


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _help(text: str) -> str:
    """A command's help as Markdown: what ``\\b`` keeps as it is are its examples."""
    paragraphs = []
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        kept = paragraph.startswith("\b\n")
        paragraphs.append(f"```sh\n{inspect.cleandoc(paragraph[2:])}\n```" if kept else _cell(paragraph))
    return "\n\n".join(paragraphs)


def _parameters(command) -> str:
    """A table of a command's arguments and options."""
    lines = ["| | | default |", "|---|---|---|"]
    for one in command.params:
        option = one.param_type_name == "option"
        name = ", ".join(one.opts) if option else one.metavar or one.name
        default = "" if one.default in (None, "", False) or callable(one.default) else f"`{one.default}`"
        lines.append(f"| `{name}` | {_cell(one.help or '')} | {'required' if one.required else default} |")
    return "\n".join(lines)


def commands_page() -> str:
    """Every command with its options, as ``--help`` tells them."""
    parts = ["# Commands", "`kg COMMAND --help` says the same in the terminal."]
    for panel, found in groupby(commands().values(), key=lambda command: command.rich_help_panel):
        parts.append(f"## {panel}")
        for command in found:
            parts += [f"### kg {command.name}", _help(command.help), _parameters(command)]
    return "\n\n".join(parts)


def questions_page() -> str:
    """Every named question with its values."""
    parts = ["# Named questions", '`kg query NAME FOLDER --value "…"`, or `graph.query("NAME", value="…")` in Python.']
    ordered = sorted(questions().values(), key=lambda question: (question.group, question.name))
    for group, asked in groupby(ordered, key=lambda question: question.group):
        parts += [f"## {group}", "\n".join(["| question | asks | values |", "|---|---|---|", *map(_question, asked)])]
    return "\n\n".join(parts)


def _question(question) -> str:
    values = "<br>".join(f"`--{p.name}` {_cell(p.description)} ({p.type})" for p in question.parameters)
    return f"| `{question.name}` | {_cell(question.asks)} | {values} |"


def python_page(module: ModuleType) -> str:
    """What ``module`` offers, by its docstrings."""
    said = (module.__doc__ or "").splitlines()[0]
    names = [name for name in module.__all__ if not isinstance(getattr(module, name), ModuleType)]
    return "\n\n".join([f"# {module.__name__}", said, *(f"::: {module.__name__}.{name}" for name in names)])


def _pages() -> dict[str, str]:
    pages = {"commands.md": commands_page(), "questions.md": questions_page()}
    listed = ["# Python", "What may be used from Python. Most begins with `kg.build`, `kg.open` or `kg.read`.", ""]
    for module in packages():
        address = f"python/{module.__name__}.md"
        pages[address] = python_page(module)
        listed.append(f"- [`{module.__name__}`]({address}): {module.__doc__.splitlines()[0]}")
    for name in WHOLE:
        address = f"python/{name}.md"
        pages[address] = f"---\ntitle: {name}\n---\n\n::: {name}\n    options:\n      heading_level: 1\n"
        listed.append(f"- [`{name}`]({address}): {importlib.import_module(name).__doc__.splitlines()[0]}")
    pages["python.md"] = "\n".join(listed)
    return pages


def on_files(files, config):
    """MkDocs's hook: add the generated pages; those of Python packages come under "Python" in the navigation."""
    reference = next(section["Reference"] for section in config.nav if "Reference" in section)
    python = next(entry["Python"] for entry in reference if "Python" in entry)
    for address, text in _pages().items():
        if address.startswith("python/"):
            python.append(address)
        files.append(File.generated(config, address, content=text))
    return files
