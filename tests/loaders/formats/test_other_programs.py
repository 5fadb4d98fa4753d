"""Network files that we write, read back by R (igraph, network) and by Gephi: counts, names, modes, roles and dates."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exported import Expected, dataset_export, toy_export
from machine import skip_or_fail

import graphmodel as gm
from graphmodel.dates import FIRST_DAY, LAST_DAY
from graphmodel.network import Network
from loaders.formats.csv_files import write_edges, write_matrix
from loaders.formats.gexf import write_gexf
from loaders.formats.graph import EVER, NODE_COLUMNS, graph_of_two_mode
from loaders.formats.graphml import read_graphml, write_graphml
from loaders.formats.pajek import read_pajek, write_pajek
from loaders.formats.ucinet import write_ucinet

pytestmark = pytest.mark.xdist_group("other programs")

TESTS = Path(__file__).resolve().parents[2]
Said = dict[tuple[str, str], list[list[str]]]
NETWORKS = ("toy", "dataset")


@pytest.fixture(scope="session")
def exports(toy: Network, dataset: Network) -> dict[str, Expected]:
    return {"toy": toy_export(toy), "dataset": dataset_export(dataset)}


@pytest.fixture(scope="session")
def folder(exports: dict[str, Expected], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format of both networks, and their projections."""
    folder = tmp_path_factory.mktemp("exported")
    for name, expected in exports.items():
        graph, projection = expected.graph, expected.actors_graph
        write_graphml(graph, folder / name / "x.graphml")
        write_graphml(projection, folder / name / "actors.graphml")
        write_pajek(graph, folder / name / "x.net")
        write_pajek(projection, folder / name / "actors.net")
        write_pajek(graph, folder / name / "x.paj")
        write_ucinet(graph, folder / name / "two-mode.dl")
        write_ucinet(projection, folder / name / "one-mode.dl")
        write_edges(graph, folder / name / "edges.csv")
        write_matrix(graph, folder / name / "matrix.csv")
        write_gexf(graph, folder / name / "x.gexf")
        write_gexf(projection, folder / name / "actors.gexf")
        ever = expected.network.two_mode(expected.two_mode.selection, at=EVER)
        write_gexf(graph_of_two_mode(expected.network, ever), folder / name / "ever.gexf")
    return folder


def gathered(text: str) -> Said:
    """What a program printed, by file and sort."""
    said: Said = defaultdict(list)
    for line in text.splitlines():
        file, _, rest = line.partition("\t")
        sort, *values = rest.split("\t")
        said[file, sort].append(values)
    return said


