"""Backends of networkx: switched on for a while, refused clearly, and equal in what they find."""

from importlib.metadata import EntryPoint

import networkx as nx
import pytest

from kg.config import load
from kg.errors import ConfigError
from kg.network import backends, measures


@pytest.fixture(params=["graphblas", "parallel"])
def backend(request) -> str:
    try:
        with backends([request.param]):
            return request.param
    except ConfigError as error:
        pytest.skip(str(error))


def random(kind: type[nx.Graph]) -> nx.Graph:
    made = kind()
    made.add_node("alone")
    for a, b in nx.gnm_random_graph(60, 150, seed=4, directed=made.is_directed()).edges:
        made.add_edge(f"n{a}", f"n{b}", weight=((7 * a + 3 * b) % 7 - 3) / 2)
    return made


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_measures_are_equal_with_a_backend(backend, kind):
    made = random(kind)
    shape = "directed" if made.is_directed() else "one-mode"
    for name, one in measures.MEASURES.items():
        if shape in one.on and name != "evenness":
            plain = measures.measure(made, name)
            with backends([backend]):
                found = measures.measure(made, name)
            is_number = one.of in ("node", "edge") and name != "roles"
            assert found == (pytest.approx(plain, abs=1e-9) if is_number else plain), name
    plain = measures.betweenness(made, pivots=20, seed=3)
    with backends([backend]):
        assert measures.betweenness(made, pivots=20, seed=3) == pytest.approx(plain, abs=1e-9)


def test_a_backend_is_really_asked():
    pytest.importorskip("graphblas_algorithms", reason="the backend is not installed")
    with backends(["graphblas"]):
        assert type(nx.pagerank(nx.path_graph(3))).__module__.startswith("graphblas_algorithms")
    assert type(nx.pagerank(nx.path_graph(3))) is dict


def test_a_backend_that_is_not_there_is_refused():
    with pytest.raises(ConfigError, match="networkx backend 'warp': not installed"), backends(["warp"]):
        raise AssertionError("not reached")


def test_a_backend_that_does_not_fit_this_networkx_is_refused(monkeypatch):
    old = EntryPoint("old", "networkx:_no_longer_there", "networkx.backends")
    monkeypatch.setattr("kg.network.dispatch.entry_points", lambda group: [old])
    with pytest.raises(ConfigError, match="'old': does not work with networkx 3"), backends(["old"]):
        raise AssertionError("not reached")


def test_none_changes_nothing():
    before = list(nx.config.backend_priority.algos)
    with backends([]):
        assert list(nx.config.backend_priority.algos) == before


def test_backends_are_configured(tmp_path):
    file = tmp_path / "kg.toml"
    file.write_text('backends = ["graphblas"]', encoding="utf-8")
    assert load(file).backends == ("graphblas",) and load(file).options() == ()
    file.write_text('backends = "graphblas"', encoding="utf-8")
    with pytest.raises(ConfigError, match="backends = 'graphblas' must be a list"):
        load(file)
