"""``kg network`` at the prompt: what is shown, what is written, how mistakes are told."""

import networkx as nx
import pytest
from test_network_files import NAMES, debate
from typer.testing import CliRunner

from kg.cli import app
from kg.network import CHOICES
from kg.network.measures import MEASURES
from kg.store import Store


class Opened:
    """A graph of the debate, in the place of one in a folder."""

    title = ""

    def __init__(self, discourse):
        self.discourse, self.store = discourse, Store.open()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture(autouse=True)
def affair(monkeypatch):
    odd = NAMES | {"p/ann": "Ann [bold red]Lee[/bold red]"}
    monkeypatch.setattr("kg.graph.opened", lambda _: Opened(debate(names=odd)))


def run(*arguments):
    return CliRunner().invoke(app, ["network", "affair", *map(str, arguments)], env={"COLUMNS": "220"})


@pytest.mark.parametrize("which", CHOICES)
def test_every_network_is_shown_with_names_and_never_with_identifiers(which):
    found = run(which)
    assert found.exit_code == 0, found.output
    assert found.stdout.startswith(f"{which}: ") and "9 of 9 statements" in found.stdout
    assert "Ann [bold red]Lee[/bold red]" in found.stdout and "p/ann" not in found.stdout


def test_the_usual_network_tells_the_clusters():
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in run().stdout.splitlines() if "│" in line]
    camps = {row[0]: row[2] for row in rows[:3]}
    assert camps["Bob & <Sons>"] == camps["Ann [bold red]Lee[/bold red]"] != camps["Cem"]
    # the heaviest edge: Ann and Bob 1 over tax, 1 because Bob is for Ann
    assert rows[3][:3] == ["Bob & <Sons>", "Ann [bold red]Lee[/bold red]", "2"] and rows[3][-1] == "tax"


def test_options_reach_the_network():
    # of nine statements six are dated August 2021, one of them a relation
    assert "; 6 of 9 statements" in run("--since", "2021-08").stdout
    assert "; 5 of 9 statements" in run("--since", "2021-08", "--kind", "stance").stdout
    assert "sides: 0 nodes, 0 edges; 0 of 9 statements" in run("--until", "1999").stdout
    assert run("--as-of", "2021-07").stdout == run("--until", "2021-07").stdout
    # tax and road, of which Ann and Cem speak: 2 statements agree over each actor
    assert "road" in run("congruence", "--of", "targets", "--least", "1").stdout
    assert "congruence: 3 nodes, 0 edges" in run("congruence", "--by", "cosine", "--least", "1.1").stdout
    found = run("two-mode", "--levels", "-1,0,1", "--measure", "density").stdout
    assert "two-mode: 9 nodes, 9 edges" in found and "density: 0.25" in found  # nine of 36 pairs


def test_measures_are_listed_with_what_they_tell():
    found = CliRunner().invoke(app, ["network", "--list"], env={"COLUMNS": "220"}).stdout
    assert all(name in found for name in MEASURES) and "as a network" not in found


def test_files_and_pictures_are_written(tmp_path):
    names = ("x.gexf", "x.graphml", "x.net", "x.json", "x.csv", "matrix.csv", "nodes.csv")
    pictures = ("matrix.svg", "matrix.png", "my-dendrogram.svg", "dendrogram.png", "clusters.svg", "polarisation.png")
    out = [part for name in names for part in ("--out", tmp_path / name)]
    plot = [part for name in pictures for part in ("--plot", tmp_path / name)]
    found = run("sides", "--measure", "pagerank", *out, *plot, "--window", 3, "--unit", "day")
    assert found.exit_code == 0, found.output
    assert found.stdout.count("Wrote ") == len(names) + len(pictures)
    assert {path.name for path in tmp_path.iterdir()} == {*names, *pictures}
    read = nx.read_graphml(tmp_path / "x.graphml")
    assert sum(read.nodes[id]["pagerank"] for id in read) == pytest.approx(1)
    assert (tmp_path / "matrix.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "arguments, says",
    [
        (("friends",), "network 'friends': unknown; use sides, ignore"),
        (("sides", "--by", "cosine"), "by 'cosine': not for the network 'sides'; use it with ignore"),
        (("subtract", "--by", "mean"), "normalisation 'mean': unknown; use average, jaccard, cosine"),
        (("subtract", "--of", "people"), "use actors or targets"),
        (("subtract", "--levels", "1,2"), "--levels 1,2: unknown; use -1,1 or -1,0,1"),
        (("--actors", "church"), "actors 'church': unknown; use organization or state"),
        (("--targets", "law"), "targets 'law': unknown; use event or topic"),
        (("--once-per", "hour"), "duplicates within 'hour': unknown; use document, day"),
        (("--since", "May"), "date 'May': unknown; write 2025, 2025-03, 2025-W11 or 2025-03-14"),
        (("--as-of", "2025", "--since", "2024"), "not with --since or --until"),
        (("--kind", "view"), "kind 'view': unknown; use"),
        (("--measure", "fame"), "measure 'fame': unknown; use degree"),
        (("--measure", "roles"), "measure 'roles': not for a one-mode network"),
        (("--out", "x.doc"), "file 'x.doc': unknown form; let it end in .gexf"),
        (("--plot", "x.svg"), "picture 'x.svg': unknown; let its name end in matrix, dendrogram"),
        (("--plot", "clusters.svg", "--window", "300"), "windows of 301 months"),
        (("--animate", "x.html", "--kernel", "uniform"), "--kernel uniform: only for windows"),
        (("--plot", "matrix.gif"), "picture '.gif': unknown form; let its name end in .svg or .png"),
        (("stances", "--plot", "dendrogram.svg"), "dendrogram of 'stances': not a network of agreement"),
    ],
)
def test_a_mistake_is_one_line_with_its_remedy(arguments, says, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = run(*arguments)
    assert found.exit_code == 2, found.output
    assert says in found.stderr and len(found.stderr.strip().splitlines()) == 1 and not list(tmp_path.iterdir())