PAGE = (TESTS.parent / "docs" / "export.md").read_text(encoding="utf-8")
R_BLOCKS = re.findall(r"^```r\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The R of the page on exports, beside the files that its own commands write."""
    folder = tmp_path_factory.mktemp("page")
    for command in re.findall(r"^\$ (graphmodel export (?:graphml|pajek|csv) .*)$", PAGE, re.MULTILINE):
        subprocess.run([sys.executable, "-m", *shlex.split(command)], check=True, capture_output=True, cwd=folder)
    code = "".join(line for block in R_BLOCKS for line in block.splitlines(keepends=True) if not line.startswith("#>"))
    (folder / "page.R").write_text(code, encoding="utf-8")
    return folder / "page.R"


@pytest.fixture(scope="session")
def r_output(folder: Path, page: Path) -> tuple[str, str]:
    """What R printed about the files, and for the page, in one process."""
    if shutil.which("Rscript") is None:
        skip_or_fail("no R here; on Debian: apt-get install r-base-core r-cran-igraph r-cran-network")
    command = ["Rscript", "--vanilla", str(TESTS / "r" / "read.R"), str(folder), str(page)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env=os.environ | {"LC_ALL": "C.UTF-8"}
    )
    if "there is no package called" in done.stderr:
        skip_or_fail(f"{done.stderr.strip()}; on Debian: apt-get install r-cran-igraph r-cran-network")
    assert done.returncode == 0, done.stderr
    files, _, printed = done.stdout.partition("== page\n")
    return files, printed


@pytest.fixture(scope="session")
def by_r(r_output: tuple[str, str]) -> Said:
    """What R found in the files."""
    return gathered(r_output[0])


@pytest.fixture(scope="session")
def by_gephi(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What the Gephi toolkit found, in one process; its package is fetched by Maven."""
    lacking = [program for program in ("java", "mvn") if shutil.which(program) is None]
    if lacking:
        skip_or_fail(f"no {' and no '.join(lacking)} here; install Java 17 and Maven")
    lib = tmp_path_factory.mktemp("gephi")
    fetch = ["mvn", "-q", "-B", "-f", str(TESTS / "gephi" / "pom.xml"), "dependency:copy-dependencies"]
    subprocess.run([*fetch, f"-DoutputDirectory={lib}"], check=True, capture_output=True)
    files = [f"{name}/{file}.gexf" for name in NETWORKS for file in ("x", "actors", "ever")]
    java = ["java", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-cp", f"{lib}/*:{lib}"]
    compiler = ["org.eclipse.jdt.internal.compiler.batch.Main", "-17", "-nowarn", "-d", str(lib)]
    subprocess.run([*java, *compiler, str(TESTS / "gephi" / "Reader.java")], check=True, capture_output=True)
    done = subprocess.run(
        [*java, "Reader", *files],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    return gathered(done.stdout)


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def expected(exports: dict[str, Expected], network: str) -> Expected:
    return exports[network]


def modes_of(rows: list[list[str]]) -> dict[str, int]:
    return {node: ["FALSE", "TRUE"].index(mode) for node, _, mode in rows}


def pairs_of(rows: list[list[str]]) -> set[tuple[str, str]]:
    pairs = [(row[0], row[1]) for row in rows]
    assert len(pairs) == len(set(pairs))
    return set(pairs)


def test_igraph_reads_our_graphml(by_r: Said, network: str, expected: Expected) -> None:
    file = f"{network}/x.graphml"
    two_mode = expected.two_mode
    assert by_r[file, "count"] == [[str(len(expected.names)), str(len(two_mode)), "FALSE"]]
    assert {node: name for node, name, _ in by_r[file, "node"]} == expected.names
    assert modes_of(by_r[file, "node"]) == expected.modes
    rows = by_r[file, "edge"]
    assert {(a, b): (roles, evidence) for a, b, _, roles, evidence, _, _ in rows} == expected.said
    assert {(a, b): (start, end) for a, b, _, _, _, start, end in rows} == expected.held
    about = ["2008-06-01", expected.network.dataset.citation, str(two_mode.counts.documented)]
    assert by_r[file, "about"] == [about]


def test_igraph_reads_our_projections(by_r: Said, network: str, expected: Expected) -> None:
    for name in ("actors.graphml", "actors.net"):
        rows = by_r[f"{network}/{name}", "edge"]
        assert {(row[0], row[1]): int(row[2]) for row in rows} == expected.shared, name
    both_ways = expected.shared | {(b, a): count for (a, b), count in expected.shared.items()}
    assert {(row[0], row[1]): int(row[2]) for row in by_r[f"{network}/one-mode.dl", "edge"]} == both_ways
    assert by_r[f"{network}/one-mode.dl", "count"][0][0] == str(len(expected.two_mode.actors))


@pytest.mark.parametrize("file", ["x.net", "two-mode.dl", "matrix.csv"])
def test_igraph_reads_modes_and_ties_of(by_r: Said, network: str, expected: Expected, file: str) -> None:
    assert modes_of(by_r[f"{network}/{file}", "node"]) == expected.modes
    assert pairs_of(by_r[f"{network}/{file}", "edge"]) == set(expected.pairs)


def test_ours_read_what_igraph_wrote(by_r: Said, folder: Path, network: str, expected: Expected) -> None:
    assert by_r[f"{network}/x.graphml", "count"]
    names, held = expected.names, expected.held
    found = read_graphml(folder / network / "x.graphml.by-igraph")
    assert {(one.actor, one.body, one.role, one.start, one.end) for one in found} == {
        (names[actor], names[body], role, *held[actor, body])
        for (actor, body), (roles, _) in expected.said.items()
        for role in roles.split("; ")
    }
    found = read_pajek(folder / network / "x.net.by-igraph")
    assert {(one.actor, one.body) for one in found} == set(expected.pairs)


def test_r_reads_our_edge_list(by_r: Said, network: str, expected: Expected) -> None:
    rows = by_r[f"{network}/edges.csv", "edge"]
    assert {(a, b): (roles, evidence) for a, b, _, roles, evidence, _, _ in rows} == expected.said
    assert {(a, b): (start, end) for a, b, _, _, _, start, end in rows} == expected.held
    rows = by_r[f"{network}/edges.csv", "name"]
    assert all(expected.names[row[0]] == row[1] and expected.names[row[2]] == row[3] for row in rows)


def test_the_network_package_reads_our_pajek_project(by_r: Said, network: str, expected: Expected) -> None:
    file = f"{network}/x.paj"
    size, actors = str(len(expected.names)), str(len(expected.two_mode.actors))
    networks = {name: rest for name, *rest in by_r[file, "network"]}
    assert networks["ties"] == [size, str(len(expected.two_mode)), actors]
    assert pairs_of(by_r[file, "edge of ties"]) == set(expected.pairs)
    documented = {pair for pair, (_, evidence) in expected.said.items() if evidence == "documented"}
    assert pairs_of(by_r[file, "edge of documented"]) == documented
    if network == "toy":
        observers = {pair for pair, (roles, _) in expected.said.items() if "observer" in roles.split("; ")}
        assert pairs_of(by_r[file, "edge of observer"]) == observers != set()
    partitions = dict(by_r[file, "partition"])
    nodes = expected.graph.nodes
    for name in ("mode", "kind", "region"):
        values = [node.values[NODE_COLUMNS.index(name)] for node in nodes]
        classes = ["", *sorted({*values} - {""})]
        assert [classes[int(number)] for number in partitions[name].split()] == values


def test_the_r_of_the_page_on_exports_prints_what_it_shows(r_output: tuple[str, str]) -> None:
    shown = [
        line.removeprefix("#>").removeprefix(" ")
        for block in R_BLOCKS
        for line in block.splitlines()
        if line[:2] == "#>"
    ]
    assert r_output[1].splitlines() == shown
    assert "neo4j-admin database import full neo4j @neo4j-admin.args" in PAGE


def milliseconds(day: int) -> float:
    if day == FIRST_DAY:
        return float("-inf")
    if day == LAST_DAY:
        return float("inf")
    return datetime.fromordinal(day).replace(tzinfo=UTC).timestamp() * 1000


def bounds(text: str) -> list[tuple[float, float]]:
    return [(float(low), float(high)) for low, _, high in (one.partition("..") for one in text.split())]


def vague(expected: Expected, ties: tuple[gm.Membership, ...]) -> set[tuple[float, float]]:
    """Months and years that are documented without a day, as Gephi has them."""
    pairs = [pair for tie in ties for pair in expected.network.timeline.validity(tie).documented]
    return {(milliseconds(till), milliseconds(by)) for by, till in pairs if by > till}


@pytest.mark.parametrize("file", ["x", "ever"])
def test_gephi_reads_our_gexf_with_its_spells(by_gephi: Said, network: str, expected: Expected, file: str) -> None:
    name = f"{network}/{file}.gexf"
    period = EVER if file == "ever" else expected.two_mode.period
    then = Expected(expected.network, expected.network.two_mode(expected.two_mode.selection, at=period))
    assert by_gephi[name, "count"] == [[str(len(then.names)), str(len(then.two_mode)), "true", "false"]]
    assert {node: label for node, label, _, _ in by_gephi[name, "node"]} == then.names
    assert {node: ["actor", "body"].index(mode) for node, _, mode, _ in by_gephi[name, "node"]} == then.modes
    rows = by_gephi[name, "edge"]
    assert {(a, b): (roles, evidence) for a, b, _, roles, evidence, _ in rows} == then.said
    for actor, body, _, _, _, text in rows:
        wanted = gm.PartialDate.parse("2008-06-01").first if file == "x" else None
        ties = then.two_mode.ties[then.pairs[actor, body]]
        spells = bounds(text) or [(float("-inf"), float("inf"))]
        for low, high in spells:
            for day in (low, high):
                if day not in (float("-inf"), float("inf")):
                    ordinal = datetime.fromtimestamp(day / 1000, UTC).toordinal()
                    assert then.is_held(ties, ordinal, "both") or (low, high) in vague(then, ties), (actor, body, text)
                    beyond = ordinal - 1 if day == low else ordinal + 1
                    assert not then.is_held(ties, beyond, "both"), (actor, body, text)
        assert wanted is None or any(low <= milliseconds(wanted) <= high for low, high in spells)
    issues = [issue for issue in by_gephi[name, "issue"] if issue[0] != "INFO"]
    assert issues == []


def test_gephi_reads_our_projection(by_gephi: Said, network: str, expected: Expected) -> None:
    rows = by_gephi[f"{network}/actors.gexf", "edge"]
    assert {(row[0], row[1]): int(float(row[2])) for row in rows} == expected.shared
    assert by_gephi[f"{network}/actors.gexf", "count"][0][0] == str(len(expected.two_mode.actors))
