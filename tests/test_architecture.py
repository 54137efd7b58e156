"""The house keeps its floors: no import climbs, no library is named outside its fence."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parent.parent
FENCES = {
    "spacy": {"language", "extract", "evaluate"}, "onnxruntime": {"language"}, "tokenizers": {"language"},
    "threadpoolctl": {"language"}, "torch": {"language"},
    "onnx": {"language"}, "safetensors": {"language"}, "trafilatura": {"documents"}, "pypdf": {"documents"},
    "lxml": {"documents"}, "httpx": {"documents", "store"}, "charset_normalizer": {"documents"},
    "markdown_it": {"documents"}, "dateutil": {"documents"},
    "rdflib": {"rdf", "store", "query", "graph", "exchange", "serve"},
    "oxrdflib": {"store"}, "pyshacl": {"rdf"},
    "pyoxigraph": {"store", "exchange", "serve"}, "portalocker": {"store"},
    "pandas": {"tabular", "query", "network", "collection"},
    "networkx": {"network", "tables", "view", "collection", "graph"}, "pyvis": {"view"},
    "jinja2": {"view", "serve"}, "markupsafe": {"view"},
    "typer": {"cli"}, "rich": {"cli", "progress"}, "tqdm": {"progress"},
    "starlette": {"serve"}, "uvicorn": {"serve"},
    "numpy": {"language", "network", "view"}, "scipy": {"network", "view"}, "matplotlib": {"view"},
    "igraph": {"network"}, "duckdb": {"tables"}, "watchfiles": {"watching"}, "feedparser": {"documents"},
    "ray": {"engines"}, "mcp": {"mcp"},
}  # fmt: skip
FILES = sorted((ROOT / "kg").rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(ROOT / "kg").with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imports(path: Path):
    return imported(ast.parse(path.read_text(encoding="utf-8")))


def imported(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = node.module == "kg"
            yield from (f"kg.{alias.name}" for alias in node.names) if inside else (node.module,)


def test_no_import_climbs():
    """The floors stand in ``pyproject.toml``."""
    done = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
                          cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_library_leaves_its_fence(path):
    here = room(path)
    for name in imports(path):
        top = name.partition(".")[0]
        if top in FENCES:
            assert here in FENCES[top], f"{top} is named in {here}"
        else:
            assert top == "kg" or top in sys.stdlib_module_names, f"{top} has no fence"


def test_no_module_imports_itself_in_a_circle():
    names = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in FILES}
    graph = {name: set() for name in names}
    for name, path in names.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "kg":
                inner = {f"{node.module}.{alias.name}" for alias in node.names} & names.keys()
                graph[name] |= inner or {node.module}

    assert list(nx.simple_cycles(nx.DiGraph(graph))) == []


def test_importing_the_package_loads_nothing_heavy():
    heavy = ("spacy", "onnxruntime", "rdflib", "networkx", "pandas", "torch")
    code = f"import sys, kg; print(*(m for m in {heavy} if m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


SOURCES = packages_distributions()
EXTRAS = {
    "leiden": "kg/network",
    "duckdb": "kg/tables",
    "watch": ("kg/documents", "kg/watching"),
    "ray": "kg/engines",
    "mcp": "kg/mcp",
    "train": "kg/language/training",
}  # where what only an extra brings may be imported


def names(requirements: list[str]) -> set[str]:
    """The distributions that ``requirements`` name, as they are compared."""
    return {re.split(r"[^\w.-]", each)[0].lower().replace("_", "-") for each in requirements}


def distributions(library: str) -> set[str]:
    """The distributions that a library may come from, whether it is installed or not."""
    return names(SOURCES.get(library, [library]))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_imported_is_declared(path):
    """A plain install holds every library that is named; what an extra brings is named where it is asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = names(project["dependencies"])
    here = path.relative_to(ROOT).as_posix()
    for extra, folder in EXTRAS.items():
        if here.startswith(folder):
            declared |= names(project["optional-dependencies"][extra])
    for name in imports(path):
        top = name.partition(".")[0]
        if top != "kg" and top not in sys.stdlib_module_names:
            assert distributions(top) & declared, f"{here} imports {top}, which a plain install lacks"


def test_no_module_needs_an_extra_to_be_imported():
    """Each module outside the training can be imported where no extra is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = {each for name in EXTRAS for each in names(project["optional-dependencies"][name])}
    for path in FILES:
        if "training" in path.parts:
            continue
        body = ast.parse(path.read_text(encoding="utf-8")).body
        at_once = ast.Module([node for node in body if isinstance(node, ast.Import | ast.ImportFrom)], [])
        for name in imported(at_once):
            assert not distributions(name.partition(".")[0]) & extra, f"{path.name} needs {name}"


def test_files_and_functions_stay_short():
    for path in FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 350, f"{path.name}: {len(lines)} lines"
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 60, (
                    f"{path.name}: {node.name} has {node.end_lineno - node.lineno} lines"
                )
