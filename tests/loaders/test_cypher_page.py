"""Every query of docs/cypher.md runs on a real server and gives the library's answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import neo4j
import networkx
import pytest
from machine import skip_or_fail
from neo4jserver import Server, missing

import graphmodel as gm
from graphmodel.network import Network
from graphmodel.twomode import TwoMode
from loaders.neo4j_store import Neo4jStore, Settings

pytestmark = pytest.mark.xdist_group("neo4j")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cypher.md"
Ask = Callable[[str], list[dict[str, Any]]]


def queries(language: str) -> dict[str, list[str]]:
    """Queries of the page by the heading they stand under."""
    found: dict[str, list[str]] = {}
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        for match in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            found.setdefault(heading, []).append(match[1])
    return found


def asking(settings: Settings) -> tuple[neo4j.Driver, Ask]:
    driver = neo4j.GraphDatabase.driver(settings.uri, auth=(settings.username, settings.password))
    return driver, lambda text: [dict(row) for row in driver.execute_query(text).records]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def ask(neo4j_settings: Settings, dataset: Network) -> Iterator[Ask]:
    with Neo4jStore(neo4j_settings) as store:
        store.load(dataset)
        driver, ask = asking(neo4j_settings)
        with driver:
            yield ask
        store.unload()


@pytest.fixture(scope="module")
def ask_gds(tmp_path_factory: pytest.TempPathFactory, dataset: Network) -> Iterator[Ask]:
    """A server of its own, with Graph Data Science."""
    if reason := missing():
        skip_or_fail(reason)
    server = Server.install(tmp_path_factory.mktemp("gds") / "home", gds=True)
    server.start()
    settings = Settings(uri=server.uri, password=server.password)
    with Neo4jStore(settings) as store:
        store.load(dataset)
    driver, ask = asking(settings)
    with driver:
        yield ask
    server.stop()


@pytest.fixture(scope="module")
def processes(dataset: Network) -> TwoMode:
    return dataset.two_mode(at="2008")


def test_every_query_of_the_page_is_tested() -> None:
    assert len(queries("cypher")) == sum(map(len, queries("cypher").values())) == 6
    assert len(queries("gds")["With Graph Data Science"]) == 6


def test_states_in_several_processes(ask: Ask, processes: TwoMode) -> None:
    rows = ask(queries("cypher")["States in several processes at a date"][0])
    expected = gm.seats(processes, at_least=3)
    assert [(row["id"], row["count"], sorted(row["processes"])) for row in rows] == [
        (row.id, row.count, row.bodies) for row in expected
    ]


def test_processes_that_share_states(ask: Ask, processes: TwoMode) -> None:
    rows = ask(queries("cypher")["Processes that share states"][0])
    assert [tuple(row.values()) for row in rows] == [
        (row.first, row.second, row.shared) for row in gm.overlap(processes)
    ]


def test_agencies_by_role(ask: Ask, dataset: Network) -> None:
    from graphmodel.ties import ROLES

    selection = gm.Selection(actors="organization", roles=ROLES)
    two_mode = dataset.two_mode(selection, at="2008")
    expected = Counter(
        (tie.actor, role) for ties in two_mode.ties for role in sorted({tie.role for tie in ties}) for tie in ties[:1]
    )
    rows = ask(queries("cypher")["Agencies by role"][0])
    assert {(row["id"], row["role"]): row["processes"] for row in rows} == expected


def test_regions_linked(ask: Ask, processes: TwoMode) -> None:
    regions: dict[int, set[str]] = {}
    for row, column in zip(processes.rows.tolist(), processes.columns.tolist(), strict=True):
        regions.setdefault(column, set()).add(processes.actors[row].region)  # type: ignore[attr-defined]
    expected = Counter(pair for some in regions.values() for pair in combinations(sorted(some - {""}), 2))
    rows = ask(queries("cypher")["Regions linked by processes"][0])
    assert {(row["one"], row["two"]): row["processes"] for row in rows} == expected


def test_the_troika(ask: Ask, dataset: Network) -> None:
    rows = ask(queries("cypher")["The troika"][0])
    assert [tuple(row.values()) for row in rows] == [
        (row.previous, row.chair, row.next) for row in gm.troika(dataset, at="2008-08")
    ]


def test_the_sources_of_a_tie(ask: Ask, dataset: Network) -> None:
    rows = ask(queries("cypher")["The sources of a tie"][0])
    expected = sorted(
        {
            (tie.role, str(citation), dataset.source(citation.key).title)
            for tie in dataset.memberships(actor="PHL", body="colombo-process")
            for claim in tie.claims
            for citation in claim.citations
        }
    )
    assert [tuple(row.values()) for row in rows] == expected


def test_graph_data_science_gives_the_raw_values(ask_gds: Ask, processes: TwoMode) -> None:
    project, degree, betweenness, project_back, similarity, drop = queries("gds")["With Graph Data Science"]
    graph = processes.to_networkx()
    graph.remove_nodes_from([node for node, ties in dict(graph.degree()).items() if not ties])
    ask_gds(project)
    assert {row["id"]: row["score"] for row in ask_gds(degree)} == dict(graph.degree())
    expected = networkx.betweenness_centrality(graph, normalized=False)
    measured = {row["id"]: row["score"] for row in ask_gds(betweenness)}
    assert measured == pytest.approx(expected)
    ask_gds(project_back)
    rows = ask_gds(similarity)
    pairs = {(row.first, row.second): row.jaccard for row in gm.overlap(processes)}
    assert {(row["one"], row["two"]): row["similarity"] for row in rows} == pytest.approx(pairs)
    assert len(ask_gds(drop)) == 2
