"""The modules of the page: what is tested without a browser, and that the scripts that ship are made of them."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "kg" / "view" / "page"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(not NODE, reason="needs Node.js")
needs_tools = pytest.mark.skipif(
    not NODE or not (PAGE / "node_modules" / "esbuild").is_dir(), reason="needs Node.js and what 'make page' installs"
)


def done(*command: str | Path, cwd: Path = ROOT) -> None:
    run = subprocess.run([NODE, *command], cwd=cwd, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout + run.stderr


@needs_node
def test_what_needs_no_browser():
    done("--test", *sorted((ROOT / "tests" / "page").glob("*.test.js")))


@needs_tools
def test_scripts_that_ship_are_what_the_modules_give():
    done("build.mjs", "--check", cwd=PAGE)


@needs_tools
def test_eslint_and_tsc_find_nothing():
    done("node_modules/eslint/bin/eslint.js", ".", cwd=PAGE)
    done("node_modules/typescript/bin/tsc", cwd=PAGE)
