"""What ``import kg`` offers: its names, its options, and what it leaves alone."""

import inspect

import pytest

import kg
from kg.config import load, settings
from kg.errors import ConfigError


def test_the_public_names():
    assert dir(kg) == sorted(kg.__all__)
    assert all(hasattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Grap'"):
        kg.Grap  # noqa: B018


def test_every_option_is_named_typed_and_given_by_name():
    for function in (kg.build, kg.load, kg.read):
        for parameter in inspect.signature(function, eval_str=False).parameters.values():
            assert parameter.kind != parameter.VAR_KEYWORD and parameter.annotation is not parameter.empty
            assert parameter.kind == parameter.KEYWORD_ONLY or parameter.name in ("sources", "out", "text")


def test_an_option_that_is_none_is_refused():
    with pytest.raises(TypeError, match="'titel'"):
        kg.build(kg.examples(), titel="The Accord")


def test_what_could_not_be_read_is_told_in_memory_too(tmp_path):
    (tmp_path / "one.txt").write_text("Norway condemned the attack.")
    with kg.build([tmp_path / "one.txt", tmp_path / "none.txt"]) as graph:
        assert [unreadable.source for unreadable in graph.outcome.unreadable] == [str(tmp_path / "none.txt")]
        assert graph.outcome.read == 1


def test_python_does_not_read_the_command_lines_settings(tmp_path, monkeypatch):
    (tmp_path / "one.txt").write_text("Norway condemned the attack.")
    (tmp_path / "kg.toml").write_text('title = "Of the command line"')
    monkeypatch.chdir(tmp_path)
    with kg.build("one.txt") as graph:
        assert graph.title == ""
    assert load().title == "Of the command line"


def test_a_setting_that_is_none_has_the_nearest_name(tmp_path):
    (tmp_path / "kg.toml").write_text('gazeteer = "mine.csv"')
    with pytest.raises(ConfigError, match="unknown key 'gazeteer'; use gazetteer"):
        load(tmp_path / "kg.toml")
    with pytest.raises(ConfigError, match="no such folder"):
        settings(words="nowhere")


def test_a_reader_reads_many_texts_as_read_does_one():
    text = "Germany criticized the United States on Monday."
    assert kg.load().read(text) == kg.read(text)
