"""Which sources are found, and what they are called: the same wherever the folder lies."""

import sys
from subprocess import run

import pytest

from kg.documents import find, read
from kg.errors import SourceError

BODY = "The minister said on Tuesday that Estonia rejects the accord."


def written(folder, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BODY, encoding="utf-8")


def test_the_same_bytes_wherever_the_folder_lies(tmp_path):
    documents = []
    for place in ("here", "a/b/there"):
        written(tmp_path, f"{place}/sub folder/é.txt", f"{place}/a.md")
        documents.append(list(read([str(tmp_path / place)])))
    assert documents[0] == documents[1]
    assert [d.uri for d in documents[0]] == ["file:a.md", "file:sub%20folder/%C3%A9.txt"]


def test_a_folder_gives_known_types_sorted_and_passes_over_the_rest(tmp_path):
    written(tmp_path, "b.txt", "a.HTML", "sub/c.pdf", ".hidden.txt", ".git/d.txt", "README.md", "e.png", "noext")
    assert [source.name for source in find([str(tmp_path)])] == ["a.HTML", "b.txt", "sub/c.pdf"]
    assert [source.name for source in find([str(tmp_path / "README.md")])] == ["README.md"]


def test_a_pattern_gives_sorted_files_named_from_its_root(tmp_path):
    written(tmp_path, "x/b.txt", "x/y/a.txt", "x/c.png", "x/README.md", "z[1].txt")
    assert [source.name for source in find([str(tmp_path / "x" / "**" / "*")])] == ["b.txt", "y/a.txt"]
    assert [source.name for source in find([str(tmp_path / "z[1].txt")])] == ["z[1].txt"]


def test_each_source_once_in_the_order_given(tmp_path, monkeypatch):
    written(tmp_path, "a.txt", "b.txt")
    monkeypatch.chdir(tmp_path)
    given_ = ["b.txt", ".", str(tmp_path / "a.txt"), "-", "https://x.example/a#top", "https://x.example/a", "-"]
    assert [source.name for source in find(given_)] == ["b.txt", "a.txt", "stdin", "https://x.example/a"]


def test_files_of_one_name_are_told_apart(tmp_path):
    written(tmp_path, "x/y/a.txt", "z/y/a.txt", "z/b.txt")
    assert [d.uri for d in read([str(tmp_path / "x" / "y"), str(tmp_path / "z" / "y"), str(tmp_path / "z" / "b.txt")])
            ] == ["file:x/y/a.txt", "file:z/y/a.txt", "file:b.txt"]  # fmt: skip


def test_a_file_name_that_is_not_unicode_is_spelt_out():
    assert [source.name for source in find(["none/\udcff.txt"])] == [r"none/\xff.txt"]


def test_no_source_is_an_error():
    with pytest.raises(SourceError, match="0 sources"):
        list(read([]))


def test_importing_loads_no_parser():
    heavy = {"httpx", "trafilatura", "pypdf", "docx", "markdown_it", "dateutil", "charset_normalizer"}
    code = f"import sys, kg.documents; print({heavy} & set(sys.modules))"
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "set()"
